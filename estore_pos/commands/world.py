"""What a sub-command is handed: folders, clock, secrets, and how to open the windows."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from estore_pos.base.clock import Clock
from estore_pos.base.folders import Folders
from estore_pos.base.secrets import SecretStore
from estore_pos.commands import Asked

if TYPE_CHECKING:
    from estore_pos.ui.shell import Shell


class WindowOptions(NamedTuple):
    """How the windows are to open.

    `books` None: the shop's own. `language` "": as the settings say. A practice HQ gives its
    address at every start, for its port is another each time, and a code for the first.
    `unattended`: books that do not open end the program with their sentence and 1, where a person
    would be shown a page about it.
    """

    books: Path | None = None
    practice: bool = False
    language: str = ""
    hq_url: str = ""
    hq_code: str = ""
    unattended: bool = False


StartWindows = Callable[[WindowOptions, "Callable[[Shell], None] | None"], int]
"""Opens the windows and stays until they close; the exit code. The second is called once the
counter can sell, on the window's thread."""


class World(NamedTuple):
    """Everything a sub-command may not look for itself."""

    asked: Asked
    clock: Clock
    find_folders: Callable[[Path | None], Folders]
    secrets: Callable[[Folders], SecretStore]
    start_windows: StartWindows
