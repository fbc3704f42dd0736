"""What is taken off by hand: a part of the value or a sum, within what a role may give."""

from typing import TYPE_CHECKING

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import BASIS
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.person import Asked, Deed, not_allowed
from estore_pos.domain.rounding import divide_half_up

if TYPE_CHECKING:
    from estore_pos.domain.item import Item

ROUNDED = 3
"""Paise that amounts rounded apart may differ by, and be the same part all the same."""


@frozen
class Given:
    """What hand-made terms give away of what goods are `worth`; `floor`: be it below cost."""

    amount: Money
    worth: Money
    floor: bool = False

    def covers(self, other: "Given") -> bool:
        """Whether who has allowed this has allowed that: it is no more, and no greater a part."""
        off = other.amount.paise - ROUNDED
        part = off * self.worth.paise <= self.amount.paise * other.worth.paise
        return off <= self.amount.paise and part

    def is_above(self, cap: int) -> bool:
        """Whether it is more than `cap` basis points of the worth, however its parts were rounded.

        Parts that are each within a cap (a price, a discount, a share of a bill's) may together be
        above it.
        """
        return (self.amount.paise - ROUNDED) * BASIS > cap * self.worth.paise

    def check(self, cap: int, *, approved: bool, of: "Item") -> None:
        """Raise Refusal APPROVAL_NEEDED above `cap` unless somebody who may has approved."""
        if self.is_above(cap) and not approved:
            raise _unallowed(self.amount, of)


@frozen
class Discount:
    """Basis points of a value, or a sum; one of the two is nothing."""

    points: int = 0
    amount: Money = NOTHING

    def __post_init__(self) -> None:
        assert not (self.points and self.amount)

    def __bool__(self) -> bool:
        return bool(self.points or self.amount)

    def on(self, value: Money) -> Money:
        """What it takes off a value: never more than there is."""
        if self.amount:
            return min(self.amount, value)
        return Money(divide_half_up(value.paise * self.points, BASIS))

    def is_above(self, value: Money, cap: int) -> bool:
        """Whether it is more than `cap` basis points of a value. Raises Refusal DISCOUNT_RANGE."""
        asked = self.amount or Money(divide_half_up(value.paise * self.points, BASIS))
        if not (0 <= self.points <= BASIS and NOTHING <= asked <= value):
            raise Refusal(RefusalCode.DISCOUNT_RANGE, amount=asked.paise)
        return self.points > cap or self.amount.paise * BASIS > cap * value.paise

    def check(
        self, value: Money, cap: int, *, approved: bool = False, of: "Item | None" = None
    ) -> None:
        """Raise what stands against it.

        Refusal DISCOUNT_RANGE below nothing or above the value; APPROVAL_NEEDED above `cap` basis
        points of it unless somebody who may has approved. `of`: the good, none for the whole bill.
        """
        if self.is_above(value, cap) and not approved:
            raise _unallowed(self.on(value), of)


def _unallowed(away: Money, of: "Item | None") -> Refusal:
    asked = Asked(Deed.DISCOUNT, amount=away)
    if of is not None:
        asked = Asked(Deed.DISCOUNT, of.id, away, name=(of.name_hi, of.name_en))
    return not_allowed([asked])
