"""The words after a sub-command, read alike by all of them."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from typing_extensions import override

from estore_pos.commands import COMMANDS, LANGUAGES, Asked, names_a_folder
from estore_pos.commands.telling import words_of
from estore_pos.text.words import Words, mark

WRONG_USE = 2
_NOTHING = Asked()
PRACTICE_BOOKS = "books"
"""The folder of the books within the one that --books names for a practice shop."""
_HEADINGS = {"positional arguments": "लिखना है / to be written", "options": "चाहें तो / if wanted"}
_MISSING = mark("Something is missing. Write it like this:")
_UNKNOWN = mark("“{word}” is not understood. Write it like this:")
_NO_CHOICE = mark("At {name} one of these is to stand: {choices}. Write it like this:")
_MISREAD = mark("What stands at {name} is not understood. Write it like this:")


class _Help(argparse.HelpFormatter):
    """The list of words in both languages, like that of `main.py --help`."""

    @override
    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))

    @override
    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return text
        return super()._fill_text(text, width, indent)

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "")


class Parser(argparse.ArgumentParser):
    """What `parser` makes and `read` reads with."""

    def choices_at(self, name: str) -> str:
        """The few words that may stand at an option; "" where any may."""
        here = [each for each in self._actions if name in each.option_strings and each.choices]
        return ", ".join(choice for each in here for choice in each.choices or ())

    @override
    def error(self, message: str) -> NoReturn:
        """Leave the sentence to `read`; argparse has none in Hindi."""
        raise argparse.ArgumentError(None, message)


def parser(command: str, asked: Asked, after: Sequence[str] = ()) -> Parser:
    """A parser of what may also stand before the sub-command: --books, --lang, --practice.

    The last is told of alone: `commands.parse` has taken it from wherever it stood. What is said
    `after` the list stands line by line as it is.
    """
    each = COMMANDS[command]
    made = Parser(
        prog=f"python3 main.py {command}",
        description=f"{each.hindi} / {each.english}",
        formatter_class=_Help,
        exit_on_error=False,
        allow_abbrev=False,
        add_help=False,
        epilog="\n".join(after) or None,
    )
    made.add_argument("-h", "--help", action="help", help="यह सूची / this list")
    made.add_argument(
        "--books",
        type=_named_books(asked),
        default=Path(asked.books) if asked.books else None,
        metavar="DIR",
        help="खाते का फ़ोल्डर / the folder of the books",
    )
    made.add_argument(
        "--lang", choices=tuple(LANGUAGES), default=asked.lang, help="भाषा / the language"
    )
    made.add_argument(
        "--practice",
        action="store_true",
        default=asked.practice,
        help="अभ्यास की दुकान / the practice shop",
    )
    return made


def read(parser: Parser, rest: Sequence[str], language: str | None = None) -> argparse.Namespace:
    """What was typed. Words that are not understood end the program with 2 and a sentence.

    It is said in `language`, else in the one that is named among the words, else in both.
    """
    say = words_of(language or named(rest).lang or parser.get_default("lang"))
    try:
        asked, strange = parser.parse_known_args(rest)
    except argparse.ArgumentError as wrong:
        said = _wrong_at(parser, wrong.argument_name, say)
    else:
        if not strange:
            return asked
        said = say.tr(_UNKNOWN, word=strange[0])
    sys.stderr.write(f"{said}\n{parser.format_usage()}")
    sys.exit(WRONG_USE)


def _wrong_at(parser: Parser, name: str | None, say: Words) -> str:
    if not name:
        return say.tr(_MISSING)
    if choices := parser.choices_at(name):
        return say.tr(_NO_CHOICE, name=name, choices=choices)
    return say.tr(_MISREAD, name=name)


def _books_of(asked: Asked) -> Callable[[str], Path | None]:
    def read(typed: str) -> Path | None:
        if not names_a_folder(typed):
            return None
        return Path(typed, PRACTICE_BOOKS) if asked.practice else Path(typed)

    return read


def _named_books(asked: Asked) -> Callable[[str], Path]:
    """As `_books_of`, but what names no folder is refused: no command takes another instead."""

    def read(typed: str) -> Path:
        found = _books_of(asked)(typed)
        if found is None:
            raise ValueError(typed)
        return found

    return read


def named(rest: Sequence[str], asked: Asked = _NOTHING) -> argparse.Namespace:
    """The `lang` and the `books` among words of which others may be wrong; None where missing."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--lang", nargs="?")
    early.add_argument("--books", nargs="?", type=_books_of(asked))
    return early.parse_known_args(rest)[0]


def made(folder: Path) -> bool:
    """Whether a folder is there for what is to be kept in it; else the sentence is said."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.stderr.write(
            f"{folder} में कुछ नहीं रखा जा सकता: --out पर दूसरा फ़ोल्डर लिखें। / Nothing can be kept in "
            f"{folder}: name another folder at --out. ({error.strerror})\n"
        )
        return False
    return True
