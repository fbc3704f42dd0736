"""Says what is well with this till and what is not: `main.py doctor --books DIR`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

from estore_pos.base.folders import Folders
from estore_pos.commands import arguments
from estore_pos.commands.world import World
from estore_pos.domain.errors import ShopError
from estore_pos.operations import health
from estore_pos.operations.archive import open_archive
from estore_pos.operations.health import Finding

NAMES: dict[str, str] = {
    "python": "Python",
    "qt": "खिड़की (Qt) / windows (Qt)",
    "engine": "डेटाबेस / database",
    "disk": "डिस्क में जगह / room on the disk",
    "folder": "खाते का फ़ोल्डर / folder of the books",
    "secrets": "चाबी की जगह / where the key lies",
    "lock": "कौन खोले है / who has it open",
    "books": "खाता / books",
    "schema": "खाते का रूप / form of the books",
    "goods": "सामान / goods",
    "recent": "हाल के रिकॉर्ड / recent records",
    "deep": "पूरी जाँच / deep check",
    "replay": "जर्नल से मिलान / tables equal the journal",
    "search": "खोज / search",
    "clock": "घड़ी / clock",
    "enrolment": "मुख्यालय / HQ",
    "streams": "धाराएँ / streams",
    "waiting": "भेजना बाकी / waiting for HQ",
}


def run(rest: list[str], world: World) -> int:
    """0 when all is well, 1 when something is not; works while the counter is open."""
    parser = arguments.parser("doctor", world.asked)
    parser.add_argument(
        "--deep", action="store_true", help="हर पन्ना और हर रिकॉर्ड जाँचें / check every page and record"
    )
    parser.add_argument(
        "--replay",
        action="store_true",
        help="जर्नल से तालिकाएँ फिर बनाकर मिलाएँ / make the tables again from the journal, compare",
    )
    parser.add_argument("--json", action="store_true", help="JSON में / as JSON")
    asked = parser.parse_args(rest)
    folders = world.find_folders(asked.books)
    found = list(_findings(world, folders, deep=asked.deep, replay=asked.replay))
    if asked.json:
        said = json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1)
    else:
        said = "\n".join(line(each) for each in found)
    sys.stdout.write(said + "\n")
    return 0 if all(each.well for each in found) else 1


def _findings(world: World, folders: Folders, *, deep: bool, replay: bool) -> Iterator[Finding]:
    yield qt()
    secrets = world.secrets(folders)
    try:
        archive = open_archive(folders.books, folders.cache, world.clock, secrets)
    except ShopError as error:
        yield from health.pc(folders.books, secrets)
        yield _unopened(error)
        return
    try:
        yield from archive.health(deep=deep, replay=replay)
    except ShopError as error:
        yield _unopened(error)
    finally:
        archive.close()


def _unopened(error: ShopError) -> Finding:
    return Finding("books", False, facts={"code": error.code.value, **error.facts})


def qt() -> Finding:
    """Whether the libraries of the windows can be loaded here."""
    try:
        import PySide6.QtCore
        import PySide6.QtWidgets
    except ImportError as error:
        return Finding("qt", False, facts={"reason": str(error)})
    assert PySide6.QtWidgets is not None
    return Finding("qt", True, facts={"version": PySide6.QtCore.qVersion()})


def line(finding: Finding) -> str:
    """A finding as one line: a mark, what was looked at, what was seen."""
    sign = "✗" if not finding.well else "!" if finding.loud else "✓"
    facts = "; ".join(f"{name} {value}" for name, value in finding.facts.items() if value != [])
    return f"{sign} {NAMES[finding.name]}: {facts}".rstrip(": ")
