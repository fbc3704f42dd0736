"""The records in the order they were applied, and the nouns' tables emptied for a replay."""

from sqlalchemy import and_, bindparam, delete, select

from estore_pos.store.statements.tables import REPLAYED, journal
from estore_pos.store.statements.tables import stream as streams

HOLDS = select(journal.c.place).where(journal.c.id == bindparam("id"))
ONE = select(journal.c.bytes).where(journal.c.id == bindparam("id"))
RECORDS = (
    select(streams.c.id, journal.c.seq, journal.c.bytes, journal.c.hash, journal.c.place)
    .join(streams, streams.c.number == journal.c.stream)
    .where(and_(streams.c.lane == bindparam("lane"), journal.c.place > bindparam("after")))
    .order_by(journal.c.place)
    .limit(bindparam("count"))
)
CONTENTS = (
    select(journal.c.place, journal.c.bytes)
    .where(journal.c.place > bindparam("after"))
    .order_by(journal.c.place)
    .limit(bindparam("count"))
)
EMPTY = {table.name: delete(table) for table in REPLAYED}
