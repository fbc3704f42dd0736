"""Sums on the entry line and in every field of a number, by real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from estore_pos.domain.money import Money
from estore_pos.ui.keymap import Place
from tests.ui.counterside import SALT_CODE, SOAP_CODE, UNKNOWN_CODE, Counterside
from tests.ui.test_counter import last_bill
from tests.ui.test_terms import at_home, owed

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
F2, F3, F7, F8, F9 = (
    Qt.Key.Key_F2,
    Qt.Key.Key_F3,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F9,
)


def label(counter: Counterside, name: str) -> str:
    """A label's text; "" where it cannot be seen."""
    found = counter.shell.findChild(QLabel, name)
    return found.text() if isinstance(found, QLabel) and found.isVisible() else ""


def entry(counter: Counterside) -> QLineEdit:
    return counter.shell.counter.entry


def test_the_result_stands_beside_the_sum_while_it_is_typed(counter: Counterside) -> None:
    counter.type("=45*3")
    assert label(counter, "entry_answer") == "= 135"
    counter.type("+")
    assert label(counter, "entry_answer") == ""
    counter.type("10")
    assert label(counter, "entry_answer") == "= 145"
    assert not counter.shell.counter.suggestions.isVisible()
    counter.press(ESC)
    assert label(counter, "entry_answer") == ""
    assert at_home(counter)


def test_the_result_and_the_sum_never_lie_over_each_other(counter: Counterside) -> None:
    counter.shell.resize(1024, 600)
    counter.type("=1+22+333+4444+55555+666666+7777777+88888888+999999999")
    found = counter.shell.findChild(QLabel, "entry_answer")
    assert isinstance(found, QLabel)
    field = entry(counter)
    assert found.width() >= found.sizeHint().width()
    assert field.cursorRect().right() <= found.x()
    assert field.width() - field.textMargins().right() <= found.x()


def test_enter_leaves_the_result_for_the_key_that_comes_next(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.type("=2*3")
    counter.press(ENTER)
    assert entry(counter).text() == "6"
    counter.press(F2)
    assert counter.lines == [("Soap", 6000)]
    counter.type("=45*6-20")
    counter.press(ENTER, END)
    assert counter.shell.counter.red.isVisible() is False
    assert last_bill(counter).received == Money(25000)


def test_the_next_key_may_take_the_sum_itself(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    for typed, key, due in (
        ("=1+1", F2, 7000),
        ("=100/3", F7, 6700),
        ("=5+5", F3, 5700),
        ("=3*4", F9, 4500),
        ("=20-10%", F8, 6300),
    ):
        counter.type(typed)
        counter.press(key)
        assert at_home(counter), typed
        assert owed(counter) == Money(due), typed
    counter.type("=50*2")
    counter.press(END)
    assert last_bill(counter).received == Money(10000)


def test_a_long_result_is_no_code_and_a_result_times_a_scan_is_so_many(
    counter: Counterside,
) -> None:
    counter.type("=12345*1000")
    counter.press(ENTER)
    assert entry(counter).text() == "1,23,45,000"
    counter.press(ESC, ESC)
    counter.type("=2+1")
    counter.press(ENTER)
    counter.type("*")
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 3000)]


@pytest.mark.parametrize(("typed", "code"), [("=5/0", "R130"), ("=5*", "R129"), ("=aalu", "R129")])
def test_what_cannot_be_worked_out_is_said_and_typed_over(
    counter: Counterside, typed: str, code: str
) -> None:
    counter.scan(SOAP_CODE)
    counter.type(typed)
    counter.press(ENTER)
    assert code in counter.shell.counter.red.text()
    assert entry(counter).selectedText() == typed
    assert counter.lines == [("Soap", 1000)]
    counter.type("=1+1")
    counter.press(F2)
    assert counter.lines == [("Soap", 2000)]


@pytest.mark.parametrize(
    ("key", "typed", "shown", "due"),
    [
        (F2, "2*3", "= 6 pc", 21000),
        (F7, "60/2", "= 30 ₹", 3000),
        (F3, "2+3", "= 5 ₹, or with % a part", 3000),
        (F9, "2+3", "= 5 ₹, or with % a part", 3000),
        (F8, "100-10%", "= 90 ₹", 12500),
    ],
)
def test_a_question_shows_and_takes_what_a_sum_comes_to(
    counter: Counterside, key: Qt.Key, typed: str, shown: str, due: int
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(key)
    assert counter.shell.at.place is Place.ASK
    counter.type(typed)
    assert label(counter, "ask_unit") == shown
    counter.press(ENTER)
    assert owed(counter) == Money(due)
    assert at_home(counter)


def test_a_question_says_why_a_sum_is_none_and_is_asked_again(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(F7)
    for typed, code in (("5/0", "R130"), ("5-8", "R112"), ("5*", "R129"), ("aalu", "R113")):
        counter.type(typed)
        counter.press(ENTER)
        assert code in counter.shell.counter.red.text()
        assert counter.shell.at.place is Place.ASK
    counter.type("15*2")
    counter.press(ENTER)
    assert owed(counter) == Money(3000)
    counter.press(F2)
    counter.type("1-2")
    counter.press(ENTER)
    assert "R104" in counter.shell.counter.red.text()


def test_a_note_is_words_and_never_a_sum(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_F12)
    counter.type("5-6")
    assert label(counter, "ask_unit") == ""
    counter.press(ENTER)
    assert counter.shell.counter.total.texts[5] == "5-6"


def test_the_payment_adds_up_notes(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    assert counter.shell.at.place is Place.PAYMENT
    counter.type("20+")
    assert label(counter, "change") == "₹ 0.00", "nothing while it cannot be read"
    counter.type("2*10")
    assert label(counter, "change") == "₹ 5.00"
    counter.press(ENTER)
    assert last_bill(counter).received == Money(4000)


def test_the_parts_of_a_mixed_bill_add_up(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.type("m")
    counter.qtbot.wait(90)
    counter.type("10+5")
    counter.press(Qt.Key.Key_Tab)
    focused = counter.focused()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "20", "what is left of 35"


def test_a_payment_that_cannot_be_worked_out_says_so(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.type("50/0")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.PAYMENT
    assert any("R130" in text for text in counter.texts())
    counter.type("50")
    counter.press(ENTER)
    assert last_bill(counter).received == Money(5000)


def test_the_price_of_a_code_that_is_taught_may_be_a_sum(counter: Counterside) -> None:
    counter.scan(UNKNOWN_CODE)
    assert counter.shell.at.place is Place.TEACH
    counter.type("maggi")
    counter.press(ENTER)
    counter.type("60/0")
    counter.press(ENTER)
    assert "R130" in counter.shell.counter.red.text()
    counter.type("60/5")
    counter.press(ENTER)
    assert counter.lines == [("maggi", 1000)]
    assert owed(counter) == Money(1200)


def test_a_scan_takes_a_sum_for_no_goods_and_leaves_it(counter: Counterside) -> None:
    counter.type("=45*3")
    counter.scan(SOAP_CODE)
    assert counter.lines == [("Soap", 1000)]
    assert entry(counter).text() == "=45*3"
