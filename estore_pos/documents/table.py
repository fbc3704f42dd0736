"""How a table with a heading runs down the pages of an A4 paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from estore_pos.documents import fonts
from estore_pos.documents.pen import Align, Pen

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 30.0
LEFT, RIGHT = MARGIN, WIDTH - MARGIN
BOTTOM = HEIGHT - MARGIN - 12
"""The lowest line of a page's body; its number stands below."""

SMALL, BODY = 7.5, 8.5
LINE = 11.5
LEADING = 1.35
_PAD = 2.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its names (a line each) and its width in points; `wide` takes what is left."""

    names: tuple[str, ...]
    width: float
    align: Align = "right"


class Sheaf:
    """The pages of one paper and how far down the last of them is filled."""

    def __init__(self, title: str, heading: Callable[["Sheaf", int], None]) -> None:
        """Begin the first page; `heading` draws each page's head and is told the page's number."""
        self.pen = Pen(unit=1, title=title)
        self.top = MARGIN
        self._page = 1
        self._heading = heading
        self._table: Table | None = None
        heading(self, 1)

    def need(self, height: float) -> None:
        """Make sure that what is `height` high comes onto one page, the next if it must."""
        if self.top + height <= BOTTOM:
            return
        self.pen.next_page()
        self._page += 1
        self.top = MARGIN
        self._heading(self, self._page)
        if self._table is not None:
            self._table.heading(self)

    def begin(self, table: "Table") -> None:
        """Draw a table's heading, with its first row, here and on each page it runs onto."""
        self.need(table.heading_height + 2 * LINE)
        table.heading(self)
        self._table = table

    def end(self) -> None:
        """The table is over."""
        self._table = None
        self.pen.rule(LEFT, RIGHT, self.top, 0.6)
        self.top += 0.6

    def lines(
        self, x: float, texts: Sequence[str], room: float, size: float, *, bold: bool
    ) -> None:
        """Texts below one another, wrapped into `room`."""
        for line in fonts.wrapped(texts, room, size, bold=bold):
            self.top += size * LEADING
            self.pen.text(x, self.top - size * (LEADING - 1), line, size, bold=bold)


class Table:
    """Columns from the left to the right edge."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Exactly one column has width 0: it takes what the others leave."""
        left = RIGHT - LEFT - sum(column.width for column in columns)
        self._columns = [(c, c.width or left) for c in columns]
        self.heading_height = max(len(c.names) for c in columns) * LINE + 2 * _PAD

    @property
    def wide(self) -> float:
        """What the widest column has room for."""
        return max(width for _, width in self._columns) - 2 * _PAD

    def heading(self, sheaf: Sheaf) -> None:
        """The columns' names on grey."""
        sheaf.pen.fill(LEFT, sheaf.top, RIGHT - LEFT, self.heading_height, 0.9)
        sheaf.pen.rule(LEFT, RIGHT, sheaf.top, 0.6)
        self._cells(sheaf, [c.names for c, _ in self._columns], bold=True)
        sheaf.top += self.heading_height

    def row(
        self, sheaf: Sheaf, cells: Sequence[str | Sequence[str]], *, bold: bool = False
    ) -> None:
        """A row; a cell of several texts has a line for each, the later ones smaller."""
        lined = [(cell,) if isinstance(cell, str) else tuple(cell) for cell in cells]
        height = max(len(cell) for cell in lined) * LINE + _PAD
        sheaf.need(height)
        self._cells(sheaf, lined, bold=bold)
        sheaf.top += height
        sheaf.pen.fill(LEFT, sheaf.top - 0.3, RIGHT - LEFT, 0.3, 0.6)

    def _cells(self, sheaf: Sheaf, cells: Sequence[Sequence[str]], *, bold: bool) -> None:
        x = LEFT
        for (column, width), texts in zip(self._columns, cells, strict=True):
            room = width - 2 * _PAD
            at = {"left": x + _PAD, "center": x + width / 2, "right": x + width - _PAD}
            for number, text in enumerate(texts):
                size = fonts.fitting(text, SMALL if number else BODY, room, bold=bold)
                baseline = sheaf.top + (number + 1) * LINE - 2
                sheaf.pen.text(
                    at[column.align], baseline, text, size, bold=bold, align=column.align
                )
            x += width
