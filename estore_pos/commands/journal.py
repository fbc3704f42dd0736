"""Writes the records of the books as JSON lines: `main.py journal --books DIR [--lane trade]`."""

import json
import sys

from estore_pos.commands import arguments
from estore_pos.commands.telling import told
from estore_pos.commands.world import World
from estore_pos.operations.archive import open_archive


def run(rest: list[str], world: World) -> int:
    """0 when every record was written; works while the counter is open."""
    parser = arguments.parser("journal", world.asked)
    parser.add_argument(
        "--lane", choices=("trade", "goods"), help="केवल बिक्री या केवल सामान / one stream only"
    )
    asked = arguments.read(parser, rest)
    folders = world.find_folders(asked.books)

    def deed() -> int:
        archive = open_archive(folders.books, folders.cache, world.clock, world.secrets(folders))
        try:
            for line in archive.journal(asked.lane):
                said = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
                sys.stdout.write(said + "\n")
        finally:
            archive.close()
        return 0

    return told(deed, world, asked.lang)
