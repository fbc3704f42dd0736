"""How far each stream of these books has come, and how much of it HQ has acknowledged."""

from estore_pos.domain.frozen import frozen
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Lane

_STREAMS = Statement("sent.streams")
_BILLS = Statement("sent.bills")


@frozen
class Stream:
    """A stream whose records 1 to `acked` of `last` HQ holds; `number` is its row."""

    name: str
    lane: Lane
    key_public: bytes
    parent: bytes
    last: int
    acked: int
    retired: bool
    number: int

    @property
    def waiting(self) -> int:
        """How many records HQ has not acknowledged."""
        return max(0, self.last - self.acked)


def streams(page: Page) -> list[Stream]:
    """Every stream, the trade lane first, within a lane the oldest first."""
    return [
        Stream(name, lane, key_public, parent, last, acked, bool(retired), number)
        for name, lane, key_public, parent, last, acked, retired, number in page.all(_STREAMS)
    ]


def bills_between(page: Page, number: int, after: int, upto: int) -> int:
    """How many bills there are among the records after one number of a stream up to another."""
    if after >= upto:
        return 0
    row = page.one(_BILLS, number=number, after=after, upto=upto)
    return int(row[0]) if row else 0
