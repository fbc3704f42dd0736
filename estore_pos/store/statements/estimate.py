"""Prices that were told."""

from sqlalchemy import bindparam, insert, select, update

from estore_pos.store.statements.tables import estimate, journal

PUT = insert(estimate).values({c.name: bindparam(c.name) for c in estimate.c if c.name != "place"})
CLOSE = (
    update(estimate)
    .where(estimate.c.id == bindparam("id"))
    .values(closed=bindparam("closed"), bill=bindparam("bill"))
)
LAST_NUMBER = (
    select(estimate.c.number)
    .where(estimate.c.number > bindparam("before"), estimate.c.number < bindparam("beyond"))
    .order_by(estimate.c.number.desc())
    .limit(1)
)
_kept = select(journal.c.bytes, estimate.c.closed).join(estimate, estimate.c.id == journal.c.id)
BY_ID = _kept.where(journal.c.id == bindparam("id"))
BY_NUMBER = _kept.where(estimate.c.number == bindparam("number")).order_by(estimate.c.place.desc())
WAITING = _kept.where(estimate.c.closed == "").order_by(estimate.c.place.desc())
BILL_OF = select(estimate.c.bill).where(estimate.c.id == bindparam("id"))
_of_bill = select(journal.c.place).where(journal.c.id == bindparam("bill")).scalar_subquery()
CLOSING = (
    select(journal.c.bytes)
    .where(journal.c.place > _of_bill, journal.c.kind == "estimate.closed")
    .order_by(journal.c.place)
    .limit(1)
)
