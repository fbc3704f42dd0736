"""How the write-ahead log comes home beside the trade, so that no deed waits for it.

A checkpoint writes every page that changed to its place and syncs twice: a fifth of a second on a
slow disk. It takes no lock that a writer needs, so a thread and a connection of its own do it.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from sqlcipher3 import dbapi2

from estore_pos.domain.errors import ShopError
from estore_pos.store.page import Connection


class Sweeper:
    """One checkpoint at a time. Every method is called on one thread."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        """Take what opens a connection on the thread that calls it."""
        self._connect = connect
        self._thread: Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the log is being brought home."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self) -> None:
        """Bring home what stands in the log now; nothing more if that is being done."""
        if not self.is_busy:
            self._thread = Thread(target=self._sweep, name="sweeper")
            self._thread.start()

    def wait(self) -> None:
        """Return when nothing is being brought home."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _sweep(self) -> None:
        # A disk that fails now is told of by the next deed; the log keeps what it holds.
        with suppress(dbapi2.Error, ShopError):
            connection = self._connect()
            try:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            finally:
                connection.close()
