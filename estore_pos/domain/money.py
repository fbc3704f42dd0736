"""Rupees as whole paise."""

from typing import Self

from estore_pos.domain import rounding
from estore_pos.domain.frozen import frozen


@frozen
class Money:
    """A signed amount in paise; adding a bare number is a type error."""

    paise: int

    def __lt__(self, other: Self) -> bool:
        return self.paise < other.paise

    def __le__(self, other: Self) -> bool:
        return self.paise <= other.paise

    def __gt__(self, other: Self) -> bool:
        return self.paise > other.paise

    def __ge__(self, other: Self) -> bool:
        return self.paise >= other.paise

    def __add__(self, other: Self) -> "Money":
        return Money(self.paise + other.paise)

    def __sub__(self, other: Self) -> "Money":
        return Money(self.paise - other.paise)

    def __neg__(self) -> "Money":
        return Money(-self.paise)

    def __bool__(self) -> bool:
        return self.paise != 0

    @classmethod
    def rupees(cls, whole: int) -> "Money":
        """Whole rupees."""
        return Money(whole * 100)

    def times_milli(self, milli: int) -> "Money":
        """This price for `milli` thousandths of its unit, half-up to the paisa."""
        return Money(rounding.divide_half_up(self.paise * milli, 1000))

    def to_rupee(self) -> "Money":
        """The nearest whole rupee, 50 paise up."""
        return Money(rounding.to_rupee(self.paise))


NOTHING = Money(0)
AMOUNT_MAX = Money.rupees(1_00_00_000)
"""A crore on one line; more is a slip of the scanner into the price."""


def total(amounts: "list[Money] | tuple[Money, ...]") -> Money:
    """The sum; nothing for an empty list."""
    return Money(sum([amount.paise for amount in amounts]))
