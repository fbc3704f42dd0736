"""How a table with a heading runs down the pages of an A4 or A5 paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from estore_pos.documents import fonts
from estore_pos.documents.pen import Align, Pen

SMALL, BODY = 7.5, 8.5
LINE = 11.5
LEADING = 1.35
_PAD = 2.5
_NARROW = 0.9
"""Columns of figures on a narrow paper, to those of a wide one."""
_HEAD = 60.0
"""What the head of a further page takes at most."""
_FOOT = 12.0
"""What the number of a page needs below its body."""


class Form(Enum):
    """A paper: a page's width, height and margin in its own units, a unit's points, its copies.

    A5 is drawn in smaller units, so that the same frame holds fewer lines.
    """

    A4 = (595.28, 841.89, 30.0, 1.0, 1)
    A5 = (419.53 / 0.84, 595.28 / 0.84, 20.0, 0.84, 1)
    A5_PAIR = (420.945 / 0.84, 595.28 / 0.84, 20.0, 0.84, 2)

    def __init__(
        self, width: float, height: float, margin: float, unit: float, beside: int
    ) -> None:
        """Take the measures; `beside` copies stand on one sheet."""
        self.width, self.height, self.unit, self.beside = width, height, unit, beside
        self.margin = self.left = margin
        self.right = width - margin
        self.middle = width / 2 + 20
        self.bottom = height - margin - _FOOT
        self.fresh = self.bottom - margin - _HEAD
        self.narrow = width < 550


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its names (a line each) and its width in points; `wide` takes what is left."""

    names: tuple[str, ...]
    width: float
    align: Align = "right"


class Sheaf:
    """The pages of one copy of a paper and how far down the last of them is filled."""

    def __init__(self, pen: Pen, form: Form, heading: Callable[["Sheaf", int], None]) -> None:
        """Begin on the pen's page; `heading` draws each page's head and is told its number."""
        self.pen = pen
        self.form = form
        self.top = form.margin
        self._page = 1
        self._heading = heading
        self._table: Table | None = None
        heading(self, 1)

    def has(self, height: float) -> bool:
        """Whether what is so high still comes onto the page."""
        return self.top + height <= self.form.bottom

    def need(self, height: float) -> None:
        """Make sure that what is `height` high comes onto one page, the next if it must."""
        if not self.has(height):
            self.turn()

    def turn(self) -> None:
        """Go on on another page."""
        self.pen.next_page()
        self._page += 1
        self.top = self.form.margin
        self._heading(self, self._page)
        if self._table is not None:
            self._table.heading(self)

    def begin(self, table: "Table") -> None:
        """Draw a table's heading, with its first row, here and on each page it runs onto."""
        self.need(table.heading_height + 4 * LINE)
        table.heading(self)
        self._table = table

    def end(self) -> None:
        """The table is over."""
        self._table = None
        self.pen.rule(self.form.left, self.form.right, self.top, 0.6)
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

    def __init__(
        self,
        form: Form,
        columns: Sequence[Column],
        carried: Callable[[bool], Sequence[str]] | None = None,
    ) -> None:
        """Exactly one column has width 0: it takes what the others leave.

        `carried` gives the cells of what the rows so far come to: on the page that is left, and
        (True) on the page that goes on.
        """
        self._form = form
        part = _NARROW if form.narrow else 1.0
        left = form.right - form.left - sum(column.width * part for column in columns)
        self._columns = [(c, c.width * part or left) for c in columns]
        self._carried = carried
        self._rows = 0
        self.heading_height = max(len(c.names) for c in columns) * LINE + 2 * _PAD

    @property
    def wide(self) -> float:
        """What the column that takes the rest has room for."""
        return next(width for c, width in self._columns if not c.width) - 2 * _PAD

    def heading(self, sheaf: Sheaf) -> None:
        """The columns' names on grey."""
        form = self._form
        sheaf.pen.fill(form.left, sheaf.top, form.right - form.left, self.heading_height, 0.9)
        sheaf.pen.rule(form.left, form.right, sheaf.top, 0.6)
        self._cells(sheaf, [c.names for c, _ in self._columns], bold=True)
        sheaf.top += self.heading_height

    def height(self, rows: int) -> float:
        """What so many rows of one line take, with the heading and the foot."""
        return self.heading_height + (rows + 1) * _high([("",)])

    def row(self, sheaf: Sheaf, cells: Sequence[str | Sequence[str]], *, below: float = 0) -> None:
        """A row; a cell of several texts has a line for each, the later ones smaller.

        Below it there is room for one row more, what is carried forward or the foot, and for what
        must not stand on a page alone: a row that is not the only one goes there with it.
        """
        lined = [(cell,) if isinstance(cell, str) else tuple(cell) for cell in cells]
        if not sheaf.has(_high(lined) + _high([("",)]) + (below if self._rows else 0)):
            if self._carried is not None and self._rows:
                self.foot(sheaf, self._carried(False))
            sheaf.turn()
            if self._carried is not None and self._rows:
                self.foot(sheaf, self._carried(True))
        self._row(sheaf, lined, bold=False)
        self._rows += 1

    def foot(self, sheaf: Sheaf, cells: Sequence[str]) -> None:
        """A row of sums."""
        self._row(sheaf, [(cell,) for cell in cells], bold=True)

    def _row(self, sheaf: Sheaf, lined: Sequence[Sequence[str]], *, bold: bool) -> None:
        form = self._form
        self._cells(sheaf, lined, bold=bold)
        sheaf.top += _high(lined)
        sheaf.pen.fill(form.left, sheaf.top - 0.3, form.right - form.left, 0.3, 0.6)

    def _cells(self, sheaf: Sheaf, cells: Sequence[Sequence[str]], *, bold: bool) -> None:
        x = self._form.left
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


def _high(lined: Sequence[Sequence[str]]) -> float:
    return max(len(cell) for cell in lined) * LINE + _PAD
