"""The bills that are not made yet, line by line; at place -1 what is on the whole bill."""

from sqlalchemy import BindParameter, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import draft

_bill: BindParameter[int] = bindparam("bill")
_of_bill = draft.c.bill == _bill
_is_line = draft.c.place >= 0
_put = insert(draft).values({c.name: bindparam(c.name) for c in draft.c})
PUT = _put.on_conflict_do_update(
    index_elements=[draft.c.bill, draft.c.place], set_={"content": _put.excluded.content}
)
LINES = select(draft.c.place, draft.c.content).where(_of_bill, _is_line).order_by(draft.c.place)
HEADS = select(draft.c.bill, draft.c.content).where(draft.c.place == -1).order_by(draft.c.bill)
HEAD = select(draft.c.bill, draft.c.content).where(_of_bill, draft.c.place == -1)
NEXT = select(func.coalesce(func.max(draft.c.bill), 0) + 1)
DROP = delete(draft).where(_of_bill, draft.c.place == bindparam("place"))
MOVE_UP = (
    update(draft)
    .where(_of_bill, draft.c.place == bindparam("from_place"))
    .values(place=bindparam("to_place"))
)
CLEAR_LINES = delete(draft).where(_of_bill, _is_line)
CLEAR = delete(draft).where(_of_bill)
