"""The open bill at the counter: every deed on it, painted at once and kept on disk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import Title
from estore_pos.domain.ids import ItemId
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import Bill, Draft, Tender


@dataclass(frozen=True, slots=True)
class CounterView:
    """What a window paints of the open bill.

    `owed` is payable for all papers together, `tax` what of it is tax, `saving` how far below the
    printed prices it stays. `balances` are thousandths kept in stock before this bill, for the
    items on it. `price_missing`: a line has no price yet and End is refused.
    """

    draft: Draft = Draft()
    owed: Money = NOTHING
    tax: Money = NOTHING
    saving: Money = NOTHING
    count: int = 0
    papers: tuple[Title, ...] = ()
    balances: Mapping[ItemId, int] = field(default_factory=dict)
    price_missing: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """The bills one End made (two for a registered buyer of a mixed basket) and the change."""

    bills: tuple[Bill, ...]
    change: Money


OnChange = Callable[[CounterView], None]


class Counter:
    """The open bill. Desk's thread only.

    A deed works out the bill anew, paints it through `on_change` and only then waits for the disk.
    Where the disk fails the line stays on the bill and Trouble DRAFT_UNSAVED says so; the next
    deed writes the whole bill again.
    """

    view: CounterView

    def __init__(self, on_change: OnChange) -> None:
        """Take up the bill that lay open, if there is one."""
        self.view = CounterView()
        self._on_change = on_change

    def scan(self, code: str) -> CounterView:
        """One more of what the code stands for. Raises Refusal UNKNOWN_BARCODE, ITEM_CLOSED."""
        return self.view

    def add(
        self, item_id: ItemId, milli: int | None = None, amount: Money | None = None
    ) -> CounterView:
        """So many thousandths, or a sum's worth, of an item; one whole unit if neither is said.

        Raises Refusal ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, AMOUNT_RANGE, PRICE_MISSING.
        """
        return self.view

    def set_quantity(self, place: int, milli: int) -> CounterView:
        """Another quantity on a line. Raises Refusal LINE_MISSING, QUANTITY_STEP, QUANTITY_RANGE."""
        return self.view

    def set_price(self, place: int, price: Money, keep: bool = False) -> CounterView:
        """Another price on a line; `keep` makes it the item's price where the item had none.

        Raises Refusal LINE_MISSING, ABOVE_MRP, AMOUNT_RANGE.
        """
        return self.view

    def remove(self, place: int) -> CounterView:
        """Without a line. Raises Refusal LINE_MISSING."""
        return self.view

    def select(self, place: int) -> CounterView:
        """The line that the next key acts on; written with the next deed. Raises LINE_MISSING."""
        return self.view

    def set_buyer(self, buyer: Customer | None) -> CounterView:
        """Whose bill it is. Raises Refusal INTERSTATE_NOT_ALLOWED."""
        return self.view

    def clear(self) -> CounterView:
        """Throw the open bill away."""
        return self.view

    def finish(
        self, tenders: Sequence[Tender] | None = None, received: Money | None = None
    ) -> Finished:
        """Make the bill: exact cash unless tenders, or the cash handed over, are named.

        Raises Refusal EMPTY_BILL, PRICE_MISSING, TENDER_SHORT, INTERSTATE_NOT_ALLOWED; Trouble
        COMMIT_UNKNOWN when the disk failed and could not be asked: End again makes no second bill.
        """
        return Finished((), NOTHING)
