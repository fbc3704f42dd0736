"""How a strip of thermal paper is filled from the top; its length is what was put on it.

Lengths are dots of a 203 dpi head, so that a raster of the page at that resolution has every rule
and every module of a code on whole dots.
"""

import math
from collections.abc import Callable, Sequence

from estore_pos.documents import fonts
from estore_pos.documents.pen import Align, Pen, square_side
from estore_pos.documents.qr import QUIET

DOT = 72 / 203
"""A dot in points."""

DOTS = {58: 384, 80: 576}
"""What a head prints on a paper of so many millimetres: 48 and 72 mm of it."""

BODY = {58: 22, 80: 24}
SMALL = 20
RULE = 2
_LEADING = 1.38
_BASELINE = 1.0


class Slip:
    """A strip that grows downwards; everything is kept until `pdf` knows its length."""

    def __init__(self, width_mm: int) -> None:
        """An empty strip on a paper 58 or 80 mm wide."""
        self.width = DOTS[width_mm]
        self.body = BODY[width_mm]
        self._top = 4.0
        self._drawn: list[tuple[float, Callable[[Pen, float], None]]] = []

    def text(
        self, text: str, size: float = 0, *, bold: bool = False, align: Align = "left"
    ) -> None:
        """A text on as many lines as it needs; `size` 0 is the body's."""
        size = size or self.body
        x = {"left": 0.0, "center": self.width / 2, "right": float(self.width)}[align]
        for line in fonts.wrap(text, self.width, size, bold=bold):
            self._line([(x, line, align)], size, bold)

    def centred(self, text: str, size: float = 0, *, bold: bool = False) -> None:
        """A text in the middle of the strip."""
        self.text(text, size, bold=bold, align="center")

    def pair(
        self, left: str, right: str, size: float = 0, *, bold: bool = False, indent: float = 0
    ) -> None:
        """A name and its figure: the name wraps, the figure stands at the end of its last line."""
        size = size or self.body
        room = self.width - indent - fonts.width(right, size, bold=bold) - size / 2
        *above, last = fonts.wrap(left, room, size, bold=bold) or [""]
        for line in above:
            self._line([(indent, line, "left")], size, bold)
        self._line([(indent, last, "left"), (float(self.width), right, "right")], size, bold)

    def columns(self, cells: Sequence[str], size: float, *, bold: bool = False) -> None:
        """A row: the first cell at the left, the others right-aligned in equal columns.

        A row whose cells would touch is drawn smaller.
        """
        first = max(fonts.width(cells[0], size, bold=bold), self.width / (len(cells) + 1.5))
        step = (self.width - first) / (len(cells) - 1)
        widest = max(fonts.width(cell, size, bold=bold) for cell in cells[1:])
        if widest > step - size / 4:
            size *= (step - size / 4) / widest
        row: list[tuple[float, str, Align]] = [(0.0, cells[0], "left")]
        row += [(first + step * n, cell, "right") for n, cell in enumerate(cells[1:], 1)]
        self._line(row, size, bold)

    def figure(self, label: str, amount: str, size: float) -> None:
        """The one figure to be read from afar, its name before it, above it if it must."""
        wide = fonts.width(amount, size, bold=True)
        if fonts.width(label, self.body, bold=True) + wide + self.body > self.width:
            self.text(label, bold=True)
            label = ""
        size = min(size, size * self.width / wide)
        top = self._top
        self._line([(float(self.width), amount, "right")], size, True, leading=1.2)
        baseline = top + size * _BASELINE
        body = self.body
        self._drawn.append((baseline, lambda pen, y: pen.text(0, y, label, body, bold=True)))

    def rule(self) -> None:
        """A line across the strip."""
        self.gap(4)
        wide = self.width
        self._drawn.append((self._top, lambda pen, y: pen.rule(0, wide, y, RULE)))
        self._top += RULE
        self.gap(4)

    def band(self, text: str, size: float) -> None:
        """White letters on a black band: what must not be overlooked."""
        lines = fonts.wrap(text, self.width - size, size, bold=True)
        top, high = self._top, len(lines) * size * _LEADING + 8
        wide = self.width
        self._drawn.append((top + high, lambda pen, y: pen.fill(0, y, wide, high)))
        self._top += 4
        for line in lines:
            self._line([(wide / 2, line, "center")], size, True, white=True)
        self._top = top + math.ceil(high)
        self.gap(4)

    def square(self, content: str, module: int) -> None:
        """A square code in the middle with its quiet zone; `module` dots or what fits."""
        side = square_side(content)
        module = min(module, self.width // (side + 2 * QUIET))
        x = (self.width - side * module) // 2
        self._top = math.ceil(self._top) + QUIET * module
        self._drawn.append((self._top, lambda pen, y: pen.square(x, y, content, module)))
        self._top += (side + QUIET) * module

    def fits(self, text: str) -> bool:
        """Whether a text of the body's size stands on one line."""
        return fonts.width(text, self.body) <= self.width

    def gap(self, dots: float) -> None:
        """Blank paper."""
        self._top += dots

    def pdf(self, title: str) -> bytes:
        """The strip as a PDF of one page of its length."""
        height = math.ceil(self._top) + 4
        pen = Pen(self.width, height, unit=DOT, title=title)
        for top, put in self._drawn:
            put(pen, height - top)
        return pen.done()

    def _line(
        self,
        cells: Sequence[tuple[float, str, Align]],
        size: float,
        bold: bool,
        *,
        white: bool = False,
        leading: float = _LEADING,
    ) -> None:
        def put(pen: Pen, y: float) -> None:
            for x, text, align in cells:
                pen.text(x, y, text, size, bold=bold, align=align, white=white)

        self._drawn.append((self._top + size * _BASELINE, put))
        self._top += size * leading
