"""Disks after a power cut in a day of trade, and what the books on each of them are."""

import hashlib
import random
import shutil
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from unittest import mock

from estore_pos.domain.errors import Trouble
from estore_pos.domain.ids import RecordId
from estore_pos.store import books as books_module
from estore_pos.store import journal
from estore_pos.store.books import Books
from tests.clock import FixedClock
from tests.faults import powercut, shim, whole
from tests.operations.shopfront import NOON

WHOLE = "whole"
LOST = "an acknowledged deed is lost"
NEW_STREAMS = "new streams for no reason"


class Cuts:
    """Days of one seed and one mode, cut off at every call."""

    def __init__(self, library: Path, scratch: Path, modes: tuple[str, str]) -> None:
        """Take where to play, and the engine's modes of journal and sync."""
        self._library = library
        self._scratch = scratch
        self._modes = modes
        self._replays = whole.Replays()
        self._seen: set[bytes] = set()

    def states(self, seed: int, count: int, *, syncs_folders: bool = True) -> Counter[str]:
        """So many disks, no two alike, by what became of the books on them."""
        root = self._scratch / f"day {seed}"
        root.mkdir()
        shim.run(self._library, "tests.faults.day", str(root), str(seed), *self._modes)
        day = list(powercut.calls(root / "log"))
        made: Counter[str] = Counter()
        chance = random.Random(seed)
        while made.total() < count:
            disk = powercut.Disk(root / "first", root / "case", syncs_folders=syncs_folders)
            before = made.total()
            for call in day:
                disk.take(call)
                if made.total() == count or chance.random() * len(day) > count:
                    continue  # few disks are to come from all of the day
                if self._is_new(files := disk.after_cut(chance)):
                    made[self._found(root, files, disk.told)] += 1
            assert made.total() > before, "the day has no more disks than these"
        shutil.rmtree(root)
        return made

    def _as_it_was_written(self) -> AbstractContextManager[object]:
        """A first page that only a rollback journal holds whole is none that the till looks for."""
        if self._modes[0] == "WAL":
            return nullcontext()
        return mock.patch.object(books_module, "refuse_unreadable")

    def _is_new(self, files: dict[str, bytes]) -> bool:
        """Whether no disk was like this one before."""
        mark = hashlib.blake2b(digest_size=16)
        for path, content in sorted(files.items()):
            mark.update(b"%b %d " % (path.encode(), len(content)))
            mark.update(content)
        known = mark.digest() in self._seen
        self._seen.add(mark.digest())
        return not known

    def _found(self, root: Path, files: dict[str, bytes], told: list[str]) -> str:
        place = root / "cut"
        shutil.rmtree(place, ignore_errors=True)
        for path, content in files.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)
        keys = whole.key_set(root / "first" / "state")
        clock = FixedClock(NOON)
        with self._as_it_was_written():
            try:
                books = Books.open(place / "books", keys, clock=clock, state=place / "state")
            except Trouble as trouble:
                return str(trouble.code.name)
        try:
            if wrong := whole.faults(books.reader(), self._replays):
                return wrong[0]
            with books.page() as page:
                if not all(journal.holds(page, RecordId(each)) for each in told):
                    return LOST
            return NEW_STREAMS if books.new_streams_because else WHOLE
        finally:
            books.close()
