"""Bills, their lines and what a day came to, as tables."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from estore_pos.domain.day import BusinessDay
from estore_pos.domain.ids import BillNumber, ItemId, SaleId, Series
from estore_pos.domain.sale import Bill
from estore_pos.domain.stock import Move
from estore_pos.store import stock
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Record, decode
from estore_pos.store.records import sale as codec
from estore_pos.store.records.sale import BillMade

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SERVICE = "99"
"""What a service accounting code begins with; services are sold without stock."""

_BILL = Statement("sale.bill")
_LINE = Statement("sale.line")
_TENDER = Statement("sale.tender")

_LAST_NUMBER = Statement("sale.last_number")
_TENDERS = ("cash", "upi", "card", "khata")
SUMS = ("bills", "gross", "round_off", "payable", *_TENDERS)
_DAY = Statement("sale.day")
_BY_ID = Statement("sale.by_id")
_BY_NUMBER = Statement("sale.by_number")
_LATEST = Statement("sale.latest")
_OF_DAY = Statement("sale.of_day")
_LAST_MOMENT = Statement("sale.last_moment")


def apply(page: Page, record: Record) -> None:
    """Write a bill into the tables and take its goods off the kept balance."""
    made = record.body
    assert isinstance(made, BillMade)
    gross = sum(line.gross_paise for line in made.lines)
    place = page.run(
        _BILL,
        id=record.id,
        number=made.number,
        at_ms=record.at_ms,
        calendar_day=made.calendar_day or made.business_day,
        business_day=made.business_day,
        title=made.title,
        mode=made.mode,
        gross=gross,
        round_off=made.round_off,
        payable=made.total,
        buyer=made.buyer_customer,
        buyer_gstin=made.buyer_gstin,
        shop_state=made.shop_state,
        place_of_supply=made.place,
        reverse_charge=int(made.reverse_charge),
        channel=made.channel,
        operator_gstin=made.operator_gstin,
        by=record.who,
        clock_suspect=int(record.clock_suspect),
    ).lastrowid
    page.run_many(_LINE, _line_rows(place, made))
    page.run_many(
        _TENDER,
        [
            {
                "bill": place,
                "part": part,
                "kind": tender.kind,
                "amount": tender.paise,
                "received": tender.received_paise,
                "reference": tender.reference,
            }
            for part, tender in enumerate(made.tenders)
        ],
    )
    stock.move(
        page,
        [
            Move(ItemId(line.item), -line.milli)
            for line in made.lines
            if line.item and not line.hsn.startswith(_SERVICE)
        ],
        counted=False,
        sold=True,
    )
    _add_to_day(page, made, gross)


def _line_rows(place: int, made: BillMade) -> list[dict[str, object]]:
    return [
        {
            "bill": place,
            "line": number,
            "item": line.item,
            "hsn": line.hsn,
            "milli": line.milli,
            "unit": line.unit,
            "price": line.price_paise,
            "inclusive": line.inclusive,
            "discount": line.discount_paise,
            "rate_bp": line.rate_bp,
            "treatment": line.treatment,
            "taxable": line.taxable_paise,
            "cgst": line.cgst_paise,
            "sgst": line.cgst_paise,
            "igst": line.igst_paise,
            "gross": line.gross_paise,
        }
        for number, line in enumerate(made.lines)
    ]


def _add_to_day(page: Page, made: BillMade, gross: int) -> None:
    paid = dict.fromkeys(_TENDERS, 0)
    for tender in made.tenders:
        paid[tender.kind] += tender.paise
    page.run(
        _DAY,
        business_day=made.business_day,
        bills=1,
        gross=gross,
        round_off=made.round_off,
        payable=made.total,
        **paid,
    )


def next_serial(page: Page, kind: str, series: Series, year: int) -> int:
    """The serial that the next bill of a kind, series and financial year gets: 1 for the first.

    `year` is the one in which the financial year began, two digits or four. The serial is taken
    when the bill that bears it is recorded, so nothing is lost with a page that is rolled back.
    """
    before = f"{kind}{series}/{year % 100:02d}/"
    row = page.one(_LAST_NUMBER, before=before, beyond=before + "~")
    return 1 if row is None else int(row[0].removeprefix(before)) + 1


def last_moment(page: Page) -> tuple[datetime, BusinessDay] | None:
    """When the last bill was made and the business day it belongs to; None before the first."""
    row = page.one(_LAST_MOMENT)
    if row is None:
        return None
    return _EPOCH + timedelta(milliseconds=row[0]), BusinessDay(date.fromisoformat(row[1]))


def by_id(page: Page, sale: SaleId) -> Bill | None:
    """A bill, as its record says; None where there is none."""
    row = page.one(_BY_ID, id=sale)
    if row is None:
        return None
    record = decode(row[0])
    return codec.bill(record) if record.kind == "bill" else None


def by_number(page: Page, number: BillNumber) -> list[Bill]:
    """The bills that bear a printed number, newest first: one, or two after a PC was cloned."""
    return [codec.bill(decode(content)) for (content,) in page.all(_BY_NUMBER, number=number)]


def latest(page: Page, count: int) -> list[Bill]:
    """The last bills, newest first."""
    return [codec.bill(decode(content)) for (content,) in page.all(_LATEST, count=count)]


def of_day(page: Page, day: BusinessDay) -> Iterator[Bill]:
    """The bills of a business day, in the order they were made."""
    for (content,) in page.all(_OF_DAY, day=day.isoformat()):
        yield codec.bill(decode(content))
