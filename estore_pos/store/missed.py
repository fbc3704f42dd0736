"""Codes that were scanned and that no good has: of this PC alone; no record, no replay."""

from datetime import date

from estore_pos.domain.barcode import Missed
from estore_pos.store.page import Page, Statement

_PUT = Statement("missed.put")
_OF_DAY = Statement("missed.of_day")
_DROP = Statement("missed.drop")
_FORGET = Statement("missed.forget")


def note(page: Page, code: str, day: date, at_ms: int) -> None:
    """Nobody knew a code; what earlier days did not know is forgotten."""
    page.run(_FORGET, day=day.isoformat())
    page.run(_PUT, code=code, day=day.isoformat(), times=1, last_ms=at_ms)


def of_day(page: Page, day: date) -> list[Missed]:
    """The codes that nobody knew on a day, the latest first."""
    return [Missed(code, times) for code, times in page.all(_OF_DAY, day=day.isoformat())]


def drop(page: Page, code: str) -> None:
    """A good has this code now."""
    page.run(_DROP, code=code)
