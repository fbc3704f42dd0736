"""Cases collected from other programs' tests: those that bind agree with us to the paisa."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from estore_pos.domain import rounding
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.gst import (
    BASIS,
    DatedRate,
    Rate,
    Taxable,
    TaxedAmount,
    TaxMode,
    Treatment,
    spread,
    tax_lines,
)
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Sheet, sheets
from tests.domain.page import PAGE, tables
from tests.domain.samples import DAY, customer, shop

Case = dict[str, Any]

LOOKED_AT = {
    *("id", "source", "kind", "note", "use", "binds", "document", "expected", "lines"),
    *("place_of_supply", "bill_discount", "discount_on", "reverse_charge"),
    *("other_charge_before_tax", "other_charge_after_tax"),
    *("rounding_convention", "reproduced_by_simple_checker"),
}
"""What a case that binds may say: it tells of the case, or goes into the bill made of it."""
LINE = {"qty", "unit_price", "gst_rate", "price_includes_tax", "hsn", "entered"}
AFTER_TAX = 1_000
"""The number of the line that a charge after tax becomes."""


@pytest.fixture(scope="module")
def cases(estore_data: Path) -> dict[str, Case]:
    held = json.loads(
        (estore_data / "gst_cases.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    return {case["id"]: case for case in held["by_others"] + held["hand_derived"]}


def paise(rupees: Decimal | int) -> int:
    scaled = Decimal(rupees) * 100
    assert scaled == int(scaled)
    return int(scaled)


def is_odd_within_the_state(case: Case) -> bool:
    """Whether a case states a tax that no two equal heads make: it holds as a bill across."""
    want = case["expected"]
    tax = want.get("tax_total_per_line", want.get("tax_total", 0))
    return case["place_of_supply"] == "intra" and "cgst" not in want and paise(tax) % 2 == 1


def good(number: int, price: int, rate: Rate, inclusive: bool) -> Item:
    """Something to sell, by its rate."""
    rates = (DatedRate(date(2017, 7, 1), rate),)
    name = f"line {number}"
    price_of_one = Money(price)
    return Item(ItemId(number), "", name, Unit.KILO, rates, price_of_one, inclusive, step_milli=1)


def sheet_of(case: Case, *, across: bool = False) -> Sheet:
    """The case as a bill made over our counter."""
    draft = Draft()
    if case["place_of_supply"] == "inter" or across:
        draft = Draft(buyer=customer(state="09"))
    for number, line in enumerate(case["lines"]):
        points = int(line["gst_rate"] * 100)
        rate = Rate(points, Treatment.TAXABLE if points else Treatment.NIL)
        item = good(number, paise(line["unit_price"]), rate, line["price_includes_tax"])
        draft = draft.add(item, int(Decimal(line["qty"]) * 1000))
    if after := case.get("other_charge_after_tax"):
        outside = good(AFTER_TAX, paise(after), Rate(0, Treatment.NON_GST), True)
        draft = draft.add(outside, 1000)
    off = Money(paise(case["bill_discount"]))
    draft = draft.set_bill_discount(Discount(amount=off), BASIS)
    draft = draft.set_charge(Money(paise(case.get("other_charge_before_tax", 0))))
    [sheet] = sheets(
        draft,
        shop(),
        DAY,
        reverse_charge=case.get("reverse_charge", False),
    )
    return sheet


def bearing(sheet: Sheet) -> list[TaxedAmount]:
    return [line.taxed for line in sheet.lines if line.rate.bears_tax]


def rupees(amounts: Iterable[Money]) -> Decimal:
    """A sum as a case writes it."""
    return Decimal(total(list(amounts)).paise) / 100


def figures(sheet: Sheet) -> dict[str, Any]:
    """Every figure that a case may state, as it stands on our bill, in rupees."""
    lines = sheet.lines
    taxed = [line.taxed for line in lines]
    bears = bearing(sheet) or taxed
    rates = {str(line.rate.basis_points // 100) for line in lines}
    by_rate = {
        rate: [line.taxed for line in lines if line.rate.basis_points == int(rate) * 100]
        for rate in rates
    }
    exact = [Decimal(line.taxed.taxable.paise * line.rate.basis_points) for line in lines]
    tax = rupees(amount.tax for amount in taxed)
    half = rupees(amount.half for amount in taxed)
    return {
        "taxable": rupees(amount.taxable for amount in bears),
        "cgst": half,
        "sgst": half,
        "igst": rupees(amount.igst for amount in taxed),
        "cess": Decimal(0),
        "tax_total": tax,
        "tax_total_per_line": tax,
        "tax_total_unrounded": sum(exact) / 10**6,
        "line_tax_rounded": [rupees([amount.tax]) for amount in taxed],
        "taxable_by_rate": {
            rate: rupees(each.taxable for each in held) for rate, held in by_rate.items()
        },
        "tax_by_rate": {rate: rupees(each.tax for each in held) for rate, held in by_rate.items()},
        "exempt_value": rupees(line.taxed.taxable for line in lines if not line.rate.bears_tax),
        "gross": rupees(line.price.times_milli(line.quantity.milli) for line in lines),
        "round_off": rupees([sheet.totals.round_off]),
    }


def disagreements(case: Case, *, across: bool = False) -> dict[str, tuple[Any, Any]]:
    """Each stated figure that we do not give, as (stated, ours)."""
    sheet, want = sheet_of(case, across=across), case["expected"]
    foot = sheet.totals.payable if "round_off" in want else sheet.totals.gross
    after = Money(paise(case.get("other_charge_after_tax", 0)))
    ours = {**figures(sheet), "total": rupees([foot])}
    if after:
        assert foot == sheet.lines[0].taxed.gross + after, "the charge is on the bill"
    return {
        name: (want[name], figure)
        for name, figure in ours.items()
        if name in want and want[name] != figure
    }


@pytest.fixture(scope="module")
def binding(cases: dict[str, Case]) -> dict[str, Case]:
    return {name: case for name, case in cases.items() if case["binds"]}


def test_every_case_that_binds_agrees(binding: dict[str, Case]) -> None:
    assert len(binding) == 26
    found = {
        name: disagreements(case, across=is_odd_within_the_state(case))
        for name, case in binding.items()
    }
    assert {name: each for name, each in found.items() if each} == {}


def test_nothing_that_a_binding_case_says_is_passed_over(binding: dict[str, Case]) -> None:
    for name, case in binding.items():
        assert set(case) <= LOOKED_AT, name
        assert {field for line in case["lines"] for field in line} <= LINE, name
        assert set(case["expected"]) <= {*figures(sheet_of(case)), "total"}, name


def test_the_pharmacy_bill_alone_agrees_across_the_border_and_is_an_odd_paisa_off_within(
    binding: dict[str, Case],
) -> None:
    assert [name for name, case in binding.items() if is_odd_within_the_state(case)] == ["CA-01"]
    within = disagreements(binding["CA-01"])
    assert set(within) == {"tax_total_per_line", "line_tax_rounded", "total"}
    for name in ("tax_total_per_line", "total"):
        stated, ours = within[name]
        assert stated - ours == Decimal("0.01")


def test_every_case_that_leaves_a_choice_is_decided_on_the_page(cases: dict[str, Case]) -> None:
    decided = {
        name
        for row in tables(PAGE.read_text(encoding="utf-8"))["case"]
        for name in row["case"].split(", ")
    }
    assert {c["id"] for c in cases.values() if c.get("use", "").startswith("choose")} <= decided
    assert decided <= set(cases)


# A case that does not bind agrees with us, or the page says why not, or it is no bill of ours.
DIFFER_ON_PURPOSE = {"OD-09", "OD-10", "OD-19", "OD-23", "OD-24", "OD-26", "BK-16"}
NO_BILL = {"HD-08", "IC-27", "IC-28", "IC-20", "LM-01", "NIC-01", "OD-27", "OD-28", "OD-32"}


def test_the_cases_that_do_not_bind_agree_or_differ_on_purpose(cases: dict[str, Case]) -> None:
    free = [c for c in cases.values() if not c["binds"] and c["id"] not in NO_BILL]
    differing = {case["id"] for case in free if disagreements(case)}
    assert differing == DIFFER_ON_PURPOSE | {"BK-17"}


def test_under_reverse_charge_tax_is_owed_and_nothing_charged(cases: dict[str, Case]) -> None:
    sheet = sheet_of(cases["IC-09"])
    assert sheet.lines[0].taxed.tax == Money.rupees(1800)
    assert sheet.totals.gross == sheet.lines[0].taxed.taxable == Money.rupees(10_000)


def test_a_composition_bill_carries_no_tax_whatever_the_rate(cases: dict[str, Case]) -> None:
    line = cases["BK-17"]["lines"][0]
    [taxed] = tax_lines(
        [Taxable(Money(paise(line["unit_price"])), False, Rate(1800, Treatment.TAXABLE))],
        mode=TaxMode.COMPOSITION,
        interstate=False,
    )
    assert taxed.tax == NOTHING


def test_discounts_fall_on_lines_without_losing_a_paisa(cases: dict[str, Case]) -> None:
    for name in ("BK-05", "BK-12"):
        case = cases[name]
        values = [Money(paise(line["unit_price"])) for line in case["lines"]]
        shares = spread(Money(paise(case["bill_discount"])), values)
        assert total(shares).paise == paise(case["bill_discount"])
        if "line_discount" in case["expected"]:
            assert [s.paise for s in shares] == [
                paise(d) for d in case["expected"]["line_discount"]
            ]


def test_the_government_s_own_sample_line_has_our_tax(cases: dict[str, Case]) -> None:
    case = cases["NIC-01"]
    [line] = case["lines"]
    gross = rounding.divide_half_up(int(line["qty"] * 1000) * int(line["unit_price"] * 1000), 10**4)
    assert gross == paise(case["expected"]["gross"])
    value = Money(gross - paise(line["line_discount"]))
    assert value.paise == paise(case["expected"]["taxable"])
    [taxed] = tax_lines(
        [Taxable(value, False, Rate(1200, Treatment.TAXABLE))],
        mode=TaxMode.REGULAR,
        interstate=True,
    )
    assert taxed.igst.paise == paise(case["expected"]["igst"])


def test_a_returned_line_is_the_exact_negative(cases: dict[str, Case]) -> None:
    want = cases["HD-08"]["expected"]
    rate = Rate(500, Treatment.TAXABLE)
    [sold], [back] = (
        tax_lines([Taxable(Money(v), True, rate)], mode=TaxMode.REGULAR, interstate=False)
        for v in (2000, -2000)
    )
    assert (back.taxable, back.half, back.gross) == (-sold.taxable, -sold.half, -sold.gross)
    assert (back.taxable.paise, back.half.paise) == (paise(want["taxable"]), paise(want["cgst"]))
