"""The open bill at the counter: every deed on it, painted at once and kept on disk."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from estore_pos.domain import barcode
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import financial_year
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.gst import TaxMode, Title
from estore_pos.domain.ids import ItemId, RecordId, SaleId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.quantity import Quantity
from estore_pos.domain.rounding import divide_half_up
from estore_pos.domain.sale import (
    Bill,
    Sheet,
    Tender,
    bill_number,
    cash,
    number_kind,
    pay,
    payable,
    place_of_supply,
    sheets,
)
from estore_pos.domain.shop import Shop
from estore_pos.operations.moment import Moment, Moments
from estore_pos.store import customer as customers
from estore_pos.store import draft as drafts
from estore_pos.store import item as items
from estore_pos.store import journal, print_queue, sale, stock, stream
from estore_pos.store.books import Books
from estore_pos.store.page import Page
from estore_pos.store.records import item as item_record
from estore_pos.store.records import sale as sale_record
from estore_pos.text.words import PaperLanguage


@dataclass(frozen=True, slots=True)
class CounterView:
    """What a window paints of the open bill.

    `owed` is payable for all papers together, `tax` what of it is tax, `saving` how far below the
    printed prices it stays. `balances` are thousandths kept in stock before this bill, for the
    items on it that were ever counted. `price_missing`: a line has no price yet and End is refused.
    """

    draft: Draft = field(default_factory=Draft)
    owed: Money = NOTHING
    tax: Money = NOTHING
    saving: Money = NOTHING
    count: int = 0
    papers: tuple[Title, ...] = ()
    balances: Mapping[ItemId, int] = field(default_factory=dict)
    price_missing: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """The bills one End made (two for a registered buyer of a mixed basket) and the change."""

    bills: tuple[Bill, ...]
    change: Money


PARTICULARS_FROM = Money.rupees(50_000)
"""Taxable value from which a tax invoice names whoever bought."""

OnChange = Callable[[CounterView], None]


class Counter:
    """The open bill. Desk's thread only.

    A deed works out the bill anew, paints it through `on_change` and only then waits for the disk.
    Where the disk fails the line stays on the bill and Trouble DRAFT_UNSAVED says so; the next
    deed writes the whole bill again. At most one transaction a deed.
    """

    def __init__(
        self,
        books: Books,
        moments: Moments,
        shop_on: Callable[[date], Shop],
        on_change: OnChange,
    ) -> None:
        """Take what deeds need; `take_up` then brings back the bill that lay open."""
        self.view = CounterView()
        self._books = books
        self._moments = moments
        self._shop_on = shop_on
        self._on_change = on_change
        self._balances: dict[ItemId, int] = {}
        self._unkept = False
        self._head_kept = True
        self._pending: tuple[Bill, ...] = ()
        self._worked_out: tuple[Draft | None, Shop | None, date | None, Sequence[Sheet]]
        self._worked_out = None, None, None, ()
        self._painted = False

    def take_up(self, page: Page) -> None:
        """Bring back the bill that lay open when the till last stopped."""
        kept = drafts.load(page)
        ids = [line.item for line in kept.lines]
        goods, self._balances = items.by_ids(page, ids), stock.balance(page, ids)
        lines = tuple(
            DraftLine(
                good,
                Quantity(line.milli, good.unit),
                line.price,
                line.amount,
                by_hand=line.amount is None and line.price != good.price,
            )
            for line in kept.lines
            if (good := goods.get(line.item))
        )
        self._unkept = len(lines) != len(kept.lines)
        buyer = customers.by_id(page, kept.buyer) if kept.buyer else None
        current = min(kept.current, len(lines) - 1)
        self._refresh(Draft(lines, current, buyer if buyer and not buyer.erased else None))

    def scan(self, code: str, times_milli: int = 1000) -> CounterView:
        """One more of what the code stands for, or so many thousandths of that.

        Raises Refusal UNKNOWN_BARCODE, ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE.
        """
        wanted = barcode.canonical(code)
        with self._deed() as page:
            found = items.by_code(page, wanted)
            if found is None:
                raise Refusal(RefusalCode.UNKNOWN_BARCODE, barcode=wanted)
            good, milli = found
            many = divide_half_up(milli * times_milli, 1000)
            self._put(page, self.view.draft.add(good, many), good)
        return self.view

    def add(
        self, item_id: ItemId, milli: int | None = None, amount: Money | None = None
    ) -> CounterView:
        """So many thousandths, or a sum's worth, of an item; one whole unit if neither is said.

        Raises Refusal NOTHING_FOUND, ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, AMOUNT_RANGE,
        PRICE_MISSING.
        """
        with self._deed() as page:
            good = items.by_id(page, item_id)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{item_id}")
            if amount is not None:
                draft = self.view.draft.add_amount(good, amount)
            else:
                draft = self.view.draft.add(good, 1000 if milli is None else milli)
            self._put(page, draft, good)
        return self.view

    def set_quantity(self, place: int, milli: int) -> CounterView:
        """Another quantity on a line. Raises LINE_MISSING, QUANTITY_STEP, QUANTITY_RANGE."""
        with self._deed() as page:
            self._put(page, self.view.draft.set_quantity(place, milli))
        return self.view

    def set_price(self, place: int, price: Money, keep: bool = False) -> CounterView:
        """Another price on a line; `keep` makes it the item's price where the item had none.

        Raises Refusal LINE_MISSING, ABOVE_MRP, AMOUNT_RANGE.
        """
        with self._deed() as page:
            draft = self.view.draft.set_price(place, price)
            good = draft.lines[place].item
            if keep and good.price is None and price:
                priced = replace(items.by_id(page, good.id) or good, price=price)
                draft = _with_item(draft, priced)
                self._put(page, draft)
                moment = self._moments.now()
                journal.append(
                    page,
                    "goods",
                    item_record.body(priced),
                    id=self._books.new_id(),
                    at=moment.at,
                    suspect=moment.suspect,
                )
            else:
                self._put(page, draft)
        return self.view

    def remove(self, place: int) -> CounterView:
        """Without a line. Raises Refusal LINE_MISSING."""
        with self._deed() as page:
            count = len(self.view.draft.lines)
            self._show(self.view.draft.remove(place))
            if self._unkept:
                self._keep_all(page)
            else:
                drafts.drop_line(page, place, count)
                self._keep_head(page)
        return self.view

    def select(self, place: int) -> CounterView:
        """The line that the next key acts on; kept with the next deed. Raises LINE_MISSING."""
        self.view.draft.line(place)
        self._head_kept = False
        self._show(replace(self.view.draft, current=place))
        return self.view

    def set_buyer(self, buyer: Customer | None) -> CounterView:
        """Whose bill it is; somebody already saved. Raises Refusal INTERSTATE_NOT_ALLOWED."""
        assert buyer is None or buyer.id
        with self._deed() as page:
            self._head_kept = False
            self._show(self.view.draft.set_buyer(buyer))
            if self._unkept:
                self._keep_all(page)
            else:
                self._keep_head(page)
        return self.view

    def clear(self) -> CounterView:
        """Throw the open bill away."""
        with self._deed() as page:
            self._balances = {}
            self._show(Draft())
            drafts.clear(page)
        return self.view

    def settle(self) -> None:
        """Keep what a deed left unkept: the selected line, a bill the disk refused. When idle."""
        if self._unkept or not self._head_kept:
            with self._deed() as page:
                self._painted = True
                self._keep_all(page)

    def refresh(self, shop_on: Callable[[date], Shop] | None = None) -> CounterView:
        """Work the bill out anew, after the facts of the shop have changed."""
        self._shop_on = shop_on or self._shop_on
        self._refresh(self.view.draft)
        return self.view

    def finish(
        self,
        tenders: Sequence[Tender] | None = None,
        received: Money | None = None,
        print_in: PaperLanguage | None = None,
    ) -> Finished:
        """Make the bill: exact cash unless tenders, or the cash handed over, are named.

        Its paper is asked for in the language `print_in`, if any, with the bill itself.

        Raises Refusal EMPTY_BILL, PRICE_MISSING, TENDER_SHORT, INTERSTATE_NOT_ALLOWED,
        BUYER_PARTICULARS (PRICE_MISSING says the `place` of the first such line); Trouble
        COMMIT_UNKNOWN or DISK_FULL when the disk failed: End again makes no second bill.
        """
        if made_before := self._resolve():
            return made_before
        if not self.view.draft.lines:
            raise Refusal(RefusalCode.EMPTY_BILL)
        if self.view.price_missing:
            lines = self.view.draft.lines
            place = next(place for place, line in enumerate(lines) if _is_unpriced(line))
            raise Refusal(RefusalCode.PRICE_MISSING, item=lines[place].item.id, place=place)
        moment = self._moments.now()
        shop = self._shop_on(moment.calendar)
        made = self._sheets(self.view.draft, shop, moment.calendar)
        owed = payable(made)
        if owed != self.view.owed:
            # Midnight or a new tax mode has changed the sum since it was painted.
            painted = self.view.owed
            self.refresh()
            raise Refusal(RefusalCode.TENDER_SHORT, owed=owed.paise, given=painted.paise)
        check_particulars(made, shop, self.view.draft.buyer)
        paid = pay(made, tenders if tenders is not None else (cash(owed, received),))
        try:
            with self._books.page() as page:
                bills = self._bills(page, made, paid, shop, moment)
                journal.append_many(page, "trade", [_deed(bill) for bill in bills])
                drafts.clear(page)
                print_queue.put_bills(page, bills, print_in)
                self._pending = bills
        except Trouble as trouble:
            # Whatever fails once the page was whole leaves open whether the bill stands.
            if not self._pending:
                raise
            if finished := self._resolve():
                return finished
            if trouble.facts.get("full"):
                raise Trouble(TroubleCode.DISK_FULL, bills=len(made)) from trouble
            raise Trouble(TroubleCode.COMMIT_UNKNOWN, bills=len(made)) from trouble
        return self._made(bills)

    def _bills(
        self,
        page: Page,
        made: Sequence[Sheet],
        paid: Sequence[tuple[Tender, ...]],
        shop: Shop,
        moment: Moment,
    ) -> tuple[Bill, ...]:
        """The bills of a draft, each with the next number of its series."""
        buyer = self.view.draft.buyer
        series = stream.series(page)
        given: dict[str, int] = {}
        bills = []
        for sheet, tenders in zip(made, paid, strict=True):
            kind = number_kind(sheet.title)
            year = financial_year(moment.calendar)
            serial = given.get(kind) or sale.next_serial(page, kind, series, year)
            given[kind] = serial + 1
            bills.append(
                Bill(
                    id=SaleId(self._books.new_id()),
                    number=bill_number(kind, series, moment.calendar, serial),
                    at=moment.at,
                    calendar_day=moment.calendar,
                    business_day=moment.business,
                    title=sheet.title,
                    mode=shop.tax_mode,
                    lines=sheet.lines,
                    tenders=tenders,
                    totals=sheet.totals,
                    shop_state=shop.state,
                    place_of_supply=place_of_supply(buyer, shop),
                    buyer=buyer.id if buyer else None,
                    buyer_gstin=buyer.gstin if buyer else "",
                    clock_suspect=moment.suspect,
                )
            )
        return tuple(bills)

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
        last = bills[-1]
        self._moments.sold(
            Moment(last.at, last.calendar_day, last.business_day, last.clock_suspect)
        )
        self._balances = {}
        self._unkept, self._head_kept = False, True
        self._show(Draft())
        return Finished(bills, total([bill.change for bill in bills]))

    @contextmanager
    def _deed(self) -> Iterator[Page]:
        """A page for one deed on the open bill; what was painted stays though the disk fails."""
        self._resolve()
        self._painted = False
        try:
            with self._books.page() as page:
                yield page
        except Trouble as trouble:
            if not self._painted:
                raise
            self._unkept = True
            raise Trouble(TroubleCode.DRAFT_UNSAVED, lines=self.view.count) from trouble
        self._unkept, self._head_kept = False, True

    def _put(self, page: Page, draft: Draft, good: Item | None = None) -> None:
        """Paint a draft whose current line has changed, then keep that line."""
        if good is not None:
            self._balances = {**self._balances, **stock.balance(page, [good.id])}
        moved = draft.current != self.view.draft.current
        self._show(draft)
        if self._unkept:
            self._keep_all(page)
            return
        drafts.put_line(page, draft.current, draft.lines[draft.current])
        if moved or not self._head_kept:
            self._keep_head(page)

    def _keep_all(self, page: Page) -> None:
        drafts.put_all(page, self.view.draft.lines)
        self._keep_head(page)

    def _keep_head(self, page: Page) -> None:
        buyer = self.view.draft.buyer
        drafts.put_head(page, self.view.draft.current, buyer.id if buyer else None)

    def _show(self, draft: Draft) -> None:
        """Make a draft the open bill and paint it."""
        moment = self._moments.now()
        made = self._sheets(draft, self._shop_on(moment.calendar), moment.calendar)
        held = {line.item.id for line in draft.lines}
        self.view = CounterView(
            draft=draft,
            owed=payable(made),
            tax=total([line.taxed.tax for sheet in made for line in sheet.lines]),
            saving=total([_saving(line) for line in draft.lines]),
            count=len(draft.lines),
            papers=tuple(sheet.title for sheet in made),
            balances={item: milli for item, milli in self._balances.items() if item in held},
            price_missing=any(map(_is_unpriced, draft.lines)),
        )
        self._painted = True
        self._on_change(self.view)

    def _sheets(self, draft: Draft, shop: Shop, day: date) -> Sequence[Sheet]:
        """The papers of a draft; End mostly asks for those that the last deed has worked out."""
        of_draft, of_shop, of_day, made = self._worked_out
        if draft is not of_draft or shop is not of_shop or day != of_day:
            made = sheets(draft, shop, day)
            self._worked_out = draft, shop, day, made
        return made

    def _refresh(self, draft: Draft) -> None:
        """Show a draft under the facts of now; a buyer it may no longer sell to is let go."""
        try:
            self._show(draft)
        except Refusal:
            self._head_kept = False
            self._show(draft.set_buyer(None))


def check_particulars(made: Sequence[Sheet], shop: Shop, buyer: Customer | None) -> None:
    """Rule 46(e): a tax invoice of 50,000 rupees or more names its unregistered buyer and where.

    Raises Refusal BUYER_PARTICULARS. (A registered buyer is named by his GSTIN.)
    """
    if shop.tax_mode is not TaxMode.REGULAR or (buyer and (buyer.gstin or buyer.address)):
        return
    for sheet in made:
        taxed = [line.taxed.taxable for line in sheet.lines if line.rate.bears_tax]
        if total(taxed) >= PARTICULARS_FROM:
            raise Refusal(RefusalCode.BUYER_PARTICULARS)


def _deed(bill: Bill) -> journal.Deed:
    return journal.Deed(
        sale_record.body(bill), RecordId(bill.id), bill.at, bill.by, bill.clock_suspect
    )


def _with_item(draft: Draft, good: Item) -> Draft:
    """The draft with an item as it now stands on every line of it."""
    lines = tuple(
        replace(line, item=good, by_hand=line.price != good.price)
        if line.item.id == good.id
        else line
        for line in draft.lines
    )
    return replace(draft, lines=lines)


def _is_unpriced(line: DraftLine) -> bool:
    """Whether nobody has told a price, neither of the item nor on this line."""
    return line.item.price is None and not line.price


def _saving(line: DraftLine) -> Money:
    printed = line.item.mrp
    if printed is None:
        return NOTHING
    return max(NOTHING, printed.times_milli(line.quantity.milli) - line.value)
