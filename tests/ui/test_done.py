"""Who did what, on the screen: every act of a day, who did it and by whose leave; all by keys."""

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.money import Money
from estore_pos.domain.person import Role
from estore_pos.domain.shop import Shop
from estore_pos.operations.done import Done
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from estore_pos.store import journal
from estore_pos.ui.counter.done import KINDS, DoneSheet, what_words
from estore_pos.ui.counter.paper import PaperSheet
from estore_pos.ui.keymap import Place
from estore_pos.ui.printing import PrinterSheet
from estore_pos.ui.widgets.rows import Row
from estore_pos.ui.widgets.who import WhoPin
from tests.documents import reading
from tests.operations.shopfront import NOON, SALT
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside, Keys
from tests.ui.staffed import GITA, PINS, RAM, SITA, staff
from tests.ui.test_printing import Lane, lane, waiting
from tests.ui.test_rates import desk

__all__ = ["lane"]
ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
UP, DOWN, OLDER, NEWER = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
F4, F6, F7 = Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7
ACTS: Keys = (Qt.Key.Key_W, ALT)
CANCEL: Keys = (Qt.Key.Key_Delete, CTRL)
LOCK: Keys = (Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)


def sheet(counter: Counterside) -> DoneSheet:
    """The open page."""
    assert counter.shell.at.place is Place.ACTS
    found = counter.shell.at
    assert isinstance(found, DoneSheet)
    return found


def allow(counter: Counterside, name: str) -> None:
    """Somebody types his own PIN."""
    assert counter.shell.at.place is Place.APPROVAL
    who = counter.shell.findChildren(WhoPin)[-1]
    names = [each.name for each in who.people]
    if len(names) > 1:
        counter.press(Qt.Key(Qt.Key.Key_1 + names.index(name)))
        counter.qtbot.wait(90)
    counter.type(PINS[name])
    counter.press(ENTER)


def test_a_day_s_acts_stand_there_with_time_person_leave_sum_good_and_bill(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(F4)
    counter.scan(SOAP_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER)
    allow(counter, GITA)
    bill = counter.shell.last_bill
    assert bill is not None
    owner = Approval(desk(counter, lambda till: till.people.everyone())[0].person.id, PINS[SITA])
    desk(counter, lambda till: till.people.unlock(owner))
    counter.press(ACTS)
    page = sheet(counter)
    rows = [row.split(" · ") for row in page.list.texts()]
    assert [row[0] for row in rows] == [
        "Bill cancelled",
        "Line removed",
        "Who works here changed: राम",
        "Who works here changed: गीता",
        "Who works here changed: सीता",
    ]
    assert rows[0][1] == "₹ 35.00"
    assert rows[0][-2:] == ["राम, by leave of गीता", str(bill.number)]
    assert rows[1][1:3] == ["Salt 1 packet", "₹ 28.00"]
    assert rows[1][-1] == "राम"
    assert "5 acts" in page.head.text()
    assert page.told.text() == "Typed wrongly", "why the bill was cancelled"


def test_enter_opens_the_bill_and_esc_comes_back_to_the_same_act(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SOAP_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER)
    counter.scan(SALT_CODE)
    counter.press(F4, ACTS, DOWN)
    page = sheet(counter)
    assert page.chosen is not None
    assert page.chosen.act.what is ActKind.CANCEL
    counter.press(ENTER)
    counter.qtbot.waitUntil(lambda: isinstance(counter.shell.at, PaperSheet), timeout=20_000)
    counter.press(ESC)
    assert sheet(counter) is page
    assert page.chosen.act.what is ActKind.CANCEL
    counter.press(UP, ENTER)
    assert sheet(counter) is page
    assert page.told.text() == "No bill belongs to this."
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter


def test_a_key_for_the_person_and_one_for_the_kind_go_round_those_of_that_day(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, GITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(F4)
    counter.press(ACTS)
    page = sheet(counter)
    assert len(page.list.texts()) == 4
    counter.press(F6)
    assert "गीता" in page.sieve.text()
    assert [row.split(" · ")[0] for row in page.list.texts()] == ["Line removed"]
    assert "1 of 4" in page.head.text()
    counter.press(F6)
    assert "सीता" in page.sieve.text()
    assert len(page.list.texts()) == 2
    counter.press(F7)
    assert page.list.texts() == [], "she removed no line"
    counter.press(F7)
    assert len(page.list.texts()) == 2
    counter.press(F6, F7)
    assert "everybody" in page.sieve.text()
    assert "all acts" in page.sieve.text()
    assert len(page.list.texts()) == 4


def test_the_days_turn_back_and_forth_and_an_empty_one_says_so(counter: Counterside) -> None:
    counter.press(ACTS)
    page = sheet(counter)
    assert "nothing was noted" in page.head.text()
    assert page.list.texts() == []
    today = page.day
    counter.press(NEWER)
    assert page.day == today
    assert "This is today" in page.told.text()
    counter.press(OLDER, OLDER, UP, DOWN, ENTER, F6, F7)
    assert page.day == today - timedelta(days=2)
    counter.press(NEWER)
    assert page.day == today - timedelta(days=1)
    counter.press(ESC)
    assert counter.shell.at is counter.shell.counter


def test_two_thousand_acts_are_stepped_through_and_only_those_in_sight_are_said(
    counter: Counterside,
) -> None:
    def fill(till: Till) -> None:
        acts = [
            till._recorder.act(Act(ActKind.LINE_REMOVED, None, SALT, 1000, Money(number + 1)))
            for number in range(2000)
        ]
        till.write(lambda page: journal.append_many(page, "trade", acts))

    desk(counter, fill)
    counter.press(ACTS)
    page = sheet(counter)
    assert "2,000" in page.head.text() or "2000" in page.head.text()
    assert page.chosen is not None
    assert page.chosen.act.amount == Money(2000), "the last one stands first"
    said: set[int] = set()
    model = page.list._model

    def heard(place: int, row: Callable[[], Row]) -> Row:
        said.add(place)
        return row()

    model.rows = [partial(heard, place, row) for place, row in enumerate(model.rows)]
    page.list.viewport().update()
    counter.press(DOWN, DOWN)
    counter.qtbot.wait(50)
    assert page.chosen.act.amount == Money(1998)
    assert said
    assert max(said) < 60, "what nobody sees is put into no words"


def test_a_helper_asks_and_whoever_gave_leave_stands_there_too(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.press(ACTS, ESC)
    assert counter.shell.at is counter.shell.counter
    assert "R114" in counter.shell.counter.red.text()
    counter.press(ACTS)
    allow(counter, GITA)
    first = sheet(counter).list.texts()[0]
    assert first.startswith("Seeing who did what")
    assert "राम, by leave of गीता" in first


def test_it_goes_when_a_helper_comes_to_the_till_and_stays_for_an_operator(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.shell.watchman.ask()
    counter.rest()
    for name, stays in ((GITA, True), (RAM, False)):
        if counter.shell.at.place is not Place.ACTS:
            counter.press(ACTS)
        counter.press(LOCK)
        names = [SITA, GITA, RAM]
        counter.press(Qt.Key(Qt.Key.Key_1 + names.index(name)))
        counter.qtbot.wait(90)
        counter.type(PINS[name])
        counter.press(ENTER)
        assert (counter.shell.at.place is Place.ACTS) is stays


def test_each_wrong_pin_stands_there_by_whose_it_was(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER, Qt.Key.Key_2)
    counter.qtbot.wait(90)
    for _ in range(2):
        counter.type("0007")
        counter.press(ENTER)
    counter.press(ESC, LOCK, Qt.Key.Key_1)
    counter.qtbot.wait(90)
    counter.type("0007")
    counter.press(ENTER)
    counter.type(PINS[SITA])
    counter.press(ENTER, ACTS)
    page = sheet(counter)
    rows = page.list.texts()[:3]
    assert [row.split(" · ")[0] for row in rows] == [
        "Wrong PIN: सीता",
        "Wrong PIN: गीता",
        "Wrong PIN: गीता",
    ]
    assert [row.split(" · ")[-1] for row in rows] == ["the till was locked", RAM, RAM]
    assert page.told.text() == "Try no. 1"
    counter.press(DOWN)
    assert page.told.text() == "Try no. 2"


def test_until_somebody_has_a_pin_the_owner_did_it(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(F4, ACTS)
    assert sheet(counter).list.texts()[0].endswith("owner")


def test_every_kind_of_act_has_its_words() -> None:
    assert {kind.value for kind in ActKind} <= set(KINDS)


@pytest.mark.parametrize("fact", [each.name for each in fields(Shop) if each.name != "from_day"])
def test_every_fact_of_the_shop_that_changes_has_its_words(fact: str) -> None:
    act = Act(ActKind.SETTING, note=fact)
    said = what_words(Done(act, NOON, None, None, None, ""))
    assert fact not in said.partition(": ")[2].split()


def test_what_cost_a_good_is_gone_from_its_card_when_another_comes(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ui.test_card import CARD, tell
    from tests.ui.test_card import sheet as card

    staff(counter, SITA, monkeypatch)
    counter.shell.watchman.ask()
    counter.rest()
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_cost", "30")
    counter.press(LOCK, Qt.Key.Key_3)
    counter.qtbot.wait(90)
    counter.type(PINS[RAM])
    counter.press(ENTER)
    assert not card(counter).cost.isVisible()
    assert card(counter).cost.text() == ""
    assert desk(counter, lambda till: till.watch.person.role) is Role.HELPER


def test_what_lies_ready_is_named_as_its_keys_name_it(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_Q, ALT), Qt.Key.Key_F2)
    counter.type("b")
    counter.press(F4)
    counter.type("b")
    counter.press(ESC, ESC, (Qt.Key.Key_K, ALT))
    counter.type("Chhath")
    counter.press(ENTER, ESC, ACTS)
    told = [row.split(" · ")[:2] for row in sheet(counter).list.texts()]
    assert told == [
        ["Changed: kit", "Chhath"],
        ["Changed: tile (ended)", "Salt"],
        ["Changed: tile B", "Salt"],
    ]


# on paper


def opened(counter: Counterside, *keys: Keys) -> bytes:
    """The PDF that the last of these keys of the page has a viewer open."""
    shown: list[bytes] = []

    def show(path: Path) -> bool:
        shown.append(path.read_bytes())
        return True

    counter.shell.show_file = show
    counter.press(ACTS, *keys)
    counter.qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    counter.rest()
    return shown[-1]


def test_what_stands_on_the_screen_stands_on_the_sheet(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(F4)
    counter.scan(SOAP_CODE)
    counter.press(END, CANCEL, Qt.Key.Key_Down, ENTER)
    text = reading.text(opened(counter, (Qt.Key.Key_O, CTRL)))
    page = sheet(counter)
    rows = [page.list.row_at(place) for place in range(page.list.model().rowCount())]
    assert len(rows) == 5
    for row in rows:
        for said in filter(None, row):
            assert said in text
    assert "Typed wrongly" in text, "why the bill was cancelled"
    assert "01-12-2026 · 5 acts" in text
    assert "Paper made 01-12-2026 12:00" in text
    assert "another window" in page.told.text()


def _wait_for(counter: Counterside, papers: int) -> bool:
    return len(waiting(counter)) == papers


@pytest.mark.parametrize("width", [48, 72])
def test_a_roll_is_asked_for_and_counts_nothing(
    counter: Counterside, lane: Lane, width: int
) -> None:
    counter.shell.set_value("printer_width_mm", width)
    counter.scan(SALT_CODE)
    counter.press(F4, ACTS)
    for times in (1, 2):
        counter.press((Qt.Key.Key_P, CTRL))
        counter.qtbot.waitUntil(partial(_wait_for, counter, times), timeout=20_000)
    assert "goes to the printer" in sheet(counter).told.text()
    assert [(paper.of, paper.number, paper.copy) for paper in waiting(counter)] == [
        ("list", "", 0)
    ] * 2
    assert lane.asked.count("now") == 2
    assert len(desk(counter, lambda till: till.acts.of_day(sheet(counter).day))) == 1
    names = sorted((counter.root / "cache" / "papers").glob("acts-*.pdf"))
    (width_of, _) = reading.sizes(names[0].read_bytes())[0]
    assert width_of == pytest.approx(width / 25.4 * 72, abs=1.5)
    counter.press((Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier))
    queue = counter.shell.at
    assert isinstance(queue, PrinterSheet)
    assert queue.list.item(0).text() == "Who did what"


def test_without_a_printer_it_is_said_which_key_makes_a_paper(counter: Counterside) -> None:
    counter.press(ACTS, (Qt.Key.Key_P, CTRL))
    assert "Ctrl+O opens the paper" in sheet(counter).told.text()
    assert waiting(counter) == []


def test_the_person_and_the_kind_that_are_shown_are_those_on_paper(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, SITA, monkeypatch)
    counter.scan(SALT_CODE)
    counter.press(F4)
    text = reading.text(opened(counter, F7, (Qt.Key.Key_O, CTRL)))
    assert "Line removed" in sheet(counter).sieve.text()
    assert "Line removed" in text
    assert "Who works here changed" not in text
