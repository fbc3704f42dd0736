"""Power cuts, full disks, flipped bits and commits of which nobody knows: exactly one bill."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2
from typing_extensions import override

from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.ids import RecordId
from estore_pos.store import books as books_module
from estore_pos.store import check, draft, journal, sale, seal, wal
from estore_pos.store.books import FILE, Seams
from estore_pos.store.keys import KeySet
from estore_pos.store.page import Connection, Cursor
from estore_pos.store.records import sale as sale_record
from estore_pos.store.search import Search
from tests.fully import fully
from tests.store.shelf import ATTA, GOODS, KEYS, SALT, SOAP, Shelf, replayed, tables_of

ROOT = Path(__file__).parents[2]


class FailingDisk:
    """A driver's connection whose next commit fails, before or after it was done."""

    plan = ""

    def __init__(self, path: Path, key_set: KeySet) -> None:
        self.real = books_module.connect(path, key_set)

    @property
    def in_transaction(self) -> bool:
        return self.real.in_transaction

    def execute(self, sql: str, values: object = ()) -> Cursor:
        return self.real.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[object]) -> Cursor:
        return self.real.executemany(sql, rows)

    def commit(self) -> None:
        plan, FailingDisk.plan = FailingDisk.plan, ""
        if plan == "before":
            raise dbapi2.OperationalError("disk I/O error")
        self.real.commit()
        if plan == "after":
            raise dbapi2.OperationalError("disk I/O error")

    def rollback(self) -> None:
        self.real.rollback()

    def close(self) -> None:
        self.real.close()


@pytest.fixture
def failing(stocked: Shelf) -> Shelf:
    """Stocked books on a disk that fails when it is told to."""
    stocked.close()
    made: Callable[[Path, KeySet], Connection] = FailingDisk
    stocked.seams = Seams(connect=made, machine=lambda _salt: "this pc")
    stocked.open()
    return stocked


@pytest.mark.parametrize(("plan", "stands"), [("before", False), ("after", True)])
def test_a_commit_that_failed_is_unknown_and_looked_up(
    failing: Shelf, plan: str, stands: bool
) -> None:
    FailingDisk.plan = plan
    with pytest.raises(Trouble) as caught:
        failing.sell((SALT, 1000))
    assert caught.value.code is TroubleCode.COMMIT_UNKNOWN
    records = caught.value.facts["records"]
    assert isinstance(records, tuple)
    (record,) = records
    with failing.page() as page:
        assert journal.holds(page, RecordId(record)) is stands
        assert len(sale.latest(page, 9)) == int(stands)
    failing.sell((SALT, 1000))
    with failing.page() as page:
        numbers = [bill.number[-6:] for bill in sale.latest(page, 9)]
        assert numbers == (["000002", "000001"] if stands else ["000001"])
        kept = page.connection.execute("SELECT milli FROM stock").fetchall()
        assert kept == [(-1000 * len(numbers),)]
        assert check.chains(page) == []
    assert failing.reopen().new_streams_because == ""


@pytest.mark.parametrize("plan", ["before", "after"])
def test_a_failed_commit_leaves_the_open_bill_whole(failing: Shelf, plan: str) -> None:
    with failing.page() as page:
        draft.put_head(page, draft.FIRST, Draft(current=0))
    FailingDisk.plan = plan
    with pytest.raises(Trouble) as caught:
        failing.sell((SALT, 1000))
    assert caught.value.code is TroubleCode.COMMIT_UNKNOWN
    with failing.page() as page:
        assert draft.load(page).current == (0 if plan == "before" else -1)


def _told(root: Path, bills: int) -> list[str]:
    """The ids that a selling process said before it was killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.store.trader", str(root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(bills)]
    child.kill()
    rest, _ = child.communicate()
    return said + rest.split()


@pytest.mark.parametrize("bills", [2, 11])
def test_a_till_killed_at_any_moment_has_every_bill_it_gave_out(stocked: Shelf, bills: int) -> None:
    stocked.close()
    said = _told(stocked.root, bills)
    assert stocked.open().new_streams_because == ""
    with stocked.page() as page:
        there = [bill.id for bill in reversed(sale.latest(page, 10_000))]
        assert there[: len(said)] == said
        assert len(there) <= len(said) + 1
        numbers = [bill.number for bill in reversed(sale.latest(page, 10_000))]
        assert [int(number[-6:]) for number in numbers] == list(range(1, len(there) + 1))
        assert check.deep(page) == []
        assert replayed(page) == tables_of(page)


def _sold_out(stocked: Shelf) -> bytes:
    """The closed file of books with some trade in them."""
    for _ in range(30):
        stocked.sell(*[(each, 1000) for each in GOODS])
    stocked.close()
    return (stocked.folder / FILE).read_bytes()


def _refusal(stocked: Shelf) -> object:
    """The code with which the books are refused; None where they are open now."""
    try:
        stocked.open()
    except Trouble as trouble:
        return trouble.code
    return None


def _all_seals(stocked: Shelf) -> object:
    """The code with which the look at all seals ends; None where all is well."""
    seals = stocked.books.seal_check()
    try:
        while seals.step():
            pass
    except Trouble as trouble:
        assert not seals.step(), "it is told once"
        return trouble.code
    finally:
        seals.close()
    return None


@pytest.mark.parametrize("seed", fully(range(5, 18), quick=[5, 6]))
def test_every_flipped_bit_is_noticed_at_start_or_right_after_it(stocked: Shelf, seed: int) -> None:
    whole = _sold_out(stocked)
    chance = random.Random(seed)
    at_start = 0
    for _ in range(24):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        damaged = bytearray(whole)
        damaged[at] ^= bit
        (stocked.folder / FILE).write_bytes(damaged)
        if (code := _refusal(stocked)) is not None:
            assert code is TroubleCode.BOOKS_DAMAGED
            at_start += 1
            continue
        reader = stocked.books.reader()
        assert reader.deep_check(), f"the doctor did not notice bit {bit} of byte {at}"
        reader.close()
        assert _all_seals(stocked) is TroubleCode.BOOKS_PART_DAMAGED, f"bit {bit} of byte {at}"
        stocked.close()
    assert at_start


def test_a_page_torn_while_the_log_was_brought_home_is_no_fault(stocked: Shelf) -> None:
    stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    (bill,) = stocked.sell((SALT, 1000), (ATTA, 500))
    torn = stocked.root / "torn"
    shutil.copytree(stocked.folder, torn)
    stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    after = (stocked.folder / FILE).read_bytes()
    before = (torn / FILE).read_bytes()
    at = next(at for at in range(0, len(before), 4096) if after[at:][:4096] != before[at:][:4096])
    half = at + 2048
    (torn / FILE).write_bytes(before[:at] + after[at:half] + before[half:])
    stocked.close()
    shutil.rmtree(stocked.folder)
    torn.rename(stocked.folder)
    reader = stocked.open().reader()
    assert reader.deep_check() == []
    with reader.page() as page:
        assert sale.latest(page, 9) == [bill]
    reader.close()


def test_a_page_torn_while_the_file_grew_is_no_fault_where_the_log_holds_it(
    stocked: Shelf,
) -> None:
    stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    file = stocked.folder / FILE
    whole = file.read_bytes()
    while len(whole) // 4096 + 1 not in wal.pages(file, 9999):
        stocked.sell(*[(each, 1000) for each in GOODS])
    file.write_bytes(whole + bytes(2000))
    reader = stocked.books.reader()
    assert reader.deep_check() == []
    reader.close()


def test_a_torn_page_that_the_log_holds_whole_breaks_no_seal(stocked: Shelf) -> None:
    stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    stocked.sell((SALT, 1000), (ATTA, 500))
    before = (stocked.folder / FILE).read_bytes()
    copied = stocked.root / "copied"
    shutil.copytree(stocked.folder, copied)
    stocked.close()
    after = (stocked.folder / FILE).read_bytes()
    at = next(at for at in range(0, len(before), 4096) if after[at:][:4096] != before[at:][:4096])
    torn = before[: at + 2048] + after[at + 2048 : at + 4096] + before[at + 4096 :]
    shutil.rmtree(stocked.folder)
    copied.rename(stocked.folder)
    (stocked.folder / FILE).write_bytes(torn)
    stocked.open()
    file = seal.SealedFile(stocked.folder / FILE, KEYS.books)
    assert file.broken(at // 4096 + 1, 1), "nothing is torn"
    assert _all_seals(stocked) is None
    assert not file.broken(at // 4096 + 1, 1)
    stocked.close()
    file.close()


def test_a_broken_page_is_called_so_when_the_log_is_home_and_not_before(stocked: Shelf) -> None:
    whole = bytearray(_sold_out(stocked))
    whole[len(whole) // 2] ^= 1
    path = stocked.folder / FILE
    path.write_bytes(whole)

    class Log:
        is_home = False

        def bring_home(self) -> bool:
            return self.is_home

        def close(self) -> None:
            """Nothing is open."""

    log, file = Log(), seal.SealedFile(path, KEYS.books)
    seals = seal.SealCheck(file, log, None, "2026-11-23")
    assert [seals.step() for _ in range(3)] == [True] * 3
    log.is_home = True
    with pytest.raises(Trouble) as caught:
        seals.step()
    assert caught.value.code is TroubleCode.BOOKS_PART_DAMAGED
    file.close()


def test_a_long_file_is_looked_at_once_a_day_and_where_it_was_left(
    stocked: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "SMALL_PAGES", 1)
    monkeypatch.setattr(seal, "SLICE_PAGES", 8)
    read: list[int] = []
    broken = seal.SealedFile.broken

    def noted(file: seal.SealedFile, first: int, count: int) -> list[int]:
        read.extend(range(first, first + count))
        return broken(file, first, count)

    monkeypatch.setattr(seal.SealedFile, "broken", noted)
    _sold_out(stocked)
    stocked.open().seal_check().step()
    assert read == list(range(1, 9))
    stocked.reopen()
    assert _all_seals(stocked) is None
    pages = (stocked.folder / FILE).stat().st_size // 4096
    assert read == list(range(1, pages + 1)), "some pages were looked at twice or never"
    stocked.reopen()
    assert _all_seals(stocked) is None
    assert len(read) == pages, "it was looked at twice on one day"
    stocked.clock.move(24 * 3_600_000)
    stocked.reopen()
    assert _all_seals(stocked) is None
    assert len(read) == 2 * pages


_ANOTHER_LOOKS = """
import sys
from pathlib import Path
from estore_pos.store.books import FILE, Reader
from tests.store.shelf import KEYS

reader = Reader(Path(sys.argv[1]) / FILE, KEYS)
with reader.page() as page:
    page.connection.execute("SELECT count(*) FROM journal").fetchall()
reader.close()
"""


def test_whoever_looks_at_open_books_leaves_their_log_alone(stocked: Shelf) -> None:
    assert _all_seals(stocked) is None
    stocked.sell((SALT, 1000))
    log = stocked.folder / (FILE + "-wal")
    there = log.stat().st_ino
    look = [sys.executable, "-c", _ANOTHER_LOOKS, str(stocked.folder)]
    subprocess.run(look, cwd=ROOT, check=True)
    assert log.stat().st_ino == there, "the log was taken from under the till"


def test_a_record_that_was_changed_is_noticed_at_the_next_start(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    with stocked.page() as page:
        page.connection.execute(
            "UPDATE journal SET bytes = replace(bytes, '2800', '2700') WHERE kind = 'bill'"
        )
    stocked.close()
    with pytest.raises(Trouble) as caught:
        stocked.open()
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED
    assert "record 3" in str(caught.value.facts["reason"])


def test_a_lost_record_is_noticed_at_the_next_start(stocked: Shelf) -> None:
    for _ in range(3):
        stocked.sell((SALT, 1000))
    with stocked.page() as page:
        page.connection.execute("DELETE FROM journal WHERE seq = 4 AND kind = 'bill'")
    stocked.close()
    with pytest.raises(Trouble) as caught:
        stocked.open()
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED


def test_a_table_that_was_changed_by_hand_is_found_and_made_again(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    with stocked.page() as page:
        assert check.replay_differences(page) == []
        page.connection.execute("UPDATE stock SET milli = 7")
        assert check.replay_differences(page) == ["stock"]
        journal.rebuild(page)
        assert check.replay_differences(page) == []


def test_a_file_that_is_no_database_is_damage(stocked: Shelf) -> None:
    stocked.close()
    (stocked.folder / FILE).write_bytes(b"a letter to the district office" * 400)
    with pytest.raises(Trouble) as caught:
        stocked.open()
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED
    assert stocked.folder.joinpath(FILE).read_bytes().startswith(b"a letter")


def test_a_log_cut_short_gives_the_bills_before_the_cut(stocked: Shelf, tmp_path: Path) -> None:
    (stocked.folder / FILE).stat()
    stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    for _ in range(8):
        stocked.sell((SALT, 1000), (ATTA, 500))
    cut = tmp_path / "cut"
    log = FILE + "-wal"
    size = (stocked.folder / log).stat().st_size
    counts = []
    for keep in range(0, size, size // 12):
        shutil.rmtree(cut, ignore_errors=True)
        shutil.copytree(stocked.folder, cut)
        with (cut / log).open("r+b") as file:
            file.truncate(keep)
        (cut / (FILE + "-shm")).unlink()
        (cut / "lock").unlink()
        other = Shelf(tmp_path)
        shutil.copytree(stocked.state, tmp_path / "state copy", dirs_exist_ok=True)
        books = books_module.Books.open(
            cut,
            KEYS,
            clock=other.clock,
            state=tmp_path / "state copy",
            seams=Seams(machine=lambda _salt: "this pc"),
        )
        assert books.new_streams_because == "restored"
        with books.page() as page:
            counts.append(len(sale.latest(page, 99)))
            assert check.deep(page) == []
            assert replayed(page) == tables_of(page)
        books.close()
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] >= 6


_FULL_DISK = """
import resource, sys
from pathlib import Path
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store import sale
from tests.store.shelf import GOODS, Shelf

shelf = Shelf(Path(sys.argv[1]))
shelf.open()
shelf.sell((GOODS[0], 1000))
log = (shelf.folder / "books.db-wal").stat().st_size
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (log + 6000, hard))
try:
    shelf.sell(*[(each, 1000) for each in GOODS])
except Trouble as trouble:
    print(trouble.code.name)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
with shelf.page() as page:
    print(len(sale.latest(page, 9)))
shelf.sell((GOODS[0], 1000))
with shelf.page() as page:
    print(*[bill.number[-6:] for bill in sale.latest(page, 9)])
shelf.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a Unix thing")
def test_a_full_disk_loses_nothing_and_selling_goes_on_when_there_is_room(stocked: Shelf) -> None:
    stocked.close()
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(stocked.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["COMMIT_UNKNOWN", "1", "000002", "000001"]
    stocked.open()
    with stocked.page() as page:
        assert check.deep(page) == []


_NO_ROOM = """
import shutil, sys
from pathlib import Path
from estore_pos.domain.errors import Trouble
from estore_pos.store.books import FILE, Reader
from tests.store.shelf import KEYS, Shelf

root = Path(sys.argv[1])
shelf = Shelf(root)
shelf.create()
shelf.close()
(root / "film").write_bytes(bytes(shutil.disk_usage(root).free - int(sys.argv[2])))
for deed in (shelf.open, lambda: Reader(shelf.folder / FILE, KEYS)):
    try:
        deed()
    except Trouble as trouble:
        print(trouble.code.name)
(root / "film").unlink()
shelf.open()
shelf.close()
print("opened")
"""
_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=8m none "$1" && exec "$2" -c "$3" "$1" "$4"'


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk of our own")
@pytest.mark.parametrize("left", [0, 4096, 8192])
def test_books_that_stand_on_a_full_disk_are_told_to_stand_there(tmp_path: Path, left: int) -> None:
    apart = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    said = [str(tmp_path), sys.executable, _NO_ROOM, str(left)]
    if subprocess.run([*apart, "mount -t tmpfs none /mnt"], capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    done = subprocess.run(
        [*apart, _ON_A_SMALL_DISK, "sh", *said], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.split() == ["DISK_FULL", "DISK_FULL", "opened"], done.stderr


@pytest.mark.parametrize(("free", "code"), [(9_000, "DISK_FULL"), (9 << 30, "FOLDER_UNWRITABLE")])
def test_a_disk_that_fails_is_called_full_only_when_it_is(
    stocked: Shelf, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    def failing(path: Path, key_set: KeySet) -> Connection:
        raise dbapi2.OperationalError("disk I/O error")

    monkeypatch.setattr(books_module, "disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(Trouble) as caught:
        books_module.Reader(stocked.folder / FILE, KEYS, failing)
    assert caught.value.code.name == code


@pytest.mark.parametrize("asked", ["data_version", "application_id", "integrity_check"])
def test_damage_that_a_pragma_meets_is_said_as_damage(
    stocked: Shelf, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    class Damaged(FailingDisk):
        @override
        def execute(self, sql: str, values: object = ()) -> Cursor:
            if asked in sql:
                raise dbapi2.DatabaseError("database disk image is malformed")
            return super().execute(sql, values)

    reader = books_module.Reader(stocked.folder / FILE, KEYS, Damaged)
    with reader.page() as page, pytest.raises(Trouble) as caught:
        page.pragma(asked) if asked != "data_version" else page.data_version()
    reader.close()
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED


def test_a_table_of_goods_is_not_needed_to_read_a_bill(stocked: Shelf) -> None:
    (bill,) = stocked.sell((SOAP, 1000))
    with stocked.page() as page:
        page.connection.execute("DELETE FROM item")
        assert sale.by_id(page, bill.id) == bill
        page.connection.rollback()


def test_a_bill_is_recorded_once_whoever_asks_again(stocked: Shelf) -> None:
    (bill,) = stocked.sell((SALT, 1000))

    def again() -> None:
        with stocked.page() as page:
            journal.append(page, "trade", sale_record.body(bill), id=RecordId(bill.id), at=bill.at)

    with pytest.raises(dbapi2.IntegrityError):
        again()
    with stocked.page() as page:
        assert sale.latest(page, 9) == [bill]


def test_a_search_whose_words_are_damaged_is_said_as_damage(stocked: Shelf) -> None:
    with stocked.page() as page:
        page.connection.execute("DROP TABLE item_find_config")
    reader = books_module.Reader(stocked.folder / FILE, KEYS)
    with reader.page() as page, pytest.raises(Trouble) as caught:
        Search().find(page, "soap", 8)
    reader.close()
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED
