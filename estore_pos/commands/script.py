"""What a script of keys says, line by line, before any window exists."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

PaperKind = Literal["58", "80", "a4"]
Milliseconds = Annotated[int, Meta(ge=0, le=600_000)]
FileName = Annotated[str, Meta(pattern=r"^(?!\.)[^/\\:]*\Z", max_length=100)]
"""The name of a picture without its ending: it lies in the folder of pictures and nowhere else."""


class ScriptFault(Exception):
    """A line that is not a step; its text is for the person who wrote the script."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a script; its parts happen in the order of the fields.

    keys: text and keys in braces, `sarso 2{Enter}`, `{Ctrl+L}`. scan: a code as a scanner sends
    it, with its Enter. wait_ms: a pause. expect, absent: words that must come onto (or go from)
    the screen within `within_ms`; a dict gives them by language. first_row: words that the first
    row of a list in sight must have by then. shot: a picture. paper: the last bill's paper (58, 80
    or a4). kill: the program is killed as by a power cut.
    """

    name: str = ""
    keys: str = ""
    scan: str = ""
    wait_ms: Milliseconds = 0
    expect: str | dict[str, str] = ""
    absent: str | dict[str, str] = ""
    first_row: str | dict[str, str] = ""
    within_ms: Milliseconds = 8_000
    shot: FileName = ""
    paper: PaperKind | None = None
    kill: bool = False


def read(path: Path) -> list[Step]:
    """The steps of a file of JSON lines; empty lines and lines that begin with # are passed over.

    Raises ScriptFault with the number of the first line that is not a step, or for no step at all.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise ScriptFault(f"{path}: {fault}") from fault
    steps = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            step = msgspec.json.decode(line, type=Step)
            strokes(step.keys)
        except (msgspec.MsgspecError, ScriptFault) as fault:
            raise ScriptFault(f"{path}:{number}: {fault}") from fault
        steps.append(step)
    if not steps:
        raise ScriptFault(f"{path}: it holds no step")
    return steps


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
                raise ScriptFault(f"unclosed brace: {keys}")
            if end == place + 1:
                raise ScriptFault(f"no key between braces: {keys}")
            found.append(keys[place : end + 1])
            place = end + 1
        else:
            found.append(char)
            place += 1
    return found
