"""The only place that divides. Every rule is half-up on whole numbers, away from zero on a tie."""

from collections.abc import Sequence
from fractions import Fraction


def divide_half_up(numerator: int, denominator: int) -> int:
    """Whole quotient, ties away from zero: 5/2 -> 3, -5/2 -> -3. Denominator > 0."""
    assert denominator > 0
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def whole_times(amount: int, part: int) -> int:
    """How often a part goes into an amount, rests left out. Amount >= 0, part > 0."""
    assert part > 0 <= amount
    return amount // part


def half_up(exact: Fraction) -> int:
    """Whole number nearest to an exact fraction, ties away from zero."""
    return divide_half_up(exact.numerator, exact.denominator)


def settle(parts: Sequence[Fraction]) -> list[int]:
    """Round parts so that their sum is the rounded sum, in their order.

    Each part is the difference of two rounded running sums, so it lies within one unit of its
    exact value and the sum is rounded once only (india-compliance calls this progressive rounding:
    two lines of 7.60 at 12 % give 0.46 and 0.45 a half, 0.91 together). Empty in, empty out.
    """
    settled: list[int] = []
    exact = Fraction(0)
    given = 0
    for part in parts:
        exact += part
        upto = half_up(exact)
        settled.append(upto - given)
        given = upto
    return settled


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split a whole amount in proportion to weights; the parts add up to `total`.

    All weights zero: the last part takes everything. Empty weights only with total 0.
    """
    if total == 0:
        return [0] * len(weights)
    whole = sum(weights)
    if whole == 0:
        assert weights
        return [0] * (len(weights) - 1) + [total]
    return settle([Fraction(total * weight, whole) for weight in weights])


def to_rupee(paise: int) -> int:
    """Paise of the nearest whole rupee, 50 paise up (section 170 of the CGST Act)."""
    return divide_half_up(paise, 100) * 100
