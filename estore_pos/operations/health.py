"""What is well with this till and what is not: the doctor's findings."""

import shutil
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from estore_pos.base.clock import Clock
from estore_pos.base.lock import AlreadyOpen, BooksLock
from estore_pos.base.secrets import SecretStore
from estore_pos.domain.day import calendar_day, trusted
from estore_pos.domain.errors import ShopError
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import RecordId
from estore_pos.domain.shop import in_force
from estore_pos.operations.moment import RELEASED
from estore_pos.store import check, device, keys, sale
from estore_pos.store import item as items
from estore_pos.store import shop as shops
from estore_pos.store.books import FILE, Books, Reader, refuse_engine
from estore_pos.store.page import Page
from estore_pos.store.schema import SCHEMA_VERSION
from estore_pos.store.search import Search

T = TypeVar("T")

PYTHON_FIRST, PYTHON_LAST = (3, 11), (3, 14)
DISK_LOW_BYTES = 200 << 20
DISK_FULL_BYTES = 50 << 20
_LOOK_BACK = timedelta(days=2)
_SAMPLE_ITEMS = 20
_AMONG = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `facts` say what was seen; `well` False makes the doctor's exit code 1.

    `loud` is well but must be said: a key in a file, little room on the disk.
    """

    name: str
    well: bool
    loud: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)


def pc(folder: Path, secrets: SecretStore) -> Iterator[Finding]:
    """What can be said without opening the books. `folder` may be missing."""
    version = sys.version_info[:2]
    bits = struct.calcsize("P") * 8
    yield Finding(
        "python",
        PYTHON_FIRST <= version <= PYTHON_LAST and bits == 64,
        facts={"version": ".".join(map(str, sys.version_info[:3])), "bits": bits},
    )
    yield _tried("engine", refuse_engine)
    there = folder
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free
    yield Finding("disk", free >= DISK_FULL_BYTES, free < DISK_LOW_BYTES, {"free_mb": free >> 20})
    yield Finding("folder", Books.stands(folder), facts={"path": str(folder)})
    yield Finding("secrets", True, secrets.protection == "file", {"protection": secrets.protection})
    if folder.is_dir():
        yield _lock(folder)
    if (folder / FILE).is_file():
        yield Finding("keys", keys.wrapped(folder) is not None)


def _lock(folder: Path) -> Finding:
    """Who has the books open; either answer is well."""
    try:
        BooksLock(folder).release()
    except AlreadyOpen as other:
        return Finding("lock", True, facts={"open_in_process": other.pid})
    except OSError as error:
        return Finding("lock", False, facts={"reason": str(error)})
    return Finding("lock", True, facts={"open_in_process": 0})


def books(reader: Reader, clock: Clock, *, deep: bool, replay: bool) -> Iterator[Finding]:
    """What the books say of themselves. `deep` and `replay` take seconds for a year of trade."""
    if deep:
        yield _faults("deep", reader.deep_check)
    with reader.page() as page:
        version = check.schema_version(page)
        yield Finding(
            "schema", version <= SCHEMA_VERSION, facts={"books": version, "program": SCHEMA_VERSION}
        )
        yield from _rates(page, clock)
        count = items.count(page)
        yield Finding("goods", True, not count, {"items": count})
        since_ms = int((clock.now() - _LOOK_BACK).timestamp() * 1000)
        yield _faults("recent", lambda: check.recent(page, since_ms))
        if replay:
            yield _faults("replay", lambda: check.replay_differences(page))
        yield _search(page)
        yield _clock(page, clock)
        enrolled = device.enrolled(page)
    hq = {"hq": enrolled.hq_url, "store": enrolled.store_id} if enrolled else {"hq": ""}
    yield Finding("enrolment", True, enrolled is None, hq)
    yield from _line(reader, clock)


def _rates(page: Page, clock: Clock) -> Iterator[Finding]:
    """How many goods a shop that charges tax sells without it: nobody has told their rate."""
    versions = shops.versions(page)
    today = calendar_day(clock.now())
    if versions and in_force(versions, today).tax_mode is TaxMode.REGULAR:
        untold = sum(1 for item in items.every(page) if item.is_rate_untold and not item.closed)
        yield Finding("rates", True, untold > 0, {"untold": untold})


def _line(reader: Reader, clock: Clock) -> Iterator[Finding]:
    from estore_pos.store.outbox import BooksOutbox

    def refuse(deed: Callable[[Page], T], /) -> T:
        raise AssertionError("the doctor writes nothing")

    outbox = BooksOutbox(reader, refuse, lambda: RecordId(""), clock.now)
    streams = outbox.streams()
    yield Finding(
        "streams",
        all(each.acked <= each.seq_last for each in streams),
        facts={
            each.stream: {
                "lane": each.lane,
                "acked": each.acked,
                "last": each.seq_last,
                "retired": each.retired,
            }
            for each in streams
        },
    )
    waiting = outbox.waiting()
    last = waiting.last_ack_ms
    yield Finding(
        "waiting",
        True,
        facts={
            "bills": waiting.bills,
            "records": waiting.records,
            "last_ack": ""
            if last is None
            else f"{datetime.fromtimestamp(last / 1000, UTC):%FT%TZ}",
        },
    )


def _search(page: Page) -> Finding:
    """Whether goods are found by their own names; a few of them are tried."""
    sample = [item for item in islice(items.every(page), _SAMPLE_ITEMS) if not item.closed]
    search = Search()
    lost = [
        item.id
        for item in sample
        if item.id not in search.find(page, item.name_hi or item.name_en, _AMONG)
    ]
    return Finding("search", not lost, facts={"looked_at": len(sample), "lost": lost})


def _clock(page: Page, clock: Clock) -> Finding:
    last = sale.last_moment(page)
    now = clock.now()
    _, suspect = trusted(now, last[0] if last else None, RELEASED)
    return Finding(
        "clock",
        not suspect,
        facts={"now": f"{now:%FT%TZ}", "last_bill": f"{last[0]:%FT%TZ}" if last else ""},
    )


def _faults(name: str, look: Callable[[], list[str]]) -> Finding:
    try:
        faults = look()
    except (ShopError, ValueError) as error:
        faults = [str(error)]
    return Finding(name, not faults, facts={"faults": faults[:10]})


def _tried(name: str, deed: Callable[[], object]) -> Finding:
    try:
        deed()
    except ShopError as error:
        return Finding(name, False, facts={"code": error.code.value, **error.facts})
    return Finding(name, True)
