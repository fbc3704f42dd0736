"""F3, F7, F8, F9, F12: what a line and a bill are sold at, from the keys to the paper."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.domain.money import Money
from estore_pos.ui.keymap import Place
from tests.ui.counterside import SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_counter import last_bill

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
F2, F3, F7, F8, F9, F12 = (
    Qt.Key.Key_F2,
    Qt.Key.Key_F3,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F9,
    Qt.Key.Key_F12,
)


def owed(counter: Counterside) -> Money:
    view = counter.shell.counter.view
    assert view is not None
    return view.owed


def at_home(counter: Counterside) -> bool:
    """Whether the keys go to the entry line again, and nothing is typed there."""
    screen = counter.shell.counter
    return counter.focused() is screen.entry and not screen.entry.text()


@pytest.mark.parametrize(("typed", "off"), [("5", 500), ("10%", 350), ("2.50", 250)])
def test_a_number_and_f3_take_so_much_off_the_line(
    counter: Counterside, typed: str, off: int
) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.keys = 0
    counter.type(typed)
    counter.press(F3)
    assert counter.keys == len(typed) + 1
    assert owed(counter) == Money(6300 - off + (50 if off % 100 else 0))
    assert at_home(counter)
    row = counter.shell.counter.table.lines.rows[1]
    assert row.cells[5] == f"{(3500 - off) // 100}.{(3500 - off) % 100:02}"
    assert row.note == f"{off // 100}.{off % 100:02} off"
    assert counter.shell.counter.table.lines.rows[0].note == ""


def test_f3_asks_shows_what_stands_there_and_nothing_takes_it_off(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(F3)
    assert counter.shell.at.place is Place.ASK
    counter.type("5%")
    counter.press(ENTER)
    assert owed(counter) == Money(3300)
    assert at_home(counter)
    counter.press(F3)
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    assert field.selectedText() == "5 %"
    counter.press(ENTER)
    assert owed(counter) == Money(3300), "Enter alone leaves it"
    counter.press(F3, Qt.Key.Key_Delete, ENTER)
    assert owed(counter) == Money(3500)


@pytest.mark.parametrize(
    ("key", "asked", "cells"),
    [
        (F2, "Soap: how much?", ("12", "35.00", "420.00")),
        (F7, "Soap: at what price?", ("1", "12.00", "12.00")),
        (F3, "Soap: how much off?", ("1", "35.00", "23.00")),
    ],
)
@pytest.mark.parametrize("scanned", ["before it is typed", "after"])
def test_what_is_asked_of_a_line_is_answered_for_it_though_another_is_scanned_meanwhile(
    counter: Counterside, key: Qt.Key, asked: str, cells: tuple[str, str, str], scanned: str
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(key)
    assert asked in counter.texts()
    if scanned == "after":
        counter.type("12")
    counter.scan(SALT_CODE)
    assert asked in counter.texts()
    if scanned != "after":
        counter.type("12")
    counter.press(ENTER)
    soap, salt = counter.shell.counter.table.lines.rows
    assert (soap.cells[2], soap.cells[4], soap.cells[5]) == cells
    assert (salt.cells[2], salt.cells[4], salt.cells[5]) == ("1", "28.00", "28.00")


def test_more_off_than_there_is_is_refused_and_typed_again(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.type("36")
    counter.press(F3)
    screen = counter.shell.counter
    assert "R115" in screen.red.text()
    assert screen.entry.text() == "36"
    assert screen.entry.selectedText() == "36"
    counter.type("3")
    counter.press(F3)
    assert owed(counter) == Money(3200)
    counter.press(F3)
    counter.type("x")
    counter.press(ENTER)
    assert "R113" in screen.red.text()
    counter.type("4")
    counter.press(ENTER)
    assert owed(counter) == Money(3100)


def test_the_list_price_stays_in_sight_beside_another_price(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.type("30")
    counter.press(F7)
    assert counter.shell.counter.table.lines.rows[0].note == "list 35.00"
    assert any("list 35.00" in text for text in counter.texts()), "in the card too"
    assert owed(counter) == Money(3000)
    counter.shell.flip_language()
    assert counter.shell.counter.table.lines.rows[0].note == "असली भाव 35.00"
    counter.shell.flip_language()


def test_f9_takes_off_the_whole_bill_and_f8_adds_a_charge(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.type("10%")
    counter.press(F9)
    counter.type("20")
    counter.press(F8)
    assert at_home(counter)
    total = counter.shell.counter.total
    assert total.texts[4] == "Discount ₹ 6.30 · Charge ₹ 20.00"
    assert total.texts[3].endswith("Round-off +0.30")
    assert total.texts[2] == "₹ 77.00"
    counter.press(END)
    bill = last_bill(counter)
    assert bill.totals.payable == Money(7700)
    assert bill.discount == Money(630)


def test_both_ask_where_nothing_was_typed(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    for key, typed in ((F9, "5"), (F8, "12")):
        counter.press(key)
        assert counter.shell.at.place is Place.ASK
        counter.type(typed)
        counter.press(ENTER)
        assert at_home(counter)
    assert owed(counter) == Money(4200)
    counter.press(F8)
    counter.press(Qt.Key.Key_Delete, ENTER)
    assert owed(counter) == Money(3000)
    counter.press(F8)
    counter.type("x")
    counter.press(ENTER)
    assert "R113" in counter.shell.counter.red.text()
    counter.press(ESC)
    assert owed(counter) == Money(3000)


def test_a_note_goes_on_the_paper_and_can_be_taken_off(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(F12)
    counter.type("home at six")
    counter.scan(SALT_CODE)
    assert counter.lines == [("Soap", 1000), ("Salt", 1000)]
    counter.press(ENTER)
    assert counter.shell.counter.total.texts[5] == "home at six"
    counter.press(F12, Qt.Key.Key_Delete, ENTER)
    assert counter.shell.counter.total.texts[5] == ""
    counter.type("ward 6")
    counter.press(F12)
    assert at_home(counter)
    counter.press(END)
    assert last_bill(counter).note == "ward 6"


def test_without_a_bill_each_says_so(counter: Counterside) -> None:
    screen = counter.shell.counter
    for key, code in ((F3, "R109"), (F8, "R105"), (F9, "R105"), (F12, "R105")):
        counter.press(key)
        assert code in screen.red.text()
        assert counter.shell.at is screen


def test_a_helper_is_told_that_somebody_must_allow_it(counter: Counterside) -> None:
    from estore_pos.domain.ids import PersonId
    from estore_pos.domain.person import Person, Role

    helper = Person(PersonId("H"), "Chhotu", Role.HELPER)
    counter.work.on_desk(lambda till: setattr(till.watch, "person", helper))
    counter.scan(SOAP_CODE)
    counter.type("30")
    counter.press(F3)
    assert "R114" in counter.shell.counter.red.text()
    assert owed(counter) == Money(3500)
    assert counter.shell.counter.entry.text() == "30"
