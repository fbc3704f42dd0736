"""Where the till keeps its books, what it knows of this PC, and what it can make again."""

import json
import os
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROFILE = "ESTORE_PROFILE"
"""Environment variable: a folder that stands for the whole profile of the user (tests, trials)."""


NOTE = "books.json"
"""In a folder of state: of which books it is, and where they stood when they were opened last."""

_KEYS = "keys.json"
"""Beside the books; it says which ones they are, wherever the folder goes."""


class RealProfileTouched(Exception):
    """A test was about to write into the profile of whoever runs it."""


class Folders(NamedTuple):
    """The folders of one set of books."""

    #: the encrypted books and all that a backup must hold
    books: Path
    #: settings, secrets and sidecar of these books on this PC; never inside `books`
    state: Path
    #: papers and other files that can be made again
    cache: Path

    @property
    def secrets(self) -> Path:
        """Where the keys of these books lie on this PC."""
        return self.state / "secrets"

    def create(self) -> None:
        """Make the folders that are missing, for this user only."""
        for folder in (self.books, self.state, self.cache):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def find(
    books: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> Folders:
    """The folders for these books, or for the shop's own if none are named.

    State and cache go by the path of the books, and with books that were moved: a renamed folder,
    another drive's letter, a link. A copied folder, while the one it was copied from stands where
    it was, meets a state that is not its own, so a clone is noticed. Raises RealProfileTouched if a
    test would write into its user's home.
    """
    data, state, cache = _roots(environment, platform)
    if "PYTEST_CURRENT_TEST" in environment and _is_below_home((data, state, cache)):
        raise RealProfileTouched(f"a test has to set HOME or {PROFILE}: {state}")
    chosen = Path(os.path.abspath(books or data))
    name = f"{chosen.name}-{zlib.crc32(os.path.normcase(chosen).encode()):08x}"
    name = _kept_as(chosen, state, name)
    return Folders(chosen, state / name, cache / name)


def remember(found: Folders) -> None:
    """Note of which books this state is, and where they stand; they are open. Raises OSError."""
    note = {"id": _id_of(found.books), "path": str(found.books)}
    path = found.state / NOTE
    if note["id"] and _read(path) != note:
        new = path.with_name(f"{NOTE}.new")
        new.write_text(json.dumps(note), encoding="utf-8")
        new.replace(path)


def _kept_as(books: Path, state: Path, by_path: str) -> str:
    """The name under which the state of these books is kept."""
    id = _id_of(books)
    if not id:
        return by_path
    if _is_of(state / by_path, id, books):
        return by_path
    with suppress(OSError):
        for other in sorted(state.iterdir()):
            if _read(other / NOTE) and _is_of(other, id, books):
                return other.name
    return f"{by_path}-{id}" if _read(state / by_path / NOTE) else by_path


def _is_of(state: Path, id: str, books: Path) -> bool:
    """Whether a state is that of these books; one without a note goes by its path alone."""
    note = _read(state / NOTE)
    if not note:
        return (state / "secrets").is_dir()
    there = Path(note.get("path", ""))
    return note.get("id") == id and (_id_of(there) != id or there.samefile(books))


def _id_of(books: Path) -> str:
    """Which books stand in a folder; "" where that cannot be read."""
    return str(_read(books / _KEYS).get("books", ""))


def _read(path: Path) -> dict[str, str]:
    """What a small file of ours says; nothing where it is gone or damaged."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _roots(environment: Mapping[str, str], platform: str) -> tuple[Path, Path, Path]:
    if profile := environment.get(PROFILE):
        root = Path(profile)
        return root / "books", root / "state", root / "cache"
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return local / "eStore", local / "eStore-state", local / "eStore-cache"
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    state = Path(environment.get("XDG_STATE_HOME") or home / ".local" / "state")
    cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    return data / "estore-pos", state / "estore-pos", cache / "estore-pos"


def _is_below_home(roots: tuple[Path, ...]) -> bool:
    """By the system's own list of users, whatever HOME says; Windows has no such list."""
    if sys.platform == "win32":
        return False
    import pwd

    home = pwd.getpwuid(os.getuid()).pw_dir
    return any(root.is_relative_to(home) for root in roots)
