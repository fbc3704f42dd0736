"""Whether the books are whole: a quick look at each start, a deep one when there is time."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from sqlcipher3 import dbapi2

from estore_pos.domain.errors import ShopError, Trouble, TroubleCode
from estore_pos.store import journal, schema
from estore_pos.store.page import Connection, Page, Row, Statement, family
from estore_pos.store.records import stream as codec

RECENT_MAX = 1_000
"""Records of a lane that are looked at, at most: two days of nearly every shop."""
LAST_MAX = 100
"""Records of a lane that a start looks at before it sells: what a power cut can have touched."""

_SLICE = 500
_SLICE_BACK = 100
_BEYOND = 1 << 62

_STREAMS = Statement("check.streams")
_BACK = Statement("check.back")
_LINKS = Statement("check.links")


def schema_version(page: Page) -> int:
    """The version of the tables. Raises Trouble BOOKS_DAMAGED for what is no till's books."""
    (application,) = page.pragma("application_id")[0]
    if application != schema.APPLICATION_ID:
        raise Trouble(TroubleCode.BOOKS_DAMAGED, reason="not a till's books")
    (version,) = page.pragma("user_version")[0]
    return int(version)


class End(NamedTuple):
    """The last record of a stream: its place, and when it was written."""

    seq: int
    at_ms: int


def ends(page: Page) -> dict[str, End]:
    """Where each stream ends, by its name."""
    found: dict[str, End] = {}
    for number, name, *_ in page.all(_STREAMS):
        for seq, at_ms, *_ in page.all(_BACK, stream=number, before=_BEYOND, count=1):
            found[name] = End(seq, at_ms)
    return found


def recent(page: Page, since_ms: int, most: int = RECENT_MAX) -> list[str]:
    """Faults in the records of the living streams since an instant, about `most` a lane."""
    faults: list[str] = []
    for number, name, key_public, parent, retired in page.all(_STREAMS):
        if not retired:
            start = codec.start_of(name, key_public, parent)
            faults += _recent(page, number, name, since_ms, most, start)
    return faults


def chains(page: Page) -> list[str]:
    """Faults in the chain of every record of every stream."""
    faults: list[str] = []
    for number, name, key_public, parent, _retired in page.all(_STREAMS):
        after, before = 0, codec.start_of(name, key_public, parent)
        while rows := page.all(_LINKS, stream=number, after=after, count=_SLICE):
            fault = _broken(name, after, before, rows)
            if fault:
                faults.append(fault)
                break
            after, _, before = rows[-1]
    return faults


def _recent(
    page: Page, number: int, name: str, since_ms: int, most: int, start: bytes
) -> Iterator[str]:
    """Read back from the last record to the first of the time asked for, then follow the chain."""
    rows: list[Row] = []
    before = _BEYOND
    while more := page.all(_BACK, stream=number, before=before, count=_SLICE_BACK):
        rows += more
        before = more[-1][0]
        if len(rows) >= most or more[-1][1] < since_ms:
            break
    if not rows:
        yield f"stream {name}: no record"
        return
    links = [(seq, content, hashed) for seq, _, content, hashed in reversed(rows)]
    after, hashed = 0, start
    if links[0][0] != 1:
        after, _, hashed = links.pop(0)
    fault = _broken(name, after, hashed, links)
    if fault:
        yield fault


def _broken(name: str, after: int, before: bytes, links: Sequence[Row]) -> str:
    """The first fault of links (number, bytes, hash) behind a record; "" for none."""
    for seq, content, hashed in links:
        if seq != after + 1:
            return f"stream {name}: record {after + 1} is missing"
        # Whoever meddles with the file may leave a text where bytes stood.
        before = codec.link(before, content) if isinstance(content, bytes) else b""
        if before != hashed:
            return f"stream {name}: record {seq} is not what was recorded"
        after = seq
    return ""


def deep(page: Page, in_log: Container[int] = ()) -> list[str]:
    """Every fault that can be found in the file: each page's seal, the structure, every chain.

    A page that a power cut tore in the file and that stands whole `in_log` is no fault. Takes a
    second for a year of trade. It never raises for damage: a damaged file makes the driver raise
    whatever it likes.
    """

    def _seals(page: Page) -> list[str]:
        return [said for said in _torn(page) if _page_named(said) not in in_log]

    faults: list[str] = []
    for look in (_seals, _structure, chains):
        try:
            faults += look(page)
        except (dbapi2.Error, ShopError, ValueError) as error:
            faults.append(f"{look.__name__.strip('_')}: {error}")
    return faults


def replay_differences(page: Page) -> list[str]:
    """The nouns' tables that a replay of the journal would give otherwise; none when all is well.

    A repair (`journal.rebuild`) makes them what the journal says. Tables of an older version cannot
    be compared; the next start makes them today's.
    """
    if (version := schema_version(page)) != schema.SCHEMA_VERSION:
        return [f"the tables are of version {version}: open the counter once, then ask again"]
    memory: Connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for made in schema.statements():
            memory.execute(made)
        again = Page(memory, page.keys)
        journal.replay(again, journal.contents(page))
        return [
            rows.name.removeprefix("check.rows.")
            for rows in family("check.rows")
            if sorted(page.all(rows), key=repr) != sorted(again.all(rows), key=repr)
        ]
    finally:
        memory.close()


def _torn(page: Page) -> list[str]:
    rows = page.pragma("cipher_integrity_check")
    return [str(row[0]) for row in rows]


def _page_named(said: str) -> int:
    """The page that a line of the engine's names, which may say its size as well; 0 for none."""
    named = re.search(r"page (\d+)", said)
    return int(named[1]) if named else 0


def _structure(page: Page) -> list[str]:
    rows = page.pragma("integrity_check(10)")
    return [str(row[0]) for row in rows if row[0] != "ok"]
