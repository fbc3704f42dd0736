"""The journal is the truth: replaying it gives the tables, whatever days the shop has had."""

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from estore_pos.domain.customer import Customer
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.domain.stock import Move, Reason
from estore_pos.store import check, customer, journal, sale, stock
from tests.store.shelf import GOODS, GSTIN_BIHAR, GSTIN_UP, REGULAR, Shelf, replayed, tables_of

QUANTITIES = st.sampled_from([1000, 2000, 5000, 12_000])
ITEMS = st.sampled_from(GOODS)


def _split_payment(owed: Money) -> list[Tender]:
    """A part by UPI, the rest in cash with change."""
    upi = Money(owed.paise // 300 * 100)
    rest = owed - upi
    paid = [Tender(TenderKind.CASH, rest, rest + Money(5000))]
    return [Tender(TenderKind.UPI, upi, reference="4471"), *paid] if upi else paid


class Days(RuleBasedStateMachine):
    """Random days of trade on real books, each compared with a replay."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.shelf = Shelf(self.root)
        self.goods: dict[ItemId, Item] = {}
        self.customers: list[Customer] = []
        self.shop = REGULAR
        self.kept: dict[ItemId, int] = {}
        self.counted: set[ItemId] = set()
        self.bills = 0

    @initialize()
    def open_shop(self) -> None:
        self.shelf.create()
        self.shelf.say(self.shop)
        self.shelf.stock_up()
        self.goods = {item.id: item for item in GOODS}

    @rule(
        item=ITEMS, price=st.integers(1, 99_999), closed=st.booleans(), code=st.integers(100, 120)
    )
    def change_item(self, item: Item, price: int, closed: bool, code: int) -> None:
        now = replace(
            self.goods[item.id],
            price=Money(price),
            mrp=None,
            closed=closed,
            barcodes=(Barcode(str(code)), Barcode("carton" + str(code), 6000)),
        )
        self.goods[item.id] = now
        self.shelf.stock_up([now])

    @rule(moves=st.lists(st.tuples(ITEMS, st.integers(-5000, 90_000)), min_size=1, max_size=4))
    def count_stock(self, moves: list[tuple[Item, int]]) -> None:
        self.shelf.receive([Move(i.id, milli) for i, milli in moves], Reason.CORRECTION)
        for item, milli in moves:
            self.kept[item.id] = self.kept.get(item.id, 0) + milli
            self.counted.add(item.id)

    @rule(
        basket=st.lists(st.tuples(ITEMS, QUANTITIES), min_size=1, max_size=5),
        rupees=st.integers(0, 90),
        parts=st.booleans(),
        who=st.integers(0, 5),
    )
    def sell(self, basket: list[tuple[Item, int]], rupees: int, parts: bool, who: int) -> None:
        open_goods = [(self.goods[i.id], milli) for i, milli in basket]
        sold = [(item, milli) for item, milli in open_goods if not item.closed]
        atta = self.goods[GOODS[1].id]
        amount = (atta, Money.rupees(rupees)) if rupees and not atta.closed else None
        buyer = self.customers[who] if who < len(self.customers) else None
        if not sold and amount is None:
            return
        made = self.shelf.sell(
            *sold,
            shop=self.shop,
            buyer=buyer,
            amount=amount,
            **({"tenders": _split_payment} if parts else {}),
        )
        self.bills += len(made)
        for bill in made:
            for line in bill.lines:
                if not line.hsn.startswith("99"):
                    held = self.kept.get(line.item, 0)
                    self.kept[line.item] = held - line.quantity.milli

    @rule(name=st.text(min_size=1, max_size=12), gstin=st.sampled_from(["", GSTIN_BIHAR, GSTIN_UP]))
    def meet_customer(self, name: str, gstin: str) -> None:
        if self.shop.tax_mode is not TaxMode.REGULAR and gstin == GSTIN_UP:
            return
        if len(self.customers) < 6:
            state = gstin[:2] or "10"
            self.customers.append(self.shelf.meet(name, gstin=gstin, state=state))

    @rule(which=st.integers(0, 5))
    def erase_customer(self, which: int) -> None:
        if which < len(self.customers):
            self.shelf.forget(self.customers.pop(which).id)

    @rule(days=st.integers(0, 40), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        self.shelf.clock.at += timedelta(days=days, hours=hours)

    @rule(mode=st.sampled_from(list(TaxMode)))
    def change_shop(self, mode: TaxMode) -> None:
        if any(who.state != "10" for who in self.customers):
            mode = TaxMode.REGULAR
        self.shop = replace(self.shop, tax_mode=mode, footer_hi=mode.name)
        self.shelf.say(self.shop)

    @rule()
    def start_again(self) -> None:
        self.shelf.reopen()

    @rule()
    def repair(self) -> None:
        with self.shelf.page() as page:
            before = tables_of(page)
            journal.rebuild(page)
            assert tables_of(page) == before

    @invariant()
    def the_journal_gives_the_tables(self) -> None:
        if not self.shelf.opened:
            return
        reader = self.shelf.books.reader()
        with reader.page() as page:
            assert replayed(page) == tables_of(page)
            assert check.chains(page) == []
            assert stock.balance(page, list(self.goods)) == {
                item: milli for item, milli in self.kept.items() if item in self.counted
            }
            assert len(sale.latest(page, 10_000)) == self.bills
            for who in self.customers:
                assert customer.by_id(page, who.id) == who
        reader.close()

    @override
    def teardown(self) -> None:
        self.shelf.close()
        shutil.rmtree(self.root)


Days.TestCase.settings = settings(
    deadline=None, max_examples=12, stateful_step_count=16, print_blob=True
)
TestDays = Days.TestCase


def test_an_erased_customer_stays_erased_in_a_replay(stocked: Shelf) -> None:
    who = stocked.meet("सीता देवी", phone="0000000001")
    stocked.sell((GOODS[0], 1000), buyer=who)
    stocked.forget(who.id)
    with stocked.page() as page:
        assert customer.by_id(page, who.id) == Customer(who.id, erased=True)
        journal.rebuild(page)
        assert customer.by_id(page, who.id) == Customer(CustomerId(who.id), erased=True)
        assert replayed(page) == tables_of(page)
        (bill,) = sale.latest(page, 1)
    assert bill.buyer == who.id
