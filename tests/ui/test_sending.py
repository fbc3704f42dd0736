"""A person asks to send to HQ now: the strip says so, and then how the try went."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from estore_pos.operations.line import LineState
from tests.operations.shopfront import NOON
from tests.ui.counterside import CTRL, SALT_CODE, Counterside

NOW = (Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
OLD = LineState("online", is_answer=False)


class Line:
    """Keeps whether it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def try_now(self) -> None:
        self.asked += 1

    def enrol(self, address: str, code: str, told: Callable[[Exception | None], None]) -> None:
        raise AssertionError("nobody joins")


@pytest.fixture
def line(counter: Counterside) -> Line:
    """A counter with a line to HQ that has not answered yet."""
    made = Line()
    counter.shell.hq_line = made
    counter.press(NOW)
    counter.shell.line_told.emit(OLD)
    assert made.asked == 1
    assert counter.shell.counter.strip.text() == "Trying to send to HQ…"
    return made


@pytest.mark.parametrize(
    ("state", "tone", "said"),
    [
        (LineState("online", last_ack=NOON), "ok", "● HQ reached · All bills are sent"),
        (LineState("online", 3), "none", "● HQ reached · 3 bills wait to be sent"),
        (LineState("offline", 1), "warn", "○ No line — selling works · 1 bill waits to be sent"),
        (LineState("not_enrolled"), "warn", "○ Not joined to HQ yet — selling works"),
    ],
)
def test_a_try_that_was_asked_for_settles_into_how_it_went(
    counter: Counterside, line: Line, state: LineState, tone: str, said: str
) -> None:
    counter.shell.line_told.emit(state)
    assert counter.shell.counter.strip.text() == said
    assert counter.shell.counter.strip.tone == tone


def test_what_was_said_since_stays_in_sight(counter: Counterside, line: Line) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_End)
    told = counter.shell.counter.strip.text()
    counter.shell.line_told.emit(LineState("offline", 1))
    assert counter.shell.counter.strip.text() == told
