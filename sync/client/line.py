"""What the pump asks of whatever carries its requests, and how a broken line is told apart."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Break(StrEnum):
    """How an exchange failed below HTTP."""

    OFFLINE = "offline"  # no name, or no connection
    CUT = "cut"  # the connection broke, or was too slow
    CERTIFICATE_TIME = "certificate_time"  # not yet valid or expired: whose clock is wrong?
    CERTIFICATE = "certificate"  # self-signed or another's: someone sits in between
    PROXY_AUTH = "proxy_auth"  # the proxy wants a login


class LineDown(Exception):
    """Raised when no answer came."""

    def __init__(self, how: Break, detail: str = "") -> None:
        super().__init__(f"{how}: {detail}")
        self.how = how


@dataclass(frozen=True, slots=True)
class Request:
    """What to send; `path` begins with a slash. The whole exchange ends within `deadline_s`."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    deadline_s: int = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the names of the headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line(Protocol):
    """A line to one HQ, used by one thread."""

    def exchange(self, request: Request) -> Answer:
        """Sends a request and reads its answer. Raises LineDown."""
        ...

    def close(self) -> None:
        """Hangs up; the next exchange connects anew."""
        ...
