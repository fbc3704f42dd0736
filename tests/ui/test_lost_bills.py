"""Bills that are gone from the books are told at the counter: how many, up to when all is whole,
what to do with the bill that lies open; until the next bill, and at every start until then."""

import shutil
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.store.books import FILE
from estore_pos.ui.setup.first import FirstStart
from tests.ui.counterside import SALT_CODE, Counterside
from tests.ui.test_bad_starts import is_whole

END = Qt.Key.Key_End
Language = Literal["hi", "en"]
SAID: dict[Language, tuple[str, ...]] = {
    "hi": ("खाते में नहीं: 2", "01-12-2026 12:0", "सब सुरक्षित है", "कागज़ से", "(T115)"),
    "en": ("missing: 2", "01-12-2026 12:0", "is safe", "from paper", "(T115)"),
}


def bills_lost(root: Path, qtbot: QtBot) -> None:
    """Two bills are sold and paid, a third lies open; then the PC dies, and the log with it."""
    side = Counterside(root, qtbot, Settings(language="en"), practice=False)
    side.start()
    for _ in range(2):
        side.scan(SALT_CODE)
        side.press(END)
    side.scan(SALT_CODE)
    side.rest()
    for name in ("books", "state"):
        shutil.copytree(root / name, root / f"{name} cut")
    side.close()
    for name in ("books", "state"):
        shutil.rmtree(root / name)
        (root / f"{name} cut").rename(root / name)
    (root / "books" / f"{FILE}-wal").unlink()


def opened(root: Path, qtbot: QtBot, language: Language) -> Counterside:
    side = Counterside(root, qtbot, Settings(language=language), practice=False)
    side.stocked = False
    side.start()
    return side


@pytest.mark.parametrize("language", ["hi", "en"])
def test_lost_bills_are_told_until_the_next_bill(
    answered: Path, tmp_path: Path, qtbot: QtBot, language: Language
) -> None:
    shutil.copytree(answered, tmp_path, dirs_exist_ok=True)
    bills_lost(tmp_path, qtbot)
    side = opened(tmp_path, qtbot, language)
    strip = side.shell.counter.strip
    for said in SAID[language]:
        assert said in strip.text()
    assert strip.tone == "warn"
    assert "error" in side.sounds.played
    side.close()
    side = opened(tmp_path, qtbot, language)
    strip = side.shell.counter.strip
    assert "(T115)" in strip.text(), "nobody has gone on yet"
    side.scan(SALT_CODE)
    assert "(T115)" in strip.text()
    side.press(END)
    assert "T115" not in strip.text()
    side.close()
    side = opened(tmp_path, qtbot, language)
    assert "T115" not in side.shell.counter.strip.text()
    side.close()


@pytest.mark.parametrize("size", [(1366, 697), (1024, 600)])
@pytest.mark.parametrize("language", ["hi", "en"])
def test_lost_bills_are_read_beside_the_questions_of_a_first_start(
    tmp_path: Path, qtbot: QtBot, language: Language, size: tuple[int, int]
) -> None:
    bills_lost(tmp_path, qtbot)
    side = Counterside(tmp_path, qtbot, Settings(language=language), practice=False)
    side.stocked = False
    side.start(width=size[0], height=size[1])
    asked, strip = side.shell.at, side.shell.counter.strip
    assert isinstance(asked, FirstStart)
    assert "(T115)" in strip.text()
    assert is_whole(strip, asked)
    for _ in range(3):
        side.press(Qt.Key.Key_F8)
        assert "(T115)" in strip.text()
        assert is_whole(strip, asked)
    side.close()


def test_nothing_is_told_of_books_that_are_whole(
    answered: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.copytree(answered, tmp_path, dirs_exist_ok=True)
    for _ in range(2):
        side = opened(tmp_path, qtbot, "en")
        assert "T115" not in side.shell.counter.strip.text()
        side.scan(SALT_CODE)
        side.press(END)
        side.close()
