"""A PC whose clock is wrong: it is said, the sale goes on, no bill is dated back."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from tests.ui.counterside import SALT_CODE, Counterside
from tests.ui.test_counter import last_bill

END = Qt.Key.Key_End


def opened_later(counter: Counterside, qtbot: QtBot, by: timedelta) -> Counterside:
    """The same shop, opened again when the PC's clock has gone on (or back) by so much."""
    counter.scan(SALT_CODE)
    counter.press(END)
    at = counter.clock.at
    root: Path = counter.root
    counter.close()
    again = Counterside(root, qtbot, Settings(language="en"), practice=False)
    again.clock.at = at + by
    again.start()
    return again


def test_a_clock_that_went_back_is_told_at_the_start_and_as_long_as_it_is_wrong(
    counter: Counterside, qtbot: QtBot
) -> None:
    again = opened_later(counter, qtbot, timedelta(days=-1000))
    screen, clock = again.shell.counter, again.shell.status.clock
    assert "The clock of this PC looks wrong" in screen.strip.text()
    assert "Clock is wrong" in clock.text()
    again.scan(SALT_CODE)
    again.press(END)
    assert last_bill(again).clock_suspect
    assert "Clock is wrong" in clock.text()
    again.clock.at += timedelta(days=1001)
    again.scan(SALT_CODE)
    again.press(END)
    assert not last_bill(again).clock_suspect
    assert "wrong" not in clock.text()
    again.close()


def test_a_clock_that_leapt_ahead_is_asked_about_before_the_next_bill(
    counter: Counterside, qtbot: QtBot
) -> None:
    again = opened_later(counter, qtbot, timedelta(days=1000))
    said = again.shell.counter.strip.text()
    assert "27-08-2029" in said
    assert "01-12-2026" in said
    assert "before the next bill" in said
    again.close()


def test_a_shop_that_was_shut_for_a_month_is_asked_nothing(
    counter: Counterside, qtbot: QtBot
) -> None:
    again = opened_later(counter, qtbot, timedelta(days=31))
    assert "clock" not in again.shell.counter.strip.text()
    assert "wrong" not in again.shell.status.clock.text()
    again.close()
