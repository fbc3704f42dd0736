"""The server's clock: for showing when something came in, never for deciding what is true."""

import time


def now_ms() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000
