"""The books learn several open bills, goods that come back, offers, people and what they did."""

from collections.abc import Callable, Iterable
from typing import Any

_ADDED = {
    "shop_version": ("more TEXT NOT NULL DEFAULT ''",),
    "item": ("cost INTEGER", "tile INTEGER NOT NULL DEFAULT 0", "more TEXT NOT NULL DEFAULT ''"),
    "bill": (
        "waived INTEGER NOT NULL DEFAULT 0",
        "discount INTEGER NOT NULL DEFAULT 0",
        "estimate TEXT NOT NULL DEFAULT ''",
        "cancelled INTEGER NOT NULL DEFAULT 0",
    ),
    "bill_line": (
        "listed INTEGER NOT NULL DEFAULT 0",
        "offer TEXT NOT NULL DEFAULT ''",
        "charge INTEGER NOT NULL DEFAULT 0",
    ),
    "bill_tender": ("proof TEXT NOT NULL DEFAULT ''",),
    "day_total": tuple(
        f"{name} INTEGER NOT NULL DEFAULT 0"
        for name in (
            "advance",
            "credit",
            "waived",
            "discount",
            "cancelled",
            "cancelled_payable",
            "returns",
            "returned",
        )
    ),
}

_MADE = {
    "person": "id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, closed INTEGER NOT NULL,"
    " PRIMARY KEY (id)) WITHOUT ROWID",
    "category": "key TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (key)) WITHOUT ROWID",
    "offer": "id TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID",
    "price_change": "item INTEGER NOT NULL, record TEXT NOT NULL, from_day TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, price INTEGER NOT NULL, PRIMARY KEY (item, record)) WITHOUT ROWID",
    "tender_match": "bill TEXT NOT NULL, part INTEGER NOT NULL, how TEXT NOT NULL,"
    ' at_ms INTEGER NOT NULL, "by" TEXT NOT NULL, PRIMARY KEY (bill, part)) WITHOUT ROWID',
    "bill_cancelled": "bill TEXT NOT NULL, number TEXT NOT NULL, business_day TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, payable INTEGER NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,"
    ' "by" TEXT NOT NULL, PRIMARY KEY (bill)) WITHOUT ROWID',
    "credit_note": "place INTEGER NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, calendar_day TEXT NOT NULL, business_day TEXT NOT NULL,"
    " bill TEXT NOT NULL, payable INTEGER NOT NULL, waived INTEGER NOT NULL, reason TEXT NOT NULL,"
    ' buyer TEXT NOT NULL, "by" TEXT NOT NULL, PRIMARY KEY (place))',
    "credit_line": "note INTEGER NOT NULL, line INTEGER NOT NULL, place INTEGER NOT NULL,"
    " item INTEGER NOT NULL, hsn TEXT NOT NULL, milli INTEGER NOT NULL, unit TEXT NOT NULL,"
    " rate_bp INTEGER NOT NULL, treatment TEXT NOT NULL, taxable INTEGER NOT NULL,"
    " cgst INTEGER NOT NULL, sgst INTEGER NOT NULL, igst INTEGER NOT NULL, gross INTEGER NOT NULL,"
    " restock INTEGER NOT NULL, PRIMARY KEY (note, line)) WITHOUT ROWID",
    "estimate": "place INTEGER NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, business_day TEXT NOT NULL, payable INTEGER NOT NULL,"
    " advance INTEGER NOT NULL, buyer TEXT NOT NULL, on_approval INTEGER NOT NULL,"
    " closed TEXT NOT NULL, bill TEXT NOT NULL, PRIMARY KEY (place))",
    "act": "place INTEGER NOT NULL, id TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " business_day TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL, item INTEGER NOT NULL,"
    ' milli INTEGER NOT NULL, amount INTEGER NOT NULL, who TEXT NOT NULL, "by" TEXT NOT NULL,'
    " note TEXT NOT NULL, PRIMARY KEY (place))",
    "draft": "bill INTEGER NOT NULL, open INTEGER NOT NULL, buyer TEXT NOT NULL,"
    " current INTEGER NOT NULL, points INTEGER NOT NULL, off INTEGER NOT NULL,"
    " charge INTEGER NOT NULL, note TEXT NOT NULL, estimate TEXT NOT NULL,"
    " approved INTEGER NOT NULL, held_ms INTEGER NOT NULL, PRIMARY KEY (bill))",
    "draft_line": "bill INTEGER NOT NULL, place INTEGER NOT NULL, item INTEGER NOT NULL,"
    " milli INTEGER NOT NULL, price INTEGER NOT NULL, amount INTEGER, by_hand INTEGER NOT NULL,"
    " points INTEGER NOT NULL, off INTEGER NOT NULL, mrp INTEGER, approved INTEGER NOT NULL,"
    " good TEXT NOT NULL, PRIMARY KEY (bill, place)) WITHOUT ROWID",
}

_INDEXES = (
    "CREATE INDEX item_tile ON item (tile) WHERE tile > 0",
    "CREATE INDEX bill_tender_later ON bill_tender (proof) WHERE proof = 'later'",
    "CREATE INDEX credit_note_number ON credit_note (number)",
    "CREATE INDEX credit_note_bill ON credit_note (bill)",
    "CREATE INDEX credit_note_business_day ON credit_note (business_day)",
    "CREATE INDEX estimate_number ON estimate (number)",
    "CREATE INDEX act_business_day ON act (business_day)",
)


def up(execute: Callable[[str], Any]) -> None:
    """Add the columns, make the tables, and carry an open bill over as the first of several."""
    for table, columns in _ADDED.items():
        for column in columns:
            execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for old in ("draft", "draft_line"):
        execute(f"ALTER TABLE {old} RENAME TO old_{old}")
    for table, shape in _MADE.items():
        execute(f"CREATE TABLE {table} ({shape}")
    _run(execute, _INDEXES)
    execute(
        "INSERT INTO draft SELECT 1, 1, coalesce((SELECT buyer FROM old_draft), ''),"
        " coalesce((SELECT current FROM old_draft), (SELECT count(*) FROM old_draft_line) - 1),"
        " 0, 0, 0, '', '', 0, 0"
        " WHERE EXISTS (SELECT 1 FROM old_draft_line) OR EXISTS (SELECT 1 FROM old_draft)"
    )
    execute(
        "INSERT INTO draft_line SELECT 1, place, old.item, old.milli, old.price, old.amount,"
        " old.amount IS NULL AND old.price IS NOT item.price, 0, 0, NULL, 0, ''"
        " FROM old_draft_line AS old JOIN item ON item.id = old.item"
    )
    _run(execute, ("DROP TABLE old_draft", "DROP TABLE old_draft_line"))


def _run(execute: Callable[[str], Any], statements: Iterable[str]) -> None:
    for statement in statements:
        execute(statement)
