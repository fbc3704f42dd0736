"""Whole histories of tills and an HQ, from a seed: sales, faults, restores, clones; and the truth.

The till's end and the HQ's intake are the real ones; only the wire between them is a function call.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from sync.client.enrol import enrol
from sync.client.line import Answer, Break, LineDown, Request
from sync.client.pump import Pump
from sync.protocol import batch, headers, reply
from sync.protocol.body import BillCancelled, BillMade, CreditNoteMade
from sync.protocol.record import Record
from sync.protocol.reply import EnrolRequest, Haves, OpenStream, WrappedKeys
from sync.server.enrolment import Enrolments, issue_code
from sync.server.figures import FigureDesk
from sync.server.intake import Intake, judge
from sync.server.refusal import Refusal
from sync.server.store import schema
from sync.server.store.database import Database, Page, open_database
from tests.sync.shop import START_MS, Shop, Stream, bill, cancelled, credit_note

_PORTAL = Answer(200, {"content-type": "text/html"}, b"<html>")


class Hq:
    """An HQ over a file that can be copied away and put back."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.now_ms = START_MS
        self.backups: list[Path] = []
        self._open()

    def _open(self) -> None:
        self.store: Database = open_database(str(self.file))
        self.intake = Intake(self.store, lambda: self.now_ms)

    def back_up(self) -> None:
        """Copies the database away."""
        self.store.close()
        kept = self.file.with_suffix(f".{len(self.backups)}")
        shutil.copy(self.file, kept)
        self.backups.append(kept)
        self._open()

    def restore(self, kept: Path) -> None:
        """Puts an earlier copy in place."""
        self.store.close()
        shutil.copy(kept, self.file)
        self._open()

    def code(self, store: str) -> str:
        """A one-time code."""
        return issue_code(self.store, store, "Gaya", self.now_ms)

    def enrol(self, shop: Shop) -> None:
        """Gives a shop its place."""
        code = self.code(f"shop {shop.key.public_key.hex()}")
        shop.held = enrol(EnrolmentWire(self), shop.key, "hq", code, "1")

    def answer_enrolment(self, request: Request) -> Answer:
        """What the HQ's web would say to who wants to be enrolled."""
        facts, signed = headers.read("POST", reply.ENROL, "", request.headers.get)
        wish = reply.decode(request.body, EnrolRequest)
        desk = Enrolments(self.store, lambda: self.now_ms)
        ours = {"content-type": reply.CONTENT_TYPE, "x-estore": "1"}
        try:
            grant = desk.enrol(facts, signed, wish, "test")
        except Refusal as refusal:
            return Answer(refusal.status, ours, reply.encode(refusal.message()))
        return Answer(201, ours, reply.encode(grant))

    def answer(self, request: Request) -> Answer:
        """What the HQ's web would say."""
        if request.path == reply.HELLO:
            return Answer(204, {"x-estore": "1"}, b"")
        stream = request.path.removeprefix(reply.KEYS).partition("/v1/streams/")[2].split("/")[0]
        facts, signed = headers.read(request.method, request.path, stream, request.headers.get)
        ours = {"content-type": reply.CONTENT_TYPE, "x-estore": "1"}
        try:
            if batch.digest(request.body) != facts.digest:
                return Answer(400, ours, b'{"code":"BAD_BODY"}')
            if request.path == reply.KEYS:
                self.intake.keep_keys(facts, signed, reply.decode(request.body, WrappedKeys))
                return Answer(204, {"x-estore": "1"}, b"")
            if request.path.endswith("/records"):
                ack = self.intake.push(facts, signed, request.body, batch.GZIP)
            elif request.path.endswith("/common"):
                ack = self.intake.common(facts, signed, reply.decode(request.body, Haves))
            else:
                ack = self.intake.open(facts, signed, reply.decode(request.body, OpenStream))
        except Refusal as refusal:
            return Answer(refusal.status, ours, reply.encode(refusal.message()))
        return Answer(200, ours, reply.encode(ack))

    def journal(self) -> list[tuple[str, bytes]]:
        """Every stored record with its store."""

        def work(page: Page) -> list[tuple[str, bytes]]:
            rows = page.connection.execute(
                select(schema.journal.c.store_id, schema.journal.c.bytes)
            )
            return [(row[0], bytes(row[1])) for row in rows]

        return self.store.read(work)

    def counted(self) -> tuple[int, int]:
        """Bills and paise in the state's figures."""
        figures = FigureDesk(self.store, lambda: self.now_ms, practice=False).figures()
        return figures.bills, figures.value_paise


class EnrolmentWire:
    """A line on which only enrolment is spoken; `said` answers in HQ's place."""

    def __init__(self, hq: Hq, said: Answer | None = None) -> None:
        self.hq = hq
        self.said = said

    def exchange(self, request: Request) -> Answer:
        """Exchanges the code, or says what it was told to."""
        return self.said or self.hq.answer_enrolment(request)

    def close(self) -> None:
        """Nothing is open."""


@dataclass(slots=True)
class FaultyLine:
    """A line that does one of its faults with every exchange, as the dice fall."""

    world: "World"

    def exchange(self, request: Request) -> Answer:
        """Sends a request, or not, or twice."""
        return self.world.exchange(request)

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(slots=True)
class Till:
    """A shop, the pump on it, and copies of its disk."""

    shop: Shop
    pump: Pump
    backups: list[Shop] = field(default_factory=list)


class World:
    """Tills and one HQ under a seed. `step` does something; `check` compares HQ with the truth."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.hq = Hq(folder / f"hq-{seed}.db")
        self.tills: list[Till] = []
        self.late: list[Request] = []
        self.done: Counter[str] = Counter()
        self.sold: set[bytes] = set()
        self.healed = False
        for practice in (False, False, True):
            shop = Shop(self.dice, practice=practice)
            self.hq.enrol(shop)
            self._power_on(shop)

    def close(self) -> None:
        """Lets go of the database."""
        self.hq.store.close()

    def _power_on(self, shop: Shop) -> Till:
        till = Till(shop, Pump(shop, shop, lambda _: FaultyLine(self), self.dice.uniform))
        self.tills.append(till)
        return till

    def exchange(self, request: Request) -> Answer:
        """One exchange under the dice."""
        chance = 1.0 if self.healed else self.dice.random()
        if chance < 0.08:
            self.done["request lost"] += 1
            raise LineDown(Break.OFFLINE)
        if chance < 0.14:
            self.done["portal"] += 1
            return _PORTAL
        if chance < 0.20 and request.body:
            self.done["damaged"] += 1
            cut = request.body[: len(request.body) // 2]
            return self.hq.answer(Request(request.method, request.path, request.headers, cut))
        if chance < 0.28:
            self.done["delayed twin"] += 1
            self.late.append(request)
        answer = self.hq.answer(request)
        if 0.28 < chance < 0.40:
            self.done["reply lost"] += 1
            raise LineDown(Break.CUT)
        return answer

    def step(self) -> None:
        """One thing happens."""
        till = self.dice.choice(self.tills)
        chance = self.dice.random()
        deeds: list[tuple[float, Callable[[Till], None]]] = [
            (0.36, self.sell),
            (0.42, self.take_back),
            (0.80, self.push),
            (0.86, self.copy_disk),
            (0.89, self.restore_disk),
            (0.91, self.clone),
            (0.93, self.back_up_hq),
            (0.945, self.restore_hq),
            (1.0, self.deliver_late),
        ]
        deed = next(deed for below, deed in deeds if chance < below)
        self.done[deed.__name__] += 1
        deed(till)

    def sell(self, till: Till) -> None:
        """A bill; one in twenty does not add up."""
        paise = self.dice.randrange(100, 50_000)
        if self.dice.random() < 0.05:
            wrong = till.shop.record("bill", _wrong(paise))
            till.shop.append(till.shop.living(), wrong)
        else:
            self.sold.add(till.shop.sell(paise, f"2026-11-{self.dice.randrange(1, 28):02d}"))

    def take_back(self, till: Till) -> None:
        """A bill of these books is cancelled (perhaps again, in a copy), or goods come back."""
        raw = self.dice.choice(list(till.shop.all_records()))
        made = _counts(raw)
        if made is None or not isinstance(made.body, BillMade):
            return
        back = cancelled(made) if self.dice.random() < 0.5 else credit_note(made, 100)
        kind = "bill.cancelled" if isinstance(back, BillCancelled) else "credit_note"
        kept = till.shop.record(kind, back)
        till.shop.append(till.shop.living(), kept)
        self.sold.add(kept)

    def push(self, till: Till) -> None:
        """The pump takes a step; the dice say how large batches are."""
        till.pump._size = self.dice.choice((1, 2, 5, 50))
        till.pump.poke()
        self.hq.now_ms += 1000
        before = {each.name: each.acked for each in till.shop.order}
        till.pump.step(self.hq.now_ms)
        for stream in till.shop.order:
            if stream.acked > before.get(stream.name, 0):
                self._assert_held(till, stream)

    def _assert_held(self, till: Till, stream: Stream) -> None:
        """What a till believes acknowledged is at HQ, byte for byte."""
        assert till.shop.held is not None
        row = (
            select(schema.journal.c.hash)
            .where(schema.journal.c.store_id == till.shop.held.store_id)
            .where(schema.journal.c.stream == stream.name)
            .where(schema.journal.c.seq == stream.acked)
        )
        held = self.hq.store.read(lambda page: page.connection.execute(row).scalar())
        assert held == stream.hashes[stream.acked], "an ack for what HQ does not hold"

    def copy_disk(self, till: Till) -> None:
        """A backup of the whole disk."""
        till.backups.append(till.shop.cloned())

    def restore_disk(self, till: Till) -> None:
        """An earlier disk comes back; what was sold since is gone from here."""
        if till.backups:
            self.tills.remove(till)
            back = self._power_on(self.dice.choice(till.backups).cloned())
            back.backups = till.backups

    def clone(self, till: Till) -> None:
        """The disk goes into a second PC; both live on."""
        if len(self.tills) < 6:
            self._power_on(till.shop.cloned())

    def back_up_hq(self, _: Till) -> None:
        """A backup of HQ."""
        if len(self.hq.backups) < 10:
            self.hq.back_up()

    def restore_hq(self, _: Till) -> None:
        """HQ falls back."""
        if self.hq.backups:
            self.hq.restore(self.dice.choice(self.hq.backups))

    def deliver_late(self, _: Till) -> None:
        """A request that was thought lost arrives."""
        if self.late:
            self.hq.answer(self.late.pop(self.dice.randrange(len(self.late))))

    def heal(self) -> None:
        """The line is good again: everything drains, without a single new sale."""
        self.healed = True
        for request in self.late:
            self.hq.answer(request)
        self.late = []
        for _ in range(60):
            if not any(self._lags(till) for till in self.tills):
                return
            for till in self.tills:
                if self._lags(till):
                    till.pump.poke()
                    self.hq.now_ms += 600_000  # an idle till asks once an hour
                    till.pump.step(self.hq.now_ms)

    def _lags(self, till: Till) -> bool:
        """Whether a till waits, or has not compared every stream with the HQ of today."""
        shop, pump = till.shop, till.pump
        known = self.hq.store.read(lambda page: page.incarnation())
        shaken = all(each.name in pump._shaken for each in shop.order)
        return shop.waiting().records > 0 or not shaken or shop.name_of_hq != known

    def faults(self) -> list[str]:
        """What is wrong once everything has drained; empty if nothing is."""
        found = [f"till {n} lags" for n, till in enumerate(self.tills) if self._lags(till)]
        stored = self.hq.journal()
        at_hq = {raw for _, raw in stored}
        at_tills = {raw for till in self.tills for raw in till.shop.all_records()}
        practising = {t.shop.held.store_id for t in self.tills if t.shop.practice and t.shop.held}
        if at_tills - at_hq:
            found.append(f"{len(at_tills - at_hq)} records are missing at HQ")
        real = {raw for store_id, raw in stored if store_id not in practising}
        truth = _truth([record for raw in real if (record := _counts(raw)) is not None])
        if self.hq.counted() != truth:
            found.append(f"HQ counts {self.hq.counted()}, the truth is {truth}")
        phantoms = {raw for raw in at_hq if _counts(raw) is not None} - self.sold
        if phantoms:
            found.append(f"{len(phantoms)} records that nobody made")
        return found


def _wrong(paise: int) -> BillMade:
    """A bill whose tender is a paisa short."""
    good = bill(paise)
    return BillMade(
        number=good.number,
        business_day=good.business_day,
        title=good.title,
        mode=good.mode,
        lines=good.lines,
        total=good.total + 1,
    )


def _truth(records: list[Record]) -> tuple[int, int]:
    """Bills and paise: what was sold less what was cancelled (once) and taken back."""
    bills = {each.id: each.body.total for each in records if isinstance(each.body, BillMade)}
    notes = [each.body.total for each in records if isinstance(each.body, CreditNoteMade)]
    off = {each.body.bill for each in records if isinstance(each.body, BillCancelled)}
    return len(bills) - len(off), sum(bills.values()) - sum(bills[id] for id in off) - sum(notes)


def _counts(raw: bytes) -> Record | None:
    """The record if it is one that counts."""
    verdict = judge(raw)
    kinds = (BillMade, BillCancelled, CreditNoteMade)
    if isinstance(verdict, str) or not isinstance(verdict.body, kinds):
        return None
    return verdict
