"""Prices that were told, as a table."""

from dataclasses import dataclass, replace

from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.ids import BillNumber, EstimateId, ItemId, SaleId, Series
from estore_pos.domain.sale import Tender
from estore_pos.domain.stock import Move
from estore_pos.store import claims, stock
from estore_pos.store.number import next_serial as next_in
from estore_pos.store.page import Page, Row, Statement
from estore_pos.store.records import Body, Record, decode
from estore_pos.store.records import estimate as codec
from estore_pos.store.records.estimate import EstimateClosed, EstimateMade

KIND = "E"
_SERVICE = "99"
_PUT = Statement("estimate.put")
_CLOSE = Statement("estimate.close")
_LAST_NUMBER = Statement("estimate.last_number")
_BY_ID = Statement("estimate.by_id")
_BY_NUMBER = Statement("estimate.by_number")
_WAITING = Statement("estimate.waiting")
_BILL_OF = Statement("estimate.bill_of")
_CLOSING = Statement("estimate.closing")


@dataclass(frozen=True, slots=True)
class Kept:
    """An estimate and why it waits no more (None while it does).

    What of its advance nobody saw and was found to have come since is as if it had been seen.
    """

    estimate: Estimate
    closed: CloseReason | None = None


closed_body = codec.closed
"""That it waits no more, what came back, what of its advance was paid back; for the journal."""


def body(told: Estimate) -> Body:
    """An estimate but for its id, instant and person, for the journal."""
    return codec.body(told)


def apply(page: Page, record: Record) -> None:
    """Write an estimate, or its closing, into the table; goods on approval leave the balance."""
    match record.body:
        case EstimateMade() as made:
            page.run(
                _PUT,
                id=record.id,
                number=made.number,
                at_ms=record.at_ms,
                business_day=made.business_day,
                payable=made.total,
                advance=sum(tender.paise for tender in made.advance),
                buyer=made.buyer_customer,
                on_approval=int(made.approval),
                closed="",
                bill="",
            )
            gone = [
                Move(ItemId(line.item), -line.milli)
                for line in made.lines
                if made.approval and line.item and not line.hsn.startswith(_SERVICE)
            ]
            stock.move(page, gone, counted=False)
        case EstimateClosed() as closed:
            page.run(_CLOSE, id=closed.estimate, closed=closed.reason, bill=closed.bill)
            back = [Move(ItemId(part.item), part.milli) for part in closed.back]
            stock.move(page, back, counted=False)
        case other:
            raise AssertionError(other)


def open_again(page: Page, estimate: EstimateId) -> None:
    """The bill of an estimate does not hold any more: it waits."""
    page.run(_CLOSE, id=estimate, closed="", bill="")


def next_serial(page: Page, series: Series, year: int) -> int:
    """The serial that the next estimate gets."""
    return next_in(page, _LAST_NUMBER, KIND, series, year)


def by_id(page: Page, estimate: EstimateId) -> Kept | None:
    """An estimate; None where there is none."""
    row = page.one(_BY_ID, id=estimate)
    return None if row is None else _read(page, row)


def as_made(page: Page, estimate: str) -> Estimate | None:
    """An estimate as its record says, whatever came since; None where none has this id."""
    row = page.one(_BY_ID, id=estimate)
    return None if row is None else codec.estimate(decode(row[0]))


def bill_of(page: Page, estimate: EstimateId) -> SaleId | None:
    """The last bill that was made of an estimate and holds; None where there is none."""
    row = page.one(_BILL_OF, id=estimate)
    return SaleId(row[0]) if row is not None and row[0] else None


def claimed(page: Page) -> list[tuple[Estimate, SaleId | None]]:
    """The estimates, as made, of whose advance nobody saw a part: that wait, or with their bill.

    The eldest first; of two papers the last.
    """
    found = [(codec.estimate(decode(told)), bill) for told, bill in claims.advances(page)]
    return [(made, SaleId(bill) if bill else None) for made, bill in found if made.unseen]


def went_back(page: Page, bill: SaleId) -> tuple[Tender, ...]:
    """How the rest of an advance went back with the last bill of its estimate."""
    row = page.one(_CLOSING, bill=bill)
    closed = decode(row[0]).body if row is not None else None
    if not isinstance(closed, EstimateClosed) or closed.bill != bill:
        return ()
    return codec.refunds(closed)


def by_number(page: Page, number: BillNumber) -> list[Kept]:
    """The estimates that bear a printed number, newest first."""
    return [_read(page, row) for row in page.all(_BY_NUMBER, number=number)]


def waiting(page: Page) -> list[Estimate]:
    """The estimates that are not settled, newest first."""
    return [_read(page, row).estimate for row in page.all(_WAITING)]


def _read(page: Page, row: Row) -> Kept:
    content, closed = row
    made = codec.estimate(decode(content))
    made = replace(made, advance=claims.as_found(page, made.id, made.advance))
    return Kept(made, CloseReason(closed) if closed else None)
