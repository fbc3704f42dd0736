"""The streams of these books: which one a lane writes to, and how a record joins its chain."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime

from estore_pos import __version__
from estore_pos.base.ids import mint_series, mint_stream
from estore_pos.domain.ids import RecordId, Series
from estore_pos.store.page import Head, Page, Statement
from estore_pos.store.records import Lane, Record, encode
from estore_pos.store.records import stream as codec

LANES: tuple[Lane, ...] = ("trade", "goods")
APP = f"till {__version__}"
"""What a stream says about who writes it."""

Random = Callable[[int], bytes]

_HEAD = Statement("stream.head")
_ADD = Statement("stream.add")
_NEW = Statement("stream.new")
_RETIRE = Statement("stream.retire")
_TAIL = Statement("stream.tail")
_MOVE = Statement("stream.move")
_SERIES_TAKEN = Statement("stream.series_taken")
_BOOKS = Statement("stream.books")


def head(page: Page, lane: Lane) -> Head:
    """Where the lane's living stream stands."""
    held = page.heads.get(lane)
    if held is None:
        known = page.known.get(lane)
        held = page.heads[lane] = _read_head(page, lane) if known is None else known.copy()
    return held


def _read_head(page: Page, lane: Lane) -> Head:
    row = page.one(_HEAD, lane=lane)
    assert row is not None, f"no living stream of {lane}"
    return Head(*row)


def series(page: Page) -> Series:
    """The four characters in the numbers of bills made now."""
    return Series(head(page, "trade").series)


def add(page: Page, lane: Lane, records: Sequence[Record]) -> int:
    """Chain records to the lane's living stream, in order; the number of the last one.

    Raises BadRecord for one that could not be read back, sqlcipher3's IntegrityError for an id that
    is already there.
    """
    return _chain(page, head(page, lane), records)


def open_new(
    page: Page,
    lane: Lane,
    *,
    id: RecordId,
    at: datetime,
    parent: bytes | None = None,
    living: bool = True,
    random: Random = os.urandom,
) -> Head:
    """Begin a new stream of a lane with its stream.opened; the one before takes no more records.

    Its parent is the last record of the stream before, unless one is handed in (b"" for none). Its
    series is new to these books. One that is not `living` takes over old records only, and the
    lane goes on as before.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    facts = page.one(_BOOKS)
    assert facts is not None
    practice, seed = facts
    if parent is None:
        parent = _parent(head(page, lane))
    key_public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    name = mint_stream(random)
    while page.one(_SERIES_TAKEN, series=mint_series(name)):
        name = mint_stream(random)
    if living:
        page.run(_RETIRE, of=lane)
    made = page.run(
        _NEW,
        id=name.hex(),
        lane=lane,
        series=mint_series(name),
        key_public=key_public,
        parent=parent,
        acked=0,
        retired=int(not living),
    )
    begun = Head(
        made.lastrowid,
        name.hex(),
        mint_series(name),
        0,
        codec.start_of(name.hex(), key_public, parent),
    )
    if living:
        page.heads[lane] = begun
    opened = codec.body(lane, practice=bool(practice), app=APP, series=begun.series, parent=parent)
    _chain(page, begun, [Record("stream.opened", id, at_ms(at), opened)])
    return begun


def tail(page: Page, number: int, after: int) -> list[tuple[int, bytes]]:
    """Place and bytes of the records of a stream (by its row) after one, in order."""
    return [(place, content) for place, content in page.all(_TAIL, stream=number, after=after)]


def move(page: Page, records: Sequence[tuple[int, bytes]], into: Head) -> None:
    """Chain records of another stream, same bytes, to the end of this one."""
    rows: list[dict[str, object]] = []
    for place, content in records:
        into.hash = codec.link(into.hash, content)
        into.seq += 1
        rows.append({"at": place, "to": into.number, "as": into.seq, "hash": into.hash})
    page.run_many(_MOVE, rows)


def at_ms(at: datetime) -> int:
    """UTC milliseconds of an aware instant, rounded down."""
    assert at.tzinfo is not None
    return int(at.timestamp() * 1000)


def _parent(before: Head) -> bytes:
    return codec.parent_bytes(codec.Parent(bytes.fromhex(before.stream), before.seq, before.hash))


def _chain(page: Page, at: Head, records: Sequence[Record]) -> int:
    rows = []
    for record in records:
        content = encode(record)
        at.hash = codec.link(at.hash, content)
        at.seq += 1
        rows.append(
            {
                "stream": at.number,
                "seq": at.seq,
                "id": record.id,
                "kind": record.kind,
                "at_ms": record.at_ms,
                "bytes": content,
                "hash": at.hash,
            }
        )
        page.written.append(record.id)
    if len(rows) == 1:
        page.run(_ADD, **rows[0])
    else:
        page.run_many(_ADD, rows)
    return at.seq
