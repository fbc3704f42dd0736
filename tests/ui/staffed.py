"""A shop where three people work, each with a PIN."""

import pytest

from estore_pos.domain.ids import PersonId
from estore_pos.domain.person import Person, Role
from estore_pos.operations import pins
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from tests.operations.test_people import CHEAP, GITA_PIN, RAM_PIN, SITA_PIN, staffed
from tests.ui.counterside import Counterside

SITA, GITA, RAM = "सीता", "गीता", "राम"
PINS = {SITA: SITA_PIN, GITA: GITA_PIN, RAM: RAM_PIN}


def staff(counter: Counterside, at: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Person]:
    """Sita owns the shop, Gita sells in it, Ram helps; who of them stands at the till."""
    monkeypatch.setattr(pins, "COST", CHEAP)
    found: list[dict[str, Person]] = []

    def come(till: Till) -> dict[str, Person]:
        people = {each.name: each for each in staffed(till)}
        till.people.unlock(Approval(people[at].id, PINS[at]))
        return people

    counter.work.desk(come, found.append)
    counter.rest()
    return found[0]


def name_of(people: dict[str, Person], person: PersonId) -> str:
    """Whose id it is, "" for nobody's."""
    return next((each.name for each in people.values() if each.id == person), "")


__all__ = ["GITA", "PINS", "RAM", "SITA", "Role", "name_of", "staff"]
