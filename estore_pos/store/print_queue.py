"""What is to be printed: it outlives a restart and is of this PC alone; no record, no replay."""

from collections.abc import Sequence
from datetime import timedelta
from enum import IntEnum
from typing import Literal

from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import RecordId
from estore_pos.domain.sale import Bill
from estore_pos.store.page import Page, Statement
from estore_pos.store.stream import at_ms
from estore_pos.text.words import PaperLanguage

Sheet = Literal["a4", "a5", "a5x2"]
Paper = Literal["bill", "ruler", "list", "list_a4", Sheet]
"""What can be printed: a paper as the settings say, the ruler, a list as a receipt or a sheet, a
paper as a sheet of its own; what has a record is named by `about`, a list by its file's name."""

MEMORY = timedelta(days=7)
"""So long it is known here of what is done that it was asked for."""


class Urgency(IntEnum):
    """Who waits for a paper; the lower number is printed first."""

    BUYER = 0
    """A receipt, a slip, a ticket: somebody stands there for it."""
    REPORT = 1


@frozen
class PrintJob:
    """One paper that waits. `copy` is 0 for the original, else the number of the copy."""

    place: int
    what: Paper
    about: RecordId
    copy: int
    language: PaperLanguage
    urgency: Urgency
    tries: int
    why: str


_PUT = Statement("print_queue.put")
_WAITING = Statement("print_queue.waiting")
_ASKED = Statement("print_queue.asked")
_TRIED = Statement("print_queue.tried")
_MARK = Statement("print_queue.mark")
_END = Statement("print_queue.end")
_FORGET = Statement("print_queue.forget")


def put(
    page: Page,
    what: Paper,
    about: RecordId,
    *,
    language: PaperLanguage,
    asked_ms: int,
    copy: int = 0,
    urgency: Urgency = Urgency.BUYER,
) -> None:
    """Ask for a paper."""
    page.run(
        _PUT,
        what=what,
        about=about,
        copy=copy,
        language=language,
        urgency=int(urgency),
        asked_ms=asked_ms,
    )


def put_bills(page: Page, bills: Sequence[Bill], language: PaperLanguage | None) -> None:
    """Ask for the papers of bills just made; for none where no language is named."""
    if language is not None:
        for bill in bills:
            put(page, "bill", RecordId(bill.id), language=language, asked_ms=at_ms(bill.at))


def waiting(page: Page) -> list[PrintJob]:
    """What waits, the most urgent first, then in the order of asking."""
    return [
        PrintJob(place, what, RecordId(about), copy, language, Urgency(urgency), tries, why)
        for place, what, about, copy, language, urgency, tries, why in page.all(_WAITING)
    ]


def was_asked(page: Page, about: RecordId) -> bool:
    """Whether a paper was asked for lately and not dropped."""
    return page.one(_ASKED, about=about) is not None


def tried(page: Page, place: int, tries: int, why: str) -> None:
    """Keep how often it was tried and why it did not print: a code."""
    page.run(_TRIED, at=place, so_many=tries, because=why)


def mark(page: Page, place: int, copy: int) -> None:
    """It is no original any more but the how many-th copy."""
    page.run(_MARK, at=place, as_copy=copy)


def printed(page: Page, place: int) -> None:
    """It lies on the counter."""
    page.run(_END, at=place, as_what="printed")


def drop(page: Page, place: int) -> None:
    """Nobody wants it any more."""
    page.run(_END, at=place, as_what="dropped")


def forget(page: Page, before_ms: int) -> None:
    """Forget what is done and was asked for before."""
    page.run(_FORGET, before_ms=before_ms)
