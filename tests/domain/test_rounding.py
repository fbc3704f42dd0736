"""The one place that divides: half-up, and nothing is lost on the way."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain import rounding

whole = st.integers(-(10**12), 10**12)
fractions = st.fractions(-(10**6), 10**6, max_denominator=10_000)


@given(whole, st.integers(1, 10**6))
def test_a_quotient_is_rounded_half_away_from_nothing(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    found = rounding.divide_half_up(numerator, denominator)
    assert abs(found - exact) <= Fraction(1, 2)
    if abs(found - exact) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@given(whole)
def test_half_up_is_the_one_of_decimal(thousandths: int) -> None:
    exact = Decimal(thousandths) / 1000
    oracle = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert rounding.half_up(Fraction(thousandths, 1000)) == oracle


@given(st.lists(fractions, max_size=60))
def test_settled_parts_add_up_and_lie_within_one_of_their_exact_value(
    parts: list[Fraction],
) -> None:
    settled = rounding.settle(parts)
    assert sum(settled) == rounding.half_up(sum(parts, Fraction(0)))
    assert all(abs(s - p) <= 1 for s, p in zip(settled, parts, strict=True))


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=60))
def test_shares_add_up_and_follow_their_weights(total: int, weights: list[int]) -> None:
    shares = rounding.share(total, weights)
    assert sum(shares) == total
    assert len(shares) == len(weights)
    if sum(weights):
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share - Fraction(total * weight, sum(weights))) <= 1
            assert weight or share == 0


def test_with_no_weight_at_all_the_last_part_takes_everything() -> None:
    assert rounding.share(7, [0, 0, 0]) == [0, 0, 7]
    assert rounding.share(0, []) == []
    with pytest.raises(AssertionError):
        rounding.share(7, [])


@given(whole)
def test_a_rupee_is_the_nearest_with_fifty_paise_up(paise: int) -> None:
    rupee = rounding.to_rupee(paise)
    assert rupee % 100 == 0
    assert abs(rupee - paise) <= 50
    assert rounding.to_rupee(50) == 100
    assert rounding.to_rupee(149) == 100


def test_a_denominator_is_above_nothing() -> None:
    with pytest.raises(AssertionError):
        rounding.divide_half_up(1, 0)
