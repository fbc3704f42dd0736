"""A deed whose commit failed is looked up before anybody is told that it was not done."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from estore_pos.domain.errors import Trouble
from estore_pos.store import journal
from estore_pos.store.books import Books
from estore_pos.store.page import Page

T = TypeVar("T")


def record(books: Books, work: Callable[[Page], tuple[T, Sequence[journal.Deed]]]) -> T:
    """Do some work on one page and record what it says, in trade; what it has made.

    Where the disk failed although the records are there, it was done. Raises what the work raises,
    and Trouble where they are not there, or nobody can say.
    """
    done: list[tuple[T, journal.Deed]] = []
    try:
        with books.page() as page:
            made, deeds = work(page)
            journal.append_many(page, "trade", deeds)
            done.append((made, deeds[0]))
    except Trouble:
        if not done or not _stands(books, done[0][1]):
            raise
    return done[0][0]


def _stands(books: Books, deed: journal.Deed) -> bool:
    with books.page() as page:
        return journal.holds(page, deed.id)
