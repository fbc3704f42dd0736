"""A bill as a record and back."""

from datetime import UTC, date, datetime, timedelta

from estore_pos.domain import gst
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.gst import Rate, TaxedAmount, TaxMode, Title, Treatment
from estore_pos.domain.ids import BillNumber, CustomerId, ItemId, PersonId, SaleId
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Quantity, Unit
from estore_pos.domain.sale import Bill, BillLine, Tender, TenderKind
from sync.protocol import body as wire
from sync.protocol.body import BillMade
from sync.protocol.record import Record

__all__ = ["BillMade", "bill", "body"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def body(bill: Bill) -> BillMade:
    """Everything of a bill but its id, instant and person, which the envelope says."""
    business, calendar = bill.business_day.isoformat(), bill.calendar_day.isoformat()
    return BillMade(
        number=bill.number,
        business_day=business,
        calendar_day="" if calendar == business else calendar,
        title=bill.title.value,
        mode=bill.mode.value,
        lines=tuple([_line(line) for line in bill.lines]),
        tenders=tuple(
            [
                wire.Tender(t.kind.value, t.amount.paise, t.received.paise, t.reference)
                for t in bill.tenders
            ]
        ),
        round_off=bill.totals.round_off.paise,
        total=bill.totals.payable.paise,
        buyer_customer=bill.buyer or "",
        buyer_gstin=bill.buyer_gstin,
        shop_state=bill.shop_state,
        place=bill.place_of_supply,
        reverse_charge=bill.reverse_charge,
        channel=bill.channel,
        operator_gstin=bill.operator_gstin,
    )


def _line(line: BillLine) -> wire.Line:
    return wire.Line(
        item=line.item,
        name=line.name_hi,
        hsn=line.hsn,
        milli=line.quantity.milli,
        unit=line.quantity.unit.value,
        price_paise=line.price.paise,
        inclusive=int(line.inclusive),
        discount_paise=line.discount.paise,
        gross_paise=line.taxed.gross.paise,
        rate_bp=line.rate.basis_points,
        treatment=line.rate.treatment.value,
        taxable_paise=line.taxed.taxable.paise,
        cgst_paise=line.taxed.half.paise,
        igst_paise=line.taxed.igst.paise,
        name_en=line.name_en,
    )


def bill(record: Record) -> Bill:
    """The bill of a record. Raises ValueError where its sums do not add up."""
    made = record.body
    assert isinstance(made, BillMade)
    business = date.fromisoformat(made.business_day)
    lines = tuple([_sold(line, made.reverse_charge) for line in made.lines])
    gross = Money(sum(line.gross_paise for line in made.lines))
    return Bill(
        id=SaleId(record.id),
        number=BillNumber(made.number),
        at=_EPOCH + timedelta(milliseconds=record.at_ms),
        calendar_day=date.fromisoformat(made.calendar_day) if made.calendar_day else business,
        business_day=BusinessDay(business),
        title=Title(made.title),
        mode=TaxMode(made.mode),
        lines=lines,
        tenders=tuple(
            [
                Tender(TenderKind(t.kind), Money(t.paise), Money(t.received_paise), t.reference)
                for t in made.tenders
            ]
        ),
        totals=gst.Totals(gross, Money(made.round_off), Money(made.total)),
        shop_state=made.shop_state,
        place_of_supply=made.place,
        buyer=CustomerId(made.buyer_customer) if made.buyer_customer else None,
        buyer_gstin=made.buyer_gstin,
        reverse_charge=made.reverse_charge,
        channel=made.channel,
        operator_gstin=made.operator_gstin,
        by=PersonId(record.who),
        clock_suspect=record.clock_suspect,
    )


def _sold(line: wire.Line, reverse_charge: bool) -> BillLine:
    return BillLine(
        item=ItemId(line.item),
        name_hi=line.name,
        name_en=line.name_en,
        hsn=line.hsn,
        quantity=Quantity(line.milli, Unit(line.unit)),
        price=Money(line.price_paise),
        inclusive=bool(line.inclusive),
        discount=Money(line.discount_paise),
        rate=Rate(line.rate_bp, Treatment(line.treatment)),
        taxed=TaxedAmount(
            Money(line.taxable_paise),
            Money(line.cgst_paise),
            Money(line.igst_paise),
            Money(line.gross_paise),
            reverse_charge,
        ),
    )
