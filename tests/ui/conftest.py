"""Windows opened for each test on real books."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from estore_pos.base.settings import Settings
from tests.ui.counterside import Counterside


@pytest.fixture
def unopened(tmp_path: Path, qtbot: QtBot) -> Iterator[Counterside]:
    """A window that is not shown yet, in English."""
    side = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    yield side
    side.close()


@pytest.fixture
def counter(unopened: Counterside) -> Counterside:
    """A counter that sells; the first questions are answered."""
    side = unopened
    side.start()
    sheet = side.shell.at
    if sheet is not side.shell.counter:
        side.work.desk(lambda till: till.save_shop(till.shop_today()))
        side.work.desk(lambda till: till.recovery_code_seen())
        side.shell.go_counter()
        side.rest()
    side.keys = 0
    side.sounds.played.clear()
    return side
