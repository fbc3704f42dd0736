"""What a look at the books reads: the chains, and every row of the nouns' tables."""

from sqlalchemy import and_, bindparam, select

from estore_pos.store.statements.tables import REPLAYED, journal, stream

STREAMS = select(
    stream.c.number, stream.c.id, stream.c.key_public, stream.c.parent, stream.c.retired
)
BACK = (
    select(journal.c.seq, journal.c.at_ms, journal.c.bytes, journal.c.hash)
    .where(and_(journal.c.stream == bindparam("stream"), journal.c.seq < bindparam("before")))
    .order_by(journal.c.seq.desc())
    .limit(bindparam("count"))
)
LINKS = (
    select(journal.c.seq, journal.c.bytes, journal.c.hash)
    .where(and_(journal.c.stream == bindparam("stream"), journal.c.seq > bindparam("after")))
    .order_by(journal.c.seq)
    .limit(bindparam("count"))
)
ROWS = {table.name: select(table) for table in REPLAYED}
