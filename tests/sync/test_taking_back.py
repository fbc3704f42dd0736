"""What a shop takes back leaves the state's figures, on either database, however it comes in."""

from typing import get_args

import pytest

from sync.protocol.record import decode
from sync.protocol.trade import ActKind, ActNoted, BillMade
from tests.sync.hq import HqServer
from tests.sync.shop import Shop, cancelled, credit_note
from tests.sync.till import enrolled


def count(hq: HqServer) -> tuple[int, int, int]:
    """Stores at work, bills and paise."""
    figures = hq.figures()
    return figures["active"], figures["bills"], figures["value_paise"]


def send(shop: Shop, kind: str, raw: bytes) -> None:
    """Writes a record about a bill at the end of the trade stream."""
    sold = decode(raw)
    assert isinstance(sold.body, BillMade)
    body = cancelled(sold) if kind == "bill.cancelled" else credit_note(sold, 2300, "2026-12-01")
    shop.append(shop.living(), shop.record(kind, body))


@pytest.mark.slow
def test_cancelled_bills_and_returns_leave_the_figures(own_hq: HqServer) -> None:
    till = enrolled(own_hq, own_hq.url, seed=3)
    first, second, third = till.shop.sell(), till.shop.sell(), till.shop.sell(4500)
    till.drain()
    assert count(own_hq) == (1, 3, 29_100)
    send(till.shop, "bill.cancelled", first)
    send(till.shop, "credit_note", second)
    send(till.shop, "bill.cancelled", third)
    send(till.shop, "bill.cancelled", third)
    till.drain()
    till.pump.close()
    assert count(own_hq) == (1, 1, 10_000)
    assert own_hq.figures()["aside"] == 0
    assert "₹100.00" in own_hq.get("/")


@pytest.mark.slow
def test_goods_taken_back_alone_do_not_make_a_store_active(own_hq: HqServer) -> None:
    till = enrolled(own_hq, own_hq.url, seed=4)
    send(till.shop, "credit_note", Shop(till.shop.dice).sell())
    till.drain()
    till.pump.close()
    assert count(own_hq) == (0, 0, -2300)
    assert "-₹23.00" in own_hq.get("/?lang=en")


@pytest.mark.slow
def test_whatever_a_thief_would_do_comes_in_and_moves_no_figure(own_hq: HqServer) -> None:
    till = enrolled(own_hq, own_hq.url, seed=5)
    till.shop.sell()
    till.drain()
    before = count(own_hq)
    for what in get_args(ActKind):
        act = ActNoted(what=what, business_day="2026-12-01", paise=100, note="mrp:2800>3200")
        till.shop.append(till.shop.living(), till.shop.record("act", act))
    till.drain()
    till.pump.close()
    assert count(own_hq) == before
    assert own_hq.figures()["aside"] == 0
