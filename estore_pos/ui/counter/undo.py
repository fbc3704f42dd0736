"""Taking back: the last deed on the open bill, the open bill, a bill that was made."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import mark, ntr, tr
from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, nothing

if TYPE_CHECKING:
    from estore_pos.domain.cancel import CancelReason
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.ids import SaleId
    from estore_pos.domain.sale import Bill
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.operations.returns import Reopened, Undone

REASONS = {
    "mistake": mark("Typed wrongly"),
    "buyer_left": mark("The buyer did not take it"),
    "wrong_price": mark("Wrong price"),
    "other": mark("Something else"),
}
"""Why a bill is cancelled, by the names of CancelReason."""
STRUCK, KEPT, OWED = "struck", "kept", "owed"
BACK = {
    "cash": mark("{amount} goes back in cash"),
    "upi": mark("{amount} goes back by UPI"),
    "card": mark("{amount} goes back to the card"),
    "khata": mark("{amount} comes off the khata"),
    "advance": mark("{amount} is an advance again"),
    "credit": mark("{amount} is the buyer's credit"),
    STRUCK: mark("nothing for {amount} by UPI that nobody saw"),
    KEPT: mark("{amount} kept for him is his no more"),
    OWED: mark("the buyer returns {amount} of the advance"),
}
"""How money of a bill that holds no more goes back, by the names of TenderKind and those above."""


class UndoKeys:
    """Ctrl+Z and Ctrl+Del on the counter. What is dear to take back is said before it is done."""

    def __init__(self, front: Front, telling: Telling, cancel: Callable[[], None]) -> None:
        """Take what they work with; `cancel` asks why the last bill is cancelled."""
        self._front, self._telling, self._cancel = front, telling, cancel
        self._said_of: SaleId | None = None
        self._asks: Teller = nothing
        """What asks whether the last bill is to be cancelled."""
        front.work.changed.connect(lambda _: self.withdraw())
        front.entry.textEdited.connect(lambda _: self.withdraw())

    def undo(self) -> None:
        """Ctrl+Z: as it was before the last deed; on an empty bill, the last bill, at the second.

        The first press only says which bill it would be.
        """
        view = self._front.view
        if view is None:
            return
        if view.can_undo:
            self._front.work.desk(
                lambda till: till.counter.undo(),
                lambda _: self._front.strip.say("ok", _undone_words),
                self._telling.fail,
                owner=self._telling,
            )
        elif view.draft.lines:
            self._telling.warn(lambda: tr("Nothing more to undo on this bill. F4 takes lines off."))
        else:
            self._front.work.desk(
                lambda till: till.returns.last_to_undo(),
                self._undo_made,
                self._cannot,
                owner=self._telling,
            )

    def _cannot(self, error: "ShopError") -> None:
        """The last bill cannot be cancelled: that is said, and not asked."""
        self.withdraw()
        self._telling.fail(error)

    def _undo_made(self, bill: "Bill | None") -> None:
        strip = self._front.strip
        if bill is None:
            self._telling.warn(lambda: tr("No bill has been made yet."))
        elif self._said_of != bill.id or strip.said is not self._asks:
            self._said_of, self._asks = bill.id, lambda: _offer_words(bill)
            strip.say("warn", self._asks)
        else:
            self.withdraw()
            self._front.work.with_approval(
                lambda till, leave: till.returns.undo_last(leave),
                lambda done: strip.say("warn", lambda: _opened_words(done)),
                self._telling.fail,
                owner=self._telling,
            )

    def discard(self) -> None:
        """Ctrl+Del: ask why the open bill is thrown away, or else the last one cancelled."""
        self._cancel()

    def withdraw(self) -> None:
        """Whatever else is done says no to the question whether the last bill is cancelled."""
        strip = self._front.strip
        if self._said_of is not None and strip.said is self._asks:
            strip.say("none", nothing)
        self._said_of, self._asks = None, nothing


class CancelSheet(Sheet):
    """Why a bill is cancelled: a digit or the arrows choose, Enter cancels.

    A saved bill, which no key brings back as it was, has no reason chosen: the hand that throws an
    open bill away by Ctrl+Del, Enter cancels nothing where none is open.
    """

    wide = False

    def __init__(
        self,
        bill: Teller,
        consequence: Teller,
        cancel: "Callable[[CancelReason], None]",
        unchosen: Callable[[], None] | None = None,
    ) -> None:
        """Take what it says and does; with `unchosen`, Enter before a reason is chosen does it."""
        super().__init__(Place.CANCEL, lambda: tr("Cancel a bill"))
        self._cancel, self._unchosen = cancel, unchosen
        self.bill = Label("cancel_bill", bill, "heading", wrap=True)
        self.rows.addWidget(self.bill)
        options = [_reason_words(word) for word in REASONS.values()]
        self.choice = Choice("cancel", options, upright=True)
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if unchosen is None:
            self.choice.choose(0)
        self.not_yet = Label("cancel_missing", nothing, tone="danger", wrap=True)
        self.choice.chosen.connect(lambda _: self.not_yet.tell(nothing))
        self.rows.addWidget(self.choice)
        self.rows.addWidget(self.not_yet)
        self.rows.addWidget(Label("cancel_words", consequence, tone="muted", wrap=True))
        self.rows.addStretch(1)
        self.deeds = {
            Deed.UP: lambda: self.choice.step(-1),
            Deed.DOWN: lambda: self.choice.step(1),
            Deed.FIRST_CHOICE: lambda: self.choice.choose(0),
            Deed.SECOND_CHOICE: lambda: self.choice.choose(1),
            Deed.THIRD_CHOICE: lambda: self.choice.choose(2),
            Deed.FOURTH_CHOICE: lambda: self.choice.choose(3),
            Deed.ENTER: self.enter,
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The reasons have the focus: there is nothing to type."""
        return self.choice

    def enter(self) -> None:
        """Cancel for the reason that is chosen, if one is."""
        from estore_pos.domain.cancel import CancelReason

        if self.choice.place < 0:
            self.not_yet.tell(_missing_words)
            if self._unchosen is not None:
                self._unchosen()
            return
        reason = CancelReason(list(REASONS)[self.choice.place])
        self.close_sheet()
        self._cancel(reason)


class ThrowSheet(CancelSheet):
    """Why the open bill is thrown away; its first reason is chosen, and it follows the bill.

    What has come on the bill since is told before it goes: Enter says it, the next one does it.
    """

    def __init__(
        self,
        view: "CounterView",
        throw: "Callable[[CounterView, CancelReason], None]",
        unread: Callable[[], None],
    ) -> None:
        """Take the bill, what throws it away as it was read, and what is done where it was not."""
        super().__init__(
            lambda: open_words(view), throwing_words, lambda reason: throw(self._read, reason)
        )
        self._view = self._read = view
        self._unread = unread

    @Slot(object)
    def take(self, view: "CounterView") -> None:
        """The bill as it is now; an empty one is none to throw away."""
        self._view = view
        if not view.draft.lines:
            self.close_sheet()
            return
        self.bill.tell(lambda: open_words(view))
        if not view.is_alike(self._read):
            self.not_yet.tell(nothing)

    def say_unread(self) -> None:
        """Say what the bill is now, and that it is still there."""
        self._read = view = self._view
        self.not_yet.tell(lambda: _unread_words(view))
        self._unread()

    @override
    def enter(self) -> None:
        if self._view.is_alike(self._read):
            super().enter()
        else:
            self.say_unread()


def cancelled_words(undone: "Undone") -> str:
    """That a bill does not hold any more, and what of its money goes back: what came in."""
    return tr(
        "Bill {number} is cancelled: {parts}. Its number stays in the books.",
        number=undone.cancelled.number,
        parts=_back_words([undone]),
    )


def _back_words(undone: "Sequence[Undone]") -> str:
    """How the money of papers that hold no more goes back, way by way."""
    from estore_pos.domain.money import NOTHING, Money
    from estore_pos.domain.refund import is_struck
    from estore_pos.text.numbers import money_text

    ways: dict[str, Money] = {}
    for each in undone:
        for part in each.back:
            way = STRUCK if is_struck(part) else part.kind.value
            way = KEPT if part.amount < NOTHING else way
            ways[way] = ways.get(way, NOTHING) + max(part.amount, -part.amount)
        if each.owed:
            ways[OWED] = each.owed
    said = [tr(BACK[way], amount=money_text(amount)) for way, amount in ways.items()]
    return " · ".join(said) or tr("nothing goes back")


def _reason_words(word: str) -> Callable[[], str]:
    return lambda: tr(word)


def bill_words(bill: "Bill") -> str:
    """Number, sum and moment of a bill."""
    from estore_pos.text.dates import stamp_text
    from estore_pos.text.numbers import money_text

    amount = money_text(bill.totals.payable)
    return f"{bill.number} · {amount} · {stamp_text(bill.at)}"


def _undone_words() -> str:
    return tr("✓ Undone: the bill is as it was before.")


def _offer_words(bill: "Bill") -> str:
    from estore_pos.text.numbers import money_text

    return tr(
        "Ctrl+Z once more cancels bill {number} ({amount}) and opens its lines again.",
        number=bill.number,
        amount=money_text(bill.totals.payable),
    )


def _opened_words(done: "Reopened") -> str:
    numbers = ", ".join(each.cancelled.number for each in done.undone)
    parts = _back_words(done.undone)
    if done.view.draft.asks_payment:
        return tr(
            "Bill {number} is cancelled, its lines are open again: {parts}. End asks how it is "
            "paid.",
            number=numbers,
            parts=parts,
        )
    return tr(
        "Bill {number} is cancelled, its lines are open again: {parts}. End makes a new bill.",
        number=numbers,
        parts=parts,
    )


def open_words(view: "CounterView") -> str:
    """What the open bill comes to."""
    from estore_pos.text.numbers import money_text

    count = ntr("{n} item", "{n} items", view.count)
    return tr("The open bill: {items}, {amount}", items=count, amount=money_text(view.owed))


def _unread_words(view: "CounterView") -> str:
    from estore_pos.text.numbers import money_text

    return tr(
        "Not thrown away yet: the bill has changed. Now it is {items}, {amount}. Enter once more "
        "throws it away.",
        items=ntr("{n} item", "{n} items", view.count),
        amount=money_text(view.owed),
    )


def throwing_words() -> str:
    """What becomes of an open bill that is thrown away."""
    return tr("Enter throws it away; nothing was sold. Esc leaves it, Ctrl+Z brings it back.")


def thrown_words() -> str:
    """That the open bill is gone, and how it comes back."""
    return tr("The open bill was thrown away. Ctrl+Z brings it back.")


def cancelling_words() -> str:
    """What becomes of a bill that is cancelled."""
    return tr(
        "A reason is chosen by its digit or ↑ ↓. Then Enter cancels it, and its goods are in stock "
        "again. Esc leaves it as it is."
    )


def _missing_words() -> str:
    return tr("Nothing is cancelled yet: choose the reason first, by its digit or ↑ ↓.")
