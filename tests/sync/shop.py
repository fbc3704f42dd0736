"""A small till for tests: real records, a real chain and a real key, kept in memory."""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from sync.client.identity import Enrolment
from sync.client.outbox import StreamHead, Waiting
from sync.protocol import base32, chain, signature
from sync.protocol.body import (
    BillCancelled,
    BillMade,
    Body,
    CreditLine,
    CreditNoteMade,
    Lane,
    Line,
    Part,
    StreamOpened,
    Tender,
)
from sync.protocol.chain import Parent, parent_bytes
from sync.protocol.record import Record, encode

START_MS = 1_795_000_000_000
DAY = "2026-11-22"


@dataclass(slots=True)
class Stream:
    """A stream as a till holds it: `hashes[n]` is h[n]."""

    name: str
    lane: Lane
    key_public: bytes
    parent: bytes
    records: list[bytes] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    acked: int = 0
    retired: bool = False


class Key:
    """A till's key from a seed."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @property
    def public_key(self) -> bytes:
        """32 bytes."""
        return signature.public_key(self._secret)

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return signature.sign(self._secret, message)


class Shop:
    """Books of a till in memory: an Outbox and an Identity; a copy of it is a cloned disk."""

    def __init__(
        self, dice: random.Random, *, practice: bool = False, lanes: tuple[Lane, ...] = ("trade",)
    ) -> None:
        self.dice = dice
        self.practice = practice
        self.key = Key(dice.randbytes(32))
        self.held: Enrolment | None = None
        self.wrapped: bytes | None = None
        self.name_of_hq = ""
        self.last_ack_ms: int | None = None
        self.order: list[Stream] = []
        for lane in lanes:
            self.mint(lane, b"")

    def mint(self, lane: Lane, parent: bytes) -> Stream:
        """Begins a stream with its stream.opened."""
        name = self.dice.randbytes(16)
        stream = Stream(name.hex(), lane, self.key.public_key, parent)
        stream.hashes.append(chain.start(name, self.key.public_key, parent))
        self.order.append(stream)
        opened = StreamOpened(
            lane=lane, practice=self.practice, app="1", series="AB12", parent=parent.hex()
        )
        self.append(stream, self.record("stream.opened", opened))
        return stream

    def record(self, kind: str, body: Body) -> bytes:
        """The bytes of a record with a new id."""
        at_ms = START_MS + self.dice.randrange(10_000_000)
        return encode(Record(kind, base32.id_text(b"\x01" + self.dice.randbytes(15)), at_ms, body))

    def append(self, stream: Stream, raw: bytes) -> None:
        """Writes a record at the end of a stream."""
        stream.records.append(raw)
        stream.hashes.append(chain.link(stream.hashes[-1], raw))

    def living(self, lane: Lane = "trade") -> Stream:
        """The stream that takes new records."""
        return next(each for each in self.order if each.lane == lane and not each.retired)

    def sell(self, paise: int = 12_300, day: str = DAY) -> bytes:
        """Writes a bill of one line; its bytes."""
        raw = self.record("bill", bill(paise, day))
        self.append(self.living(), raw)
        return raw

    def cloned(self) -> "Shop":
        """The same disk in another PC; both live on."""
        twin = deepcopy(self)
        twin.dice = random.Random(self.dice.random())
        return twin

    def stream(self, name: str) -> Stream:
        """A stream by its name."""
        return next(each for each in self.order if each.name == name)

    def all_records(self) -> Iterator[bytes]:
        """Every record of every stream."""
        for stream in self.order:
            yield from stream.records

    # What an Outbox answers.

    def streams(self) -> list[StreamHead]:
        """Trade first."""
        ordered = sorted(self.order, key=lambda each: each.lane != "trade")
        return [
            StreamHead(
                each.name,
                each.lane,
                each.key_public,
                each.parent,
                len(each.records),
                each.acked,
                each.retired,
            )
            for each in ordered
        ]

    def hash_at(self, stream: str, seq: int) -> bytes:
        """h[seq]."""
        return self.stream(stream).hashes[seq]

    def read(self, stream: str, after: int, records_max: int, bytes_max: int) -> list[bytes]:
        """The next records."""
        found = self.stream(stream).records[after : after + records_max]
        while len(found) > 1 and sum(map(len, found)) > bytes_max:
            found.pop()
        return found

    def acknowledge(self, stream: str, seq: int, incarnation: str, at_ms: int) -> None:
        """HQ has them."""
        held = self.stream(stream)
        assert held.acked <= seq <= len(held.records)
        held.acked = seq
        self.name_of_hq = incarnation
        self.last_ack_ms = at_ms

    def rewind(self, stream: str, seq: int) -> None:
        """HQ fell back."""
        held = self.stream(stream)
        assert seq <= held.acked
        held.acked = seq

    def split(self, stream: str, after: int) -> None:
        """Moves what follows to a new stream."""
        old = self.stream(stream)
        assert old.acked <= after
        moved = old.records[after:]
        parent = parent_bytes(Parent(bytes.fromhex(old.name), after, old.hashes[after]))
        was_living = not old.retired
        del old.records[after:], old.hashes[after + 1 :]
        old.retired = True
        fresh = self.mint(old.lane, parent)
        fresh.retired = not was_living
        for raw in moved:
            self.append(fresh, raw)

    def waiting(self) -> Waiting:
        """What is not acknowledged."""
        rest = [raw for each in self.order for raw in each.records[each.acked :]]
        bills = sum(b'"k":"bill"' in raw for raw in rest)
        return Waiting(bills, len(rest), self.last_ack_ms)

    def incarnation(self) -> str:
        """The HQ that acknowledged last."""
        return self.name_of_hq

    # What an Identity answers.

    def enrolment(self) -> Enrolment | None:
        """What HQ gave."""
        return self.held

    def signer(self) -> Key:
        """The till's key."""
        return self.key

    def wrapped_keys(self) -> bytes | None:
        """Its keys as its recovery code opens them."""
        return self.wrapped


def bill(paise: int = 12_300, day: str = DAY) -> BillMade:
    """A cash memo of one line."""
    line = Line(7, "आटा", "1101", 1000, "KGS", paise, 1, 0, paise, 0, "N", name_en="Flour")
    return BillMade(
        number="MAB12/26/000001",
        business_day=day,
        title="M",
        mode="U",
        lines=(line,),
        tenders=(Tender("cash", paise),),
        total=paise,
    )


def cancelled(made: Record) -> BillCancelled:
    """A bill as cancelled."""
    bill = made.body
    assert isinstance(bill, BillMade)
    return BillCancelled(
        bill=made.id,
        number=bill.number,
        business_day=bill.business_day,
        total=bill.total,
        reason="mistake",
        back=(Part(7),),
    )


def credit_note(made: Record, paise: int, day: str = DAY) -> CreditNoteMade:
    """So much of a bill's only row, taken back on a day."""
    bill = made.body
    assert isinstance(bill, BillMade)
    return CreditNoteMade(
        number="CAB12/26/000001",
        business_day=day,
        bill=made.id,
        bill_number=bill.number,
        bill_day=bill.business_day,
        mode="U",
        lines=(CreditLine(0, 7, "आटा", "1101", 200, "KGS", paise, 0, "N"),),
        refunds=(Tender("cash", paise),),
        total=paise,
        reason="damaged",
    )
