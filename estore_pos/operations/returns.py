"""Goods that come back, bills that are cancelled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from estore_pos.domain import cancel as cancelling
from estore_pos.domain import refund as refunding
from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.cancel import Cancelled, CancelReason
from estore_pos.domain.credit_note import (
    Back,
    CreditNote,
    ReturnReason,
    ReturnSheet,
    Unbilled,
    check_refunds,
    left,
    take_back,
    take_back_unbilled,
)
from estore_pos.domain.day import financial_year
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import BillNumber, CustomerId, NoteId, RecordId, SaleId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.person import Asked, Deed
from estore_pos.domain.refund import Standing
from estore_pos.domain.sale import (
    Bill,
    Tender,
    TenderKind,
    bill_number,
    cash,
    payable,
    reopened,
)
from estore_pos.domain.shop import Shop
from estore_pos.operations import codes, credit, numbers
from estore_pos.operations import sale as selling
from estore_pos.operations.certain import Certain
from estore_pos.operations.claims import advance_given, unseen_advance
from estore_pos.operations.counter import Counter
from estore_pos.operations.counter_view import CounterView, Finished
from estore_pos.operations.moment import Moment, Moments
from estore_pos.operations.sale import Payment
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import act as acts_store
from estore_pos.store import claims, credit_note, journal, print_queue, sale, stream
from estore_pos.store import customer as customers
from estore_pos.store import item as items
from estore_pos.store.books import Books
from estore_pos.store.page import Page
from estore_pos.text.dates import date_text
from estore_pos.text.words import PaperLanguage

if TYPE_CHECKING:
    from estore_pos.domain.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Returnable:
    """A bill, what has come back of it, and what still can, in thousandths by line.

    `standing` is where its money is.
    """

    bill: Bill
    notes: tuple[CreditNote, ...]
    left: Mapping[int, int]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Goods came back and others went: the credit note, the bill, the change."""

    note: CreditNote
    finished: Finished


@dataclass(frozen=True, slots=True)
class Undone:
    """A bill that does not hold any more, and how its money goes back: as it came.

    So much of an advance had been paid back when it was made: `owed` by the buyer again.
    """

    cancelled: Cancelled
    back: tuple[Tender, ...]
    owed: Money = NOTHING


@dataclass(frozen=True, slots=True)
class Reopened:
    """The last sale lies open again: its papers that hold no more, and what the counter shows."""

    undone: tuple[Undone, ...]
    view: CounterView


@dataclass(frozen=True, slots=True)
class Scanned:
    """The good that was scanned to come back; `milli` None: for an amount, so all of its line."""

    good: Item
    milli: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """What the paper of a bill that is not in the books says: its number, day, and sum in all."""

    number: str
    day: date
    paid: Money


class Returns:
    """What undoes a sale. Desk's thread only; every deed is one transaction."""

    def __init__(
        self,
        books: Books,
        moments: Moments,
        shop_on: Callable[[date], Shop],
        watch: Watch,
        counter: Counter,
    ) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._shop_on = shop_on
        self._watch = watch
        self._counter = counter
        self._certain = Certain(books)

    def look(self, sale_id: SaleId) -> Returnable:
        """What can come back of a bill. Raises Refusal BILL_UNKNOWN, BILL_CANCELLED."""
        with self._books.page() as page:
            return _returnable(page, sale_id)

    def quote(self, sale_id: SaleId, wanted: Sequence[Back]) -> ReturnSheet:
        """What would be paid back; nothing is written.

        Raises Refusal BILL_UNKNOWN, BILL_CANCELLED, RETURN_RANGE, LINE_MISSING, QUANTITY_STEP.
        """
        held = self.look(sale_id)
        return take_back(held.bill, held.notes, wanted)

    def scanned(self, code: str) -> Scanned:
        """What a code stands for of goods that come back, be they long expired.

        Raises Refusal UNKNOWN_BARCODE, CODE_UNIT_WRONG.
        """
        masks = self._shop_on(self._moments.now().calendar).code_masks
        with self._books.page() as page:
            said = codes.meant(page, code, masks, date.min)
        return Scanned(said.item, said.milli)

    def take_back(
        self,
        sale_id: SaleId,
        wanted: Sequence[Back],
        reason: ReturnReason,
        refunds: Sequence[Tender] | None = None,
        note: str = "",
        approval: Approval | None = None,
        *,
        beyond: bool = False,
        buyer: CustomerId | None = None,
        print_in: PaperLanguage | None = None,
    ) -> CreditNote:
        """Goods of a bill come back, for cash unless refunds are named.

        No more money goes back than came in (`refund`), unless somebody who may take goods back
        says so (`beyond`), which is noted. `buyer` says who brings them where the bill names
        nobody: only a named buyer has credit or a khata. The paper is asked for in the language
        `print_in`, if any. Raises Refusal BILL_UNKNOWN, BILL_CANCELLED, RETURN_RANGE,
        LINE_MISSING, QUANTITY_STEP, REFUND_WRONG, REFUND_BEYOND, NAME_NEEDED, APPROVAL_NEEDED
        (what: return).
        """
        leave = self._watch.leave(approval)
        moment = self._moments.now()

        def work(page: Page) -> tuple[CreditNote, list[journal.Deed]]:
            held = _returnable(page, sale_id)
            sheet = take_back(held.bill, held.notes, wanted)
            paid = _refunds(sheet, refunds)
            over = refunding.check(paid, held.standing, beyond=beyond)
            made = self._note(page, moment, sheet, paid, held.bill, reason, note, buyer)
            _check_named(made)
            leave.need_all(_asked(paid, over, held.bill.number))
            _print(page, made, print_in)
            return made, self._deeds(made, moment, leave, over)

        named = None if refunds is None else tuple(refunds)
        asked = (sale_id, tuple(wanted), reason, named, note, buyer)
        return self._certain.record(asked, work)

    def take_back_unbilled(
        self,
        goods: Sequence[Unbilled],
        origin: Origin,
        reason: ReturnReason,
        note: str = "",
        approval: Approval | None = None,
        *,
        back: TenderKind = TenderKind.CASH,
        print_in: PaperLanguage | None = None,
    ) -> CreditNote:
        """Goods come back whose bill is not in the books, for what its paper says was paid.

        All credit notes that name its number, however it is spelt, pay back no more than the whole
        of it. Raises Refusal BILL_HERE, BILL_UNKNOWN for a number of this till that no bill bears,
        DATE_WRONG, RETURN_RANGE, RETURN_BEYOND, QUANTITY_STEP, QUANTITY_RANGE, AMOUNT_RANGE,
        NAME_NEEDED, APPROVAL_NEEDED (what: return).
        """
        leave = self._watch.leave(approval)
        moment = self._moments.now()
        if origin.day > moment.calendar:
            raise Refusal(RefusalCode.DATE_WRONG, date=date_text(origin.day))
        shop = self._shop_on(origin.day)

        def work(page: Page) -> tuple[CreditNote, list[journal.Deed]]:
            before = _elsewhere(page, origin.number)
            sheet = take_back_unbilled(goods, origin.day, shop.tax_mode, origin.paid, before)
            paid = (Tender(back, sheet.refund),) if sheet.refund else ()
            id, number = self._numbered(page, moment)
            made = CreditNote(
                id=id,
                number=number,
                at=moment.at,
                calendar_day=moment.calendar,
                business_day=moment.business,
                mode=shop.tax_mode,
                lines=sheet.lines,
                refunds=paid,
                totals=sheet.totals,
                reason=reason,
                bill_number=origin.number,
                bill_day=origin.day,
                bill_paid=origin.paid,
                note=note,
                shop_state=shop.state,
                place_of_supply=shop.state,
                by=self._watch.who,
                clock_suspect=moment.suspect,
            )
            _check_named(made)
            leave.need_all(_asked(paid, NOTHING, origin.number))
            _print(page, made, print_in)
            return made, self._deeds(made, moment, leave)

        asked = (tuple(goods), origin, reason, note, back)
        return self._certain.record(asked, work)

    def elsewhere(self, number: str) -> tuple[CreditNote, ...]:
        """What has come back of a bill that is not in the books.

        Raises Refusal BILL_HERE, BILL_UNKNOWN for a number of this till that no bill bears.
        """
        with self._books.page() as page:
            return tuple(_elsewhere(page, number))

    def exchange(
        self,
        sale_id: SaleId,
        wanted: Sequence[Back],
        reason: ReturnReason,
        paying: Payment | None = None,
        approval: Approval | None = None,
        *,
        back: TenderKind = TenderKind.CASH,
        beyond: bool = False,
        buyer: CustomerId | None = None,
        print_in: PaperLanguage | None = None,
    ) -> Exchanged:
        """Goods come back and the open bill is made, paid by them as far as they go.

        They go as far as money of theirs came in (`refund`), after an advance. What is then left
        to pay is paid as `paying` says, else in cash; what the goods were worth more goes back in
        the way `back`, or off the khata where it never came in. Both papers are asked for in the
        language `print_in`, if any. Raises what `take_back` and `Counter.finish` raise; EMPTY_BILL
        where the disk now says that End had made the bill.
        """
        self._watch.need_open()
        held = self.look(sale_id)
        sheet = take_back(held.bill, held.notes, wanted)
        _, moment, papers = self._counter.drafts.papers()
        advanced, owed = self._counter.view.advanced, payable(papers)
        early = min(advanced, owed)
        goods = owed - early
        paid = refunding.parts(sheet.refund, held.standing, back, goods=goods, beyond=beyond)
        over = refunding.check(paid, held.standing, beyond=beyond)
        worth = min(goods, held.standing.money if not beyond else sheet.refund, sheet.refund)
        # The bill whose goods pay for it stands on the tender: no credit of the buyer's is used.
        tenders = [Tender(TenderKind.CREDIT, worth, reference=held.bill.number)] if worth else []
        if paying is not None:
            tenders += paying.tenders
        else:
            tenders += [Tender(TenderKind.ADVANCE, early)] if early else []
            tenders += [cash(goods - worth)] if goods > worth else []
        notes: list[CreditNote] = []

        def along(page: Page, bill: Bill, leave: Leave) -> Sequence[journal.Deed]:
            note = self._note(
                page, moment, sheet, paid, held.bill, reason, "", buyer, next_bill=bill.id
            )
            _check_named(note)
            _print(page, note, print_in)
            notes.append(note)
            return self._deeds(note, moment, leave, over)

        waived = paying.waived if paying is not None else NOTHING
        finished = self._counter.finish(
            tenders,
            waived=waived,
            approval=approval,
            print_in=print_in,
            besides=_asked(paid, over, held.bill.number),
            along=along,
        )
        if not notes:
            raise Refusal(RefusalCode.EMPTY_BILL)
        return Exchanged(notes[-1], finished)

    def cancel(
        self,
        sale_id: SaleId,
        reason: CancelReason,
        note: str = "",
        approval: Approval | None = None,
    ) -> Undone:
        """A bill does not hold; its number stays in the series.

        Raises Refusal BILL_UNKNOWN, BILL_CANCELLED, BILL_FILED, BILL_RETURNED, CREDIT_SPENT,
        APPROVAL_NEEDED (what: cancel).
        """
        leave = self._watch.leave(approval)
        moment = self._moments.now()

        def work(page: Page) -> tuple[Undone, list[journal.Deed]]:
            held = _returnable(page, sale_id)
            undone = self._undone(page, held, moment, [held.bill], reason, note)
            credit.check_unused(page, held.bill)
            leave.need_all([_cancel_asked(held.bill)])
            return undone, self._cancel_deeds(undone.cancelled, moment, leave)

        return self._certain.record((sale_id, reason, note), work)

    def undo_last(self, approval: Approval | None = None) -> Reopened:
        """Cancel the last sale (both papers of one) and open its lines again.

        It is of its estimate again, and where it was not paid in cash alone the counter is to ask
        how it is paid. Raises what `cancel` raises; BILL_UNKNOWN where nothing was ever sold.
        """
        leave = self._watch.leave(approval)
        moment = self._moments.now()
        with self._books.page() as page:
            last = sale.latest(page, 1)
            if not last:
                raise Refusal(RefusalCode.BILL_UNKNOWN, named="")
            same, undone = self._last_undone(page, last[0], moment)
            leave.need_all([_cancel_asked(each) for each in same])
            lines = [line for each in same for line in each.lines]
            goods = items.by_ids(page, [line.item for line in lines])
            buyer = customers.by_id(page, same[0].buyer) if same[0].buyer else None
        known = None if buyer is None or buyer.erased else buyer
        mode, offers = self._shop_on(moment.calendar).tax_mode, self._counter.drafts.offers
        draft = replace(
            reopened(lines, goods, known, mode, moment.calendar, offers),
            note=same[-1].note,
            estimate=undone[-1].cancelled.estimate,
            asks_payment=any(_is_asked_again(part) for each in same for part in each.tenders),
        )
        deeds = [
            deed for each in undone for deed in self._cancel_deeds(each.cancelled, moment, leave)
        ]
        return Reopened(undone, self._counter.take(draft, deeds))

    def last_to_undo(self) -> Bill | None:
        """The last bill, which `undo_last` would cancel; None where nothing was ever sold.

        Raises what `undo_last` raises, but for whose leave it needs.
        """
        moment = self._moments.now()
        with self._books.page() as page:
            for last in sale.latest(page, 1):
                self._last_undone(page, last, moment)
                return last
        return None

    def check_cancel(self, sale_id: SaleId) -> None:
        """Raise what `cancel` raises, but for whose leave it needs."""
        moment = self._moments.now()
        with self._books.page() as page:
            held = _returnable(page, sale_id)
            self._undone(page, held, moment, [held.bill])
            credit.check_unused(page, held.bill)

    # --- records ------------------------------------------------------------------------------

    def _last_undone(
        self, page: Page, last: Bill, moment: Moment
    ) -> tuple[list[Bill], tuple[Undone, ...]]:
        """The papers of the last sale in their order, and each of them as cancelled."""
        held = [_returnable(page, each) for each in (*sale.beside(page, last), last.id)]
        same = [each.bill for each in held]
        for bill in same:
            credit.check_unused(page, bill)
        return same, tuple([self._undone(page, each, moment, same) for each in held])

    def _undone(
        self,
        page: Page,
        held: Returnable,
        moment: Moment,
        same: Sequence[Bill],
        reason: CancelReason = CancelReason.MISTAKE,
        note: str = "",
    ) -> Undone:
        """A bill that is cancelled with these papers, itself among them, of its sale.

        With all of them the estimate that it came of waits again; else what of the advance stands
        on this one goes back as money.
        """
        bill = held.bill
        filed = self._shop_on(moment.calendar).filed_up_to
        off = cancelling.cancel(
            bill, held.notes, moment.calendar, moment.business, filed, reason, note
        )
        came = claims.matches(page, bill.id)
        told = _settled_by(page, bill) if len(same) > len(sale.beside(page, bill)) else None
        if told is None:
            unseen = unseen_advance(page, bill)
            return Undone(off, refunding.undone(bill, came, unseen, is_advance=False))
        owed = NOTHING
        if bill == same[-1]:
            owed = advance_given(page, told.id, bill.id)
            off = replace(off, estimate=told.id, lent=selling.lent(told), again=owed)
        return Undone(off, refunding.undone(bill, came), owed)

    def _cancel_deeds(self, off: Cancelled, moment: Moment, leave: Leave) -> list[journal.Deed]:
        deeds = [self._deed(sale.cancelled_body(off), moment)]
        why, about = off.reason.value, RecordId(off.bill)
        acts = [Act(ActKind.CANCEL, about, amount=off.payable, by=leave.by, note=why)]
        if off.estimate and off.again:
            told = RecordId(off.estimate)
            acts.append(Act(ActKind.ADVANCE_TAKEN, told, amount=off.again, by=leave.by))
        return [
            *deeds,
            *[self._deed(acts_store.body(act, moment.business), moment) for act in acts],
        ]

    def _numbered(self, page: Page, moment: Moment) -> tuple[NoteId, BillNumber]:
        series = stream.series(page)
        serial = credit_note.next_serial(page, series, financial_year(moment.calendar))
        number = bill_number(credit_note.KIND, series, moment.calendar, serial)
        return NoteId(self._books.new_id()), number

    def _note(
        self,
        page: Page,
        moment: Moment,
        sheet: ReturnSheet,
        refunds: tuple[Tender, ...],
        bill: Bill,
        reason: ReturnReason,
        note: str,
        buyer: CustomerId | None = None,
        next_bill: SaleId | None = None,
    ) -> CreditNote:
        id, number = self._numbered(page, moment)
        return CreditNote(
            id=id,
            number=number,
            at=moment.at,
            calendar_day=moment.calendar,
            business_day=moment.business,
            mode=bill.mode,
            lines=sheet.lines,
            refunds=refunds,
            totals=sheet.totals,
            reason=reason,
            bill=bill.id,
            bill_number=bill.number,
            bill_day=bill.calendar_day,
            waived=sheet.waived,
            note=note,
            shop_state=bill.shop_state,
            place_of_supply=bill.place_of_supply,
            buyer=bill.buyer or buyer,
            buyer_gstin=bill.buyer_gstin,
            reverse_charge=bill.reverse_charge,
            next_bill=next_bill,
            by=self._watch.who,
            clock_suspect=moment.suspect,
        )

    def _deeds(
        self, note: CreditNote, moment: Moment, leave: Leave, over: Money = NOTHING
    ) -> list[journal.Deed]:
        """A credit note, and for the owner to see: goods came back, and money `over` its own."""
        about, by = RecordId(note.id), leave.by_of(Deed.RETURN)
        back = total([each.amount for each in note.refunds])
        acts = [Act(ActKind.RETURN, about, amount=back, by=by)]
        if over:
            acts.append(Act(ActKind.REFUND_BEYOND, about, amount=over, by=by))
        made = journal.Deed(credit_note.body(note), about, note.at, note.by, note.clock_suspect)
        noted = [self._deed(acts_store.body(act, moment.business), moment) for act in acts]
        return [made, *noted]

    def _deed(self, body: journal.Body, moment: Moment) -> journal.Deed:
        return journal.Deed(body, self._books.new_id(), moment.at, self._watch.who, moment.suspect)


def _asked(paid: Sequence[Tender], over: Money, number: str) -> list[Asked]:
    """What has to be allowed where goods of a bill come back, and so much more than came in."""
    back = total([each.amount for each in paid])
    asked = [Asked(Deed.RETURN, amount=back, paper=number)]
    return [*asked, Asked(Deed.BEYOND, amount=over)] if over else asked


def _cancel_asked(bill: Bill) -> Asked:
    return Asked(Deed.CANCEL, amount=bill.totals.payable, paper=bill.number)


def _returnable(page: Page, sale_id: SaleId) -> Returnable:
    bill = sale.by_id(page, sale_id)
    if bill is None:
        raise Refusal(RefusalCode.BILL_UNKNOWN, named=sale_id)
    if sale.cancelling(page, sale_id) is not None:
        raise Refusal(RefusalCode.BILL_CANCELLED, number=bill.number)
    notes = tuple(credit_note.of_bill(page, sale_id))
    unseen = unseen_advance(page, bill)
    held = refunding.standing(bill, notes, claims.matches(page, sale_id), unseen)
    return Returnable(bill, notes, left(bill, notes), held)


def _elsewhere(page: Page, number: str) -> list[CreditNote]:
    """The credit notes of a bill that is not in the books, once it is sure that it is not."""
    here = numbers.bill(page, number)
    if here is not None:
        raise Refusal(RefusalCode.BILL_HERE, number=here.number)
    if numbers.is_missing(page, number):
        raise Refusal(RefusalCode.BILL_UNKNOWN, named=number)
    return numbers.notes_elsewhere(page, number)


def _settled_by(page: Page, bill: Bill) -> "Estimate | None":
    """The estimate that a bill came of and has settled."""
    if bill.estimate is None:
        return None
    from estore_pos.domain.estimate import CloseReason
    from estore_pos.store import estimate

    kept = estimate.by_id(page, bill.estimate)
    return kept.estimate if kept is not None and kept.closed is CloseReason.BILLED else None


def _is_asked_again(tender: Tender) -> bool:
    """Whether a bill opened again is to be asked how it is paid: End would take it in cash."""
    return tender.kind not in (TenderKind.CASH, TenderKind.ADVANCE)


def _refunds(sheet: ReturnSheet, named: Sequence[Tender] | None) -> tuple[Tender, ...]:
    """What is paid back: cash unless it is named. Raises Refusal REFUND_WRONG."""
    if named is None:
        return (Tender(TenderKind.CASH, sheet.refund),) if sheet.refund else ()
    check_refunds(sheet, named)
    return tuple(named)


def _check_named(made: CreditNote) -> None:
    """Raise Refusal NAME_NEEDED where nobody is named whose credit or khata it could be."""
    is_of_somebody = made.kept or any(each.kind is TenderKind.KHATA for each in made.refunds)
    if made.buyer is None and is_of_somebody:
        raise Refusal(RefusalCode.NAME_NEEDED)


def _print(page: Page, made: CreditNote, language: PaperLanguage | None) -> None:
    """Ask for a credit note's paper, if a language is named."""
    if language is not None:
        at_ms = stream.at_ms(made.at)
        print_queue.put(page, "bill", RecordId(made.id), language=language, asked_ms=at_ms)
