"""One program a set of books: a lock that the system lets go when the program dies."""

import os
import sys
from pathlib import Path

FILE = "lock"
_LOCKED_BYTE = 1 << 30


class AlreadyOpen(Exception):
    """Another program has these books open; `pid` is its number, 0 if it did not say."""

    def __init__(self, pid: int) -> None:
        """Take the number of the program that holds the lock."""
        super().__init__(f"the books are open in process {pid}")
        self.pid = pid


class BooksLock:
    """Holds the books of a folder for this process, until `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Take the lock. Raises AlreadyOpen, and OSError if the folder cannot be written."""
        self._handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError:
            said = os.read(self._handle, 20)
            os.close(self._handle)
            raise AlreadyOpen(int(said) if said.isdigit() else 0) from None
        try:
            os.ftruncate(self._handle, 0)
            os.write(self._handle, str(os.getpid()).encode())
        except OSError:
            # Held on, it would refuse the books to this very process when it tries again.
            os.close(self._handle)
            raise

    def release(self) -> None:
        """Let the next program have the books."""
        os.close(self._handle)


def holder(folder: Path) -> int | None:
    """The process that has the books open, 0 if it did not say; None for nobody.

    Raises OSError if the folder cannot be written. Nothing in it is changed.
    """
    try:
        handle = os.open(folder / FILE, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        _lock(handle)
    except OSError:
        said = os.read(handle, 20)
        return int(said) if said.isdigit() else 0
    finally:
        os.close(handle)
    return None


def _lock(handle: int) -> None:
    """Raises OSError at once if another process holds the lock."""
    if sys.platform == "win32":
        import msvcrt

        # A byte far beyond the end: Windows forbids reading locked bytes, and the pid is read.
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
