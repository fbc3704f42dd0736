"""What an owner wants to know of, as a table."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.ids import ItemId, PersonId, RecordId
from estore_pos.domain.money import Money
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Body, Record
from estore_pos.store.records import act as codec
from estore_pos.store.records.act import ActNoted

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PUT = Statement("act.put")
_OF_DAY = Statement("act.of_day")
_COUNT = Statement("act.count")
_REPRINTS = Statement("act.reprints")
_PAPERS = Statement("act.papers")


@dataclass(frozen=True, slots=True)
class Noted:
    """An act with who did it and when."""

    act: Act
    at: datetime
    who: PersonId


def body(act: Act, day: date) -> Body:
    """An act on a business day, for the journal."""
    return codec.body(act, day)


def apply(page: Page, record: Record) -> None:
    """Write an act into the table."""
    noted = record.body
    assert isinstance(noted, ActNoted)
    page.run(
        _PUT,
        id=record.id,
        at_ms=record.at_ms,
        business_day=noted.business_day,
        what=noted.what,
        about=noted.about,
        item=noted.item,
        milli=noted.milli,
        amount=noted.paise,
        who=record.who,
        by=noted.by,
        note=noted.note,
    )


def of_day(page: Page, day: date) -> list[Noted]:
    """The acts of a business day in their order."""
    return [
        Noted(
            Act(
                ActKind(what),
                RecordId(about) if about else None,
                ItemId(item),
                milli,
                Money(amount),
                PersonId(by),
                note,
            ),
            _EPOCH + timedelta(milliseconds=at_ms),
            PersonId(who),
        )
        for _, _, at_ms, _, what, about, item, milli, amount, who, by, note in page.all(
            _OF_DAY, day=day.isoformat()
        )
    ]


def count(page: Page, day: date) -> dict[ActKind, tuple[int, Money]]:
    """How often each was done on a business day, and the amounts together."""
    rows = page.all(_COUNT, day=day.isoformat())
    return {ActKind(what): (times, Money(amount)) for what, times, amount in rows}


def papers(page: Page, ids: Sequence[RecordId]) -> dict[RecordId, str]:
    """The numbers of those of these records that are bills, credit notes or estimates."""
    rows = page.all(_PAPERS, ids=json.dumps(list(ids)))
    return {RecordId(id): number for id, number in rows}


def reprints(page: Page, about: RecordId) -> int:
    """How often a paper was printed again."""
    row = page.one(_REPRINTS, about=about)
    return row[0] if row else 0
