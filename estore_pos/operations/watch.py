"""Who stands at the till, what he may do of himself, and who allows him the rest."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import OWNER, PersonId
from estore_pos.domain.money import Money
from estore_pos.domain.person import Asked, Deed, Person, Role, may, not_allowed
from estore_pos.domain.shop import Shop

T = TypeVar("T")
THE_OWNER = Person(OWNER, "", Role.OWNER)
"""Until somebody sets a PIN there is one person, who is asked nothing."""


@frozen
class Approval:
    """Somebody types his own PIN at another's till, for this one deed.

    `asked` is what he has read; None where he was shown no list, and stands for all he may.
    """

    person: PersonId
    pin: str
    asked: tuple[Asked, ...] | None = None


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
        if approval is None:
            return Leave(self.person)
        return Leave(self.person, self.prove(approval), approval.asked)


@frozen
class Leave:
    """What two people may do together: who stands at the till, and who has allowed it.

    `shown` is what he allows, and nothing else; None for all that he may.
    """

    person: Person
    approver: Person | None = None
    shown: tuple[Asked, ...] | None = None

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

    def by_of(self, deed: Deed) -> PersonId:
        """Who allowed this deed; nobody where the person at the till may do it of himself."""
        return OWNER if self.own.may(deed) else self.by

    def need(self, *deeds: Deed) -> None:
        """Raise Refusal APPROVAL_NEEDED unless all of these are allowed."""
        self.need_all([Asked(deed) for deed in deeds])

    def need_all(self, wanted: Sequence[Asked]) -> None:
        """Raise Refusal APPROVAL_NEEDED, with all that is asked, unless it is allowed."""
        self.granted(lambda those: [each for each in wanted if not those.may(each.what)])

    def granted(self, asks: "Callable[[Leave], Sequence[Asked]]") -> Sequence[Asked]:
        """What is allowed of all that the person at the till may not do of himself.

        `asks` says what would have to be asked of somebody with this leave. Who is asked reads all
        of it before he types his PIN, and allows no more than he has read: what differs by then is
        asked anew. Raises Refusal APPROVAL_NEEDED.
        """
        alone = asks(self if self.approver is None else self.own)
        if alone and (not self._covers(alone) or asks(self)):
            raise not_allowed(alone)
        return alone

    def tried(self, deed: "Callable[[Leave], T]") -> T:
        """What comes of a deed that changes nothing yet: of himself, else as far as was allowed.

        Raises what it raises; Refusal APPROVAL_NEEDED with what was asked of him first.
        """
        try:
            return deed(self.own)
        except Refusal as refusal:
            if refusal.code is not RefusalCode.APPROVAL_NEEDED:
                raise
            asked = refusal.facts["asked"]
            if not (isinstance(asked, tuple) and self._covers(asked)):
                raise
            try:
                return deed(self)
            except Refusal as still:
                raise (refusal if still.code is refusal.code else still) from None

    def _covers(self, asked: Sequence[Asked]) -> bool:
        """Whether somebody allows just this: it is what he was shown, if anything was."""
        shown = self.shown
        return self.approver is not None and (shown is None or shown == tuple(asked))

    def discount_cap(self, shop: Shop) -> int:
        """Basis points that may be taken off."""
        return max(shop.discount_cap(role) for role in self._roles())

    def may_let_go(self, shop: Shop, waived: Money) -> bool:
        """Whether this sum may be let go."""
        caps = [shop.waive_cap(role) for role in self._roles()]
        return any(cap is None or waived <= cap for cap in caps)

    def _roles(self) -> list[Role]:
        return [each.role for each in (self.person, self.approver) if each is not None]
