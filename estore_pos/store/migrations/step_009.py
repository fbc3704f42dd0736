"""The books learn what else is in the drawer: wallets, bank, expenses, suppliers, the owner."""

from collections.abc import Callable
from typing import Any


def up(execute: Callable[[str], Any]) -> None:
    """Make the tables of accounts and of the money that moves between them."""
    execute(
        "CREATE TABLE account (id TEXT NOT NULL, kind TEXT NOT NULL, sealed TEXT NOT NULL,"
        " PRIMARY KEY (id)) WITHOUT ROWID"
    )
    execute(
        "CREATE TABLE money_move (place INTEGER NOT NULL, id TEXT NOT NULL,"
        " at_ms INTEGER NOT NULL, business_day TEXT NOT NULL, deed TEXT NOT NULL,"
        " source TEXT NOT NULL, target TEXT NOT NULL, amount INTEGER NOT NULL,"
        " reference TEXT NOT NULL, sealed TEXT NOT NULL, about TEXT NOT NULL,"
        ' who TEXT NOT NULL, "by" TEXT NOT NULL, PRIMARY KEY (place))'
    )
    execute(
        "CREATE TABLE account_day (business_day TEXT NOT NULL, account TEXT NOT NULL,"
        " received INTEGER NOT NULL, given INTEGER NOT NULL,"
        " PRIMARY KEY (business_day, account)) WITHOUT ROWID"
    )
    execute("CREATE INDEX money_move_id ON money_move (id)")
    execute("CREATE INDEX money_move_source ON money_move (source)")
    execute("CREATE INDEX money_move_target ON money_move (target)")
    execute("CREATE INDEX money_move_about ON money_move (about) WHERE about != ''")
