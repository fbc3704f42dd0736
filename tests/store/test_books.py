"""Opening, refusing, reading and closing the books."""

import ctypes
import os
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import _sqlite3, dbapi2

from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.ids import RecordId
from estore_pos.store import books as books_module
from estore_pos.store import check, customer, item, journal, keys, sale, schema, shop
from estore_pos.store.books import FILE, Books
from estore_pos.store.keys import KeySet
from estore_pos.store.records import sale as sale_record
from tests.store.shelf import CODE, GOODS, KEYS, REGULAR, SALT, SOAP, Shelf, tables_of


def pragma(books: Books, name: str) -> object:
    """A pragma of the connection that writes."""
    with books.page() as page:
        return page.connection.execute(f"PRAGMA {name}").fetchall()[0][0]


def refused(code: TroubleCode, shelf: Shelf, key_set: KeySet = KEYS) -> Trouble:
    """Opening the books has to be refused with this code."""
    with pytest.raises(Trouble) as caught:
        shelf.open(key_set)
    assert caught.value.code is code
    return caught.value


def test_every_connection_syncs_each_commit(shelf: Shelf) -> None:
    with shelf.page() as page:
        writer = page.connection
        for name, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert writer.execute(f"PRAGMA {name}").fetchall() == [(wanted,)]
    reader = shelf.books.reader()
    with reader.page() as page:
        assert page.connection.execute("PRAGMA synchronous").fetchall() == [(2,)]
        assert page.connection.execute("PRAGMA wal_autocheckpoint").fetchall() == [(0,)]
        with pytest.raises(Trouble):
            journal.rebuild(page)
    reader.close()


def test_who_writes_all_day_keeps_no_more_than_two_megabytes_of_pages(shelf: Shelf) -> None:
    used = ctypes.CDLL(_sqlite3.__file__).sqlite3_memory_used
    used.restype = ctypes.c_int64
    with shelf.page() as page:
        page.connection.execute("CREATE TABLE day(trade)")
    before = used()
    for _ in range(64):
        with shelf.page() as page:
            page.connection.execute("INSERT INTO day VALUES (randomblob(100000))")
    assert used() - before < 2_500_000


def test_a_file_of_ours_is_encrypted_and_says_whose_it_is(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    stocked.close()
    content = (stocked.folder / FILE).read_bytes()
    assert b"SQLite format" not in content
    assert "नमक".encode() not in content
    stocked.open()
    assert pragma(stocked.books, "application_id") == schema.APPLICATION_ID
    assert pragma(stocked.books, "user_version") == schema.SCHEMA_VERSION


def test_books_that_close_open_as_they_were(stocked: Shelf) -> None:
    (bill,) = stocked.sell((SALT, 1000), (SOAP, 2000))
    with stocked.page() as page:
        before = tables_of(page)
    books = stocked.reopen()
    assert books.new_streams_because == ""
    with books.page() as page:
        assert tables_of(page) == before
        assert sale.by_id(page, bill.id) == bill
        assert shop.versions(page) == (REGULAR,)
        assert dict(item.by_ids(page, [i.id for i in GOODS])) == {i.id: i for i in GOODS}


def test_a_missing_database_is_refused_and_not_made_anew(stocked: Shelf) -> None:
    stocked.close()
    assert Books.stands(stocked.folder)
    for left in stocked.folder.glob("books.db*"):
        left.unlink()
    assert Books.stands(stocked.folder)
    refused(TroubleCode.BOOKS_MISSING, stocked)
    assert not (stocked.folder / FILE).exists()


def test_books_that_are_taken_away_while_open_are_missed_and_not_made_anew(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    away = stocked.root / "away"
    (stocked.folder / FILE).rename(away)
    log = (stocked.folder / f"{FILE}-wal").read_bytes()
    for ask in (stocked.books.reader, lambda: stocked.books.page().__enter__()):
        with pytest.raises(Trouble) as missed:
            ask()
        assert missed.value.code is TroubleCode.BOOKS_MISSING
    assert not (stocked.folder / FILE).exists()
    assert (stocked.folder / f"{FILE}-wal").read_bytes() == log
    away.rename(stocked.folder / FILE)
    stocked.sell((SALT, 1000))
    stocked.close()
    stocked.open()
    with stocked.page() as page:
        assert len(sale.latest(page, 5)) == 2


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody moves a file that is open")
def test_other_books_in_the_place_of_those_that_are_open_are_left_alone(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    file, away = stocked.folder / FILE, stocked.root / "away"
    shutil.copyfile(file, away)
    kept = away.read_bytes()
    file.rename(stocked.root / "ours")
    away.rename(file)
    with pytest.raises(Trouble) as missed:
        stocked.sell((SALT, 1000))
    assert missed.value.code is TroubleCode.BOOKS_MISSING
    stocked.books.checkpoint(least_bytes=1)
    stocked.books.wait()
    assert file.read_bytes() == kept
    (stocked.root / "ours").rename(file)
    stocked.sell((SALT, 1000))


def test_a_folder_that_never_had_books_has_none(tmp_path: Path) -> None:
    assert not Books.stands(tmp_path)


def test_books_half_made_by_a_power_cut_are_made_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.create()
    shelf.close()
    (shelf.folder / FILE).rename(shelf.folder / "books.new")
    assert not Books.stands(shelf.folder)
    shelf.create()
    assert Books.stands(shelf.folder)
    shelf.close()


def test_books_of_a_newer_program_are_refused(stocked: Shelf) -> None:
    with stocked.page() as page:
        page.connection.execute(f"PRAGMA user_version={schema.SCHEMA_VERSION + 1}")
    stocked.close()
    trouble = refused(TroubleCode.BOOKS_NEWER, stocked)
    assert trouble.facts == {"theirs": schema.SCHEMA_VERSION + 1, "ours": schema.SCHEMA_VERSION}


def test_books_that_are_open_are_refused_to_a_second_program(stocked: Shelf) -> None:
    refused(TroubleCode.BOOKS_IN_USE, stocked)
    stocked.sell((SALT, 1000))


def test_an_engine_that_may_corrupt_the_log_is_refused() -> None:
    with pytest.raises(Trouble) as caught:
        books_module.refuse_engine((3, 51, 2))
    assert caught.value.code is TroubleCode.ENGINE_UNSAFE
    assert caught.value.facts == {"found": "3.51.2"}
    books_module.refuse_engine((3, 51, 3))


def test_another_key_is_not_taken_for_damage(stocked: Shelf) -> None:
    stocked.close()
    refused(TroubleCode.KEY_MISSING, stocked, KeySet(b"\x12" * 32, b"\x22" * 32))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    folder = shelf.folder
    folder.mkdir()
    (folder / "lock").mkdir()
    with pytest.raises(Trouble) as caught:
        Books.create(folder, KEYS, code=CODE, practice=False, clock=shelf.clock)
    assert caught.value.code is TroubleCode.FOLDER_UNWRITABLE


def test_a_page_that_raises_leaves_nothing(stocked: Shelf) -> None:
    with stocked.page() as page:
        before = tables_of(page)

    def half_a_deed() -> None:
        with stocked.page() as page:
            journal.rebuild(page)
            page.connection.execute("DELETE FROM item")
            raise Refusal(RefusalCode.EMPTY_BILL)

    with pytest.raises(Refusal):
        half_a_deed()
    with stocked.page() as page:
        assert tables_of(page) == before


def test_a_record_that_was_rolled_back_is_in_no_chain(stocked: Shelf) -> None:
    stocked.sell((GOODS[0], 1000))

    def half_a_sale() -> None:
        with stocked.page() as page:
            (bill,) = stocked.papers(page, (GOODS[0], 1000))
            journal.append(page, "trade", sale_record.body(bill), id=RecordId(bill.id), at=bill.at)
            raise Refusal(RefusalCode.EMPTY_BILL)

    with pytest.raises(Refusal):
        half_a_sale()
    stocked.sell((GOODS[0], 1000))
    with stocked.page() as page:
        assert [bill.number[-6:] for bill in sale.latest(page, 9)] == ["000002", "000001"]
        assert check.chains(page) == []


def test_a_reader_sees_one_moment_while_the_desk_writes(stocked: Shelf) -> None:
    reader = stocked.books.reader()
    with reader.page() as page:
        assert sale.latest(page, 9) == []
        stocked.sell((SALT, 1000))
        assert sale.latest(page, 9) == []
    with reader.page() as page:
        assert len(sale.latest(page, 9)) == 1
    reader.close()


def test_a_copy_of_the_folder_opens_elsewhere_with_the_code_alone(
    stocked: Shelf, tmp_path: Path
) -> None:
    who = stocked.meet("सीता देवी", phone="0000000001")
    (bill,) = stocked.sell((SALT, 3000), buyer=who)
    stocked.close()
    other = Shelf(tmp_path / "other pc", machine="another pc")
    shutil.copytree(stocked.folder, other.folder)
    other.open(keys.unwrap(other.folder, CODE))
    with other.page() as page:
        assert sale.by_id(page, bill.id) == bill
        assert customer.by_id(page, who.id) == who
        assert check.chains(page) == []
    other.sell((SALT, 1000))
    other.close()


def test_the_log_is_brought_home_when_idle_and_not_in_a_sale(stocked: Shelf) -> None:
    file = stocked.folder / FILE
    size = file.stat().st_size
    for _ in range(40):
        stocked.sell(*[(each, 1000) for each in GOODS])
    assert file.stat().st_size == size
    assert not stocked.books.checkpoint()
    assert stocked.books.checkpoint(least_bytes=4096)
    stocked.books.wait()
    assert file.stat().st_size > size
    assert not stocked.books.checkpoint(least_bytes=4096)


def test_a_log_that_grows_too_long_is_brought_home_all_the_same(
    stocked: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books_module, "CHECKPOINT_BYTES_MAX", 4096)
    file = stocked.folder / FILE
    size = file.stat().st_size
    for _ in range(300):
        stocked.sell((SALT, 1000))
    stocked.books.wait()
    assert file.stat().st_size > size


def test_only_the_thread_that_opened_the_books_writes(stocked: Shelf) -> None:
    import threading

    said: list[BaseException] = []

    def write() -> None:
        try:
            stocked.sell((SALT, 1000))
        except AssertionError as error:
            said.append(error)

    other = threading.Thread(target=write)
    other.start()
    other.join()
    assert said


def test_the_engine_that_ships_is_safe() -> None:
    assert dbapi2.sqlite_version_info >= books_module.ENGINE_MIN
