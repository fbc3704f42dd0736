"""The records of a month's bills."""

from sqlalchemy import and_, bindparam, select

from estore_pos.store.statements.tables import bill, journal

OF_MONTH = (
    select(journal.c.bytes)
    .join(bill, bill.c.id == journal.c.id)
    .where(
        and_(
            bill.c.calendar_day >= bindparam("first"),
            bill.c.calendar_day < bindparam("beyond"),
            # A business day may be the evening before; after a clock ran ahead it is a later one.
            bill.c.business_day >= bindparam("eve"),
        )
    )
    .order_by(bill.c.place)
)
