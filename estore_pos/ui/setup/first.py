"""The first start: language, the shop's name, its tax, its first goods; each may wait."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from estore_pos.text.words import spoken, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.setup.facts import script_of, typed_facts
from estore_pos.ui.style import look
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.shop import Shop
    from estore_pos.operations.till import Till

LANGUAGE, NAME, TAX, GOODS = range(4)
_NO_WAY_BACK = frozenset({Deed.BACK})
MODES = ("U", "R", "C")
LOW_PX = 345
"""Below so much height there is no room for what need not be read."""


class FirstStart(Sheet):
    """Four steps, each skipped with F8; the counter beside it sells all the while."""

    language_chosen = Signal(str)
    finished = Signal()
    """All steps are answered or skipped."""
    goods_wanted = Signal()
    """The common goods are to come in."""

    leaves_strip = True  # a start tells there of damage, and asks in nobody's way

    def __init__(
        self, work: Work, today: "Callable[[], date]", shop: "Shop", question: int = LANGUAGE
    ) -> None:
        """Take the facts told so far, and the first question that has no answer yet."""
        super().__init__(Place.FIRST, lambda: tr("Welcome! Four questions, and you sell."))
        self._work = work
        self._today = today
        self._open = question
        self._steps = QStackedWidget()
        self.language = Choice("first_language", (lambda: "हिन्दी", lambda: "English"), upright=True)
        self.language.choose(0 if spoken() == "hi" else 1)
        self.language.chosen.connect(
            lambda place: self.language_chosen.emit("en" if place else "hi")
        )
        self.name = Field("first_name", lambda: tr("Name of the shop"))
        self.tax = Choice("first_tax", _tax_words(), upright=True)
        self.tax.choose(0)
        self.gstin = Field("first_gstin", lambda: tr("GSTIN"), lambda: tr("GSTIN"))
        self.address = Field("first_address", _address_words, _address_words)
        self.tax.chosen.connect(self._tax_chosen)
        self.goods = Choice("first_goods", _goods_words(), upright=True)
        self.goods.choose(0)
        self._page(lambda: tr("Language of the screens"), [self.language])
        self._page(lambda: tr("Name of the shop"), [self.name])
        self._page(
            lambda: tr("Is the shop registered for GST?"), [self.tax, self.gstin, self.address]
        )
        self._page(lambda: tr("Shall the list of common goods be filled in?"), [self.goods])
        self.gstin.hide()
        self.address.hide()
        self.problem = Label("first_problem", nothing, tone="danger", wrap=True)
        self._keys = Label("first_keys", self._key_words, tone="muted", wrap=True)
        self._note = Label("first_note", self._note_words, tone="small", wrap=True)
        for widget in (self._steps, self.problem, self._keys, self._note):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.setFocusPolicy(self.focusPolicy().StrongFocus)
        self._tell_known(shop)
        self._steps.setCurrentIndex(question)
        self._tell_keys()
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.SKIP: self._next,
            Deed.BACK: self._back,
            Deed.UP: lambda: self._choose(-1),
            Deed.DOWN: lambda: self._choose(1),
            Deed.FIRST_CHOICE: lambda: self._choice(0),
            Deed.SECOND_CHOICE: lambda: self._choice(1),
            Deed.THIRD_CHOICE: lambda: self._choice(2),
        }

    def _tell_known(self, shop: "Shop") -> None:
        """What was told before a cut stands there, so that Enter tells nothing else."""
        self.name.setText(shop.name_hi or shop.name_en)
        self.tax.choose(MODES.index(shop.tax_mode.value))
        self.gstin.setText(shop.gstin)
        self.address.setText(shop.address_hi or shop.address_en)

    def _page(self, question: Teller, widgets: list[QWidget]) -> None:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 8, 0, 8)
        rows.addWidget(Label(f"first_question_{self._steps.count()}", question, tone="heading"))
        for widget in widgets:
            rows.addWidget(widget)
        rows.addStretch(1)
        self._steps.addWidget(page)

    @override
    def home(self) -> QWidget:
        """The step's field has the focus, or the sheet where there is only a choice."""
        match self._steps.currentIndex():
            case 1:
                return self.name
            case 2 if self.tax.place > 0:
                return self.gstin
            case _:
                return self

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is asked whole."""
        super().resizeEvent(event)
        self._note.setVisible(self.height() >= look.px(LOW_PX))

    def _choices(self) -> Choice | None:
        return {LANGUAGE: self.language, TAX: self.tax, GOODS: self.goods}.get(
            self._steps.currentIndex()
        )

    def _choose(self, by: int) -> None:
        if (choices := self._choices()) is not None:
            choices.step(by)

    def _choice(self, place: int) -> None:
        if (choices := self._choices()) is not None:
            choices.choose(place)

    def _tax_chosen(self, place: int) -> None:
        self.gstin.setVisible(place > 0)
        self.address.setVisible(place > 0)
        self.home().setFocus()

    def _enter(self) -> None:
        match self._steps.currentIndex():
            case 1 if self.name.text().strip():
                name = self.name.text().strip()
                self._save({script_of(name): name})
            case 2 if self.address.hasFocus():
                if address := self.address.text().strip():
                    self._save({script_of(address).replace("name", "address"): address})
                else:
                    self._next()
            case 2:
                mode = MODES[self.tax.place]
                gstin = self.gstin.text().strip().upper() if mode != "U" else ""
                self._save({"tax_mode": mode, "gstin": gstin})
            case 3 if self.goods.place == 0:
                self.goods_wanted.emit()
                self._next()
            case _:
                self._next()

    def _save(self, facts: dict[str, str]) -> None:
        today = self._today()
        self._work.desk(
            lambda till: till.change_shop(today, typed_facts(facts)),
            lambda _: self._told(),
            self._failed,
            owner=self,
            once=self,
        )

    def _told(self) -> None:
        """Go on; of a registered shop to its address, which stands on every tax paper."""
        if self.home() is self.gstin and not self.address.hasFocus():
            self.problem.tell(nothing)
            self.address.setFocus()
            self.address.selectAll()
        else:
            self._next()

    def _failed(self, error: "ShopError") -> None:
        self.problem.tell(lambda: sentence_of(error))
        if isinstance(field := self.home(), Field):
            field.setFocus()
            field.selectAll()

    def _next(self) -> None:
        self.problem.tell(nothing)
        if self._steps.currentIndex() == GOODS:
            today = self._today()
            self._work.desk(lambda till: _asked_for_good(till, today))
            self.finished.emit()
            self.close_sheet()
            return
        self._go(1)
        if (at := self._steps.currentIndex()) > self._open:
            self._open = at
            self._work.desk(lambda till: till.ask_from(at))

    def _back(self) -> None:
        self.problem.tell(nothing)
        if self._steps.currentIndex() > LANGUAGE:
            self._go(-1)

    def _go(self, by: int) -> None:
        self._steps.setCurrentIndex(self._steps.currentIndex() + by)
        self._tell_keys()
        self._note.tell(self._note_words)
        self.home().setFocus()

    def _tell_keys(self) -> None:
        """Say the keys of the step: from the first one there is no way back."""
        self.idle = _NO_WAY_BACK if self._steps.currentIndex() == LANGUAGE else frozenset()
        self._keys.tell(self._key_words)
        self.keys_changed.emit()

    def _key_words(self) -> str:
        if self._steps.currentIndex() == LANGUAGE:
            return tr("↑ ↓ or the digit chooses · Enter next · F8 not now")
        if self._choices() is not None:
            return tr("↑ ↓ or the digit chooses · Enter next · F8 not now · Esc back")
        return tr("Enter next · F8 not now · Esc back")

    def _note_words(self) -> str:
        if self._steps.currentIndex() == GOODS:
            return tr(
                "F8 leaves the list empty. A scan then asks for the item's name and MRP, and Alt+. "
                "sells goods without a name. The settings (Ctrl+,) fill the list in later too."
            )
        return tr(
            "Nothing here has to be done now: everything can be changed in the settings (Ctrl+,). "
            "A scan goes on the bill even now."
        )


def _asked_for_good(till: "Till", today: "date") -> None:
    """Who skipped every question is not asked again at the next start."""
    if till.is_new:
        till.change_shop(today, {})
    till.ask_from(None)


def _address_words() -> str:
    return tr("Address of the shop: GST wants it on the bill")


def _tax_words() -> tuple[Teller, ...]:
    return (
        lambda: tr("No"),
        lambda: tr("Yes — regular"),
        lambda: tr("Yes — composition"),
    )


def _goods_words() -> tuple[Teller, ...]:
    return (
        lambda: tr("Yes, without prices: the price is asked at the first sale"),
        lambda: tr("No, I bring my own list"),
    )
