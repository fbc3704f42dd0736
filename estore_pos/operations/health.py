"""What is well with this till and what is not: the doctor's findings."""

import shutil
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from estore_pos.base.clock import Clock
from estore_pos.base.lock import holder
from estore_pos.base.secrets import SecretStore
from estore_pos.domain.day import calendar_day, trusted
from estore_pos.domain.errors import ShopError, Trouble, TroubleCode
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.shop import in_force
from estore_pos.operations import lost
from estore_pos.operations.moment import RELEASED
from estore_pos.store import check, device, keys, sale, sent
from estore_pos.store import item as items
from estore_pos.store import shop as shops
from estore_pos.store.books import FILE, Books, Reader, file_trouble, refuse_engine
from estore_pos.store.page import Page
from estore_pos.store.schema import SCHEMA_VERSION
from estore_pos.store.search import Search

PYTHON_FIRST, PYTHON_LAST = (3, 11), (3, 14)
DISK_LOW_BYTES = 200 << 20
DISK_FULL_BYTES = 50 << 20
_LOOK_BACK = timedelta(days=2)
_LATE = timedelta(days=1)
_SAMPLE_ITEMS = 20
_AMONG = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `facts` say what was seen; `well` False makes the doctor's exit code 1.

    `loud` is well but must be said: a key in a file, little room on the disk. What could not be
    looked at has the fact `unread`.
    """

    name: str
    well: bool
    loud: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)


def pc(folder: Path, secrets: SecretStore, *, are_open: bool = False) -> Iterator[Finding]:
    """What can be said without the books. `folder` may be missing; `are_open`: the key was here."""
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
        whole = keys.wrapped(folder) is not None
        yield Finding("keys", whole, facts={} if whole else {"opens_here": are_open})


def _lock(folder: Path) -> Finding:
    """Who has the books open; either answer is well."""
    try:
        pid = holder(folder)
    except OSError as error:
        return _unwell("lock", file_trouble(error))
    return Finding("lock", True, facts={"open_in_process": pid or 0})


def books(
    reader: Reader, clock: Clock, state: Path, *, deep: bool, replay: bool
) -> Iterator[Finding]:
    """What the books say of themselves. `deep` and `replay` take seconds for a year of trade.

    `state` is the folder in which this PC remembers what it wrote.

    A part that cannot be read costs the finding of that part; why stands last, as "books".
    """

    def read(look: Callable[[Page], Finding | None]) -> Callable[[], Finding | None]:
        def looked() -> Finding | None:
            with reader.page() as page:
                return look(page)

        return looked

    looks: list[tuple[str, Callable[[], Finding | None]]] = [
        ("schema", read(_schema)),
        ("rates", read(lambda page: _rates(page, clock))),
        ("goods", read(_goods)),
        ("recent", read(lambda page: _recent(page, clock))),
        ("lost", lambda: _lost(reader, clock, state)),
        ("search", read(_search)),
        ("clock", read(lambda page: _clock(page, clock))),
        ("enrolment", read(_enrolment)),
        ("streams", read(_streams)),
        ("waiting", read(lambda page: _waiting(page, clock))),
    ]
    if replay:
        looks.insert(4, ("replay", read(_replay)))
    if deep:
        looks.insert(0, ("deep", lambda: _faults("deep", reader.deep_check())))
    unread: ShopError | None = None
    for name, look in looks:
        try:
            found = look()
        except (ShopError, ValueError) as error:
            # What no record can say is damage, whoever noticed it.
            damaged = Trouble(TroubleCode.BOOKS_DAMAGED)
            unread = unread or (error if isinstance(error, ShopError) else damaged)
            found = Finding(name, False, facts={"unread": True})
        if found is not None:
            yield found
    if unread is not None:
        yield _unwell("books", unread)


def _schema(page: Page) -> Finding:
    version = check.schema_version(page)
    facts = {"books": version, "program": SCHEMA_VERSION}
    return Finding("schema", version <= SCHEMA_VERSION, facts=facts)


def _goods(page: Page) -> Finding:
    count = items.count(page)
    return Finding("goods", True, not count, {"items": count})


def _recent(page: Page, clock: Clock) -> Finding:
    since_ms = int((clock.now() - _LOOK_BACK).timestamp() * 1000)
    return _faults("recent", check.recent(page, since_ms))


def _lost(reader: Reader, clock: Clock, state: Path) -> Finding:
    """Whether all that this PC wrote stands in the books."""
    loss = reader.loss(state, int(clock.now().timestamp() * 1000))
    return Finding("lost", True) if loss is None else _unwell("lost", lost.told(loss))


def _replay(page: Page) -> Finding | None:
    """Tables of an older version cannot be compared; the next start makes them today's."""
    if check.schema_version(page) != SCHEMA_VERSION:
        return None
    return _faults("replay", check.replay_differences(page))


def _enrolment(page: Page) -> Finding:
    enrolled = device.enrolled(page)
    hq = {"hq": enrolled.hq_url, "store": enrolled.store_id} if enrolled else {"hq": ""}
    return Finding("enrolment", True, enrolled is None, hq)


def _rates(page: Page, clock: Clock) -> Finding | None:
    """How many goods a shop that charges tax sells without it: nobody has told their rate."""
    versions = shops.versions(page)
    today = calendar_day(clock.now())
    if not versions or in_force(versions, today).tax_mode is not TaxMode.REGULAR:
        return None
    untold = sum(1 for item in items.every(page) if item.is_rate_untold and not item.closed)
    return Finding("rates", True, untold > 0, {"untold": untold})


def _streams(page: Page) -> Finding:
    streams = sent.streams(page)
    return Finding(
        "streams",
        all(each.acked <= each.last for each in streams),
        facts={
            each.name: {
                "lane": each.lane,
                "acked": each.acked,
                "last": each.last,
                "retired": each.retired,
            }
            for each in streams
        },
    )


def _waiting(page: Page, clock: Clock) -> Finding:
    """What has not gone to HQ; said loudly once bills wait longer than a line is usually away."""
    streams = sent.streams(page)
    bills = sum(sent.bills_between(page, each.number, each.acked, each.last) for each in streams)
    last = device.last_answer(page)
    answered = None if last is None else datetime.fromtimestamp(last[1] / 1000, UTC)
    is_late = answered is None or clock.now() - answered > _LATE
    return Finding(
        "waiting",
        True,
        bills > 0 and is_late and device.enrolled(page) is not None,
        facts={
            "bills": bills,
            "records": sum(each.waiting for each in streams),
            "last_ack": "" if answered is None else f"{answered:%FT%TZ}",
        },
    )


def _search(page: Page) -> Finding:
    """Whether goods are found by their own names; a few of them are tried."""
    sample = [item for item in islice(items.every(page), _SAMPLE_ITEMS) if not item.closed]
    search = Search()
    lost = [
        item.name_hi or item.name_en
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


def _faults(name: str, faults: list[str]) -> Finding:
    return Finding(name, not faults, facts={"faults": faults[:10]})


def _tried(name: str, deed: Callable[[], object]) -> Finding:
    try:
        deed()
    except ShopError as error:
        return _unwell(name, error)
    return Finding(name, True)


def _unwell(name: str, error: ShopError) -> Finding:
    return Finding(name, False, facts={"code": error.code.value, **error.facts})
