"""The A4 paper of a bill, with every particular that rules 46, 46A and 49 ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from estore_pos.documents import fonts, qr, tax_table
from estore_pos.documents.pen import Pen
from estore_pos.documents.table import (
    BODY,
    HEIGHT,
    LEADING,
    LEFT,
    LINE,
    RIGHT,
    SMALL,
    WIDTH,
    Column,
    Sheaf,
    Table,
)
from estore_pos.documents.tax_table import TaxRow
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
from estore_pos.text.amount_words import amount_words
from estore_pos.text.dates import date_text, time_text
from estore_pos.text.numbers import amount_text, milli_text, money_text, percent_text
from estore_pos.text.words import PaperLanguage

_MIDDLE = WIDTH / 2 + 20
_SIGNATURE = 78.0
_CODE_MODULE = 2.2
_PAY_MODULE = 2.0


def invoice(
    bill: Bill,
    shop: Shop,
    *,
    language: PaperLanguage,
    copy: bool = False,
    practice: bool = False,
    customer: Customer | None = None,
) -> bytes:
    """A PDF of as many A4 pages as the bill needs.

    `shop` is the shop as it was on the bill's calendar day. The first print is the original for
    the recipient, a copy says DUPLICATE. A practice bill says so on every page and asks for no
    money.
    """
    say = wording(language)
    taxed = bill.title in (Title.TAX_INVOICE, Title.INVOICE_CUM_BILL)

    def heading(sheaf: Sheaf, page: int) -> None:
        _title(sheaf, bill, say, copy=copy, practice=practice)
        if page == 1:
            _parties(sheaf, bill, shop, customer, say)
        else:
            _reference(sheaf, bill, shop, say)

    def footer(pen: Pen, page: int, pages: int) -> None:
        told = say.words.tr("Page {n} of {pages}", n=page, pages=pages)
        pen.text(RIGHT, HEIGHT - 24, told, SMALL, align="right")
        pen.text(LEFT, HEIGHT - 24, bill.number, SMALL)

    sheaf = Sheaf(bill.number, heading)
    _lines(sheaf, bill, say, taxed=taxed)
    if taxed:
        _tax(sheaf, bill, say)
    _foot(sheaf, bill, shop, say, taxed=taxed, practice=practice)
    return sheaf.pen.done(WIDTH, HEIGHT, footer)


def _title(sheaf: Sheaf, bill: Bill, say: Wording, *, copy: bool, practice: bool) -> None:
    pen = sheaf.pen
    if practice:
        told = say.words.tr("PRACTICE - not a bill")
        pen.mark(WIDTH / 2, HEIGHT / 2, say.words.tr("PRACTICE"), 60)
        pen.fill(LEFT, sheaf.top - 8, RIGHT - LEFT, 20)
        pen.text(WIDTH / 2, sheaf.top + 6, told, 11, bold=True, align="center", white=True)
        sheaf.top += 18
    kept = say.words.tr("DUPLICATE") if copy else say.words.tr("ORIGINAL FOR RECIPIENT")
    pen.text(RIGHT, sheaf.top + 10, kept, SMALL, bold=True, align="right")
    room = RIGHT - LEFT - fonts.width(kept, SMALL, bold=True) - 12
    title = say.words.tr(TITLES[bill.title])
    size = fonts.fitting(title, 13, room, bold=True)
    pen.text(LEFT, sheaf.top + 10, title, size, bold=True)
    sheaf.top += 17
    pen.rule(LEFT, RIGHT, sheaf.top, 1)
    sheaf.top += 3


def _reference(sheaf: Sheaf, bill: Bill, shop: Shop, say: Wording) -> None:
    """What a further page says of the paper it belongs to."""
    told = f"{bill.number}   {date_text(bill.calendar_day)}"
    sheaf.pen.text(RIGHT, sheaf.top + 10, told, BODY, align="right")
    name = " / ".join(say.pick(shop.name_hi, shop.name_en))
    size = fonts.fitting(name, BODY, RIGHT - LEFT - 150, bold=True)
    sheaf.pen.text(LEFT, sheaf.top + 10, name, size, bold=True)
    sheaf.top += 16


def _parties(sheaf: Sheaf, bill: Bill, shop: Shop, customer: Customer | None, say: Wording) -> None:
    """The seller on the left; the bill's facts and its buyer on the right."""
    top = sheaf.top
    _seller(sheaf, bill, shop, say)
    below = sheaf.top
    sheaf.top = top + 4
    _facts(sheaf, bill, say)
    _buyer(sheaf, bill, customer, say)
    sheaf.top = max(below, sheaf.top) + 5
    if bill.mode is TaxMode.COMPOSITION:
        sheaf.lines(LEFT, say.composition(), RIGHT - LEFT, BODY, bold=True)
        sheaf.top += 5


def _seller(sheaf: Sheaf, bill: Bill, shop: Shop, say: Wording) -> None:
    room = _MIDDLE - LEFT - 12
    sheaf.top += 2
    sheaf.lines(LEFT, say.pick(shop.name_hi, shop.name_en), room, 13, bold=True)
    told = [*say.pick(shop.address_hi, shop.address_en)]
    told.append(
        ", ".join(part for part in (shop.district, shop.pin, say.state(shop.state)) if part)
    )
    if shop.phone:
        told.append(f"{say.words.tr('Phone')} {shop.phone}")
    if shop.gstin and bill.mode is not TaxMode.UNREGISTERED:
        told.append(f"GSTIN {shop.gstin}")
    ids = [("FSSAI", shop.fssai), ("CSC", shop.csc_id)]
    told.append(" · ".join(f"{name} {number}" for name, number in ids if number))
    sheaf.lines(LEFT, told, room, BODY, bold=False)


def _facts(sheaf: Sheaf, bill: Bill, say: Wording) -> None:
    """What the bill is, two facts beside each other."""
    tr = say.words.tr
    facts = [
        (tr("Bill no."), bill.number),
        (tr("Date"), f"{date_text(bill.calendar_day)} {time_text(bill.at)}"),
    ]
    if bill.mode is not TaxMode.UNREGISTERED:
        facts.append((tr("Place of supply"), say.state(bill.place_of_supply)))
        facts.append((tr("Reverse charge"), tr("Yes") if bill.reverse_charge else tr("No")))
    width = (RIGHT - _MIDDLE) / 2
    top = sheaf.top
    for number, (name, fact) in enumerate(facts):
        x = _MIDDLE + width * (number % 2)
        sheaf.top = top + 25 * (number // 2)
        sheaf.lines(x, [name], width - 8, SMALL, bold=False)
        size = fonts.fitting(fact, BODY + 0.5, width - 8, bold=True)
        sheaf.lines(x, [fact], width, size, bold=True)
    sheaf.top = top + 25 * ((len(facts) + 1) // 2)


def _buyer(sheaf: Sheaf, bill: Bill, customer: Customer | None, say: Wording) -> None:
    tr = say.words.tr
    known = customer if customer is not None and not customer.erased else None
    told: list[str] = []
    if known is not None:
        told = [known.address, say.state(known.state) if known.address else ""]
        if known.phone:
            told.append(f"{tr('Phone')} {known.phone}")
    if bill.buyer_gstin:
        told.append(f"GSTIN {bill.buyer_gstin}")
    if known is None and not told:
        return
    sheaf.top += 3
    sheaf.pen.rule(_MIDDLE, RIGHT, sheaf.top, 0.4)
    sheaf.top += 2
    room = RIGHT - _MIDDLE
    sheaf.lines(_MIDDLE, [tr("Bill to")], room, SMALL, bold=False)
    if known is not None:
        sheaf.lines(_MIDDLE, [known.name], room, BODY + 1, bold=True)
    sheaf.lines(_MIDDLE, told, room, BODY, bold=False)


def _lines(sheaf: Sheaf, bill: Bill, say: Wording, *, taxed: bool) -> None:
    words = say.words
    registered = bill.mode is not TaxMode.UNREGISTERED
    discounted = any(line.discount.paise for line in bill.lines)
    columns = [Column(("#",), 20), Column(words.each("Item"), 0, "left")]
    columns += [Column(("HSN/SAC",), 42, "left")] * registered
    columns += [Column(words.each("Quantity"), 43), Column(words.each("Unit"), 38, "left")]
    columns += [Column(words.each("Rate ₹"), 48)]
    columns += [Column(words.each("Discount"), 42)] * discounted
    columns += [Column(words.each("Taxable ₹"), 55), Column(("GST",), 36)] * taxed
    columns += [Column(words.each("Amount ₹"), 57)]
    table = Table(columns)
    sheaf.begin(table)
    for number, line in enumerate(bill.lines, 1):
        cells: list[str | Sequence[str]] = [str(number), _names(line, say, table.wide)]
        cells += [line.hsn] * registered
        cells += [milli_text(line.quantity.milli), say.unit(line.quantity.unit)]
        cells += [amount_text(line.price)]
        cells += [amount_text(line.discount) if line.discount.paise else ""] * discounted
        cells += [amount_text(line.taxed.taxable), _rate(line, say)] * taxed
        cells += [amount_text(line.taxed.gross)]
        table.row(sheaf, cells)
    summed = ["", say.words.ntr("{n} item", "{n} items", len(bill.lines))]
    summed += [""] * (len(columns) - 3)
    if taxed:
        summed[-2] = amount_text(total([line.taxed.taxable for line in bill.lines]))
    table.row(sheaf, [*summed, amount_text(bill.totals.gross)], bold=True)
    sheaf.end()


def _names(line: BillLine, say: Wording, room: float) -> list[str]:
    """The names on one line where they fit, if smaller; else each wrapped on its own."""
    names = say.item(line)
    together = " / ".join(names)
    if fonts.width(together, SMALL) <= room:
        return [together]
    return [part for name in names for part in fonts.wrap(name, room, BODY)] or [""]


def _rate(line: BillLine, say: Wording) -> str:
    if line.rate.bears_tax:
        percent = percent_text(line.rate.basis_points)
        return percent if line.inclusive or line.taxed.reverse_charge else f"+{percent}"
    return say.first.tr(TREATMENTS[line.rate.treatment])


def _tax(sheaf: Sheaf, bill: Bill, say: Wording) -> None:
    words = say.words
    across = tax_table.interstate(bill)
    heads = ("IGST",) if across else ("CGST", "SGST")
    columns = [
        Column(("HSN/SAC",), 0, "left"),
        Column(("GST",), 66),
        Column(words.each("Taxable ₹"), 84),
    ]
    for head in heads:
        columns += [Column((f"{head} %",), 50), Column((f"{head} ₹",), 66)]
    columns += [Column(words.each("Tax ₹"), 70)]
    table = Table(columns)
    sheaf.top += 8
    sheaf.begin(table)
    rows = tax_table.by_hsn(bill)
    for row in rows:
        if not row.rate.bears_tax:
            free = say.first.tr(TREATMENTS[row.rate.treatment])
            table.row(sheaf, [row.hsn, free, amount_text(row.taxable)] + [""] * (len(columns) - 3))
            continue
        points = row.rate.basis_points
        cells = [row.hsn, percent_text(points), amount_text(row.taxable)]
        figure = row.igst if across else row.half
        cells += [_part(points, len(heads)), amount_text(figure)] * len(heads)
        table.row(sheaf, [*cells, amount_text(row.tax)])
    summed = ["", "", amount_text(total([row.taxable for row in rows]))]
    figure = total([row.igst if across else row.half for row in rows])
    summed += ["", amount_text(figure)] * len(heads)
    table.row(sheaf, [*summed, amount_text(total([row.tax for row in rows]))], bold=True)
    sheaf.end()


def _part(basis_points: int, heads: int) -> str:
    """The rate of one head: half of an odd rate has another digit (0.25 % -> 0.125 %)."""
    return milli_text(basis_points * 10 // heads) + " %"


def _foot(
    sheaf: Sheaf, bill: Bill, shop: Shop, say: Wording, *, taxed: bool, practice: bool
) -> None:
    """Totals, words, payment and signature: kept together on one page."""
    figures = _figures(bill, say, taxed=taxed)
    room = _MIDDLE - LEFT - 20
    words = fonts.wrapped(_in_words(bill, say), room, BODY, bold=True)
    paid = fonts.wrapped(_paid(bill, say, taxed=taxed), room, BODY)
    squares = _squares(bill, shop, say, "" if practice else qr.payment(bill, shop))
    footer = say.pick(shop.footer_hi, shop.footer_en) or say.words.each("Thank you, come again")
    thanks = fonts.wrapped(footer, RIGHT - LEFT, SMALL)
    said = (len(words) + len(paid)) * BODY * LEADING + 13
    left = said + max(square.height for square in squares)
    right = len(figures) * 14 + 36
    height = max(left, right + _SIGNATURE)
    sheaf.need(8 + height + len(thanks) * SMALL * LEADING)
    top = sheaf.top + 8
    _totals(sheaf.pen, top, figures, money_text(bill.totals.payable), say)
    _signature(sheaf.pen, top + right, shop, say)
    sheaf.top = top
    sheaf.lines(LEFT, words, room, BODY, bold=True)
    sheaf.top += 5
    sheaf.lines(LEFT, paid, room, BODY, bold=False)
    x = LEFT
    for square in squares:
        square.draw(sheaf.pen, x, top + said)
        x += square.width
    sheaf.top = top + height
    sheaf.lines(LEFT, thanks, RIGHT - LEFT, SMALL, bold=False)


def _in_words(bill: Bill, say: Wording) -> list[str]:
    told = [amount_words(bill.totals.payable, "hi")] * say.hindi
    return told + [amount_words(bill.totals.payable, "en")] * say.english


def _totals(
    pen: Pen, top: float, figures: Sequence[tuple[str, str]], payable: str, say: Wording
) -> None:
    for name, figure in figures:
        top += 14
        pen.text(_MIDDLE, top - 4, name, BODY)
        pen.text(RIGHT, top - 4, figure, BODY, align="right")
    pen.rule(_MIDDLE, RIGHT, top + 2, 0.8)
    pen.text(_MIDDLE, top + 19, say.words.tr("TOTAL"), 12, bold=True)
    pen.text(RIGHT, top + 19, payable, 14, bold=True, align="right")


def _figures(bill: Bill, say: Wording, *, taxed: bool) -> list[tuple[str, str]]:
    tr = say.words.tr
    found: list[tuple[str, str]] = []
    discount = total([line.discount for line in bill.lines])
    if discount.paise:
        found.append((tr("Discount given"), amount_text(discount)))
    if taxed:
        rows = tax_table.by_rate(bill)
        bearing = [row for row in rows if row.rate.bears_tax]
        free = total([row.taxable for row in rows if not row.rate.bears_tax])
        found.append((tr("Taxable value"), amount_text(total([row.taxable for row in bearing]))))
        if free.paise:
            found.append((tr("Value without tax"), amount_text(free)))
        if not bill.reverse_charge:
            found += _heads(bill, rows)
    else:
        found.append((tr("Total of lines"), amount_text(bill.totals.gross)))
    if bill.totals.round_off.paise:
        found.append((tr("Round-off"), _signed(bill.totals.round_off)))
    return found


def _heads(bill: Bill, rows: Sequence[TaxRow]) -> list[tuple[str, str]]:
    if tax_table.interstate(bill):
        return [("IGST", amount_text(total([row.igst for row in rows])))]
    half = amount_text(total([row.half for row in rows]))
    return [("CGST", half), ("SGST", half)]


def _signed(amount: Money) -> str:
    return amount_text(amount) if amount.paise < 0 else f"+{amount_text(amount)}"


def _paid(bill: Bill, say: Wording, *, taxed: bool) -> list[str]:
    """How the bill was paid, a line for each tender, and what its rates and tax mean."""
    told: list[str] = []
    for tender in bill.tenders:
        proof = f" ({shown})" if (shown := say.proof(tender)) else ""
        told.append(f"{say.words.tr(TENDERS[tender.kind])}{proof}: {money_text(tender.amount)}")
        if tender.kind is TenderKind.CASH and tender.change.paise:
            told.append(f"{say.words.tr('Cash received')}: {money_text(tender.received)}")
            told.append(f"{say.words.tr('Change')}: {money_text(tender.change)}")
    if bill.reverse_charge:
        told += say.words.each("The buyer pays this tax to the government himself.")
    elif taxed and all(line.inclusive for line in bill.lines):
        told.append(say.words.tr("The rates include GST."))
    return told


@dataclass(frozen=True, slots=True)
class _Square:
    """A square code and what stands under it."""

    content: str
    module: float
    told: tuple[str, ...]

    @property
    def _side(self) -> float:
        return (qr.modules(self.content)[0] + 2 * qr.QUIET) * self.module

    @property
    def width(self) -> float:
        return max([self._side, *(fonts.width(text, SMALL) for text in self.told)]) + 16

    @property
    def height(self) -> float:
        return self._side + len(self.told) * SMALL * LEADING + 6

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """The code with its quiet zone from (x, top) on."""
        quiet = qr.QUIET * self.module
        pen.square(x + quiet, top + quiet, self.content, self.module)
        below = top + self._side
        for text in self.told:
            below += SMALL * LEADING
            pen.text(x + quiet, below - 3, text, SMALL)


def _squares(bill: Bill, shop: Shop, say: Wording, intent: str) -> list[_Square]:
    """The bill's own code and, where it waits for money, the payment's."""
    own = _Square(qr.bill_code(bill.id), _CODE_MODULE, say.words.each("Code of this bill"))
    if not intent:
        return [own]
    owed = money_text(qr.owed_by_upi(bill))
    wish = say.words.each("Pay {amount} by UPI", amount=owed)
    payee = fonts.wrap(shop.upi_id, 150, SMALL)
    return [own, _Square(intent, _PAY_MODULE, (*wish, *payee))]


def _signature(pen: Pen, top: float, shop: Shop, say: Wording) -> None:
    name = (say.pick(shop.name_hi, shop.name_en) or ("",))[0]
    told = say.first.tr("For {shop}", shop=name)
    size = fonts.fitting(told, BODY, 200)
    pen.text(RIGHT, top + LINE, told, size, align="right")
    pen.rule(RIGHT - 150, RIGHT, top + 56, 0.5)
    pen.text(RIGHT, top + 68, say.words.tr("Authorised signatory"), SMALL, align="right")
