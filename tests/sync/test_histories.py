"""Random histories of tills and an HQ end with every bill counted once; broken protocols do not."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sync.client import pump
from sync.client.answer import understand
from sync.client.line import Answer
from sync.client.outbox import StreamHead
from sync.client.pump import Pump
from sync.protocol.refusals import Code
from sync.protocol.reply import Ack
from sync.protocol.signature import RequestFacts
from sync.server import intake
from sync.server.refusal import Refusal
from sync.server.store import journal
from sync.server.store.database import Page
from sync.server.store.journal import Aside, Stream
from tests.fully import fully
from tests.sync.histories import World

STEPS = 100
Patch = pytest.MonkeyPatch


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: these databases need not outlive anything."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


def history(folder: Path, seed: int) -> tuple[list[str], Counter[str]]:
    """What is wrong after a history, and what happened in it."""
    world = World(folder, seed)
    try:
        for _ in range(STEPS):
            world.step()
        world.heal()
        return world.faults(), world.done
    finally:
        world.close()


@pytest.mark.parametrize("seed", fully(range(8), quick=range(3)))
def test_every_bill_counts_once_after_any_history(folder: Path, seed: int) -> None:
    faults, _ = history(folder, seed)
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 1200, 50))
def test_every_bill_counts_once_after_twenty_thousand_steps(folder: Path, first: int) -> None:
    done: Counter[str] = Counter()
    for seed in range(first, first + 50):
        faults, happened = history(folder, seed)
        assert faults == [], f"seed {seed}"
        done += happened
    for fault in ("request lost", "reply lost", "damaged", "portal", "delayed twin"):
        assert done[fault] > 50, done
    for deed in ("clone", "restore_disk", "restore_hq"):
        assert done[deed] > 25, done


def _any_200(patch: Patch) -> None:
    """A till that takes any 200 for an acknowledgement."""

    def believe(answer: Answer, facts: RequestFacts, hq_key: bytes) -> object:
        if answer.status == 200 and facts.count:
            last, head = facts.first + facts.count - 1, facts.head.hex()
            return Ack(hw=last, head=head, inc=facts.incarnation, time=0, sig="")
        return understand(answer, facts, hq_key)

    patch.setattr(pump, "understand", believe)


def _no_chain(patch: Patch) -> None:
    """Both sides compare numbers and never what stands under them."""

    def by_number(
        _page: object, stream: Stream, facts: RequestFacts, records: list[bytes]
    ) -> list[tuple[int, bytes, bytes]]:
        numbered = enumerate(records, facts.first)
        return [(seq, raw, facts.head) for seq, raw in numbered if seq > stream.hw]

    def trusting(_pump: Pump, head: StreamHead, ack: Ack) -> bool:
        return ack.hw <= head.seq_last

    patch.setattr(intake, "_fresh", by_number)
    patch.setattr(Pump, "_agrees", trusting)


def _no_dedupe(patch: Patch) -> None:
    """An HQ that does not remember which records had their effect."""
    patch.setattr(journal, "digests", lambda *_: {})
    patch.setattr(journal, "mark_done", lambda *_: None)


def _practice_counts(patch: Patch) -> None:
    """An HQ that takes practice for trade."""
    patch.setattr(intake, "_opened", lambda stream, *_: replace(stream, practice=False))


def _no_sums(patch: Patch) -> None:
    """An HQ that refuses a batch for a bad bill in it, instead of putting the bill aside."""
    store = intake._store

    def strict(
        page: Page,
        stream: Stream,
        fresh: list[tuple[int, bytes, bytes]],
        revoked: bool,
        now_ms: int,
    ) -> tuple[Stream, list[Aside]]:
        stream, aside = store(page, stream, fresh, revoked, now_ms)
        if aside:
            raise Refusal(Code.BAD_BODY)
        return stream, aside

    patch.setattr(intake, "_store", strict)


@pytest.mark.parametrize(
    "mutant",
    fully([_any_200, _no_chain, _no_dedupe, _practice_counts, _no_sums], quick=[_no_dedupe]),
    ids=lambda mutant: mutant.__name__.strip("_"),
)
def test_the_histories_find_out_a_broken_protocol(
    folder: Path, monkeypatch: Patch, mutant: Callable[[Patch], None]
) -> None:
    mutant(monkeypatch)
    for seed in range(40):
        try:
            faults, _ = history(folder, seed)
        except AssertionError as stopped:
            faults = [str(stopped)]
        if faults:
            return
    pytest.fail("forty histories saw nothing")
