"""Days: the calendar's for papers and returns, the till's for cash.

Law: a bill is dated, numbered and returned by the calendar date in India; the cash in the drawer
belongs to the business day, which a shop open past midnight has not yet ended.
"""

from datetime import date, datetime, time, timedelta, timezone
from typing import NewType

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
YEARS_AHEAD_MAX = 10


def trusted(now: datetime, last: datetime | None, released: date) -> tuple[datetime, bool]:
    """The instant to date a deed with, and whether the PC's clock is under suspicion.

    A PC whose battery is dead wakes up in 2010: a clock far behind the last deed, before the day
    this program was released or ten years after it is not believed, and the last deed's instant
    (else the release) stands in for it. A small step back keeps the last deed's instant too, so
    that a later bill never has an earlier date.
    """
    floor = datetime.combine(released, time(0), INDIA)
    ahead = now.astimezone(INDIA).year > released.year + YEARS_AHEAD_MAX
    if last is None:
        return (floor, True) if now < floor or ahead else (now, False)
    if ahead or last - now > CLOCK_BACK_MAX:
        return last, True
    return max(now, last), False


AWAY_MAX = timedelta(days=45)
"""So long a shop may be shut; a clock that says longer is asked about."""


def leapt(now: datetime, last: datetime | None) -> bool:
    """Whether the clock says that nothing was sold for longer than a shop is shut.

    Such a bill is dated as the clock says, for nothing disproves it: somebody has to look before it
    is made, since no later bill is ever dated before it.
    """
    return last is not None and now - last > AWAY_MAX
