"""A bill before and after it is made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from estore_pos.domain import gst, rounding
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import NUMBER_MAX, BusinessDay, financial_year
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import (
    BIHAR,
    Rate,
    Taxable,
    TaxedAmount,
    TaxMode,
    Title,
    Totals,
)
from estore_pos.domain.ids import OWNER, BillNumber, CustomerId, ItemId, PersonId, SaleId, Series
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.quantity import Quantity
from estore_pos.domain.shop import Shop

AMOUNT_MAX = Money.rupees(1_00_00_000)
"""A crore on one line; more is a slip of the scanner into the price."""


SEEN = "seen"
"""The reference of a tender that somebody saw arrive who noted no number of the payer's."""


class TenderKind(StrEnum):
    """How money changed hands."""

    CASH = "cash"
    UPI = "upi"


@dataclass(frozen=True, slots=True)
class Tender:
    """Money towards a bill.

    `received` is what was handed over in cash: received - amount is change; nothing elsewhere.
    """

    kind: TenderKind
    amount: Money
    received: Money = NOTHING
    reference: str = ""

    @property
    def change(self) -> Money:
        return self.received - self.amount if self.received else NOTHING


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line that may still change. `amount` is set when a sum was asked for (50 rupees' worth)."""

    item: Item
    quantity: Quantity
    price: Money
    amount: Money | None = None

    @property
    def value(self) -> Money:
        """What the line comes to at its price, before a tax that is not inside it."""
        return self.price.times_milli(self.quantity.milli) if self.amount is None else self.amount


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished bill: lines in order.

    `current` is the place of the line that keys act on, -1 where there is none.
    """

    lines: tuple[DraftLine, ...] = ()
    current: int = -1
    buyer: Customer | None = None

    def line(self, place: int) -> DraftLine:
        """The line at a place; raises Refusal LINE_MISSING where there is none."""
        if not 0 <= place < len(self.lines):
            raise Refusal(RefusalCode.LINE_MISSING)
        return self.lines[place]

    def add(self, item: Item, milli: int, *, price: Money | None = None) -> "Draft":
        """So much more of an item: a same item at the same price adds to its line.

        Raises Refusal ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, ABOVE_MRP.
        """
        if item.closed:
            raise Refusal(RefusalCode.ITEM_CLOSED, item=item.id)
        asked = price if price is not None else item.price or NOTHING
        for place, line in enumerate(self.lines):
            if line.item.id == item.id and line.amount is None and line.price == asked:
                return self.set_quantity(place, line.quantity.milli + milli)
        quantity = item.quantity(milli)
        return self._append(DraftLine(item, quantity, _price(item, asked)))

    def add_amount(self, item: Item, amount: Money) -> "Draft":
        """A sum's worth of an item: the amount is exact, the quantity follows from the price.

        The quantity is rounded down to the item's step, but never to nothing. Raises Refusal
        PRICE_MISSING, QUANTITY_STEP for what is sold by the piece only, AMOUNT_RANGE.
        """
        if item.closed:
            raise Refusal(RefusalCode.ITEM_CLOSED, item=item.id)
        if not item.price:
            raise Refusal(RefusalCode.PRICE_MISSING, item=item.id)
        if not NOTHING < amount <= AMOUNT_MAX:
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=amount.paise)
        milli = rounding.divide_half_up(amount.paise * 1000, item.price.paise)
        if item.step_milli >= 1000 and milli % item.step_milli:
            raise Refusal(RefusalCode.QUANTITY_STEP, item=item.id, milli=milli, unit=item.unit)
        milli = max(item.step_milli, milli - milli % item.step_milli)
        return self._append(DraftLine(item, item.quantity(milli), item.price, amount))

    def set_quantity(self, place: int, milli: int) -> "Draft":
        """Another quantity on a line, at its price."""
        line = self.line(place)
        return self._put(place, DraftLine(line.item, line.item.quantity(milli), line.price))

    def set_price(self, place: int, price: Money) -> "Draft":
        """Another price on a line. Raises Refusal ABOVE_MRP, AMOUNT_RANGE."""
        line = self.line(place)
        return self._put(place, DraftLine(line.item, line.quantity, _price(line.item, price)))

    def remove(self, place: int) -> "Draft":
        """Without a line; the line that moves up becomes the current one."""
        self.line(place)
        lines = self.lines[:place] + self.lines[place + 1 :]
        return replace(self, lines=lines, current=min(place, len(lines) - 1))

    def _append(self, line: DraftLine) -> "Draft":
        return replace(self, lines=(*self.lines, _bounded(line)), current=len(self.lines))

    def _put(self, place: int, line: DraftLine) -> "Draft":
        lines = (*self.lines[:place], _bounded(line), *self.lines[place + 1 :])
        return replace(self, lines=lines, current=place)


def _price(item: Item, price: Money) -> Money:
    if not NOTHING <= price <= AMOUNT_MAX:
        raise Refusal(RefusalCode.AMOUNT_RANGE, amount=price.paise)
    if item.mrp is not None and price > item.mrp:
        raise Refusal(RefusalCode.ABOVE_MRP, item=item.id, price=price.paise, mrp=item.mrp.paise)
    return price


def _bounded(line: DraftLine) -> DraftLine:
    if line.value > AMOUNT_MAX:
        raise Refusal(RefusalCode.AMOUNT_RANGE, amount=line.value.paise)
    return line


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line as sold: a snapshot that no later change of the item touches."""

    item: ItemId
    name_hi: str
    name_en: str
    hsn: str
    quantity: Quantity
    price: Money
    inclusive: bool
    discount: Money
    rate: Rate
    taxed: TaxedAmount


@dataclass(frozen=True, slots=True)
class Bill:
    """A finished bill: its lines' gross + round_off = payable = its tenders."""

    id: SaleId
    number: BillNumber
    at: datetime
    calendar_day: date
    business_day: BusinessDay
    title: Title
    mode: TaxMode
    lines: tuple[BillLine, ...]
    tenders: tuple[Tender, ...]
    totals: Totals
    shop_state: str = BIHAR
    place_of_supply: str = BIHAR
    buyer: CustomerId | None = None
    buyer_gstin: str = ""
    reverse_charge: bool = False
    channel: str = "counter"
    operator_gstin: str = ""
    by: PersonId = OWNER
    clock_suspect: bool = False

    def __post_init__(self) -> None:
        if (
            total([line.taxed.gross for line in self.lines]) + self.totals.round_off
            != self.totals.payable
            or total([tender.amount for tender in self.tenders]) != self.totals.payable
        ):
            raise ValueError(f"bill does not add up: {self.number}")

    @property
    def received(self) -> Money:
        """What was handed over: cash notes and everything else at its amount."""
        return total([tender.received or tender.amount for tender in self.tenders])

    @property
    def change(self) -> Money:
        return total([tender.change for tender in self.tenders])


def bill_number(kind: str, series: Series, day: date, serial: int) -> BillNumber:
    """KSSSS/YY/NNNNNN of rule 46(b): 15 characters, unique in a series and financial year.

    `kind` is one letter (B bill of a registered shop, M cash memo); YY is the year in which the
    financial year of the calendar date began.
    """
    assert len(kind) == 1
    assert len(series) == 4
    assert 1 <= serial <= NUMBER_MAX
    return BillNumber(f"{kind}{series}/{financial_year(day) % 100:02d}/{serial:06d}")


def number_kind(title: Title) -> str:
    """The letter a paper's numbers begin with."""
    return "M" if title is Title.CASH_MEMO else "B"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper's worth of a draft: the lines, taxed, and the foot."""

    lines: tuple[BillLine, ...]
    title: Title
    totals: Totals


def sheets(
    draft: Draft,
    shop: Shop,
    day: date,
    *,
    discount: Money = NOTHING,
    charge: Money = NOTHING,
    reverse_charge: bool = False,
) -> list[Sheet]:
    """What a draft comes to on a calendar day: one paper, or two for a registered buyer.

    `discount` and `charge` are on the whole bill before tax (inside the price where tax is inside)
    and are laid on the lines in proportion to their values. Raises Refusal
    INTERSTATE_NOT_ALLOWED when a shop not in regular mode would sell into another State. An empty
    draft gives no sheet.
    """
    place = place_of_supply(draft.buyer, shop)
    interstate = place != shop.state
    if interstate and shop.tax_mode is not TaxMode.REGULAR:
        raise Refusal(RefusalCode.INTERSTATE_NOT_ALLOWED, place=place)
    if not draft.lines:
        return []
    rates = [line.item.rate(day) for line in draft.lines]
    values = [line.value for line in draft.lines]
    off = gst.spread(discount, values)
    on = gst.spread(charge, values)
    papers = gst.documents_of(
        shop.tax_mode,
        rates,
        buyer_registered=draft.buyer is not None and bool(draft.buyer.gstin),
    )
    made: list[Sheet] = []
    for places in papers:
        taxed = gst.tax_lines(
            [
                Taxable(values[p] - off[p] + on[p], draft.lines[p].item.inclusive, rates[p])
                for p in places
            ],
            mode=shop.tax_mode,
            interstate=interstate,
            reverse_charge=reverse_charge,
        )
        lines = tuple(
            _sold(draft.lines[p], off[p], rates[p], amount)
            for p, amount in zip(places, taxed, strict=True)
        )
        title = gst.title(shop.tax_mode, [rates[p] for p in places])
        made.append(Sheet(lines, title, gst.foot(taxed)))
    return made


def _sold(line: DraftLine, discount: Money, rate: Rate, taxed: TaxedAmount) -> BillLine:
    item = line.item
    return BillLine(
        item=item.id,
        name_hi=item.name_hi,
        name_en=item.name_en,
        hsn=item.hsn,
        quantity=line.quantity,
        price=line.price,
        inclusive=item.inclusive,
        discount=discount,
        rate=rate,
        taxed=taxed,
    )


def place_of_supply(buyer: Customer | None, shop: Shop) -> str:
    """The State code a sale is taxed in: the buyer's where the bill records it, else the shop's.

    Section 10(1)(ca) of the IGST Act: a counter sale to nobody in particular is the shop's State.
    """
    return buyer.state if buyer is not None else shop.state


def payable(made: Sequence[Sheet]) -> Money:
    """What the buyer owes for all papers of a draft."""
    return total([sheet.totals.payable for sheet in made])


def pay(made: Sequence[Sheet], tenders: Sequence[Tender]) -> list[tuple[Tender, ...]]:
    """The tenders of each paper, in its order.

    The tenders together equal what is payable; where there are two papers the first is paid full
    before the second. Cash handed over above the amount stays with the last cash part, so that
    change is counted once. Raises Refusal TENDER_SHORT when they do not reach the sum.
    """
    owed = payable(made)
    given = total([tender.amount for tender in tenders])
    if given != owed or any(t.received and t.received < t.amount for t in tenders):
        raise Refusal(RefusalCode.TENDER_SHORT, owed=owed.paise, given=given.paise)
    left = list(tenders)
    paid: list[tuple[Tender, ...]] = []
    for sheet in made:
        need = sheet.totals.payable
        parts: list[Tender] = []
        while left and need:
            tender = left.pop(0)
            if tender.amount > need:
                rest = replace(tender, amount=tender.amount - need)
                if tender.received:
                    rest = replace(rest, received=tender.received - need)
                left.insert(0, rest)
                tender = replace(tender, amount=need, received=need if tender.received else NOTHING)
            need -= tender.amount
            parts.append(tender)
        paid.append(tuple(parts))
    return paid


def cash(owed: Money, received: Money | None = None) -> Tender:
    """Cash for a whole bill; exact when nothing else was said.

    Raises Refusal TENDER_SHORT for too little.
    """
    handed = owed if received is None else received
    if handed < owed:
        raise Refusal(RefusalCode.TENDER_SHORT, owed=owed.paise, given=handed.paise)
    return Tender(TenderKind.CASH, owed, handed)
