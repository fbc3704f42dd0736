"""The kept balance of each item."""

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import stock

_listed = select(text("value")).select_from(func.json_each(bindparam("ids"))).scalar_subquery()
_put = insert(stock).values({c.name: bindparam(c.name) for c in stock.c})
MOVE = _put.on_conflict_do_update(
    index_elements=[stock.c.item],
    set_={
        "milli": stock.c.milli + _put.excluded.milli,
        "counted": func.max(stock.c.counted, _put.excluded.counted),
        "sold": stock.c.sold + _put.excluded.sold,
    },
)
BALANCES = select(stock.c.item, stock.c.milli).where(
    stock.c.item.in_(_listed), stock.c.counted == 1
)
KEPT = select(stock.c.item, stock.c.milli, stock.c.counted).where(stock.c.item.in_(_listed))
