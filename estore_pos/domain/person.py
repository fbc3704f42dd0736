"""Who works at the till, and what each may do without asking."""

from dataclasses import dataclass
from enum import StrEnum

from estore_pos.domain.ids import PersonId


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


_FREE: dict[Role, frozenset[Deed]] = {
    Role.OWNER: frozenset(Deed),
    Role.OPERATOR: frozenset({Deed.CANCEL, Deed.RETURN, Deed.OPEN_DRAWER}),
    Role.HELPER: frozenset(),
}


def may(role: Role, deed: Deed) -> bool:
    """Whether a role may do this of itself, whatever the amount, and allow it to others."""
    return deed in _FREE[role]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the till; the PIN is not here but in the PC."""

    id: PersonId
    name: str
    role: Role
    closed: bool = False
