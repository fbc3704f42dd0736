"""What a good's card may not say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain import gst
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import UNTOLD, Rate, TaxMode, Treatment
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item, PrintedPrice, Slab
from estore_pos.domain.money import AMOUNT_MAX, Money
from estore_pos.domain.quantity import Unit
from tests.domain.samples import DAY, good

SOAP = Item(ItemId(4), "साबुन", "Soap", Unit.PIECE, (), Money(3500), mrp=Money(4000))


def test_a_card_that_says_nothing_odd_passes() -> None:
    whole = replace(
        SOAP,
        slabs=(Slab(3000, Money(4000)),),
        group_prices=(("thok", Money(0)),),
        printed=(PrintedPrice(Money(4000), Money(4000)),),
        barcodes=(Barcode("1", 1),),
        cost=Money(1),
        tile=24,
    )
    whole.check(TaxMode.REGULAR, DAY)
    replace(whole, price=None, mrp=None).check(TaxMode.REGULAR, DAY)


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (replace(SOAP, price=Money(-1)), RefusalCode.AMOUNT_RANGE),
        (replace(SOAP, cost=AMOUNT_MAX + Money(1)), RefusalCode.AMOUNT_RANGE),
        (replace(SOAP, slabs=(Slab(1, Money(-1)),)), RefusalCode.AMOUNT_RANGE),
        (replace(SOAP, price=Money(4001)), RefusalCode.ABOVE_MRP),
        (replace(SOAP, group_prices=(("thok", Money(4001)),)), RefusalCode.ABOVE_MRP),
        (replace(SOAP, printed=(PrintedPrice(Money(9), Money(10)),)), RefusalCode.ABOVE_MRP),
        (replace(SOAP, slabs=(Slab(0, Money(1)),)), RefusalCode.QUANTITY_RANGE),
        (replace(SOAP, barcodes=(Barcode("1", 0),)), RefusalCode.QUANTITY_RANGE),
        (replace(SOAP, tile=25), RefusalCode.TILE_RANGE),
    ],
)
def test_the_first_thing_that_cannot_be_is_told(card: Item, code: RefusalCode) -> None:
    with pytest.raises(Refusal) as caught:
        card.check(TaxMode.REGULAR, DAY)
    assert caught.value.code is code


def test_a_rate_is_untold_until_somebody_tells_one() -> None:
    assert replace(SOAP, rates=(UNTOLD,)).is_rate_untold
    assert not replace(
        SOAP, rates=(replace(UNTOLD, rate=Rate(1800, Treatment.TAXABLE)),)
    ).is_rate_untold


def test_the_lowest_price_is_that_of_whoever_pays_least() -> None:
    assert replace(SOAP, price=None, slabs=(Slab(1, Money(1)),)).lowest is None
    assert SOAP.lowest == Money(3500)
    cheap = replace(SOAP, slabs=(Slab(3000, Money(3300)),), group_prices=(("thok", Money(3400)),))
    assert cheap.lowest == Money(3300)


@given(
    mrp=st.integers(1, 20_000),
    price=st.integers(0, 20_000),
    points=st.sampled_from([0, 25, 300, 500, 1200, 1800, 2800, 4000]),
    inclusive=st.booleans(),
    mode=st.sampled_from(TaxMode),
)
def test_a_price_is_taken_up_to_what_its_mrp_leaves_for_it_and_not_a_paisa_more(
    mrp: int, price: int, points: int, inclusive: bool, mode: TaxMode
) -> None:
    """Wherever it stands: the good's own, a slab's, a group's, a packet's."""
    item = good(4, None, points=points, inclusive=inclusive, mrp=mrp)

    def paid(asked: Money) -> Money:
        return asked if inclusive else gst.asked(asked, item.rate(DAY), mode)

    cards = [
        replace(item, price=Money(price)),
        replace(item, slabs=(Slab(3000, Money(price)),)),
        replace(item, group_prices=(("thok", Money(price)),)),
        replace(item, mrp=None, printed=(PrintedPrice(Money(mrp), Money(price)),)),
    ]
    if paid(Money(price)) <= Money(mrp):
        for card in cards:
            card.check(mode, DAY)
        return
    for card in cards:
        with pytest.raises(Refusal) as caught:
            card.check(mode, DAY)
        facts, most = caught.value.facts, caught.value.facts["most"]
        assert isinstance(most, int)
        assert (facts["price"], facts["mrp"]) == (paid(Money(price)).paise, mrp)
        is_on_top = paid(Money(price)) != Money(price)
        assert caught.value.code is (
            RefusalCode.MRP_WITH_TAX if is_on_top else RefusalCode.ABOVE_MRP
        )
        item.check_price(Money(most), mode, DAY)
        with pytest.raises(Refusal):
            item.check_price(Money(most + 1), mode, DAY)
        within = replace(cards[0], printed=cards[3].printed).within_mrp(mode, DAY)
        assert within.price == Money(most)
        assert within.printed == (PrintedPrice(Money(mrp), Money(most)),)
        assert within.within_mrp(mode, DAY) == within
