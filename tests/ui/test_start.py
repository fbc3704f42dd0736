"""What the first window does not do on its way to the first paint and the first scan."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.text import words
from tests.ui.counterside import Counterside

ROOT = Path(__file__).parents[2]
_LOOKS = """
import gc, os, sys
def looks():
    return sum(each["collections"] for each in gc.get_stats())
from estore_pos.__main__ import main
before = []
disable = gc.disable
def stop():
    before.append((looks(), "PySide6" in sys.modules))
    disable()
def enable():
    print(before[0][1], looks() - before[0][0], flush=True)
    os._exit(0)
gc.disable, gc.enable = stop, enable
main(["--books", sys.argv[1]])
"""


def test_no_look_for_garbage_is_taken_before_the_books_are_open(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOOKS, str(tmp_path / "books")],
        cwd=ROOT,
        env=os.environ | {"ESTORE_PROFILE": str(tmp_path / "profile")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["False", "0"]


def test_a_start_reads_of_the_hindi_words_only_those_that_it_says(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    whole = words.read_catalogue

    def counted(content: bytes) -> dict[str, tuple[str, ...]]:
        read.append(len(content))
        return whole(content)

    monkeypatch.setattr(words, "read_catalogue", counted)
    side = Counterside(tmp_path, qtbot, Settings(language="hi"), practice=True)
    try:
        side.start()
        side.type("aalu")
        side.press(Qt.Key.Key_Return)
    finally:
        side.close()
    assert side.shell.counter.table.model().rowCount() == 1
    assert len(read) > 20
    assert sum(read) < 20_000
