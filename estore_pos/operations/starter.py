"""What of the shipped goods and kits a shop lacks, and under which numbers they come."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from estore_pos.base.resource import resource
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item, Part
from estore_pos.domain.quantity import Unit
from estore_pos.operations.shelf import KIT
from estore_pos.text.numbers import read_milli

KITS = "goods/kits.csv"


def fresh(goods: Sequence[Item], shelf: Iterable[Item], free: ItemId) -> list[Item]:
    """The shipped goods that a shop has not, then the shipped kits that it has not.

    What stands on its shelf, closed ones included, is left as it is, and a kit holds the shop's
    own goods where these have the shipped name. A good whose number is taken gets one from `free`
    on, as each kit does.
    """
    there = list(shelf)
    held = {_called(each): each.id for each in there}
    taken = {each.id for each in there}
    free = ItemId(max(free, max(each.id for each in goods) + 1))
    come: list[Item] = []
    numbers: dict[str, Item] = {}
    for each in goods:
        number = held.get(_called(each))
        if number is None:
            number = each.id
            if number in taken:
                number, free = free, ItemId(free + 1)
            come.append(replace(each, id=number))
        numbers[each.name_hi] = replace(each, id=number)
    named = {name for each in there if each.parts for name in (each.name_hi, each.name_en)}
    for kit in _kits(numbers):
        if not named & {kit.name_hi, kit.name_en}:
            come.append(replace(kit, id=free))
            free = ItemId(free + 1)
    return come


def _called(good: Item) -> tuple[str, str, str]:
    return good.name_hi, good.name_en, good.pack


def _kits(goods: dict[str, Item]) -> list[Item]:
    """The shipped kits, of these goods by their Hindi names; without a number of their own."""
    import csv
    import io

    content = resource(KITS).read_text(encoding="utf-8")
    kits: list[Item] = []
    for row in csv.DictReader(io.StringIO(content)):
        good, milli = goods[row["good"]], read_milli(row["quantity"])
        assert milli, row
        if row["name_hi"]:
            kit = Item(
                ItemId(0),
                row["name_hi"],
                row["name_en"],
                Unit.SET,
                good.rates,
                aliases=tuple(row["aliases"].split(";")),
                category=KIT,
            )
            kits.append(kit)
        kits[-1] = replace(kits[-1], parts=(*kits[-1].parts, Part(good.id, milli)))
    return kits
