"""The bills that were made, looked through one by one; nothing on them can be changed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from estore_pos.text.words import spoken, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.sale import Bill, BillLine
    from estore_pos.operations.returns import Returnable

READ_AT_ONCE = 20
COLUMNS = 5
_OFF = 3
"""The column of what is off a line; there on a bill that has any."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class PastSheet(Sheet):
    """PgUp goes to the bill before, PgDn to the one after; after the last one the sheet goes."""

    share_wanted = Signal(object)
    """A bill is to be sent to its buyer."""
    return_wanted = Signal(object)
    """Goods of a bill come back."""

    def __init__(
        self, work: Work, paper: "Callable[[Bill], None]", cancel: "Callable[[Bill], None]"
    ) -> None:
        super().__init__(Place.PAST, lambda: tr("Bills that were made"))
        self._work = work
        self._bills: list[Bill] = []
        self._at = 0
        self._is_whole = False
        self._state = Label("past_state", nothing, tone="danger", wrap=True)
        self._head = Label("past_head", nothing, tone="heading", wrap=True)
        self.table = QTableWidget(0, COLUMNS)
        self.table.setObjectName("past_lines")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._foot = Label("past_foot", nothing, wrap=True)
        for label in (self._head, self._state):
            self.rows.addWidget(label)
        self.rows.addWidget(self.table, 1)
        self.rows.addWidget(self._foot)
        self.deeds = {
            Deed.OLDER: self._older,
            Deed.NEWER: self._newer,
            Deed.PAPER: lambda: self._with_bill(paper),
            Deed.SHARE: lambda: self._with_bill(self.share_wanted.emit),
            Deed.CANCEL: lambda: self._with_bill(cancel),
            Deed.RETURN: lambda: self._with_bill(self.return_wanted.emit),
            Deed.BACK: self.close_sheet,
        }
        self._show()
        self._read(0)

    @override
    def home(self) -> QWidget:
        """The lines have the focus: the arrow keys move them."""
        return self.table

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the lines again in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    @property
    def bill(self) -> "Bill | None":
        """The bill that is shown."""
        return self._bills[self._at] if self._bills else None

    def _read(self, place: int) -> None:
        """Read so far back that the bill at a place is known, and show it, or else the oldest."""
        count = place + READ_AT_ONCE

        def show(bills: "list[Bill]") -> None:
            self._bills, self._is_whole = bills, len(bills) < count
            self._go(max(0, min(place, len(bills) - 1)))
            if 0 < len(bills) <= place:
                self._state.tell(_first_words)

        self._work.look(lambda lookup: lookup.recent(count), show, owner=self)

    def _older(self) -> None:
        if self._at + 1 < len(self._bills):
            self._go(self._at + 1)
        elif not self._is_whole:
            self._read(self._at + 1)
        elif self._bills:
            self._state.tell(_first_words)

    def _newer(self) -> None:
        if self._at:
            self._go(self._at - 1)
        else:
            self.close_sheet()

    def _go(self, place: int) -> None:
        self._at = place
        self._state.tell(nothing)
        self._show()
        bill = self.bill
        if bill is not None:
            self._work.desk(
                lambda till: till.returns.look(bill.id),
                lambda held: self._returned(bill, held),
                lambda error: self._cancelled(bill, error),
                owner=self,
            )

    def _returned(self, bill: "Bill", held: "Returnable") -> None:
        if bill is self.bill and held.notes:
            self._state.tell(lambda: tr("Goods of it have come back."))

    def _cancelled(self, bill: "Bill", error: "ShopError") -> None:
        from estore_pos.ui.sentences import sentence_of

        if bill is self.bill:
            self._state.tell(lambda: sentence_of(error))

    def _with_bill(self, deed: "Callable[[Bill], None]") -> None:
        if self.bill is not None:
            deed(self.bill)

    def _show(self) -> None:
        bill = self.bill
        self.table.setAccessibleName(tr("Bill"))
        words = [tr("Item"), tr("Quantity"), tr("Price ₹"), tr("Discount ₹"), tr("Amount ₹")]
        for column, word in enumerate(words):
            self.table.setHorizontalHeaderItem(column, _cell(column, word))
        lines = bill.lines if bill is not None else ()
        self.table.setRowCount(len(lines))
        self.table.setColumnHidden(_OFF, not any(line.discount for line in lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(_cells(line)):
                self.table.setItem(row, column, _cell(column, text))
        if bill is None:
            self._head.tell(lambda: tr("No bill has been made yet."))
        else:
            self._head.tell(lambda: head_words(bill))
            self._foot.tell(lambda: _foot_words(bill))


def _cell(column: int, text: str) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setTextAlignment(_RIGHT if column else _LEFT)
    return cell


def name_of_line(line: "BillLine") -> str:
    """A good's name as it was sold, in the language of the screens where it has one."""
    if spoken() == "en":
        return line.name_en or line.name_hi
    return line.name_hi or line.name_en


def _cells(line: "BillLine") -> tuple[str, ...]:
    from estore_pos.text.numbers import amount_text, quantity_text

    return (
        name_of_line(line),
        quantity_text(line.quantity, spoken()),
        amount_text(line.price),
        amount_text(line.discount) if line.discount else "",
        amount_text(line.taxed.gross - line.charge),
    )


def _first_words() -> str:
    return tr("This is the first bill in the books.")


def head_words(bill: "Bill") -> str:
    """Number, moment and sum of a bill."""
    from estore_pos.text.dates import stamp_text
    from estore_pos.text.numbers import money_text

    amount = money_text(bill.totals.payable)
    return f"{bill.number} · {stamp_text(bill.at)} · {amount}"


def _foot_words(bill: "Bill") -> str:
    """What the lines lack of the sum, and how it was paid; what was off them they tell."""
    from estore_pos.text.numbers import money_text
    from estore_pos.ui.counter.total import round_off_words

    told = [tr("Charge {amount}", amount=money_text(bill.charge))] if bill.charge else []
    if bill.totals.round_off:
        told.append(round_off_words(bill.totals.round_off))
    told += [f"{_paid_by(each.kind.value)} {money_text(each.amount)}" for each in bill.tenders]
    if bill.change:
        told.append(tr("change {change}", change=money_text(bill.change)))
    if bill.waived:
        told.append(tr("let go {amount}", amount=money_text(bill.waived)))
    return " · ".join([*told, bill.note] if bill.note else told)


def _paid_by(kind: str) -> str:
    match kind:
        case "cash":
            return tr("Cash")
        case "upi":
            return tr("UPI")
        case "card":
            return tr("Card")
        case "khata":
            return tr("On credit")
        case "advance":
            return tr("Advance paid")
        case _:
            return tr("Your credit")
