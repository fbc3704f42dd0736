"""What a real reader makes of a PDF: PDFium's text and boxes, ZXing's codes."""

from dataclasses import dataclass
from itertools import combinations

import pypdfium2
import zxingcpp
from PIL import Image
from pypdfium2 import raw

THERMAL_DPI = 203
"""What a receipt's head prints."""

OFFICE_DPI = 150
"""What a poor office printer and a phone's camera leave of an A4 paper."""


@dataclass(frozen=True, slots=True)
class Box:
    """A text as drawn: the ink's edges in points from the lower left corner, and its size."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def pages(pdf: bytes) -> list[str]:
    """The text of each page as PDFium copies it, a line for each line."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return "\n".join(pages(pdf))


def rasters(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Each page as a printer puts it down: black or white."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            page.render(scale=dpi / 72, grayscale=True).to_pil().point(lambda v: 255 * (v > 150))
            for page in document
        ]


def codes(pdf: bytes, dpi: int) -> list[str]:
    """What the square codes say, from the top."""
    return [found.text for image in rasters(pdf, dpi) for found in zxingcpp.read_barcodes(image)]


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Each page's width and height in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_size() for page in document]


def boxes(pdf: bytes) -> list[list[Box]]:
    """Each page's level texts; what is turned (a watermark) is meant to lie under others."""
    found: list[list[Box]] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            drawn = page.get_textpage()
            found.append([])
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=drawn):
                if each.get_matrix().b == 0:
                    left, bottom, right, top = each.get_bounds()
                    found[-1].append(Box(left, bottom, right, top, each.extract()))
    return found


def faults(pdf: bytes, slack: float = 0.3) -> list[str]:
    """Texts that leave their page or whose ink lies on another's; `slack` in points."""
    told: list[str] = []
    for (width, height), page in zip(sizes(pdf), boxes(pdf), strict=True):
        told += [
            f"off the page: {box}"
            for box in page
            if box.left < -slack or box.bottom < 0 or box.right > width + slack or box.top > height
        ]
        told += [
            f"{one.text!r} lies on {other.text!r}"
            for one, other in combinations(page, 2)
            if min(one.right, other.right) - max(one.left, other.left) > slack
            and min(one.top, other.top) - max(one.bottom, other.bottom) > slack
        ]
    return told
