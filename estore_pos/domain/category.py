"""Goods sold without a name of their own: a category, an amount, its tax."""

from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import DatedRate
from estore_pos.domain.ids import NO_ITEM
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit


@frozen
class Category:
    """A kind of goods under a key that is typed ("sabzi")."""

    key: str
    name_hi: str
    name_en: str
    rates: tuple[DatedRate, ...]
    hsn: str = ""
    unit: Unit = Unit.OTHER
    closed: bool = False

    def good(self, price: Money, name: str = "") -> Item:
        """Something of this kind at a price, under the name that was typed, else the category's."""
        return Item(
            NO_ITEM,
            name or self.name_hi,
            name or self.name_en,
            self.unit,
            self.rates,
            price,
            hsn=self.hsn,
            category=self.key,
        )
