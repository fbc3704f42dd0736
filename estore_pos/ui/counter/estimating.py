"""From the open bill to an estimate and back: the sheets one after another, then the deed."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from estore_pos.domain.errors import RefusalCode, ShopError
from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Proof, Tender, TenderKind, cash
from estore_pos.operations.estimate import Waiting
from estore_pos.operations.till import Till
from estore_pos.text.numbers import read_money
from estore_pos.ui.counter.estimates import (
    CloseSheet,
    EstimatesSheet,
    MakeSheet,
    closed_words,
    made_words,
    opened_words,
)
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.counter.upi import UpiSheet
from estore_pos.ui.ports import Matrix, Papers, PayCode, Sounds
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.work import Work


class Window(Protocol):
    """What of the main window estimates need."""

    work: Work
    counter: CounterScreen
    pay_code: PayCode | None

    @property
    def printing(self) -> Papers:
        """What ties the counter to the printer."""
        ...

    def open_sheet(self, sheet: Sheet, *, over: bool = False) -> None:
        """Lay a sheet at the right, in place of those that lie there, or over them."""
        ...

    def close_sheet(self, sheet: Sheet) -> None:
        """Take a sheet away."""
        ...


class Estimating(QObject):
    """Leads through the sheets of estimates."""

    def __init__(
        self,
        window: Window,
        sounds: Sounds,
        ask_buyer: Callable[[Callable[[], None]], None],
        paper: Callable[[Estimate], None],
    ) -> None:
        """Take what it leads through; `ask_buyer` does what it is told once its sheet has gone."""
        super().__init__()
        self._window = window
        self._work = window.work
        self._counter = window.counter
        self._sounds = sounds
        self._ask_buyer = ask_buyer
        self._paper = paper

    def open(self) -> None:
        """Alt+E: an estimate of the open bill; with nothing on it, those that wait."""
        view = self._counter.view
        if view is None or not view.draft.lines:
            self.show_list()
            return
        entry = self._counter.entry
        typed = entry.text().strip()
        lent = view.came_of is not None and view.came_of.on_approval
        if typed and read_money(typed) is not None:
            entry.clear()
            self._ask(typed, on_approval=lent)
        else:
            self._ask("", on_approval=lent)

    def show_list(self, chosen: int = 0) -> None:
        """The estimates that wait."""

        def show(waiting: list[Waiting]) -> None:
            sheet = EstimatesSheet(waiting)
            sheet.list.step(chosen)
            sheet.taken.connect(lambda each: self._take(sheet, each.estimate))
            sheet.closing.connect(lambda each: self._ask_close(each, sheet.list.place))
            sheet.paper_wanted.connect(self._paper)
            self._window.open_sheet(sheet)

        self._work.desk(lambda till: till.estimates.listed(), show, self._counter.fail, owner=self)

    # --- making one ---

    def _ask(
        self, typed: str, way: TenderKind = TenderKind.CASH, *, on_approval: bool = False
    ) -> MakeSheet:
        sheet = MakeSheet(typed, way, on_approval=on_approval)
        if self._counter.view is not None:
            sheet.take(self._counter.view)
        self._work.changed.connect(sheet.take)
        sheet.list_wanted.connect(self.show_list)
        sheet.buyer_wanted.connect(lambda: self._name(sheet))
        sheet.wanted.connect(lambda *wanted: self._wanted(sheet, *wanted))
        self._window.open_sheet(sheet)
        return sheet

    def _name(self, sheet: MakeSheet) -> None:
        typed, way, on_approval = sheet.advance.text(), sheet.way, sheet.on_approval
        self._ask_buyer(lambda: self._again(typed, way, on_approval))

    def _again(self, typed: str, way: TenderKind, on_approval: bool) -> None:
        self._ask(typed, way, on_approval=on_approval)

    def _wanted(self, sheet: MakeSheet, amount: Money, way: TenderKind, on_approval: bool) -> None:
        if amount and way is TenderKind.UPI:
            self._show_code(sheet.advance.text(), amount, on_approval)
        else:
            advance = (cash(amount),) if amount else ()
            self._make(sheet, advance, on_approval, sheet.mend)

    def _show_code(self, typed: str, amount: Money, on_approval: bool) -> None:
        """The UPI code of an advance; who stands there says whether the money was seen."""
        sheet, code = UpiSheet(), self._window.pay_code

        def drawn(till: Till) -> tuple[Matrix | None, bool]:
            if till.practice or code is None:
                return None, till.practice
            return code(till.shop_today(), amount), False

        def failed(error: ShopError) -> None:
            self._ask(typed, TenderKind.UPI, on_approval=on_approval).mend(error)

        def told(proof: Proof) -> None:
            advance = Tender(TenderKind.UPI, amount, proof=proof)
            self._make(sheet, (advance,), on_approval, failed)

        sheet.told.connect(told)
        sheet.closed.connect(lambda: self._again(typed, TenderKind.UPI, on_approval))
        self._window.open_sheet(sheet)
        self._work.desk(drawn, lambda seen: sheet.present(amount, *seen), owner=sheet)

    def _make(
        self,
        sheet: Sheet,
        advance: tuple[Tender, ...],
        on_approval: bool,
        failed: Callable[[ShopError], None],
    ) -> None:
        view = self._counter.view
        before = view.came_of if view is not None else None

        def made(estimate: Estimate) -> None:
            self._window.close_sheet(sheet)
            self._counter.strip.say("ok", lambda: made_words(estimate, before))
            self._sounds.play("done")
            self._window.printing.took(advance)
            self._paper(estimate)

        def refused(error: ShopError) -> None:
            self._sounds.play("error")
            failed(error)

        self._work.with_approval(
            lambda till, leave: till.estimates.make(
                on_approval=on_approval, advance=advance, approval=leave
            ),
            made,
            refused,
            owner=self,
            once=sheet,
        )

    # --- what becomes of one ---

    def _take(self, sheet: EstimatesSheet, made: Estimate) -> None:
        def opened(_: object) -> None:
            self._window.close_sheet(sheet)
            self._counter.strip.say("warn", lambda: opened_words(made))

        self._work.desk(
            lambda till: till.estimates.to_bill(made.id),
            opened,
            self._gone,
            owner=self,
            once=sheet,
        )

    def _gone(self, error: ShopError) -> None:
        """What the list said does not hold any more: say so and show it anew."""
        self._counter.fail(error)
        self.show_list()

    def _ask_close(self, waiting: Waiting, place: int) -> None:
        made, sheet = waiting.estimate, CloseSheet(waiting)

        def close(reason: CloseReason, amount: Money, way: TenderKind) -> None:
            refunds = (Tender(way, amount),) if amount else ()

            def closed(_: None) -> None:
                self._counter.strip.say("warn", lambda: closed_words(made, amount))
                self._window.printing.took(refunds)
                self.show_list(place)

            def refused(error: ShopError) -> None:
                self._sounds.play("error")
                if error.code in (RefusalCode.REFUND_WRONG, RefusalCode.APPROVAL_NEEDED):
                    sheet.mend(error)
                else:
                    self._gone(error)

            self._work.with_approval(
                lambda till, leave: till.estimates.close(made.id, reason, refunds, approval=leave),
                closed,
                refused,
                owner=self,
                once=sheet,
            )

        sheet.wanted.connect(close)
        sheet.closed.connect(lambda: self.show_list(place))
        self._window.open_sheet(sheet)
