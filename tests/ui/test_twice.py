"""A second Enter while the desk is at it saves nothing twice, on whatever sheet it is pressed."""

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from estore_pos.operations.till import Till
from estore_pos.ui.keymap import Place
from tests.ui.counterside import ALT, CTRL, SALT_CODE, UNKNOWN_CODE, Counterside, Keys
from tests.ui.test_naming import everybody
from tests.ui.test_rates import desk
from tests.ui.test_settings import open_setting

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
F2, F4, F11 = Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F11
SAVE: Keys = (Qt.Key.Key_S, CTRL)


def written(counter: Counterside) -> Counter[str]:
    """How many records of each kind the journal has."""

    def count(till: Till) -> Counter[str]:
        return Counter(line["record"]["k"] for line in till.archive().journal())  # type: ignore[index]

    return desk(counter, count)


def _has(looked: list[object], count: int) -> bool:
    return len(looked) == count


def press_thrice(counter: Counterside, key: Keys) -> None:
    """A key three times while the desk waits for its disk; the quick reader answers meanwhile."""
    held, gate = threading.Event(), counter.shell._gate
    assert gate is not None
    counter.work.desk(lambda till: held.wait(20))
    code, besides = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
    looked: list[object] = []
    for pressed in range(1, 4):
        counter.clock.move(200)
        QTest.keyClick(counter.focused(), code, besides)
        counter.qtbot.waitUntil(lambda: not gate._timer.isActive(), timeout=20_000)
        counter.work.look(lambda lookup: None, looked.append)
        counter.qtbot.waitUntil(partial(_has, looked, pressed), timeout=20_000)
    held.set()
    counter.rest()


def buyer(counter: Counterside) -> Keys:
    counter.scan(SALT_CODE)
    counter.press(F11)
    counter.type("Sita")
    counter.press(ENTER, ENTER, ENTER, ENTER)
    return ENTER


def another_buyer(counter: Counterside) -> Keys:
    buyer(counter)
    return F2


def unknown_code(counter: Counterside) -> Keys:
    counter.scan(UNKNOWN_CODE)
    counter.type("bhujiya")
    counter.press(ENTER)
    counter.type("20")
    return ENTER


def card(counter: Counterside) -> Keys:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_I, CTRL))
    counter.type("27")
    return SAVE


def kit(counter: Counterside) -> Keys:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_K, ALT))
    counter.type("Puja")
    return ENTER


def tile(counter: Counterside) -> Keys:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_Q, ALT), F2)
    return Qt.Key.Key_A


def category(counter: Counterside) -> Keys:
    counter.press((Qt.Key.Key_Period, ALT), F2)
    for typed in ("s", "Sabzi", "Vegetables", "0709"):
        counter.type(typed)
        counter.press(ENTER)
    return ENTER


def service(counter: Counterside) -> Keys:
    counter.press((Qt.Key.Key_S, ALT))
    counter.type("Copy")
    counter.press(ENTER)
    counter.type("2")
    return SAVE


def offer(counter: Counterside) -> Keys:
    counter.press((Qt.Key.Key_O, ALT), F2, ENTER)
    counter.type("10")
    return SAVE


def offer_ended(counter: Counterside) -> Keys:
    counter.press(offer(counter))
    return F4


def rates(counter: Counterside) -> Keys:
    counter.press((Qt.Key.Key_B, ALT))
    counter.type("aalu")
    counter.press(ENTER)
    counter.type("31")
    return SAVE


def estimate(counter: Counterside) -> Keys:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_E, ALT))
    return ENTER


def estimate_closed(counter: Counterside) -> Keys:
    counter.press(estimate(counter))
    counter.qtbot.waitUntil(lambda: counter.shell.at.place is Place.PAPER, timeout=20_000)
    counter.press(ESC, (Qt.Key.Key_E, ALT), F4)
    return ENTER


def person(counter: Counterside) -> Keys:
    open_setting(counter, "works here")
    counter.press(ENTER, ENTER, ENTER)
    counter.type("2580")
    counter.press(ENTER)
    counter.type("2580")
    return ENTER


def shop_fact(counter: Counterside) -> Keys:
    open_setting(counter, "address")
    counter.type("Bazar")
    counter.press(ENTER)
    return ENTER


SHEETS: list[Callable[[Counterside], Keys]] = [
    *(buyer, another_buyer, unknown_code, card, kit, tile, category, service, offer, offer_ended),
    *(rates, estimate, estimate_closed, person, shop_fact),
]


@pytest.mark.slow
@pytest.mark.parametrize("prepare", SHEETS)
def test_what_is_saved_once_is_in_the_books_once(
    counter: Counterside, prepare: Callable[[Counterside], Keys]
) -> None:
    key = prepare(counter)
    before = written(counter)
    press_thrice(counter, key)
    new = written(counter) - before
    assert new, "it was saved"
    assert set(new.values()) == {1}, new


def test_a_customer_who_is_saved_on_a_slow_disk_is_one_customer(counter: Counterside) -> None:
    press_thrice(counter, buyer(counter))
    assert [each.name for each in everybody(counter)] == ["Sita"]
    assert counter.shell.at is counter.shell.counter


def test_what_was_refused_can_be_saved_by_the_next_enter(counter: Counterside) -> None:
    key = service(counter)
    counter.press(ENTER, ENTER)
    counter.type("39")
    before = written(counter)
    press_thrice(counter, key)
    assert counter.shell.at.place is Place.SERVICE, "no law has 39 %"
    assert written(counter) == before
    counter.type("18")
    press_thrice(counter, key)
    assert set((written(counter) - before).values()) == {1}
