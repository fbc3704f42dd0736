"""What a business day came to."""

from sqlalchemy import and_, bindparam, func, select

from estore_pos.store.sale import SUMS
from estore_pos.store.statements.sale import made_on
from estore_pos.store.statements.tables import bill, day_total

TOTAL = select(*[day_total.c[name] for name in SUMS]).where(
    day_total.c.business_day == bindparam("day")
)
_INDIA_MS = 19_800_000
_HOUR_MS = 3_600_000
_made_on = made_on("day")
_of_day = and_(_made_on, bill.c.cancelled == 0)
_hour = ((bill.c.at_ms + _INDIA_MS) // _HOUR_MS) % 24
HOURS = (
    select(_hour, func.count(), func.sum(bill.c.payable))
    .where(_of_day)
    .group_by(_hour)
    .order_by(func.min(bill.c.place))
)
_series = func.substr(bill.c.number, 1, 8)
NUMBERS = (
    select(func.min(bill.c.number), func.max(bill.c.number), func.count())
    .where(_made_on)
    .group_by(_series)
    .order_by(func.min(bill.c.place))
)
TITLES = (
    select(bill.c.title, func.count()).where(_of_day).group_by(bill.c.title).order_by(bill.c.title)
)
