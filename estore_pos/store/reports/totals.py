"""What a business day came to."""

from datetime import date

from estore_pos.store import act
from estore_pos.store.page import Page, Statement
from estore_pos.store.sale import SUMS, TENDERS

_TOTAL = Statement("totals.total")
HEADS = ("taxable", "cgst", "sgst", "igst", "gross")
_TAX = Statement("totals.tax")
_HOURS = Statement("totals.hours")
_NUMBERS = Statement("totals.numbers")
_TITLES = Statement("totals.titles")
_DAYS = Statement("totals.days")


def of_day(page: Page, day: date) -> dict[str, object]:
    """A business day as JSON can hold it; every amount is in paise.

    `bills` are those that hold, `value` is what HQ counts: their total less the goods taken back
    that day. `numbers` has one entry for each series the day's bills were numbered in, cancelled
    ones among them; `hours` are India's, in the order of trade (a day may end after midnight).
    """
    named = day.isoformat()
    sums = dict(zip(SUMS, page.one(_TOTAL, day=named) or (0,) * len(SUMS), strict=True))
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
        "value": sums["payable"] - sums["returned"],
        "discount": sums["discount"],
        "waived": sums["waived"],
        "cancelled": {"bills": sums["cancelled"], "payable": sums["cancelled_payable"]},
        "returns": {"notes": sums["returns"], "payable": sums["returned"]},
        "acts": {
            kind.value: {"times": times, "amount": amount.paise}
            for kind, (times, amount) in act.count(page, day).items()
        },
        "tenders": {kind: sums[kind] for kind in TENDERS if sums[kind]},
        "titles": dict(page.all(_TITLES, day=named)),
        "tax": [
            {
                "rate_bp": rate_bp,
                "treatment": treatment,
                **dict(zip(HEADS, heads, strict=True)),
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
