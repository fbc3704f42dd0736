"""What the pump sees of the journal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pytest

from estore_pos.store import check, journal, stream
from estore_pos.store.books import Reader
from estore_pos.store.outbox import BooksIdentity, BooksOutbox
from estore_pos.store.page import Page
from sync.client.identity import Enrolment, Identity
from sync.client.outbox import Outbox, StreamHead
from sync.protocol import chain
from sync.protocol.body import BillMade, StreamOpened
from sync.protocol.record import decode
from tests.store.shelf import SALT, Shelf, replayed, tables_of

T = TypeVar("T")


@dataclass
class Line:
    """A shelf and the pump's end of its books."""

    shelf: Shelf
    reader: Reader
    outbox: Outbox
    identity: BooksIdentity

    def head(self, place: int) -> StreamHead:
        return self.outbox.streams()[place]


@pytest.fixture
def line(stocked: Shelf) -> Iterator[Line]:
    """Books with an outbox, as the composition root puts them together."""
    reader = stocked.books.reader()

    def write(deed: Callable[[Page], T]) -> T:
        with stocked.page() as page:
            return deed(page)

    yield Line(
        stocked,
        reader,
        BooksOutbox(reader, write, stocked.books.new_id, stocked.clock.now),
        BooksIdentity(reader, write),
    )
    reader.close()


def walk(line: Line, head: StreamHead) -> list[bytes]:
    """Every record of a stream; its chain holds from h[0] to the last."""
    outbox = line.outbox
    records = outbox.read(head.stream, 0, 10_000, 10**9)
    start = chain.start(bytes.fromhex(head.stream), head.key_public, head.parent)
    assert outbox.hash_at(head.stream, 0) == start
    for seq, hashed in enumerate(chain.walk(start, records), 1):
        assert outbox.hash_at(head.stream, seq) == hashed
    assert len(records) == head.seq_last
    first = decode(records[0]).body
    assert isinstance(first, StreamOpened)
    assert bytes.fromhex(first.parent) == head.parent
    assert first.lane == head.lane
    return records


def test_trade_goes_before_goods_and_every_chain_holds(line: Line) -> None:
    line.shelf.sell((SALT, 1000))
    heads = line.outbox.streams()
    assert [head.lane for head in heads] == ["trade", "goods"]
    kinds = [decode(content).kind for content in walk(line, heads[0])]
    assert kinds == ["stream.opened", "shop.saved", "bill"]
    walk(line, heads[1])


def test_records_are_read_within_bounds_but_one_at_least(line: Line) -> None:
    for _ in range(4):
        line.shelf.sell((SALT, 1000))
    stream_id = line.head(0).stream
    everything = line.outbox.read(stream_id, 0, 100, 10**6)
    assert len(everything) == 6
    assert line.outbox.read(stream_id, 2, 3, 10**6) == everything[2:5]
    assert line.outbox.read(stream_id, 2, 3, 1) == everything[2:3]
    two = len(everything[2]) + len(everything[3])
    assert line.outbox.read(stream_id, 2, 9, two) == everything[2:4]
    assert line.outbox.read(stream_id, 6, 9, 10**6) == []


def test_what_waits_is_what_was_not_acknowledged(line: Line) -> None:
    outbox = line.outbox
    assert outbox.waiting().last_ack_ms is None
    assert outbox.incarnation() == ""
    for _ in range(3):
        line.shelf.sell((SALT, 1000))
    goods = line.head(1).seq_last
    assert (outbox.waiting().bills, outbox.waiting().records) == (3, 5 + goods)
    trade = line.head(0).stream
    outbox.acknowledge(trade, 4, "hq 1", 1234)
    assert (outbox.waiting().bills, outbox.waiting().records) == (1, 1 + goods)
    assert (outbox.waiting().last_ack_ms, outbox.incarnation()) == (1234, "hq 1")
    line.shelf.sell((SALT, 1000))
    assert outbox.waiting().bills == 2
    outbox.acknowledge(trade, 3, "hq 1", 2345)
    assert line.head(0).acked == 4
    outbox.rewind(trade, 1)
    assert (outbox.waiting().bills, outbox.waiting().records) == (4, 5 + goods)
    outbox.acknowledge(trade, 6, "hq 2", 3456)
    assert (outbox.waiting().bills, outbox.waiting().records) == (0, goods)
    assert outbox.incarnation() == "hq 2"
    outbox.rewind(trade, 0)
    assert outbox.waiting().bills == 4


def test_a_split_moves_the_same_bytes_behind_a_new_beginning(line: Line) -> None:
    for _ in range(4):
        line.shelf.sell((SALT, 1000))
    before = line.head(0)
    records = walk(line, before)
    hash3 = line.outbox.hash_at(before.stream, 3)
    line.outbox.acknowledge(before.stream, 3, "hq", 1)
    line.outbox.split(before.stream, 3)
    old, new = line.outbox.streams()[:2]
    assert old.stream == before.stream
    assert (old.seq_last, old.acked, old.retired) == (3, 3, True)
    assert (new.seq_last, new.acked, new.retired) == (4, 0, False)
    assert chain.parse_parent(new.parent) == chain.Parent(bytes.fromhex(old.stream), 3, hash3)
    assert walk(line, old) == records[:3]
    assert walk(line, new)[1:] == records[3:]
    assert line.outbox.waiting().bills == 3
    (bill,) = line.shelf.sell((SALT, 1000))
    assert bill.number[1:5] == stream_series(line)
    assert bill.number.endswith("000001")
    with line.shelf.page() as page:
        assert check.chains(page) == []
        assert replayed(page) == tables_of(page)
    assert line.shelf.reopen().new_streams_because == ""


def stream_series(line: Line) -> str:
    """The series in the numbers of bills made now."""
    with line.shelf.page() as page:
        return stream.series(page)


def test_a_split_with_nothing_to_move_still_begins_a_new_stream(line: Line) -> None:
    head = line.head(0)
    line.outbox.split(head.stream, head.seq_last)
    old, new = line.outbox.streams()[:2]
    assert (old.retired, new.retired, new.seq_last) == (True, False, 1)


def test_a_retired_stream_that_is_split_leaves_the_living_one_alone(line: Line) -> None:
    for _ in range(3):
        line.shelf.sell((SALT, 1000))
    first = line.head(0)
    line.outbox.split(first.stream, 5)
    living = line.head(1)
    line.outbox.split(first.stream, 2)
    heads = [head for head in line.outbox.streams() if head.lane == "trade"]
    assert [(head.seq_last, head.retired) for head in heads] == [(2, True), (1, False), (4, True)]
    assert heads[1] == living
    moved = [decode(content).body for content in walk(line, heads[2])[1:]]
    assert all(isinstance(body, BillMade) for body in moved)
    line.outbox.split(first.stream, 2)
    assert len(line.outbox.streams()) == 4
    line.shelf.sell((SALT, 1000))
    assert line.head(1).seq_last == 2


def test_a_stream_that_hq_never_saw_moves_whole(line: Line) -> None:
    line.shelf.sell((SALT, 1000))
    before = line.head(0)
    records = walk(line, before)
    line.outbox.split(before.stream, 0)
    old, new = line.outbox.streams()[:2]
    assert (old.seq_last, old.retired) == (0, True)
    assert walk(line, new)[1:] == records
    line.shelf.sell((SALT, 1000))
    with line.shelf.page() as page:
        assert check.chains(page) == []
        assert len(list(journal.records(page, "trade"))) == len(records) + 2
    assert line.shelf.reopen().new_streams_because == ""


def test_the_books_sign_with_the_key_of_their_streams(line: Line) -> None:
    signer = line.identity.signer()
    assert signer.public_key == line.head(0).key_public
    assert len(signer.sign(b"words")) == 64
    assert line.identity.signer() is signer


def test_an_enrolment_is_remembered_in_place_of_the_one_before(line: Line) -> None:
    seen_by_the_pump: Identity = line.identity
    assert seen_by_the_pump.enrolment() is None
    for store in ("store 1", "store 2"):
        given = Enrolment("https://hq.example", "device", store, bytes(32))
        line.identity.keep(given)
        assert line.identity.enrolment() == given
