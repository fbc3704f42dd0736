"""Quantities in thousandths of a unit, and the units of the GST return."""

from enum import StrEnum

from estore_pos.domain import rounding
from estore_pos.domain.frozen import frozen


class Unit(StrEnum):
    """A Unit Quantity Code of the GST return; the member is the shop's word for it."""

    KILO = "KGS"
    GRAM = "GMS"
    QUINTAL = "QTL"
    LITRE = "LTR"
    MILLILITRE = "MLT"
    METRE = "MTR"
    PIECE = "PCS"
    NUMBER = "NOS"
    PACKET = "PAC"
    DOZEN = "DOZ"
    BOTTLE = "BTL"
    BOX = "BOX"
    BAG = "BAG"
    BUNDLE = "BDL"
    TIN = "CAN"
    TUBE = "TUB"
    PAIR = "PRS"
    SET = "SET"
    ROLL = "ROL"
    OTHER = "OTH"
    NONE = "NA"

    @property
    def measured(self) -> bool:
        """Weighed, poured or cut, so that fractions of it are sold."""
        return self in _MEASURES

    @property
    def family(self) -> str:
        """What it is a measure of: weight, volume or length; count for anything that is counted."""
        return _MEASURES[self][0] if self in _MEASURES else "count"


# each measured unit as (family, thousandths of the family's base unit in one of it)
_MEASURES: dict[Unit, tuple[str, int]] = {
    Unit.GRAM: ("weight", 1),
    Unit.KILO: ("weight", 1_000),
    Unit.QUINTAL: ("weight", 100_000),
    Unit.MILLILITRE: ("volume", 1),
    Unit.LITRE: ("volume", 1_000),
    Unit.METRE: ("length", 1),
}
_COUNTS: dict[Unit, int] = {Unit.PIECE: 1, Unit.NUMBER: 1, Unit.DOZEN: 12}

MILLI_MAX = 1_000_000_000
"""A million units on one line; more is a slip of the scanner into the quantity."""


@frozen
class Quantity:
    """Thousandths of a unit: 500 g of potatoes sold by the kilo is Quantity(500, Unit.KILO)."""

    milli: int
    unit: Unit

    def __add__(self, other: "Quantity") -> "Quantity":
        assert self.unit is other.unit
        return Quantity(self.milli + other.milli, self.unit)

    def __neg__(self) -> "Quantity":
        return Quantity(-self.milli, self.unit)


def convert(milli: int, spoken: Unit, kept: Unit) -> int | None:
    """Thousandths of `kept` for thousandths of `spoken`; None where the two do not compare.

    Dozens become pieces; half-up to a thousandth of the kept unit.
    """
    if spoken is kept:
        return milli
    if spoken in _MEASURES and kept in _MEASURES:
        family, factor = _MEASURES[spoken]
        kept_family, kept_factor = _MEASURES[kept]
        if family != kept_family:
            return None
        return rounding.divide_half_up(milli * factor, kept_factor)
    if spoken in _COUNTS and kept in _COUNTS:
        return rounding.divide_half_up(milli * _COUNTS[spoken], _COUNTS[kept])
    return None
