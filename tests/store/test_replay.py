"""The journal is the truth: replaying it gives the tables, whatever days the shop has had."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from estore_pos.domain.account import (
    BUILT_IN,
    CASH,
    DIGIPAY,
    Account,
    AccountKind,
    MoneyDeed,
    MoneyMove,
)
from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.cancel import CancelReason, cancel
from estore_pos.domain.category import Category
from estore_pos.domain.credit_note import Back, CreditNote
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal
from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import AccountId, CustomerId, ItemId, OfferId, PersonId
from estore_pos.domain.item import Barcode, Item, Part
from estore_pos.domain.money import Money
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.person import Person, Role
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind, cash
from estore_pos.domain.stock import Move, Reason
from estore_pos.store import (
    account,
    act,
    category,
    check,
    credit_note,
    customer,
    estimate,
    journal,
    offer,
    person,
    sale,
    stock,
)
from estore_pos.store.page import Page
from estore_pos.store.records import act as act_record
from estore_pos.store.records import estimate as estimate_record
from estore_pos.store.records import goods as goods_record
from estore_pos.store.records import person as person_record
from estore_pos.store.records import sale as sale_record
from estore_pos.store.reports import totals
from tests.store.shelf import (
    GOODS,
    GSTIN_BIHAR,
    GSTIN_UP,
    NOON,
    REGULAR,
    Shelf,
    replayed,
    tables_of,
)

QUANTITIES = st.sampled_from([1000, 2000, 5000, 12_000])
ITEMS = st.sampled_from(GOODS)


def words(min_size: int = 0, max_size: int = 20) -> st.SearchStrategy[str]:
    """Whatever a record may hold: U+0000 is in no text of one (`sync.protocol.record.encode`)."""
    told = st.characters(codec="utf-8", exclude_characters="\0")
    return st.text(told, min_size=min_size, max_size=max_size)


def _in_cash(owed: Money) -> list[Tender]:
    return [cash(owed)]


def _cash_of(papers: Sequence[Bill | CreditNote]) -> int:
    """Paise of cash on bills, or given back."""
    tenders = [
        each
        for paper in papers
        for each in (paper.tenders if isinstance(paper, Bill) else paper.refunds)
    ]
    return sum(each.amount.paise for each in tenders if each.kind is TenderKind.CASH)


def _split_payment(owed: Money) -> list[Tender]:
    """A part by UPI, the rest in cash with change."""
    upi = Money(owed.paise // 300 * 100)
    rest = owed - upi
    paid = [Tender(TenderKind.CASH, rest, rest + Money(5000))]
    return [Tender(TenderKind.UPI, upi, reference="4471"), *paid] if upi else paid


class Days(RuleBasedStateMachine):
    """Random days of trade on real books, each compared with a replay."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.shelf = Shelf(self.root)
        self.goods: dict[ItemId, Item] = {}
        self.customers: list[Customer] = []
        self.shop = REGULAR
        self.kept: dict[ItemId, int] = {}
        self.counted: set[ItemId] = set()
        self.bills = 0
        self.made: list[Bill] = []
        self.off: set[int] = set()
        self.paid_back: list[tuple[Bill, BusinessDay]] = []
        self.notes: list[CreditNote] = []
        self.told: list[tuple[Estimate, CloseReason | None]] = []
        self.offer = Offer(OfferId("01JD0000000000000000000001"), OfferKind.PERCENT, NOON.date())
        self.category: Category | None = None
        self.person: Person | None = None
        self.acts: list[Act] = []
        self.supplier: Account | None = None
        self.moves: list[MoneyMove] = []

    @initialize()
    def open_shop(self) -> None:
        self.shelf.create()
        self.shelf.say(self.shop)
        self.shelf.stock_up()
        self.goods = {item.id: item for item in GOODS}

    @rule(
        item=ITEMS, price=st.integers(1, 99_999), closed=st.booleans(), code=st.integers(100, 120)
    )
    def change_item(self, item: Item, price: int, closed: bool, code: int) -> None:
        now = replace(
            self.goods[item.id],
            price=Money(price),
            mrp=None,
            closed=closed,
            barcodes=(Barcode(str(code)), Barcode("carton" + str(code), 6000)),
        )
        self.goods[item.id] = now
        self.shelf.stock_up([now])

    @rule(moves=st.lists(st.tuples(ITEMS, st.integers(-5000, 90_000)), min_size=1, max_size=4))
    def count_stock(self, moves: list[tuple[Item, int]]) -> None:
        self.shelf.receive([Move(i.id, milli) for i, milli in moves], Reason.CORRECTION)
        for item, milli in moves:
            self.kept[item.id] = self.kept.get(item.id, 0) + milli
            self.counted.add(item.id)

    @rule(
        basket=st.lists(st.tuples(ITEMS, QUANTITIES), min_size=1, max_size=5),
        rupees=st.integers(0, 90),
        parts=st.booleans(),
        who=st.integers(0, 5),
        points=st.sampled_from((0, 500)),
    )
    def sell(
        self, basket: list[tuple[Item, int]], rupees: int, parts: bool, who: int, points: int
    ) -> None:
        open_goods = [(self.goods[i.id], milli) for i, milli in basket]
        sold = [(item, milli) for item, milli in open_goods if not item.closed]
        atta = self.goods[GOODS[1].id]
        amount = (atta, Money.rupees(rupees)) if rupees and not atta.closed else None
        buyer = self.customers[who] if who < len(self.customers) else None
        if not sold and amount is None:
            return
        made = self.shelf.sell(
            *sold,
            shop=self.shop,
            buyer=buyer,
            amount=amount,
            tenders=_split_payment if parts else _in_cash,
            discount=Discount(points) if points else None,
        )
        self.bills += len(made)
        self.made += made
        for bill in made:
            for line in bill.lines:
                if line.stocked:
                    self.move(line.item, -line.quantity.milli)

    def move(self, item: ItemId, milli: int) -> None:
        self.kept[item] = self.kept.get(item, 0) + milli

    @rule(which=st.integers(0, 30), note=words(max_size=20), later=st.integers(0, 1))
    def cancel(self, which: int, note: str, later: int) -> None:
        if which >= len(self.made) or which in self.off:
            return
        bill = self.made[which]
        if any(back.bill == bill.id for back in self.notes):
            return
        back_on = BusinessDay(bill.business_day + timedelta(days=later))
        off = cancel(bill, (), bill.calendar_day, back_on, None, CancelReason.MISTAKE, note)
        self.paid_back.append((bill, back_on))
        self.shelf.record("trade", sale_record.cancelled(off))
        self.off.add(which)
        for back in off.back:
            self.move(back.item, back.milli)

    @rule(
        which=st.integers(0, 30),
        place=st.integers(0, 4),
        milli=st.sampled_from([250, 1000, 2000, 5000]),
        restock=st.booleans(),
    )
    def take_back(self, which: int, place: int, milli: int, restock: bool) -> None:
        if which >= len(self.made) or which in self.off:
            return
        note = self.shelf.take_back(self.made[which], [Back(place, milli, restock)])
        if note is not None:
            self.notes.append(note)
            (line,) = note.lines
            if restock and not line.hsn.startswith("99"):
                self.move(line.item, milli)

    @rule(
        basket=st.lists(st.tuples(ITEMS, QUANTITIES), min_size=1, max_size=3),
        lent=st.booleans(),
        closed=st.sampled_from([None, *CloseReason]),
    )
    def tell(self, basket: list[tuple[Item, int]], lent: bool, closed: CloseReason | None) -> None:
        draft = Draft()
        for item, milli in basket:
            draft = draft.add(item, milli)
        advance = (Tender(TenderKind.UPI, Money(100), proof=Proof.LATER),)
        paper = self.shelf.tell(draft, self.shop, on_approval=lent, advance=advance)
        gone = [Move(line.item, line.quantity.milli) for line in paper.lines if line.stocked]
        self.told.append((paper, closed))
        if closed is not None:
            back = gone if lent else []
            body = estimate_record.closed(paper.id, closed, paper.business_day, back=back)
            self.shelf.record("trade", body)
        elif lent:
            for moved in gone:
                self.move(moved.item, -moved.milli)

    @rule(item=ITEMS, price=st.integers(1, 9_999), points=st.integers(1, 9_999))
    def set_terms(self, item: Item, price: int, points: int) -> None:
        self.goods[item.id] = replace(self.goods[item.id], price=Money(price))
        self.shelf.record("goods", goods_record.prices_body({item.id: Money(price)}, NOON.date()))
        self.offer = Offer(
            self.offer.id, OfferKind.PERCENT, NOON.date(), goods=(Part(item.id),), points=points
        )
        self.shelf.record("goods", goods_record.offer_body(self.offer))
        kind = Category("sabzi", "सब्ज़ी", str(price), item.rates, item.hsn, closed=price % 2 == 0)
        self.shelf.record("goods", goods_record.category_body(kind))
        self.category = kind

    @rule(name=words(min_size=1, max_size=9), role=st.sampled_from(Role), closed=st.booleans())
    def hire(self, name: str, role: Role, closed: bool) -> None:
        self.person = Person(PersonId("01JD0000000000000000000000"), name, role, closed)
        self.shelf.record("trade", person_record.body(self.person))
        act = Act(ActKind.LINE_REMOVED, item=ItemId(3), amount=Money(len(name)), note=name)
        self.shelf.record("trade", act_record.body(act, NOON.date()))
        self.acts.append(act)

    @rule(
        name=words(min_size=1, max_size=9),
        note=words(max_size=9),
        paise=st.integers(1, 99_999),
        days=st.integers(0, 3),
    )
    def pay_out(self, name: str, note: str, paise: int, days: int) -> None:
        who = Account(AccountId("01JD0000000000000000000007"), AccountKind.SUPPLIER, name)
        day = BusinessDay(NOON.date() + timedelta(days=days))
        with suppress(Refusal):
            ways = ((MoneyDeed.SUPPLIER, CASH, who.id), (MoneyDeed.CASH_OUT, CASH, DIGIPAY))
            moves = [
                MoneyMove(deed, source, target, Money(paise), day, note=note)
                for deed, source, target in ways
            ]
            with self.shelf.page() as page:
                bodies = [account.account_body(page, who)]
                bodies += [account.move_body(page, each) for each in moves]
            ids = [self.shelf.record("trade", body) for body in bodies]
            back = moves[0].answered(MoneyDeed.REVERSED, ids[1], day)
            if paise % 3 == 0:
                with self.shelf.page() as page:
                    body = account.move_body(page, back)
                self.shelf.record("trade", body)
                moves.append(back)
            self.moves += moves
            self.supplier = who

    @rule(name=words(min_size=1, max_size=12), gstin=st.sampled_from(["", GSTIN_BIHAR, GSTIN_UP]))
    def meet_customer(self, name: str, gstin: str) -> None:
        if self.shop.tax_mode is not TaxMode.REGULAR and gstin == GSTIN_UP:
            return
        if len(self.customers) < 6:
            state = gstin[:2] or "10"
            self.customers.append(self.shelf.meet(name, gstin=gstin, state=state))

    @rule(which=st.integers(0, 5))
    def erase_customer(self, which: int) -> None:
        if which < len(self.customers):
            self.shelf.forget(self.customers.pop(which).id)

    @rule(days=st.integers(0, 40), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        self.shelf.clock.at += timedelta(days=days, hours=hours)

    @rule(mode=st.sampled_from(list(TaxMode)))
    def change_shop(self, mode: TaxMode) -> None:
        if any(who.state != "10" for who in self.customers):
            mode = TaxMode.REGULAR
        self.shop = replace(self.shop, tax_mode=mode, footer_hi=mode.name)
        self.shelf.say(self.shop)

    @rule()
    def start_again(self) -> None:
        self.shelf.reopen()

    @rule()
    def repair(self) -> None:
        with self.shelf.page() as page:
            before = tables_of(page)
            journal.rebuild(page)
            assert tables_of(page) == before

    @invariant()
    def the_journal_gives_the_tables(self) -> None:
        if not self.shelf.opened:
            return
        reader = self.shelf.books.reader()
        with reader.page() as page:
            assert replayed(page) == tables_of(page)
            assert check.chains(page) == []
            assert stock.balance(page, list(self.goods)) == {
                item: milli for item, milli in self.kept.items() if item in self.counted
            }
            assert len(sale.latest(page, 10_000)) == self.bills
            for who in self.customers:
                assert customer.by_id(page, who.id) == who
            self.the_books_say_what_was_done(page)
        reader.close()

    def the_books_say_what_was_done(self, page: Page) -> None:
        assert credit_note.latest(page, 1000) == self.notes[::-1]
        for paper, closed in self.told:
            assert estimate.by_id(page, paper.id) == estimate.Kept(paper, closed)
        waiting = [paper for paper, closed in self.told if closed is None]
        assert estimate.waiting(page) == waiting[::-1]
        assert [each.act for each in act.of_day(page, NOON.date())] == self.acts
        assert person.every(page) == ([self.person] if self.person else [])
        assert category.every(page) == ([self.category] if self.category else [])
        named = [self.supplier] if self.supplier else []
        assert account.every(page) == [*BUILT_IN, *named]
        kept = account.running(page, DIGIPAY, 1000, date.max)
        outs = [each for each in self.moves if each.target == DIGIPAY]
        by_day = sorted(outs, key=lambda each: each.day)
        held = Counter[str]()
        for move in self.moves:
            held[move.target] += move.amount.paise
            held[move.source] -= move.amount.paise
        assert sorted(each.move.move.note for each in kept if each.move) == sorted(
            each.note for each in outs
        )
        assert [each.day for each in kept] == [each.day for each in reversed(by_day)]
        if kept:
            assert kept[0].balance == Money(held[DIGIPAY])
            assert kept[-1].balance == kept[-1].received
        stand = {each.account.id: each for each in account.turnovers(page, date.max)}
        assert sum(held.values()) == 0, "what leaves one account comes into another"
        bills = sum(
            each for (each,) in page.connection.execute("SELECT cash FROM day_total").fetchall()
        )
        assert stand[CASH].balance == Money(held[CASH] + bills)
        if self.category:
            assert offer.every(page) == [self.offer]
        for number, bill in enumerate(self.made):
            assert (sale.cancelling(page, bill.id) is not None) is (number in self.off)
        days = page.connection.execute("SELECT business_day FROM day_total").fetchall()
        sums: list[Any] = [totals.of_day(page, date.fromisoformat(day)) for (day,) in days]
        holding = [bill for number, bill in enumerate(self.made) if number not in self.off]
        sold = sum(bill.totals.payable.paise for bill in holding)
        back = sum(note.totals.payable.paise for note in self.notes)
        assert sum(each["value"] for each in sums) == sold - back
        assert sum(each["bills"] for each in sums) == len(holding)
        drawers = Counter[str]()
        for bill in self.made:
            drawers[bill.business_day.isoformat()] += _cash_of([bill])
        for note in self.notes:
            drawers[note.business_day.isoformat()] -= _cash_of([note])
        for bill, day in self.paid_back:
            drawers[day.isoformat()] -= _cash_of([bill])
        assert {each["day"]: each["tenders"].get("cash", 0) for each in sums} == {
            day: drawers[day] for (day,) in days
        }
        lines = [line for bill in holding for line in bill.lines]
        off = sum(line.discount.paise for line in lines)
        assert sum(each["discount"] for each in sums) == off
        taxed = [row["taxable"] for each in sums for row in each["tax"]]
        assert sum(taxed) == sum(line.taxed.taxable.paise for line in lines)

    @override
    def teardown(self) -> None:
        self.shelf.close()
        shutil.rmtree(self.root)


Days.TestCase.settings = settings(
    deadline=None, max_examples=12, stateful_step_count=16, print_blob=True
)
TestDays = pytest.mark.slow(Days.TestCase)


def test_an_erased_customer_stays_erased_in_a_replay(stocked: Shelf) -> None:
    who = stocked.meet("सीता देवी", phone="0000000001")
    stocked.sell((GOODS[0], 1000), buyer=who)
    stocked.forget(who.id)
    with stocked.page() as page:
        assert customer.by_id(page, who.id) == Customer(who.id, erased=True)
        journal.rebuild(page)
        assert customer.by_id(page, who.id) == Customer(CustomerId(who.id), erased=True)
        assert replayed(page) == tables_of(page)
        (bill,) = sale.latest(page, 1)
    assert bill.buyer == who.id
