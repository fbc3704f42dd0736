"""Today's books made like those of an earlier version, to be stepped up again."""

from estore_pos.store.migrations import step_005
from estore_pos.store.page import Connection

_DRAFT = "CREATE TABLE draft (one INTEGER PRIMARY KEY, buyer TEXT, current INTEGER)"
_DRAFT_LINE = (
    "CREATE TABLE draft_line"
    " (place INTEGER PRIMARY KEY, item INTEGER, milli INTEGER, price INTEGER, amount INTEGER)"
)


_BILL_LINE = (
    "CREATE TABLE bill_line (bill INTEGER NOT NULL, line INTEGER NOT NULL, item INTEGER NOT NULL,"
    " hsn TEXT NOT NULL, milli INTEGER NOT NULL, unit TEXT NOT NULL, price INTEGER NOT NULL,"
    " inclusive INTEGER NOT NULL, discount INTEGER NOT NULL, rate_bp INTEGER NOT NULL,"
    " treatment TEXT NOT NULL, taxable INTEGER NOT NULL, cgst INTEGER NOT NULL,"
    " sgst INTEGER NOT NULL, igst INTEGER NOT NULL, gross INTEGER NOT NULL,"
    " listed INTEGER NOT NULL, offer TEXT NOT NULL, charge INTEGER NOT NULL,"
    " PRIMARY KEY (bill, line)) WITHOUT ROWID"
)
_OF_RECORDS = (
    " FROM bill JOIN journal ON journal.id = bill.id,"
    " json_each(CAST(journal.bytes AS TEXT), '$.b.{}') AS part"
)


def _told(place: int, otherwise: str = "0") -> str:
    return f"coalesce(json_extract(part.value, '$[{place}]'), {otherwise})"


def _fields(names: str) -> str:
    """Columns that hold a JSON array's values in their order."""
    return ", ".join(
        f"json_type(content, '$[{at}]') = 'array' AS {name}"
        if name == "approved"
        else f"json_extract(content, '$[{at}]') AS {name}"
        for at, name in enumerate(names.split())
    )


def to_version_eight(connection: Connection) -> None:
    """Nothing moves but by bills."""
    for table in ("account", "money_move", "account_day"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("PRAGMA user_version=8")


def to_version_seven(connection: Connection) -> None:
    """An open bill has a row of its own beside those of its lines."""
    to_version_eight(connection)
    head = _fields("open buyer current points off charge note estimate approved held_ms")
    line = _fields("item milli price amount by_hand points off mrp approved")
    good = "coalesce(json_extract(content, '$[9]'), '') AS good"
    connection.execute("ALTER TABLE draft RENAME TO new_draft")
    for table in ("draft", "draft_line"):
        connection.execute(f"CREATE TABLE {table} ({step_005._MADE[table]}")
    heads, lines = " FROM new_draft WHERE place < 0", " FROM new_draft WHERE place >= 0"
    connection.execute(f"INSERT INTO draft SELECT bill, {head}{heads}")
    connection.execute(f"INSERT INTO draft_line SELECT bill, place, {line}, {good}{lines}")
    connection.execute("DROP TABLE new_draft")
    connection.execute("PRAGMA user_version=7")


def to_version_six(connection: Connection) -> None:
    """Each line and each tender of a bill is a row, and its day is found by an index."""
    to_version_seven(connection)
    connection.execute(_BILL_LINE)
    places = (0, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 12, 13, 8, 15)
    lines = ", ".join([*map(_told, places), _told(16, "''"), _told(17)])
    connection.execute(
        f"INSERT INTO bill_line SELECT bill.place, part.key, {lines}{_OF_RECORDS.format('l')}"
    )
    tender = ", ".join(["'cash'", _told(1), _told(2), _told(3, "''"), _told(4, "''")])
    connection.execute(
        f"INSERT INTO bill_tender SELECT bill.place, part.key, {tender}{_OF_RECORDS.format('p')}"
        f" WHERE {_told(0)} = 'cash'"
    )
    connection.execute(
        "INSERT INTO bill_tender SELECT place, 0, 'cash', owed, owed, '', '' FROM ("
        " SELECT bill.place, bill.payable"
        " - coalesce(json_extract(CAST(bytes AS TEXT), '$.b.w'), 0) AS owed"
        " FROM bill JOIN journal ON journal.id = bill.id"
        " WHERE json_extract(CAST(bytes AS TEXT), '$.b.p') IS NULL) WHERE owed > 0"
    )
    connection.execute(
        "UPDATE bill SET discount = coalesce((SELECT"
        " json_extract(CAST(bytes AS TEXT), '$.b.bd') FROM journal WHERE journal.id = bill.id), 0)"
    )
    for column in ("first_bill", "last_bill"):
        connection.execute(f"ALTER TABLE day_total DROP COLUMN {column}")
    connection.execute("CREATE INDEX bill_business_day ON bill (business_day)")
    connection.execute("PRAGMA user_version=6")


def to_version_five(connection: Connection) -> None:
    """A buyer's credit is sought among all tenders."""
    to_version_six(connection)
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
