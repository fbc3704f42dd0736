"""Whether books are whole after a fault: open, unbroken, and just what their journal says."""

import json
from pathlib import Path

from sqlcipher3 import dbapi2

from estore_pos.store import journal, schema
from estore_pos.store.books import Reader
from estore_pos.store.keys import KeySet
from estore_pos.store.page import Page
from tests.store.shelf import Tables, tables_of

_NUMBERS = {
    "bill": "SELECT number FROM bill",
    "credit_note": "SELECT number FROM credit_note",
    "estimate": "SELECT number FROM estimate",
}


class Replays:
    """What journals give in empty tables; one that was replayed before is remembered."""

    def __init__(self) -> None:
        """Begin with empty tables in memory."""
        self._known: dict[bytes, Tables] = {}
        self._memory = dbapi2.connect(":memory:", isolation_level=None)
        for made in schema.statements():
            self._memory.execute(made)

    def of(self, page: Page) -> Tables:
        """The tables that a page's journal gives."""
        heads = page.connection.execute(
            "SELECT max(place), group_concat(hex(hash)) FROM"
            " (SELECT place, hash FROM journal ORDER BY place DESC LIMIT 4)"
        ).fetchall()
        key = json.dumps(heads[0]).encode()
        if key not in self._known:
            self._known[key] = self._replayed(page)
        return self._known[key]

    def _replayed(self, page: Page) -> Tables:
        self._memory.execute("BEGIN")
        try:
            empty = Page(self._memory, page.keys)
            self._memory.executemany(
                "INSERT INTO customer_key VALUES (?, ?)",
                page.connection.execute("SELECT customer, wrapped FROM customer_key").fetchall(),
            )
            journal.replay(empty, journal.contents(page))
            return tables_of(empty)
        finally:
            self._memory.rollback()


def faults(reader: Reader, replays: Replays) -> list[str]:
    """What is wrong with open books; nothing where all is well. The reader is closed."""
    try:
        found = reader.deep_check()
        with reader.page() as page:
            ours, told = tables_of(page), replays.of(page)
            wrong = [name for name in ours if ours[name] != told[name]]
            return [*found, *(f"{name} is not what was recorded" for name in wrong), *gaps(page)]
    finally:
        reader.close()


def gaps(page: Page) -> list[str]:
    """Numbers of papers that are missing or stand twice in their series."""
    found: list[str] = []
    for table, asked in _NUMBERS.items():
        numbers: dict[str, list[int]] = {}
        for (number,) in page.connection.execute(asked).fetchall():
            numbers.setdefault(number[:-6], []).append(int(number[-6:]))
        found += [
            f"{table} {series}: {sorted(serials)}"
            for series, serials in numbers.items()
            if sorted(serials) != list(range(1, len(serials) + 1))
        ]
    return found


def key_set(state: Path) -> KeySet:
    """The keys that this PC keeps of its books."""
    return KeySet.from_bytes((state / "secrets" / "books.secret").read_bytes())
