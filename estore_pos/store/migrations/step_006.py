"""What lies here of a buyer's money is found at once, however many bills there are."""

from collections.abc import Callable
from typing import Any


def up(execute: Callable[[str], Any]) -> None:
    """Index the tenders that are credit: there are few of them."""
    execute("CREATE INDEX bill_tender_credit ON bill_tender (kind) WHERE kind = 'credit'")
