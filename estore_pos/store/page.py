"""One transaction on the books, and how a statement of ours reaches the disk.

A statement is the text that Core made of an expression in `statements`, handed to the driver as it
stands: through SQLAlchemy's own execution a look-up costs 50 µs, so it costs 10, and a start does
not wait for SQLAlchemy.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, Protocol

from sqlcipher3 import dbapi2

from estore_pos.base.resource import resource
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store.keys import KeySet

Row = tuple[Any, ...]
Values = Mapping[str, object]
_MANY_VALUES = 5
"""So many values of one row are handed over in their order: to look for their names takes longer
than to write the row."""


class Cursor(Protocol):
    """What the driver gives back."""

    @property
    def rowcount(self) -> int: ...
    @property
    def lastrowid(self) -> int: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...


class Connection(Protocol):
    """The driver's connection, as far as the books use it."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, values: object = ...) -> Cursor: ...
    def executemany(self, sql: str, rows: Iterable[object]) -> Cursor: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...


class Unwritten:
    """A connection, and its cursor, on which there is nothing and nothing happens."""

    in_transaction = False
    rowcount = 0
    lastrowid = 0

    def execute(self, sql: str, values: object = ()) -> "Unwritten":
        return self

    def executemany(self, sql: str, rows: Iterable[object]) -> "Unwritten":
        for _ in rows:
            pass
        return self

    def fetchone(self) -> Row | None:
        return None

    def fetchall(self) -> list[Row]:
        return []

    def commit(self) -> None:
        """There is nothing to commit."""

    def rollback(self) -> None:
        """There is nothing to take back."""

    def close(self) -> None:
        """There is nothing to close."""


class Statement:
    """A statement by its name, read when it is first run."""

    __slots__ = ("_many", "_sql", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._sql = ""
        self._many: _Many | None = None

    @property
    def sql(self) -> str:
        """The statement's text with its named parameters."""
        if not self._sql:
            self._sql = shipped()[self.name]
        return self._sql

    @property
    def many(self) -> "_Many":
        """The same for many rows."""
        if self._many is None:
            self._many = _numbered(self.sql)
        return self._many


@dataclass(frozen=True, slots=True)
class _Many:
    """A statement with numbered parameters, and what puts a row's values in their order.

    The driver takes as long to find a row's values by their names as the engine to write the row.
    """

    sql: str
    in_order: Callable[[Values], Row]


_NAMED = re.compile(r"'[^']*'|:(\w+)")
"""A literal, or a parameter."""


def _numbered(sql: str) -> _Many:
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if not (name := found[1]):
            return found[0]
        if name not in names:
            names.append(name)
        return f"?{names.index(name) + 1}"

    text = _NAMED.sub(number, sql)
    if len(names) == 1:
        (only,) = names
        return _Many(text, lambda row: (row[only],))
    return _Many(text, itemgetter(*names))


def family(name: str) -> list[Statement]:
    """The statements whose names begin with this one and a dot, in their order."""
    return [Statement(each) for each in shipped() if each.startswith(f"{name}.")]


@cache
def shipped() -> Mapping[str, str]:
    """Every statement by its name."""
    text = resource("sql/books.sql").read_text(encoding="utf-8")
    blocks = (each.partition("\n") for each in text.split("\n\n-- ")[1:])
    return {name: sql.rstrip() for name, _, sql in blocks}


@dataclass(slots=True)
class Head:
    """Where a lane's living stream stands: its row, id, series, its last record, its last numbers.

    `serials` are the last ones of the bills written since the books were opened, by what stands
    before them in their numbers.
    """

    number: int
    stream: str
    series: str
    seq: int
    hash: bytes
    serials: dict[str, int] = field(default_factory=dict, compare=False)

    def copy(self) -> "Head":
        """Another of its own: what a page adds to it may be rolled back."""
        return Head(self.number, self.stream, self.series, self.seq, self.hash, dict(self.serials))


@dataclass(slots=True)
class Page:
    """One transaction. It speaks to the thread that opened it and dies with it.

    `written` are the ids of records appended, in order: when the commit fails the books are asked
    for them. `heads` spares a look at the journal between two records of one page, `known` (where
    the lanes stood when the page was opened, as far as the books know) the first one. `indexed` are
    the goods put into the search index, which is put in order before the commit.
    """

    connection: Connection
    keys: KeySet
    written: list[str] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)
    known: Mapping[str, Head] = field(default_factory=dict)
    indexed: int = 0

    def all(self, statement: Statement, **values: object) -> list[Row]:
        """Every row."""
        try:
            return self._run(statement, values).fetchall()
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def one(self, statement: Statement, **values: object) -> Row | None:
        """The first row, None where there is none."""
        try:
            return self._run(statement, values).fetchone()
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def run(self, statement: Statement, **values: object) -> Cursor:
        """Run a statement; how many rows it changed is the cursor's `rowcount`."""
        try:
            if len(values) < _MANY_VALUES:
                return self._run(statement, values)
            many = statement.many
            return self.connection.execute(many.sql, many.in_order(values))
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def data_version(self) -> int:
        """A number that changes when another connection has changed the books."""
        return int(self.pragma("data_version")[0][0])

    def pragma(self, asked: str) -> list[Row]:
        """Every row that the engine says of itself."""
        try:
            return self.connection.execute(f"PRAGMA {asked}").fetchall()
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def run_many(self, statement: Statement, rows: Sequence[Values]) -> None:
        """Write one row after the other."""
        many = statement.many
        try:
            self.connection.executemany(many.sql, map(many.in_order, rows))
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def _run(self, statement: Statement, values: Values) -> Cursor:
        return self.connection.execute(statement.sql, values)


_SAID = (
    ("database or disk is full", TroubleCode.DISK_FULL),
    ("readonly", TroubleCode.FOLDER_UNWRITABLE),
    ("unable to open", TroubleCode.FOLDER_UNWRITABLE),
    ("disk i/o error", TroubleCode.FOLDER_UNWRITABLE),
    ("locked", TroubleCode.BOOKS_IN_USE),
    ("malformed", TroubleCode.BOOKS_DAMAGED),
    ("not a database", TroubleCode.BOOKS_DAMAGED),
    ("decode to utf-8", TroubleCode.BOOKS_DAMAGED),
    ("vtable constructor failed", TroubleCode.BOOKS_DAMAGED),
)


def trouble(error: Exception) -> Exception:
    """What the driver's complaint means to a shop; the error itself where it is our own fault."""
    said = str(error).lower()
    for words, code in _SAID:
        if words in said:
            return Trouble(code, reason=str(error))
    return error
