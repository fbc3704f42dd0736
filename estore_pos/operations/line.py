"""How the line to HQ stands, as the window says it in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LineCode = Literal[
    "not_enrolled",
    "starting",
    "online",
    "offline",
    "captive",
    "clock_wrong",
    "intercepted",
    "proxy_auth",
    "identity",
    "revoked",
    "busy",
    "fault",
]


@dataclass(frozen=True, slots=True)
class LineState:
    """What waits for HQ and how the last try went; instants are aware UTC, None for never.

    `is_answer`: that try came after the last time that somebody asked for one.
    """

    code: LineCode = "not_enrolled"
    bills_waiting: int = 0
    records_waiting: int = 0
    last_ack: datetime | None = None
    hq_url: str = ""
    is_answer: bool = True
