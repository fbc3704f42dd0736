"""What the shop has: the sum of movements, kept as a balance."""

from enum import StrEnum

from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import ItemId


class Reason(StrEnum):
    """Why goods moved, other than by a bill."""

    OPENING = "opening"
    CORRECTION = "correction"


@frozen
class Move:
    """A signed change of an item's balance in thousandths of its unit."""

    item: ItemId
    milli: int
