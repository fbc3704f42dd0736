"""The pump: what each answer means, when it tries again, and that it never stops trying."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from typing_extensions import override

from sync.client import pump as law
from sync.client.enrol import NotEnrolled, enrol
from sync.client.line import Answer, Break, LineDown, Request
from sync.client.pump import Next, Pump
from sync.protocol import batch, chain, reply, signature
from sync.protocol.body import CustomerSaved
from sync.protocol.reply import EnrolGrant
from sync.server.store import device
from tests.fully import one_of_each, table
from tests.sync.histories import EnrolmentWire, Hq
from tests.sync.shop import START_MS, Shop, Stream

OURS = {"content-type": reply.CONTENT_TYPE, "x-estore": "1"}


class Wire:
    """A line to an HQ in this process; `say` answers in its place while it is set."""

    def __init__(self, hq: Hq) -> None:
        self.hq = hq
        self.asked: list[Request] = []
        self.say: Callable[[Request], Answer | None] = lambda _: None

    def exchange(self, request: Request) -> Answer:
        """Asks HQ, unless someone answers in its place."""
        self.asked.append(request)
        return self.say(request) or self.hq.answer(request)

    def close(self) -> None:
        """Nothing is open."""

    def pushes(self) -> list[Request]:
        """The requests that carried records."""
        return [each for each in self.asked if each.path.endswith("/records")]


class Till:
    """An enrolled shop, its pump and its wire."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        dice = random.Random(seed)
        self.hq = Hq(folder / "hq.db")
        self.shop = Shop(dice, lanes=("trade", "goods"))
        self.hq.enrol(self.shop)
        self.wire = Wire(self.hq)
        self.jitter: list[tuple[float, float]] = []
        self.pump = Pump(self.shop, self.shop, lambda _: self.wire, self._longest)
        self.now_ms = START_MS

    def _longest(self, least: float, most: float) -> float:
        self.jitter.append((least, most))
        return most

    def step(self) -> Next:
        """A step at the till's own time."""
        return self.pump.step(self.now_ms)

    def drain(self) -> None:
        """Steps until nothing waits."""
        for _ in range(300):
            self.now_ms = max(self.now_ms, self.step().wake_at_ms)
            if self.pump.status.waiting.records == 0:
                return
        pytest.fail(f"stuck: {self.pump.status}")


@pytest.fixture
def till(tmp_path: Path) -> Till:
    """A till that has sent everything so far."""
    made = Till(tmp_path)
    made.drain()
    return made


def always(answer: Answer) -> Callable[[Request], Answer]:
    """The same answer to everything."""
    return lambda _: answer


def refusal(code: str, status: int = 409) -> Answer:
    """HQ's refusal."""
    return Answer(status, OURS, f'{{"code":"{code}"}}'.encode())


def down(how: Break) -> Callable[[Request], Answer]:
    """No answer."""

    def fail(_: Request) -> Answer:
        raise LineDown(how)

    return fail


ANSWERS = [
    (down(Break.OFFLINE), "offline"),
    (down(Break.CUT), "offline"),
    (down(Break.CERTIFICATE), "intercepted"),
    (down(Break.CERTIFICATE_TIME), "intercepted"),
    (down(Break.PROXY_AUTH), "proxy_auth"),
    (always(Answer(407, {}, b"")), "proxy_auth"),
    (always(Answer(200, {"content-type": "text/html"}, b"<p>")), "captive"),
    (always(Answer(200, OURS, b"{}")), "captive"),
    (always(Answer(204, OURS, b"")), "captive"),
    (always(Answer(302, {"location": "/"}, b"")), "captive"),
    (always(Answer(404, {}, b"")), "captive"),
    (always(Answer(511, {}, b"")), "captive"),
    (always(refusal("UNKNOWN_DEVICE", 401)), "identity"),
    (always(refusal("BAD_SIGNATURE", 401)), "identity"),
    (always(Answer(500, {}, b"")), "busy"),
    (always(Answer(503, OURS, b'{"code":"BUSY"}')), "busy"),
    (always(refusal("BUSY", 500)), "busy"),
    (always(refusal("BAD_CHAIN", 422)), "fault"),
    (always(refusal("BAD_REQUEST", 400)), "fault"),
]


@pytest.mark.parametrize(("say", "told"), table(ANSWERS, quick=one_of_each(ANSWERS, column=1)))
def test_each_answer_is_told_apart_and_tried_again(
    till: Till, say: Callable[[Request], Answer], told: str
) -> None:
    till.shop.sell()
    till.wire.say = say
    following = till.step()
    assert till.pump.status.code == told
    assert till.pump.status.waiting.bills == 1
    assert following.wake_at_ms > till.now_ms
    assert till.pump.status.next_try_ms == following.wake_at_ms
    till.wire.say = lambda _: None
    till.pump.poke()
    till.drain()
    assert till.pump.status.code == "online"


def test_a_clock_before_the_program_was_made_is_wrong_and_hq_is_not_to_blame(till: Till) -> None:
    till.shop.sell()
    till.wire.say = down(Break.CERTIFICATE_TIME)
    till.pump.step(1_262_304_000_000)
    assert till.pump.status.code == "clock_wrong"


def test_waits_double_up_to_a_quarter_of_an_hour_and_never_end(till: Till) -> None:
    till.shop.sell()
    till.wire.say = down(Break.OFFLINE)
    till.jitter.clear()
    for _ in range(40):
        till.now_ms = till.step().wake_at_ms
    assert till.jitter[:8] == [(1, 5 * 2**n) for n in range(8)]
    assert set(till.jitter[8:]) == {(1, 900)}
    till.wire.say = lambda _: None
    till.drain()


def test_an_early_step_does_nothing_and_a_key_ends_every_wait(till: Till) -> None:
    till.shop.sell()
    till.wire.say = down(Break.OFFLINE)
    due = till.step()
    asked = len(till.wire.asked)
    till.now_ms += 100
    assert till.step() == due
    assert len(till.wire.asked) == asked
    till.pump.poke()
    till.step()
    assert len(till.wire.asked) == asked + 1


def test_a_sale_brings_the_next_try_nearer_but_not_against_hqs_wish(till: Till) -> None:
    till.shop.sell()
    till.wire.say = down(Break.OFFLINE)
    for _ in range(8):
        till.now_ms = till.step().wake_at_ms
    till.step()
    till.pump.nudge()
    assert till.step().wake_at_ms == till.now_ms + law.NUDGE_GAP_MS
    till.now_ms += law.NUDGE_GAP_MS
    till.wire.say = always(Answer(503, {"retry-after": "700"}, b""))
    due = till.step()
    assert due.wake_at_ms >= till.now_ms + 700_000
    till.pump.nudge()
    assert till.step() == due


def test_a_clock_put_back_a_year_does_not_silence_the_pump(till: Till) -> None:
    till.shop.sell()
    till.wire.say = down(Break.OFFLINE)
    till.step()
    till.now_ms -= 365 * 86_400_000
    assert till.step().wake_at_ms - till.now_ms <= 900_000


def test_batches_grow_with_success_and_halve_with_trouble(till: Till) -> None:
    for _ in range(900):
        till.shop.sell()
    till.wire.asked.clear()
    till.drain()
    sizes = [int(each.headers["x-estore-count"]) for each in till.wire.pushes()]
    assert sizes[:5] == [10, 15, 23, 35, 53]
    assert max(sizes) == 200
    for _ in range(200):
        till.shop.sell()
    till.wire.asked.clear()
    till.wire.say = down(Break.CUT)
    for _ in range(3):
        till.now_ms = till.step().wake_at_ms
    assert [int(each.headers["x-estore-count"]) for each in till.wire.pushes()] == [200, 100, 50]


@pytest.mark.slow
def test_a_batch_keeps_to_64_kb_and_a_lone_record_may_be_larger(till: Till) -> None:
    for _ in range(40):
        sealed = till.shop.dice.randbytes(24_000).hex()
        saved = CustomerSaved(customer="0" * 26, sealed=sealed)
        till.shop.append(till.shop.living(), till.shop.record("customer.saved", saved))
    till.wire.asked.clear()
    till.drain()
    for each in till.wire.pushes():
        assert len(each.body) <= batch.body_bytes_max(int(each.headers["x-estore-count"]))


@pytest.mark.parametrize(
    "answer", [refusal("TOO_BIG", 413), Answer(413, {}, b""), refusal("BAD_BODY", 400)]
)
def test_a_batch_that_is_too_much_for_someone_shrinks_and_gets_through(
    till: Till, answer: Answer
) -> None:
    for _ in range(30):
        till.shop.sell()
    till.wire.say = lambda request: answer if len(request.body) > 500 else None
    till.drain()
    assert till.hq.counted()[0] == 30


def test_a_compression_that_hq_does_not_know_is_left_off(till: Till) -> None:
    till.shop.sell()
    said = refusal("NOT_SPOKEN", 415)
    till.wire.say = lambda r: said if r.headers.get("content-encoding") == "gzip" else None
    till.step()
    till.step()
    assert till.wire.pushes()[-1].headers["content-encoding"] == "identity"


def test_a_broken_stream_waits_hours_while_the_other_goes_on(till: Till) -> None:
    till.shop.sell()
    goods = till.shop.living("goods")
    till.shop.append(goods, till.shop.record("customer.saved", _customer()))
    trade = till.shop.living("trade").name
    broken = refusal("BAD_CHAIN", 422)
    till.wire.say = lambda r: broken if trade in r.path and r.path.endswith("records") else None
    till.now_ms = till.step().wake_at_ms
    till.now_ms = till.step().wake_at_ms
    assert goods.acked == len(goods.records)
    assert till.pump.status.waiting.bills == 1
    till.wire.say = lambda _: None
    till.now_ms += law.HOLD_MS
    till.drain()


def test_trade_goes_before_goods(till: Till) -> None:
    till.shop.append(till.shop.living("goods"), till.shop.record("customer.saved", _customer()))
    till.shop.sell()
    till.wire.asked.clear()
    till.drain()
    assert [till.shop.stream(each.path.split("/")[3]).lane for each in till.wire.pushes()] == [
        "trade",
        "goods",
    ]


def test_an_hour_without_sales_is_not_silence(till: Till) -> None:
    till.wire.asked.clear()
    assert till.step().wake_at_ms == till.now_ms + law.LOOK_AGAIN_MS
    assert till.wire.asked == []
    till.now_ms += law.HEARTBEAT_MS
    till.step()
    assert [each.method for each in till.wire.asked] == ["PUT"]


def test_a_retired_stream_comes_back_after_hq_fell_back(till: Till) -> None:
    till.hq.back_up()
    till.shop.sell()
    till.drain()
    twin = till.shop.cloned()
    till.shop.sell()
    till.drain()
    other = Pump(twin, twin, lambda _: till.wire, random.Random(4).uniform)
    twin.sell()
    for _ in range(20):
        other.step(till.now_ms)
    assert [stream.retired for stream in twin.order].count(True) == 1
    assert till.hq.counted()[0] == 3
    till.hq.restore(till.hq.backups[0])
    assert till.hq.counted()[0] == 0
    till.now_ms += law.HEARTBEAT_MS
    for each in (other, till.pump):
        for _ in range(20):
            each.poke()
            each.step(till.now_ms)
    assert till.hq.counted()[0] == 3


def test_a_revoked_till_goes_on_sending_and_hq_keeps_it_aside(till: Till) -> None:
    held = till.shop.held
    assert held is not None
    till.hq.store.write(lambda page: device.set_standing(page, held.device_id, device.REVOKED))
    for _ in range(25):
        till.shop.sell()
    for _ in range(12):
        till.now_ms = till.step().wake_at_ms
    assert till.pump.status.code == "revoked"
    assert till.pump.status.waiting.bills == 25
    assert till.hq.counted()[0] == 0
    assert len(till.hq.journal()) == len(list(till.shop.all_records()))
    till.hq.store.write(lambda page: device.set_standing(page, held.device_id, device.ACTIVE))
    till.now_ms += law.HEARTBEAT_MS
    till.drain()


def test_a_till_that_moves_to_another_store_starts_a_stream_there(till: Till) -> None:
    till.shop.sell()
    till.drain()
    till.shop.sell()
    code = till.hq.code("another shop")
    till.shop.held = enrol(EnrolmentWire(till.hq), till.shop.key, "hq", code, "1")
    till.drain()
    assert till.hq.counted()[0] == 2
    living = till.shop.living("trade")
    assert living.parent != b""
    assert len({stream.name for stream in till.shop.order if stream.lane == "trade"}) == 2


def test_a_stream_of_which_hq_knows_another_beginning_moves_as_a_whole(till: Till) -> None:
    stream = till.shop.living("trade")
    till.shop.sell()
    till.drain()
    stream.hashes = [bytes(32) if not n else each for n, each in enumerate(stream.hashes)]
    stream.hashes[1:] = _rehashed(stream)
    till.now_ms += law.HEARTBEAT_MS
    till.drain()
    assert till.hq.counted()[0] == 1
    assert len(stream.records) == 0


def test_without_an_enrolment_nothing_is_sent(tmp_path: Path) -> None:
    till = Till(tmp_path)
    till.shop.held = None
    till.shop.sell()
    assert till.step().wake_at_ms == till.now_ms + law.LOOK_AGAIN_MS
    assert till.pump.status.code == "not_enrolled"
    assert till.wire.asked == []


@pytest.mark.parametrize("ask", [Pump.nudge, Pump.poke])
def test_the_first_try_after_a_start_is_spread_until_there_is_something_to_send(
    tmp_path: Path, ask: Callable[[Pump], None]
) -> None:
    till = Till(tmp_path)
    spread = Pump(till.shop, till.shop, lambda _: till.wire, till._longest, start_spread_s=90)
    assert spread.step(till.now_ms).wake_at_ms == till.now_ms + 90_000
    assert spread.status.code == "starting"
    assert till.wire.asked == []
    ask(spread)
    spread.step(till.now_ms)
    assert len(till.wire.asked) == 1


def test_who_has_just_joined_does_not_wait(tmp_path: Path) -> None:
    till = Till(tmp_path)
    held, till.shop.held = till.shop.held, None
    spread = Pump(till.shop, till.shop, lambda _: till.wire, till._longest, start_spread_s=90)
    spread.step(till.now_ms)
    till.shop.held = held
    spread.step(till.now_ms)
    assert len(till.wire.asked) == 1


def test_a_poke_ends_a_sleep(till: Till) -> None:
    till.pump.poke()
    till.pump.wait(Next(till.now_ms + 3_600_000), till.now_ms)
    till.pump.close()


def test_a_code_gives_a_place_once_and_again_to_the_same_key_only(tmp_path: Path) -> None:
    hq = Hq(tmp_path / "hq.db")
    shop, thief = Shop(random.Random(1)), Shop(random.Random(2))
    code = hq.code("a shop")
    first = enrol(EnrolmentWire(hq), shop.key, "hq", reply.show_code(code).lower(), "1")
    assert enrol(EnrolmentWire(hq), shop.key, "hq", code, "1") == first
    with pytest.raises(NotEnrolled, match="code_used"):
        enrol(EnrolmentWire(hq), thief.key, "hq", code, "1")
    assert [kind for kind, _, _ in hq.store.read(device.alarms)] == ["code_used"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (refusal("BAD_CODE", 404), "bad_code"),
        (refusal("CODE_EXPIRED", 410), "code_expired"),
        (refusal("SLOW_DOWN", 429), "slow_down"),
        (refusal("BUSY", 503), "busy"),
        (refusal("NOT_SPOKEN", 415), "refused"),
        (Answer(502, {}, b""), "busy"),
        (Answer(511, {}, b""), "not_hq"),
        (Answer(200, {"content-type": "text/html"}, b""), "not_hq"),
        (Answer(201, OURS, b"{}"), "not_hq"),
        (Answer(404, OURS, b"?"), "not_hq"),
    ],
)
def test_an_enrolment_that_fails_says_why(tmp_path: Path, answer: Answer, reason: str) -> None:
    hq = Hq(tmp_path / "hq.db")
    with pytest.raises(NotEnrolled, match=reason):
        enrol(EnrolmentWire(hq, answer), Shop(random.Random(1)).key, "hq", hq.code("a"), "1")


def test_who_does_not_know_the_code_cannot_pose_as_hq(tmp_path: Path) -> None:
    hq = Hq(tmp_path / "hq.db")
    key = signature.public_key(b"\x07" * 32).hex()
    posing = EnrolGrant(
        device_id="0" * 26, store_id="0" * 26, store="", district="", hq_key=key, inc="", proof=key
    )
    shop = Shop(random.Random(1))
    answer = Answer(201, OURS, reply.encode(posing))
    with pytest.raises(NotEnrolled, match="not_hq"):
        enrol(EnrolmentWire(hq, answer), shop.key, "hq", hq.code("a"), "1")
    with pytest.raises(NotEnrolled, match="bad_letters"):
        enrol(EnrolmentWire(hq), shop.key, "hq", "ABC", "1")

    class Dead(EnrolmentWire):
        @override
        def exchange(self, request: Request) -> Answer:
            raise LineDown(Break.CUT)

    with pytest.raises(NotEnrolled, match="offline"):
        enrol(Dead(hq), shop.key, "hq", hq.code("a"), "1")


def _customer() -> CustomerSaved:
    return CustomerSaved(customer="0" * 26, sealed="AAAA")


def _rehashed(stream: Stream) -> list[bytes]:
    return chain.walk(stream.hashes[0], stream.records)
