"""Keystrokes for what a shop does all day: tasks 3 and 4; the others stand with their nouns.

Tasks 1 and 2 are in test_counter, 7 in test_returning, 8 in test_held, 9 in test_printing, 10 in
test_teaching. The harness has no mouse: a task it can do takes no click.
"""

from PySide6.QtCore import Qt

from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from tests.operations.shopfront import NIL, put_item
from tests.ui.counterside import Counterside

ENTER, END = Qt.Key.Key_Return, Qt.Key.Key_End


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


def test_a_good_known_by_its_hindi_name_takes_four_keys_in_latin_letters(
    counter: Counterside,
) -> None:
    counter.keys = 0
    counter.type("nam")
    counter.press(ENTER)
    assert counter.keys <= 4
    assert counter.lines == [("Salt", 1000)]
