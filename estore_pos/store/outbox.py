"""The journal as the pump sees it: what waits, its bytes, and what HQ has acknowledged.

The journal is the outbox: there is no second queue that could disagree with it. Reading is done on
the pump's own connection; what is written goes to the desk, which has the only page that writes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from typing_extensions import Protocol

from estore_pos.domain.ids import RecordId
from estore_pos.store import device, keys, sent, stream
from estore_pos.store.books import Reader
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import stream as codec
from sync.client.identity import Enrolment, Signer
from sync.client.outbox import StreamHead, Waiting

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

T = TypeVar("T")


class Write(Protocol):
    """Runs a function on a page of the desk's and waits until that page is committed."""

    def __call__(self, deed: Callable[[Page], T], /) -> T: ...


_ONE = Statement("outbox.one")
_HASH = Statement("outbox.hash")
_BYTES = Statement("outbox.bytes")
_ACK = Statement("outbox.ack")
_REWIND = Statement("outbox.rewind")
_ANSWER = Statement("outbox.answer")


@dataclass(slots=True)
class _Counted:
    """How many bills there are among the records after `acked` up to `upto`."""

    acked: int
    upto: int
    bills: int


class BooksOutbox:
    """Fulfils `sync.client.outbox.Outbox`. The thread that made the reader only."""

    def __init__(
        self,
        reader: Reader,
        write: Write,
        new_id: Callable[[], RecordId],
        now: Callable[[], datetime],
    ) -> None:
        """Take a connection of its own, the way to the desk, and what a new stream needs."""
        self._reader = reader
        self._write = write
        self._new_id = new_id
        self._now = now
        self._counted: dict[int, _Counted] = {}

    def streams(self) -> list[StreamHead]:
        """Every stream, the trade lane first, within a lane the oldest first."""
        with self._reader.page() as page:
            return [
                StreamHead(
                    each.name,
                    each.lane,
                    each.key_public,
                    each.parent,
                    each.last,
                    each.acked,
                    each.retired,
                )
                for each in sent.streams(page)
            ]

    def hash_at(self, stream: str, seq: int) -> bytes:
        """h[seq]; h[0] for 0."""
        with self._reader.page() as page:
            return _hash_at(page, stream, seq)

    def read(self, stream: str, after: int, records_max: int, bytes_max: int) -> list[bytes]:
        """The bytes of records after+1 on; at least one if there is one, however big."""
        taken: list[bytes] = []
        size = 0
        with self._reader.page() as page:
            number = _one(page, stream)[0]
            for (content,) in page.all(_BYTES, number=number, after=after, count=records_max):
                size += len(content)
                if taken and size > bytes_max:
                    break
                taken.append(content)
        return taken

    def acknowledge(self, stream: str, seq: int, incarnation: str, at_ms: int) -> None:
        """HQ has 1 to seq; what it calls itself is remembered."""

        def deed(page: Page) -> None:
            page.run(_ACK, of=stream, seq=seq)
            page.run(_ANSWER, name=incarnation, at_ms=at_ms)

        self._write(deed)

    def rewind(self, stream: str, seq: int) -> None:
        """Only 1 to seq count as acknowledged any more."""

        def deed(page: Page) -> None:
            page.run(_REWIND, of=stream, seq=seq)

        self._write(deed)

    def split(self, stream: str, after: int) -> None:
        """End a stream after a record; those behind it move to a newly minted one."""

        def deed(page: Page) -> None:
            _split(page, stream, after, self._new_id(), self._now())

        self._write(deed)
        self._counted.clear()

    def waiting(self) -> Waiting:
        """What is not acknowledged yet. Only what came or went since the last call is counted."""
        bills = records = 0
        with self._reader.page() as page:
            for each in sent.streams(page):
                records += each.waiting
                bills += self._bills(page, each.number, each.acked, each.last)
            answered = device.last_answer(page)
        return Waiting(bills, records, answered[1] if answered else None)

    def incarnation(self) -> str:
        """The name of the HQ that acknowledged last; "" before the first time."""
        with self._reader.page() as page:
            answered = device.last_answer(page)
        return answered[0] if answered else ""

    def _bills(self, page: Page, number: int, acked: int, last: int) -> int:
        known = self._counted.get(number)
        if known is None or not known.acked <= acked <= last or last < known.upto:
            known = self._counted[number] = _Counted(acked, acked, 0)
        known.bills += sent.bills_between(page, number, known.upto, last)
        known.bills -= sent.bills_between(page, number, known.acked, acked)
        known.acked, known.upto = acked, last
        return known.bills


@dataclass(frozen=True, slots=True)
class _BooksSigner:
    """The books' own key, as the pump uses it."""

    key: "Ed25519PrivateKey"

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)


class BooksIdentity:
    """Fulfils `sync.client.identity.Identity`. The thread that made the reader only."""

    def __init__(self, reader: Reader, write: Write) -> None:
        self._reader = reader
        self._write = write
        self._signer: Signer | None = None

    def enrolment(self) -> Enrolment | None:
        """None until a one-time code was accepted."""
        with self._reader.page() as page:
            held = device.enrolled(page)
        if held is None:
            return None
        return Enrolment(held.hq_url, held.device_id, held.store_id, held.hq_key)

    def signer(self) -> Signer:
        """The key of these books."""
        if self._signer is None:
            with self._reader.page() as page:
                self._signer = _BooksSigner(device.signing_key(page))
        return self._signer

    def wrapped_keys(self) -> bytes | None:
        """The wrapped keys beside the books, as they lie there."""
        return keys.wrapped(self._reader.folder)

    def keep(self, enrolment: Enrolment) -> None:
        """Remember an enrolment, in place of any earlier one."""
        facts = device.Enrolled(
            enrolment.hq_url, enrolment.device_id, enrolment.store_id, enrolment.hq_key
        )
        self._write(lambda page: device.keep(page, facts))


def _one(page: Page, name: str) -> tuple[int, codec.Lane, bytes, bytes, bool]:
    row = page.one(_ONE, stream=name)
    assert row is not None, f"no stream {name}"
    number, lane, key_public, parent, retired = row
    return number, lane, key_public, parent, bool(retired)


def _hash_at(page: Page, name: str, seq: int) -> bytes:
    number, _, key_public, parent, _ = _one(page, name)
    if seq == 0:
        return codec.start_of(name, key_public, parent)
    row = page.one(_HASH, number=number, seq=seq)
    assert row is not None, f"no record {seq} in stream {name}"
    return bytes(row[0])


def _split(page: Page, name: str, after: int, id: RecordId, at: datetime) -> None:
    number, lane, _, _, retired = _one(page, name)
    parent = codec.parent_bytes(
        codec.Parent(bytes.fromhex(name), after, _hash_at(page, name, after))
    )
    tail = stream.tail(page, number, after)
    if tail or not retired:
        begun = stream.open_new(page, lane, id=id, at=at, parent=parent, living=not retired)
        stream.move(page, tail, begun)
    page.run(_REWIND, of=name, seq=after)
