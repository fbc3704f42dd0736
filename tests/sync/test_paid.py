"""A bill paid in any way is the same sum in the record, in the day's totals and at HQ."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Proof, TenderKind
from estore_pos.operations.till import Till
from estore_pos.store import check
from estore_pos.store.reports import totals
from estore_pos.ui.counter import tenders
from estore_pos.ui.counter.tenders import Paid
from sync.server.store import journal
from tests.operations.shopfront import NOON, SALT, Shopfront, goods, put_item
from tests.sync.histories import Hq
from tests.sync.test_mixed_day import send

CASH, UPI, CARD, KHATA = TenderKind.CASH, TenderKind.UPI, TenderKind.CARD, TenderKind.KHATA


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    """A till with goods."""
    opened = Shopfront(tmp_path).open()
    for item in goods():
        put_item(opened, item)
    yield opened
    opened.close()


def sell(till: Till, paid: Paid) -> None:
    """End, paid so."""
    till.counter.finish(paid.tenders, waived=paid.waived)


def test_every_way_of_paying_agrees_with_the_day_and_with_hq(till: Till, tmp_path: Path) -> None:
    buyer = till.save_customer(Customer(CustomerId(""), "राम"))
    counter = till.counter

    def bill() -> None:
        counter.add(SALT, 10_000)  # 280 rupees
        counter.set_buyer(buyer)

    bill()
    sell(till, tenders.whole(counter.view, CARD, "0042"))
    bill()
    sell(till, tenders.whole(counter.view, UPI).proved(Proof.LATER))
    bill()
    parts = {CASH: Money(20000), UPI: Money(8000), KHATA: Money(10000)}
    sell(till, tenders.mixed(counter.view, parts, "").proved(Proof.SEEN))
    bill()
    sell(till, tenders.as_given(counter.view, {CASH: Money(10000), CARD: Money(17800)}, "7"))
    bill()
    sell(till, tenders.as_given(counter.view, {CASH: Money(30000)}))
    told = till.write(lambda page: totals.of_day(page, NOON.date()))
    assert told["tenders"] == {
        "cash": 10000 + 10000 + 30000,
        "upi": 28000 + 8000,
        "card": 28000 + 17800,
        "khata": 10000,
        "credit": -2000,
    }
    assert (told["bills"], told["value"], told["waived"]) == (5, 5 * 28000, 200)
    assert [each.amount for each in till.claims.listed()] == [Money(28000)]
    assert till.write(check.replay_differences) == []
    hq = Hq(tmp_path / "hq.db")
    send(till, hq)
    assert [aside.reason for _, aside in hq.store.read(journal.aside)] == []
    assert hq.counted() == (5, 5 * 28000)
    hq.store.close()


def test_the_parts_are_told_one_after_another(till: Till) -> None:
    counter = till.counter
    counter.add(SALT, 10_000)
    parts = {CASH: Money(20000), UPI: Money(9000)}
    paid = tenders.mixed(counter.view, parts, "").proved(Proof.SEEN)
    done = counter.finish(paid.tenders)
    assert done.change == Money(1000)
    assert tenders.told(done.bills) in {
        "Cash ₹ 190.00 + UPI ₹ 90.00 (seen)",
        "नकद ₹ 190.00 + UPI ₹ 90.00 (मिला)",
    }
