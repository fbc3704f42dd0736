"""A world for sub-commands: folders below one root, a clock that stands, no windows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from estore_pos.base.folders import Folders
from estore_pos.base.secrets import FileSecrets
from estore_pos.commands import Asked
from estore_pos.commands.world import WindowOptions, World
from estore_pos.store.books import connect
from estore_pos.store.keys import KeySet
from tests.clock import FixedClock
from tests.operations.shopfront import NOON


@dataclass
class Rooms:
    """Where one test's books, keys and papers lie."""

    root: Path

    def find(self, books: Path | None) -> Folders:
        """The folders of these books, or of the shop's own."""
        chosen = books or self.root / "books"
        return Folders(chosen, self.root / "state", self.root / "cache")


def make_world(root: Path, clock: FixedClock | None = None) -> World:
    """A world in which no window opens."""

    def no_windows(_options: WindowOptions, _ready: Callable[..., None] | None) -> int:
        raise AssertionError("this sub-command opens no window")

    return World(
        asked=Asked(),
        clock=clock or FixedClock(NOON),
        find_folders=Rooms(root).find,
        secrets=lambda found: FileSecrets(found.state / "secrets"),
        start_windows=no_windows,
    )


def call_form(root: Path, form: int) -> None:
    """Let the closed books of a world say that their tables are of another program's form."""
    secret = FileSecrets(root / "state" / "secrets").get("books")
    assert secret is not None
    connection = connect(root / "books" / "books.db", KeySet.from_bytes(secret))
    connection.execute(f"PRAGMA user_version={form}")
    connection.close()
