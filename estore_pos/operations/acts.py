"""What is done at the till besides selling, and who was there; for the owner to see."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble
from estore_pos.domain.ids import OWNER, PersonId, RecordId
from estore_pos.domain.person import Deed, Person
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import act, person
from estore_pos.store.act import Noted
from estore_pos.store.books import Books
from estore_pos.store.page import Page

LOCKED, CODE = "locked", "code"
"""In the note of a wrong PIN: the till was locked, who stood there before is not meant; it was a
recovery code."""
CODE_EVERY = timedelta(minutes=1)


class Acts:
    """The drawer, reprints, people. Desk's thread only; one transaction a deed."""

    def __init__(self, books: Books, moments: Moments, watch: Watch) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._watch = watch
        self._recorder = Recorder(books, moments, watch)
        self._code_noted: datetime | None = None

    def open_drawer(self, note: str = "", approval: Approval | None = None) -> None:
        """The drawer is to open without a sale. Raises Refusal APPROVAL_NEEDED (drawer_opened)."""
        leave = self._watch.leave(approval)
        leave.need(Deed.OPEN_DRAWER)
        self._note(Act(ActKind.DRAWER_OPENED, by=leave.by, note=note))

    def reprinted(self, page: Page, paper: RecordId) -> int:
        """Note on this page that a paper is printed again; the how many-th copy it is."""
        self._recorder.note(page, Act(ActKind.REPRINT, paper))
        return act.reprints(page, paper)

    def next_copy(self, page: Page, paper: str) -> int:
        """Which copy the next print of a paper would be."""
        return act.reprints(page, RecordId(paper)) + 1

    def pin_failed(self, person_id: PersonId, tries: int, *, waits: bool) -> None:
        """Somebody typed a wrong PIN of this person, the how many-th in a row.

        Each is an act of its own, so that four tries and a walk home leave their trace, a power cut
        or not; as every fifth waits a minute they cannot fill the journal. A disk that fails makes
        no wrong PIN right.
        """
        note = f"{tries} {LOCKED}" if self._watch.is_locked else str(tries)
        kind = ActKind.LOCK_FAILED if waits else ActKind.PIN_WRONG
        with suppress(Trouble):
            self._note(Act(kind, by=person_id, note=note))

    def code_failed(self, person_id: PersonId) -> None:
        """Somebody typed a wrong recovery code for this person's PIN; noted once a minute.

        Nothing makes who tries codes wait but the code's own slowness.
        """
        now = self._moments.now().at
        if self._code_noted is None or now - self._code_noted >= CODE_EVERY:
            self._code_noted = now
            with suppress(Trouble):
                self._note(Act(ActKind.PIN_WRONG, by=person_id, note=f"{CODE} {LOCKED}"))

    def allow(self, deed: Deed, approval: Approval | None = None) -> Leave:
        """What changes nothing in the books is to be done: it is noted whose leave it has.

        Raises Refusal APPROVAL_NEEDED.
        """
        leave = self._watch.leave(approval)
        leave.need(deed)
        if leave.approver is not None:
            self._note(Act(ActKind.APPROVAL, by=leave.by, note=deed.value))
        return leave

    def change_setting(self, deed: Deed, told: str, approval: Approval | None = None) -> None:
        """A setting of this PC is to change: which, and to what. Raises APPROVAL_NEEDED."""
        leave = self._watch.leave(approval)
        leave.need(deed)
        self._note(Act(ActKind.SETTING, by=leave.by, note=told))

    def of_day(self, day: date) -> list[Noted]:
        """The acts of a business day in their order."""
        with self._books.page() as page:
            return act.of_day(page, day)

    def save_person(self, who: Person, by: PersonId | None = None) -> Person:
        """Record somebody who works here; a new one has the id "". Raises Refusal NAME_NEEDED.

        `by` is the owner who typed his PIN for it.
        """
        if not who.name.strip():
            raise Refusal(RefusalCode.NAME_NEEDED)
        saved = replace(who, id=who.id or PersonId(self._books.new_id()), name=who.name.strip())
        with self._books.page() as page:
            record = self._recorder.record(page, "trade", person.body(saved))
            act = Act(ActKind.PEOPLE, record, by=by or OWNER, note=saved.name)
            self._recorder.note(page, act)
        return saved

    def people(self) -> list[Person]:
        """Who works here, in the order they came."""
        with self._books.page() as page:
            return [each for each in person.every(page) if not each.closed]

    def _note(self, done: Act) -> None:
        with self._books.page() as page:
            self._recorder.note(page, done)
