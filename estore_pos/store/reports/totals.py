"""What a business day came to."""

from datetime import date

from sqlalchemy import and_, bindparam, func, select

from estore_pos.store.page import Page, Statement
from estore_pos.store.schema import bill, bill_line, day_total

_INDIA_MS = 19_800_000
_HOUR_MS = 3_600_000

_TENDERS = ("cash", "upi", "card", "khata")
_SUMS = ("bills", "gross", "round_off", "payable", *_TENDERS)
_TOTAL = Statement(
    select(*[day_total.c[name] for name in _SUMS]).where(
        day_total.c.business_day == bindparam("day")
    )
)
_of_day = bill.c.business_day == bindparam("day")
_HEADS = ("taxable", "cgst", "sgst", "igst", "gross")
_TAX = Statement(
    select(
        bill_line.c.rate_bp,
        bill_line.c.treatment,
        *[func.sum(bill_line.c[name]) for name in _HEADS],
    )
    .join(bill, bill.c.place == bill_line.c.bill)
    .where(_of_day)
    .group_by(bill_line.c.rate_bp, bill_line.c.treatment)
    .order_by(bill_line.c.rate_bp, bill_line.c.treatment)
)
_hour = ((bill.c.at_ms + _INDIA_MS) // _HOUR_MS) % 24
_HOURS = Statement(
    select(_hour, func.count(), func.sum(bill.c.payable))
    .where(_of_day)
    .group_by(_hour)
    .order_by(func.min(bill.c.place))
)
_series = func.substr(bill.c.number, 1, 8)
_NUMBERS = Statement(
    select(func.min(bill.c.number), func.max(bill.c.number), func.count())
    .where(_of_day)
    .group_by(_series)
    .order_by(func.min(bill.c.place))
)
_TITLES = Statement(
    select(bill.c.title, func.count()).where(_of_day).group_by(bill.c.title).order_by(bill.c.title)
)
_DAYS = Statement(
    select(day_total.c.business_day)
    .where(
        and_(
            day_total.c.business_day >= bindparam("first"),
            day_total.c.business_day <= bindparam("last"),
        )
    )
    .order_by(day_total.c.business_day)
)


def of_day(page: Page, day: date) -> dict[str, object]:
    """A business day as JSON can hold it; every amount is in paise.

    `numbers` has one entry for each series the day's bills were numbered in; `hours` are India's,
    in the order of trade (a day may end after midnight).
    """
    named = day.isoformat()
    sums = dict(zip(_SUMS, page.one(_TOTAL, day=named) or (0,) * len(_SUMS), strict=True))
    return {
        "day": named,
        "bills": sums["bills"],
        "numbers": [
            {"first": first, "last": last, "count": count}
            for first, last, count in page.all(_NUMBERS, day=named)
        ],
        "gross": sums["gross"],
        "round_off": sums["round_off"],
        "payable": sums["payable"],
        "tenders": {kind: sums[kind] for kind in _TENDERS if sums[kind]},
        "titles": dict(page.all(_TITLES, day=named)),
        "tax": [
            {
                "rate_bp": rate_bp,
                "treatment": treatment,
                **dict(zip(_HEADS, heads, strict=True)),
            }
            for rate_bp, treatment, *heads in page.all(_TAX, day=named)
        ],
        "hours": [
            {"hour": hour, "bills": count, "payable": sold}
            for hour, count, sold in page.all(_HOURS, day=named)
        ],
    }


def days(page: Page, first: date, last: date) -> list[date]:
    """The business days with bills between two days, both counted."""
    rows = page.all(_DAYS, first=first.isoformat(), last=last.isoformat())
    return [date.fromisoformat(named) for (named,) in rows]
