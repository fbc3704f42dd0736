"""How a text becomes glyphs of the shipped font, and how it can be copied out of the paper again.

ReportLab shapes a string as one script, guessed from its first letter, so that a name that begins
in Latin loses its conjuncts. Here a text is split into runs of one script, each is shaped by
HarfBuzz, and the whole is wrapped in /ActualText so that a reader gives back the letters and not
the glyphs. Noto Sans Devanagari covers Latin and the rupee sign too: one face for every run.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from unicodedata import category

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr

from estore_pos.base.resource import resource

ASCENT, DESCENT = 1.0, 0.4
"""How far the ink of the tallest Hindi word stands above and below the line, in parts of a size."""

_FILES = {False: "NotoSansDevanagari-Regular", True: "NotoSansDevanagari-Bold"}
_TEXTS_KEPT = 1500
_BLANK = {"Cc", "Zs", "Zl", "Zp"}
_BREAK = re.compile(r"[ \t\r\n]+")
_VIRAMA, _JOINER = "\N{DEVANAGARI SIGN VIRAMA}", "\N{ZERO WIDTH JOINER}"


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text as glyphs of one face, at no particular size; lengths in thousandths of the size.

    `glyphs` holds a character of the face for each glyph, some of them private. `moves` are
    (place, step to the left before that glyph, height above the line from that glyph on).
    """

    text: str
    glyphs: str
    moves: tuple[tuple[int, int, int], ...]
    width: float


@cache
def face(bold: bool) -> TTFont:
    """The face; its file is read when it is first needed."""
    name = _FILES[bold]
    font = TTFont(name, str(resource(f"fonts/{name}.ttf")), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


def runs(text: str) -> list[str]:
    """The text in pieces of one script each; what belongs to no script stays with its left side."""
    found: list[str] = []
    start, held = 0, ""
    for place, char in enumerate(text):
        script = _script(char)
        if script and held and script != held:
            found.append(text[start:place])
            start = place
        held = script or held
    if text[start:]:
        found.append(text[start:])
    return found


def _script(char: str) -> str:
    # Danda and double danda are punctuation of many scripts.
    if "\u0900" <= char <= "\u097f" and char not in "\u0964\u0965":
        return "Devanagari"
    return "Latin" if char.isalpha() else ""


@lru_cache(maxsize=_TEXTS_KEPT)
def shaped(text: str, bold: bool = False) -> Shaped:
    """The text as glyphs. Control characters and unbreakable blanks become blanks."""
    font = face(bold)
    clean = "".join(" " if category(char) in _BLANK else char for char in text)
    if clean.isascii():
        return Shaped(clean, clean, (), font.stringWidth(clean, 1000))
    glyphs: list[str] = []
    moves: list[tuple[int, int, int]] = []
    width = 0.0
    owed = rise = 0.0
    for run in runs(clean):
        piece: Any = shapeStr(run, font.fontName, 10, force=True)
        for char, glyph in zip(str(piece), piece.__shapeData__, strict=True):
            step = round(owed - glyph.x_offset)
            if step or glyph.y_offset != rise:
                rise = glyph.y_offset
                moves.append((len(glyphs), step, round(rise)))
            # What the PDF moves on by its own (the glyph's width) less what HarfBuzz asks for.
            owed = glyph.width - glyph.x_advance + glyph.x_offset
            glyphs.append(char)
            width += glyph.x_advance
    return Shaped(clean, "".join(glyphs), tuple(moves), width)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is at a size, in the unit of the size."""
    return shaped(text, bold).width * size / 1000 if text else 0.0


def operators(text: str, size: float, bold: bool, document: object) -> str:
    """What draws the text from (0, 0) inside a PDF text object of this document."""
    held = shaped(text, bold)
    font = face(bold)
    code: list[str] = []
    moves = iter((*held.moves, (len(held.glyphs), 0, 0)))
    place, step, rise = next(moves)
    begin = lifted = 0
    for subset, chars in font.splitString(held.glyphs, document):
        end = begin + len(chars)
        code.append(f"{font.getSubsetInternalName(subset, document)} {size:g} Tf [")
        at = begin
        while place < end:
            code.append(f"<{chars[at - begin : place - begin].hex()}>")
            if rise != lifted:
                code.append(f"] TJ {rise * size / 1000:.3f} Ts [")
                lifted = rise
            code.append(str(step))
            at = place
            place, step, rise = next(moves)
        code.append(f"<{chars[at - begin :].hex()}>] TJ")
        begin = end
    if lifted:
        code.append("0 Ts")
    return " ".join(code)


def spoken(text: str) -> str:
    """The letters of a text for a marked-content /Span; empty where its glyphs tell them."""
    clean = shaped(text).text
    return "" if clean.isascii() else "FEFF" + clean.encode("utf-16-be").hex().upper()


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `room`, broken at blanks, a longer word between letters.

    An empty text has no line; an unbreakable blank holds its two words together.
    """
    lines: list[str] = []
    line = ""
    for word in filter(None, _BREAK.split(text)):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, room, size, bold)
        lines += full
    return [*lines, line] if line else lines


def wrapped(texts: Iterable[str], room: float, size: float, *, bold: bool = False) -> list[str]:
    """Texts below one another, each wrapped on its own."""
    return [line for text in texts for line in wrap(text, room, size, bold=bold)]


def fitting(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The size, or the smaller one at which the text is no wider than `room`."""
    wide = width(text, size, bold=bold)
    return size if wide <= room else size * room / wide


def _broken(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word in pieces that fit; a piece has one syllable at least."""
    pieces: list[str] = []
    held = ""
    for syllable in _syllables(word):
        if held and width(held + syllable, size, bold=bold) > room:
            pieces.append(held)
            held = ""
        held += syllable
    return [*pieces, held]


def _syllables(word: str) -> list[str]:
    """The word in parts between which a line may break: no sign leaves its letter."""
    parts: list[str] = []
    for char in word:
        clings = category(char) in {"Mn", "Mc", "Cf"}
        if parts and (clings or parts[-1][-1] in (_VIRAMA, _JOINER)):
            parts[-1] += char
        else:
            parts.append(char)
    return parts
