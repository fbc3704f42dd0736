"""Exactly once in effect, over real sockets, through every fault of a line."""

import random
import threading

import pytest

from sync.client.http import HttpLine
from sync.client.line import Break, LineDown, Request
from sync.client.pump import LineCode, Pump
from tests.fully import fully
from tests.sync.fault_proxy import FaultProxy
from tests.sync.hq import HqServer
from tests.sync.shop import START_MS
from tests.sync.till import enrolled

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
FAULTS_OFTEN = {
    "drop_reply",
    "truncate",
    "garble",
    *{told: each for each, told in FAULTS.items()}.values(),
}


@pytest.mark.parametrize("fault", fully(FAULTS, quick=FAULTS_OFTEN))
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


@pytest.mark.parametrize("seed", fully(range(8), quick=range(3)))
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


@pytest.mark.slow
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


@pytest.mark.slow
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
