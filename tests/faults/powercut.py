"""The disks that a power cut can leave, made again from a log of what was written and synced.

What was synced stands. Of what was written since, each sector of 512 bytes stands, or is lost, or
is torn: its first bytes are new and the rest is old. A file that was removed may still be there
until its folder was synced. A sector is torn in the books only: what fits into one, as the sidecar
does, the disk writes wholly or not at all.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_SECTOR = 512
_HEAD = struct.Struct("<cIIq")
_NOT_KEPT = ("-shm", "/lock")
"""What a start makes anew."""


class Call(NamedTuple):
    """One entry of the log: as in shim.c."""

    what: str
    path: str
    at: int
    content: bytes


def calls(log: Path) -> Iterator[Call]:
    """The entries of a log in their order."""
    content, at = log.read_bytes(), 0
    while at < len(content):
        what, of_path, length, where = _HEAD.unpack_from(content, at)
        start = at + _HEAD.size
        at = start + of_path + length
        path = content[start : start + of_path].decode()
        yield Call(what.decode(), path, where, content[start + of_path : at])


@dataclass
class File:
    """What of a file is surely on the disk, and the calls since."""

    durable: bytearray
    is_there: bool
    """Surely: it was synced once."""
    since: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        """All of it is on the disk."""
        for call in self.since:
            _write(self.durable, call.at, call.content, call.what)
        self.since.clear()
        self.is_there = True

    def after_cut(self, chance: random.Random, *, torn: bool) -> bytes:
        """What may be on the disk."""
        made = bytearray(self.durable)
        for call in self.since:
            if call.what == "T":
                if chance.random() < 0.5:
                    _write(made, call.at, b"", "T")
                continue
            for start, end in _sectors(call.at, len(call.content)):
                fate = chance.random()
                if fate < 0.5:
                    continue
                if torn and fate > 0.9:
                    end = chance.randrange(start, end) + 1
                _write(made, call.at + start, call.content[start:end], "W")
        return bytes(made)


def _sectors(at: int, length: int) -> Iterator[tuple[int, int]]:
    """Where a write crosses from sector to sector, counted from its beginning."""
    start = 0
    while start < length:
        end = min(length, start + _SECTOR - (at + start) % _SECTOR)
        yield start, end
        start = end


def _write(content: bytearray, at: int, new: bytes, what: str) -> None:
    if what == "T":
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(new)] = new


class Disk:
    """A disk as the calls of a log make it, one after the other."""

    def __init__(self, first: Path, root: Path, *, syncs_folders: bool) -> None:
        """Begin with the folder `first`, durable; the log calls it `root`."""
        self._root = f"{root}/"
        self._files = {
            str(path.relative_to(first)): File(bytearray(path.read_bytes()), is_there=True)
            for path in first.rglob("*")
            if path.is_file() and not str(path).endswith(_NOT_KEPT)
        }
        self._removed: dict[str, File] = {}
        self._syncs_folders = syncs_folders
        self.told: list[str] = []
        """The ids of records whose deeds were acknowledged."""

    def take(self, call: Call) -> None:
        """One call more was made."""
        path = call.path.removeprefix(self._root)
        match call.what:
            case "A":
                self.told.append(call.path)
            case "D":
                if self._syncs_folders:
                    self._removed.clear()
            case _ if path.endswith(_NOT_KEPT):
                pass
            case "W" | "T":
                self._files.setdefault(path, File(bytearray(), is_there=False)).since.append(call)
            case "S" if path in self._files:
                self._files[path].sync()
                self._removed.pop(path, None)
            case "U" if path in self._files:
                self._removed[path] = self._files.pop(path)
            case "R":
                to = call.content.decode().removeprefix(self._root)
                self._files[to] = self._files.pop(path)
            case _:
                pass

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that may be there if the power fails now."""
        made: dict[str, bytes] = {}
        for files, stays in ((self._removed, 0.5), (self._files, 0.5)):
            for path, file in files.items():
                surely = files is self._files and file.is_there
                if surely or chance.random() < stays:
                    torn = path.startswith("books/")
                    made[path] = file.after_cut(chance, torn=torn)
        return made
