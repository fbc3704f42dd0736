"""Ctrl+K: every deed of a place is found by a word of it, and done as its key would do it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.text.words import tr
from estore_pos.ui import keymap
from estore_pos.ui.called import ALSO
from estore_pos.ui.keymap import Deed, Place, keys_of, shown
from estore_pos.ui.palette import PaletteSheet, offered
from estore_pos.ui.setting_rows import ROWS
from tests.fully import fully
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_scanguard import OFTEN, OPENED

ENTER, ESC, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up
GO_TO = (Qt.Key.Key_K, CTRL)


def palette(counter: Counterside) -> PaletteSheet:
    sheet = counter.shell.at
    assert isinstance(sheet, PaletteSheet)
    return sheet


def best(counter: Counterside, typed: str) -> str:
    """What Enter would do after a word, with its key."""
    counter.press(GO_TO)
    sheet = palette(counter)
    if typed.isascii():
        counter.type(typed)
    else:
        sheet.field.insert(typed)  # as an input method does
    said = sheet.model.index(sheet.chosen).data() if sheet.model.entries else ""
    counter.press(ESC)
    assert isinstance(said, str)
    return said


@pytest.mark.parametrize("place", fully(OPENED, quick=OFTEN))
def test_everything_that_a_key_does_in_a_place_is_offered_there(
    counter: Counterside, place: Place
) -> None:
    counter.scan(SALT_CODE)
    OPENED[place](counter)
    own = counter.shell.at.deeds
    entries = offered(place, {*counter.shell._deeds, *own})
    deeds = [each.key.deed for each in entries if each.key]
    steps = {Deed.BACK, Deed.UP, Deed.DOWN, Deed.NEXT, Deed.GO_TO}
    wanted = {
        key.deed
        for key in keys_of(place)
        if key.deed not in steps and not key.combo.isdigit() and "…" not in key.combo
    }
    assert set(deeds) == wanted
    assert len(deeds) == len(set(deeds))
    settings = {each.label for each in entries if not each.key}
    assert settings == {row.label for row in ROWS} | {row.group for row in ROWS}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("quantity", "Quantity  F2"),
        ("discount", "Line discount  F3"),
        ("bill dis", "Bill discount  F9"),
        ("chhoot", "Line discount  F3"),
        ("छूट", "Line discount  F3"),
        ("nakad", "Cash  End"),
        ("maatra", "Quantity  F2"),
        ("F12", "Note  F12"),
        ("madad", "Help  F1"),
        ("setings", "Settings  Ctrl+,"),
        ("scale port", "Scale › Scale's port"),
        ("scanner", "Settings › Scanner"),
        ("kunjiyan", "Settings › Keys"),
        ("advance", "Estimate / those that wait  Alt+E"),
        ("agrim", "Estimate / those that wait  Alt+E"),
        ("peshgi", "Estimate / those that wait  Alt+E"),
        ("अग्रिम", "Estimate / those that wait  Alt+E"),
        ("udhar", "Khata  Ctrl+B"),
        ("grahak", "Buyer  F11"),
        ("vapasi", "Goods back  F10"),
        ("vajan", "Weight from the scale  Ctrl+Y"),
        ("qwxpj", ""),
    ],
)
def test_a_word_in_either_language_or_in_latin_letters_finds_it(
    counter: Counterside, typed: str, found: str
) -> None:
    assert best(counter, typed) == found


def test_a_word_of_shops_is_of_something_that_can_be_done() -> None:
    known = {key.label for key in keymap.KEYS}
    known |= {row.label for row in ROWS} | {row.group for row in ROWS}
    assert set(ALSO) <= known
    assert all(words and len(set(words)) == len(words) for words in ALSO.values())


def test_the_rows_are_in_the_language_of_the_screens(counter: Counterside) -> None:
    counter.shell.set_value("language", "hi")
    assert best(counter, "quantity") == f"{tr('Quantity')}  F2"
    assert tr("Quantity") != "Quantity"


def test_enter_does_it_as_its_key_would(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.type("4")
    counter.press((Qt.Key.Key_G, ALT))
    counter.type("quan")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 1000), ("Soap", 4000)]
    assert counter.focused() is counter.shell.counter.entry
    counter.press(GO_TO)
    counter.type("remove")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 1000)]
    counter.press(GO_TO)
    counter.type("upi")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.UPI


def test_the_arrows_choose_and_again_closes_it(counter: Counterside) -> None:
    counter.press(GO_TO)
    sheet = palette(counter)
    counter.press(DOWN, DOWN, UP)
    assert sheet.chosen == 1
    counter.press(UP, UP, UP)
    assert sheet.chosen == 0
    counter.press(GO_TO)
    assert counter.shell.at is counter.shell.counter
    counter.press(GO_TO)
    counter.type("qwxpj")
    counter.press(ENTER)
    assert palette(counter).field.selectedText() == "qwxpj", "it stays, to be typed over"
    assert any("called so" in text for text in counter.texts())
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter


def test_over_a_sheet_it_does_what_the_sheet_does_and_keeps_what_was_typed(
    counter: Counterside,
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.type("50")
    counter.press(GO_TO)
    counter.type("keep")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.PAYMENT
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == "50"
    assert any("Is kept for the buyer" in text for text in counter.texts())
    counter.press(GO_TO, ESC)
    assert counter.focused() is field


def test_it_goes_to_a_setting_and_to_a_group_of_them(counter: Counterside) -> None:
    shell = counter.shell
    counter.press(GO_TO)
    counter.type("size of the letters")
    counter.press(ENTER)
    assert shell.at.place is Place.SETTINGS
    screen = shell._settings_screen
    assert screen is not None
    assert [row.name for row in screen.model.rows] == ["scale"]
    counter.press(GO_TO)
    counter.type("scanner")
    counter.press(ENTER)
    assert {row.group for row in screen.model.rows} == {"Scanner"}
    counter.press(GO_TO)
    counter.type("sell")
    counter.press(ENTER)
    assert shell.at is shell.counter


def test_the_name_of_a_key_is_found_as_it_is_written_and_not_by_its_sound(
    counter: Counterside,
) -> None:
    counter.press(GO_TO)
    sheet = palette(counter)
    for typed in ("khata", "खाता"):
        sheet.field.setText(typed)
        found = [each.said for each in sheet.model.entries]
        assert found[0] == "Khata"
        assert len(found) < 5, "what is cut sounds like it, but no key does"
    sheet.field.setText("ctrl")
    assert len(sheet.model.entries) > 9


def test_goods_are_not_in_it(counter: Counterside) -> None:
    counter.press(GO_TO)
    sheet = palette(counter)
    for name in ("salt", "potato", "8901030865278"):
        sheet.field.setText(name)
        assert not any("Salt" in each.said or "Potato" in each.said for each in sheet.model.entries)


def test_it_shows_the_keys_of_the_preset_in_force(counter: Counterside) -> None:
    try:
        counter.shell.set_value("keys", "gofrugal")
        assert best(counter, "quantity") == f"Quantity  {shown('F2')}" == "Quantity  F4"
        assert best(counter, "F4") == "Quantity  F4"
    finally:
        keymap.follow("vyapar")


def test_without_books_there_is_none(counter: Counterside) -> None:
    from estore_pos.domain.errors import Trouble, TroubleCode

    counter.work.refused.emit(Trouble(TroubleCode.BOOKS_IN_USE))
    counter.press(GO_TO)
    assert counter.shell.at.place is Place.TROUBLE
