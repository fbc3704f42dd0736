"""A PC's clock that is wrong is noticed and asked about once, and dates no bill."""

import tempfile
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from estore_pos.base.overriding import override
from estore_pos.domain.act import ActKind
from estore_pos.domain.day import BusinessDay, calendar_day
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.sale import Bill
from estore_pos.operations.moment import RELEASED, Moments
from estore_pos.operations.till import Till
from tests.clock import FixedClock
from tests.operations.shopfront import NOON, SALT, Shopfront, goods, put_item
from tests.operations.test_counter import refused

TODAY = NOON.date()
DAY = timedelta(days=1)
HOUR_MS = 60 * 60 * 1000


def sold(till: Till) -> Bill:
    till.counter.add(SALT)
    return till.counter.finish().bills[0]


def asked(till: Till) -> bool:
    doubt = till.counter.view.doubt
    return doubt is not None and doubt.is_asked


@pytest.mark.parametrize("leap", [5 * 365 * DAY, DAY, -DAY, -6000 * DAY])
def test_a_clock_that_leaps_while_the_till_runs_dates_no_bill(
    till: Till, shopfront: Shopfront, leap: timedelta
) -> None:
    sold(till)
    shopfront.clock.leap(leap)
    shopfront.clock.move(HOUR_MS)
    bill = sold(till)
    assert (bill.calendar_day, bill.clock_suspect) == (TODAY, True)
    assert bill.at == NOON + timedelta(hours=1), "the time that passed is known"
    assert asked(till)
    shopfront.clock.leap(-leap)
    right = sold(till)
    assert (right.calendar_day, right.clock_suspect) == (TODAY, False)
    assert not asked(till), "it came right by itself"


def test_a_clock_that_leapt_ahead_while_the_till_was_shut_dates_no_bill(
    till: Till, shopfront: Shopfront
) -> None:
    first = sold(till)
    shopfront.clock.at += 46 * DAY
    till = shopfront.reopen()
    assert asked(till)
    bill = sold(till)
    assert (bill.calendar_day, bill.clock_suspect) == (TODAY, True)
    assert first.at < bill.at
    assert bill.number > first.number


@pytest.mark.parametrize("shut", [DAY, 45 * DAY])
def test_a_shop_that_was_shut_is_asked_nothing(
    till: Till, shopfront: Shopfront, shut: timedelta
) -> None:
    sold(till)
    shopfront.clock.at += shut
    till = shopfront.reopen()
    bill = sold(till)
    assert (bill.at, bill.clock_suspect) == (NOON + shut, False)
    assert not asked(till)


def test_a_pc_that_slept_over_the_night_is_asked_nothing(till: Till, shopfront: Shopfront) -> None:
    sold(till)
    shopfront.clock.move(20 * HOUR_MS)
    assert sold(till).calendar_day == TODAY + DAY
    assert not asked(till)


def test_who_says_that_the_pc_is_right_is_believed_also_after_a_restart(
    till: Till, shopfront: Shopfront
) -> None:
    sold(till)
    shopfront.clock.at += 60 * DAY
    till = shopfront.reopen()
    till.believe_clock()
    assert till.clock_doubt() is None
    till = shopfront.reopen()
    assert not asked(till)
    bill = sold(till)
    assert (bill.calendar_day, bill.clock_suspect) == (TODAY + 60 * DAY, False)


def test_who_says_which_day_it_is_has_it_counted_from_until_the_pc_agrees(
    till: Till, shopfront: Shopfront
) -> None:
    sold(till)
    shopfront.clock.leap(1827 * DAY)
    shopfront.clock.at += 2 * DAY
    till = shopfront.reopen()
    told = TODAY + 2 * DAY
    till.tell_today(told)
    assert not asked(till), "it is asked once"
    assert sold(till).calendar_day == told
    shopfront.clock.move(24 * HOUR_MS)
    bill = sold(till)
    assert (bill.calendar_day, bill.clock_suspect) == (told + DAY, True)
    shopfront.clock.leap(-1827 * DAY)
    bill = sold(till)
    assert (bill.calendar_day, bill.clock_suspect) == (told + DAY, False)
    assert till.clock_doubt() is None


@pytest.mark.parametrize("is_told", [False, True])
def test_a_day_too_many_is_doubted_after_a_restart_too(
    till: Till, shopfront: Shopfront, is_told: bool
) -> None:
    sold(till)
    shopfront.clock.leap(DAY)
    sold(till)
    if is_told:
        till.tell_today(TODAY)
    till = shopfront.reopen()
    assert asked(till)
    bill = sold(till)
    assert (bill.calendar_day, bill.clock_suspect) == (TODAY, True)
    till.believe_clock()
    till = shopfront.reopen()
    assert not asked(till)
    assert sold(till).calendar_day == TODAY + DAY


def test_a_clock_that_came_right_before_the_till_ended_is_asked_about_no_more(
    till: Till, shopfront: Shopfront
) -> None:
    sold(till)
    shopfront.clock.leap(DAY)
    till.tell_today(TODAY)
    shopfront.clock.leap(-DAY)
    sold(till)
    till = shopfront.reopen()
    assert not asked(till)
    till = shopfront.reopen()
    assert not asked(till)


def test_a_day_told_that_the_pc_says_too_is_the_pc_s(till: Till, shopfront: Shopfront) -> None:
    sold(till)
    shopfront.clock.at += 60 * DAY
    till = shopfront.reopen()
    till.tell_today(TODAY + 60 * DAY)
    assert till.clock_doubt() is None


def test_no_day_before_the_last_bill_is_today(till: Till, shopfront: Shopfront) -> None:
    sold(till)
    shopfront.clock.leap(-DAY)
    till.counter.drafts.refresh()
    assert asked(till)
    with refused(RefusalCode.DATE_BEFORE_LAST):
        till.tell_today(TODAY - DAY)
    assert asked(till), "it is as it was"
    till.believe_clock()
    bill = sold(till)
    assert bill.calendar_day == TODAY, "who believes the PC dates no bill back either"
    assert not asked(till)


def test_the_owner_sees_what_was_said_of_the_clock(till: Till, shopfront: Shopfront) -> None:
    sold(till)
    shopfront.clock.leap(5 * DAY)
    till.tell_today(TODAY)
    acts = [each.act for each in till.acts.of_day(TODAY) if each.act.what is ActKind.SETTING]
    assert [act.note for act in acts] == ["clock=01-12-2026"]


def test_a_till_that_was_never_used_asks_where_its_clock_is_before_its_making() -> None:
    clock = FixedClock(datetime(2010, 1, 1, tzinfo=UTC))
    moments = Moments(clock, None)
    moment = moments.now()
    assert (moment.calendar, moment.suspect) == (RELEASED, True)
    clock.leap(NOON + 200 * DAY - clock.at)
    assert not moments.now().suspect, "set right by the network, long after the making"


def test_the_other_threads_go_by_what_is_counted_and_ask_nothing() -> None:
    clock = FixedClock(NOON)
    moments = Moments(clock, (NOON, BusinessDay(TODAY)))
    clock.leap(DAY)
    assert moments.believed() == NOON
    assert moments.doubt(moments.now()) is not None
    clock.leap(-DAY)
    moments.now()
    clock.move(HOUR_MS)
    assert moments.believed() == NOON + timedelta(hours=1)


jumps = st.sampled_from([-6000, -400, -2, -1, 1, 2, 46, 400, 1827, 9000])


class WrongClocks(RuleBasedStateMachine):
    """A till whose clock is set to anything at any time, and a calendar that knows the day."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.front = Shopfront(Path(self._folder.name))
        self.till = self.front.open()
        for good in goods():
            put_item(self.till, good)
        self.off = timedelta(0)
        """How far the clock is from the calendar."""
        self.bills: list[tuple[Bill, datetime]] = []

    @property
    def true(self) -> datetime:
        return self.front.clock.at - self.off

    @initialize()
    def begin(self) -> None:
        self.sell()

    @rule()
    def sell(self) -> None:
        self.bills.append((sold(self.till), self.true))

    @rule(hours=st.integers(1, 40))
    def pass_time(self, hours: int) -> None:
        self.front.clock.move(hours * HOUR_MS)

    @rule(days=jumps)
    def leap(self, days: int) -> None:
        """Somebody looks at the counter after each, so that none hides behind the next."""
        by = timedelta(days=days)
        if (
            datetime(2005, 1, 1, tzinfo=UTC)
            < self.front.clock.at + by
            < datetime(2060, 1, 1, tzinfo=UTC)
        ):
            self.off += by
            self.front.clock.leap(by)
            self.till.counter.drafts.refresh()

    @rule()
    def set_right(self) -> None:
        self.front.clock.leap(-self.off)
        self.off = timedelta(0)

    @precondition(lambda self: not self.off)
    @rule()
    def say_it_is_right(self) -> None:
        self.till.believe_clock()

    @rule()
    def say_the_day(self) -> None:
        self.till.tell_today(calendar_day(self.true))

    @rule()
    def start_anew(self) -> None:
        self.till = self.front.reopen()

    @invariant()
    def numbers_and_instants_have_one_order(self) -> None:
        bills = [bill for bill, _ in self.bills]
        for before, after in pairwise(bills):
            assert before.at < after.at
            assert before.calendar_day <= after.calendar_day
            assert before.business_day <= after.business_day
            if before.number[:8] == after.number[:8]:
                assert int(before.number[9:]) + 1 == int(after.number[9:])

    @invariant()
    def no_bill_is_dated_with_a_doubted_clock(self) -> None:
        for bill, true in self.bills:
            assert bill.at <= true + timedelta(seconds=1), "never ahead of the calendar"
            if not bill.clock_suspect:
                assert bill.calendar_day == calendar_day(true)

    @override
    def teardown(self) -> None:
        self.front.close()
        self._folder.cleanup()


TestWrongClocks = WrongClocks.TestCase
TestWrongClocks.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
