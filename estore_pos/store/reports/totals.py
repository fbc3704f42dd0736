"""What a business day came to."""

from datetime import date

from estore_pos.store import account, act, sale
from estore_pos.store.page import Page, Statement
from estore_pos.store.sale import SUMS, TENDERS

_TOTAL = Statement("totals.total")
_HOURS = Statement("totals.hours")
_NUMBERS = Statement("totals.numbers")
_TITLES = Statement("totals.titles")


def of_day(page: Page, day: date) -> dict[str, object]:
    """A business day as JSON can hold it; every amount is in paise.

    `bills` are those that hold, `value` is what HQ counts: their total less the goods taken back
    that day; `tenders` are less what was paid back that day, for bills of earlier days too.
    `numbers` has one entry for each series the day's bills were numbered in, cancelled ones among
    them; `hours` are India's, in the order of trade (a day may end after midnight).
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
        "accounts": _accounts(page, day),
        "tenders": {kind: sums[kind] for kind in TENDERS if sums[kind]},
        "titles": dict(page.all(_TITLES, day=named)),
        "tax": _tax(page, day),
        "hours": [
            {"hour": hour, "bills": count, "payable": sold}
            for hour, count, sold in page.all(_HOURS, day=named)
        ],
    }


def _accounts(page: Page, day: date) -> list[dict[str, object]]:
    """What came into each account, went out, and lay there in the end; the drawer with its bills.

    Those in which nothing ever moved are left out. Names stay in the books.
    """
    return [
        {
            "account": each.account.id,
            "kind": each.account.kind.value,
            "in": each.received.paise,
            "out": each.given.paise,
            "balance": each.balance.paise,
        }
        for each in account.turnovers(page, day)
        if each.received or each.given or each.balance
    ]


def _tax(page: Page, day: date) -> list[dict[str, object]]:
    """What was sold by rate and treatment."""
    heads: dict[tuple[int, str], list[int]] = {}
    for line in sale.lines_of_day(page, day):
        row = heads.setdefault((line.rate_bp, line.treatment), [0, 0, 0, 0])
        row[0] += line.taxable_paise
        row[1] += line.cgst_paise
        row[2] += line.igst_paise
        row[3] += line.gross_paise
    return [
        {
            "rate_bp": rate_bp,
            "treatment": treatment,
            "taxable": taxable,
            "cgst": cgst,
            "sgst": cgst,
            "igst": igst,
            "gross": gross,
        }
        for (rate_bp, treatment), (taxable, cgst, igst, gross) in sorted(heads.items())
    ]
