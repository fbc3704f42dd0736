"""Dated offers."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import offer

_put = insert(offer).values(id=bindparam("id"), content=bindparam("content"))
PUT = _put.on_conflict_do_update(
    index_elements=[offer.c.id], set_={"content": _put.excluded.content}
)
ALL = select(offer.c.content).order_by(offer.c.id)
