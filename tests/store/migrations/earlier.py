"""Today's books made like those of an earlier version, to be stepped up again."""

from estore_pos.store.migrations import step_005
from estore_pos.store.page import Connection

_DRAFT = "CREATE TABLE draft (one INTEGER PRIMARY KEY, buyer TEXT, current INTEGER)"
_DRAFT_LINE = (
    "CREATE TABLE draft_line"
    " (place INTEGER PRIMARY KEY, item INTEGER, milli INTEGER, price INTEGER, amount INTEGER)"
)


def to_version_five(connection: Connection) -> None:
    """A buyer's credit is sought among all tenders."""
    connection.execute("DROP INDEX bill_tender_credit")
    connection.execute("PRAGMA user_version=5")


def to_version_four(connection: Connection) -> None:
    """One open bill, no returns, no offers; what is open now stays open."""
    to_version_five(connection)
    for index in step_005._INDEXES:
        connection.execute(f"DROP INDEX {index.split()[2]}")
    for table, columns in step_005._ADDED.items():
        for column in columns:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")
    for table in ("draft", "draft_line"):
        connection.execute(f"ALTER TABLE {table} RENAME TO new_{table}")
    for table in step_005._MADE:
        if not table.startswith("draft"):
            connection.execute(f"DROP TABLE {table}")
    connection.execute(_DRAFT)
    connection.execute(_DRAFT_LINE)
    connection.execute("INSERT INTO draft SELECT 1, buyer, current FROM new_draft WHERE open")
    connection.execute(
        "INSERT INTO draft_line SELECT place, item, milli, price, amount FROM new_draft_line"
    )
    connection.execute("DROP TABLE new_draft")
    connection.execute("DROP TABLE new_draft_line")
    connection.execute("PRAGMA user_version=4")
