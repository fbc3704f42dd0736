"""What is done for End before End, and what that leaves undone between End and the number."""

import sys
from collections.abc import Callable
from dataclasses import replace
from unittest import mock

import pytest

from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.money import Money
from estore_pos.operations import rehearsal
from estore_pos.operations.till import Till
from estore_pos.store import journal, sale
from sync.protocol.body import BillMade
from sync.protocol.record import decode, encode
from tests.operations.shopfront import ATTA, SALT, Shopfront, goods, put_item
from tests.operations.test_counter import SALT_CODE, SOAP_CODE, refused, registered_shop

CALLS_MAX = 453
"""Twice as many as this stood between End and the number of ten lines, and a third more time."""


def fill(till: Till, count: int) -> None:
    """So many lines of different goods on the open bill."""
    for number in range(100, 100 + count):
        like = replace(goods()[0], id=ItemId(number), name_en=f"Good {number}")
        put_item(till, like)
        till.counter.add(like.id, 1000)


def written(till: Till) -> list[bytes]:
    """The bytes of every record of trade."""
    with till.reader().page() as page:
        return [entry.content for entry in journal.records(page, "trade")]


def calls_of(deed: Callable[[], object]) -> int:
    """How many calls of functions a deed makes, of Python and of what is below it."""
    heard = [0]

    def hear(frame: object, event: str, what: object) -> None:
        heard[0] += event in {"call", "c_call"}

    sys.setprofile(hear)
    try:
        deed()
    finally:
        sys.setprofile(None)
    return heard[0]


def test_little_is_done_between_end_and_the_number(till: Till) -> None:
    fill(till, 10)
    till.counter.finish()
    fill(till, 10)
    assert calls_of(till.counter.finish) <= CALLS_MAX


def test_end_runs_a_statement_for_each_table_and_no_other(till: Till) -> None:
    fill(till, 10)
    till.counter.finish()
    fill(till, 10)
    heard: list[str] = []
    connection = till.write(lambda page: page.connection)
    connection.set_trace_callback(heard.append)  # type: ignore[attr-defined]
    till.counter.finish()
    connection.set_trace_callback(None)  # type: ignore[attr-defined]
    first_two = [" ".join(each.split()[:3]) for each in heard]
    assert list(dict.fromkeys(first_two)) == [
        "BEGIN IMMEDIATE",
        "INSERT INTO journal",
        "INSERT INTO bill",
        "INSERT INTO stock",
        "INSERT INTO day_total",
        "DELETE FROM draft",
        "COMMIT",
    ]


def test_each_line_is_told_once_and_none_of_them_at_end(till: Till) -> None:
    with mock.patch.object(sale, "told", wraps=sale.told) as told:
        till.counter.scan(SALT_CODE)
        till.counter.scan(SOAP_CODE)
        till.counter.add(ATTA, 500)
        assert told.call_count == 3
        till.counter.finish()
        assert told.call_count == 3


def test_a_bill_told_line_by_line_has_the_bytes_of_one_told_at_once(till: Till) -> None:
    registered_shop(till)
    for deed in (
        lambda: till.counter.scan(SALT_CODE),
        lambda: till.counter.scan(SOAP_CODE),
        lambda: till.counter.add(ATTA, 500),
        lambda: till.counter.set_quantity(1, 3000),
        lambda: till.counter.remove(0),
        lambda: till.counter.scan(SALT_CODE),
        till.counter.undo,
        till.counter.finish,
    ):
        deed()
    record = decode(written(till)[-1])
    assert isinstance(record.body, BillMade)
    assert [line.milli for line in record.body.lines] == [3000, 500]
    assert encode(record) == written(till)[-1]


def test_two_papers_of_one_sale_are_told_apart(till: Till) -> None:
    registered_shop(till)
    buyer = Customer(CustomerId(""), "A", gstin="10AAACG1234C1ZP", state="10")
    till.counter.set_buyer(till.save_customer(buyer))
    till.counter.scan(SALT_CODE)
    till.counter.scan(SOAP_CODE)
    assert len(till.counter.finish().bills) == 2
    taxed, free = (decode(each).body for each in written(till)[-2:])
    assert isinstance(taxed, BillMade)
    assert isinstance(free, BillMade)
    assert [len(taxed.lines), len(free.lines)] == [1, 1]


def test_going_through_end_leaves_nothing_behind(till: Till) -> None:
    till.counter.scan(SALT_CODE)
    before = written(till)
    till.counter.scan(SALT_CODE)
    till.counter.add(ATTA, 1000)
    assert written(till) == before
    first = till.counter.finish().bills[0].number
    till.counter.scan(SALT_CODE)
    till.counter.scan(SALT_CODE)
    assert int(till.counter.finish().bills[0].number[-6:]) == int(first[-6:]) + 1


def test_what_end_refuses_is_still_put_on_the_bill(till: Till) -> None:
    registered_shop(till)
    dear = replace(goods()[3], id=ItemId(50), price=Money(6_000_000), mrp=None, barcodes=())
    put_item(till, dear)
    assert till.counter.add(ItemId(50), 1000).count == 1
    assert till.counter.scan(SALT_CODE).count == 2
    with refused(RefusalCode.BUYER_PARTICULARS):
        till.counter.finish()


def test_what_no_record_can_say_is_still_put_on_the_bill(till: Till) -> None:
    with mock.patch("estore_pos.store.stream.encode", side_effect=ValueError):
        assert till.counter.scan(SALT_CODE).count == 1
    assert till.counter.finish().bills


def test_a_line_whose_mrp_sank_is_refused_at_end_alone(till: Till) -> None:
    till.counter.add(SALT, 1000)
    till.counter.set_price(0, Money(2700))
    salt = next(each for each in goods() if each.id == SALT)
    put_item(till, replace(salt, price=Money(2000), mrp=Money(2000)))
    till.counter.scan(SOAP_CODE)
    with refused(RefusalCode.MRP_LOWERED):
        till.counter.finish()


def test_a_long_bill_is_not_gone_through_at_each_scan(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal, "LINES_MAX", 2)
    with mock.patch("estore_pos.store.stream.encode", wraps=encode) as encoded:
        till.counter.scan(SALT_CODE)
        till.counter.scan(SOAP_CODE)
        assert encoded.call_count == 2
        till.counter.add(ATTA, 500)
        assert encoded.call_count == 2


def test_the_number_goes_on_after_a_restart_and_in_another_tax_mode(shopfront: Shopfront) -> None:
    till = shopfront.open()
    for item in goods():
        put_item(till, item)
    numbers = [sold(till), sold(till)]
    till = shopfront.reopen()
    numbers += [sold(till), sold(till)]
    registered_shop(till)
    numbers += [sold(till), sold(till)]
    assert [(number[0], number[-6:]) for number in numbers] == [
        ("M", "000001"),
        ("M", "000002"),
        ("M", "000003"),
        ("M", "000004"),
        ("B", "000001"),
        ("B", "000002"),
    ]


def sold(till: Till) -> str:
    """The number of a bill of one packet of salt."""
    till.counter.scan(SALT_CODE)
    return till.counter.finish().bills[0].number
