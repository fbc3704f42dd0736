"""A bill, a credit note or an estimate on A4 or A5, with what rules 46, 46A, 49 and 53 ask for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from estore_pos.documents import fonts, qr, tax_table
from estore_pos.documents.content import (
    Content,
    Deed,
    Entry,
    Line,
    charge_of,
    content,
    discount_of,
    terms_of,
)
from estore_pos.documents.pen import Pen
from estore_pos.documents.receipt import signed
from estore_pos.documents.table import BODY, LEADING, LINE, SMALL, Column, Form, Sheaf, Table
from estore_pos.documents.tax_table import TaxRow
from estore_pos.documents.wording import TREATMENTS, Wording, wording
from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import Offer
from estore_pos.domain.sale import BillLine
from estore_pos.domain.shop import Shop
from estore_pos.text.amount_words import amount_words
from estore_pos.text.dates import date_text, time_text
from estore_pos.text.numbers import amount_text, milli_text, money_text, percent_text
from estore_pos.text.words import PaperLanguage

_SIGNATURE = {False: 72.0, True: 54.0}
"""What a signature takes on a wide and on a narrow paper."""
_CODE_MODULE = 2.2
_PAY_MODULE = 2.0
_SHORT_ROWS = 8
_COPY = 12
_FIGURE = 13.0


def invoice(
    deed: Deed,
    shop: Shop,
    *,
    language: PaperLanguage,
    form: Form = Form.A4,
    by: str = "",
    copy: int = 0,
    practice: bool = False,
    cancelled: bool = False,
    notes: Sequence[CreditNote] = (),
    customer: Customer | None = None,
    offers: Sequence[Offer] = (),
) -> bytes:
    """A PDF of as many pages as the lines need.

    `shop` is the shop as it was on the deed's calendar day. The first print is the original for
    the recipient, a reprint says DUPLICATE and its number `copy`; of two beside each other on one
    sheet the right one is the shop's own. The paper of practice or of a cancelled
    bill says so on every page and asks for no money. `by` is the name of who did it.
    """
    say = wording(language, offers)
    held = content(
        deed, shop, say, by=by, copy=copy, practice=practice, cancelled=cancelled, notes=notes
    )
    buyers = "" if held.warning else say.words.tr("ORIGINAL FOR RECIPIENT")
    shops = "" if held.warning else say.words.tr("COPY FOR SUPPLIER")
    kept = [buyers, shops]
    if copy:
        kept = [f"{say.words.tr('DUPLICATE')} {copy:d}"] * 2
    face = _Face(held, shop, customer, say, practice, is_copy=bool(copy))

    def footer(pen: Pen, page: int, pages: int) -> None:
        told = say.words.tr("Page {n} of {pages}", n=page, pages=pages)
        pen.text(form.right, form.height - 24, told, SMALL, align="right")
        pen.text(form.left, form.height - 24, held.number, SMALL)

    pen = Pen(unit=form.unit, title=held.number)
    for number in range(form.beside):
        if number:
            pen.next_copy()
        face.draw(Sheaf(pen, form, face.heading(kept[number])))
    return pen.done(form.width, form.height, footer)


@dataclass(frozen=True, slots=True)
class _Face:
    """What is drawn onto the pages."""

    held: Content
    shop: Shop
    customer: Customer | None
    say: Wording
    practice: bool
    is_copy: bool

    def heading(self, kept: str) -> Callable[[Sheaf, int], None]:
        """What draws the head of a page whose keeper is told."""

        def draw(sheaf: Sheaf, page: int) -> None:
            # Nobody may take a reprint for the paper that goods or money were given for.
            marked = _COPY if self.is_copy else SMALL
            _title(sheaf, self.held, self.say, kept, marked, practice=self.practice)
            if page == 1:
                _parties(sheaf, self.held, self.shop, self.customer, self.say)
            else:
                _reference(sheaf, self.held, self.shop, self.say)

        return draw

    def draw(self, sheaf: Sheaf) -> None:
        """The body, on as many pages as it takes; its foot never stands on one alone."""
        foot = _foot(sheaf.form, self.held, self.shop, self.say)
        _lines(sheaf, self.held, self.say, below=0 if self.held.taxed else foot.whole)
        if self.held.taxed:
            _tax(sheaf, self.held, self.say, below=foot.whole)
        foot.draw(sheaf, self.held, self.shop, self.say)


def _title(
    sheaf: Sheaf, held: Content, say: Wording, kept: str, size: float, *, practice: bool
) -> None:
    pen, form = sheaf.pen, sheaf.form
    if practice:
        pen.mark(form.width / 2, form.height / 2, say.words.tr("PRACTICE"), 60)
        _band(sheaf, say.words.tr("PRACTICE - not a bill"))
    if held.warning:
        _band(sheaf, say.words.tr(held.warning))
    pen.text(form.right, sheaf.top + 10, kept, size, bold=True, align="right")
    room = form.right - form.left - fonts.width(kept, size, bold=True) - 12
    title = say.words.tr(held.title)
    size = fonts.fitting(title, 13, room, bold=True)
    pen.text(form.left, sheaf.top + 10, title, size, bold=True)
    sheaf.top += 17
    pen.rule(form.left, form.right, sheaf.top, 1)
    sheaf.top += 3


def _band(sheaf: Sheaf, told: str) -> None:
    """White letters on black: what must not be overlooked."""
    form = sheaf.form
    sheaf.pen.fill(form.left, sheaf.top - 8, form.right - form.left, 20)
    sheaf.pen.text(form.width / 2, sheaf.top + 6, told, 11, bold=True, align="center", white=True)
    sheaf.top += 20


def _reference(sheaf: Sheaf, held: Content, shop: Shop, say: Wording) -> None:
    """What a further page says of the paper it belongs to."""
    form = sheaf.form
    told = f"{held.number}   {date_text(held.calendar_day)}"
    sheaf.pen.text(form.right, sheaf.top + 10, told, BODY, align="right")
    name = " / ".join(say.pick(shop.name_hi, shop.name_en))
    size = fonts.fitting(name, BODY, form.right - form.left - 150, bold=True)
    sheaf.pen.text(form.left, sheaf.top + 10, name, size, bold=True)
    sheaf.top += 16


def _parties(
    sheaf: Sheaf, held: Content, shop: Shop, customer: Customer | None, say: Wording
) -> None:
    """The seller on the left; the paper's facts and its buyer on the right."""
    top = sheaf.top
    _seller(sheaf, held, shop, say)
    below = sheaf.top
    sheaf.top = top + 4
    _facts(sheaf, held, say)
    _buyer(sheaf, held, customer, say)
    sheaf.top = max(below, sheaf.top) + 5
    if held.sentence:
        form = sheaf.form
        sheaf.lines(form.left, say.composition(), form.right - form.left, BODY, bold=True)
        sheaf.top += 5


def _seller(sheaf: Sheaf, held: Content, shop: Shop, say: Wording) -> None:
    left = sheaf.form.left
    room = sheaf.form.middle - left - 12
    sheaf.top += 2
    sheaf.lines(left, say.pick(shop.name_hi, shop.name_en), room, 13, bold=True)
    told = [*say.pick(shop.address_hi, shop.address_en)]
    told.append(
        ", ".join(part for part in (shop.district, shop.pin, say.state(shop.state)) if part)
    )
    if shop.phone:
        told.append(f"{say.words.tr('Phone')} {shop.phone}")
    if shop.gstin and held.mode is not TaxMode.UNREGISTERED:
        told.append(f"GSTIN {shop.gstin}")
    ids = [("FSSAI", shop.fssai), ("CSC", shop.csc_id)]
    told.append(" · ".join(f"{name} {number}" for name, number in ids if number))
    sheaf.lines(left, told, room, BODY, bold=False)


def _facts(sheaf: Sheaf, held: Content, say: Wording) -> None:
    """What the paper is, two facts beside each other."""
    tr = say.words.tr
    facts = [
        (tr(held.numbered), held.number),
        (tr("Date"), f"{date_text(held.calendar_day)} {time_text(held.at)}"),
        *held.facts,
    ]
    if held.mode is not TaxMode.UNREGISTERED:
        facts.append((tr("Place of supply"), say.state(held.place_of_supply)))
        facts.append((tr("Reverse charge"), tr("Yes") if held.reverse_charge else tr("No")))
    middle = sheaf.form.middle
    width = (sheaf.form.right - middle) / 2
    top = sheaf.top
    for place in range(0, len(facts), 2):
        below = top
        for number, (name, fact) in enumerate(facts[place : place + 2]):
            x = middle + width * number
            sheaf.top = top
            size = fonts.fitting(name, SMALL, width - 8)
            sheaf.lines(x, [name], width, size, bold=False)
            sheaf.lines(x, [fact], width - 8, BODY + 0.5, bold=True)
            below = max(below, sheaf.top)
        top = max(top + 25, below + 3)
    sheaf.top = top


def _buyer(sheaf: Sheaf, held: Content, customer: Customer | None, say: Wording) -> None:
    tr = say.words.tr
    known = customer if customer is not None and not customer.erased else None
    told: list[str] = []
    if known is not None:
        told = [known.address, say.state(known.state) if known.address else ""]
        if known.phone:
            told.append(f"{tr('Phone')} {known.phone}")
    if held.buyer_gstin:
        told.append(f"GSTIN {held.buyer_gstin}")
    if known is None and not told:
        return
    middle, right = sheaf.form.middle, sheaf.form.right
    sheaf.top += 3
    sheaf.pen.rule(middle, right, sheaf.top, 0.4)
    sheaf.top += 2
    room = right - middle
    sheaf.lines(middle, [tr("Bill to")], room, SMALL, bold=False)
    if known is not None:
        sheaf.lines(middle, [known.name], room, BODY + 1, bold=True)
    sheaf.lines(middle, told, room, BODY, bold=False)


@dataclass(slots=True)
class _Sums:
    """What the rows so far come to."""

    discount: Money = NOTHING
    charge: Money = NOTHING
    taxable: Money = NOTHING
    gross: Money = NOTHING

    def add(self, line: Line) -> None:
        """One more row."""
        self.discount += discount_of(line)
        self.charge += charge_of(line)
        self.taxable += line.taxed.taxable
        self.gross += line.taxed.gross


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which columns the table of lines has; a credit note has no price of its own."""

    hsn: bool
    unit: bool
    price: bool
    discount: bool
    charge: bool
    tax: bool

    def columns(self, say: Wording) -> list[Column]:
        """The columns; the item's takes what the others leave."""
        words = say.words
        found = [Column(("#",), 20), Column(words.each("Item"), 0, "left")]
        found += [Column(("HSN/SAC",), 42, "left")] * self.hsn
        found += [Column(words.each("Quantity"), 43 if self.unit else 58)]
        found += [Column(words.each("Unit"), 38, "left")] * self.unit
        found += [Column(words.each("Rate ₹"), 48)] * self.price
        found += [Column(words.each("Discount"), 42)] * self.discount
        found += [Column(words.each("Charge ₹"), 40)] * self.charge
        found += [Column(words.each("Taxable ₹"), 55), Column(("GST",), 36)] * self.tax
        return [*found, Column(words.each("Amount ₹"), 57)]

    def line(self, number: int, line: Line, say: Wording, room: float) -> list[str | Sequence[str]]:
        """The cells of a line."""
        unit = say.unit(line.quantity.unit)
        milli = milli_text(line.quantity.milli)
        found: list[str | Sequence[str]] = [str(number), _names(line, say, room)]
        found += [line.hsn] * self.hsn
        found += [milli, unit] if self.unit else [f"{milli} {unit}".strip()]
        if self.price and isinstance(line, BillLine):
            found.append(amount_text(line.price))
        found += [_amount(discount_of(line))] * self.discount
        found += [_amount(charge_of(line))] * self.charge
        found += [amount_text(line.taxed.taxable), _rate(line, say)] * self.tax
        return [*found, amount_text(line.taxed.gross)]

    def sums(self, told: str, sums: _Sums) -> list[str]:
        """The cells of a row that tells what rows come to."""
        found = ["", told] + [""] * (1 + self.hsn + self.unit + self.price)
        found += [_amount(sums.discount)] * self.discount
        found += [_amount(sums.charge)] * self.charge
        found += [amount_text(sums.taxable), ""] * self.tax
        return [*found, amount_text(sums.gross)]


def _amount(amount: Money) -> str:
    return amount_text(amount) if amount else ""


def _lines(sheaf: Sheaf, held: Content, say: Wording, *, below: float) -> None:
    shown = _Shown(
        hsn=held.mode is not TaxMode.UNREGISTERED,
        unit=not sheaf.form.narrow,
        price=all(isinstance(line, BillLine) for line in held.lines),
        discount=held.discounted,
        charge=held.charged,
        tax=held.taxed,
    )
    sums = _Sums()
    carried = (say.words.tr("Carried forward"), say.words.tr("Brought forward"))
    table = Table(
        sheaf.form,
        shown.columns(say),
        carried=lambda over: shown.sums(carried[over], sums),
    )
    sheaf.begin(table)
    for number, line in enumerate(held.lines, 1):
        last = number == len(held.lines)
        table.row(sheaf, shown.line(number, line, say, table.wide), below=below if last else 0)
        sums.add(line)
    told = say.words.ntr("{n} item", "{n} items", len(held.lines))
    table.foot(sheaf, shown.sums(told, sums))
    sheaf.end()


def _names(line: Line, say: Wording, room: float) -> list[str]:
    """The names on one line where they fit, if smaller; else each wrapped on its own.

    Behind or below them stands why the line is sold at another price than its own.
    """
    names = say.item(line)
    together = " / ".join(names)
    terms = " · ".join(terms_of(line, say)) if isinstance(line, BillLine) else ""
    if fonts.width(together, SMALL) <= room:
        found = [together]
    else:
        found = [part for name in names for part in fonts.wrap(name, room, BODY)] or [""]
    if terms and fonts.width(behind := f"{found[-1]} · {terms}", SMALL) <= room:
        return [*found[:-1], behind]
    return [*found, *fonts.wrap(terms, room, BODY)]


def _rate(line: Line, say: Wording) -> str:
    if line.rate.bears_tax:
        percent = percent_text(line.rate.basis_points)
        added = isinstance(line, BillLine) and not line.inclusive
        return f"+{percent}" if added and not line.taxed.reverse_charge else percent
    return say.first.tr(TREATMENTS[line.rate.treatment])


def _tax(sheaf: Sheaf, held: Content, say: Wording, *, below: float) -> None:
    words = say.words
    across = held.interstate
    heads = ("IGST",) if across else ("CGST", "SGST")
    columns = [
        Column(("HSN/SAC",), 0, "left"),
        Column(("GST",), 66),
        Column(words.each("Taxable ₹"), 84),
    ]
    for head in heads:
        columns += [Column((f"{head} %",), 50), Column((f"{head} ₹",), 66)]
    columns += [Column(words.each("Tax ₹"), 70)]
    table = Table(sheaf.form, columns)
    rows = tax_table.by_hsn(held.lines)
    sheaf.top += 8
    whole = table.height(len(rows)) + below
    # Kept together with the foot, unless a long one would leave half a page blank for that.
    is_long = len(rows) > _SHORT_ROWS and sheaf.has(sheaf.form.fresh / 2)
    if whole <= sheaf.form.fresh and not is_long:
        sheaf.need(whole)
    sheaf.begin(table)
    for place, row in enumerate(rows, 1):
        kept = below if place == len(rows) else 0
        if not row.rate.bears_tax:
            free = say.first.tr(TREATMENTS[row.rate.treatment])
            cells = [row.hsn, free, amount_text(row.taxable)] + [""] * (len(columns) - 3)
            table.row(sheaf, cells, below=kept)
            continue
        points = row.rate.basis_points
        cells = [row.hsn, percent_text(points), amount_text(row.taxable)]
        figure = row.igst if across else row.half
        cells += [_part(points, len(heads)), amount_text(figure)] * len(heads)
        table.row(sheaf, [*cells, amount_text(row.tax)], below=kept)
    summed = ["", "", amount_text(total([row.taxable for row in rows]))]
    figure = total([row.igst if across else row.half for row in rows])
    summed += ["", amount_text(figure)] * len(heads)
    table.foot(sheaf, [*summed, amount_text(total([row.tax for row in rows]))])
    sheaf.end()


def _part(basis_points: int, heads: int) -> str:
    """The rate of one head: half of an odd rate has another digit (0.25 % -> 0.125 %)."""
    return milli_text(basis_points * 10 // heads) + " %"


@dataclass(frozen=True, slots=True)
class _Foot:
    """Totals, words, payment and signature, laid out already: kept together on one page."""

    figures: Sequence[tuple[str, str]]
    words: Sequence[str]
    told: Sequence[str]
    squares: Sequence["_Square"]
    thanks: Sequence[str]
    settled: int
    signature: float

    @property
    def said(self) -> float:
        """What the texts above the codes take."""
        return (len(self.words) + len(self.told)) * BODY * LEADING + 13

    @property
    def right(self) -> float:
        """What the figures above the signature take."""
        return (len(self.figures) + self.settled) * _FIGURE + 36

    @property
    def height(self) -> float:
        """What both sides take."""
        left = self.said + max((square.height for square in self.squares), default=0)
        return max(left, self.right + self.signature)

    @property
    def whole(self) -> float:
        """What all of it takes."""
        return 8 + self.height + len(self.thanks) * SMALL * LEADING

    def draw(self, sheaf: Sheaf, held: Content, shop: Shop, say: Wording) -> None:
        """Draw it, on the next page if it must."""
        form = sheaf.form
        sheaf.need(self.whole)
        top = sheaf.top + 8
        _totals(sheaf, top, self.figures, held, say)
        _signature(sheaf, top + self.right, shop, say)
        sheaf.top = top
        room = form.middle - form.left
        sheaf.lines(form.left, self.words, room, BODY, bold=True)
        sheaf.top += 5
        sheaf.lines(form.left, self.told, room, BODY, bold=False)
        x = form.left
        for square in self.squares:
            square.draw(sheaf.pen, x, top + self.said)
            x += square.width
        sheaf.top = top + self.height
        sheaf.lines(form.left, self.thanks, form.right - form.left, SMALL, bold=False)


def _foot(form: Form, held: Content, shop: Shop, say: Wording) -> _Foot:
    room = form.middle - form.left - 20
    footer = say.pick(shop.footer_hi, shop.footer_en) or say.words.each("Thank you, come again")
    return _Foot(
        figures=_figures(held, say),
        words=fonts.wrapped(_in_words(held, say), room, BODY, bold=True),
        told=fonts.wrapped(_told(held, say), room, BODY),
        squares=_squares(held, shop, say, room),
        thanks=fonts.wrapped(footer, form.right - form.left, SMALL),
        settled=len(held.settled),
        signature=_SIGNATURE[form.narrow],
    )


def _in_words(held: Content, say: Wording) -> list[str]:
    told = [amount_words(held.totals.payable, "hi")] * say.hindi
    return told + [amount_words(held.totals.payable, "en")] * say.english


def _totals(
    sheaf: Sheaf, top: float, figures: Sequence[tuple[str, str]], held: Content, say: Wording
) -> None:
    """What leads to the total, the total, and below it how it was met."""
    pen, x, right = sheaf.pen, sheaf.form.middle, sheaf.form.right
    for name, figure in figures:
        top += _FIGURE
        pen.text(x, top - 4, name, BODY)
        pen.text(right, top - 4, figure, BODY, align="right")
    pen.rule(x, right, top + 2, 0.8)
    pen.text(x, top + 19, say.words.tr("TOTAL"), 12, bold=True)
    pen.text(right, top + 19, money_text(held.totals.payable), 14, bold=True, align="right")
    top += 26
    for entry in held.settled:
        top += _FIGURE
        _entry(pen, x, right, top - 4, entry)


def _entry(pen: Pen, x: float, right: float, baseline: float, entry: Entry) -> None:
    figure = amount_text(entry.amount)
    room = right - x - fonts.width(figure, BODY, bold=entry.strong) - 6
    size = fonts.fitting(entry.name, BODY, room, bold=entry.strong)
    pen.text(x, baseline, entry.name, size, bold=entry.strong)
    pen.text(right, baseline, figure, BODY, bold=entry.strong, align="right")


def _figures(held: Content, say: Wording) -> list[tuple[str, str]]:
    tr = say.words.tr
    found: list[tuple[str, str]] = []
    if held.taxed:
        rows = tax_table.by_rate(held.lines)
        bearing = [row for row in rows if row.rate.bears_tax]
        free = total([row.taxable for row in rows if not row.rate.bears_tax])
        found.append((tr("Taxable value"), amount_text(total([row.taxable for row in bearing]))))
        if free.paise:
            found.append((tr("Value without tax"), amount_text(free)))
        if not held.reverse_charge:
            found += _heads(held, rows)
    else:
        found.append((tr("Total of lines"), amount_text(held.totals.gross)))
    if held.totals.round_off.paise:
        found.append((tr("Round-off"), signed(held.totals.round_off)))
    return found


def _heads(held: Content, rows: Sequence[TaxRow]) -> list[tuple[str, str]]:
    if held.interstate:
        return [("IGST", amount_text(total([row.igst for row in rows])))]
    half = amount_text(total([row.half for row in rows]))
    return [("CGST", half), ("SGST", half)]


def _told(held: Content, say: Wording) -> list[str]:
    """What the amounts contain, and what the paper has to say besides."""
    told = [f"{entry.name}: {amount_text(entry.amount)}" for entry in held.given]
    if held.reverse_charge:
        told += say.words.each("The buyer pays this tax to the government himself.")
    elif held.taxed and all(isinstance(line, BillLine) and line.inclusive for line in held.lines):
        told.append(say.words.tr("The rates include GST."))
    return [*told, *held.told]


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


def _squares(held: Content, shop: Shop, say: Wording, room: float) -> list[_Square]:
    """The bill's own code and, where it waits for money, the payment's."""
    found: list[_Square] = []
    if held.code:
        found.append(_Square(held.code, _CODE_MODULE, say.words.each(held.coded)))
    if held.intent:
        wish = say.words.each(held.wish, amount=money_text(held.owed))
        left = room - sum(square.width for square in found)
        payee = fonts.wrap(shop.upi_id, min(150, left), SMALL)
        found.append(_Square(held.intent, _PAY_MODULE, (*wish, *payee)))
    return found


def _signature(sheaf: Sheaf, top: float, shop: Shop, say: Wording) -> None:
    pen, right = sheaf.pen, sheaf.form.right
    name = (say.pick(shop.name_hi, shop.name_en) or ("",))[0]
    told = say.first.tr("For {shop}", shop=name)
    size = fonts.fitting(told, BODY, 200)
    pen.text(right, top + LINE, told, size, align="right")
    line = top + _SIGNATURE[sheaf.form.narrow] - 20
    pen.rule(right - 150, right, line, 0.5)
    pen.text(right, line + LINE, say.words.tr("Authorised signatory"), SMALL, align="right")
