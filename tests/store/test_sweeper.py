"""Bringing the log home holds up no deed, and its trouble is nobody's but its own."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from estore_pos.store import books as books_module
from estore_pos.store import sale
from estore_pos.store.books import FILE, Seams
from estore_pos.store.keys import KeySet
from estore_pos.store.page import Connection, Cursor
from tests.store.shelf import SALT, Shelf


@dataclass
class SlowDisk:
    """Where a checkpoint stands still until it is let go, or fails."""

    begun: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    fails: bool = False

    def connect(self, path: Path, key_set: KeySet) -> Connection:
        """A connection on this disk."""
        return SlowConnection(self, books_module.connect(path, key_set))


class SlowConnection:
    """Fulfils `estore_pos.store.page.Connection`."""

    def __init__(self, disk: SlowDisk, real: Connection) -> None:
        self._disk = disk
        self._real = real
        self.commit, self.rollback, self.close = real.commit, real.rollback, real.close

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction

    def execute(self, sql: str, values: object = ()) -> Cursor:
        if "wal_checkpoint(PASSIVE)" in sql:
            self._disk.begun.set()
            assert self._disk.go.wait(30)
            if self._disk.fails:
                raise dbapi2.OperationalError("disk I/O error")
        return self._real.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[object]) -> Cursor:
        return self._real.executemany(sql, rows)


@pytest.fixture
def disk(stocked: Shelf) -> SlowDisk:
    made = SlowDisk()
    stocked.seams = Seams(connect=made.connect, machine=lambda _salt: "this pc")
    stocked.reopen()
    return made


def test_a_sale_is_made_while_the_log_is_brought_home(stocked: Shelf, disk: SlowDisk) -> None:
    stocked.sell((SALT, 1000))
    assert stocked.books.checkpoint(least_bytes=1)
    assert disk.begun.wait(30)
    (bill,) = stocked.sell((SALT, 2000))
    with stocked.page() as page:
        assert sale.by_id(page, bill.id) == bill
    assert not stocked.books.checkpoint(least_bytes=1), "one at a time"
    size = (stocked.folder / FILE).stat().st_size
    disk.go.set()
    stocked.books.wait()
    assert (stocked.folder / FILE).stat().st_size >= size
    with stocked.page() as page:
        assert sale.by_id(page, bill.id) == bill


def test_a_checkpoint_that_fails_leaves_the_log_and_is_tried_again(
    stocked: Shelf, disk: SlowDisk
) -> None:
    (bill,) = stocked.sell((SALT, 1000))
    disk.go.set()
    disk.fails = True
    assert stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    disk.fails = False
    assert stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    assert not stocked.books.checkpoint(least_bytes=1)
    with stocked.page() as page:
        assert sale.by_id(page, bill.id) == bill


def test_books_are_closed_only_when_nothing_is_brought_home(stocked: Shelf, disk: SlowDisk) -> None:
    (bill,) = stocked.sell((SALT, 1000))
    stocked.books.checkpoint(least_bytes=1)
    assert disk.begun.wait(30)
    threading.Timer(0.05, disk.go.set).start()
    stocked.reopen()
    with stocked.page() as page:
        assert sale.by_id(page, bill.id) == bill
