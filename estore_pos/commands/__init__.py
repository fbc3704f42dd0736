"""What `main.py` can be asked to do: its sub-commands and options, each named once, here.

May import everything below it in the till; only app (and the set-up, for this file alone) imports
it. This file itself stays within the standard library and light, because it answers `--help` and
wrong words before anything has been set up, and is read on every start. A sub-command's module is
imported when it is asked for; it has `run(asked: Asked) -> int`, which gives the exit code.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """Where a sub-command lives (a module with `run`) and what it does, in one line each."""

    module: str
    hindi: str
    english: str


COMMANDS: dict[str, Command] = {
    "import": Command(
        "estore_pos.commands.import_goods",
        "सामान की सूची (CSV, XLSX) खाते में लाता है",
        "brings a list of goods (CSV, XLSX) into the books",
    ),
    "play": Command(
        "estore_pos.commands.play",
        "लिखी हुई कुंजियाँ असली खिड़की में चलाता है",
        "plays keys from a file into the real window",
    ),
    "tour": Command(
        "estore_pos.commands.tour",
        "दुकान का पूरा दिन चलाकर तस्वीरें और कागज़ रखता है",
        "plays a shop's day and leaves pictures and papers",
    ),
    "journal": Command(
        "estore_pos.commands.journal",
        "खाते के सारे रिकॉर्ड JSON में लिखता है",
        "writes the records of the books as JSON lines",
    ),
    "totals": Command(
        "estore_pos.commands.totals",
        "एक दिन का हिसाब JSON में लिखता है",
        "writes the totals of a day as JSON",
    ),
    "gst": Command(
        "estore_pos.commands.gst",
        "एक महीने का GSTR-1 JSON में लिखता है",
        "writes a month's GSTR-1 as JSON",
    ),
    "doctor": Command(
        "estore_pos.commands.doctor",
        "बताता है कि क्या ठीक है और क्या नहीं",
        "says what is well and what is not",
    ),
    "paper": Command(
        "estore_pos.commands.paper",
        "किसी बिल के कागज़ की प्रति (PDF) बनाता है",
        "makes a copy (PDF) of the paper of a bill",
    ),
}

USAGE = "python3 main.py [--practice] [--books DIR] [--lang hi|en] [COMMAND ...]"

OPTIONS: tuple[tuple[str, str, str], ...] = (
    ("--practice", "अभ्यास की दुकान और अभ्यास HQ खोलता है", "opens a practice shop with its own HQ"),
    ("--books DIR", "खाते का फ़ोल्डर", "the folder of the books"),
    ("--lang hi|en", "पर्दे की भाषा", "the language of the screen"),
    ("--help", "यह सूची", "this list"),
    ("--version", "संस्करण", "the version"),
)


LANGUAGES: dict[str, str] = {"hi": "हिन्दी", "en": "English"}
"""What may stand at --lang, and what it is called."""


class Asked(NamedTuple):
    """What was typed after `main.py`: the counter itself when `command` is empty."""

    command: str = ""
    rest: tuple[str, ...] = ()
    practice: bool = False
    books: str | None = None
    lang: str | None = None
    help: bool = False
    version: bool = False


class WrongWords(Exception):
    """Raised when what was typed is not understood; its text is for the person who typed it."""


def parse(argv: list[str]) -> Asked:
    """Reads the words after `main.py`; what follows a sub-command belongs to that sub-command.

    But for --practice, which holds wherever it stands: nobody's own books open in its place.

    Raises WrongWords for an unknown sub-command or option and for an option without its value.
    """
    practice = False
    values: dict[str, str] = {}
    words = list(argv)
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        match name:
            case "--help" | "-h":
                return Asked(help=True)
            case "--version":
                return Asked(version=True)
            case "--practice":
                practice = True
            case "--books" | "--lang":
                if not equals:
                    if not words:
                        raise WrongWords(_needs_value(name))
                    value = words.pop(0)
                values[name] = value
            case _ if name in COMMANDS:
                return _asked(practice, values, name, words)
            case _:
                raise WrongWords(_unknown(word))
    return _asked(practice, values, "", [])


def _asked(practice: bool, values: dict[str, str], command: str, rest: list[str]) -> Asked:
    # No dataclass here: importing dataclasses costs as much as the rest of a warm start.
    lang = values.get("--lang")
    if lang is not None and lang not in LANGUAGES:
        raise WrongWords(_no_language(lang))
    books = values.get("--books")
    if books is not None and not names_a_folder(books):
        raise WrongWords(_no_folder())
    practice = practice or "--practice" in rest
    own = tuple(word for word in rest if word != "--practice")
    return Asked(command, own, practice, books, lang)


def names_a_folder(typed: str) -> bool:
    """Whether books can lie there: nothing, or bytes that are no text, would name another place."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return False
    return bool(typed.strip()) and "\0" not in typed


def _no_folder() -> str:
    return (
        "--books के आगे फ़ोल्डर का नाम नहीं है, या पढ़ा नहीं जाता। कुछ नहीं खोला, कुछ नहीं बदला। "
        "फ़ोल्डर का नाम लिखें।\n"
        "What stands behind --books is empty or no name that can be read. Nothing was opened or "
        "changed. Write the name of a folder."
    )


def usage() -> str:
    """The help text: Hindi and English, every sub-command and option on its own line."""
    rows = [(name, each.hindi, each.english) for name, each in COMMANDS.items()]
    return "\n".join(
        [
            USAGE,
            "",
            "बिना COMMAND के: दुकान का काउंटर खुलता है / without COMMAND: opens the shop's counter",
            "",
            *_table(rows),
            "",
            *_table(OPTIONS),
        ]
    )


def _table(rows: list[tuple[str, str, str]] | tuple[tuple[str, str, str], ...]) -> list[str]:
    return [f"  {name:<13} {hindi} / {english}" for name, hindi, english in rows]


def _unknown(word: str) -> str:
    return (
        f"“{word}” समझ में नहीं आया; नीचे की सूची में से लिखें। "
        f"/ “{word}” is not known; use one of these.\n\n{usage()}"
    )


def _no_language(typed: str) -> str:
    choices = ", ".join(f"{short} ({name})" for short, name in LANGUAGES.items())
    return (
        f"--lang पर “{typed}” कोई भाषा नहीं; इनमें से एक लिखें: {choices}। "
        f"/ “{typed}” at --lang is no language; write one of these: {choices}.\n\n{usage()}"
    )


def _needs_value(name: str) -> str:
    return f"{name} के बाद कुछ लिखना है। / {name} needs a value after it.\n\n{usage()}"
