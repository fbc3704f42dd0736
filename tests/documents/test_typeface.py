"""A paper holds the glyphs it draws and tells their letters."""

import re
import zlib

from estore_pos.documents.pen import Pen
from estore_pos.documents.typeface import typeface


def paper(*texts: str) -> bytes:
    pen = Pen(unit=1, title="glyphs")
    for number, text in enumerate(texts, 1):
        pen.text(20, 30 * number, text, 14)
    return pen.done(595, 842)


def streams(pdf: bytes) -> list[bytes]:
    packed = re.findall(rb"\nstream\n(.*?)endstream", pdf, re.DOTALL)
    return [zlib.decompress(each) for each in packed]


def test_a_paper_holds_no_more_of_the_face_than_it_draws() -> None:
    assert len(paper("क")) < 7_000
    assert len(paper("क")) < len(paper("कखगघचछज")) < 9_000


def test_letters_are_told_by_glyph_and_conjuncts_are_left_to_the_text() -> None:
    face = typeface(bold=False)
    glyph = face.glyph("A")
    [told] = [
        each for each in streams(paper("A", "क्ष")) if f"<{glyph:04X}> <0041>".encode() in each
    ]
    conjuncts = [number for number, _ in face.shape("क्ष") if not face.letter(number)]
    assert conjuncts
    assert not any(f"<{number:04X}> <".encode() in told for number in conjuncts)


def test_a_blank_is_told_as_a_blank_not_as_an_unbreakable_one() -> None:
    face = typeface(bold=False)
    assert face.letter(face.glyph(" ")) == " "


def test_a_letter_the_face_lacks_is_the_empty_box() -> None:
    face = typeface(bold=True)
    assert face.glyph("দ") == 0
    assert face.advance(0) > 0


def test_a_face_cut_for_the_same_glyphs_is_the_same_bytes() -> None:
    face = typeface(bold=False)
    assert face.cut([5, 40, 7]) == face.cut([7, 5, 40])
