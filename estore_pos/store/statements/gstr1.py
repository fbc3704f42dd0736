"""The records of a month's bills and credit notes."""

from sqlalchemy import BindParameter, and_, bindparam, func, select

from estore_pos.store.statements.tables import bill, credit_note, day_total, journal

_eve: BindParameter[str] = bindparam("eve")
_earliest = (
    select(func.min(day_total.c.first_bill))
    .where(day_total.c.business_day >= _eve, day_total.c.first_bill > 0)
    .scalar_subquery()
)
OF_MONTH = (
    select(journal.c.bytes, bill.c.cancelled)
    .join(bill, bill.c.id == journal.c.id)
    .where(
        and_(
            bill.c.calendar_day >= bindparam("first"),
            bill.c.calendar_day < bindparam("beyond"),
            # A business day may be the evening before; after a clock ran ahead it is a later one.
            bill.c.business_day >= _eve,
            bill.c.place >= _earliest,
        )
    )
    .order_by(bill.c.place)
)
_first: BindParameter[str] = bindparam("first")
_beyond: BindParameter[str] = bindparam("beyond")
NOTES = (
    select(journal.c.bytes)
    .join(credit_note, credit_note.c.id == journal.c.id)
    .where(and_(credit_note.c.calendar_day >= _first, credit_note.c.calendar_day < _beyond))
    .order_by(credit_note.c.place)
)
