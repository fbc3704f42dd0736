"""A day's totals are the sums of its bills."""

import json
from datetime import date, timedelta

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.cancel import CancelReason, cancel
from estore_pos.domain.credit_note import Back
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.store import sale
from estore_pos.store.records import act as act_record
from estore_pos.store.records import sale as sale_record
from estore_pos.store.reports import totals
from tests.store.shelf import COPY, GOODS, NOON, SALT, SOAP, Shelf

DAY = date(2026, 11, 22)


def of_day(shelf: Shelf, day: date = DAY) -> dict[str, object]:
    """The totals, as JSON would give them back."""
    with shelf.page() as page:
        made: dict[str, object] = json.loads(json.dumps(totals.of_day(page, day)))
        return made


def test_a_day_without_bills_is_nothing(stocked: Shelf) -> None:
    assert of_day(stocked) == {
        "day": "2026-11-22",
        "bills": 0,
        "numbers": [],
        "gross": 0,
        "round_off": 0,
        "payable": 0,
        "value": 0,
        "discount": 0,
        "waived": 0,
        "cancelled": {"bills": 0, "payable": 0},
        "returns": {"notes": 0, "payable": 0},
        "acts": {},
        "accounts": [],
        "tenders": {},
        "titles": {},
        "tax": [],
        "hours": [],
    }


def test_a_day_is_the_sum_of_its_bills(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000), (SOAP, 3000))
    stocked.clock.at += timedelta(hours=2)
    stocked.sell(
        (SOAP, 1000),
        (COPY, 5000),
        tenders=lambda owed: [
            Tender(TenderKind.UPI, Money(1000)),
            Tender(TenderKind.CASH, owed - Money(1000), owed),
        ],
    )
    stocked.clock.at += timedelta(days=1)
    stocked.sell((SALT, 1000))
    made = of_day(stocked)
    with stocked.page() as page:
        bills = sale.latest(page, 9)[1:]
    assert made["bills"] == 2
    assert made["gross"] == sum(bill.totals.gross.paise for bill in bills) == 2800 + 4 * 3515 + 1000
    assert made["payable"] == sum(bill.totals.payable.paise for bill in bills)
    assert made["round_off"] == sum(bill.totals.round_off.paise for bill in bills)
    tenders = made["tenders"]
    assert isinstance(tenders, dict)
    assert tenders["upi"] == 1000
    assert sum(tenders.values()) == made["payable"]
    first, last = bills[-1].number, bills[0].number
    assert made["numbers"] == [{"first": first, "last": last, "count": 2}]
    assert made["hours"] == [
        {"hour": 12, "bills": 1, "payable": bills[1].totals.payable.paise},
        {"hour": 14, "bills": 1, "payable": bills[0].totals.payable.paise},
    ]
    assert made["titles"] == {"I": 1, "T": 1}


def test_the_tax_of_a_day_adds_up_by_rate(stocked: Shelf) -> None:
    stocked.sell(*[(each, 1000) for each in GOODS])
    made = of_day(stocked)
    rows = made["tax"]
    assert isinstance(rows, list)
    assert [(row["rate_bp"], row["treatment"]) for row in rows] == [
        (0, "E"),
        (0, "G"),
        (0, "N"),
        (500, "T"),
        (1800, "T"),
    ]
    assert sum(row["gross"] for row in rows) == made["gross"]
    for row in rows:
        assert row["cgst"] == row["sgst"]
        assert row["taxable"] + row["cgst"] + row["sgst"] + row["igst"] == row["gross"]


def test_a_day_leaves_out_what_was_cancelled_and_counts_what_came_back(stocked: Shelf) -> None:
    (kept,) = stocked.sell((SALT, 2000), (SOAP, 1000))
    (gone,) = stocked.sell((SOAP, 3000))
    off = cancel(gone, (), gone.calendar_day, gone.business_day, None, CancelReason.MISTAKE)
    stocked.record("trade", sale_record.cancelled(off))
    stocked.record("trade", sale_record.cancelled(off))
    note = stocked.take_back(kept, [Back(0, 1000)])
    assert note is not None
    stocked.record("trade", act_record.body(Act(ActKind.REPRINT), NOON.date()))
    day = of_day(stocked)
    assert (day["bills"], day["payable"], day["value"]) == (1, 9100, 6300)
    assert day["cancelled"] == {"bills": 1, "payable": gone.totals.payable.paise}
    assert day["returns"] == {"notes": 1, "payable": 2800}
    assert day["tenders"] == {"cash": 6300}
    assert day["acts"] == {"reprint": {"times": 1, "amount": 0}}
    assert [each["count"] for each in as_rows(day["numbers"])] == [2]
    assert [each["payable"] for each in as_rows(day["hours"])] == [9100]


def as_rows(value: object) -> list[dict[str, object]]:
    """A list of the report."""
    assert isinstance(value, list)
    return value
