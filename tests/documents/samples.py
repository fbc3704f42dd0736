"""Bills of every title and mode, made through the domain as the counter makes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from estore_pos.base.resource import resource
from estore_pos.documents.content import Deed
from estore_pos.domain import estimate
from estore_pos.domain.credit_note import (
    Back,
    CreditNote,
    ReturnReason,
    Unbilled,
    take_back,
    take_back_unbilled,
)
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.estimate import Estimate
from estore_pos.domain.gst import BASIS, DatedRate, Rate, TaxMode, Treatment
from estore_pos.domain.ids import CustomerId, EstimateId, ItemId, NoteId, OfferId, SaleId, Series
from estore_pos.domain.item import Item, Slab
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import (
    Bill,
    Proof,
    Tender,
    TenderKind,
    bill_number,
    cash,
    number_kind,
    place_of_supply,
    sheets,
)
from estore_pos.domain.shop import Shop
from estore_pos.text import words
from tests.domain.samples import keep_change

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 8, 37, tzinfo=UTC)
SALE = SaleId("01KB8Q0XM5Z7T3R9V2W4Y6A8CD")

SHOP = Shop(
    date(2026, 4, 1),
    name_hi="माँ शारदा ई-स्टोर",
    name_en="Maa Sharda eStore",
    address_hi="वार्ड 6, कुढ़नी",
    address_en="Ward 6, Kudhni",
    district="मुज़फ़्फ़रपुर",
    pin="844120",
    phone="00000 00011",
    csc_id="123456789012",
    tax_mode=TaxMode.REGULAR,
    gstin="10AAACR5055K1ZM",
    fssai="10012345678901",
    upi_id="practice@invalid",
)
UNREGISTERED = replace(SHOP, tax_mode=TaxMode.UNREGISTERED, gstin="")
COMPOSITION = replace(SHOP, tax_mode=TaxMode.COMPOSITION)

NEIGHBOUR = Customer(
    CustomerId("01KB8Q0XM5Z7T3R9V2W4Y6A8CE"),
    "श्रीमती कृष्णा देवी",
    "00000 00012",
    "ग्राम+पोस्ट: बिक्रमगंज",
)
TRADER = Customer(
    CustomerId("01KB8Q0XM5Z7T3R9V2W4Y6A8CF"),
    "कृष्णा ट्रेडर्स",
    "00000 00013",
    "Main Road, Varanasi",
    "09",
    "09AAACR5055K1Z5",
)


def load_words() -> None:
    """The shipped catalogue, as the app loads it."""
    words.load({"hi": resource("words/hi.po").read_bytes()})


def item(
    number: int,
    name_hi: str,
    name_en: str,
    unit: Unit,
    paise: int,
    *,
    points: int = 0,
    treatment: Treatment = Treatment.TAXABLE,
    hsn: str = "",
    step_milli: int = 1000,
    inclusive: bool = True,
) -> Item:
    """An item with one rate, since the rates of 22-09-2025."""
    rate = DatedRate(date(2025, 9, 22), Rate(points, treatment))
    return Item(
        ItemId(number),
        name_hi,
        name_en,
        unit,
        (rate,),
        Money(paise),
        inclusive,
        hsn=hsn,
        step_milli=step_milli,
    )


OIL = item(
    1,
    "सरसों का तेल 1 लीटर फॉर्च्यून",
    "Fortune Mustard Oil 1 L",
    Unit.BOTTLE,
    16500,
    points=500,
    hsn="1514",
)
POTATO = item(2, "आलू", "Potato", Unit.KILO, 3000, treatment=Treatment.NIL, hsn="0701", step_milli=1)
OKRA = item(
    3, "भिंडी", "Okra", Unit.KILO, 6000, treatment=Treatment.EXEMPT, hsn="0709", step_milli=1
)
SOAP = item(
    4, "लाइफ़बॉय साबुन 125 ग्राम", "Lifebuoy soap 125 g", Unit.PIECE, 3800, points=1800, hsn="3401"
)
BISCUIT = item(
    5, "Parle-G बिस्किट 100g/पैकेट", "Parle-G biscuit 100 g", Unit.PACKET, 1000, points=500, hsn="1905"
)
PENS = item(6, "क़लम", "Pens", Unit.DOZEN, 12000, points=1800, hsn="9608", inclusive=False)

BASKET = Draft().add(OIL, 1000).add(POTATO, 1667).add(SOAP, 2000).add(BISCUIT, 5000)

Paying = Callable[[Money], tuple[Tender, ...]]


def in_cash(owed: Money) -> tuple[Tender, ...]:
    """Exact cash."""
    return (cash(owed),)


def mixed(owed: Money) -> tuple[Tender, ...]:
    """A hundred by UPI that nobody has seen yet, the rest in cash with 130 to give back."""
    rest = owed - Money.rupees(100)
    return (
        Tender(TenderKind.CASH, rest, rest + Money.rupees(130)),
        Tender(TenderKind.UPI, Money.rupees(100)),
    )


def seen(owed: Money) -> tuple[Tender, ...]:
    """UPI whose arrival somebody has seen."""
    return (Tender(TenderKind.UPI, owed, reference="1234"),)


def claimed(owed: Money) -> tuple[Tender, ...]:
    """UPI that the buyer says he sent."""
    return (Tender(TenderKind.UPI, owed),)


def bill(
    draft: Draft,
    shop: Shop = SHOP,
    *,
    paying: Paying = in_cash,
    paper: int = 0,
    discount: Money | None = None,
    reverse_charge: bool = False,
    offers: Sequence[Offer] = (),
    waived: Money = NOTHING,
) -> Bill:
    """The bill of one of a draft's papers."""
    if discount:
        draft = replace(draft, discount=Discount(amount=discount))
    sheet = sheets(draft, shop, DAY, offers=offers, reverse_charge=reverse_charge)[paper]
    return Bill(
        id=SALE,
        number=bill_number(number_kind(sheet.title), Series("K7M2"), DAY, 123),
        at=AT,
        calendar_day=DAY,
        business_day=BusinessDay(DAY),
        title=sheet.title,
        mode=shop.tax_mode,
        lines=sheet.lines,
        tenders=paying(sheet.totals.payable - waived),
        totals=sheet.totals,
        shop_state=shop.state,
        place_of_supply=place_of_supply(draft.buyer, shop),
        buyer=draft.buyer.id if draft.buyer else None,
        buyer_gstin=draft.buyer.gstin if draft.buyer else "",
        reverse_charge=reverse_charge,
        waived=waived,
        discount=sheet.discount,
        note=draft.note,
    )


def kept(owed: Money) -> tuple[Tender, ...]:
    """A note above the sum, the change of it kept as credit."""
    return keep_change(owed, owed + Money.rupees(2))


def every_kind(owed: Money) -> tuple[Tender, ...]:
    """An old advance and credit, a card, UPI to be matched, udhaar, and cash with change."""
    ten = Money.rupees(10)
    rest = owed - Money.rupees(50)
    return (
        Tender(TenderKind.ADVANCE, ten),
        Tender(TenderKind.CREDIT, ten),
        Tender(TenderKind.CARD, ten, reference="004512"),
        Tender(TenderKind.UPI, ten, proof=Proof.LATER),
        Tender(TenderKind.KHATA, ten),
        Tender(TenderKind.CASH, rest, rest + Money.rupees(9)),
    )


DIWALI = Offer(
    OfferId("01KB8Q0XM5Z7T3R9V2W4Y6A8CG"), OfferKind.PERCENT, DAY, name_hi="दिवाली", points=1000
)
"""A tenth off whatever has no other terms."""
WITH_TERMS = (
    Draft(note="कल सुबह पहुँचाना है")
    .add(replace(OIL, slabs=(Slab(3000, Money(16000)),)), 3000)
    .add(POTATO, 1667)
    .add(SOAP, 2000)
    .set_discount(2, Discount(points=500), BASIS)
    .add(BISCUIT, 5000)
    .set_bill_discount(Discount(points=200), BASIS)
    .set_charge(Money.rupees(20))
)


@dataclass(frozen=True, slots=True)
class Case:
    """A paper to be made: the bill, its shop, its buyer, and whether it is a copy or practice."""

    bill: Bill
    shop: Shop = SHOP
    customer: Customer | None = None
    copy: int = 0
    practice: bool = False


TO_TRADER = replace(BASKET, buyer=TRADER)

CASES: dict[str, Case] = {
    "cash-memo": Case(bill(BASKET, UNREGISTERED), UNREGISTERED),
    "tax-invoice": Case(bill(Draft().add(OIL, 1000).add(PENS, 3000), discount=Money(1050))),
    "bill-of-supply": Case(bill(Draft().add(POTATO, 1667).add(OKRA, 500)), customer=NEIGHBOUR),
    "invoice-cum-bill": Case(bill(BASKET, paying=mixed), copy=1),
    "composition": Case(bill(BASKET, COMPOSITION), COMPOSITION),
    "trader-invoice": Case(bill(TO_TRADER), customer=TRADER),
    "trader-supply": Case(bill(TO_TRADER, paper=1), customer=TRADER),
    "upi-claimed": Case(bill(BASKET, paying=claimed)),
    "upi-seen": Case(bill(BASKET, paying=seen)),
    "reverse-charge": Case(bill(Draft().add(PENS, 1000), reverse_charge=True)),
    "practice": Case(bill(BASKET, paying=claimed), practice=True),
    "terms": Case(
        bill(WITH_TERMS, offers=[DIWALI], paying=kept, waived=Money.rupees(1)), customer=NEIGHBOUR
    ),
    "memo-terms": Case(
        bill(WITH_TERMS, UNREGISTERED, offers=[DIWALI], paying=every_kind), UNREGISTERED, copy=2
    ),
    "added-tax-terms": Case(
        bill(
            Draft()
            .add(PENS, 3000)
            .set_discount(0, Discount(amount=Money(500)), BASIS)
            .add(OIL, 1000),
            discount=Money(3000),
        )
    ),
}


def note(
    sold: Bill,
    wanted: Sequence[Back],
    *,
    before: Sequence[CreditNote] = (),
    reason: ReturnReason = ReturnReason.DAMAGED,
    kind: TenderKind = TenderKind.CASH,
) -> CreditNote:
    """The credit note of goods that came back two days later."""
    sheet = take_back(sold, before, wanted)
    later = DAY + timedelta(days=2)
    return CreditNote(
        id=NoteId("01KB8Q0XM5Z7T3R9V2W4Y6A8CH"),
        number=bill_number("C", Series("K7M2"), later, 7),
        at=AT + timedelta(days=2),
        calendar_day=later,
        business_day=BusinessDay(later),
        mode=sold.mode,
        lines=sheet.lines,
        refunds=(Tender(kind, sheet.refund),),
        totals=sheet.totals,
        reason=reason,
        bill=sold.id,
        bill_number=sold.number,
        bill_day=sold.calendar_day,
        waived=sheet.waived,
        shop_state=sold.shop_state,
        place_of_supply=sold.place_of_supply,
        buyer=sold.buyer,
        buyer_gstin=sold.buyer_gstin,
        reverse_charge=sold.reverse_charge,
    )


def unbilled() -> CreditNote:
    """The credit note of goods whose bill is not in the books."""
    sheet = take_back_unbilled(
        [Unbilled(SOAP, 1000, Money(3800))], DAY, TaxMode.REGULAR, Money(3800)
    )
    made = note(CASES["invoice-cum-bill"].bill, [Back(0, 1000)], reason=ReturnReason.OTHER)
    return replace(
        made,
        lines=sheet.lines,
        totals=sheet.totals,
        refunds=(Tender(TenderKind.CASH, sheet.refund),),
        bill=None,
        bill_number="BQ9Z1/25/000042",
        bill_day=None,
        note="पैकेट खुला था",
    )


def told(draft: Draft, *, on_approval: bool = False, advance: Sequence[Tender] = ()) -> Estimate:
    """The estimate of a draft."""
    lines, totals = estimate.told(sheets(draft, SHOP, DAY, offers=[DIWALI]))
    return Estimate(
        id=EstimateId("01KB8Q0XM5Z7T3R9V2W4Y6A8CJ"),
        number=bill_number("E", Series("K7M2"), DAY, 31),
        at=AT,
        calendar_day=DAY,
        business_day=BusinessDay(DAY),
        lines=lines,
        totals=totals,
        on_approval=on_approval,
        advance=tuple(advance),
        note=draft.note,
    )


DEEDS: dict[str, tuple[Deed, Shop, Customer | None]] = {
    "note": (note(CASES["terms"].bill, [Back(0, 2000), Back(3, 5000)]), SHOP, NEIGHBOUR),
    "note-trader": (
        note(CASES["trader-invoice"].bill, [Back(1, 1000)], kind=TenderKind.CREDIT),
        SHOP,
        TRADER,
    ),
    "note-memo": (
        note(CASES["cash-memo"].bill, [Back(1, 667)], reason=ReturnReason.CHANGED_MIND),
        UNREGISTERED,
        None,
    ),
    "note-supply": (note(CASES["bill-of-supply"].bill, [Back(0, 1000)]), SHOP, None),
    "note-unbilled": (unbilled(), SHOP, None),
    "estimate": (told(Draft().add(PENS, 2000).add(POTATO, 1500)), SHOP, None),
    "estimate-advance": (
        told(WITH_TERMS, on_approval=True, advance=in_cash(Money.rupees(200))),
        SHOP,
        NEIGHBOUR,
    ),
}
"""Papers that are no bills, with their shop and buyer."""


def long_bill(lines: int, shop: Shop = SHOP, *, codes: int = 7) -> Bill:
    """A bill of so many lines of so many HSN codes, two rates and two treatments."""
    draft = Draft()
    for number in range(lines):
        kind = (OIL, SOAP, POTATO)[number % 3]
        named = replace(
            kind,
            id=ItemId(100 + number),
            name_hi=f"{kind.name_hi} नं {number}",
            name_en=f"{kind.name_en} no. {number}",
            hsn=str(1500 + number % codes),
        )
        draft = draft.add(named, 1000)
    return bill(draft, shop)
