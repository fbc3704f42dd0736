"""Whatever a day brings, the money and the goods add up: bills, totals, stock and journal."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from typing_extensions import override

from estore_pos.domain.errors import Refusal, ShopError
from estore_pos.domain.ids import ItemId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill, Tender, TenderKind
from estore_pos.operations.counter_view import CounterView, Finished
from estore_pos.operations.till import Till
from estore_pos.store import check, journal, sale
from estore_pos.store.books import Seams
from estore_pos.store.page import Page
from estore_pos.store.reports import totals
from tests.operations.disk import Disk
from tests.operations.shopfront import CARTON, Shopfront, goods, put_item
from tests.operations.test_counter import SALT_CODE, SOAP_CARTON_CODE, buyer, registered_shop

ITEMS = st.sampled_from([item.id for item in goods()])
PLACES = st.integers(0, 4)
PLANS = st.sampled_from(["", "", "before", "after"])


class Trade(RuleBasedStateMachine):
    """A counter, a disk that sometimes fails, and what must hold after every deed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.disk = Disk()
        self.front = Shopfront(self.root)
        self.front.seams = Seams(connect=self.disk.connect, machine=lambda _salt: "this pc")
        self.till: Till = self.front.open()
        self.sold: dict[str, Bill] = {}

    @initialize(registered=st.booleans())
    def stock_the_shelves(self, registered: bool) -> None:
        for item in goods():
            put_item(self.till, item)
        if registered:
            registered_shop(self.till)

    @override
    def teardown(self) -> None:
        self.front.close()
        shutil.rmtree(self.root)

    def deed(self, act: Callable[[], object], plan: str = "") -> None:
        """Do it on a disk that behaves by plan; a refusal leaves the bill as it was."""
        self.disk.commits = [plan] if plan else []
        before = self.till.counter.view
        try:
            done = act()
        except Refusal:
            assert self.till.counter.view == before
        except ShopError:
            pass
        else:
            if isinstance(done, Finished):
                for bill in done.bills:
                    assert bill.id not in self.sold, "one bill, two Ends"
                    self.sold[bill.id] = bill
        self.disk.commits = []

    @rule(code=st.sampled_from([SALT_CODE, SOAP_CARTON_CODE, "NEW1", "0000"]), plan=PLANS)
    def scan(self, code: str, plan: str) -> None:
        self.deed(lambda: self.till.counter.scan(code), plan)

    @rule(item=ITEMS, milli=st.sampled_from([None, 250, 1000, 3000, 1667]), plan=PLANS)
    def add(self, item: ItemId, milli: int | None, plan: str) -> None:
        self.deed(lambda: self.till.counter.add(item, milli), plan)

    @rule(item=ITEMS, paise=st.integers(1, 20_000))
    def add_for_money(self, item: ItemId, paise: int) -> None:
        self.deed(lambda: self.till.counter.add(item, amount=Money(paise)))

    @rule(place=PLACES, milli=st.sampled_from([0, 500, 1000, 12_000]), plan=PLANS)
    def set_quantity(self, place: int, milli: int, plan: str) -> None:
        self.deed(lambda: self.till.counter.set_quantity(place, milli), plan)

    @rule(place=PLACES, paise=st.integers(0, 5000), keep=st.booleans())
    def set_price(self, place: int, paise: int, keep: bool) -> None:
        self.deed(lambda: self.till.counter.set_price(place, Money(paise), keep))

    @rule(place=PLACES, plan=PLANS)
    def remove(self, place: int, plan: str) -> None:
        self.deed(lambda: self.till.counter.remove(place), plan)

    @rule(place=PLACES)
    def select(self, place: int) -> None:
        self.deed(lambda: self.till.counter.select(place))

    @rule(state=st.sampled_from(["10", "09"]))
    def name_the_buyer(self, state: str) -> None:
        who = buyer(self.till, state=state)
        self.deed(lambda: self.till.counter.set_buyer(who))

    @rule()
    def throw_away(self) -> None:
        self.deed(self.till.counter.clear)

    @rule(plan=PLANS)
    def end(self, plan: str) -> None:
        self.deed(self.till.counter.finish, plan)

    @rule(more=st.integers(-1, 50_000))
    def take_notes(self, more: int) -> None:
        owed = self.till.counter.view.owed
        self.deed(lambda: self.till.counter.finish(received=owed + Money(more)))

    @rule(part=st.integers(0, 100))
    def take_both(self, part: int) -> None:
        owed = self.till.counter.view.owed
        upi = Money(owed.paise * part // 100)
        cash = owed - upi
        tenders = [Tender(TenderKind.UPI, upi), Tender(TenderKind.CASH, cash, cash + Money(100))]
        self.deed(lambda: self.till.counter.finish([each for each in tenders if each.amount]))

    @precondition(lambda self: not self.till.counter.view.price_missing)
    @rule(hours=st.integers(1, 30))
    def let_time_pass(self, hours: int) -> None:
        self.front.clock.move(hours * 3_600_000)

    @rule()
    def be_idle(self) -> None:
        self.till.idle()

    @rule()
    def cut_the_power(self) -> None:
        """What was painted and kept is there again (idle keeps what a failing disk did not)."""
        self.till.idle()
        view = self.till.counter.view
        self.till = self.front.reopen()
        self.front.clock.move(0)
        assert self.till.counter.view.draft == view.draft

    @invariant()
    def everything_adds_up(self) -> None:
        self.till.write(self._add_up)

    def _add_up(self, page: Page) -> None:
        held = sale.latest(page, 10_000)
        assert {bill.id: bill for bill in held} == self.sold
        days = {bill.business_day for bill in held}
        assert sum(_paise(totals.of_day(page, day)["payable"]) for day in days) == sum(
            bill.totals.payable.paise for bill in held
        )
        kinds = [entry.record.kind for entry in journal.records(page, "trade")]
        assert kinds.count("bill") == len(held)
        gone: dict[ItemId, int] = {}
        for bill in held:
            assert (
                sum(t.received.paise or t.amount.paise for t in bill.tenders)
                == (bill.totals.payable + bill.change).paise
            )
            for line in bill.lines:
                if not line.hsn.startswith("99"):
                    gone[line.item] = gone.get(line.item, 0) - line.quantity.milli
        assert dict(page.connection.execute("SELECT item, milli FROM stock").fetchall()) == gone
        numbers = sorted(bill.number for bill in held)
        assert len(set(numbers)) == len(numbers)
        for first in {number[:9] for number in numbers}:
            series = [number for number in numbers if number.startswith(first)]
            assert [int(number[9:]) for number in series] == list(range(1, len(series) + 1))
        assert check.chains(page) == []

    @invariant()
    def the_window_shows_the_bill(self) -> None:
        view = self.till.counter.view
        assert view.count == len(view.draft.lines)
        assert not view.draft.lines or 0 <= view.draft.current < view.count
        assert all(line.item.id != CARTON for line in view.draft.lines)
        if self.front.painted:
            assert self.front.painted[-1] == view
        if not view.draft.lines:
            assert view.owed == Money(0)


def _paise(value: object) -> int:
    assert isinstance(value, int)
    return value


Trade.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestTrade = pytest.mark.slow(Trade.TestCase)


def test_an_empty_bill_shows_nothing(till: Till) -> None:
    assert till.counter.view == CounterView()
