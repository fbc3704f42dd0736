"""What empties the outbox into HQ: which request comes next, what each answer means, when to retry.

A state machine without a clock or dice of its own. One `step` makes at most a few requests and says
when it wants to be called again; it never gives up, and while records wait a next step is set.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from sync.client import enrol
from sync.client.answer import Stranger, understand
from sync.client.identity import Enrolment, Identity
from sync.client.line import Answer, Break, Line, LineDown, Request
from sync.client.outbox import Outbox, StreamHead, Waiting
from sync.protocol import batch, headers, reply
from sync.protocol.refusals import Code
from sync.protocol.reply import Ack, Have, Haves, OpenStream, Refused
from sync.protocol.signature import RequestFacts

LineCode: TypeAlias = Literal[
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

BATCH_FIRST = 10
BATCH_MAX = 200
RAW_BYTES = 512 * 1024
BACK_OFF_S = 5
BACK_OFF_MAX_S = 900
HOLD_MS = 6 * 3_600_000
HEARTBEAT_MS = 3_600_000
LOOK_AGAIN_MS = 60_000
NUDGE_GAP_MS = 5_000
RESYNCS_MAX = 8
DEADLINE_S = 60
# A clock before this program was made, or ten years after, is not to be believed.
MADE_MS = 1_767_225_600_000
PLAUSIBLE_MS = 10 * 366 * 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Next:
    """When the pump wants its next step (UTC ms); sooner does no harm."""

    wake_at_ms: int


@dataclass(frozen=True, slots=True)
class LineStatus:
    """What to tell the shop. Instants are UTC ms; `last_ack_ms` None: HQ never acknowledged."""

    code: LineCode
    waiting: Waiting
    last_ack_ms: int | None
    next_try_ms: int


class Pump:
    """Sends what waits to HQ. `step` runs on one thread; `poke`, `nudge`, `status` on any.

    `uniform(a, b)` is a random number between two numbers; `start_spread_s` spreads the first try
    after a start, so that a district whose power returns does not call all at once. A record
    written or a poke ends that wait.
    """

    def __init__(
        self,
        outbox: Outbox,
        identity: Identity,
        open_line: Callable[[str], Line],
        uniform: Callable[[float, float], float],
        *,
        app: str = "",
        start_spread_s: int = 0,
    ) -> None:
        self._outbox = outbox
        self._identity = identity
        self._open_line = open_line
        self._uniform = uniform
        self._app = app
        self._spread_s = start_spread_s
        self._woken = threading.Event()
        self._poked = False
        self._nudged = False
        self._status = LineStatus("not_enrolled", Waiting(0, 0, None), None, 0)
        self._enrolment: Enrolment | None = None
        self._line: Line | None = None
        self._forget("")
        self._seen_ms = 0
        self._not_before_ms = 0
        self._strict = False

    def _forget(self, incarnation: str) -> None:
        """Begins anew with an HQ: nothing of what it said counts any more."""
        self._incarnation = incarnation
        self._shaken: set[str] = set()
        self._told: dict[str, int] = {}
        self._held_ms: dict[str, int] = {}
        self._size = BATCH_FIRST
        self._encoding = batch.GZIP
        self._failures = 0
        self._resyncs = 0
        self._damaged = False
        self._wants_keys = False
        self._tried_ms = 0
        self._heard_ms = 0

    @property
    def status(self) -> LineStatus:
        """How it stood after the last step."""
        return self._status

    def look(self) -> None:
        """See what waits, before the first step; on the thread of the steps."""
        waiting = self._outbox.waiting()
        code: LineCode = "starting" if self._identity.enrolment() else "not_enrolled"
        self._status = LineStatus(code, waiting, waiting.last_ack_ms, 0)

    def poke(self) -> None:
        """A person asks to try at once: every wait ends."""
        self._poked = True
        self._woken.set()

    def nudge(self) -> None:
        """A record was written: try soon, unless HQ itself asked for a pause."""
        self._nudged = True
        self._woken.set()

    def wait(self, following: Next, now_ms: int) -> None:
        """Sleeps on the pump's thread until the next step is due, or poked, or nudged."""
        self._woken.wait(max(0, following.wake_at_ms - now_ms) / 1000)
        self._woken.clear()

    def close(self) -> None:
        """Hangs up. Called on the pump's thread, last."""
        if self._line is not None:
            self._line.close()

    def enrol(self, hq_url: str, typed: str) -> Enrolment:
        """Exchanges a one-time code for a place at a store, over a line of its own.

        Any thread that may wait. The caller keeps the enrolment in the books, then pokes.
        Raises `enrol.NotEnrolled`.
        """
        line = self._open_line(hq_url)
        try:
            keys = reply.wrapped_keys(self._identity.wrapped_keys())
            return enrol.enrol(line, self._identity.signer(), hq_url, typed, self._app, keys)
        finally:
            line.close()

    def step(self, now_ms: int) -> Next:
        """Does what is due at `now_ms` (UTC ms) and says when to come back."""
        enrolment = self._identity.enrolment()
        if enrolment is None:
            self._spread_s = 0  # who joins while somebody looks on does not wait
            return self._say("not_enrolled", now_ms + LOOK_AGAIN_MS)
        if enrolment != self._enrolment:
            self._meet(enrolment, now_ms)
        self._heed(now_ms)
        if now_ms < self._not_before_ms:
            return self._say(self._status.code, self._not_before_ms)
        self._strict = False
        self._tried_ms = now_ms
        try:
            return self._work(enrolment, now_ms)
        except LineDown as down:
            return self._down(down, now_ms)

    def _meet(self, enrolment: Enrolment, now_ms: int) -> None:
        """A new enrolment: another HQ, or another place at it."""
        self.close()
        self._enrolment = enrolment
        self._line = self._open_line(enrolment.hq_url)
        self._forget(self._outbox.incarnation())
        self._status = replace(self._status, code="starting")
        self._not_before_ms = now_ms + int(self._uniform(0, self._spread_s) * 1000)
        self._spread_s = 0

    def _heed(self, now_ms: int) -> None:
        """Takes what was asked from other threads, and a clock that was put back."""
        if now_ms < self._seen_ms:
            back_ms = self._seen_ms - now_ms
            self._not_before_ms -= back_ms
            self._tried_ms -= back_ms
            self._heard_ms -= back_ms
            self._held_ms = {name: until - back_ms for name, until in self._held_ms.items()}
        self._seen_ms = now_ms
        if self._nudged:
            self._nudged = False
            if not self._strict:
                soon_ms = self._tried_ms + NUDGE_GAP_MS if self._failures else now_ms
                self._not_before_ms = min(self._not_before_ms, soon_ms)
        if self._poked:
            self._poked = False
            self._failures = 0
            self._held_ms.clear()
            self._not_before_ms = now_ms

    def _work(self, enrolment: Enrolment, now_ms: int) -> Next:
        """One piece of work. Raises LineDown."""
        if self._status.code == "captive" and not self._is_hq():
            return self._failed("captive", now_ms)
        streams = self._outbox.streams()
        for head in streams:
            if self._held_ms.get(head.stream, 0) > now_ms:
                continue
            if head.stream not in self._shaken:
                return self._open(enrolment, head, now_ms)
            if self._told.get(head.stream, head.acked) < head.seq_last:
                return self._push(enrolment, head, now_ms)
        if self._wants_keys:
            return self._hand_keys(enrolment, now_ms)
        if streams and now_ms - self._heard_ms >= HEARTBEAT_MS:
            return self._open(enrolment, streams[0], now_ms)
        return self._rest(now_ms)

    def _rest(self, now_ms: int) -> Next:
        """Nothing to send, or nothing that may be sent yet."""
        held = (until for until in self._held_ms.values() if until > now_ms)
        self._not_before_ms = now_ms
        return self._say(self._status.code, min((now_ms + LOOK_AGAIN_MS, *held)))

    def _is_hq(self) -> bool:
        """Whether HQ itself answers, and not some portal."""
        assert self._line is not None
        answer = self._line.exchange(Request("GET", reply.HELLO))
        return answer.status == 204 and answer.headers.get(reply.MARK) == "1"

    def _open(self, enrolment: Enrolment, head: StreamHead, now_ms: int) -> Next:
        """Opens a stream, or asks what HQ holds of it."""
        keys = reply.wrapped_keys(self._identity.wrapped_keys())
        wish = OpenStream(
            key=head.key_public.hex(),
            parent=head.parent.hex(),
            app=self._app,
            keys="" if keys is None else keys.digest(),
        )
        body = reply.encode(wish)
        facts = self._facts(enrolment, "PUT", reply.stream_path(head.stream), head.stream, body)
        return self._take(enrolment, head, self._ask(enrolment, facts, body, {}), now_ms, 0)

    def _hand_keys(self, enrolment: Enrolment, now_ms: int) -> Next:
        """Sends the wrapped keys that HQ lacks, after all that a shop waits for.

        What it answers does not matter: it asks again when a stream is opened next.
        """
        keys = reply.wrapped_keys(self._identity.wrapped_keys())
        if keys is not None:
            body = reply.encode(keys)
            self._exchange(self._facts(enrolment, "PUT", reply.KEYS, "", body), body, {})
        self._wants_keys = False
        return self._rest(now_ms)

    def _push(self, enrolment: Enrolment, head: StreamHead, now_ms: int) -> Next:
        """Sends the next batch of a stream."""
        after = self._told.get(head.stream, head.acked)
        records = self._outbox.read(head.stream, after, self._size, RAW_BYTES)
        body = batch.pack(records, self._encoding)
        while len(body) > batch.body_bytes_max(len(records)):
            records = records[: len(records) // 2]
            body = batch.pack(records, self._encoding)
        facts = replace(
            self._facts(enrolment, "POST", reply.records_path(head.stream), head.stream, body),
            first=after + 1,
            count=len(records),
            base=self._outbox.hash_at(head.stream, after),
            head=self._outbox.hash_at(head.stream, after + len(records)),
        )
        extra = {"content-encoding": self._encoding}
        sent = len(records)
        return self._take(enrolment, head, self._ask(enrolment, facts, body, extra), now_ms, sent)

    def _facts(
        self, enrolment: Enrolment, method: str, path: str, stream: str, body: bytes
    ) -> RequestFacts:
        """What every request about a stream says."""
        return RequestFacts(
            method,
            path,
            enrolment.device_id,
            stream,
            0,
            0,
            b"",
            b"",
            batch.digest(body),
            self._incarnation,
        )

    def _ask(
        self, enrolment: Enrolment, facts: RequestFacts, body: bytes, extra: dict[str, str]
    ) -> Ack | Refused | Stranger:
        """Sends a signed request; the answer for what it is. Raises LineDown."""
        return understand(self._exchange(facts, body, extra), facts, enrolment.hq_key)

    def _exchange(self, facts: RequestFacts, body: bytes, extra: dict[str, str]) -> Answer:
        """Sends a signed request; the answer as it came. Raises LineDown."""
        assert self._line is not None
        signed = self._identity.signer().sign(facts.message())
        request = Request(
            facts.method,
            facts.path,
            headers.write(facts, signed) | extra,
            body,
            deadline_s=DEADLINE_S + len(body) // 1000,
        )
        return self._line.exchange(request)

    def _take(
        self,
        enrolment: Enrolment,
        head: StreamHead,
        answer: Ack | Refused | Stranger,
        now_ms: int,
        sent: int,
    ) -> Next:
        """Acts on the answer to a request that carried `sent` records. Raises LineDown."""
        match answer:
            case Ack():
                return self._acknowledged(enrolment, head, answer, now_ms, sent)
            case Refused():
                return self._refused(enrolment, head, answer, now_ms, sent)
            case Stranger(status=407):
                return self._failed("proxy_auth", now_ms)
            case Stranger(status=413) if sent > 1:
                self._shrink()
                return self._failed(self._status.code, now_ms)
            case Stranger(status=429 | 500 | 502 | 503 | 504):
                return self._failed("busy", now_ms, answer.retry_after_s)
            case Stranger():
                return self._failed("captive", now_ms)

    def _acknowledged(
        self, enrolment: Enrolment, head: StreamHead, ack: Ack, now_ms: int, sent: int
    ) -> Next:
        """HQ signed what it holds. Raises LineDown."""
        self._rename(ack.inc)
        self._wants_keys |= ack.wants_keys
        if not self._agrees(head, ack):
            return self._compare(enrolment, head, now_ms)
        if ack.hw > head.acked:
            self._resyncs = 0
        self._settle(head, ack.hw, ack.inc, now_ms)
        if sent and sent >= self._size:
            self._size = min(BATCH_MAX, self._size + (self._size + 1) // 2)
        return self._succeeded(now_ms, ack.next_after_s)

    def _agrees(self, head: StreamHead, ack: Ack) -> bool:
        """Whether what HQ holds is what we hold."""
        if ack.hw > head.seq_last:
            return False
        return self._outbox.hash_at(head.stream, ack.hw).hex() == ack.head

    def _settle(self, head: StreamHead, hw: int, incarnation: str, now_ms: int) -> None:
        """HQ holds exactly 1 to `hw` of what we have in this stream."""
        if hw < head.acked:
            self._outbox.rewind(head.stream, hw)
        self._outbox.acknowledge(head.stream, hw, incarnation, now_ms)
        self._told.pop(head.stream, None)
        self._shaken.add(head.stream)

    def _rename(self, incarnation: str) -> None:
        """Another HQ than we knew (restored, promoted): each stream must be compared anew."""
        if incarnation != self._incarnation:
            self._incarnation = incarnation
            self._shaken.clear()
            self._told.clear()

    def _compare(self, enrolment: Enrolment, head: StreamHead, now_ms: int) -> Next:
        """HQ holds other records than ours: what both share stays, the rest goes elsewhere."""
        wish = Haves(haves=self._haves(head))
        body = reply.encode(wish)
        facts = self._facts(enrolment, "POST", reply.common_path(head.stream), head.stream, body)
        answer = self._ask(enrolment, facts, body, {})
        if not isinstance(answer, Ack):
            if isinstance(answer, Refused) and answer.code == Code.FORK:
                return self._failed("fault", now_ms)
            return self._take(enrolment, head, answer, now_ms, 0)
        self._rename(answer.inc)
        shared = answer.hw if self._agrees(head, answer) else 0
        self._settle(head, shared, answer.inc, now_ms)
        if shared < head.seq_last or not head.retired:
            self._outbox.split(head.stream, shared)
        return self._again(now_ms)

    def _haves(self, head: StreamHead) -> tuple[Have, ...]:
        """Our hashes at ever sparser numbers from the last record down to none."""
        seqs = [0]
        seq, stride = head.seq_last, 1
        while seq > 0:
            seqs.append(seq)
            seq, stride = seq - stride, stride * 2
        return tuple(Have(seq, self._outbox.hash_at(head.stream, seq).hex()) for seq in seqs)

    def _refused(
        self, enrolment: Enrolment, head: StreamHead, refused: Refused, now_ms: int, sent: int
    ) -> Next:
        """HQ itself (or someone who says so: nothing here can lose a record) refused."""
        match refused.code:
            case Code.FORK:
                return self._compare(enrolment, head, now_ms)
            case Code.GAP | Code.UNKNOWN_STREAM:
                self._shaken.discard(head.stream)
                return self._again(now_ms)
            case Code.OTHER_STORE:
                self._held_ms[head.stream] = now_ms + HOLD_MS
                if head.acked < head.seq_last or not head.retired:
                    self._outbox.split(head.stream, head.acked)
                return self._again(now_ms)
            case Code.REVOKED:
                return self._revoked(head, refused, now_ms)
            case Code.UNKNOWN_DEVICE | Code.BAD_SIGNATURE:
                return self._failed("identity", now_ms)
            case Code.NOT_SPOKEN:
                self._encoding = batch.IDENTITY
                return self._again(now_ms)
            case Code.BAD_BODY:
                if self._damaged:
                    self._shrink()
                    return self._failed("fault", now_ms)
                self._damaged = True
                return self._again(now_ms)
            case Code.TOO_BIG if sent > 1:
                self._shrink()
                return self._again(now_ms)
            case Code.SLOW_DOWN | Code.BUSY:
                return self._failed("busy", now_ms)
            case _:
                self._held_ms[head.stream] = now_ms + HOLD_MS
                return self._failed("fault", now_ms)

    def _revoked(self, head: StreamHead, refused: Refused, now_ms: int) -> Next:
        """HQ keeps what we send aside, and signs nothing: go on from where it says it is."""
        self._shaken.add(head.stream)
        before = self._told.get(head.stream, -1)
        told = min(refused.hw or 0, head.seq_last)
        self._told[head.stream] = told
        if told > before:
            self._say("revoked", now_ms)
            return Next(now_ms)
        return self._failed("revoked", now_ms)

    def _shrink(self) -> None:
        """Smaller batches from now on."""
        self._size = max(1, self._size // 2)

    def _again(self, now_ms: int) -> Next:
        """Go on at once; but not in circles."""
        self._resyncs += 1
        if self._resyncs > RESYNCS_MAX:
            return self._failed("fault", now_ms)
        self._not_before_ms = now_ms
        return self._say(self._status.code, now_ms)

    def _succeeded(self, now_ms: int, next_after_s: int) -> Next:
        """HQ answered as it should."""
        self._failures = 0
        self._damaged = False
        self._heard_ms = now_ms
        self._not_before_ms = now_ms + next_after_s * 1000
        self._strict = next_after_s > 0
        return self._say("online", self._not_before_ms)

    def _down(self, down: LineDown, now_ms: int) -> Next:
        """No answer."""
        match down.how:
            case Break.OFFLINE:
                return self._failed("offline", now_ms)
            case Break.CUT:
                self._shrink()
                return self._failed("offline", now_ms)
            case Break.CERTIFICATE:
                return self._failed("intercepted", now_ms)
            case Break.PROXY_AUTH:
                return self._failed("proxy_auth", now_ms)
            case Break.CERTIFICATE_TIME:
                believable = MADE_MS <= now_ms <= MADE_MS + PLAUSIBLE_MS
                return self._failed("intercepted" if believable else "clock_wrong", now_ms)

    def _failed(self, code: LineCode, now_ms: int, retry_after_s: int = 0) -> Next:
        """Try again later: full jitter, ever longer up to a quarter of an hour, for ever."""
        longest_s = min(BACK_OFF_MAX_S, BACK_OFF_S << min(self._failures, 10))
        wait_s = self._uniform(1, longest_s)
        if retry_after_s:
            wait_s += retry_after_s
        self._strict = retry_after_s > 0
        self._failures += 1
        self._resyncs = 0
        self._not_before_ms = now_ms + int(wait_s * 1000)
        return self._say(code, self._not_before_ms)

    def _say(self, code: LineCode, next_try_ms: int) -> Next:
        """Puts down how it stands."""
        waiting = self._outbox.waiting()
        self._status = LineStatus(code, waiting, waiting.last_ack_ms, next_try_ms)
        return Next(next_try_ms)
