"""The bytes that wait for HQ, and what it has acknowledged."""

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import answer, journal
from estore_pos.store.statements.tables import stream as streams

ONE = select(
    streams.c.number, streams.c.lane, streams.c.key_public, streams.c.parent, streams.c.retired
).where(streams.c.id == bindparam("stream"))
HASH = select(journal.c.hash).where(
    and_(journal.c.stream == bindparam("number"), journal.c.seq == bindparam("seq"))
)
BYTES = (
    select(journal.c.bytes)
    .where(and_(journal.c.stream == bindparam("number"), journal.c.seq > bindparam("after")))
    .order_by(journal.c.seq)
    .limit(bindparam("count"))
)
ACK = (
    update(streams)
    .where(and_(streams.c.id == bindparam("of"), streams.c.acked < bindparam("seq")))
    .values(acked=bindparam("seq"))
)
REWIND = update(streams).where(streams.c.id == bindparam("of")).values(acked=bindparam("seq"))
_answer = insert(answer).values(one=1, incarnation=bindparam("name"), at_ms=bindparam("at_ms"))
ANSWER = _answer.on_conflict_do_update(
    index_elements=[answer.c.one],
    set_={name: _answer.excluded[name] for name in ("incarnation", "at_ms")},
)
