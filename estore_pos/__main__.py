"""What `main.py` starts: it reads what was asked, then opens the windows or runs a sub-command.

Qt is loaded for what opens windows, and for nothing else.
"""

import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from estore_pos import __version__, commands
from estore_pos.commands import COMMANDS, Asked

if TYPE_CHECKING:
    from estore_pos.commands.world import WindowOptions
    from estore_pos.ui.shell import Shell

WRONG_USE = 2
UNREAD = 141
"""The exit code where standard output was closed before its end: that of a shell's own tools."""


def main(argv: list[str]) -> int:
    """Do what was asked after `main.py`; the exit code."""
    _speak()
    try:
        asked = commands.parse(argv)
    except commands.WrongWords as wrong:
        sys.stderr.write(f"{wrong}\n")
        return WRONG_USE
    if asked.help or asked.version:
        sys.stdout.write((commands.usage() if asked.help else __version__) + "\n")
        return 0
    if not asked.command and not asked.practice:
        from estore_pos.commands.world import WindowOptions

        books = Path(asked.books) if asked.books else None
        return _start_windows(WindowOptions(books=books, language=asked.lang or ""))
    return _command(asked)


def _speak() -> None:
    """Write UTF-8 into a file or a pipe, whatever the locale; a console gets its own letters, and
    a question mark for each that it has not."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")


def _start_windows(
    options: "WindowOptions", on_ready: "Callable[[Shell], None] | None" = None
) -> int:
    gc.disable()  # until app.put_aside: what a start loads is no garbage
    from estore_pos.app import run_windows

    return run_windows(options, on_ready)


def _command(asked: Asked) -> int:
    from estore_pos.base import folders
    from estore_pos.base.clock import SystemClock
    from estore_pos.base.secrets import open_secrets
    from estore_pos.commands.world import World

    world = World(
        asked=asked,
        clock=SystemClock(),
        find_folders=folders.find,
        secrets=lambda found: open_secrets(found.secrets),
        start_windows=_start_windows,
    )
    if asked.practice:
        from estore_pos.commands import practice

        if practice.is_refused(asked):
            return WRONG_USE
        if not asked.command:
            return practice.run(world)
        world = practice.in_practice(world)
    module = import_module(COMMANDS[asked.command].module)
    try:
        code: int = module.run(asked.rest, world)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who read us has read enough (`journal | head`). What is still to be said goes nowhere, or
        # Python would complain of it at its end. A sub-command writes to no other pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
