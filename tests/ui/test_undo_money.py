"""A bill that is undone gives back what came in, in the way it came; End asks before it is cash."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.ids import CustomerId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill, TenderKind
from estore_pos.operations import credit
from estore_pos.operations.till import Till
from estore_pos.store.reports import totals
from estore_pos.ui.keymap import Place
from tests.operations.shopfront import NOON
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_estimates import ESTIMATE, make, waiting
from tests.ui.test_returning import EXCHANGE, qr, sell
from tests.ui.test_undo import CANCEL, ENTER, ESC, UNDO
from tests.ui.test_undo import END as END


def tenders(counter: Counterside) -> dict[str, int]:
    """What came in and went out in each way, today and on the day before (`sell`)."""
    told: list[list[dict[str, Any]]] = []

    def days(till: Till) -> list[dict[str, Any]]:
        both = NOON.date(), NOON.date() + timedelta(1)
        return [till.write(partial(totals.of_day, day=day)) for day in both]

    counter.work.desk(days, told.append)
    counter.rest()
    found: Counter[str] = Counter()
    for day in told[0]:
        found.update(day["tenders"])
    return {kind: paise for kind, paise in found.items() if paise}


def last(counter: Counterside) -> Bill:
    """The last bill."""
    told: list[Bill] = []
    counter.work.look(lambda lookup: lookup.recent(1), told.extend)
    counter.rest()
    return told[0]


def kinds(bill: Bill) -> list[tuple[str, int]]:
    """How it was paid."""
    return [(each.kind.value, each.amount.paise) for each in bill.tenders]


def strip(counter: Counterside) -> str:
    """What the counter says."""
    return counter.shell.counter.strip.text()


def test_an_advance_is_an_advance_again_and_its_estimate_open(counter: Counterside) -> None:
    make(counter, SOAP_CODE, SOAP_CODE, advance="50")
    counter.press(ESTIMATE, ENTER, END)
    paid = kinds(last(counter))
    assert paid == [("advance", 5000), ("cash", 2000)]
    counter.press(UNDO, UNDO)
    assert "₹ 50.00 is an advance again · ₹ 20.00 goes back in cash" in strip(counter)
    assert len(waiting(counter)) == 1, "the estimate waits"
    counter.press(END)
    assert kinds(last(counter)) == paid
    assert waiting(counter) == []
    assert tenders(counter) == {"cash": 2000, "advance": 5000}


def test_a_cancelled_bill_of_an_estimate_leaves_it_waiting_with_its_advance(
    counter: Counterside,
) -> None:
    make(counter, SOAP_CODE, SOAP_CODE, advance="50")
    counter.press(ESTIMATE, ENTER, END, CANCEL, Qt.Key.Key_Down, ENTER)
    assert "₹ 50.00 is an advance again · ₹ 20.00 goes back in cash" in strip(counter)
    assert tenders(counter) == {}
    (told,) = waiting(counter)
    assert told.estimate.advanced == Money(5000)
    counter.press(ESTIMATE, ENTER)
    assert counter.lines == [("Soap", 2000)]


def exchanged(counter: Counterside) -> None:
    """A soap of 35 back, salt of 28 out, 7 given in cash."""
    bill = sell(counter, SOAP_CODE, SOAP_CODE)
    counter.scan(SALT_CODE)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    counter.press(EXCHANGE)
    counter.press(ENTER)
    assert tenders(counter) == {"cash": 6300}


def test_what_an_exchange_gives_back_stands_large_until_the_next_bill(
    counter: Counterside,
) -> None:
    exchanged(counter)
    total = counter.shell.counter.total
    assert total.texts[:3] == ("Change to give back", "", "₹ 7.00")
    counter.press(UNDO, UNDO)
    assert total.texts[2] == "₹ 28.00", "a bill is open again"


def test_an_exchange_undone_owes_nobody_credit_and_end_asks(counter: Counterside) -> None:
    exchanged(counter)
    counter.press(UNDO, UNDO)
    assert "₹ 28.00 goes back in cash" in strip(counter)
    assert "End asks how it is paid" in strip(counter)
    assert tenders(counter) == {"cash": 3500}, "what goods had paid is nobody's credit"
    counter.press(END)
    assert counter.shell.at.place is Place.PAYMENT
    counter.press(ENTER)
    assert kinds(last(counter)) == [("cash", 2800)]
    assert tenders(counter) == {"cash": 6300}


def test_an_exchange_cancelled_says_what_the_books_say(counter: Counterside) -> None:
    exchanged(counter)
    counter.press(CANCEL, Qt.Key.Key_Down, ENTER)
    assert "₹ 28.00 goes back in cash" in strip(counter)
    assert tenders(counter) == {"cash": 3500}


def named(counter: Counterside) -> CustomerId:
    """Ram buys."""
    from estore_pos.domain.customer import Customer

    told: list[CustomerId] = []

    def come(till: Till) -> CustomerId:
        ram = till.save_customer(Customer(CustomerId(""), "राम"))
        till.counter.set_buyer(ram)
        return ram.id

    counter.work.desk(come, told.append)
    counter.rest()
    return told[0]


def test_what_goods_of_a_named_buyer_had_paid_is_his_credit(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE)
    counter.scan(SALT_CODE)
    ram = named(counter)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    counter.press(EXCHANGE)
    counter.press(ENTER, UNDO, UNDO)
    assert "₹ 28.00 is the buyer's credit" in strip(counter)
    owed: list[Money] = []
    counter.work.desk(lambda till: till.write(lambda page: credit.balance(page, ram)), owed.append)
    counter.rest()
    assert owed == [Money(2800)]
    assert tenders(counter) == {"cash": 2800, "credit": -2800}


@pytest.mark.parametrize(
    ("keys", "way", "said"),
    [
        (((Qt.Key.Key_U, CTRL), ENTER), TenderKind.UPI, "goes back by UPI"),
        (((Qt.Key.Key_B, CTRL), ENTER), TenderKind.KHATA, "comes off the khata"),
    ],
)
def test_a_bill_not_paid_in_cash_is_not_silently_cash_when_undone(
    counter: Counterside, keys: tuple[Any, ...], way: TenderKind, said: str
) -> None:
    counter.scan(SOAP_CODE)
    named(counter)
    counter.press(*keys)
    assert kinds(last(counter)) == [(way.value, 3500)]
    counter.press(UNDO, UNDO)
    assert f"₹ 35.00 {said}" in strip(counter)
    assert tenders(counter) == {}
    counter.press(END)
    assert counter.shell.at.place is Place.PAYMENT, "End asks, and takes nothing for cash"
    assert counter.lines == [("Soap", 1000)]
    counter.press(ESC)
    counter.scan(SALT_CODE)
    counter.press(END)
    assert counter.shell.at.place is Place.PAYMENT, "also once more is bought"


def test_a_bill_paid_in_cash_is_made_again_by_end_alone(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(END, UNDO, UNDO)
    assert "₹ 35.00 goes back in cash. End makes a new bill." in strip(counter)
    counter.press(END)
    assert kinds(last(counter)) == [("cash", 3500)]
