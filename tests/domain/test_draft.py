"""Prices, discounts and floors of a bill that may still change."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain import gst
from estore_pos.domain.category import Category
from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import ROUNDED, Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import BASIS, DatedRate, Rate, TaxMode, Treatment
from estore_pos.domain.ids import ItemId, OfferId
from estore_pos.domain.item import Item, Part, PrintedPrice, Slab
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money, total
from estore_pos.domain.offer import HAND, Offer, OfferKind
from estore_pos.domain.person import Asked, Deed, Role, may
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import check_terms, reopened, sheets, unallowed
from tests.domain.samples import DAY, customer, good, shop

SOAP = good(1, 3800, points=1800, mrp=4000)
SOAP_PRICE = Money(3800)
RICE = replace(
    good(2, 5000, treatment=Treatment.NIL, unit=Unit.KILO, step_milli=1),
    slabs=(Slab(10_000, Money(4800)), Slab(25_000, Money(4600))),
    group_prices=(("thok", Money(4700)), ("card", Money(5100))),
    cost=Money(4500),
)
OIL = replace(
    good(3, 16_500, mrp=18_000),
    printed=(
        PrintedPrice(Money(18_000), Money(16_500)),
        PrintedPrice(Money(17_500), Money(16_000)),
    ),
    cost=Money(15_000),
)
THOK = replace(customer(), group="thok")


def refused(code: RefusalCode, deed: Callable[[], object]) -> dict[str, object]:
    with pytest.raises(Refusal) as caught:
        deed()
    assert caught.value.code is code
    return caught.value.facts


def asked_in(facts: dict[str, object]) -> tuple[Asked, ...]:
    """What a refusal says has to be allowed."""
    asked = facts["asked"]
    assert isinstance(asked, tuple)
    return asked


# whose price holds


@pytest.mark.parametrize(
    ("milli", "price"), [(9_999, 5000), (10_000, 4800), (24_999, 4800), (25_000, 4600)]
)
def test_a_slab_holds_from_its_quantity_on(milli: int, price: int) -> None:
    draft = Draft().add(RICE, milli)
    assert draft.lines[0].price == Money(price)
    assert draft.set_quantity(0, 1000).lines[0].price == Money(5000)
    assert Draft().add(RICE, 1).set_quantity(0, milli).lines[0].price == Money(price)


def test_more_of_a_good_reaches_its_slab_on_one_line() -> None:
    draft = Draft().add(RICE, 6000).add(RICE, 6000)
    assert [line.quantity.milli for line in draft.lines] == [12_000]
    assert draft.lines[0].price == Money(4800)


def test_a_group_has_its_prices_while_the_buyer_is_on_the_bill() -> None:
    draft = Draft().add(RICE, 1000).add(SOAP, 1000)
    told = draft.set_buyer(THOK)
    assert [line.price for line in told.lines] == [Money(4700), Money(3800)]
    assert told.set_quantity(0, 25_000).lines[0].price == Money(4600)
    assert told.set_buyer(None).lines == draft.lines
    dear = draft.set_buyer(replace(customer(), group="card"))
    assert dear.lines[0].price == Money(5000)


def test_what_was_typed_stands_whatever_the_quantity_and_the_buyer() -> None:
    typed = Draft().add(RICE, 1000).set_price(0, Money(4900))
    assert typed.set_quantity(0, 25_000).lines[0].price == Money(4900)
    assert typed.set_buyer(THOK).lines[0].price == Money(4900)
    assert typed.set_price(0, Money(5000)).set_quantity(0, 25_000).lines[0].price == Money(4600)


def test_the_bill_says_what_the_price_was_and_why_it_is_another() -> None:
    draft = Draft().add(RICE, 10_000).add(SOAP, 1000).add(OIL, 1000).set_price(2, Money(16_000))
    draft = draft.set_discount(1, Discount(points=500), BASIS)
    [sheet] = sheets(draft, shop(), DAY)
    said = [(line.price.paise, line.listed.paise, line.offer) for line in sheet.lines]
    assert said == [(4800, 5000, "slab"), (3800, 0, HAND), (16_000, 16_500, HAND)]
    assert [line.discount.paise for line in sheet.lines] == [0, 190, 0]


def test_an_item_without_a_price_takes_more_on_the_line_where_it_was_told_one() -> None:
    bare = good(9, None)
    draft = Draft().add(bare, 1000).set_price(0, Money(700)).add(bare, 1000)
    assert [line.value for line in draft.lines] == [Money(1400)]


def test_a_scanned_label_is_exact_in_weight_and_amount() -> None:
    draft = Draft().add_weighed(RICE, 1333, Money(6667)).add_weighed(RICE, 1333, Money(6667))
    assert [line.value for line in draft.lines] == [Money(6667)] * 2
    [sheet] = sheets(draft, shop(), DAY)
    assert [line.taxed.gross for line in sheet.lines] == [Money(6667)] * 2
    unpriced = good(8, None, unit=Unit.KILO, step_milli=1)
    assert Draft().add_weighed(unpriced, 500, Money(1000)).lines[0].price == Money(2000)
    refused(RefusalCode.AMOUNT_RANGE, partial(Draft().add_weighed, RICE, 1000, NOTHING))
    closed = replace(RICE, closed=True)
    refused(RefusalCode.ITEM_CLOSED, partial(Draft().add_weighed, closed, 1000, Money(100)))


# a sum's worth of what has no price yet

LOOSE = good(8, None, unit=Unit.KILO, step_milli=1)


def test_a_sum_of_what_has_no_price_waits_for_it_and_stays_that_sum() -> None:
    waits = Draft().add_amount(LOOSE, Money(5000))
    assert waits.lines[0].unpriced
    told = waits.set_price(0, Money(4500))
    (line,) = told.lines
    assert (line.unpriced, line.quantity.milli, line.price) == (False, 1111, Money(4500))
    assert line.value == Money(5000)
    assert told.set_price(0, Money(4000)).lines[0].amount is None, "as on every sum that has one"


def test_nothing_is_no_price_of_a_sum() -> None:
    (line,) = Draft().add_amount(LOOSE, Money(5000)).set_price(0, NOTHING).lines
    assert (line.unpriced, line.amount) == (True, Money(5000))


def test_a_sum_waits_still_when_its_good_is_told_a_price_elsewhere() -> None:
    waits = Draft().add_amount(LOOSE, Money(5000))
    (line,) = waits.anew({LOOSE.id: replace(LOOSE, price=Money(4000))}).lines
    assert line.unpriced, "a kilo is not sold for what was asked for in rupees"
    assert line.at(Money(4000)).quantity.milli == 1250


def test_a_quantity_takes_the_place_of_a_sum_that_waits() -> None:
    (line,) = Draft().add_amount(LOOSE, Money(5000)).set_quantity(0, 2000).lines
    assert (line.amount, line.quantity.milli, line.unpriced) == (None, 2000, True)


def test_a_sum_never_buys_at_more_than_the_printed_price() -> None:
    packed = replace(LOOSE, mrp=Money(4000))
    waits = Draft().add_amount(packed, Money(5000))
    refused(RefusalCode.ABOVE_MRP, lambda: waits.set_price(0, Money(4001)))


def test_a_label_that_is_not_the_good_s_price_names_the_one_that_follows_from_it() -> None:
    soap = replace(SOAP, cost=Money(3500))
    for item, milli, amount, price, listed in (
        (soap, 1000, 100, 100, 3800),
        (soap, 3000, 10_000, 3333, 3800),
        (soap, 1000, 3800, 3800, 0),
        (soap, 1000, 4000, 4000, 3800),
        (RICE, 1333, 6660, 5000, 0),
        (RICE, 1333, 6675, 5008, 5000),
        (replace(RICE, mrp=Money(5001)), 3, 15, 5000, 0),
        (replace(RICE, price=Money(4000), mrp=Money(4167)), 333, 1388, 4167, 4000),
    ):
        draft = Draft().add_weighed(item, milli, Money(amount))
        [sheet] = sheets(draft, shop(), DAY)
        (line,) = sheet.lines
        told = (line.taxed.gross.paise, line.price.paise, line.listed.paise)
        assert told == (amount, price, listed)
        assert line.offer == (HAND if price < listed else "")
    much = replace(RICE, price=Money(1))
    refused(RefusalCode.AMOUNT_RANGE, partial(Draft().add_weighed, much, 1, AMOUNT_MAX))


@given(
    price=st.integers(1, 20_000),
    cost=st.integers(1, 20_000),
    milli=st.integers(1, 5000),
    paise=st.integers(1, 50_000),
    step=st.sampled_from([1, 1000]),
)
def test_a_label_below_cost_and_below_the_shop_s_price_waits_for_leave(
    price: int, cost: int, milli: int, paise: int, step: int
) -> None:
    unit = Unit.KILO if step == 1 else Unit.PIECE
    item = replace(good(4, price, unit=unit, step_milli=step), cost=Money(cost))
    milli = milli * step
    draft = Draft().add_weighed(item, milli, Money(paise))
    (line,) = draft.lines
    assert line.value == Money(paise)
    asked = unallowed(draft, (), DAY, 10_000)
    below = Money(paise) < Money(cost).times_milli(milli)
    assert bool(asked) == (below and line.price < Money(price))
    assert [each.what for each in asked] == [Deed.UNDER_FLOOR] * len(asked)
    assert not unallowed(draft, (), DAY, 0, approved=True)
    if paise >= cost * milli / 1000:
        assert not asked, "the shop's own scale, above cost"
    for changed in (draft.set_quantity(0, milli), draft.set_price(0, Money(price), approved=True)):
        assert not unallowed(changed, (), DAY, 10_000), "it is no label's any more"
    sweet = Draft().add_weighed(item, milli, Money(paise), is_label=False)
    assert not unallowed(sweet, (), DAY, 10_000)


@given(
    price=st.integers(1, 50_000),
    paise=st.integers(1, 200_000),
    milli=st.integers(1, 3000),
    points=st.sampled_from([0, 25, 500, 1200, 1800, 4000]),
    mode=st.sampled_from(TaxMode),
    buyer=st.sampled_from([None, customer(state="09")]),
)
def test_the_rupees_that_were_told_are_what_the_buyer_pays(
    price: int, paise: int, milli: int, points: int, mode: TaxMode, buyer: Customer | None
) -> None:
    """Whether the price has its tax on top or inside, and after it was opened again."""
    buyer = buyer if mode is TaxMode.REGULAR else None
    item = good(4, price, points=points, inclusive=False, unit=Unit.KILO, step_milli=1)
    inside, amount = item.tax_on_top(mode, DAY), Money(paise)
    empty = Draft(buyer=buyer)
    made = [
        empty.add_amount(item, amount, inside=inside),
        empty.add_amount(item, amount, is_label=True, inside=inside),
        empty.add_weighed(item, milli, amount, inside=inside),
    ]
    asked = item.inside(inside)
    assert item.inside(None) is item
    assert replace(item, inclusive=True).tax_on_top(mode, DAY) is None
    for draft in made:
        [sheet] = sheets(draft, shop(mode), DAY)
        (line,) = sheet.lines
        assert line.taxed.gross == sheet.totals.gross == amount
        assert line.inclusive
        (held,) = draft.lines
        assert held.price == asked.price or held.labelled
        again = reopened(sheet.lines, {item.id: item}, buyer, mode, DAY)
        [sheet] = sheets(again, shop(mode), DAY)
        assert sheet.totals.gross == amount
        for other in (draft.set_quantity(0, 2000), draft.set_price(0, Money(price), approved=True)):
            plain = Draft(buyer=buyer).add(item, other.lines[0].quantity.milli)
            assert sheets(other, shop(mode), DAY) == sheets(plain, shop(mode), DAY)
        assert len(draft.add(item, 1000).lines) == 2


@given(
    prices=st.lists(st.integers(100, 50_000), min_size=2, max_size=3),
    inclusive=st.lists(st.booleans(), min_size=3, max_size=3),
    points=st.sampled_from([0, 500, 1800]),
    many=st.integers(1, 4),
    part=st.integers(1, 99),
    mode=st.sampled_from(TaxMode),
)
def test_the_price_of_a_set_is_what_the_buyer_pays(
    prices: list[int], inclusive: list[bool], points: int, many: int, part: int, mode: TaxMode
) -> None:
    goods = [
        good(number, price, points=points, inclusive=each)
        for number, (price, each) in enumerate(zip(prices, inclusive, strict=False), 1)
    ]
    whole = total([each.inside(each.tax_on_top(mode, DAY)).price or NOTHING for each in goods])
    amount = Money(whole.paise * part // 100 + 1)
    parts = tuple([Part(each.id) for each in goods])
    combo = Offer(OfferId("1"), OfferKind.COMBO, DAY, goods=parts, amount=amount)
    draft = Draft()
    for each in goods:
        draft = draft.add(each, 1000 * many)
    [sheet] = sheets(draft, shop(mode), DAY, offers=[combo])
    [alone] = sheets(draft, shop(mode), DAY)
    if amount < whole:
        assert sheet.totals.gross == Money(amount.paise * many)
    else:
        assert sheet.totals.gross == alone.totals.gross


def test_the_floor_of_a_line_is_held_against_its_price_with_the_same_tax() -> None:
    """A cost is quoted as the price is: 300 before tax, a set or a label has its tax inside."""
    cheese = good(4, 30_000, points=1800, inclusive=False, unit=Unit.KILO, step_milli=1)
    cheese = replace(cheese, cost=Money(29_000))
    for paise, asks in ((34_220, False), (34_219, True), (30_000, True)):
        draft = Draft().add_weighed(cheese, 1000, Money(paise), inside=1800)
        assert bool(unallowed(draft, (), DAY, BASIS)) == asks
    other = good(5, 10_000, points=1800, inclusive=False)
    parts = (Part(cheese.id), Part(other.id))
    combo = Offer(OfferId("1"), OfferKind.COMBO, DAY, goods=parts, amount=Money(46_800))
    draft = Draft().add(cheese, 1000).add(other, 1000)
    for off, asks in ((500, False), (2000, True)):
        given = draft.set_bill_discount(Discount(amount=Money(off)), BASIS)
        assert bool(unallowed(given, [combo], DAY, BASIS)) == asks


def test_a_sum_stays_what_it_was_though_its_good_s_price_turns_to_tax_inside_or_on_top() -> None:
    loose = good(4, 30_000, points=1800, inclusive=False, unit=Unit.KILO, step_milli=1)
    turned = replace(loose, inclusive=True, price=Money(35_400))
    for before, now, inside in ((loose, turned, 1800), (turned, loose, None)):
        draft = Draft().add_amount(before, Money(5000), inside=inside).anew({loose.id: now})
        assert sheets(draft, shop(), DAY)[0].totals.gross == Money(5000)
    plain = Draft().add(turned, 1000).anew({loose.id: loose})
    assert sheets(plain, shop(), DAY)[0].totals.gross == Money(35_400)


def test_a_bill_that_was_made_with_the_tax_on_top_of_a_sum_is_opened_again_as_it_was() -> None:
    """Bills of before: fifty rupees' worth at 300 and 18 % came to 59."""
    loose = good(4, 30_000, points=1800, inclusive=False, unit=Unit.KILO, step_milli=1)
    [sheet] = sheets(Draft().add_amount(loose, Money(5000)), shop(), DAY)
    assert sheet.totals.gross == Money(5900)
    again = reopened(sheet.lines, {loose.id: loose}, None, TaxMode.REGULAR, DAY)
    assert sheets(again, shop(), DAY)[0].totals.gross == Money(5900)


@given(
    price=st.integers(1, 20_000),
    above=st.integers(0, 300),
    cost=st.integers(1, 20_000),
    paise=st.integers(1, 500_000),
    step=st.sampled_from([1, 5, 250]),
)
def test_a_sum_s_worth_asks_no_leave(
    price: int, above: int, cost: int, paise: int, step: int
) -> None:
    """It buys at the shop's own price, to a step: nobody at the till has set it."""
    item = good(4, price, unit=Unit.KILO, step_milli=step, mrp=price + above)
    item = replace(item, cost=Money(cost))
    assert not unallowed(Draft().add_amount(item, Money(paise)), (), DAY, 0)


# several maximum prices


def test_the_packet_in_the_hand_has_its_own_ceiling_and_price() -> None:
    draft = Draft().add(OIL, 1000).set_printed(0, Money(17_500))
    line = draft.lines[0]
    assert (line.price, line.item.mrp) == (Money(16_000), Money(17_500))
    facts = refused(RefusalCode.ABOVE_MRP, lambda: draft.set_price(0, Money(17_501)))
    assert facts["mrp"] == 17_500
    apart = draft.add(OIL, 1000)
    assert [each.price for each in apart.lines] == [Money(16_000), Money(16_500)]
    assert draft.set_printed(0, Money(1)).lines == draft.lines


def test_of_a_line_so_many_bear_another_maximum_price() -> None:
    line, other = Draft().add(OIL, 5000).set_printed(0, Money(17_500), 2000).lines
    assert (line.item.mrp, line.quantity.milli) == (OIL.mrp, 3000)
    assert (other.item.mrp, other.quantity.milli) == (Money(17_500), 2000)


def test_an_item_learns_the_maximum_prices_of_its_packets_and_keeps_the_latest() -> None:
    item = SOAP  # 38 rupees of 40
    for mrp in (4200, 3600, 4200, 4300, 4400):
        item = item.with_printed(Money(mrp))
        assert item.mrp == Money(mrp)
    assert [(each.mrp.paise, each.price.paise) for each in item.printed] == [
        (4200, 3800),
        (3600, 3600),
        (4300, 3800),
        (4400, 3800),
    ]
    bare = good(9, None).with_printed(Money(500))
    assert (bare.price, bare.mrp) == (Money(500), Money(500))
    full = good(9, 500, mrp=500).with_printed(Money(700))
    assert (full.price, full.mrp) == (Money(700), Money(700))
    refused(RefusalCode.AMOUNT_RANGE, lambda: SOAP.with_printed(NOTHING))
    refused(RefusalCode.AMOUNT_RANGE, lambda: SOAP.with_printed(AMOUNT_MAX + Money(1)))


# which packet it was, told by the price it was sold at


def again(draft: Draft, *goods: Item) -> Draft:
    """The draft sold by a shop under GST, and opened again where its goods are these now."""
    lines = [line for sheet in sheets(draft, shop(), DAY) for line in sheet.lines]
    now = {each.id: each for each in goods}
    return reopened(lines, now, draft.buyer, TaxMode.REGULAR, DAY)


def packets(draft: Draft) -> list[tuple[int | None, int]]:
    """The MRP and the price of each line, in paise."""
    return [
        (line.item.mrp.paise if line.item.mrp else None, line.price.paise) for line in draft.lines
    ]


BISCUIT = replace(
    good(5, 1600, mrp=1600),
    printed=(
        PrintedPrice(Money(1600), Money(1600)),
        PrintedPrice(Money(1400), Money(1400)),
        PrintedPrice(Money(2000), Money(1800)),
    ),
)
PACKETS = st.sampled_from(BISCUIT.printed)


@given(sold=st.lists(PACKETS, min_size=1, max_size=4), chosen=PACKETS, milli=st.integers(1, 9))
def test_what_was_sold_comes_back_in_its_own_packet_whichever_was_chosen_since(
    sold: list[PrintedPrice], chosen: PrintedPrice, milli: int
) -> None:
    draft = Draft()
    for each in sold:
        draft = draft.add(BISCUIT.at_printed(each.mrp), milli * 1000)
    opened = again(draft, BISCUIT.at_printed(chosen.mrp))
    assert packets(opened) == packets(draft)
    assert opened.net == draft.net
    opened.check_mrp(TaxMode.REGULAR, DAY)


def test_a_price_by_hand_or_of_a_slab_is_of_the_packet_it_lowered() -> None:
    thirteen = (Slab(10_000, Money(1300)),)
    tiered = replace(BISCUIT, slabs=thirteen)
    typed = Draft().add(BISCUIT, 1000).set_price(0, Money(1400))
    assert packets(again(typed, BISCUIT.at_printed(Money(1400)))) == [(1600, 1400)]
    many = Draft().add(tiered, 10_000)
    assert packets(again(many, tiered.at_printed(Money(1400)))) == [(1600, 1300)]


@pytest.mark.parametrize(
    ("chosen", "mrp"),
    [(1400, 1600), (1600, 1600), (2000, 2000)],
    ids=["too low, so the lowest that is not", "high enough", "high enough, though not the lowest"],
)
def test_a_price_of_no_packet_of_now_is_in_the_one_chosen_last_where_it_may_be(
    chosen: int, mrp: int
) -> None:
    draft = Draft().add(replace(BISCUIT, price=Money(1500)), 1000)
    opened = again(draft, BISCUIT.at_printed(Money(chosen)))
    assert packets(opened) == [(mrp, 1500)]
    opened.check_mrp(TaxMode.REGULAR, DAY)


def test_a_sum_is_in_a_packet_that_may_cost_so_much_by_weight() -> None:
    loose = replace(BISCUIT, unit=Unit.KILO, step_milli=1)
    draft = Draft().add_weighed(loose.at_printed(Money(2000)), 333, Money(640))
    opened = again(draft, replace(loose, price=Money(1500)).at_printed(Money(1400)))
    assert packets(opened) == [(2000, 1922)]
    exact = Draft().add_weighed(replace(loose, price=Money(1500)), 333, Money(533))
    assert packets(again(exact, loose.at_printed(Money(1400)))) == [(1600, 1600)]


def test_a_packet_s_maximum_has_the_tax_inside_that_the_price_has_not() -> None:
    bare = replace(BISCUIT, inclusive=False, rates=good(6, 1, points=1800).rates, price=Money(1500))
    draft = Draft().add(replace(bare, mrp=Money(2000)), 1000)
    opened = again(draft, bare.at_printed(Money(1400)))
    assert packets(opened) == [(2000, 1500)], "1500 and its tax are above 1600"
    opened.check_mrp(TaxMode.REGULAR, DAY)
    [line] = sheets(draft, shop(TaxMode.UNREGISTERED), DAY)[0].lines
    now = {bare.id: bare.at_printed(Money(1400))}
    untaxed = reopened([line], now, None, TaxMode.UNREGISTERED, DAY)
    assert packets(untaxed) == [(1600, 1500)]


def test_above_every_maximum_of_now_it_stands_in_the_packet_chosen_last_and_end_says_so() -> None:
    draft = Draft().add(BISCUIT.at_printed(Money(2000)), 1000)
    sunk = replace(BISCUIT, printed=BISCUIT.printed[:2])
    opened = again(draft, sunk.at_printed(Money(1400)))
    assert packets(opened) == [(1400, 1800)]
    facts = refused(RefusalCode.MRP_LOWERED, partial(opened.check_mrp, TaxMode.REGULAR, DAY))
    assert (facts["price"], facts["mrp"], facts["most"]) == (1800, 1400, 1400)


def test_a_good_of_one_maximum_or_none_is_opened_again_as_it_now_is() -> None:
    draft = Draft().add(SOAP, 1000).add(RICE, 1000)
    assert packets(again(draft, SOAP, RICE)) == [(4000, 3800), (None, 5000)]
    lowered = replace(SOAP, price=Money(3000), mrp=Money(3000))
    assert packets(again(draft, lowered, RICE)) == [(3000, 3800), (None, 5000)]
    assert packets(again(draft)) == [(None, 3800), (None, 5000)], "gone from the list of goods"


# what was sold is opened again: a line like any other, unless its price is another one today


@given(
    more=st.integers(1, 30),
    sold=st.lists(st.sampled_from([1000, 9000, 12_000, 25_000]), min_size=1, max_size=2),
    group=st.sampled_from(["", "thok"]),
)
def test_what_is_opened_again_at_todays_price_is_a_line_like_any_other(
    more: int, sold: list[int], group: str
) -> None:
    draft = Draft().set_buyer(replace(THOK, group=group))
    for milli, each in zip(sold, (RICE, SOAP), strict=False):
        draft = draft.add(each, milli)
    opened = again(draft, RICE, SOAP)
    assert (opened.lines, opened.net) == (draft.lines, draft.net)
    assert opened.add(RICE, more * 1000).lines == draft.add(RICE, more * 1000).lines


@pytest.mark.parametrize(
    "now",
    [
        replace(SOAP, price=Money(3700)),
        replace(SOAP, price=Money(4000)),
        replace(SOAP, inclusive=False, mrp=None),
        replace(SOAP, slabs=(Slab(1000, Money(3700)),)),
    ],
    ids=["lowered", "raised", "its tax outside", "a slab that was not there"],
)
def test_what_costs_something_else_today_stands_as_it_was_sold(now: Item) -> None:
    opened = again(Draft().add(SOAP, 1000), now)
    assert (opened.lines[0].price, opened.lines[0].by_hand) == (Money(3800), True)
    stands, added = opened.add(now, 1000).lines
    assert stands == opened.lines[0]
    assert added == Draft().add(now, 1000).lines[0]


def test_a_price_that_was_typed_is_opened_again_as_typed() -> None:
    typed = Draft().add(SOAP, 1000).set_price(0, Money(3000))
    opened = again(typed, SOAP)
    assert opened.lines[0].by_hand
    [sheet] = sheets(opened, shop(), DAY)
    assert [(line.price, line.offer) for line in sheet.lines] == [(Money(3000), HAND)]
    assert len(opened.add(SOAP, 1000).lines) == 2


def test_a_share_of_a_bills_discount_leaves_the_price_todays() -> None:
    draft = Draft().add(SOAP, 2000).add(RICE, 12_000)
    draft = draft.set_bill_discount(Discount(amount=Money(1000)), BASIS)
    opened = again(draft, replace(SOAP, price=Money(3900)), RICE)
    assert [line.by_hand for line in opened.lines] == [True, False]
    assert opened.net == draft.net - Money(1000)
    more = opened.add(RICE, 13_000)
    assert (len(more.lines), more.lines[1].price) == (2, Money(4600)), "the next slab holds"
    elsewhere = again(draft, replace(SOAP, inclusive=False), RICE)
    assert elsewhere.lines[0].by_hand


def test_a_sum_that_was_asked_for_is_nobodys_typed_price() -> None:
    draft = Draft().add_amount(RICE, Money(2500)).add_amount(RICE, Money(1777))
    opened = again(draft, RICE)
    assert [(line.amount, line.by_hand) for line in opened.lines] == [
        (None, False),
        (Money(1777), False),
    ]
    assert opened.net == draft.net
    dearer = again(draft, replace(RICE, price=Money(5100)))
    assert [line.by_hand for line in dearer.lines] == [True, True]
    assert dearer.net == draft.net


def test_a_good_that_has_no_price_takes_more_on_the_line_that_was_typed() -> None:
    bare = good(9, None)
    draft = Draft().add(bare, 1000).set_price(0, Money(700))
    for now in (bare, replace(bare, price=Money(700))):
        opened = again(draft, now)
        assert opened.lines[0].by_hand is (now.price is None)
        (line,) = opened.add(now, 1000).lines
        assert (line.quantity.milli, line.price) == (2000, Money(700))


def test_a_label_never_costs_more_than_the_maximum_price() -> None:
    refused(RefusalCode.ABOVE_MRP, lambda: Draft().add_weighed(SOAP, 1000, Money(4001)))
    assert Draft().add_weighed(SOAP, 2000, Money(8000)).lines[0].value == Money(8000)


def test_no_approval_lifts_the_maximum_price() -> None:
    draft = Draft().add(SOAP, 1000)
    refused(RefusalCode.ABOVE_MRP, lambda: draft.set_price(0, Money(4001), approved=True))


def test_a_charge_is_apart_from_the_price_that_the_maximum_bounds() -> None:
    draft = Draft().add(SOAP, 1000).set_price(0, Money(4000)).set_charge(Money(2000))
    [sheet] = sheets(draft, shop(), DAY)
    assert sheet.lines[0].price == Money(4000)
    assert sheet.lines[0].taxed.gross == Money(6000)
    assert sheet.lines[0].charge == sheet.charge == Money(2000)
    for charge in (Money(-1), AMOUNT_MAX + Money(1)):
        refused(RefusalCode.AMOUNT_RANGE, partial(draft.set_charge, charge))


# discounts and their caps


def test_a_line_discount_in_per_cent_follows_the_quantity() -> None:
    draft = Draft().add(SOAP, 1000).set_discount(0, Discount(points=1000), 1000)
    assert draft.net == Money(3420)
    assert draft.set_quantity(0, 2000).net == Money(6840)
    assert draft.set_discount(0, None, 0).net == Money(3800)


def test_above_a_cap_somebody_has_to_allow_it() -> None:
    draft = Draft().add(SOAP, 1000)
    for discount in (Discount(points=1001), Discount(amount=Money(381))):
        ask = partial(draft.set_discount, 0, discount, 1000)
        facts = refused(RefusalCode.APPROVAL_NEEDED, ask)
        away = discount.on(SOAP.price).paise if SOAP.price else 0
        what = Asked(Deed.DISCOUNT, amount=Money(away))
        named = replace(what, item=SOAP.id, name=(SOAP.name_hi, SOAP.name_en))
        assert facts == {"what": "discount", "asked": (named,)}
        assert ask(approved=True).lines[0].discount == discount
        of_bill = partial(draft.set_bill_discount, discount, 1000)
        assert refused(RefusalCode.APPROVAL_NEEDED, of_bill)["asked"] == (what,)


@pytest.mark.parametrize(
    "discount", [Discount(amount=Money(3801)), Discount(amount=Money(-1)), Discount(points=10_001)]
)
def test_more_than_the_value_is_refused_whoever_allows_it(discount: Discount) -> None:
    draft = Draft().add(SOAP, 1000)
    on_line = partial(draft.set_discount, 0, discount, BASIS, approved=True)
    on_bill = partial(draft.set_bill_discount, discount, BASIS, approved=True)
    refused(RefusalCode.DISCOUNT_RANGE, on_line)
    refused(RefusalCode.DISCOUNT_RANGE, on_bill)


def test_a_sum_off_a_line_cannot_outlive_its_value() -> None:
    draft = Draft().add(SOAP, 2000).set_discount(0, Discount(amount=Money(5000)), BASIS)
    refused(RefusalCode.DISCOUNT_RANGE, lambda: draft.set_quantity(0, 1000))


def test_nothing_off_is_no_discount() -> None:
    draft = Draft().add(SOAP, 1000).set_discount(0, Discount(), 0).set_bill_discount(Discount(), 0)
    assert draft.set_bill_discount(None, 0) == draft
    assert draft.lines[0].discount is None
    assert draft.discount is None


# the floor at cost


def test_below_cost_somebody_has_to_allow_it() -> None:
    draft = Draft().add(OIL, 1000)
    assert draft.set_price(0, Money(15_000)).lines[0].price == Money(15_000)
    facts = refused(RefusalCode.APPROVAL_NEEDED, lambda: draft.set_price(0, Money(14_999)))
    (asked,) = asked_in(facts)
    assert (asked.what, asked.item, asked.price) == (Deed.UNDER_FLOOR, 3, Money(14_999))
    allowed = draft.set_price(0, Money(14_999), approved=True)
    check_terms(allowed, (), DAY, 0)
    more = allowed.set_quantity(0, 2000)
    facts = refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(more, (), DAY, 0))
    (asked,) = asked_in(facts)
    assert (asked.what, asked.item) == (Deed.UNDER_FLOOR, 3)
    assert asked.amount == Money(2 * (16_500 - 14_999)), "all of it, as it now is"
    check_terms(more.set_quantity(0, 1000), (), DAY, 0)
    check_terms(more.set_price(0, Money(15_000)), (), DAY, BASIS)


def test_a_discount_goes_below_cost_with_leave_only() -> None:
    draft = Draft().add(OIL, 1000)
    off = Discount(amount=Money(1501))
    refused(RefusalCode.APPROVAL_NEEDED, lambda: draft.set_discount(0, off, BASIS))
    allowed = draft.set_discount(0, off, BASIS, approved=True)
    check_terms(allowed, (), DAY, 0)
    check_terms(allowed.set_quantity(0, 2000), (), DAY, 0)


# a leave is for what was allowed


@pytest.mark.parametrize("off", [Discount(points=5000), Discount(amount=Money(100_000))])
def test_a_leave_for_a_discount_is_none_for_more_of_it(off: Discount) -> None:
    """Half off one is not half off fifty; 1,000 rupees off fifty are more of thirty."""
    at, more, less = (1000, 50_000, 1000) if off.points else (50_000, 30_000, 60_000)
    allowed = Draft().add(SOAP, at).set_discount(0, off, 0, approved=True)
    check_terms(allowed, (), DAY, 0)
    grown = allowed.set_quantity(0, more)
    facts = refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(grown, (), DAY, 0))
    (asked,) = asked_in(facts)
    assert asked.what is Deed.DISCOUNT
    assert asked.amount == off.on(SOAP_PRICE.times_milli(more)), "all that it gives now"
    check_terms(grown.set_quantity(0, less), (), DAY, 0)
    check_terms(grown, (), DAY, BASIS)


def test_a_leave_for_the_whole_bill_is_none_for_more_of_it() -> None:
    off = Discount(points=1000)
    allowed = Draft().add(SOAP, 2000).set_bill_discount(off, 0, approved=True)
    check_terms(allowed.set_quantity(0, 1000), (), DAY, 0)
    refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(allowed.add(SOAP, 1000), (), DAY, 0))
    sum_off = (
        Draft().add(SOAP, 2000).set_bill_discount(Discount(amount=Money(1000)), 0, approved=True)
    )
    check_terms(sum_off.add(SOAP, 1000), (), DAY, 0)
    refused(
        RefusalCode.APPROVAL_NEEDED, lambda: check_terms(sum_off.set_quantity(0, 1000), (), DAY, 0)
    )


def test_what_is_within_the_cap_apart_may_be_above_it_together() -> None:
    tenth, line = Discount(points=1000), Draft().add(SOAP, 1000)
    cheap = line.set_price(0, Money(34_20))
    twice = partial(cheap.set_discount, 0, tenth, 1000)
    assert refused(RefusalCode.APPROVAL_NEEDED, twice)["what"] == "discount"
    assert twice(approved=True).net == Money(30_78)
    off = line.set_discount(0, tenth, 1000)
    both = off.set_bill_discount(tenth, 1000)
    facts = refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(both, (), DAY, 1000))
    (asked,) = asked_in(facts)
    assert (asked.what, asked.amount) == (Deed.DISCOUNT, Money(3_80 + 3_42))
    check_terms(both, (), DAY, 1900)
    check_terms(off.set_bill_discount(tenth, 1000, approved=True), (), DAY, 1000)
    with_price = cheap.set_bill_discount(tenth, 1000)
    refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(with_price, (), DAY, 1000))


def test_a_price_that_may_go_down_to_its_cost_takes_nothing_of_the_cap() -> None:
    cheap = Draft().add(OIL, 1000).set_price(0, Money(16_000))
    check_terms(cheap.set_discount(0, Discount(points=500), 500), (), DAY, 500)
    check_terms(cheap.set_bill_discount(Discount(points=500), 500), (), DAY, 500)


_lines = st.sampled_from((1000, 2000, 7000, 50_000))
_deeds = st.one_of(
    st.tuples(st.just("set_quantity"), st.integers(0, 2), _lines),
    st.tuples(st.just("remove"), st.integers(0, 2)),
    st.tuples(st.just("set_price"), st.integers(0, 2), st.sampled_from((38_00, 20_00, 1))),
    st.tuples(st.just("set_discount"), st.integers(0, 2)),
    st.tuples(st.just("set_bill_discount")),
    st.tuples(st.just("add"), _lines),
)


@given(
    st.sampled_from((SOAP, replace(SOAP, cost=Money(3000)))),
    st.sampled_from(("price", "off", "bill")),
    _lines,
    st.integers(1, 3800),
    st.lists(_deeds, max_size=6),
)
def test_after_one_leave_nobody_gives_away_more_than_was_allowed(
    soap: Item, way: str, milli: int, off: int, deeds: list[tuple[Any, ...]]
) -> None:
    """Whatever a helper of no leave does with the bill: End asks again, or it is not more."""
    draft = Draft().add(soap, milli)
    if way == "price":
        draft = draft.set_price(0, Money(3800 - off), approved=True)
    elif way == "off":
        draft = draft.set_discount(0, Discount(amount=Money(off)), 0, approved=True)
    else:
        draft = draft.set_bill_discount(Discount(amount=Money(off)), 0, approved=True)
    allowed = _given_away(draft)
    for deed, *facts in deeds:
        with suppress(Refusal):
            draft = _of_a_helper(draft, soap, deed, facts)
    try:
        check_terms(draft, (), DAY, 0)
    except Refusal:
        return
    assert _given_away(draft) <= allowed + Money(ROUNDED * (1 + len(draft.lines)))


def _given_away(draft: Draft) -> Money:
    """How far its lines stay below what a helper may sell at: their cost, else their price."""
    return total(
        [
            max(NOTHING, (asked.item.cost or SOAP_PRICE).times_milli(asked.quantity.milli) - net)
            for asked, sold in zip(draft.lines, sheets(draft, shop(), DAY)[0].lines, strict=True)
            for net in [sold.price.times_milli(sold.quantity.milli) - sold.discount]
        ]
        if draft.lines
        else []
    )


def _of_a_helper(draft: Draft, soap: Item, deed: str, facts: list[Any]) -> Draft:
    """A deed that a helper does of himself. Raises Refusal."""
    match deed, facts:
        case "set_quantity", [place, milli]:
            return draft.set_quantity(place, milli)
        case "remove", [place]:
            return draft.remove(place)
        case "set_price", [place, paise]:
            if soap.cost is None and paise < 3800:
                return draft
            return draft.set_price(place, Money(paise))
        case "set_discount", [place]:
            return draft.set_discount(place, None, 0)
        case "add", [milli]:
            return draft.add(soap, milli)
        case _:
            return draft.set_bill_discount(None, 0)


def test_a_slab_below_cost_is_the_shop_s_own_will() -> None:
    cheap = replace(OIL, slabs=(Slab(2000, Money(14_000)),))
    check_terms(Draft().add(cheap, 2000), (), DAY, 0)


def test_a_bill_discount_is_looked_at_when_the_bill_is_made() -> None:
    draft = Draft().add(OIL, 1000).add(SOAP, 1000)
    cut = draft.set_bill_discount(Discount(amount=Money(2000)), 1000)
    facts = refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(cut, (), DAY, 1000))
    assert [each.item for each in asked_in(facts)] == [3]
    check_terms(cut, (), DAY, 1000, approved=True)
    allowed = draft.set_bill_discount(Discount(amount=Money(2000)), 1000, approved=True)
    check_terms(allowed, (), DAY, 1000)
    smaller = allowed.remove(0)
    refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(smaller, (), DAY, 1000))
    gone = allowed.set_bill_discount(Discount(amount=Money(20_000)), BASIS).remove(0)
    refused(RefusalCode.DISCOUNT_RANGE, lambda: check_terms(gone, (), DAY, BASIS))
    assert sheets(gone, shop(), DAY)[0].totals.payable == NOTHING


def test_an_offer_and_a_bill_discount_together_are_held_against_the_cost() -> None:
    offer = Offer(OfferId("1"), OfferKind.PERCENT, DAY, points=800)
    draft = Draft().add(OIL, 1000)
    check_terms(draft, (offer,), DAY, 0)
    cut = draft.set_bill_discount(Discount(points=200), BASIS)
    check_terms(cut, (), DAY, BASIS)
    refused(RefusalCode.APPROVAL_NEEDED, lambda: check_terms(cut, (offer,), DAY, BASIS))


def test_what_a_line_was_allowed_is_not_asked_again() -> None:
    draft = Draft().add(OIL, 1000).set_price(0, Money(14_000), approved=True)
    check_terms(draft, (), DAY, 0)


# without a name


def test_a_category_and_an_amount_are_a_line_with_the_category_s_tax() -> None:
    rates = (DatedRate(DAY, Rate(500, Treatment.TAXABLE)),)
    sweets = Category("mithai", "मिठाई", "Sweets", rates, hsn="2106")
    draft = Draft().add(sweets.good(Money(3000)), 1000).add(sweets.good(Money(3000)), 1000)
    named = draft.add(sweets.good(Money(4200), "पेड़ा"), 1000)
    [sheet] = sheets(named, shop(), DAY)
    assert [line.name_hi for line in sheet.lines] == ["मिठाई", "मिठाई", "पेड़ा"]
    assert [line.item for line in sheet.lines] == [0, 0, 0]
    assert total([line.taxed.half for line in sheet.lines]) == Money(243)
    assert not any(line.stocked for line in sheet.lines)


# who may what


def test_an_owner_may_all_and_a_helper_asks() -> None:
    assert all(may(Role.OWNER, deed) for deed in Deed)
    assert not any(may(Role.HELPER, deed) for deed in Deed)
    assert may(Role.OPERATOR, Deed.RETURN)
    assert not may(Role.OPERATOR, Deed.UNDER_FLOOR)


def test_the_shop_says_what_a_role_may_take_off() -> None:
    usual = shop()
    assert [usual.discount_cap(role) for role in Role] == [BASIS, 1000, 0]
    assert [usual.waive_cap(role) for role in Role] == [None, Money(500), Money(500)]
    told = replace(usual, discount_caps=((Role.HELPER, 300),), waive_max=NOTHING)
    assert [told.discount_cap(role) for role in Role] == [BASIS, 1000, 300]
    assert told.waive_cap(Role.HELPER) == NOTHING


def test_keys_act_on_the_line_that_came_last_and_on_none_of_an_empty_bill() -> None:
    assert Draft().current_line is None
    draft = Draft().add(SOAP, 1000).add(RICE, 500)
    assert draft.current_line is draft.lines[1]
    assert draft.remove(1).remove(0).current_line is None


# what changes while a bill waits


def test_a_waiting_bill_follows_its_goods_but_for_what_was_typed() -> None:
    bill = Draft().add(SOAP, 1000).add(RICE, 10_000).add(OIL, 1000, price=Money(17_000))
    dearer = replace(RICE, slabs=(Slab(10_000, Money(4900)),))
    cheaper = replace(OIL, price=Money(15_500), printed=())
    moved = bill.anew({RICE.id: dearer, OIL.id: cheaper})
    assert [each.price for each in moved.lines] == [SOAP_PRICE, Money(4900), Money(17_000)]
    assert [each.item.price for each in moved.lines] == [SOAP_PRICE, RICE.price, Money(15_500)]
    assert bill.anew({ItemId(99): SOAP}) is bill
    assert moved.anew({RICE.id: RICE, OIL.id: OIL}) == bill


def test_a_waiting_line_keeps_the_packet_that_it_bears() -> None:
    old = Draft().add(OIL.at_printed(Money(17_500)), 1000)
    moved = old.anew({OIL.id: replace(OIL, price=Money(18_000))})
    assert moved.lines[0].item.mrp == Money(17_500)
    assert moved.lines[0].price == Money(16_000)


def test_a_line_above_the_mrp_of_today_is_refused_by_its_place() -> None:
    bill = Draft().add(RICE, 10_000).add(SOAP, 1000, price=Money(3900))
    bill.check_mrp(TaxMode.REGULAR, DAY)
    lowered = bill.anew({SOAP.id: replace(SOAP, price=Money(2800), mrp=Money(3000))})
    facts = refused(RefusalCode.MRP_LOWERED, partial(lowered.check_mrp, TaxMode.REGULAR, DAY))
    assert facts == {
        "item": SOAP.id,
        "name": (SOAP.name_hi, SOAP.name_en),
        "price": 3900,
        "mrp": 3000,
        "most": 3000,
        "place": 1,
    }


@given(
    price=st.integers(1, 20_000),
    above=st.integers(0, 300),
    paise=st.integers(1, 500_000),
    step=st.sampled_from([1, 5, 50, 250, 500]),
)
def test_a_sum_s_worth_is_never_above_its_mrp_however_coarse_its_step(
    price: int, above: int, paise: int, step: int
) -> None:
    loose = good(4, price, unit=Unit.KILO, step_milli=step, mrp=price + above)
    bill = Draft().add_amount(loose, Money(paise))
    bill.check_mrp(TaxMode.REGULAR, DAY)
    (line,) = bill.lines
    assert line.value == Money(paise)
    assert not line.quantity.milli % step
    dearer = replace(loose, price=None, mrp=Money((paise - 1) * 1000 // line.quantity.milli))
    if dearer.mrp is not None and dearer.mrp > NOTHING:
        moved = bill.anew({loose.id: dearer})
        refused(RefusalCode.MRP_LOWERED, partial(moved.check_mrp, TaxMode.REGULAR, DAY))


@given(
    mrp=st.integers(2, 20_000),
    price=st.integers(1, 20_000),
    points=st.sampled_from([0, 25, 500, 1200, 1800, 4000]),
)
def test_an_mrp_has_the_tax_inside_it_whatever_the_price_has(
    mrp: int, price: int, points: int
) -> None:
    plain = good(4, min(price, mrp), points=points, inclusive=False, mrp=mrp)
    for mode in TaxMode:
        most = plain.most(mode, DAY)
        assert most is not None
        rate = plain.rate(DAY)
        assert gst.asked(most, rate, mode) <= Money(mrp) < gst.asked(most + Money(1), rate, mode)
        bill = Draft().add(plain, 3000)
        if plain.price is not None and plain.price <= most:
            bill.check_mrp(mode, DAY)
        else:
            facts = refused(RefusalCode.MRP_LOWERED, partial(bill.check_mrp, mode, DAY))
            assert (facts["most"], facts["mrp"]) == (most.paise, mrp)
    assert replace(plain, inclusive=True).most(TaxMode.REGULAR, DAY) == Money(mrp)


def test_codes_that_no_good_has_are_told_once_each_until_they_are_known() -> None:
    bill = Draft().missing("890").missing("891", "890")
    assert bill.unknown == ("890", "891")
    assert bill.knowing("890").unknown == ("891",)
    assert bill.knowing("892") == bill
