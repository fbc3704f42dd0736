"""Large letters on a small screen: the rate board, the offers and a good's card stay whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.ui import test_narrow
from tests.ui.counterside import ALT, CTRL, SALT_CODE, Counterside
from tests.ui.test_words_and_sizes import clipped

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
F2, F4, F11 = Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F11
SAVE = (Qt.Key.Key_S, CTRL)

narrow = test_narrow.narrow


def whole(counter: Counterside) -> list[str]:
    """What does not fit, once everything is laid."""
    counter.qtbot.wait(20)
    return clipped(counter)


def test_the_rate_board_and_what_it_says_are_whole(narrow: Counterside) -> None:
    narrow.shell.sheets.pictures = lambda: narrow.root / "Pictures" / "Bills"
    narrow.press((Qt.Key.Key_B, ALT))
    assert whole(narrow) == []
    for typed in ("99999.50", "zzyzx"):
        narrow.type(typed)
        narrow.press(ENTER)
        assert whole(narrow) == []
    narrow.press(SAVE, F4)
    assert whole(narrow) == []
    narrow.press(SAVE)
    assert whole(narrow) == []


def test_every_kind_of_offer_and_its_refusal_are_whole(narrow: Counterside) -> None:
    narrow.press((Qt.Key.Key_O, ALT))
    assert whole(narrow) == []
    narrow.press(F2)
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        narrow.press(digit)
        narrow.qtbot.wait(80)
        narrow.rest()
        assert whole(narrow) == []
    narrow.press(SAVE)
    assert whole(narrow) == []


def test_each_field_of_a_card_comes_into_sight_with_how_it_is_written(narrow: Counterside) -> None:
    narrow.scan(SALT_CODE)
    narrow.press((Qt.Key.Key_I, CTRL))
    seen = set()
    for _ in range(12):
        assert whole(narrow) == []
        field = narrow.focused()
        assert isinstance(field, QLineEdit)
        assert field.visibleRegion().boundingRect().height() == field.height(), field.objectName()
        seen.add(field.objectName())
        narrow.press(DOWN)
    assert {"card_price", "card_slabs", "card_groups", "card_codes", "card_tile"} <= seen
    narrow.type("x")
    narrow.press(SAVE)
    assert whole(narrow) == []
    narrow.press(ESC, F11)
    assert whole(narrow) == []
