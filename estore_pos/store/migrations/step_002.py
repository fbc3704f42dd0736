"""A stock is told only of goods that somebody has counted."""

from collections.abc import Callable
from typing import Any


def up(execute: Callable[[str], Any]) -> None:
    """Mark the balances that a movement, and not bills alone, has told of."""
    execute("ALTER TABLE stock ADD COLUMN counted INTEGER NOT NULL DEFAULT 0")
    execute(
        "UPDATE stock SET counted = 1 WHERE item IN ("
        " SELECT json_extract(line.value, '$[0]')"
        " FROM journal, json_each(CAST(journal.bytes AS TEXT), '$.b.l') AS line"
        " WHERE journal.kind = 'stock.moved')"
    )
