"""A bill that shall not hold: until its month is closed; after that only goods can come back."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import BillNumber, EstimateId, SaleId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.sale import Bill, Tender, TenderKind
from estore_pos.domain.stock import Move

DUE_DAY = 11
"""The day of the next month on which a month's GSTR-1 is due (rule 59, notification 83/2020)."""


class CancelReason(StrEnum):
    """Why a bill is cancelled."""

    MISTAKE = "mistake"
    BUYER_LEFT = "buyer_left"
    WRONG_PRICE = "wrong_price"
    OTHER = "other"


@frozen
class Cancelled:
    """That a bill does not hold; its number stays in the series. `back` is stock that came back.

    Its money went back on the business day `back_on`, which need not be the bill's own.
    `estimate`: what it was made of waits again with its advance, its goods `lent` as before.
    `in_cash` is what goods of an exchange had paid of it, where nobody is named to have the credit;
    `again` is taken from the buyer: so much of the advance had gone back with the bill.
    """

    bill: SaleId
    number: BillNumber
    business_day: BusinessDay
    back_on: BusinessDay
    payable: Money
    reason: CancelReason
    back: tuple[Move, ...] = ()
    note: str = ""
    estimate: EstimateId | None = None
    lent: tuple[Move, ...] = ()
    in_cash: Money = NOTHING
    again: Money = NOTHING


def filed(day: date, today: date, filed_up_to: date | None) -> bool:
    """Whether the month of a calendar day is closed: once the shop has filed it, or it was due."""
    if filed_up_to is not None and day <= filed_up_to:
        return True
    following = (day.replace(day=1) + timedelta(days=31)).replace(day=DUE_DAY)
    return today > following


def cancel(
    bill: Bill,
    notes: Sequence[CreditNote],
    today: date,
    back_on: BusinessDay,
    filed_up_to: date | None,
    reason: CancelReason,
    note: str = "",
) -> Cancelled:
    """A bill as cancelled today, its money paid back on a business day.

    Raises Refusal BILL_FILED, BILL_RETURNED.
    """
    if filed(bill.calendar_day, today, filed_up_to):
        raise Refusal(RefusalCode.BILL_FILED, number=bill.number)
    if notes:
        raise Refusal(RefusalCode.BILL_RETURNED, number=bill.number)
    back: dict[int, Move] = {}
    for line in bill.lines:
        if line.stocked:
            held = back.get(line.item, Move(line.item, 0))
            back[line.item] = Move(line.item, held.milli + line.quantity.milli)
    return Cancelled(
        bill.id,
        bill.number,
        bill.business_day,
        back_on,
        bill.totals.payable,
        reason,
        tuple(back.values()),
        note,
        in_cash=NOTHING if bill.buyer else total([each.amount for each in of_goods(bill)]),
    )


def of_goods(bill: Bill) -> list[Tender]:
    """What goods that came back in an exchange have paid of a bill."""
    return [each for each in bill.tenders if each.kind is TenderKind.CREDIT and each.reference]
