"""Who works here, told in the settings: the first owner, the others, another PIN, who leaves."""

import pytest
from PySide6.QtCore import Qt

from estore_pos.operations import pins
from estore_pos.operations.watch import Approval
from estore_pos.ui.keymap import Place
from estore_pos.ui.setup.people import PeopleSheet, PersonSheet
from tests.operations.test_people import CHEAP
from tests.ui.counterside import CTRL, Counterside

ENTER, ESC, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up
F2, F4 = Qt.Key.Key_F2, Qt.Key.Key_F4


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PIN costs is no law."""
    monkeypatch.setattr(pins, "COST", CHEAP)


def people(counter: Counterside) -> PeopleSheet:
    """The list, once it is on top."""
    found = counter.shell.at
    assert isinstance(found, PeopleSheet)
    return found


def person(counter: Counterside) -> PersonSheet:
    """The one that is changed."""
    found = counter.shell.at
    assert isinstance(found, PersonSheet)
    return found


def open_people(counter: Counterside) -> None:
    """Through the settings, by a word of it."""
    counter.press((Qt.Key.Key_Comma, CTRL))
    counter.type("PINs")
    counter.press(ENTER)
    people(counter)


def tell(counter: Counterside, name: str, role: int, pin: str) -> None:
    """Name, role, PIN twice, as they are typed."""
    counter.type(name)
    counter.press(ENTER)
    for _ in range(role):
        counter.press(DOWN)
    counter.press(ENTER)
    counter.type(pin)
    counter.press(ENTER)
    counter.type(pin)
    counter.press(ENTER)


def owner(counter: Counterside) -> None:
    """The first one."""
    open_people(counter)
    counter.press(ENTER)
    tell(counter, "Sita", 0, "4071")
    people(counter)


def allow(counter: Counterside, pin: str) -> None:
    """The owner's PIN, where she alone may be asked."""
    assert counter.shell.at.place is Place.APPROVAL
    counter.type(pin)
    counter.press(ENTER)


def test_the_first_one_is_the_owner_and_is_named_in_the_window(counter: Counterside) -> None:
    open_people(counter)
    assert "Nobody has a PIN" in people(counter).why.text()
    counter.press(ENTER)
    assert person(counter).name.text() == "Owner"
    tell(counter, "Sita", 0, "4071")
    assert people(counter).list.texts() == ["Sita · owner · has a PIN"]
    assert counter.shell.person.text() == "Sita (owner)"
    counter.press(ESC)
    assert counter.shell.at.place is Place.SETTINGS


def test_the_others_come_by_her_pin(counter: Counterside) -> None:
    owner(counter)
    counter.press(F2)
    tell(counter, "Gita", 0, "8264")
    allow(counter, "4071")
    counter.press(F2)
    tell(counter, "Ram", 1, "3917")
    allow(counter, "4071")
    assert people(counter).list.texts() == [
        "Sita · owner · has a PIN",
        "Gita · operator · has a PIN",
        "Ram · helper · has a PIN",
    ]
    told: list[str] = []
    counter.work.desk(
        lambda till: till.people.prove(Approval(till.people.everyone()[1].person.id, "8264")).name,
        told.append,
    )
    counter.rest()
    assert told == ["Gita"]


def test_the_first_pin_cannot_be_a_helpers(counter: Counterside) -> None:
    open_people(counter)
    counter.press(ENTER)
    tell(counter, "Ram", 2, "3917")
    assert "first PIN is the owner's" in person(counter).problem.text()
    assert counter.focused() is person(counter).role
    counter.press(UP, UP, ENTER)
    counter.press(ENTER)
    assert people(counter).list.texts() == ["Ram · owner · has a PIN"]


def test_two_pins_that_differ_save_nothing_and_an_easy_one_is_warned_of(
    counter: Counterside,
) -> None:
    open_people(counter)
    counter.press(ENTER, ENTER, ENTER)
    counter.type("4071")
    counter.press(ENTER)
    counter.type("4017")
    counter.press(ENTER)
    assert "not alike" in person(counter).problem.text()
    assert person(counter).new.is_empty
    counter.type("123")
    counter.press(ENTER)
    assert "4 to 8 digits" in person(counter).problem.text()
    counter.type("1234")
    counter.press(ENTER)
    counter.type("1234")
    counter.press(ENTER)
    assert "tries this PIN first" in person(counter).problem.text()
    counter.press(ENTER)
    people(counter)


def test_a_name_is_changed_and_the_pin_stays(counter: Counterside) -> None:
    owner(counter)
    counter.press(ENTER)
    counter.type("Sita Devi")
    counter.press(ENTER, ENTER, ENTER)
    allow(counter, "4071")
    assert people(counter).list.texts() == ["Sita Devi · owner · has a PIN"]
    assert counter.shell.person.text() == "Sita Devi (owner)"


def test_without_her_pin_nothing_is_changed_and_what_was_typed_stays(counter: Counterside) -> None:
    owner(counter)
    counter.press(F2)
    tell(counter, "Gita", 0, "8264")
    counter.press(ESC)
    assert person(counter).name.text() == "Gita"
    assert "somebody who may allow it" in person(counter).problem.text()
    counter.press(ESC)
    assert people(counter).list.texts() == ["Sita · owner · has a PIN"]


def test_who_leaves_is_off_the_list_and_the_last_owner_stays(counter: Counterside) -> None:
    owner(counter)
    counter.press(F2)
    tell(counter, "Gita", 0, "8264")
    allow(counter, "4071")
    counter.press(F4)
    allow(counter, "4071")
    assert "last owner" in people(counter).problem.text()
    counter.press(DOWN, F4)
    allow(counter, "4071")
    assert people(counter).list.texts() == ["Sita · owner · has a PIN"]
    counter.press(F4)
    allow(counter, "4071")
    assert people(counter).list.texts() == []
    assert not counter.shell.person.isVisible()
    assert "Nobody has a PIN" in people(counter).why.text()
