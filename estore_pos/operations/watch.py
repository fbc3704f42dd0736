"""Who stands at the till, what he may do of himself, and who allows him the rest."""

from collections.abc import Callable

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import OWNER, PersonId
from estore_pos.domain.money import Money
from estore_pos.domain.person import Deed, Person, Role, may
from estore_pos.domain.shop import Shop

THE_OWNER = Person(OWNER, "", Role.OWNER)
"""Until somebody sets a PIN there is one person, who is asked nothing."""


@frozen
class Approval:
    """Somebody types his own PIN at another's till, for this one deed."""

    person: PersonId
    pin: str


def _nobody(approval: Approval) -> Person:
    """Nobody has a PIN yet. Raises Refusal APPROVAL_NEEDED."""
    raise Refusal(RefusalCode.APPROVAL_NEEDED, what="approval")


class Watch:
    """Desk's thread only. `prove` turns an approval into the person it is of, or refuses."""

    def __init__(self, prove: Callable[[Approval], Person] = _nobody) -> None:
        """Begin with the owner at the till."""
        self.person = THE_OWNER
        self.prove = prove
        self.is_locked = False
        """Nobody stands at the till: whoever comes proves who he is."""

    @property
    def who(self) -> PersonId:
        """Whom the records of now are by."""
        return self.person.id

    def need_open(self) -> None:
        """Raise Refusal TILL_LOCKED while nobody stands at the till."""
        if self.is_locked:
            raise Refusal(RefusalCode.TILL_LOCKED)

    def leave(self, approval: Approval | None) -> "Leave":
        """What the person at the till may do now, with an approval that is proved here.

        Raises Refusal TILL_LOCKED, and what `prove` raises.
        """
        self.need_open()
        return Leave(self.person, None if approval is None else self.prove(approval))


@frozen
class Leave:
    """What two people may do together: who stands at the till, and who has allowed it."""

    person: Person
    approver: Person | None = None

    @property
    def by(self) -> PersonId:
        """Who allowed what the person at the till may not do of himself."""
        return self.approver.id if self.approver else OWNER

    @property
    def own(self) -> "Leave":
        """What the person at the till may do of himself."""
        return Leave(self.person)

    def may(self, deed: Deed) -> bool:
        """Whether a deed is allowed whatever the amount."""
        return any(may(each, deed) for each in self._roles())

    def need(self, deed: Deed) -> None:
        """Raise Refusal APPROVAL_NEEDED unless the deed is allowed."""
        if not self.may(deed):
            raise Refusal(RefusalCode.APPROVAL_NEEDED, what=deed.value)

    def discount_cap(self, shop: Shop) -> int:
        """Basis points that may be taken off."""
        return max(shop.discount_cap(role) for role in self._roles())

    def may_let_go(self, shop: Shop, waived: Money) -> bool:
        """Whether this sum may be let go."""
        caps = [shop.waive_cap(role) for role in self._roles()]
        return any(cap is None or waived <= cap for cap in caps)

    def need_let_go(self, shop: Shop, waived: Money) -> None:
        """Raise Refusal APPROVAL_NEEDED where this sum may not be let go."""
        if not self.may_let_go(shop, waived):
            raise Refusal(RefusalCode.APPROVAL_NEEDED, what=Deed.LET_GO.value)

    def _roles(self) -> list[Role]:
        return [each.role for each in (self.person, self.approver) if each is not None]
