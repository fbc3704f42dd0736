"""What a window paints of the open bill, and what one End has made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import Title
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.offer import Terms
from estore_pos.domain.sale import Bill
from estore_pos.store.draft import FIRST

if TYPE_CHECKING:
    from estore_pos.domain.estimate import Estimate
    from estore_pos.operations.moment import Doubt


@frozen
class OpenBill:
    """One of the bills that are not made yet, as its tab says: buyer, first good, lines."""

    bill: int
    buyer: str
    first: Item | None
    count: int
    is_open: bool
    unknown: int = 0
    """So many codes were scanned for it that no good has."""


@dataclass(frozen=True, slots=True)
class CounterView:
    """What a window paints of the open bill.

    `owed` is payable for all papers together, `tax` what of it is tax, `saving` how far below the
    printed prices it stays. `balances` are thousandths kept in stock before this bill, for the
    items on it. `price_missing`: a line has no price yet and End is refused. `terms` are what each
    line is sold at, `nets` what it comes to on them; `discount` and `charge` are on the whole bill,
    `round_off` is what its papers are rounded by.
    `advanced` was paid on the estimate it came of (`came_of`, while that is not settled), `unseen`
    of it by UPI that nobody saw. `bill` is its number among `bills`, which are told where there are
    several. `warning`: it was sold, but somebody is told; a restart forgets that, and what could be
    undone. `called` are the offers' names, Hindi and English. `taxed`: the shop charges tax, so
    that a good of an untold rate is one to look at. `lacks_address`: its papers ought to name its
    address, which nobody has told. `above`: a line stands above its MRP, End is refused, and nobody
    is asked for money. `doubt`: the PC's clock is not believed.
    """

    draft: Draft = field(default_factory=Draft)
    owed: Money = NOTHING
    tax: Money = NOTHING
    saving: Money = NOTHING
    count: int = 0
    papers: tuple[Title, ...] = ()
    balances: Mapping[ItemId, int] = field(default_factory=dict)
    price_missing: bool = False
    terms: tuple[Terms, ...] = ()
    nets: tuple[Money, ...] = ()
    discount: Money = NOTHING
    charge: Money = NOTHING
    round_off: Money = NOTHING
    advanced: Money = NOTHING
    unseen: Money = NOTHING
    came_of: "Estimate | None" = field(default=None, compare=False)
    bill: int = FIRST
    bills: tuple[OpenBill, ...] = ()
    can_undo: bool = field(default=False, compare=False)
    warning: Refusal | None = field(default=None, compare=False)
    called: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)
    taxed: bool = False
    lacks_address: bool = False
    above: Refusal | None = field(default=None, compare=False)
    doubt: "Doubt | None" = field(default=None, compare=False)

    def is_alike(self, other: "CounterView") -> bool:
        """Whether it is the same bill, with the same on it for the same sum."""
        mine, others = (self.bill, self.owed), (other.bill, other.owed)
        return mine == others and self.draft.lines == other.draft.lines

    def back(self, waived: Money) -> Money:
        """What of the advance goes back with the bill if so much is let go."""
        return max(NOTHING, self.advanced - max(self.owed - waived, self.unseen))


@frozen
class Finished:
    """The bills one End made (two for a registered buyer of a mixed basket) and the change."""

    bills: tuple[Bill, ...]
    change: Money


def tab(bill: int, draft: Draft, *, is_open: bool) -> OpenBill:
    """How a bill is told among several."""
    buyer = draft.buyer.name if draft.buyer else ""
    first = draft.lines[0].item if draft.lines else None
    return OpenBill(bill, buyer, first, len(draft.lines), is_open, len(draft.unknown))
