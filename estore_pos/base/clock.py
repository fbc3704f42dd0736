"""Time enters the till here, and is handed on."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the till knows of time."""

    def now(self) -> datetime:
        """The instant by the PC's calendar: aware, UTC; it may be wrong and may jump."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment; they never go back. For durations only."""
        ...


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        """The instant by the PC's calendar."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment; they never go back."""
        return time.monotonic_ns() // 1_000_000
