"""What lies ready at the counter: tiles, kits made of a bill, services without stock."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from estore_pos.domain.barcode import check_digit
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.gst import Treatment
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Part
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.operations.till import Till
from tests.operations.shopfront import ATTA, POTATO, SALT, SOAP, Shopfront, count, put_item
from tests.operations.test_counter import refused
from tests.operations.test_returns import balance

TODAY = date(2026, 12, 1)


def tiles(till: Till) -> dict[int, ItemId]:
    """What lies on which tile."""
    return {each.tile: each.id for each in till.lookup().tiles()}


def test_a_tile_holds_one_good_and_a_good_lies_on_one_tile(
    till: Till, shopfront: Shopfront
) -> None:
    till.shelf.set_tile(SALT, 1)
    till.shelf.set_tile(SOAP, 24)
    till.shelf.set_tile(POTATO, 1)
    assert tiles(till) == {1: POTATO, 24: SOAP}
    till.shelf.set_tile(SOAP, 2)
    assert tiles(till) == {1: POTATO, 2: SOAP}
    assert [each.id for each in till.shelf.clear_tile(1)] == [SOAP]
    till.shelf.clear_tile(1)
    again = shopfront.reopen()
    assert tiles(again) == {2: SOAP}
    with refused(RefusalCode.NOTHING_FOUND):
        again.shelf.set_tile(ItemId(999), 3)


def test_a_kit_made_of_a_bill_opens_as_lines_at_each_good_s_price(till: Till) -> None:
    count(till, SALT, 10_000)
    till.counter.add(SALT, 2000)
    till.counter.add(ATTA, 1500)
    till.counter.add(SALT, 1000, None)
    kit = till.shelf.save_kit(" छठ किट ")
    assert (kit.name_hi, kit.name_en, kit.price) == ("छठ किट", "", None)
    assert kit.parts == (Part(SALT, 3000), Part(ATTA, 1500))
    till.counter.clear()
    view = till.counter.add(kit.id, 2000)
    assert [(line.item.id, line.quantity.milli) for line in view.draft.lines] == [
        (SALT, 6000),
        (ATTA, 3000),
    ]
    (told,) = till.lookup().kits()
    assert (told.item.id, told.worth) == (kit.id, Money(3 * 2800 + 5400))
    assert view.draft.net == Money(2 * told.worth.paise), "a kit costs what its goods cost"
    till.counter.set_price(1, Money(3500))
    till.counter.set_quantity(0, 5000)
    (bill,) = till.counter.finish().bills
    assert [line.item for line in bill.lines] == [SALT, ATTA]
    assert balance(till) == 5000, "the stock of its goods moves"


def test_a_kit_is_changed_by_the_bill_it_was_opened_on(till: Till, shopfront: Shopfront) -> None:
    till.counter.add(SALT)
    kit = till.shelf.save_kit("Puja kit")
    till.counter.add(SOAP, 2000)
    assert till.shelf.save_kit("Puja kit", kit.id).parts == (Part(SALT, 1000), Part(SOAP, 2000))
    again = shopfront.reopen()
    renamed = again.shelf.save_kit("पूजा किट", kit.id)
    assert (renamed.id, renamed.name_hi, renamed.name_en) == (kit.id, "पूजा किट", "")
    assert [each.item.id for each in again.lookup().kits()] == [kit.id]
    again.shelf.drop_kit(kit.id)
    again.shelf.drop_kit(ItemId(999))
    assert again.lookup().kits() == []
    with refused(RefusalCode.ITEM_CLOSED):
        again.counter.add(kit.id)


def test_what_is_sold_no_more_is_left_out_of_a_kit(till: Till) -> None:
    till.counter.add(SALT)
    till.counter.add(SOAP)
    kit = till.shelf.save_kit("Kit")
    salt = till.lookup().item(SALT)
    assert salt is not None
    put_item(till, replace(salt, closed=True))
    assert [good.id for good, _ in till.lookup().kits()[0].parts] == [SOAP]
    till.counter.clear()
    view = till.counter.add(kit.id)
    assert [line.item.id for line in view.draft.lines] == [SOAP]
    assert view.warning is not None
    assert view.warning.code is RefusalCode.KIT_SHORT
    assert (view.warning.facts["name"], view.warning.facts["left"]) == (
        ("", "Kit"),
        (("नमक", "Salt"),),
    )
    assert till.counter.add(SOAP).warning is None


def test_a_kit_is_opened_by_a_scan_too_and_sold_for_no_sum(till: Till) -> None:
    till.counter.add(SALT, 2000)
    till.counter.add(SOAP)
    kit = till.shelf.save_kit("Kit")
    put_item(till, replace(kit, barcodes=(Barcode("KIT1"),)))
    till.counter.clear()
    opened = [(line.item.id, line.quantity.milli) for line in till.counter.scan("KIT1").draft.lines]
    assert opened == [(SALT, 2000), (SOAP, 1000)]
    twice = till.counter.scan("KIT1", 2000)
    assert [line.quantity.milli for line in twice.draft.lines] == [6000, 3000]
    masks = (f"22IIIII{'A' * 5}C",)
    till.save_shop(replace(till.shop_today(), from_day=TODAY, code_masks=masks))
    label = f"22{kit.id:05}00050"
    for sold_for_a_sum in (
        partial(till.counter.add, kit.id, None, Money(5000)),
        partial(till.counter.scan, label + check_digit(label)),
    ):
        with refused(RefusalCode.KIT_WHOLE):
            sold_for_a_sum()
        assert till.counter.view == twice


def test_a_kit_needs_a_name_and_goods_that_have_one(till: Till) -> None:
    with refused(RefusalCode.EMPTY_BILL):
        till.shelf.save_kit("Kit")
    till.counter.add(SALT)
    with refused(RefusalCode.NAME_NEEDED):
        till.shelf.save_kit("  ")
    with refused(RefusalCode.NOTHING_FOUND):
        till.shelf.save_kit("Kit", ItemId(999))
    till.shelf.save_category("s", "सब्ज़ी", "Vegetables", "", 500, Unit.OTHER)
    till.counter.add_category("s", Money(5000))
    with refused(RefusalCode.KIT_WRONG):
        till.shelf.save_kit("Kit")
    assert till.lookup().kits() == []


def test_a_service_is_sold_with_its_tax_and_without_stock(till: Till) -> None:
    made = till.shelf.save_service("ID card", Money(4000))
    assert (made.hsn, made.stocked, made.category) == ("998595", False, "service")
    assert made.rate(made.rates[0].from_day).basis_points == 1800
    free = till.shelf.save_service("आवेदन", Money(1000), 0, "999293")
    assert free.rate(free.rates[0].from_day).treatment is Treatment.EXEMPT
    till.counter.add(made.id, 3000)
    (bill,) = till.counter.finish().bills
    assert (bill.lines[0].hsn, bill.lines[0].stocked) == ("998595", False)
    held = till.write(lambda page: page.connection.execute("SELECT item FROM stock").fetchall())
    assert made.id not in {row[0] for row in held}
    assert [found.item.id for found in till.lookup().find("id card")] == [made.id]


@pytest.mark.parametrize("sac", ["", "99", "9985951", "123456", "99859x"])
def test_a_service_has_the_code_of_one(till: Till, sac: str) -> None:
    with refused(RefusalCode.SAC_WRONG):
        till.shelf.save_service("ID card", Money(4000), 1800, sac)


def test_a_category_s_tax_changes_from_the_day_it_is_told(till: Till, shopfront: Shopfront) -> None:
    first = till.shelf.save_category("S", "सब्ज़ी", "Vegetables", "0709", 0, Unit.OTHER)
    assert (first.key, first.hsn) == ("s", "0709")
    same = till.shelf.save_category("s", "साग-सब्ज़ी", "", "0709", 0, Unit.OTHER)
    assert same.rates == first.rates
    taxed = till.shelf.save_category("s", "सब्ज़ी", "", "0709", 500, Unit.OTHER)
    again = till.shelf.save_category("s", "सब्ज़ी", "", "0709", 1800, Unit.OTHER)
    today = date(2026, 12, 1)
    assert [(each.from_day, each.rate.basis_points) for each in taxed.rates] == [
        (first.rates[0].from_day, 0),
        (today, 500),
    ]
    assert [each.rate.basis_points for each in again.rates] == [0, 1800]
    assert shopfront.reopen().shelf.categories() == [again]


@pytest.mark.parametrize("key", ["", "5", "s5", "a b", "."])
def test_a_category_s_key_can_be_typed_before_an_amount(till: Till, key: str) -> None:
    with refused(RefusalCode.CATEGORY_KEY_WRONG):
        till.shelf.save_category(key, "सब्ज़ी", "", "", 0, Unit.OTHER)
    with refused(RefusalCode.NAME_NEEDED):
        till.shelf.save_category("s", " ", "", "", 0, Unit.OTHER)


def test_a_category_and_a_service_bear_a_rate_and_a_code_that_there_are(till: Till) -> None:
    with refused(RefusalCode.RATE_ILLEGAL) as caught:
        till.shelf.save_service("टाइपिंग", Money(1000), 1200)
    assert caught.value.facts["rates"] == (0, 25, 150, 300, 500, 1800, 4000)
    with refused(RefusalCode.RATE_ILLEGAL):
        till.shelf.save_category("s", "सब्ज़ी", "", "0709", 1200, Unit.OTHER)
    with refused(RefusalCode.HSN_WRONG):
        till.shelf.save_category("s", "सब्ज़ी", "", "070", 500, Unit.OTHER)
    assert till.shelf.categories() == []
    till.shelf.save_category("s", "सब्ज़ी", "", "", 500, Unit.OTHER)
