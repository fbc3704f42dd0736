"""Whoever sends to HQ hears of each deed that the journal took, and of nothing else."""

from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import CustomerId
from estore_pos.operations.till import Till
from tests.operations.shopfront import SALT


def test_whatever_the_journal_took_is_told_and_an_open_bill_is_not(till: Till) -> None:
    heard: list[str] = []
    doing = "nothing"
    till.tell_written(lambda: heard.append(doing))
    till.counter.add(SALT, 1000)
    assert heard == [], "an open bill is of this PC alone"
    doing = "estimate"
    till.estimates.make()
    doing = "bill"
    till.counter.add(SALT, 1000)
    bill = till.counter.finish().bills[0]
    doing = "customer"
    till.save_customer(Customer(CustomerId(""), "Sita"))
    doing = "paper"
    till.print_bill(bill.id, "hi")
    doing = "cancelled"
    till.returns.cancel(bill.id, CancelReason.MISTAKE)
    assert heard == ["estimate", "bill", "customer", "cancelled"]
