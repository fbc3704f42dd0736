"""The receipt of a bill, a credit note or an estimate on 58 or 80 mm of thermal paper."""

from collections.abc import Sequence
from typing import Literal

from estore_pos.documents import tax_table
from estore_pos.documents.content import (
    Content,
    Deed,
    Line,
    charge_of,
    content,
    discount_of,
    terms_of,
)
from estore_pos.documents.slip import SMALL, Slip
from estore_pos.documents.wording import TITLES, TREATMENTS, Wording, wording
from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import TaxMode, Title
from estore_pos.domain.money import Money, total
from estore_pos.domain.offer import Offer
from estore_pos.domain.sale import BillLine
from estore_pos.domain.shop import Shop
from estore_pos.text.amount_words import amount_words
from estore_pos.text.dates import date_text, time_text
from estore_pos.text.numbers import amount_text, milli_text, money_text, percent_text
from estore_pos.text.words import PaperLanguage

PARTICULARS_FROM = Money.rupees(50_000)
"""Rule 46(e): from this taxable value on a bill names its buyer, his address and his State."""

_TOTAL = {58: 56, 80: 64}
_PAY_MODULE = {58: 5, 80: 6}
_BILL_MODULE = 4
_TIGHT_TOTAL, _TIGHT_PAY_MODULE = 46, 4
"""Two languages on the narrow paper; half a millimetre is the least a phone reads a module of."""


def receipt(
    deed: Deed,
    shop: Shop,
    *,
    width_mm: Literal[58, 80],
    language: PaperLanguage,
    by: str = "",
    copy: int = 0,
    practice: bool = False,
    cancelled: bool = False,
    notes: Sequence[CreditNote] = (),
    customer: Customer | None = None,
    offers: Sequence[Offer] = (),
) -> bytes:
    """A PDF of one page as wide as the head prints (48 or 72 mm) and as long as its lines.

    `shop` is the shop as it was on the deed's calendar day. `copy` is the number of the reprint, 0
    for the first print. The paper of practice or of a cancelled bill says so and asks
    for no money. `by` is the name of who did it.
    """
    say = wording(language, offers)
    held = content(
        deed, shop, say, by=by, copy=copy, practice=practice, cancelled=cancelled, notes=notes
    )
    # Two languages on the narrow paper: in large letters a slow line would take half a minute.
    slip = Slip(width_mm, title=held.number, tight=width_mm == 58 and language == "both")
    _head(slip, held, shop, say, copy=copy, practice=practice)
    _buyer(slip, held, customer, say)
    slip.rule()
    for line in held.lines:
        _line(slip, held, line, say)
    slip.rule()
    _foot(slip, held, say, _TIGHT_TOTAL if slip.tight else _TOTAL[width_mm])
    if held.taxed:
        _tax(slip, held, say)
    _payment(slip, held, shop, say, _TIGHT_PAY_MODULE if slip.tight else _PAY_MODULE[width_mm])
    _end(slip, held, shop, say, practice=practice)
    return slip.pdf()


def _head(
    slip: Slip, held: Content, shop: Shop, say: Wording, *, copy: int, practice: bool
) -> None:
    _bands(slip, held, say, practice=practice)
    _seller(slip, held, shop, say)
    slip.gap(6)
    for title in say.words.each(held.title):
        slip.centred(title, bold=True)
    if held.sentence:
        for sentence in say.composition():
            slip.centred(sentence, SMALL)
    if copy:
        slip.band([f"{say.words.tr('DUPLICATE')} {copy:d}"], slip.body)
    slip.gap(4)
    when = f"{date_text(held.calendar_day)} {time_text(held.at)}"
    slip.pair(held.number, when, SMALL, bold=True)
    for name, fact in held.facts:
        slip.text(f"{name}: {fact}", SMALL)


def _bands(slip: Slip, held: Content, say: Wording, *, practice: bool) -> None:
    """What nobody may overlook, at the head and at the end."""
    if practice:
        slip.band(say.words.each("PRACTICE - not a bill"), slip.body + 4)
    if held.warning:
        slip.band(say.words.each(held.warning), slip.body + 4)


def _seller(slip: Slip, held: Content, shop: Shop, say: Wording) -> None:
    first, *others = say.pick(shop.name_hi, shop.name_en) or ("",)
    slip.centred(first, slip.body + 10, bold=True)
    for name in others:
        slip.centred(name, slip.body + 2, bold=True)
    for address in say.pick(shop.address_hi, shop.address_en):
        slip.centred(address, SMALL)
    slip.centred(" - ".join(part for part in (shop.district, shop.pin) if part), SMALL)
    if shop.phone:
        words = say.first if slip.tight else say.words
        slip.centred(f"{words.tr('Phone')} {shop.phone}", SMALL)
    if shop.gstin and held.mode is not TaxMode.UNREGISTERED:
        slip.centred(f"GSTIN {shop.gstin}", SMALL)
    if shop.fssai:
        slip.centred(f"FSSAI {shop.fssai}", SMALL)
    if shop.csc_id:
        slip.centred(f"CSC {shop.csc_id}", SMALL)


def _buyer(slip: Slip, held: Content, customer: Customer | None, say: Wording) -> None:
    tr = say.words.tr
    known = customer if customer is not None and not customer.erased else None
    if known is not None and known.name:
        slip.text(f"{tr('Bill to')}: {known.name}")
        taxable = total([line.taxed.taxable for line in held.lines])
        if known.address and (held.buyer_gstin or taxable >= PARTICULARS_FROM):
            slip.text(f"{known.address}, {say.state(known.state, short=True)}", SMALL)
    if held.buyer_gstin:
        owner = tr("Buyer's GSTIN")
        slip.text(f"{owner}: {held.buyer_gstin}", SMALL)
    if held.interstate:
        state = say.state(held.place_of_supply, short=True)
        slip.text(f"{tr('Place of supply')}: {state}", SMALL)
    if held.reverse_charge:
        slip.text(f"{tr('Reverse charge')}: {tr('Yes')}", SMALL)
    elif _is_tax_invoice(held):
        # Where there is little room, in one language.
        words = say.first if slip.tight else say.words
        slip.text(f"{words.tr('Reverse charge')}: {words.tr('No')}", SMALL)


def _is_tax_invoice(held: Content) -> bool:
    """Whether rule 46 asks for all its particulars."""
    return held.title in (TITLES[Title.TAX_INVOICE], TITLES[Title.INVOICE_CUM_BILL])


def _line(slip: Slip, held: Content, line: Line, say: Wording) -> None:
    names = say.item(line)
    together = " / ".join(names)
    if slip.fits(together) or len(names) == 1:
        slip.text(together)
    elif slip.fits(together, SMALL):
        slip.text(together, SMALL)
    else:
        slip.text(names[0])
        slip.text(names[1], SMALL)
    parts = _reckoned(line, say, tight=slip.tight)
    if held.mode is TaxMode.REGULAR or _added(line):
        parts.append(_rate(line, say))
    if held.buyer_gstin and line.hsn:
        parts.append(f"HSN {line.hsn}")
    told = "\N{NO-BREAK SPACE}· ".join(
        part.replace(" ", "\N{NO-BREAK SPACE}") if slip.fits(part) else part for part in parts
    )
    slip.beside(told, amount_text(line.taxed.gross))


def _reckoned(line: Line, say: Wording, *, tight: bool) -> list[str]:
    """How a line comes to its amount: so much at such a price, less this, and that.

    Where there is little room, one at a price that is the line's amount has it there alone.
    """
    quantity = f"{milli_text(line.quantity.milli)} {say.unit(line.quantity.unit)}"
    if not isinstance(line, BillLine):
        return [quantity.strip()]
    if not tight or line.quantity.milli != 1000 or line.price != line.taxed.gross:
        quantity = f"{quantity} × {amount_text(line.price)}".replace("  ", " ")
    parts = [quantity.strip(), *terms_of(line, say)]
    if off := discount_of(line):
        parts.append(say.first.tr("discount {amount}", amount=amount_text(off)))
    if charge := charge_of(line):
        parts.append(say.first.tr("charge {amount}", amount=f"+{amount_text(charge)}"))
    return parts


def _added(line: Line) -> bool:
    """Whether tax comes on top of the price."""
    return isinstance(line, BillLine) and not line.inclusive and bool(line.taxed.tax)


def _rate(line: Line, say: Wording) -> str:
    if not line.rate.bears_tax:
        return say.first.tr(TREATMENTS[line.rate.treatment])
    percent = percent_text(line.rate.basis_points).replace(" ", "")
    added = _added(line) and not line.taxed.reverse_charge
    return f"+GST {percent}" if added else f"GST {percent}"


def _foot(slip: Slip, held: Content, say: Wording, size: int) -> None:
    tr = say.words.tr
    if held.totals.round_off:
        slip.beside(tr("Total of lines"), amount_text(held.totals.gross))
        slip.beside(tr("Round-off"), signed(held.totals.round_off))
    labels = [
        words.ntr("{n} item, total", "{n} items, total", len(held.lines))
        for words in (say.words, say.first)
    ]
    slip.figure(labels, money_text(held.totals.payable), size)
    # Where there is little room the code to pay has it: no rule asks for words.
    if _is_tax_invoice(held) and not slip.tight:
        words = amount_words(held.totals.payable, "hi" if say.hindi else "en")
        slip.text(words, SMALL, align="right")
    slip.gap(4)
    for entry in held.settled:
        slip.beside(entry.name, amount_text(entry.amount), bold=entry.strong)
    if held.given:
        slip.gap(6)
    for entry in held.given:
        slip.beside(entry.name, amount_text(entry.amount), SMALL)
    for text in held.told:
        slip.text(text, SMALL)


def signed(amount: Money) -> str:
    """An amount that is added or taken off, with its sign."""
    return amount_text(amount) if amount.paise < 0 else f"+{amount_text(amount)}"


def _tax(slip: Slip, held: Content, say: Wording) -> None:
    slip.rule()
    heads = ("IGST",) if held.interstate else ("CGST", "SGST")
    rates = [("GST", say.first.tr("Taxable"), *heads)]
    rows = tax_table.by_rate(held.lines)
    for row in rows:
        if row.rate.bears_tax:
            figures = [row.taxable, row.igst] if len(heads) == 1 else [row.taxable] + 2 * [row.half]
            percent = percent_text(row.rate.basis_points)
            rates.append((percent, *(amount_text(figure) for figure in figures)))
    slip.table(rates, SMALL)
    free = [
        f"{say.first.tr(TREATMENTS[row.rate.treatment])} {amount_text(row.taxable)}"
        for row in rows
        if not row.rate.bears_tax
    ]
    if free:
        slip.text(" · ".join(free), SMALL, align="right")
    if held.reverse_charge:
        for told in say.words.each("The buyer pays this tax to the government himself."):
            slip.text(told, SMALL)


def _payment(slip: Slip, held: Content, shop: Shop, say: Wording, module: int) -> None:
    if not held.intent:
        return
    slip.rule()
    words = say.first if slip.tight else say.words
    for wish in words.each(held.wish, amount=money_text(held.owed)):
        slip.centred(wish, bold=True)
    slip.square(held.intent, module)
    slip.centred(shop.upi_id, SMALL)


def _end(slip: Slip, held: Content, shop: Shop, say: Wording, *, practice: bool) -> None:
    slip.rule()
    if held.code:
        slip.square(held.code, _BILL_MODULE)
        slip.centred(say.first.tr(held.coded), SMALL)
    thanks = say.words.each("Thank you, come again")
    for footer in say.pick(shop.footer_hi, shop.footer_en) or thanks:
        slip.centred(footer)
    _bands(slip, held, say, practice=practice)
