"""Ctrl+Z and Ctrl+Del: a deed, the open bill and a bill that was made are taken back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.act import ActKind
from estore_pos.domain.money import Money
from estore_pos.operations.lookup import Lookup
from estore_pos.ui.keymap import Place
from estore_pos.ui.widgets.told import Label
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside, Keys
from tests.ui.test_keys_wait import Slow, hit, scan_now
from tests.ui.test_returning import qr, sell

ENTER, END, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape, Qt.Key.Key_Down
UNDO, CANCEL = (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Delete, CTRL)


def made(counter: Counterside) -> int:
    """How many bills were made."""
    told: list[int] = []
    counter.work.look(lambda lookup: _count(lookup), told.append)
    counter.rest()
    return told[0]


def _count(lookup: Lookup) -> int:
    return len(lookup.recent(9))


def test_what_was_done_last_on_the_bill_is_undone_again_and_again(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.type("5")
    counter.press(Qt.Key.Key_F3)
    counter.press(Qt.Key.Key_F4)
    assert counter.lines == [("Salt", 1000)]
    counter.press(UNDO)
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert counter.shell.counter.total.texts[2] == "₹ 58.00"
    counter.press(UNDO)
    assert counter.shell.counter.total.texts[2] == "₹ 63.00"
    counter.press(UNDO, UNDO)
    assert counter.lines == []
    assert counter.focused() is counter.shell.counter.entry


def test_the_last_bill_is_named_first_and_undone_at_the_second_press(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(END)
    strip = counter.shell.counter.strip
    counter.press(UNDO)
    assert counter.lines == []
    assert "Ctrl+Z once more" in strip.text()
    assert "₹ 28.00" in strip.text()
    counter.press(UNDO)
    assert counter.lines == [("Salt", 1000)]
    assert "is cancelled" in strip.text()
    counter.press(END)
    assert made(counter) == 2


def test_a_scan_between_the_two_presses_leaves_the_last_bill(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(END, UNDO)
    counter.scan(SOAP_CODE)
    counter.press(UNDO)
    assert counter.lines == []
    counter.press(UNDO)
    assert "once more" in counter.shell.counter.strip.text(), "it is named anew"
    assert counter.lines == []


OTHER_DEEDS = {
    "esc": (ESC,),
    "help": (Qt.Key.Key_F1, ESC),
    "the settings": ((Qt.Key.Key_Comma, CTRL), ESC),
    "another language and back": ((Qt.Key.Key_L, CTRL), (Qt.Key.Key_L, CTRL)),
    "a letter": (Qt.Key.Key_A, Qt.Key.Key_Backspace),
    "an arrow": (DOWN,),
    "the last bill's paper": ((Qt.Key.Key_R, CTRL), ESC),
}


@pytest.mark.parametrize("keys", OTHER_DEEDS.values(), ids=OTHER_DEEDS)
def test_whatever_else_is_pressed_says_no_to_the_question(
    counter: Counterside, keys: tuple[Keys, ...]
) -> None:
    counter.scan(SALT_CODE)
    counter.press(END, UNDO)
    strip = counter.shell.counter.strip
    assert "Ctrl+Z once more" in strip.text()
    counter.press(keys[0])
    assert "once more" not in strip.text(), "what a key does not do any more is not said"
    counter.press(*keys[1:])
    assert counter.shell.at.place is Place.COUNTER
    counter.press(UNDO)
    assert counter.lines == []
    assert "Ctrl+Z once more" in strip.text(), "it asks anew"
    counter.press(UNDO)
    assert counter.lines == [("Salt", 1000)]


def test_a_bill_that_cannot_be_undone_is_offered_no_more(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.press(UNDO, UNDO)
    assert counter.shell.counter.red.isVisible()
    assert "Ctrl+Z once more" not in counter.shell.counter.strip.text()


def test_with_nothing_to_undo_it_is_said(counter: Counterside) -> None:
    counter.press(UNDO)
    assert "No bill has been made yet" in counter.shell.counter.strip.text()
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_F5, Qt.Key.Key_F5, UNDO)
    assert "Nothing more to undo" in counter.shell.counter.strip.text()
    assert counter.lines == [("Salt", 1000)]


def test_the_open_bill_is_thrown_away_and_brought_back(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(CANCEL, ENTER)
    assert counter.lines == []
    strip = counter.shell.counter.strip
    assert "Ctrl+Z brings it back" in strip.text()
    counter.press(UNDO)
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert strip.text() == "✓ Undone: the bill is as it was before."
    counter.scan(SOAP_CODE)
    assert "Undone" in strip.text(), "one more of a line is no other thing on the bill"
    counter.press(CANCEL, ENTER)
    counter.scan(SALT_CODE)
    assert strip.text() == "", "Ctrl+Z takes the salt off, and brings no bill back"


def test_what_a_key_would_do_is_not_said_any_more_once_it_would_do_something_else(
    counter: Counterside,
) -> None:
    strip = counter.shell.counter.strip
    counter.scan(SALT_CODE)
    counter.press(END, UNDO)
    assert "Ctrl+Z once more" in strip.text()
    counter.scan(SOAP_CODE)
    assert strip.text() == ""


def test_why_an_open_bill_was_thrown_away_is_in_the_journal(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(CANCEL)
    assert counter.shell.at.place is Place.CANCEL
    assert any("₹ 28.00" in text and "open bill" in text for text in counter.texts())
    counter.press(ESC)
    assert counter.lines == [("Salt", 1000)]
    counter.press(CANCEL, Qt.Key.Key_3)
    counter.qtbot.wait(120)
    counter.press(ENTER)
    assert counter.lines == []
    noted = counter.work.on_desk(lambda till: till.acts.of_day(date(2026, 12, 1)))
    (act,) = [each.act for each in noted if each.act.what is ActKind.BILL_DISCARDED]
    assert (act.note, act.amount) == ("wrong_price", Money(2800))


def heading(counter: Counterside) -> str:
    """What bill the open sheet says it throws away."""
    label = counter.shell.findChild(Label, "cancel_bill")
    assert isinstance(label, Label)
    return label.text()


def not_yet(counter: Counterside) -> str:
    """Why the open sheet has not thrown the bill away."""
    label = counter.shell.findChild(Label, "cancel_missing")
    assert isinstance(label, Label)
    return label.text()


def test_what_came_on_the_bill_is_said_before_it_is_thrown_away(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(CANCEL)
    assert "1 item, ₹ 28.00" in heading(counter)
    for sum_now in ("₹ 63.00", "₹ 98.00"):
        counter.scan(SOAP_CODE)
        assert f"2 items, {sum_now}" in heading(counter), "it follows the bill"
        assert not_yet(counter) == "", "an older sum is said no more"
        counter.sounds.played.clear()
        counter.press(ENTER)
        assert counter.lines[0] == ("Salt", 1000), "nothing is thrown away unread"
        assert f"2 items, {sum_now}" in not_yet(counter)
        assert counter.sounds.played == ["error"]
    counter.press(Qt.Key.Key_3)
    counter.qtbot.wait(120)
    counter.press(ENTER)
    assert counter.lines == []
    assert counter.shell.at.place is Place.COUNTER
    noted = counter.work.on_desk(lambda till: till.acts.of_day(date(2026, 12, 1)))
    (act,) = [each.act for each in noted if each.act.what is ActKind.BILL_DISCARDED]
    assert (act.note, act.amount) == ("wrong_price", Money(9800))


def test_a_scan_that_is_still_under_way_is_not_thrown_away_with_the_bill(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(CANCEL)
    slow = Slow(counter)
    scan_now(counter, SOAP_CODE)
    counter.clock.move(400)
    hit(counter, ENTER)
    assert counter.shell.at is counter.shell.counter, "Enter was pressed on what stood there"
    slow.let_go()
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert counter.shell.at.place is Place.CANCEL
    assert "2 items, ₹ 63.00" in heading(counter)
    assert "2 items, ₹ 63.00" in not_yet(counter)
    counter.press(ESC)
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    counter.press(CANCEL, ENTER)
    assert counter.lines == []


def test_a_bill_that_is_gone_is_none_to_throw_away(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(CANCEL)
    counter.work.on_desk(lambda till: till.counter.finish())
    counter.rest()
    assert counter.shell.at.place is Place.COUNTER


def test_the_last_bill_is_cancelled_for_a_reason_by_three_keys(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(END)
    counter.keys = 0
    counter.press(CANCEL)
    assert counter.shell.at.place is Place.CANCEL
    counter.press(Qt.Key.Key_2)
    counter.qtbot.wait(120)
    counter.press(ENTER)
    assert counter.keys == 3
    assert counter.focused() is counter.shell.counter.entry
    strip = counter.shell.counter.strip
    assert "is cancelled" in strip.text()
    assert "₹ 28.00" in strip.text()
    assert counter.lines == []
    for again in (CANCEL, UNDO):
        counter.press(again)
        assert counter.shell.at is counter.shell.counter, "what was cancelled is not offered again"
        assert "R116" in counter.shell.counter.red.text()
        assert "once more" not in strip.text()
        counter.press(ESC)
        assert not counter.shell.counter.red.isVisible()


def test_the_habit_of_throwing_away_cancels_no_saved_bill(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(END)
    counter.sounds.played.clear()
    counter.press(CANCEL, ENTER, ENTER)
    assert counter.shell.at.place is Place.CANCEL
    assert any("choose the reason first" in text for text in counter.texts())
    assert "error" in counter.sounds.played
    counter.press(ESC)
    kept = counter.work.on_desk(lambda till: till.last_bill())
    assert kept is not None
    assert counter.work.on_desk(lambda till: till.returns.look(kept.id)).bill == kept
    counter.press(CANCEL, ENTER, Qt.Key.Key_Up)
    assert not any("choose the reason first" in text for text in counter.texts())
    counter.press(ENTER)
    assert "is cancelled" in counter.shell.counter.strip.text()
    noted = counter.work.on_desk(lambda till: till.acts.of_day(date(2026, 12, 1)))
    (act,) = [each.act for each in noted if each.act.what is ActKind.CANCEL]
    assert act.note == "other", "up from none is the last reason"


def test_escape_leaves_the_bill_and_a_scan_cancels_nothing(counter: Counterside) -> None:
    counter.press(CANCEL)
    assert "No bill has been made yet" in counter.shell.counter.strip.text()
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL)
    counter.scan(SOAP_CODE)
    assert counter.shell.at.place is Place.CANCEL
    assert counter.lines == [("Soap", 1000)]
    counter.press(ESC)
    counter.press(END, CANCEL, DOWN, ENTER)
    assert "is cancelled" in counter.shell.counter.strip.text()


def test_what_a_helper_may_not_cancel_stays(counter: Counterside) -> None:
    from estore_pos.domain.ids import PersonId
    from estore_pos.domain.person import Person, Role

    counter.scan(SALT_CODE)
    counter.press(END)
    helper = Person(PersonId("H"), "Chhotu", Role.HELPER)
    counter.work.on_desk(lambda till: setattr(till.watch, "person", helper))
    for keys in ((CANCEL, DOWN, ENTER), (UNDO, UNDO)):
        counter.press(*keys)
        assert "R114" in counter.shell.counter.red.text()
        assert counter.lines == []
        counter.press(ESC)
