"""What a good's card may not say."""

from dataclasses import replace

import pytest

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import UNTOLD, Rate, Treatment
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item, PrintedPrice, Slab
from estore_pos.domain.money import AMOUNT_MAX, Money
from estore_pos.domain.quantity import Unit

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
    whole.check()
    replace(whole, price=None, mrp=None).check()


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
        card.check()
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
