"""A paper as a thermal head prints it: rows of black dots.

PDFium is one for the whole program: one thread at a time.
"""

import ctypes

import pypdfium2
from PIL import Image

_BLACK_BELOW = 160
"""Grey of a letter's edge that still prints: thin strokes stay whole, counters stay open."""
_INK = [255 if grey < _BLACK_BELOW else 0 for grey in range(256)]


def rows(pdf: bytes, width: int) -> list[bytes]:
    """Every page, `width` dots wide, below one another, without the blank paper at the end.

    A row is packed bits, the leftmost dot in the highest bit, 1 is black.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [row for page in document for row in _page(page, width)]
    finally:
        document.close()
    while found and not any(found[-1]):
        found.pop()
    return found


def _page(page: pypdfium2.PdfPage, width: int) -> list[bytes]:
    scale = width / page.get_width()
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        # No dithering: letters and codes have edges, and a threshold keeps them.
        grey = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        size = (bitmap.width, bitmap.height)
        image = Image.frombuffer("L", size, grey, "raw", "L", bitmap.stride, 1)
        packed = image.crop((0, 0, width, bitmap.height)).point(_INK, "1").tobytes()
    finally:
        bitmap.close()
    wide = (width + 7) // 8
    return [packed[at : at + wide] for at in range(0, len(packed), wide)]
