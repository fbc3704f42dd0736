"""Older books become today's, step by step, with a copy made before each."""

import hashlib
import importlib
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from estore_pos.store import books as books_module
from estore_pos.store import migrations, schema
from estore_pos.store.migrations import Step
from tests.store.shelf import KEYS, SALT, Shelf

NOW, NEXT = schema.SCHEMA_VERSION, schema.SCHEMA_VERSION + 1


def test_there_is_a_step_to_every_version_after_the_first_and_a_test_of_each() -> None:
    wanted = list(range(migrations.FIRST_VERSION + 1, schema.SCHEMA_VERSION + 1))
    assert sorted(migrations.STEPS) == wanted
    for version in wanted:
        importlib.import_module(f"tests.store.migrations.test_step_{version:03d}")


def test_the_tables_of_a_version_stay_as_they_are() -> None:
    """A change of the tables is a new version with a step, never a change of an old one."""
    text = "\n".join(" ".join(made.split()) for made in schema.statements())
    now = (schema.SCHEMA_VERSION, hashlib.sha256(text.encode()).hexdigest()[:16])
    assert now == (9, "cfff9cd647e25bda")


def _fee(execute: Any) -> None:
    execute("ALTER TABLE item ADD COLUMN fee INTEGER NOT NULL DEFAULT 0")


def _fails(execute: Any) -> None:
    execute("ALTER TABLE item ADD COLUMN fee INTEGER NOT NULL DEFAULT 0")
    execute("ALTER TABLE no_such_table ADD COLUMN fee INTEGER")


def _stepped(stocked: Shelf, step: Step) -> list[str]:
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    try:
        return migrations.step_up(connection, NOW, NEXT, stocked.folder, {NEXT: step})
    finally:
        connection.close()


def _version_and_columns(path: Path) -> tuple[int, bool]:
    connection = books_module.connect(path, KEYS)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchall()[0]
        columns = connection.execute("SELECT name FROM pragma_table_info('item')").fetchall()
        return version, ("fee",) in columns
    finally:
        connection.close()


def test_a_step_says_its_line_and_leaves_a_copy_of_the_books_before_it(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    stocked.close()
    line = "Items learn their fee"
    assert _stepped(stocked, Step(line, _fee)) == [line]
    assert _version_and_columns(stocked.folder / books_module.FILE) == (NEXT, True)
    copy = stocked.folder / migrations.backup_name(NEXT)
    assert _version_and_columns(copy) == (NOW, False)


def test_a_step_that_fails_changes_nothing(stocked: Shelf) -> None:
    stocked.close()
    with pytest.raises(dbapi2.OperationalError):
        _stepped(stocked, Step("", _fails))
    assert _version_and_columns(stocked.folder / books_module.FILE) == (NOW, False)
    stocked.open()


def test_nothing_is_done_where_nothing_is_due(stocked: Shelf) -> None:
    stocked.reopen()
    assert list(stocked.folder.glob("books-before-*")) == []
