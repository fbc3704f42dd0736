"""A price that was told, as a record and back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from estore_pos.domain.day import BusinessDay
from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.gst import Totals
from estore_pos.domain.ids import BillNumber, CustomerId, EstimateId, PersonId, SaleId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Tender
from estore_pos.domain.stock import Move
from estore_pos.store.records.sale import line, money_in, sold, tender
from sync.protocol.body import EstimateClosed, EstimateMade, Part
from sync.protocol.record import Record

__all__ = ["EstimateClosed", "EstimateMade", "body", "closed", "estimate", "refunds"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def body(told: Estimate) -> EstimateMade:
    """Everything of an estimate but its id, instant and person."""
    business, calendar = told.business_day.isoformat(), told.calendar_day.isoformat()
    return EstimateMade(
        number=told.number,
        business_day=business,
        calendar_day="" if calendar == business else calendar,
        lines=tuple([line(each) for each in told.lines]),
        round_off=told.totals.round_off.paise,
        total=told.totals.payable.paise,
        discount_paise=told.discount.paise,
        buyer_customer=told.buyer or "",
        approval=told.on_approval,
        advance=tuple([tender(each) for each in told.advance]),
        note=told.note,
    )


def estimate(record: Record) -> Estimate:
    """The estimate of a record. Raises ValueError where its sums do not add up."""
    made = record.body
    assert isinstance(made, EstimateMade)
    business = date.fromisoformat(made.business_day)
    gross = Money(sum(each.gross_paise for each in made.lines))
    return Estimate(
        id=EstimateId(record.id),
        number=BillNumber(made.number),
        at=_EPOCH + timedelta(milliseconds=record.at_ms),
        calendar_day=date.fromisoformat(made.calendar_day) if made.calendar_day else business,
        business_day=BusinessDay(business),
        lines=tuple([sold(each) for each in made.lines]),
        totals=Totals(gross, Money(made.round_off), Money(made.total)),
        discount=Money(made.discount_paise),
        buyer=CustomerId(made.buyer_customer) if made.buyer_customer else None,
        on_approval=made.approval,
        advance=tuple([money_in(each) for each in made.advance]),
        note=made.note,
        by=PersonId(record.who),
        clock_suspect=record.clock_suspect,
    )


def refunds(closed: EstimateClosed) -> tuple[Tender, ...]:
    """How an advance went back with the closing of its estimate."""
    return tuple([money_in(each) for each in closed.refunds])


def closed(
    told: EstimateId,
    reason: CloseReason,
    day: BusinessDay,
    *,
    bill: SaleId | None = None,
    back: Sequence[Move] = (),
    refunds: Sequence[Tender] = (),
    note: str = "",
) -> EstimateClosed:
    """That an estimate waits no more, what came back of it, what of its advance was paid back."""
    return EstimateClosed(
        estimate=told,
        reason=reason.value,
        business_day=day.isoformat(),
        bill=bill or "",
        back=tuple([Part(move.item, move.milli) for move in back]),
        refunds=tuple([tender(each) for each in refunds]),
        note=note,
    )
