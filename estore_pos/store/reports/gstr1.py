"""The sections of a month's GSTR-1, worked out from the records of its bills alone.

The month is the calendar's, whatever business day a bill's cash belongs to. Bills made while the
shop was not in regular mode are in no GSTR-1. Shape: india.md 3.1; amounts are rupees, as the
portal wants them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from estore_pos.domain.gst import TaxMode, Treatment
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Bill, BillLine
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import decode
from estore_pos.store.records import sale as codec

LARGE_PAISE = 1_00_000_00
"""An inter-State bill to an unregistered buyer above this is reported by itself (b2cl), since
1-8-2024 (Notification 12/2024)."""

INVOICES = 1
"""Nature of document in table 13: invoices for outward supply, bills of supply among them."""

_DESCRIPTION_MAX = 30
_SERVICE = "99"

_OF_MONTH = Statement("gstr1.of_month")

Row = dict[str, object]


@dataclass(slots=True)
class _Sum:
    """Paise of one row of a section."""

    taxable: int = 0
    igst: int = 0
    half: int = 0
    milli: int = 0

    def add(self, line: BillLine) -> None:
        self.taxable += line.taxed.taxable.paise
        self.igst += line.taxed.igst.paise
        self.half += line.taxed.half.paise
        self.milli += line.quantity.milli

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
    """What has been added up so far; each bill goes into exactly one of b2b, b2cl and b2cs."""

    b2b: dict[str, list[Row]] = field(default_factory=dict)
    b2cl: dict[str, list[Row]] = field(default_factory=dict)
    b2cs: dict[tuple[str, str, int], _Sum] = field(default_factory=dict)
    nil: dict[str, dict[Treatment, int]] = field(default_factory=dict)
    hsn_b2b: dict[tuple[str, str, int], _Hsn] = field(default_factory=dict)
    hsn_b2c: dict[tuple[str, str, int], _Hsn] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)


def of_month(page: Page, gstin: str, year: int, month: int) -> Row:
    """The return of a calendar month, from the journal's bills."""
    first = date(year, month, 1)
    beyond = date(year + month // 12, month % 12 + 1, 1)
    eve = first - timedelta(days=1)
    rows = page.all(
        _OF_MONTH, first=first.isoformat(), beyond=beyond.isoformat(), eve=eve.isoformat()
    )
    bills = (codec.bill(decode(content)) for (content,) in rows)
    return sections(bills, gstin, year, month)


def sections(bills: Iterable[Bill], gstin: str, year: int, month: int) -> Row:
    """The return of a calendar month, from bills of any time. Empty sections are left out."""
    made = _Sections()
    for each in bills:
        day = each.calendar_day
        if each.mode is TaxMode.REGULAR and (day.year, day.month) == (year, month):
            _add(made, each)
    found: Row = {
        "b2b": [{"ctin": ctin, "inv": rows} for ctin, rows in made.b2b.items()],
        "b2cl": [{"pos": pos, "inv": rows} for pos, rows in made.b2cl.items()],
        "b2cs": [
            {"sply_ty": supply, "typ": "OE", "pos": pos, "rt": _rate(rate), **held.amounts()}
            for (supply, pos, rate), held in sorted(made.b2cs.items())
        ],
        "nil": {"inv": [_nil_row(kind, held) for kind, held in sorted(made.nil.items())]},
        "hsn": {
            name: rows
            for name, rows in (
                ("hsn_b2b", _hsn_rows(made.hsn_b2b)),
                ("hsn_b2c", _hsn_rows(made.hsn_b2c)),
            )
            if rows
        },
        "doc_issue": {"doc_det": _documents(made.numbers)},
    }
    empty: tuple[object, ...] = ([], {}, {"inv": []}, {"doc_det": []})
    return {
        "gstin": gstin,
        "fp": f"{month:02d}{year}",
        **{name: rows for name, rows in found.items() if rows not in empty},
    }


def _add(made: _Sections, each: Bill) -> None:
    interstate = each.place_of_supply != each.shop_state
    registered = bool(each.buyer_gstin)
    taxed = [line for line in each.lines if line.rate.bears_tax]
    if taxed and registered:
        made.b2b.setdefault(each.buyer_gstin, []).append(_invoice(each, taxed))
    elif taxed and interstate and each.totals.payable.paise > LARGE_PAISE:
        made.b2cl.setdefault(each.place_of_supply, []).append(_large(each, taxed))
    else:
        supply = "INTER" if interstate else "INTRA"
        for line in taxed:
            key = (supply, each.place_of_supply, line.rate.basis_points)
            made.b2cs.setdefault(key, _Sum()).add(line)
    kind = f"{'INTR' if interstate else 'INTRA'}{'B2B' if registered else 'B2C'}"
    hsn = made.hsn_b2b if registered else made.hsn_b2c
    for line in each.lines:
        if not line.rate.bears_tax:
            cells = made.nil.setdefault(kind, {})
            held = cells.get(line.rate.treatment, 0)
            cells[line.rate.treatment] = held + line.taxed.taxable.paise
        service = line.hsn.startswith(_SERVICE)
        unit = Unit.NONE if service else line.quantity.unit
        row = hsn.setdefault(
            (line.hsn, unit.value, line.rate.basis_points),
            _Hsn((line.name_en or line.name_hi)[:_DESCRIPTION_MAX]),
        )
        row.sum.add(line)
    series, _, _ = each.number.rpartition("/")
    made.numbers.setdefault(series, []).append(each.number)


def _by_rate(lines: Sequence[BillLine]) -> Iterator[tuple[int, _Sum]]:
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
        "itms": [
            {"num": number, "itm_det": {"rt": _rate(rate), **held.amounts()}}
            for number, (rate, held) in enumerate(_by_rate(taxed), 1)
        ],
    }


def _large(each: Bill, taxed: Sequence[BillLine]) -> Row:
    items: list[Row] = []
    for number, (rate, held) in enumerate(_by_rate(taxed), 1):
        amounts = held.amounts()
        heads = {name: amounts[name] for name in ("txval", "iamt", "csamt")}
        items.append({"num": number, "itm_det": {"rt": _rate(rate), **heads}})
    return {
        "inum": each.number,
        "idt": f"{each.calendar_day:%d-%m-%Y}",
        "val": _rupees(each.totals.payable.paise),
        "itms": items,
    }


def _nil_row(kind: str, held: dict[Treatment, int]) -> Row:
    return {
        "sply_ty": kind,
        "nil_amt": _rupees(held.get(Treatment.NIL, 0)),
        "expt_amt": _rupees(held.get(Treatment.EXEMPT, 0)),
        "ngsup_amt": _rupees(held.get(Treatment.NON_GST, 0)),
    }


def _hsn_rows(rows: dict[tuple[str, str, int], _Hsn]) -> list[Row]:
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
        for number, ((hsn, unit, rate), held) in enumerate(sorted(rows.items(), key=_key), 1)
    ]


def _key(entry: tuple[tuple[str, str, int], _Hsn]) -> tuple[str, str, int]:
    return entry[0]


def _documents(numbers: dict[str, list[str]]) -> list[Row]:
    """Table 13: one row a series; a number in it that no bill bears counts as cancelled."""
    docs: list[Row] = []
    for place, issued in enumerate((sorted(held) for _, held in sorted(numbers.items())), 1):
        first, last = issued[0], issued[-1]
        span = int(last.rpartition("/")[2]) - int(first.rpartition("/")[2]) + 1
        net = len(set(issued))
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
    return [{"doc_num": INVOICES, "docs": docs}] if docs else []


def _rupees(paise: int) -> float:
    """Two decimals; every whole number of paise below ten lakh crore is exact when printed."""
    return paise / 100


def _rate(basis_points: int) -> float:
    """Per cent: 5, 18, 0.25."""
    return basis_points / 100
