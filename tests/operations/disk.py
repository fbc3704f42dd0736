"""A driver's connection that fails when it is told to, and counts what it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from estore_pos.store import books as books_module
from estore_pos.store.keys import KeySet
from estore_pos.store.page import Connection, Cursor


@dataclass
class Disk:
    """What the connections of one test share.

    `commits` are plans for the next commits: "" well, "before" it fails and nothing stands, "after"
    it stands though it failed; behind either, ", then dead" says what comes of it. `dead`: every
    statement fails. `full`: what writes fails.
    """

    commits: list[str] = field(default_factory=list)
    dead: bool = False
    full: bool = False
    statements: list[str] = field(default_factory=list)

    def connect(self, path: Path, key_set: KeySet) -> Connection:
        """A connection on this disk."""
        if self.dead:
            raise dbapi2.OperationalError("unable to open database file")
        return FailingConnection(self, books_module.connect(path, key_set))

    def run(self, sql: str) -> None:
        """Note a statement, or fail it."""
        self.statements.append(sql)
        if self.dead:
            raise dbapi2.OperationalError("disk I/O error")
        if self.full and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise dbapi2.OperationalError("database or disk is full")


class FailingConnection:
    """Fulfils `estore_pos.store.page.Connection`."""

    def __init__(self, disk: Disk, real: Connection) -> None:
        self._disk = disk
        self._real = real

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction

    def execute(self, sql: str, values: object = ()) -> Cursor:
        self._disk.run(sql)
        return self._real.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[object]) -> Cursor:
        self._disk.run(sql)
        return self._real.executemany(sql, rows)

    def commit(self) -> None:
        plan = self._disk.commits.pop(0) if self._disk.commits else ""
        self._disk.statements.append("COMMIT")
        if plan.endswith("dead"):
            self._disk.dead = True
        if plan.startswith("before"):
            raise dbapi2.OperationalError("disk I/O error")
        self._real.commit()
        if plan:
            raise dbapi2.OperationalError("disk I/O error")

    def rollback(self) -> None:
        self._real.rollback()

    def close(self) -> None:
        self._real.close()
