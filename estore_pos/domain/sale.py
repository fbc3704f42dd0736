"""What a draft comes to as papers, how it is paid, and the bill that is made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from estore_pos.domain import gst
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import NUMBER_MAX, BusinessDay, financial_year
from estore_pos.domain.discount import Discount, Given
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import (
    BIHAR,
    DatedRate,
    Rate,
    Taxable,
    TaxedAmount,
    TaxMode,
    Title,
    Totals,
)
from estore_pos.domain.ids import (
    OWNER,
    BillNumber,
    CustomerId,
    EstimateId,
    ItemId,
    PersonId,
    SaleId,
    Series,
)
from estore_pos.domain.item import Item
from estore_pos.domain.money import AMOUNT_MAX as AMOUNT_MAX
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import Offer, Terms, in_common, terms
from estore_pos.domain.person import Asked, Deed, not_allowed
from estore_pos.domain.quantity import Quantity
from estore_pos.domain.rounding import whole_times
from estore_pos.domain.shop import Shop

_GROSS, _AMOUNT = attrgetter("taxed.gross.paise"), attrgetter("amount.paise")
SEEN = "seen"
"""The reference of UPI money that the cashier saw arrive."""


class TenderKind(StrEnum):
    """How money changed hands."""

    CASH = "cash"
    UPI = "upi"
    CARD = "card"
    KHATA = "khata"
    ADVANCE = "advance"
    CREDIT = "credit"


class Proof(StrEnum):
    """What is known of a payment that the till cannot see arrive."""

    NONE = ""
    SEEN = "seen"
    LATER = "later"


@frozen
class Tender:
    """Money towards a bill.

    `received` is what was handed over in cash: received - amount is change; nothing elsewhere.
    CREDIT is what the shop owed the buyer, below zero what it now owes him more. `reference` is a
    card's slip number or a UPI payment's own.
    """

    kind: TenderKind
    amount: Money
    received: Money = NOTHING
    reference: str = ""
    proof: Proof = Proof.NONE

    @property
    def change(self) -> Money:
        return self.received - self.amount if self.received else NOTHING


@frozen
class BillLine:
    """A line as sold: a snapshot that no later change of the item touches.

    `listed` is the item's own price where another was asked (else nothing), `offer` says why.
    `discount` holds the line's own and its part of the bill's, `charge` its part of delivery.
    """

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
    listed: Money = NOTHING
    offer: str = ""
    charge: Money = NOTHING

    @property
    def stocked(self) -> bool:
        """Whether it came off the kept balance: no service, and a good with a number."""
        return bool(self.item) and not self.hsn.startswith("99")


@frozen
class Bill:
    """A finished bill: its lines' gross + round_off = payable = its tenders + what was let go.

    `discount` on the whole bill is contained in the lines' discounts.
    """

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
    waived: Money = NOTHING
    discount: Money = NOTHING
    note: str = ""
    estimate: EstimateId | None = None

    def __post_init__(self) -> None:
        owed = self.totals.payable.paise
        gross, paid = sum(map(_GROSS, self.lines)), sum(map(_AMOUNT, self.tenders))
        if gross + self.totals.round_off.paise != owed or paid + self.waived.paise != owed:
            raise ValueError(f"bill does not add up: {self.number}")

    @property
    def paid(self) -> Money:
        """What the buyer paid or owes for it."""
        return self.totals.payable - self.waived

    @property
    def charge(self) -> Money:
        """What of it is for delivery or packing."""
        return total([line.charge for line in self.lines])

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


@frozen
class Sheet:
    """One paper's worth of a draft: its lines, taxed, its foot, its part of the bill's terms."""

    lines: tuple[BillLine, ...]
    title: Title
    totals: Totals
    discount: Money = NOTHING
    charge: Money = NOTHING


def sheets(
    draft: Draft,
    shop: Shop,
    day: date,
    *,
    offers: Sequence[Offer] = (),
    held: Sequence[Terms] | None = None,
    reverse_charge: bool = False,
) -> list[Sheet]:
    """What a draft comes to on a calendar day: one paper, or two for a registered buyer.

    The draft's discount and charge are before tax (inside the price where tax is inside) and are
    laid on the lines in proportion to their values. `held` are the terms of the lines where they
    were worked out already. Raises Refusal INTERSTATE_NOT_ALLOWED when a shop not in regular mode
    would sell into another State. An empty draft gives no sheet.
    """
    interstate = _is_interstate(draft, shop)
    if not draft.lines:
        return []
    rates = [line.item.rate(day) for line in draft.lines]
    held = terms(draft, offers, day, mode=shop.tax_mode) if held is None else held
    laid = _laid(draft, held)
    papers = gst.documents_of(
        shop.tax_mode,
        rates,
        buyer_registered=draft.buyer is not None and bool(draft.buyer.gstin),
    )
    made: list[Sheet] = []
    for places in papers:
        taxed = gst.tax_lines(
            [
                Taxable(laid[p].worth, _has_inside(draft.lines[p], held[p]), rates[p])
                for p in places
            ],
            mode=shop.tax_mode,
            interstate=interstate,
            reverse_charge=reverse_charge,
        )
        made.append(
            Sheet(
                tuple(
                    _sold(draft.lines[p], laid[p], rates[p], amount)
                    for p, amount in zip(places, taxed, strict=True)
                ),
                gst.title(shop.tax_mode, [rates[p] for p in places]),
                gst.foot(taxed),
                total([laid[p].share for p in places]),
                total([laid[p].charge for p in places]),
            )
        )
    return made


def _is_interstate(draft: Draft, shop: Shop) -> bool:
    """Whether it is sold into another State. Raises Refusal INTERSTATE_NOT_ALLOWED."""
    place = place_of_supply(draft.buyer, shop)
    if place != shop.state and shop.tax_mode is not TaxMode.REGULAR:
        raise Refusal(RefusalCode.INTERSTATE_NOT_ALLOWED, place=place)
    return place != shop.state


@frozen
class _Laid:
    """A line's terms and its part of what is on the whole bill."""

    held: Terms
    share: Money
    charge: Money

    @property
    def worth(self) -> Money:
        return self.held.net - self.share + self.charge


class Working:
    """An open bill, worked out again at every change: a line more costs one line's work.

    What stands before the first line that has changed is kept, sums and roundings with it, as long
    as nothing is on the whole bill that is laid on every line. The sheets are those of `sheets`.
    """

    def __init__(self) -> None:
        """Begin with an empty bill."""
        self.terms: tuple[Terms, ...] = ()
        """What each line is sold at."""
        self.made: Sequence[Sheet] = ()
        self.tax = NOTHING
        self.saving = NOTHING
        """How far below the printed prices it stays."""
        self.unpriced = False
        """Whether a line has no price yet."""
        self._of: tuple[Draft, Sequence[Offer], Shop, date] | None = None
        self._below_mrp = 0
        self._lines: list[BillLine] = []
        self._upto: list[_Upto] = []
        self._running: gst.Running = {}
        self._across = False

    def work_out(self, draft: Draft, offers: Sequence[Offer], shop: Shop, day: date) -> None:
        """Make all this of a draft. Raises what `sheets` raises."""
        before, self._of = self._of, None
        if not draft.lines and draft.buyer is None:
            self._clear()
            self.made, self.tax, self.saving, self.unpriced = (), NOTHING, NOTHING, False
            self.terms, self._of = (), (draft, offers, shop, day)
            return
        known = None
        if before is not None and before[1:] == (offers, shop, day):
            if before[0] is draft:
                self._of = before
                return
            known = before[0], self.terms
        held = terms(draft, offers, day, before=known, mode=shop.tax_mode)
        apart = draft.buyer is not None and bool(draft.buyer.gstin)
        if draft.discount or draft.charge or apart or not draft.lines:
            self._clear()
            self.made = sheets(draft, shop, day, held=held)
            self.tax = total([line.taxed.tax for sheet in self.made for line in sheet.lines])
            self.saving = total(list(map(_saving, draft.lines, held)))
            self.unpriced = any(line.unpriced for line in draft.lines)
        else:
            across = _is_interstate(draft, shop)
            stands = 0
            if known and across == self._across:
                alike = min(in_common(known[0].lines, draft.lines), in_common(known[1], held))
                stands = min(alike, len(self._lines))
            self._across = across
            self._go_on(draft, held, shop, day, stands)
        self.terms, self._of = held, (draft, offers, shop, day)

    def _clear(self) -> None:
        """Nothing of what was worked out stands."""
        self._lines, self._upto, self._running, self._below_mrp = [], [], {}, 0

    def check_mrp(self) -> None:
        """Raise Refusal MRP_LOWERED for the first line above its MRP; no line is looked at twice.

        Nothing is known of a bill that could not be worked out.
        """
        if self._of is None:
            return
        draft, _, shop, day = self._of
        for place in range(self._below_mrp, len(draft.lines)):
            draft.lines[place].check_mrp(place, shop.tax_mode, day)
            self._below_mrp = place + 1

    def _go_on(
        self,
        draft: Draft,
        held: Sequence[Terms],
        shop: Shop,
        day: date,
        stands: int,
    ) -> None:
        """Work out the lines behind those that stand."""
        self._below_mrp = min(self._below_mrp, stands)
        if stands < len(self._lines) or not stands:
            del self._lines[stands:]
            del self._upto[stands:]
            self._running = {each.rate: (each.exact, each.given) for each in self._upto}
        running = self._running
        last = self._upto[-1] if self._upto else _Upto()
        for line, each in zip(draft.lines[stands:], held[stands:], strict=True):
            rate = line.item.rate(day)
            asked = Taxable(each.net, _has_inside(line, each), rate)
            taxed = gst.tax_line(asked, running, shop.tax_mode, self._across)
            exact, given = running.get(rate.basis_points, (0, 0))
            last = _Upto(
                rate.basis_points,
                exact,
                given,
                last.gross + taxed.gross.paise,
                last.tax + taxed.tax.paise,
                last.saving + _saving(line, each).paise,
                last.unpriced or line.unpriced,
                last.kinds | {rate},
            )
            self._upto.append(last)
            self._lines.append(_sold(line, _Laid(each, NOTHING, NOTHING), rate, taxed))
        title, foot = gst.title(shop.tax_mode, last.kinds), gst.foot_of(Money(last.gross))
        self.made = (Sheet(tuple(self._lines), title, foot),)
        self.tax, self.saving = Money(last.tax), Money(last.saving)
        self.unpriced = last.unpriced


class _Upto(NamedTuple):
    """A bill as far as one of its lines: the line's rate, that rate's tax, the sums in paise."""

    rate: int = 0
    exact: int = 0
    given: int = 0
    gross: int = 0
    tax: int = 0
    saving: int = 0
    unpriced: bool = False
    kinds: frozenset[Rate] = frozenset()


def _saving(line: DraftLine, held: Terms) -> Money:
    """How far a line stays below its printed price; one that has no price yet saves nothing."""
    printed = line.item.mrp
    if printed is None or line.unpriced:
        return NOTHING
    return max(NOTHING, printed.times_milli(line.quantity.milli) - held.net)


def _laid(draft: Draft, held: Sequence[Terms]) -> list[_Laid]:
    """Each line's part of the bill's discount and charge."""
    nets = [each.net for each in held]
    off = draft.discount.on(total(nets)) if draft.discount else NOTHING
    shares = gst.spread(off, nets)
    charges = gst.spread(draft.charge, nets)
    return [_Laid(*each) for each in zip(held, shares, charges, strict=True)]


def _has_inside(line: DraftLine, held: Terms) -> bool:
    """Whether a line is sold with its tax inside."""
    return line.item.inclusive or held.inside is not None


def _sold(line: DraftLine, laid: _Laid, rate: Rate, taxed: TaxedAmount) -> BillLine:
    item, held = line.item, laid.held
    return BillLine(
        item=item.id,
        name_hi=item.name_hi,
        name_en=item.name_en,
        hsn=item.hsn,
        quantity=line.quantity,
        price=held.price,
        inclusive=_has_inside(line, held),
        discount=held.off + laid.share,
        rate=rate,
        taxed=taxed,
        listed=held.listed if held.listed != held.price else NOTHING,
        offer=held.why,
        charge=laid.charge,
    )


def reopened(
    lines: Sequence[BillLine],
    goods: Mapping[ItemId, Item],
    buyer: Customer | None,
    mode: TaxMode,
    day: date,
    offers: Sequence[Offer] = (),
) -> Draft:
    """An open bill of lines that were sold or told before: every price as it was, so the total too.

    What costs today what it cost then is an open line like any other: it is added to, and slabs,
    groups and offers hold. What does not stands by hand. A good of several printed prices is in
    the packet that the price of its line tells, by the tax of this day. One that is no longer among
    `goods` is sold under the name and tax it was sold with.
    """
    group = buyer.group if buyer else ""
    draft = Draft(
        tuple(_reopened(line, goods.get(line.item), group, mode, day) for line in lines),
        len(lines) - 1,
        buyer,
        charge=total([line.charge for line in lines]),
    )
    return replace(draft, lines=_freed(draft, lines, offers, day))


def _freed(
    draft: Draft, lines: Sequence[BillLine], offers: Sequence[Offer], day: date
) -> tuple[DraftLine, ...]:
    """The lines of a draft, free where the terms of this day make of them what they were.

    One line that stands may take a combo from others: they are asked again until all hold.
    """
    group = draft.group
    tried = tuple([_free(*each, group) for each in zip(draft.lines, lines, strict=True)])
    while True:
        given = terms(replace(draft, lines=tried), offers, day)
        kept = tuple(
            line if _is_as_sold(each, stood, sold) else stood
            for line, each, stood, sold in zip(tried, given, draft.lines, lines, strict=True)
        )
        if kept == tried:
            return tried
        tried = kept


def _free(line: DraftLine, sold: BillLine, group: str) -> DraftLine:
    """A line as if nobody had set its price; one whose price had its tax elsewhere stands."""
    if line.item.inclusive is not sold.inclusive:
        return line
    free = replace(line, by_hand=False, discount=None).usual(group)
    return replace(free, allowed=free.given(group, floor=True))


def _is_as_sold(held: Terms, stood: DraftLine, sold: BillLine) -> bool:
    """Whether these terms come to what a line was sold for, from the same list price."""
    own = sold.listed or sold.price
    return held.listed == own and held.net == stood.net and held.why in {"", sold.offer}


def _reopened(line: BillLine, good: Item | None, group: str, mode: TaxMode, day: date) -> DraftLine:
    item = good or Item(
        line.item,
        line.name_hi,
        line.name_en,
        line.quantity.unit,
        (DatedRate(date.min, line.rate),),
        line.price,
        line.inclusive,
        hsn=line.hsn,
    )
    worth = line.taxed.gross if line.inclusive else line.taxed.taxable
    value = worth - line.charge + line.discount
    exact = value == line.price.times_milli(line.quantity.milli)
    is_inside = line.inclusive and not item.inclusive
    points = line.rate.basis_points if line.taxed.tax else 0
    made = DraftLine(
        item,
        line.quantity,
        line.price,
        None if exact else value,
        by_hand=True,
        discount=Discount(amount=line.discount) if line.discount else None,
        inside=points if is_inside else None,
    ).in_its_packet(line.listed or line.price, mode, day)
    if made.discount and made.item.inclusive is line.inclusive:
        usual, _ = made.item.usual_price(line.quantity.milli, group)
        made = replace(made, by_hand=line.price != usual)
    return replace(made, allowed=made.given(group, floor=True))


def check_terms(
    draft: Draft,
    offers: Sequence[Offer],
    day: date,
    cap: int,
    *,
    approved: bool = False,
    held: Sequence[Terms] | None = None,
) -> None:
    """Whether what is given away on a draft may be, as it now is: asked before the bill is made.

    Raises Refusal DISCOUNT_RANGE, APPROVAL_NEEDED for all that is `unallowed`.
    """
    if asked := unallowed(draft, offers, day, cap, approved=approved, held=held):
        raise not_allowed(asked)


def unallowed(
    draft: Draft,
    offers: Sequence[Offer],
    day: date,
    cap: int,
    *,
    approved: bool = False,
    held: Sequence[Terms] | None = None,
) -> list[Asked]:
    """What a draft gives away that is above `cap` basis points or below a cost, and not allowed.

    What was allowed once holds for as much and for less, not for more: a leave given for one piece
    is none for fifty. `approved`: who asks may give away anything. `held` are the terms of the
    lines where they were worked out already. Raises Refusal DISCOUNT_RANGE.
    """
    if not draft.discount and all(line.given(draft.group) is None for line in draft.lines):
        return []
    laid = _laid(draft, terms(draft, offers, day) if held is None else held)
    asked: list[Asked] = []
    of_bill = approved
    if draft.discount:
        net = total([each.held.net for each in laid])
        off = draft.discount.on(net)
        covered = draft.allowed is not None and draft.allowed.covers(Given(off, net))
        of_bill = approved or (covered and draft.allowed is not None and draft.allowed.floor)
        if draft.discount.is_above(net, cap) and not (approved or covered):
            asked.append(Asked(Deed.DISCOUNT, amount=off))
    for plain, each in zip(draft.lines, laid, strict=True):
        line = plain.with_tax(each.held.inside)
        deed = None if approved else _unallowed(line, draft.group, cap)
        offered = line.net - each.held.net if each.share else NOTHING
        if each.share and not of_bill:
            by_line = line.taken_off(draft.group)
            together = Given(by_line.amount + each.share, by_line.worth)
            deed = Deed.DISCOUNT if by_line.amount and together.is_above(cap) else deed
            below = line.below_floor(offered + each.share)
            deed = Deed.UNDER_FLOOR if below else deed
        if deed is not None:
            given = line.given(draft.group)
            own = given.amount if given is not None else NOTHING
            name = line.item.name_hi, line.item.name_en
            asked.append(Asked(deed, line.item.id, own + each.share, name=name))
    return asked


def _unallowed(line: DraftLine, group: str, cap: int) -> Deed | None:
    """What of a line's own terms has to be allowed and was not."""
    fine = line.is_allowed(group)
    if line.below_floor() and not (fine and line.allowed is not None and line.allowed.floor):
        return Deed.UNDER_FLOOR
    usual, _ = line.quoted.usual_price(line.quantity.milli, group)
    lower = usual - line.price if line.by_hand and line.item.cost is None else NOTHING
    off = line.discount is not None and line.discount.is_above(line.value, cap)
    if not fine and (off or (lower > NOTHING and Discount(amount=lower).is_above(usual, cap))):
        return Deed.DISCOUNT
    return None


def place_of_supply(buyer: Customer | None, shop: Shop) -> str:
    """The State code a sale is taxed in: the buyer's where the bill records it, else the shop's.

    Section 10(1)(ca) of the IGST Act: a counter sale to nobody in particular is the shop's State.
    """
    return buyer.state if buyer is not None else shop.state


def payable(made: Sequence[Sheet]) -> Money:
    """What the buyer owes for all papers of a draft."""
    return total([sheet.totals.payable for sheet in made])


def let_go(made: Sequence[Sheet], waived: Money) -> list[Money]:
    """What of a sum that is let go stands on each paper: on the last as much as it bears.

    Raises Refusal DISCOUNT_RANGE below nothing or above all that is payable.
    """
    if not waived:
        return [NOTHING for _ in made]
    if not NOTHING <= waived <= payable(made):
        raise Refusal(RefusalCode.DISCOUNT_RANGE, amount=waived.paise)
    parts: list[Money] = []
    for sheet in reversed(made):
        part = min(waived, sheet.totals.payable)
        waived -= part
        parts.insert(0, part)
    return parts


def pay(
    made: Sequence[Sheet], tenders: Sequence[Tender], waived: Money = NOTHING
) -> list[tuple[Tender, ...]]:
    """The tenders of each paper, in its order.

    The tenders and what is let go together equal what is payable; where there are two papers the
    first is paid full before the second. Cash handed over above the amount stays with the last
    cash part, so that change is counted once; change kept as credit stands on the last paper.
    Raises Refusal TENDER_SHORT when they do not reach the sum, or one of them is below nothing
    that may not be; DISCOUNT_RANGE for too much let go.
    """
    needs = [
        sheet.totals.payable - off for sheet, off in zip(made, let_go(made, waived), strict=True)
    ]
    owed, given = total(needs), total([tender.amount for tender in tenders])
    if given != owed or not all(map(_payable_in, tenders)):
        raise Refusal(RefusalCode.TENDER_SHORT, owed=owed.paise, given=given.paise)
    left = [tender for tender in tenders if tender.amount >= NOTHING]
    kept = tuple(tender for tender in tenders if tender.amount < NOTHING)
    paid: list[tuple[Tender, ...]] = []
    for need in needs[:-1]:
        parts, left = _paid(left, need)
        paid.append(parts)
    return [*paid, (*left, *kept)] if made else paid


def _payable_in(tender: Tender) -> bool:
    """Whether a tender can be: cash covers its amount, only credit is below nothing."""
    if tender.received and tender.received < tender.amount:
        return False
    return tender.amount >= NOTHING or tender.kind is TenderKind.CREDIT


def _paid(left: list[Tender], need: Money) -> tuple[tuple[Tender, ...], list[Tender]]:
    """The tenders that pay a sum, and what is left of them."""
    left = list(left)
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
    return tuple(parts), left


def cash(owed: Money, received: Money | None = None) -> Tender:
    """Cash for a whole bill; exact when nothing else was said.

    Raises Refusal TENDER_SHORT for too little.
    """
    handed = owed if received is None else received
    if handed < owed:
        raise Refusal(RefusalCode.TENDER_SHORT, owed=owed.paise, given=handed.paise)
    return Tender(TenderKind.CASH, owed, handed)


_NOTES = (10, 50, 100, 500, 2000)


def next_notes(owed: Money) -> list[Money]:
    """The sums a buyer is likely to hand over for more than this: 670 -> 680, 700, 1000, 2000."""
    notes = [Money.rupees(note) for note in _NOTES]
    return sorted({Money((whole_times(owed.paise, n.paise) + 1) * n.paise) for n in notes})
