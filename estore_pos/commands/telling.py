"""How a sub-command tells of a refusal or a trouble: a sentence on standard error, a code of 1."""

import sys
from collections.abc import Callable
from pathlib import Path

from estore_pos.base import settings
from estore_pos.base.resource import resource
from estore_pos.commands.world import World
from estore_pos.domain.errors import ShopError, TroubleCode
from estore_pos.text.sentences import sentence
from estore_pos.text.words import Language, PaperLanguage, Words, mark, read_catalogue

WINDOW = mark("That is done in the till's window: start {command} and type it there.")


def words_of(language: str | None) -> Words:
    """The words of a language, or of both, Hindi first, where none was named."""
    hindi = read_catalogue(resource("words/hi.po").read_bytes())
    spoken: dict[str | None, Words] = {"hi": Words({"hi": hindi}), "en": Words({"en": {}})}
    return spoken.get(language) or Words({"hi": hindi, "en": {}})


def screen_language(world: World, language: str | None, books: Path | None) -> Language:
    """The language that was named, else that of the screens of these books on this PC."""
    match language or world.asked.lang:
        case "hi" | "en" as named:
            return named
        case _:
            file = world.find_folders(books).state / settings.FILE
            return settings.load(file)[0].language


def paper_language(language: str | None) -> PaperLanguage:
    """The language of a paper: both unless one was named."""
    match language:
        case "hi" | "en":
            return language
        case _:
            return "both"


def told(deed: Callable[[], int], world: World, language: str | None = None) -> int:
    """Do it; a refusal or a trouble becomes its sentence, its code for the telephone, and 1."""
    try:
        return deed()
    except ShopError as error:
        sys.stderr.write(f"{of_error(error, words_of(language or world.asked.lang))}\n")
        return 1


def of_error(error: ShopError, say: Words) -> str:
    """Its sentence, with its code for the telephone; no sub-command takes a recovery code."""
    said = f"{sentence(error, say)} ({error.code.value})"
    if error.code is not TroubleCode.KEY_MISSING:
        return said
    command = f"python3 main.py --books {error.facts['folder']}"
    return f"{said} {say.tr(WINDOW, command=command)}"
