"""UPI money that nobody saw: what waits, what came for goods that are back, what did not come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from estore_pos.domain import refund
from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import BillNumber, RecordId, SaleId
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.person import Deed
from estore_pos.domain.sale import Bill, Proof
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.watch import Approval, Watch
from estore_pos.store import credit_note, estimate, journal, sale
from estore_pos.store.books import Books
from estore_pos.store.page import Page


class State(StrEnum):
    """What is known of a claim."""

    WAITING = "waiting"
    TO_GIVE = "to_give"
    NOT_COME = "not_come"


@dataclass(frozen=True, slots=True)
class Claim:
    """A payment that somebody said he made and nobody saw: the tender `part` of a bill.

    `due` is what of it is the buyer's once it has come, for his goods are back (or his bill is
    cancelled); TO_GIVE has come.
    """

    sale: SaleId
    number: BillNumber
    part: int
    amount: Money
    at: datetime
    state: State
    due: Money


def claims(page: Page, now: datetime) -> list[Claim]:
    """What waits, then what is to be given back, then what did not come; the latest bills first."""
    found = []
    for told, how, is_cancelled, is_off in sale.claims(page, now):
        due = _due(page, told.sale, {told.part}) if is_off else NOTHING
        if how == sale.CAME and not due:
            continue
        state = State.NOT_COME
        if how == sale.CAME:
            state = State.TO_GIVE
        elif not how and not is_cancelled:
            state = State.WAITING
        found.append(Claim(told.sale, told.number, told.part, told.amount, told.at, state, due))
    order = list(State)
    found.reverse()
    return sorted(found, key=lambda each: order.index(each.state))


class Claims:
    """What becomes of UPI money that nobody saw. Desk's thread only; one transaction a deed."""

    def __init__(self, books: Books, moments: Moments, watch: Watch) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._watch = watch
        self._recorder = Recorder(books, moments, watch)

    def listed(self) -> list[Claim]:
        """What waits, then what is to be given back, then what did not come."""
        with self._books.page() as page:
            return claims(page, self._moments.now().at)

    def match(self, sale_id: SaleId, part: int, *, paid: bool, note: str = "") -> None:
        """It came, or it did not; the later word stands, and it is noted whose word it is.

        Of what was given back there is no more to say, else it were given back twice. Raises
        Refusal BILL_UNKNOWN.
        """
        with self._books.page() as page:
            bill = _bill(page, sale_id)
            if sale.how_matched(page, sale_id).get(part) == sale.GIVEN_BACK:
                return
            journal.append_many(page, "trade", self._matched(bill, part, paid=paid, note=note))

    def give_back(self, sale_id: SaleId, part: int, approval: Approval | None = None) -> Money:
        """It came after all, for goods that are back: so much of it goes out in cash, once.

        NOTHING where none of it is the buyer's, or all that is was given back. Raises Refusal
        BILL_UNKNOWN, APPROVAL_NEEDED (what: return).
        """
        leave = self._watch.leave(approval)
        leave.need(Deed.RETURN)
        moment = self._moments.now()
        with self._books.page() as page:
            bill = _bill(page, sale_id)
            due = _due(page, sale_id, {part})
            if not due:
                return NOTHING
            deeds = []
            if sale.how_matched(page, sale_id).get(part) != sale.CAME:
                deeds += self._matched(bill, part, paid=True)
            body = sale.given_back_body(sale_id, part, due, moment.business)
            act = Act(ActKind.CLAIM_BACK, RecordId(sale_id), amount=due, by=leave.by)
            deeds.append(self._recorder.deed(body))
            deeds.append(self._recorder.act(act))
            journal.append_many(page, "trade", deeds)
        return due

    def _matched(self, bill: Bill, part: int, *, paid: bool, note: str = "") -> list[journal.Deed]:
        body = sale.matched_body(bill.id, part, paid=paid, note=note)
        kind = ActKind.MONEY_CAME if paid else ActKind.MONEY_NOT_COME
        act = Act(kind, RecordId(bill.id), amount=bill.tenders[part].amount)
        return [self._recorder.deed(body), self._recorder.act(act)]


def _bill(page: Page, sale_id: SaleId) -> Bill:
    bill = sale.by_id(page, sale_id)
    if bill is None:
        raise Refusal(RefusalCode.BILL_UNKNOWN, named=sale_id)
    return bill


def unseen_advance(page: Page, bill: Bill) -> Money:
    """What of the advance that a bill was paid with nobody saw come."""
    if bill.estimate is None:
        return NOTHING
    kept = estimate.by_id(page, bill.estimate)
    advance = kept.estimate.advance if kept is not None else ()
    paid = [each.amount for each in advance if each.proof is Proof.LATER]
    return Money(sum(each.paise for each in paid))


def _due(page: Page, sale_id: SaleId, coming: set[int]) -> Money:
    """What is the buyer's once these payments have come too; nothing more after it was given."""
    how = sale.how_matched(page, sale_id)
    given = {part for part, word in how.items() if word == sale.GIVEN_BACK}
    is_cancelled = sale.cancelling(page, sale_id) is not None
    if given and not is_cancelled:
        return NOTHING
    bill = _bill(page, sale_id)
    return refund.due_back(
        bill,
        credit_note.of_bill(page, sale_id),
        (coming | {part for part, word in how.items() if word == sale.CAME}) - given,
        is_cancelled=is_cancelled,
        unseen_advance=unseen_advance(page, bill),
    )
