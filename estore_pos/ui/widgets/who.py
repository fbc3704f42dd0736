"""Who somebody is, and his PIN: a digit or an arrow chooses, the PIN is dots, never letters."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from estore_pos.domain.person import PIN_MAX
from estore_pos.text.words import mark, tr
from estore_pos.ui.keymap import Deed
from estore_pos.ui.style import look
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.told import Figures, Label, Teller, nothing, restyle

if TYPE_CHECKING:
    from estore_pos.domain.person import Person

ROLES = {"o": mark("owner"), "p": mark("operator"), "h": mark("helper")}
"""What a role is called."""
CHOICES = (
    Deed.FIRST_CHOICE,
    Deed.SECOND_CHOICE,
    Deed.THIRD_CHOICE,
    Deed.FOURTH_CHOICE,
    Deed.FIFTH_CHOICE,
    Deed.SIXTH_CHOICE,
    Deed.SEVENTH_CHOICE,
    Deed.EIGHTH_CHOICE,
    Deed.NINTH_CHOICE,
)


class PinField(Figures):
    """A field of dots."""

    def __init__(self, name: str, teller: Teller) -> None:
        super().__init__(name, teller)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(PIN_MAX)
        self.setMaximumWidth(look.px(220))


class WhoPin(QWidget):
    """Of several people one is chosen first; of one alone the PIN is asked at once.

    Digits stand before the names only while a digit chooses: afterwards it is one of the PIN's.
    """

    def __init__(self, name: str, people: "Sequence[Person]") -> None:
        super().__init__()
        self.people = list(people)[: len(CHOICES)]
        self._is_chosen = len(self.people) == 1
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        self.choice = Choice(
            f"{name}_who",
            [_name_words(each) for each in self.people],
            upright=True,
            numbered=not self._is_chosen,
        )
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.choose(0)
        self.choice.chosen.connect(lambda _: self.ask())
        self._whose = Label(f"{name}_whose", self._pin_words, tone="heading", wrap=True)
        self.pin = PinField(f"{name}_pin", lambda: tr("PIN"))
        self.problem = Label(f"{name}_problem", nothing, tone="danger", wrap=True)
        for widget in (self.choice, self._whose, self.pin, self.problem):
            rows.addWidget(widget)

    @property
    def deeds(self) -> dict[Deed, Callable[[], None]]:
        """What the digits and arrows do."""
        places = range(len(CHOICES))
        chosen = {CHOICES[place]: self._chooser(place) for place in places}
        return {**chosen, Deed.UP: lambda: self._step(-1), Deed.DOWN: lambda: self._step(1)}

    def home(self) -> QWidget:
        """The people have the focus until one is chosen, then his PIN."""
        return self.pin if self._is_chosen else self.choice

    @property
    def person(self) -> "Person | None":
        """Who is chosen."""
        return self.people[self.choice.place] if self.people else None

    def ask(self) -> None:
        """Ask the chosen one's PIN."""
        self._is_chosen = True
        self.choice.number(False)
        self._whose.tell(self._pin_words)
        self.pin.clear()
        self.pin.setFocus()

    def back(self) -> None:
        """From the PIN back to the people, where there are several: a digit chooses again."""
        self._is_chosen = len(self.people) == 1
        self.choice.number(not self._is_chosen)
        self._whose.tell(self._pin_words)
        self.problem.tell(nothing)
        self.pin.clear()
        self.home().setFocus()

    def say(self, teller: Teller, tone: str = "danger") -> None:
        """Say why it was not taken; the PIN is typed anew."""
        restyle(self.problem, "tone", tone)
        self.problem.tell(teller)
        self.pin.clear()

    def _step(self, by: int) -> None:
        if len(self.people) > 1:
            self.choice.step(by)

    def _chooser(self, place: int) -> Callable[[], None]:
        def choose() -> None:
            if place < len(self.people):
                self.choice.choose(place)
                self.ask()

        return choose

    def _pin_words(self) -> str:
        if not self._is_chosen:
            return tr("Who? The digit or ↑ ↓ chooses.")
        person = self.people[self.choice.place]
        if len(self.people) > 1:
            return tr("PIN of {name}, then Enter. Somebody else: ↑ ↓", name=person.name)
        return tr("PIN of {name}, then Enter", name=person.name)


def _name_words(person: "Person") -> Teller:
    return lambda: f"{person.name} ({tr(ROLES[person.role.value])})"


class NewPin(QWidget):
    """A PIN that is set, typed twice; one that anybody tries first is warned of."""

    def __init__(self, name: str, say: Callable[[Teller, str], None]) -> None:
        super().__init__()
        self._say = say
        self._warned_of = ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        self.first = PinField(f"{name}_new", lambda: tr("New PIN, 4 to 8 digits"))
        self.again = PinField(f"{name}_again", lambda: tr("The same PIN again"))
        for field, words in (
            (self.first, lambda: tr("New PIN, 4 to 8 digits")),
            (self.again, lambda: tr("The same PIN again")),
        ):
            rows.addWidget(Label(f"{field.objectName()}_name", words, tone="muted"))
            rows.addWidget(field)

    def clear(self) -> None:
        """Forget what was typed."""
        self._warned_of = ""
        self.first.clear()
        self.again.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.first.text() and not self.again.text()

    def taken(self) -> str | None:
        """The PIN once it was typed twice alike; else None, and it is said what is to be done."""
        from estore_pos.domain.errors import Refusal
        from estore_pos.domain.person import is_easy, tidy_pin

        try:
            pin = tidy_pin(self.first.text())
        except Refusal:
            self._say(lambda: tr("A PIN has 4 to 8 digits."), "danger")
            self._begin(self.first)
            return None
        if not self.again.hasFocus() and not self.again.text():
            self._begin(self.again)
            return None
        if self.again.text() != self.first.text():
            self._say(_unlike_words, "danger")
            self.clear()
            self._begin(self.first)
            return None
        if is_easy(pin) and self._warned_of != pin:
            self._warned_of = pin
            self._say(_easy_words, "danger")
            return None
        return pin

    def _begin(self, field: PinField) -> None:
        field.setFocus()
        field.selectAll()


def _easy_words() -> str:
    return tr("Anybody tries this PIN first. Enter once more keeps it; better type another.")


def _unlike_words() -> str:
    return tr("The two are not alike. Nothing was saved. Type both again.")
