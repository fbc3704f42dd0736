"""One transaction on the books, and how a statement of ours reaches the disk.

Statements are Core expressions compiled once for the life of the program and handed to the driver:
through SQLAlchemy's own execution a look-up costs 50 µs, so it costs 10.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from sqlalchemy import ClauseElement
from sqlalchemy.dialects import sqlite
from sqlcipher3 import dbapi2

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.store.keys import KeySet

Row = tuple[Any, ...]
Values = Mapping[str, object]

_DIALECT = sqlite.dialect(paramstyle="named")


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


class Statement:
    """A Core expression, compiled when it is first run."""

    __slots__ = ("_defaults", "_expression", "_sql")
    _all: ClassVar[list["Statement"]] = []

    def __init__(self, expression: ClauseElement) -> None:
        self._all.append(self)
        self._expression = expression
        self._sql = ""
        self._defaults: dict[str, object] = {}

    @classmethod
    def cold(cls) -> list["Statement"]:
        """The program's statements that are not compiled yet."""
        return [statement for statement in cls._all if not statement._sql]

    def make_ready(self) -> None:
        """Compile it now, so that nobody waits for it later."""
        compiled = self._expression.compile(dialect=_DIALECT)
        constants = compiled.params or {}
        self._defaults = {name: held for name, held in constants.items() if held is not None}
        self._sql = str(compiled)

    @property
    def sql(self) -> str:
        """The statement's text with its named parameters."""
        if not self._sql:
            self.make_ready()
        return self._sql

    def values(self, given: Values) -> Values:
        """The parameters of one run: the expression's own constants and what is given."""
        return {**self._defaults, **given} if self._defaults else given


@dataclass(slots=True)
class Head:
    """Where a lane's living stream stands: its row, id, series and its last record."""

    number: int
    stream: str
    series: str
    seq: int
    hash: bytes


@dataclass(slots=True)
class Page:
    """One transaction. It speaks to the thread that opened it and dies with it.

    `written` are the ids of records appended, in order: when the commit fails the books are asked
    for them. `heads` spares a look at the journal between two records of one page.
    """

    connection: Connection
    keys: KeySet
    written: list[str] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)

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
            return self._run(statement, values)
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def data_version(self) -> int:
        """A number that changes when another connection has changed the books."""
        return int(self.connection.execute("PRAGMA data_version").fetchall()[0][0])

    def run_many(self, statement: Statement, rows: Sequence[Values]) -> None:
        """Write one row after the other."""
        sql = statement.sql
        try:
            self.connection.executemany(sql, [statement.values(row) for row in rows])
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def _run(self, statement: Statement, values: Values) -> Cursor:
        return self.connection.execute(statement.sql, statement.values(values))


_SAID = (
    ("database or disk is full", TroubleCode.DISK_FULL),
    ("readonly", TroubleCode.FOLDER_UNWRITABLE),
    ("unable to open", TroubleCode.FOLDER_UNWRITABLE),
    ("disk i/o error", TroubleCode.FOLDER_UNWRITABLE),
    ("locked", TroubleCode.BOOKS_IN_USE),
    ("malformed", TroubleCode.BOOKS_DAMAGED),
    ("not a database", TroubleCode.BOOKS_DAMAGED),
    ("decode to utf-8", TroubleCode.BOOKS_DAMAGED),
)


def trouble(error: Exception) -> Exception:
    """What the driver's complaint means to a shop; the error itself where it is our own fault."""
    said = str(error).lower()
    for words, code in _SAID:
        if words in said:
            return Trouble(code, reason=str(error))
    return error
