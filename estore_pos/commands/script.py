"""What a script of keys says, line by line, before any window exists."""

import errno
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from estore_pos.text.sentences import WHY
from estore_pos.text.words import Words, mark

LINE_BYTES_MAX = 64 * 1024
STEPS_MAX = 10_000
"""A line or a script beyond these is none that a person wrote, and may be one without an end."""

UNREAD = mark("The script {file} could not be read: {why}. No key was pressed. Name another file.")
MISREAD = mark(
    "Line {line} of the script {file}: {why}. No key was pressed. Mend the line and play it again."
)
TOO_LONG = mark("it is longer than {most} bytes; each step is a line of its own")
TOO_MANY = mark("the script goes on after {most} steps; cut it into several files")
NOT_TEXT = mark("it is not text in UTF-8")
CUT_OFF = mark("it is cut off before its end, where a }} is wanted")
NO_JSON = mark("it is no JSON ({fault})")
NO_FIELD = mark("a step has no “{field}”")
NO_STEP = mark("it is not a step ({fault})")
NO_STEPS = mark("it holds no step")
OPEN_BRACE = mark("a brace is not closed in “{keys}”")
EMPTY_BRACES = mark("there is no key between the braces of “{keys}”")
NO_KEY = mark("no keyboard has the key {stroke}")

TYPED = mark("In “keys” what is typed stands as it is, and each key in braces: {example}")
NAMED = mark("A key is called as on the screen: {names}; a brace itself is {brace}")
SCANNED = mark("A scan, with its Enter: {example}; each step is a line of its own")

_CUT = re.compile(r"truncated")
_FIELD = re.compile(r"unknown field `(.*)`")

PaperKind = Literal["58", "80", "a4", "a5", "a5x2"]
PrinterState = Literal["well", "paper_out", "off"]
Milliseconds = Annotated[int, Meta(ge=0, le=600_000)]
FileName = Annotated[str, Meta(pattern=r"^(?!\.)[^/\\:]*\Z", max_length=100)]
"""The name of a picture without its ending: it lies in the folder of pictures and nowhere else."""


class ScriptFault(Exception):
    """What is wrong with a script: `why`, in which file, in which line (0: in all of it)."""

    def __init__(self, why: str, *, file: str = "", line: int = 0, **facts: object) -> None:
        """Take a marked message and what fills it."""
        super().__init__(why)
        self.why = why
        self.file = file
        self.line = line
        self.facts = facts

    def at(self, path: Path, line: int) -> "ScriptFault":
        """The same fault, in a line of a file."""
        return ScriptFault(self.why, file=str(path), line=line, **self.facts)

    def said(self, words: Words) -> str:
        """The sentence for the person who wrote the script."""
        told = [
            frame.format(file=self.file, line=self.line, why=why)
            for frame, why in zip(
                words.each(
                    MISREAD if self.line else UNREAD, file="{file}", line="{line}", why="{why}"
                ),
                words.each(self.why, **self.facts),
                strict=True,
            )
        ]
        return " / ".join(told)


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a script; its parts happen in the order of the fields.

    printer: how the printer beside the till is from now on. scale: how many kilos lie on the scale
    beside it. keys: text and keys in braces, `sarso 2{Enter}`, `{Ctrl+L}`; `$PRINTER` and `$SCALE`
    are the addresses of those two. scan: a code as a scanner sends
    it, with its Enter; `$BILL` is the code on the paper of the last bill. wait_ms: a pause. expect,
    absent: words that must come onto (or go from) the screen within `within_ms`; a dict gives them
    by language. first_row: words that the first row of a list in sight must have by then. drawer:
    the printer's drawer must open. roll: what comes out of the printer, which must be something, as
    a picture. shot: a picture. display: one of the window that the customer sees. paper: the last
    bill's paper (58, 80, a4, a5 or a5x2). kill: the program is killed as by a power cut.
    """

    name: str = ""
    printer: PrinterState | None = None
    scale: Annotated[str, Meta(pattern=r"^([0-9]+\.[0-9]{3})?\Z")] = ""
    keys: str = ""
    scan: str = ""
    wait_ms: Milliseconds = 0
    expect: str | dict[str, str] = ""
    absent: str | dict[str, str] = ""
    first_row: str | dict[str, str] = ""
    within_ms: Milliseconds = 8_000
    drawer: bool = False
    roll: FileName = ""
    shot: FileName = ""
    display: FileName = ""
    paper: PaperKind | None = None
    kill: bool = False


def read(path: Path, check: Callable[[Step], None] | None = None) -> list[Step]:
    """The steps of a file of JSON lines; empty lines and lines that begin with # are passed over.

    Raises ScriptFault at the first line that is not a step, or that `check` raises it for, for a
    file that cannot be read or is none, and for no step at all. Not more is read than a script may
    hold.
    """
    steps: list[Step] = []
    for number, line in _lines(path):
        if len(steps) == STEPS_MAX:
            raise ScriptFault(TOO_MANY, file=str(path), line=number, most=STEPS_MAX)
        try:
            step = _step(line)
            strokes(step.keys)
            if check:
                check(step)
        except ScriptFault as fault:
            raise fault.at(path, number) from None
        steps.append(step)
    if not steps:
        raise ScriptFault(NO_STEPS, file=str(path))
    return steps


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that say something, numbered from 1."""
    try:
        # A device or a pipe has no end, and a pipe that nobody writes into lets no one open it.
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise ScriptFault(WHY["folder" if path.is_dir() else "endless"], file=str(path))
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LINE_BYTES_MAX + 1):
                number += 1
                if said := _text(line, path, number):
                    yield number, said
    except OSError as error:
        raise ScriptFault(_why(error), file=str(path)) from error


def _text(line: bytes, path: Path, number: int) -> str:
    """What a line says; "" for an empty one and a remark."""
    if len(line) > LINE_BYTES_MAX:
        raise ScriptFault(TOO_LONG, file=str(path), line=number, most=LINE_BYTES_MAX)
    try:
        said = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError:
        raise ScriptFault(NOT_TEXT, file=str(path), line=number) from None
    return "" if said.startswith("#") else said


def _why(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR | errno.ENAMETOOLONG:
            return WHY["missing"]
        case errno.EACCES | errno.EPERM:
            return WHY["locked"]
        case _:
            return WHY["disk"]


def _step(line: str) -> Step:
    try:
        return msgspec.json.decode(line, type=Step)
    except msgspec.ValidationError as fault:
        if field := _FIELD.search(str(fault)):
            raise ScriptFault(NO_FIELD, field=field[1]) from None
        raise ScriptFault(NO_STEP, fault=str(fault)) from None
    except msgspec.DecodeError as fault:
        if _CUT.search(str(fault)):
            raise ScriptFault(CUT_OFF) from None
        raise ScriptFault(NO_JSON, fault=str(fault)) from None


def how(words: Words) -> list[str]:
    """How keys are written, in three lines of each language."""
    lines = (
        words.each(TYPED, example='{"keys": "sarso 2{Enter}{End}"}'),
        words.each(NAMED, names="{Esc} {F1} {↓} {Del} {PgUp} {Ctrl+K} {Ctrl+Shift+O}", brace="{{"),
        words.each(SCANNED, example='{"scan": "8901030865278"}'),
    )
    return [line for spoken in zip(*lines, strict=True) for line in spoken]


def in_language(words: str | dict[str, str], language: str) -> str:
    """The words to look for on a screen in this language; "" for none."""
    return words if isinstance(words, str) else words.get(language, "")


def strokes(keys: str) -> list[str]:
    """Single characters and the names of keys that stand in braces; `{{` is a brace itself.

    Raises ScriptFault for a brace that is not closed, or that holds nothing.
    """
    found: list[str] = []
    place = 0
    while place < len(keys):
        char = keys[place]
        if keys.startswith("{{", place):
            found.append("{")
            place += 2
        elif char == "{":
            end = keys.find("}", place)
            if end < 0:
                raise ScriptFault(OPEN_BRACE, keys=keys)
            if end == place + 1:
                raise ScriptFault(EMPTY_BRACES, keys=keys)
            found.append(keys[place : end + 1])
            place = end + 1
        else:
            found.append(char)
            place += 1
    return found
