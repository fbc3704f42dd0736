"""Finding goods, bills and customers while somebody types."""

from dataclasses import dataclass

from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill


@dataclass(frozen=True, slots=True)
class Found:
    """An item and how much of it was asked for by what was typed.

    `milli` and `amount` are None unless the reading names them; `reading` is the part of the text
    that was taken for the item's name. `balance_milli` is what the books keep of it.
    """

    item: Item
    balance_milli: int = 0
    milli: int | None = None
    amount: Money | None = None
    reading: str = ""


class Lookup:
    """Quick questions on a read-only connection of its own. Quick reader's thread only."""

    def find(self, text: str, limit: int = 8) -> list[Found]:
        """The items that what was typed may mean, best first; empty for nothing found."""
        return []

    def item(self, item_id: ItemId) -> Item | None:
        """An item, or None."""
        return None

    def bill(self, named: str) -> Bill | None:
        """A bill by its printed number, its id or the text of its QR; None for none."""
        return None

    def recent(self, count: int = 20) -> list[Bill]:
        """The last bills, newest first."""
        return []

    def customers(self, text: str, limit: int = 8) -> list[Customer]:
        """Customers whose name or phone number begins so."""
        return []

    def close(self) -> None:
        """Let the connection go."""
