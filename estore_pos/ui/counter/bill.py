"""The open bill as a table: a line a row, and only what changed is painted again."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from estore_pos.text.words import spoken, tr
from estore_pos.ui.overriding import override
from estore_pos.ui.style import ROW_COMPACT_PX, ROW_PX, SMALL_PX, look

if TYPE_CHECKING:
    from estore_pos.domain.sale import DraftLine
    from estore_pos.operations.counter import CounterView

Index = QModelIndex | QPersistentModelIndex
SCROLLBAR_PX = 12
NUMBER, NAME, QUANTITY, UNIT, PRICE, AMOUNT = range(6)
COLUMNS = 6
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ALIGNED = (_RIGHT, _LEFT, _RIGHT, _LEFT, _RIGHT, _RIGHT)
BADGE_ROLE = int(Qt.ItemDataRole.UserRole)
_TOP = QModelIndex()


class Row(NamedTuple):
    """A line as text; `badge` warns of a stock that is gone or a price that is missing."""

    cells: tuple[str, ...]
    badge: str


class BillModel(QAbstractTableModel):
    """The lines of the open bill, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._view: CounterView | None = None

    def show(self, view: "CounterView") -> None:
        """Take the bill as it now is; rows that stay the same are not touched."""
        self._view = view
        rows = rows_of(view)
        old = len(self._rows)
        if len(rows) == old + 1 and rows[:old] == self._rows:
            self.beginInsertRows(_TOP, old, old)
            self._rows = rows
            self.endInsertRows()
        elif len(rows) < old and not rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        else:
            self._settle(rows)

    def _settle(self, rows: list[Row]) -> None:
        old = len(self._rows)
        if len(rows) > old:
            self.beginInsertRows(_TOP, old, len(rows) - 1)
            self._rows += rows[old:]
            self.endInsertRows()
        elif len(rows) < old:
            same = next((i for i, row in enumerate(rows) if row != self._rows[i]), len(rows))
            self.beginRemoveRows(_TOP, same, same + old - len(rows) - 1)
            del self._rows[same : same + old - len(rows)]
            self.endRemoveRows()
        for place, row in enumerate(rows):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place, 0), self.index(place, COLUMNS - 1))

    def retell(self) -> None:
        """Say every row again, in another language."""
        if self._view is not None:
            self._settle(rows_of(self._view))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        """How many columns."""
        return 0 if parent.isValid() else COLUMNS

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, its side, or its row's badge."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].cells[index.column()]
        if role == BADGE_ROLE:
            return self._rows[index.row()].badge
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGNED[index.column()])
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A column's word."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGNED[section])
        return None


def _heading(section: int) -> str:
    match section:
        case 0:
            return "#"
        case 1:
            return tr("Item")
        case 2:
            return tr("Quantity")
        case 3:
            return tr("Unit")
        case 4:
            return tr("Price ₹")
        case _:
            return tr("Amount ₹")


def rows_of(view: "CounterView") -> list[Row]:
    """The lines of a bill as text, in the language of the screens."""
    return [_row(place, line, view) for place, line in enumerate(view.draft.lines)]


def name_of(line: "DraftLine") -> str:
    """An item's name in the language of the screens, else in the one it has."""
    item = line.item
    first, second = item.name_hi, item.name_en
    if spoken() == "en":
        first, second = second, first
    return first or second


def _row(place: int, line: "DraftLine", view: "CounterView") -> Row:
    from estore_pos.text.numbers import amount_text, milli_text, money_text, unit_text

    name = name_of(line)
    if line.amount is not None:
        name = tr("{name} ({amount} worth)", name=name, amount=money_text(line.amount))
    unpriced = line.item.price is None and not line.price
    left = view.balances.get(line.item.id)
    badge = ""
    if unpriced:
        badge = tr("no price yet")
    elif left is not None and line.item.stocked and left < line.quantity.milli:
        badge = tr("stock {left}", left=milli_text(left))
    return Row(
        (
            str(place + 1),
            name,
            milli_text(line.quantity.milli),
            unit_text(line.quantity.unit, spoken()),
            "—" if unpriced else amount_text(line.price),
            "—" if unpriced else amount_text(line.value),
        ),
        badge,
    )


class RowPainter(QStyledItemDelegate):
    """Paints a cell: a ground, a text, a badge; nothing that a slow PC would feel."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0
        """Rows painted so far; a test looks at how many a scan costs."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        column = index.column()
        if column == NUMBER:
            self.painted += 1
        view = option.widget
        assert isinstance(view, BillTable)
        rect: QRect = option.rect
        if index.row() == view.current_row:
            painter.fillRect(rect, look.colour("selection"))
        painter.setPen(look.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = index.model()
        text = model.data(index, Qt.ItemDataRole.DisplayRole)
        inner = rect.adjusted(8, 0, -8, 0)
        painter.setPen(look.colour("muted" if column in (NUMBER, UNIT) else "text"))
        if column == NAME and (badge := model.data(index, BADGE_ROLE)):
            inner = self._badge(painter, inner, badge)
        if column == NAME:
            text = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, inner.width()
            )
        painter.drawText(inner, int(_ALIGNED[column]), text)

    def _badge(self, painter: QPainter, inner: QRect, badge: str) -> QRect:
        font = painter.font()
        painter.setFont(look.font(SMALL_PX))
        width = painter.fontMetrics().horizontalAdvance("⚠ " + badge) + 16
        box = QRect(inner.right() - width, inner.top() + 4, width, inner.height() - 9)
        painter.fillRect(box, look.colour("warn_bg"))
        pen = painter.pen()
        painter.setPen(look.colour("warn"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "⚠ " + badge)
        painter.setPen(pen)
        painter.setFont(font)
        return inner.adjusted(0, 0, -width - 6, 0)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have one height; no text is measured."""
        return QSize(60, look.px(ROW_PX))


class BillTable(QTableView):
    """The table; it never has the focus, and shows the line that keys act on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bill")
        self.lines = model = BillModel()
        self.current_row = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setModel(model)
        self.painter_of_rows = RowPainter()
        self.setItemDelegate(self.painter_of_rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit(compact=False)

    def fit(self, compact: bool) -> None:
        """Take the sizes of the look."""
        self.verticalHeader().setDefaultSectionSize(look.px(ROW_COMPACT_PX if compact else ROW_PX))
        self.setFont(look.font(15))
        self._spread()

    def present(self, view: "CounterView") -> None:
        """Show the bill as it now is."""
        self.lines.show(view)
        self.show_current(view.draft.current)

    def retell(self) -> None:
        """Say every row again, in another language."""
        self.setAccessibleName(tr("Bill"))
        self.lines.retell()

    def show_current(self, row: int) -> None:
        """Mark the line that keys act on, and have it in sight."""
        if row == self.current_row:
            return
        old, self.current_row = self.current_row, row
        for each in (old, row):
            self._again(each)
        if row >= 0:
            index = self.model().index(row, 0)
            self.scrollTo(index)
            self.setCurrentIndex(index)

    def _again(self, row: int) -> None:
        if 0 <= row < self.model().rowCount():
            top = self.rowViewportPosition(row)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(row))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the name what the other columns leave."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        widths = [look.px(width) for width in (44, 0, 88, 78, 104, 120)]
        # not viewport().width(): to wrap a widget of Qt's own, PySide loads every widget class
        widths[NAME] = max(look.px(140), self.contentsRect().width() - sum(widths) - SCROLLBAR_PX)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
