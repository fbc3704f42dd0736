"""A shop to learn in, with a state HQ of its own on this PC's loopback."""

import sys
from pathlib import Path

from estore_pos.commands import Asked
from estore_pos.commands.arguments import PRACTICE_BOOKS, named
from estore_pos.commands.display import has_display
from estore_pos.commands.local_hq import LocalHq, LocalHqFailed
from estore_pos.commands.telling import words_of
from estore_pos.commands.world import WindowOptions, World
from estore_pos.text.words import mark

FOLDER = "practice"
STORE, DISTRICT = "अभ्यास ई-स्टोर", "Gaya"

OWN_BOOKS = mark(
    "A shop's own books stand in {folder}. Nobody practises among them: nothing was opened or "
    "changed. Name another folder at --books, or leave --books away."
)


def is_refused(asked: Asked) -> bool:
    """Whether the folder that is named holds books itself; then the sentence is said."""
    behind = named(asked.rest, asked)
    folder = behind.books.parent if behind.books else Path(asked.books) if asked.books else None
    if folder is None:
        return False
    from estore_pos.store.books import Books

    if not Books.stands(folder):
        return False
    say = words_of(behind.lang or asked.lang)
    sys.stderr.write(f"{say.tr(OWN_BOOKS, folder=folder)}\n")
    return True


def run(world: World) -> int:
    """Open the counter on the practice shop; where there is no display, the tour instead.

    The practice books lie beside the shop's own unless --books names a folder.
    """
    if not has_display():
        return _tour_instead(world)
    root = practice_folder(world)
    try:
        with LocalHq(root / "hq") as hq:
            options = WindowOptions(
                books=root / PRACTICE_BOOKS,
                practice=True,
                language=world.asked.lang or "",
                hq_url=hq.url,
                hq_code=hq.code(STORE, DISTRICT),
            )
            return world.start_windows(options, None)
    except LocalHqFailed as fault:
        sys.stderr.write(
            "अभ्यास का मुख्यालय शुरू नहीं हुआ; दुकान का खाता सुरक्षित है। फिर से यही लिखें। / "
            "The practice HQ did not start; your own books are safe. Type the same again. "
            f"({fault})\n"
        )
        return 1


def practice_folder(world: World) -> Path:
    """Where the practice books and the practice HQ live."""
    if world.asked.books:
        return Path(world.asked.books)
    own = world.find_folders(None).books
    return own.with_name(f"{own.name}-{FOLDER}")


def in_practice(world: World) -> World:
    """The same world for a sub-command that was asked for with --practice: the practice books."""
    asked = world.asked._replace(books=str(practice_folder(world) / PRACTICE_BOOKS))
    return world._replace(asked=asked)


def _tour_instead(world: World) -> int:
    from estore_pos.commands import tour

    out = practice_folder(world) / "tour"
    sys.stdout.write(
        "यहाँ कोई पर्दा (display) नहीं है, इसलिए दुकान का एक दिन चलाकर तस्वीरें रखी जाएँगी। / "
        "There is no display here, so a shop's day is played and its pictures are kept.\n"
    )
    sys.stdout.flush()
    return tour.run(["--out", str(out)], world)
