"""Finding goods, bills and customers while somebody types."""

from dataclasses import dataclass

from estore_pos.domain import barcode
from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import BillNumber, CustomerId, ItemId, SaleId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill
from estore_pos.store import customer as customers
from estore_pos.store import item as items
from estore_pos.store import sale, stock
from estore_pos.store.books import Reader
from estore_pos.store.search import Search

QR_BILL = "ES1:B:"


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

    def __init__(self, reader: Reader) -> None:
        """Take the connection; it is closed with this."""
        self._reader = reader
        self._search = Search()

    def find(self, text: str, limit: int = 8) -> list[Found]:
        """The items that what was typed may mean, best first; empty for nothing found."""
        with self._reader.page() as page:
            wanted = barcode.canonical(text)
            if coded := items.by_code(page, wanted):
                good, milli = coded
                return [
                    Found(good, stock.balance(page, [good.id]).get(good.id, 0), milli, None, text)
                ]
            ids = self._search.find(page, text, limit)
            goods, balances = items.by_ids(page, ids), stock.balance(page, ids)
        return [Found(goods[i], balances.get(i, 0), reading=text) for i in ids if i in goods]

    def item(self, item_id: ItemId) -> Item | None:
        """An item, or None."""
        with self._reader.page() as page:
            return items.by_id(page, item_id)

    def bill(self, named: str) -> Bill | None:
        """A bill by its printed number, its id or the text of its QR; None for none."""
        name = named.strip().upper()
        with self._reader.page() as page:
            bills = sale.by_number(page, BillNumber(name))
            return bills[0] if bills else sale.by_id(page, SaleId(name.removeprefix(QR_BILL)))

    def recent(self, count: int = 20) -> list[Bill]:
        """The last bills, newest first."""
        with self._reader.page() as page:
            return sale.latest(page, count)

    def customers(self, text: str, limit: int = 8) -> list[Customer]:
        """Customers whose name or phone number begins so."""
        with self._reader.page() as page:
            return customers.search(page, text, limit)

    def customer(self, customer: CustomerId) -> Customer | None:
        """A customer; erased where his key is gone; None for none."""
        with self._reader.page() as page:
            return customers.by_id(page, customer)

    def close(self) -> None:
        """Let the connection go."""
        self._reader.close()
