"""A till at a real HQ: a shop in memory with its pump, over real sockets."""

import random
from dataclasses import dataclass, replace

import pytest

from sync.client.http import HttpLine
from sync.client.pump import LineCode, Pump
from tests.sync.hq import HqServer
from tests.sync.shop import START_MS, Shop


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


def enrolled(hq: HqServer, url: str, seed: int, *, practice: bool = False) -> Till:
    """A new till of a new store, its streams opened."""
    dice = random.Random(seed)
    shop = Shop(dice, practice=practice, lanes=("trade", "goods"))
    pump = Pump(shop, shop, lambda at: HttpLine(at, connect_s=5, read_s=10), dice.uniform)
    shop.held = replace(pump.enrol(hq.url, hq.code(f"दुकान {seed}")), hq_url=url)
    return Till(shop, pump)
