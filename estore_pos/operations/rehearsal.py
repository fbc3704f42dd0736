"""End, gone through behind each deed on the open bill as far as the disk.

Half of what End takes is not its work but fetching it from memory: between two bills everything
that it needs leaves the processor's caches. Behind a deed nobody waits; what can be kept for End
is kept, and the rest has lately been where it is wanted.
"""

from contextlib import suppress

from estore_pos.domain.errors import Refusal
from estore_pos.domain.money import NOTHING
from estore_pos.domain.sale import payable
from estore_pos.operations import sale as selling
from estore_pos.operations.draft import Drafts
from estore_pos.operations.watch import Watch
from estore_pos.store import journal
from estore_pos.store.books import Books

LINES_MAX = 20
"""A longer bill takes longer to go through at each scan than its End gains by it."""


class Rehearsal:
    """Changes nothing: no record, no row, nothing painted. Desk's thread only."""

    def __init__(self, books: Books, drafts: Drafts, watch: Watch) -> None:
        """Take what End works with."""
        self._books = books
        self._drafts = drafts
        self._watch = watch

    def go(self) -> None:
        """Tell the lines for the record, and make of them the bill that End would for exact cash.

        What would refuse it, or could not be recorded, is told by End.
        """
        drafts = self._drafts
        draft = drafts.view.draft
        with suppress(Refusal, ValueError):
            shop, moment, made = drafts.papers()
            lines = drafts.lines.told(made)
            drafts.check_mrp()
            page = self._books.unwritten()
            if page is None or not 0 < len(draft.lines) <= LINES_MAX or draft.estimate:
                return
            self._watch.leave(None).granted(lambda those: drafts.asks(shop, moment, those))
            selling.check_particulars(made, shop, draft.buyer)
            paying = selling.payment(payable(made), None, None, NOTHING, NOTHING)
            bills = selling.bills(
                page, self._books, draft, made, paying, shop, moment, self._watch.who
            )
            deeds = selling.deeds(self._books, bills, None, paying, lines)
            journal.append_many(page, "trade", deeds)
            drafts.forget(page)
