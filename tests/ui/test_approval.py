"""Somebody's leave for one deed: asked for where it is needed, by a named person's own PIN."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.ui.keymap import Place
from estore_pos.ui.widgets.who import WhoPin
from tests.operations.shopfront import NOON
from tests.ui.counterside import CTRL, SALT_CODE, Counterside
from tests.ui.staffed import GITA, PINS, RAM, SITA, name_of, staff

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up
CANCEL, UNDO = (Qt.Key.Key_Delete, CTRL), (Qt.Key.Key_Z, CTRL)


def who(counter: Counterside) -> WhoPin:
    """What the open sheet asks."""
    assert counter.shell.at.place is Place.APPROVAL
    found = counter.shell.findChildren(WhoPin)[-1]
    assert isinstance(found, WhoPin)
    return found


def acts(counter: Counterside, people: dict[str, Person]) -> list[tuple[str, str, str]]:
    """What the journal says of today: what, who, by whom."""
    told: list[list[tuple[str, str, str]]] = []
    counter.work.desk(
        lambda till: [
            (each.act.what.value, name_of(people, each.who), name_of(people, each.act.by))
            for each in till.acts.of_day(NOON.date())
        ],
        told.append,
    )
    counter.rest()
    return [each for each in told[0] if each[2] != each[1] or each[0] != "approval"]


def test_a_helper_cancels_a_bill_by_the_operators_pin(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, ENTER)
    asked = who(counter)
    assert [each.name for each in asked.people] == [SITA, GITA]
    assert counter.focused() is asked.choice
    counter.press(Qt.Key.Key_2)
    counter.qtbot.wait(90)
    assert counter.focused() is asked.pin
    counter.type(PINS[GITA])
    counter.press(ENTER)
    assert counter.shell.at is counter.shell.counter
    assert "is cancelled" in counter.shell.counter.strip.text()
    assert acts(counter, people)[-1] == ("approval", RAM, GITA)


def test_esc_leaves_everything_as_it_was(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, ENTER)
    who(counter)
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter
    assert "somebody who may allow it" in counter.shell.counter.red.text()
    assert acts(counter, people) == []


def test_a_wrong_pin_says_so_and_the_next_one_is_typed_over_it(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, ENTER, ENTER)
    asked = who(counter)
    assert counter.focused() is asked.pin
    counter.type("0007")
    counter.press(ENTER)
    assert who(counter) is asked
    assert "not the PIN of सीता" in asked.problem.text()
    assert asked.pin.text() == ""
    assert counter.sounds.played[-1] == "error"
    counter.type(PINS[SITA])
    counter.press(ENTER)
    assert counter.shell.at is counter.shell.counter


def test_a_pin_is_dots_and_no_letter_goes_into_it(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, ENTER, ENTER)
    asked = who(counter)
    counter.type("4a0")
    assert asked.pin.text() == "40"
    assert asked.pin.echoMode() is QLineEdit.EchoMode.Password
    assert asked.pin.displayText() == "●●" or "40" not in asked.pin.displayText()
    counter.press(DOWN)
    assert asked.person is not None
    assert asked.person.name == GITA
    assert asked.pin.text() == "", "what was typed was another's"
