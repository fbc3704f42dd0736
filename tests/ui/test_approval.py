"""Somebody's leave for one deed: asked for where it is needed, by a named person's own PIN."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from estore_pos.domain.money import Money
from estore_pos.domain.person import Deed, Person
from estore_pos.operations.till import Till
from estore_pos.ui.counter.approval import WHAT
from estore_pos.ui.keymap import Place
from estore_pos.ui.widgets.who import WhoPin
from tests.operations.shopfront import NOON, SOAP, goods, put_item
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.staffed import GITA, PINS, RAM, SITA, name_of, staff
from tests.ui.test_words_and_sizes import clipped

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
    return [each for each in told[0] if each[0] != "people"]


def test_a_helper_cancels_a_bill_by_the_operators_pin(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER)
    asked = who(counter)
    assert [each.name for each in asked.people] == [SITA, GITA]
    assert counter.focused() is asked.choice
    assert names_of(asked) == ["1  सीता (owner)", "2  गीता (operator)"]
    counter.press(Qt.Key.Key_2)
    counter.qtbot.wait(90)
    assert counter.focused() is asked.pin
    counter.type(PINS[GITA])
    counter.press(ENTER)
    assert counter.shell.at is counter.shell.counter
    assert "is cancelled" in counter.shell.counter.strip.text()
    assert acts(counter, people) == [("cancel", RAM, GITA)]


def names_of(asked: WhoPin) -> list[str]:
    """What stands on the buttons of the people."""
    return [each.text() for each in asked.choice.findChildren(QPushButton)]


@pytest.mark.parametrize("language", ["hi", "en"])
def test_no_digit_stands_before_a_name_where_a_digit_is_one_of_the_pin(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.work.desk(dear)
    counter.shell.set_value("language", language)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER, Qt.Key.Key_2)
    counter.qtbot.wait(90)
    asked = who(counter)
    assert counter.focused() is asked.pin
    assert not any(letter.isdecimal() for text in names_of(asked) for letter in text)
    counter.press(Qt.Key.Key_1)
    counter.qtbot.wait(90)
    assert asked.pin.text() == "1"
    assert asked.person is not None
    assert asked.person.name == GITA
    assert clipped(counter) == []
    counter.press(ESC)
    counter.scan(SOAP_CODE)
    counter.type("25")
    counter.press(Qt.Key.Key_F7)
    alone = who(counter)
    assert len(alone.people) == 1
    assert counter.focused() is alone.pin
    assert not any(letter.isdecimal() for letter in names_of(alone)[0])


def test_esc_leaves_everything_as_it_was(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER)
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
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER, ENTER)
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
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER, ENTER)
    asked = who(counter)
    counter.type("4a0")
    assert asked.pin.text() == "40"
    assert asked.pin.echoMode() is QLineEdit.EchoMode.Password
    assert asked.pin.displayText() == "●●" or "40" not in asked.pin.displayText()
    counter.press(DOWN)
    assert asked.person is not None
    assert asked.person.name == GITA
    assert asked.pin.text() == "", "what was typed was another's"


def dear(till: Till) -> None:
    """Soap costs the shop 30 rupees."""
    soap = next(each for each in goods() if each.id == SOAP)
    put_item(till, replace(soap, cost=Money(3000)))


def owner_allows(counter: Counterside) -> None:
    """Her PIN, for she alone may be asked."""
    assert [each.name for each in who(counter).people] == [SITA]
    counter.type(PINS[SITA])
    counter.press(ENTER)
    assert counter.shell.at.place is not Place.APPROVAL


def test_a_price_below_cost_is_given_back_to_who_may_not_and_taken_with_leave(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, GITA, monkeypatch)
    counter.work.desk(dear)
    counter.rest()
    counter.scan(SOAP_CODE)
    counter.type("25")
    counter.press(Qt.Key.Key_F7, ESC)
    assert counter.shell.counter.entry.text() == "25", "what was typed is there again"
    assert counter.shell.counter.total.texts[2] == "₹ 35.00"
    counter.press(Qt.Key.Key_F7)
    assert "A price below cost: Soap for ₹ 25.00" in counter.texts()
    owner_allows(counter)
    assert counter.shell.counter.total.texts[2] == "₹ 25.00"
    assert acts(counter, people) == [("price_under_floor", GITA, SITA)]
    counter.press(END)
    assert counter.shell.last_bill is not None, "what was allowed on a line is not asked at End"


def test_a_question_stays_open_under_the_sheet_and_is_answered_by_leave(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, GITA, monkeypatch)
    counter.work.desk(dear)
    counter.rest()
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_F7)
    counter.type("20")
    counter.press(ENTER, ESC)
    assert counter.shell.at.place is Place.ASK
    assert counter.shell.counter.question.field.text() == "20"
    counter.press(ENTER)
    owner_allows(counter)
    assert counter.shell.at is counter.shell.counter
    assert counter.shell.counter.total.texts[2] == "₹ 20.00"


@pytest.mark.parametrize("more", ["*50", "+", "scan"])
def test_a_leave_for_one_piece_is_asked_again_at_end_for_more(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    people = staff(counter, GITA, monkeypatch)
    counter.work.desk(dear)
    counter.rest()
    counter.scan(SOAP_CODE)
    counter.type("50%")
    counter.press(Qt.Key.Key_F3)
    assert "More off than allowed: Soap: ₹ 17.50 is given away" in counter.texts()
    owner_allows(counter)
    if more == "scan":
        counter.scan(SOAP_CODE)
    else:
        counter.type(more)
        counter.press(*([ENTER] if more.startswith("*") else []))
    pieces = counter.lines[0][1] // 1000
    assert pieces == (50 if more == "*50" else 2)
    counter.press(END, ESC)
    assert counter.lines == [("Soap", pieces * 1000)], "no bill was made: all is as it was"
    counter.press(END)
    assert f"₹ {pieces * 1750 // 100:.2f}" in " ".join(counter.texts()), "what is to be allowed"
    owner_allows(counter)
    assert counter.lines == []
    assert acts(counter, people)[-1] == ("approval", GITA, SITA)


def test_leave_is_for_one_deed_only(counter: Counterside, monkeypatch: pytest.MonkeyPatch) -> None:
    staff(counter, GITA, monkeypatch)
    counter.scan(SOAP_CODE)
    for percent in ("50%", "60%"):
        counter.type(percent)
        counter.press(Qt.Key.Key_F9)
        owner_allows(counter)
    counter.scan(SALT_CODE)
    counter.type("70%")
    counter.press(Qt.Key.Key_F3)
    assert counter.shell.at.place is Place.APPROVAL


def test_change_that_is_let_go_is_asked_for_over_the_payment(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    counter.type("20")
    counter.press(Qt.Key.Key_L)
    counter.qtbot.wait(90)
    counter.press(ENTER, ESC)
    assert counter.shell.at.place is Place.PAYMENT
    amount = counter.focused()
    assert isinstance(amount, QLineEdit)
    assert amount.text() == "20"
    counter.press(ENTER)
    assert [each.name for each in who(counter).people] == [SITA, GITA]
    counter.press(Qt.Key.Key_1)
    counter.qtbot.wait(90)
    counter.type(PINS[SITA])
    counter.press(ENTER)
    bill = counter.shell.last_bill
    assert bill is not None
    assert counter.shell.at is counter.shell.counter
    assert acts(counter, people) == [("approval", RAM, SITA)]


def test_a_scan_while_somebody_is_asked_goes_on_the_bill_and_presses_nothing(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER, ENTER)
    counter.type("40")
    counter.scan(SOAP_CODE)
    assert who(counter).pin.text() == "40"
    assert counter.lines == [("Soap", 1000)]


def test_every_deed_that_may_need_leave_has_its_words() -> None:
    assert {deed.value for deed in Deed} == set(WHAT)
