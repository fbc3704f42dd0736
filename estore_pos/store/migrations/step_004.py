"""What sells is offered first, and codes that nobody knew today are listed."""

from collections.abc import Callable
from typing import Any


def up(execute: Callable[[str], Any]) -> None:
    """Count the lines each good was sold on, and make the table of unknown codes."""
    execute("ALTER TABLE stock ADD COLUMN sold INTEGER NOT NULL DEFAULT 0")
    execute(
        "UPDATE stock SET sold = ("
        " SELECT count(*) FROM bill_line WHERE bill_line.item = stock.item AND bill_line.hsn NOT LIKE '99%')"
    )
    execute(
        "CREATE TABLE missed_code ("
        " code TEXT NOT NULL, day TEXT NOT NULL, times INTEGER NOT NULL, last_ms INTEGER NOT NULL,"
        " PRIMARY KEY (code)) WITHOUT ROWID"
    )
