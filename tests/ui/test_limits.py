"""What each may give away of himself is set in the settings and holds at the counter at once."""

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.money import Money
from estore_pos.domain.person import Role
from estore_pos.domain.shop import Shop
from estore_pos.ui.counter.approval import ApprovalSheet
from estore_pos.ui.counter.done import DoneSheet
from estore_pos.ui.setup.settings import SettingsScreen
from tests.ui.counterside import CTRL, SALT_CODE, Counterside
from tests.ui.staffed import GITA, PINS, SITA, staff
from tests.ui.test_rates import desk

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
SETTINGS = (Qt.Key.Key_Comma, CTRL)


def limit(counter: Counterside, named: str, typed: str) -> None:
    """Change one limit in the settings."""
    counter.press(SETTINGS)
    counter.type(named)
    counter.press(ENTER)
    counter.type(typed)
    counter.press(ENTER)


def shop(counter: Counterside) -> Shop:
    """The shop's facts of today."""
    return desk(counter, lambda till: till.shop_today())


@pytest.mark.parametrize(
    ("named", "first", "typed", "then"),
    [
        ("operator, at", "10 %", "12.5", "12.5 %"),
        ("helper, at", "0 %", "3 %", "3 %"),
        ("let go, at", "₹ 5.00", "2", "₹ 2.00"),
    ],
)
def test_each_limit_says_what_holds_at_first_and_can_be_set(
    counter: Counterside, named: str, first: str, typed: str, then: str
) -> None:
    counter.press(SETTINGS)
    counter.type(named)
    settings = counter.shell.on_screen
    assert isinstance(settings, SettingsScreen)
    model = settings.model
    assert str(model.index(0, 0).data()).endswith(first)
    counter.press(ESC, ESC)
    limit(counter, named, typed)
    assert str(model.index(0, 0).data()).endswith(then)


def test_the_limits_stand_in_the_journal_and_the_others_stay(counter: Counterside) -> None:
    limit(counter, "operator, at", "20")
    counter.press(ESC, ESC)
    limit(counter, "helper, at", "5")
    counter.press(ESC, ESC)
    limit(counter, "let go, at", "0")
    held = shop(counter)
    assert (held.discount_cap(Role.OPERATOR), held.discount_cap(Role.HELPER)) == (2000, 500)
    assert held.waive_cap(Role.HELPER) == Money(0)
    assert held.from_day.isoformat() == "2026-12-01"
    counter.press(ESC, ESC, (Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier))
    page = counter.shell.at
    assert isinstance(page, DoneSheet)
    assert [text.partition(" · ")[0] for text in page.list.texts()] == [
        "Setting changed: Small change let go, at most: ₹ 0.00",
        "Setting changed: Discount by a helper, at most: 5 %",
        "Setting changed: Discount by an operator, at most: 20 %",
    ]


@pytest.mark.parametrize(
    ("named", "typed"),
    [("operator, at", "101"), ("operator, at", "much"), ("let go, at", "100.01")],
)
def test_a_limit_that_cannot_be_is_told_and_stays_to_be_mended(
    counter: Counterside, named: str, typed: str
) -> None:
    before = shop(counter)
    limit(counter, named, typed)
    assert any("Nothing was saved" in text for text in counter.texts())
    assert counter.focused().objectName() == "setting_first"
    assert shop(counter) == before


def test_nobody_raises_his_own_limit(counter: Counterside, monkeypatch: pytest.MonkeyPatch) -> None:
    staff(counter, GITA, monkeypatch)
    before = shop(counter)
    limit(counter, "operator, at", "50")
    assert isinstance(counter.shell.at, ApprovalSheet)
    counter.press(ESC)
    assert shop(counter) == before
    counter.press(ENTER)
    counter.type(PINS[SITA])
    counter.press(ENTER)
    assert shop(counter).discount_cap(Role.OPERATOR) == 5000
    counter.press((Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier))
    counter.scan(SALT_CODE)
    counter.type("40%")
    counter.press(Qt.Key.Key_F3)
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed == Money(1700), "what is within the new limit needs nobody"
