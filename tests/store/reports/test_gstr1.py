"""A month's return adds up from the records of its bills alone."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estore_pos.domain.cancel import CancelReason, cancel
from estore_pos.domain.credit_note import Back, CreditNote, ReturnReason, take_back
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import BusinessDay, calendar_day, financial_year
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import CustomerId, NoteId, SaleId, Series
from estore_pos.domain.sale import (
    Bill,
    Tender,
    TenderKind,
    bill_number,
    cash,
    number_kind,
    pay,
    payable,
    sheets,
)
from estore_pos.domain.shop import Shop
from estore_pos.store.records import Record, decode, encode
from estore_pos.store.records import credit_note as note_codec
from estore_pos.store.records import sale as codec
from estore_pos.store.reports import gstr1
from tests.fully import examples
from tests.store.shelf import (
    ATTA,
    COPY,
    DIESEL,
    GOODS,
    GSTIN_BIHAR,
    GSTIN_UP,
    MILK,
    NOON,
    SALT,
    SOAP,
    TRADE,
    Shelf,
)

BUYERS = st.sampled_from(
    [
        None,
        Customer(CustomerId("0" * 26), "walk-in, known"),
        Customer(CustomerId("1" * 26), "from UP", state="09"),
        Customer(CustomerId("2" * 26), "firm here", gstin=GSTIN_BIHAR),
        Customer(CustomerId("3" * 26), "firm in UP", gstin=GSTIN_UP, state="09"),
    ]
)
SALES = st.tuples(
    BUYERS,
    st.lists(st.tuples(st.sampled_from(GOODS), st.integers(1, 60)), min_size=1, max_size=6),
    st.sampled_from([TaxMode.REGULAR, TaxMode.REGULAR, TaxMode.COMPOSITION, TaxMode.UNREGISTERED]),
    st.integers(0, 40 * 24),
    st.booleans(),
)
Sale = tuple[Customer | None, list[tuple[Any, int]], TaxMode, int, bool]


def papers_of(trade: list[Sale]) -> list[Bill]:
    """The papers of a row of sales from 25 October on, numbered without a gap."""
    made: list[Bill] = []
    serials: dict[tuple[str, int], int] = {}
    for buyer, basket, mode, hours, reverse in trade:
        if mode is not TaxMode.REGULAR and buyer is not None and buyer.state != "10":
            continue
        shop = Shop(date(2026, 4, 1), tax_mode=mode, gstin=GSTIN_BIHAR)
        at = datetime(2026, 10, 25, tzinfo=UTC) + timedelta(hours=hours)
        draft = Draft(buyer=buyer)
        for item, count in basket:
            draft = draft.add(item, count * 1000)
        day = calendar_day(at)
        charge = reverse and buyer is not None and bool(buyer.gstin)
        parts = sheets(draft, shop, day, reverse_charge=charge)
        paid = pay(parts, [cash(payable(parts))])
        for sheet, tenders in zip(parts, paid, strict=True):
            kind = (number_kind(sheet.title), financial_year(day))
            serials[kind] = serials.get(kind, 0) + 1
            made.append(
                Bill(
                    SaleId(f"{len(made):026d}"),
                    bill_number(kind[0], Series("0A1Z"), day, serials[kind]),
                    at,
                    day,
                    BusinessDay(day),
                    sheet.title,
                    mode,
                    sheet.lines,
                    tenders,
                    sheet.totals,
                    place_of_supply=buyer.state if buyer else "10",
                    buyer=buyer.id if buyer else None,
                    buyer_gstin=buyer.gstin if buyer else "",
                    reverse_charge=charge,
                )
            )
    return made


def from_records(bills: list[Bill]) -> list[Bill]:
    """The bills as their bytes say."""
    return [
        codec.bill(decode(encode(Record("bill", bill.id, 0, codec.body(bill))))) for bill in bills
    ]


def notes_from_records(notes: list[CreditNote]) -> list[CreditNote]:
    """The credit notes as their bytes say."""
    return [
        note_codec.note(decode(encode(Record("credit_note", note.id, 0, note_codec.body(note)))))
        for note in notes
    ]


def returned(bills: list[Bill], year: int = 2026, month: int = 11, **more: Any) -> dict[str, Any]:
    """The return as a file would hold it, amounts exact."""
    if "notes" in more:
        more["notes"] = notes_from_records(more["notes"])
    text = json.dumps(gstr1.sections(from_records(bills), GSTIN_BIHAR, year, month, **more))
    made: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return made


HEADS = ("txval", "iamt", "camt", "samt")


def invoiced(made: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row of b2b, b2cl and b2cs with its rate."""
    rows = [dict(row) for row in made.get("b2cs", [])]
    for section in ("b2b", "b2cl"):
        for party in made.get(section, []):
            for invoice in party["inv"]:
                rows += [dict(entry["itm_det"]) for entry in invoice["itms"]]
    listed = [note for party in made.get("cdnr", []) for note in party["nt"]]
    for note in [*listed, *made.get("cdnur", [])]:
        for entry in note["itms"]:
            taken = {head: -entry["itm_det"].get(head, 0) for head in HEADS}
            rows.append({**entry["itm_det"], **taken})
    return rows


def by_rate(rows: list[dict[str, Any]]) -> dict[Decimal, dict[str, Decimal]]:
    """The heads of rows, added up by rate; a rate without any amount is left out."""
    sums: dict[Decimal, dict[str, Decimal]] = {}
    for row in rows:
        held = sums.setdefault(Decimal(row["rt"]), dict.fromkeys(HEADS, Decimal(0)))
        for head in HEADS:
            held[head] += Decimal(row.get(head, 0))
    return sums


def taken_back(bills: list[Bill], which: list[tuple[int, int]]) -> list[CreditNote]:
    """A credit note for some of the first line of some bills, three weeks later."""
    notes: list[CreditNote] = []
    for place, count in which:
        if place >= len(bills):
            continue
        bill = bills[place]
        try:
            sheet = take_back(
                bill, [n for n in notes if n.bill == bill.id], [Back(0, count * 1000)]
            )
        except Refusal:
            continue
        day = bill.calendar_day + timedelta(days=21)
        notes.append(
            CreditNote(
                id=NoteId(f"1{len(notes):025d}"),
                number=bill_number("C", Series("0A1Z"), day, len(notes) + 1),
                at=bill.at + timedelta(days=21),
                calendar_day=day,
                business_day=BusinessDay(day),
                mode=bill.mode,
                lines=sheet.lines,
                refunds=(Tender(TenderKind.CASH, sheet.refund),),
                totals=sheet.totals,
                reason=ReturnReason.DAMAGED,
                bill=bill.id,
                bill_number=bill.number,
                bill_day=bill.calendar_day,
                place_of_supply=bill.place_of_supply,
                buyer_gstin=bill.buyer_gstin,
                reverse_charge=bill.reverse_charge,
            )
        )
    return notes


@settings(max_examples=examples(60))
@given(
    st.lists(SALES, min_size=1, max_size=25),
    st.lists(st.tuples(st.integers(0, 24), st.integers(1, 9)), max_size=8),
    st.sets(st.integers(0, 24), max_size=4),
)
def test_the_sections_of_any_month_agree_with_each_other(
    trade: list[Sale], back: list[tuple[int, int]], off: set[int]
) -> None:
    bills = papers_of(trade)
    notes = taken_back(bills, [each for each in back if each[0] not in off])
    large = [n.bill for n in notes if any(_large(b) and b.id == n.bill for b in bills)]
    cancelled = [bill.id for place, bill in enumerate(bills) if place in off]
    made = returned(bills, notes=notes, cancelled=cancelled, large=large)
    hsn = made.get("hsn", {})
    hsn_rows = [*hsn.get("hsn_b2b", []), *hsn.get("hsn_b2c", [])]
    taxed = [row for row in hsn_rows if row["rt"]]
    assert by_rate(invoiced(made)) == by_rate(taxed)
    nil = made.get("nil", {"inv": []})["inv"]
    free = sum(
        (Decimal(row[cell]) for row in nil for cell in ("nil_amt", "expt_amt", "ngsup_amt")),
        Decimal(0),
    )
    assert free == sum((Decimal(r["txval"]) for r in hsn_rows if not r["rt"]), Decimal(0))
    for row in [*invoiced(made), *hsn_rows]:
        assert row.get("camt", 0) == row.get("samt", 0)
    for row in made.get("b2cs", []):
        assert (row["pos"] == "10") == (row["sply_ty"] == "INTRA")
    for section in ("hsn_b2b", "hsn_b2c"):
        assert [row["num"] for row in hsn.get(section, [])] == list(
            range(1, len(hsn.get(section, [])) + 1)
        )


@settings(max_examples=examples(40))
@given(st.lists(SALES, min_size=1, max_size=25))
def test_every_paper_of_the_month_is_counted_once(trade: list[Sale]) -> None:
    bills = papers_of(trade)
    mine = [
        bill for bill in bills if bill.mode is TaxMode.REGULAR and bill.calendar_day.month == 11
    ]
    made = returned(bills)
    documents = made.get("doc_issue", {"doc_det": []})["doc_det"]
    rows = [row for document in documents for row in document["docs"]]
    for row in rows:
        assert row["totnum"] == row["cancel"] + row["net_issue"]
    numbers = {bill.number for bill in bills}
    issued = [number for number in numbers for row in rows if row["from"] <= number <= row["to"]]
    assert sum(row["net_issue"] for row in rows) == len(issued), "also those of another mode"
    assert set(issued) >= {bill.number for bill in mine}
    listed = [
        invoice["inum"]
        for section in ("b2b", "b2cl")
        for party in made.get(section, [])
        for invoice in party["inv"]
    ]
    assert len(listed) == len(set(listed))
    gross = sum(line.taxed.taxable.paise for bill in mine for line in bill.lines)
    hsn = made.get("hsn", {})
    rows = [*hsn.get("hsn_b2b", []), *hsn.get("hsn_b2c", [])]
    assert sum((Decimal(row["txval"]) for row in rows), Decimal(0)) == Decimal(gross) / 100


def _large(bill: Bill) -> bool:
    return bill.totals.payable.paise > gstr1.LARGE_PAISE


def test_a_cancelled_bill_is_in_table_13_only() -> None:
    bills = papers_of([(None, [(SOAP, 1)], TaxMode.REGULAR, 15 * 24, False)] * 3)
    made = returned(bills, cancelled=[bills[1].id])
    assert made["b2cs"][0]["txval"] == 2 * returned(bills[:1])["b2cs"][0]["txval"]
    (row,) = made["doc_issue"]["doc_det"][0]["docs"]
    assert (row["totnum"], row["cancel"], row["net_issue"]) == (3, 1, 2)
    last = returned(bills, cancelled=[bills[2].id])["doc_issue"]["doc_det"][0]["docs"][0]
    assert (last["to"], last["cancel"]) == (bills[2].number, 1)


@pytest.mark.parametrize("other", [TaxMode.UNREGISTERED, TaxMode.COMPOSITION])
def test_a_paper_of_another_mode_in_the_midst_of_a_series_was_issued_and_not_cancelled(
    other: TaxMode,
) -> None:
    sold = [(None, [(SOAP, 2)], mode, 15 * 24, False) for mode in (TaxMode.REGULAR, other)]
    bills = papers_of([sold[0], sold[1], sold[0]])
    notes = taken_back(bills, [(0, 1), (1, 1), (2, 1)])
    bills = [replace(each, number=notes[at].number) for at, each in enumerate(bills)]
    made = returned(bills, notes=notes)
    for documents in made["doc_issue"]["doc_det"]:
        (row,) = documents["docs"]
        assert (row["totnum"], row["cancel"], row["net_issue"]) == (3, 0, 3)
    assert len(made["doc_issue"]["doc_det"]) == 2


def test_a_return_of_a_walk_in_lowers_what_is_summed_up() -> None:
    bills = papers_of([(None, [(SOAP, 3), (SALT, 2)], TaxMode.REGULAR, 24, False)])
    (note,) = taken_back(bills, [(0, 1)])
    made = returned(bills, notes=[note], year=2026, month=11)
    assert made["b2cs"][0]["txval"] == Decimal(-note.lines[0].taxed.taxable.paise) / 100
    assert made["doc_issue"]["doc_det"] == [
        {
            "doc_num": 5,
            "docs": [
                {
                    "num": 1,
                    "from": note.number,
                    "to": note.number,
                    "totnum": 1,
                    "cancel": 0,
                    "net_issue": 1,
                }
            ],
        }
    ]


def test_a_return_of_a_firm_and_of_a_large_bill_is_listed(stocked: Shelf) -> None:
    firm = Customer(CustomerId("2" * 26), "firm", gstin=GSTIN_UP, state="09")
    far = Customer(CustomerId("1" * 26), "from UP", state="09")
    bills = papers_of(
        [
            (firm, [(SOAP, 2)], TaxMode.REGULAR, 24, False),
            (far, [(TRADE, 40)], TaxMode.REGULAR, 24, False),
        ]
    )
    notes = taken_back(bills, [(0, 1), (1, 10)])
    made = returned(bills, notes=notes, large=[bills[1].id])
    (party,) = made["cdnr"]
    (listed,) = party["nt"]
    assert party["ctin"] == GSTIN_UP
    assert (listed["ntty"], listed["nt_num"], listed["inv_typ"]) == ("C", notes[0].number, "R")
    (alone,) = made["cdnur"]
    assert (alone["typ"], alone["pos"], alone["val"]) == ("B2CL", "09", 29_500)
    (sold,) = stocked.sell((TRADE, 40_000), buyer=stocked.meet(state="09"))
    stocked.take_back(sold, [Back(0, 10_000)])
    (small,) = stocked.sell((SOAP, 2000))
    stocked.take_back(small, [Back(0, 1000)])
    (gone,) = stocked.sell((SOAP, 1000))
    off = cancel(gone, (), NOON.date(), gone.business_day, None, CancelReason.MISTAKE)
    stocked.record("trade", codec.cancelled(off))
    with stocked.page() as page:
        month = gstr1.of_month(page, GSTIN_BIHAR, 2026, 11).sections
    assert [each["typ"] for each in as_rows(month["cdnur"])] == ["B2CL"]
    documents = as_rows(as_row(month["doc_issue"])["doc_det"])
    assert [as_rows(each["docs"])[0]["cancel"] for each in documents] == [1, 0]


def as_row(value: object) -> dict[str, object]:
    """A section."""
    assert isinstance(value, dict)
    return value


def as_rows(value: object) -> list[dict[str, object]]:
    """The rows of a section."""
    assert isinstance(value, list)
    return value


def test_a_note_that_comes_too_late_lowers_nothing() -> None:
    bills = papers_of([(None, [(SOAP, 3)], TaxMode.REGULAR, 24, False)])
    (note,) = taken_back(bills, [(0, 1)])
    late = replace(note, bill_day=date(2025, 3, 31))
    made = returned([], notes=[late])
    assert set(made) == {"gstin", "fp", "doc_issue"}


def one(*basket: tuple[Any, int], buyer: Customer | None = None) -> dict[str, Any]:
    """The return of a month with one sale."""
    return returned(papers_of([(buyer, list(basket), TaxMode.REGULAR, 15 * 24, False)]))


def test_a_walk_in_sale_is_summed_up_by_rate() -> None:
    made = one((SOAP, 2), (COPY, 10))
    assert made["b2cs"] == [
        {
            "sply_ty": "INTRA",
            "typ": "OE",
            "pos": "10",
            "rt": 18,
            "txval": Decimal("76.52"),
            "iamt": 0,
            "camt": Decimal("6.89"),
            "samt": Decimal("6.89"),
            "csamt": 0,
        }
    ]
    assert set(made) == {"gstin", "fp", "b2cs", "hsn", "doc_issue"}
    assert made["fp"] == "112026"


def test_a_service_has_no_quantity() -> None:
    (row,) = one((COPY, 10))["hsn"]["hsn_b2c"]
    assert (row["hsn_sc"], row["uqc"], row["qty"]) == ("998595", "NA", 0)


def test_a_registered_buyer_of_a_mixed_basket_has_an_invoice_and_a_nil_entry() -> None:
    firm = Customer(CustomerId("2" * 26), "firm", gstin=GSTIN_UP, state="09")
    made = one((SOAP, 1), (SALT, 1), (MILK, 1), (DIESEL, 1), buyer=firm)
    (party,) = made["b2b"]
    assert party["ctin"] == GSTIN_UP
    (invoice,) = party["inv"]
    assert (invoice["pos"], invoice["idt"], invoice["val"]) == ("09", "09-11-2026", 35)
    assert made["nil"]["inv"] == [
        {"sply_ty": "INTRB2B", "nil_amt": 28, "expt_amt": 60, "ngsup_amt": 90}
    ]
    (document,) = made["doc_issue"]["doc_det"]
    assert document["doc_num"] == 1
    assert document["docs"][0]["net_issue"] == 2
    assert "b2cs" not in made


def test_a_large_sale_across_the_border_is_listed_by_itself() -> None:
    far = Customer(CustomerId("1" * 26), "from UP", state="09")
    made = one((TRADE, 40), buyer=far)
    (party,) = made["b2cl"]
    (invoice,) = party["inv"]
    assert party["pos"] == "09"
    assert invoice["val"] == 118_000
    assert invoice["itms"][0]["itm_det"] == {"rt": 18, "txval": 100_000, "iamt": 18_000, "csamt": 0}
    small = one((TRADE, 30), buyer=far)
    assert small["b2cs"][0]["sply_ty"] == "INTER"
    assert "b2cl" not in small


def test_a_shop_that_files_no_gstr1_has_none() -> None:
    made = returned(papers_of([(None, [(SOAP, 1)], TaxMode.COMPOSITION, 15 * 24, False)]))
    assert made == {"gstin": GSTIN_BIHAR, "fp": "112026"}


def test_the_first_bill_of_april_is_in_aprils_return_and_the_old_business_day(
    stocked: Shelf,
) -> None:
    stocked.clock.at = datetime(2027, 3, 31, 18, 20, tzinfo=UTC)  # 23:50 in India
    (evening,) = stocked.sell((SOAP, 1000))
    stocked.clock.at = datetime(2027, 3, 31, 18, 50, tzinfo=UTC)  # 00:20
    (night,) = stocked.sell((ATTA, 1000))
    with stocked.page() as page:
        march = gstr1.of_month(page, GSTIN_BIHAR, 2027, 3).sections
        april = gstr1.of_month(page, GSTIN_BIHAR, 2027, 4).sections
        december = gstr1.of_month(page, GSTIN_BIHAR, 2026, 12).sections
    assert _first_number(march) == evening.number
    assert _first_number(april) == night.number
    assert "b2cs" not in december
    assert night.business_day == evening.business_day


def _first_number(made: dict[str, Any]) -> str:
    number: str = made["doc_issue"]["doc_det"][0]["docs"][0]["from"]
    return number


def test_a_gap_in_a_series_is_reported_as_cancelled() -> None:
    bills = papers_of([(None, [(SOAP, 1)], TaxMode.REGULAR, 15 * 24, False)] * 4)
    (row,) = returned([bills[0], bills[1], bills[3]])["doc_issue"]["doc_det"][0]["docs"]
    assert (row["totnum"], row["cancel"], row["net_issue"]) == (4, 1, 3)


def test_the_rows_have_the_keys_and_types_the_portal_takes(estore_data: Path) -> None:
    samples = json.loads((estore_data / "gstr1_samples.json").read_text("utf-8"))["samples"]
    firm = Customer(CustomerId("2" * 26), "firm", gstin=GSTIN_UP, state="09")
    made = one((SOAP, 1), (SALT, 1), buyer=firm)
    optional = {"diff_percent"}
    invoice, sample = made["b2b"][0]["inv"][0], samples["b2b"][0]["inv"][0]
    assert set(invoice) == set(sample) - optional
    assert set(invoice["itms"][0]["itm_det"]) == set(sample["itms"][0]["itm_det"])
    assert set(made["nil"]["inv"][0]) == set(samples["nilrated"]["inv"][0])
    walk_in = one((SOAP, 1))
    assert set(walk_in["b2cs"][0]) == set(samples["b2cs"][0]) - optional
    assert set(walk_in["doc_issue"]["doc_det"][0]["docs"][0]) == set(
        samples["doc_issue"]["doc_det"][0]["docs"][0]
    )
    assert set(samples["hsn_split_2025"]["hsn_b2b"][0]) <= set(walk_in["hsn"]["hsn_b2c"][0])
    far = Customer(CustomerId("1" * 26), "from UP", state="09")
    sold: list[Sale] = [(firm, [(SOAP, 2)], TaxMode.REGULAR, 24, False)]
    sold.append((far, [(TRADE, 40)], TaxMode.REGULAR, 24, False))
    bills = papers_of(sold)
    back = returned([], notes=taken_back(bills, [(0, 1), (1, 1)]), large=[bills[1].id])
    for section in ("cdnr", "cdnur"):
        made_note, sample = back[section][0], samples[section][0]
        if section == "cdnr":
            made_note, sample = made_note["nt"][0], sample["nt"][0]
        assert set(made_note) == set(sample) - optional
        assert set(made_note["itms"][0]["itm_det"]) == set(sample["itms"][0]["itm_det"])
