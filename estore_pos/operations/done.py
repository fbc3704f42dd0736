"""Who did what on a day, put together for the owner to read."""

from dataclasses import dataclass
from datetime import date, datetime

from estore_pos.domain.act import Act
from estore_pos.domain.ids import NO_ITEM, PersonId
from estore_pos.domain.item import Item
from estore_pos.domain.person import Person
from estore_pos.store import act, person
from estore_pos.store import item as items
from estore_pos.store.page import Page


@dataclass(frozen=True, slots=True)
class Done:
    """An act with what its ids stand for.

    `who` and `by` are None where nobody had a PIN, and `by` where nobody was asked; of a wrong PIN
    `by` is whose it was. `paper` is the number of the bill, credit note or estimate, "" for none.
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
            people.get(each.who),
            people.get(each.act.by),
            goods.get(each.act.item),
            papers.get(each.act.about, "") if each.act.about else "",
        )
        for each in reversed(noted)
    ]
