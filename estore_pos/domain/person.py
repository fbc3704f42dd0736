"""Who works at the till, and what each may do without asking."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import NO_ITEM, ItemId, PersonId
from estore_pos.domain.money import NOTHING, Money

PIN_MIN, PIN_MAX = 4, 8
"""So many digits has a PIN."""


class Role(StrEnum):
    """What a person is in the shop; earlier members may do more."""

    OWNER = "o"
    OPERATOR = "p"
    HELPER = "h"


_RANKS = tuple(Role)


class Deed(StrEnum):
    """What is not everybody's to do; the names are those in the journal."""

    DISCOUNT = "discount"
    LET_GO = "let_go"
    UNDER_FLOOR = "price_under_floor"
    CANCEL = "cancel"
    RETURN = "return"
    BEYOND = "refund_beyond"
    OPEN_DRAWER = "drawer_opened"
    MONEY_OUT = "money_out"
    PEOPLE = "people"
    SHOP = "shop"
    LIMITS = "limits"
    PRINTED = "printed_price"
    RATES = "rates"
    GOODS = "goods"
    SHELF = "shelf"
    OFFERS = "offers"
    GROUP = "group"
    ADVANCE = "advance_back"
    PC = "pc"
    LOCKING = "locking"
    HQ = "hq"
    ACTS = "acts"


LEAST: Mapping[Deed, Role] = {
    Deed.CANCEL: Role.OPERATOR,
    Deed.RETURN: Role.OPERATOR,
    Deed.BEYOND: Role.OPERATOR,
    Deed.ADVANCE: Role.OPERATOR,
    Deed.OPEN_DRAWER: Role.OPERATOR,
    Deed.MONEY_OUT: Role.OPERATOR,
    Deed.PRINTED: Role.OPERATOR,
    Deed.RATES: Role.OPERATOR,
    Deed.GOODS: Role.OPERATOR,
    Deed.SHELF: Role.OPERATOR,
    Deed.PC: Role.OPERATOR,
    Deed.ACTS: Role.OPERATOR,
    Deed.DISCOUNT: Role.OWNER,
    Deed.LET_GO: Role.OWNER,
    Deed.UNDER_FLOOR: Role.OWNER,
    Deed.OFFERS: Role.OWNER,
    Deed.GROUP: Role.OWNER,
    Deed.PEOPLE: Role.OWNER,
    Deed.SHOP: Role.OWNER,
    Deed.LIMITS: Role.OWNER,
    Deed.LOCKING: Role.OWNER,
    Deed.HQ: Role.OWNER,
}
"""Who may do what of himself, the lowest role of each: a helper sells, teaches a code that nobody
knew and looks at everything but what goods cost and what others did; whatever stands here asks.

Discounts and small change have caps of their own below these. An operator keeps the goods; what
gives money away for days (offers, groups, limits) or says who stands there is the owner's.
"""


def may(role: Role, deed: Deed) -> bool:
    """Whether a role may do this of itself, whatever the amount, and allow it to others."""
    return _RANKS.index(role) <= _RANKS.index(LEAST[deed])


def may_allow(role: Role, deed: Deed, to: Role) -> bool:
    """Whether somebody of a role may be asked to allow a deed; what has caps, by a higher role."""
    capped = deed in (Deed.DISCOUNT, Deed.LET_GO)
    return may(role, deed) or (capped and _RANKS.index(role) < _RANKS.index(to))


def tidy_pin(typed: str) -> str:
    """A PIN as it is compared: 4 to 8 digits, of whichever script. Raises Refusal PIN_SHAPE."""
    if not (PIN_MIN <= len(typed) <= PIN_MAX and typed.isdecimal()):
        raise Refusal(RefusalCode.PIN_SHAPE)
    return "".join(str(int(digit)) for digit in typed)


def is_easy(pin: str) -> bool:
    """Whether a PIN is among the first that anybody tries: 0000, 1212, 1234, 9876."""
    steps = {int(after) - int(digit) for digit, after in pairwise(pin)}
    half = len(pin) // 2
    return steps in ({0}, {1}, {-1}) or pin == pin[:2] * half or pin == pin[:half] * 2


@frozen
class Person:
    """Somebody who works at the till; the PIN is not here but in the PC."""

    id: PersonId
    name: str
    role: Role
    closed: bool = False


@frozen
class Asked:
    """One thing that somebody has to allow: of which good or `paper`, and how much money it is.

    `amount` is given away or goes out; or else `price` is what a good is to be sold for.
    """

    what: Deed
    item: ItemId = NO_ITEM
    amount: Money = NOTHING
    price: Money = NOTHING
    name: tuple[str, str] = ("", "")
    paper: str = ""


def not_allowed(asked: Sequence[Asked]) -> Refusal:
    """That nobody has allowed any of this yet: who is asked for his leave reads all of it."""
    what = asked[0].what.value
    return Refusal(RefusalCode.APPROVAL_NEEDED, what=what, asked=tuple(asked))
