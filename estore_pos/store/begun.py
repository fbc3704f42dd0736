"""Which papers a printer has begun, in a file of the printer's own thread.

Written and synced before the first byte goes out, so that neither End nor a scan waits for it. What
stands here and still waits in the queue when the till starts was cut off, and no original any more.
A line is short and there are one or two: the file is one sector, written whole or not at all.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from estore_pos.base.durable import sync_folder
from estore_pos.store.print_queue import PrintJob

_RECEIPTS, _SHEETS = "begun-receipts", "begun-sheets"
_BYTES = 512


class Begun:
    """The file beside the books. One printer's thread only."""

    def __init__(self, folder: Path, *, is_office: bool) -> None:
        """Take the books' folder, and whose papers they are."""
        self._path = folder / (_SHEETS if is_office else _RECEIPTS)
        self._open: dict[int, str] = {}
        self._before: frozenset[str] | None = None

    def before_the_start(self, jobs: Sequence[PrintJob]) -> list[PrintJob]:
        """Which of those that wait had begun when the till ended; asked once, nothing later."""
        if self._before is not None:
            return []
        try:
            self._before = frozenset(self._path.read_text("ascii").strip().split("\n"))
        except (OSError, UnicodeDecodeError):
            self._before = frozenset()  # none, or none that can be read: as it always was
        return [job for job in jobs if _line(job) in self._before]

    def begin(self, job: PrintJob) -> None:
        """The first byte of a paper is about to go; what else began and is left stays noted.

        A disk that fails keeps no paper back: the bill is in the books.
        """
        self._open[job.place] = _line(job)
        self._write(is_synced=True)

    def end(self, job: PrintJob) -> bool:
        """It came out, or what lies there is noted in the queue; whether it had begun."""
        return self._open.pop(job.place, None) is not None

    def withdraw(self, job: PrintJob) -> None:
        """No byte of it went after all."""
        if self.end(job):
            self._write(is_synced=False)

    def _write(self, *, is_synced: bool) -> None:
        content = "\n".join(self._open.values()).encode("ascii")[:_BYTES].ljust(_BYTES)
        with suppress(OSError):
            is_new = not self._path.exists()
            flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
            handle = os.open(self._path, flags, 0o600)
            try:
                os.write(handle, content)
                if is_synced:
                    os.fsync(handle)
            finally:
                os.close(handle)
            if is_new:
                sync_folder(self._path.parent)


def _line(job: PrintJob) -> str:
    """A paper as it stands in the file; places are used again, so what it is of is named."""
    return f"{job.place} {job.about} {job.copy}"
