"""Enter takes a good that is called what was typed, and never a guess at it (text/search.md)."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from tests.operations.shopfront import FIVE, put_item
from tests.ui.counterside import ALT, Counterside

ENTER, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape
NAMES = (
    *(("", f"item{number}") for number in (7, 9, 74, 77)),
    ("जीरा", ""),
    ("कुलथी", ""),
    ("लक्ष्मण रेखा", ""),
    ("सरसों साबुन item74", ""),
)


def stock(counter: Counterside) -> None:
    """Goods whose keys are much alike."""
    make: Callable[..., Item] = Item
    for number, (hindi, english) in enumerate(NAMES, 5000):
        good = make(ItemId(number), hindi, english, Unit.PACKET, FIVE, Money(1000), hsn="1905")
        counter.work.desk(partial(put_item, item=good))
    counter.rest()


def taken(counter: Counterside) -> list[str]:
    view = counter.shell.counter.view
    assert view is not None
    return [line.item.name_en or line.item.name_hi for line in view.draft.lines]


GIBBERISH = (
    *("item99999", "item777x", "item777", "zzzz", "kulpi", "lx", "potatp"),
    "sarso sabun item7777",
)


@pytest.mark.parametrize("typed", GIBBERISH)
def test_enter_takes_no_guess_and_the_arrow_does(counter: Counterside, typed: str) -> None:
    stock(counter)
    counter.type(typed)
    shown = counter.shell.counter.suggestions
    assert shown.isVisible()
    assert shown.chosen == -1
    counter.press(ENTER, ENTER)
    assert taken(counter) == []
    assert "R111" in counter.shell.counter.red.text()
    assert counter.shell.counter.entry.text() == typed
    counter.press(DOWN, ENTER)
    assert len(taken(counter)) == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("item77", "item77"),
        ("item9", "item9"),
        ("jira", "जीरा"),
        ("zeera", "जीरा"),
        ("lax", "लक्ष्मण रेखा"),
        ("pot", "Potato"),
        ("sarson sabun item74", "सरसों साबुन item74"),
    ],
)
def test_enter_takes_what_is_called_so(counter: Counterside, typed: str, name: str) -> None:
    stock(counter)
    counter.type(typed)
    counter.press(ENTER)
    assert taken(counter) == [name]


def test_a_guess_that_was_right_is_offered_as_a_name(counter: Counterside) -> None:
    counter.type("potatp")
    counter.press(DOWN, ENTER)
    assert "Alt+A" in counter.shell.counter.strip.text()
    counter.type("potatp")
    counter.press(ENTER)
    assert counter.lines == [("Potato", 1000)]
    counter.press(ESC, ESC)
    counter.type("potatp")
    counter.press(DOWN, ENTER, (Qt.Key.Key_A, ALT))
    counter.type("potatp")
    counter.press(ENTER)
    assert counter.lines == [("Potato", 3000)]
