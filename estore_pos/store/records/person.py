"""Somebody who works at the till, as a record."""

from estore_pos.domain.person import Person
from sync.protocol.body import PersonSaved

__all__ = ["PersonSaved", "body"]


def body(person: Person) -> PersonSaved:
    """A person as he now is."""
    return PersonSaved(
        person=person.id, name=person.name, role=person.role.value, closed=person.closed
    )
