"""Somebody's leave for one deed: who gives it, and his own PIN."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import mark, spoken, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label
from estore_pos.ui.widgets.who import WhoPin

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.domain.person import Person
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.ui.work import Attempt

WHAT = {
    "discount": mark("More off than allowed"),
    "let_go": mark("More let go than allowed"),
    "price_under_floor": mark("A price below cost"),
    "cancel": mark("Cancelling a bill"),
    "return": mark("Taking goods back"),
    "drawer_opened": mark("Opening the drawer without a sale"),
    "people": mark("Changing who works here"),
    "shop": mark("Changing the shop's facts"),
    "limits": mark("Changing what each may give away"),
    "printed_price": mark("Another MRP for a good"),
    "rates": mark("Changing today's rates"),
    "goods": mark("Changing the card of a good"),
    "shelf": mark("Changing tiles, kits, services or categories"),
    "offers": mark("Changing the shop's offers"),
    "group": mark("Giving a buyer a group's prices"),
    "advance_back": mark("Giving an advance back"),
    "pc": mark("Changing this PC's settings"),
    "locking": mark("Changing when the till locks itself"),
    "hq": mark("Joining the shop to HQ"),
    "acts": mark("Seeing who did what"),
}
"""What somebody is asked to allow, by the `what` of APPROVAL_NEEDED."""


class About(NamedTuple):
    """The good that is asked for, how much is given away, or else what it is to be sold for."""

    good: "Item | None" = None
    away: "Money | None" = None
    price: "Money | None" = None


_NOTHING_MORE = About()


def about(error: "ShopError", view: "CounterView | None") -> About:
    """What a deed that was refused is about; the good is one of the open bill."""
    from estore_pos.domain.money import Money

    item, away, price = (error.facts.get(name) for name in ("item", "away", "amount"))
    lines = view.draft.lines if view is not None else ()
    return About(
        next((line.item for line in lines if item and line.item.id == item), None),
        Money(away) if isinstance(away, int) else None,
        Money(price) if isinstance(price, int) else None,
    )


class ApprovalSheet(Sheet):
    """A digit chooses who; his PIN and Enter: the deed is done, once. Esc leaves all as it was."""

    allowed = Signal(object)
    """It is done by leave of this Person; told before the window hears of the deed."""
    wide = False

    def __init__(
        self,
        what: str,
        people: "Sequence[Person]",
        attempt: "Attempt",
        error: Callable[[], None],
        left: Callable[[], None],
        told: About = _NOTHING_MORE,
    ) -> None:
        """Take what is to be allowed, by whom, the deed, the sound of a refusal, what Esc does."""
        super().__init__(Place.APPROVAL, lambda: tr("PIN needed"))
        self._attempt, self._error, self._left = attempt, error, left
        self._is_sent = False
        self.rows.addWidget(
            Label("approval_what", lambda: _what_words(what, told), "heading", wrap=True)
        )
        self.who = WhoPin("approval", people)
        self.rows.addWidget(self.who)
        self.rows.addWidget(Label("approval_words", _esc_words, tone="muted", wrap=True))
        self.rows.addStretch(1)
        self.deeds = {**self.who.deeds, Deed.ENTER: self._enter, Deed.BACK: self._leave}

    @override
    def home(self) -> QWidget:
        """The people, or the PIN."""
        return self.who.home()

    def _enter(self) -> None:
        from estore_pos.operations.watch import Approval

        person, pin = self.who.person, self.who.pin.text()
        if person is None or self._is_sent:
            return
        if not pin:
            self.who.ask()
            return
        self._is_sent = True
        self._attempt(
            Approval(person.id, pin), lambda is_done: self._fits(person, is_done), self._unfit
        )

    def _fits(self, person: "Person", is_done: bool) -> None:
        if is_done:
            self.allowed.emit(person)
        self.close_sheet()

    def _unfit(self, error: "ShopError") -> None:
        from estore_pos.domain.errors import RefusalCode

        self._is_sent = False
        self._error()
        person = self.who.person
        if error.code is RefusalCode.APPROVAL_NEEDED and person is not None:
            self.who.say(lambda: tr("{name} may not allow this either.", name=person.name))
        else:
            self.who.say(lambda: sentence_of(error))

    def _leave(self) -> None:
        self.close_sheet()
        self._left()


def _what_words(what: str, told: About) -> str:
    said = tr(WHAT[what]) if what in WHAT else tr("This needs somebody's leave")
    name = ""
    if told.good is not None:
        names = (told.good.name_hi, told.good.name_en)
        name = names[spoken() == "en"] or names[spoken() != "en"]
        said = tr("{what}: {name}", what=said, name=name)
    from estore_pos.text.numbers import money_text

    if told.away:
        return tr("{what}: {amount} is given away", what=said, amount=money_text(told.away))
    if name and told.price:
        return tr("{what} for {amount}", what=said, amount=money_text(told.price))
    return said


def _esc_words() -> str:
    return tr("For this once only. Esc leaves everything as it was.")
