"""Exactly once in effect, over real sockets, through every fault of a line."""

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.client.http import HttpLine
from sync.client.line import Break, LineDown, Request
from sync.client.pump import LineCode, Pump
from tests.sync.fault_proxy import FaultProxy
from tests.sync.hq import HqServer
from tests.sync.shop import START_MS, Shop

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

# Each fault, and what the shop is told while it lasts (None: it heals by itself within the step).
FAULTS: dict[str, LineCode | None] = {
    "drop_request": "offline",
    "drop_reply": "offline",
    "reset": "offline",
    "reset_mid_body": "offline",
    "reorder": "offline",
    "cut_reply": "offline",
    "truncate": None,
    "garble": None,
    "duplicate": None,
    "portal": "captive",
    "portal_json": "captive",
    "posing": "captive",
    "posing_junk": "captive",
    "redirect": "captive",
    "page_404": "captive",
    "portal_511": "captive",
    "wrong_key": "captive",
    "proxy_407": "proxy_auth",
    "gateway_502": "busy",
    "busy_503": "busy",
    "small_413": "online",
}


@dataclass(slots=True)
class Till:
    """A shop with its pump and the instant it lives in."""

    shop: Shop
    pump: Pump
    now_ms: int = START_MS

    def step(self) -> LineCode:
        """One step, when it is due."""
        self.now_ms = max(self.now_ms, self.pump.step(self.now_ms).wake_at_ms)
        return self.pump.status.code

    def drain(self, steps_max: int = 200) -> None:
        """Steps until HQ has acknowledged everything."""
        for _ in range(steps_max):
            self.step()
            if self.pump.status.waiting.records == 0:
                return
        pytest.fail(f"still waiting: {self.pump.status}")


@pytest.fixture(scope="module", params=DATABASES)
def hq(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HqServer]:
    """A real HQ on either database; its figures grow from test to test."""
    with _started(request.param, request, tmp_path_factory.mktemp("hq")) as server:
        yield server


@pytest.fixture(params=DATABASES)
def own_hq(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HqServer]:
    """A real HQ for one test only."""
    with _started(request.param, request, tmp_path) as server:
        yield server


def _started(kind: str, request: pytest.FixtureRequest, folder: Path) -> HqServer:
    database = None
    if kind == "postgres":
        server = request.getfixturevalue("postgres_server")
        database = server.url(server.create_database())
    return HqServer(folder, database=database)


def enrolled(hq: HqServer, url: str, seed: int) -> Till:
    """A new till of a new store, its streams opened."""
    dice = random.Random(seed)
    shop = Shop(dice, lanes=("trade", "goods"))
    pump = Pump(shop, shop, lambda at: HttpLine(at, connect_s=5, read_s=10), dice.uniform)
    shop.held = pump.enrol(hq.url, hq.code(f"दुकान {seed}"))
    shop.held = type(shop.held)(url, shop.held.device_id, shop.held.store_id, shop.held.hq_key)
    return Till(shop, pump)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bill_counts_once_whatever_the_line_does(hq: HqServer, fault: str) -> None:
    before = hq.figures()
    with FaultProxy(int(hq.url.rpartition(":")[2])) as proxy:
        till = enrolled(hq, proxy.url, seed=1000 + list(FAULTS).index(fault))
        till.drain()
        for _ in range(25):
            till.shop.sell()
        proxy.faults = [fault, fault]
        told = till.step()
        wanted = FAULTS[fault]
        if wanted is not None:
            assert told == wanted
            assert till.pump.status.waiting.bills == 25
        till.drain()
        assert till.pump.status.code == "online"
        assert proxy.met.count(fault) == 2
        till.pump.close()
    after = hq.figures()
    assert after["bills"] - before["bills"] == 25
    assert after["value_paise"] - before["value_paise"] == 25 * 12_300
    assert after["aside"] == before["aside"]


@pytest.mark.parametrize("seed", range(8))
def test_sales_and_faults_in_any_order_count_once(hq: HqServer, seed: int) -> None:
    dice = random.Random(seed)
    before = hq.figures()["value_paise"]
    sold = 0
    with FaultProxy(int(hq.url.rpartition(":")[2])) as proxy:
        till = enrolled(hq, proxy.url, seed)
        for _ in range(40):
            for _ in range(dice.randrange(4)):
                paise = dice.randrange(100, 100_000)
                till.shop.sell(paise)
                sold += paise
            proxy.faults = dice.choices(list(FAULTS), k=dice.randrange(3))
            till.step()
        proxy.faults = []
        till.drain()
        till.pump.close()
    assert hq.figures()["value_paise"] - before == sold


def test_a_bill_counts_once_though_hq_is_killed_while_it_takes_it_in(own_hq: HqServer) -> None:
    dice = random.Random(5)
    with FaultProxy(int(own_hq.url.rpartition(":")[2])) as proxy:
        till = enrolled(own_hq, proxy.url, seed=5)
        till.drain()
        for round_number in range(6):
            for _ in range(12):
                till.shop.sell()
            killer = threading.Timer(dice.uniform(0, 0.06), own_hq.kill)
            proxy.meanwhile = killer.start
            proxy.faults = ["pass"] * (round_number % 2) + ["meanwhile"]
            while proxy.faults:
                till.step()
            killer.join()
            own_hq.start()
            till.drain()
        till.pump.close()
    figures = own_hq.figures()
    assert figures["bills"] == 72
    assert figures["value_paise"] == 72 * 12_300


def test_an_answer_of_a_byte_a_second_ends_at_the_deadline(hq: HqServer) -> None:
    with FaultProxy(int(hq.url.rpartition(":")[2])) as proxy:
        proxy.faults = ["slow"]
        line = HttpLine(proxy.url)
        with pytest.raises(LineDown) as down:
            line.exchange(Request("GET", "/healthz", deadline_s=2))
        assert down.value.how == Break.CUT
        assert line.exchange(Request("GET", "/healthz", deadline_s=20)).status == 200
        line.close()


def test_requests_of_one_stream_that_arrive_together_are_taken_in_one_after_another(
    hq: HqServer,
) -> None:
    before = hq.figures()["bills"]
    till = enrolled(hq, hq.url, seed=77)
    till.drain()
    for _ in range(30):
        till.shop.sell()
    twins = [
        Pump(till.shop.cloned(), till.shop, HttpLine, random.Random(n).uniform) for n in (1, 2)
    ]

    def run(pump: Pump) -> None:
        now_ms = START_MS
        for _ in range(12):
            now_ms = pump.step(now_ms).wake_at_ms
        pump.close()

    threads = [threading.Thread(target=run, args=(pump,)) for pump in twins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    till.drain()
    till.pump.close()
    assert hq.figures()["bills"] - before == 30
