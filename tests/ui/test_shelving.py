"""What lies ready: goods without a name, quick tiles, services, kits; each in few keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.operations.lookup import Kit
from estore_pos.ui.counter.categories import CategoriesSheet
from estore_pos.ui.counter.kits import KitsSheet
from estore_pos.ui.keymap import Place
from tests.operations.shopfront import POTATO, SALT, SOAP
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_estimates import last_bill, strip

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
F2, F4, DOWN = Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_Down
TILES, KITS = (Qt.Key.Key_Q, ALT), (Qt.Key.Key_K, ALT)
CATEGORIES, SERVICE = (Qt.Key.Key_Period, ALT), (Qt.Key.Key_S, ALT)


def category(counter: Counterside, *, rate: str = "") -> None:
    """The category s is made by the keys of a hand."""
    counter.press(CATEGORIES, F2)
    for typed in ("s", "Sabzi", "Vegetables", "0709", rate):
        counter.type(typed)
        counter.press(ENTER)
    assert counter.shell.at.place is Place.CATEGORIES
    counter.press(ESC)


def amounts(counter: Counterside) -> list[str]:
    """What the lines come to."""
    return [row.cells[-1] for row in counter.shell.counter.table.lines.rows]


def tiles(counter: Counterside) -> dict[int, Item]:
    """What lies on which tile."""
    told: list[list[Item]] = []
    counter.work.look(lambda lookup: lookup.tiles(), told.append)
    counter.rest()
    return {good.tile: good for good in told[0]}


def kits(counter: Counterside) -> list[Kit]:
    """The kits there are."""
    told: list[list[Kit]] = []
    counter.work.look(lambda lookup: lookup.kits(), told.append)
    counter.rest()
    return told[0]


# goods without a name


def test_five_keys_sell_fifty_rupees_of_vegetables(counter: Counterside) -> None:
    category(counter)
    counter.keys = 0
    counter.type(".s50")
    counter.press(ENTER)
    assert counter.keys == 5
    assert counter.lines == [("Vegetables", 1000)]
    assert counter.shell.counter.total.texts[2] == "₹ 50.00"
    assert counter.shell.counter.side.line_facts.text() == ""
    counter.press(END)
    (line,) = last_bill(counter).lines
    assert (line.hsn, line.rate.bears_tax) == ("0709", False)


def test_a_name_may_stand_behind_the_amount(counter: Counterside) -> None:
    category(counter, rate="5")
    counter.type(".S 21 Palak")
    counter.press(ENTER)
    assert counter.lines == [("Palak", 1000)]
    counter.press(END)
    (line,) = last_bill(counter).lines
    assert line.rate.basis_points == 500


def test_a_key_that_nobody_has_made_says_where_they_are_made(counter: Counterside) -> None:
    counter.type(".x50")
    counter.press(ENTER)
    assert "Alt+." in counter.shell.counter.red.text()
    assert counter.shell.counter.entry.text() == ".x50", "nothing that was typed is lost"
    assert counter.lines == []


def test_the_empty_list_says_how_one_is_made(counter: Counterside) -> None:
    counter.press(CATEGORIES)
    assert any("F2" in text and ".s50" in text for text in counter.texts())
    counter.press(ENTER, F4)
    assert counter.shell.at.place is Place.CATEGORIES


def test_a_key_that_is_typed_again_changes_its_category(counter: Counterside) -> None:
    category(counter)
    counter.press(CATEGORIES, F2)
    counter.type("s")
    counter.press(ENTER)
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Sabzi"
    counter.type("Saag")
    counter.press(DOWN, ENTER, ENTER, ENTER, ENTER)
    sheet = counter.shell.at
    assert isinstance(sheet, CategoriesSheet)
    (row,) = sheet.list.texts()
    assert ".s" in row
    counter.shell.flip_language()
    assert "Saag" in sheet.list.texts()[0]
    counter.shell.flip_language()
    counter.press(F4)
    counter.type(".s5")
    assert counter.shell.at.place is Place.CATEGORIES


def test_one_that_is_not_sold_any_more_is_gone_from_the_entry_line(counter: Counterside) -> None:
    category(counter)
    counter.press(CATEGORIES, F4, ESC)
    counter.type(".s50")
    counter.press(ENTER)
    assert "R124" in counter.shell.counter.red.text()


def test_what_cannot_be_a_category_is_told_in_its_field(counter: Counterside) -> None:
    counter.press(CATEGORIES, F2)
    counter.type("5")
    counter.press(*[ENTER] * 5)
    assert any("R125" in text for text in counter.texts())
    assert counter.focused().objectName() == "category_key"
    counter.type("s")
    counter.press(*[ENTER] * 5)
    assert any("R301" in text for text in counter.texts())
    counter.type("Sabzi")
    counter.press(*[ENTER] * 3)
    counter.type("99")
    counter.press(ENTER)
    assert any("R113" in text for text in counter.texts())
    counter.type("0")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.CATEGORIES


# tiles


def test_two_keys_put_a_tile_s_good_on_the_bill(counter: Counterside) -> None:
    counter.work.desk(lambda till: till.shelf.set_tile(SALT, 1))
    counter.work.desk(lambda till: till.shelf.set_tile(POTATO, 24))
    counter.rest()
    counter.keys = 0
    counter.press(TILES)
    counter.type("a")
    assert counter.keys == 2
    assert counter.lines == [("Salt", 1000)]
    assert counter.focused() is counter.shell.counter.entry
    for typed, milli in (("2", 2000), ("500g", 2500), ("3*", 5500)):
        counter.type(typed)
        counter.press(TILES)
        counter.type("x")
        assert counter.lines[1] == ("Potato", milli)
        assert counter.shell.counter.entry.text() == ""
    counter.type("60r")
    counter.press(TILES)
    counter.type("x")
    assert amounts(counter)[2] == "60.00"


def test_what_is_no_quantity_of_the_good_stays_typed(counter: Counterside) -> None:
    counter.work.desk(lambda till: till.shelf.set_tile(SALT, 1))
    counter.type("salt")
    counter.press(TILES)
    counter.type("a")
    assert "R113" in counter.shell.counter.red.text()
    assert counter.shell.counter.entry.text() == "salt"
    assert counter.lines == []


def test_the_marked_good_is_laid_on_a_tile_and_taken_off_it(counter: Counterside) -> None:
    counter.press(TILES)
    assert any("No tile is laid yet" in text for text in counter.texts())
    counter.type("b")
    assert any("Nothing lies on B" in text for text in counter.texts())
    counter.press(F2)
    assert any("No line is marked" in text for text in counter.texts())
    counter.press(ESC)
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(TILES, F2)
    assert any("Which letter for Soap?" in text for text in counter.texts())
    counter.type("b")
    assert tiles(counter)[2].id == SOAP
    counter.type("b")
    assert counter.lines == [("Salt", 1000), ("Soap", 2000)]
    counter.press(TILES, F4)
    counter.type("b")
    assert tiles(counter) == {}


def test_esc_leaves_laying_before_it_leaves_the_tiles(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(TILES, F2, ESC)
    assert counter.shell.at.place is Place.TILES
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter
    assert tiles(counter) == {}


def test_a_scan_over_the_tiles_sells_the_code_and_no_tile(counter: Counterside) -> None:
    for tile in range(1, 25):
        counter.work.desk(lambda till, tile=tile: till.shelf.set_tile(SOAP, tile))
    counter.press(TILES)
    counter.scan("ABC" + SALT_CODE)
    assert counter.lines == []
    assert "R101" in counter.shell.counter.red.text()
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 1000)]
    assert counter.shell.at.place is Place.TILES


def test_a_good_without_a_name_lies_on_no_tile(counter: Counterside) -> None:
    category(counter)
    counter.type(".s50")
    counter.press(ENTER, TILES, F2)
    assert any("No line is marked" in text for text in counter.texts())


# services


def test_a_service_is_made_and_sold_on_the_spot(counter: Counterside) -> None:
    counter.type("Typing")
    counter.press(SERVICE)
    counter.type("10")
    counter.press((Qt.Key.Key_S, CTRL))
    assert counter.lines == [("Typing", 1000)]
    assert "Typing" in strip(counter)
    counter.type("typing 3")
    counter.press(ENTER, END)
    (line,) = last_bill(counter).lines
    assert (line.quantity.milli, line.hsn, line.stocked) == (4000, "998595", False)


def test_what_cannot_be_a_service_is_told_in_its_field(counter: Counterside) -> None:
    counter.press(SERVICE, ENTER)
    counter.type("10")
    counter.press(ENTER)
    counter.type("1234")
    counter.press(ENTER, ENTER)
    assert any("R301" in text for text in counter.texts())
    assert counter.focused().objectName() == "service_name"
    counter.type("Scan")
    counter.press(ENTER, ENTER, ENTER, ENTER)
    assert any("R127" in text for text in counter.texts())
    assert counter.focused().objectName() == "service_sac"
    counter.press(ESC)


SERVICES = [
    ("", "18", "Price ₹: nothing is typed here. Nothing was saved. Type for example 50.", "price"),
    ("5*", "18", "Price ₹: “5*” was not understood", "price"),
    ("10", "99", "GST %: “99” was not understood. Nothing was saved. Type for example 18.", "rate"),
]


@pytest.mark.parametrize(("price", "rate", "said", "field"), SERVICES)
def test_a_figure_that_is_none_is_told_by_the_name_of_its_field(
    counter: Counterside, price: str, rate: str, said: str, field: str
) -> None:
    counter.type("Scan")
    counter.press(SERVICE)
    counter.type(price)
    counter.press(ENTER, ENTER)
    counter.type(rate)
    counter.press(ENTER)
    (problem,) = [text for text in counter.texts() if said in text]
    assert "sarso" not in problem, "what the entry line takes"
    assert counter.focused().objectName() == f"service_{field}"
    assert counter.lines == []
    assert counter.lines == []


# kits


def test_the_open_bill_becomes_a_kit_that_opens_as_lines(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(KITS)
    counter.type("Chhath")
    counter.press(ENTER)
    assert "Chhath" in strip(counter)
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)], "the bill goes on"
    counter.press(ESC, END)
    counter.keys = 0
    counter.press(KITS, ENTER)
    assert counter.keys == 2
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert amounts(counter) == ["28.00", "35.00"], "each at its own price"
    counter.type("3")
    counter.press(F2)
    counter.press(Qt.Key.Key_Up)
    counter.type("25")
    counter.press(Qt.Key.Key_F7)
    assert amounts(counter) == ["25.00", "105.00"]
    counter.press(END)
    assert [line.name_en for line in last_bill(counter).lines] == ["Salt", "Soap"]


def test_a_kit_is_found_by_its_name_and_so_many_times(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(KITS)
    counter.type("Puja")
    counter.press(ENTER, ESC, END)
    counter.type("puja 2")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 2000)]
    counter.type("3")
    counter.press(KITS, ENTER)
    assert counter.lines == [("Salt", 5000)]


def test_a_kit_gets_the_goods_of_the_bill_it_was_opened_on(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(KITS)
    counter.type("Puja")
    counter.press(ENTER, ESC)
    counter.scan(SOAP_CODE)
    counter.press(KITS, F2)
    (kit,) = kits(counter)
    assert [good.id for good, _ in kit.parts] == [SALT, SOAP]
    counter.press(ESC, F4, KITS)
    counter.type("Puja")
    counter.press(ENTER)
    (kit,) = kits(counter)
    assert [good.id for good, _ in kit.parts] == [SALT], "its own name changes it too"
    counter.press(F4)
    assert kits(counter) == []


def test_a_good_without_a_name_is_in_no_kit(counter: Counterside) -> None:
    category(counter)
    counter.type(".s50")
    counter.press(ENTER, KITS)
    counter.type("Puja")
    counter.press(ENTER)
    assert any("R126" in text for text in counter.texts())
    assert kits(counter) == []


def test_with_nothing_on_the_bill_the_list_of_kits_says_how_one_is_made(
    counter: Counterside,
) -> None:
    counter.press(KITS)
    assert any("There is no kit yet" in text for text in counter.texts())
    counter.press(ENTER, F2, F4)
    sheet = counter.shell.at
    assert isinstance(sheet, KitsSheet)
    assert not sheet.name.isEnabled()


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["छठ", "chhath", "chhat kit"])
def test_a_shipped_kit_is_found_by_its_name_and_its_prices_are_asked_one_by_one(
    counter: Counterside, typed: str
) -> None:
    counter.work.desk(lambda till: till.load_starter(with_prices=False))
    counter.rest()
    counter.shell.counter.entry.setText(typed)
    counter.rest()
    rows = counter.shell.counter.suggestions.model_of_rows
    assert "kit of 26 goods" in str(rows.data(rows.index(0)))
    counter.press(ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert len(counter.lines) == 26
    assert counter.shell.at.place is Place.ASK
    for place, (name, price) in enumerate(zip(counter.lines, ("120", "250"), strict=False)):
        assert view.draft.current == place
        assert any(f"{name[0]}: at what price?" in text for text in counter.texts())
        counter.type(price)
        counter.press(ENTER)
        view = counter.shell.counter.view
        assert view is not None
    assert view.draft.current == 2
    assert view.draft.net == Money(2 * 12_000 + 25_000)
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter, "Esc leaves the rest for later"
    counter.type("3")
    counter.press(F2)
    counter.press(F4)
    assert len(counter.lines) == 25


def test_a_kit_s_row_says_how_many_of_its_goods_have_no_price_yet(counter: Counterside) -> None:
    counter.work.desk(lambda till: till.load_starter(with_prices=False))
    counter.rest()
    counter.type("chhath")
    counter.press(ENTER)
    counter.type("120")
    counter.press(ENTER, ESC, KITS)
    sheet = counter.shell.at
    assert isinstance(sheet, KitsSheet)
    assert "25 have no price yet" in sheet.list.texts()[0]
    counter.press(*[ESC] * 2)
    assert kits(counter)[0].worth == Money(2 * 12_000)
