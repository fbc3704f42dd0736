"""What Enter takes of goods where one is called what was typed, the other besides or nearly."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from tests.operations.shopfront import NIL, put_item
from tests.ui.counterside import Counterside

ENTER = Qt.Key.Key_Return
GOODS = (
    Item(ItemId(0), "हेयर डाई", "Hair dye", Unit.PIECE, NIL, Money(2000)),
    Item(ItemId(0), "प्याज", "Onion", Unit.KILO, NIL, Money(3000), step_milli=1, aliases=("pyaj",)),
    Item(ItemId(0), "नहाने का साबुन", "Bathing soap", Unit.PIECE, NIL, aliases=("lux",)),
    Item(ItemId(0), "लक्स साबुन", "Lux soap", Unit.PIECE, NIL, Money(3500)),
)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("प्याज ढाई", ("Onion", 2500)),
        ("pyaj dhai", ("Onion", 2500)),
        ("lux", ("Lux soap", 1000)),
        ("lux 2", ("Lux soap", 2000)),
        ("हेयर डाई", ("Hair dye", 1000)),
    ],
)
def test_enter_takes_the_good_that_is_called_so(
    counter: Counterside, typed: str, line: tuple[str, int]
) -> None:
    for good in GOODS:
        counter.work.desk(partial(put_item, item=good))
    counter.rest()
    counter.focused().insert(typed)  # type: ignore[attr-defined]
    counter.rest()
    counter.press(ENTER)
    assert counter.lines == [line]
