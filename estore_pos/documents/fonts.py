"""How a text becomes glyphs of the shipped font, and how it can be copied out of the paper again.

ReportLab shapes a string as one script, guessed from its first letter, so that a name that begins
in Latin loses its conjuncts. Here a text is split into runs of one script, each is shaped by
HarfBuzz, and the whole is wrapped in /ActualText so that a reader gives back the letters and not
the glyphs. Noto Sans Devanagari covers Latin and the rupee sign too: one face for every run.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, normalize

from estore_pos.documents.typeface import GLYPH_HEX, Ink, Typeface, typeface

_TEXTS_KEPT = 1500
_BLANK = {"Cc", "Zs", "Zl", "Zp"}
_BREAK = re.compile(r"[ \t\r\n]+")
_VIRAMA, _JOINER = "\N{DEVANAGARI SIGN VIRAMA}", "\N{ZERO WIDTH JOINER}"
_FRACTION = "\N{FRACTION SLASH}"


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text as glyphs of one face, at no particular size; lengths in thousandths of the size.

    `moves` are (place, step to the left before that glyph, height above the line from that glyph
    on).
    """

    text: str
    glyphs: tuple[int, ...]
    moves: tuple[tuple[int, int, int], ...]
    width: int


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
    if not char.isalpha():
        return ""
    return "Latin" if char < "\u0370" or "\u1e00" <= char < "\u1f00" else "other"


@lru_cache(maxsize=_TEXTS_KEPT)
def shaped(text: str, bold: bool = False) -> Shaped:
    """The text as glyphs. Control characters and unbreakable blanks become blanks.

    A sign that the face lacks is written in those that it stands for (½ as 1/2, ² as 2, № as No);
    a letter of a script that it lacks is an empty box in its place.
    """
    face = typeface(bold)
    clean = text
    if not text.isprintable():
        clean = "".join(" " if category(char) in _BLANK else char for char in text)
    if clean.isascii():
        alone = tuple([face.glyph(char) for char in clean])
        return Shaped(clean, alone, (), sum(map(face.advance, alone)))
    if not all(map(face.glyph, clean)):
        clean = _in_known_signs(clean, face)
    glyphs: list[int] = []
    moves: list[tuple[int, int, int]] = []
    width = owed = rise = 0
    for run in runs(clean):
        for glyph, place in face.shape(run):
            step = owed - place.x_offset
            if step or place.y_offset != rise:
                rise = place.y_offset
                moves.append((len(glyphs), step, rise))
            # What the PDF moves on by its own (the glyph's width) less what HarfBuzz asks for.
            owed = face.advance(glyph) - place.x_advance + place.x_offset
            glyphs.append(glyph)
            width += place.x_advance
    return Shaped(clean, tuple(glyphs), tuple(moves), width)


def _in_known_signs(text: str, face: Typeface) -> str:
    """The text with what the face lacks spelt out, a fraction apart from the number before it."""
    known = ""
    for char in text:
        plain = char if face.glyph(char) else normalize("NFKC", char).replace(_FRACTION, "/")
        apart = "/" in plain and plain != char and known[-1:].isdigit()
        known += f" {plain}" if apart else plain
    return known


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is at a size, in the unit of the size."""
    return shaped(text, bold).width * size / 1000 if text else 0.0


def overhang(text: str, size: float, *, bold: bool = False) -> float:
    """How far the ink of the first glyph stands left of where the text begins."""
    held = shaped(text, bold)
    return typeface(bold).overhang(held.glyphs[0]) * size / 1000 if held.glyphs else 0.0


def overrun(text: str, size: float, *, bold: bool = False) -> float:
    """How far ink stands right of where the text ends: the head stroke of a last letter does."""
    held, face = shaped(text, bold), typeface(bold)
    steps = {place: step for place, step, _ in held.moves}
    at = most = 0
    for place, glyph in enumerate(held.glyphs):
        at -= steps.get(place, 0)
        most = max(most, at + face.reach(glyph))
        at += face.advance(glyph)
    return max(0, most - held.width) * size / 1000


def operators(text: str, size: float, bold: bool, ink: Ink) -> str:
    """What draws the text from (0, 0) inside a PDF text object of the paper with this ink."""
    held = shaped(text, bold)
    ink.use(held.glyphs)
    digits = "".join([f"{glyph:04X}" for glyph in held.glyphs])
    code = [f"/{ink.name} {size:g} Tf ["]
    at = lifted = 0
    for place, step, rise in held.moves:
        code.append(f"<{digits[at : place * GLYPH_HEX]}>")
        at = place * GLYPH_HEX
        if rise != lifted:
            code.append(f"] TJ {rise * size / 1000:.3f} Ts [")
            lifted = rise
        code.append(str(step))
    code.append(f"<{digits[at:]}>] TJ")
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
    words = [word for word in _BREAK.split(text) if word]
    whole = " ".join(words)
    if width(whole, size, bold=bold) <= room:
        return [whole] if whole else []
    lines: list[str] = []
    line = ""
    for word in words:
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
