"""What HQ keeps aside, and what an update, a date or another key changes about it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.client.enrol import NotEnrolled, enrol
from sync.client.line import Answer, Request
from sync.client.pump import Pump
from sync.protocol.record import Record
from sync.protocol.reply import CODE_LIFE_MS
from sync.server import intake
from sync.server.store import journal, schema
from tests.sync.histories import EnrolmentWire, Hq
from tests.sync.shop import DAY, START_MS, Shop


@pytest.fixture
def hq(tmp_path: Path) -> Hq:
    """A new HQ."""
    return Hq(tmp_path / "hq.db")


class Wire:
    """A line that always works."""

    def __init__(self, hq: Hq) -> None:
        self.exchange: Callable[[Request], Answer] = hq.answer

    def close(self) -> None:
        """Nothing is open."""


def send(hq: Hq, shop: Shop) -> None:
    """Sends everything a shop has."""
    if shop.held is None:
        hq.enrol(shop)
    pump = Pump(shop, shop, lambda _: Wire(hq), random.Random(1).uniform)
    for _ in range(20):
        pump.step(START_MS)
    assert shop.waiting().records == 0


def reasons(hq: Hq) -> list[str]:
    """Why records are kept aside."""
    return [kept.reason for _, kept in hq.store.read(journal.aside)]


def test_what_an_update_understands_is_counted_then_and_once(
    hq: Hq, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(random.Random(1))
    shop.sell()
    repeated = shop.sell()
    shop.append(shop.living(), repeated)
    judge = intake.judge

    def of_old(raw: bytes) -> Record | str:
        return "unknown_kind" if b'"k":"bill"' in raw else judge(raw)

    monkeypatch.setattr(intake, "judge", of_old)
    send(hq, shop)
    assert hq.counted() == (0, 0)
    assert reasons(hq) == ["unknown_kind"] * 3
    assert hq.intake.recheck() == 0
    monkeypatch.setattr(intake, "judge", judge)
    assert hq.intake.recheck() == 3
    assert hq.counted() == (2, 24_600)
    assert reasons(hq) == []
    assert hq.intake.recheck() == 0


def test_a_stream_that_does_not_say_what_it_is_is_not_counted_until_it_does(
    hq: Hq, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(random.Random(1))
    shop.sell()
    judge = intake.judge

    def of_old(raw: bytes) -> Record | str:
        return "newer_version" if b"stream.opened" in raw else judge(raw)

    monkeypatch.setattr(intake, "judge", of_old)
    send(hq, shop)
    assert reasons(hq) == ["newer_version", "not_opened"]
    assert hq.counted() == (0, 0)
    monkeypatch.setattr(intake, "judge", judge)
    assert hq.intake.recheck() == 2
    assert hq.counted() == (1, 12_300)


def test_a_day_sums_what_came_in_for_it_however_late(hq: Hq) -> None:
    shop = Shop(random.Random(1))
    for day in (DAY, "2026-11-01", DAY):
        shop.sell(100, day)
        send(hq, shop)
    assert shop.held is not None
    table = schema.rollup
    kept = (
        select(table.c.practice, table.c.business_day, table.c.bills, table.c.paise)
        .where(table.c.store_id == shop.held.store_id)
        .order_by(table.c.business_day)
    )
    days = hq.store.read(lambda page: page.connection.execute(kept).all())
    assert days == [(False, "2026-11-01", 1, 100), (False, DAY, 2, 200)]


def test_a_code_lives_72_hours(hq: Hq) -> None:
    shop = Shop(random.Random(1))
    code = hq.code("a")
    hq.now_ms += CODE_LIFE_MS + 1
    with pytest.raises(NotEnrolled, match="code_expired"):
        enrol(EnrolmentWire(hq), shop.key, "hq", code, "1")
    hq.now_ms -= 1
    assert enrol(EnrolmentWire(hq), shop.key, "hq", code, "1").hq_url == "hq"


def test_a_till_that_is_enrolled_anew_at_its_store_goes_on_in_its_streams(hq: Hq) -> None:
    shop = Shop(random.Random(1))
    shop.sell()
    send(hq, shop)
    before = shop.held
    hq.enrol(shop)
    assert shop.held is not None
    assert before is not None
    assert shop.held.device_id != before.device_id
    assert shop.held.store_id == before.store_id
    shop.sell()
    send(hq, shop)
    assert hq.counted() == (2, 24_600)
    assert len(shop.order) == 1
