"""Kinds of goods that are sold without a name."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import category

_put = insert(category).values(key=bindparam("key"), content=bindparam("content"))
PUT = _put.on_conflict_do_update(
    index_elements=[category.c.key], set_={"content": _put.excluded.content}
)
ALL = select(category.c.content).order_by(category.c.key)
