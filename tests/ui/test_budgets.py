"""Keystrokes for what a shop does all day: tasks 3 and 4; the others stand with their nouns.

Tasks 1 and 2 are in test_counter, 7 in test_returning, 8 in test_held, 9 in test_printing, 10 in
test_teaching. Each of them fails where anything was clicked (`no_mouse`).
"""

from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from tests.operations.shopfront import NIL, put_item
from tests.ui.counterside import Counterside, Mousetrap

ENTER, END = Qt.Key.Key_Return, Qt.Key.Key_End
TASKS = (
    ("test_counter", "test_three_scans_and_exact_cash_take_one_key"),
    ("test_counter", "test_a_note_handed_over_takes_four_keys_and_shows_the_change"),
    (
        "test_budgets",
        "test_fifty_rupees_of_potatoes_and_a_kilo_and_a_half_of_onions_take_seventeen_keys",
    ),
    ("test_budgets", "test_a_good_known_by_its_hindi_name_takes_four_keys_in_latin_letters"),
    ("test_returning", "test_one_good_of_yesterdays_bill_in_two_scans_and_one_key"),
    ("test_held", "test_to_hold_a_bill_serve_another_and_go_on_costs_three_keys"),
    ("test_printing", "test_ctrl_r_prints_the_last_bill_again_as_a_counted_copy"),
    ("test_teaching", "test_a_new_good_of_seven_letters_and_its_mrp_cost_eleven_keys"),
    ("test_money", "test_a_cash_out_of_a_round_amount_costs_eight_keys"),
)
"""Tasks 1 to 4 and 7 to 10, and a cash-out."""


@pytest.mark.usefixtures("no_mouse")
def test_fifty_rupees_of_potatoes_and_a_kilo_and_a_half_of_onions_take_seventeen_keys(
    counter: Counterside,
) -> None:
    onion = Item(ItemId(50), "प्याज", "Onion", Unit.KILO, NIL, Money(4000), step_milli=1, hsn="0703")
    counter.work.desk(lambda till: put_item(till, onion))
    counter.keys = 0
    counter.type("alu 50r")
    counter.press(ENTER)
    counter.type("pya 1.5")
    counter.press(ENTER, END)
    assert counter.keys <= 17
    made = counter.shell.last_bill
    assert made is not None
    assert [line.taxed.gross for line in made.lines] == [Money(5000), Money(6000)]
    assert made.totals.payable == Money(11000)


@pytest.mark.usefixtures("no_mouse")
def test_a_good_known_by_its_hindi_name_takes_four_keys_in_latin_letters(
    counter: Counterside,
) -> None:
    counter.keys = 0
    counter.type("nam")
    counter.press(ENTER)
    assert counter.keys <= 4
    assert counter.lines == [("Salt", 1000)]


def test_a_click_would_be_seen(counter: Counterside, qapp: QApplication) -> None:
    trap = Mousetrap(qapp)
    counter.press(END)
    assert trap.caught == []
    QTest.mouseClick(counter.shell.counter.total, Qt.MouseButton.LeftButton)
    qapp.removeEventFilter(trap)
    assert {"MouseButtonPress", "MouseButtonRelease"} <= set(trap.caught)


def test_every_task_of_the_keyboard_is_watched_for_clicks() -> None:
    for module, task in TASKS:
        watched = getattr(import_module(f"tests.ui.{module}"), task).pytestmark
        assert any("no_mouse" in mark.args for mark in watched), task
