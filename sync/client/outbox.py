"""What the pump asks of a till's books: what waits, its bytes and hashes, and what HQ has."""

from dataclasses import dataclass
from typing import Protocol

from sync.protocol.body import Lane


@dataclass(frozen=True, slots=True)
class StreamHead:
    """A stream in the books: records 1 to `seq_last`, of which HQ has acknowledged 1 to `acked`.

    `stream` is 32 hex characters, `key_public` the key in its h[0], `parent` the bytes in its h[0].
    A retired stream takes no new records, but can always be sent again.
    """

    stream: str
    lane: Lane
    key_public: bytes
    parent: bytes
    seq_last: int
    acked: int
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What HQ has not acknowledged yet, and when it last did any (UTC ms; None: never)."""

    bills: int
    records: int
    last_ack_ms: int | None


class Outbox(Protocol):
    """The till's journal as the pump sees it: called on the pump's thread, each call durable."""

    def streams(self) -> list[StreamHead]:
        """Every stream, retired ones included: trade lane first, within a lane oldest first."""
        ...

    def hash_at(self, stream: str, seq: int) -> bytes:
        """h[seq]; h[0] for 0."""
        ...

    def read(self, stream: str, after: int, records_max: int, bytes_max: int) -> list[bytes]:
        """The bytes of records after+1 on, in order, at most so many records and bytes.

        At least one record if there is one, however big.
        """
        ...

    def acknowledge(self, stream: str, seq: int, incarnation: str, at_ms: int) -> None:
        """The HQ that calls itself `incarnation` has 1 to seq; that name is remembered too."""
        ...

    def rewind(self, stream: str, seq: int) -> None:
        """HQ fell back: only 1 to seq count as acknowledged any more."""
        ...

    def split(self, stream: str, after: int) -> None:
        """HQ has other records than ours after this one: the stream ends there and is retired.

        The records after it move, same bytes and order, to a newly minted stream of the lane whose
        parent is (stream, after, hash) and which begins with its own stream.opened. If the stream
        was the lane's living one, the new one takes its place (also when no record has to move).
        """
        ...

    def waiting(self) -> Waiting:
        """What is not acknowledged yet."""
        ...

    def incarnation(self) -> str:
        """The name of the HQ that acknowledged last; "" before the first time."""
        ...
