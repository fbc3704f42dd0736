"""The journal: what happened, in order; everything else in the books follows from it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import OWNER, PersonId, RecordId
from estore_pos.store import customer, item, sale, shop, stock, stream
from estore_pos.store.page import Page, Statement, family
from estore_pos.store.records import Body, Lane, Record, decode
from estore_pos.store.records.item import ItemSaved

__all__ = [
    "Body",
    "Deed",
    "Entry",
    "Lane",
    "append",
    "append_many",
    "contents",
    "holds",
    "rebuild",
    "records",
    "replay",
    "signed",
]

_HOLDS = Statement("journal.holds")
_ONE = Statement("journal.one")
_RECORDS = Statement("journal.records")
_CONTENTS = Statement("journal.contents")
_SLICE = 500


@frozen
class Entry:
    """A record where it stands: `stream` is 32 hex digits, `place` its order in these books."""

    stream: str
    seq: int
    record: Record
    content: bytes
    hash: bytes
    place: int


@frozen
class Deed:
    """A body to be recorded, as the module of its noun makes it, with what its envelope says.

    `lines` are a bill's rows where they were written before the rest.
    """

    body: Body
    id: RecordId
    at: datetime
    who: PersonId = OWNER
    suspect: bool = False
    lines: tuple[bytes, ...] = ()


@frozen
class _Kind:
    """A kind's name on the wire, its lane, and who writes its tables."""

    name: str
    lane: Lane | None
    apply: Callable[[Page, Record], None]


def _nothing(page: Page, record: Record) -> None:
    """A stream's own row is written where the stream is opened; it has no noun."""


# Nouns that few pages write: no start waits for their modules.


def _account(page: Page, record: Record) -> None:
    from estore_pos.store import account

    account.apply(page, record)


def _act(page: Page, record: Record) -> None:
    from estore_pos.store import act

    act.apply(page, record)


def _category(page: Page, record: Record) -> None:
    from estore_pos.store import category

    category.apply(page, record)


def _credit_note(page: Page, record: Record) -> None:
    from estore_pos.store import credit_note

    credit_note.apply(page, record)


def _estimate(page: Page, record: Record) -> None:
    from estore_pos.store import estimate

    estimate.apply(page, record)


def _offer(page: Page, record: Record) -> None:
    from estore_pos.store import offer

    offer.apply(page, record)


def _person(page: Page, record: Record) -> None:
    from estore_pos.store import person

    person.apply(page, record)


_KINDS: dict[str, _Kind] = {
    "StreamOpened": _Kind("stream.opened", None, _nothing),
    "ShopSaved": _Kind("shop.saved", "trade", shop.apply),
    "BillMade": _Kind("bill", "trade", sale.apply),
    "CustomerSaved": _Kind("customer.saved", "trade", customer.apply),
    "CustomerErased": _Kind("customer.erased", "trade", customer.apply),
    "ItemSaved": _Kind("item.saved", "goods", item.apply),
    "StockMoved": _Kind("stock.moved", "goods", stock.apply),
    "BillCancelled": _Kind("bill.cancelled", "trade", sale.apply),
    "TenderMatched": _Kind("tender.matched", "trade", sale.apply),
    "CreditNoteMade": _Kind("credit_note", "trade", _credit_note),
    "EstimateMade": _Kind("estimate", "trade", _estimate),
    "EstimateClosed": _Kind("estimate.closed", "trade", _estimate),
    "ActNoted": _Kind("act", "trade", _act),
    "PersonSaved": _Kind("person.saved", "trade", _person),
    "PriceSet": _Kind("price.set", "goods", item.apply),
    "OfferSaved": _Kind("offer.saved", "goods", _offer),
    "CategorySaved": _Kind("category.saved", "goods", _category),
    "AccountSaved": _Kind("account.saved", "trade", _account),
    "MoneyMoved": _Kind("money.moved", "trade", _account),
}
"""By the name of the record's body."""


def _kind(body: Body) -> _Kind:
    return _KINDS[type(body).__name__]


def append(
    page: Page,
    lane: Lane,
    body: Body,
    *,
    id: RecordId,
    at: datetime,
    who: PersonId = OWNER,
    suspect: bool = False,
) -> int:
    """Record a deed and write it into the tables, on one page; its number in its stream."""
    return append_many(page, lane, [Deed(body, id, at, who, suspect)])


def append_many(page: Page, lane: Lane, deeds: Sequence[Deed]) -> int:
    """Record deeds of one lane in order; the number of the last one. `deeds` is not empty."""
    records = [_record(lane, deed) for deed in deeds]
    seq = stream.add(page, lane, records)
    _apply(page, records)
    return seq


def _record(lane: Lane, deed: Deed) -> Record:
    kind = _kind(deed.body)
    assert kind.lane == lane, f"{kind.name} does not belong to {lane}"
    at_ms = stream.at_ms(deed.at)
    return Record(kind.name, deed.id, at_ms, deed.body, deed.who, deed.suspect, deed.lines)


def _apply(page: Page, records: Sequence[Record]) -> None:
    """Write records into the tables in order; neighbours that save items go together."""
    items: list[Record] = []
    for record in records:
        if isinstance(record.body, ItemSaved):
            items.append(record)
            continue
        if items:
            item.apply_many(page, items)
            items = []
        _kind(record.body).apply(page, record)
    if items:
        item.apply_many(page, items)


def holds(page: Page, record: RecordId) -> bool:
    """Whether a record is in the books: asked when a commit failed and nobody knows."""
    return page.one(_HOLDS, id=record) is not None


def signed(page: Page, record: RecordId) -> PersonId:
    """Who stood at the till when a record was made. `record` is in the books."""
    row = page.one(_ONE, id=record)
    assert row is not None
    return PersonId(decode(row[0]).who)


def records(page: Page, lane: Lane, after: int = 0) -> Iterator[Entry]:
    """The records of a lane in the order they were applied; `after` is a place."""
    while rows := page.all(_RECORDS, lane=lane, after=after, count=_SLICE):
        for stream_id, seq, content, hashed, place in rows:
            yield Entry(stream_id, seq, decode(content), content, hashed, place)
        after = rows[-1][-1]


def contents(page: Page) -> Iterator[bytes]:
    """Every record's bytes in the order they were applied."""
    after = 0
    while rows := page.all(_CONTENTS, after=after, count=_SLICE):
        yield from (content for _, content in rows)
        after = rows[-1][0]


def replay(page: Page, contents: Iterable[bytes]) -> int:
    """Write records into the tables of a page whose nouns are empty; how many there were.

    The records themselves are not kept; the keys of customers must be there already. Raises
    BadRecord.
    """
    count = 0
    waiting: list[Record] = []
    for content in contents:
        waiting.append(decode(content))
        count += 1
        if len(waiting) == _SLICE:
            _apply(page, waiting)
            waiting = []
    _apply(page, waiting)
    return count


def rebuild(page: Page) -> int:
    """Make the nouns' tables again from this journal; how many records there were."""
    for emptied in family("journal.empty"):
        page.run(emptied)
    return replay(page, contents(page))
