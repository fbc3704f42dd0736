"""A day of everything a counter does balances, replays, and is what the state counts."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from estore_pos.base.secrets import FileSecrets
from estore_pos.domain.account import CASH, MoneyDeed
from estore_pos.domain.cancel import CancelReason, of_goods
from estore_pos.domain.credit_note import Back, CreditNote, ReturnReason, Unbilled
from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount
from estore_pos.domain.errors import Refusal
from estore_pos.domain.estimate import CloseReason
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import CustomerId, EstimateId, OfferId, PersonId
from estore_pos.domain.item import Part, Slab
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.person import Person, Role
from estore_pos.domain.quantity import Unit
from estore_pos.domain.refund import parts
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind
from estore_pos.operations import credit
from estore_pos.operations.account import named_anew
from estore_pos.operations.returns import Origin
from estore_pos.operations.till import Till, open_till
from estore_pos.store import check
from estore_pos.store import estimate as estimates
from estore_pos.store import journal as books_journal
from estore_pos.store.outbox import BooksIdentity, BooksOutbox
from estore_pos.store.page import Page
from estore_pos.store.reports import totals
from sync.client import enrol
from sync.client.pump import Pump
from sync.protocol.body import KINDS, BillCancelled, EstimateClosed
from sync.server.store import journal
from tests.clock import FixedClock
from tests.domain.samples import keep_change
from tests.operations.shopfront import ATTA, NOON, POTATO, SALT, SOAP, goods, put_item
from tests.operations.test_counter import OTHER_GSTIN, registered_shop
from tests.sync.histories import EnrolmentWire, Hq
from tests.sync.shop import START_MS

T = TypeVar("T")


@dataclass
class Day:
    """A till under the dice, and what was sold and taken back by its papers."""

    till: Till
    clock: FixedClock
    dice: random.Random
    buyers: list[Customer]
    bills: list[Bill] = field(default_factory=list)
    notes: list[CreditNote] = field(default_factory=list)
    off: set[str] = field(default_factory=set)
    late: Money = NOTHING
    """What came by UPI for goods that were back, and went out in cash."""

    def open_bills(self) -> list[Bill]:
        """The bills that hold."""
        return [bill for bill in self.bills if bill.id not in self.off]

    def fill(self) -> None:
        """Put goods on the bill and change its terms in every way."""
        counter, dice = self.till.counter, self.dice
        for _ in range(dice.randrange(1, 6)):
            match dice.randrange(6):
                case 0:
                    counter.add(POTATO, amount=Money(dice.randrange(100, 9_000)))
                case 1:
                    counter.add_category("mithai", Money(dice.randrange(100, 50_000)), "पेड़ा")
                case 2:
                    counter.add(ATTA, dice.randrange(1, 30_000))
                case _:
                    counter.add(dice.choice((SALT, SOAP, POTATO)), 1000 * dice.randrange(1, 12))
        place = counter.view.draft.current
        changes: list[Callable[[], object]] = [
            lambda: counter.set_price(place, Money(dice.randrange(100, 3000))),
            lambda: counter.set_discount(place, Discount(points=dice.randrange(1, 3000))),
            lambda: counter.set_bill_discount(Discount(amount=Money(dice.randrange(1, 900)))),
            lambda: counter.set_bill_discount(Discount(points=dice.randrange(1, 3000))),
            lambda: counter.set_charge(Money(dice.randrange(0, 5000))),
            lambda: counter.set_buyer(dice.choice([None, *self.buyers])),
            lambda: counter.remove(place),
            counter.undo,
            counter.hold,
        ]
        for deed in dice.sample(changes, 3):
            with suppress(Refusal):
                deed()

    def finish(self) -> None:
        """End, paid in any mix."""
        counter, dice = self.till.counter, self.dice
        view = counter.view
        if not view.draft.lines:
            if view.bills:
                counter.recall(next(tab.bill for tab in view.bills if not tab.is_open))
            return
        is_mixed = not counter.view.advanced and dice.random() < 0.7
        if is_mixed and view.draft.buyer is None:
            counter.set_buyer(dice.choice(self.buyers))
        owed = counter.view.owed
        waived = (
            Money(dice.randrange(0, min(400, owed.paise) + 1)) if dice.random() < 0.2 else NOTHING
        )
        due, tenders = owed - waived, list[Tender]()
        if not is_mixed:
            self.bills += counter.finish(waived=waived).bills
            return
        for kind in dice.sample((TenderKind.UPI, TenderKind.CARD, TenderKind.KHATA), 2):
            part = Money(dice.randrange(0, due.paise + 1))
            proof = dice.choice((Proof.SEEN, Proof.LATER)) if kind is TenderKind.UPI else Proof.NONE
            tenders.append(Tender(kind, part, proof=proof))
            due -= part
        tenders += keep_change(due, due + Money(dice.randrange(0, 300)))
        self.bills += counter.finish(tenders, waived=waived).bills

    def take_back(self) -> None:
        """Some of a bill comes back, or is exchanged."""
        held = self.open_bills()
        if not held:
            return
        bill = self.dice.choice(held)
        shown = self.till.returns.look(bill.id)
        wanted = [
            Back(place, min(rest, 1000 * self.dice.randrange(1, 4)), self.dice.random() < 0.8)
            for place, rest in shown.left.items()
            if rest and self.dice.random() < 0.5
        ]
        kinds = (TenderKind.CASH, TenderKind.UPI, TenderKind.KHATA, TenderKind.CREDIT)
        back, beyond = self.dice.choice(kinds), self.dice.random() < 0.1
        buyer = self.dice.choice(self.buyers).id
        if self.till.counter.view.draft.lines and self.dice.random() < 0.5:
            done = self.till.returns.exchange(
                bill.id, wanted, ReturnReason.CHANGED_MIND, back=back, beyond=beyond, buyer=buyer
            )
            self.notes.append(done.note)
            self.bills += done.finished.bills
            return
        refund = self.till.returns.quote(bill.id, wanted).refund
        paid = parts(refund, shown.standing, back, beyond=beyond)
        self.notes.append(
            self.till.returns.take_back(
                bill.id, wanted, ReturnReason.DAMAGED, paid, beyond=beyond, buyer=buyer
            )
        )

    def cancel(self) -> None:
        """A bill, or the last sale, does not hold."""
        held = self.open_bills()
        if self.dice.random() < 0.5 and held:
            bill = self.dice.choice(held)
            self.till.returns.cancel(bill.id, CancelReason.OTHER)
            self.off.add(bill.id)
        elif self.bills:
            self.till.returns.undo_last()
            self.off |= {bill.id for bill in self.bills if bill.at == self.bills[-1].at}

    def regret(self) -> None:
        """Goods are exchanged, by somebody or nobody in particular, and the bill is undone."""
        if self.dice.random() < 0.5:
            self.till.counter.set_buyer(None)
        made = len(self.notes), len(self.bills)
        self.take_back()
        if len(self.notes) > made[0] and len(self.bills) > made[1]:
            self.till.returns.undo_last()
            self.off |= {bill.id for bill in self.bills if bill.at == self.bills[-1].at}

    def tell(self) -> None:
        """An estimate is made, billed or dropped."""
        estimates = self.till.estimates
        if waiting := estimates.waiting():
            if self.dice.random() < 0.6:
                estimates.to_bill(waiting[0].id)
                goes = self.dice.random() < 0.7
                while goes and len(self.till.counter.view.draft.lines) > 1:
                    self.till.counter.remove(0)
                self.bills += self.till.counter.finish().bills
                if self.dice.random() < 0.5:
                    self.till.returns.undo_last()
                    self.off |= {bill.id for bill in self.bills if bill.at == self.bills[-1].at}
            else:
                estimates.close(waiting[0].id, CloseReason.RETURNED)
            return
        most = (self.till.counter.view.owed.paise + 1) // 2
        advance = [
            Tender(kind, Money(self.dice.randrange(most // 2, most)), proof=proof)
            for kind, proof in ((TenderKind.CASH, Proof.NONE), (TenderKind.UPI, Proof.LATER))
            if most > 2 and self.dice.random() < 0.7
        ]
        estimates.make(on_approval=self.dice.random() < 0.5, advance=advance)

    def rest(self) -> None:
        """What does not sell."""
        self.till.terms.set_rates({POTATO: Money(self.dice.randrange(1000, 4000))})
        self.till.acts.open_drawer()
        self.move_money()
        for claim in self.till.claims.listed()[:2]:
            if self.dice.random() < 0.5:
                self.late += self.till.claims.give_back(claim.paper, claim.part)
            else:
                self.till.claims.match(claim.paper, claim.part, paid=self.dice.random() < 0.9)
        if self.bills:
            self.till.give_paper(self.bills[-1].id, "hi")

    def move_money(self) -> None:
        """Cash is paid out, and a supplier; one of them is taken back now and then."""
        accounts = self.till.accounts
        (way,) = accounts.routes(MoneyDeed.CASH_OUT)
        accounts.move(MoneyDeed.CASH_OUT, way, Money.rupees(500), reference="7AB2")
        sacks = named_anew(MoneyDeed.SUPPLIER, "Gupta")
        accounts.move(MoneyDeed.SUPPLIER, sacks, Money(self.dice.randrange(1, 9999)), note="oil")
        last = accounts.page_of(CASH).rows
        moved = [each.move for each in last if each.move and not each.move.is_reversed]
        if self.dice.random() < 0.3:
            accounts.answer(MoneyDeed.REVERSED, moved[0].id)

    def run(self, bills: int) -> None:
        """Trade until so many bills were made."""
        while len(self.bills) < bills:
            self.clock.at += timedelta(seconds=20)
            self.fill()
            deeds = (self.finish,) * 8 + (
                self.take_back,
                self.take_back,
                self.cancel,
                self.regret,
                self.tell,
                self.rest,
            )
            with suppress(Refusal):
                self.dice.choice(deeds)()


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    """A registered shop with goods, an offer, slabs, a category, people and buyers."""
    clock = FixedClock(NOON)
    till = open_till(
        tmp_path / "books", clock, FileSecrets(tmp_path / "secrets"), tmp_path / "state"
    )
    for item in goods():
        slabs = (Slab(5000, Money(3300)),) if item.id == SOAP else ()
        put_item(till, replace(item, slabs=slabs))
    registered_shop(till)
    till.shelf.save_category("mithai", "मिठाई", "Sweets", "2106", 500, Unit.OTHER)
    pair = (Part(SALT, 2000), Part(SOAP, 1000))
    for offer in (
        Offer(OfferId(""), OfferKind.PERCENT, NOON.date(), goods=(Part(ATTA),), points=700),
        Offer(OfferId(""), OfferKind.COMBO, NOON.date(), goods=pair, amount=Money(8500)),
    ):
        till.terms.save_offer(offer)
    till.acts.save_person(Person(PersonId(""), "राम", Role.HELPER))
    buyers = [
        till.save_customer(Customer(CustomerId(""), "सीता", group="thok")),
        till.save_customer(Customer(CustomerId(""), "सेठ", gstin=OTHER_GSTIN, address="पटना")),
        till.save_customer(Customer(CustomerId(""), "दूर", state="09", address="बलिया")),
    ]
    yield Day(till, clock, random.Random(12), buyers)
    till.close()


def send(till: Till, hq: Hq) -> None:
    """Everything of the books goes to HQ."""

    class Wire:
        exchange = staticmethod(hq.answer)

        def close(self) -> None:
            """Nothing is open."""

    reader = till.reader()
    identity = BooksIdentity(reader, till.write)
    identity.keep(enrol.enrol(EnrolmentWire(hq), identity.signer(), "hq", hq.code("a"), "1"))
    outbox = BooksOutbox(reader, till.write, till.new_id, lambda: NOON)
    pump = Pump(outbox, identity, lambda _: Wire(), random.Random(3).uniform)
    for step in range(120):
        pump.poke()
        pump.step(START_MS + step)
    assert outbox.waiting().records == 0
    reader.close()


def kinds_of(page: Page) -> set[str]:
    """The kinds of record in the books."""
    lanes = (books_journal.records(page, "trade"), books_journal.records(page, "goods"))
    return {entry.record.kind for lane in lanes for entry in lane}


def by_way(day: Day) -> dict[str, int]:
    """What came in and went out in each way, as the papers that hold say it.

    What goods that came back had paid of a bill that holds no more went out in cash, where nobody
    is named to have it as credit.
    """
    found: Counter[str] = Counter(upi=day.late.paise, cash=-day.late.paise)
    for bill in day.open_bills():
        for each in bill.tenders:
            found[each.kind.value] += each.amount.paise
    for note in day.notes:
        for each in note.refunds:
            found[each.kind.value] -= each.amount.paise
    for bill in day.bills:
        if bill.id in day.off and bill.buyer is None:
            for each in of_goods(bill):
                found[TenderKind.CREDIT] += each.amount.paise
                found[TenderKind.CASH] -= each.amount.paise
    return {way: paise for way, paise in found.items() if paise}


def credits_of(day: Day) -> Counter[str]:
    """What lies here of each buyer's money, in paise, as the papers say it."""
    found: Counter[str] = Counter()
    for note in day.notes:
        found[note.buyer or ""] += note.kept.paise
    for bill in day.bills:
        for each in bill.tenders:
            if each.kind is TenderKind.CREDIT and bool(each.reference) is (bill.id in day.off):
                owed = each.amount.paise if each.reference else -each.amount.paise
                found[bill.buyer or ""] += owed
    return found


def cancellings(page: Page) -> list[BillCancelled]:
    """The records of bills that were cancelled."""
    bodies = [entry.record.body for entry in books_journal.records(page, "trade")]
    return [body for body in bodies if isinstance(body, BillCancelled)]


def advances(day: Day, page: Page) -> tuple[dict[str, int], dict[str, int]]:
    """What lies here of each estimate's advance: as money moved, and as it stands.

    Taken on it, and again when a bill of less was undone; less what went back and what was struck
    off. It stands whole while it waits; of one that is settled what its bill used.
    """
    moved, stands, struck = Counter[str](), dict[str, int](), dict[str, int]()
    for body in (entry.record.body for entry in books_journal.records(page, "trade")):
        match body:
            case EstimateClosed():
                moved[body.estimate] -= sum(each.paise for each in body.refunds)
                claims = [each.paise for each in body.refunds if each.proof == "later"]
                struck[body.estimate] = sum(claims)
                made = [bill for bill in day.bills if bill.id == body.bill]
                same = [bill for bill in day.bills if made and bill.at == made[0].at]
                used = [part for bill in same for part in bill.tenders]
                stands[body.estimate] = sum(
                    part.amount.paise for part in used if part.kind is TenderKind.ADVANCE
                )
            case BillCancelled(estimate=told) if told:
                moved[told] += body.again_paise + struck[told]
                whole = estimates.by_id(page, EstimateId(told))
                assert whole is not None
                stands[told] = whole.estimate.advanced.paise
            case _:
                pass
    for told in stands:
        whole = estimates.by_id(page, EstimateId(told))
        assert whole is not None
        moved[told] += whole.estimate.advanced.paise
    return dict(moved), stands


@pytest.mark.slow
def test_three_hundred_mixed_bills_balance_replay_and_are_what_the_state_counts(
    day: Day, tmp_path: Path
) -> None:
    day.run(300)
    till = day.till
    till.erase_customer(day.buyers[0].id)
    held = day.open_bills()
    value = sum(bill.totals.payable.paise for bill in held)
    value -= sum(note.totals.payable.paise for note in day.notes)
    assert {bill.mode for bill in held} == {TaxMode.REGULAR}
    assert min(len(day.notes), len(day.off)) > 5
    ways = {(each.kind, each.proof) for note in day.notes for each in note.refunds}
    assert len(ways) == 5, "cash, UPI, khata, credit, and a claim that was struck off"
    kept = till.write(lambda page: totals.of_day(page, NOON.date()))
    assert (kept["bills"], kept["value"]) == (len(held), value)
    assert kept["tenders"] == by_way(day)
    assert {"cash", "upi", "card", "khata", "credit", "advance"} == set(by_way(day))
    taken, stands = till.write(partial(advances, day))
    assert taken == stands
    assert any(stands.values())
    assert any(undone.again_paise for undone in till.write(cancellings)), (
        "more than its bill, undone"
    )
    owed = {who.id: till.write(partial(credit.balance, buyer=who.id)) for who in day.buyers}
    assert owed == {who.id: Money(credits_of(day)[who.id]) for who in day.buyers}
    assert kept["tenders"]["credit"] == -total(list(owed.values())).paise, "all of it is somebody's"
    gone = [bill for bill in day.bills if bill.id in day.off]
    undone = {(bill.buyer is None, bool(of_goods(bill)), bool(bill.estimate)) for bill in gone}
    assert undone >= {(True, True, False), (False, True, False)}, "exchanges of all and of nobody"
    assert any(of_estimate for _, _, of_estimate in undone), "a bill that had been told before"
    assert till.write(check.replay_differences) == []
    hq = Hq(tmp_path / "hq.db")
    send(till, hq)
    assert [aside.reason for _, aside in hq.store.read(journal.aside)] == []
    assert hq.counted() == (len(held), value)
    moved = {"stock.moved"}
    assert till.write(kinds_of) | moved == set(KINDS)
    hq.store.close()


def test_goods_of_another_s_bill_are_counted_too(day: Day, tmp_path: Path) -> None:
    good = next(each for each in goods() if each.id == SOAP)
    origin = Origin("BZZZZ/26/000001", NOON.date(), Money(3500))
    note = day.till.returns.take_back_unbilled(
        [Unbilled(good, 1000, Money(3500))], origin, ReturnReason.OTHER
    )
    assert note.number.endswith("000001")
    hq = Hq(tmp_path / "hq.db")
    send(day.till, hq)
    assert hq.counted() == (0, -3500)
    hq.store.close()
