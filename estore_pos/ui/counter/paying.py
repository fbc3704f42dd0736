"""From the open bill to the money: the sheets of paying one after another, then the bill itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import RefusalCode, ShopError
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import Proof, TenderKind
from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.till import Till
from estore_pos.text.words import mark, tr
from estore_pos.ui.counter import tenders
from estore_pos.ui.counter.payment import PaymentSheet, Typed, Way
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.counter.tenders import Paid
from estore_pos.ui.counter.upi import UpiSheet
from estore_pos.ui.keymap import Deed
from estore_pos.ui.ports import Matrix, PayCode, Sounds
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.work import Work

_NO_SWEET = mark(
    "No sweet is chosen yet. The bill is as it was. Ctrl+, then “sweet” names it; J keeps the "
    "change."
)


class Window(Protocol):
    """What of the main window paying needs."""

    pay_code: PayCode | None

    def open_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet at the right, in place of those that lie there."""
        ...

    def close_sheet(self, sheet: Sheet) -> None:
        """Take a sheet away."""
        ...


@dataclass(frozen=True, slots=True)
class Rest:
    """A bill that goods pay for in part: what they are worth, what makes it, what Esc does."""

    worth: Money
    finish: Callable[[Paid], None]
    back: Callable[[], None]


class Paying(QObject):
    """The one sheet of paying that is open, and what was typed in the one before it."""

    code_shown = Signal(object, object)
    """The amount that is paid by UPI now, and its code, None where there is none."""
    code_gone = Signal()
    """It is not paid by UPI any more."""

    def __init__(
        self,
        work: Work,
        counter: CounterScreen,
        sounds: Sounds,
        window: Window,
        ask_buyer: Callable[[Callable[[], None]], None],
    ) -> None:
        """Take what it leads through; `ask_buyer` does what it is told once its sheet has gone."""
        super().__init__()
        self._work = work
        self._counter = counter
        self._sounds = sounds
        self._window = window
        self._ask_buyer = ask_buyer
        self._payment: PaymentSheet | None = None
        self._upi: UpiSheet | None = None
        self._paid = Paid(())
        self._typed: Typed | None = None
        self._buyer: Customer | None = None
        self._rest: Rest | None = None

    # --- the sheets ---

    def open(self, typed: Typed | None = None) -> None:
        """The payment sheet, with what was typed before."""
        self._rest = None
        self._open(typed)

    def open_rest(self, rest: Rest, way: Deed | None) -> None:
        """The payment sheet for what goods that come back leave to pay; `way` is its letter."""
        self._rest = rest
        self._open(None)
        if way is not None and self._payment is not None:
            self._payment.deeds[way]()

    @property
    def _view(self) -> CounterView | None:
        """The open bill, at what is left to pay of it where goods pay for a part."""
        view = self._counter.view
        if view is None or self._rest is None:
            return view
        return replace(view, owed=view.owed - min(self._rest.worth, tenders.due(view)))

    def _open(self, typed: Typed | None = None) -> None:
        view = self._view
        if view is None or not view.draft.lines or self._is_refused(view):
            return
        sheet = PaymentSheet()
        sheet.paid.connect(lambda paid: self._take(paid, sheet.typed))
        sheet.short.connect(lambda error: self._say(sheet, error))
        sheet.buyer_wanted.connect(lambda: self._name(sheet.typed))
        sheet.sweet_wanted.connect(lambda change: self._give_sweet(sheet, change))
        if self._rest is not None:
            sheet.closed.connect(self._rest.back)
        sheet.take(view, typed)
        self._window.open_sheet(sheet)
        self._payment = sheet
        self._ask_credit(sheet, view)

    def _is_refused(self, view: CounterView) -> bool:
        """Whether the bill asks more than the law lets it: nobody is asked to pay, and it is said.

        It is End that says so, at the line that is why.
        """
        if view.above is not None:
            self._counter.ending.unfinished(view.above)
        return view.above is not None

    def _ask_credit(self, sheet: PaymentSheet, view: CounterView) -> None:
        """What lies here of the money of whoever the bill is of."""
        self._buyer = buyer = view.draft.buyer
        if buyer is None:
            sheet.keep(NOTHING)
        else:
            self._work.look(lambda lookup: lookup.credit(buyer.id), sheet.keep, owner=sheet)

    def _give_sweet(self, sheet: PaymentSheet, change: Money) -> None:
        """The shop's sweet comes on the bill for the change, which is then none."""

        def refused(error: ShopError) -> None:
            self._sounds.play("error")
            if error.code is RefusalCode.NOTHING_FOUND:
                sheet.problem(lambda: tr(_NO_SWEET))
            else:
                sheet.problem(lambda: sentence_of(error))

        self._work.desk(
            lambda till: till.counter.give_sweet(change), None, refused, owner=sheet, once=sheet
        )

    def open_by(self, way: Deed) -> None:
        """The payment sheet, as if the letter of a way had been pressed in it."""
        self.open()
        if self._payment is not None:
            self._payment.deeds[way]()

    def open_upi(self) -> None:
        """The UPI code of all that is due."""
        self._rest = None
        view = self._counter.view
        if view is None or not view.draft.lines or self._is_refused(view):
            return
        self._take(tenders.whole(view, TenderKind.UPI), None)

    def _take(self, paid: Paid, typed: Typed | None) -> None:
        """What is still to be known before the bill is made: whose it is, whether UPI came."""
        view = self._view
        if paid.needs_buyer and view is not None and view.draft.buyer is None:
            self._name(typed)
        elif paid.by_upi:
            self._show_code(paid, typed if typed and typed.way is Way.MIXED else None)
        else:
            self._finish(paid)

    def _name(self, typed: Typed | None) -> None:
        self._ask_buyer(lambda: self._open(typed))

    def _say(self, sheet: PaymentSheet, error: ShopError) -> None:
        sheet.problem(lambda: sentence_of(error))
        self._sounds.play("error")

    def _show_code(self, paid: Paid, typed: Typed | None) -> None:
        sheet = UpiSheet()
        sheet.told.connect(self._proved)
        if typed is not None or self._rest is not None:
            sheet.closed.connect(lambda: self._open(typed))
        self._window.open_sheet(sheet)
        self._upi, self._paid, self._typed = sheet, paid, typed
        self._draw(sheet)

    def _draw(self, sheet: UpiSheet) -> None:
        amount, code = self._paid.by_upi, self._window.pay_code

        def drawn(till: Till) -> tuple[Matrix | None, bool]:
            if till.practice or code is None:
                return None, till.practice
            return code(till.shop_today(), amount), False

        def show(seen: tuple[Matrix | None, bool]) -> None:
            sheet.present(amount, *seen)
            self.code_shown.emit(amount, seen[0])

        self._work.desk(drawn, show, owner=sheet)

    def _proved(self, proof: Proof) -> None:
        self._finish(self._paid.proved(proof))

    def _finish(self, paid: Paid) -> None:
        if self._rest is not None:
            self._rest.finish(paid)
        else:
            self._counter.ending.finish(paid.tenders, None, waived=paid.waived)

    @property
    def typed(self) -> Typed | None:
        """What stands in the payment sheet, if it is open."""
        return self._payment.typed if self._payment is not None else None

    # --- what it is told ---

    def follow(self, view: CounterView) -> None:
        """The bill changed while it is being paid: what was meant for one way alone follows."""
        view = self._view or view
        if self._payment is not None:
            self._payment.present(view)
            if view.draft.buyer != self._buyer:
                self._ask_credit(self._payment, view)
        elif self._upi is not None and view.draft.lines:
            if self._typed is not None:
                self._open(self._typed)
            else:
                self._paid = tenders.whole(view, TenderKind.UPI, credit=self._paid.of_buyer)
                self._draw(self._upi)

    def closed(self, sheet: Sheet) -> None:
        """A sheet of the window went."""
        if sheet is self._payment:
            self._payment = None
        if sheet is self._upi:
            self._upi = None
            self.code_gone.emit()

    def done(self) -> None:
        """The bill is made: the next one begins."""
        for sheet in (self._payment, self._upi):
            if sheet is not None:
                self._window.close_sheet(sheet)

    def refused(self, error: ShopError) -> None:
        """There is no bill: what was typed stays, unless a line is to be mended first."""
        if error.code is RefusalCode.PRICE_MISSING:
            self.done()
            return
        for sheet in (self._payment, self._upi):
            if sheet is not None:
                sheet.mend()
