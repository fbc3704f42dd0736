"""What a paper tells, whatever its size: of a bill, of a credit note, of an estimate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from estore_pos.documents import qr
from estore_pos.documents.wording import REASONS, TENDERS, TITLES, Wording
from estore_pos.domain.credit_note import CreditLine, CreditNote, ReturnReason
from estore_pos.domain.estimate import Estimate
from estore_pos.domain.gst import BIHAR, TaxMode, Title, Totals
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.refund import is_struck
from estore_pos.domain.sale import Bill, BillLine, Tender, TenderKind
from estore_pos.domain.shop import Shop
from estore_pos.text.dates import date_text
from estore_pos.text.numbers import amount_text
from estore_pos.text.words import mark

Deed = Bill | CreditNote | Estimate
Line = BillLine | CreditLine

CREDIT_NOTE = mark("CREDIT NOTE")
ESTIMATE = mark("ESTIMATE")
CANCELLED = mark("CANCELLED")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and its sum; `strong` is what the reader looks for."""

    name: str
    amount: Money
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A paper: lines' gross + round-off = payable, and `settled` tells how that was met.

    `title`, `warning`, `numbered` and `coded` are messages, the rest is said already. `facts` are
    what it refers to; `given` is what the amounts contain: discounts, charges, what was saved.
    `code` is what its square says and `coded` what stands under it, `intent` what a payer's app
    reads.
    """

    title: str
    numbered: str
    number: str
    at: datetime
    calendar_day: date
    mode: TaxMode
    lines: tuple[Line, ...]
    totals: Totals
    settled: tuple[Entry, ...]
    warning: str = ""
    taxed: bool = False
    sentence: bool = False
    shop_state: str = BIHAR
    place_of_supply: str = BIHAR
    buyer_gstin: str = ""
    reverse_charge: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    given: tuple[Entry, ...] = ()
    told: tuple[str, ...] = ()
    code: str = ""
    coded: str = ""
    intent: str = ""
    wish: str = ""
    owed: Money = NOTHING

    @property
    def interstate(self) -> bool:
        """Whether its tax is IGST."""
        return self.place_of_supply != self.shop_state

    @property
    def discounted(self) -> bool:
        """Whether anything was taken off a line."""
        return any(discount_of(line) for line in self.lines)

    @property
    def charged(self) -> bool:
        """Whether a line bears a part of the delivery or packing."""
        return any(charge_of(line) for line in self.lines)


def content(
    deed: Deed,
    shop: Shop,
    say: Wording,
    *,
    by: str = "",
    copy: int = 0,
    practice: bool = False,
    cancelled: bool = False,
    notes: Sequence[CreditNote] = (),
) -> Content:
    """What the paper of a deed tells; that of practice or of a cancelled bill asks for no money.

    No more does the `copy`-th copy, for it may have been paid since; 0 is the first print. `by` is
    the name of who did it, "" where nobody is named. What came back by a bill's `notes` is asked
    for no more.
    """
    asks = not (copy or practice or cancelled)
    held = _of(deed, shop, say, asks=asks, cancelled=cancelled, notes=notes)
    return replace(held, facts=(*held.facts, (say.words.tr("Made by"), by))) if by else held


def _of(
    deed: Deed,
    shop: Shop,
    say: Wording,
    *,
    asks: bool,
    cancelled: bool,
    notes: Sequence[CreditNote],
) -> Content:
    match deed:
        case Bill():
            return _bill(deed, shop, say, asks=asks, cancelled=cancelled, notes=notes)
        case CreditNote():
            return _note(deed, say)
        case Estimate():
            return _estimate(deed, say)


def discount_of(line: Line) -> Money:
    """What is off a line, its part of the bill's discount too."""
    return line.discount if isinstance(line, BillLine) else NOTHING


def charge_of(line: Line) -> Money:
    """What a line bears of delivery or packing."""
    return line.charge if isinstance(line, BillLine) else NOTHING


def terms_of(line: BillLine, say: Wording) -> list[str]:
    """Why a line is sold at another price than its own, and what that is; in one language."""
    why = say.why(line)
    told = [why] if why else []
    if line.listed > line.price:
        told.append(say.first.tr("usually {amount}", amount=amount_text(line.listed)))
    return told


def _bill(
    bill: Bill,
    shop: Shop,
    say: Wording,
    *,
    asks: bool,
    cancelled: bool,
    notes: Sequence[CreditNote],
) -> Content:
    tr = say.words.tr
    settled: list[Entry] = []
    if bill.waived:
        settled.append(Entry(tr("Let go"), -bill.waived))
        settled.append(Entry(tr("To pay"), bill.paid, strong=True))
    for tender in bill.tenders:
        settled += _tender(tender, say)
    return Content(
        title=TITLES[bill.title],
        warning=CANCELLED if cancelled else "",
        numbered=mark("Bill no."),
        number=bill.number,
        at=bill.at,
        calendar_day=bill.calendar_day,
        mode=bill.mode,
        lines=bill.lines,
        totals=bill.totals,
        settled=tuple(settled),
        taxed=bill.title in (Title.TAX_INVOICE, Title.INVOICE_CUM_BILL),
        sentence=bill.mode is TaxMode.COMPOSITION,
        shop_state=bill.shop_state,
        place_of_supply=bill.place_of_supply,
        buyer_gstin=bill.buyer_gstin,
        reverse_charge=bill.reverse_charge,
        given=_given(bill.lines, bill.discount, say),
        told=(bill.note,) if bill.note else (),
        code=qr.bill_code(bill.id),
        coded=mark("Code of this bill"),
        intent=qr.payment(bill, shop, notes) if asks else "",
        wish=qr.wish(bill),
        owed=qr.owed(bill, notes),
    )


def _tender(tender: Tender, say: Wording) -> list[Entry]:
    tr = say.words.tr
    if tender.kind is TenderKind.CREDIT and tender.amount < NOTHING:
        return [Entry(tr("Kept as your credit"), tender.amount)]
    if tender.change:
        return [
            Entry(tr("Cash received"), tender.received),
            Entry(tr("Change"), tender.change, strong=True),
        ]
    proof = f" {shown}" if (shown := say.proof(tender)) else ""
    return [Entry(tr(TENDERS[tender.kind]) + proof, tender.amount)]


def _given(lines: tuple[BillLine, ...], on_bill: Money, say: Wording) -> tuple[Entry, ...]:
    """What the lines' amounts contain: discounts, charges; and what was saved in all."""
    tr = say.words.tr
    off = total([line.discount for line in lines])
    charge = total([line.charge for line in lines])
    cheaper = [
        (line.listed - line.price).times_milli(line.quantity.milli)
        for line in lines
        if line.listed > line.price
    ]
    found: list[Entry] = []
    if off:
        found.append(Entry(tr("Discount given"), off))
    if on_bill and on_bill != off:
        found.append(Entry(tr("of it on the whole bill"), on_bill))
    if charge:
        found.append(Entry(tr("Delivery, packing (included)"), charge))
    if cheaper:
        found.append(Entry(tr("You saved"), off + total(cheaper)))
    return tuple(found)


def _given_back(refund: Tender, say: Wording) -> Entry:
    """What went back, and in what; a claim that is struck off paid nothing back."""
    tr = say.words.tr
    if is_struck(refund):
        return Entry(tr("Not given back: UPI that was not seen"), refund.amount)
    return Entry(f"{tr('Given back')}: {say.first.tr(TENDERS[refund.kind])}", refund.amount)


def _note(note: CreditNote, say: Wording) -> Content:
    tr = say.words.tr
    day = date_text(note.bill_day) if note.bill_day else tr("not known")
    reason = note.note if note.reason is ReturnReason.OTHER and note.note else ""
    facts = (
        (tr("Against bill"), note.bill_number or tr("not known")),
        (tr("Date of that bill"), day),
        (tr("Reason"), reason or tr(REASONS[note.reason])),
    )
    settled = [Entry(tr("Let go when it was sold"), -note.waived)] if note.waived else []
    settled += [_given_back(each, say) for each in note.refunds]
    return Content(
        title=CREDIT_NOTE,
        numbered=mark("Credit note no."),
        number=note.number,
        at=note.at,
        calendar_day=note.calendar_day,
        mode=note.mode,
        lines=note.lines,
        totals=note.totals,
        settled=tuple(settled),
        taxed=note.mode is TaxMode.REGULAR and any(line.rate.bears_tax for line in note.lines),
        shop_state=note.shop_state,
        place_of_supply=note.place_of_supply,
        buyer_gstin=note.buyer_gstin,
        reverse_charge=note.reverse_charge,
        facts=facts,
        told=(note.note,) if note.note and not reason else (),
        code=qr.bill_code(note.bill) if note.bill else "",
        coded=mark("Code of the bill it belongs to"),
    )


def _estimate(estimate: Estimate, say: Wording) -> Content:
    tr = say.words.tr
    settled = [
        Entry(f"{tr(TENDERS[TenderKind.ADVANCE])}: {say.first.tr(TENDERS[each.kind])}", each.amount)
        for each in estimate.advance
    ]
    if settled:
        settled.append(
            Entry(tr("Rest to pay"), estimate.totals.payable - estimate.advanced, strong=True)
        )
    told = say.words.each("Goods on approval: keep them or bring them back.")
    note = (estimate.note,) if estimate.note else ()
    return Content(
        title=ESTIMATE,
        numbered=mark("Estimate no."),
        warning=mark("NOT A BILL"),
        number=estimate.number,
        at=estimate.at,
        calendar_day=estimate.calendar_day,
        # It claims no tax, so it shows neither a GSTIN nor a column of tax, whatever the shop is.
        mode=TaxMode.UNREGISTERED,
        lines=estimate.lines,
        totals=estimate.totals,
        settled=tuple(settled),
        given=_given(estimate.lines, estimate.discount, say),
        told=(*(told if estimate.on_approval else ()), *note),
    )
