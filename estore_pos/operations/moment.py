"""The instant and the days a deed is dated with, whatever the PC's clock says."""

from datetime import UTC, date, datetime, timedelta

from estore_pos.base.clock import Clock
from estore_pos.domain.day import BusinessDay, business_day, calendar_day, leapt, trusted
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.frozen import frozen

RELEASED = date(2026, 11, 22)
"""No deed can be older than this program."""
TICK = timedelta(milliseconds=1)
"""So much is each sale later than the one before it, though the clock stands still."""


@frozen
class Moment:
    """`at` is aware UTC in whole milliseconds; `suspect`: it is not what the PC's clock says."""

    at: datetime
    calendar: date
    business: BusinessDay
    suspect: bool


class Moments:
    """Dates deeds: each after the last bill, and by the business day that bill left open.

    So the papers of one sale have one instant, and those of two sales never do.
    """

    def __init__(self, clock: Clock, last: tuple[datetime, BusinessDay] | None) -> None:
        """Take the clock and the instant and business day of the last bill, None before it."""
        self._clock = clock
        self._last = last

    def now(self) -> Moment:
        """The moment of a deed done now."""
        last_at, last_day = self._last or (None, None)
        read = self._clock.now().astimezone(UTC)
        at, suspect = trusted(read, last_at, RELEASED)
        at = at.astimezone(UTC)
        at = at.replace(microsecond=at.microsecond - at.microsecond % 1000)
        if last_at is not None:
            at = max(at, last_at + TICK)
        return Moment(at, calendar_day(at), business_day(last_day, at), suspect)

    def doubt(self) -> Trouble | None:
        """What is doubtful about the PC's clock: CLOCK_SUSPECT, CLOCK_AHEAD; None for nothing."""
        moment = self.now()
        if moment.suspect:
            return Trouble(TroubleCode.CLOCK_SUSPECT)
        last_at, _ = self._last or (None, None)
        if last_at is not None and leapt(moment.at, last_at):
            last = calendar_day(last_at)
            return Trouble(TroubleCode.CLOCK_AHEAD, today=moment.calendar, last=last)
        return None

    def sold(self, moment: Moment) -> None:
        """A bill was made at this moment: no later one is dated before it."""
        self._last = moment.at, moment.business
