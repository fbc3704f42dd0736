"""The words after a sub-command, read alike by all of them."""

import argparse
from pathlib import Path

from estore_pos.commands import COMMANDS, Asked


def parser(command: str, asked: Asked) -> argparse.ArgumentParser:
    """A parser that knows --books and --lang, which may also stand before the sub-command."""
    each = COMMANDS[command]
    made = argparse.ArgumentParser(
        prog=f"python3 main.py {command}",
        description=f"{each.hindi} / {each.english}",
        allow_abbrev=False,
    )
    made.add_argument(
        "--books",
        type=Path,
        default=Path(asked.books) if asked.books else None,
        metavar="DIR",
        help="खाते का फ़ोल्डर / the folder of the books",
    )
    made.add_argument(
        "--lang", choices=("hi", "en"), default=asked.lang, help="भाषा / the language"
    )
    return made
