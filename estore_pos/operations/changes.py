"""What a change changed, in the few words that the journal keeps of it for the owner to see.

A note is words with a space between: the name of what changed, and of a sum what it was and is, in
paise (`price:3500>3000`). What a good cost is named without its sum, for not only its owner reads.
"""

from dataclasses import fields
from typing import NamedTuple

from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.shop import Shop

NOTE_MAX = 400
BY_LIST = "list"
"""What is noted once where a list of goods changed some that were there."""
_SUMS = ("price", "mrp")
_WHOLE = (
    *("cost", "slabs", "group_prices", "printed", "barcodes", "hsn", "rates", "inclusive"),
    *("tile", "closed"),
)


class Changed(NamedTuple):
    """One thing that changed; sums where it is one that is told."""

    name: str
    before: Money | None = None
    after: Money | None = None


def good_new(good: Item) -> str:
    """That a good was not there before, and at what price it is."""
    return "new" if good.price is None else f"new price:>{_paise(good.price)}"


def good_changed(before: Item, after: Item) -> str:
    """What of a good is another now."""
    told = []
    if (before.name_hi, before.name_en) != (after.name_hi, after.name_en):
        told.append("name")
    for name in _SUMS:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            told.append(f"{name}:{_paise(was)}>{_paise(now)}")
    told += [name for name in _WHOLE if getattr(before, name) != getattr(after, name)]
    return " ".join(told)


def facts_changed(before: Shop, after: Shop) -> str:
    """Which facts of the shop are others now; not what they are, which its own record says.

    But for what each may give away: whose limit it is, and what it is (`discount_caps:h:500`, in
    basis points; `waive_max:300`, in paise).
    """
    told = []
    for name in [each.name for each in fields(Shop) if each.name != "from_day"]:
        was, now = getattr(before, name), getattr(after, name)
        match name:
            case _ if was == now:
                pass
            case "discount_caps":
                held = dict(was)
                told += [f"{name}:{role}:{cap}" for role, cap in now if held.get(role) != cap]
            case "waive_max" if now is not None:
                told.append(f"{name}:{_paise(now)}")
            case _:
                told.append(name)
    return " ".join(told)[:NOTE_MAX]


def read(note: str) -> list[Changed]:
    """What a note of these says, in its order; what it says otherwise is a name as it stands."""
    return [_read(word) for word in note.split()]


def _read(word: str) -> Changed:
    name, is_sum, sums = word.partition(":")
    was, arrow, now = sums.partition(">")
    if not (is_sum and arrow and all(not each or each.isdecimal() for each in (was, now))):
        return Changed(word)
    return Changed(name, *[Money(int(each)) if each else None for each in (was, now)])


def _paise(sum: Money | None) -> str:
    return "" if sum is None else str(sum.paise)
