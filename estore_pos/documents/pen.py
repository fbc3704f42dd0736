"""How text, rules, boxes and square codes come onto the pages of one PDF."""

import math
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any, Literal

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from estore_pos.documents import fonts, qr
from estore_pos.documents.typeface import Ink, typeface

Align = Literal["left", "right", "center"]

# Text wrapping of binary streams serves mail of the last century and costs a tenth of a paper.
rl_config.useA85 = 0


class Pen:
    """Draws on one page after another.

    Lengths are in `unit` points; x counts from the left edge, y downwards from the upper edge, so
    that a strip can be drawn before its length is known.
    """

    def __init__(self, *, unit: float, title: str) -> None:
        """Begin the first page. `title` is what a viewer's window shows."""
        self._bytes = BytesIO()
        # invariant: the same bill gives the same bytes, whenever it is asked for.
        self._canvas = Canvas(self._bytes, invariant=True)
        self._canvas.setTitle(title)
        self._canvas.setCreator("estore-pos")
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._inks = {
            False: Ink(typeface(bold=False), "Regular"),
            True: Ink(typeface(bold=True), "Bold"),
        }
        self._unit = unit
        self._known: dict[tuple[str, float, bool], tuple[str, str]] = {}
        self._code: list[str] = []
        self._pages = [self._code]
        self._copies = [self._pages]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        white: bool = False,
    ) -> None:
        """Text on the baseline y with its left end, right end or middle at x.

        What begins at the edge of the paper is moved in by what its first letter stands out.
        """
        if not text.strip():
            return
        if align != "left":
            wide = fonts.width(text, size, bold=bold)
            x -= wide if align == "right" else wide / 2
        if x < size / 4:
            x = max(x, fonts.overhang(text, size, bold=bold))
        self._put(f"1 0 0 1 {x:.2f} {-y:.2f}", text, size, bold, grey=float(white))

    def mark(self, x: float, y: float, text: str, size: float) -> None:
        """A pale text across the page, centred on (x, y), under what is drawn after it."""
        half = fonts.width(text, size, bold=True) / 2
        cosine, sine = 0.819, 0.574  # 35 degrees
        x, y = x - half * cosine, -y - half * sine
        turned = f"{cosine} {sine} {-sine} {cosine} {x:.2f} {y:.2f}"
        self._put(turned, text, size, True, grey=0.9)

    def rule(self, x: float, to_x: float, y: float, thickness: float) -> None:
        """A level line whose upper edge is y."""
        self.fill(x, y, to_x - x, thickness)

    def fill(self, x: float, y: float, width: float, height: float, grey: float = 0.0) -> None:
        """A full box; its upper left corner is (x, y); grey 0 is black."""
        area = f"{x:.2f} {-y - height:.2f} {width:.2f} {height:.2f} re f"
        self._code.append(f"{grey:g} g {area} 0 g" if grey else area)

    def frame(self, x: float, y: float, width: float, height: float, thickness: float) -> None:
        """An empty box; its upper left corner is (x, y)."""
        area = f"{x:.2f} {-y - height:.2f} {width:.2f} {height:.2f} re S"
        self._code.append(f"{thickness:g} w {area}")

    def square(self, x: float, y: float, content: str, module: float) -> None:
        """A square code without its quiet zone; its upper left corner is (x, y)."""
        # One path in whole modules: a code of many small rectangles costs more than all the rest.
        path = " ".join(
            [f"{column} {-row} {run} -1 re" for row, column, run in qr.modules(content)[1]]
        )
        self._code.append(f"q {module:g} 0 0 {module:g} {x:.3f} {-y:.3f} cm {path} f Q")

    def _put(self, place: str, text: str, size: float, bold: bool, *, grey: float) -> None:
        # Half of a paper's texts are there twice: rates, units, amounts.
        key = (text, size, bold)
        known = self._known.get(key)
        if known is None:
            known = fonts.operators(text, size, bold, self._inks[bold]), fonts.spoken(text)
            self._known[key] = known
        drawn, letters = known
        code = f"BT {place} Tm {drawn} ET"
        if grey:
            code = f"{grey:g} g {code} 0 g"
        self._code.append(f"/Span <</ActualText <{letters}>>> BDC {code} EMC" if letters else code)

    def next_page(self) -> None:
        """End the page and begin another."""
        self._code = []
        self._pages.append(self._code)

    def next_copy(self) -> None:
        """End the copy and begin another, which stands beside it page by page."""
        self._code = []
        self._pages = [self._code]
        self._copies.append(self._pages)

    def done(
        self,
        width: float,
        height: float | Sequence[float],
        footer: Callable[["Pen", int, int], None] | None = None,
    ) -> bytes:
        """The whole PDF; `height` is that of all pages or of each.

        `footer` is called with each page and their number.

        The pages are kept until now because a footer says how many there are. A sheet is as wide
        as the copies beside each other on it.
        """
        unit = self._unit
        # Down: a raster of whole dots must not become one dot wider for the last decimal.
        wide = math.floor(width * unit * 1000) / 1000
        for pages in self._copies:
            for number, code in enumerate(pages, 1):
                self._code = code
                if footer is not None:
                    footer(self, number, len(pages))
        for number, sheet in enumerate(zip_longest(*self._copies, fillvalue=())):
            side = height if isinstance(height, int | float) else height[number]
            high = math.floor(side * unit * 1000) / 1000
            self._canvas.setPageSize((wide * len(self._copies), high))
            for place, drawn in enumerate(sheet):
                frame = f"{unit:.6f} 0 0 {unit:.6f} {place * wide:.3f} {high:.3f} cm"
                self._canvas.addLiteral("\n".join(("q", frame, *drawn, "Q")))
            self._canvas.showPage()
        document: Any = vars(self._canvas)["_doc"]
        for ink in self._inks.values():
            ink.embed(document)
        self._canvas.save()
        return self._bytes.getvalue()
