"""Books of version 1 learn which goods were counted, from their own journal."""

import errno
import shutil
from pathlib import Path

import pytest

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.stock import Move
from estore_pos.store import books as books_module
from estore_pos.store import check, schema, stock
from tests.store.migrations.earlier import to_version_four
from tests.store.shelf import ATTA, GOODS, KEYS, SALT, SOAP, Shelf, replayed, tables_of


@pytest.fixture
def of_version_one(stocked: Shelf) -> Shelf:
    """Closed books as the first version wrote them: two goods counted, one only sold."""
    stocked.receive([Move(SALT.id, 5000), Move(ATTA.id, 700)])
    stocked.sell((SALT, 1000), (SOAP, 2000))
    stocked.close()
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    to_version_four(connection)
    connection.execute("ALTER TABLE stock DROP COLUMN counted")
    connection.execute("ALTER TABLE stock DROP COLUMN sold")
    connection.execute("DROP TABLE print_job")
    connection.execute("DROP TABLE missed_code")
    connection.execute("PRAGMA user_version=1")
    connection.close()
    return stocked


def test_what_was_counted_has_a_stock_and_what_was_only_sold_has_none(
    of_version_one: Shelf,
) -> None:
    of_version_one.open()
    with of_version_one.page() as page:
        held = stock.balance(page, [each.id for each in GOODS])
        assert held == {SALT.id: 4000, ATTA.id: 700}
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        assert replayed(page) == tables_of(page)
        assert check.replay_differences(page) == []


def test_books_that_were_not_stepped_up_yet_are_not_compared(of_version_one: Shelf) -> None:
    reader = books_module.Reader(of_version_one.folder / books_module.FILE, KEYS)
    with reader.page() as page:
        (said,) = check.replay_differences(page)
    reader.close()
    assert "version 1" in said


def test_a_disk_without_room_for_the_copy_is_a_trouble_and_changes_nothing(
    of_version_one: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, copy: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy2", full)
        with pytest.raises(Trouble) as caught:
            of_version_one.open()
    assert caught.value.code is TroubleCode.DISK_FULL
    of_version_one.open()
