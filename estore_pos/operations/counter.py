"""What is done at the counter: each deed on the open bill, and the End that makes bills of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.ids import ItemId, RecordId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.person import Asked, Deed
from estore_pos.domain.rounding import divide_half_up, whole_times
from estore_pos.domain.sale import Bill, Tender, payable
from estore_pos.domain.shop import Shop
from estore_pos.operations import codes
from estore_pos.operations import sale as selling
from estore_pos.operations.certain import Certain
from estore_pos.operations.counter_view import CounterView, Finished
from estore_pos.operations.draft import Drafts, OnChange
from estore_pos.operations.moment import Moment, Moments
from estore_pos.operations.rehearsal import Rehearsal
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import item as items
from estore_pos.store import journal, print_queue
from estore_pos.store.books import Books
from estore_pos.store.page import Page
from estore_pos.text.words import PaperLanguage

if TYPE_CHECKING:
    from estore_pos.domain.cancel import CancelReason

T = TypeVar("T")


class Counter:
    """Desk's thread only. At most one transaction a deed, and it is painted before that ends.

    A deed that a person may not do of himself takes an `approval` and raises Refusal
    APPROVAL_NEEDED (`what`) without.
    """

    def __init__(
        self,
        books: Books,
        moments: Moments,
        shop_on: Callable[[date], Shop],
        on_change: OnChange,
        watch: Watch | None = None,
    ) -> None:
        """Take what deeds need; `drafts.take_up` then brings back the bills that lay open."""
        self.watch = watch or Watch()
        self.drafts = Drafts(books, moments, shop_on, on_change, self.watch)
        self._unrecorded = self.drafts.unrecorded
        self._books = books
        self._moments = moments
        self._handing = Certain(books)
        self.drafts.kept = Rehearsal(books, self.drafts, self.watch).go

    @property
    def view(self) -> CounterView:
        """The open bill as it was last painted."""
        return self.drafts.view

    # --- lines --------------------------------------------------------------------------------

    def scan(self, code: str, times_milli: int = 1000) -> CounterView:
        """One more of what the code stands for, or so many thousandths of that.

        A label's amount below cost is noted, and End asks for leave.

        A code that is sold although something is wrong with it leaves a `warning` in the view.
        Raises Refusal UNKNOWN_BARCODE, ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, GOODS_EXPIRED,
        CODE_UNIT_WRONG, AMOUNT_UNPRICED, AMOUNT_RANGE, ABOVE_MRP, MRP_WITH_TAX, KIT_WHOLE.
        """
        with self.drafts.deed() as page:
            day = self._moments.now().calendar
            masks = self.drafts.shop.code_masks
            said = codes.meant(page, code, masks, day).times(times_milli)
            good, draft, amount = said.item, self.view.draft, said.amount
            inside = self.drafts.tax_on_top(good)
            milli = 1000 if said.milli is None else said.milli
            self.drafts.warning = said.warning
            if good.parts:
                self._put_kit(page, good, milli, amount)
            elif amount is None:
                self.drafts.put(page, draft.add(good, milli), good)
            elif said.milli is None:
                draft = draft.add_amount(good, amount, is_label=True, inside=inside)
                self.drafts.put(page, draft, good)
            else:
                labelled = draft.add_weighed(good, milli, amount, inside=inside)
                self.drafts.put(page, labelled, good)
                self._unrecorded.priced(labelled.lines[-1], self.watch.leave(None))
            if draft.unknown:
                for each in good.barcodes:
                    self.drafts.know(page, each.code)
        return self.view

    def add(
        self, item_id: ItemId, milli: int | None = None, amount: Money | None = None
    ) -> CounterView:
        """So many thousandths, or a sum's worth, of an item; one whole unit if neither is said.

        A kit opens as lines of its parts; what is sold no more is left out with a `warning`, which
        also says where an offer would have been lower than a sum's worth. Raises
        Refusal NOTHING_FOUND, ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, AMOUNT_RANGE,
        AMOUNT_UNPRICED, KIT_WHOLE.
        """
        with self.drafts.deed() as page:
            good = items.by_id(page, item_id)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{item_id}")
            if good.parts:
                self._put_kit(page, good, 1000 if milli is None else milli, amount)
            elif amount is not None:
                at, inside = self.drafts.bought(good, amount), self.drafts.tax_on_top(good)
                draft = self.view.draft.add_amount(good, amount, at=at, inside=inside)
                self.drafts.tell_forgone(draft, RefusalCode.OFFER_NOT_ON_SUM)
                self.drafts.put(page, draft, good)
            else:
                draft = self.view.draft.add(good, 1000 if milli is None else milli)
                self.drafts.put(page, draft, good)
        return self.view

    def add_category(self, key: str, amount: Money, name: str = "") -> CounterView:
        """Something of a category for an amount, with its tax; under a name if one is said.

        Raises Refusal CATEGORY_UNKNOWN, AMOUNT_RANGE.
        """
        from estore_pos.store import category

        with self.drafts.deed() as page:
            kinds = {each.key: each for each in category.every(page) if not each.closed}
            if key not in kinds:
                raise Refusal(RefusalCode.CATEGORY_UNKNOWN, typed=key)
            if amount <= NOTHING:
                raise Refusal(RefusalCode.AMOUNT_RANGE, amount=amount.paise)
            self.drafts.put(page, self.view.draft.add(kinds[key].good(amount, name), 1000))
        return self.view

    def give_sweet(self, change: Money) -> CounterView:
        """The shop's sweets for change that there is no coin for: as many as it pays for.

        Raises Refusal NOTHING_FOUND where no sweet is named, and what `add` raises.
        """
        sweet = self.drafts.shop.sweet
        with self.drafts.deed() as page:
            good = items.by_id(page, sweet)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{sweet}")
            inside = self.drafts.tax_on_top(good)
            worth = good.mrp or good.inside(inside).price or change
            count = whole_times(change.paise - 1, worth.paise) + 1 if worth else 1
            milli = count * good.step_milli
            draft = self.view.draft.add_weighed(good, milli, change, is_label=False, inside=inside)
            self.drafts.put(page, draft, good)
        return self.view

    def set_quantity(self, place: int, milli: int) -> CounterView:
        """Another quantity on a line. Raises LINE_MISSING, QUANTITY_STEP, QUANTITY_RANGE."""
        with self.drafts.deed() as page:
            before = self.view.draft
            self.drafts.put(page, before.set_quantity(place, milli))
            self._unrecorded.taken_off(before, self.view.draft)
        return self.view

    def set_price(
        self, place: int, price: Money, keep: bool = False, approval: Approval | None = None
    ) -> CounterView:
        """Another price on a line; `keep` makes it the item's price where the item had none.

        Raises Refusal LINE_MISSING, ABOVE_MRP, MRP_WITH_TAX, AMOUNT_RANGE, APPROVAL_NEEDED (what:
        price_under_floor below cost; discount where nobody has told the cost and the price is
        further below the usual one than a discount may go).
        """
        leave = self.watch.leave(approval)
        with self.drafts.deed() as page:
            before = self.view.draft
            draft = leave.tried(lambda those: self._priced(place, price, those))
            good = draft.lines[place].item
            given = draft.lines[place].given(draft.group)
            usual, _ = good.usual_price(before.line(place).quantity.milli, before.group)
            if approval and given is not None and good.cost is None and price < usual:
                self._unrecorded.approved(leave, given.amount, item=good.id)
            if keep and good.price is None and price and good.id:
                priced = replace(items.by_id(page, good.id) or good, price=price)
                draft = _with_item(draft, priced)
                self._unrecorded.tell(priced)
                self.drafts.put(page, draft)
                self._unrecorded.first_price(priced, leave)
            else:
                self.drafts.put(page, draft)
            self._unrecorded.priced(draft.lines[draft.current], leave)
            if approval is None:
                self._unrecorded.taken_off(before, self.view.draft)
        return self.view

    def _priced(self, place: int, price: Money, leave: Leave) -> Draft:
        """Another price on a line, as far as `leave` goes. Raises what `set_price` raises."""
        before, approved = self.view.draft, leave.may(Deed.UNDER_FLOOR)
        day = self._moments.now().calendar
        before.line(place).item.check_price(price, self.drafts.shop.tax_mode, day)
        draft = before.set_price(place, price, approved=approved)
        line = draft.lines[place]
        usual, _ = line.item.usual_price(before.line(place).quantity.milli, before.group)
        if line.item.cost is None and price < usual:
            cap = leave.discount_cap(self.drafts.shop)
            line.taken_off(draft.group).check(cap, approved=approved, of=line.item)
            Discount(amount=usual - price).check(usual, cap, approved=approved, of=line.item)
        return draft

    def set_discount(
        self, place: int, discount: Discount | None, approval: Approval | None = None
    ) -> CounterView:
        """A discount on a line, in place of the one before; None takes it off.

        A `warning` says where it leaves the buyer more to pay than an offer would.
        Raises Refusal LINE_MISSING, DISCOUNT_RANGE, APPROVAL_NEEDED (what: discount,
        price_under_floor).
        """
        leave = self.watch.leave(approval)
        with self.drafts.deed() as page:
            draft = leave.tried(
                lambda those: self.view.draft.set_discount(
                    place,
                    discount,
                    those.discount_cap(self.drafts.shop),
                    approved=those.may(Deed.UNDER_FLOOR),
                )
            )
            if discount is not None:
                self.drafts.tell_forgone(draft, RefusalCode.OFFER_OUTDONE)
            self.drafts.put(page, draft)
            self._unrecorded.priced(draft.lines[draft.current], leave)
            if approval and discount:
                line = draft.lines[place]
                self._unrecorded.approved(leave, line.value - line.net, item=line.item.id)
        return self.view

    def set_printed(self, place: int, mrp: Money, remember: bool = True) -> CounterView:
        """The packet on a line bears this of its item's printed prices; remembered for the next.

        What the last scan has added to a line of several packets is the packet in the hand: the
        others keep their price.
        Anybody chooses among those that were told, and another one than before is noted; below
        cost End asks for leave. Raises Refusal LINE_MISSING.
        """
        leave, milli = self.watch.leave(None), self.drafts.added_to(place)
        with self.drafts.deed() as page:
            before = self.view.draft.line(place).item.mrp
            draft = self.view.draft.set_printed(place, mrp, milli)
            self.drafts.put_whole(page, draft)
            line = draft.lines[draft.current]
            if line.item.mrp != before:
                self._unrecorded.printed(line, before, leave)
                self._unrecorded.priced(line, leave)
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
        leave, milli = self.watch.leave(approval), self.drafts.added_to(place)
        with self.drafts.deed() as page:
            line = self.view.draft.line(place)
            known = items.by_id(page, line.item.id)
            if known is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=line.item.name_en)
            day = self._moments.now().calendar
            told = known.with_printed(mrp).within_mrp(self.drafts.shop.tax_mode, day)
            if told.mrp != line.item.mrp:
                name = told.name_hi, told.name_en
                leave.need_all([Asked(Deed.PRINTED, told.id, price=mrp, name=name)])
            before = line.item.mrp
            line = replace(line, item=replace(line.item, printed=told.printed))
            lines = self.view.draft.lines
            draft = replace(self.view.draft, lines=(*lines[:place], line, *lines[place + 1 :]))
            draft = draft.set_printed(place, mrp, milli)
            self.drafts.put_whole(page, draft)
            self._unrecorded.tell(told)
            if told.mrp != before:
                self._unrecorded.printed(draft.lines[draft.current], before, leave)
        return self.view

    def remove(self, place: int) -> CounterView:
        """Without a line. Raises Refusal LINE_MISSING."""
        with self.drafts.deed() as page:
            before = self.view.draft
            self.drafts.take_off(page, place)
            self._unrecorded.taken_off(before, self.view.draft)
        return self.view

    def select(self, place: int) -> CounterView:
        """The line that the next key acts on; kept with the next deed. Raises LINE_MISSING."""
        self.drafts.select(place)
        return self.view

    # --- the whole bill -----------------------------------------------------------------------

    def set_buyer(self, buyer: Customer | None) -> CounterView:
        """Whose bill it is; somebody already saved. Raises Refusal INTERSTATE_NOT_ALLOWED."""
        assert buyer is None or buyer.id
        with self.drafts.deed() as page:
            self.drafts.put_whole(page, self.view.draft.set_buyer(buyer))
        return self.view

    def set_bill_discount(
        self, discount: Discount | None, approval: Approval | None = None
    ) -> CounterView:
        """A discount on the whole bill, in place of the one before; None takes it off.

        Raises Refusal DISCOUNT_RANGE, APPROVAL_NEEDED (what: discount). That no line goes below
        its cost is looked at when the bill is made.
        """
        leave = self.watch.leave(approval)
        with self.drafts.deed() as page:
            draft = leave.tried(
                lambda those: self.view.draft.set_bill_discount(
                    discount,
                    those.discount_cap(self.drafts.shop),
                    approved=those.may(Deed.UNDER_FLOOR),
                )
            )
            self.drafts.put_whole(page, draft)
            if approval and discount:
                self._unrecorded.approved(leave, discount.on(draft.net))
        return self.view

    def set_charge(self, charge: Money) -> CounterView:
        """So much for delivery or packing; less than before is noted. Raises AMOUNT_RANGE."""
        with self.drafts.deed() as page:
            before = self.view.draft
            self.drafts.put_whole(page, before.set_charge(charge))
            self._unrecorded.taken_off(before, self.view.draft)
        return self.view

    def set_note(self, note: str) -> CounterView:
        """What the paper says besides."""
        with self.drafts.deed() as page:
            self.drafts.put_whole(page, replace(self.view.draft, note=note.strip()))
        return self.view

    def clear(
        self, reason: "CancelReason | None" = None, read: CounterView | None = None
    ) -> CounterView:
        """Throw the open bill away and note why; undo brings it back.

        With `read` only as it was read: one that something has come on since stays.
        """
        if read is not None and not self.view.is_alike(read):
            return self.view
        with self.drafts.deed() as page:
            thrown = self.view.draft
            self.drafts.throw_away(page)
            if thrown.lines:
                self._unrecorded.discarded(thrown, reason)
        return self.view

    def undo(self) -> CounterView:
        """As it was before the last deed on the open bill; nothing where there was none."""
        if not self.drafts.can_go_back:
            return self.view
        with self.drafts.deed() as page:
            before = self.view.draft
            self.drafts.go_back(page)
            self._unrecorded.taken_off(before, self.view.draft)
            self._remember_again(page, before)
        return self.view

    def _remember_again(self, page: Page, before: Draft) -> None:
        """Of goods whose packet was another before undo: the printed price that stands again."""
        for good in {line.item.id: line.item for line in self.view.draft.lines}.values():
            was = {line.item.mrp for line in before.lines if line.item.id == good.id}
            if good.mrp is None or not was - {good.mrp}:
                continue
            known = items.by_id(page, good.id)
            if known is not None and known.mrp in was and known.mrp != good.mrp:
                self._unrecorded.tell(known.at_printed(good.mrp))

    # --- several bills ------------------------------------------------------------------------

    def hold(self) -> CounterView:
        """Put the open bill aside and begin another. Raises Refusal EMPTY_BILL."""
        if not self.view.draft.lines:
            raise Refusal(RefusalCode.EMPTY_BILL)
        with self.drafts.deed() as page:
            self.drafts.put_aside(page)
            self.drafts.begin(page, Draft())
        return self.view

    def recall(self, bill: int) -> CounterView:
        """Go on with a bill that was put aside; the open one is put aside unless it is empty.

        Raises Refusal LINE_MISSING where no such bill is held.
        """
        if not self.drafts.is_held(bill):
            raise Refusal(RefusalCode.LINE_MISSING)
        with self.drafts.deed() as page:
            if self.view.draft.lines:
                self.drafts.put_aside(page)
            else:
                self.drafts.forget(page)
            self.drafts.go_on(page, bill)
        return self.view

    def take(self, draft: Draft, deeds: Sequence[journal.Deed] = ()) -> CounterView:
        """Go on with this draft (of an estimate, of an undone bill); the open bill is put aside.

        `deeds` of trade are recorded on the same page.
        """
        with self.drafts.deed() as page:
            if deeds:
                journal.append_many(page, "trade", deeds)
            if self.view.draft.lines:
                self.drafts.put_aside(page)
            self.drafts.begin(page, draft)
        return self.view

    def hand_over(
        self, asked: object, deed: Callable[[Page], tuple[T, Sequence[journal.Deed]]]
    ) -> T:
        """Record what ends the open bill otherwise than by a sale, and clear it, on one page.

        Where nobody could say whether that was done, the same that is `asked` of the same bill is
        not done twice. Raises Refusal EMPTY_BILL where something else is, and that was done.
        """
        in_full, before = (asked, self.view.draft), self._handing.unsure
        if before is not None and before.asked != in_full:
            self.drafts.resolve()
            self._check_whole()
        if self.drafts.handed is None:
            self._handing = Certain(self._books)

        def work(page: Page) -> tuple[T, Sequence[journal.Deed]]:
            self.drafts.forget(page)
            return deed(page)

        try:
            done = self._handing.record(in_full, work)
        finally:
            unsure = self._handing.unsure
            self.drafts.handed = unsure.record if unsure else None
        self.drafts.over()
        return done

    # --- End ----------------------------------------------------------------------------------

    def finish(
        self,
        tenders: Sequence[Tender] | None = None,
        received: Money | None = None,
        waived: Money = NOTHING,
        approval: Approval | None = None,
        print_in: PaperLanguage | None = None,
        besides: Sequence[Asked] = (),
        along: Callable[[Page, Bill, Leave], Sequence[journal.Deed]] = lambda *_: (),
    ) -> Finished:
        """Make the bill: exact cash (after an advance) unless tenders, or the cash, are named.

        Its paper is asked for in the language `print_in`, if any, with the bill itself.
        `waived` is let go: tenders + waived = owed. `along` says what else of trade is recorded on
        the same page as the last bill (an exchange), `besides` what of that needs leave. Raises
        Refusal EMPTY_BILL, PRICE_MISSING, SUM_CHANGED, TENDER_SHORT, INTERSTATE_NOT_ALLOWED,
        BUYER_PARTICULARS, DISCOUNT_RANGE, APPROVAL_NEEDED (all that is asked: besides, discount,
        price_under_floor, let_go, advance_back), and MRP_LOWERED (its MRP has sunk below what was
        typed); this and PRICE_MISSING say the line's `place`.
        Trouble COMMIT_UNKNOWN or DISK_FULL when the disk failed: End again makes no second bill.
        """
        if made_before := self.drafts.resolve():
            return made_before
        self._check_whole()
        leave = self.watch.leave(approval)
        shop, moment, made = self.drafts.papers()
        self.drafts.check_mrp()
        owed = payable(made)
        self._check_shown(owed)
        draft = self.view.draft
        selling.check_particulars(made, shop, draft.buyer)
        told = self.drafts.told
        advanced = told.advanced if told else NOTHING
        paying = selling.payment(owed, tenders, received, waived, advanced)
        over = selling.over_advance(told, paying) if told else NOTHING
        allowed = self._allowed(shop, moment, leave, besides, waived, over)
        waiting = self._unrecorded.waiting
        if told and over:
            self._unrecorded.paid_back(leave, RecordId(told.id), over)
        try:
            with self._books.page() as page:
                bills = selling.bills(
                    page, self._books, draft, made, paying, shop, moment, self.watch.who
                )
                for each in allowed:
                    about, item = RecordId(bills[0].id), each.item
                    self._unrecorded.approved(leave, each.amount, each.what, about=about, item=item)
                lines = self.drafts.lines.told(made)
                deeds = selling.deeds(self._books, bills, told, paying, lines)
                deeds += along(page, bills[-1], leave)
                deeds += self.drafts.unrecorded_acts(page)
                journal.append_many(page, "trade", deeds)
                self._unrecorded.record_goods(page)
                self.drafts.forget(page)
                print_queue.put_bills(page, bills, print_in)
                self.drafts.close(bills)
        except Refusal:
            self._unrecorded.waiting = waiting
            raise
        except Trouble as trouble:
            # Whatever fails once the page was whole leaves open whether the bill stands.
            self._unrecorded.waiting = waiting
            if not self.drafts.pending:
                raise
            if finished := self.drafts.resolve():
                return finished
            if trouble.facts.get("full"):
                raise Trouble(TroubleCode.DISK_FULL, bills=len(made)) from trouble
            raise Trouble(TroubleCode.COMMIT_UNKNOWN, bills=len(made)) from trouble
        return self.drafts.made()

    def _allowed(
        self,
        shop: Shop,
        moment: Moment,
        leave: Leave,
        besides: Sequence[Asked],
        waived: Money,
        over: Money,
    ) -> Sequence[Asked]:
        """What is allowed of the bill that who stands at the till may not of himself.

        All that is asked is asked at once, so that nobody allows what he has not read: what is
        done `besides`, the terms, what is let go, what goes back of an advance. Raises Refusal
        DISCOUNT_RANGE, APPROVAL_NEEDED.
        """
        if over:
            besides = *besides, Asked(Deed.ADVANCE, amount=over)

        def asks(those: Leave) -> list[Asked]:
            asked = self.drafts.asks(shop, moment, those)
            if waived and not those.may_let_go(shop, waived):
                asked.append(Asked(Deed.LET_GO, amount=waived))
            for each in besides:
                if not those.may(each.what):
                    asked.append(each)
            return asked

        allowed = leave.granted(asks)
        return [each for each in allowed if each not in besides] if besides else allowed

    def _check_shown(self, owed: Money) -> None:
        """Midnight or a new tax mode may have changed the sum since it was painted.

        Raises Refusal SUM_CHANGED.
        """
        shown = self.view.owed
        if owed != shown:
            self.drafts.refresh()
            raise Refusal(RefusalCode.SUM_CHANGED, owed=owed.paise, shown=shown.paise)

    def _check_whole(self) -> None:
        """Raises Refusal EMPTY_BILL, PRICE_MISSING."""
        lines = self.view.draft.lines
        if not lines:
            raise Refusal(RefusalCode.EMPTY_BILL)
        if self.view.price_missing:
            place = next(place for place, line in enumerate(lines) if line.unpriced)
            raise Refusal(RefusalCode.PRICE_MISSING, item=lines[place].item.id, place=place)

    def _put_kit(self, page: Page, kit: Item, milli: int, amount: Money | None) -> None:
        """The parts of a kit as lines of their own, so many times; not what is sold no more."""
        if amount is not None:
            raise Refusal(RefusalCode.KIT_WHOLE, name=(kit.name_hi, kit.name_en))
        goods = items.by_ids(page, [part.item for part in kit.parts])
        if kit.closed or all(good.closed for good in goods.values()):
            raise Refusal(RefusalCode.ITEM_CLOSED, item=kit.id)
        draft = self.view.draft
        for part in kit.parts:
            good = goods.get(part.item)
            if good is not None and not good.closed:
                draft = draft.add(good, divide_half_up(part.milli * milli, 1000))
        gone = [(good.name_hi, good.name_en) for good in goods.values() if good.closed]
        if gone:
            name = kit.name_hi, kit.name_en
            self.drafts.warning = Refusal(RefusalCode.KIT_SHORT, name=name, left=tuple(gone))
        self.drafts.put_whole(page, draft, goods)


def _with_item(draft: Draft, good: Item) -> Draft:
    """The draft with an item as it now stands on every line of it."""
    return replace(draft, lines=tuple(_line_with(line, good) for line in draft.lines))


def _line_with(line: DraftLine, good: Item) -> DraftLine:
    """A line with an item as it now stands; one that waited for the price is at it."""
    if line.item.id != good.id:
        return line
    told = line.at(good.price) if line.unpriced and good.price else line
    return replace(told, item=good, by_hand=told.price != good.price)
