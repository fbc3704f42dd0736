"""A sum in large letters."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from estore_pos.ui.overriding import override
from estore_pos.ui.style import CHANGE_PX, look
from estore_pos.ui.widgets.told import Label, Teller


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
