"""Open bills lie in one table, so that a scan is quicker."""

from collections.abc import Callable
from typing import Any


def up(execute: Callable[[str], Any]) -> None:
    """Carry every open bill over, line by line."""
    execute("ALTER TABLE draft RENAME TO old_draft")
    execute(
        "CREATE TABLE draft (bill INTEGER NOT NULL, place INTEGER NOT NULL, content TEXT NOT NULL,"
        " PRIMARY KEY (bill, place)) WITHOUT ROWID"
    )
    execute(
        "INSERT INTO draft SELECT bill, -1, json_array(open, buyer, current, points, off, charge,"
        " note, estimate, approved, held_ms) FROM old_draft"
    )
    execute(
        "INSERT INTO draft SELECT bill, place, json_array(item, milli, price, amount, by_hand,"
        " points, off, mrp, approved, json(nullif(good, ''))) FROM draft_line"
    )
    execute("DROP TABLE old_draft")
    execute("DROP TABLE draft_line")
