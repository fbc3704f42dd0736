"""The month whose return was filed is told in the settings, and its bills are cancelled no more."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.shop import Shop
from estore_pos.ui.counter.approval import ApprovalSheet
from estore_pos.ui.setup.settings import SettingsScreen
from tests.ui.counterside import ALT, CTRL, SALT_CODE, Counterside
from tests.ui.staffed import GITA, PINS, SITA, staff
from tests.ui.test_rates import desk
from tests.ui.test_returning import notes

ENTER, ESC, END, F10 = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_End,
    Qt.Key.Key_F10,
)
SETTINGS, SELL, CANCEL = (
    (Qt.Key.Key_Comma, CTRL),
    (Qt.Key.Key_1, ALT),
    (Qt.Key.Key_Delete, CTRL),
)


def file(counter: Counterside, typed: str) -> None:
    """Tell the settings up to which month it is filed."""
    counter.press(SETTINGS)
    counter.type("GSTR-1")
    counter.press(ENTER)
    counter.type(typed)
    counter.press(ENTER)


def shop(counter: Counterside) -> Shop:
    """The shop's facts of today."""
    return desk(counter, lambda till: till.shop_today())


@pytest.fixture
def january(counter: Counterside) -> Counterside:
    """A counter that sold salt on 1 December; it is 2 January, before a return is due."""
    counter.scan(SALT_CODE)
    counter.press(END)
    counter.clock.at += timedelta(days=32)
    return counter


def test_a_month_told_as_filed_leaves_only_the_credit_note(january: Counterside) -> None:
    file(january, "12-2026")
    told = shop(january)
    assert (told.filed_up_to, told.from_day) == (date(2026, 12, 31), date(2027, 1, 2))
    settings = january.shell.on_screen
    assert isinstance(settings, SettingsScreen)
    assert str(settings.model.index(0, 0).data()).endswith("12-2026")
    january.press(ESC, SELL, CANCEL, Qt.Key.Key_Down, ENTER)
    red = january.shell.counter.red.text()
    assert "closed for the tax return" in red
    assert "F10" in red
    january.press(F10)
    january.type("1")
    january.press(ENTER)
    january.type("1")
    january.press(ENTER)
    assert len(notes(january)) == 1


def test_until_somebody_says_so_a_month_is_open_until_its_return_is_due(
    january: Counterside,
) -> None:
    file(january, "11-2026")
    january.press(ESC, SELL, CANCEL, Qt.Key.Key_Down, ENTER)
    assert "closed" not in january.shell.counter.red.text()


def test_a_month_filed_long_ago_keeps_no_later_one_open(january: Counterside) -> None:
    file(january, "11-2026")
    january.clock.at += timedelta(days=10)
    january.press(ESC, SELL, CANCEL, Qt.Key.Key_Down, ENTER)
    assert "closed for the tax return" in january.shell.counter.red.text()


@pytest.mark.parametrize(
    ("typed", "code"), [("1-2027", "R215"), ("13-2026", "R308"), ("december", "R308")]
)
def test_what_cannot_have_been_filed_is_told_and_stays_to_be_mended(
    january: Counterside, typed: str, code: str
) -> None:
    file(january, typed)
    assert any(code in text for text in january.texts())
    assert january.focused().objectName() == "setting_first"
    assert shop(january).filed_up_to is None


def test_a_wrong_month_is_taken_back_by_typing_nothing(january: Counterside) -> None:
    file(january, "12-2026")
    january.press(ESC, ESC)
    january.press(SETTINGS)
    january.type("GSTR-1")
    january.press(ENTER, Qt.Key.Key_Backspace, ENTER)
    assert shop(january).filed_up_to is None


def test_it_is_the_owner_who_says_so(january: Counterside, monkeypatch: pytest.MonkeyPatch) -> None:
    staff(january, GITA, monkeypatch)
    file(january, "12-2026")
    assert isinstance(january.shell.at, ApprovalSheet)
    january.press(ESC)
    assert shop(january).filed_up_to is None
    january.press(ENTER)
    january.type(PINS[SITA])
    january.press(ENTER)
    assert shop(january).filed_up_to == date(2026, 12, 31)
