"""The open bills at the counter: every deed on them, painted at once and kept on disk."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import EstimateId, ItemId, RecordId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import Offer
from estore_pos.domain.person import Deed
from estore_pos.domain.quantity import Quantity
from estore_pos.domain.rounding import divide_half_up, whole_times
from estore_pos.domain.sale import Bill, Sheet, Tender, Working, check_terms, payable
from estore_pos.domain.shop import Shop
from estore_pos.operations import certain, codes
from estore_pos.operations import sale as selling
from estore_pos.operations.counter_view import CounterView, Finished, OpenBill, tab
from estore_pos.operations.moment import Moment, Moments
from estore_pos.operations.unrecorded import Unrecorded
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import customer as customers
from estore_pos.store import draft as drafts
from estore_pos.store import item as items
from estore_pos.store import journal, offer, print_queue, stock
from estore_pos.store.books import Books
from estore_pos.store.draft import StoredDraft
from estore_pos.store.page import Page
from estore_pos.text.words import PaperLanguage

if TYPE_CHECKING:
    from estore_pos.domain.cancel import CancelReason
    from estore_pos.domain.estimate import Estimate

_NOTHING_ADDED = (-1, 0)
UNDO_MAX = 50
"""Deeds on an open bill that can be undone."""


T = TypeVar("T")
OnChange = Callable[[CounterView], None]


class Counter:
    """The open bill, and those that are held. Desk's thread only.

    A deed works out the bill anew, paints it through `on_change` and only then waits for the disk.
    Where the disk fails the line stays on the bill and Trouble DRAFT_UNSAVED says so; the next
    deed writes the whole bill again. At most one transaction a deed. A deed that a person may not
    do of himself takes an `approval` and raises Refusal APPROVAL_NEEDED (`what`) without.
    """

    def __init__(
        self,
        books: Books,
        moments: Moments,
        shop_on: Callable[[date], Shop],
        on_change: OnChange,
        watch: Watch | None = None,
    ) -> None:
        """Take what deeds need; `take_up` then brings back the bills that lay open."""
        self.view = CounterView()
        self.watch = watch or Watch()
        self._books = books
        self._moments = moments
        self._shop_on = shop_on
        self._on_change = on_change
        self._offers: tuple[Offer, ...] = ()
        self._called: Mapping[str, tuple[str, str]] = {}
        self._bill = drafts.FIRST
        self._held: dict[int, Draft] = {}
        self._told: Estimate | None = None
        self._undo: list[Draft] = []
        self._unrecorded = Unrecorded(books, moments, self.watch)
        self._balances: dict[ItemId, int] = {}
        self._warning: Refusal | None = None
        self._unkept = False
        self._head_kept = True
        self._pending: tuple[Bill, ...] = ()
        self._working = Working()
        self._painted = False
        self._added = _NOTHING_ADDED

    def take_up(self, page: Page) -> None:
        """Bring back the bills that lay open when the till last stopped."""
        self._take_offers(offer.every(page))
        kept = drafts.every(page)
        opened = next((each for each in kept if each.is_open), None)
        self._held = {
            each.bill: self._restored(page, each)[0] for each in kept if each is not opened
        }
        self._bill = opened.bill if opened else max(self._held, default=0) + 1
        draft, whole = self._restored(page, opened) if opened else (Draft(), True)
        self._unkept = not whole
        ids = [line.item.id for line in draft.lines]
        self._balances = stock.balance(page, ids)
        self._told = self._estimate_of(page, draft)
        self._refresh(draft)

    def _restored(self, page: Page, kept: StoredDraft) -> tuple[Draft, bool]:
        """A bill as it was kept, and whether all its lines are there."""
        goods = items.by_ids(page, [line.item for line in kept.lines])
        lines = []
        for line in kept.lines:
            good = line.good or goods.get(line.item)
            if good is None:
                continue
            if line.mrp is not None:
                good = good.at_printed(line.mrp)
            lines.append(
                DraftLine(
                    good,
                    Quantity(line.milli, good.unit),
                    line.price,
                    line.amount,
                    line.by_hand,
                    line.discount,
                    line.floor_approved,
                )
            )
        buyer = customers.by_id(page, kept.buyer) if kept.buyer else None
        draft = Draft(
            tuple(lines),
            min(kept.current, len(lines) - 1),
            buyer if buyer and not buyer.erased else None,
            kept.discount,
            kept.charge,
            kept.note,
            kept.estimate,
            kept.discount_approved,
        )
        return draft, len(lines) == len(kept.lines)

    # --- lines --------------------------------------------------------------------------------

    def scan(self, code: str, times_milli: int = 1000) -> CounterView:
        """One more of what the code stands for, or so many thousandths of that.

        A code that is sold although something is wrong with it leaves a `warning` in the view.
        Raises Refusal UNKNOWN_BARCODE, ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, GOODS_EXPIRED,
        CODE_UNIT_WRONG, AMOUNT_UNPRICED, AMOUNT_RANGE, ABOVE_MRP, KIT_WHOLE.
        """
        with self._deed() as page:
            day = self._moments.now().calendar
            said = codes.meant(page, code, self._shop_on(day).code_masks, day).times(times_milli)
            good, draft, amount = said.item, self.view.draft, said.amount
            milli = 1000 if said.milli is None else said.milli
            self._warning = said.warning
            if good.parts:
                self._put_kit(page, good, milli, amount)
            elif amount is None:
                self._put(page, draft.add(good, milli), good)
            elif said.milli is None:
                self._put(page, draft.add_amount(good, amount), good)
            else:
                self._put(page, draft.add_weighed(good, milli, amount), good)
        return self.view

    def add(
        self, item_id: ItemId, milli: int | None = None, amount: Money | None = None
    ) -> CounterView:
        """So many thousandths, or a sum's worth, of an item; one whole unit if neither is said.

        A kit opens as lines of its parts; what is sold no more is left out with a `warning`. Raises
        Refusal NOTHING_FOUND, ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, AMOUNT_RANGE,
        AMOUNT_UNPRICED, KIT_WHOLE.
        """
        with self._deed() as page:
            good = items.by_id(page, item_id)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{item_id}")
            if good.parts:
                self._put_kit(page, good, 1000 if milli is None else milli, amount)
            elif amount is not None:
                self._put(page, self.view.draft.add_amount(good, amount), good)
            else:
                draft = self.view.draft.add(good, 1000 if milli is None else milli)
                self._put(page, draft, good)
        return self.view

    def add_category(self, key: str, amount: Money, name: str = "") -> CounterView:
        """Something of a category for an amount, with its tax; under a name if one is said.

        Raises Refusal CATEGORY_UNKNOWN, AMOUNT_RANGE.
        """
        from estore_pos.store import category

        with self._deed() as page:
            kinds = {each.key: each for each in category.every(page) if not each.closed}
            if key not in kinds:
                raise Refusal(RefusalCode.CATEGORY_UNKNOWN, typed=key)
            if amount <= NOTHING:
                raise Refusal(RefusalCode.AMOUNT_RANGE, amount=amount.paise)
            self._put(page, self.view.draft.add(kinds[key].good(amount, name), 1000))
        return self.view

    def give_sweet(self, change: Money) -> CounterView:
        """The shop's sweets for change that there is no coin for: as many as it pays for.

        Raises Refusal NOTHING_FOUND where no sweet is named, and what `add` raises.
        """
        sweet = self._shop_on(self._moments.now().calendar).sweet
        with self._deed() as page:
            good = items.by_id(page, sweet)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{sweet}")
            worth = good.mrp or good.price or change
            count = whole_times(change.paise - 1, worth.paise) + 1 if worth else 1
            draft = self.view.draft.add_weighed(good, count * good.step_milli, change)
            self._put(page, draft, good)
        return self.view

    def set_quantity(self, place: int, milli: int) -> CounterView:
        """Another quantity on a line. Raises LINE_MISSING, QUANTITY_STEP, QUANTITY_RANGE."""
        with self._deed() as page:
            self._put(page, self.view.draft.set_quantity(place, milli))
        return self.view

    def set_price(
        self, place: int, price: Money, keep: bool = False, approval: Approval | None = None
    ) -> CounterView:
        """Another price on a line; `keep` makes it the item's price where the item had none.

        Raises Refusal LINE_MISSING, ABOVE_MRP, AMOUNT_RANGE, APPROVAL_NEEDED (what:
        price_under_floor below cost; discount where nobody has told the cost and the price is
        further below the usual one than a discount may go).
        """
        leave = self.watch.leave(approval)
        with self._deed() as page:
            before = self.view.draft.line(place)
            draft = self.view.draft.set_price(place, price, approved=leave.may(Deed.UNDER_FLOOR))
            good = draft.lines[place].item
            usual, _ = good.usual_price(before.quantity.milli, self.view.draft.group)
            if good.cost is None and price < usual:
                lower = Discount(amount=usual - price)
                lower.check(usual, self._cap(leave), approved=leave.may(Deed.UNDER_FLOOR))
                if approval:
                    self._unrecorded.approved(leave, usual - price, item=good.id)
            if keep and good.price is None and price and good.id:
                priced = replace(items.by_id(page, good.id) or good, price=price)
                draft = _with_item(draft, priced)
                self._unrecorded.tell(priced)
                self._put(page, draft)
                self._unrecorded.first_price(priced, leave)
            else:
                self._put(page, draft)
            self._unrecorded.priced(draft.lines[draft.current], leave)
        return self.view

    def set_discount(
        self, place: int, discount: Discount | None, approval: Approval | None = None
    ) -> CounterView:
        """A discount on a line, in place of the one before; None takes it off.

        Raises Refusal LINE_MISSING, DISCOUNT_RANGE, APPROVAL_NEEDED (what: discount,
        price_under_floor).
        """
        leave = self.watch.leave(approval)
        with self._deed() as page:
            draft = self.view.draft.set_discount(
                place, discount, self._cap(leave), approved=leave.may(Deed.UNDER_FLOOR)
            )
            self._put(page, draft)
            self._unrecorded.priced(draft.lines[draft.current], leave)
            if approval and discount:
                line = draft.lines[place]
                self._unrecorded.approved(leave, line.value - line.net, item=line.item.id)
        return self.view

    def set_printed(self, place: int, mrp: Money, remember: bool = True) -> CounterView:
        """The packet on a line bears this of its item's printed prices; remembered for the next.

        What the last scan has added to a line of several packets is the packet in the hand: the
        others keep their price.
        Anybody chooses among those that were told; a dearer one than before is noted. Raises
        Refusal LINE_MISSING.
        """
        milli = self._added_to(place)
        with self._deed() as page:
            before = self.view.draft.line(place).item.mrp
            draft = self.view.draft.set_printed(place, mrp, milli)
            self._put_whole(page, draft)
            line = draft.lines[draft.current]
            if before is not None and line.item.mrp and line.item.mrp > before:
                self._unrecorded.printed(line, before, self.watch.leave(None))
            good = line.item
            if remember and good.mrp == mrp and good.id:
                known = items.by_id(page, good.id)
                if known is not None and known.mrp != mrp:
                    self._unrecorded.tell(known.at_printed(mrp))
        return self.view

    def tell_printed(self, place: int, mrp: Money, approval: Approval | None = None) -> CounterView:
        """The packet on a line bears a maximum price that its code did not have before.

        It moves the price, up or down, and stays: it is noted whose word and whose leave it is.
        Raises Refusal LINE_MISSING, AMOUNT_RANGE, APPROVAL_NEEDED (what: printed_price),
        NOTHING_FOUND for what is no item of the list.
        """
        leave, milli = self.watch.leave(approval), self._added_to(place)
        with self._deed() as page:
            line = self.view.draft.line(place)
            known = items.by_id(page, line.item.id)
            if known is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=line.item.name_en)
            told = known.with_printed(mrp)
            if told.mrp != line.item.mrp:
                leave.need(Deed.PRINTED)
            before = line.item.mrp
            line = replace(line, item=replace(line.item, printed=told.printed))
            lines = self.view.draft.lines
            draft = replace(self.view.draft, lines=(*lines[:place], line, *lines[place + 1 :]))
            draft = draft.set_printed(place, mrp, milli)
            self._put_whole(page, draft)
            self._unrecorded.tell(told)
            if told.mrp != before:
                self._unrecorded.printed(draft.lines[draft.current], before, leave)
        return self.view

    def remove(self, place: int) -> CounterView:
        """Without a line. Raises Refusal LINE_MISSING."""
        with self._deed() as page:
            gone = self.view.draft.line(place)
            count = len(self.view.draft.lines)
            left = self.view.draft.remove(place)
            self._told = self._told if left.estimate else None
            self._change(left)
            if self._unkept:
                self._keep_all(page)
            else:
                drafts.drop_line(page, self._bill, place, count)
                self._keep_head(page)
            self._unrecorded.removed(gone)
        return self.view

    def select(self, place: int) -> CounterView:
        """The line that the next key acts on; kept with the next deed. Raises LINE_MISSING."""
        self.view.draft.line(place)
        self._head_kept, self._added = False, _NOTHING_ADDED
        self._show(replace(self.view.draft, current=place))
        return self.view

    # --- the whole bill -----------------------------------------------------------------------

    def set_buyer(self, buyer: Customer | None) -> CounterView:
        """Whose bill it is; somebody already saved. Raises Refusal INTERSTATE_NOT_ALLOWED."""
        assert buyer is None or buyer.id
        with self._deed() as page:
            self._put_whole(page, self.view.draft.set_buyer(buyer))
        return self.view

    def set_bill_discount(
        self, discount: Discount | None, approval: Approval | None = None
    ) -> CounterView:
        """A discount on the whole bill, in place of the one before; None takes it off.

        Raises Refusal DISCOUNT_RANGE, APPROVAL_NEEDED (what: discount). That no line goes below
        its cost is looked at when the bill is made.
        """
        leave = self.watch.leave(approval)
        with self._deed() as page:
            draft = self.view.draft.set_bill_discount(
                discount, self._cap(leave), approved=leave.may(Deed.UNDER_FLOOR)
            )
            self._put_whole(page, draft)
            if approval and discount:
                self._unrecorded.approved(leave, discount.on(draft.net))
        return self.view

    def set_charge(self, charge: Money) -> CounterView:
        """So much for delivery or packing. Raises Refusal AMOUNT_RANGE."""
        with self._deed() as page:
            self._put_whole(page, self.view.draft.set_charge(charge))
        return self.view

    def set_note(self, note: str) -> CounterView:
        """What the paper says besides."""
        with self._deed() as page:
            self._put_whole(page, replace(self.view.draft, note=note.strip()))
        return self.view

    def clear(self, reason: "CancelReason | None" = None) -> CounterView:
        """Throw the open bill away and note why; undo brings it back."""
        with self._deed() as page:
            thrown = self.view.draft
            self._balances = {}
            self._told = None
            self._change(Draft())
            drafts.clear(page, self._bill)
            if thrown.lines:
                self._unrecorded.discarded(thrown, reason)
        return self.view

    def undo(self) -> CounterView:
        """As it was before the last deed on the open bill; nothing where there was none."""
        if not self._undo:
            return self.view
        with self._deed() as page:
            now, before = self.view.draft, self._undo.pop()
            ids = [line.item.id for line in before.lines]
            self._balances = stock.balance(page, ids)
            self._told = self._estimate_of(page, before)
            self._show(before)
            self._keep_all(page)
            held = {line.item.id for line in before.lines}
            for line in now.lines:
                if line.item.id not in held:
                    self._unrecorded.removed(line)
        return self.view

    # --- several bills ------------------------------------------------------------------------

    def hold(self) -> CounterView:
        """Put the open bill aside and begin another. Raises Refusal EMPTY_BILL."""
        if not self.view.draft.lines:
            raise Refusal(RefusalCode.EMPTY_BILL)
        with self._deed() as page:
            self._put_aside(page)
            self._turn_to(page, drafts.next_bill(page), Draft())
        return self.view

    def recall(self, bill: int) -> CounterView:
        """Go on with a bill that was put aside; the open one is put aside unless it is empty.

        Raises Refusal LINE_MISSING where no such bill is held.
        """
        if bill not in self._held:
            raise Refusal(RefusalCode.LINE_MISSING)
        with self._deed() as page:
            if self.view.draft.lines:
                self._put_aside(page)
            else:
                drafts.clear(page, self._bill)
            draft = self._held.pop(bill)
            self._turn_to(page, bill, draft)
            self._keep_head(page)
        return self.view

    def bill_of(self, told: EstimateId) -> int | None:
        """Which of the bills on the counter came of an estimate; None where none did."""
        every = {**self._held, self._bill: self.view.draft}
        return next((bill for bill, draft in every.items() if draft.estimate == told), None)

    def settled(self, told: EstimateId) -> None:
        """An estimate came to nothing: the open bill that came of it has no advance any more."""
        if self._told is not None and self._told.id == told:
            self._told = None
            self._refresh(self.view.draft)

    def take(self, draft: Draft, deeds: Sequence[journal.Deed] = ()) -> CounterView:
        """Go on with this draft (of an estimate, of an undone bill); the open bill is put aside.

        `deeds` of trade are recorded on the same page.
        """
        with self._deed() as page:
            if deeds:
                journal.append_many(page, "trade", deeds)
            bill = self._bill
            if self.view.draft.lines:
                self._put_aside(page)
                bill = drafts.next_bill(page)
            self._turn_to(page, bill, draft)
            self._keep_all(page)
        return self.view

    def hand_over(self, deed: Callable[[Page], tuple[T, Sequence[journal.Deed]]]) -> T:
        """Record what ends the open bill otherwise than by a sale, and clear it, on one page."""

        def work(page: Page) -> tuple[T, Sequence[journal.Deed]]:
            drafts.clear(page, self._bill)
            return deed(page)

        done = certain.record(self._books, work)
        self._balances, self._undo, self._told = {}, [], None
        self._unkept, self._head_kept = False, True
        self._show(Draft())
        return done

    def _put_aside(self, page: Page) -> None:
        draft = self.view.draft
        at_ms = max(1, int(self._moments.now().at.timestamp() * 1000))
        if self._unkept:
            drafts.put_all(page, self._bill, draft.lines)
        drafts.put_head(page, self._bill, draft, held_ms=at_ms)
        self._held[self._bill] = draft

    def _turn_to(self, page: Page, bill: int, draft: Draft) -> None:
        self._bill, self._undo = bill, []
        self._told = self._estimate_of(page, draft)
        self._balances = stock.balance(page, [line.item.id for line in draft.lines])
        self._refresh(draft)

    # --- what others change -------------------------------------------------------------------

    def settle(self) -> None:
        """Keep what a deed left unkept: the selected line, a bill the disk refused. When idle."""
        if self._unkept or not self._head_kept or self._unrecorded:
            with self._deed() as page:
                self._painted = True
                self._keep_all(page)

    def refresh(self, shop_on: Callable[[date], Shop] | None = None) -> CounterView:
        """Work the bill out anew, after the facts of the shop have changed."""
        self._shop_on = shop_on or self._shop_on
        self._refresh(self.view.draft)
        return self.view

    def set_offers(self, offers: Sequence[Offer]) -> CounterView:
        """The offers have changed: the open bill follows."""
        self._take_offers(offers)
        self._refresh(self.view.draft)
        return self.view

    def _take_offers(self, offers: Sequence[Offer]) -> None:
        self._offers = tuple(offers)
        self._called = {each.id: (each.name_hi, each.name_en) for each in offers}

    def set_goods(self, goods: Mapping[ItemId, Item]) -> CounterView:
        """Goods have changed: the open bill follows where nobody typed what a line costs."""
        draft = _with_goods(self.view.draft, goods)
        if draft != self.view.draft:
            with self._deed() as page:
                self._put_whole(page, draft)
        return self.view

    def papers(self) -> tuple[Shop, Moment, Sequence[Sheet]]:
        """What the open bill comes to now: the shop's facts, the moment, the papers."""
        moment = self._moments.now()
        shop = self._shop_on(moment.calendar)
        return shop, moment, self._sheets(self.view.draft, shop, moment.calendar)

    # --- End ----------------------------------------------------------------------------------

    def finish(
        self,
        tenders: Sequence[Tender] | None = None,
        received: Money | None = None,
        waived: Money = NOTHING,
        approval: Approval | None = None,
        print_in: PaperLanguage | None = None,
        along: Callable[[Page, Bill], Sequence[journal.Deed]] = lambda page, bill: (),
    ) -> Finished:
        """Make the bill: exact cash (after an advance) unless tenders, or the cash, are named.

        Its paper is asked for in the language `print_in`, if any, with the bill itself.
        `waived` is let go: tenders + waived = owed. `along` says what else of trade is recorded on
        the same page as the last bill (an exchange). Raises Refusal EMPTY_BILL, PRICE_MISSING,
        SUM_CHANGED, TENDER_SHORT, INTERSTATE_NOT_ALLOWED, BUYER_PARTICULARS, DISCOUNT_RANGE,
        APPROVAL_NEEDED (what: discount, price_under_floor, let_go); PRICE_MISSING says the `place`
        of the first such line. Trouble COMMIT_UNKNOWN or DISK_FULL when the disk failed: End again
        makes no second bill.
        """
        if made_before := self._resolve():
            return made_before
        self._check_whole()
        leave = self.watch.leave(approval)
        shop, moment, made = self.papers()
        owed = payable(made)
        if owed != self.view.owed:
            # Midnight or a new tax mode has changed the sum since it was painted.
            shown = self.view.owed
            self.refresh()
            raise Refusal(RefusalCode.SUM_CHANGED, owed=owed.paise, shown=shown.paise)
        draft = self.view.draft
        self._check_terms(shop, moment, leave)
        leave.need_let_go(shop, waived)
        selling.check_particulars(made, shop, draft.buyer)
        advanced = self._told.advanced if self._told else NOTHING
        paying = selling.payment(owed, tenders, received, waived, advanced)
        waiting = self._unrecorded.waiting
        try:
            with self._books.page() as page:
                bills = selling.bills(
                    page, self._books, draft, made, paying, shop, moment, self.watch.who
                )
                if approval:
                    what = Deed.LET_GO if waived else Deed.UNDER_FLOOR
                    self._unrecorded.approved(leave, waived, what, about=RecordId(bills[0].id))
                deeds = selling.deeds(self._books, bills, self._told, paying)
                deeds += along(page, bills[-1])
                deeds += self._unrecorded.acts(page, doubtful=self._unkept)
                journal.append_many(page, "trade", deeds)
                self._unrecorded.record_goods(page)
                drafts.clear(page, self._bill)
                print_queue.put_bills(page, bills, print_in)
                self._pending = bills
        except Refusal:
            self._unrecorded.waiting = waiting
            raise
        except Trouble as trouble:
            # Whatever fails once the page was whole leaves open whether the bill stands.
            self._unrecorded.waiting = waiting
            if not self._pending:
                raise
            if finished := self._resolve():
                return finished
            if trouble.facts.get("full"):
                raise Trouble(TroubleCode.DISK_FULL, bills=len(made)) from trouble
            raise Trouble(TroubleCode.COMMIT_UNKNOWN, bills=len(made)) from trouble
        return self._made(bills)

    def _check_whole(self) -> None:
        """Raises Refusal EMPTY_BILL, PRICE_MISSING."""
        lines = self.view.draft.lines
        if not lines:
            raise Refusal(RefusalCode.EMPTY_BILL)
        if self.view.price_missing:
            place = next(place for place, line in enumerate(lines) if line.unpriced)
            raise Refusal(RefusalCode.PRICE_MISSING, item=lines[place].item.id, place=place)

    def _check_terms(self, shop: Shop, moment: Moment, leave: Leave) -> None:
        """Raises Refusal DISCOUNT_RANGE, APPROVAL_NEEDED."""
        check_terms(
            self.view.draft,
            self._offers,
            moment.calendar,
            leave.discount_cap(shop),
            approved=leave.may(Deed.UNDER_FLOOR),
            held=self._working.terms,
        )

    def _resolve(self) -> Finished | None:
        """The bills of an End whose commit failed, if the books hold them after all.

        Raises Trouble COMMIT_UNKNOWN while the books cannot be asked.
        """
        if not self._pending:
            return None
        bills = self._pending
        try:
            with self._books.page() as page:
                held = journal.holds(page, RecordId(bills[0].id))
        except Trouble as trouble:
            raise Trouble(TroubleCode.COMMIT_UNKNOWN, bills=len(bills)) from trouble
        self._pending = ()
        return self._made(bills) if held else None

    def _made(self, bills: tuple[Bill, ...]) -> Finished:
        self._pending = ()
        self._unrecorded.recorded()
        last = bills[-1]
        self._moments.sold(
            Moment(last.at, last.calendar_day, last.business_day, last.clock_suspect)
        )
        self._balances, self._undo, self._told = {}, [], None
        self._unkept, self._head_kept = False, True
        self._show(Draft())
        return Finished(bills, total([bill.change for bill in bills]))

    # --- keeping ------------------------------------------------------------------------------

    @contextmanager
    def _deed(self) -> Iterator[Page]:
        """A page for one deed on the open bill; what was painted stays though the disk fails.

        Raises Refusal TILL_LOCKED.
        """
        self.watch.need_open()
        self._resolve()
        self._painted, self._warning, self._added = False, None, _NOTHING_ADDED
        waiting = self._unrecorded.waiting
        try:
            with self._books.page() as page:
                yield page
                self._unrecorded.record(page, doubtful=self._unkept)
        except Refusal:
            self._unrecorded.waiting = waiting
            raise
        except Trouble as trouble:
            if not self._painted:
                raise
            self._unkept = True
            raise Trouble(TroubleCode.DRAFT_UNSAVED, lines=self.view.count) from trouble
        self._unkept, self._head_kept = False, True
        self._unrecorded.recorded()

    def _added_to(self, place: int) -> int:
        """Thousandths that the last deed has added to a line; 0 where it was no addition."""
        return self._added[1] if self._added[0] == place else 0

    def _put(self, page: Page, draft: Draft, good: Item | None = None) -> None:
        """Paint a draft whose current line has changed, then keep that line."""
        if good is not None:
            self._balances = {**self._balances, **stock.balance(page, [good.id])}
            self._added = _added(self.view.draft, draft)
        moved = _head(draft) != _head(self.view.draft)
        self._change(draft)
        if self._unkept:
            self._keep_all(page)
            return
        drafts.put_line(page, self._bill, draft.current, draft.lines[draft.current])
        if moved or not self._head_kept:
            self._keep_head(page)

    def _put_kit(self, page: Page, kit: Item, milli: int, amount: Money | None) -> None:
        """The parts of a kit as lines of their own, so many times; not what is sold no more."""
        if amount is not None:
            raise Refusal(RefusalCode.KIT_WHOLE, name=kit.name_hi or kit.name_en)
        goods = items.by_ids(page, [part.item for part in kit.parts])
        if kit.closed or all(good.closed for good in goods.values()):
            raise Refusal(RefusalCode.ITEM_CLOSED, item=kit.id)
        draft = self.view.draft
        for part in kit.parts:
            good = goods.get(part.item)
            if good is not None and not good.closed:
                draft = draft.add(good, divide_half_up(part.milli * milli, 1000))
        gone = [good.name_hi or good.name_en for good in goods.values() if good.closed]
        if gone:
            left, name = ", ".join(gone), kit.name_hi or kit.name_en
            self._warning = Refusal(RefusalCode.KIT_SHORT, name=name, left=left)
        self._balances = {**self._balances, **stock.balance(page, list(goods))}
        self._put_whole(page, draft)

    def _put_whole(self, page: Page, draft: Draft) -> None:
        """Paint a draft of which more than one line, or what is on all of it, has changed."""
        lines_before = self.view.draft.lines
        self._head_kept = False
        self._change(draft)
        if self._unkept or self.view.draft.lines != lines_before:
            self._keep_all(page)
        else:
            self._keep_head(page)

    def _keep_all(self, page: Page) -> None:
        drafts.put_all(page, self._bill, self.view.draft.lines)
        self._keep_head(page)

    def _keep_head(self, page: Page) -> None:
        drafts.put_head(page, self._bill, self.view.draft)

    def _estimate_of(self, page: Page, draft: Draft) -> "Estimate | None":
        if not draft.estimate:
            return None
        from estore_pos.store import estimate

        kept = estimate.by_id(page, draft.estimate)
        return kept.estimate if kept and kept.closed is None else None

    # --- painting -----------------------------------------------------------------------------

    def _change(self, draft: Draft) -> None:
        """Show a draft that a deed has made; what was before can be brought back."""
        before = self._undo
        self._undo = [*before[-UNDO_MAX + 1 :], self.view.draft]
        try:
            self._show(draft)
        except Refusal:
            self._undo = before
            raise

    def _cap(self, leave: Leave) -> int:
        return leave.discount_cap(self._shop_on(self._moments.now().calendar))

    def _show(self, draft: Draft) -> None:
        """Make a draft the open bill and paint it."""
        moment = self._moments.now()
        shop = self._shop_on(moment.calendar)
        made = self._sheets(draft, shop, moment.calendar)
        held = {line.item.id for line in draft.lines}
        given = self._working.terms
        nets = tuple([each.net for each in given])
        self.view = CounterView(
            draft=draft,
            owed=payable(made),
            tax=self._working.tax,
            saving=self._working.saving,
            count=len(draft.lines),
            papers=tuple(sheet.title for sheet in made),
            balances={item: milli for item, milli in self._balances.items() if item in held},
            price_missing=self._working.unpriced,
            terms=given,
            nets=nets,
            discount=total([sheet.discount for sheet in made]),
            charge=total([sheet.charge for sheet in made]),
            advanced=self._told.advanced if self._told else NOTHING,
            bill=self._bill,
            bills=self._tabs(draft),
            can_undo=bool(self._undo),
            warning=self._warning,
            called=self._called,
            taxed=shop.tax_mode is TaxMode.REGULAR,
        )
        self._painted = True
        self._on_change(self.view)

    def _tabs(self, draft: Draft) -> tuple[OpenBill, ...]:
        if not self._held:
            return ()
        every = {**self._held, self._bill: draft}
        return tuple(tab(bill, every[bill], is_open=bill == self._bill) for bill in sorted(every))

    def _sheets(self, draft: Draft, shop: Shop, day: date) -> Sequence[Sheet]:
        """The papers of a draft; End mostly asks for those that the last deed has worked out."""
        self._working.work_out(draft, self._offers, shop, day)
        return self._working.made

    def _refresh(self, draft: Draft) -> None:
        """Show a draft under the facts of now; a buyer it may no longer sell to is let go."""
        try:
            self._show(draft)
        except Refusal:
            self._head_kept = False
            self._show(draft.set_buyer(None))


def _added(before: Draft, now: Draft) -> tuple[int, int]:
    """The line that something was added to, and how many thousandths."""
    place = now.current
    had = before.lines[place].quantity.milli if len(before.lines) == len(now.lines) else 0
    return place, now.lines[place].quantity.milli - had


def _head(draft: Draft) -> tuple[object, ...]:
    """What a deed on one line may change besides that line."""
    return draft.current, draft.discount_approved


def _with_item(draft: Draft, good: Item) -> Draft:
    """The draft with an item as it now stands on every line of it."""
    lines = tuple(
        replace(line, item=good, by_hand=line.price != good.price)
        if line.item.id == good.id
        else line
        for line in draft.lines
    )
    return replace(draft, lines=lines)


def _with_goods(draft: Draft, goods: Mapping[ItemId, Item]) -> Draft:
    """The draft with these goods as they now stand, in the packet that a line bears."""

    def anew(line: DraftLine) -> DraftLine:
        good = goods.get(line.item.id)
        if good is None:
            return line
        if line.by_hand or line.amount is not None:
            # Its price stays as it was typed; its tax is the law's, not of who typed.
            return replace(line, item=replace(line.item, rates=good.rates, hsn=good.hsn))
        packet = good if line.item.mrp is None else good.at_printed(line.item.mrp)
        return replace(line, item=packet).usual(draft.group)

    return replace(draft, lines=tuple([anew(line) for line in draft.lines]))
