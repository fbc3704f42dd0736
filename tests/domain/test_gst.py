"""The tax of any bill: parts add up, heads are right to a paisa, nothing is lost."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import (
    BASIS,
    UNTOLD,
    DatedRate,
    Rate,
    Taxable,
    TaxedAmount,
    TaxMode,
    Treatment,
    check_hsn,
    check_rate,
    documents_of,
    foot,
    legal_rates,
    rate_on,
    spread,
    tax_lines,
    title,
    with_rate,
)
from estore_pos.domain.money import NOTHING, Money, total

FREE = [Rate(0, t) for t in Treatment if t is not Treatment.TAXABLE]
rates = st.sampled_from(
    [*FREE, *(Rate(points, Treatment.TAXABLE) for points in (0, 25, 300, 500, 1200, 1800, 4000))]
)
lines = st.builds(
    Taxable,
    value=st.integers(0, 10**9).map(Money),
    inclusive=st.booleans(),
    rate=rates,
)
bills = st.lists(lines, max_size=30)
modes = st.sampled_from(TaxMode)


def exact_head(line: Taxable, heads: int, *, reverse_charge: bool = False) -> Fraction:
    """The head from the law's formula, in exact paise."""
    rate = Fraction(line.rate.basis_points, BASIS)
    base = Fraction(line.value.paise)
    if line.inclusive and not reverse_charge:
        base /= 1 + rate
    return base * rate / heads


@given(bills, modes, st.booleans(), st.booleans())
def test_every_line_adds_up_in_its_order(
    bill: list[Taxable], mode: TaxMode, interstate: bool, reverse: bool
) -> None:
    taxed = tax_lines(bill, mode=mode, interstate=interstate, reverse_charge=reverse)
    assert len(taxed) == len(bill)
    for line, amount in zip(bill, taxed, strict=True):
        charged = NOTHING if reverse else amount.tax
        assert amount.taxable + charged == amount.gross
        assert not (amount.half and amount.igst)
        if line.inclusive or reverse:
            assert amount.gross == line.value
        else:
            assert amount.taxable == line.value
        if mode is not TaxMode.REGULAR or not line.rate.basis_points:
            assert amount.tax == NOTHING
            assert amount.taxable == amount.gross == line.value


@given(bills, st.booleans(), st.booleans())
def test_a_head_is_right_to_half_a_paisa_a_rate_and_to_one_a_line(
    bill: list[Taxable], interstate: bool, reverse: bool
) -> None:
    taxed = tax_lines(bill, mode=TaxMode.REGULAR, interstate=interstate, reverse_charge=reverse)
    heads = 1 if interstate else 2
    for points in {line.rate.basis_points for line in bill}:
        pairs = [
            (exact_head(line, heads, reverse_charge=reverse), a.igst if interstate else a.half)
            for line, a in zip(bill, taxed, strict=True)
            if line.rate.basis_points == points
        ]
        assert all(abs(head.paise - exact) <= 1 for exact, head in pairs)
        whole = sum((exact for exact, _ in pairs), Fraction(0))
        assert abs(sum(head.paise for _, head in pairs) - whole) <= Fraction(1, 2)


@given(bills)
def test_the_bill_is_rounded_to_a_rupee_by_what_it_says(bill: list[Taxable]) -> None:
    taxed = tax_lines(bill, mode=TaxMode.REGULAR, interstate=False)
    totals = foot(taxed)
    assert totals.gross + totals.round_off == totals.payable
    assert totals.payable.paise % 100 == 0
    assert -50 < totals.round_off.paise <= 50
    assert totals.gross == total([amount.gross for amount in taxed])


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_a_spread_amount_adds_up(paise: int, values: list[int]) -> None:
    shares = spread(Money(paise), [Money(value) for value in values])
    assert total(shares) == Money(paise)


@given(modes, st.lists(rates, min_size=1, max_size=12), st.booleans())
def test_every_line_stands_on_one_paper_whose_title_fits_it(
    mode: TaxMode, bill: list[Rate], registered: bool
) -> None:
    papers = documents_of(mode, bill, buyer_registered=registered)
    assert sorted(place for places in papers for place in places) == list(range(len(bill)))
    assert all(papers)
    for places in papers:
        kinds = {bill[place].bears_tax for place in places}
        called = title(mode, [bill[place] for place in places])
        if mode is TaxMode.REGULAR:
            assert {"T": {True}, "S": {False}, "I": {True, False}}[called.value] == kinds
            assert not (registered and len(kinds) == 2)


@pytest.mark.parametrize(
    ("taxable", "half", "igst", "gross", "reverse"),
    [
        (100, 9, 0, 117, False),
        (100, 9, 18, 136, False),
        (100, 0, 18, 100, False),
        (100, 9, 0, 118, True),
    ],
)
def test_an_amount_whose_parts_do_not_add_up_cannot_be_made(
    taxable: int, half: int, igst: int, gross: int, reverse: bool
) -> None:
    with pytest.raises(ValueError, match="does not add up"):
        TaxedAmount(Money(taxable), Money(half), Money(igst), Money(gross), reverse)


@pytest.mark.parametrize(
    ("points", "treatment"),
    [(-1, Treatment.TAXABLE), (10_001, Treatment.TAXABLE), (500, Treatment.NIL)],
)
def test_a_rate_is_between_nothing_and_all_and_only_the_taxable_have_one(
    points: int, treatment: Treatment
) -> None:
    with pytest.raises(AssertionError):
        Rate(points, treatment)


@pytest.mark.parametrize(
    ("points", "day", "is_legal"),
    [
        (1800, date(2017, 7, 1), True),
        (1800, date(2017, 6, 30), False),
        (150, date(2022, 7, 17), False),
        (150, date(2022, 7, 18), True),
        (1200, date(2025, 9, 21), True),
        (1200, date(2025, 9, 22), False),
        (2800, date(2026, 1, 31), True),
        (2800, date(2026, 2, 1), False),
        (4000, date(2025, 9, 21), False),
        (4000, date(2030, 1, 1), True),
        (700, date(2026, 12, 1), False),
        (0, date(2026, 12, 1), True),
    ],
)
def test_a_rate_is_one_of_those_that_the_law_had_on_its_first_day(
    points: int, day: date, is_legal: bool
) -> None:
    told = DatedRate(day, Rate(points, Treatment.TAXABLE))
    if is_legal:
        check_rate(told)
        return
    with pytest.raises(Refusal) as caught:
        check_rate(told)
    assert caught.value.code is RefusalCode.RATE_ILLEGAL
    assert caught.value.facts["rates"] == tuple(sorted(legal_rates(day)))


@pytest.mark.parametrize("code", ["", "0713", "190531", "19053100", "9985", "998595"])
def test_a_code_has_four_six_or_eight_digits(code: str) -> None:
    check_hsn(code)


@pytest.mark.parametrize("code", ["1", "071", "07130", "0713000", "07a3", "0013", "०७१३"])
def test_what_is_no_code_of_goods_is_refused(code: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_hsn(code)
    assert caught.value.code is RefusalCode.HSN_WRONG


def test_a_rate_holds_from_its_day_and_later_ones_stay() -> None:
    def at(year: int, points: int) -> DatedRate:
        return DatedRate(date(year, 4, 1), Rate(points, Treatment.TAXABLE))

    assert with_rate((UNTOLD,), at(2026, 500)) == (at(2026, 500),)
    assert rate_on(with_rate((UNTOLD,), at(2026, 500)), date(2020, 1, 1)).basis_points == 500
    held = (at(2024, 500), at(2028, 4000))
    assert with_rate(held, at(2026, 1800)) == (at(2024, 500), at(2026, 1800), at(2028, 4000))
    assert with_rate(held, at(2024, 1800)) == (at(2024, 1800), at(2028, 4000))
