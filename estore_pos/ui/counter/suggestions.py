"""What the typed name may mean: eight rows under the entry line, owned by the counter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from estore_pos.text.words import ntr, spoken, tr
from estore_pos.ui.overriding import override
from estore_pos.ui.style import SMALL_PX, look

if TYPE_CHECKING:
    from estore_pos.domain.item import Item
    from estore_pos.operations.lookup import Found

Index = QModelIndex | QPersistentModelIndex
ROWS = 8
ROW_PX = 36
_TOP = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class Row(NamedTuple):
    """A suggestion as text."""

    name: str
    other: str
    asked: str
    price: str
    stock: str


class SuggestionModel(QAbstractListModel):
    """The found items, best first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def show(self, found: "Sequence[Found]") -> None:
        """Take what was found."""
        rows = [_row(each) for each in found]
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's text."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(part for part in row if part)
        return row if role == ROW_ROLE else None


def _row(found: "Found") -> Row:
    from estore_pos.text.numbers import milli_text, money_text, unit_text

    item = found.item
    names = [item.name_hi, item.name_en]
    if spoken() == "en":
        names.reverse()
    unit = unit_text(item.unit, spoken())
    asked = ""
    if found.amount is not None:
        asked = tr("{amount} worth", amount=money_text(found.amount))
    elif found.milli is not None:
        asked = f"{milli_text(found.milli)} {unit}"
    left = found.balance_milli if item.stocked else None
    return Row(
        names[0] or names[1],
        names[1] if names[0] else "",
        asked,
        _price(item),
        tr("stock {left}", left=milli_text(left)) if left is not None else "",
    )


def _price(item: "Item") -> str:
    from estore_pos.text.numbers import money_text

    if item.parts:
        return ntr("kit of {n} good", "kit of {n} goods", len(item.parts))
    return money_text(item.price) if item.price is not None else tr("no price yet")


class _Painter(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        assert isinstance(view, Suggestions)
        row: Row = index.data(ROW_ROLE)
        rect = option.rect
        chosen = index.row() == view.chosen
        if chosen:
            painter.fillRect(rect, look.colour("selection"))
        inner = rect.adjusted(12, 0, -12, 0)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.setFont(look.font(15))
        painter.setPen(look.colour("text"))
        stock = look.px(120)
        painter.drawText(inner.adjusted(0, 0, -stock, 0), right, row.price)
        taken = stock + look.px(110)
        if row.asked:
            painter.setFont(look.font(15, bold=True))
            painter.setPen(look.colour("primary"))
            painter.drawText(inner.adjusted(0, 0, -taken, 0), right, row.asked)
            taken += painter.fontMetrics().horizontalAdvance(row.asked) + 16
            painter.setFont(look.font(15))
            painter.setPen(look.colour("text"))
        room = inner.adjusted(0, 0, -taken, 0)
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, left, name)
        room = room.adjusted(metrics.horizontalAdvance(name) + 12, 0, 0, 0)
        painter.setFont(look.font(SMALL_PX))
        painter.setPen(look.colour("text" if chosen else "muted"))
        painter.drawText(inner, right, row.stock)
        if room.width() > 40:
            other = painter.fontMetrics().elidedText(
                row.other, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, left, other)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, look.px(ROW_PX))


class Suggestions(QListView):
    """The list; it lies over the bill under the entry line and never has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model_of_rows = SuggestionModel()
        self.setModel(self.model_of_rows)
        # Else the bill, its head and the whole counter are painted again below each new row.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._painter = _Painter()
        self.setItemDelegate(self._painter)
        self.setAccessibleName(tr("Suggestions"))
        self.found: list[Found] = []
        self.chosen = -1
        self.hide()

    def show_found(self, found: "Sequence[Found]", *, choose: bool = True) -> None:
        """Show what was found, the best of it chosen; nothing found hides the list.

        Where it is not called what was typed, none is chosen: the arrows choose (text/search.md).
        """
        self.found = list(found[:ROWS])
        self.chosen = 0 if choose and self.found and self.found[0].is_said else -1
        self.model_of_rows.show(self.found)
        if not self.found:
            self.hide()
            return
        self.resize(self.width(), look.px(ROW_PX) * len(self.found) + 6)
        self.executeDelayedItemsLayout()  # by itself it would come after the paint, and paint again
        self.viewport().update()
        if not self.isVisible():
            self.show()
            self.raise_()

    def step(self, by: int, least: int = 0) -> None:
        """Choose the row above or below; -1 for `least` also chooses none above the first."""
        if self.found:
            self.chosen = max(least, min(len(self.found) - 1, self.chosen + by))
            self.viewport().update()

    def choose_none(self) -> None:
        """Something else is asked now: what was chosen is of what was typed before."""
        if self.chosen >= 0:
            self.chosen = -1
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground first: nothing else lies under the rows."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("panel"))
        painter.end()
        super().paintEvent(event)

    def retell(self) -> None:
        """Say the rows again in another language."""
        self.setAccessibleName(tr("Suggestions"))
        self.model_of_rows.show(self.found)
        self.viewport().update()
