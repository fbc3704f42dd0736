"""What a good's card has several of, as it is read and typed: `3: 36, 10: 34`.

Parts stand between commas or semicolons; what is named comes first, its price or amount after a
colon.
"""

from collections.abc import Iterator

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.item import Barcode, PrintedPrice, Slab
from estore_pos.domain.money import Money
from estore_pos.text.numbers import amount_text, milli_text, read_milli, read_money


def read_slabs(typed: str) -> tuple[Slab, ...]:
    """From how many on at which price, the least first. Raises Refusal LIST_UNCLEAR."""
    found = {}
    for part, least, price in _pairs(typed):
        milli, money = read_milli(least), read_money(price)
        if milli is None or money is None:
            raise _unclear(part)
        found[milli] = money
    return tuple([Slab(milli, money) for milli, money in sorted(found.items())])


def slabs_text(slabs: tuple[Slab, ...]) -> str:
    """3: 36, 10: 34."""
    return ", ".join(f"{_plain(milli_text(each.milli_min))}: {_sum(each.price)}" for each in slabs)


def read_groups(typed: str) -> tuple[tuple[str, Money], ...]:
    """Which group of customers pays which price. Raises Refusal LIST_UNCLEAR."""
    found = {}
    for part, group, price in _pairs(typed):
        money = read_money(price)
        if not group or money is None:
            raise _unclear(part)
        found[group] = money
    return tuple(found.items())


def groups_text(groups: tuple[tuple[str, Money], ...]) -> str:
    """thok: 35, ustad: 34."""
    return ", ".join(f"{group}: {_sum(price)}" for group, price in groups)


def read_printed(typed: str) -> tuple[PrintedPrice, ...]:
    """Printed prices, each with what is asked for it: the same where nothing is said.

    Raises Refusal LIST_UNCLEAR.
    """
    found = {}
    for part, printed, asked in _pairs(typed):
        mrp, price = read_money(printed), read_money(asked or printed)
        if mrp is None or price is None:
            raise _unclear(part)
        found[mrp] = price
    return tuple([PrintedPrice(mrp, price) for mrp, price in found.items()])


def printed_text(printed: tuple[PrintedPrice, ...]) -> str:
    """28: 28, 30: 29."""
    return ", ".join(f"{_sum(each.mrp)}: {_sum(each.price)}" for each in printed)


def read_codes(typed: str) -> tuple[Barcode, ...]:
    """Barcodes, each with how much it stands for: one where nothing is said.

    Raises Refusal LIST_UNCLEAR.
    """
    found = {}
    for part, code, amount in _pairs(typed):
        milli = read_milli(amount or "1")
        if not code or milli is None:
            raise _unclear(part)
        found[code] = milli
    return tuple([Barcode(code, milli) for code, milli in found.items()])


def codes_text(codes: tuple[Barcode, ...]) -> str:
    """8901030865278, 18901030865275: 12."""
    return ", ".join(
        each.code if each.milli == 1000 else f"{each.code}: {_plain(milli_text(each.milli))}"
        for each in codes
    )


def _pairs(typed: str) -> Iterator[tuple[str, str, str]]:
    """Each part that is not empty, what it names and what stands behind its colon."""
    for part in typed.replace(";", ",").split(","):
        name, _, value = part.partition(":")
        if part.strip():
            yield part.strip(), name.strip(), value.strip()


def _sum(money: Money) -> str:
    return _plain(amount_text(money)).removesuffix(".00")


def _plain(number: str) -> str:
    """Without the commas that part thousands."""
    return number.replace(",", "")


def _unclear(part: str) -> Refusal:
    return Refusal(RefusalCode.LIST_UNCLEAR, typed=part)
