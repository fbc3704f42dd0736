"""How text, rules, boxes and square codes come onto the pages of one PDF."""

from io import BytesIO
from typing import Any, Literal

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from estore_pos.documents import fonts, qr

Align = Literal["left", "right", "center"]

# Text wrapping of binary streams serves mail of the last century and costs a tenth of a paper.
rl_config.useA85 = 0


class Pen:
    """Draws on one page after another; lengths are in `unit` points, y counts upwards."""

    def __init__(self, width: float, height: float, *, unit: float, title: str) -> None:
        """Begin the first page. `title` is what a viewer's window shows."""
        self._bytes = BytesIO()
        # invariant: the same bill gives the same bytes, whenever it is asked for.
        self._canvas = Canvas(self._bytes, (width * unit, height * unit), invariant=True)
        self._canvas.setTitle(title)
        self._canvas.setCreator("estore-pos")
        self._document: Any = vars(self._canvas)["_doc"]
        self._unit = unit
        self._code: list[str] = []

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
        """Text on the baseline y with its left end, right end or middle at x."""
        if not text.strip():
            return
        if align != "left":
            wide = fonts.width(text, size, bold=bold)
            x -= wide if align == "right" else wide / 2
        letters = fonts.spoken(text)
        colour, black = ("1 g ", " 0 g") if white else ("", "")
        drawn = fonts.operators(text, size, bold, self._document)
        code = f"{colour}BT 1 0 0 1 {x:.2f} {y:.2f} Tm {drawn} ET{black}"
        self._code.append(f"/Span <</ActualText <{letters}>>> BDC {code} EMC" if letters else code)

    def mark(self, x: float, y: float, text: str, size: float) -> None:
        """A pale text across the page, centred on (x, y), under what is drawn after it."""
        half = fonts.width(text, size, bold=True) / 2
        c, s = 0.819, 0.574  # 35 degrees
        x, y = x - half * c, y - half * s
        drawn = fonts.operators(text, size, True, self._document)
        self._code.append(f"0.9 g BT {c} {s} {-s} {c} {x:.2f} {y:.2f} Tm {drawn} ET 0 g")

    def rule(self, x: float, to_x: float, y: float, thickness: float) -> None:
        """A level line whose upper edge is y."""
        self.fill(x, y - thickness, to_x - x, thickness)

    def fill(self, x: float, y: float, width: float, height: float, grey: float = 0.0) -> None:
        """A full box; its lower left corner is (x, y)."""
        area = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f"
        self._code.append(f"{grey:g} g {area} 0 g" if grey else area)

    def frame(self, x: float, y: float, width: float, height: float, thickness: float) -> None:
        """An empty box; its lower left corner is (x, y)."""
        self._code.append(f"{thickness:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def square(self, x: float, y: float, content: str, module: float) -> None:
        """A square code without its quiet zone; its upper left corner is (x, y)."""
        _, dark = qr.modules(content)
        # One path: a code of many small rectangles costs more than the rest of the paper.
        path = [
            f"{x + column * module:.3f} {y - (row + 1) * module:.3f} {run * module:.3f} {module} re"
            for row, column, run in dark
        ]
        self._code.append(" ".join(path) + " f")

    def next_page(self) -> None:
        """End the page and begin another of the same size."""
        self._put()
        self._canvas.showPage()

    def done(self) -> bytes:
        """End the last page; the whole PDF."""
        self._put()
        self._canvas.save()
        return self._bytes.getvalue()

    def _put(self) -> None:
        drawn = "\n".join(self._code)
        self._canvas.addLiteral(f"q {self._unit:.6f} 0 0 {self._unit:.6f} 0 0 cm\n{drawn}\nQ")
        self._code.clear()


def square_side(content: str) -> int:
    """The side of a square code in modules, without its quiet zone."""
    return qr.modules(content)[0]
