"""The record that a PC's own file says it wrote last."""

from sqlalchemy import and_, bindparam, select

from estore_pos.store.statements.tables import journal
from estore_pos.store.statements.tables import stream as streams

HASH = (
    select(journal.c.hash)
    .join(streams, streams.c.number == journal.c.stream)
    .where(and_(streams.c.id == bindparam("stream"), journal.c.seq == bindparam("seq")))
)
