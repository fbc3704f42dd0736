"""Records that are gone are noticed with what is known of them, and a log that cannot be read to
its end is kept; books that cannot be read are left as they lie, byte for byte."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store import journal, wal
from estore_pos.store.books import FILE, Books, Reader, connect_to_ask
from estore_pos.store.loss import FILE as LOSS_FILE
from estore_pos.store.loss import Loss
from tests.store.shelf import KEYS, REGULAR, SALT, Shelf

LOG = FILE + "-wal"
FRAME = 24 + 4096


@pytest.fixture
def cut(stocked: Shelf) -> Shelf:
    """Three bills in the log and a power cut; nothing is open."""
    stocked.reopen()
    for _ in range(3):
        stocked.clock.move(60_000)
        stocked.sell((SALT, 1000))
    power_cut(stocked)
    return stocked


def power_cut(shelf: Shelf) -> None:
    """The folders as they lie on the disk, with nobody who closes them."""
    folders = (shelf.folder, shelf.state)
    kept = {folder: folder.with_name(f"{folder.name} cut") for folder in folders}
    for folder, copy in kept.items():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
    shelf.close()
    for folder, copy in kept.items():
        shutil.rmtree(folder)
        copy.rename(folder)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def flip(path: Path, at: int) -> None:
    """One bit of a file is another one."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def bills(books: Books) -> int:
    """How many bills stand in the journal."""
    with books.page() as page:
        return sum(1 for entry in journal.records(page, "trade") if b'"bill"' in entry.content)


def loss_of(books: Books) -> Loss:
    """What was noticed."""
    found = books.loss()
    assert found is not None
    return found


def test_books_that_hold_all_that_was_written_lack_nothing(cut: Shelf) -> None:
    assert cut.open().loss() is None
    assert bills(cut.books) == 3
    assert cut.reopen().loss() is None
    assert not list(cut.folder.glob("*kept*"))


def test_a_log_that_is_gone_is_told_with_how_much_is_missing(cut: Shelf) -> None:
    (cut.folder / LOG).unlink()
    before_ms = int((cut.clock.at.timestamp() - 180) * 1000)
    loss = loss_of(cut.open())
    assert bills(cut.books) == 0
    assert loss == Loss(3, before_ms, int(cut.clock.at.timestamp() * 1000))


def test_an_older_copy_is_told_with_how_much_is_missing(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    stocked.close()
    shutil.copytree(stocked.folder, stocked.root / "yesterday")
    stocked.open()
    stocked.sell((SALT, 1000))
    stocked.say(REGULAR)
    stocked.close()
    shutil.rmtree(stocked.folder)
    (stocked.root / "yesterday").rename(stocked.folder)
    assert loss_of(stocked.open()).records == 2


@pytest.mark.parametrize("frame", [0, 1, 4])
def test_a_flipped_bit_in_the_log_costs_what_follows_and_the_log_is_kept(
    cut: Shelf, frame: int
) -> None:
    flip(cut.folder / LOG, 32 + frame * FRAME + 1000)
    damaged = (cut.folder / LOG).read_bytes()
    loss = loss_of(cut.open())
    assert loss.records == 3 - bills(cut.books) > 0
    cut.sell((SALT, 1000))
    cut.reopen()
    assert loss.kept
    assert (cut.folder / loss.kept).read_bytes() == damaged


def test_a_flipped_bit_in_the_head_of_the_log_keeps_it_too(cut: Shelf) -> None:
    flip(cut.folder / LOG, 17)
    damaged = (cut.folder / LOG).read_bytes()
    loss = loss_of(cut.open())
    assert loss.records == 3
    assert (cut.folder / loss.kept).read_bytes() == damaged


def test_deeds_in_the_log_that_cannot_be_read_are_told_where_no_sidecar_is(cut: Shelf) -> None:
    (cut.state / "sidecar.json").unlink()
    flip(cut.folder / LOG, 17)
    assert loss_of(cut.open()).records == 3


def test_one_log_is_kept_once(cut: Shelf) -> None:
    first = wal.keep_aside(cut.folder / FILE)
    assert wal.keep_aside(cut.folder / FILE) == first
    flip(cut.folder / LOG, 5000)
    assert wal.keep_aside(cut.folder / FILE) != first


def test_a_loss_is_said_until_it_was_told_and_known_after(cut: Shelf) -> None:
    (cut.folder / LOG).unlink()
    assert not loss_of(cut.open()).is_told
    assert not loss_of(cut.reopen()).is_told
    cut.books.loss_told()
    assert loss_of(cut.reopen()).is_told


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"records": "many"}'])
def test_a_note_that_cannot_be_read_is_none(cut: Shelf, content: bytes) -> None:
    (cut.state / LOSS_FILE).write_bytes(content)
    assert cut.open().loss() is None


def empty(folder: Path) -> None:
    (folder / FILE).write_bytes(b"")


def no_page(folder: Path) -> None:
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:4000])


def salt(folder: Path) -> None:
    flip(folder / FILE, 3)


def first_page(folder: Path) -> None:
    flip(folder / FILE, 3000)
    (folder / LOG).write_bytes((folder / LOG).read_bytes()[: 32 + 24])


@pytest.mark.parametrize("harm", [empty, no_page, salt, first_page])
def test_books_that_cannot_be_read_are_left_as_they_lie(
    cut: Shelf, harm: Callable[[Path], None]
) -> None:
    harm(cut.folder)
    before = bytes_of(cut.folder)
    with pytest.raises(Trouble) as caught:
        cut.open()
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED
    assert {**bytes_of(cut.folder), "lock": b""} == {**before, "lock": b""}


def test_books_that_are_refused_once_they_are_open_keep_their_log(cut: Shelf) -> None:
    cut.open()
    with cut.page() as page:
        page.connection.execute("UPDATE journal SET hash = zeroblob(32) WHERE kind = 'bill'")
    power_cut(cut)
    before = bytes_of(cut.folder)
    assert len(before[LOG]) > 0
    with pytest.raises(Trouble) as caught:
        cut.open()
    assert caught.value.code is TroubleCode.BOOKS_DAMAGED
    after = bytes_of(cut.folder)
    assert (after[FILE], after[LOG]) == (before[FILE], before[LOG])


def test_a_first_page_torn_on_its_way_home_stands_whole_in_the_log(cut: Shelf) -> None:
    cut.open()
    with cut.page() as page:
        page.connection.execute("CREATE TABLE first_page_is_written (a)")
        page.connection.execute("DROP TABLE first_page_is_written")
    power_cut(cut)
    flip(cut.folder / FILE, 3000)
    cut.open()
    assert bills(cut.books) == 3


@pytest.mark.parametrize("harm", [lambda _: None, lambda folder: flip(folder / LOG, 5000)])
def test_whoever_only_asks_brings_no_log_home(cut: Shelf, harm: Callable[[Path], None]) -> None:
    harm(cut.folder)
    before = bytes_of(cut.folder)
    reader = Reader(cut.folder / FILE, KEYS, connect_to_ask)
    assert reader.deep_check() == []
    reader.close()
    after = bytes_of(cut.folder)
    index = f"{FILE}-shm"
    assert {**after, index: b""} == {**before, index: b""}


def test_a_page_torn_on_its_way_home_is_no_fault_to_whoever_only_asks(cut: Shelf) -> None:
    reader = Reader(cut.folder / FILE, KEYS, connect_to_ask)
    pages = (cut.folder / FILE).stat().st_size // 4096
    in_log = max(page for page in wal.pages(cut.folder / FILE, 99) if page <= pages)
    flip(cut.folder / FILE, in_log * 4096 - 100)
    assert reader.deep_check() == []
    only_home = min(set(range(2, pages)) - wal.pages(cut.folder / FILE, 99))
    flip(cut.folder / FILE, only_home * 4096 - 100)
    assert reader.deep_check()
    reader.close()
