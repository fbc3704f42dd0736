"""PgUp and PgDn: the bills that were made, read, printed again, cancelled."""

import pytest
from PySide6.QtCore import Qt

from estore_pos.ui.counter import past
from estore_pos.ui.counter.past import PastSheet
from estore_pos.ui.keymap import Place
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
OLDER, NEWER = Qt.Key.Key_PageUp, Qt.Key.Key_PageDown
CANCEL, AGAIN = (Qt.Key.Key_Delete, CTRL), (Qt.Key.Key_R, CTRL)


def shown(counter: Counterside) -> PastSheet:
    sheet = counter.shell.at
    assert isinstance(sheet, PastSheet)
    return sheet


def amounts(counter: Counterside) -> list[str]:
    """The last column of the bill in sight."""
    return column(counter, 4)


def column(counter: Counterside, place: int) -> list[str]:
    table = shown(counter).table
    assert not table.isColumnHidden(place)
    cells = [table.item(row, place) for row in range(table.rowCount())]
    return [cell.text() for cell in cells if cell is not None]


def sell(counter: Counterside, *codes: str) -> None:
    for code in codes:
        counter.scan(code)
    counter.press(END)


def test_pages_turn_through_the_bills_and_end_at_the_open_one(counter: Counterside) -> None:
    sell(counter, SALT_CODE)
    sell(counter, SOAP_CODE, SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(OLDER)
    assert counter.shell.at.place is Place.PAST
    assert amounts(counter) == ["35.00", "28.00"]
    assert any("₹ 63.00" in text for text in counter.texts())
    counter.press(OLDER)
    assert amounts(counter) == ["28.00"]
    counter.press(OLDER)
    assert amounts(counter) == ["28.00"]
    assert "This is the first bill in the books." in counter.texts()
    counter.press(NEWER)
    assert amounts(counter) == ["35.00", "28.00"]
    counter.press(NEWER)
    assert counter.focused() is counter.shell.counter.entry
    assert counter.lines == [("Soap", 1000)]


def test_further_back_than_is_read_at_once(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "READ_AT_ONCE", 2)
    sell(counter, SOAP_CODE)
    for _ in range(3):
        sell(counter, SALT_CODE)
    counter.press(OLDER, OLDER, OLDER)
    assert amounts(counter) == ["28.00"]
    counter.press(OLDER, OLDER)
    assert amounts(counter) == ["35.00"]
    assert "This is the first bill in the books." in counter.texts()


def test_a_scan_goes_on_the_open_bill_and_the_page_stays(counter: Counterside) -> None:
    sell(counter, SALT_CODE)
    counter.press(OLDER)
    counter.scan(SOAP_CODE)
    assert counter.lines == [("Soap", 1000)]
    assert amounts(counter) == ["28.00"]


def test_one_further_back_is_cancelled_and_says_so_afterwards(counter: Counterside) -> None:
    sell(counter, SALT_CODE)
    sell(counter, SOAP_CODE)
    counter.press(OLDER, OLDER, CANCEL)
    assert counter.shell.at.place is Place.CANCEL
    assert any("₹ 28.00" in text for text in counter.texts())
    counter.press(Qt.Key.Key_Down, ENTER)
    assert "is cancelled" in counter.shell.counter.strip.text()
    counter.press(OLDER)
    assert not any("R116" in text for text in counter.texts())
    counter.press(OLDER)
    assert any("R116" in text for text in counter.texts())
    counter.press(CANCEL, Qt.Key.Key_Down, ENTER)
    assert "R116" in counter.shell.counter.red.text()


def test_the_rows_and_what_stands_below_them_come_to_the_sum(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.type("10%")
    counter.press(Qt.Key.Key_F9)
    counter.type("20")
    counter.press(Qt.Key.Key_F8)
    counter.type("ward 6")
    counter.press(Qt.Key.Key_F12)
    counter.type("100")
    counter.press(END, OLDER)
    assert column(counter, 2) == ["28.00", "35.00"]
    assert column(counter, 3) == ["2.80", "3.50"]
    assert amounts(counter) == ["25.20", "31.50"]
    foot = next(text for text in counter.texts() if "ward 6" in text)
    for said in ("Charge ₹ 20.00 · Round-off +0.30", "Cash ₹ 77.00", "change ₹ 23.00"):
        assert said in foot
    assert "Discount" not in foot, "it is off the rows already"
    counter.shell.flip_language()
    assert any("नकद ₹ 77.00" in text for text in counter.texts())
    counter.shell.flip_language()
    counter.press(ESC)
    sell(counter, SALT_CODE)
    counter.press(OLDER)
    assert shown(counter).table.isColumnHidden(3), "nothing was off it"
    assert not any("Round-off" in text for text in counter.texts())


def test_without_a_printer_its_paper_is_shown_as_a_copy(counter: Counterside) -> None:
    sell(counter, SALT_CODE)
    counter.press(OLDER, AGAIN)
    assert counter.shell.at.place is Place.PAPER


def test_with_no_bill_there_is_nothing_to_cancel_or_print(counter: Counterside) -> None:
    counter.press(OLDER)
    assert "No bill has been made yet." in counter.texts()
    counter.press(OLDER, CANCEL, AGAIN)
    assert counter.shell.at.place is Place.PAST
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter
