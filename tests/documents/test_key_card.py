"""The key card: every key of the table on one page, in both languages, in letters one can read."""

from collections.abc import Iterator

import pytest

from estore_pos.base.resource import resource
from estore_pos.documents.fonts import shaped
from estore_pos.documents.key_card import Group, key_card, letters
from estore_pos.text import words
from estore_pos.ui import keymap
from estore_pos.ui.help import card_groups
from tests.documents import reading

READABLE = 7.0
"""The least height of letters, in points, on a paper that hangs within reach."""


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """Both languages; what is in force goes with the test."""
    words.load({"hi": resource("words/hi.po").read_bytes(), "en": b""})
    yield
    words.speak("hi")
    keymap.follow("vyapar")


@pytest.mark.parametrize("preset", keymap.MOVED)
@pytest.mark.parametrize("language", ["hi", "en"])
def test_every_key_and_what_it_does_stands_on_one_page(
    language: words.Language, preset: keymap.Preset
) -> None:
    words.speak(language)
    keymap.follow(preset)
    groups = card_groups()
    pdf = key_card("eStore", groups)
    # a half letter is a text of its own to PDFium, and lies below the whole one beside it
    assert [fault for fault in reading.faults(pdf) if "''" not in fault] == []
    assert [(round(wide), round(high)) for wide, high in reading.sizes(pdf)] == [(595, 842)]
    said = "".join(reading.text(pdf).split())
    for name, keys in groups:
        assert "".join(name.split()) in said
        for key, does in keys:
            assert "".join(key.split()) in said
            assert "".join(does.split()) in said


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_letters_can_be_read_and_the_paper_has_each_of_them(language: words.Language) -> None:
    words.speak(language)
    groups = card_groups()
    assert letters(groups) >= READABLE
    for _, keys in groups:
        for key, does in keys:
            assert all(shaped(key, bold=True).glyphs), key
            assert all(shaped(does).glyphs), does


def test_a_group_stands_in_one_piece_if_it_can() -> None:
    two: list[Group] = [(name, [(f"F{n}", name) for n in range(30)]) for name in ("Sell", "Pay")]
    said = reading.text(key_card("eStore", two))
    assert said.count("Pay") == 31


def test_more_keys_than_a_page_has_room_for_end_somewhere() -> None:
    many: list[Group] = [("Sell", [(f"Ctrl+{n}", "word " * 400) for n in range(9)])]
    assert len(reading.sizes(key_card("eStore", many))) == 1


def test_a_group_that_goes_on_in_the_next_column_has_its_name_there_too() -> None:
    long: list[Group] = [("Sell", [(f"F{n}", f"deed {n}") for n in range(80)])]
    said = reading.text(key_card("eStore", long))
    assert said.count("Sell") == 2
    assert "deed 79" in said


def test_the_same_keys_give_the_same_bytes() -> None:
    groups = card_groups()
    assert key_card("eStore", groups) == key_card("eStore", groups)
