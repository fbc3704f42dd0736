"""Goods taken back as a record and back."""

from datetime import UTC, date, datetime, timedelta

from estore_pos.domain.credit_note import CreditLine, CreditNote, ReturnReason
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.gst import Rate, TaxedAmount, TaxMode, Totals, Treatment
from estore_pos.domain.ids import BillNumber, CustomerId, ItemId, NoteId, PersonId, SaleId
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Quantity, Unit
from estore_pos.store.records.sale import money_in, tender
from sync.protocol import body as wire
from sync.protocol.body import CreditNoteMade
from sync.protocol.record import Record

__all__ = ["CreditNoteMade", "body", "note"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def body(note: CreditNote) -> CreditNoteMade:
    """Everything of a credit note but its id, instant and person."""
    business, calendar = note.business_day.isoformat(), note.calendar_day.isoformat()
    return CreditNoteMade(
        number=note.number,
        business_day=business,
        calendar_day="" if calendar == business else calendar,
        bill=note.bill or "",
        bill_number=note.bill_number,
        bill_day="" if note.bill_day is None else note.bill_day.isoformat(),
        bill_paid_paise=note.bill_paid.paise,
        mode=note.mode.value,
        lines=tuple([_line(line) for line in note.lines]),
        refunds=tuple([tender(each) for each in note.refunds]),
        round_off=note.totals.round_off.paise,
        total=note.totals.payable.paise,
        waived_paise=note.waived.paise,
        reason=note.reason.value,
        note=note.note,
        buyer_customer=note.buyer or "",
        buyer_gstin=note.buyer_gstin,
        shop_state=note.shop_state,
        place=note.place_of_supply,
        reverse_charge=note.reverse_charge,
        next_bill=note.next_bill or "",
    )


def _line(line: CreditLine) -> wire.CreditLine:
    return wire.CreditLine(
        place=line.place,
        item=line.item,
        name=line.name_hi,
        hsn=line.hsn,
        milli=line.quantity.milli,
        unit=line.quantity.unit.value,
        gross_paise=line.taxed.gross.paise,
        rate_bp=line.rate.basis_points,
        treatment=line.rate.treatment.value,
        taxable_paise=line.taxed.taxable.paise,
        cgst_paise=line.taxed.half.paise,
        igst_paise=line.taxed.igst.paise,
        name_en=line.name_en,
        restock=int(line.restock),
    )


def note(record: Record) -> CreditNote:
    """The credit note of a record. Raises ValueError where its sums do not add up."""
    made = record.body
    assert isinstance(made, CreditNoteMade)
    business = date.fromisoformat(made.business_day)
    gross = Money(sum(line.gross_paise for line in made.lines))
    return CreditNote(
        id=NoteId(record.id),
        number=BillNumber(made.number),
        at=_EPOCH + timedelta(milliseconds=record.at_ms),
        calendar_day=date.fromisoformat(made.calendar_day) if made.calendar_day else business,
        business_day=BusinessDay(business),
        mode=TaxMode(made.mode),
        lines=tuple([_back(line, made.reverse_charge) for line in made.lines]),
        refunds=tuple([money_in(each) for each in made.refunds]),
        totals=Totals(gross, Money(made.round_off), Money(made.total)),
        reason=ReturnReason(made.reason),
        bill=SaleId(made.bill) if made.bill else None,
        bill_number=made.bill_number,
        bill_day=date.fromisoformat(made.bill_day) if made.bill_day else None,
        bill_paid=Money(made.bill_paid_paise),
        waived=Money(made.waived_paise),
        note=made.note,
        shop_state=made.shop_state,
        place_of_supply=made.place,
        buyer=CustomerId(made.buyer_customer) if made.buyer_customer else None,
        buyer_gstin=made.buyer_gstin,
        reverse_charge=made.reverse_charge,
        next_bill=SaleId(made.next_bill) if made.next_bill else None,
        by=PersonId(record.who),
        clock_suspect=record.clock_suspect,
    )


def _back(line: wire.CreditLine, reverse_charge: bool) -> CreditLine:
    return CreditLine(
        place=line.place,
        item=ItemId(line.item),
        name_hi=line.name,
        name_en=line.name_en,
        hsn=line.hsn,
        quantity=Quantity(line.milli, Unit(line.unit)),
        rate=Rate(line.rate_bp, Treatment(line.treatment)),
        taxed=TaxedAmount(
            Money(line.taxable_paise),
            Money(line.cgst_paise),
            Money(line.igst_paise),
            Money(line.gross_paise),
            reverse_charge,
        ),
        restock=bool(line.restock),
    )
