"""The shipped kits: of goods that are in the shipped list, once, and of the shop's own ones."""

import csv
from dataclasses import replace

import pytest

from estore_pos.base.resource import resource
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.quantity import Unit
from estore_pos.operations.lookup import Kit
from estore_pos.operations.setup import starter_goods
from estore_pos.operations.starter import KITS
from estore_pos.operations.till import Till
from tests.operations.shopfront import NIL, SALT, Shopfront, put_item

CHHATH, PUJA, WEDDING = "छठ पूजा किट", "सत्यनारायण पूजा किट", "शादी किट"
SOOP = "सूप (बाँस)"


def kits(till: Till) -> dict[str, Kit]:
    """The kits on offer by their Hindi names."""
    lookup = till.lookup()
    found = {kit.item.name_hi: kit for kit in lookup.kits()}
    lookup.close()
    return found


@pytest.fixture
def bare(shopfront: Shopfront) -> Till:
    """A till that has no goods at all."""
    return shopfront.open()


def test_three_kits_come_with_the_starter_goods_and_none_without_them(bare: Till) -> None:
    assert kits(bare) == {}
    shipped = starter_goods(with_prices=False)
    assert bare.load_starter(with_prices=False) == len(shipped) + 3
    assert sorted(kits(bare)) == sorted([CHHATH, PUJA, WEDDING])
    assert bare.load_starter(with_prices=False) == 0, "never twice"
    assert len(kits(bare)) == 3


def test_every_part_is_a_shipped_good_in_a_quantity_that_is_sold() -> None:
    goods = {each.name_hi: each for each in starter_goods(with_prices=False)}
    assert len(goods) == len(starter_goods(with_prices=False)), "a Hindi name means one good"
    with resource(KITS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kit, held = "", set[tuple[str, str]]()
    for row in rows:
        kit = row["name_hi"] or kit
        milli = round(float(row["quantity"]) * 1000)
        assert milli > 0, row
        assert milli % goods[row["good"]].step_milli == 0, row
        assert (kit, row["good"]) not in held, "a good stands once in a kit"
        held.add((kit, row["good"]))
    for name in (CHHATH, PUJA, WEDDING):
        assert 15 <= sum(each == name for each, _ in held) <= 40, name


def test_a_kit_is_the_first_that_its_name_finds_in_either_script(bare: Till) -> None:
    bare.load_starter(with_prices=False)
    lookup = bare.lookup()
    for name, typings in {
        CHHATH: ("छठ", "छठ किट", "chhath", "chhath puja", "chhat kit"),
        PUJA: ("सत्यनारायण", "पूजा किट", "puja kit", "satyanarayan"),
        WEDDING: ("शादी किट", "shadi kit", "wedding", "vivah kit"),
    }.items():
        assert {typed: lookup.find(typed)[0].item.name_hi for typed in typings} == dict.fromkeys(
            typings, name
        )
    lookup.close()


def test_a_kit_opens_as_lines_that_can_be_changed_and_sold(bare: Till) -> None:
    bare.load_starter(with_prices=True)
    kit = kits(bare)[CHHATH]
    view = bare.counter.add(kit.item.id)
    assert [line.item.id for line in view.draft.lines] == [good.id for good, _ in kit.parts]
    assert view.draft.net == kit.worth
    bare.counter.set_quantity(0, 5000)
    view = bare.counter.remove(1)
    assert len(view.draft.lines) == len(kit.parts) - 1
    (bill,) = bare.counter.finish().bills
    assert len(bill.lines) == len(kit.parts) - 1
    assert (bill.lines[0].name_hi, bill.lines[0].quantity.milli) == (SOOP, 5000)


def test_a_kit_holds_the_shop_s_own_good_where_it_has_the_shipped_name(bare: Till) -> None:
    shipped = next(each for each in starter_goods(with_prices=True) if each.name_hi == SOOP)
    own = put_item(bare, replace(shipped, id=ItemId(7)))
    in_the_way = put_item(bare, Item(ItemId(8), "मेरा", "Mine", Unit.PIECE, NIL))
    bare.load_starter(with_prices=False)
    (first, *rest) = kits(bare)[CHHATH].parts
    assert first[0].id == own.id
    assert in_the_way.id not in {good.id for kit in kits(bare).values() for good, _ in kit.parts}
    assert len(rest) == 25


def test_a_shop_s_own_kit_of_that_name_and_one_it_dropped_stay_as_they_are(bare: Till) -> None:
    put_item(bare, Item(SALT, "नमक", "Salt", Unit.PACKET, NIL))
    bare.counter.add(SALT)
    own = bare.shelf.save_kit(CHHATH)
    bare.load_starter(with_prices=False)
    assert kits(bare)[CHHATH].item.id == own.id
    assert len(kits(bare)) == 3
    bare.shelf.drop_kit(kits(bare)[PUJA].item.id)
    bare.load_starter(with_prices=False)
    assert sorted(kits(bare)) == sorted([CHHATH, WEDDING])
