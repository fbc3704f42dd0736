"""What this PC last wrote, kept outside the books' folder: how a restored or copied file is seen.

It is rewritten after each page with records, in place and without a sync. It may lag behind the
books after a power cut, but is never ahead of them: where it is, the books are an older copy.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from estore_pos.store import check, stream
from estore_pos.store.page import Head, Page, Statement

FILE = "sidecar.json"
_BYTES = 512
"""One sector, so that it is written whole or not at all."""

_HASH = Statement("sidecar.hash")


class Sidecar:
    """The file, held open. The desk's thread only."""

    def __init__(self, folder: Path, machine: str) -> None:
        """Take the folder of the PC's own state and the fingerprint of the PC."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._machine = machine
        self._lanes: dict[str, list[object]] = {}
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._handle = os.open(folder / FILE, flags, 0o600)

    def doubt(self, page: Page) -> str:
        """Why the living streams may not be this PC's alone; "" when they are.

        "unknown" no sidecar, "moved" another PC, "swapped" other books, "restored" older books.
        """
        os.lseek(self._handle, 0, os.SEEK_SET)
        kept = _read(os.read(self._handle, _BYTES))
        if kept is None:
            return "unknown"
        there, lanes = kept
        if there != self._machine:
            return "moved"
        for lane in stream.LANES:
            try:
                name, seq, head8 = lanes[lane]
            except (KeyError, ValueError, TypeError):
                return "unknown"
            at = stream.head(page, lane)
            if name != at.stream:
                return "swapped"
            if not isinstance(seq, int):
                return "unknown"
            if seq > at.seq:
                return "restored"
            row = page.one(_HASH, stream=name, seq=seq)
            if row is None or row[0][:8].hex() != head8:
                return "swapped"
        self._lanes = lanes
        return ""

    def lost(self, page: Page) -> int:
        """How many records the PC remembers to have written that the books lack, at least."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        return lost(os.read(self._handle, _BYTES), self._machine, page)

    def write(self, heads: Mapping[str, Head]) -> None:
        """Note where the lanes stand now; a lane not named stays as it was."""
        for lane, at in heads.items():
            self._lanes[lane] = [at.stream, at.seq, at.hash[:8].hex()]
        content = msgspec.json.encode({"machine": self._machine, "lanes": self._lanes})
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, content.ljust(_BYTES))

    def close(self) -> None:
        """Let the file go."""
        os.close(self._handle)


def remembered(state: Path) -> bytes:
    """What the file holds now, for whoever only asks; nothing where there is none.

    It is to be read before the books: the till beside may write on.
    """
    try:
        with (state / FILE).open("rb") as file:
            return file.read(_BYTES)
    except OSError:
        return b""


def lost(content: bytes, machine: str, page: Page) -> int:
    """As `Sidecar.lost`, of what was `remembered`."""
    kept = _read(content)
    if kept is None or kept[0] != machine:
        return 0
    ends, missing = check.ends(page), 0
    for said in kept[1].values():
        match said:
            case [str() as name, int() as seq, str()]:
                stands = ends[name].seq if name in ends else 0
                missing += max(0, seq - stands)
            case _:
                pass
    return missing


def _read(content: bytes) -> tuple[str, dict[str, list[object]]] | None:
    """The PC and where the lanes stood, None where that cannot be read."""
    try:
        kept = json.loads(content)
        return kept["machine"], dict(kept["lanes"])
    except (ValueError, KeyError, TypeError):
        return None
