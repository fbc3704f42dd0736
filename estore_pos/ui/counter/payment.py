"""Taking the money: what was handed over and what goes back, or a UPI code with the amount."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Matrix
from estore_pos.ui.style import CHANGE_PX, look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing

if TYPE_CHECKING:
    from estore_pos.domain.money import Money
    from estore_pos.operations.counter import CounterView

NOTES_RUPEES = (10, 20, 50, 100, 200, 500)
NOTES_SHOWN = 5


def next_notes(owed_paise: int) -> list[int]:
    """The round sums in rupees that a customer may hand over for a sum, smallest first."""
    sums = {-(-owed_paise // (note * 100)) * note for note in NOTES_RUPEES if owed_paise}
    return sorted(rupees for rupees in sums if rupees * 100 > owed_paise)[:NOTES_SHOWN]


class Figure(Label):
    """A large sum; one too long for its box gets smaller letters."""

    def __init__(self, name: str, teller: Teller) -> None:
        super().__init__(name, teller)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """One size, whatever the sum."""
        return QSize(look.px(120), look.px(CHANGE_PX) * 5 // 4)

    @override
    def minimumSizeHint(self) -> QSize:
        """As low as it gets where the window is low."""
        return QSize(0, self.sizeHint().height())

    def letters(self) -> QFont:
        """The largest letters in which the sum fits the box."""
        size = CHANGE_PX
        font = look.font(size, bold=True)
        while size > 14 and QFontMetrics(font).horizontalAdvance(self.text()) > self.width():
            size -= 2
            font = look.font(size, bold=True)
        return font

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sum."""
        painter = QPainter(self)
        painter.setFont(self.letters())
        painter.setPen(look.colour("text"))
        painter.drawText(self.rect(), int(self.alignment()), self.text())
        painter.end()


class PaymentSheet(Sheet):
    """Received, change, and Enter; the total follows the bill if a scan comes meanwhile."""

    paid = Signal(object)
    """The bill is to be made: the cash received (Money), None for exact."""
    short = Signal(object)
    """Too little was typed: the Refusal."""
    upi_wanted = Signal()

    wide = False

    def __init__(self) -> None:
        super().__init__(Place.PAYMENT, lambda: tr("Payment"))
        self._view: CounterView | None = None
        self._owed = Label("payment_owed", self._owed_words, tone="heading")
        self.amount = Field("amount", lambda: tr("Money received"), self._exact)
        self.amount.setMinimumHeight(look.px(48))
        self.amount.textChanged.connect(lambda _: self._reckon())
        self.change = Figure("change", self._change_words)
        self.change.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._change_name = Label("change_name", lambda: tr("Change to give back"), tone="muted")
        self._notes = Label("notes", self._note_words, tone="muted", wrap=True)
        self._problem = Label("payment_problem", nothing, tone="danger", wrap=True)
        self.rows.addWidget(self._owed)
        self.rows.addWidget(Label("amount_name", lambda: tr("Money received"), tone="muted"))
        for widget in (self.amount, self._notes, self._change_name, self.change, self._problem):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.DOWN: lambda: self._note(1),
            Deed.UP: lambda: self._note(-1),
            Deed.UPI: self.upi_wanted.emit,
            Deed.CASH: lambda: self.paid.emit(None),
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The amount has the focus."""
        return self.amount

    def take(self, view: "CounterView", received: str = "") -> None:
        """Begin with a bill and what was typed so far."""
        self.present(view)
        self.amount.setText(received)
        self.amount.selectAll()
        self._reckon()

    def present(self, view: "CounterView") -> None:
        """Follow the bill."""
        self._view = view
        self._owed.tell(self._owed_words)
        self.amount.hint(self._exact)
        self._notes.tell(self._note_words)
        self._reckon()

    def _received(self) -> "Money | None":
        from estore_pos.text.numbers import read_money

        return read_money(self.amount.text()) if self.amount.text().strip() else None

    def _owed_paise(self) -> int:
        return self._view.owed.paise if self._view else 0

    def _reckon(self) -> None:
        self.change.tell(self._change_words)
        self._problem.tell(nothing)

    def _enter(self) -> None:
        from estore_pos.domain.errors import Refusal, RefusalCode

        received = self._received()
        typed = self.amount.text().strip()
        if typed and received is None:
            self._say(Refusal(RefusalCode.ENTRY_UNCLEAR, typed=typed))
        elif received is not None and received.paise < self._owed_paise():
            self._say(
                Refusal(RefusalCode.TENDER_SHORT, owed=self._owed_paise(), given=received.paise)
            )
        else:
            self.paid.emit(received)

    def _say(self, error: "Exception") -> None:
        self.short.emit(error)
        self.amount.selectAll()

    def problem(self, teller: "object") -> None:
        """Say in red why it cannot be."""
        if callable(teller):
            self._problem.tell(teller)

    def _note(self, by: int) -> None:
        notes = next_notes(self._owed_paise())
        if not notes:
            return
        received = self._received()
        now = received.paise // 100 if received else -1
        place = notes.index(now) + by if now in notes else (0 if by > 0 else -1)
        self.amount.setText(str(notes[place % len(notes)]))
        self.amount.selectAll()

    def _exact(self) -> str:
        from estore_pos.text.numbers import amount_text

        return amount_text(self._view.owed) if self._view else ""

    def _owed_words(self) -> str:
        from estore_pos.text.numbers import money_text

        return tr("To pay {amount}", amount=money_text(self._view.owed)) if self._view else ""

    def _change_words(self) -> str:
        from estore_pos.domain.money import Money
        from estore_pos.text.numbers import money_text

        received = self._received()
        change = received.paise - self._owed_paise() if received else 0
        return money_text(Money(max(0, change)))

    def _note_words(self) -> str:
        from estore_pos.text.numbers import grouped

        notes = " → ".join(f"₹ {grouped(each)}" for each in next_notes(self._owed_paise()))
        return f"↓  {notes}" if notes else ""


class QrPicture(QWidget):
    """A QR code, dark on white in any theme, in whole pixels a module."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("qr")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._matrix: Matrix = (0, ())

    def present(self, matrix: Matrix) -> None:
        """Show a code; an empty one shows nothing."""
        self._matrix = matrix
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """As large as a phone likes it."""
        return QSize(look.px(300), look.px(300))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the modules with a quiet border of four."""
        side, runs = self._matrix
        if not side:
            return
        painter = QPainter(self)
        count = side + 8
        dot = max(1, min(self.width(), self.height()) // count)
        left, top = (self.width() - dot * count) // 2, (self.height() - dot * count) // 2
        painter.fillRect(left, top, dot * count, dot * count, Qt.GlobalColor.white)
        for row, column, length in runs:
            painter.fillRect(
                left + (column + 4) * dot,
                top + (row + 4) * dot,
                length * dot,
                dot,
                Qt.GlobalColor.black,
            )
        painter.end()


class UpiSheet(Sheet):
    """The UPI code with the amount; only the cashier can say that the money was seen."""

    seen = Signal()
    """The cashier saw the money come."""

    wide = False

    def __init__(self) -> None:
        super().__init__(Place.UPI, lambda: tr("Pay by UPI"))
        self._view: CounterView | None = None
        self._owed = Figure("upi_owed", self._owed_words)
        self._owed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.qr = QrPicture()
        self.words = Label("upi_words", nothing, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.rows.addWidget(self._owed)
        self.rows.addWidget(self.qr, 1)
        self.rows.addWidget(self.words)
        self.deeds = {Deed.ENTER: self.seen.emit, Deed.BACK: self.close_sheet}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def present(self, view: "CounterView", matrix: Matrix | None, is_practice: bool) -> None:
        """Show the code for a bill's sum; None where the shop has no UPI id."""
        self._view = view
        self._owed.tell(self._owed_words)
        self.qr.present(matrix or (0, ()))
        self.qr.setAccessibleName(self._owed.text())
        if is_practice:
            self.words.tell(lambda: tr("Practice: no payee, so no code. Enter as if it were paid."))
        elif matrix is None:
            self.words.tell(
                lambda: tr(
                    "The shop has no UPI id yet: write it in the settings (Ctrl+,). If the money "
                    "came in another way, press Enter."
                )
            )
        else:
            self.words.tell(
                lambda: tr("Look at your phone or the sound box. When the money is there: Enter.")
            )

    def _owed_words(self) -> str:
        from estore_pos.text.numbers import money_text

        return money_text(self._view.owed) if self._view else ""
