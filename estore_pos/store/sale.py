"""Bills, their lines and what a day came to, as tables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from estore_pos.domain.day import BusinessDay
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import (
    BillNumber,
    CustomerId,
    EstimateId,
    ItemId,
    PersonId,
    SaleId,
    Series,
)
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import Bill, BillLine
from estore_pos.domain.stock import Move
from estore_pos.store import stock
from estore_pos.store.number import next_serial as next_in
from estore_pos.store.number import take
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Body, Record, decode
from estore_pos.store.records import sale as codec
from estore_pos.store.records.sale import BillCancelled, BillMade, Line, TenderMatched
from estore_pos.store.records.sale import Told as Told

if TYPE_CHECKING:
    from estore_pos.domain.cancel import Cancelled, CancelReason

_GROSS, _DISCOUNT = attrgetter("gross_paise"), attrgetter("discount_paise")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SERVICE = "99"
"""What a service accounting code begins with; services are sold without stock."""

_BILL = Statement("sale.bill")
_TENDER = Statement("sale.tender")

_LAST_NUMBER = Statement("sale.last_number")
_CASH = "cash"
TENDERS = (_CASH, "upi", "card", "khata", "advance", "credit")
SUMS = (
    "bills",
    "gross",
    "round_off",
    "payable",
    *TENDERS,
    "waived",
    "discount",
    "cancelled",
    "cancelled_payable",
    "returns",
    "returned",
)
"""What a day is added up in."""
_NO_SUMS = dict.fromkeys(SUMS, 0)
_DAY = Statement("sale.day")
_CANCEL = Statement("sale.cancel")
_FIGURES = Statement("sale.figures")
_TAKEN = Statement("sale.taken")
_CANCELLED = Statement("sale.cancelled")
_IS_CANCELLED = Statement("sale.is_cancelled")
_MATCH = Statement("sale.match")
_SETTLE = Statement("sale.settle")
_BY_ID = Statement("sale.by_id")
_BY_NUMBER = Statement("sale.by_number")
_LATEST = Statement("sale.latest")
_OF_DAY = Statement("sale.of_day")
_HELD_OF_DAY = Statement("sale.held_of_day")
_LAST_MOMENT = Statement("sale.last_moment")
_KEPT_FOR = Statement("sale.kept_for")
_BESIDE = Statement("sale.beside")


@frozen
class Cancelling:
    """That a bill does not hold any more."""

    reason: "CancelReason"
    at: datetime
    by: PersonId
    note: str


def told(line: BillLine) -> Told:
    """A line as the journal will hold it: a bill that is open has them told as they come."""
    return codec.told(line)


def body(bill: Bill, lines: Sequence[Told] = ()) -> Body:
    """A bill but for its id, instant and person, for the journal; `lines` were told already."""
    return codec.body(bill, lines)


def cancelled_body(off: "Cancelled") -> Body:
    """That a bill does not hold, for the journal."""
    return codec.cancelled(off)


def matched_body(sale: SaleId, part: int, *, paid: bool, note: str = "") -> Body:
    """What became of a payment that was to be matched, for the journal."""
    return codec.matched(sale, part, paid=paid, note=note)


def given_back_body(sale: SaleId, part: int, amount: Money, day: date) -> Body:
    """A payment came after its goods had come back, and went out in cash; for the journal."""
    return codec.given_back(sale, part, amount, day)


def apply(page: Page, record: Record) -> None:
    """Write a bill, its cancelling, or what became of a payment of it into the tables."""
    match record.body:
        case BillMade() as made:
            _apply_bill(page, record, made)
        case BillCancelled() as off:
            _apply_cancelled(page, record, off)
        case TenderMatched() as matched:
            page.run(
                _MATCH,
                bill=matched.bill,
                part=matched.part,
                how=matched.how,
                at_ms=record.at_ms,
                by=record.who,
            )
            if matched.paise:
                moved = {"upi": matched.paise, _CASH: -matched.paise}
                add_to_day(page, matched.business_day, moved)
        case other:
            raise AssertionError(other)


def _apply_bill(page: Page, record: Record, made: BillMade) -> None:
    """Write a bill into the tables and take its goods off the kept balance."""
    gross, discount = sum(map(_GROSS, made.lines)), sum(map(_DISCOUNT, made.lines))
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
        waived=made.waived_paise,
        discount=discount,
        estimate=made.estimate,
        cancelled=0,
    ).lastrowid
    for part, tender in enumerate(made.tenders):
        if tender.kind != _CASH:
            page.run(
                _TENDER,
                bill=place,
                part=part,
                kind=tender.kind,
                amount=tender.paise,
                received=tender.received_paise,
                reference=tender.reference,
                proof=tender.proof,
            )
    stock.sell(
        page,
        [
            (line.item, line.milli)
            for line in made.lines
            if line.item and not line.hsn.startswith(_SERVICE)
        ],
    )
    sums = {
        "bills": 1,
        "gross": gross,
        "round_off": made.round_off,
        "payable": made.total,
        "waived": made.waived_paise,
        "discount": discount,
    }
    for tender in made.tenders:
        sums[tender.kind] = sums.get(tender.kind, 0) + tender.paise
    add_to_day(page, made.business_day, sums, bill=place)
    take(page, made.number)


def _apply_cancelled(page: Page, record: Record, off: BillCancelled) -> None:
    """Take a bill out of its day and put its goods back; its rows stay, marked.

    Its money leaves the business day on which it went back.
    What of it was to be matched and had come goes back with the rest: nothing of it is due later.
    """
    page.run(
        _CANCELLED,
        bill=off.bill,
        number=off.number,
        business_day=off.business_day,
        at_ms=record.at_ms,
        payable=off.total,
        reason=off.reason,
        note=off.note,
        by=record.who,
    )
    row = page.one(_FIGURES, number=off.number, id=off.bill)
    if row is None or row[-1]:
        return
    place, gross, round_off, payable, waived, discount, _ = row
    page.run(_CANCEL, number=off.number, id=off.bill)
    page.run(_SETTLE, sale=off.bill)
    sums = {
        "bills": -1,
        "gross": -gross,
        "round_off": -round_off,
        "payable": -payable,
        "waived": -waived,
        "discount": -discount,
        "cancelled": 1,
        "cancelled_payable": payable,
    }
    add_to_day(page, off.business_day, sums)
    given = dict.fromkeys(TENDERS, 0)
    cash = payable - waived
    for kind, amount in page.all(_TAKEN, bill=place):
        given[kind] -= amount
        cash -= amount
    given[_CASH] -= cash + off.in_cash_paise
    given["credit"] += off.in_cash_paise
    add_to_day(page, off.back_day or off.business_day, given)
    moves = [Move(ItemId(part.item), part.milli) for part in off.back]
    moves += [Move(ItemId(part.item), -part.milli) for part in off.lent]
    stock.move(page, moves, counted=False)
    if off.estimate:
        from estore_pos.store import estimate

        estimate.open_again(page, EstimateId(off.estimate))


def add_to_day(page: Page, day: str, sums: Mapping[str, int], *, bill: int = 0) -> None:
    """Add to what a business day came to; only the `apply` of bills and credit notes calls this.

    `bill` is the place of a bill that was made on it.
    """
    of_day = {"business_day": day, "first_bill": bill, "last_bill": bill}
    page.run(_DAY, **{**of_day, **_NO_SUMS, **sums})


def next_serial(page: Page, kind: str, series: Series, year: int) -> int:
    """The serial that the next bill of a kind, series and financial year gets: 1 for the first."""
    return next_in(page, _LAST_NUMBER, kind, series, year)


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


def cancelling(page: Page, sale: SaleId) -> Cancelling | None:
    """Who cancelled a bill, when and why; None while it holds."""
    from estore_pos.domain.cancel import CancelReason

    row = page.one(_IS_CANCELLED, bill=sale)
    if row is None:
        return None
    reason, at_ms, by, note = row
    at = _EPOCH + timedelta(milliseconds=at_ms)
    return Cancelling(CancelReason(reason), at, PersonId(by), note)


def kept_for(page: Page, buyer: CustomerId) -> Money:
    """The change kept at a buyer's bills that hold, less what he has paid them with.

    So is what goods of his have paid of a bill that holds no more.
    """
    row = page.one(_KEPT_FOR, buyer=buyer)
    return Money(-row[0]) if row else NOTHING


def beside(page: Page, bill: Bill) -> list[SaleId]:
    """The other papers of the sale that a bill is of: no two sales have one instant."""
    at_ms = (bill.at - _EPOCH) // timedelta(milliseconds=1)
    rows = page.all(_BESIDE, id=bill.id, number=bill.number, at_ms=at_ms)
    return [SaleId(row[0]) for row in rows]


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


def lines_of_day(page: Page, day: date) -> Iterator[Line]:
    """What was sold on a business day by bills that hold, as their records say it."""
    for (content,) in page.all(_HELD_OF_DAY, day=day.isoformat()):
        made = decode(content).body
        assert isinstance(made, BillMade)
        yield from made.lines
