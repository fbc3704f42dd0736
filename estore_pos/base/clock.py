"""Time enters the till here, and is handed on."""

import sys
import time
from datetime import UTC, datetime
from typing import Protocol


def _passed_ns() -> int:
    """What Linux calls boot time; elsewhere the monotonic clock goes on while the PC sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    else:
        return time.monotonic_ns()


class Clock(Protocol):
    """What the till knows of time."""

    def now(self) -> datetime:
        """The instant by the PC's calendar: aware, UTC; it may be wrong and may jump."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment; they never go back. For durations only.

        A PC that slept has not stood still.
        """
        ...


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        """The instant by the PC's calendar."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment, those that the PC slept through among them."""
        return _passed_ns() // 1_000_000
