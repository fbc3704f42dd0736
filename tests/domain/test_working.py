"""A bill worked out again at every change comes to what it comes to when worked out at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain import gst
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import TaxMode, Treatment
from estore_pos.domain.ids import ItemId, OfferId
from estore_pos.domain.item import Item, Part
from estore_pos.domain.money import Money, total
from estore_pos.domain.offer import Offer, OfferKind, terms
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Working, sheets
from estore_pos.domain.shop import Shop
from tests.domain.samples import DAY, GSTIN, customer, good, shop

GOODS: list[Item] = [
    good(1, 3799, points=1800, mrp=4000),
    good(2, 3000, treatment=Treatment.NIL, unit=Unit.KILO, step_milli=1),
    replace(good(3, 1051, points=1800), inclusive=False),
    replace(good(4, 777, points=500, mrp=800), group_prices=(("thok", Money(700)),)),
    good(5, 9901, points=500),
]
TENTH = Offer(OfferId("A"), OfferKind.PERCENT, DAY, points=1000)
BOTH = Offer(
    OfferId("B"),
    OfferKind.COMBO,
    DAY,
    goods=(Part(ItemId(1), 1000), Part(ItemId(5), 1000)),
    amount=Money(10_000),
)
OFFERS = st.sampled_from([(), (TENTH,), (BOTH,), (TENTH, BOTH)])
FAR = customer(state="09")
BUYERS = [None, customer(), replace(customer(), group="thok"), customer(gstin=GSTIN), FAR]
place = st.integers(0, 5)
step = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 4), st.integers(1, 5)),
    st.tuples(st.just("more"), place, st.integers(1, 9)),
    st.tuples(st.just("remove"), place, st.just(0)),
    st.tuples(st.just("price"), place, st.integers(1, 700)),
    st.tuples(st.just("discount"), st.integers(0, 300), st.just(0)),
    st.tuples(st.just("charge"), st.integers(0, 300), st.just(0)),
    st.tuples(st.just("buyer"), st.integers(0, 4), st.just(0)),
    st.tuples(st.just("shop"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("midnight"), st.just(0), st.just(0)),
)


def changed(draft: Draft, deed: str, first: int, second: int) -> Draft:
    """The draft after one deed at the counter; as it was where that has no line."""
    there = min(first, len(draft.lines) - 1)
    match deed:
        case "add":
            return draft.add(GOODS[first], second * 1000)
        case "more" if draft.lines:
            return draft.set_quantity(there, second * 1000)
        case "remove" if draft.lines:
            return draft.remove(there)
        case "price" if draft.lines:
            return draft.set_price(there, Money(second))
        case "discount":
            off = Discount(amount=Money(first)) if Money(first) <= draft.net else None
            return replace(draft, discount=off)
        case "charge":
            return draft.set_charge(Money(first))
        case "buyer":
            return draft.set_buyer(BUYERS[first])
        case _:
            return draft


@given(st.lists(step, max_size=14), OFFERS)
def test_a_bill_worked_out_step_by_step_is_the_bill_worked_out_at_once(
    steps: list[tuple[str, int, int]], offers: tuple[Offer, ...]
) -> None:
    working, draft, day, of_shop = Working(), Draft(), DAY, shop()
    for deed, first, second in steps:
        draft = changed(draft, deed, first, second)
        if deed == "shop":
            of_shop = shop(mode=list(TaxMode)[first])
        if deed == "midnight":
            day += timedelta(days=1)
        if draft.buyer is FAR and of_shop.tax_mode is not TaxMode.REGULAR:
            draft = draft.set_buyer(None)
        agrees(working, draft, offers, of_shop, day)


def agrees(
    working: Working, draft: Draft, offers: Sequence[Offer], of_shop: Shop, day: date
) -> None:
    working.work_out(draft, offers, of_shop, day)
    made = sheets(draft, of_shop, day, offers=offers)
    assert working.terms == terms(draft, offers, day)
    assert list(working.made) == made
    assert working.tax == total([line.taxed.tax for sheet in made for line in sheet.lines])
    printed = [
        line.item.mrp.times_milli(line.quantity.milli) - held.net
        for line, held in zip(draft.lines, working.terms, strict=True)
        if line.item.mrp is not None
    ]
    assert working.saving == total([max(Money(0), each) for each in printed])


def test_a_line_more_costs_one_line_s_work() -> None:
    working, draft = Working(), Draft()
    with mock.patch.object(gst, "tax_line", wraps=gst.tax_line) as taxed:
        for number in range(1, 101):
            draft = draft.add(good(number, 1000 + number, points=500), 1000)
            working.work_out(draft, (), shop(mode=TaxMode.REGULAR), DAY)
        assert taxed.call_count == 100
        working.work_out(draft.set_quantity(90, 2000), (), shop(mode=TaxMode.REGULAR), DAY)
        assert taxed.call_count == 110


def test_a_buyer_of_another_state_is_refused_and_leaves_what_was_worked_out() -> None:
    working, draft, of_shop = Working(), Draft().add(GOODS[0], 1000), shop(TaxMode.COMPOSITION)
    working.work_out(draft, (), of_shop, DAY)
    with pytest.raises(Refusal) as caught:
        working.work_out(draft.set_buyer(FAR), (), of_shop, DAY)
    assert caught.value.code is RefusalCode.INTERSTATE_NOT_ALLOWED
    agrees(working, draft, (), of_shop, DAY)


def test_a_line_is_held_against_its_mrp_once_and_again_when_it_changes() -> None:
    working, of_shop = Working(), shop(mode=TaxMode.REGULAR)
    working.check_mrp()
    draft = Draft().add(GOODS[0], 1000).add(GOODS[3], 1000)
    working.work_out(draft, (), of_shop, DAY)
    with mock.patch.object(DraftLine, "check_mrp", autospec=True) as looked:
        working.check_mrp()
        working.check_mrp()
        assert looked.call_count == 2
    lowered = draft.anew({GOODS[3].id: replace(GOODS[3], price=Money(700), mrp=Money(700))})
    typed = replace(lowered.lines[1], price=Money(777), by_hand=True)
    working.work_out(replace(lowered, lines=(lowered.lines[0], typed)), (), of_shop, DAY)
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            working.check_mrp()
        assert (caught.value.code, caught.value.facts["place"]) == (RefusalCode.MRP_LOWERED, 1)


def test_nothing_is_left_of_a_bill_when_the_next_begins() -> None:
    working, of_shop = Working(), shop(mode=TaxMode.REGULAR)
    working.work_out(Draft().add(GOODS[0], 1000), (), of_shop, DAY)
    agrees(working, Draft(), (), of_shop, DAY)
    assert not working.unpriced
    agrees(working, Draft().add(GOODS[1], 1000), (), of_shop, DAY)
    agrees(working, Draft(buyer=FAR), (), of_shop, DAY)
