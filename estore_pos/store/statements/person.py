"""Who works at the till."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import person

_put = insert(person).values({c.name: bindparam(c.name) for c in person.c})
PUT = _put.on_conflict_do_update(
    index_elements=[person.c.id],
    set_={name: _put.excluded[name] for name in ("name", "role", "closed")},
)
ALL = select(*person.c).order_by(person.c.id)
