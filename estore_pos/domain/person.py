"""Who works at the till, and what each may do without asking."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import PersonId

PIN_MIN, PIN_MAX = 4, 8
"""So many digits has a PIN."""


class Role(StrEnum):
    """What a person is in the shop; earlier members may do more."""

    OWNER = "o"
    OPERATOR = "p"
    HELPER = "h"


class Deed(StrEnum):
    """What is not everybody's to do; the names are those in the journal."""

    DISCOUNT = "discount"
    LET_GO = "let_go"
    UNDER_FLOOR = "price_under_floor"
    CANCEL = "cancel"
    RETURN = "return"
    OPEN_DRAWER = "drawer_opened"
    PEOPLE = "people"
    SHOP = "shop"
    LIMITS = "limits"


_FREE: dict[Role, frozenset[Deed]] = {
    Role.OWNER: frozenset(Deed),
    Role.OPERATOR: frozenset({Deed.CANCEL, Deed.RETURN, Deed.OPEN_DRAWER}),
    Role.HELPER: frozenset(),
}


def may(role: Role, deed: Deed) -> bool:
    """Whether a role may do this of itself, whatever the amount, and allow it to others."""
    return deed in _FREE[role]


def may_allow(role: Role, deed: Deed, to: Role) -> bool:
    """Whether somebody of a role may be asked to allow a deed; what has caps, by a higher role."""
    roles = list(Role)
    capped = deed in (Deed.DISCOUNT, Deed.LET_GO)
    return may(role, deed) or (capped and roles.index(role) < roles.index(to))


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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the till; the PIN is not here but in the PC."""

    id: PersonId
    name: str
    role: Role
    closed: bool = False
