"""A good or service the shop sells."""

from dataclasses import dataclass
from datetime import date

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import DatedRate, Rate, rate_on
from estore_pos.domain.ids import ItemId
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import MILLI_MAX, Quantity, Unit


@dataclass(frozen=True, slots=True)
class Barcode:
    """A code on a packet and the thousandths of the item's unit it stands for (a carton: 12000)."""

    code: str
    milli: int = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """One good as the shop knows it; `rates` belong to this item and pack, never to its HSN.

    price None: nobody has told us yet. step_milli is the smallest part sold: 1000 for pieces and
    packets, 1 for what is weighed or poured. pack is the maker's size as printed ("500 g").
    """

    id: ItemId
    name_hi: str
    name_en: str
    unit: Unit
    rates: tuple[DatedRate, ...]
    price: Money | None = None
    inclusive: bool = True
    mrp: Money | None = None
    hsn: str = ""
    aliases: tuple[str, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    step_milli: int = 1000
    pack: str = ""
    category: str = ""
    veg: str = ""
    closed: bool = False

    @property
    def stocked(self) -> bool:
        """Services (SAC, 99...) are sold without stock."""
        return not self.hsn.startswith("99")

    def rate(self, day: date) -> Rate:
        """The rate in force on a calendar day."""
        return rate_on(self.rates, day)

    def quantity(self, milli: int) -> Quantity:
        """So much of this item.

        Raises Refusal QUANTITY_STEP for a part that is not sold (half a packet), QUANTITY_RANGE
        for nothing, less than nothing or more than a million.
        """
        if not 0 < milli <= MILLI_MAX:
            raise Refusal(RefusalCode.QUANTITY_RANGE, item=self.id, milli=milli)
        if milli % self.step_milli:
            raise Refusal(RefusalCode.QUANTITY_STEP, item=self.id, milli=milli, unit=self.unit)
        return Quantity(milli, self.unit)
