"""The help sheet says the keys that hold, and hands all of them over on one page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from estore_pos.ui import keymap
from estore_pos.ui.keymap import KEYS, Place, shown
from tests.documents import reading
from tests.ui.counterside import CTRL, Counterside

F1, ESC = Qt.Key.Key_F1, Qt.Key.Key_Escape
CARD = (Qt.Key.Key_O, CTRL)


@pytest.mark.parametrize("preset", keymap.MOVED)
def test_the_key_card_is_opened_by_a_key_and_has_the_keys_in_force(
    counter: Counterside, preset: keymap.Preset
) -> None:
    shown_files: list[Path] = []

    def show(path: Path) -> bool:
        shown_files.append(path)
        return True

    counter.shell.show_file = show
    try:
        counter.shell.set_value("keys", preset)
        counter.press(F1)
        assert any("the keys on one page" in text for text in counter.texts())
        counter.press(CARD)
        told = counter.shell.findChild(QLabel, "help_card")
        assert isinstance(told, QLabel)
        assert told.text(), "at once, before the paper is made"
        assert "to print and hang up" not in told.text()
        counter.qtbot.waitUntil(lambda: len(shown_files) == 1, timeout=20_000)
        counter.qtbot.waitUntil(
            lambda: any("window of its own" in text for text in counter.texts()),
            timeout=20_000,
        )
        said = "".join(reading.text(shown_files[0].read_bytes()).split())
        for key in KEYS:
            if key.place is Place.COUNTER and key.combo not in ("Up", "Down"):
                assert shown(key.combo) + "".join(key.label.split()) in said
        assert counter.shell.at.place is Place.HELP
    finally:
        keymap.follow("vyapar")


def test_without_a_program_for_pdf_it_is_said_where_the_card_lies(counter: Counterside) -> None:
    counter.shell.show_file = lambda path: False
    counter.press(F1, CARD)
    counter.qtbot.waitUntil(
        lambda: any("The key card lies at" in text for text in counter.texts()), timeout=20_000
    )
    assert any("keys-" in text and ".pdf" in text for text in counter.texts())


def test_the_card_is_in_the_language_of_the_screens(counter: Counterside) -> None:
    paths: list[Path] = []

    def show(path: Path) -> bool:
        paths.append(path)
        return True

    counter.shell.show_file = show
    counter.shell.set_value("language", "hi")
    counter.press(F1, CARD)
    counter.qtbot.waitUntil(lambda: len(paths) == 1, timeout=20_000)
    assert "मात्रा" in reading.text(paths[0].read_bytes())
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter
