"""A bill as a record and back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from estore_pos.domain import gst
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import Rate, TaxedAmount, TaxMode, Title, Treatment
from estore_pos.domain.ids import (
    BillNumber,
    CustomerId,
    EstimateId,
    ItemId,
    PersonId,
    SaleId,
)
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Quantity, Unit
from estore_pos.domain.sale import Bill, BillLine, Proof, Tender, TenderKind
from sync.protocol import body as wire
from sync.protocol.body import BillCancelled, BillMade, Line, Part, TenderMatched
from sync.protocol.record import Record

if TYPE_CHECKING:
    from estore_pos.domain.cancel import Cancelled

__all__ = [
    "CAME",
    "BillCancelled",
    "BillMade",
    "Line",
    "TenderMatched",
    "Told",
    "bill",
    "body",
    "cancelled",
    "given_back",
    "line",
    "matched",
    "money_in",
    "sold",
    "tender",
    "told",
]

CAME: Final = "confirmed"
"""How a payment was matched whose money came."""
NOT_COME: Final = "not_paid"
GIVEN_BACK: Final = "given_back"
"""It came when its goods were back already, and was given back."""
_LINE = attrgetter("line")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class Told:
    """A line as a record says it, and as it stands among its bytes."""

    line: Line
    row: bytes


def told(sold: BillLine) -> Told:
    """A line as the record of its bill will say it, while the bill is open."""
    made = line(sold)
    return Told(made, wire.row(made))


def body(bill: Bill, written: Sequence[Told] = ()) -> BillMade:
    """Everything of a bill but its id, instant and person, which the envelope says.

    `written` are its lines where they were told already.
    """
    business, calendar = bill.business_day.isoformat(), bill.calendar_day.isoformat()
    return BillMade(
        number=bill.number,
        business_day=business,
        calendar_day="" if calendar == business else calendar,
        title=bill.title.value,
        mode=bill.mode.value,
        lines=tuple(map(_LINE, written)) or tuple([line(each) for each in bill.lines]),
        tenders=tuple([tender(each) for each in bill.tenders]),
        round_off=bill.totals.round_off.paise,
        total=bill.totals.payable.paise,
        buyer_customer=bill.buyer or "",
        buyer_gstin=bill.buyer_gstin,
        shop_state=bill.shop_state,
        place=bill.place_of_supply,
        reverse_charge=bill.reverse_charge,
        channel=bill.channel,
        operator_gstin=bill.operator_gstin,
        waived_paise=bill.waived.paise,
        discount_paise=bill.discount.paise,
        note=bill.note,
        estimate=bill.estimate or "",
    )


def line(sold: BillLine) -> Line:
    """A line as sold, or as told in an estimate."""
    return Line(
        item=sold.item,
        name=sold.name_hi,
        hsn=sold.hsn,
        milli=sold.quantity.milli,
        unit=sold.quantity.unit.value,
        price_paise=sold.price.paise,
        inclusive=int(sold.inclusive),
        discount_paise=sold.discount.paise,
        gross_paise=sold.taxed.gross.paise,
        rate_bp=sold.rate.basis_points,
        treatment=sold.rate.treatment.value,
        taxable_paise=sold.taxed.taxable.paise,
        cgst_paise=sold.taxed.half.paise,
        igst_paise=sold.taxed.igst.paise,
        name_en=sold.name_en,
        list_price_paise=sold.listed.paise,
        offer=sold.offer,
        charge_paise=sold.charge.paise,
    )


def tender(paid: Tender) -> wire.Tender:
    """One way of paying, in either direction."""
    return wire.Tender(
        paid.kind.value, paid.amount.paise, paid.received.paise, paid.reference, paid.proof.value
    )


def money_in(told: wire.Tender) -> Tender:
    """Undo `tender`."""
    return Tender(
        TenderKind(told.kind),
        Money(told.paise),
        Money(told.received_paise),
        told.reference,
        Proof(told.proof),
    )


def cancelled(off: "Cancelled") -> BillCancelled:
    """That a bill does not hold."""
    same = off.back_on == off.business_day
    return BillCancelled(
        bill=off.bill,
        number=off.number,
        business_day=off.business_day.isoformat(),
        total=off.payable.paise,
        reason=off.reason.value,
        note=off.note,
        back=tuple([Part(move.item, move.milli) for move in off.back]),
        estimate=off.estimate or "",
        lent=tuple([Part(move.item, move.milli) for move in off.lent]),
        in_cash_paise=off.in_cash.paise,
        again_paise=off.again.paise,
        back_day="" if same else off.back_on.isoformat(),
    )


def matched(sale: SaleId, part: int, *, paid: bool, note: str = "") -> TenderMatched:
    """What became of a payment that was to be matched."""
    return TenderMatched(bill=sale, part=part, how=CAME if paid else NOT_COME, note=note)


def given_back(sale: SaleId, part: int, amount: Money, day: date) -> TenderMatched:
    """A payment came after its goods had come back: so much of it went out in cash."""
    return TenderMatched(
        bill=sale, part=part, how=GIVEN_BACK, business_day=day.isoformat(), paise=amount.paise
    )


def bill(record: Record) -> Bill:
    """The bill of a record. Raises ValueError where its sums do not add up."""
    made = record.body
    assert isinstance(made, BillMade)
    business = date.fromisoformat(made.business_day)
    lines = tuple([sold(each, made.reverse_charge) for each in made.lines])
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
        tenders=tuple([money_in(each) for each in made.tenders]),
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
        waived=Money(made.waived_paise),
        discount=Money(made.discount_paise),
        note=made.note,
        estimate=EstimateId(made.estimate) if made.estimate else None,
    )


def sold(line: Line, reverse_charge: bool = False) -> BillLine:
    """Undo `line`."""
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
        listed=Money(line.list_price_paise),
        offer=line.offer,
        charge=Money(line.charge_paise),
    )
