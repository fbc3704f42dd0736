"""What a till is taught at the counter: the good of a code that nobody knew, a word for a good."""

import re
from collections.abc import Iterable
from dataclasses import replace

from estore_pos.domain import barcode
from estore_pos.domain.gst import UNTOLD
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.text.name_keys import fold, sounds, tokens
from estore_pos.text.quantities import sounds_of_a_quantity

ALIASES_MAX = 30


def teachable(code: str) -> bool:
    """Whether a code can be a good's: no paper of ours, no web address, nothing too long."""
    return barcode.plausible(code) and "://" not in code and not barcode.is_of_paper(code)


SIGNS_MAX = 4


def signs_around(code: str) -> tuple[str, str] | None:
    """What a scanner seems to add before and behind a packet's code; None where it adds nothing.

    A run of 8, 12 or 13 digits with a right check digit is a packet's; letters alone beside eight
    are rather a shop's own code, for every tenth of those has a right one.
    """
    runs = [run for run in re.finditer(r"[0-9]+", code) if len(run.group()) in (8, 12, 13)]
    if len(runs) != 1 or not barcode.is_gtin(runs[0].group()):
        return None
    before, behind = code[: runs[0].start()], code[runs[0].end() :]
    signs = before + behind
    if not signs or max(len(before), len(behind)) > SIGNS_MAX:
        return None
    return (before, behind) if len(runs[0].group()) > 8 or not signs.isalnum() else None


def new_good(code: str, name: str, price: Money | None, unit: Unit) -> Item:
    """A good that is called so, in the script of its name; what is printed on it is its price."""
    name_hi, name_en = in_script(name)
    return Item(
        id=ItemId(0),
        name_hi=name_hi,
        name_en=name_en,
        unit=unit,
        rates=(UNTOLD,),
        price=price,
        mrp=None if unit.measured else price,
        barcodes=(Barcode(code),),
        step_milli=1 if unit.measured else 1000,
    )


def in_script(name: str) -> tuple[str, str]:
    """A name as the Hindi or the English one, by its letters; the other is not told yet."""
    is_hindi = any("ऀ" <= letter <= "ॿ" for letter in name)
    return (name, "") if is_hindi else ("", name)


def bound(good: Item, code: str, milli: int) -> Item:
    """The good with one more code, which stands for so much of it."""
    return replace(good, barcodes=(*good.barcodes, Barcode(code, milli)))


def called(good: Item, word: str) -> Item | None:
    """The good with one more name; None where it is called so already, or has names enough.

    And none where all that its names do not say is a quantity: "aalu paunay do" is no potato's.
    """
    names = (good.name_hi, good.name_en, *good.aliases)
    known = {name.casefold() for name in names}
    if word.casefold() in known or len(good.aliases) >= ALIASES_MAX or _is_so_much(names, word):
        return None
    return replace(good, aliases=(*good.aliases, word))


def _is_so_much(names: Iterable[str], word: str) -> bool:
    """Whether a word adds to a good's names, or to beginnings of them, only how much of it."""
    own = {key for part in tokens(" ".join(names)) for key in _said(part)}
    more = [part for part in tokens(word) if own.isdisjoint(_said(part))]
    amounts = [part for part in more if sounds_of_a_quantity(part)]
    return bool(amounts) and all(
        any(key.startswith(begun) for key in own for begun in _said(part))
        for part in more
        if part not in amounts
    )


def _said(part: str) -> set[str]:
    return {fold(part), *sounds(part)}
