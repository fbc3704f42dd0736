"""Shops, goods and buyers for the laws of the domain."""

from datetime import date

from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import BIHAR, DatedRate, Rate, TaxMode, Treatment
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.shop import Shop

DAY = date(2026, 11, 22)
GSTIN = "10AAACR5055K1ZM"


def shop(mode: TaxMode = TaxMode.REGULAR) -> Shop:
    """A shop in Bihar."""
    return Shop(
        date(2026, 4, 1),
        name_en="Shop",
        tax_mode=mode,
        gstin="" if mode is TaxMode.UNREGISTERED else GSTIN,
    )


def customer(*, state: str = BIHAR, gstin: str = "") -> Customer:
    """A buyer whose address is recorded."""
    return Customer(CustomerId("C1"), "Buyer", state=state, gstin=gstin)


def good(
    number: int,
    paise: int | None,
    *,
    points: int = 0,
    treatment: Treatment = Treatment.TAXABLE,
    inclusive: bool = True,
    step_milli: int = 1000,
    mrp: int | None = None,
    closed: bool = False,
    unit: Unit = Unit.PIECE,
    hsn: str = "",
) -> Item:
    """An item with one rate."""
    return Item(
        ItemId(number),
        f"माल {number}",
        f"good {number}",
        unit,
        (DatedRate(date(2025, 9, 22), Rate(points, treatment)),),
        None if paise is None else Money(paise),
        inclusive,
        None if mrp is None else Money(mrp),
        hsn=hsn,
        step_milli=step_milli,
        closed=closed,
    )
