"""Whether the good that has a row's number is the row's: short numbers are a list's own.

A barcode, and a product code as long as one, is the good's in every list. A shorter number (an Id,
an item code) may be its row in some other list: it means the good that has it where both are
called alike, by a word of any of their names, in either script or by its sound; or else where more
of unit, HSN and price agree than differ, of those that both tell. Where nothing else does, it is
another good that has the same number in its own list.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from estore_pos.domain.item import Item
from estore_pos.domain.quantity import Unit
from estore_pos.operations.goods_row import GoodsRow
from estore_pos.text import name_keys

PRIVATE_CHARS_MAX = 7
"""The shortest barcode has one more."""
_HEADING = 4
"""So many digits of an HSN say what a good is; lists tell four, six or eight."""
_FIGURE = re.compile("[0-9]")
_JOINING = ("and", "by", "for", "in", "no", "of", "on", "or", "pack", "the", "to", "with")
_EMPTY_WORDS = frozenset((*_JOINING, "kg", "ml", "pc", "rs"))
"""They say nothing of a good: also the names that units have (`name_keys.tokens`)."""


def is_private(row: GoodsRow) -> bool:
    """Whether nothing but a number of its own list tells which good a row is."""
    return not row.barcode and 0 < len(row.sku) <= PRIVATE_CHARS_MAX


def is_called(item: Item, row: GoodsRow) -> bool:
    """Whether the row's names are the good's, as far as it tells any."""
    named = row.name_hi or item.name_hi, row.name_en or item.name_en
    return named == (item.name_hi, item.name_en)


def is_alike(item: Item, row: GoodsRow) -> bool:
    """Whether a good and a row of the same number have anything else in common."""
    names = (item.name_hi, item.name_en, *item.aliases)
    if not _words(names).isdisjoint(_words((row.name_hi, row.name_en, *row.aliases))):
        return True
    told = [*_units(item, row), *_headings(item, row), *_prices(item, row)]
    return 2 * sum(told) > len(told)


def _words(names: Iterable[str]) -> frozenset[str]:
    """How the words of names sound; what stands there as a figure or for a unit is no word."""
    return frozenset().union(*map(_sounds, filter(None, names)))


@lru_cache(maxsize=1_024)
def _sounds(name: str) -> frozenset[str]:
    return frozenset(
        sound
        for word in name_keys.tokens(name)
        if len(word) > 1 and word not in _EMPTY_WORDS and not _FIGURE.search(word)
        for sound in name_keys.sounds(word)
    )


def _units(item: Item, row: GoodsRow) -> Iterable[bool]:
    unit = row.unit or (Unit.PACKET if row.pack else None)
    if unit is not None:
        yield unit is item.unit


def _headings(item: Item, row: GoodsRow) -> Iterable[bool]:
    if row.hsn and item.hsn:
        yield row.hsn[:_HEADING] == item.hsn[:_HEADING]


def _prices(item: Item, row: GoodsRow) -> Iterable[bool]:
    pairs = ((row.price, item.price), (row.mrp, item.mrp))
    told = [mine == others for mine, others in pairs if mine is not None and others is not None]
    if told:
        yield any(told)
