"""The next number of a series: gapless, taken when the record that bears it is written."""

from estore_pos.domain.ids import Series
from estore_pos.store.page import Page, Statement


def next_serial(page: Page, last: Statement, kind: str, series: Series, year: int) -> int:
    """The serial that the next paper of a kind, series and financial year gets: 1 for the first.

    `last` finds the greatest number between two; `year` is the one in which the financial year
    began, two digits or four. Nothing is lost with a page that is rolled back.
    """
    before = f"{kind}{series}/{year % 100:02d}/"
    at = page.heads.get("trade")
    if at is not None and (taken := at.serials.get(before)):
        return taken + 1
    row = page.one(last, before=before, beyond=before + "~")
    return 1 if row is None else int(row[0].removeprefix(before)) + 1


def take(page: Page, number: str) -> None:
    """A paper bears this number: the next one need not be looked for, once the page stands."""
    at = page.heads.get("trade")
    before, slash, serial = number.rpartition("/")
    if at is not None and serial.isdecimal():
        at.serials[before + slash] = max(int(serial), at.serials.get(before + slash, 0))
