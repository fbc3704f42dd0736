"""Days: midnight, the night of 31 March, and a PC whose battery is dead."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.day import (
    CLOCK_BACK_MAX,
    INDIA,
    BusinessDay,
    business_day,
    calendar_day,
    check_said,
    financial_year,
    said,
    strays,
    trusted,
)
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import Title
from estore_pos.domain.ids import Series
from estore_pos.domain.sale import bill_number, number_kind

instants = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
RELEASED = date(2026, 11, 1)
NOON = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def test_the_calendar_is_india_s() -> None:
    assert calendar_day(datetime(2027, 3, 31, 18, 29, tzinfo=UTC)) == date(2027, 3, 31)
    assert calendar_day(datetime(2027, 3, 31, 18, 30, tzinfo=UTC)) == date(2027, 4, 1)


def test_the_night_of_31_march_has_one_evening_s_cash_two_series_and_two_returns() -> None:
    before = datetime(2027, 3, 31, 23, 50, tzinfo=INDIA)
    after = datetime(2027, 4, 1, 0, 20, tzinfo=INDIA)
    evening = business_day(None, before)
    assert business_day(evening, after) == evening == date(2027, 3, 31)
    numbers = [
        bill_number(number_kind(Title.TAX_INVOICE), Series("K7M2"), calendar_day(at), serial)
        for at, serial in ((before, 412), (after, 1))
    ]
    assert numbers == ["BK7M2/26/000412", "BK7M2/27/000001"]
    assert (calendar_day(before).month, calendar_day(after).month) == (3, 4)


@given(days)
def test_a_financial_year_has_its_first_of_april_behind_and_the_next_ahead(day: date) -> None:
    year = financial_year(day)
    assert date(year, 4, 1) <= day < date(year + 1, 4, 1)


@given(st.none() | days, instants)
def test_a_business_day_never_goes_back_and_is_at_most_a_day_behind(
    last: date | None, at: datetime
) -> None:
    found = business_day(None if last is None else BusinessDay(last), at)
    today = calendar_day(at)
    if last is not None:
        assert found >= last
    assert found in (today, last)
    if found < today:
        assert today - found == timedelta(days=1)


@given(st.lists(instants, min_size=1, max_size=20))
def test_whatever_the_clock_does_bills_are_never_dated_back(clock: list[datetime]) -> None:
    last: datetime | None = None
    for now in clock:
        dated, _ = trusted(now, last, RELEASED)
        assert last is None or dated >= last
        last = dated


@given(instants, instants)
def test_a_clock_far_behind_the_last_deed_is_under_suspicion(now: datetime, last: datetime) -> None:
    dated, suspect = trusted(now, last, RELEASED)
    if last - now > CLOCK_BACK_MAX:
        assert suspect
        assert dated == last
    if suspect:
        assert dated == last


def test_a_pc_that_wakes_up_in_2010_dates_its_first_bill_with_the_release() -> None:
    dated, suspect = trusted(datetime(2010, 1, 1, tzinfo=UTC), None, RELEASED)
    assert suspect
    assert calendar_day(dated) == RELEASED


@pytest.mark.parametrize(("days", "doubts"), [(45, False), (46, True), (-1, False)])
def test_a_clock_that_says_the_shop_was_shut_for_months_is_doubted(days: int, doubts: bool) -> None:
    now = NOON + timedelta(days=days)
    assert trusted(now, NOON, RELEASED) == (NOON if doubts else max(now, NOON), doubts)


@pytest.mark.parametrize(
    ("clock", "strange"),
    [
        (timedelta(0), False),
        (timedelta(hours=5), False),
        (timedelta(hours=-5), False),
        (timedelta(days=1), True),
        (timedelta(days=-1), True),
        (timedelta(days=-6000), True),
    ],
)
def test_a_clock_strays_where_the_time_that_passed_allows_no_such_date(
    clock: timedelta, strange: bool
) -> None:
    assert strays(NOON + clock, NOON) is strange


def test_a_clock_that_is_set_right_by_minutes_over_midnight_does_not_stray() -> None:
    midnight = datetime(2027, 1, 5, tzinfo=INDIA)
    before, behind = midnight - timedelta(minutes=7), midnight + timedelta(minutes=7)
    assert not strays(behind, before)
    assert not strays(before, behind)
    assert strays(behind, before - timedelta(minutes=2))


def test_a_day_that_is_told_has_the_clock_s_time_of_day() -> None:
    now = datetime(2010, 1, 1, 14, 7, tzinfo=INDIA)
    assert said(date(2027, 1, 5), now) == datetime(2027, 1, 5, 14, 7, tzinfo=INDIA)


def test_a_day_before_the_last_bill_is_not_today() -> None:
    last = date(2027, 1, 5)
    check_said(last, last, RELEASED)
    check_said(RELEASED, None, RELEASED)
    for day, before in ((date(2027, 1, 4), last), (RELEASED - timedelta(days=1), None)):
        with pytest.raises(Refusal) as caught:
            check_said(day, before, RELEASED)
        assert caught.value.code is RefusalCode.DATE_BEFORE_LAST
    with pytest.raises(Refusal) as caught:
        check_said(date(2062, 1, 5), last, RELEASED)
    assert caught.value.code is RefusalCode.DATE_WRONG
