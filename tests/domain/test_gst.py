"""The tax of any bill: parts add up, heads are right to a paisa, nothing is lost."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.gst import (
    BASIS,
    Rate,
    Taxable,
    TaxedAmount,
    TaxMode,
    Treatment,
    documents_of,
    foot,
    spread,
    tax_lines,
    title,
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
