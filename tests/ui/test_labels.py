"""The shop's own labels: their masks are told in the settings, tried there, and sell at once."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from estore_pos.domain.barcode import check_digit
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.ui.keymap import Place
from tests.operations.shopfront import NIL, put_item
from tests.ui.counterside import CTRL, SALT_CODE, Counterside
from tests.ui.test_settings import open_setting

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
WEIGHT, PRICE = "21IIIIIWW.WWWC", "22IIIIIAAA.AAC"


def label(digits: str) -> str:
    """A label with its check digit."""
    return digits + check_digit(digits)


def problem(counter: Counterside) -> str:
    """What stands below the fields."""
    settings = counter.shell._settings_screen
    assert settings is not None
    return settings.editor.problem.text()


def tell_masks(counter: Counterside, typed: str) -> None:
    open_setting(counter, "masks")
    counter.type(typed)
    counter.press(ENTER, ENTER, ESC, ESC)


def test_a_label_of_thirty_digits_is_tried_told_and_sold(counter: Counterside) -> None:
    longest = "2112IIIIIIIIIWWW.WWWxxxxxxxxxxC"
    code = label("2112" + "000000003" + "001500" + "0" * 10)
    assert len(code) == 30
    open_setting(counter, "masks")
    counter.type(longest.replace("xC", "xxC"))
    counter.press(ENTER, ENTER)
    assert "Nothing was saved" in problem(counter), "one of 31 is refused"
    counter.type(longest)
    counter.press(ENTER)
    counter.scan(code)
    assert "Potato" in problem(counter)
    counter.press(ENTER, ESC, ESC)
    counter.scan(code)
    assert counter.lines == [("Potato", 1500)]


def test_masks_are_told_tried_and_kept(counter: Counterside) -> None:
    open_setting(counter, "masks")
    counter.type("21iiiiiww.wwwc 22IIIIIAAA.AAC")
    assert problem(counter) == ""
    counter.press(ENTER)
    counter.scan(label("210000301500"))
    said = problem(counter)
    assert "Potato" in said
    assert "1.5 kg" in said
    counter.scan(label("220000304550"))
    assert "45.50" in problem(counter)
    counter.scan("8909999999999")
    assert "R101" in problem(counter)
    assert counter.lines == []
    counter.press(ENTER)
    counter.press(ESC, ESC)
    masks = counter.work.on_desk(lambda till: till.shop_today().code_masks)
    assert masks == (WEIGHT, PRICE)
    counter.scan(label("210000301500"))
    counter.scan(label("220000304550"))
    assert counter.lines == [("Potato", 1500), ("Potato", 1517)]
    view = counter.shell.counter.view
    assert view is not None
    assert [each.paise for each in view.nets] == [4500, 4550]


def test_of_two_masks_that_fit_one_label_it_is_said_which_reads(counter: Counterside) -> None:
    open_setting(counter, "masks")
    counter.type("2xIIIIIWW.WWWC 21IIIIIWW.WWWC")
    assert "21IIIIIWW.WWWC reads it" in problem(counter)
    counter.scan(label("210000301500"))
    assert "1.5 kg" in problem(counter)
    assert "21IIIIIWW.WWWC reads it" in problem(counter)


def test_what_is_no_mask_is_not_kept(counter: Counterside) -> None:
    open_setting(counter, "masks")
    counter.type("ZZZ")
    counter.press(ENTER, ENTER)
    assert "R307" in problem(counter)
    assert counter.work.on_desk(lambda till: till.shop_today().code_masks) == ()


def test_a_wrong_check_digit_is_told_beside_the_line_and_sold(counter: Counterside) -> None:
    tell_masks(counter, WEIGHT)
    right = label("210000301500")
    counter.scan(right[:-1] + str((int(right[-1]) + 1) % 10))
    assert counter.lines == [("Potato", 1500)]
    strip = counter.shell.counter.strip
    assert strip.tone == "warn"
    assert "R133" in strip.text()
    counter.scan(SALT_CODE)
    assert "R133" not in strip.text()


def test_an_unknown_weighed_good_is_taught_by_the_kilo_and_keeps_its_weight(
    counter: Counterside,
) -> None:
    tell_masks(counter, WEIGHT)
    counter.scan(label("219999900250"))
    assert counter.shell.at.place is Place.TEACH
    assert any("a kilo" in text for text in counter.texts())
    counter.type("kaju")
    counter.press(ENTER)
    counter.type("900")
    counter.press(ENTER)
    assert counter.lines == [("kaju", 250)]
    counter.scan(label("219999900100"))
    assert counter.lines == [("kaju", 350)]


def test_a_gs1_code_keeps_what_its_reader_presses_between_elements(counter: Counterside) -> None:
    paneer = Item(
        ItemId(0), "", "Paneer", Unit.KILO, NIL, Money(36000),
        barcodes=(Barcode("8900000000098"),), step_milli=1,
    )  # fmt: skip
    counter.work.on_desk(lambda till: put_item(till, paneer))
    counter.clock.move(400)
    for part in ("010890000000009810AB", "3103000750"):
        for char in part:
            counter.clock.move(5)
            QTest.keyClicks(counter.focused(), char)
        counter.clock.move(5)
        if part.endswith("AB"):
            QTest.keyClick(counter.focused(), Qt.Key.Key_BracketRight, CTRL)
        else:
            QTest.keyClick(counter.focused(), ENTER)
    counter.rest()
    assert counter.lines == [("Paneer", 750)]
    assert counter.shell.counter.entry.text() == ""


def test_an_expired_pack_is_refused_with_its_day(counter: Counterside) -> None:
    counter.work.on_desk(lambda till: till.teach("8900000000098", "Dahi"))
    counter.scan("]C101089000000000981726113")
    counter.scan("(01)08900000000098(17)261130")
    assert "30-11-2026" in counter.shell.counter.red.text()
    assert counter.lines == []
