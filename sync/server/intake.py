"""How pushed records come in: exactly once in effect, every byte kept, bad ones put aside.

Structure is refused (a gap, a fork, a broken chain: the till still has the records), content never:
a record that cannot be read or does not add up is stored, acknowledged and kept out of the figures.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256

from sync.protocol import batch, chain, signature, sums
from sync.protocol.body import BillCancelled, BillMade, CreditNoteMade, StreamOpened
from sync.protocol.record import BadRecord, Record, decode, receive
from sync.protocol.refusals import Code
from sync.protocol.reply import Ack, Haves, OpenStream, WrappedKeys
from sync.protocol.signature import AckFacts, RequestFacts
from sync.server import twins
from sync.server.refusal import Refusal
from sync.server.store import database, device, journal, rollup
from sync.server.store.database import Database, Page
from sync.server.store.device import Device
from sync.server.store.journal import Aside, Entry, Stream
from sync.server.store.rollup import Change


@dataclass(frozen=True, slots=True)
class Held:
    """What HQ holds of a stream when it answers, and the name it answers under."""

    hw: int
    head: bytes
    incarnation: str
    revoked: bool = False
    quarantined: tuple[int, ...] = ()
    wants_keys: bool = False


BILL_UNKNOWN = "bill_unknown"
"""A cancelled bill that has not been counted (yet): it may still come in on another stream."""


@dataclass(slots=True)
class _Effects:
    """What a run of records does besides being stored; `bills` are those it counted."""

    done: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    days: dict[str, Change] = field(default_factory=dict)
    bills: dict[str, BillMade] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)


class Intake:
    """Takes in what enrolled tills send; safe to use from many threads."""

    def __init__(self, store: Database, now_ms: Callable[[], int]) -> None:
        self._store = store
        self._now_ms = now_ms
        self._secret = store.read(database.secret_key)

    def open(self, facts: RequestFacts, signed: bytes, wish: OpenStream) -> Ack:
        """Opens a stream, or says what HQ holds of it. Raises Refusal."""
        key_public, parent = bytes.fromhex(wish.key), bytes.fromhex(wish.parent)
        start = chain.start(bytes.fromhex(facts.stream), key_public, parent)

        def work(page: Page) -> Held:
            sender = self._sender(page, facts, signed)
            now_ms = self._now_ms()
            device.saw_store(page, sender.store_id, now_ms)
            stream = journal.find_stream(page, sender.store_id, facts.stream)
            if stream is None:
                if journal.owner_of(page, facts.stream) is not None:
                    raise Refusal(Code.OTHER_STORE)
                stream = Stream(sender.store_id, facts.stream, start, None, 0, start)
                journal.open_stream(page, stream, sender.device_id, parent, now_ms)
            lacks = wish.keys and not device.holds_keys(page, sender.device_id, wish.keys)
            return replace(_held(page, sender, stream), wants_keys=bool(lacks))

        return self._answer(facts, self._store.write(work))

    def push(self, facts: RequestFacts, signed: bytes, body: bytes, encoding: str) -> Ack:
        """Takes in a batch. `facts.digest` is that of `body`. Raises Refusal."""
        sender = self._store.read(lambda page: self._sender(page, facts, signed))
        records = _unpack(body, facts.count, encoding)

        def work(page: Page) -> Held:
            today = device.find(page, sender.device_id) or sender
            now_ms = self._now_ms()
            device.saw_store(page, sender.store_id, now_ms)
            stream = journal.find_stream(page, sender.store_id, facts.stream)
            if stream is None:
                raise Refusal(Code.UNKNOWN_STREAM)
            fresh = _fresh(page, stream, facts, records)
            if not fresh:
                return _held(page, today, stream)
            revoked = today.standing != device.ACTIVE
            stream, aside = _store(page, stream, fresh, revoked, now_ms)
            journal.keep_signature(page, stream, facts, signed, len(body), now_ms)
            return _held(page, today, stream, aside)

        return self._answer(facts, self._store.write(work))

    def common(self, facts: RequestFacts, signed: bytes, wish: Haves) -> Ack:
        """The highest number at which both sides hold the same history. Raises Refusal."""

        def work(page: Page) -> Held:
            sender = self._sender(page, facts, signed)
            stream = journal.find_stream(page, sender.store_id, facts.stream)
            if stream is None:
                raise Refusal(Code.UNKNOWN_STREAM)
            ours = journal.hashes_at(page, stream, (each.seq for each in wish.haves))
            shared = [
                each.seq
                for each in wish.haves
                if each.seq in ours and ours[each.seq].hex() == each.hash
            ]
            hw = max(shared, default=0)
            head = ours[hw] if shared else stream.start
            return replace(_held(page, sender, stream), hw=hw, head=head)

        return self._answer(facts, self._store.write(work))

    def keep_keys(self, facts: RequestFacts, signed: bytes, keys: WrappedKeys) -> None:
        """Keeps the wrapped keys of a till, which only its recovery code opens. Raises Refusal."""

        def work(page: Page) -> None:
            sender = self._sender(page, facts, signed)
            if sender.standing != device.ACTIVE:
                raise Refusal(Code.REVOKED)
            now_ms = self._now_ms()
            device.saw_store(page, sender.store_id, now_ms)
            device.keep_keys(page, sender.device_id, keys, now_ms)

        self._store.write(work)

    def recheck(self) -> int:
        """Judges anew what was kept aside (after an update of HQ); how many now count."""
        counted = 0
        for store_id, each in self._store.read(journal.aside):
            counted += self._store.write(partial(_recheck, store_id=store_id, kept=each))
        return counted

    def _sender(self, page: Page, facts: RequestFacts, signed: bytes) -> Device:
        """The device that signed the request. Raises Refusal."""
        sender = device.find(page, facts.device_id)
        if sender is None:
            raise Refusal(Code.UNKNOWN_DEVICE)
        if not signature.holds(sender.key_public, signed, facts.message()):
            raise Refusal(Code.BAD_SIGNATURE)
        return sender

    def _answer(self, facts: RequestFacts, held: Held) -> Ack:
        """The signed acknowledgement. Raises Refusal for a revoked device, with what is held."""
        if held.revoked:
            raise Refusal(Code.REVOKED, hw=held.hw, head=held.head)
        server_ms = self._now_ms()
        said = AckFacts(
            facts.message(), facts.stream, held.hw, held.head, held.incarnation, server_ms
        )
        return Ack(
            hw=held.hw,
            head=held.head.hex(),
            inc=held.incarnation,
            time=server_ms,
            sig=signature.sign(self._secret, said.message()).hex(),
            quarantined=held.quarantined,
            wants_keys=held.wants_keys,
        )


def _held(page: Page, sender: Device, stream: Stream, aside: Sequence[Aside] = ()) -> Held:
    """What to answer about a stream."""
    return Held(
        stream.hw,
        stream.head,
        page.incarnation(),
        sender.standing != device.ACTIVE,
        tuple(each.seq for each in aside),
    )


def _unpack(body: bytes, count: int, encoding: str) -> list[bytes]:
    """The records of a body. Raises Refusal."""
    try:
        return batch.unpack(body, count, encoding)
    except batch.BadBatch as bad:
        code = {"bad_body": Code.BAD_BODY, "not_spoken": Code.NOT_SPOKEN}
        raise Refusal(code.get(bad.reason, Code.TOO_BIG), str(bad)) from bad


def _fresh(
    page: Page, stream: Stream, facts: RequestFacts, records: list[bytes]
) -> list[tuple[int, bytes, bytes]]:
    """The number, bytes and hash of each record that HQ does not hold yet, in order.

    Raises Refusal for a gap, a fork, or records that do not lead to the declared head.
    """
    if facts.first > stream.hw + 1:
        raise Refusal(Code.GAP, hw=stream.hw, head=stream.head)
    hashes = chain.walk(facts.base, records)
    last = facts.first + len(records) - 1
    theirs = {facts.first - 1: facts.base}
    theirs |= dict(zip(range(facts.first, last + 1), hashes, strict=True))
    held = min(last, stream.hw)
    if facts.first == stream.hw + 1:
        ours = {stream.hw: stream.head}
    else:
        ours = journal.hashes_at(page, stream, range(facts.first - 1, held + 1))
    if any(theirs[seq] != ours[seq] for seq in range(facts.first - 1, held + 1)):
        raise Refusal(Code.FORK, hw=stream.hw, head=stream.head)
    if hashes[-1] != facts.head:
        raise Refusal(Code.BAD_CHAIN, hw=stream.hw, head=stream.head)
    numbered = zip(range(facts.first, last + 1), records, hashes, strict=True)
    return [each for each in numbered if each[0] > stream.hw]


def _store(
    page: Page, stream: Stream, fresh: list[tuple[int, bytes, bytes]], revoked: bool, now_ms: int
) -> tuple[Stream, list[Aside]]:
    """Appends records and their effects; the stream as it now is, and what was put aside."""
    effects = _Effects()
    entries = []
    judged = [(seq, raw, hashed, judge(raw)) for seq, raw, hashed in fresh]
    known = journal.digests(page, stream.store_id, _names(verdict for *_, verdict in judged))
    for seq, raw, hashed, verdict in judged:
        kind = verdict.kind if isinstance(verdict, Record) else ""
        entries.append(Entry(seq, kind, raw, hashed))
        stream = _opened(stream, seq, verdict)
        if revoked:
            effects.aside.append(Aside(stream.stream, seq, "revoked"))
        else:
            _effect(page, stream, seq, raw, verdict, known, effects)
    last, _, head = fresh[-1]
    stream = replace(stream, hw=last, head=head)
    journal.append(page, stream, entries, now_ms)
    _settle(page, stream, effects, now_ms)
    journal.put_aside(page, stream.store_id, effects.aside, now_ms)
    journal.advance(page, stream)
    if effects.bills:
        _take_up_waiting(page, stream.store_id)
    _list_pairs(page, stream, [verdict for *_, verdict in judged], now_ms)
    return stream, effects.aside


def _list_pairs(page: Page, stream: Stream, verdicts: list[Record | str], now_ms: int) -> None:
    """An alarm for each paper that bears another's number."""
    papers = [paper for verdict in verdicts if (paper := twins.paper_of(verdict))]
    for pair in twins.found(page, stream.store_id, stream.stream, papers) if papers else ():
        facts = f"{pair.late.number}: {pair.early.id} and {pair.late.id}"
        device.raise_alarm(page, "number_twice", stream.store_id, facts, now_ms)


def judge(raw: bytes) -> Record | str:
    """The record, or the reason why it cannot be counted."""
    try:
        record = receive(raw)
    except BadRecord as bad:
        return bad.reason
    return sums.fault(record.body) or record


def _opened(stream: Stream, seq: int, verdict: Record | str) -> Stream:
    """The stream with what its first record says of it."""
    if seq == 1 and isinstance(verdict, Record) and isinstance(verdict.body, StreamOpened):
        return replace(stream, practice=verdict.body.practice)
    return stream


def _cancel_name(bill: str) -> str:
    """The name under which the cancelling of a bill is remembered, whatever record says it.

    No record has it: ids begin with a digit.
    """
    return "X" + bill[1:]


def _names(verdicts: Iterable[Record | str]) -> list[str]:
    """The names of effects that these records may have had before."""
    names: list[str] = []
    for verdict in verdicts:
        if isinstance(verdict, Record):
            names.append(verdict.id)
            if isinstance(verdict.body, BillCancelled):
                names.append(_cancel_name(verdict.body.bill))
    return names


def _effect(
    page: Page,
    stream: Stream,
    seq: int,
    raw: bytes,
    verdict: Record | str,
    known: dict[str, bytes],
    effects: _Effects,
) -> None:
    """Adds one record's effect to `effects`: once, whoever sends it and under whatever number."""
    if isinstance(verdict, str):
        effects.aside.append(Aside(stream.stream, seq, verdict))
        return
    digest = sha256(raw).digest()
    earlier = known.get(verdict.id)
    if earlier is not None:
        if earlier != digest:
            effects.aside.append(Aside(stream.stream, seq, "id_reused"))
        return
    names = [verdict.id]
    match verdict.body:
        case BillMade() | BillCancelled() | CreditNoteMade() if stream.practice is None:
            effects.aside.append(Aside(stream.stream, seq, "not_opened"))
            return
        case BillMade() as bill:
            effects.bills[verdict.id] = bill
            _count(effects, bill.business_day, Change(1, bill.total, sold=True))
        case CreditNoteMade() as note:
            _count(effects, note.business_day, Change(0, -note.total))
        case BillCancelled() as cancelled:
            name = _cancel_name(cancelled.bill)
            reason = _cancel_fault(page, stream, cancelled, effects)
            if reason is not None:
                effects.aside.append(Aside(stream.stream, seq, reason))
                return
            if name not in known:
                names.append(name)
                _count(effects, cancelled.business_day, Change(-1, -cancelled.total))
        case _:
            # Bills and goods that came back are counted, and nothing else: what moves between a
            # shop's accounts (money.moved) is neither a sale nor the state's to add up.
            pass
    for name in names:
        known[name] = digest
        effects.done[name] = (digest, seq)


def _count(effects: _Effects, day: str, change: Change) -> None:
    effects.days[day] = effects.days.get(day, Change()) + change


def _cancel_fault(
    page: Page, stream: Stream, cancelled: BillCancelled, effects: _Effects
) -> str | None:
    """Why a cancelled bill cannot be taken off the figures: it is not there, or is another."""
    bill = effects.bills.get(cancelled.bill)
    if bill is None:
        raw = journal.counted_bytes(page, stream.store_id, cancelled.bill)
        body = None if raw is None else decode(raw).body
        if not isinstance(body, BillMade):
            return BILL_UNKNOWN
        bill = body
    same = (bill.business_day, bill.total) == (cancelled.business_day, cancelled.total)
    return None if same else "bill_differs"


def _take_up_waiting(page: Page, store_id: str) -> None:
    """Counts what waited for a bill that has now come in."""
    for kept in journal.aside_for(page, store_id, BILL_UNKNOWN):
        _recheck(page, store_id, kept)


def _settle(page: Page, stream: Stream, effects: _Effects, now_ms: int) -> None:
    """Writes down which records had their effect, and the days they changed."""
    done = [(record_id, digest, seq) for record_id, (digest, seq) in effects.done.items()]
    journal.mark_done(page, stream.store_id, stream.stream, done)
    for day, change in effects.days.items():
        rollup.add(page, stream.store_id, bool(stream.practice), day, change, now_ms)


def _recheck(page: Page, store_id: str, kept: Aside) -> bool:
    """True if a record that was kept aside now counts; a revoked device's never do."""
    if kept.reason == "revoked":
        return False
    device.store_of(page, store_id)
    stream = journal.find_stream(page, store_id, kept.stream)
    assert stream is not None
    raw, received_ms = journal.bytes_at(page, store_id, kept.stream, kept.seq)
    verdict = judge(raw)
    effects = _Effects()
    known = journal.digests(page, store_id, _names([verdict]))
    stream = _opened(stream, kept.seq, verdict)
    _effect(page, stream, kept.seq, raw, verdict, known, effects)
    if effects.aside:
        return False
    journal.take_back(page, store_id, kept.stream, kept.seq)
    _settle(page, stream, effects, received_ms)
    journal.advance(page, stream)
    if effects.bills:
        _take_up_waiting(page, store_id)
    return True
