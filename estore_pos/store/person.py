"""Who works at the till, as a table."""

from estore_pos.domain.ids import PersonId
from estore_pos.domain.person import Person, Role
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Body, Record
from estore_pos.store.records import person as codec
from estore_pos.store.records.person import PersonSaved

_PUT = Statement("person.put")
_ALL = Statement("person.all")


def body(person: Person) -> Body:
    """A person as he now is, for the journal."""
    return codec.body(person)


def apply(page: Page, record: Record) -> None:
    """Write a person.saved into the table."""
    saved = record.body
    assert isinstance(saved, PersonSaved)
    page.run(_PUT, id=saved.person, name=saved.name, role=saved.role, closed=int(saved.closed))


def every(page: Page) -> list[Person]:
    """Everybody, those who left included, in the order they came."""
    return [
        Person(PersonId(id), name, Role(role), bool(closed))
        for id, name, role, closed in page.all(_ALL)
    ]
