"""A list in which the keys choose a row: its name, its sum, and below them what else is known."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from estore_pos.ui.overriding import override
from estore_pos.ui.style import BODY_PX, SMALL_PX, look
from estore_pos.ui.widgets.told import Teller

HIGH_PX, SIDE_PX = 52, 10
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Row(NamedTuple):
    """A row in words: its name and its sum, what else is known of it and of the sum."""

    name: str
    sum: str = ""
    about: str = ""
    about_sum: str = ""


class RowList(QListWidget):
    """Rows that are said anew in another language; one of them is chosen while there are any."""

    def __init__(self, name: str, teller: Teller) -> None:
        super().__init__()
        self.setObjectName(name)
        self._teller = teller
        self._rows: list[Callable[[], Row]] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._painter = RowPainter(self, self)
        self.setItemDelegate(self._painter)
        self._say()

    def present(self, rows: Sequence[Callable[[], Row]], chosen: int = 0) -> None:
        """Show these rows."""
        self._rows = list(rows)
        self._say()
        self.step(chosen - max(0, self.place))

    @property
    def place(self) -> int:
        """The chosen row; -1 where there is none."""
        return self.currentRow()

    def step(self, by: int) -> None:
        """Choose a row so many further down; the first and the last are the ends."""
        if self._rows:
            self.setCurrentRow(max(0, min(len(self._rows) - 1, max(0, self.place) + by)))

    def row_at(self, place: int) -> Row:
        """A row as it is said now."""
        return self._rows[place]()

    def texts(self) -> list[str]:
        """Every row in one line, as it is read out."""
        return [self.item(place).text() for place in range(self.count())]

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the rows in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.setAccessibleName(self._teller())
        chosen = self.place
        self.clear()
        self.addItems([" · ".join(part for part in row() if part) for row in self._rows])
        if self._rows:
            self.setCurrentRow(max(0, min(chosen, len(self._rows) - 1)))


class Rows(Protocol):
    """What a painter of rows asks of the list."""

    @property
    def place(self) -> int:
        """The chosen row."""
        ...

    def row_at(self, place: int) -> Row:
        """A row as it is said now."""
        ...


class RowPainter(QStyledItemDelegate):
    """Paints a row in two lines; a name that is too long gives way to its sum."""

    def __init__(self, rows: Rows, parent: QObject) -> None:
        super().__init__(parent)
        self._list = rows

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect, row = option.rect, self._list.row_at(index.row())
        if index.row() == self._list.place:
            painter.fillRect(rect, look.colour("selection"))
        painter.setPen(look.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(SIDE_PX, 2, -SIDE_PX, -2)
        high = inner.height() * 54 // 100
        upper = inner.adjusted(0, 0, 0, high - inner.height())
        lower = inner.adjusted(0, high, 0, 0)
        for box, left, right, font, colour in (
            (upper, row.name, row.sum, look.font(BODY_PX, bold=True), "text"),
            (lower, row.about, row.about_sum, look.font(SMALL_PX), "muted"),
        ):
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            metrics = painter.fontMetrics()
            painter.drawText(box, int(_RIGHT), right)
            taken = metrics.horizontalAdvance(right) + (12 if right else 0)
            room = box.adjusted(0, 0, -taken, 0)
            said = metrics.elidedText(left, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(_LEFT), said)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, look.px(HIGH_PX))
