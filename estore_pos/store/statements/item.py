"""Items and their barcodes."""

from sqlalchemy import bindparam, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import barcode, item

_COLUMNS = tuple(item.c)
_listed = select(text("value")).select_from(func.json_each(bindparam("ids"))).scalar_subquery()
_put = insert(item).values({column.name: bindparam(column.name) for column in _COLUMNS})
PUT = _put.on_conflict_do_update(
    index_elements=[item.c.id],
    set_={c.name: _put.excluded[c.name] for c in _COLUMNS if c.name != "id"},
)
DROP_CODES = delete(barcode).where(barcode.c.item == bindparam("id"))
PUT_CODE = (
    insert(barcode)
    .values({name: bindparam(name) for name in ("code", "item", "milli")})
    .on_conflict_do_nothing()
)
BY_CODE = (
    select(barcode.c.milli, *_COLUMNS)
    .join(item, item.c.id == barcode.c.item)
    .where(barcode.c.code == bindparam("code"))
    .order_by(item.c.closed, item.c.id.desc())
    .limit(1)
)
BY_ID = select(*_COLUMNS).where(item.c.id == bindparam("id"))
BY_IDS = select(*_COLUMNS).where(item.c.id.in_(_listed))
AFTER = (
    select(*_COLUMNS)
    .where(item.c.id > bindparam("after"))
    .order_by(item.c.id)
    .limit(bindparam("count"))
)
LAST_ID = select(func.max(item.c.id))
COUNT = select(func.count()).select_from(item)
CODES = select(barcode.c.code, barcode.c.item, barcode.c.milli)
HOLDERS = (
    select(barcode.c.code, func.min(barcode.c.item))
    .where(
        barcode.c.code.in_(
            select(text("value")).select_from(func.json_each(bindparam("codes"))).scalar_subquery()
        )
    )
    .group_by(barcode.c.code)
)
