"""Shops, goods and buyers for the laws of the domain."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from estore_pos.domain.credit_note import CreditNote, ReturnReason, ReturnSheet
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.draft import Draft
from estore_pos.domain.gst import BIHAR, DatedRate, Rate, TaxMode, Treatment
from estore_pos.domain.ids import CustomerId, ItemId, NoteId, SaleId, Series
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import (
    Bill,
    Tender,
    TenderKind,
    bill_number,
    cash,
    let_go,
    pay,
    payable,
    sheets,
)
from estore_pos.domain.shop import Shop

DAY = date(2026, 11, 22)
GSTIN = "10AAACR5055K1ZM"


def shop(mode: TaxMode = TaxMode.REGULAR) -> Shop:
    """A shop in Bihar."""
    return Shop(
        date(2026, 4, 1),
        name_en="Shop",
        tax_mode=mode,
        gstin="" if mode is TaxMode.UNREGISTERED else GSTIN,
    )


def customer(*, state: str = BIHAR, gstin: str = "") -> Customer:
    """A buyer whose address is recorded."""
    return Customer(CustomerId("C1"), "Buyer", state=state, gstin=gstin)


def good(
    number: int,
    paise: int | None,
    *,
    points: int = 0,
    treatment: Treatment = Treatment.TAXABLE,
    inclusive: bool = True,
    step_milli: int = 1000,
    mrp: int | None = None,
    closed: bool = False,
    unit: Unit = Unit.PIECE,
    hsn: str = "",
) -> Item:
    """An item with one rate."""
    return Item(
        ItemId(number),
        f"माल {number}",
        f"good {number}",
        unit,
        (DatedRate(date(2025, 9, 22), Rate(points, treatment)),),
        None if paise is None else Money(paise),
        inclusive,
        None if mrp is None else Money(mrp),
        hsn=hsn,
        step_milli=step_milli,
        closed=closed,
    )


def made_bill(
    draft: Draft,
    mode: TaxMode = TaxMode.REGULAR,
    *,
    waived: Money = NOTHING,
    tenders: Sequence[Tender] | None = None,
    day: date = DAY,
    paper: int = 0,
) -> Bill:
    """The bill of a draft (or of one of its papers), paid in cash but for what was let go."""
    seller = shop(mode)
    made = sheets(draft, seller, day)
    paid = (cash(payable(made) - waived),) if tenders is None else tenders
    sheet = made[paper]
    return Bill(
        id=SaleId("S1"),
        number=bill_number("B", Series("K7M2"), day, 1),
        at=datetime(day.year, day.month, day.day, 6, tzinfo=UTC),
        calendar_day=day,
        business_day=BusinessDay(day),
        title=sheet.title,
        mode=mode,
        lines=sheet.lines,
        tenders=pay(made, paid, waived)[paper],
        totals=sheet.totals,
        waived=let_go(made, waived)[paper],
        discount=sheet.discount,
        place_of_supply=draft.buyer.state if draft.buyer else BIHAR,
    )


def made_note(bill: Bill, sheet: ReturnSheet, *, day: date = DAY) -> CreditNote:
    """The credit note of what came back of a bill, paid in cash."""
    return CreditNote(
        id=NoteId("N1"),
        number=bill_number("C", Series("K7M2"), day, 1),
        at=datetime(day.year, day.month, day.day, 7, tzinfo=UTC),
        calendar_day=day,
        business_day=BusinessDay(day),
        mode=bill.mode,
        lines=sheet.lines,
        refunds=(Tender(TenderKind.CASH, sheet.refund),),
        totals=sheet.totals,
        reason=ReturnReason.CHANGED_MIND,
        bill=bill.id,
        bill_number=bill.number,
        bill_day=bill.calendar_day,
        waived=sheet.waived,
    )


def keep_change(owed: Money, received: Money) -> tuple[Tender, ...]:
    """Cash of which the change stays with the shop as the buyer's credit."""
    handed = Tender(TenderKind.CASH, received, received)
    change = received - owed
    return (handed, Tender(TenderKind.CREDIT, -change)) if change else (handed,)
