"""The receipt of a bill on 58 or 80 mm of thermal paper."""

from typing import Literal

from estore_pos.documents import qr, tax_table
from estore_pos.documents.slip import SMALL, Slip
from estore_pos.documents.wording import (
    TENDERS,
    TITLES,
    TREATMENTS,
    Wording,
    wording,
)
from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import TaxMode, Title
from estore_pos.domain.money import Money, total
from estore_pos.domain.sale import Bill, BillLine, TenderKind
from estore_pos.domain.shop import Shop
from estore_pos.text.dates import date_text, time_text
from estore_pos.text.numbers import amount_text, milli_text, money_text, percent_text
from estore_pos.text.words import PaperLanguage

PARTICULARS_FROM = Money.rupees(50_000)
"""Rule 46(e): from this taxable value on a bill names its buyer and his address."""

_TOTAL = {58: 56, 80: 64}
_PAY_MODULE = {58: 5, 80: 6}
_BILL_MODULE = 4
_INDENT = 16


def receipt(
    bill: Bill,
    shop: Shop,
    *,
    width_mm: Literal[58, 80],
    language: PaperLanguage,
    copy: int = 0,
    practice: bool = False,
    customer: Customer | None = None,
) -> bytes:
    """A PDF of one page as wide as the head prints (48 or 72 mm) and as long as the bill.

    `shop` is the shop as it was on the bill's calendar day. A copy says so, the second one and
    later ones with their number. A practice bill says so and asks for no money.
    """
    say = wording(language)
    slip = Slip(width_mm, title=bill.number)
    _head(slip, bill, shop, say, copy=copy, practice=practice)
    _buyer(slip, bill, customer, say)
    slip.rule()
    for line in bill.lines:
        _line(slip, bill, line, say)
    slip.rule()
    _foot(slip, bill, say, _TOTAL[width_mm])
    if bill.mode is TaxMode.REGULAR:
        _tax(slip, bill, say)
    if not practice:
        _payment(slip, bill, shop, say, _PAY_MODULE[width_mm])
    _end(slip, bill, shop, say, practice=practice)
    return slip.pdf()


def _head(slip: Slip, bill: Bill, shop: Shop, say: Wording, *, copy: int, practice: bool) -> None:
    if practice:
        slip.band(say.words.each("PRACTICE - not a bill"), slip.body + 4)
    first, *others = say.pick(shop.name_hi, shop.name_en) or ("",)
    slip.centred(first, slip.body + 10, bold=True)
    for name in others:
        slip.centred(name, slip.body + 2, bold=True)
    for address in say.pick(shop.address_hi, shop.address_en):
        slip.centred(address, SMALL)
    slip.centred(" - ".join(part for part in (shop.district, shop.pin) if part), SMALL)
    if shop.phone:
        slip.centred(f"{say.words.tr('Phone')} {shop.phone}", SMALL)
    if shop.gstin and bill.mode is not TaxMode.UNREGISTERED:
        slip.centred(f"GSTIN {shop.gstin}", SMALL)
    if shop.fssai:
        slip.centred(f"FSSAI {shop.fssai}", SMALL)
    if shop.csc_id:
        slip.centred(f"CSC {shop.csc_id}", SMALL)
    slip.gap(6)
    for title in say.words.each(TITLES[bill.title]):
        slip.centred(title, bold=True)
    if bill.mode is TaxMode.COMPOSITION:
        for sentence in say.composition():
            slip.centred(sentence, SMALL)
    if copy:
        slip.band([" ".join((say.words.tr("DUPLICATE"), *_number(copy)))], slip.body)
    slip.gap(4)
    when = f"{date_text(bill.calendar_day)} {time_text(bill.at)}"
    slip.pair(bill.number, when, SMALL, bold=True)


def _number(copy: int) -> list[str]:
    """The number of a copy, which the first one goes without."""
    return [str(copy)] if copy > 1 else []


def _buyer(slip: Slip, bill: Bill, customer: Customer | None, say: Wording) -> None:
    tr = say.words.tr
    known = customer if customer is not None and not customer.erased else None
    if known is not None and known.name:
        slip.text(f"{tr('Bill to')}: {known.name}")
        taxable = total([line.taxed.taxable for line in bill.lines])
        if known.address and (bill.buyer_gstin or taxable >= PARTICULARS_FROM):
            slip.text(known.address, SMALL)
    if bill.buyer_gstin:
        owner = tr("Buyer's GSTIN")
        slip.text(f"{owner}: {bill.buyer_gstin}", SMALL)
    if tax_table.interstate(bill):
        state = say.state(bill.place_of_supply, short=True)
        slip.text(f"{tr('Place of supply')}: {state}", SMALL)
    if bill.reverse_charge:
        slip.text(f"{tr('Reverse charge')}: {tr('Yes')}", SMALL)


def _line(slip: Slip, bill: Bill, line: BillLine, say: Wording) -> None:
    names = say.item(line)
    together = " / ".join(names)
    if len(names) == 2 and not slip.fits(together):
        for name in names:
            slip.text(name)
    else:
        slip.text(together)
    unit = say.unit(line.quantity.unit)
    parts = [
        f"{milli_text(line.quantity.milli)} {unit} × {amount_text(line.price)}".replace("  ", " ")
    ]
    if line.discount.paise:
        parts.append(say.first.tr("discount {amount}", amount=amount_text(line.discount)))
    if bill.mode is TaxMode.REGULAR:
        parts.append(_rate(line, say))
    if bill.buyer_gstin and line.hsn:
        parts.append(f"HSN {line.hsn}")
    told = " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)
    slip.pair(told, amount_text(line.taxed.gross), indent=_INDENT)


def _rate(line: BillLine, say: Wording) -> str:
    if not line.rate.bears_tax:
        return say.first.tr(TREATMENTS[line.rate.treatment])
    percent = percent_text(line.rate.basis_points).replace(" ", "")
    inside = line.inclusive or line.taxed.reverse_charge
    return f"GST {percent}" if inside else f"+GST {percent}"


def _foot(slip: Slip, bill: Bill, say: Wording, size: int) -> None:
    tr = say.words.tr
    if bill.totals.round_off:
        slip.pair(tr("Total of lines"), amount_text(bill.totals.gross))
        slip.pair(tr("Round-off"), _signed(bill.totals.round_off))
    slip.figure(
        say.words.ntr("{n} item, total", "{n} items, total", len(bill.lines)),
        money_text(bill.totals.payable),
        size,
    )
    slip.gap(4)
    for tender in bill.tenders:
        name = tr(TENDERS[tender.kind])
        if tender.kind is TenderKind.CASH and tender.change:
            slip.pair(tr("Cash received"), amount_text(tender.received))
            slip.pair(tr("Change"), amount_text(tender.change), bold=True)
        else:
            proof = f" {shown}" if (shown := say.proof(tender)) else ""
            slip.pair(name + proof, amount_text(tender.amount))


def _signed(amount: Money) -> str:
    return amount_text(amount) if amount.paise < 0 else f"+{amount_text(amount)}"


def _tax(slip: Slip, bill: Bill, say: Wording) -> None:
    if bill.title is Title.BILL_OF_SUPPLY:
        return
    slip.rule()
    heads = ("IGST",) if tax_table.interstate(bill) else ("CGST", "SGST")
    slip.columns(("GST", say.first.tr("Taxable"), *heads), SMALL, bold=True)
    for row in tax_table.by_rate(bill):
        if row.rate.bears_tax:
            figures = [row.taxable, row.igst] if len(heads) == 1 else [row.taxable] + 2 * [row.half]
            percent = percent_text(row.rate.basis_points)
            slip.columns((percent, *(amount_text(figure) for figure in figures)), SMALL)
        else:
            slip.pair(say.words.tr(TREATMENTS[row.rate.treatment]), amount_text(row.taxable), SMALL)


def _payment(slip: Slip, bill: Bill, shop: Shop, say: Wording, module: int) -> None:
    intent = qr.payment(bill, shop)
    if not intent:
        return
    slip.rule()
    owed = money_text(qr.owed_by_upi(bill))
    for wish in say.words.each("Pay {amount} by UPI", amount=owed):
        slip.centred(wish, bold=True)
    slip.square(intent, module)
    slip.centred(shop.upi_id, SMALL)


def _end(slip: Slip, bill: Bill, shop: Shop, say: Wording, *, practice: bool) -> None:
    slip.rule()
    slip.square(qr.bill_code(bill.id), _BILL_MODULE)
    slip.centred(say.words.tr("Code of this bill"), SMALL)
    thanks = say.words.each("Thank you, come again")
    for footer in say.pick(shop.footer_hi, shop.footer_en) or thanks:
        slip.centred(footer)
    if practice:
        slip.band(say.words.each("PRACTICE - not a bill"), slip.body + 4)
