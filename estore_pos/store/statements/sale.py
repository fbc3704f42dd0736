"""Bills, their lines and what a day came to."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.sale import SUMS
from estore_pos.store.statements.tables import (
    bill,
    bill_line,
    bill_tender,
    day_total,
    journal,
)

BILL = insert(bill).values({c.name: bindparam(c.name) for c in bill.c if c.name != "place"})
LINE = insert(bill_line).values({c.name: bindparam(c.name) for c in bill_line.c})
TENDER = insert(bill_tender).values({c.name: bindparam(c.name) for c in bill_tender.c})
LAST_NUMBER = (
    select(bill.c.number)
    .where(bill.c.number > bindparam("before"), bill.c.number < bindparam("beyond"))
    .order_by(bill.c.number.desc())
    .limit(1)
)
_day = insert(day_total).values({c.name: bindparam(c.name) for c in day_total.c})
DAY = _day.on_conflict_do_update(
    index_elements=[day_total.c.business_day],
    set_={name: day_total.c[name] + _day.excluded[name] for name in SUMS},
)
BY_ID = select(journal.c.bytes).where(journal.c.id == bindparam("id"))
_kept = select(journal.c.bytes).join(bill, bill.c.id == journal.c.id)
BY_NUMBER = _kept.where(bill.c.number == bindparam("number")).order_by(bill.c.place.desc())
LATEST = _kept.order_by(bill.c.place.desc()).limit(bindparam("count"))
OF_DAY = _kept.where(bill.c.business_day == bindparam("day")).order_by(bill.c.place)
LAST_MOMENT = select(bill.c.at_ms, bill.c.business_day).order_by(bill.c.place.desc()).limit(1)
