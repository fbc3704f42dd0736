"""The bills that are not made yet, line by line."""

from sqlalchemy import BindParameter, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import draft, draft_line

_bill: BindParameter[int] = bindparam("bill")
_put = insert(draft_line).values({c.name: bindparam(c.name) for c in draft_line.c})
PUT_LINE = _put.on_conflict_do_update(
    index_elements=[draft_line.c.bill, draft_line.c.place],
    set_={c.name: _put.excluded[c.name] for c in draft_line.c if not c.primary_key},
)
_head = insert(draft).values({c.name: bindparam(c.name) for c in draft.c})
PUT_HEAD = _head.on_conflict_do_update(
    index_elements=[draft.c.bill],
    set_={c.name: _head.excluded[c.name] for c in draft.c if not c.primary_key},
)
LINES = select(*draft_line.c).where(draft_line.c.bill == _bill).order_by(draft_line.c.place)
HEAD = select(*draft.c).where(draft.c.bill == _bill)
HEADS = select(*draft.c).order_by(draft.c.bill)
NEXT = select(func.coalesce(func.max(draft.c.bill), 0) + 1)
_here = draft_line.c.bill == _bill
DROP = delete(draft_line).where(_here, draft_line.c.place == bindparam("place"))
MOVE_UP = (
    update(draft_line)
    .where(draft_line.c.bill == _bill, draft_line.c.place == bindparam("from_place"))
    .values(place=bindparam("to_place"))
)
CLEAR_LINES = delete(draft_line).where(draft_line.c.bill == _bill)
CLEAR_HEAD = delete(draft).where(draft.c.bill == _bill)
