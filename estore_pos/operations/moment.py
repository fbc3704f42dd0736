"""The instant and the days a deed is dated with, whatever the PC's clock says."""

from datetime import UTC, date, datetime, timedelta

from estore_pos.base.clock import Clock
from estore_pos.domain import day
from estore_pos.domain.day import BusinessDay, business_day, calendar_day, strays, trusted
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


@frozen
class Doubt:
    """The PC's clock is not believed: what it says, what deeds are dated with meanwhile.

    `is_asked`: nobody has answered yet.
    """

    says: date
    dated: date
    is_asked: bool


@frozen
class Told:
    """What this PC keeps of the time: what it was at `at`, by what somebody said or was counted.

    `strayed`: the PC's clock said another date then, and nobody has said that it is right.
    """

    at: datetime
    strayed: bool = False


class Moments:
    """Dates deeds: each after the last bill, and by the business day that bill left open.

    So the papers of one sale have one instant, and those of two sales never do. A clock that is
    doubted dates nothing: the last instant known to be right does, and the time that has passed
    since. It is believed again when somebody says so, or when it has come right by itself.
    """

    def __init__(
        self,
        clock: Clock,
        last: tuple[datetime, BusinessDay] | None,
        told: Told | None = None,
    ) -> None:
        """Take the clock and the instant and business day of the last bill, None before it.

        A clock that had `told` another date when the till ended is asked about anew: how long it
        was shut nobody knows, so nothing tells a day too many from a day that passed.
        """
        self._clock = clock
        self._last = last
        known = [each for each in (last and last[0], told and told.at) if each]
        self._since = max(known, default=None)
        read = clock.now().astimezone(UTC)
        believed, self._is_doubted = trusted(read, self._since, RELEASED)
        self._had_strayed = told is not None and told.strayed
        if self._had_strayed and self._since is not None:
            believed, self._is_doubted = self._since, True
        counted = believed.astimezone(UTC) if self._is_doubted else read
        self._from = counted, clock.monotonic_ms()
        self._is_today = False
        """What is counted from is today's date, not merely the last one known."""
        self._is_asked = self._is_doubted
        """Somebody is to say whether the clock is right; once, until it strays again."""

    def now(self) -> Moment:
        """The moment of a deed done now."""
        last_at, last_day = self._last or (None, None)
        at, suspect = self._read()
        at = at.replace(microsecond=at.microsecond - at.microsecond % 1000)
        if last_at is not None:
            suspect = suspect or last_at - at > day.CLOCK_BACK_MAX
            at = max(at, last_at + TICK)
        return Moment(at, calendar_day(at), business_day(last_day, at), suspect)

    def _read(self) -> tuple[datetime, bool]:
        read, ms = self._clock.now().astimezone(UTC), self._clock.monotonic_ms()
        counted = self._counted(ms)
        if self._is_doubted and not self._has_come_right(read, counted):
            return counted, True
        if not self._is_doubted and strays(read, counted):
            self._is_doubted = self._is_today = self._is_asked = True
            return counted, True
        self._is_doubted = self._is_asked = False
        self._from = read, ms
        return read, False

    def believed(self) -> datetime:
        """The instant as far as it is known; from any thread, and nothing is asked for it."""
        read, counted = self._clock.now().astimezone(UTC), self._counted(self._clock.monotonic_ms())
        return counted if self._is_doubted or strays(read, counted) else read

    def _counted(self, ms: int) -> datetime:
        at, from_ms = self._from
        return at + timedelta(milliseconds=ms - from_ms)

    def _has_come_right(self, read: datetime, counted: datetime) -> bool:
        if self._had_strayed:
            return False
        if self._is_today:
            return not strays(read, counted)
        return not trusted(read, self._since and counted, RELEASED)[1]

    def doubt(self, moment: Moment) -> Doubt | None:
        """What the PC's clock says while it is not believed, at a moment; None where it is."""
        if not self._is_doubted:
            return None
        return Doubt(calendar_day(self._clock.now()), moment.calendar, self._is_asked)

    def told(self) -> Told:
        """What is to be kept of the time when the till ends."""
        at = self._counted(self._clock.monotonic_ms())
        return Told(at, self._is_doubted and (self._is_today or self._had_strayed))

    def believe(self) -> None:
        """Somebody says that the PC's clock is right."""
        self._from = self._clock.now().astimezone(UTC), self._clock.monotonic_ms()
        self._is_doubted = self._is_asked = self._had_strayed = False

    def tell_today(self, today: date) -> None:
        """Somebody says which day it is; from there it is counted, until the PC agrees.

        Raises Refusal DATE_BEFORE_LAST, DATE_WRONG.
        """
        last_at, _ = self._last or (None, None)
        day.check_said(today, calendar_day(last_at) if last_at else None, RELEASED)
        read = self._clock.now().astimezone(UTC)
        told = day.said(today, read).astimezone(UTC)
        if not strays(read, told):
            self.believe()
            return
        self._from = max(told, last_at or told), self._clock.monotonic_ms()
        self._is_doubted, self._is_today = True, True
        self._is_asked = self._had_strayed = False

    def sold(self, moment: Moment) -> None:
        """A bill was made at this moment: no later one is dated before it."""
        self._last = moment.at, moment.business


class BelievedClock:
    """A clock for other threads: the PC's, or what is counted while that is not believed."""

    def __init__(self, moments: Moments, clock: Clock) -> None:
        """Take whose doubts hold."""
        self._moments, self._clock = moments, clock

    def now(self) -> datetime:
        """The instant as far as it is known."""
        return self._moments.believed()

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment; they never go back."""
        return self._clock.monotonic_ms()
