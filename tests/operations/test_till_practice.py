"""What other tills have shipped wrong and this one must not: each law was somebody's defect."""

from dataclasses import replace
from functools import partial

import pytest

from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.operations.till import Till
from estore_pos.store import stock
from tests.operations.shopfront import (
    ATTA,
    COURSE,
    POTATO,
    SALT,
    SOAP,
    Shopfront,
    count,
    goods,
    put_item,
)


def test_a_quarter_kilo_of_counted_goods_sells_and_every_line_is_looked_at(till: Till) -> None:
    for item, milli in ((ATTA, 1000), (SOAP, 500_000), (SALT, 2000)):
        count(till, item, milli)
    view = till.counter.add(ATTA, 250)
    for item in (COURSE, POTATO, SOAP, SALT):
        view = till.counter.add(item)
    assert view.owed == Money(900 + 200 + 3000 + 3500 + 2800)
    assert view.balances[ATTA] == 1000
    till.counter.finish()
    left = till.write(lambda page: stock.balance(page, [ATTA, COURSE, POTATO, SOAP, SALT]))
    assert left == {ATTA: 750, SOAP: 499_000, SALT: 1000}


@pytest.mark.parametrize("phone", ["", "00000 00012"])
def test_two_people_of_one_name_are_two_customers(till: Till, phone: str) -> None:
    first, second = (
        till.save_customer(Customer(CustomerId(""), "रमेश", phone=phone)) for _ in range(2)
    )
    assert first.id != second.id
    till.erase_customer(first.id)
    till.counter.add(SALT)
    till.counter.set_buyer(second)
    (bill,) = till.counter.finish().bills
    assert bill.buyer == second.id
    assert [each.id for each in till.lookup().customers("रमेश")] == [second.id]


def test_a_delivery_charge_outlives_every_change_of_the_lines(till: Till) -> None:
    counter = till.counter
    counter.add(SALT, 2000)
    counter.add(SOAP)
    counter.add(POTATO, 1500)
    counter.set_charge(Money(2500))
    for change, lines in (
        (partial(counter.remove, 1), 5600 + 4500),
        (partial(counter.set_quantity, 0, 1000), 2800 + 4500),
        (partial(counter.set_price, 1, Money(2000)), 2800 + 3000),
        (partial(counter.set_discount, 0, Discount(amount=Money(300))), 2500 + 3000),
        (partial(counter.add, SALT), 5300 + 3000),
        (counter.hold, 0),
        (partial(counter.recall, 1), 5300 + 3000),
        (counter.undo, 5300 + 3000),
    ):
        view = change()
        if lines:
            assert (view.owed, view.charge) == (Money(lines + 2500), Money(2500))
    (bill,) = counter.finish().bills
    assert total([line.charge for line in bill.lines]) == Money(2500)
    assert bill.totals.payable == Money(5300 + 3000 + 2500)
    assert counter.view.charge == NOTHING


def test_a_good_whose_price_ends_in_paise_comes_to_whole_paise_at_any_weight(till: Till) -> None:
    odd = replace(next(each for each in goods() if each.id == POTATO), price=Money(3333))
    put_item(till, odd)
    view = till.counter.view
    for milli in (1, 333, 667, 1001, 999_999):
        view = till.counter.add(POTATO, milli)
        assert view.nets[0] == Money((3333 * view.draft.lines[0].quantity.milli + 500) // 1000)
    assert view.draft.lines[0].quantity.milli == 1 + 333 + 667 + 1001 + 999_999


def test_a_bill_that_is_held_over_a_restart_keeps_a_number_that_nobody_else_gets(
    till: Till, shopfront: Shopfront
) -> None:
    numbers = []
    till.counter.add(SALT)
    till.counter.hold()
    till.counter.add(SOAP)
    numbers += [bill.number for bill in till.counter.finish().bills]
    again = shopfront.reopen()
    again.counter.recall(1)
    numbers += [bill.number for bill in again.counter.finish().bills]
    again.counter.add(ItemId(POTATO))
    numbers += [bill.number for bill in again.counter.finish().bills]
    serials = [int(number.rpartition("/")[2]) for number in numbers]
    assert serials == [1, 2, 3]
    assert len({number.rpartition("/")[0] for number in numbers}) == 1
