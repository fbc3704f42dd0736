"""Several bills: one is put aside, another is served, the first is gone on with."""

from dataclasses import replace
from pathlib import Path
from unicodedata import category

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill
from estore_pos.operations.till import Till
from estore_pos.ui.keymap import Place
from estore_pos.ui.widgets.told import Button
from tests.operations.shopfront import SOAP, goods
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside

ENTER, END, F5 = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_F5
DOWN, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Escape


def tabs(counter: Counterside) -> list[str]:
    """The tabs in sight."""
    buttons = counter.shell.counter.tabs.findChildren(Button)
    return [tab.text() for tab in buttons if tab.isVisible()]


@pytest.mark.usefixtures("no_mouse")
def test_to_hold_a_bill_serve_another_and_go_on_costs_three_keys(counter: Counterside) -> None:
    """Task 8 of the keystroke budgets."""
    counter.scan(SALT_CODE)
    counter.keys = 0
    counter.press(F5)
    assert counter.lines == []
    counter.scan(SOAP_CODE)
    counter.press(END)
    counter.press(F5)
    assert counter.keys == 3
    assert counter.lines == [("Salt", 1000)]
    assert counter.focused() is counter.shell.counter.entry
    assert counter.shell.at is counter.shell.counter


@pytest.mark.parametrize("size", [(1366, 697), (1024, 600)])
def test_a_tab_has_as_much_of_a_name_as_there_is_room_for_in_whole_syllables(
    counter: Counterside, size: tuple[int, int]
) -> None:
    name = "क्षेत्रीय सहकारी दुकान, स्त्रियों का क्षेत्र"
    counter.shell.resize(*size)
    buyer = Customer(CustomerId(""), name)
    for count in range(4):
        counter.work.desk(lambda till: till.counter.set_buyer(till.save_customer(buyer)))
        counter.rest()
        counter.scan(SALT_CODE)
        counter.press(F5)
        counter.qtbot.wait(20)
        if not count:
            assert f"{name} · 1 item" in tabs(counter), "there is room for all of it"
    counter.qtbot.wait(20)
    screen = counter.shell.counter
    assert screen.tabs.geometry().right() <= screen.table.geometry().right()
    cut = [text.partition("…")[0] for text in tabs(counter) if "…" in text]
    assert len(cut) >= 2
    for said in cut:
        assert name.startswith(said)
        assert len(said) > 3
        assert said[-1] != "\N{DEVANAGARI SIGN VIRAMA}"
        assert category(name[len(said) :].lstrip()[0])[0] != "M"


def test_each_bill_has_a_tab_by_its_first_good_or_its_buyer(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    assert not counter.shell.counter.tabs.isVisible()
    counter.press(F5)
    assert "Salt · 1 item" in tabs(counter)
    assert "New bill" in tabs(counter)
    counter.press(Qt.Key.Key_F11)
    counter.type("Ramesh")
    counter.press(*[ENTER] * 8)
    counter.shell.go_counter()
    counter.scan(SOAP_CODE)
    counter.scan(SALT_CODE)
    assert "Ramesh · 2 items" in tabs(counter)
    counter.shell.flip_language()
    assert any(text.startswith("नमक") for text in tabs(counter))
    counter.shell.flip_language()


def test_the_language_may_change_when_fewer_bills_are_open_than_before(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(F5)
    counter.scan(SOAP_CODE)
    counter.press(END, F5, END)
    counter.press((Qt.Key.Key_L, CTRL))
    assert "नकद" in "\n".join(counter.texts())


def test_of_several_one_is_chosen_in_the_list(counter: Counterside) -> None:
    for code in (SALT_CODE, SOAP_CODE):
        counter.scan(code)
        counter.press(F5)
    counter.press(F5)
    assert counter.shell.at.place is Place.HELD
    counter.press(F5, ENTER)
    assert counter.lines == [("Soap", 1000)]
    counter.press(F5, F5, DOWN, DOWN, Qt.Key.Key_1)
    counter.qtbot.wait(120)
    counter.press(ENTER)
    assert counter.lines == [("Salt", 1000)]
    counter.press(F5, F5, ESCAPE)
    assert counter.lines == []
    assert counter.focused() is counter.shell.counter.entry


def test_a_tab_that_is_clicked_puts_the_open_bill_aside(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(F5)
    counter.scan(SOAP_CODE)
    counter.shell.counter.tabs.findChildren(Button)[0].click()
    counter.rest()
    assert counter.lines == [("Salt", 1000)]
    assert "Soap · 1 item" in tabs(counter)


def test_a_scan_over_the_list_goes_on_the_open_bill_and_presses_nothing(
    counter: Counterside,
) -> None:
    for code in (SALT_CODE, SOAP_CODE):
        counter.scan(code)
        counter.press(F5)
    counter.press(F5)
    counter.scan(SALT_CODE)
    assert counter.shell.at.place is Place.HELD
    assert counter.lines == [("Salt", 1000)]
    counter.press(ENTER)
    assert counter.lines == [("Salt", 1000)]
    assert len(tabs(counter)) == 3


def test_with_nothing_to_hold_or_recall_it_is_said(counter: Counterside) -> None:
    counter.press(F5)
    assert "No bill is put aside" in counter.shell.counter.strip.text()
    assert counter.sounds.played == ["error"]


def test_more_bills_than_tabs_are_counted_and_the_open_one_stays_in_sight(
    counter: Counterside,
) -> None:
    for _ in range(7):
        counter.scan(SALT_CODE)
        counter.press(F5)
    assert "and 3 more" in counter.texts()
    counter.press(F5, ENTER)
    shown = counter.shell.counter.tabs.findChildren(Button)
    assert any(tab.isChecked() and tab.isVisible() for tab in shown)


def test_what_is_put_aside_survives_a_restart(tmp_path: Path, qtbot: QtBot) -> None:
    first = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    first.start()
    first.work.desk(lambda till: till.save_shop(till.shop_today()))
    first.work.desk(lambda till: till.recovery_code_seen())
    first.shell.go_counter()
    first.rest()
    first.scan(SALT_CODE)
    first.press(F5)
    first.scan(SOAP_CODE)
    first.close()
    again = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    again.start()
    assert again.lines == [("Soap", 1000)]
    assert "Salt · 1 item" in tabs(again)
    again.press(END, F5)
    assert again.lines == [("Salt", 1000)]
    again.close()


def test_a_recalled_bill_above_a_sunken_mrp_says_so_and_f7_mends_it(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.type("39")
    counter.press(Qt.Key.Key_F7, F5)

    def lower(till: Till) -> None:
        soap = next(each for each in goods() if each.id == SOAP)
        till.terms.save_card(replace(soap, price=Money(3000), mrp=Money(3000)))

    counter.work.desk(lower)
    counter.press(F5)
    said = "stands at ₹ 39.00, above its MRP, which is ₹ 30.00 now"
    assert said in counter.shell.counter.strip.text()
    counter.press(Qt.Key.Key_Up, Qt.Key.Key_End)
    assert said in counter.shell.counter.red.text()
    counter.type("30")
    counter.press(Qt.Key.Key_F7, Qt.Key.Key_End)
    made = counter.shell.last_bill
    assert isinstance(made, Bill)
    assert [line.price for line in made.lines] == [Money(2800), Money(3000)]
