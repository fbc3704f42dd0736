"""Goods taken back: at the price paid, never more than was paid; the rule stands in gst.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from estore_pos.domain import gst
from estore_pos.domain.day import BusinessDay, financial_year
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import BIHAR, Rate, Taxable, TaxedAmount, TaxMode, Totals
from estore_pos.domain.ids import OWNER, BillNumber, CustomerId, ItemId, NoteId, PersonId, SaleId
from estore_pos.domain.item import Item
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money, total
from estore_pos.domain.quantity import Quantity
from estore_pos.domain.rounding import divide_half_up
from estore_pos.domain.sale import Bill, BillLine, Tender, TenderKind

KEPT = "kept"
"""The reference of what of an exchange stays here as the buyer's credit."""
UNKNOWN_PLACE = -1
"""The place of goods whose bill is not in the books."""


class ReturnReason(StrEnum):
    """Why goods come back."""

    CHANGED_MIND = "changed_mind"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    WRONG_PRICE = "wrong_price"
    OTHER = "other"


@frozen
class CreditLine:
    """Goods that came back: `place` is the bill's line, amounts are above nothing.

    `restock` False: spoiled, not sold again.
    """

    place: int
    item: ItemId
    name_hi: str
    name_en: str
    hsn: str
    quantity: Quantity
    rate: Rate
    taxed: TaxedAmount
    restock: bool = True


@frozen
class Back:
    """So much of the line at a place of a bill is to come back."""

    place: int
    milli: int
    restock: bool = True


@frozen
class Unbilled:
    """Goods of a bill that is not in the books, and what was paid for them as its paper says."""

    item: Item
    milli: int
    paid: Money
    restock: bool = True

    @property
    def most(self) -> Money | None:
        """No more can have been paid: its own or printed price; None where neither is known."""
        known = [price for price in (self.item.price, self.item.mrp) if price is not None]
        return max(known).times_milli(self.milli) if known else None


@frozen
class ReturnSheet:
    """What goods come to that come back: the lines, the foot, and what is paid for them.

    gross + round-off = payable = refund + waived; `waived` had been let go when they were sold.
    """

    lines: tuple[CreditLine, ...]
    totals: Totals
    waived: Money = NOTHING

    @property
    def refund(self) -> Money:
        """What the buyer gets."""
        return self.totals.payable - self.waived


@frozen
class CreditNote:
    """A finished credit note; its number and days are its own, `bill_day` the bill's calendar day.

    `bill` None: the bill is not in the books, and `bill_paid` is what its paper says was paid for
    it in all. `next_bill`: it was an exchange, and of its credit only what bears the reference KEPT
    stays here.
    """

    id: NoteId
    number: BillNumber
    at: datetime
    calendar_day: date
    business_day: BusinessDay
    mode: TaxMode
    lines: tuple[CreditLine, ...]
    refunds: tuple[Tender, ...]
    totals: Totals
    reason: ReturnReason
    bill: SaleId | None = None
    bill_number: str = ""
    bill_day: date | None = None
    bill_paid: Money = NOTHING
    waived: Money = NOTHING
    note: str = ""
    shop_state: str = BIHAR
    place_of_supply: str = BIHAR
    buyer: CustomerId | None = None
    buyer_gstin: str = ""
    reverse_charge: bool = False
    next_bill: SaleId | None = None
    by: PersonId = OWNER
    clock_suspect: bool = False

    def __post_init__(self) -> None:
        gross = total([line.taxed.gross for line in self.lines])
        given = total([tender.amount for tender in self.refunds])
        if (
            gross + self.totals.round_off != self.totals.payable
            or given + self.waived != self.totals.payable
            or any(tender.amount < NOTHING for tender in self.refunds)
        ):
            raise ValueError(f"credit note does not add up: {self.number}")

    @property
    def kept(self) -> Money:
        """What of it the shop owes the buyer now."""
        return total(
            [
                each.amount
                for each in self.refunds
                if each.kind is TenderKind.CREDIT
                and (self.next_bill is None or each.reference == KEPT)
            ]
        )

    @property
    def lowers_tax(self) -> bool:
        """Whether it goes into a return: until 30 November after the bill's financial year.

        Section 34(2) CGST. Where the bill's day is not known it is taken to be in time.
        """
        if self.bill_day is None:
            return True
        return self.calendar_day <= date(financial_year(self.bill_day) + 1, 11, 30)


@dataclass(slots=True)
class _Came:
    """What of one line has come back before: thousandths, and paise of gross and of one head."""

    milli: int = 0
    gross: Money = NOTHING
    half: Money = NOTHING
    igst: Money = NOTHING


@dataclass(slots=True)
class _Before:
    """What of a bill has come back before."""

    lines: dict[int, _Came] = field(default_factory=dict)
    gross: Money = NOTHING
    payable: Money = NOTHING
    refund: Money = NOTHING

    @classmethod
    def of(cls, notes: Sequence[CreditNote]) -> "_Before":
        before = cls()
        for note in notes:
            before.payable += note.totals.payable
            before.refund += note.totals.payable - note.waived
            for line in note.lines:
                before.gross += line.taxed.gross
                came = before.lines.setdefault(line.place, _Came())
                came.milli += line.quantity.milli
                came.gross += line.taxed.gross
                came.half += line.taxed.half
                came.igst += line.taxed.igst
        return before


def left(bill: Bill, notes: Sequence[CreditNote]) -> Mapping[int, int]:
    """Thousandths of each line, by place, that have not come back yet."""
    before = _Before.of(notes)
    return {
        place: line.quantity.milli - before.lines.get(place, _Came()).milli
        for place, line in enumerate(bill.lines)
    }


def take_back(bill: Bill, notes: Sequence[CreditNote], wanted: Sequence[Back]) -> ReturnSheet:
    """What comes back of a bill after `notes`, at the price paid.

    Raises Refusal LINE_MISSING, RETURN_RANGE for nothing, more than is left or one line twice,
    QUANTITY_STEP for a part of what was sold whole.
    """
    before = _Before.of(notes)
    lines: list[CreditLine] = []
    for back in wanted:
        if not 0 <= back.place < len(bill.lines):
            raise Refusal(RefusalCode.LINE_MISSING)
        sold = bill.lines[back.place]
        came = before.lines.get(back.place, _Came())
        rest = sold.quantity.milli - came.milli
        if any(line.place == back.place for line in lines):
            rest = 0
        if not 0 < back.milli <= rest:
            raise Refusal(RefusalCode.RETURN_RANGE, milli=rest)
        whole = not sold.quantity.unit.measured and sold.quantity.milli % 1000 == 0
        if whole and back.milli % 1000:
            unit = sold.quantity.unit
            raise Refusal(RefusalCode.QUANTITY_STEP, item=sold.item, milli=back.milli, unit=unit)
        lines.append(_came_back(sold, back, came, bill.reverse_charge))
    if not lines:
        raise Refusal(RefusalCode.RETURN_RANGE, milli=0)
    everything = not any(
        milli - sum(line.quantity.milli for line in lines if line.place == place)
        for place, milli in left(bill, notes).items()
    )
    return _foot(bill, before, tuple(lines), everything)


def _came_back(sold: BillLine, back: Back, came: _Came, reverse_charge: bool) -> CreditLine:
    """A part of a line: the difference of what two running parts of it come to."""
    upto = came.milli + back.milli

    def part(amount: Money, given: Money) -> Money:
        """What `upto` thousandths of the line come to, less what was given back before."""
        return Money(divide_half_up(amount.paise * upto, sold.quantity.milli)) - given

    gross = part(sold.taxed.gross, came.gross)
    half, igst = part(sold.taxed.half, came.half), part(sold.taxed.igst, came.igst)
    taxable = gross if reverse_charge else gross - half - half - igst
    return CreditLine(
        place=back.place,
        item=sold.item,
        name_hi=sold.name_hi,
        name_en=sold.name_en,
        hsn=sold.hsn,
        quantity=Quantity(back.milli, sold.quantity.unit),
        rate=sold.rate,
        taxed=TaxedAmount(taxable, half, igst, gross, reverse_charge),
        restock=back.restock,
    )


def _foot(
    bill: Bill, before: _Before, lines: tuple[CreditLine, ...], everything: bool
) -> ReturnSheet:
    """The foot: what has come back in all is rounded, and what was given back before taken off."""
    gross = total([line.taxed.gross for line in lines])
    reached = bill.totals.payable if everything else (before.gross + gross).to_rupee()
    payable = min(reached, bill.totals.payable) - before.payable
    refund = min(payable, bill.paid - before.refund)
    return ReturnSheet(lines, Totals(gross, payable - gross, payable), payable - refund)


def paid_for(notes: Sequence[CreditNote], said: Money) -> Money:
    """What was paid for a bill that is not in the books: the least that was ever said of it."""
    return min([said, *(note.bill_paid for note in notes if note.bill_paid)])


def take_back_unbilled(
    goods: Sequence[Unbilled],
    day: date,
    mode: TaxMode,
    paid: Money,
    notes: Sequence[CreditNote] = (),
    *,
    interstate: bool = False,
) -> ReturnSheet:
    """What goods come to whose bill is not in the books: what its paper says was paid.

    `day`, `mode` and what was `paid` in all are the bill's; `notes` are those that name it already.
    No more is paid for a good than its own or printed price says, nor for all of them than was
    paid. Raises Refusal RETURN_RANGE, QUANTITY_STEP, QUANTITY_RANGE, AMOUNT_RANGE, RETURN_BEYOND.
    """
    if not goods:
        raise Refusal(RefusalCode.RETURN_RANGE, milli=0)
    quantities = [back.item.quantity(back.milli) for back in goods]
    for back in goods:
        most = AMOUNT_MAX if back.most is None else back.most
        if not NOTHING < back.paid <= most:
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=back.paid.paise)
    rates = [back.item.rate(day) for back in goods]
    taxed = gst.tax_lines(
        [Taxable(back.paid, True, rate) for back, rate in zip(goods, rates, strict=True)],
        mode=mode,
        interstate=interstate,
    )
    lines = tuple(
        CreditLine(
            place=UNKNOWN_PLACE,
            item=back.item.id,
            name_hi=back.item.name_hi,
            name_en=back.item.name_en,
            hsn=back.item.hsn,
            quantity=quantity,
            rate=rate,
            taxed=amount,
            restock=back.restock,
        )
        for back, quantity, rate, amount in zip(goods, quantities, rates, taxed, strict=True)
    )
    before, gross = _Before.of(notes), total([line.taxed.gross for line in lines])
    most = paid_for(notes, paid)
    if before.gross + gross > most:
        left = max(NOTHING, most - before.gross)
        raise Refusal(RefusalCode.RETURN_BEYOND, whole=most.paise, amount=left.paise)
    reached = min((before.gross + gross).to_rupee(), most.to_rupee())
    payable = max(NOTHING, reached - before.payable)
    return ReturnSheet(lines, Totals(gross, payable - gross, payable))


def check_refunds(sheet: ReturnSheet, refunds: Sequence[Tender]) -> None:
    """Raise Refusal REFUND_WRONG where what is paid back is not what is to be."""
    given = total([tender.amount for tender in refunds])
    if given != sheet.refund or any(tender.amount < NOTHING for tender in refunds):
        raise Refusal(RefusalCode.REFUND_WRONG, owed=sheet.refund.paise, given=given.paise)
