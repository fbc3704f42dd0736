"""What the shop sells at besides each item's own price: offers, categories, today's rates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import TaxMode, check_hsn, check_rate
from estore_pos.domain.ids import ItemId, OfferId
from estore_pos.domain.item import Item
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money
from estore_pos.domain.offer import Offer
from estore_pos.domain.person import Asked, Deed, Role
from estore_pos.domain.shop import in_force
from estore_pos.operations.changes import good_changed
from estore_pos.operations.counter import Counter
from estore_pos.operations.item import checked
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import category, offer, stock
from estore_pos.store import item as items
from estore_pos.store import shop as shops
from estore_pos.store.books import Books
from estore_pos.store.page import Page

BOARD_FIRST = 20
"""So many goods stand on the first rate board; then those of the last one, however many."""
PAST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Rated:
    """A good on the rate board: its price before today, and each day's last rate, newest first."""

    item: Item
    before: Money | None
    past: tuple[tuple[date, datetime, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer, and the goods that it names."""

    offer: Offer
    goods: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of a good `today`; `left` thousandths lie there, None: nobody counted.

    `charges_tax`: so the shop does, and the tax is in the price or comes on top.
    """

    item: Item
    sees_cost: bool
    left: int | None
    groups: tuple[str, ...]
    today: date
    charges_tax: bool


class Terms:
    """Offers and rate boards. Desk's thread only; one transaction a deed."""

    def __init__(self, books: Books, moments: Moments, watch: Watch, counter: Counter) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._watch = watch
        self._recorder = Recorder(books, moments, watch)
        self._counter = counter

    def save_offer(self, made: Offer, approval: Approval | None = None) -> Offer:
        """Record an offer as it now stands; a new one has the id "".

        Papers tell an offer by its name: under another one it is a new offer, and the old one ends.
        Raises Refusal OFFER_WRONG, APPROVAL_NEEDED (what: offers).
        """
        leave = self._watch.leave(approval)
        made.check()
        leave.need(Deed.OFFERS)
        with self._books.page() as page:
            held = {each.id: each for each in offer.every(page)}.get(made.id)
            if held is not None and _named(held) != _named(made):
                self._recorder.record(page, "goods", offer.body(replace(held, closed=True)))
                made = replace(made, id=OfferId(""))
            saved = made if made.id else replace(made, id=OfferId(self._books.new_id()))
            record = self._recorder.record(page, "goods", offer.body(saved))
            name = saved.name_hi or saved.name_en
            told = f"off {name}" if saved.closed else name
            self._recorder.note(page, Act(ActKind.OFFER, record, by=leave.by, note=told))
            every = offer.every(page)
        self._counter.drafts.set_offers(every)
        return saved

    def offers(self) -> list[Offer]:
        """All offers, closed and past ones included."""
        with self._books.page() as page:
            return offer.every(page)

    def offered(self) -> list[Offered]:
        """All offers with their goods: those that are not ended first, the newest first."""
        with self._books.page() as page:
            every = offer.every(page)
            numbers = {part.item for each in every for part in each.goods}
            held = items.by_ids(page, sorted(numbers))
        every.sort(key=lambda each: (not each.closed, each.from_day, each.id), reverse=True)
        return [
            Offered(each, tuple([held[part.item] for part in each.goods if part.item in held]))
            for each in every
        ]

    def category_keys(self) -> list[str]:
        """What an offer may be on: the categories there are, and those that goods are of."""
        with self._books.page() as page:
            kinds = {each.key for each in category.every(page) if not each.closed}
            return sorted(kinds | items.categories(page))

    def card(self, number: ItemId) -> Card:
        """What is known of a good, its cost for the owner only. Raises Refusal NOTHING_FOUND."""
        sees_cost = self._watch.person.role is Role.OWNER
        today = self._moments.now().calendar
        with self._books.page() as page:
            good = items.by_id(page, number)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{number}")
            told = shops.versions(page)
            left = stock.balance(page, [number]).get(number)
            groups = tuple(sorted(items.groups(page)))
        shown = good if sees_cost else replace(good, cost=None)
        taxed = bool(told) and in_force(told, today).tax_mode is TaxMode.REGULAR
        return Card(shown, sees_cost, left, groups, today, taxed)

    def save_card(self, good: Item, approval: Approval | None = None) -> Item:
        """Record a good as its card now reads; the open bill follows, another's tile is freed.

        Nothing is recorded where nothing is another. Raises Refusal NOTHING_FOUND, NAME_NEEDED,
        what `Item.check` raises, CODE_TAKEN, HSN_WRONG, RATE_ILLEGAL, APPROVAL_NEEDED (what: goods;
        price_under_floor for prices newly below cost).
        """
        leave = self._watch.leave(approval)
        with self._books.page() as page:
            known = items.by_id(page, good.id)
            if known is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{good.id}")
            if self._watch.person.role is not Role.OWNER:
                good = replace(good, cost=known.cost)
            saved = checked(good)
            saved.check(self._counter.drafts.shop.tax_mode, self._moments.now().calendar)
            if saved.hsn != known.hsn:
                check_hsn(saved.hsn)
            for told in saved.rates:
                if told not in known.rates:
                    check_rate(told)
            there = {code.code for code in known.barcodes}
            for code in saved.barcodes:
                if code.code in there:
                    continue  # two lists may have given two goods one number
                held = items.by_code(page, code.code)
                if held is not None and held[0].id != saved.id:
                    name = held[0].name_hi, held[0].name_en
                    raise Refusal(
                        RefusalCode.CODE_TAKEN, barcode=code.code, item=held[0].id, name=name
                    )
            if saved == known:
                return saved
            lowest, called = saved.lowest or NOTHING, (saved.name_hi, saved.name_en)
            wanted = [Asked(Deed.GOODS, saved.id, name=called)]
            is_below = bool(saved.cost and NOTHING < lowest < saved.cost)
            if is_below and lowest != known.lowest:
                wanted.append(Asked(Deed.UNDER_FLOOR, saved.id, price=lowest, name=called))
            leave.need_all(wanted)
            self._note_good(page, known, saved, leave)
            if len(wanted) > 1:
                act = Act(ActKind.PRICE_UNDER_FLOOR, None, saved.id, amount=lowest)
                self._recorder.note(page, replace(act, by=leave.by))
            for other in items.tiles(page):
                if saved.tile and other.tile == saved.tile and other.id != saved.id:
                    self._recorder.record(page, "goods", items.body(replace(other, tile=0)))
            self._recorder.record(page, "goods", items.body(saved))
        self._counter.drafts.set_goods({saved.id: saved})
        return saved

    def _note_good(self, page: Page, known: Item, saved: Item, leave: Leave) -> None:
        amount = saved.price or NOTHING if saved.price != known.price else NOTHING
        told = good_changed(known, saved)
        act = Act(ActKind.GOODS, None, saved.id, amount=amount, by=leave.by, note=told)
        self._recorder.note(page, act)

    def groups(self) -> list[str]:
        """The groups of customers that a good or an offer names."""
        with self._books.page() as page:
            named = {each.group for each in offer.every(page) if each.group}
            return sorted(named | items.groups(page))

    def tiles(self) -> list[Item]:
        """The items of the quick tiles, in their order."""
        with self._books.page() as page:
            return items.tiles(page)

    def set_rates(self, prices: Mapping[ItemId, Money], approval: Approval | None = None) -> None:
        """Today's rate board: many items priced anew by one record; nothing where none is named.

        Raises Refusal NOTHING_FOUND, RATE_NOTHING, AMOUNT_RANGE, ABOVE_MRP, MRP_WITH_TAX,
        APPROVAL_NEEDED (what: rates; price_under_floor below cost); then no price has changed.
        """
        leave = self._watch.leave(approval)
        if not prices:
            return
        mode, today = self._counter.drafts.shop.tax_mode, self._moments.now().calendar
        with self._books.page() as page:
            held = items.by_ids(page, list(prices))
            below: list[Asked] = []
            for number, price in prices.items():
                good = held.get(number)
                if good is None:
                    raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{number}")
                _check(good, price, mode, today)
                if good.cost is not None and price < good.cost:
                    called = good.name_hi, good.name_en
                    below.append(Asked(Deed.UNDER_FLOOR, number, price=price, name=called))
            leave.need_all([*below, Asked(Deed.RATES)])
            board = items.prices_body(prices, today)
            record = self._recorder.record(page, "goods", board)
            moved = sum(held[number].price != price for number, price in prices.items())
            self._recorder.note(page, Act(ActKind.RATES, record, by=leave.by, note=str(moved)))
            for each in below:
                act = Act(ActKind.PRICE_UNDER_FLOOR, None, each.item, amount=each.price)
                self._recorder.note(page, replace(act, by=leave.by))
            priced = items.by_ids(page, list(prices))
        self._counter.drafts.set_goods(priced)

    def rate_board(self) -> list[Rated]:
        """Today's rate board: the goods of the last one, else the loose goods, most sold first."""
        today = self._moments.now().calendar
        with self._books.page() as page:
            goods = items.board(page) or items.loose(page, BOARD_FIRST)
            return [_rated(page, good, today) for good in goods]

    def rated(self, number: ItemId) -> Rated:
        """A good as it would stand on the rate board. Raises Refusal NOTHING_FOUND."""
        today = self._moments.now().calendar
        with self._books.page() as page:
            good = items.by_id(page, number)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{number}")
            return _rated(page, good, today)


def _named(made: Offer) -> tuple[str, str]:
    return made.name_hi, made.name_en


def _rated(page: Page, good: Item, today: date) -> Rated:
    last_of_day = {
        entry[0]: entry for entry in reversed(items.prices(page, good.id, 3 * PAST_SHOWN))
    }
    past = tuple(sorted(last_of_day.values(), reverse=True))[:PAST_SHOWN]
    if past and past[0][0] >= today:
        older = [price for day, _, price in past if day < today]
        return Rated(good, older[0] if older else None, past)
    return Rated(good, good.price, past)


def _check(good: Item, price: Money, mode: TaxMode, today: date) -> None:
    """Raises Refusal RATE_NOTHING, AMOUNT_RANGE, ABOVE_MRP, MRP_WITH_TAX."""
    if not price:
        raise Refusal(RefusalCode.RATE_NOTHING, item=good.id)
    if not NOTHING < price <= AMOUNT_MAX:
        raise Refusal(RefusalCode.AMOUNT_RANGE, item=good.id, amount=price.paise)
    good.check_price(price, mode, today)
