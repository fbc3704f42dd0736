"""Days: the calendar's for papers and returns, the till's for cash.

Law: a bill is dated, numbered and returned by the calendar date in India; the cash in the drawer
belongs to the business day, which a shop open past midnight has not yet ended.
"""

from datetime import date, datetime, time, timedelta, timezone
from typing import NewType

from estore_pos.domain.errors import Refusal, RefusalCode

INDIA = timezone(timedelta(hours=5, minutes=30), "IST")
BusinessDay = NewType("BusinessDay", date)

NIGHT_ENDS = time(4, 0)
"""A till that sold yesterday and sells before this hour is still in yesterday's business day."""

NUMBER_MAX = 999_999
"""Bills that one series numbers in one financial year."""


def calendar_day(at: datetime) -> date:
    """The date on a wall calendar in India. `at` is aware."""
    return at.astimezone(INDIA).date()


def financial_year(day: date) -> int:
    """The year in which the financial year of `day` began: 31-03-2027 -> 2026."""
    return day.year if day.month >= 4 else day.year - 1


def business_day(last: BusinessDay | None, at: datetime) -> BusinessDay:
    """The day whose cash a deed at `at` belongs to; `last` is the day of the deed before it.

    Only trade that went on past midnight stays in its evening; a day never goes back, so a clock
    set back does not reopen a day that has passed.
    """
    local = at.astimezone(INDIA)
    today = BusinessDay(local.date())
    if last is None:
        return today
    if last >= today:
        return last
    if today - last == timedelta(days=1) and local.time() < NIGHT_ENDS:
        return last
    return today


CLOCK_BACK_MAX = timedelta(hours=26)
"""A clock this far behind the last deed is wrong, not merely set right."""
AWAY_MAX = timedelta(days=45)
"""So long a shop may be shut; a clock that says longer is asked about."""
YEARS_AHEAD_MAX = 10
STEP_MAX = timedelta(minutes=15)
"""So far a clock may be set right while the till runs, though that be over midnight."""


def trusted(now: datetime, last: datetime | None, released: date) -> tuple[datetime, bool]:
    """The instant to date a deed with, and whether the PC's clock is under suspicion.

    A PC whose battery is dead wakes up in 2010: a clock far behind the last deed is not believed,
    nor one that says the shop was shut for longer than shops are; the last deed's instant stands in
    for it. Before the first deed it is one before the day this program was released or ten years
    after it, and the release stands in. A small step back keeps the last deed's instant too, so
    that a later bill never has an earlier date.
    """
    if last is not None:
        is_wrong = last - now > CLOCK_BACK_MAX or now - last > AWAY_MAX
        return (last, True) if is_wrong else (max(now, last), False)
    floor = datetime.combine(released, time(0), INDIA)
    is_wrong = now < floor or now.astimezone(INDIA).year > released.year + YEARS_AHEAD_MAX
    return (floor, True) if is_wrong else (now, False)


def strays(now: datetime, counted: datetime) -> bool:
    """Whether a clock says another date than the time that passed, `counted`, allows."""
    if -STEP_MAX <= now - counted <= STEP_MAX:
        return False
    return calendar_day(now) != calendar_day(counted)


def said(day: date, now: datetime) -> datetime:
    """The instant of a day that somebody told, at the time of day that the PC's clock says."""
    return datetime.combine(day, now.astimezone(INDIA).time(), INDIA)


def check_said(day: date, last: date | None, released: date) -> None:
    """Raise Refusal DATE_BEFORE_LAST, DATE_WRONG for a day that cannot be today.

    `last` is the day of the last bill, None before the first.
    """
    first = last or released
    if day < first:
        raise Refusal(RefusalCode.DATE_BEFORE_LAST, typed=day, last=first)
    if day.year > released.year + YEARS_AHEAD_MAX:
        raise Refusal(RefusalCode.DATE_WRONG, date=day)
