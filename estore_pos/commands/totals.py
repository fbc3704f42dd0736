"""Writes what a business day came to as JSON: `main.py totals --books DIR [--day DD-MM-YYYY]`."""

import json
import sys
from datetime import date, timedelta

from estore_pos.commands import arguments
from estore_pos.commands.telling import told
from estore_pos.commands.world import World
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.operations.archive import Archive, open_archive
from estore_pos.text.dates import read_date

DAYS_BACK = {"today": 0, "aaj": 0, "आज": 0, "yesterday": 1, "kal": 1, "कल": 1}
"""Days that have a name; कल is the one that is over, for the other has no totals."""


def run(rest: list[str], world: World) -> int:
    """0 when the totals were written; works while the counter is open."""
    parser = arguments.parser("totals", world.asked)
    parser.add_argument(
        "--day",
        default="",
        metavar="DD-MM-YYYY",
        help="कारोबार का दिन, आज या कल, वरना आज / the business day, today or yesterday, else today",
    )
    asked = arguments.read(parser, rest)
    folders = world.find_folders(asked.books)

    def deed() -> int:
        archive = open_archive(folders.books, folders.cache, world.clock, world.secrets(folders))
        try:
            said = archive.totals(_day(asked.day, archive))
        finally:
            archive.close()
        sys.stdout.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        return 0

    return told(deed, world, asked.lang)


def _day(typed: str, archive: Archive) -> date | None:
    back = DAYS_BACK.get(typed.strip().casefold())
    if back is not None:
        return archive.today() - timedelta(days=back)
    day = read_date(typed)
    if typed and day is None:
        raise Refusal(RefusalCode.DATE_WRONG, date=typed)
    return day
