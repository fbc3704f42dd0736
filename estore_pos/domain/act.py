"""What an owner wants to know of besides the papers: who did it, when, about what."""

from enum import StrEnum

from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import NO_ITEM, OWNER, ItemId, PersonId, RecordId
from estore_pos.domain.money import NOTHING, Money


class ActKind(StrEnum):
    """What was done; a thief would do any of these. Changes of what holds say what in the note."""

    LINE_REMOVED = "line_removed"
    BILL_DISCARDED = "bill_discarded"
    DRAWER_OPENED = "drawer_opened"
    PRICE_UNDER_FLOOR = "price_under_floor"
    REPRINT = "reprint"
    RETURN = "return"
    REFUND_BEYOND = "refund_beyond"
    LOCK_FAILED = "lock_failed"
    PRICE_OVERRIDE = "price_override"
    APPROVAL = "approval"
    CANCEL = "cancel"
    ADVANCE_BACK = "advance_back"
    PRINTED_PRICE = "printed_price"
    GOODS = "goods"
    RATES = "rates"
    SHELF = "shelf"
    OFFER = "offer"
    GROUP = "group"
    SETTING = "setting"
    PEOPLE = "people"
    PIN_WRONG = "pin_wrong"
    MONEY_CAME = "money_came"
    MONEY_NOT_COME = "money_not_come"
    CLAIM_BACK = "claim_back"
    ADVANCE_TAKEN = "advance_taken"
    GOODS_OUT = "goods_out"
    ESTIMATE_CLOSED = "estimate_closed"


@frozen
class Act:
    """One of them: about which record, item, quantity and amount; `by` approved it."""

    what: ActKind
    about: RecordId | None = None
    item: ItemId = NO_ITEM
    milli: int = 0
    amount: Money = NOTHING
    by: PersonId = OWNER
    note: str = ""
