"""Hindi is shaped as a reader expects it, and comes out of the paper letter by letter."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QPainterPath
from pytestqt.qtbot import QtBot

from estore_pos.base.resource import resource
from estore_pos.documents import fonts
from estore_pos.documents.pen import Pen
from tests.documents import reading

WORDS = [
    "क्षत्रिय",
    "सर्दियों",
    "किलो",
    "श्रीमती",
    "प्रिंट",
    "कर्ज़",
    "फॉर्च्यून",
    "र्द्र्यू शृंखला",
    "Parle-G बिस्किट",
    "kg(क्विंटल)",
    "5kgक्विंटल",
    "Ltd.कृष्णा",
    "₹ 1,23,456.00",
    "राउंड ऑफ / Round off",
    "१२३ दर्जन",
    "ज्ञान-विज्ञान",
    "हिन्दी में।",
    "Crème brûlée",
]


def paper(texts: list[str], size: float = 14, *, bold: bool = False) -> bytes:
    pen = Pen(unit=1, title="words")
    for number, text in enumerate(texts, 1):
        pen.text(20, 30 * number, text, size, bold=bold)
    return pen.done(595, 30 * len(texts) + 30)


@pytest.mark.parametrize("bold", [False, True])
def test_every_word_is_copied_out_of_the_paper_as_it_was_written(bold: bool) -> None:
    assert reading.text(paper(WORDS, bold=bold)).splitlines() == WORDS


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_poppler_copies_every_word_too(tmp_path: Path) -> None:
    held = tmp_path / "words.pdf"
    held.write_bytes(paper(WORDS))
    copied = subprocess.run(
        ["pdftotext", "-layout", str(held), "-"], capture_output=True, text=True, check=True
    )
    assert [line.strip() for line in copied.stdout.split("\n") if line.strip()] == WORDS


def _pdfium(word: str, size: int) -> Image.Image:
    pen = Pen(unit=1, title="word")
    pen.text(size, 2 * size, word, size)
    [image] = reading.rasters(pen.done(size * 14, size * 3), 72)
    return image.convert("L")


def _qt(word: str, size: int) -> Image.Image:
    family = QFontDatabase.applicationFontFamilies(
        QFontDatabase.addApplicationFont(str(resource("fonts/NotoSansDevanagari-Regular.ttf")))
    )[0]
    font = QFont(family)
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    image = QImage(size * 14, size * 3, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    path = QPainterPath()
    path.addText(QPointF(size, 2 * size), font, word)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, QColor("black"))
    painter.end()
    stride = image.bytesPerLine()
    held = Image.frombytes("L", (stride, size * 3), bytes(image.constBits()))
    return held.crop((0, 0, size * 14, size * 3)).point(lambda v: 255 * (v > 150))


def _ink(image: Image.Image) -> int:
    return image.histogram()[0]


def _differing(one: Image.Image, other: Image.Image) -> int:
    return ImageChops.difference(one, other).histogram()[255]


@pytest.mark.parametrize("word", [word for word in WORDS if word.isascii() is False])
def test_a_word_looks_as_qt_draws_it(word: str, qtbot: QtBot) -> None:
    ours, theirs = _pdfium(word, 48), _qt(word, 48)
    assert _ink(theirs) > 200
    assert _differing(ours, theirs) < 0.3 * _ink(theirs)


def test_an_unshaped_word_would_not_look_like_it(qtbot: QtBot) -> None:
    theirs = _qt("क्षत्रिय", 48)
    ours = _pdfium("क\N{ZERO WIDTH NON-JOINER}्षत\N{ZERO WIDTH NON-JOINER}्रिय", 48)
    assert _differing(ours, theirs) > 0.6 * _ink(theirs)


def test_a_text_is_cut_where_its_script_changes() -> None:
    assert fonts.runs("5kg(क्विंटल) Ltd.कृष्णा 2") == ["5kg(", "क्विंटल) ", "Ltd.", "कृष्णा 2"]
    assert fonts.runs("12 × 3 = 36") == ["12 × 3 = 36"]
    assert fonts.runs("Tea اردو x") == ["Tea ", "اردو ", "x"]
    assert fonts.runs("") == []


@given(st.text(st.sampled_from("abकषित्रय 5₹(.\N{ZERO WIDTH JOINER}ँ।"), max_size=20))
def test_runs_put_together_are_the_text(text: str) -> None:
    assert "".join(fonts.runs(text)) == text


def test_a_width_is_that_of_the_ink() -> None:
    for word in WORDS:
        [boxes] = reading.boxes(paper([word]))
        ink = max(box.right for box in boxes) - 20
        assert fonts.width(word, 14) == pytest.approx(ink, abs=2.5)


def test_the_same_text_has_one_width_at_every_size() -> None:
    assert fonts.width("क्षत्रिय", 20) == pytest.approx(2 * fonts.width("क्षत्रिय", 10))
    assert fonts.width("", 20) == 0
    assert fonts.width("किलो", 10, bold=True) > fonts.width("किलो", 10)


def test_letters_the_font_lacks_and_control_characters_do_not_break_a_paper() -> None:
    odd = "দুধ \x07 a\tb 😀 \N{NO-BREAK SPACE}x"
    copied = reading.text(paper([odd]))
    assert "দুধ" in copied
    assert "\x07" not in copied
    assert reading.faults(paper([odd])) == []


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("चाय ½ kg", "चाय 1/2 kg"),
        ("Tea 1½ kg", "Tea 1 1/2 kg"),
        ("रेत 2 m³, № 7", "रेत 2 m3, No 7"),
    ],
)
def test_a_sign_that_the_font_lacks_is_spelt_out(written: str, printed: str) -> None:
    assert reading.text(paper([written])).strip() == printed
    assert 0 not in fonts.shaped(written).glyphs


def test_letters_of_another_script_turn_no_word_beside_them_round() -> None:
    assert reading.text(paper(["Urdu tea اردو"])).startswith("Urdu tea ")
    beside = fonts.shaped("Urdu tea اردو").glyphs
    assert beside[:9] == fonts.shaped("Urdu tea ").glyphs
    assert set(beside[9:]) == {0}


def test_lines_are_no_wider_than_their_room_and_lose_no_letter() -> None:
    text = "सरसों का तेल 1 लीटर फॉर्च्यून Fortune Kachi Ghani Mustard Oil"
    lines = fonts.wrap(text, 120, 11)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(fonts.width(line, 11) <= 120 for line in lines)


def test_a_word_wider_than_its_room_is_broken_between_letters_never_inside_one() -> None:
    word = "क्षत्रियसर्दियोंफॉर्च्यून"
    lines = fonts.wrap(word, 30, 11)
    assert "".join(lines) == word
    assert len(lines) > 2
    for line in lines:
        assert not line.startswith(("ि", "ो", "ॉ", "ू", "ं", "्"))
        assert not line.endswith("्")


def test_an_unbreakable_blank_holds_two_words_together() -> None:
    lines = fonts.wrap("GST 5% · HSN\N{NO-BREAK SPACE}1514", fonts.width("GST 5% · HSN", 10), 10)
    assert lines == ["GST 5% ·", "HSN\N{NO-BREAK SPACE}1514"]


def test_an_empty_text_has_no_line() -> None:
    assert fonts.wrap("  ", 100, 10) == []
    assert fonts.wrapped(["", "a", "b c"], 100, 10) == ["a", "b c"]


def test_a_text_too_wide_is_made_to_fit() -> None:
    assert fonts.fitting("कुल", 20, 500) == 20
    size = fonts.fitting("₹ 99,99,99,999.00", 60, 100, bold=True)
    assert fonts.width("₹ 99,99,99,999.00", size, bold=True) == pytest.approx(100)


def test_what_is_kept_of_shaped_texts_is_bounded() -> None:
    for number in range(2000):
        fonts.width(f"सामान {number}", 10)
    assert fonts.shaped.cache_info().currsize <= 1500
