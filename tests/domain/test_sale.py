"""Bills before and after they are made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.day import BusinessDay
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import BASIS, TaxMode, Title, Treatment
from estore_pos.domain.ids import SaleId, Series
from estore_pos.domain.item import Item, Slab
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.quantity import Quantity, Unit
from estore_pos.domain.sale import (
    AMOUNT_MAX,
    Bill,
    Sheet,
    Tender,
    TenderKind,
    bill_number,
    cash,
    let_go,
    next_notes,
    pay,
    payable,
    sheets,
)
from tests.domain.samples import DAY, GSTIN, customer, good, made_bill, shop

SOAP = good(1, 3800, points=1800, mrp=4000)
POTATO = good(2, 3000, treatment=Treatment.NIL, unit=Unit.KILO, step_milli=1)
UNPRICED = good(3, None)
RULED_OUT = good(4, 1000, closed=True)


def refused(code: RefusalCode, deed: Callable[[], object]) -> dict[str, object]:
    with pytest.raises(Refusal) as caught:
        deed()
    assert caught.value.code is code
    return caught.value.facts


# the open bill


def test_a_same_item_at_the_same_price_adds_to_its_line() -> None:
    draft = Draft().add(SOAP, 1000).add(POTATO, 500).add(SOAP, 2000)
    assert [line.quantity.milli for line in draft.lines] == [3000, 500]
    assert draft.current == 0


def test_a_same_item_at_another_price_is_a_line_of_its_own() -> None:
    draft = Draft().add(SOAP, 1000).add(SOAP, 1000, price=Money(3500))
    assert [line.price for line in draft.lines] == [Money(3800), Money(3500)]
    assert draft.current == 1


def test_fifty_rupees_worth_is_exact_and_never_added_to() -> None:
    draft = Draft().add_amount(POTATO, Money.rupees(50)).add(POTATO, 500)
    assert draft.lines[0].value == Money.rupees(50)
    assert draft.lines[0].quantity == Quantity(1667, Unit.KILO)
    assert len(draft.lines) == 2


def test_a_sum_too_small_for_a_step_still_buys_one() -> None:
    dear = good(9, 100_00_000, unit=Unit.KILO, step_milli=1)
    assert Draft().add_amount(dear, Money(1)).lines[0].quantity.milli == 1


def test_a_scale_s_label_was_weighed_at_the_item_s_own_price() -> None:
    bulk = replace(POTATO, slabs=(Slab(1000, Money(1)),))
    (label,) = Draft().add_amount(bulk, Money.rupees(60), is_label=True).lines
    (asked,) = Draft().add_amount(bulk, Money.rupees(60)).lines
    assert (label.price, asked.price) == (POTATO.price, Money(1))
    assert label.quantity.milli < asked.quantity.milli


def test_a_sum_of_pieces_is_sold_only_where_it_is_whole() -> None:
    assert Draft().add_amount(SOAP, Money(7600)).lines[0].quantity.milli == 2000
    facts = refused(RefusalCode.QUANTITY_STEP, lambda: Draft().add_amount(SOAP, Money(5000)))
    assert facts["milli"] == 1316


@pytest.mark.parametrize("amount", [NOTHING, Money(-100), AMOUNT_MAX + Money(1)])
def test_a_sum_of_nothing_or_above_a_crore_is_refused(amount: Money) -> None:
    refused(RefusalCode.AMOUNT_RANGE, lambda: Draft().add_amount(POTATO, amount))


def test_a_sum_s_worth_needs_a_price() -> None:
    refused(RefusalCode.AMOUNT_UNPRICED, lambda: Draft().add_amount(UNPRICED, Money(100)))


def test_an_item_without_a_price_is_added_at_nothing_until_it_is_told() -> None:
    draft = Draft().add(UNPRICED, 1000)
    assert draft.lines[0].price == NOTHING
    assert draft.set_price(0, Money(500)).lines[0].value == Money(500)


def test_a_closed_item_is_not_sold() -> None:
    refused(RefusalCode.ITEM_CLOSED, lambda: Draft().add(RULED_OUT, 1000))
    refused(RefusalCode.ITEM_CLOSED, lambda: Draft().add_amount(RULED_OUT, Money(100)))


@pytest.mark.parametrize("price", [Money(4001), Money(9999)])
def test_nothing_is_sold_above_its_mrp(price: Money) -> None:
    draft = Draft().add(SOAP, 1000)
    facts = refused(RefusalCode.ABOVE_MRP, lambda: draft.set_price(0, price))
    assert facts == {"item": 1, "price": price.paise, "mrp": 4000, "most": 4000}
    assert draft.set_price(0, Money(4000)).lines[0].price == Money(4000)


def test_a_price_below_nothing_or_above_a_crore_is_refused() -> None:
    draft = Draft().add(POTATO, 1000)
    for price in (Money(-1), AMOUNT_MAX + Money(1)):
        refused(RefusalCode.AMOUNT_RANGE, partial(draft.set_price, 0, price))


def test_a_line_above_a_crore_is_refused() -> None:
    dear = good(9, AMOUNT_MAX.paise)
    refused(RefusalCode.AMOUNT_RANGE, lambda: Draft().add(dear, 2000))
    refused(RefusalCode.AMOUNT_RANGE, lambda: Draft().add(dear, 1000).set_quantity(0, 2000))


def test_another_quantity_gives_up_the_sum_that_was_asked_for() -> None:
    draft = Draft().add_amount(POTATO, Money.rupees(50)).set_quantity(0, 2000)
    assert draft.lines[0].value == Money.rupees(60)


@pytest.mark.parametrize(("place", "current"), [(0, 0), (1, 1), (2, 1)])
def test_the_line_that_moves_up_becomes_the_current_one(place: int, current: int) -> None:
    draft = Draft().add(SOAP, 1000).add(POTATO, 500).add(good(5, 100), 1000)
    left = draft.remove(place)
    assert left.current == current
    assert len(left.lines) == 2


def test_an_empty_bill_has_no_current_line() -> None:
    assert Draft().add(SOAP, 1000).remove(0).current == -1


@pytest.mark.parametrize("place", [-1, 1])
def test_a_line_that_is_not_there_is_refused(place: int) -> None:
    draft = Draft().add(SOAP, 1000)
    refused(RefusalCode.LINE_MISSING, lambda: draft.line(place))
    refused(RefusalCode.LINE_MISSING, lambda: draft.remove(place))
    refused(RefusalCode.LINE_MISSING, lambda: draft.set_quantity(place, 1000))
    refused(RefusalCode.LINE_MISSING, lambda: draft.set_price(place, NOTHING))


GOODS = [
    SOAP,
    POTATO,
    good(5, 16500, points=500),
    good(6, 12000, points=1800, inclusive=False),
    good(7, 6000, treatment=Treatment.EXEMPT, unit=Unit.LITRE, step_milli=1),
]
adds = st.tuples(st.sampled_from(GOODS), st.integers(1, 20).map(lambda n: n * 1000))
baskets = st.lists(adds, max_size=15)


Basket = list[tuple[Item, int]]


def filled(basket: Basket) -> Draft:
    draft = Draft()
    for item, milli in basket:
        draft = draft.add(item, milli)
    return draft


@given(baskets)
def test_a_draft_holds_what_was_added_and_each_item_once(basket: Basket) -> None:
    draft = filled(basket)
    assert sum(line.quantity.milli for line in draft.lines) == sum(milli for _, milli in basket)
    items = [line.item.id for line in draft.lines]
    assert len(set(items)) == len(items)
    assert draft.current == (items.index(basket[-1][0].id) if basket else -1)


# its papers


def test_an_empty_draft_has_no_paper() -> None:
    assert sheets(Draft(), shop(), DAY) == []
    assert payable([]) == NOTHING


@given(
    baskets,
    st.sampled_from(TaxMode),
    st.sampled_from(["", GSTIN]),
    st.integers(0, 5_000).map(Money),
    st.integers(0, 5_000).map(Money),
)
def test_papers_never_lose_a_paisa(
    basket: Basket, mode: TaxMode, gstin: str, discount: Money, charge: Money
) -> None:
    draft = filled(basket).set_buyer(customer(gstin=gstin)).set_charge(charge)
    draft = draft.set_bill_discount(Discount(amount=min(discount, draft.net)), BASIS)
    made = sheets(draft, shop(mode), DAY)
    lines = [line for sheet in made for line in sheet.lines]
    values = total([line.value for line in draft.lines])
    plain = total([line.taxed.gross if line.inclusive else line.taxed.taxable for line in lines])
    if draft.lines:
        off = min(discount, values)
        assert plain == values - off + charge
        assert total([line.discount for line in lines]) == off
        assert total([sheet.discount for sheet in made]) == off
        assert total([line.charge for line in lines]) == charge
        assert total([sheet.charge for sheet in made]) == charge
    assert payable(made) == total([line.taxed.gross for line in lines]) + total(
        [sheet.totals.round_off for sheet in made]
    )
    assert len(lines) == len(draft.lines)
    if mode is not TaxMode.REGULAR or not gstin:
        assert len(made) <= 1


def test_a_registered_buyer_gets_two_papers_and_another_one() -> None:
    draft = Draft().add(POTATO, 1000).add(SOAP, 1000)
    registered = replace(draft, buyer=customer(gstin=GSTIN))
    assert [sheet.title for sheet in sheets(registered, shop(), DAY)] == [
        Title.TAX_INVOICE,
        Title.BILL_OF_SUPPLY,
    ]
    assert [sheet.title for sheet in sheets(draft, shop(), DAY)] == [Title.INVOICE_CUM_BILL]


def test_a_line_as_sold_is_a_snapshot_of_its_item() -> None:
    [sheet] = sheets(Draft().add(SOAP, 2000), shop(), DAY)
    [line] = sheet.lines
    assert (line.item, line.name_hi, line.name_en, line.price) == (
        1,
        "माल 1",
        "good 1",
        Money(3800),
    )
    assert (line.quantity, line.inclusive, line.rate.basis_points) == (
        Quantity(2000, Unit.PIECE),
        True,
        1800,
    )


# paying

TRADER = replace(
    Draft().add(SOAP, 1000).add(POTATO, 1667),
    buyer=customer(gstin=GSTIN),
)


def test_cash_is_exact_unless_more_was_handed_over() -> None:
    assert cash(Money(4000)) == Tender(TenderKind.CASH, Money(4000), Money(4000))
    assert cash(Money(4000), Money(5000)).change == Money(1000)
    refused(RefusalCode.TENDER_SHORT, lambda: cash(Money(4000), Money(3999)))


def test_a_tender_that_is_not_cash_has_no_change() -> None:
    assert Tender(TenderKind.UPI, Money(4000)).change == NOTHING


@given(
    baskets.filter(bool),
    st.integers(0, 100),
    st.integers(0, 100_000),
)
def test_each_paper_is_paid_in_full_and_change_is_counted_once(
    basket: Basket, upi_percent: int, extra: int
) -> None:
    made = sheets(replace(filled(basket), buyer=customer(gstin=GSTIN)), shop(), DAY)
    owed = payable(made)
    upi = Money(owed.paise * upi_percent // 100)
    tenders = [Tender(TenderKind.UPI, upi)] if upi else []
    if owed != upi:
        tenders.append(cash(owed - upi, owed - upi + Money(extra)))
    paid = pay(made, tenders)
    assert [total([t.amount for t in parts]) for parts in paid] == [
        sheet.totals.payable for sheet in made
    ]
    given_back = total([t.change for parts in paid for t in parts])
    assert given_back == (Money(extra) if owed != upi else NOTHING)


def test_cash_over_two_papers_leaves_its_change_with_the_last() -> None:
    made = sheets(TRADER, shop(), DAY)
    assert [sheet.totals.payable for sheet in made] == [Money.rupees(38), Money.rupees(50)]
    first, second = pay(made, [cash(Money.rupees(88), Money.rupees(100))])
    assert first == (Tender(TenderKind.CASH, Money.rupees(38), Money.rupees(38)),)
    assert second == (Tender(TenderKind.CASH, Money.rupees(50), Money.rupees(62)),)


@pytest.mark.parametrize(
    "tenders",
    [
        [],
        [Tender(TenderKind.UPI, Money.rupees(87))],
        [Tender(TenderKind.UPI, Money.rupees(89))],
        [Tender(TenderKind.CASH, Money.rupees(88), Money.rupees(80))],
    ],
)
def test_tenders_that_do_not_make_the_sum_are_refused(tenders: list[Tender]) -> None:
    made = sheets(TRADER, shop(), DAY)
    facts = refused(RefusalCode.TENDER_SHORT, lambda: pay(made, tenders))
    assert facts["owed"] == 8800


# the bill


def a_bill(sheet: Sheet, tenders: tuple[Tender, ...]) -> Bill:
    return Bill(
        SaleId("S1"),
        bill_number("B", Series("K7M2"), DAY, 1),
        datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
        DAY,
        BusinessDay(DAY),
        sheet.title,
        TaxMode.REGULAR,
        sheet.lines,
        tenders,
        sheet.totals,
    )


def test_a_bill_knows_what_was_handed_over_and_given_back() -> None:
    [sheet] = sheets(Draft().add(SOAP, 1000), shop(), DAY)
    tenders = (
        Tender(TenderKind.UPI, Money.rupees(8)),
        cash(Money.rupees(30), Money.rupees(50)),
    )
    bill = a_bill(sheet, tenders)
    assert bill.received == Money.rupees(58)
    assert bill.change == Money.rupees(20)


@pytest.mark.parametrize("paid", [3700, 3900])
def test_a_bill_that_is_not_paid_by_its_tenders_cannot_be_made(paid: int) -> None:
    [sheet] = sheets(Draft().add(SOAP, 1000), shop(), DAY)
    with pytest.raises(ValueError, match="does not add up"):
        a_bill(sheet, (cash(Money(paid)),))


def test_a_bill_that_is_not_the_sum_of_its_lines_cannot_be_made() -> None:
    [sheet] = sheets(Draft().add(SOAP, 1000), shop(), DAY)
    wrong = replace(sheet, totals=replace(sheet.totals, round_off=Money(1)))
    with pytest.raises(ValueError, match="does not add up"):
        a_bill(wrong, (cash(Money(3800)),))


@pytest.mark.parametrize("serial", [0, 1_000_000])
def test_a_series_numbers_from_one_to_six_nines(serial: int) -> None:
    with pytest.raises(AssertionError):
        bill_number("B", Series("K7M2"), date(2026, 4, 1), serial)


def test_a_line_of_a_draft_is_worth_its_price_or_the_sum_asked_for() -> None:
    quantity = Quantity(1667, Unit.KILO)
    assert DraftLine(POTATO, quantity, Money(3000)).value == Money(5001)
    assert DraftLine(POTATO, quantity, Money(3000), Money(5000)).value == Money(5000)


# paying


def test_the_next_notes_are_what_a_buyer_is_likely_to_hand_over() -> None:
    assert next_notes(Money(67_000)) == [Money.rupees(n) for n in (680, 700, 1000, 2000)]
    assert next_notes(Money(9800)) == [Money.rupees(n) for n in (100, 500, 2000)]
    assert next_notes(NOTHING) == [Money.rupees(n) for n in (10, 50, 100, 500, 2000)]


def test_change_without_coins_stays_with_the_shop_as_credit() -> None:
    made = sheets(Draft().add(good(7, 9800), 1000), shop(), DAY)
    kept = (
        Tender(TenderKind.CASH, Money(10_000), Money(10_000)),
        Tender(TenderKind.CREDIT, Money(-200)),
    )
    assert pay(made, kept) == [kept]


def test_only_credit_may_be_below_nothing() -> None:
    made = sheets(Draft().add(good(7, 9800), 1000), shop(), DAY)
    wrong = (Tender(TenderKind.UPI, Money(10_000)), Tender(TenderKind.CASH, Money(-200)))
    refused(RefusalCode.TENDER_SHORT, lambda: pay(made, wrong))


def test_what_is_let_go_is_not_paid_and_stands_on_the_last_paper() -> None:
    draft = Draft().add(SOAP, 1000).add(good(8, 200, treatment=Treatment.NIL), 1000)
    made = sheets(draft.set_buyer(customer(gstin=GSTIN)), shop(), DAY)
    assert [sheet.totals.payable for sheet in made] == [Money(3800), Money(200)]
    assert let_go(made, Money(300)) == [Money(100), Money(200)]
    paid = pay(made, [Tender(TenderKind.CARD, Money(3700), reference="4711")], Money(300))
    assert [total([tender.amount for tender in part]) for part in paid] == [Money(3700), NOTHING]
    for waived in (Money(-1), Money(4001)):
        refused(RefusalCode.DISCOUNT_RANGE, partial(let_go, made, waived))


def test_a_bill_says_what_was_paid_and_what_its_way_cost() -> None:
    bill = made_bill(Draft().add(SOAP, 1000).set_charge(Money(2000)), waived=Money(300))
    assert (bill.paid, bill.charge) == (Money(5500), Money(2000))


def test_nothing_is_paid_with_nothing() -> None:
    assert pay([], []) == []
