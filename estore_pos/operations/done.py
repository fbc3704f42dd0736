"""Who did what on a day, put together for the owner to read."""

from dataclasses import dataclass
from datetime import date, datetime

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.ids import NO_ITEM, PersonId
from estore_pos.domain.item import Item
from estore_pos.domain.person import Person
from estore_pos.operations.acts import LOCKED
from estore_pos.store import act, person
from estore_pos.store import item as items
from estore_pos.store.page import Page


@dataclass(frozen=True, slots=True)
class Done:
    """An act with what its ids stand for.

    `who` and `by` are None where nobody had a PIN, and `by` where nobody was asked; of a wrong PIN
    `by` is whose it was, and `who` None where the till was locked. `paper` is the number of the
    bill, credit note or estimate, "" for none.
    """

    act: Act
    at: datetime
    who: Person | None
    by: Person | None
    item: Item | None
    paper: str


def done_on(page: Page, day: date) -> list[Done]:
    """What was done on a business day, the last first, in four statements however much it is."""
    noted = act.of_day(page, day)
    people: dict[PersonId, Person] = {each.id: each for each in person.every(page)}
    numbers = {each.act.item for each in noted if each.act.item != NO_ITEM}
    goods = items.by_ids(page, sorted(numbers))
    papers = act.papers(page, sorted({each.act.about for each in noted if each.act.about}))
    return [
        Done(
            each.act,
            each.at,
            None if _was_locked(each.act) else people.get(each.who),
            people.get(each.act.by),
            goods.get(each.act.item),
            papers.get(each.act.about, "") if each.act.about else "",
        )
        for each in reversed(noted)
    ]


def _was_locked(noted: Act) -> bool:
    is_pin = noted.what in (ActKind.PIN_WRONG, ActKind.LOCK_FAILED)
    return is_pin and LOCKED in noted.note.split()
