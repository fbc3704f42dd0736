"""Whatever a thief would do stands in the journal, with who did it, when, and who allowed it."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.money import Money
from estore_pos.domain.person import Person
from estore_pos.operations.till import Till
from estore_pos.ui.keymap import Place
from estore_pos.ui.widgets.who import WhoPin
from tests.operations.shopfront import NOON, SOAP, goods, put_item
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside, Keys
from tests.ui.staffed import GITA, PINS, RAM, SITA, name_of, staff
from tests.ui.test_printing import Lane, lane

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
F4, F7 = Qt.Key.Key_F4, Qt.Key.Key_F7
SHIFT = Qt.KeyboardModifier.ShiftModifier
UNDO: Keys = (Qt.Key.Key_Z, CTRL)
THROW_AWAY: Keys = (Qt.Key.Key_Delete, CTRL)
DRAWER: Keys = (Qt.Key.Key_O, CTRL | SHIFT)
OLDER = Qt.Key.Key_PageUp
AGAIN: Keys = (Qt.Key.Key_R, CTRL)
__all__ = ["lane"]
Told = list[tuple[str, str, str]]


def journal(counter: Counterside, people: dict[str, Person]) -> Told:
    """What the journal says was done besides selling: what, who, by whose leave."""
    read: list[list[dict[str, Any]]] = []
    counter.work.slow(lambda archive: list(archive.journal("trade")), read.append)
    counter.qtbot.waitUntil(lambda: bool(read), timeout=20_000)
    told: Told = []
    for line in read[0]:
        record = line["record"]
        who = name_of(people, record.get("w", ""))
        if record["k"] == "act":
            told.append((record["b"]["w"], who, name_of(people, record["b"].get("y", ""))))
        elif record["k"] in ("bill.cancelled", "credit_note"):
            told.append((record["k"], who, ""))
        assert record["t"] >= int(NOON.timestamp() * 1000)
    return told


def dear(till: Till) -> None:
    """Soap costs the shop 30 rupees."""
    soap = next(each for each in goods() if each.id == SOAP)
    put_item(till, replace(soap, cost=Money(3000)))


def allow(counter: Counterside, *, asked: bool) -> None:
    """The owner types her PIN, where somebody is asked at all."""
    assert (counter.shell.at.place is Place.APPROVAL) is asked
    if asked:
        who = counter.shell.findChildren(WhoPin)[-1]
        if len(who.people) > 1:
            counter.press(Qt.Key.Key_1)
            counter.qtbot.wait(90)
        counter.type(PINS[SITA])
        counter.press(ENTER)
        assert counter.shell.at.place is not Place.APPROVAL


@pytest.mark.parametrize("at", [GITA, RAM])
def test_all_that_a_thief_would_do_is_in_the_journal(
    counter: Counterside, lane: Lane, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """An operator does most of it of herself, a helper none but what takes nothing away."""
    people = staff(counter, at, monkeypatch)
    counter.shell.set_value("print_after_bill", "never")
    counter.work.desk(dear)
    counter.rest()
    before = len(journal(counter, people))
    is_helper = at == RAM
    counter.scan(SALT_CODE)
    counter.press(F4)
    counter.scan(SALT_CODE)
    counter.press(THROW_AWAY, ENTER)
    counter.press(DRAWER)
    allow(counter, asked=is_helper)
    assert lane.asked == ["kick"]
    counter.scan(SOAP_CODE)
    counter.type("25")
    counter.press(F7)
    allow(counter, asked=True)
    assert counter.shell.counter.total.texts[2] == "₹ 25.00"
    counter.press(END)
    sold = counter.shell.last_bill
    assert sold is not None
    assert sold.by == people[at].id
    counter.scan(SALT_CODE)
    counter.press(END, OLDER, OLDER, AGAIN, ESC)
    counter.press(THROW_AWAY, Qt.Key.Key_Down, ENTER)
    allow(counter, asked=is_helper)
    counter.scan(f"ES1:B:{sold.id}")
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    allow(counter, asked=is_helper)
    owner = SITA if is_helper else ""
    told = journal(counter, people)[before:]
    assert told == [
        ("line_removed", at, ""),
        ("bill_discarded", at, ""),
        ("drawer_opened", at, owner),
        ("price_under_floor", at, SITA),
        ("reprint", at, ""),
        ("bill.cancelled", at, ""),
        ("cancel", at, owner),
        ("credit_note", at, ""),
        ("return", at, owner),
    ]


def amounts(counter: Counterside) -> list[tuple[int, int]]:
    """Of each line that was taken off or made less: how many thousandths, and paise."""
    read: list[list[dict[str, Any]]] = []
    counter.work.slow(lambda archive: list(archive.journal("trade")), read.append)
    counter.qtbot.waitUntil(lambda: bool(read), timeout=20_000)
    acts = [line["record"]["b"] for line in read[0] if line["record"]["k"] == "act"]
    return [(act["q"], act["a"]) for act in acts if act["w"] == "line_removed"]


def test_less_of_a_good_is_told_like_the_whole_of_it(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five are scanned and paid for, one is on the bill: the other four left the shop unpaid."""
    staff(counter, RAM, monkeypatch)
    for _ in range(5):
        counter.scan(SOAP_CODE)
    counter.type("*3")
    counter.press(ENTER)
    counter.type("*1")
    counter.press(ENTER)
    counter.scan(SOAP_CODE)
    counter.press(UNDO)
    counter.type("*4")
    counter.press(ENTER, END)
    assert amounts(counter) == [(2000, 7000), (2000, 7000), (1000, 3500)]


def test_a_helper_gives_nobody_a_group_s_prices_of_himself(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, RAM, monkeypatch)
    before = len(journal(counter, people))
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_F11)
    counter.type("Ram Babu")
    for _ in range(10):
        if counter.focused().objectName() != "buyer_group":
            counter.press(Qt.Key.Key_Tab)
    counter.type("thok")
    counter.press(ENTER)
    assert counter.shell.at.place is Place.APPROVAL
    counter.press(ESC)
    assert journal(counter, people)[before:] == [], "nobody is in it yet"
    counter.press(ENTER)
    allow(counter, asked=True)
    assert counter.shell.at is counter.shell.counter
    assert journal(counter, people)[before:] == [("group", RAM, SITA)]
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_F11)
    counter.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    assert counter.shell.at is counter.shell.counter, "who is in it stays without being asked"


def test_the_days_figures_count_what_was_done_and_who_tried_pins_in_vain(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(F4)
    counter.press((Qt.Key.Key_L, CTRL | SHIFT), Qt.Key.Key_1)
    counter.qtbot.wait(90)
    for _ in range(5):
        counter.type("0007")
        counter.press(ENTER)
    assert journal(counter, people)[-1] == ("lock_failed", RAM, SITA)
    told: list[dict[str, Any]] = []
    counter.work.slow(lambda archive: archive.totals(NOON.date()), told.append)
    counter.qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0]["acts"]["line_removed"] == {"times": 1, "amount": 2800}
    assert told[0]["acts"]["lock_failed"]["times"] == 1
