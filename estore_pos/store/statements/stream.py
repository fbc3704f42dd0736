"""Which stream a lane writes to, and how a record joins it."""

from sqlalchemy import bindparam, func, insert, select, update

from estore_pos.store.statements.tables import books, journal, stream

_of_stream = journal.alias("of_stream")
_last = (
    select(func.max(_of_stream.c.seq))
    .where(_of_stream.c.stream == stream.c.number)
    .correlate(stream)
    .scalar_subquery()
)
HEAD = (
    select(stream.c.number, stream.c.id, stream.c.series, journal.c.seq, journal.c.hash)
    .join(journal, journal.c.stream == stream.c.number)
    .where(stream.c.lane == bindparam("lane"), stream.c.retired == 0, journal.c.seq == _last)
)
ADD = insert(journal).values(
    {name: bindparam(name) for name in ("stream", "seq", "id", "kind", "at_ms", "bytes", "hash")}
)
NEW = insert(stream).values(
    {
        name: bindparam(name)
        for name in ("id", "lane", "series", "key_public", "parent", "acked", "retired")
    }
)
RETIRE = (
    update(stream).where(stream.c.lane == bindparam("of"), stream.c.retired == 0).values(retired=1)
)
TAIL = (
    select(journal.c.place, journal.c.bytes)
    .where(journal.c.stream == bindparam("stream"), journal.c.seq > bindparam("after"))
    .order_by(journal.c.seq)
)
MOVE = (
    update(journal)
    .where(journal.c.place == bindparam("at"))
    .values(stream=bindparam("to"), seq=bindparam("as"), hash=bindparam("hash"))
)
SERIES_TAKEN = select(stream.c.number).where(stream.c.series == bindparam("series"))
BOOKS = select(books.c.practice, books.c.key_seed)
