"""A clock that stands still until it is told to move."""

from datetime import UTC, datetime, timedelta


class FixedClock:
    """Fulfils `estore_pos.base.clock.Clock`."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 8, 37, tzinfo=UTC)) -> None:
        """Stand at that instant."""
        self.at = now
        self.gone_ms = 0

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.at

    def monotonic_ms(self) -> int:
        """The milliseconds it was moved on."""
        return self.gone_ms

    def move(self, ms: int) -> None:
        """Let that much time pass."""
        self.at += timedelta(milliseconds=ms)
        self.gone_ms += ms
