"""The bills that are not made yet: worked out anew, painted, and only then kept on disk."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import EstimateId, ItemId, RecordId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import Offer, bought, forgone
from estore_pos.domain.person import Asked, Deed
from estore_pos.domain.quantity import Quantity
from estore_pos.domain.sale import Bill, Sheet, Working, payable, unallowed
from estore_pos.domain.shop import Shop
from estore_pos.operations.counter_view import CounterView, Finished, OpenBill, tab
from estore_pos.operations.moment import Moment, Moments
from estore_pos.operations.sale import Lines
from estore_pos.operations.unrecorded import Unrecorded
from estore_pos.operations.watch import Leave, Watch
from estore_pos.store import customer as customers
from estore_pos.store import draft as kept_drafts
from estore_pos.store import item as items
from estore_pos.store import journal, offer, stock
from estore_pos.store.books import Books
from estore_pos.store.draft import StoredDraft
from estore_pos.store.page import Page

if TYPE_CHECKING:
    from estore_pos.domain.estimate import Estimate

_EMPTY = Draft()
_NET = attrgetter("net")
_NOTHING_ADDED = (-1, 0)
UNDO_MAX = 50
"""Deeds on an open bill that can be undone."""

OnChange = Callable[[CounterView], None]
_Names = tuple[tuple[str, str], ...]
"""Of goods, the Hindi and the English one of each."""


class Drafts:
    """The open bill, and those that are held. Desk's thread only.

    What a deed makes of the open bill is painted through `on_change` before the disk is waited
    for. Where the disk fails it stays so, Trouble DRAFT_UNSAVED tells it, and the next deed keeps
    the whole bill.
    """

    def __init__(
        self,
        books: Books,
        moments: Moments,
        shop_on: Callable[[date], Shop],
        on_change: OnChange,
        watch: Watch,
    ) -> None:
        """Begin with an empty bill; `take_up` then brings back those that lay open."""
        self.view = CounterView()
        self.shop_on = shop_on
        self.unrecorded = Unrecorded(books, moments, watch)
        self.told: Estimate | None = None
        """The estimate that the open bill came of."""
        self.warning: Refusal | None = None
        """What the deed of now was done in spite of."""
        self.pending: tuple[Bill, ...] = ()
        """The bills of an End of which the disk has not said yet whether it has them."""
        self.handed: RecordId | None = None
        """What the open bill was handed over to, where the disk has not said yet that it has it."""
        self._closing: tuple[Finished, Moment, CounterView] | None = None
        self._books = books
        self._moments = moments
        self._on_change = on_change
        self._watch = watch
        self._offers: tuple[Offer, ...] = ()
        self._called: Mapping[str, tuple[str, str]] = {}
        self._bill = kept_drafts.FIRST
        self._held: dict[int, Draft] = {}
        self._moved: dict[int, _Names] = {}
        """The goods of held bills whose price has changed since, by name."""
        self._before: list[Draft] = []
        self._balances: dict[ItemId, int] = {}
        self._unkept = False
        self._head_kept = True
        self._was_cut = False
        self._working = Working()
        self.lines = Lines()
        """The lines of the open bill, told for its record."""
        self.kept: Callable[[], None] = lambda: None
        """Hears of each deed on the open bill that is painted and that the disk has."""
        self._painted = False
        self._added = _NOTHING_ADDED

    def take_up(self, page: Page) -> None:
        """Bring back the bills that lay open when the till last stopped."""
        self._take_offers(offer.every(page))
        kept = kept_drafts.every(page)
        opened = next((each for each in kept if each.is_open), None)
        for each in kept:
            if each is not opened:
                lay, _ = _restored(page, each)
                self._held[each.bill] = lay.anew(_goods_of(lay))
                self._moved[each.bill] = _moved(lay, self._held[each.bill])
        self._bill = opened.bill if opened else max(self._held, default=0) + 1
        lay, whole = _restored(page, opened) if opened else (Draft(), True)
        draft = lay.anew(_goods_of(lay))
        self._unkept = not whole or draft != lay
        self._was_cut = opened is not None and bool(lay.lines) and not opened.is_left
        # From the first deed on, or when the till has a moment, it counts as cut off again.
        self._head_kept = opened is None or not opened.is_left
        self.warning = self._above(draft)
        self._know(page, draft)
        self._refresh(draft)

    # --- one deed -----------------------------------------------------------------------------

    @contextmanager
    def deed(self) -> Iterator[Page]:
        """A page for one deed on the open bill; what was painted stays though the disk fails.

        Raises Refusal TILL_LOCKED.
        """
        self._watch.need_open()
        self.resolve()
        self._painted, self.warning, self._added = False, None, _NOTHING_ADDED
        waiting = self.unrecorded.waiting
        try:
            with self._books.page() as page:
                yield page
                self.unrecorded.record(page, doubtful=self._unkept)
        except Refusal:
            self.unrecorded.waiting = waiting
            raise
        except Trouble as trouble:
            if not self._painted:
                raise
            self._unkept = True
            raise Trouble(TroubleCode.DRAFT_UNSAVED, lines=self.view.count) from trouble
        self._unkept, self._head_kept = False, True
        self.unrecorded.recorded()
        self.kept()

    def put(self, page: Page, draft: Draft, good: Item | None = None) -> None:
        """Paint a draft whose current line has changed, then keep that line.

        `good` is what has come on it, if anything has.
        """
        if good is not None:
            self._balances = {**self._balances, **stock.balance(page, [good.id])}
            self._added = _added(self.view.draft, draft)
        moved = draft.current != self.view.draft.current
        self._change(draft)
        if self._unkept:
            self._keep_all(page)
            return
        kept_drafts.put_line(page, self._bill, draft.current, draft.lines[draft.current])
        if moved or not self._head_kept:
            self._keep_head(page)

    def put_whole(self, page: Page, draft: Draft, goods: Iterable[ItemId] = ()) -> None:
        """Paint a draft of which more than one line, or what is on all of it, has changed.

        `goods` are what has come on it.
        """
        if came := list(goods):
            self._balances = {**self._balances, **stock.balance(page, came)}
        lines_before = self.view.draft.lines
        self._head_kept = False
        self._change(draft)
        if self._unkept or self.view.draft.lines != lines_before:
            self._keep_all(page)
        else:
            self._keep_head(page)

    def take_off(self, page: Page, place: int) -> None:
        """Without a line. Raises Refusal LINE_MISSING."""
        count = len(self.view.draft.lines)
        left = self.view.draft.remove(place)
        self.told = self.told if left.estimate else None
        self._change(left)
        if self._unkept:
            self._keep_all(page)
        else:
            kept_drafts.drop_line(page, self._bill, place, count)
            self._keep_head(page)

    def throw_away(self, page: Page) -> None:
        """Without anything."""
        self._balances = {}
        self.told = None
        self._change(Draft())
        self.forget(page)

    @property
    def can_go_back(self) -> bool:
        """Whether a deed was done on the open bill that can be undone."""
        return bool(self._before)

    def go_back(self, page: Page) -> None:
        """As it was before the last deed."""
        before = self._before.pop().missing(*self.view.draft.unknown)
        self._know(page, before)
        self._show(before)
        self._keep_all(page)

    def select(self, place: int) -> None:
        """The line that the next key acts on; kept with the next deed. Raises LINE_MISSING."""
        self.view.draft.line(place)
        self._head_kept, self._added = False, _NOTHING_ADDED
        self._show(replace(self.view.draft, current=place))

    def miss(self, page: Page, code: str) -> None:
        """A code was scanned for the open bill that no good has; no undo forgets it."""
        self._show(self.view.draft.missing(code))
        if self._unkept:
            self._keep_all(page)
        else:
            self._keep_head(page)

    def know(self, page: Page, code: str) -> None:
        """A code is a good's now: no bill waits for it any more."""
        self._before = [each.knowing(code) for each in self._before]
        held = {bill: each for bill, each in self._held.items() if code in each.unknown}
        for bill, draft in held.items():
            since_ms = kept_drafts.load(page, bill).held_ms
            self._held[bill] = draft.knowing(code)
            kept_drafts.put_head(page, bill, self._held[bill], held_ms=since_ms)
        is_open = code in self.view.draft.unknown
        if is_open or held:
            self._show(self.view.draft.knowing(code))
        if is_open:
            self._keep_head(page)

    def added_to(self, place: int) -> int:
        """Thousandths that the last deed has added to a line; 0 where it was no addition."""
        return self._added[1] if self._added[0] == place else 0

    # --- several bills ------------------------------------------------------------------------

    def is_held(self, bill: int) -> bool:
        """Whether a bill was put aside."""
        return bill in self._held

    def put_aside(self, page: Page) -> None:
        """The open bill is held; another one is to be opened on this page."""
        draft = self.view.draft
        at_ms = max(1, int(self._moments.now().at.timestamp() * 1000))
        if self._unkept:
            kept_drafts.put_all(page, self._bill, draft.lines)
        kept_drafts.put_head(page, self._bill, draft, held_ms=at_ms)
        self._held[self._bill] = draft
        self._moved.pop(self._bill, None)

    def begin(self, page: Page, draft: Draft) -> None:
        """Open this one; it is kept where it says anything."""
        if self._bill in self._held:
            self._bill = kept_drafts.next_bill(page)
        self._turn_to(page, draft)
        if draft != Draft():
            self._keep_all(page)

    def go_on(self, page: Page, bill: int) -> None:
        """Open one that was held."""
        draft = self._held.pop(bill)
        self._bill = bill
        if moved := self._moved.pop(bill, ()):
            self.warning = Refusal(RefusalCode.PRICES_MOVED, names=moved)
        self._turn_to(page, draft)
        self._keep_head(page)

    def forget(self, page: Page) -> None:
        """The disk needs the open bill no more."""
        kept_drafts.clear(page, self._bill)

    def over(self, view: CounterView | None = None) -> None:
        """The open bill was made or handed over, and the disk has it: an empty one is open.

        `view` is what is painted of that, where it was made ready.
        """
        self._balances, self._before, self.told = {}, [], None
        self._unkept, self._head_kept = False, True
        self._paint(view or self._viewed(_EMPTY, self._moments.now()))

    def bill_of(self, told: EstimateId) -> int | None:
        """Which of the bills on the counter came of an estimate; None where none did."""
        every = {**self._held, self._bill: self.view.draft}
        return next((bill for bill, draft in every.items() if draft.estimate == told), None)

    def settled(self, told: EstimateId) -> None:
        """An estimate came to nothing: the open bill that came of it has no advance any more."""
        if self.told is not None and self.told.id == told:
            self.told = None
            self._refresh(self.view.draft)

    def matched(self, told: EstimateId) -> None:
        """Somebody said what became of an estimate's advance: its open bill follows."""
        if self.told is not None and self.told.id == told:
            with self._books.page() as page:
                self.told = _estimate_of(page, self.view.draft)
            self._refresh(self.view.draft)

    # --- what others change -------------------------------------------------------------------

    def settle(self) -> None:
        """Keep what a deed left unkept: the selected line, a bill the disk refused. When idle.

        Not while the till is locked: that is nobody's deed, and to be refused to nobody.
        """
        if self._watch.is_locked:
            return
        if self._unkept or not self._head_kept or self.unrecorded:
            with self.deed() as page:
                self._painted = True
                self._keep_all(page)

    def leave(self) -> None:
        """The till is closed in good order: its open bill was left, and not cut off.

        One that was cut off and that nobody has been told of since stays so.
        """
        self.settle()
        is_unsure = self.pending or self.handed is not None
        if self.view.draft.lines and not self._was_cut and not is_unsure:
            with self._books.page() as page:
                kept_drafts.put_head(page, self._bill, self.view.draft, is_left=True)

    def was_cut(self) -> bool:
        """Whether the bill that lies open had been cut off by an end out of order; told once."""
        told, self._was_cut = self._was_cut, False
        return told

    def refresh(self, shop_on: Callable[[date], Shop] | None = None) -> None:
        """Work the open bill out anew, after the facts of the shop have changed."""
        self.shop_on = shop_on or self.shop_on
        self._refresh(self.view.draft)

    def bought(self, good: Item, amount: Money) -> tuple[Money, int] | None:
        """At which offer's price a sum buys more of a good, and how much; None for no such."""
        day, asked = self._moments.now().calendar, good.inside(self.tax_on_top(good))
        return bought(asked, amount, self.view.draft.group, self._offers, day)

    def tax_on_top(self, good: Item) -> int | None:
        """The tax that comes on top of a good's price now; None where it is inside."""
        if good.inclusive:
            return None
        day = self._moments.now().calendar
        return good.tax_on_top(self.shop_on(day).tax_mode, day)

    def tell_forgone(self, draft: Draft, code: RefusalCode) -> None:
        """Warn by this code where the current line of a draft would cost less by an offer."""
        line, day = draft.current_line, self._moments.now().calendar
        less = forgone(draft, self._offers, day, self.shop_on(day).tax_mode)
        if line is not None and less:
            name = (line.item.name_hi, line.item.name_en)
            self.warning = Refusal(code, name=name, amount=less.paise, milli=line.quantity.milli)

    @property
    def offers(self) -> Sequence[Offer]:
        """What the shop sells at besides its goods' own prices."""
        return self._offers

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """The offers have changed: the open bill follows."""
        self._take_offers(offers)
        self._refresh(self.view.draft)

    def set_goods(self, goods: Mapping[ItemId, Item]) -> None:
        """Goods have changed: open and held bills follow where nobody typed what a line costs.

        What was typed stays, and End looks at it again. No undo brings an older price back.
        """
        self._before = [each.anew(goods) for each in self._before]
        held = {bill: each.anew(goods) for bill, each in self._held.items()}
        held = {bill: each for bill, each in held.items() if each != self._held[bill]}
        draft = self.view.draft.anew(goods)
        if not held and draft == self.view.draft:
            return
        try:
            with self._books.page() as page:
                self._keep_held(page, held)
                if draft != self.view.draft:
                    self.warning, self._added = self._above(draft), _NOTHING_ADDED
                    self._show(draft)
                    self._keep_all(page)
                    self._unkept, self._head_kept = False, True
        except Trouble as trouble:
            self._unkept = True
            raise Trouble(TroubleCode.DRAFT_UNSAVED, lines=self.view.count) from trouble

    def _keep_held(self, page: Page, held: Mapping[int, Draft]) -> None:
        """Held bills whose goods have changed; those whose prices did are told at the recall."""
        for bill, made in held.items():
            self._moved[bill] = _moved(self._held[bill], made) or self._moved.get(bill, ())
            self._held[bill] = made
            since_ms = kept_drafts.load(page, bill).held_ms
            kept_drafts.put_all(page, bill, made.lines)
            kept_drafts.put_head(page, bill, made, held_ms=since_ms)

    def look_again(self) -> None:
        """Goods may have changed in many ways: all that lies open follows."""
        every = (self.view.draft, *self._held.values(), *self._before)
        numbers = sorted({line.item.id for draft in every for line in draft.lines})
        if not numbers:
            return
        with self._books.page() as page:
            goods = items.by_ids(page, numbers)
        self.set_goods(goods)

    def _take_offers(self, offers: Sequence[Offer]) -> None:
        self._offers = tuple(offers)
        self._called = {each.id: (each.name_hi, each.name_en) for each in offers}

    # --- what it comes to ---------------------------------------------------------------------

    @property
    def shop(self) -> Shop:
        """The shop's facts of now."""
        return self.shop_on(self._moments.now().calendar)

    def papers(self) -> tuple[Shop, Moment, Sequence[Sheet]]:
        """What the open bill comes to now: the shop's facts, the moment, the papers."""
        moment = self._moments.now()
        shop = self.shop_on(moment.calendar)
        return shop, moment, self._sheets(self.view.draft, shop, moment.calendar)

    def asks(self, shop: Shop, moment: Moment, leave: Leave) -> list[Asked]:
        """What of the open bill's terms `leave` does not allow. Raises Refusal DISCOUNT_RANGE."""
        return unallowed(
            self.view.draft,
            self._offers,
            moment.calendar,
            leave.discount_cap(shop),
            approved=leave.may(Deed.UNDER_FLOOR),
            held=self._working.terms,
        )

    def check_mrp(self) -> None:
        """Raise Refusal MRP_LOWERED for a line of these `papers` above its MRP."""
        self._working.check_mrp()

    def _above(self, draft: Draft) -> Refusal | None:
        """That a line stands above its MRP, to be told before End refuses it."""
        day = self._moments.now().calendar
        try:
            draft.check_mrp(self.shop_on(day).tax_mode, day)
        except Refusal as refusal:
            return refusal
        return None

    def unrecorded_acts(self, page: Page) -> Sequence[journal.Deed]:
        """The acts on the open bill that are not recorded yet."""
        return self.unrecorded.acts(page, doubtful=self._unkept)

    # --- what became of an End ----------------------------------------------------------------

    def resolve(self) -> Finished | None:
        """The bills of an End whose commit failed, if the books hold them after all.

        A bill that was handed over lies open no more, if the books hold what it became. Raises
        Trouble COMMIT_UNKNOWN while the books cannot be asked.
        """
        bills = self.pending
        if not bills and self.handed is None:
            return None
        doubtful = RecordId(bills[0].id) if bills else self.handed
        assert doubtful is not None
        try:
            with self._books.page() as page:
                held = journal.holds(page, doubtful)
        except Trouble as trouble:
            raise Trouble(TroubleCode.COMMIT_UNKNOWN, bills=len(bills)) from trouble
        self.pending, self.handed = (), None
        if held and not bills:
            self.over()
        return self.made() if held and bills else None

    def close(self, bills: tuple[Bill, ...]) -> None:
        """These bills of the open one go to the disk now; what is painted then is made ready.

        A processor that has waited for a disk has to fetch everything anew: little is left to do.
        """
        self.pending = bills
        last = bills[-1]
        moment = Moment(last.at, last.calendar_day, last.business_day, last.clock_suspect)
        finished = Finished(bills, total([bill.change for bill in bills]))
        self._closing = finished, moment, self._viewed(_EMPTY, moment, new=True)

    def made(self) -> Finished:
        """The disk has the bills that `close` was told of."""
        assert self._closing is not None
        (finished, moment, view), self._closing = self._closing, None
        self.pending = ()
        self.unrecorded.recorded()
        self._moments.sold(moment)
        self.over(view)
        return finished

    # --- keeping ------------------------------------------------------------------------------

    def _keep_all(self, page: Page) -> None:
        kept_drafts.put_all(page, self._bill, self.view.draft.lines)
        self._keep_head(page)

    def _keep_head(self, page: Page) -> None:
        kept_drafts.put_head(page, self._bill, self.view.draft)

    def _turn_to(self, page: Page, draft: Draft) -> None:
        self._before = []
        self.warning = self._above(draft) or self.warning
        self._know(page, draft)
        self._refresh(draft)

    def _know(self, page: Page, draft: Draft) -> None:
        """What a draft's goods stand at, and the estimate that it came of."""
        self._balances = stock.balance(page, [line.item.id for line in draft.lines])
        self.told = _estimate_of(page, draft)

    # --- painting -----------------------------------------------------------------------------

    def _change(self, draft: Draft) -> None:
        """Show a draft that a deed has made; what was before can be brought back."""
        self._check_taxed(draft)
        before = self._before
        self._before = [*before[-UNDO_MAX + 1 :], self.view.draft]
        try:
            self._show(draft)
        except Refusal:
            self._before = before
            raise

    def _check_taxed(self, draft: Draft) -> None:
        """Raise Refusal MRP_WITH_TAX for a line that would come above its MRP by the tax on top.

        One that stood there before, since its MRP or its rate has changed, waits for another price.
        """
        known = self.view.draft.lines
        for place, line in enumerate(draft.lines):
            if line.item.inclusive or (place < len(known) and known[place] is line):
                continue
            day = self._moments.now().calendar
            mode = self.shop_on(day).tax_mode
            above = _above_mrp(line, place, mode, day)
            stood = [each for each in known if each.item.id == line.item.id]
            if above and not any(_above_mrp(each, place, mode, day) for each in stood):
                told = {**above.facts, "name": (line.item.name_hi, line.item.name_en)}
                raise Refusal(RefusalCode.MRP_WITH_TAX, **told)

    def _show(self, draft: Draft) -> None:
        """Make a draft the open bill and paint it."""
        self._paint(self._viewed(draft, self._moments.now()))

    def _paint(self, view: CounterView) -> None:
        self.view, self._painted = view, True
        self._on_change(view)

    def _viewed(self, draft: Draft, moment: Moment, *, new: bool = False) -> CounterView:
        """What is painted of a draft at a moment; `new`: nothing has been done on it yet."""
        told = None if new else self.told
        shop = self.shop_on(moment.calendar)
        made = self._sheets(draft, shop, moment.calendar)
        self.warning = self.warning or _current_above(draft, shop, moment.calendar)
        held = {line.item.id for line in draft.lines}
        given = self._working.terms
        return CounterView(
            draft=draft,
            owed=payable(made),
            tax=self._working.tax,
            saving=self._working.saving,
            count=len(draft.lines),
            papers=tuple(sheet.title for sheet in made),
            balances={item: milli for item, milli in self._balances.items() if item in held},
            price_missing=self._working.unpriced,
            terms=given,
            nets=tuple(map(_NET, given)),
            discount=total([sheet.discount for sheet in made]),
            charge=total([sheet.charge for sheet in made]),
            round_off=total([sheet.totals.round_off for sheet in made]),
            advanced=told.advanced if told else NOTHING,
            unseen=told.unseen if told else NOTHING,
            came_of=told,
            bill=self._bill,
            bills=self._tabs(draft),
            can_undo=bool(self._before) and not new,
            warning=self.warning,
            called=self._called,
            taxed=shop.tax_mode is TaxMode.REGULAR,
            lacks_address=shop.lacks_address,
            above=self._line_above() if made else None,
            doubt=self._moments.doubt(moment),
        )

    def _line_above(self) -> Refusal | None:
        """That a line of what was just worked out stands above its MRP."""
        try:
            self._working.check_mrp()
        except Refusal as refusal:
            return refusal
        return None

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


def _restored(page: Page, kept: StoredDraft) -> tuple[Draft, bool]:
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
                line.allowed,
                line.labelled,
                line.inside,
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
        kept.allowed,
        kept.asks_payment,
        kept.unknown,
    )
    return draft, len(lines) == len(kept.lines)


def _estimate_of(page: Page, draft: Draft) -> "Estimate | None":
    if not draft.estimate:
        return None
    from estore_pos.store import estimate

    kept = estimate.by_id(page, draft.estimate)
    return kept.estimate if kept and kept.closed is None else None


def _added(before: Draft, now: Draft) -> tuple[int, int]:
    """The line that something was added to, and how many thousandths."""
    place = now.current
    had = before.lines[place].quantity.milli if len(before.lines) == len(now.lines) else 0
    return place, now.lines[place].quantity.milli - had


def _goods_of(draft: Draft) -> Mapping[ItemId, Item]:
    """The goods on a draft."""
    return {line.item.id: line.item for line in draft.lines if not line.nameless}


def _current_above(draft: Draft, shop: Shop, day: date) -> Refusal | None:
    """That what was just put on the bill comes above its MRP with a tax that is not inside it."""
    line = draft.current_line
    if line is None or line.item.inclusive:
        return None
    return _above_mrp(line, draft.current, shop.tax_mode, day)


def _above_mrp(line: DraftLine, place: int, mode: TaxMode, day: date) -> Refusal | None:
    """That a line stands above its MRP."""
    try:
        line.check_mrp(place, mode, day)
    except Refusal as refusal:
        return refusal
    return None


def _moved(before: Draft, now: Draft) -> _Names:
    """The names of the goods whose price is another one."""
    names = [
        (line.item.name_hi, line.item.name_en)
        for was, line in zip(before.lines, now.lines, strict=True)
        if was.price != line.price
    ]
    return tuple(dict.fromkeys(names))
