"""The open bill as a table: a line a row, and only what changed is painted again."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from estore_pos.text.words import spoken, tr
from estore_pos.ui.overriding import override
from estore_pos.ui.style import ROW_COMPACT_PX, ROW_PX, SMALL_PX, look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from estore_pos.domain.draft import DraftLine
    from estore_pos.domain.offer import Terms
    from estore_pos.operations.counter_view import CounterView

Index = QModelIndex | QPersistentModelIndex
SCROLLBAR_PX = 12
NUMBER, NAME, QUANTITY, UNIT, PRICE, AMOUNT = range(6)
COLUMNS = 6
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ALIGNED = (_RIGHT, _LEFT, _RIGHT, _LEFT, _RIGHT, _RIGHT)
_ALIGNED_INT = tuple(int(each) for each in _ALIGNED)
CELL_MARGIN_PX = 8
WANTED_PX = (44, 0, 88, 78, 104, 120)
NAME_PX = 140
BADGE_ROLE = int(Qt.ItemDataRole.UserRole)
_TOP = QModelIndex()
_NONE_NEEDED = (0,) * COLUMNS


class Row(NamedTuple):
    """A line as text; `badge` warns of a stock that is gone, a price or a tax that is not told.

    `note` says what is off, and the list price where it is sold at another.
    """

    cells: tuple[str, ...]
    badge: str
    note: str = ""


def _lengths(row: Row) -> tuple[int, ...]:
    return tuple(0 if column == NAME else len(cell) for column, cell in enumerate(row.cells))


class BillModel(QAbstractTableModel):
    """The lines of the open bill, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._view: CounterView | None = None
        self.needs = _NONE_NEEDED
        """How many letters the longest cell of each column has; the name gives way instead."""

    @property
    def rows(self) -> list[Row]:
        """The lines as they are painted."""
        return self._rows

    def show(self, view: "CounterView") -> None:
        """Take the bill as it now is; rows that stay the same are not touched."""
        rows = self._rows_of(view)
        self._view = view
        old = len(self._rows)
        if len(rows) == old + 1 and rows[:old] == self._rows:
            self.beginInsertRows(_TOP, old, old)
            self._rows = rows
            self.needs = tuple(map(max, self.needs, _lengths(rows[old])))
            self.endInsertRows()
        elif len(rows) < old and not rows:
            self.beginResetModel()
            self._rows, self.needs = rows, _NONE_NEEDED
            self.endResetModel()
        else:
            self._settle(rows)

    def _rows_of(self, view: "CounterView") -> list[Row]:
        """The lines as text; a line that is the same as before is not worked out again."""
        old, before = self._view, self._rows
        known = old.draft.lines if old is not None else ()
        rows = before[: self._in_common(view)]
        for place, line in enumerate(view.draft.lines[len(rows) :], start=len(rows)):
            item = line.item.id
            same = (
                old is not None
                and old.taxed == view.taxed
                and place < len(known)
                and known[place] is line
                and old.balances.get(item) == view.balances.get(item)
                and (old.terms[place] is view.terms[place] or old.terms[place] == view.terms[place])
            )
            rows.append(before[place] if same else _row(place, line, view))
        return rows

    def _in_common(self, view: "CounterView") -> int:
        """All lines of before where the bill has only grown; else none, and each is looked at."""
        old = self._view
        if old is None:
            return 0
        count = len(old.draft.lines)
        grown = (
            old.taxed == view.taxed
            and view.draft.lines[:count] == old.draft.lines
            and view.terms[:count] == old.terms
            and old.balances.items() <= view.balances.items()
        )
        return count if grown else 0

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
        longest = zip(_NONE_NEEDED, *map(_lengths, self._rows), strict=True)
        self.needs = tuple(map(max, longest))

    def retell(self) -> None:
        """Say every row again, in another language."""
        if self._view is not None:
            view, self._view = self._view, None
            rows = self._rows_of(view)
            self._view = view
            self._settle(rows)
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
            return _ALIGNED_INT[index.column()]
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
            return _ALIGNED_INT[section]
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
    unpriced = line.unpriced
    left = view.balances.get(line.item.id)
    badge = ""
    if unpriced:
        badge = tr("no price yet")
    elif view.taxed and line.item.is_rate_untold:
        badge = tr("no GST rate told")
    elif left is not None and line.item.stocked and left < line.quantity.milli:
        badge = tr("stock {left}", left=milli_text(left))
    return Row(
        (
            str(place + 1),
            name,
            milli_text(line.quantity.milli),
            unit_text(line.quantity.unit, spoken()),
            "—" if unpriced else amount_text(view.terms[place].price),
            "—" if unpriced else amount_text(view.nets[place]),
        ),
        badge,
        terms_words(view.terms[place], view.called),
    )


def terms_words(terms: "Terms", called: "Mapping[str, tuple[str, str]]") -> str:
    """Why a line is cheaper, what is off it and its list price, where any is to be told."""
    from estore_pos.text.numbers import amount_text

    told = [why] if (why := _why_words(terms.why, called)) else []
    if terms.off:
        told.append(tr("{amount} off", amount=amount_text(terms.off)))
    if terms.listed and terms.price != terms.listed:
        told.append(tr("list {price}", price=amount_text(terms.listed)))
    return " · ".join(told)


def _why_words(why: str, called: "Mapping[str, tuple[str, str]]") -> str:
    """What lowered a price without a hand; an offer by its name."""
    match why:
        case "" | "hand":
            return ""
        case "slab":
            return tr("quantity price")
        case "group":
            return tr("group price")
        case _:
            hindi, english = called.get(why, ("", ""))
            name = (english or hindi) if spoken() == "en" else (hindi or english)
            return name or tr("offer")


class BillTable(QTableView):
    """The table; it never has the focus, and shows the line that keys act on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bill")
        self.lines = model = BillModel()
        self.current_row = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setModel(model)
        # Our own: to wrap one that Qt has made, PySide loads every widget class there is.
        self._pane = QWidget()
        self.setViewport(self._pane)
        self.rows_painted = 0
        """Rows painted so far; a test looks at how many a scan costs."""
        self._lefts: list[tuple[int, int]] = []
        self._needed: tuple[int, ...] = ()
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
        header.setStretchLastSection(True)
        self.fit(compact=False)

    def fit(self, compact: bool) -> None:
        """Take the sizes of the look."""
        self.verticalHeader().setDefaultSectionSize(look.px(ROW_COMPACT_PX if compact else ROW_PX))
        self.setFont(look.font(15))
        self._spread()

    def present(self, view: "CounterView") -> None:
        """Show the bill as it now is."""
        self.lines.show(view)
        if self.lines.needs != self._needed:
            self._spread()
        self.show_current(view.draft.current)

    def retell(self) -> None:
        """Say every row again, in another language."""
        self.setAccessibleName(tr("Bill"))
        self.lines.retell()
        self._spread()

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
        """Share the width out: where it is short, first the room to spare goes, then the name."""
        self._needed = self.lines.needs
        # not viewport().width(): to wrap a widget of Qt's own, PySide loads every widget class
        whole = self.contentsRect().width() - SCROLLBAR_PX
        metrics = QFontMetrics(self.font())
        digit = metrics.horizontalAdvance("0")
        widths = []
        for column, wanted in enumerate(WANTED_PX):
            need = self._needed[column] * digit
            if column == UNIT:
                cells = {row.cells[UNIT] for row in self.lines.rows}
                need = max((metrics.horizontalAdvance(cell) for cell in cells), default=0)
            widths.append(max(look.px(wanted), need + 2 * CELL_MARGIN_PX if need else 0))
        short = look.px(NAME_PX) - (whole - sum(widths))
        if short > 0:
            bold = QFontMetrics(look.font(15, bold=True))
            for column in (NUMBER, QUANTITY, UNIT, PRICE, AMOUNT):
                head = bold.horizontalAdvance(_heading(column)) + 2 * CELL_MARGIN_PX
                least = max(head, self._needed[column] * digit + 2 * CELL_MARGIN_PX)
                given = max(0, min(short, widths[column] - least))
                widths[column] -= given
                short -= given
        widths[NAME] = max(0, whole - sum(widths))
        self._lefts = []
        left = 0
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
            self._lefts.append((left + CELL_MARGIN_PX, width - 2 * CELL_MARGIN_PX))
            left += width

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are asked for, each as a whole.

        A delegate is asked cell by cell, through five objects a cell: four times as dear as this.
        """
        painter = QPainter(self.viewport())
        asked = event.rect()
        high = self.verticalHeader().defaultSectionSize()
        first = self.verticalScrollBar().value()
        rows = self.lines.rows
        painter.setFont(self.font())
        wide = self.viewport().width()
        last = min(len(rows), first + asked.bottom() // high + 1)
        for row in range(first + asked.top() // high, last):
            self._paint_row(painter, QRect(0, (row - first) * high, wide, high), row, rows[row])
        painter.end()

    def _paint_row(self, painter: QPainter, rect: QRect, place: int, row: Row) -> None:
        self.rows_painted += 1
        if place == self.current_row:
            painter.fillRect(rect, look.colour("selection"))
        painter.fillRect(0, rect.bottom(), rect.width(), 1, look.colour("border"))
        muted, text = look.colour("muted"), look.colour("text")
        top, high = rect.top(), rect.height()
        for column, (left, width) in enumerate(self._lefts):
            said = row.cells[column]
            if column == AMOUNT:
                width = rect.width() - left - CELL_MARGIN_PX  # as far as the header's last section
            if column == NAME:
                if row.badge:
                    width -= self._paint_badge(painter, left + width, rect, row.badge)
                if row.note:
                    width -= self._paint_note(painter, left + width, rect, row.note)
                metrics = painter.fontMetrics()
                if metrics.horizontalAdvance(said) > width:
                    said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, width)
            painter.setPen(muted if column in (NUMBER, UNIT) else text)
            painter.drawText(left, top, width, high, _ALIGNED_INT[column], said)

    def _paint_note(self, painter: QPainter, right: int, rect: QRect, note: str) -> int:
        """Paint what is off at the right of a name; how much room it took, none if there is none.

        The card beside the bill says it of the current line whatever the room.
        """
        painter.setFont(look.font(SMALL_PX))
        width = painter.fontMetrics().horizontalAdvance(note) + CELL_MARGIN_PX
        if is_room := 2 * width <= self._lefts[NAME][1]:
            painter.setPen(look.colour("muted"))
            painter.drawText(right - width, rect.top(), width, rect.height(), int(_RIGHT), note)
        painter.setFont(self.font())
        return width if is_room else 0

    def _paint_badge(self, painter: QPainter, right: int, rect: QRect, badge: str) -> int:
        """Paint a warning at the right of a name; how much room it took."""
        said = f"⚠ {badge}"
        painter.setFont(look.font(SMALL_PX))
        width = painter.fontMetrics().horizontalAdvance(said) + 16
        if 2 * width > self._lefts[NAME][1]:
            said = "⚠"
            width = painter.fontMetrics().horizontalAdvance(said) + 16
        box = QRect(right - width, rect.top() + 4, width, rect.height() - 9)
        painter.fillRect(box, look.colour("warn_bg"))
        painter.setPen(look.colour("warn"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)
        painter.setFont(self.font())
        return width + 6
