"""What a test of a sub-command needs: a world without windows, at a known noon."""

from pathlib import Path

import pytest

from estore_pos.commands.world import World
from tests.clock import FixedClock
from tests.commands.world import make_world
from tests.operations.shopfront import NOON


@pytest.fixture
def clock() -> FixedClock:
    """Noon of 1 December 2026."""
    return FixedClock(NOON)


@pytest.fixture
def world(tmp_path: Path, clock: FixedClock) -> World:
    """No books yet."""
    return make_world(tmp_path, clock)
