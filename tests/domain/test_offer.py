"""Offers: whom they are for, when, and that the best one is found."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import BASIS, TaxMode
from estore_pos.domain.ids import ItemId, OfferId
from estore_pos.domain.item import Item, Part, Slab
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import HAND, Offer, OfferKind, bought, forgone, saved, terms
from estore_pos.domain.sale import reopened, sheets
from tests.domain.samples import DAY, good, shop
from tests.fully import examples

TEN = Offer(OfferId("1"), OfferKind.PERCENT, DAY, points=1000)
TEA = good(1, 4000)


@pytest.mark.parametrize(
    "changed",
    [
        {"points": 0},
        {"points": 10_001},
        {"kind": OfferKind.AMOUNT},
        {"kind": OfferKind.BUY_GET, "buy_milli": 2000},
        {"kind": OfferKind.COMBO, "amount": Money(100), "goods": (Part(ItemId(1)),)},
        {"kind": OfferKind.COMBO, "goods": (Part(ItemId(1)), Part(ItemId(2)))},
        {"to_day": DAY - timedelta(1)},
    ],
)
def test_an_offer_that_gives_nothing_is_refused(changed: dict[str, object]) -> None:
    TEN.check()
    with pytest.raises(Refusal) as caught:
        replace(TEN, **changed).check()  # type: ignore[arg-type]
    assert caught.value.code is RefusalCode.OFFER_WRONG


@pytest.mark.parametrize(
    ("day", "offer", "given"),
    [
        (DAY - timedelta(1), TEN, False),
        (DAY, TEN, True),
        (DAY + timedelta(400), TEN, True),
        (DAY, replace(TEN, to_day=DAY), True),
        (DAY + timedelta(1), replace(TEN, to_day=DAY), False),
        (DAY, replace(TEN, closed=True), False),
        (DAY, replace(TEN, category="chai"), False),
        (DAY, replace(TEN, goods=(Part(ItemId(2)),)), False),
    ],
)
def test_an_offer_is_given_on_its_days_and_its_goods(day: date, offer: Offer, given: bool) -> None:
    [held] = terms(Draft().add(TEA, 1000), [offer], day)
    assert (held.off == Money(400)) is given
    assert (held.why == offer.id) is given


def test_an_offer_on_a_category_is_on_its_goods() -> None:
    offer = replace(TEN, category="chai")
    [held] = terms(Draft().add(replace(TEA, category="chai"), 1000), [offer], DAY)
    assert held.off == Money(400)


def test_a_line_set_by_hand_gets_no_offer_and_makes_no_combo() -> None:
    combo = Offer(
        OfferId("2"),
        OfferKind.COMBO,
        DAY,
        goods=(Part(ItemId(1)), Part(ItemId(2))),
        amount=Money(100),
    )
    other = good(2, 1000)
    priced = Draft().add(TEA, 1000).set_price(0, Money(3900)).add(other, 1000)
    assert [each.why for each in terms(priced, [combo], DAY)] == [HAND, ""]
    cut = Draft().add(TEA, 1000).set_discount(0, Discount(points=100), BASIS)
    [held] = terms(cut, [TEN], DAY)
    assert (held.off, held.why) == (Money(40), HAND)
    loose = replace(TEA, step_milli=1)
    [held] = terms(Draft().add_amount(loose, Money(5000)), [TEN], DAY)
    assert (held.off, held.why) == (NOTHING, "")


@pytest.mark.parametrize(
    ("bill", "offers", "paise"),
    [
        (Draft(), [TEN], 0),
        (Draft().add(TEA, 1000), [], 0),
        (Draft().add(TEA, 1000), [TEN], 0),
        (Draft().add(TEA, 1000).set_discount(0, Discount(amount=Money(150)), BASIS), [TEN], 250),
        (Draft().add(TEA, 1000).set_discount(0, Discount(amount=Money(500)), BASIS), [TEN], 0),
        (Draft().add_amount(replace(TEA, step_milli=1), Money(2000)), [TEN], 200),
        (
            Draft().add_amount(replace(TEA, step_milli=1), Money(2000)),
            [replace(TEN, closed=True)],
            0,
        ),
    ],
)
def test_what_a_discount_by_hand_or_a_sum_s_worth_costs_the_buyer_is_known(
    bill: Draft, offers: list[Offer], paise: int
) -> None:
    assert forgone(bill, offers, DAY) == Money(paise)


LOOSE = replace(TEA, step_milli=1)


def test_what_a_sum_bought_by_an_offer_stays_when_the_offer_ends() -> None:
    at = bought(LOOSE, Money(5000), "", [TEN], DAY)
    bill = Draft().add_amount(LOOSE, Money(5000), at=at)
    assert bill.lines[0].quantity.milli == 1389
    [held] = terms(bill, [TEN], DAY)
    assert (held.price, held.off, held.net, held.why) == (
        Money(4000),
        Money(556),
        Money(5000),
        TEN.id,
    )
    for gone in ([], [replace(TEN, closed=True)], [replace(TEN, points=500)]):
        [left] = terms(bill, gone, DAY)
        assert (left.price, left.off, left.net, left.why) == (
            Money(3600),
            NOTHING,
            Money(5000),
            HAND,
        )


def test_a_sum_s_paper_shows_the_item_s_own_price_and_what_the_offer_took_off() -> None:
    at = bought(LOOSE, Money(5000), "", [TEN], DAY)
    [sheet] = sheets(Draft().add_amount(LOOSE, Money(5000), at=at), shop(), DAY, offers=[TEN])
    [line] = sheet.lines
    assert (line.price, line.listed, line.discount) == (Money(4000), NOTHING, Money(556))
    assert (line.offer, sheet.totals.payable) == (TEN.id, Money(5000))
    open_again = reopened(sheet.lines, {LOOSE.id: LOOSE}, None, TaxMode.REGULAR, DAY)
    [again] = sheets(open_again, shop(), DAY)
    assert again.totals == sheet.totals


MILK = good(2, 3000)
PAIR = Offer(
    OfferId("3"),
    OfferKind.COMBO,
    DAY,
    amount=Money(6500),
    goods=(Part(ItemId(1)), Part(ItemId(2))),
)


def opened(draft: Draft, sold: list[Offer], now: list[Offer], *goods: Item) -> Draft:
    """The draft sold by offers, and opened again where these are given and these are the goods."""
    lines = [line for sheet in sheets(draft, shop(), DAY, offers=sold) for line in sheet.lines]
    of_now = {each.id: each for each in goods or (TEA, MILK)}
    return reopened(lines, of_now, None, TaxMode.REGULAR, DAY, now)


@pytest.mark.parametrize("offers", [[TEN], [PAIR], [TEN, PAIR]])
def test_what_was_sold_by_an_offer_is_opened_again_by_it(offers: list[Offer]) -> None:
    draft = Draft().add(TEA, 1000).add(MILK, 1000)
    again = opened(draft, offers, offers)
    assert again.lines == draft.lines
    assert terms(again.add(TEA, 1000), offers, DAY) == terms(draft.add(TEA, 1000), offers, DAY)


def test_an_offer_that_came_or_went_since_leaves_every_line_at_what_it_was_sold_for() -> None:
    draft = Draft().add(TEA, 1000).add(MILK, 2000)
    for sold, now in (([], [TEN]), ([TEN], []), ([TEN], [PAIR]), ([PAIR], [TEN]), ([], [PAIR])):
        again = opened(draft, sold, now)
        was = [held.net for held in terms(draft, sold, DAY)]
        assert [held.net for held in terms(again, now, DAY)] == was


def test_a_line_whose_price_is_another_today_takes_its_combo_from_the_other() -> None:
    draft = Draft().add(TEA, 1000).add(MILK, 1000)
    again = opened(draft, [PAIR], [PAIR], replace(TEA, price=Money(4100)), MILK)
    assert [line.discount is None for line in again.lines] == [False, False]
    assert [held.net for held in terms(again, [PAIR], DAY)] == [
        held.net for held in terms(draft, [PAIR], DAY)
    ]


def test_a_sum_buys_nothing_by_an_offer_where_there_is_no_price() -> None:
    assert bought(replace(LOOSE, price=None), Money(1000), "", [TEN], DAY) is None


@given(
    paise=st.integers(1, 100_000),
    own=st.integers(1, 50_000),
    points=st.integers(1, 10_000),
    off=st.integers(1, 60_000),
    step=st.sampled_from([1, 5, 50, 250]),
)
def test_a_sum_buys_by_offers_no_less_and_never_beyond_what_they_give(
    paise: int, own: int, points: int, off: int, step: int
) -> None:
    loose, amount = replace(LOOSE, price=Money(own), step_milli=step), Money(paise)
    less = replace(TEN, id=OfferId("2"), kind=OfferKind.AMOUNT, points=0, amount=Money(off))
    offers = [replace(TEN, points=points), less]
    plain = Draft().add_amount(loose, amount)
    made = Draft().add_amount(loose, amount, at=bought(loose, amount, "", offers, DAY))
    (line,), [held] = made.lines, terms(made, offers, DAY)
    assert held.net == amount, "the sum is exact"
    assert line.quantity.milli >= plain.lines[0].quantity.milli
    assert held.listed.times_milli(line.quantity.milli) - held.off == amount or not held.off
    if line.quantity.milli > max(step, plain.lines[0].quantity.milli):
        left = (Fraction(own * (10_000 - points), 10_000), Fraction(own - off))
        best = min(each for each in left if each > 0)
        assert line.quantity.milli <= paise * 1000 / best + Fraction(1, 2)


def test_the_paper_shows_the_item_s_own_price_and_the_offer_as_a_discount() -> None:
    [sheet] = sheets(Draft().add(TEA, 2000), shop(), DAY, offers=[TEN])
    [line] = sheet.lines
    assert (line.price, line.listed, line.discount) == (Money(4000), NOTHING, Money(800))
    assert line.offer == TEN.id
    assert sheet.totals.payable == Money(7200)


SHELF = [replace(good(n, 1000 * n), slabs=(Slab(3000, Money(900 * n)),)) for n in range(1, 5)]
combos = st.lists(
    st.tuples(st.sets(st.integers(1, 4), min_size=2, max_size=3), st.integers(500, 8000)),
    max_size=5,
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), combos, st.integers(0, 2000))
def test_no_other_choice_of_combos_would_be_better_for_the_buyer(
    counts: list[int], asked: list[tuple[set[int], int]], points: int
) -> None:
    draft = Draft()
    for item, count in zip(SHELF, counts, strict=True):
        if count:
            draft = draft.add(item, count * 1000)
    offers = [replace(TEN, points=points)] if points else []
    made = [
        Offer(
            OfferId(f"C{number}"),
            OfferKind.COMBO,
            DAY,
            goods=tuple(Part(ItemId(each)) for each in sorted(goods)),
            amount=Money(paise),
        )
        for number, (goods, paise) in enumerate(asked)
    ]

    def cost(some: list[Offer]) -> int:
        held = terms(draft, some, DAY)
        return total([each.net for each in held]).paise

    subsets = chain.from_iterable(combinations(made, size) for size in range(len(made) + 1))
    assert cost([*offers, *made]) == min(cost([*offers, *each]) for each in subsets)
    for line, each in zip(draft.lines, terms(draft, [*offers, *made], DAY), strict=True):
        assert saved(line, each) >= NOTHING
        assert each.net >= NOTHING
