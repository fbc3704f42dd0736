"""What goes into the journal now, under the name of whoever stands at the till."""

from typing import TYPE_CHECKING

from estore_pos.domain.ids import RecordId
from estore_pos.operations.moment import Moments
from estore_pos.operations.watch import Watch
from estore_pos.store import journal
from estore_pos.store.books import Books
from estore_pos.store.page import Page

if TYPE_CHECKING:
    from estore_pos.domain.act import Act


class Recorder:
    """Gives what is done its instant, its id and its person. Desk's thread only."""

    def __init__(self, books: Books, moments: Moments, watch: Watch) -> None:
        """Take what dates, numbers and signs."""
        self._books = books
        self._moments = moments
        self._watch = watch

    def deed(self, body: journal.Body) -> journal.Deed:
        """This as what the journal takes."""
        moment = self._moments.now()
        return journal.Deed(body, self._books.new_id(), moment.at, self._watch.who, moment.suspect)

    def act(self, act: "Act") -> journal.Deed:
        """An act of this business day as what the journal takes."""
        from estore_pos.store import act as acts

        return self.deed(acts.body(act, self._moments.now().business))

    def record(self, page: Page, lane: journal.Lane, *bodies: journal.Body) -> RecordId:
        """Record these of one lane in order, at least one; the id of the last."""
        deeds = [self.deed(body) for body in bodies]
        journal.append_many(page, lane, deeds)
        return deeds[-1].id

    def note(self, page: Page, act: "Act") -> None:
        """Record an act."""
        journal.append_many(page, "trade", [self.act(act)])
