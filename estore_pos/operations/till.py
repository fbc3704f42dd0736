"""The till: one open set of books, and every deed that can be done with it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from estore_pos.base.clock import Clock
from estore_pos.base.secrets import SecretStore
from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.shop import Shop
from estore_pos.operations.archive import Archive
from estore_pos.operations.counter import Counter, CounterView, Finished
from estore_pos.operations.health import Finding
from estore_pos.operations.lookup import Found, Lookup

__all__ = [
    "Archive",
    "Counter",
    "CounterView",
    "Finding",
    "Finished",
    "Found",
    "Lookup",
    "Till",
    "open_till",
]


class Till:
    """One open set of books. Desk's thread only, but for `lookup` and `archive`."""

    counter: Counter
    folder: Path
    practice: bool
    is_new: bool
    """The books were made by this start and nobody has said the shop's name yet."""
    recovery_code: str | None
    """The code that opens the books elsewhere: to be shown once after the books were made."""

    def shop_today(self) -> Shop:
        """The facts of the shop that hold today."""
        return self.shop_versions()[-1]

    def shop_versions(self) -> tuple[Shop, ...]:
        """Every dated record of the shop's facts, in the order they were recorded; never empty."""
        return (Shop(date.min),)

    def save_shop(self, shop: Shop) -> None:
        """Record the shop's facts as they hold from `shop.from_day` on. Raises Refusals."""

    def load_starter(self, with_prices: bool) -> int:
        """Bring in the starter goods; how many came. Goods already there are left as they are."""
        return 0

    def next_item_id(self) -> ItemId:
        """The number that the next new item gets."""
        return ItemId(1)

    def save_item(self, item: Item) -> Item:
        """Record an item as it now stands. Raises Refusal NAME_NEEDED, ABOVE_MRP, AMOUNT_RANGE."""
        return item

    def save_customer(self, customer: Customer) -> Customer:
        """Record a customer, sealed; a new one has the id "". Raises Refusals."""
        return customer

    def erase_customer(self, customer: CustomerId) -> None:
        """Destroy the key of a customer: his bills stand, his name cannot be read any more."""

    def idle(self) -> None:
        """What can wait: the checkpoint, the selected line. Call when the desk has nothing to do."""

    def lookup(self) -> Lookup:
        """Quick questions; call on the thread that will ask them."""
        return Lookup()

    def archive(self) -> Archive:
        """Slow questions; call on the thread that will ask them."""
        return Archive()

    def close(self) -> None:
        """Close the books and let the lock go."""


def open_till(
    folder: Path,
    clock: Clock,
    secrets: SecretStore,
    state_dir: Path,
    *,
    cache_dir: Path | None = None,
    practice: bool = False,
    recovery_code: str | None = None,
    on_change: Callable[[CounterView], None] = lambda view: None,
) -> Till:
    """Open the books of a folder, or make them where there never were any. Desk's thread.

    `recovery_code` opens books whose keys this PC does not hold. Raises Trouble BOOKS_MISSING,
    BOOKS_NEWER, BOOKS_DAMAGED, BOOKS_IN_USE, ENGINE_UNSAFE, KEY_MISSING, FOLDER_UNWRITABLE and
    Refusal RECOVERY_CODE_WRONG.
    """
    return Till()
