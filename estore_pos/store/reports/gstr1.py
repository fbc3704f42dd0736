"""The sections of a month's GSTR-1, worked out from the records of its bills and notes alone.

The month is the calendar's, whatever business day a bill's cash belongs to. Bills made while the
shop was not in regular mode are in no GSTR-1, cancelled ones only in table 13. Credit notes to
registered buyers and against large bills across a border are listed, all others are taken off what
is summed up. Shape: india.md 3.1; amounts are rupees, as the portal wants them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from estore_pos.domain.credit_note import CreditLine, CreditNote
from estore_pos.domain.gst import TaxMode, Treatment
from estore_pos.domain.ids import SaleId
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Bill, BillLine
from estore_pos.store import sale
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import credit_note as note_codec
from estore_pos.store.records import decode
from estore_pos.store.records import sale as codec

LARGE_PAISE = 1_00_000_00
"""An inter-State bill to an unregistered buyer above this is reported by itself (b2cl), since
1-8-2024 (Notification 12/2024)."""

INVOICES, CREDIT_NOTES = 1, 5
"""Natures of document in table 13: invoices for outward supply, bills of supply among them."""

_DESCRIPTION_MAX = 30
_SERVICE = "99"

_OF_MONTH = Statement("gstr1.of_month")
_NOTES = Statement("gstr1.notes")

Row = dict[str, object]
Line = BillLine | CreditLine
Paper = Bill | CreditNote
_HsnKey = tuple[str, str, int, str]
"""HSN, unit and rate; the good too where no HSN is told, so that each can be given its own."""


@dataclass(frozen=True, slots=True)
class Month:
    """A return and the goods in it of which nobody had told a rate: they stand among the exempt."""

    sections: Row
    without_rate: tuple[str, ...]


@dataclass(slots=True)
class _Sum:
    """Paise of one row of a section."""

    taxable: int = 0
    igst: int = 0
    half: int = 0
    milli: int = 0

    def add(self, line: Line, sign: int = 1) -> None:
        self.taxable += sign * line.taxed.taxable.paise
        self.igst += sign * line.taxed.igst.paise
        self.half += sign * line.taxed.half.paise
        self.milli += sign * line.quantity.milli

    def amounts(self) -> Row:
        """Zero stays: the portal reads a missing head as an error."""
        return {
            "txval": _rupees(self.taxable),
            "iamt": _rupees(self.igst),
            "camt": _rupees(self.half),
            "samt": _rupees(self.half),
            "csamt": 0,
        }


@dataclass(slots=True)
class _Hsn:
    """A row of table 12 being added up."""

    description: str
    sum: _Sum = field(default_factory=_Sum)


@dataclass(slots=True)
class _Sections:
    """What has been added up so far; each bill goes into exactly one of b2b, b2cl and b2cs.

    `numbers` and `notes` are those given out, by series; `off` those of cancelled bills, `others`
    those of papers that are of no regular sale (goods back of a cash memo): issued, not cancelled.
    """

    b2b: dict[str, list[Row]] = field(default_factory=dict)
    b2cl: dict[str, list[Row]] = field(default_factory=dict)
    b2cs: dict[tuple[str, str, int], _Sum] = field(default_factory=dict)
    nil: dict[str, dict[Treatment, int]] = field(default_factory=dict)
    hsn_b2b: dict[_HsnKey, _Hsn] = field(default_factory=dict)
    hsn_b2c: dict[_HsnKey, _Hsn] = field(default_factory=dict)
    cdnr: dict[str, list[Row]] = field(default_factory=dict)
    cdnur: list[Row] = field(default_factory=list)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


def of_month(page: Page, gstin: str, year: int, month: int) -> Month:
    """The return of a calendar month, from the journal's bills and credit notes."""
    first = date(year, month, 1)
    beyond = date(year + month // 12, month % 12 + 1, 1)
    eve = first - timedelta(days=1)
    rows = page.all(
        _OF_MONTH, first=first.isoformat(), beyond=beyond.isoformat(), eve=eve.isoformat()
    )
    bills = [codec.bill(decode(content)) for content, _ in rows]
    off = [bill.id for bill, (_, cancelled) in zip(bills, rows, strict=True) if cancelled]
    back = page.all(_NOTES, first=first.isoformat(), beyond=beyond.isoformat())
    notes = [note_codec.note(decode(content)) for (content,) in back]
    large = [note.bill for note in notes if note.bill and _is_large(page, note.bill)]
    made = sections(bills, gstin, year, month, notes=notes, cancelled=off, large=large)
    held = [bill for bill in bills if bill.id not in off]
    return Month(made, _without_rate(held, year, month))


def in_regular_mode(page: Page, first: date, beyond: date) -> Paper | None:
    """The last paper of a month that was made in regular mode; None where there is none."""
    days = {"first": first.isoformat(), "beyond": beyond.isoformat()}
    eve = (first - timedelta(days=1)).isoformat()
    for content, _ in reversed(page.all(_OF_MONTH, **days, eve=eve)):
        bill = codec.bill(decode(content))
        if bill.mode is TaxMode.REGULAR:
            return bill
    for (content,) in reversed(page.all(_NOTES, **days)):
        note = note_codec.note(decode(content))
        if note.mode is TaxMode.REGULAR:
            return note
    return None


def sections(
    bills: Iterable[Bill],
    gstin: str,
    year: int,
    month: int,
    *,
    notes: Iterable[CreditNote] = (),
    cancelled: Collection[SaleId] = (),
    large: Collection[SaleId] = (),
) -> Row:
    """The return of a calendar month, from bills and credit notes of any time.

    `cancelled` bills do not hold; `large` are those above the line of b2cl that notes are against.
    Empty sections are left out.
    """
    made = _Sections()
    for each in bills:
        if _is_of(each, year, month):
            if each.id in cancelled:
                made.off.add(each.number)
            else:
                _add(made, each)
            _issue(made.numbers, each)
        else:
            made.others.add(each.number)
    for note in notes:
        if _is_of(note, year, month):
            if note.lowers_tax:
                _take_off(made, note, note.bill in large)
            _issue(made.notes, note)
        else:
            made.others.add(note.number)
    found: Row = {
        "b2b": [{"ctin": ctin, "inv": rows} for ctin, rows in made.b2b.items()],
        "b2cl": [{"pos": pos, "inv": rows} for pos, rows in made.b2cl.items()],
        "b2cs": [
            {"sply_ty": supply, "typ": "OE", "pos": pos, "rt": _rate(rate), **held.amounts()}
            for (supply, pos, rate), held in sorted(made.b2cs.items())
        ],
        "cdnr": [{"ctin": ctin, "nt": rows} for ctin, rows in made.cdnr.items()],
        "cdnur": made.cdnur,
        "nil": {"inv": [_nil_row(kind, held) for kind, held in sorted(made.nil.items())]},
        "hsn": {
            name: rows
            for name, rows in (
                ("hsn_b2b", _hsn_rows(made.hsn_b2b)),
                ("hsn_b2c", _hsn_rows(made.hsn_b2c)),
            )
            if rows
        },
        "doc_issue": {"doc_det": _documents(made)},
    }
    empty: tuple[object, ...] = ([], {}, {"inv": []}, {"doc_det": []})
    return {
        "gstin": gstin,
        "fp": f"{month:02d}{year}",
        **{name: rows for name, rows in found.items() if rows not in empty},
    }


def without_hsn(made: Row) -> tuple[str, ...]:
    """The goods of a return of which no HSN code is told, as they are described there."""
    hsn = made.get("hsn", {})
    assert isinstance(hsn, dict)
    rows = (row for section in hsn.values() for row in section if not row["hsn_sc"])
    return tuple(dict.fromkeys(str(row["desc"]) for row in rows))


def _without_rate(bills: Iterable[Bill], year: int, month: int) -> tuple[str, ...]:
    names = (
        _name(line)
        for bill in bills
        if _is_of(bill, year, month)
        for line in bill.lines
        if line.rate.treatment is Treatment.UNTOLD
    )
    return tuple(dict.fromkeys(names))


def _name(line: Line) -> str:
    """What a good is called there, in the portal's room."""
    return (line.name_en or line.name_hi)[:_DESCRIPTION_MAX]


def _is_large(page: Page, sale_id: SaleId) -> bool:
    bill = sale.by_id(page, sale_id)
    return bill is not None and bill.totals.payable.paise > LARGE_PAISE


def _is_of(paper: Paper, year: int, month: int) -> bool:
    day = paper.calendar_day
    return paper.mode is TaxMode.REGULAR and (day.year, day.month) == (year, month)


def _issue(numbers: dict[str, list[str]], paper: Paper) -> None:
    series, _, _ = paper.number.rpartition("/")
    numbers.setdefault(series, []).append(paper.number)


def _add(made: _Sections, each: Bill) -> None:
    interstate = each.place_of_supply != each.shop_state
    registered = bool(each.buyer_gstin)
    taxed = [line for line in each.lines if line.rate.bears_tax]
    if taxed and registered:
        made.b2b.setdefault(each.buyer_gstin, []).append(_invoice(each, taxed))
    elif taxed and interstate and each.totals.payable.paise > LARGE_PAISE:
        made.b2cl.setdefault(each.place_of_supply, []).append(_large(each, taxed))
    else:
        _sum_up(made, each, taxed)
    _summarise(made, each)


def _take_off(made: _Sections, note: CreditNote, against_large: bool) -> None:
    """A credit note: listed by itself, or taken off what is summed up."""
    taxed = [line for line in note.lines if line.rate.bears_tax]
    if taxed and note.buyer_gstin:
        row = _note(note, _items(taxed))
        row |= {"rchrg": "Y" if note.reverse_charge else "N", "inv_typ": "R"}
        made.cdnr.setdefault(note.buyer_gstin, []).append(row)
    elif taxed and against_large and note.place_of_supply != note.shop_state:
        made.cdnur.append({**_note(note, _items_across(taxed)), "typ": "B2CL"})
    else:
        _sum_up(made, note, taxed, -1)
    _summarise(made, note, -1)


def _note(note: CreditNote, items: list[Row]) -> Row:
    """The amounts stand above zero; `ntty` says that it is a credit."""
    return {
        "ntty": "C",
        "nt_num": note.number,
        "nt_dt": f"{note.calendar_day:%d-%m-%Y}",
        "val": _rupees(note.totals.payable.paise),
        "pos": note.place_of_supply,
        "itms": items,
    }


def _sum_up(made: _Sections, each: Paper, taxed: Sequence[Line], sign: int = 1) -> None:
    """Into b2cs, by supply, place and rate."""
    supply = "INTER" if each.place_of_supply != each.shop_state else "INTRA"
    for line in taxed:
        key = (supply, each.place_of_supply, line.rate.basis_points)
        made.b2cs.setdefault(key, _Sum()).add(line, sign)


def _summarise(made: _Sections, each: Paper, sign: int = 1) -> None:
    """Into the tables of what bears no tax and of HSN."""
    registered = bool(each.buyer_gstin)
    across = "INTR" if each.place_of_supply != each.shop_state else "INTRA"
    kind = f"{across}{'B2B' if registered else 'B2C'}"
    hsn = made.hsn_b2b if registered else made.hsn_b2c
    for line in each.lines:
        if not line.rate.bears_tax:
            cells = made.nil.setdefault(kind, {})
            held = cells.get(line.rate.treatment, 0)
            cells[line.rate.treatment] = held + sign * line.taxed.taxable.paise
        service = line.hsn.startswith(_SERVICE)
        unit = Unit.NONE if service else line.quantity.unit
        name = _name(line)
        key = (line.hsn, unit.value, line.rate.basis_points, "" if line.hsn else name)
        row = hsn.setdefault(key, _Hsn(name))
        row.sum.add(line, sign)


def _items(taxed: Sequence[Line]) -> list[Row]:
    return [
        {"num": number, "itm_det": {"rt": _rate(rate), **held.amounts()}}
        for number, (rate, held) in enumerate(_by_rate(taxed), 1)
    ]


def _items_across(taxed: Sequence[Line]) -> list[Row]:
    """Across a border there is one head; the others are not even named."""
    items: list[Row] = []
    for number, (rate, held) in enumerate(_by_rate(taxed), 1):
        amounts = held.amounts()
        heads = {name: amounts[name] for name in ("txval", "iamt", "csamt")}
        items.append({"num": number, "itm_det": {"rt": _rate(rate), **heads}})
    return items


def _by_rate(lines: Sequence[Line]) -> Iterator[tuple[int, _Sum]]:
    sums: dict[int, _Sum] = {}
    for line in lines:
        sums.setdefault(line.rate.basis_points, _Sum()).add(line)
    yield from sorted(sums.items(), key=lambda entry: entry[0])


def _invoice(each: Bill, taxed: Sequence[BillLine]) -> Row:
    return {
        "inum": each.number,
        "idt": f"{each.calendar_day:%d-%m-%Y}",
        "val": _rupees(each.totals.payable.paise),
        "pos": each.place_of_supply,
        "rchrg": "Y" if each.reverse_charge else "N",
        "inv_typ": "R",
        "itms": _items(taxed),
    }


def _large(each: Bill, taxed: Sequence[BillLine]) -> Row:
    return {
        "inum": each.number,
        "idt": f"{each.calendar_day:%d-%m-%Y}",
        "val": _rupees(each.totals.payable.paise),
        "itms": _items_across(taxed),
    }


def _nil_row(kind: str, held: dict[Treatment, int]) -> Row:
    return {
        "sply_ty": kind,
        "nil_amt": _rupees(held.get(Treatment.NIL, 0)),
        "expt_amt": _rupees(held.get(Treatment.EXEMPT, 0) + held.get(Treatment.UNTOLD, 0)),
        "ngsup_amt": _rupees(held.get(Treatment.NON_GST, 0)),
    }


def _hsn_rows(rows: dict[_HsnKey, _Hsn]) -> list[Row]:
    return [
        {
            "num": number,
            "hsn_sc": hsn,
            "desc": held.description,
            "uqc": unit,
            "qty": 0 if hsn.startswith(_SERVICE) else held.sum.milli / 1000,
            "rt": _rate(rate),
            **held.sum.amounts(),
        }
        for number, ((hsn, unit, rate, _), held) in enumerate(sorted(rows.items(), key=_key), 1)
    ]


def _key(entry: tuple[_HsnKey, _Hsn]) -> _HsnKey:
    return entry[0]


def _documents(made: _Sections) -> list[Row]:
    """Table 13 by nature of document."""
    natures = ((INVOICES, made.numbers), (CREDIT_NOTES, made.notes))
    return [
        {"doc_num": nature, "docs": _issued(numbers, made)}
        for nature, numbers in natures
        if numbers
    ]


def _issued(numbers: dict[str, list[str]], made: _Sections) -> list[Row]:
    """One row a series; a number that no paper bears counts as cancelled too."""
    docs: list[Row] = []
    for place, held in enumerate((sorted(held) for _, held in sorted(numbers.items())), 1):
        first, last = held[0], held[-1]
        issued = {*held, *[number for number in made.others if first < number < last]}
        span = int(last.rpartition("/")[2]) - int(first.rpartition("/")[2]) + 1
        net = len(issued - made.off)
        docs.append(
            {
                "num": place,
                "from": first,
                "to": last,
                "totnum": span,
                "cancel": span - net,
                "net_issue": net,
            }
        )
    return docs


def _rupees(paise: int) -> float:
    """Two decimals; every whole number of paise below ten lakh crore is exact when printed."""
    return paise / 100


def _rate(basis_points: int) -> float:
    """Per cent: 5, 18, 0.25."""
    return basis_points / 100
