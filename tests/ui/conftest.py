"""Windows opened for each test on real books."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from estore_pos.base.secrets import FileSecrets
from estore_pos.base.settings import Settings
from estore_pos.operations.till import open_till
from estore_pos.ui import clipboard
from tests.clock import FixedClock
from tests.operations.shopfront import NOON, goods, put_item
from tests.ui.counterside import Counterside, Mousetrap


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a shop with goods() on its shelves that has answered the first questions.

    What every counter starts from is made once; each has a copy of its own.
    """
    root = tmp_path_factory.mktemp("answered")
    till = open_till(
        root / "books",
        FixedClock(NOON),
        FileSecrets(root / "secrets"),
        root / "state",
        cache_dir=root / "cache",
    )
    for item in goods():
        put_item(till, item)
    till.save_shop(till.shop_today())
    till.recovery_code_seen()
    till.close()
    return root


@pytest.fixture(autouse=True, scope="session")
def clipboard_handed_over() -> Iterator[None]:
    """At the end of a run, as at the end of the program."""
    yield
    clipboard.hand_over()


@pytest.fixture
def no_mouse(qapp: QApplication) -> Iterator[None]:
    """A task of the keyboard: it fails where anything was clicked."""
    trap = Mousetrap(qapp)
    yield
    qapp.removeEventFilter(trap)
    assert trap.caught == []


@pytest.fixture
def unopened(tmp_path: Path, qtbot: QtBot) -> Iterator[Counterside]:
    """A window that is not shown yet, in English."""
    side = Counterside(tmp_path, qtbot, Settings(language="en"), practice=False)
    yield side
    side.close()


@pytest.fixture
def counter(unopened: Counterside, answered: Path) -> Counterside:
    """A counter that sells; the first questions are answered."""
    side = unopened
    shutil.copytree(answered, side.root, dirs_exist_ok=True)
    side.start()
    assert side.shell.at is side.shell.counter
    side.keys = 0
    side.sounds.played.clear()
    return side
