"""Laws of the open bill."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import TaxMode, Title
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.person import Asked
from estore_pos.domain.sale import Bill, Tender, TenderKind
from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.till import Till
from tests.operations.shopfront import (
    ATTA,
    CARTON,
    COURSE,
    POTATO,
    SALT,
    SOAP,
    Shopfront,
    count,
    put_item,
)

SALT_CODE, SOAP_CODE, SOAP_CARTON_CODE = "8901030865278", "89010308", "18901030865275"
GSTIN = "10AAACB1234C1ZD"
OTHER_GSTIN = "10AAACG1234C1ZP"


def registered_shop(till: Till) -> None:
    """Make the shop a regular taxpayer from today."""
    till.save_shop(
        replace(
            till.shop_today(),
            from_day=date(2026, 12, 1),
            name_en="Shop",
            tax_mode=TaxMode.REGULAR,
            gstin=valid_gstin("10AAACB1234C1Z"),
        )
    )


def valid_gstin(first14: str) -> str:
    """With the check character that fits."""
    from estore_pos.domain.gst import is_gstin

    return next(
        first14 + char
        for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if is_gstin(first14 + char)
    )


def refused(code: RefusalCode) -> "pytest.RaisesExc[Refusal]":
    """Expect a refusal of that code."""
    return pytest.RaisesExc(Refusal, check=lambda error: error.code is code)


def asked_of(refusal: Refusal) -> tuple[Asked, ...]:
    """All that somebody has to allow before it is done."""
    asked = refusal.facts["asked"]
    assert isinstance(asked, tuple)
    return asked


def test_a_scan_puts_one_on_the_bill_and_a_second_scan_adds_to_its_line(till: Till) -> None:
    till.counter.scan(SALT_CODE)
    view = till.counter.scan(SALT_CODE)
    assert [(line.item.id, line.quantity.milli) for line in view.draft.lines] == [(SALT, 2000)]
    assert view.owed == Money(5600)


def test_a_cartons_code_brings_its_dozen(till: Till) -> None:
    view = till.counter.scan(SOAP_CARTON_CODE)
    assert view.draft.lines[0].quantity.milli == 12_000
    assert view.owed == Money(12 * 3500)


def test_three_of_a_carton_are_three_dozen_in_one_deed(till: Till) -> None:
    assert till.counter.scan(SOAP_CARTON_CODE, 3000).draft.lines[0].quantity.milli == 36_000
    with refused(RefusalCode.QUANTITY_STEP):
        till.counter.scan(SALT_CODE, 1500)


def test_an_unknown_code_is_refused_and_the_bill_is_as_it_was(till: Till) -> None:
    before = till.counter.scan(SALT_CODE)
    with refused(RefusalCode.UNKNOWN_BARCODE):
        till.counter.scan("8900000000001")
    assert till.counter.view == before


def test_a_closed_item_is_not_sold(till: Till) -> None:
    with refused(RefusalCode.ITEM_CLOSED):
        till.counter.add(CARTON)


def test_fifty_rupees_worth_is_exactly_fifty_rupees(till: Till) -> None:
    view = till.counter.add(ATTA, amount=Money.rupees(50))
    assert view.owed == Money.rupees(50)
    assert view.draft.lines[0].quantity.milli == 1389
    bill = till.counter.finish().bills[0]
    assert bill.totals.gross == Money.rupees(50)
    assert bill.lines[0].taxed.gross == Money.rupees(50)


def test_half_a_packet_is_not_sold(till: Till) -> None:
    with refused(RefusalCode.QUANTITY_STEP):
        till.counter.add(SALT, milli=500)
    till.counter.add(SALT)
    with refused(RefusalCode.QUANTITY_STEP):
        till.counter.set_quantity(0, 1500)


def test_nothing_is_sold_above_its_printed_price(till: Till) -> None:
    till.counter.add(SOAP)
    with refused(RefusalCode.ABOVE_MRP):
        till.counter.set_price(0, Money(4001))
    assert till.counter.set_price(0, Money(4000)).owed == Money(4000)


def test_what_stays_below_the_printed_price_is_shown_as_saving(till: Till) -> None:
    assert till.counter.add(SOAP, milli=2000).saving == Money(1000)


def test_an_item_without_a_price_asks_once_and_keeps_it(till: Till) -> None:
    view = till.counter.scan("NEW1")
    assert view.price_missing
    with refused(RefusalCode.PRICE_MISSING):
        till.counter.finish()
    assert not till.counter.set_price(0, Money(1500), keep=True).price_missing
    view = till.counter.scan("NEW1")
    assert [line.quantity.milli for line in view.draft.lines] == [2000]
    till.counter.finish()
    assert till.counter.scan("NEW1").owed == Money(1500)


def test_a_kept_price_does_not_replace_one_that_was_there(till: Till) -> None:
    till.counter.add(SOAP)
    till.counter.set_price(0, Money(3000), keep=True)
    till.counter.clear()
    assert till.counter.add(SOAP).owed == Money(3500)


def test_an_empty_bill_is_not_made(till: Till) -> None:
    with refused(RefusalCode.EMPTY_BILL):
        till.counter.finish()


def test_end_takes_exact_cash_and_opens_the_next_bill(till: Till) -> None:
    till.counter.scan(SALT_CODE)
    done = till.counter.finish()
    assert done.change == NOTHING
    (bill,) = done.bills
    assert bill.tenders == (Tender(TenderKind.CASH, Money(2800), Money(2800)),)
    assert till.counter.view == CounterView()
    with refused(RefusalCode.EMPTY_BILL):
        till.counter.finish()


def test_change_is_what_was_handed_over_less_what_was_owed(till: Till) -> None:
    till.counter.scan(SALT_CODE)
    with refused(RefusalCode.TENDER_SHORT):
        till.counter.finish(received=Money(2700))
    done = till.counter.finish(received=Money(10_000))
    assert done.change == Money(7200)
    assert done.bills[0].received == Money(10_000)


def test_a_bill_is_paid_by_upi_or_by_both(till: Till) -> None:
    till.counter.scan(SALT_CODE)
    upi = till.counter.finish([Tender(TenderKind.UPI, Money(2800), reference="claimed")])
    assert upi.bills[0].tenders[0].reference == "claimed"
    till.counter.add(POTATO, milli=1000)
    both = [
        Tender(TenderKind.UPI, Money(2000)),
        Tender(TenderKind.CASH, Money(1000), Money(5000)),
    ]
    assert till.counter.finish(both).change == Money(4000)
    till.counter.add(POTATO, milli=1000)
    with refused(RefusalCode.TENDER_SHORT):
        till.counter.finish([Tender(TenderKind.UPI, Money(2999))])


def test_goods_leave_the_kept_balance_and_it_may_go_below_nothing(till: Till) -> None:
    count(till, POTATO, 1000)
    till.counter.add(POTATO, milli=2667)
    till.counter.add(COURSE)
    till.counter.finish()
    view = till.counter.add(POTATO, milli=1000)
    assert view.balances == {POTATO: -1667}
    till.counter.finish()
    assert till.counter.add(COURSE).balances == {}
    assert till.counter.add(POTATO).balances == {POTATO: -2667}


def test_goods_that_nobody_has_counted_have_no_stock_to_tell(
    till: Till, shopfront: Shopfront
) -> None:
    assert till.counter.add(POTATO).balances == {}
    till.counter.finish()
    assert till.counter.add(POTATO).balances == {}
    till = shopfront.reopen()
    assert till.counter.view.balances == {}
    assert till.counter.add(SALT).balances == {}
    count(till, POTATO, 9000)
    assert till.counter.add(POTATO).balances == {POTATO: 8000}


def test_numbers_have_no_gap_within_a_series_and_begin_anew_in_april(
    till: Till, shopfront: Shopfront
) -> None:
    shopfront.clock.at = datetime(2027, 3, 31, 18, 20, tzinfo=UTC)
    bills: list[Bill] = []
    for _ in range(2):
        till.counter.scan(SALT_CODE)
        bills += till.counter.finish().bills
    shopfront.clock.move(30 * 60 * 1000)
    till.counter.scan(SALT_CODE)
    bills += till.counter.finish().bills
    assert [bill.number[5:] for bill in bills] == ["/26/000001", "/26/000002", "/27/000001"]
    assert len({bill.number[:5] for bill in bills}) == 1
    assert [bill.calendar_day for bill in bills] == [
        date(2027, 3, 31),
        date(2027, 3, 31),
        date(2027, 4, 1),
    ]
    assert {bill.business_day for bill in bills} == {date(2027, 3, 31)}


def test_a_clock_that_fell_back_dates_no_bill_before_the_last(
    till: Till, shopfront: Shopfront
) -> None:
    till.counter.scan(SALT_CODE)
    first = till.counter.finish().bills[0]
    shopfront.clock.at = datetime(2010, 1, 1, tzinfo=UTC)
    till.counter.scan(SALT_CODE)
    second = till.counter.finish().bills[0]
    assert first.at < second.at <= first.at + timedelta(milliseconds=1)
    assert second.clock_suspect
    assert second.number[5:] == "/26/000002"


def buyer(till: Till, *, gstin: str = "", state: str = "10") -> Customer:
    """A saved customer."""
    return till.save_customer(
        Customer(CustomerId(""), name="Gupta Hotel", gstin=gstin, state=state)
    )


def test_nobody_sells_to_himself(till: Till) -> None:
    registered_shop(till)
    with refused(RefusalCode.GSTIN_OWN):
        buyer(till, gstin=till.shop_today().gstin)
    assert buyer(till, gstin=OTHER_GSTIN).gstin == OTHER_GSTIN


@pytest.mark.parametrize("handed", [1_00_00_001, 8_90_10_308, 8_901_030_865_278])
def test_a_code_typed_before_end_is_no_cash(till: Till, handed: int) -> None:
    till.counter.scan(SALT_CODE)
    with refused(RefusalCode.AMOUNT_RANGE):
        till.counter.finish(received=Money.rupees(handed))
    tender = Tender(TenderKind.CASH, Money(2800), Money.rupees(handed))
    with refused(RefusalCode.AMOUNT_RANGE):
        till.counter.finish([tender])
    assert till.counter.view.count == 1
    assert till.counter.finish(received=Money.rupees(500)).change == Money(47_200)


def test_a_registered_buyer_of_a_mixed_basket_gets_two_papers(till: Till) -> None:
    registered_shop(till)
    till.counter.set_buyer(buyer(till, gstin=valid_gstin("10AAACG1234C1Z")))
    till.counter.scan(SALT_CODE)
    view = till.counter.add(SOAP)
    assert view.papers == (Title.TAX_INVOICE, Title.BILL_OF_SUPPLY)
    done = till.counter.finish(received=Money(10_000))
    assert [bill.title for bill in done.bills] == list(view.papers)
    assert [bill.number[5:] for bill in done.bills] == ["/26/000001", "/26/000002"]
    assert [bill.totals.payable for bill in done.bills] == [Money(3500), Money(2800)]
    assert done.change == Money(3700)
    assert done.bills[0].lines[0].taxed.half == Money(267)
    assert {bill.buyer_gstin for bill in done.bills} == {valid_gstin("10AAACG1234C1Z")}


def test_a_large_tax_invoice_names_its_buyer_and_where_he_lives(till: Till) -> None:
    till.counter.add(SOAP, milli=1_700_000)
    till.counter.finish()
    registered_shop(till)
    till.counter.add(SOAP, milli=1_700_000)
    with refused(RefusalCode.BUYER_PARTICULARS):
        till.counter.finish()
    till.counter.set_buyer(buyer(till))
    with refused(RefusalCode.BUYER_PARTICULARS):
        till.counter.finish()
    till.counter.set_buyer(till.save_customer(replace(buyer(till), address="Gaya")))
    assert len(till.counter.finish().bills) == 1


def test_only_a_regular_shop_sells_into_another_state(till: Till) -> None:
    other = buyer(till, state="09")
    till.counter.scan(SALT_CODE)
    before = till.counter.view
    with refused(RefusalCode.INTERSTATE_NOT_ALLOWED):
        till.counter.set_buyer(other)
    assert till.counter.view == before
    registered_shop(till)
    till.counter.set_buyer(other)
    till.counter.add(SOAP)
    (bill,) = till.counter.finish().bills
    assert bill.place_of_supply == "09"
    assert bill.lines[1].taxed.igst == Money(534)


def test_a_line_is_painted_before_the_disk_has_it(
    till: Till, painted: list[CounterView], shopfront: Shopfront
) -> None:
    painted.clear()
    view = till.counter.scan(SALT_CODE)
    assert painted == [view]


def test_a_till_that_died_comes_back_with_its_bill(till: Till, shopfront: Shopfront) -> None:
    who = buyer(till)
    till.counter.set_buyer(who)
    till.counter.scan(SALT_CODE)
    till.counter.add(ATTA, amount=Money.rupees(50))
    till.counter.add(SOAP, milli=3000)
    till.counter.set_price(2, Money(3000))
    till.counter.remove(0)
    till.counter.select(0)
    view = till.counter.view
    again = shopfront.reopen().counter.view
    assert again == view
    assert again.draft.current == 0
    assert again.draft.buyer == who


def test_a_price_once_kept_is_there_after_the_till_died(till: Till, shopfront: Shopfront) -> None:
    till.counter.scan("NEW1")
    till.counter.set_price(0, Money(1500), keep=True)
    assert shopfront.reopen().counter.view.draft.lines[0].item.price == Money(1500)


def test_a_bill_thrown_away_does_not_come_back(till: Till, shopfront: Shopfront) -> None:
    till.counter.scan(SALT_CODE)
    till.counter.clear()
    assert shopfront.reopen().counter.view == CounterView()


def test_an_item_that_is_not_there_is_refused(till: Till) -> None:
    with refused(RefusalCode.NOTHING_FOUND):
        till.counter.add(ItemId(999))
    with refused(RefusalCode.LINE_MISSING):
        till.counter.set_quantity(0, 1000)
    with refused(RefusalCode.LINE_MISSING):
        till.counter.remove(0)
    with refused(RefusalCode.LINE_MISSING):
        till.counter.select(0)


def test_a_sum_that_changed_since_it_was_painted_is_shown_before_it_is_taken(
    till: Till, shopfront: Shopfront
) -> None:
    till.save_shop(replace(till.shop_today(), name_en="Shop"))
    item = replace(till.counter.add(ATTA).draft.lines[0].item, inclusive=False)
    till.counter.clear()
    put_item(till, item)
    till.save_shop(
        replace(
            till.shop_today(),
            from_day=date(2026, 12, 2),
            tax_mode=TaxMode.REGULAR,
            gstin=valid_gstin("10AAACB1234C1Z"),
        )
    )
    assert till.counter.add(ATTA).owed == Money(3600)
    shopfront.clock.move(13 * 3600 * 1000)
    with refused(RefusalCode.SUM_CHANGED) as caught:
        till.counter.finish()
    assert (caught.value.facts["shown"], caught.value.facts["owed"]) == (3600, 3800)
    assert till.counter.view.owed == Money(3800)
    assert till.counter.finish().bills[0].totals.payable == Money(3800)
