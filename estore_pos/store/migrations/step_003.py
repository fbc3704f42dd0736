"""Papers wait for the printer in the books, so that a restart forgets none."""

from collections.abc import Callable
from typing import Any


def up(execute: Callable[[str], Any]) -> None:
    """Make the table of what is to be printed."""
    execute(
        "CREATE TABLE print_job ("
        " place INTEGER NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL, copy INTEGER NOT NULL,"
        " language TEXT NOT NULL, urgency INTEGER NOT NULL, state TEXT NOT NULL,"
        " asked_ms INTEGER NOT NULL, tries INTEGER NOT NULL, why TEXT NOT NULL,"
        " PRIMARY KEY (place))"
    )
