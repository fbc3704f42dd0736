"""A PC whose clock is wrong: it is said, the sale goes on, no bill is dated back."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.ui.keymap import Place
from tests.ui.counterside import ALT, SALT_CODE, Counterside
from tests.ui.test_counter import last_bill

END, ENTER, F9, D = Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_F9, Qt.Key.Key_D


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
    assert "Is it?" in screen.strip.text()
    assert "Is this date right? Alt+D" in clock.text()
    again.scan(SALT_CODE)
    again.press(END)
    assert last_bill(again).clock_suspect
    assert "Is this date right? Alt+D" in clock.text()
    again.clock.leap(timedelta(days=1001))
    again.scan(SALT_CODE)
    again.press(END)
    assert not last_bill(again).clock_suspect
    assert "right" not in clock.text()
    again.close()


def test_a_clock_that_leapt_ahead_is_asked_about_and_nothing_waits_for_the_answer(
    counter: Counterside, qtbot: QtBot
) -> None:
    again = opened_later(counter, qtbot, timedelta(days=1000))
    said = again.shell.counter.strip.text()
    assert "This PC says it is 27-08-2029. Is it?" in said
    assert "bills are dated 01-12-2026" in said
    again.scan(SALT_CODE)
    again.press(ENTER, ENTER)
    bill = last_bill(again)
    assert (bill.calendar_day, bill.clock_suspect) == (date(2026, 12, 1), True)
    assert "Alt+D" in again.shell.status.clock.text(), "no Enter and no scan has answered it"
    again.close()


def ask(counter: Counterside) -> None:
    """The clock leaps while the till runs; the next scan notices it."""
    counter.scan(SALT_CODE)
    counter.clock.leap(timedelta(days=1827))
    counter.scan(SALT_CODE)


def test_a_leap_while_the_till_runs_is_asked_about_once(counter: Counterside) -> None:
    ask(counter)
    strip = counter.shell.counter.strip
    assert "02-12-2031. Is it?" in strip.text()
    counter.press(END)
    assert "Is it?" not in strip.text()
    counter.scan(SALT_CODE)
    assert "Is it?" not in strip.text(), "the status line says it"
    assert "Alt+D" in counter.shell.status.clock.text()


def test_f9_says_that_the_pc_is_right_and_enter_alone_says_nothing(counter: Counterside) -> None:
    ask(counter)
    counter.press((D, ALT))
    assert counter.shell.at.place is Place.CLOCK
    counter.press(ENTER)
    assert counter.shell.at.place is Place.CLOCK
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 3000)], "a scan goes on the bill"
    counter.press(F9)
    assert counter.shell.at is counter.shell.counter
    assert "right" not in counter.shell.status.clock.text()
    counter.press(END)
    bill = last_bill(counter)
    assert (bill.calendar_day, bill.clock_suspect) == (date(2031, 12, 2), False)


def test_a_typed_date_dates_bills_until_the_pc_agrees(counter: Counterside) -> None:
    ask(counter)
    counter.press((D, ALT))
    for typed, code in (("tomorrow", "R302"), ("30-11-2020", "R170")):
        counter.type(typed)
        counter.press(ENTER)
        assert code in " ".join(counter.texts())
    counter.type("01-12-2026")
    counter.press(ENTER)
    assert counter.shell.at is counter.shell.counter
    assert "Clock is wrong" in counter.shell.status.clock.text()
    counter.press(END)
    assert last_bill(counter).calendar_day == date(2026, 12, 1)
    counter.press((D, ALT))
    assert counter.shell.at.place is Place.CLOCK, "what was mistyped can be told again"


def test_alt_d_has_nothing_to_ask_of_a_clock_that_is_right(counter: Counterside) -> None:
    counter.press((D, ALT))
    assert counter.shell.at is counter.shell.counter
    assert "is believed" in counter.shell.counter.strip.text()


def test_a_shop_that_was_shut_for_a_month_is_asked_nothing(
    counter: Counterside, qtbot: QtBot
) -> None:
    again = opened_later(counter, qtbot, timedelta(days=31))
    assert "clock" not in again.shell.counter.strip.text()
    assert "wrong" not in again.shell.status.clock.text()
    again.close()
