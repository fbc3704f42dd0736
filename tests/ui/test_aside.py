"""What a key of everywhere opens lies over an open sheet, which keeps what was typed and where."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.ui.keymap import Place
from tests.ui.counterside import CTRL, SALT_CODE, Counterside, Keys

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
F1, F9, F10, F11 = Qt.Key.Key_F1, Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
ASIDE: dict[str, tuple[Place, tuple[Keys, ...]]] = {
    "help": (Place.HELP, (F1,)),
    "help, and again": (Place.HELP, (F1, F1, F1)),
    "palette": (Place.PALETTE, ((Qt.Key.Key_K, CTRL),)),
    "last paper": (Place.PAPER, ((Qt.Key.Key_R, CTRL),)),
    "last paper, and again": (Place.PAPER, ((Qt.Key.Key_R, CTRL), (Qt.Key.Key_R, CTRL))),
    "its look": (Place.PAPER, ((Qt.Key.Key_R, CTRL_SHIFT),)),
    "printer": (Place.PRINTER, ((Qt.Key.Key_P, CTRL_SHIFT),)),
}


@pytest.mark.parametrize("what", ASIDE)
def test_a_new_buyer_half_typed_is_there_again_behind_what_was_read(
    counter: Counterside, what: str
) -> None:
    place, keys = ASIDE[what]
    counter.scan(SALT_CODE)
    counter.press(F11)
    counter.type("Ramesh")
    counter.press(ENTER)
    counter.type("00000")
    counter.press(*keys)
    assert counter.shell.at.place is place
    counter.press(ESC)
    assert counter.shell.at.place is Place.BUYER
    assert _named(counter.focused()) == ("buyer_phone", "00000")
    counter.type("00011")
    counter.press(ENTER, ENTER, ENTER, ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert view.draft.buyer is not None
    assert (view.draft.buyer.name, view.draft.buyer.phone) == ("Ramesh", "0000000011")


@pytest.mark.parametrize("key", [F9, F10])
def test_a_key_of_the_counter_leaves_a_half_typed_buyer_alone(
    counter: Counterside, key: Qt.Key
) -> None:
    counter.press(F11)
    counter.type("Ramesh")
    counter.press(key)
    assert counter.shell.at.place is Place.BUYER
    assert _named(counter.focused()) == ("buyer_name", "Ramesh")


@pytest.mark.parametrize("what", ASIDE)
def test_the_welcome_goes_on_where_it_was_behind_what_was_read(
    unopened: Counterside, what: str
) -> None:
    place, keys = ASIDE[what]
    unopened.start()
    unopened.press(ENTER)
    unopened.type("Gupta Store")
    unopened.press(*keys)
    assert unopened.shell.at.place is place
    unopened.press(ESC)
    assert unopened.shell.at.place is Place.FIRST
    assert _named(unopened.focused()) == ("first_name", "Gupta Store")


def test_a_scan_over_the_help_is_for_the_sheet_below_it(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_End, F10)
    counter.type("1")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.RETURN
    counter.press(F1)
    counter.scan(SALT_CODE)
    counter.press(ESC)
    assert counter.shell.at.place is Place.RETURN
    assert counter.lines == [], "what comes back is not sold"


def _named(field: object) -> tuple[str, str]:
    assert isinstance(field, QLineEdit)
    return field.objectName(), field.text()
