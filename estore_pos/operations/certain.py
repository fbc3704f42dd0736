"""A deed whose commit failed is looked up before anybody is told that it was not done."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import RecordId
from estore_pos.store import journal
from estore_pos.store.books import Books
from estore_pos.store.page import Page

T = TypeVar("T")


@frozen
class Unsure:
    """What was asked for, the first record of it, and what it would have made."""

    asked: object
    record: RecordId
    made: Any


class Certain:
    """The deeds of one noun, and the last one where nobody could say whether it was done.

    The same key again is then no second deed.
    """

    def __init__(self, books: Books) -> None:
        """Begin with nothing in doubt."""
        self._books = books
        self.unsure: Unsure | None = None

    def record(self, asked: object, work: Callable[[Page], tuple[T, Sequence[journal.Deed]]]) -> T:
        """Do some work on one page and record what it says, in trade; what it has made.

        Where the disk failed although the records are there, it was done; also where it was asked
        for before, in the same words, and nobody could say then. Raises what the work raises,
        Trouble where the records are not there, and COMMIT_UNKNOWN where nobody can say.
        """
        unsure = self.unsure
        if unsure is not None and unsure.asked == asked and self._stands(unsure):
            self.unsure = None
            before: T = unsure.made
            return before
        self.unsure = None
        done: Unsure | None = None
        try:
            with self._books.page() as page:
                made, deeds = work(page)
                journal.append_many(page, "trade", deeds)
                done = Unsure(asked, deeds[0].id, made)
        except Trouble:
            if done is None or not self._stands(done):
                raise
        recorded: T = done.made
        return recorded

    def _stands(self, deed: Unsure) -> bool:
        try:
            with self._books.page() as page:
                return journal.holds(page, deed.record)
        except Trouble as trouble:
            self.unsure = deed
            raise Trouble(TroubleCode.COMMIT_UNKNOWN, records=(deed.record,)) from trouble
