"""Every worked table of gst.md is run: the page and the program cannot drift apart."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from estore_pos.domain.cancel import filed
from estore_pos.domain.credit_note import Back, CreditNote, take_back
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import (
    INDIA,
    BusinessDay,
    business_day,
    calendar_day,
    financial_year,
    trusted,
)
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import (
    BIHAR,
    DatedRate,
    Rate,
    TaxMode,
    Title,
    Treatment,
    documents_of,
    foot,
    rate_on,
    spread,
    tax_lines,
    title,
)
from estore_pos.domain.ids import OfferId, Series
from estore_pos.domain.item import Item, Part
from estore_pos.domain.money import Money, total
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Bill, bill_number, number_kind, sheets
from tests.domain.page import PAGE, Row, amounts, basis_points, line, lines, money, tables
from tests.domain.samples import customer, good, made_bill, made_note, shop

FROM = date(2026, 11, 1)
TABLES = tables(PAGE.read_text(encoding="utf-8"))


def rows(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", TABLES[kind], ids=lambda row: " | ".join(row.values()))


def test_every_worked_table_of_the_page_is_run() -> None:
    assert set(TABLES) == {
        "tax",
        "told",
        "set",
        "lines",
        "rate",
        "place",
        "share",
        "title",
        "number",
        "day",
        "clock",
        "back",
        "filed",
        "case",
    }


@rows("tax")
def test_tax(row: Row) -> None:
    taxed = tax_lines(
        lines(row["lines"]), mode=TaxMode(row["mode"]), interstate=row["place"] != BIHAR
    )
    totals = foot(taxed)
    assert total([line.taxable for line in taxed]) == money(row["taxable"])
    assert total([line.half for line in taxed]) == money(row["CGST"]) == money(row["SGST"])
    assert total([line.igst for line in taxed]) == money(row["IGST"])
    assert totals.gross == money(row["gross"])
    assert totals.round_off == money(row["round-off"])
    assert totals.payable == money(row["payable"])


def _buyer(place: str) -> Customer | None:
    return None if place == BIHAR else customer(state=place)


def _measured(text: str, number: int = 1) -> Item:
    """A good of the price and rate that a table tells."""
    told = line(text)
    item = good(number, told.value.paise, points=told.rate.basis_points, inclusive=told.inclusive)
    return replace(item, unit=Unit.KILO, step_milli=1)


@rows("told")
def test_told(row: Row) -> None:
    item, mode = _measured(row["price"]), TaxMode(row["mode"])
    amount, how, *milli = row["told"].split()
    inside = item.tax_on_top(mode, date(2026, 11, 22))
    draft = Draft(buyer=_buyer(row["place"]))
    if how == "for":
        whole, _, part = milli[0].partition(".")
        draft = draft.add_weighed(item, int(whole + part), money(amount), inside=inside)
    else:
        draft = draft.add_amount(item, money(amount), is_label=how == "label", inside=inside)
    [sheet] = sheets(draft, shop(mode), date(2026, 11, 22))
    (sold,) = sheet.lines
    assert f"{sold.quantity.milli / 1000:.3f}" == row["quantity"]
    assert sold.price == money(row["at"])
    assert sold.taxed.taxable == money(row["taxable"])
    assert (sold.taxed.half, sold.taxed.igst) == (money(row["CGST"]), money(row["IGST"]))
    assert sold.taxed.gross == sheet.totals.gross == money(row["paid"]) == money(amount)


@rows("set")
def test_set(row: Row) -> None:
    goods = [_measured(text, number) for number, text in enumerate(row["lines"].split(";"), 1)]
    draft = Draft(buyer=_buyer(row["place"]))
    for each in goods:
        draft = draft.add(each, 1000)
    parts = tuple([Part(each.id) for each in goods])
    offer = Offer(OfferId("1"), OfferKind.COMBO, FROM, goods=parts, amount=money(row["set"]))
    [sheet] = sheets(draft, shop(TaxMode(row["mode"])), date(2026, 11, 22), offers=[offer])
    assert [sold.taxed.gross for sold in sheet.lines] == amounts(row["paid for each"])
    assert total([sold.taxed.taxable for sold in sheet.lines]) == money(row["taxable"])
    assert sheet.totals.gross == money(row["paid"])


@rows("lines")
def test_lines(row: Row) -> None:
    across = row["place"] != BIHAR
    taxed = tax_lines(lines(row["lines"]), mode=TaxMode.REGULAR, interstate=across)
    assert [line.igst if across else line.half for line in taxed] == amounts(
        row["head of each line"]
    )
    assert [line.taxable for line in taxed] == amounts(row["taxable of each line"])


@rows("rate")
def test_rate(row: Row) -> None:
    dated = [
        DatedRate(date.fromisoformat(day), Rate(basis_points(rate), Treatment.TAXABLE))
        for day, rate in (part.split() for part in row["rates from"].split(";"))
    ]
    held = rate_on(dated, date.fromisoformat(row["day"]))
    assert held.basis_points == basis_points(row["rate"])


@rows("place")
def test_place(row: Row) -> None:
    buyer = None if row["buyer's State"] == "nobody" else customer(state=row["buyer's State"])
    draft = Draft(buyer=buyer).add(good(1, 11_800, points=1800), 1000)
    seller = shop(TaxMode(row["mode"]))
    if row["taxed as"] == "refused":
        with pytest.raises(Refusal) as refused:
            sheets(draft, seller, date(2026, 11, 22))
        assert refused.value.code is RefusalCode.INTERSTATE_NOT_ALLOWED
        assert refused.value.facts == {"place": row["place"]}
        return
    [sheet] = sheets(draft, seller, date(2026, 11, 22))
    taxed = sheet.lines[0].taxed
    found = "CGST+SGST" if taxed.half else "IGST" if taxed.igst else "none"
    assert found == row["taxed as"]


@rows("share")
def test_share(row: Row) -> None:
    assert spread(money(row["amount"]), amounts(row["values"])) == amounts(row["shares"])


@rows("title")
def test_title(row: Row) -> None:
    mode = TaxMode(row["mode"])
    rates = [line.rate for line in lines(row["lines"])]
    papers = documents_of(mode, rates, buyer_registered=row["buyer"] == "registered")
    found = [title(mode, [rates[place] for place in places]) for places in papers]
    assert found == [Title(letter.strip()) for letter in row["papers"].split(";")]
    assert sorted(place for places in papers for place in places) == list(range(len(rates)))


@rows("number")
def test_number(row: Row) -> None:
    made = bill_number(
        number_kind(Title(row["title"])),
        Series(row["series"]),
        date.fromisoformat(row["day"]),
        int(row["serial"]),
    )
    assert made == row["number"]
    assert re.fullmatch(r"[A-Z0-9][A-Z0-9/-]{0,15}", made)


def india(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=INDIA)


@rows("day")
def test_day(row: Row) -> None:
    at = india(row["clock in India"])
    before = row["business day before"]
    last = None if before == "none" else BusinessDay(date.fromisoformat(before))
    day = calendar_day(at)
    assert day.isoformat() == row["calendar day"]
    assert business_day(last, at).isoformat() == row["business day"]
    assert financial_year(day) % 100 == int(row["year of the number"])
    assert f"{day:%Y-%m}" == row["return of"]


@rows("clock")
def test_clock(row: Row) -> None:
    last = None if row["last deed"] == "none" else india(row["last deed"])
    dated, suspect = trusted(
        india(row["clock in India"]), last, date.fromisoformat(row["released"])
    )
    assert dated == india(row["dated"])
    assert suspect is (row["suspect"] == "yes")


def test_the_reasons_of_section_16_stand_in_their_sections() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for row in TABLES["case"]:
        for number in re.findall(r"section (\d+)", row["why"]):
            assert f"\n## {number}. " in page


def test_half_of_what_we_give_in_section_16_is_what_we_give() -> None:
    given = {row["case"]: row["we give"] for row in TABLES["case"]}

    def half(text: str, *, across: bool = False) -> Money:
        taxed = tax_lines(lines(text), mode=TaxMode.REGULAR, interstate=across)
        return total([line.tax if across else line.half for line in taxed])

    tie = tax_lines(lines("52.50 in 12%"), mode=TaxMode.REGULAR, interstate=False)[0]
    assert [tie.taxable, tie.tax] == amounts(given["OD-26"].replace(" + ", ";"))
    assert [half("15.89 + 12%; 15.89 + 12%")] * 2 == amounts(given["OD-19"].replace(" + ", ";"))
    assert [half("10.10 + 5%; 10.10 + 5%; 10.10 + 5%")] * 2 == amounts(
        given["BK-16"].replace(" + ", ";")
    )
    pharmacy = "0.60 + 12%; 2.30 + 12%; 1.56 + 12%; 0.10 + 12%"
    within, over = re.findall(r"\d\.\d\d", given["CA-01"])
    assert half(pharmacy) + half(pharmacy) == money(within)
    assert half(pharmacy, across=True) == money(over)


def sold(row: Row) -> Bill:
    """The bill of a row, some of it let go."""
    draft = Draft()
    for number, text in enumerate(row["lines"].split(";"), 1):
        count, _, what = text.strip().partition(" x ")
        held = line(what)
        item = good(
            number,
            held.value.paise,
            points=held.rate.basis_points,
            treatment=held.rate.treatment,
            inclusive=held.inclusive,
        )
        draft = draft.add(item, int(count) * 1000)
    return made_bill(draft, waived=money(row["let go"]))


@rows("back")
def test_back(row: Row) -> None:
    bill = sold(row)
    notes: list[CreditNote] = []
    for asked in row["notes"].split(";"):
        wanted = [
            Back(int(place), int(count) * 1000)
            for place, count in (part.split(": ") for part in asked.strip().split(", "))
        ]
        notes.append(made_note(bill, take_back(bill, notes, wanted)))
    by_note = [[part.taxed for part in note.lines] for note in notes]
    assert [total([part.taxable for part in note]) for note in by_note] == amounts(row["taxable"])
    assert [total([part.half for part in note]) for note in by_note] == amounts(row["CGST"])
    assert [note.totals.round_off for note in notes] == amounts(row["round-off"])
    assert [total([part.amount for part in note.refunds]) for note in notes] == amounts(
        row["refund"]
    )


@rows("filed")
def test_filed(row: Row) -> None:
    up_to = date.fromisoformat(row["filed up to"]) if row["filed up to"] else None
    closed = filed(date.fromisoformat(row["bill of"]), date.fromisoformat(row["today"]), up_to)
    assert closed is (row["closed"] == "yes")
