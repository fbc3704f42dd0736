"""Who works at the till: their PINs, who may be asked to allow what, and who stands there now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import PersonId
from estore_pos.domain.person import (
    Asked,
    Deed,
    Person,
    Role,
    may,
    may_allow,
    not_allowed,
    tidy_pin,
)
from estore_pos.operations.acts import Acts
from estore_pos.operations.pins import Pins
from estore_pos.operations.watch import THE_OWNER, Approval, Watch


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works here, and whether he has a PIN on this PC."""

    person: Person
    has_pin: bool


class People:
    """Desk's thread only. Nobody is asked anything until an owner has a PIN on this PC."""

    def __init__(
        self, acts: Acts, watch: Watch, pins: Pins, is_owners_code: Callable[[str], None]
    ) -> None:
        """Take what deeds need; the last raises a Refusal for a wrong recovery code."""
        self._acts = acts
        self._watch = watch
        self._pins = pins
        self._is_owners_code = is_owners_code

    def everyone(self) -> list[Worker]:
        """Who works here, in the order they came."""
        return [Worker(each, self._pins.holds(each.id)) for each in self._acts.people()]

    @property
    def is_guarded(self) -> bool:
        """Whether who stands at the till is asked who he is: an owner has a PIN.

        Also where the PINs of a shop with an owner are gone: the recovery code sets his anew.
        """
        owners = [each for each in self.everyone() if each.person.role is Role.OWNER]
        return any(each.has_pin for each in owners) or (self._pins.are_lost and bool(owners))

    def who_can_unlock(self) -> list[Person]:
        """Whose PIN opens a locked till."""
        return [each.person for each in self.everyone() if each.has_pin]

    def who_may_allow(self, asked: Sequence[Asked]) -> list[Person]:
        """Whose PIN may allow all that APPROVAL_NEEDED names to who stands at the till."""
        to, deeds = self._watch.person.role, {each.what for each in asked}
        return [
            each
            for each in self.who_can_unlock()
            if all(may_allow(each.role, deed, to) for deed in deeds)
        ]

    def prove(self, approval: Approval) -> Person:
        """Whose PIN it is. Raises Refusal PIN_WRONG, PIN_WAIT; APPROVAL_NEEDED: he has none."""
        for each in self.who_can_unlock():
            if each.id == approval.person:
                self._pins.check(approval, each.name)
                return each
        raise Refusal(RefusalCode.APPROVAL_NEEDED, what="approval")

    # --- who stands at the till ---

    def lock(self) -> None:
        """Nobody stands at the till. Raises Refusal NO_PINS."""
        if not self.is_guarded:
            raise Refusal(RefusalCode.NO_PINS)
        self._watch.is_locked = True

    def unlock(self, approval: Approval) -> Person:
        """Somebody comes to the till, or another one. Raises Refusal PIN_WRONG, PIN_WAIT."""
        return self._stands(self.prove(approval))

    def _stands(self, person: Person) -> Person:
        self._watch.person = person
        self._watch.is_locked = False
        return person

    # --- who works here ---

    def save(
        self, person: Person, pin: str | None = None, approval: Approval | None = None
    ) -> Person:
        """Record somebody, with another PIN if one is named; a new one has the id "".

        An owner types his PIN for it, whoever stands at the till: nobody changes a PIN behind an
        owner who has turned his back. Raises Refusal APPROVAL_NEEDED (people), NAME_NEEDED,
        PIN_SHAPE, PIN_TAKEN, OWNER_FIRST, LAST_OWNER.
        """
        by = self._allowed(approval)
        if by is None and person.role is not Role.OWNER:
            raise Refusal(RefusalCode.OWNER_FIRST)
        told = None if pin is None else tidy_pin(pin)
        if told is None and not self._pins.holds(person.id):
            raise Refusal(RefusalCode.PIN_SHAPE)
        self._keep_an_owner(person)
        if told is not None:
            self._pins.need_own(person.id, told)
        saved = self._acts.save_person(person, by)
        if told is not None:
            self._pins.put(saved.id, told)
        if by is None or saved.id == self._watch.person.id:
            self._stands(saved)
        return saved

    def close(self, person: Person, approval: Approval | None = None) -> None:
        """Somebody works here no more; the last one who goes leaves a till that asks nobody.

        Raises Refusal APPROVAL_NEEDED (people), LAST_OWNER.
        """
        by = self._allowed(approval)
        gone = replace(person, closed=True)
        self._keep_an_owner(gone)
        self._acts.save_person(gone, by)
        self._pins.forget(gone.id)
        if not self.is_guarded:
            self._stands(THE_OWNER)
        elif gone.id == self._watch.person.id:
            self._watch.is_locked = True

    def reset(self, code: str, person: Person, pin: str) -> Person:
        """Give an owner another PIN by the recovery code of the books; he stands at the till.

        Raises Refusal RECOVERY_CODE_WRONG, PIN_SHAPE, PIN_TAKEN.
        """
        assert person.role is Role.OWNER
        told = tidy_pin(pin)
        try:
            self._is_owners_code(code)
        except Refusal:
            self._acts.code_failed(person.id)
            raise
        self._pins.need_own(person.id, told)
        saved = self._acts.save_person(person, person.id)
        self._pins.put(saved.id, told)
        return self._stands(saved)

    def _allowed(self, approval: Approval | None) -> PersonId | None:
        """The owner who allows a change of the people; None where nobody can be asked yet."""
        if not self.is_guarded:
            return None
        if approval is not None:
            approver = self.prove(approval)
            if may(approver.role, Deed.PEOPLE):
                return approver.id
        raise not_allowed([Asked(Deed.PEOPLE)])

    def _keep_an_owner(self, changed: Person) -> None:
        """Raise Refusal LAST_OWNER where people with PINs would be left without an owner's."""
        stays = changed.role is Role.OWNER and not changed.closed
        others = [each for each in self.who_can_unlock() if each.id != changed.id]
        if not stays and others and not any(each.role is Role.OWNER for each in others):
            raise Refusal(RefusalCode.LAST_OWNER, name=changed.name)
        if not stays and not changed.closed and not others and self._pins.holds(changed.id):
            raise Refusal(RefusalCode.LAST_OWNER, name=changed.name)
