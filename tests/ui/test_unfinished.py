"""The bill that lay open when the window closed, and what is said of it when one opens again."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

CUT, LEFT = "The till had stopped — your unfinished bill is here", "Your unfinished bill is here"
Again = Callable[[Path], Counterside]


@pytest.fixture
def again(qtbot: QtBot) -> Iterator[Again]:
    """Opens one more window on a folder."""
    opened: list[Counterside] = []

    def start(root: Path) -> Counterside:
        side = Counterside(root, qtbot, Settings(language="en"), practice=False)
        side.stocked = False
        opened.append(side)
        side.start()
        return side

    yield start
    for side in opened:
        side.close()


def cut(counter: Counterside, place: Path) -> Path:
    """The folder as a power cut would leave it now; the window that runs knows nothing of it."""
    shutil.copytree(counter.root, place)
    return place


def said(counter: Counterside) -> str:
    return counter.shell.counter.strip.text()


def test_after_an_orderly_close_nobody_is_told_that_the_till_had_stopped(
    counter: Counterside, again: Again
) -> None:
    counter.scan(SALT_CODE)
    counter.close()
    second = again(counter.root)
    assert said(second) == f"{LEFT} (1 item, ₹ 28.00)."
    second.close()
    assert said(again(counter.root)).startswith(LEFT), "left once more, with nothing done"


def test_after_an_unclean_end_it_is_said_until_the_shopkeeper_goes_on(
    counter: Counterside, again: Again, tmp_path: Path
) -> None:
    counter.scan(SALT_CODE)
    second = again(cut(counter, tmp_path / "cut"))
    assert said(second).startswith(CUT)
    second.scan(SOAP_CODE)
    assert said(second) == ""
    second.close()
    assert said(again(tmp_path / "cut")).startswith(LEFT), "it was told, and closed in order"


@pytest.mark.parametrize("deed", [Qt.Key.Key_F4, Qt.Key.Key_Up])
def test_any_deed_on_the_bill_is_going_on(
    counter: Counterside, again: Again, tmp_path: Path, deed: Qt.Key
) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    second = again(cut(counter, tmp_path / "cut"))
    second.press(deed)
    assert not said(second).startswith(CUT)


def test_a_till_that_dies_after_an_orderly_close_was_cut_again(
    counter: Counterside, again: Again, tmp_path: Path
) -> None:
    counter.scan(SALT_CODE)
    counter.close()
    second = again(counter.root)
    second.work.desk(lambda till: till.idle())
    second.rest()
    assert said(again(cut(second, tmp_path / "idle"))).startswith(CUT), "it died with nothing done"
    second.scan(SOAP_CODE)
    assert said(again(cut(second, tmp_path / "busy"))).startswith(CUT)


def test_a_command_between_does_not_take_the_news_of_the_cut_away(
    counter: Counterside, again: Again, tmp_path: Path
) -> None:
    counter.scan(SALT_CODE)
    root = cut(counter, tmp_path / "cut")
    silent = Counterside(root, counter.qtbot, Settings(), practice=False)
    silent.stocked = False
    silent.open_till(lambda view: None, None).close()
    assert said(again(root)).startswith(CUT)


def test_a_till_closed_with_an_empty_bill_says_what_was_saved_last(
    counter: Counterside, again: Again, tmp_path: Path
) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_End)
    assert "unfinished" not in said(again(cut(counter, tmp_path / "cut")))
    counter.close()
    assert "unfinished" not in said(again(counter.root))


def test_a_last_bill_that_was_cancelled_is_not_called_saved_at_the_next_start(
    counter: Counterside, again: Again
) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_End)
    counter.press((Qt.Key.Key_Delete, CTRL), Qt.Key.Key_1)
    counter.qtbot.wait(120)
    counter.press(Qt.Key.Key_Return)
    counter.close()
    after = again(counter.root)
    strip = after.shell.counter.strip
    assert "(₹ 28.00) is cancelled" in strip.text()
    assert "✓" not in strip.text()
    after.press((Qt.Key.Key_Z, CTRL))
    assert "R116" in after.shell.counter.red.text()
    after.press(Qt.Key.Key_Escape)
    after.scan(SOAP_CODE)
    assert strip.text() == "", "it goes with the first good of the day"
    after.press(Qt.Key.Key_End)
    after.close()
    assert "is saved" in again(counter.root).shell.counter.strip.text()
