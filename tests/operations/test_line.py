"""The window and the line to HQ speak of the same states."""

from typing import get_args

from estore_pos.operations import line
from sync.client import pump


def test_the_window_knows_every_state_of_the_line_and_no_other() -> None:
    assert get_args(line.LineCode) == get_args(pump.LineCode)
