"""Prices that are told before anything is sold, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.day import financial_year
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.estimate import CloseReason, Estimate, draft_of, told, with_more
from estore_pos.domain.ids import EstimateId, RecordId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.person import Asked, Deed
from estore_pos.domain.refund import is_struck
from estore_pos.domain.sale import Tender, bill_number
from estore_pos.operations.certain import Certain
from estore_pos.operations.counter import Counter
from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.sale import lent
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import customer as customers
from estore_pos.store import estimate, journal, stream
from estore_pos.store import item as items
from estore_pos.store.books import Books
from estore_pos.store.page import Page

REPLACED = "replaced"
"""What is noted of an estimate in whose place another was made."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An estimate that is not settled: whose it is ("" for nobody) and since how many days.

    `is_open`: it lies as a bill on the counter, open or put aside.
    """

    estimate: Estimate
    buyer: str
    days: int
    is_open: bool


class Estimates:
    """Estimates, advances, goods on approval. Desk's thread only; one transaction a deed."""

    def __init__(
        self,
        books: Books,
        moments: Moments,
        watch: Watch,
        counter: Counter,
    ) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._watch = watch
        self._recorder = Recorder(books, moments, watch)
        self._counter = counter
        self._certain = Certain(books)

    def make(
        self,
        *,
        on_approval: bool = False,
        advance: Sequence[Tender] = (),
        approval: Approval | None = None,
    ) -> Estimate:
        """The open bill as an estimate; the counter is free again.

        Where the bill came of an estimate, the new one takes its place: that one is closed, its
        goods are back, and its advance is on the new one, with `advance` besides. `on_approval`:
        the goods go along. What is told holds when it is sold, so it needs the same leave. Raises
        Refusal EMPTY_BILL, PRICE_MISSING, TENDER_SHORT for an advance that is more than the sum or
        below nothing, MRP_LOWERED, DISCOUNT_RANGE, APPROVAL_NEEDED (what: discount,
        price_under_floor).
        """
        view = self._counter.view
        if not view.draft.lines:
            raise Refusal(RefusalCode.EMPTY_BILL)
        if view.price_missing:
            raise Refusal(RefusalCode.PRICE_MISSING)
        drafts = self._counter.drafts
        leave = self._watch.leave(approval)
        shop, moment, papers = drafts.papers()
        drafts.check_mrp()
        lines, totals = told(papers)
        before = drafts.told
        whole = with_more(before.advance, advance) if before else tuple(advance)
        paid = total([each.amount for each in whole])
        if paid > totals.payable or any(each.amount <= NOTHING for each in advance):
            raise Refusal(RefusalCode.TENDER_SHORT, owed=totals.payable.paise, given=paid.paise)
        allowed = leave.granted(lambda those: drafts.asks(shop, moment, those))

        def deed(page: Page) -> tuple[Estimate, list[journal.Deed]]:
            series = stream.series(page)
            serial = estimate.next_serial(page, series, financial_year(moment.calendar))
            made = Estimate(
                id=EstimateId(self._books.new_id()),
                number=bill_number(estimate.KIND, series, moment.calendar, serial),
                at=moment.at,
                calendar_day=moment.calendar,
                business_day=moment.business,
                lines=lines,
                totals=totals,
                discount=view.discount,
                buyer=view.draft.buyer.id if view.draft.buyer else None,
                on_approval=on_approval,
                advance=whole,
                note=view.draft.note,
                by=self._watch.who,
                clock_suspect=moment.suspect,
            )
            said = journal.Deed(
                estimate.body(made), RecordId(made.id), made.at, made.by, made.clock_suspect
            )
            ended = self._replaced(before, made, leave) if before else []
            taken = total([each.amount for each in advance])
            return made, [*ended, said, *self._noted(made, taken, allowed, leave)]

        return self._counter.hand_over((on_approval, tuple(advance)), deed)

    def _replaced(self, before: Estimate, made: Estimate, leave: Leave) -> list[journal.Deed]:
        """That an estimate waits no more, for another is made of its goods.

        Its advance goes off it as it came in and is on the other in the same way: no money moves.
        """
        body = estimate.closed_body(
            before.id,
            CloseReason.DROPPED,
            made.business_day,
            back=lent(before),
            refunds=before.advance,
            note=made.number,
        )
        about, worth = RecordId(before.id), before.totals.payable
        act = Act(ActKind.ESTIMATE_CLOSED, about, amount=worth, by=leave.by, note=REPLACED)
        return [self._recorder.act(act), self._recorder.deed(body)]

    def _noted(
        self, made: Estimate, taken: Money, allowed: Sequence[Asked], leave: Leave
    ) -> list[journal.Deed]:
        """For the owner to see: money or goods moved on no bill, and what somebody allowed."""
        about = RecordId(made.id)
        acts = [
            Act(
                ActKind.APPROVAL,
                about,
                each.item,
                amount=each.amount,
                by=leave.by,
                note=each.what.value,
            )
            for each in allowed
        ]
        if taken:
            acts.append(Act(ActKind.ADVANCE_TAKEN, about, amount=taken))
        if made.on_approval:
            acts.append(Act(ActKind.GOODS_OUT, about, amount=made.totals.payable))
        return [self._recorder.act(each) for each in acts]

    def waiting(self) -> list[Estimate]:
        """The estimates that are not settled, newest first."""
        with self._books.page() as page:
            return estimate.waiting(page)

    def listed(self) -> list[Waiting]:
        """The estimates that are not settled as a list names them, newest first."""
        today = self._moments.now().calendar
        with self._books.page() as page:
            told = []
            for made in estimate.waiting(page):
                buyer = customers.by_id(page, made.buyer) if made.buyer else None
                name = buyer.name if buyer and not buyer.erased else ""
                days = max(0, (today - made.calendar_day).days)
                told.append(
                    Waiting(made, name, days, self._counter.drafts.bill_of(made.id) is not None)
                )
        return told

    def to_bill(self, estimate_id: EstimateId) -> CounterView:
        """Open an estimate as a bill at the prices told; End then settles it.

        The open bill is put aside. What is taken off the lines before End came back; the advance is
        a tender that End takes first. One that lies on the counter already is gone on with. Raises
        Refusal ESTIMATE_UNKNOWN, ESTIMATE_CLOSED.
        """
        lies = self._counter.drafts.bill_of(estimate_id)
        if lies is not None:
            view = self._counter.view
            return view if lies == view.bill else self._counter.recall(lies)
        with self._books.page() as page:
            made = _open(page, estimate_id)
            goods = items.by_ids(page, [line.item for line in made.lines])
            buyer = customers.by_id(page, made.buyer) if made.buyer else None
        known = None if buyer is None or buyer.erased else buyer
        drafts, today = self._counter.drafts, self._moments.now().calendar
        mode, offers = drafts.shop.tax_mode, drafts.offers
        return self._counter.take(draft_of(made, goods, known, mode, today, offers))

    def close(
        self,
        estimate_id: EstimateId,
        reason: CloseReason,
        refunds: Sequence[Tender] | None = None,
        note: str = "",
        approval: Approval | None = None,
    ) -> None:
        """Nothing comes of an estimate: its goods are back, its advance is paid back (in cash).

        For what of it was to come by UPI and nobody saw nothing goes back, unless `refunds` are the
        whole of it, which is noted. That it was closed is noted always. Raises Refusal
        ESTIMATE_UNKNOWN, ESTIMATE_CLOSED, REFUND_WRONG, APPROVAL_NEEDED (what: advance_back).
        """
        assert reason is not CloseReason.BILLED
        leave = self._watch.leave(approval)
        moment = self._moments.now()

        def deed(page: Page) -> tuple[None, list[journal.Deed]]:
            made = _open(page, estimate_id)
            paid, given = _paid_back(made, refunds)
            body = estimate.closed_body(
                made.id, reason, moment.business, back=lent(made), refunds=paid, note=note
            )
            about, worth = RecordId(made.id), made.totals.payable
            acts = [Act(ActKind.ESTIMATE_CLOSED, about, amount=worth, by=leave.by, note=reason)]
            over = given - (made.advanced - made.unseen)
            if given:
                asked = [Asked(Deed.ADVANCE, amount=given, paper=made.number)]
                asked += [Asked(Deed.BEYOND, amount=over)] if over > NOTHING else []
                leave.need_all(asked)
                acts.append(Act(ActKind.ADVANCE_BACK, about, amount=given, by=leave.by))
            if over > NOTHING:
                acts.append(Act(ActKind.REFUND_BEYOND, about, amount=over, by=leave.by))
            return None, [*[self._recorder.act(each) for each in acts], self._recorder.deed(body)]

        refunded = None if refunds is None else tuple(refunds)
        self._certain.record((estimate_id, reason, refunded, note), deed)
        self._counter.drafts.settled(estimate_id)


def _paid_back(made: Estimate, named: Sequence[Tender] | None) -> tuple[tuple[Tender, ...], Money]:
    """How an advance goes back, and how much money that is. Raises Refusal REFUND_WRONG."""
    usual = made.back()
    struck = [each for each in usual if is_struck(each)]
    seen = made.advanced - made.unseen
    if named is None:
        return usual, seen
    given = total([each.amount for each in named])
    if any(each.amount < NOTHING for each in named) or given not in (seen, made.advanced):
        raise Refusal(RefusalCode.REFUND_WRONG, owed=seen.paise, given=given.paise)
    return (tuple(named) if given == made.advanced else (*named, *struck)), given


def _open(page: Page, estimate_id: EstimateId) -> Estimate:
    kept = estimate.by_id(page, estimate_id)
    if kept is None:
        raise Refusal(RefusalCode.ESTIMATE_UNKNOWN, named=estimate_id)
    if kept.closed is not None:
        raise Refusal(RefusalCode.ESTIMATE_CLOSED, number=kept.estimate.number)
    return kept.estimate
