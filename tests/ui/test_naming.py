"""Whose bill it is, where several are called alike: nobody silently becomes another."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import CustomerId
from estore_pos.ui.keymap import Place
from tests.ui.counterside import SALT_CODE, Counterside

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
F2, F11 = Qt.Key.Key_F2, Qt.Key.Key_F11
RAMESH = Customer(CustomerId(""), "Ramesh", "0000000011", "Mandir ke paas")


def known(counter: Counterside, *people: Customer) -> list[Customer]:
    """People who were here before."""
    saved: list[Customer] = []
    for each in people:
        counter.work.desk(lambda till, who=each: till.save_customer(who), saved.append)
    counter.rest()
    return saved


def everybody(counter: Counterside) -> list[Customer]:
    found: list[list[Customer]] = []
    counter.work.look(lambda lookup: lookup.customers("", 99), found.append)
    counter.rest()
    return found[0]


def buyer(counter: Counterside) -> Customer | None:
    view = counter.shell.counter.view
    assert view is not None
    return view.draft.buyer


def name(counter: Counterside, called: str, phone: str = "") -> None:
    """F11, a name, a telephone, and Enter through the rest."""
    counter.press(F11)
    counter.type(called)
    counter.press(ENTER)
    counter.type(phone)
    counter.press(ENTER, ENTER, ENTER, ENTER)


def asks(counter: Counterside) -> bool:
    return any("is known here" in text for text in counter.texts())


def test_a_new_name_takes_as_many_keys_as_ever(counter: Counterside) -> None:
    known(counter, RAMESH)
    counter.scan(SALT_CODE)
    counter.keys = 0
    name(counter, "Sita")
    assert counter.keys == 1 + len("Sita") + 5
    assert counter.shell.at is counter.shell.counter
    assert "error" not in counter.sounds.played
    who = buyer(counter)
    assert who is not None
    assert who.name == "Sita"


@pytest.mark.parametrize("called", ["Ramesh", "ramesh", "RAMESH", "रमेश"])
def test_somebody_of_a_known_name_is_asked_for_and_none_is_made(
    counter: Counterside, called: str
) -> None:
    (first,) = known(counter, RAMESH)
    counter.scan(SALT_CODE)
    counter.press(F11)
    counter.focused().insert(called)  # type: ignore[attr-defined]
    counter.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    assert asks(counter)
    assert counter.sounds.played[-1] == "error"
    assert any("↓ Ramesh · …0011 · Mandir ke paas" in text for text in counter.texts())
    assert everybody(counter) == [first]
    counter.press(ENTER)
    assert asks(counter), "Enter alone takes nobody"
    counter.press(DOWN, ENTER)
    assert buyer(counter) == first
    assert everybody(counter) == [first]


def test_f2_says_that_he_is_another_person(counter: Counterside) -> None:
    (first,) = known(counter, RAMESH)
    counter.scan(SALT_CODE)
    name(counter, "Ramesh")
    counter.press(F2)
    who = buyer(counter)
    assert who is not None
    assert (who.name, who.id == first.id) == ("Ramesh", False)
    counter.press(F11)
    counter.type("Ramesh")
    counter.press(F2)
    assert len({each.id for each in everybody(counter)}) == 3, "also before it is asked"


def test_several_of_a_name_are_told_by_their_last_digits(counter: Counterside) -> None:
    _, second, _ = known(
        counter,
        RAMESH,
        Customer(CustomerId(""), "Ramesh", "0000000022"),
        Customer(CustomerId(""), "Ramesh"),
    )
    counter.scan(SALT_CODE)
    name(counter, "Ramesh")
    shown = [text for text in counter.texts() if text.startswith("↓ Ramesh")]
    assert shown == [
        "↓ Ramesh · no telephone, no address",
        "↓ Ramesh · …0022",
        "↓ Ramesh · …0011 · Mandir ke paas",
    ]
    assert not any("0000000022" in text for text in counter.texts())
    counter.press(DOWN, DOWN, ENTER)
    assert buyer(counter) == second


@pytest.mark.parametrize("called", ["Ramesh", "ramesh"])
@pytest.mark.parametrize("phone", ["0000000011", "00000 00011"])
def test_who_has_the_name_and_the_telephone_of_somebody_known_is_he(
    counter: Counterside, called: str, phone: str
) -> None:
    (first,) = known(counter, RAMESH)
    counter.scan(SALT_CODE)
    name(counter, called, phone)
    assert not asks(counter)
    assert "error" not in counter.sounds.played
    assert counter.shell.at is counter.shell.counter
    assert buyer(counter) == first, "with the address that he told before"
    assert everybody(counter) == [first]


def test_what_is_told_anew_of_the_same_person_is_kept_and_what_differs_is_asked(
    counter: Counterside,
) -> None:
    (first,) = known(counter, replace(RAMESH, address=""))
    counter.scan(SALT_CODE)
    counter.press(F11)
    counter.type("Ramesh")
    counter.press(ENTER)
    counter.type(RAMESH.phone)
    counter.press(ENTER, ENTER)
    counter.type("Station Road")
    counter.press(ENTER, ENTER)
    assert buyer(counter) == replace(first, address="Station Road")
    counter.press(F11)
    counter.type("Ramesh")
    counter.press(ENTER)
    counter.type(RAMESH.phone)
    counter.press(ENTER, ENTER)
    counter.type("Naya Tola")
    counter.press(ENTER, ENTER)
    assert asks(counter), "he has moved, or a namesake has the telephone of the house"
    assert len(everybody(counter)) == 1


def test_two_of_one_name_and_one_telephone_are_asked_for(counter: Counterside) -> None:
    known(counter, RAMESH, replace(RAMESH, address="Naya Tola"))
    counter.scan(SALT_CODE)
    name(counter, "Ramesh", "00000 00011")
    assert asks(counter)
    assert buyer(counter) is None


def test_a_telephone_of_his_own_tells_him_from_others_and_a_shared_one_does_not(
    counter: Counterside,
) -> None:
    known(counter, RAMESH)
    counter.scan(SALT_CODE)
    name(counter, "Ramesh", "00000 00099")
    assert not asks(counter)
    assert len(everybody(counter)) == 2
    name(counter, "Sunita", "00000 00011")
    assert not asks(counter), "a family shares a telephone"
    who = buyer(counter)
    assert who is not None
    assert who.name == "Sunita"


def test_another_name_is_typed_over_the_question_and_nothing_is_lost(counter: Counterside) -> None:
    known(counter, RAMESH)
    counter.scan(SALT_CODE)
    name(counter, "Ramesh")
    assert counter.shell.at.place is Place.BUYER
    counter.press(ESC)
    assert counter.lines == [("Salt", 1000)]
    assert buyer(counter) is None
    name(counter, "Ramesh")
    counter.shell.at.home().setFocus()
    counter.type(" Kumar")
    assert not asks(counter)
    counter.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    who = buyer(counter)
    assert who is not None
    assert who.name == "Ramesh Kumar"
