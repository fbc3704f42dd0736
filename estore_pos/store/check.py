"""Whether the books are whole: a quick look at each start, a deep one when there is time."""

from collections.abc import Iterator

from sqlalchemy import and_, bindparam, select

from estore_pos.store.page import Page, Statement
from estore_pos.store.records import stream as codec
from estore_pos.store.schema import journal, stream

RECENT_MAX = 2_000
"""Records of a lane that a start looks at, at most: 15 ms, and two days of most shops."""

_SLICE = 500

_STREAMS = Statement(
    select(stream.c.number, stream.c.id, stream.c.key_public, stream.c.parent, stream.c.retired)
)
_LAST = Statement(
    select(journal.c.seq)
    .where(journal.c.stream == bindparam("stream"))
    .order_by(journal.c.seq.desc())
    .limit(1)
)
_FIRST_SINCE = Statement(
    select(journal.c.seq)
    .where(
        and_(
            journal.c.stream == bindparam("stream"),
            journal.c.seq > bindparam("floor"),
            journal.c.at_ms >= bindparam("since"),
        )
    )
    .order_by(journal.c.seq)
    .limit(1)
)
_HASH = Statement(
    select(journal.c.hash).where(
        and_(journal.c.stream == bindparam("stream"), journal.c.seq == bindparam("seq"))
    )
)
_LINKS = Statement(
    select(journal.c.seq, journal.c.bytes, journal.c.hash)
    .where(and_(journal.c.stream == bindparam("stream"), journal.c.seq > bindparam("after")))
    .order_by(journal.c.seq)
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
            before = codec.link(before, content)
            if before != hashed:
                yield f"stream {name}: record {seq} is not what was recorded"
                return
            after = seq
