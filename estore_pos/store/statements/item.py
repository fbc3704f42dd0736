"""Items and their barcodes."""

from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import barcode, item, price_change, stock

_COLUMNS = tuple(item.c)
_listed = select(text("value")).select_from(func.json_each(bindparam("ids"))).scalar_subquery()
_put = insert(item).values({column.name: bindparam(column.name) for column in _COLUMNS})
PUT = _put.on_conflict_do_update(
    index_elements=[item.c.id],
    set_={c.name: _put.excluded[c.name] for c in _COLUMNS if c.name != "id"},
)
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
DROP_CODES = delete(barcode).where(barcode.c.item.in_(_listed))
BY_IDS = select(*_COLUMNS).where(item.c.id.in_(_listed))
AFTER = (
    select(*_COLUMNS)
    .where(item.c.id > bindparam("after"))
    .order_by(item.c.id)
    .limit(bindparam("count"))
)
TILES = select(*_COLUMNS).where(item.c.tile > 0, item.c.closed == 0).order_by(item.c.tile)
KITS = (
    select(*_COLUMNS)
    .where(item.c.closed == 0, item.c.more.like('%"parts":%'))
    .order_by(item.c.name_hi, item.c.name_en, item.c.id)
)
SET_PRICE = update(item).where(item.c.id == bindparam("item")).values(price=bindparam("price"))
_change = insert(price_change).values({c.name: bindparam(c.name) for c in price_change.c})
NOTE_PRICE = _change.on_conflict_do_nothing()
PRICES = (
    select(price_change.c.from_day, price_change.c.at_ms, price_change.c.price)
    .where(price_change.c.item == bindparam("item"))
    .order_by(price_change.c.at_ms.desc(), price_change.c.record.desc())
    .limit(bindparam("count"))
)
_most_sold = func.coalesce(stock.c.sold, 0).desc(), item.c.id
_goods = item.outerjoin(stock, stock.c.item == item.c.id)
_last_board = (
    select(price_change.c.record)
    .order_by(price_change.c.at_ms.desc(), price_change.c.record.desc())
    .limit(1)
    .scalar_subquery()
)
BOARD = (
    select(*_COLUMNS)
    .select_from(_goods.join(price_change, price_change.c.item == item.c.id))
    .where(price_change.c.record == _last_board, item.c.closed == 0)
    .order_by(*_most_sold)
)
LOOSE = (
    select(*_COLUMNS)
    .select_from(_goods)
    .where(item.c.step_milli < 1000, item.c.barcodes == "", item.c.closed == 0)
    .order_by(*_most_sold)
    .limit(bindparam("count"))
)
CATEGORIES = select(item.c.category).where(item.c.category != "").distinct()
GROUPED = select(item.c.more).where(item.c.more.contains('"groups"'))
LAST_ID = select(func.max(item.c.id))
COUNT = select(func.count()).select_from(item)
CODES = select(barcode.c.code, barcode.c.item, barcode.c.milli)
HOLDERS = (
    select(barcode.c.code, barcode.c.item)
    .where(
        barcode.c.code.in_(
            select(text("value")).select_from(func.json_each(bindparam("codes"))).scalar_subquery()
        )
    )
    .order_by(barcode.c.code, barcode.c.item)
)
