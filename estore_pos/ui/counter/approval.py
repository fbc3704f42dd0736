"""Somebody's leave for one deed: who gives it, and his own PIN."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

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
    from estore_pos.domain.person import Asked, Person
    from estore_pos.ui.widgets.told import Teller
    from estore_pos.ui.work import Attempt

WHAT = {
    "discount": mark("More off than allowed"),
    "let_go": mark("More let go than allowed"),
    "price_under_floor": mark("A price below cost"),
    "cancel": mark("Cancelling a bill"),
    "return": mark("Taking goods back"),
    "refund_beyond": mark("More paid back than came in"),
    "drawer_opened": mark("Opening the drawer without a sale"),
    "money_out": mark("Money going out"),
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
"""What somebody is asked to allow."""
_GIVES = mark("{what}: {amount} is given away")
_SUM = mark("{what}: {amount}")
_PAID_OUT = {"cancel", "return", "refund_beyond", "advance_back", "money_out"}
"""Money that goes out; all else is taken off what the buyer pays."""


LISTED = 5
"""So many things are read one by one; of more the greatest, and how many others of what sum."""


class ApprovalSheet(Sheet):
    """A digit chooses who; his PIN and Enter: the deed is done, once. Esc leaves all as it was.

    All that is asked is read here, each with what it gives away or pays out, for that alone is
    allowed.
    """

    allowed = Signal(object)
    """It is done by leave of this Person; told before the window hears of the deed."""
    wide = False

    def __init__(
        self,
        asked: "Sequence[Asked]",
        people: "Sequence[Person]",
        attempt: "Attempt",
        error: Callable[[], None],
        left: Callable[[], None],
        *,
        is_anew: bool = False,
    ) -> None:
        """Take what is to be allowed, by whom, the deed, the sound of a refusal, what Esc does.

        `is_anew`: it is not what was asked a moment ago.
        """
        super().__init__(Place.APPROVAL, lambda: tr("PIN needed"))
        self._attempt, self._error, self._left = attempt, error, left
        self._is_sent = False
        for place, words in enumerate(_told(asked)):
            name = f"approval_{place}" if place else "approval_what"
            self.rows.addWidget(Label(name, words, "" if place else "heading", wrap=True))
        self.who = WhoPin("approval", people)
        self.rows.addWidget(self.who)
        self.rows.addWidget(Label("approval_words", _esc_words, tone="muted", wrap=True))
        self.rows.addStretch(1)
        if is_anew:
            self.who.say(_anew_words)
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


def _told(asked: "Sequence[Asked]") -> "list[Teller]":
    """What is asked: the one thing, or their sum, then each of them and what the rest is."""
    if len(asked) == 1:
        return [partial(_what_words, asked[0], alone=True)]
    rest: Sequence[Asked] = ()
    rows: list[Teller] = [partial(_all_words, asked)]
    if len(asked) > LISTED:
        greatest = sorted(asked, key=lambda each: -each.amount.paise)
        asked, rest = greatest[: LISTED - 1], greatest[LISTED - 1 :]
    rows += [partial(_what_words, each, alone=False) for each in asked]
    return [*rows, partial(_more_words, rest)] if rest else rows


def _what_words(asked: "Asked", *, alone: bool) -> str:
    from estore_pos.text.numbers import money_text

    said = tr(WHAT[asked.what])
    name = asked.name[spoken() == "en"] or asked.name[spoken() != "en"] or asked.paper
    if asked.what == "discount" and not name:
        name = tr("the whole bill")
    if name:
        said = tr("{what}: {name}", what=said, name=name)
    if asked.price:
        return tr("{what} for {amount}", what=said, amount=money_text(asked.price))
    if not asked.amount:
        return said
    gives = alone and asked.what not in _PAID_OUT
    return tr(_GIVES if gives else _SUM, what=said, amount=money_text(asked.amount))


def _all_words(asked: "Sequence[Asked]") -> str:
    if sum_told := _sum(asked):
        return tr("All of this, {amount} together:", amount=sum_told)
    return tr("All of this:")


def _more_words(asked: "Sequence[Asked]") -> str:
    if sum_told := _sum(asked):
        return tr("and {count} more: {amount}", count=len(asked), amount=sum_told)
    return tr("and {count} more", count=len(asked))


def _sum(asked: "Sequence[Asked]") -> str:
    """What leaves the shop by all of this; "" for nothing."""
    from estore_pos.domain.money import total
    from estore_pos.text.numbers import money_text

    away = total([each.amount for each in asked])
    return money_text(away) if away else ""


def _anew_words() -> str:
    return tr("This has changed meanwhile. Read it again, then type the PIN.")


def _esc_words() -> str:
    return tr("For this once only. Esc leaves everything as it was.")
