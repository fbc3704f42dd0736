"""What an owner wants to know of besides the papers: who did it, when, about what."""

from dataclasses import dataclass
from enum import StrEnum

from estore_pos.domain.ids import NO_ITEM, OWNER, ItemId, PersonId, RecordId
from estore_pos.domain.money import NOTHING, Money


class ActKind(StrEnum):
    """What was done; a thief would do any of these."""

    LINE_REMOVED = "line_removed"
    BILL_DISCARDED = "bill_discarded"
    DRAWER_OPENED = "drawer_opened"
    PRICE_UNDER_FLOOR = "price_under_floor"
    REPRINT = "reprint"
    RETURN = "return"
    LOCK_FAILED = "lock_failed"
    PRICE_OVERRIDE = "price_override"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Act:
    """One of them: about which record, item, quantity and amount; `by` approved it."""

    what: ActKind
    about: RecordId | None = None
    item: ItemId = NO_ITEM
    milli: int = 0
    amount: Money = NOTHING
    by: PersonId = OWNER
    note: str = ""
