"""A clock that stands still until it is told to move."""

from datetime import UTC, datetime, timedelta

MILLISECOND = timedelta(milliseconds=1)


class FixedClock:
    """Fulfils `estore_pos.base.clock.Clock`."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 8, 37, tzinfo=UTC)) -> None:
        """Stand at that instant."""
        self._at = now
        self.gone_ms = 0

    @property
    def at(self) -> datetime:
        """What it says. Set to a later instant, that much time passes; to an earlier one, none."""
        return self._at

    @at.setter
    def at(self, at: datetime) -> None:
        self.gone_ms += max(0, (at - self._at) // MILLISECOND)
        self._at = at

    def leap(self, by: timedelta) -> None:
        """Say another time although none has passed: somebody set it, or its battery is dead."""
        self._at += by

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._at

    def monotonic_ms(self) -> int:
        """The milliseconds it was moved on."""
        return self.gone_ms

    def move(self, ms: int) -> None:
        """Let that much time pass."""
        self._at += timedelta(milliseconds=ms)
        self.gone_ms += ms
