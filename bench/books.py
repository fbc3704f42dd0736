"""Books as full as a big shop's after some years: goods and ten-line bills, made once and kept."""

import bisect
import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.goods import SEED, goods
from estore_pos.base import folders
from estore_pos.base.clock import SystemClock
from estore_pos.base.secrets import open_secrets
from estore_pos.domain import sale
from estore_pos.domain.day import BusinessDay, calendar_day, financial_year
from estore_pos.domain.draft import Draft
from estore_pos.domain.ids import BillNumber, RecordId, SaleId
from estore_pos.domain.item import Item
from estore_pos.domain.sale import Bill
from estore_pos.domain.shop import Shop
from estore_pos.operations import setup
from estore_pos.operations.till import Till, open_till
from estore_pos.store import journal, stream
from estore_pos.store.page import Page
from estore_pos.store.records import item as item_record
from estore_pos.store.records import sale as sale_record

LINES = 10
BILLS_A_DAY = 250
_SLICE = 1_000


class Place:
    """A profile of the bench's own: the folders that a till finds there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folders = folders.find(None, {folders.PROFILE: str(root)})

    def open(self) -> Till:
        """The till of these books, made if there were none; the caller closes it."""
        self.folders.create()
        return open_till(
            self.folders.books,
            SystemClock(),
            open_secrets(self.folders.secrets),
            self.folders.state,
            cache_dir=self.folders.cache,
        )


class Basket:
    """Draws goods as shoppers do: the n-th most popular once in n times (Zipf)."""

    def __init__(self, items: Sequence[Item], seed: int = SEED) -> None:
        self._items = items
        self._dice = random.Random(seed)
        self._weights = list(itertools.accumulate(1 / n for n in range(1, len(items) + 1)))

    def draft(self, lines: int) -> Draft:
        """A bill of so many different goods, some by weight."""
        draft = Draft()
        taken: set[int] = set()
        while len(draft.lines) < lines:
            drawn = self._dice.random() * self._weights[-1]
            item = self._items[bisect.bisect(self._weights, drawn)]
            if item.id in taken:
                continue
            taken.add(item.id)
            milli = 1000 if item.step_milli > 1 else self._dice.choice((250, 500, 1000, 1350))
            draft = draft.add(item, milli)
        return draft


def fill(place: Place, item_count: int, bill_count: int) -> list[Item]:
    """Fill empty books; the goods that are in them."""
    till = place.open()
    till.recovery_code_seen()
    till.save_shop(Shop(from_day=setup.practice_shop(datetime.now(UTC).date()).from_day))
    items = list(goods(setup.starter_goods(with_prices=True), item_count))
    try:
        for some in _slices(items):
            till.write(partial(_save, till=till, items=some))
        bills = _bills(till, items, bill_count)
        while chunk := list(itertools.islice(bills, _SLICE)):
            till.write(partial(_sell, bills=chunk))
            till.idle()
    finally:
        till.close()
    return items


def _slices(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for first in range(0, len(items), _SLICE):
        yield items[first : first + _SLICE]


def _save(page: Page, till: Till, items: Sequence[Item]) -> None:
    at = datetime.now(UTC)
    deeds = [journal.Deed(item_record.body(item), till.new_id(), at) for item in items]
    journal.append_many(page, "goods", deeds)


def _sell(page: Page, bills: Sequence[Bill]) -> None:
    deeds = [journal.Deed(sale_record.body(b), RecordId(b.id), b.at) for b in bills]
    journal.append_many(page, "trade", deeds)


def _bills(till: Till, items: Sequence[Item], count: int) -> Iterator[Bill]:
    """Bills of ten lines, oldest first, ending yesterday."""
    basket, shop = Basket(items), till.shop_today()
    with till.reader().page() as page:
        series = stream.series(page)
    first = datetime.now(UTC) - timedelta(days=count // BILLS_A_DAY + 1)
    serials: dict[int, int] = {}
    for number in range(count):
        at = first + timedelta(days=1) * number / BILLS_A_DAY
        day = calendar_day(at)
        (sheet,) = sale.sheets(basket.draft(LINES), shop, day)
        year = financial_year(day)
        serials[year] = serials.get(year, 0) + 1
        yield Bill(
            id=SaleId(till.new_id()),
            number=BillNumber(
                sale.bill_number(sale.number_kind(sheet.title), series, day, serials[year])
            ),
            at=at,
            calendar_day=day,
            business_day=BusinessDay(day),
            title=sheet.title,
            mode=shop.tax_mode,
            lines=sheet.lines,
            tenders=(sale.cash(sheet.totals.payable),) if sheet.totals.payable else (),
            totals=sheet.totals,
        )
