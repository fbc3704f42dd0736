"""Enter takes a good that is called what was typed, and never a guess at it (text/search.md)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Bill
from tests.operations.shopfront import FIVE, put_item
from tests.ui.counterside import ALT, SALT_CODE, Counterside

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


def stock_numbered(counter: Counterside) -> None:
    """Goods with figures in their names, one whose name is figures, one with a short code."""
    make: Callable[..., Item] = Item
    cola = make(ItemId(5100), "कोका कोला 750", "Coca Cola 750", Unit.PIECE, FIVE, Money(4000))
    maggi = make(ItemId(5101), "मैगी", "Maggi 70 g", Unit.PACKET, FIVE, Money(1400), pack="70 g")
    beedi = make(ItemId(5102), "", "555", Unit.PACKET, FIVE, Money(1000), aliases=("12",))
    surf = make(ItemId(5103), "", "Surf 500 g", Unit.PACKET, FIVE, Money(9000))
    rin = make(ItemId(5104), "", "Rin 101", Unit.PACKET, FIVE, Money(900))
    for good in (cola, maggi, beedi, replace(surf, barcodes=(Barcode("101"),)), rin):
        counter.work.desk(partial(put_item, item=replace(good, hsn="1905")))
    counter.rest()


def write(counter: Counterside, typed: str) -> None:
    """Type in either script; QTest has no keys for Devanagari."""
    if typed.isascii():
        counter.type(typed)
        return
    for char in typed:
        counter.clock.move(200)
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, ord(char), none, char)
        QApplication.sendEvent(counter.focused(), event)
    counter.type("")


@pytest.mark.parametrize("typed", ["750", "७५०", "70", "500", "7", "2*750", "750.0"])
def test_figures_alone_choose_no_good_by_enter(counter: Counterside, typed: str) -> None:
    """750 rupees were typed as the cash, Enter pressed instead of End: a bottle was sold."""
    stock_numbered(counter)
    counter.scan(SALT_CODE)
    write(counter, typed)
    counter.press(ENTER, ENTER)
    assert taken(counter) == ["Salt"]
    red = counter.shell.counter.red.text()
    assert "R111" in red if "*" in typed else "R164" in red and "End" in red
    assert counter.shell.counter.entry.text() == typed
    assert counter.shell.at is counter.shell.counter


@pytest.mark.parametrize("typed", ["750", "७५०", "70", "500"])
def test_the_list_shows_what_has_the_figures_and_an_arrow_takes_it(
    counter: Counterside, typed: str
) -> None:
    stock_numbered(counter)
    counter.scan(SALT_CODE)
    write(counter, typed)
    shown = counter.shell.counter.suggestions
    assert shown.isVisible()
    assert shown.chosen == -1
    counter.press(DOWN, ENTER)
    assert len(taken(counter)) == 2
    assert "Alt+A" not in counter.shell.counter.strip.text()


def test_figures_and_end_are_the_cash_though_goods_have_them(counter: Counterside) -> None:
    stock_numbered(counter)
    counter.scan(SALT_CODE)
    counter.type("750")
    counter.press(ENTER, Qt.Key.Key_End)
    made = counter.shell.last_bill
    assert isinstance(made, Bill)
    assert [tender.received for tender in made.tenders] == [Money(75_000)]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("555", [("555", 1000)]),
        ("५५५", [("555", 1000)]),
        ("12", [("555", 1000)]),
        ("101", [("Surf 500 g", 1000)]),
        ("१०१", [("Surf 500 g", 1000)]),
        ("3*101", [("Surf 500 g", 3000)]),
        ("2*555", [("555", 2000)]),
        ("#5100", [("Coca Cola 750", 1000)]),
        ("cola 750", [("Coca Cola 750", 1000)]),
        ("rin 101", [("Rin 101", 1000)]),
    ],
)
def test_figures_that_are_a_goods_own_are_taken(
    counter: Counterside, typed: str, lines: list[tuple[str, int]]
) -> None:
    stock_numbered(counter)
    write(counter, typed)
    counter.press(ENTER)
    assert counter.lines == lines


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
