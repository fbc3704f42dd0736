"""The bridge: deeds in order, the newest question only, nothing told to a window that is gone."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from string import ascii_lowercase
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from estore_pos.domain.errors import Refusal, RefusalCode, ShopError, Trouble, TroubleCode
from estore_pos.operations.lookup import Lookup
from estore_pos.operations.till import Till
from estore_pos.ui import work
from tests.conftest import LogLines
from tests.operations.shopfront import goods, put_item
from tests.ui.counterside import SALT_CODE, Counterside

T = TypeVar("T")


def _saying(answer: T) -> Callable[[object], T]:
    return lambda _: answer


def test_deeds_are_done_in_the_order_of_asking(counter: Counterside) -> None:
    done: list[int] = []
    for number in range(5):
        counter.work.desk(_saying(number), done.append)
    counter.rest()
    assert done == [0, 1, 2, 3, 4]


def test_of_one_key_only_the_newest_question_is_answered(counter: Counterside) -> None:
    answers: list[str] = []
    held = threading.Event()
    counter.work.look(lambda lookup: held.wait(5), lambda _: None)
    for text in ("a", "aa", "aal"):
        counter.work.look(_saying(text), answers.append, key="find")
    held.set()
    counter.rest()
    assert answers == ["aal"]


def test_who_is_gone_is_told_nothing(counter: Counterside) -> None:
    owner = QObject()
    told: list[object] = []
    held = threading.Event()
    counter.work.desk(lambda till: held.wait(5), told.append, owner=owner)
    shiboken6.delete(owner)
    held.set()
    counter.rest()
    assert told == []


def test_deeds_go_between_the_slices_of_long_work(counter: Counterside) -> None:
    order: list[str] = []

    def long_work(till: Till) -> Iterator[int]:
        for number in range(3):
            if number == 1:
                counter.work.desk(lambda till: order.append("deed"))
            order.append(f"slice {number}")
            yield number

    ended: list[bool] = []
    counter.work.slices(long_work, lambda _: None, done=lambda: ended.append(True))
    counter.qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert order == ["slice 0", "slice 1", "deed", "slice 2"]


def test_a_refusal_goes_to_who_asked_and_else_to_the_window(counter: Counterside) -> None:
    def refuse(till: Till) -> None:
        raise Refusal(RefusalCode.EMPTY_BILL)

    heard: list[ShopError] = []
    counter.work.desk(refuse, failed=heard.append)
    counter.rest()
    assert [error.code for error in heard] == [RefusalCode.EMPTY_BILL]
    assert not counter.shell.counter.red.isVisible()
    counter.work.desk(refuse)
    counter.rest()
    assert "R105" in counter.shell.counter.red.text()


def test_a_fault_of_ours_is_told_and_the_desk_goes_on(
    counter: Counterside, log_lines: LogLines
) -> None:
    faults: list[BaseException] = []
    counter.work.fault.connect(faults.append)

    def stumble(till: Till) -> None:
        raise ZeroDivisionError

    counter.work.desk(stumble)
    counter.scan(SALT_CODE)
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert counter.lines == [("Salt", 1000)]
    log_lines.claim("a fault in lane desk")


class Resting:
    """A lane whose every rest is counted; `left` of them leave something for the next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, left: int, fails: bool = False) -> None:
        monkeypatch.setattr(work, "IDLE_S", 0.005)
        self.rests: list[int] = []
        self.left = left
        self.fails = fails
        self.faults: list[BaseException] = []
        self.lane = work.Lane("resting", self.faults.append)
        self.lane.idle = self._rest
        self.lane.start()

    def _rest(self) -> bool:
        self.rests.append(self.left)
        self.left -= 1
        if self.fails:
            raise ZeroDivisionError
        return self.left >= 0

    def sleeps_after(self, count: int, qtbot: QtBot) -> None:
        """It rests so often, and then no more."""
        qtbot.waitUntil(lambda: len(self.rests) >= count, timeout=20_000)
        qtbot.wait(60)
        assert len(self.rests) == count


def test_a_lane_sleeps_when_nothing_is_left_that_can_wait(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    resting = Resting(monkeypatch, left=2)
    resting.sleeps_after(3, qtbot)
    resting.lane.put(lambda: None)
    resting.sleeps_after(4, qtbot)
    resting.lane.wake()
    resting.sleeps_after(5, qtbot)
    resting.lane.close()


def test_a_fault_at_rest_does_not_come_again_and_again(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, log_lines: LogLines
) -> None:
    resting = Resting(monkeypatch, left=9, fails=True)
    resting.sleeps_after(1, qtbot)
    resting.lane.close()
    assert len(resting.faults) == 1
    log_lines.claim("a fault in lane resting")


def test_a_trouble_that_the_desk_meets_at_rest_is_said(
    monkeypatch: pytest.MonkeyPatch, counter: Counterside
) -> None:
    def damaged(till: Till) -> None:
        raise Trouble(TroubleCode.BOOKS_DAMAGED)

    monkeypatch.setattr(Till, "idle", damaged)
    monkeypatch.setattr(work, "IDLE_S", 0.005)
    with counter.qtbot.waitSignal(counter.work.unsaid, timeout=20_000) as said:
        counter.work.desk(lambda till: None)
    assert said.args[0].code is TroubleCode.BOOKS_DAMAGED
    assert "The file of the books is damaged" in counter.shell.counter.red.text()


def test_what_misspelt_words_need_is_read_in_rest_and_anew_when_goods_change(
    monkeypatch: pytest.MonkeyPatch, counter: Counterside
) -> None:
    more_left: list[bool] = []
    warm = Lookup.warm

    def noted(lookup: Lookup) -> bool:
        more_left.append(warm(lookup))
        return more_left[-1]

    monkeypatch.setattr(Lookup, "warm", noted)
    monkeypatch.setattr(work, "IDLE_S", 0.005)
    for deed in (lambda till: None, lambda till: put_item(till, goods()[0])):
        more_left.clear()
        counter.work.desk(deed)
        counter.qtbot.waitUntil(lambda: more_left[-1:] == [False], timeout=20_000)
        counter.qtbot.wait(60)
        assert more_left.count(False) == 1, "asleep when all is read"
    assert len(more_left) == len(ascii_lowercase) + 1, "goods have changed: all is read anew"


def test_who_waits_for_a_closing_desk_is_let_go(counter: Counterside) -> None:
    ended: list[str] = []

    def wait() -> None:
        try:
            counter.work.on_desk(lambda till: None)
        except CancelledError:
            ended.append("cancelled")

    desk = counter.work._desk
    begun, held = threading.Event(), threading.Event()

    def hold(till: object) -> None:
        begun.set()
        held.wait(60)

    counter.work.desk(hold)
    assert begun.wait(20)
    waiting = threading.Thread(target=wait)
    waiting.start()
    counter.qtbot.waitUntil(lambda: bool(desk._jobs), timeout=20_000)
    closing = threading.Thread(target=counter.work.close)
    closing.start()
    counter.qtbot.waitUntil(lambda: desk._closed, timeout=20_000)
    held.set()
    closing.join()
    waiting.join()
    assert ended == ["cancelled"]


def test_what_was_asked_before_the_close_is_done(counter: Counterside) -> None:
    done: list[str] = []
    for _ in range(3):
        counter.work.desk(lambda till: done.append("deed"))
    counter.work.close()
    assert done == ["deed"] * 3


def test_the_line_thread_may_wait_for_the_desk(counter: Counterside) -> None:
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(counter.work.on_desk(lambda till: 7)))
    asking.start()
    asking.join()
    with pytest.raises(Refusal):
        counter.work.on_desk(lambda till: till.counter.finish())
    assert answers == [7]


def test_damage_that_the_start_did_not_see_is_said_while_the_till_sells(
    tmp_path: Path, qtbot: QtBot, log_lines: LogLines
) -> None:
    first = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    first.start()
    first.harm_unread()
    side = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    side.start()
    red = side.shell.counter.red
    qtbot.waitUntil(red.isVisible, timeout=20_000)
    assert "A part of the file of the books is damaged" in " ".join(side.texts())
    side.scan(SALT_CODE)
    assert [name for name, _ in side.lines] == ["Salt"]
    side.close()
    assert len(log_lines.claim("not as sealed")) == 1
