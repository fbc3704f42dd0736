"""Whether the books are whole: a quick look at each start, a deep one when there is time."""

from collections.abc import Iterator

from sqlalchemy import and_, bindparam, select
from sqlcipher3 import dbapi2

from estore_pos.domain.errors import ShopError
from estore_pos.store import journal, schema
from estore_pos.store.page import Connection, Page, Statement
from estore_pos.store.records import stream as codec
from estore_pos.store.schema import stream

RECENT_MAX = 2_000
"""Records of a lane that a start looks at, at most: 15 ms, and two days of most shops."""

_SLICE = 500
_journal = schema.journal
_ROWS = tuple((table, Statement(select(table))) for table in schema.REPLAYED)

_STREAMS = Statement(
    select(stream.c.number, stream.c.id, stream.c.key_public, stream.c.parent, stream.c.retired)
)
_LAST = Statement(
    select(_journal.c.seq)
    .where(_journal.c.stream == bindparam("stream"))
    .order_by(_journal.c.seq.desc())
    .limit(1)
)
_FIRST_SINCE = Statement(
    select(_journal.c.seq)
    .where(
        and_(
            _journal.c.stream == bindparam("stream"),
            _journal.c.seq > bindparam("floor"),
            _journal.c.at_ms >= bindparam("since"),
        )
    )
    .order_by(_journal.c.seq)
    .limit(1)
)
_HASH = Statement(
    select(_journal.c.hash).where(
        and_(_journal.c.stream == bindparam("stream"), _journal.c.seq == bindparam("seq"))
    )
)
_LINKS = Statement(
    select(_journal.c.seq, _journal.c.bytes, _journal.c.hash)
    .where(and_(_journal.c.stream == bindparam("stream"), _journal.c.seq > bindparam("after")))
    .order_by(_journal.c.seq)
    .limit(bindparam("count"))
)


def recent(page: Page, since_ms: int) -> list[str]:
    """Faults in the records of the living streams since an instant, RECENT_MAX a lane at most."""
    faults: list[str] = []
    for number, name, key_public, parent, retired in page.all(_STREAMS):
        if retired:
            continue
        last = page.one(_LAST, stream=number)
        if last is None:
            faults.append(f"stream {name}: no record")
            continue
        floor = max(0, last[0] - RECENT_MAX)
        first = page.one(_FIRST_SINCE, stream=number, floor=floor, since=since_ms)
        after = (first[0] if first else last[0]) - 1
        faults += _walk(page, number, name, after, codec.start_of(name, key_public, parent))
    return faults


def chains(page: Page) -> list[str]:
    """Faults in the chain of every record of every stream."""
    faults: list[str] = []
    for number, name, key_public, parent, _retired in page.all(_STREAMS):
        faults += _walk(page, number, name, 0, codec.start_of(name, key_public, parent))
    return faults


def _walk(page: Page, number: int, name: str, after: int, start: bytes) -> Iterator[str]:
    """The first fault of a stream after a record, if there is one."""
    row = page.one(_HASH, stream=number, seq=after) if after else (start,)
    if row is None:
        yield f"stream {name}: record {after} is missing"
        return
    before: bytes = row[0]
    while rows := page.all(_LINKS, stream=number, after=after, count=_SLICE):
        for seq, content, hashed in rows:
            if seq != after + 1:
                yield f"stream {name}: record {after + 1} is missing"
                return
            # Whoever meddles with the file may leave a text where bytes stood.
            before = codec.link(before, content) if isinstance(content, bytes) else b""
            if before != hashed:
                yield f"stream {name}: record {seq} is not what was recorded"
                return
            after = seq


def deep(page: Page) -> list[str]:
    """Every fault that can be found in the file: each page's seal, the structure, every chain.

    Takes a second for a year of trade. It never raises for damage: a damaged file makes the driver
    raise whatever it likes.
    """
    faults: list[str] = []
    for look in (_seals, _structure, chains):
        try:
            faults += look(page)
        except (dbapi2.Error, ShopError, ValueError) as error:
            faults.append(f"{look.__name__.strip('_')}: {error}")
    return faults


def replay_differences(page: Page) -> list[str]:
    """The nouns' tables that a replay of the journal would give otherwise; none when all is well.

    A repair (`journal.rebuild`) makes them what the journal says.
    """
    memory: Connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for made in schema.statements():
            memory.execute(made)
        again = Page(memory, page.keys)
        journal.replay(again, journal.contents(page))
        return [
            table.name
            for table, rows in _ROWS
            if sorted(page.all(rows), key=repr) != sorted(again.all(rows), key=repr)
        ]
    finally:
        memory.close()


def _seals(page: Page) -> list[str]:
    rows = page.connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return [str(row[0]) for row in rows]


def _structure(page: Page) -> list[str]:
    rows = page.connection.execute("PRAGMA integrity_check(10)").fetchall()
    return [str(row[0]) for row in rows if row[0] != "ok"]
