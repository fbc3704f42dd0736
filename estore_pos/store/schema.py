"""The tables as the program that runs knows them: their version, their names, what makes them."""

from estore_pos.store.page import family

APPLICATION_ID = 0x45535431
"""The bytes "EST1", by which the file says whose it is."""
SCHEMA_VERSION = 9


def statements() -> list[str]:
    """What makes the tables in an empty database."""
    return [made.sql for made in family("tables")]
