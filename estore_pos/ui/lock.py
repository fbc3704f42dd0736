"""The locked till: who comes says who he is. What is on the bill stays as it is underneath."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from estore_pos.base.settings import Settings
from estore_pos.domain.person import Role
from estore_pos.text.words import tr
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.ports import Sounds
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing, restyle
from estore_pos.ui.widgets.who import CHOICES, ROLES, NewPin, WhoPin
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.person import Person
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.operations.till import Till

PAGE_PX = 600
TICK_S = 5
NAME_SHOWN = 24
PAYING = frozenset({Place.PAYMENT, Place.UPI})
"""Where money is on its way."""


class LockPage(QWidget):
    """Covers the screen. A digit says who, his PIN and Enter open; F8 is for a forgotten PIN."""

    opened = Signal(object)
    """Somebody stands at the till: the Person."""

    def __init__(self, work: Work, error: Callable[[], None]) -> None:
        """Take the way to the desk and the sound of a refusal."""
        super().__init__()
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.place = Place.LOCK
        self._work, self._error = work, error
        self._owners: list[Person] = []
        self._is_sent = self._is_forgotten = False
        frame = QFrame()
        frame.setObjectName("card")
        frame.setFixedWidth(look.px(PAGE_PX))
        self._rows = QVBoxLayout(frame)
        self._rows.setContentsMargins(24, 16, 24, 16)
        self._rows.setSpacing(8)
        self.bill = Label("lock_bill", nothing, tone="heading", wrap=True)
        self.who = WhoPin("lock", [])
        self.code_name = Label("lock_code_name", self._code_words, tone="heading", wrap=True)
        self.code = Field("lock_code", lambda: tr("Recovery code"), lambda: "XXXXX XXXXX XXXXX …")
        self.new = NewPin("lock", self._say)
        self.problem = Label("lock_trouble", nothing, tone="danger", wrap=True)
        self.keys = Label("lock_keys", self._key_words, tone="muted", wrap=True)
        self._rows.addWidget(Label("lock_title", lambda: tr("The till is locked"), tone="title"))
        for widget in (self.bill, self.who, self.code_name, self.code, self.new):
            self._rows.addWidget(widget)
        self._rows.addWidget(self.problem)
        self._rows.addWidget(self.keys)
        self._centre(frame)
        self.deeds: Deeds = {
            **{deed: self._chooser(deed) for deed in (*CHOICES, Deed.UP, Deed.DOWN)},
            Deed.ENTER: self._enter,
            Deed.FORGOTTEN: self._forget,
            Deed.BACK: self._back,
        }
        self._show_forgotten(False)

    def _centre(self, frame: QFrame) -> None:
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 6, 8, 6)
        page.addStretch(1)
        page.addLayout(across)
        page.addStretch(2)

    def home(self) -> QWidget:
        """The people, the PIN, or what a forgotten one asks for."""
        if self._is_forgotten:
            return self.code
        return self.who.home() if self.who.people else self

    def take(self, people: "Sequence[Person]", owners: "Sequence[Person]") -> None:
        """Who can open, and the owners, whose PIN the recovery code sets anew."""
        self._owners = list(owners)
        old, self.who = self.who, WhoPin("lock", people)
        self._rows.replaceWidget(old, self.who)
        old.hide()
        old.deleteLater()
        self.keys.tell(self._key_words)

    def present(self, view: "CounterView | None") -> None:
        """Show that a bill is open, and its sum; not what is on it."""
        self.bill.tell(lambda: _bill_words(view))

    # --- opening ---

    def _chooser(self, deed: Deed) -> Callable[[], None]:
        def choose() -> None:
            if not self._is_forgotten:
                self.who.deeds[deed]()

        return choose

    def _enter(self) -> None:
        from estore_pos.operations.watch import Approval

        if self._is_sent:
            return
        if self._is_forgotten:
            self._reset()
            return
        person, pin = self.who.person, self.who.pin.text()
        if person is None:
            return
        if not pin:
            self.who.ask()
            return
        self._is_sent = True
        approval = Approval(person.id, pin)
        self._work.prove(approval, lambda _: self._ask(lambda till: till.people.unlock(approval)))

    def _ask(self, deed: "Callable[[Till], Person]") -> None:
        self._work.desk(deed, self.opened.emit, self._unfit, owner=self)

    def _unfit(self, error: "ShopError") -> None:
        self._is_sent = False
        self._error()
        if self._is_forgotten:
            self._say(lambda: sentence_of(error), "danger")
            self.code.setFocus()
            self.code.selectAll()
        else:
            self.who.say(lambda: sentence_of(error))

    # --- a forgotten PIN ---

    @property
    def _owner(self) -> "Person | None":
        """Whose PIN is set anew: the owner who is chosen, else the first one."""
        person = self.who.person
        if person is not None and person.role is Role.OWNER:
            return person
        return self._owners[0] if self._owners else None

    def _forget(self) -> None:
        if self._owner is not None and not self._is_forgotten:
            self._show_forgotten(True)
            self.code.setFocus()

    def _back(self) -> None:
        if self._is_forgotten:
            self._show_forgotten(False)
            self.home().setFocus()
        elif self.who.people and not self._is_sent:
            self.who.back()

    def take_code(self, code: str) -> bool:
        """A recovery code was scanned off its paper; whether one is asked for now."""
        if self._is_forgotten:
            self.code.setText(code)
        return self._is_forgotten

    def _show_forgotten(self, is_forgotten: bool) -> None:
        self._is_forgotten = is_forgotten
        self.who.setVisible(not is_forgotten)
        for widget in (self.code_name, self.code, self.new, self.problem):
            widget.setVisible(is_forgotten)
        self.code.clear()
        self.new.clear()
        self.problem.tell(nothing)
        self.code_name.tell(self._code_words)
        self.keys.tell(self._key_words)

    def _reset(self) -> None:
        code, owner = self.code.text().strip(), self._owner
        if owner is None or not code:
            return
        if self.code.hasFocus():
            self.new.first.setFocus()
            return
        pin = self.new.taken()
        if pin is not None:
            self._is_sent = True
            self._ask(lambda till: till.people.reset(code, owner, pin))

    def _say(self, teller: Teller, tone: str) -> None:
        restyle(self.problem, "tone", tone)
        self.problem.tell(teller)

    def _code_words(self) -> str:
        name = self._owner.name if self._owner else ""
        return tr(
            "A new PIN for {name}: type the recovery code from the paper that was written at the "
            "first start, Enter, then the new PIN twice.",
            name=name,
        )

    def _key_words(self) -> str:
        if self._is_forgotten:
            return tr("Enter goes on · Esc back")
        if not self.who.people and self._owners:
            return tr("The PINs are not on this PC any more. F8: the recovery code sets a new one.")
        return tr("Selling waits; nothing is lost. PIN forgotten: F8.")


class Idle(QObject):
    """Locks a till that nobody touches for some minutes; not while money or paper is on its way."""

    def __init__(
        self, minutes: Callable[[], int], busy: Callable[[], bool], lock: Callable[[], None]
    ) -> None:
        """Take after how many minutes (0: never), what it must not interrupt, and what locks."""
        super().__init__()
        self._minutes, self._busy, self._lock = minutes, busy, lock
        self._idle_s = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    def heard(self) -> None:
        """A key: somebody is there."""
        self._idle_s = 0

    def watch(self, is_on: bool) -> None:
        """Count the minutes, or do not: nobody has a PIN, or it is locked."""
        self._idle_s = 0
        if is_on:
            self._timer.start(TICK_S * 1000)
        else:
            self._timer.stop()

    def tick(self) -> None:
        """A while without a key has passed."""
        self._idle_s += TICK_S
        if 0 < self._minutes() * 60 <= self._idle_s and not self._busy():
            self._idle_s = 0
            self._lock()


def _bill_words(view: "CounterView | None") -> str:
    from estore_pos.text.numbers import money_text
    from estore_pos.text.words import ntr

    if view is None or not view.draft.lines:
        return tr("No bill is open.")
    return ntr(
        "A bill is open: {amount}, {n} item",
        "A bill is open: {amount}, {n} items",
        view.count,
        amount=money_text(view.owed),
    )


class Window(Protocol):
    """What of the main window the till's lock needs."""

    work: Work
    counter: CounterScreen
    settings: Settings
    sounds: Sounds
    person: Label

    @property
    def is_busy(self) -> bool:
        """Whether money or paper is on its way."""
        ...

    def cover(self, page: "LockPage | None") -> None:
        """Lay a page over everything, or take it away."""
        ...

    def came(self, person: "Person") -> None:
        """Somebody opened the till."""
        ...


class Watchman(QObject):
    """Who stands at the till, as the window shows it, and the page that is there while nobody does.

    The desk refuses every deed of a locked till by itself; the page says why.
    """

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self._page: LockPage | None = None
        self._stands: Person | None = None
        self.idle = Idle(lambda: window.settings.lock_minutes, lambda: window.is_busy, self.lock)
        window.person.tell(self._person_words)

    def lock(self) -> None:
        """Nobody stands at the till any more. Whoever comes next says who he is."""
        if self._page is None:
            self._window.work.desk(
                lambda till: till.people.lock(),
                lambda _: self.cover(),
                self._window.counter.fail,
                owner=self,
            )

    def take_code(self, code: str) -> bool:
        """A recovery code was scanned; whether it sets a PIN anew."""
        return self._page is not None and self._page.take_code(code)

    def cover(self) -> None:
        """Show that the till is locked, and ask who opens it."""
        window = self._window
        if self._page is not None:
            return
        self._page = page = LockPage(window.work, lambda: window.sounds.play("error"))
        page.opened.connect(self._opened)
        page.present(window.counter.view)
        window.work.changed.connect(page.present)
        window.cover(page)
        self.idle.watch(False)
        self._say(None)

        def ask(told: "tuple[list[Person], list[Person]]") -> None:
            page.take(*told)
            page.home().setFocus()

        window.work.desk(_who_opens, ask, owner=page)

    def _opened(self, person: "Person") -> None:
        page, self._page = self._page, None
        if page is not None:
            self._window.cover(None)
            page.deleteLater()
        self._say(person)
        self.idle.watch(True)
        self._window.came(person)

    def ask(self) -> None:
        """Ask the desk who stands there: the people have changed."""

        def told(answer: "tuple[Person, bool, bool]") -> None:
            person, is_guarded, is_locked = answer
            if is_locked:
                self.cover()
            else:
                self._say(person if is_guarded else None)
                self.idle.watch(is_guarded)

        self._window.work.desk(
            lambda till: (till.watch.person, till.people.is_guarded, till.watch.is_locked),
            told,
            owner=self,
        )

    def _say(self, person: "Person | None") -> None:
        self._stands = person
        self._window.person.tell(self._person_words)
        self._window.person.setVisible(person is not None)

    def _person_words(self) -> str:
        person = self._stands
        if person is None:
            return ""
        return f"{person.name[:NAME_SHOWN]} ({tr(ROLES[person.role.value])})"


def _who_opens(till: "Till") -> "tuple[list[Person], list[Person]]":
    """Who has a PIN, and every owner."""
    owners = [each.person for each in till.people.everyone() if each.person.role is Role.OWNER]
    return till.people.who_can_unlock(), owners
