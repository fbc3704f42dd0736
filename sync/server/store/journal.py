"""Streams and the records in them, byte for byte, and what is kept aside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Table, delete, insert, select, update

from sync.protocol import chain
from sync.protocol.signature import RequestFacts
from sync.server.store import schema
from sync.server.store.database import Page

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream at HQ: it holds 1 to `hw`, h[hw] is `head`, h[0] is `start`.

    `practice` is None until its first record could be read.
    """

    store_id: str
    stream: str
    start: bytes
    practice: bool | None
    hw: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A record at its place."""

    seq: int
    kind: str
    raw: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Aside:
    """A record that is kept but not counted, and why."""

    stream: str
    seq: int
    reason: str


def find_stream(page: Page, store_id: str, stream: str) -> Stream | None:
    """The stream, its row locked until the transaction ends."""
    table = schema.stream
    row = page.connection.execute(
        select(table.c.start, table.c.practice, table.c.hw, table.c.head)
        .where(table.c.store_id == store_id, table.c.stream == stream)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return None
    return Stream(store_id, stream, bytes(row[0]), row[1], row[2], bytes(row[3]))


def owner_of(page: Page, stream: str) -> str | None:
    """The store that holds a stream of this id."""
    table = schema.stream
    return page.connection.execute(
        select(table.c.store_id).where(table.c.stream == stream).limit(1)
    ).scalar_one_or_none()


def parents(page: Page, store_id: str) -> dict[str, str]:
    """A store's streams, and the one that each grew out of, "" for none."""
    table = schema.stream
    rows = page.connection.execute(
        select(table.c.stream, table.c.parent).where(table.c.store_id == store_id)
    )
    found = {row[0]: chain.parse_parent(bytes(row[1])) for row in rows}
    return {stream: parent.stream.hex() if parent else "" for stream, parent in found.items()}


def of_kinds(page: Page, store_id: str, stream: str, kinds: Sequence[str]) -> Iterator[bytes]:
    """A stream's records of these kinds in their order, read a few at a time."""
    table = schema.journal
    last = 0
    while True:
        rows = page.connection.execute(
            select(table.c.seq, table.c.bytes)
            .where(
                table.c.store_id == store_id,
                table.c.stream == stream,
                table.c.seq > last,
                table.c.kind.in_(kinds),
            )
            .order_by(table.c.seq)
            .limit(_AT_ONCE)
        ).all()
        yield from (bytes(row[1]) for row in rows)
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1][0]


def open_stream(page: Page, stream: Stream, device_id: str, parent: bytes, now_ms: int) -> None:
    """A new, empty stream."""
    page.connection.execute(
        insert(schema.stream).values(
            store_id=stream.store_id,
            stream=stream.stream,
            device_id=device_id,
            start=stream.start,
            parent=parent,
            practice=stream.practice,
            hw=stream.hw,
            head=stream.head,
            opened_ms=now_ms,
        )
    )


def advance(page: Page, stream: Stream) -> None:
    """The stream now holds 1 to `stream.hw`."""
    table = schema.stream
    page.connection.execute(
        update(table)
        .where(table.c.store_id == stream.store_id, table.c.stream == stream.stream)
        .values(hw=stream.hw, head=stream.head, practice=stream.practice)
    )


def hashes_at(page: Page, stream: Stream, seqs: Iterable[int]) -> dict[int, bytes]:
    """The hashes at those of the numbers that the stream holds; h[0] for 0."""
    wanted = set(seqs)
    table = schema.journal
    rows = page.connection.execute(
        select(table.c.seq, table.c.hash).where(
            table.c.store_id == stream.store_id,
            table.c.stream == stream.stream,
            table.c.seq.in_(wanted - {0}),
        )
    )
    found = {row[0]: bytes(row[1]) for row in rows}
    return found | {0: stream.start} if 0 in wanted else found


def append(page: Page, stream: Stream, entries: Sequence[Entry], now_ms: int) -> None:
    """Stores records at their places, byte for byte."""
    bulk_append(
        page,
        schema.journal,
        [
            (stream.store_id, stream.stream, each.seq, each.kind, now_ms, each.raw, each.hash)
            for each in entries
        ],
    )


def put_aside(page: Page, store_id: str, aside: Sequence[Aside], now_ms: int) -> None:
    """Remembers which records are not counted, and why."""
    bulk_append(
        page,
        schema.quarantine,
        [(store_id, each.stream, each.seq, each.reason, now_ms) for each in aside],
    )


def aside(page: Page) -> list[tuple[str, Aside]]:
    """Every record that is not counted, with its store, in order within each stream."""
    table = schema.quarantine
    rows = page.connection.execute(
        select(table.c.store_id, table.c.stream, table.c.seq, table.c.reason).order_by(
            table.c.store_id, table.c.stream, table.c.seq
        )
    )
    return [(row[0], Aside(row[1], row[2], row[3])) for row in rows]


def aside_for(page: Page, store_id: str, reason: str) -> list[Aside]:
    """A store's records that are not counted for one reason, in order within each stream."""
    table = schema.quarantine
    rows = page.connection.execute(
        select(table.c.stream, table.c.seq)
        .where(table.c.store_id == store_id, table.c.reason == reason)
        .order_by(table.c.stream, table.c.seq)
    )
    return [Aside(row[0], row[1], reason) for row in rows]


def take_back(page: Page, store_id: str, stream: str, seq: int) -> None:
    """A record is not kept aside any more."""
    table = schema.quarantine
    page.connection.execute(
        delete(table).where(
            table.c.store_id == store_id, table.c.stream == stream, table.c.seq == seq
        )
    )


def bytes_at(page: Page, store_id: str, stream: str, seq: int) -> tuple[bytes, int]:
    """A stored record and when it came in (UTC ms)."""
    table = schema.journal
    row = page.connection.execute(
        select(table.c.bytes, table.c.received_ms).where(
            table.c.store_id == store_id, table.c.stream == stream, table.c.seq == seq
        )
    ).one()
    return bytes(row[0]), row[1]


def digests(page: Page, store_id: str, record_ids: Iterable[str]) -> dict[str, bytes]:
    """Which of these records have had their effect at this store, and the digest of each."""
    table = schema.record
    rows = page.connection.execute(
        select(table.c.record_id, table.c.digest).where(
            table.c.store_id == store_id, table.c.record_id.in_(set(record_ids))
        )
    )
    return {row[0]: bytes(row[1]) for row in rows}


def counted_bytes(page: Page, store_id: str, record_id: str) -> bytes | None:
    """The bytes of a record that has had its effect; None where none has under this id."""
    kept, done = schema.journal, schema.record
    row = page.connection.execute(
        select(kept.c.bytes)
        .join_from(
            done,
            kept,
            (kept.c.store_id == done.c.store_id)
            & (kept.c.stream == done.c.stream)
            & (kept.c.seq == done.c.seq),
        )
        .where(done.c.store_id == store_id, done.c.record_id == record_id)
    ).one_or_none()
    return None if row is None else bytes(row[0])


def mark_done(
    page: Page, store_id: str, stream: str, done: Sequence[tuple[str, bytes, int]]
) -> None:
    """These records (id, digest, number) have now had their effect."""
    bulk_append(
        page,
        schema.record,
        [(store_id, record_id, digest, stream, seq) for record_id, digest, seq in done],
    )


def keep_signature(
    page: Page,
    stream: Stream,
    facts: RequestFacts,
    signature: bytes,
    body_bytes: int,
    now_ms: int,
) -> None:
    """Evidence of who sent the records up to `stream.hw`."""
    page.connection.execute(
        insert(schema.batch).values(
            store_id=stream.store_id,
            stream=stream.stream,
            to_seq=stream.hw,
            from_seq=facts.first,
            device_id=facts.device_id,
            signed=facts.message(),
            signature=signature,
            received_ms=now_ms,
            body_bytes=body_bytes,
        )
    )


def bulk_append(page: Page, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Many rows at once, their values in the order of the table's columns.

    The only place where the two databases differ: COPY on PostgreSQL, executemany on SQLite.
    """
    if not rows:
        return
    names = [column.name for column in table.columns]
    if page.connection.dialect.name == "sqlite":
        page.connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        return
    driver = page.connection.connection.driver_connection
    assert driver is not None
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
