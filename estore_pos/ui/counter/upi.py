"""The code to pay by UPI, and whether its money was seen."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import Proof
from estore_pos.text.numbers import money_text
from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Matrix
from estore_pos.ui.style import look
from estore_pos.ui.widgets.figure import Figure
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, nothing


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
    """The UPI code with the amount; only the cashier can say whether the money was seen."""

    told = Signal(object)
    """What the cashier knows of the money: a Proof, seen or to be matched later."""

    wide = False

    def __init__(self) -> None:
        super().__init__(Place.UPI, lambda: tr("Pay by UPI"))
        self._amount = NOTHING
        self._owed = Figure("upi_owed", self._owed_words)
        self._owed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.qr = QrPicture()
        self.words = Label("upi_words", nothing, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.rows.addWidget(self._owed)
        self.rows.addWidget(self.qr, 1)
        self.rows.addWidget(self.words)
        self._is_told = False
        self.deeds = {
            Deed.ENTER: lambda: self._tell(Proof.SEEN),
            Deed.LATER: lambda: self._tell(Proof.LATER),
            Deed.BACK: self.close_sheet,
        }
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays in the sheet."""
        return True

    def present(self, amount: Money, matrix: Matrix | None, is_practice: bool) -> None:
        """Show the code for a sum; None where the shop has no UPI id."""
        self._amount = amount
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
                lambda: tr(
                    "Look at your phone or the sound box. When the money is there: Enter. If it "
                    "cannot be seen now: B, and it is matched later."
                )
            )

    def mend(self) -> None:
        """The bill was not made: the keys count again."""
        self._is_told = False

    def _tell(self, proof: Proof) -> None:
        if not self._is_told:
            self._is_told = True
            self.told.emit(proof)

    def _owed_words(self) -> str:
        return money_text(self._amount)
