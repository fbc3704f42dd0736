"""The shipped typeface: what HarfBuzz makes of a run of letters, and how glyphs go into a PDF.

ReportLab embeds a face in parts of 256 letters, glyph after glyph in Python, which takes as long as
all else on a paper. Here a text names the glyphs of the face by their own numbers (a CID font,
Identity-H), and HarfBuzz cuts out those that a paper uses, each at its own number.
"""

import struct
from collections.abc import Iterable
from functools import cache
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress

from estore_pos.base.resource import resource

GLYPH_HEX = 4
"""Hexadecimal digits of a glyph's number in a text of the PDF."""

_FILES = {False: "NotoSansDevanagari-Regular", True: "NotoSansDevanagari-Bold"}
_FEATURES = {"kern": True, "liga": True, "dlig": True}
_SUBSET = (
    hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
)
_LEFT_OUT = [
    int.from_bytes(name.encode("ascii"), "big")
    for name in ("GSUB", "GPOS", "GDEF", "OS/2", "STAT", "cmap", "gasp", "name", "post")
]
"""Tables that a PDF says in its own way or does not need: the letters are shaped already."""
_HEAD_BOX = 36
_MISSING = 0
_SYMBOLIC = 4
_CAPITALS = 714
_STEM = {False: 87, True: 165}
_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Letters def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "{}endcmap CMapName currentdict /CMap defineresource pop end end\n"
)
_CMAP_ROWS = 100
"""So many rows one block of a CMap may have."""


class Typeface:
    """One face. Lengths are thousandths of the size, as the face's own and as a PDF's are."""

    def __init__(self, name: str, stem: int) -> None:
        """Read the face; `stem` is how thick its upright strokes are."""
        self.name = name
        self.stem = stem
        self._face = hb.Face(hb.Blob(resource(f"fonts/{name}.ttf").read_bytes()))
        assert self._face.upem == 1000
        self._font = hb.Font(self._face)
        above, below = self._font.get_font_extents("ltr")[:2]
        self.above, self.below = int(above), int(below)
        """How far lines of it reach above and below the baseline; the latter is negative."""
        self.box: tuple[int, ...] = struct.unpack_from(">4h", self._table("head"), _HEAD_BOX)
        """Left, lower, right and upper edge of all its glyphs laid on one another."""
        self._advances = [
            int(self._font.get_glyph_h_advance(glyph)) for glyph in range(self._face.glyph_count)
        ]
        self._of_letter: dict[str, int] = {
            chr(code): self._font.get_nominal_glyph(code) for code in self._face.unicodes
        }
        self._letter = {glyph: char for char, glyph in reversed(self._of_letter.items())}

    def glyph(self, char: str) -> int:
        """The glyph of a letter that stands alone; 0, an empty box, where the face has none."""
        return self._of_letter.get(char, _MISSING)

    def letter(self, glyph: int) -> str:
        """The letter that a glyph stands for; "" for a conjunct and other glyphs of several."""
        return self._letter.get(glyph, "")

    def advance(self, glyph: int) -> int:
        """How far a reader of the PDF moves on after the glyph."""
        return self._advances[glyph]

    def overhang(self, glyph: int) -> int:
        """How far the ink of a glyph stands left of where it begins: the hook of a J does.

        Below nothing for a glyph whose ink begins further right, as most do.
        """
        extents = self._font.get_glyph_extents(glyph)
        return -int(extents.x_bearing) if extents is not None else 0

    def reach(self, glyph: int) -> int:
        """How far right of where a glyph begins its ink ends."""
        extents = self._font.get_glyph_extents(glyph)
        return int(extents.x_bearing + extents.width) if extents is not None else 0

    def shape(self, run: str) -> Iterable[tuple[int, Any]]:
        """The glyphs of a run of one script and their places (x_advance, x_offset, y_offset)."""
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        # Of a script from right to left the face has empty boxes only: they keep their places.
        buffer.direction = "ltr"
        hb.shape(self._font, buffer, _FEATURES)
        numbers = [info.codepoint for info in buffer.glyph_infos]
        return zip(numbers, buffer.glyph_positions, strict=True)

    def cut(self, glyphs: Iterable[int]) -> bytes:
        """A face of these glyphs only, each at its own number."""
        wanted = hb.SubsetInput()
        wanted.flags = _SUBSET
        wanted.glyph_set.update(glyphs)
        wanted.drop_table_tag_set.update(_LEFT_OUT)
        return bytes(wanted.subset(self._face).blob.data)

    def _table(self, name: str) -> bytes:
        return bytes(self._face.reference_table(name).data)


@cache
def typeface(bold: bool) -> Typeface:
    """The face; its file is read when it is first needed."""
    return Typeface(_FILES[bold], _STEM[bold])


class Ink:
    """What one paper uses of a face."""

    def __init__(self, face: Typeface, name: str) -> None:
        """Nothing yet; `name` is what the paper's pages call the face."""
        self.name = name
        self._face = face
        self._glyphs: set[int] = {0}

    def use(self, glyphs: Iterable[int]) -> None:
        """These glyphs stand on the paper."""
        self._glyphs.update(glyphs)

    def embed(self, document: Any) -> None:
        """Put the face into a document of ReportLab's, after the last text was drawn."""
        glyphs = sorted(self._glyphs)
        face, name = self._face, PDFName(f"ESTORE+{self._face.name}")
        cut = face.cut(glyphs)
        file = PDFStream(PDFDictionary({"Length1": len(cut)}), cut, [PDFZCompress])
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray(face.box),
            "ItalicAngle": 0,
            "Ascent": face.above,
            "Descent": face.below,
            "CapHeight": _CAPITALS,
            "StemV": face.stem,
            "FontFile2": document.Reference(file),
        }
        widths = " ".join(f"{glyph} [{face.advance(glyph)}]" for glyph in glyphs)
        by_number = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
            "CIDToGIDMap": "/Identity",
            "FontDescriptor": document.Reference(PDFDictionary(descriptor)),
            "W": f"[{widths}]",
        }
        letters = PDFStream(PDFDictionary(), self._letters(glyphs), [PDFZCompress])
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": PDFArray([document.Reference(PDFDictionary(by_number))]),
            "ToUnicode": document.Reference(letters),
        }
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.name] = document.Reference(PDFDictionary(font))

    def _letters(self, glyphs: Iterable[int]) -> str:
        """The CMap that tells a reader which letters the glyphs are."""
        rows = [
            f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>\n"
            for glyph in glyphs
            if (letter := self._face.letter(glyph))
        ]
        blocks = [rows[at : at + _CMAP_ROWS] for at in range(0, len(rows), _CMAP_ROWS)]
        return _CMAP.format(
            "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
        )
