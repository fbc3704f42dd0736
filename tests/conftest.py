"""What holds for every test: no display, no real home, and nothing left behind unsaid.

A stray log line at WARNING or above, a Qt warning, any Python warning and a thread that outlives
its test each fail that test.
"""

import gc
import logging
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import settings
from typing_extensions import override

from estore_pos.store import keys
from tests import checks, fully, postgres
from tests.lacking import could_be_installed

# Before anything asks where home is or opens a window.
_HOME = Path(tempfile.mkdtemp(prefix="home"))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HOME"] = os.environ["USERPROFILE"] = str(_HOME)
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(_HOME / _name.lower())
for _name in ("APPDATA", "LOCALAPPDATA", "PROGRAMDATA"):
    os.environ[_name] = str(_HOME / _name.lower())
os.environ["XDG_RUNTIME_DIR"] = str(_HOME)
# Proxies are for the set-up; every line a test opens is its own, on this machine.
for _name in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(_name, None)
    os.environ.pop(_name.upper(), None)

# A slow machine is not a fault of the law under test.
settings.register_profile("laws", max_examples=fully.EXAMPLES, deadline=None, print_blob=True)
settings.register_profile("quick", settings.get_profile("laws"), max_examples=25)
settings.load_profile("laws")

SHOPS_COST = dict(keys.COST)
"""What a recovery code is stretched with outside of tests."""
_THREAD_WAIT_S = 5.0


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collects without looking for garbage: there is none, and to look through thousands of new
    tests again and again took half the time. What was collected is never looked through."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """What the quick run asks for."""
    parser.addoption(
        "--ends",
        action="store_true",
        help="of each test's parameters the first and the last, where to try them takes its time",
    )


@pytest.hookimpl(trylast=True)  # of what the marks have left
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what stands between the ends of a test's parameters."""
    if not config.getoption("--ends"):
        return
    law = {item: item.nodeid.partition("[")[0] for item in items}
    first = {law[item]: item for item in reversed(items)}
    last = {law[item]: item for item in items}
    between = {
        item
        for item in items
        if item not in (first[law[item]], last[law[item]])
        and not item.nodeid.startswith(tuple(f"{folder}/" for folder in checks.PURE))
    }
    config.hook.pytest_deselected(items=list(between))
    items[:] = [item for item in items if item not in between]


def pytest_sessionfinish() -> None:
    """Removes the home made for this run."""
    shutil.rmtree(_HOME, ignore_errors=True)


class LogLines(logging.Handler):
    """Collects what is logged at WARNING and above; a test claims what it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the line with its logger and level."""
        self.lines.append(f"{record.name} {record.levelname}: {record.getMessage()}")

    def claim(self, pattern: str) -> list[str]:
        """Takes out the lines that match `pattern`; at least one must be there."""
        claimed = [line for line in self.lines if re.search(pattern, line)]
        assert claimed, f"nothing like {pattern!r} was logged; logged: {self.lines}"
        self.lines = [line for line in self.lines if line not in claimed]
        return claimed


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[LogLines]:
    """What was logged at WARNING or above; `log_lines.claim(pattern)` takes what is expected."""
    handler = LogLines()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    assert not handler.lines, "stray log lines: " + "; ".join(handler.lines)


@pytest.fixture(autouse=True)
def no_dangling_threads() -> Iterator[None]:
    """A thread that a test started has ended when the test ends."""
    before = set(threading.enumerate())
    yield
    until = monotonic() + _THREAD_WAIT_S
    left = [each for each in threading.enumerate() if each not in before]
    for each in left:
        # A dummy stands for a thread not made by Python (Qt's pools); it cannot be joined.
        if not isinstance(each, threading._DummyThread):
            each.join(max(0.0, until - monotonic()))
    left = [
        each for each in left if each.is_alive() and not isinstance(each, threading._DummyThread)
    ]
    assert not left, f"threads outlive the test: {[each.name for each in left]}"


@pytest.fixture(autouse=True, scope="session")
def cheap_recovery_codes() -> None:
    """Every test's books are new: to stretch a code for each as dear as a shop's took a tenth of
    the run. tests/store/test_keys.py holds the real cost."""
    keys.COST.update(memory_cost=64, time_cost=1)


@pytest.fixture(scope="session")
def estore_data() -> Path:
    """The folder of real catalogues and vectors that ESTORE_DATA names; without it the test is
    left out, and the run says so."""
    named = os.environ.get("ESTORE_DATA")
    if not named:
        pytest.skip("ESTORE_DATA is not set: tests on real data are left out")
    folder = Path(named)
    assert folder.is_dir(), f"ESTORE_DATA names {folder}, which is not a folder"
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A real PostgreSQL for the whole run.

    Missing PostgreSQL fails in CI and for root, who could install it; a plain user's run leaves
    these tests out and says so.
    """
    try:
        with postgres.running() as server:
            yield server
    except postgres.NoPostgres as missing:
        if could_be_installed():
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database, gone after the test."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)
