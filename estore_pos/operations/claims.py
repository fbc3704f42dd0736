"""UPI money that nobody saw: what waits, what came for goods that are back, what did not come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from estore_pos.domain import refund
from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.estimate import Estimate
from estore_pos.domain.ids import BillNumber, EstimateId, RecordId, SaleId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.person import Asked, Deed
from estore_pos.domain.sale import Bill, Proof, TenderKind
from estore_pos.operations.counter import Counter
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.watch import Approval, Watch
from estore_pos.store import claims as kept
from estore_pos.store import credit_note, estimate, journal, sale
from estore_pos.store.books import Books
from estore_pos.store.claims import CAME, GIVEN_BACK
from estore_pos.store.page import Page


class State(StrEnum):
    """What is known of a claim."""

    WAITING = "waiting"
    TO_GIVE = "to_give"
    NOT_COME = "not_come"


@dataclass(frozen=True, slots=True)
class Claim:
    """A payment that somebody said he made and nobody saw: the tender `part` of a bill.

    Or, where `is_advance`, the part of an estimate's advance: `paper` is the estimate then, and
    `is_billed` says whether a bill is made of it, whose `number` it is named by. `due` is what of
    it is the buyer's once it has come, for his goods are back (or his bill is cancelled); TO_GIVE
    has come.
    """

    paper: SaleId | EstimateId
    number: BillNumber
    part: int
    amount: Money
    at: datetime
    state: State
    due: Money
    is_advance: bool = False
    is_billed: bool = True


def claims(page: Page, now: datetime) -> list[Claim]:
    """What waits, then what is to be given back, then what did not come; the latest bills first."""
    found = []
    for told, how, is_cancelled, is_off in kept.of_bills(page, now):
        due = _due(page, told.sale, {told.part}) if is_off else NOTHING
        if how == CAME and not due:
            continue
        state = State.NOT_COME
        if how == CAME:
            state = State.TO_GIVE
        elif not how and not is_cancelled:
            state = State.WAITING
        found.append(Claim(told.sale, told.number, told.part, told.amount, told.at, state, due))
    found += _advances(page, now)
    found.sort(key=lambda each: each.at)
    order = list(State)
    found.reverse()
    return sorted(found, key=lambda each: order.index(each.state))


def _advances(page: Page, now: datetime) -> Iterator[Claim]:
    """What was to come as an advance, of estimates that wait and of their bills."""
    for made, last in estimate.claimed(page):
        how = _words(page, made.id)
        number = _bill(page, last).number if last else made.number
        for part, each in enumerate(made.advance):
            word = how.get(part, "")
            if each.proof is not Proof.LATER or word == GIVEN_BACK:
                continue
            due = _advance_due(page, made, last, {part})
            if word == CAME and not due:
                continue
            if word not in ("", CAME) and made.at < now - kept.KEPT:
                continue
            state = State.NOT_COME if word else State.WAITING
            state = State.TO_GIVE if word == CAME else state
            yield Claim(
                made.id,
                number,
                part,
                each.amount,
                made.at,
                state,
                due,
                is_advance=True,
                is_billed=last is not None,
            )


class Claims:
    """What becomes of UPI money that nobody saw. Desk's thread only; one transaction a deed."""

    def __init__(self, books: Books, moments: Moments, watch: Watch, counter: Counter) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._watch = watch
        self._counter = counter
        self._recorder = Recorder(books, moments, watch)

    def listed(self) -> list[Claim]:
        """What waits, then what is to be given back, then what did not come."""
        with self._books.page() as page:
            return claims(page, self._moments.now().at)

    def match(self, paper: SaleId | EstimateId, part: int, *, paid: bool, note: str = "") -> None:
        """It came, or it did not; the later word stands, and it is noted whose word it is.

        Of what was given back there is no more to say, else it were given back twice; nor of an
        advance that came. Raises Refusal BILL_UNKNOWN.
        """
        with self._books.page() as page:
            made = estimate.as_made(page, paper)
            word = _words(page, paper).get(part)
            if word == GIVEN_BACK or (made is not None and word == CAME):
                return
            deeds = self._matched(page, paper, part, paid=paid, note=note)
            journal.append_many(page, "trade", deeds)
        if made is not None:
            self._counter.drafts.matched(made.id)

    def give_back(
        self, paper: SaleId | EstimateId, part: int, approval: Approval | None = None
    ) -> Money:
        """It came after all, for goods that are back: so much of it goes out in cash, once.

        NOTHING where none of it is the buyer's, or all that is was given back. Raises Refusal
        BILL_UNKNOWN, APPROVAL_NEEDED (what: return).
        """
        leave = self._watch.leave(approval)
        moment = self._moments.now()
        with self._books.page() as page:
            made = estimate.as_made(page, paper)
            if made is not None:
                due = _advance_due(page, made, estimate.bill_of(page, made.id), {part})
                number = made.number
            else:
                due = _due(page, SaleId(paper), {part})
                number = _bill(page, SaleId(paper)).number
            if not due:
                return NOTHING
            leave.need_all([Asked(Deed.RETURN, amount=due, paper=number)])
            deeds = []
            if _words(page, paper).get(part) != CAME:
                deeds += self._matched(page, paper, part, paid=True)
            body = sale.given_back_body(SaleId(paper), part, due, moment.business)
            act = Act(ActKind.CLAIM_BACK, RecordId(paper), amount=due, by=leave.by)
            deeds.append(self._recorder.deed(body))
            deeds.append(self._recorder.act(act))
            journal.append_many(page, "trade", deeds)
        return due

    def _matched(
        self, page: Page, paper: SaleId | EstimateId, part: int, *, paid: bool, note: str = ""
    ) -> list[journal.Deed]:
        made = estimate.as_made(page, paper)
        tenders = made.advance if made is not None else _bill(page, SaleId(paper)).tenders
        body = sale.matched_body(SaleId(paper), part, paid=paid, note=note)
        kind = ActKind.MONEY_CAME if paid else ActKind.MONEY_NOT_COME
        act = Act(kind, RecordId(paper), amount=tenders[part].amount)
        return [self._recorder.deed(body), self._recorder.act(act)]


def _words(page: Page, paper: SaleId | EstimateId) -> dict[int, str]:
    return kept.how_matched(page, SaleId(paper))


def _bill(page: Page, sale_id: SaleId) -> Bill:
    bill = sale.by_id(page, sale_id)
    if bill is None:
        raise Refusal(RefusalCode.BILL_UNKNOWN, named=sale_id)
    return bill


def unseen_advance(page: Page, bill: Bill) -> Money:
    """What of the advance that a bill was paid with nobody saw come.

    Of two papers of one sale the first is paid with it first.
    """
    if bill.estimate is None:
        return NOTHING
    kept = estimate.by_id(page, bill.estimate)
    unseen = kept.estimate.unseen if kept is not None else NOTHING
    if unseen:
        papers = [_bill(page, each) for each in sale.beside(page, bill)]
        before = [_advance_on(each) for each in papers if each.id < bill.id]
        unseen = max(NOTHING, unseen - total(before))
    return min(unseen, _advance_on(bill))


def advance_given(page: Page, told: EstimateId, last: SaleId) -> Money:
    """What money of an advance went out: with the bill of its estimate, or since it came."""
    refunds = estimate.went_back(page, last)
    is_given = GIVEN_BACK in _words(page, told).values()
    return total([each.amount for each in refunds if is_given or not refund.is_struck(each)])


def _advance_on(bill: Bill) -> Money:
    return total([each.amount for each in bill.tenders if each.kind is TenderKind.ADVANCE])


def _advance_due(page: Page, made: Estimate, last: SaleId | None, coming: set[int]) -> Money:
    """What is the buyer's of an advance once these parts have come too; nothing more once given.

    It was struck off where its bill used less, and where goods of its bill came back.
    """
    how = _words(page, made.id)
    if last is None or GIVEN_BACK in how.values():
        return NOTHING
    later = [
        (part, each.amount) for part, each in enumerate(made.advance) if each.proof is Proof.LATER
    ]
    there = {*coming, *[part for part, word in how.items() if word == CAME]}
    came = total([amount for part, amount in later if part in there])
    waits = total([amount for part, amount in later if part not in there])
    bill, due = _bill(page, last), NOTHING
    for each in (*[_bill(page, beside) for beside in sale.beside(page, bill)], bill):
        used = _advance_on(each)
        waits_here = min(waits, used)
        came_here = min(came, used - waits_here)
        waits, came = waits - waits_here, came - came_here
        if sale.cancelling(page, each.id) is not None:
            continue
        words = _words(page, each.id)
        own = {part for part, word in words.items() if word in (CAME, GIVEN_BACK)}
        notes = credit_note.of_bill(page, each.id)
        due += refund.advance_due(each, notes, own, waits_here, came_here)
    refunds = estimate.went_back(page, last)
    struck = total([each.amount for each in refunds if refund.is_struck(each)])
    return due + min(came, max(NOTHING, struck - waits))


def _due(page: Page, sale_id: SaleId, coming: set[int]) -> Money:
    """What is the buyer's once these payments have come too; nothing more after it was given."""
    how = kept.how_matched(page, sale_id)
    given = {part for part, word in how.items() if word == GIVEN_BACK}
    is_cancelled = sale.cancelling(page, sale_id) is not None
    if given and not is_cancelled:
        return NOTHING
    bill = _bill(page, sale_id)
    return refund.due_back(
        bill,
        credit_note.of_bill(page, sale_id),
        (coming | {part for part, word in how.items() if word == CAME}) - given,
        is_cancelled=is_cancelled,
        unseen_advance=unseen_advance(page, bill),
    )
