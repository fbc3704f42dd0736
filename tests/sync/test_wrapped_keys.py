"""A till's wrapped keys at HQ: held for the day its PC is lost, and opened by its code alone."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import delete, inspect, select, update

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.store import keys
from estore_pos.store.books import Books
from estore_pos.store.outbox import BooksIdentity, BooksOutbox
from estore_pos.store.page import Page
from sync.client.http import HttpLine
from sync.client.line import Answer, Request
from sync.client.pump import HEARTBEAT_MS, Pump
from sync.protocol import reply
from sync.server.store import device, schema
from sync.server.store.database import open_database
from tests.store.shelf import CODE, KEYS, REGULAR, Shelf
from tests.sync.histories import Hq
from tests.sync.hq import HqServer
from tests.sync.shop import START_MS, Shop
from tests.sync.test_intake import Wire, send

T = TypeVar("T")
OTHER_CODE = keys.new_code(random.Random(3).randbytes)


@dataclass(slots=True)
class Till:
    """Real books and their pump at a real HQ."""

    shelf: Shelf
    pump: Pump
    identity: BooksIdentity
    now_ms: int = START_MS

    @property
    def beside(self) -> bytes:
        """The wrapped keys beside the books."""
        return (self.shelf.folder / keys.FILE).read_bytes()

    @property
    def device_id(self) -> str:
        """Who it is at HQ."""
        held = self.identity.enrolment()
        assert held is not None
        return held.device_id

    def join(self, hq: HqServer) -> None:
        """Takes its place with a one-time code."""
        self.identity.keep(self.pump.enrol(hq.url, hq.code()))

    def meet(self) -> None:
        """An hour later: asks HQ what it holds, and all that follows."""
        self.now_ms += HEARTBEAT_MS
        for _ in range(12):
            self.pump.poke()
            self.pump.step(self.now_ms)
        assert self.pump.status.code == "online"

    def at(self, hq: HqServer) -> list[bytes]:
        """What HQ holds, newest first, as a person there is shown it."""
        store = open_database(hq.database)
        try:
            return store.read(lambda page: device.wrapped_keys(page, self.device_id))
        finally:
            store.close()


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    """Books with a recovery code, not enrolled."""
    shelf = Shelf(tmp_path / "till")
    shelf.create()
    shelf.say(REGULAR)
    reader = shelf.books.reader()

    def write(deed: Callable[[Page], T]) -> T:
        with shelf.page() as page:
            return deed(page)

    outbox = BooksOutbox(reader, write, shelf.books.new_id, shelf.clock.now)
    identity = BooksIdentity(reader, write)
    pump = Pump(outbox, identity, HttpLine, random.Random(1).uniform)
    yield Till(shelf, pump, identity)
    pump.close()
    reader.close()
    shelf.close()


def test_hq_holds_from_the_first_hour_what_lies_beside_the_books(hq: HqServer, till: Till) -> None:
    till.join(hq)
    assert till.at(hq) == [till.beside]
    said = hq.deed("keys", "--device", till.device_id)
    assert said.encode() == till.beside


def test_hqs_copy_and_the_code_give_the_same_keys_and_open_the_books(
    hq: HqServer, till: Till, tmp_path: Path
) -> None:
    till.join(hq)
    till.shelf.close()
    copy = tmp_path / "a pen drive that lacks the keys"
    shutil.copytree(till.shelf.folder, copy)
    (copy / keys.FILE).write_bytes(till.at(hq)[0])
    found = keys.unwrap(copy, CODE)
    assert found == KEYS
    Books.open(copy, found, clock=till.shelf.clock).close()


def test_hq_alone_opens_nothing(hq: HqServer, till: Till, tmp_path: Path) -> None:
    till.join(hq)
    (held,) = till.at(hq)
    for key in (KEYS.books, KEYS.store):
        assert key not in held
        assert key.hex().encode() not in held.lower()
    assert CODE.replace("-", "").encode() not in held.replace(b"-", b"")
    (tmp_path / keys.FILE).write_bytes(held)
    with pytest.raises(Refusal) as refused:
        keys.unwrap(tmp_path, OTHER_CODE)
    assert refused.value.code is RefusalCode.RECOVERY_CODE_WRONG


@pytest.mark.slow
def test_keys_wrapped_anew_go_to_hq_and_the_earlier_ones_stay(hq: HqServer, till: Till) -> None:
    till.join(hq)
    first = till.beside
    till.meet()
    assert till.at(hq) == [first]
    keys.wrap(till.shelf.folder, till.shelf.books.id, KEYS, OTHER_CODE)
    assert till.beside != first
    till.meet()
    assert till.at(hq) == [till.beside, first]


def test_what_hq_lost_it_is_given_again(hq: HqServer, till: Till) -> None:
    till.join(hq)
    store = open_database(hq.database)
    store.write(lambda page: page.connection.execute(delete(schema.device_keys)))
    store.close()
    till.meet()
    assert till.at(hq) == [till.beside]


def test_a_till_without_whole_keys_enrols_and_hands_them_over_once_they_stand(
    hq: HqServer, till: Till
) -> None:
    whole = till.beside
    (till.shelf.folder / keys.FILE).write_bytes(b'{"format":1')
    till.join(hq)
    till.meet()
    assert till.at(hq) == []
    keys.put_back(till.shelf.folder, whole)
    till.meet()
    assert till.at(hq) == [whole]


@pytest.fixture
def small(tmp_path: Path) -> Hq:
    """An HQ without a web."""
    return Hq(tmp_path / "hq.db")


def kept(hq: Hq, shop: Shop) -> list[bytes]:
    """What HQ holds of a shop."""
    held = shop.held
    assert held is not None
    return hq.store.read(lambda page: device.wrapped_keys(page, held.device_id))


def through(hq: Hq, answer: Callable[[Request], Answer]) -> Wire:
    """A line to HQ with somebody on it."""
    wire = Wire(hq)
    wire.exchange = answer
    return wire


def test_a_till_from_before_enrols_and_its_keys_come_with_its_next_version(small: Hq) -> None:
    shop = Shop(random.Random(1))
    shop.sell()
    send(small, shop)
    assert kept(small, shop) == []
    assert small.counted() == (1, 12_300)
    shop.wrapped = b'{"format": 1}'
    send(small, shop)
    assert kept(small, shop) == [b'{"format": 1}']


def test_bills_go_before_keys(small: Hq) -> None:
    shop = Shop(random.Random(1), lanes=("trade", "goods"))
    shop.wrapped = b"{}"
    shop.sell()
    small.enrol(shop)
    asked: list[str] = []

    def heard(request: Request) -> Answer:
        asked.append(request.path.rpartition("/")[2])
        return small.answer(request)

    pump = Pump(shop, shop, lambda _: through(small, heard), random.Random(1).uniform)
    for _ in range(12):
        pump.step(START_MS)
    assert asked.count("keys") == 1
    assert asked[-1] == "keys"
    assert asked.count("records") == 2


def test_a_portal_that_swallows_the_keys_does_not_stop_the_bills(small: Hq) -> None:
    shop = Shop(random.Random(1))
    shop.wrapped = b"{}"
    small.enrol(shop)

    def portal(request: Request) -> Answer:
        if request.path == reply.KEYS:
            return Answer(200, {"content-type": "text/html"}, b"<p>log in</p>")
        return small.answer(request)

    pump = Pump(shop, shop, lambda _: through(small, portal), random.Random(1).uniform)
    for _ in range(6):
        pump.step(START_MS)
    shop.sell()
    pump.nudge()
    for _ in range(3):
        pump.step(START_MS)
    assert shop.waiting().records == 0
    assert pump.status.code == "online"
    assert kept(small, shop) == []


def test_a_lost_till_hands_nothing_over_any_more(small: Hq) -> None:
    shop = Shop(random.Random(1))
    send(small, shop)
    held = shop.held
    assert held is not None
    small.store.write(lambda page: device.set_standing(page, held.device_id, device.REVOKED))
    shop.wrapped = b"{}"
    shop.sell()
    pump = Pump(shop, shop, lambda _: Wire(small), random.Random(1).uniform)
    for _ in range(12):
        pump.step(START_MS)
    assert kept(small, shop) == []


def test_an_hq_keeps_a_bounded_number_of_a_tills_wrapped_keys(small: Hq) -> None:
    shop = Shop(random.Random(1))
    for at in range(device.KEYS_KEPT + 3):
        shop.wrapped = b"{%d}" % at
        small.now_ms += 1
        send(small, shop)
    last = device.KEYS_KEPT + 2
    assert kept(small, shop) == [b"{%d}" % (last - at) for at in range(device.KEYS_KEPT)]


@pytest.mark.slow
def test_a_database_of_the_hq_before_gets_its_table_and_loses_nothing(own_hq: HqServer) -> None:
    own_hq.code()
    own_hq.stop()
    store = open_database(own_hq.database)
    with store._engine.begin() as connection:
        schema.device_keys.drop(connection)
        named = update(schema.meta).where(schema.meta.c.name == "schema")
        connection.execute(named.values(value="1"))
    store.close()
    again = open_database(own_hq.database, made=True)
    with again._engine.begin() as connection:
        assert inspect(connection).has_table("device_keys")
        assert len(connection.execute(select(schema.code.c.store_id)).all()) == 1
    again.close()
    own_hq.start()
