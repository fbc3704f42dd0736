"""Goods that come back, and who is asked for, on a small screen in large letters: all in sight."""

from PySide6.QtCore import Qt

from estore_pos.ui.keymap import Place
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_counter import last_bill
from tests.ui.test_narrow import narrow
from tests.ui.test_returning import ALL, ANYWAY, BY_CASH, BY_UPI, EXCHANGE, KEPT, letters, qr
from tests.ui.test_words_and_sizes import clipped

__all__ = ["narrow"]
ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
F2, F6, F10, F11 = (getattr(Qt.Key, f"Key_F{n}") for n in (2, 6, 10, 11))


def is_whole(counter: Counterside) -> bool:
    counter.qtbot.wait(20)
    return clipped(counter) == []


def test_a_split_refund_and_its_way_out_are_whole(narrow: Counterside) -> None:
    narrow.scan(SOAP_CODE)
    narrow.scan(SOAP_CODE)
    narrow.press((Qt.Key.Key_M, CTRL))
    narrow.type("30")
    letters(narrow, "k")
    narrow.press(ENTER)
    narrow.type("Ram")
    narrow.press(*[ENTER] * 6)
    bill = last_bill(narrow)
    narrow.scan(SALT_CODE)
    narrow.scan(qr(bill))
    for key in (ALL, BY_CASH, ANYWAY, ANYWAY, EXCHANGE, KEPT, BY_UPI):
        narrow.press(key)
        assert is_whole(narrow), key
    narrow.type("sava do kilo")
    narrow.press(ENTER)
    assert any("“sava do kilo”" in text for text in narrow.texts())
    assert is_whole(narrow)


def test_goods_of_a_bill_that_is_not_here_are_whole(narrow: Counterside) -> None:
    narrow.press(F10, F6)
    narrow.type("B1")
    narrow.press(ENTER)
    narrow.type("01-02-2026")
    narrow.press(ENTER)
    narrow.type("150")
    narrow.press(ENTER)
    for code in (SOAP_CODE, SALT_CODE, SOAP_CODE, SALT_CODE):
        narrow.scan(code)
        narrow.press(ENTER)
        narrow.type("20")
        narrow.press(F2)
        assert is_whole(narrow)
    assert narrow.shell.at.place is Place.UNBILLED
    narrow.press(*[ENTER] * 3)
    assert narrow.shell.at is narrow.shell.counter
    narrow.press(F10, F6)
    narrow.type("b-01")
    narrow.press(ENTER)
    assert any("C" in text and "/26/" in text for text in narrow.texts()), "what came back before"
    assert is_whole(narrow)
    for _ in range(2):
        narrow.scan(SOAP_CODE)
        narrow.press(ENTER)
        narrow.type("38")
        narrow.press(F2)
    narrow.press(*[ENTER] * 3)
    assert any("R140" in text for text in narrow.texts())
    assert is_whole(narrow)


def test_the_people_of_one_name_are_whole(narrow: Counterside) -> None:
    narrow.scan(SALT_CODE)
    for _ in range(3):
        narrow.press(F11)
        narrow.type("Ramesh Kumar")
        narrow.press(F2)
    narrow.press(F11)
    narrow.type("Ramesh Kumar")
    narrow.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    assert narrow.shell.at.place is Place.BUYER
    assert is_whole(narrow)
    narrow.press(DOWN)
    assert is_whole(narrow)
