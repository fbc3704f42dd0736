"""A hundred thousand goods: the starter catalogue first, then made-up brands of its kinds."""

import random
from collections.abc import Iterator
from dataclasses import replace

from estore_pos.domain.barcode import check_digit
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money

_SOUNDS = [
    ("ka", "का"), ("ri", "री"), ("su", "सु"), ("ma", "मा"), ("ti", "ती"), ("na", "ना"),
    ("vo", "वो"), ("le", "ले"), ("pa", "पा"), ("gu", "गु"), ("sha", "शा"), ("de", "दे"),
    ("bi", "बी"), ("ro", "रो"), ("ja", "जा"), ("he", "हे"), ("ku", "कु"), ("ya", "या"),
]  # fmt: skip
SEED = 20_261_122


def goods(starter: list[Item], count: int) -> Iterator[Item]:
    """`count` items numbered from 1, the starter's first; every one has an EAN-13 and a price.

    The same at every call: a seed of its own.
    """
    dice = random.Random(SEED)
    for number in range(1, count + 1):
        if number <= len(starter):
            item = starter[number - 1]
        else:
            kind = dice.choice(starter)
            latin, hindi = _brand(dice)
            item = replace(
                kind,
                name_hi=f"{hindi} {kind.name_hi}",
                name_en=f"{latin} {kind.name_en}",
                aliases=(),
            )
        price = item.price or Money.rupees(dice.randint(5, 400))
        yield replace(
            item, id=ItemId(number), price=price, mrp=None, barcodes=(Barcode(ean(number)),)
        )


def ean(number: int) -> str:
    """The EAN-13 of the item of this number, in the range no maker is given (890 000)."""
    body = f"890{number:09d}"
    return body + check_digit(body)


def _brand(dice: random.Random) -> tuple[str, str]:
    sounds = [dice.choice(_SOUNDS) for _ in range(dice.randint(2, 3))]
    return "".join(s[0] for s in sounds).capitalize(), "".join(s[1] for s in sounds)
