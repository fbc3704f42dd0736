"""The law's page and the code say the same: its worked tables are run."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as replace_body

from sync.protocol import batch, chain, reply
from sync.protocol.body import ActNoted, EstimateMade, ItemSaved, Tender
from sync.protocol.record import Record, decode, encode
from sync.protocol.reply import OpenStream
from sync.protocol.signature import RequestFacts
from sync.server.refusal import Refusal
from sync.server.store import journal
from tests.fully import fully
from tests.sync.histories import Hq
from tests.sync.shop import DAY, Shop, Stream, bill, cancelled, credit_note

PAGE = Path(__file__).parents[3] / "sync" / "protocol" / "protocol.md"


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    text = PAGE.read_text(encoding="utf-8").split(f"## ⚙ {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("row", rows("Chain"))
def test_chain(row: list[str]) -> None:
    stream, key, parent, records, expected = row
    start = chain.start(*(bytes.fromhex(each) for each in (stream, key, parent)))
    hashes = [start, *chain.walk(start, [each.encode() for each in records.split()])]
    assert hashes[-1].hex() == expected


@pytest.mark.parametrize("row", rows("One-time codes"))
def test_one_time_codes(row: list[str]) -> None:
    number, code, typed, read = row
    assert reply.show_code(reply.mint_code(int(number))) == code
    if read == "yes":
        assert reply.show_code(reply.read_code(typed)) == code
    else:
        with pytest.raises(ValueError, match="letter"):
            reply.read_code(typed)


class Desk:
    """An HQ that holds the first records of a shop's stream."""

    def __init__(self, folder: Path, held: int) -> None:
        self.hq = Hq(folder / "hq.db")
        self.shop = Shop(random.Random(1))
        self.hq.enrol(self.shop)
        for _ in range(7):
            self.shop.sell()
        self.stream: Stream = self.shop.living()
        wish = OpenStream(key=self.shop.key.public_key.hex())
        facts = self.facts("PUT", reply.stream_path(self.stream.name), reply.encode(wish))
        self.hq.intake.open(facts, self.shop.key.sign(facts.message()), wish)
        if held:
            assert self.push(self.stream, 1, held) == 200

    def facts(self, method: str, path: str, body: bytes) -> RequestFacts:
        """What every request says."""
        assert self.shop.held is not None
        device, digest = self.shop.held.device_id, batch.digest(body)
        return RequestFacts(method, path, device, self.stream.name, 0, 0, b"", b"", digest, "")

    def push(self, stream: Stream, first: int, last: int, ours: str = "yes") -> int | str:
        """Pushes records; the status or HQ's code."""
        records = stream.records[first - 1 : last]
        base, head = stream.hashes[first - 1], stream.hashes[last]
        if ours == "other base":
            base = bytes(32)
        if ours == "other head":
            head = bytes(32)
        if ours == "other record 5":
            records[5 - first] += b" "
            head = chain.walk(base, records)[-1]
        body = batch.pack(records)
        if ours == "cut short":
            body = body[:-3]
        plain = self.facts("POST", reply.records_path(stream.name), body)
        facts = replace(plain, first=first, count=len(records), base=base, head=head)
        try:
            self.hq.intake.push(facts, self.shop.key.sign(facts.message()), body, batch.GZIP)
        except Refusal as refusal:
            return refusal.code
        return 200

    def hw(self) -> int:
        """How many records HQ holds."""
        return len(self.hq.journal())


@pytest.mark.parametrize("row", rows("What HQ does with a batch"))
def test_what_hq_does_with_a_batch(tmp_path: Path, row: list[str]) -> None:
    held, first, last, ours, answer, after = row
    desk = Desk(tmp_path, int(held))
    assert str(desk.push(desk.stream, int(first), int(last), ours)) == answer
    assert desk.hw() == int(after)


@pytest.mark.parametrize("row", rows("What HQ counts"))
def test_what_hq_counts(tmp_path: Path, row: list[str]) -> None:
    named, counted, aside = row
    desk = Desk(tmp_path, 0)
    good = desk.shop.sell()
    last = len(desk.stream.records)
    assert desk.push(desk.stream, 1, last) == 200
    before, _ = desk.hq.counted()
    item = ItemSaved(item=7, unit="KGS")
    fresh = Shop(random.Random(2)).sell()
    desk.shop.append(
        desk.stream,
        {
            "a bill that adds up": fresh,
            "the same record again under another number": good,
            "another record under an id that was used": good.replace(b'"t":17', b'"t":16'),
            "a bill whose total is not its rows and round-off": fresh.replace(
                b'"a":12300', b'"a":12301'
            ),
            "a bill whose tenders are not its total": fresh.replace(
                b'["cash",12300', b'["cash",12301'
            ),
            "a kind that is not known": fresh.replace(b'"k":"bill"', b'"k":"trip"'),
            "a newer version": fresh.replace(b'"v":1', b'"v":2'),
            "no JSON": b"no JSON",
            "a text with U+0000, which PostgreSQL cannot keep": fresh.replace(
                b'"n":"MAB12', rb'"n":"MAB\u00001'
            ),
            "an item": desk.shop.record("item.saved", item),
        }[named],
    )
    assert desk.push(desk.stream, last + 1, last + 1) == 200
    assert desk.hq.counted()[0] - before == int(counted)
    assert [kept.reason for _, kept in desk.hq.store.read(journal.aside)] == aside.split()


def taking_back(shop: Shop, sold: Record) -> dict[str, list[bytes]]:
    """What a shop sends after a bill, by the words of the page."""
    off, note = cancelled(sold), shop.record("credit_note", credit_note(sold, 2300))
    later = decode(shop.record("bill", bill(5000)))
    short = replace_body(credit_note(sold, 2300), refunds=(Tender("cash", 2200),))
    cash, kept = Tender("cash", 10_000, 10_000), Tender("credit", -200)
    estimate = EstimateMade(
        number="EAB12/26/000001",
        business_day=DAY,
        lines=bill(50_000).lines,
        total=50_000,
        advance=(Tender("cash", 10_000),),
    )

    def cancel(**other: object) -> bytes:
        return shop.record("bill.cancelled", replace_body(off, **other))

    return {
        "goods of 23.00 taken back": [note],
        "the same credit note again under another number": [note, note],
        "the bill cancelled": [cancel()],
        "the bill cancelled twice": [cancel(), cancel()],
        "the bill cancelled a day later": [cancel(back_day="2026-11-23")],
        "the bill cancelled with another total": [cancel(total=12_301)],
        "the bill cancelled on another day": [cancel(business_day="2026-11-21")],
        "a bill cancelled that HQ does not hold": [cancel(bill=later.id)],
        "a bill cancelled before it comes in": [
            shop.record("bill.cancelled", cancelled(later)),
            encode(later),
        ],
        "a credit note whose refunds are not its total": [shop.record("credit_note", short)],
        "a bill of 50.00 with 3.00 let go": [
            shop.record(
                "bill",
                replace_body(bill(5000), tenders=(Tender("cash", 4700),), waived_paise=300),
            )
        ],
        "a bill of 98.00 with 2.00 of change kept as credit": [
            shop.record("bill", replace_body(bill(9800), tenders=(cash, kept)))
        ],
        "a bill of 98.00 with cash below zero": [
            shop.record(
                "bill",
                replace_body(bill(9800), tenders=(Tender("upi", 10_000), Tender("cash", -200))),
            )
        ],
        "an estimate of 500.00 with an advance": [shop.record("estimate", estimate)],
        "a drawer opened without a sale": [
            shop.record("act", ActNoted(what="drawer_opened", business_day=DAY))
        ],
    }


@pytest.mark.parametrize(
    "together", fully([True, False], quick=[True]), ids=["one batch", "one by one"]
)
@pytest.mark.parametrize("row", rows("What takes back"))
def test_what_takes_back(tmp_path: Path, row: list[str], together: bool) -> None:
    named, bills, rupees, aside = row
    desk = Desk(tmp_path, 0)
    sold = decode(Shop(random.Random(2)).sell())
    desk.shop.append(desk.stream, encode(sold))
    last = len(desk.stream.records)
    assert desk.push(desk.stream, 1, last) == 200
    before = desk.hq.counted()
    sent = taking_back(desk.shop, sold)[named]
    for raw in sent:
        desk.shop.append(desk.stream, raw)
    if together:
        assert desk.push(desk.stream, last + 1, last + len(sent)) == 200
    else:
        for seq in range(last + 1, last + len(sent) + 1):
            assert desk.push(desk.stream, seq, seq) == 200
    after = desk.hq.counted()
    paise = int(rupees.replace(".", ""))
    assert (after[0] - before[0], after[1] - before[1]) == (int(bills), paise)
    assert [kept.reason for _, kept in desk.hq.store.read(journal.aside)] == aside.split()
