"""How far each stream has come, and how much of it HQ has acknowledged."""

from sqlalchemy import and_, bindparam, func, select

from estore_pos.store.statements.tables import journal
from estore_pos.store.statements.tables import stream as streams

_of_stream = journal.alias("of_stream")
_last = (
    select(func.coalesce(func.max(_of_stream.c.seq), 0))
    .where(_of_stream.c.stream == streams.c.number)
    .correlate(streams)
    .scalar_subquery()
)
STREAMS = select(
    streams.c.id,
    streams.c.lane,
    streams.c.key_public,
    streams.c.parent,
    _last,
    streams.c.acked,
    streams.c.retired,
    streams.c.number,
).order_by(streams.c.lane.desc(), streams.c.number)
BILLS = (
    select(func.count())
    .select_from(journal)
    .where(
        and_(
            journal.c.stream == bindparam("number"),
            journal.c.seq > bindparam("after"),
            journal.c.seq <= bindparam("upto"),
            journal.c.kind == "bill",
        )
    )
)
