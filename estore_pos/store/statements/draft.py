"""The open bill, line by line."""

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import draft, draft_line

_put = insert(draft_line).values({c.name: bindparam(c.name) for c in draft_line.c})
PUT_LINE = _put.on_conflict_do_update(
    index_elements=[draft_line.c.place],
    set_={name: _put.excluded[name] for name in ("item", "milli", "price", "amount")},
)
_head = insert(draft).values(one=1, buyer=bindparam("buyer"), current=bindparam("current"))
PUT_HEAD = _head.on_conflict_do_update(
    index_elements=[draft.c.one],
    set_={name: _head.excluded[name] for name in ("buyer", "current")},
)
LINES = select(*draft_line.c).order_by(draft_line.c.place)
HEAD = select(draft.c.buyer, draft.c.current)
DROP = delete(draft_line).where(draft_line.c.place == bindparam("place"))
MOVE_UP = (
    update(draft_line)
    .where(draft_line.c.place == bindparam("from_place"))
    .values(place=bindparam("to_place"))
)
CLEAR_LINES = delete(draft_line)
CLEAR_HEAD = delete(draft)
