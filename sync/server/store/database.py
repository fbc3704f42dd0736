"""How the HQ's database is opened, and what one transaction on it is."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2
from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from sync.server.store import schema

T = TypeVar("T")

# The WAL-reset bug, which can damage a database, is fixed from this version on.
SQLITE_LEAST = (3, 51, 3)
_RETRIES = 5
# The web's worker threads are 40; each holds one connection at most.
_POOL: dict[str, Any] = {"pool_size": 20, "max_overflow": 20}
_SERIALIZATION = ("40001", "40P01")
_TOLD = {"schema", "bump", "secret"}


class Unusable(Exception):
    """Raised when this database cannot serve as the HQ's; the text says why."""


class Busy(Exception):
    """Raised when the database cannot be reached or is locked: the till shall come back later."""


@dataclass(frozen=True, slots=True)
class Page:
    """One transaction; what is done on it happens wholly or not at all."""

    connection: Connection
    start: str

    def incarnation(self) -> str:
        """What this HQ calls itself. A restored or promoted database has another name.

        PostgreSQL knows by itself (system identifier and timeline). A copied SQLite file cannot
        tell that it was copied, so each start of the server is a new name. `bump` counts renamings
        by hand.
        """
        bump = select(schema.meta.c.value).where(schema.meta.c.name == "bump").scalar_subquery()
        if self.connection.dialect.name == "sqlite":
            return f"{self.start}.{self.connection.execute(select(bump)).scalar_one()}"
        row = self.connection.execute(
            select(
                text("(select system_identifier from pg_control_system())"),
                text("substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"),
                bump,
            )
        ).one()
        return ".".join(str(part) for part in row)


class Database:
    """The HQ's database; safe to use from many threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._start = secrets.token_hex(8)

    def write(self, work: Callable[[Page], T]) -> T:
        """Does `work` in one transaction, again if the database asks for that.

        Raises Busy.
        """
        return self._do(work, "BEGIN IMMEDIATE")

    def read(self, work: Callable[[Page], T]) -> T:
        """Does `work`, which writes nothing, on one view of the database. Raises Busy."""
        return self._do(work, "BEGIN")

    def close(self) -> None:
        """Lets go of every connection."""
        self._engine.dispose()

    def _do(self, work: Callable[[Page], T], begin: str) -> T:
        for last in (*(False,) * (_RETRIES - 1), True):
            try:
                with self._engine.connect().execution_options(begin=begin) as connection:
                    result = work(Page(connection, self._start))
                    connection.commit()
                    return result
            except OperationalError as error:
                if last or getattr(error.orig, "sqlstate", None) not in _SERIALIZATION:
                    raise Busy(str(error.orig)) from error
            except (InterfaceError, PoolTimeout) as error:
                raise Busy(str(error)) from error
        raise AssertionError("unreachable")


def open_database(url: str, key: bytes | None = None, *, made: bool = False) -> Database:
    """Opens `url` (`sqlite:///FILE`, a bare FILE, `postgresql://...`), with its tables made.

    `key` (32 bytes) encrypts an SQLite file. `made`: only one that is an HQ's already; nothing is
    made at a mistyped address. Raises Unusable.
    """
    try:
        parsed = make_url(url if "://" in url else f"sqlite:///{url}")
    except (ArgumentError, ValueError) as error:
        raise Unusable(f"not a database address: {url}") from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if made and parsed.database and not Path(parsed.database).exists():
            raise Unusable(f"there is no HQ at {url}; it is made when it first serves")
        engine = _sqlite(parsed, key)
    elif backend == "postgresql":
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), **_POOL)
    else:
        raise Unusable(f"SQLite or PostgreSQL is needed, not {backend}")
    try:
        if made and not _told(engine).keys() >= _TOLD:
            raise Unusable(f"there is no HQ at {url}; it is made when it first serves")
        _prepare(engine)
    except DBAPIError as error:
        raise Unusable(f"cannot open {parsed.render_as_string()}: {error.orig}") from error
    return Database(engine)


def read_key(file: Path) -> bytes:
    """The key in a file: 64 hexadecimal characters. Raises Unusable."""
    written = file.read_text(encoding="latin-1").strip()
    if not re.fullmatch(r"[0-9a-fA-F]{64}", written):
        raise Unusable(f"{file} does not hold 64 hexadecimal characters")
    return bytes.fromhex(written)


def _sqlite(url: URL, key: bytes | None) -> Engine:
    """An engine on sqlcipher3, every connection with WAL and full synchronisation."""
    if sqlcipher3.dbapi2.sqlite_version_info < SQLITE_LEAST:
        raise Unusable(f"SQLite {sqlcipher3.dbapi2.sqlite_version} can damage its own log")
    if not url.database:
        raise Unusable("an SQLite database needs a file")
    file = url.database

    def connect() -> Any:
        line = sqlcipher3.dbapi2.connect(
            file, timeout=30, isolation_level=None, check_same_thread=False
        )
        if key is not None:
            line.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "mmap_size=0",
            "temp_store=MEMORY",
        ):
            line.execute(f"PRAGMA {pragma}")
        return line

    engine = create_engine(
        "sqlite://", module=sqlcipher3.dbapi2, creator=connect, poolclass=QueuePool, **_POOL
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    event.listen(engine, "begin", begin)
    return engine


def _prepare(engine: Engine) -> None:
    """Makes the tables and the HQ's key once, and what an older HQ's database lacks.

    So far those are whole tables. Raises Unusable for a newer HQ's database.
    """
    held = _told(engine)
    today = str(schema.VERSION)
    if held.keys() >= _TOLD and held["schema"] == today:
        return
    schema.metadata.create_all(engine)
    made = {"schema": today, "bump": "0", "secret": secrets.token_hex(32)}
    for name, value in made.items():
        try:
            with engine.begin() as connection:
                connection.execute(insert(schema.meta).values(name=name, value=value))
        except IntegrityError:
            continue  # made before a crash, or by another process that opens the same database
    with engine.begin() as connection:
        connection.execute(
            update(schema.meta).where(schema.meta.c.name == "schema").values(value=today)
        )


def _told(engine: Engine) -> dict[str, str]:
    """What the database says of itself; nothing where it is no HQ's yet.

    Raises Unusable if a newer HQ made it.
    """
    with engine.connect() as connection:
        if not inspect(connection).has_table(schema.meta.name):
            return {}
        rows = connection.execute(select(schema.meta.c.name, schema.meta.c.value))
        held = {row[0]: row[1] for row in rows}
    if int(held.get("schema", "0")) > schema.VERSION:
        raise Unusable(f"made by a newer HQ (schema {held['schema']}); update this one")
    return held


def secret_key(page: Page) -> bytes:
    """The HQ's signing key: 32 secret bytes."""
    return bytes.fromhex(
        page.connection.execute(
            select(schema.meta.c.value).where(schema.meta.c.name == "secret")
        ).scalar_one()
    )


def bump(page: Page) -> None:
    """Gives the HQ a new name, so that every till compares its streams with it."""
    number = page.connection.execute(
        select(schema.meta.c.value).where(schema.meta.c.name == "bump")
    ).scalar_one()
    page.connection.execute(
        update(schema.meta).where(schema.meta.c.name == "bump").values(value=str(int(number) + 1))
    )
