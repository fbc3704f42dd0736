"""Tab and Shift+Tab stay in what is open: nothing is typed unseen into what lies under it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from estore_pos.domain.money import Money
from estore_pos.ui.keymap import Place
from tests.fully import fully
from tests.ui.counterside import SALT_CODE, UNPRICED_CODE, Counterside
from tests.ui.test_single_letters import OFTEN_NAMED, SELLING, UNSOLD, before_selling

TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
ENTER, END = Qt.Key.Key_Return, Qt.Key.Key_End
SHIFT = Qt.KeyboardModifier.ShiftModifier
STEPS_MAX = 40


def _come_to(counter: Counterside, key: Qt.Key) -> list[QWidget]:
    """What has the focus after one Tab after another, until it is where it began."""
    at, began = counter.shell.at, counter.focused()
    assert isinstance(at, QWidget)
    seen: list[QWidget] = []
    for _ in range(STEPS_MAX):
        counter.press((key, SHIFT) if key is BACKTAB else key)
        assert counter.shell.at is at
        focus = counter.focused()
        told = (focus.objectName(), type(focus).__name__)
        assert focus is at or at.isAncestorOf(focus), told
        assert focus.isVisible(), told
        assert focus is at.home() or focus is not counter.shell.counter.entry, told
        seen.append(focus)
        if focus is began:
            return seen
    raise AssertionError(f"Tab never came back: {[each.objectName() for each in seen]}")


@pytest.mark.parametrize("named", fully(list(SELLING), quick=[*OFTEN_NAMED, "ask", "teach"]))
def test_tab_goes_round_in_what_is_open(counter: Counterside, named: str) -> None:
    place, opened = SELLING[named]
    counter.scan(SALT_CODE)
    opened(counter)
    assert counter.shell.at.place is place
    forth, back = _come_to(counter, TAB), _come_to(counter, BACKTAB)
    if named != "mixed":  # there a card's slip comes only once Tab has given the card its amount
        assert {id(each) for each in forth} == {id(each) for each in back}
    assert len(forth) == len({id(each) for each in forth})


@pytest.mark.parametrize("named", fully(list(UNSOLD), quick=["first"]))
def test_tab_goes_round_before_and_beside_selling(
    unopened: Counterside, answered: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_selling(unopened, answered, named, monkeypatch)
    _come_to(unopened, TAB)
    _come_to(unopened, BACKTAB)


@pytest.mark.parametrize("key", [TAB, BACKTAB])
def test_a_price_that_end_asks_for_is_typed_after_a_tab_too(
    counter: Counterside, key: Qt.Key
) -> None:
    """The 60 stood on the line under the question, where nobody saw it."""
    counter.scan(UNPRICED_CODE)
    counter.press(Qt.Key.Key_Escape, END)
    assert counter.shell.at.place is Place.ASK
    counter.press(key, key)
    counter.type("60")
    assert counter.shell.counter.entry.text() == ""
    counter.press(ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert view.draft.lines[0].price == Money(6000)
    assert counter.shell.at is counter.shell.counter


def test_tab_brings_the_focus_back_from_elsewhere(counter: Counterside) -> None:
    counter.press(Qt.Key.Key_F11)
    home = counter.shell.at.home()
    counter.shell.counter.entry.setFocus()
    counter.press(TAB)
    assert counter.focused() is home
    assert isinstance(home, QLineEdit)
