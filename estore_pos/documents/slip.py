"""How a strip of thermal paper is filled from the top; its length is what was put on it.

Lengths are dots of a 203 dpi head, so that a raster of the page at that resolution has every rule
and every module of a code on whole dots.
"""

import math
from collections.abc import Sequence

from estore_pos.documents import fonts, qr
from estore_pos.documents.pen import Align, Pen

DOT = 72 / 203
"""A dot in points."""

DOTS = {58: 384, 80: 576}
"""What a head prints on a paper of so many millimetres: 48 and 72 mm of it."""

BODY = {58: 22, 80: 24}
SMALL = 20
RULE = 2
_LEADING = 1.38
_EDGE = 4
_PAGE_MAX = 12_000
"""Dots after which the strip goes on on another page: no page of a PDF is longer than 200 inches,
and PDFium draws neither codes nor large letters below some 32,000 dots."""
_USUAL = "000.00"
"""A figure as most are: what is told beside figures ends below one another."""


class Slip:
    """A strip that grows downwards."""

    def __init__(self, width_mm: int, *, title: str, tight: bool = False) -> None:
        """An empty strip on a paper 58 or 80 mm wide; `tight` where it has to say much."""
        self.width = DOTS[width_mm]
        self.tight = tight
        self.body = SMALL if tight else BODY[width_mm]
        self._pen = Pen(unit=DOT, title=title)
        self._top: float = _EDGE
        self._heights: list[float] = []

    def text(
        self, text: str, size: float = 0, *, bold: bool = False, align: Align = "left"
    ) -> None:
        """A text on as many lines as it needs; `size` 0 is the body's."""
        size = size or self.body
        if self._top > _PAGE_MAX:
            self._heights.append(math.ceil(self._top))
            self._pen.next_page()
            self._top = 0
        x = {"left": 0.0, "center": self.width / 2, "right": float(self.width)}[align]
        for line in fonts.wrap(text, self.width, size, bold=bold):
            over = self._over(line, size, bold, align)
            self._pen.text(x - over, self._baseline(size), line, size, bold=bold, align=align)

    def _over(self, line: str, size: float, bold: bool, align: Align) -> float:
        """How far the ink of a line would stand over the right edge, where there is no paper."""
        wide = fonts.width(line, size, bold=bold)
        free = {"left": self.width - wide, "center": (self.width - wide) / 2, "right": 0.0}[align]
        return max(0, fonts.overrun(line, size, bold=bold) - free) if free < size / 4 else 0

    def centred(self, text: str, size: float = 0, *, bold: bool = False) -> None:
        """A text in the middle of the strip."""
        self.text(text, size, bold=bold, align="center")

    def pair(self, left: str, right: str, size: float = 0, *, bold: bool = False) -> None:
        """A name and its figure: the name wraps, the figure stands at the end of its last line."""
        size = size or self.body
        room = self.width - fonts.width(right, size, bold=bold) - size / 2
        baseline = self._top + size
        for line in fonts.wrap(left, room, size, bold=bold) or [""]:
            baseline = self._baseline(size)
            self._pen.text(0, baseline, line, size, bold=bold)
        self._pen.text(self.width, baseline, right, size, bold=bold, align="right")

    def beside(self, told: str, amount: str, size: float = 0, *, bold: bool = False) -> None:
        """What a figure is, at the right beside it: no dots are sent for the blank before it.

        What is told wraps; the figure stands at the end of its last line.
        """
        size = size or self.body
        wide = max(fonts.width(text, size, bold=bold) for text in (amount, _USUAL))
        end = self.width - wide - size / 2
        baseline = self._top
        for line in fonts.wrap(told, end, size, bold=bold) or [""]:
            baseline = self._baseline(size)
            self._pen.text(end, baseline, line, size, bold=bold, align="right")
        self._pen.text(self.width, baseline, amount, size, bold=bold, align="right")

    def table(self, rows: Sequence[Sequence[str]], size: float) -> None:
        """Rows of as many cells, the first of them the head, at the right of the strip.

        Every column is as wide as its widest cell and ends at the right, but the first; a table
        wider than the strip is drawn smaller.
        """
        size = min(size, size * self.width / sum(self._widths(rows, size)))
        ends = [float(self.width)]
        for wide in self._widths(rows, size)[:0:-1]:
            ends.insert(0, ends[0] - wide)
        for n, row in enumerate(rows):
            baseline = self._baseline(size)
            left = ends[0] - self._widths(rows, size)[0] + size
            self._pen.text(left, baseline, row[0], size, bold=not n)
            for end, cell in zip(ends[1:], row[1:], strict=True):
                self._pen.text(end, baseline, cell, size, bold=not n, align="right")

    def _widths(self, rows: Sequence[Sequence[str]], size: float) -> list[float]:
        """How wide columns are, each with the blank before it."""
        return [
            size + max(fonts.width(row[n], size, bold=row is rows[0]) for row in rows)
            for n in range(len(rows[0]))
        ]

    def figure(self, labels: Sequence[str], amount: str, size: float) -> None:
        """The one figure to be read from afar, and its name: the first that fits before it.

        Where none does, the first of them stands above.
        """
        room = self.width - fonts.width(amount, size, bold=True) - self.body
        before = [label for label in labels if fonts.width(label, self.body, bold=True) <= room]
        if not before:
            self.text(labels[0], bold=True)
        size = fonts.fitting(amount, size, self.width, bold=True)
        baseline = self._baseline(size, leading=1.2)
        self._pen.text(0, baseline, before[0] if before else "", self.body, bold=True)
        self._pen.text(self.width, baseline, amount, size, bold=True, align="right")

    def rule(self) -> None:
        """A line across the strip."""
        self._top = math.ceil(self._top) + 4
        self._pen.rule(0, self.width, self._top, 1 if self.tight else RULE)
        self._top += RULE + 4

    def band(self, texts: Sequence[str], size: float) -> None:
        """White letters on a black band: what must not be overlooked."""
        room = self.width - size
        lines = fonts.wrapped(texts, room, size, bold=True)
        self._top = math.ceil(self._top) + 4
        high = math.ceil(len(lines) * size * _LEADING)
        self._pen.fill(0, self._top, self.width, high)
        below = self._top + high + 4
        for line in lines:
            baseline = self._baseline(size)
            self._pen.text(
                self.width / 2, baseline, line, size, bold=True, align="center", white=True
            )
        self._top = below

    def square(self, content: str, module: int) -> None:
        """A square code in the middle with its quiet zone; `module` dots or what fits."""
        side, _ = qr.modules(content)
        module = min(module, self.width // (side + 2 * qr.QUIET))
        x = (self.width - side * module) // 2
        self._top = math.ceil(self._top) + qr.QUIET * module
        self._pen.square(x, self._top, content, module)
        self._top += (side + qr.QUIET) * module

    def fits(self, text: str, size: float = 0) -> bool:
        """Whether a text stands on one line; `size` 0 is the body's."""
        return fonts.width(text, size or self.body) <= self.width

    def gap(self, dots: float) -> None:
        """Blank paper."""
        self._top += dots

    def pdf(self) -> bytes:
        """The strip as a PDF: one page of its length, or several without a gap between them."""
        return self._pen.done(self.width, [*self._heights, math.ceil(self._top) + _EDGE])

    def _baseline(self, size: float, leading: float = _LEADING) -> float:
        """Where the next line of a size stands; the strip grows by it."""
        baseline = self._top + size
        self._top += size * leading
        return baseline
