"""The seals of the pages of the books' file: whether a bit of it is other than it was written.

The engine looks at the seal of a page when it reads that page; here every page of the file is
looked at, some at a time, while nobody waits. The engine's own way holds a slow disk for seconds
and calls a page torn that is just being written.
"""

import hmac
import json
from contextlib import suppress
from hashlib import pbkdf2_hmac
from io import FileIO
from pathlib import Path
from time import sleep
from typing import Protocol

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store.wal import PAGE_BYTES

SLICE_PAGES = 1_024
"""So many pages are looked at in one go."""
SMALL_PAGES = 8_192
"""Files of so many pages are looked at after every start; longer ones once a day."""
FILE = "seals.json"

_READ_PAGES = 64
_SALT_BYTES = 16
_SEAL_BYTES = 64
_SALT_MASK = 0x3A
_ROUNDS = 2
_LOCK_PAGE = (1 << 30) // PAGE_BYTES + 1
"""The engine never writes this one."""
_TRIES = 3
_TRY_AGAIN_S = 0.02


class SealedFile:
    """The file as it stands on the disk.

    It must not be closed while a connection of this process is open: on POSIX that drops the locks
    which the engine holds on the same file.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open it for reading; `key` is the one that encrypts it."""
        self._file = FileIO(path, "rb")
        salt = self._file.read(_SALT_BYTES)
        masked = bytes(byte ^ _SALT_MASK for byte in salt)
        self._key = pbkdf2_hmac("sha512", key, masked, _ROUNDS, len(key))

    @property
    def pages(self) -> int:
        """How many whole pages it has now."""
        return self._file.seek(0, 2) // PAGE_BYTES

    def broken(self, first: int, count: int) -> list[int]:
        """Which of `count` pages from the page `first` on are not as they were sealed."""
        self._file.seek((first - 1) * PAGE_BYTES)
        content = memoryview(self._file.read(count * PAGE_BYTES))
        return [
            first + at // PAGE_BYTES
            for at in range(0, len(content) - PAGE_BYTES + 1, PAGE_BYTES)
            if not self.fits(first + at // PAGE_BYTES, content[at : at + PAGE_BYTES])
        ]

    def is_first_whole(self) -> bool:
        """Whether the first page is as it was sealed."""
        self._file.seek(0)
        return self.fits(1, self._file.read(PAGE_BYTES))

    def fits(self, number: int, page: bytes | memoryview) -> bool:
        """Whether a page of this number is as it was sealed."""
        if number == _LOCK_PAGE:
            return True
        sealed = page[_SALT_BYTES if number == 1 else 0 : -_SEAL_BYTES]
        said = hmac.digest(self._key, bytes(sealed) + number.to_bytes(4, "little"), "sha512")
        return said == page[-_SEAL_BYTES:]

    def close(self) -> None:
        """Let the file go, after every connection of this process."""
        self._file.close()


class Log(Protocol):
    """The write-ahead log, on a connection of the checking thread."""

    def bring_home(self) -> bool:
        """Bring it home as far as nobody reads in it; whether all of it is home."""
        ...

    def close(self) -> None:
        """Let it go."""
        ...


class SealCheck:
    """Looks at the seals of the whole file, slice by slice. One thread."""

    def __init__(self, file: SealedFile, log: Log, state: Path | None, today: str) -> None:
        """Take the file and its log, which is closed with this.

        `state` is the folder that remembers how far a long file was looked at, and on which day.
        """
        self._file = file
        self._log = log
        self._kept = state / FILE if state is not None and file.pages > SMALL_PAGES else None
        self._today = today
        done_on, self._next = _remembered(self._kept)
        self._doubtful: list[int] = []
        self._is_done = done_on == today

    def step(self) -> bool:
        """Look at some pages; whether more are left. Raises Trouble BOOKS_PART_DAMAGED, once."""
        if self._is_done:
            return False
        try:
            self._read_on()
            broken = self._confirmed()
        except OSError as error:
            self._is_done = True
            raise Trouble(TroubleCode.BOOKS_PART_DAMAGED, reason=str(error)) from error
        if broken:
            self._is_done = True
            raise Trouble(TroubleCode.BOOKS_PART_DAMAGED, reason=f"page {broken} is not as sealed")
        if self._next <= self._file.pages:
            self._remember("")
        elif not self._doubtful:
            self._next = 1
            self._remember(self._today)
            self._is_done = True
        return not self._is_done

    def close(self) -> None:
        """Let the log go."""
        self._log.close()

    def _read_on(self) -> None:
        end = min(self._next + SLICE_PAGES, self._file.pages + 1)
        while self._next < end:
            count = min(_READ_PAGES, end - self._next)
            self._doubtful += self._file.broken(self._next, count)
            self._next += count

    def _confirmed(self) -> int:
        """A page that stands broken in the file and not whole in the log; 0 for none.

        A power cut may have torn a page that the log holds whole. Where the log cannot be brought
        home now, the page stays doubtful.
        """
        if not self._doubtful or not self._log.bring_home():
            return 0
        doubtful, self._doubtful = self._doubtful, []
        return next((page for page in doubtful if self._stays_broken(page)), 0)

    def _stays_broken(self, page: int) -> bool:
        """Whether it is broken at every look: a page that is just being written is soon whole."""
        for _ in range(_TRIES):
            if not self._file.broken(page, 1):
                return False
            sleep(_TRY_AGAIN_S)
        return True

    def _remember(self, done_on: str) -> None:
        if self._kept is not None:
            with suppress(OSError):  # then it is looked at once more
                self._kept.write_text(json.dumps({"done": done_on, "next": self._next}))


def _remembered(kept: Path | None) -> tuple[str, int]:
    """On which day the whole file was looked at, "" while it is not, and the next page."""
    if kept is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            held = json.loads(kept.read_bytes())
            return str(held["done"]), max(1, int(held["next"]))
    return "", 1
