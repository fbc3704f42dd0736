"""Four real days of another shop go over our counter: each line is sold, or refused and why."""

import csv
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from estore_pos.domain.credit_note import ReturnReason, Unbilled
from estore_pos.domain.day import calendar_day
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money, total
from estore_pos.domain.quantity import Unit
from estore_pos.operations.returns import Origin
from estore_pos.operations.till import Till
from estore_pos.store import check
from estore_pos.store.reports import totals
from tests.operations.shopfront import FIVE, NOON, Shopfront, put_item


@dataclass(frozen=True)
class Row:
    """A line of an invoice: pieces (below nothing for what came back) at a price in paise."""

    invoice: str
    item: ItemId
    pieces: int
    price: Money

    @property
    def value(self) -> Money:
        return Money(self.price.paise * self.pieces)


def read(file: Path) -> tuple[list[Item], list[Row]]:
    """The goods at the first price seen of each, and the lines."""
    goods: dict[str, Item] = {}
    rows: list[Row] = []
    with file.open(encoding="utf-8", newline="") as lines:
        for each in csv.DictReader(lines):
            price = Money(int(Decimal(each["UnitPrice"]) * 100))
            code, name = each["StockCode"], each["Description"] or each["StockCode"]
            number = ItemId(len(goods) + 1)
            good = goods.setdefault(code, Item(number, name, name, Unit.PIECE, FIVE, price))
            rows.append(Row(each["InvoiceNo"], good.id, int(each["Quantity"]), price))
    return list(goods.values()), rows


class Play:
    """Plays invoices through the till; `sold` and `back` are paise, `refused` counts reasons."""

    def __init__(self, till: Till, goods: list[Item]) -> None:
        self.till = till
        self.own = {good.id: good for good in goods}
        self.sold = self.back = 0
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def sell(self, rows: list[Row]) -> None:
        """A bill; lines at a price of their own first, so that none adds to another's line."""
        counter = self.till.counter
        value = 0
        for row in sorted(rows, key=lambda row: row.price == self.own[row.item].price):
            try:
                counter.add(row.item, row.pieces * 1000)
                if row.price != self.own[row.item].price:
                    counter.set_price(counter.view.draft.current, row.price)
            except Refusal as refusal:
                self.refused[refusal.code.value] += 1
            else:
                self.done["sold"] += 1
                value += row.value.paise
        if counter.view.draft.lines:
            (bill,) = counter.finish().bills
            assert bill.totals.gross == Money(value)
            self.sold += bill.totals.payable.paise

    def take_back(self, rows: list[Row]) -> None:
        """What a cancelled invoice gave back, in all no more; its bill is not in the books."""
        paid = total([-row.value for row in rows])
        for row in rows:
            goods = [Unbilled(self.own[row.item], -row.pieces * 1000, -row.value)]
            origin = Origin(row.invoice, calendar_day(NOON), paid)
            try:
                note = self.till.returns.take_back_unbilled(goods, origin, ReturnReason.OTHER)
            except Refusal as refusal:
                self.refused[refusal.code.value] += 1
            else:
                self.done["taken back"] += 1
                self.back += note.totals.payable.paise


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_line_of_four_real_days_is_sold_or_refused_with_its_reason(
    shopfront: Shopfront, estore_data: Path
) -> None:
    goods, rows = read(estore_data / "online_retail_first4days.csv")
    till = shopfront.open()
    for good in goods:
        put_item(till, good)
    play = Play(till, goods)
    for invoice, lines in groupby(rows, key=lambda row: row.invoice):
        deed = play.take_back if invoice.startswith("C") else play.sell
        deed(list(lines))
    assert sum(play.done.values()) + sum(play.refused.values()) == len(rows) == 10_144
    assert set(play.refused) <= {RefusalCode.QUANTITY_RANGE.value, RefusalCode.AMOUNT_RANGE.value}
    assert play.done["sold"] > 10_000
    assert play.done["taken back"] > 80
    day = till.write(lambda page: totals.of_day(page, calendar_day(NOON)))
    assert day["value"] == play.sold - play.back
    assert till.write(check.replay_differences) == []
