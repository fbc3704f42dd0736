"""What may be typed on the entry line: goods by name or code, with a quantity or an amount.

A text may mean several things ("7up 2" is two bottles of 7up, or one of 7up 2 litre), so `parse`
gives every reading, best first, and what the shop sells decides.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from estore_pos.domain.barcode import is_of_paper
from estore_pos.domain.money import Money
from estore_pos.text import quantities
from estore_pos.text.numbers import latin_digits, read_milli, read_money
from estore_pos.text.quantities import Measure, Spoken


@dataclass(frozen=True, slots=True)
class Named:
    """A good by its name, in some quantity, or for some money, or just one."""

    name: str
    quantity: Spoken | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """A good by its name with a number that can be no quantity, or no amount, of anything.

    `number` as it was typed: none at all, less than nothing, beyond what a line holds, finer than
    a thousandth. `name` is "" if nothing else was typed.
    """

    name: str
    number: str
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class Coded:
    """A good or a paper of ours by a code: scanned, or after # by its number in the shop."""

    code: str
    is_shop_number: bool = False
    quantity: Spoken | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number: cash handed over if End follows. Either value is None if it has no meaning."""

    milli: int | None
    money: Money | None


@dataclass(frozen=True, slots=True)
class Next:
    """`3*`: the good scanned or named next is taken so often."""

    quantity: Spoken | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class SetQuantity:
    """`*4`: the current line has this quantity."""

    quantity: Spoken


@dataclass(frozen=True, slots=True)
class Step:
    """`+` and `-`: the current line has one more or one less."""

    by: int


@dataclass(frozen=True, slots=True)
class OfCategory:
    """`.s50 palak`: something of the category s for so much money, under a name if one is said."""

    key: str
    amount: Money
    name: str = ""


T = TypeVar("T")
Reading = Named | Unfit | Coded | Number | Next | SetQuantity | Step | OfCategory

_CODE_DIGITS_MIN = 8
_CODE_LETTERS_MIN = 4
_LIKELY_QUANTITY_MILLI = 10_000
_MINUS = re.compile(r"(?<![^₹.s])[-−–]+")
_SPACE = re.compile(r"\s+")
_CATEGORY = re.compile(r"\.([^\W\d][^\d\s.,₹]*) ?₹?(\d[\d.,]*)(?: (.+))?")


def parse(text: str) -> list[Reading]:
    """Every reading of what was typed, best first; none for an empty line.

    A reading with a number in its name stands beside the one that takes it as a quantity: the good
    decides. Never fails.
    """
    line = _SPACE.sub(" ", latin_digits(text)).strip()
    if not line:
        return []
    if line in ("+", "-"):
        return [Step(1 if line == "+" else -1)]
    if line.startswith(".") and (sold := _of_category(line)):
        return [sold]
    line = line.replace("×", "*")
    if line.startswith("*") and (said := read_spoken(line[1:])):
        return [SetQuantity(said)]
    before, star, after = line.partition("*")
    if star and (measure := quantities.read(before.split())):
        return _taken_first(measure, after.strip())
    if star and after.strip() and (unfit := _unfit(after.strip(), before.split())):
        return [unfit]
    if is_of_paper(line):
        return [Coded(line)]
    if line.startswith("#") and (coded := _by_shop_number(line[1:].split())):
        return [coded]
    if number := _number(line):
        return number
    return _named(line)


def merged(offers: Iterable[Sequence[T]], is_same: Callable[[T], Hashable], limit: int) -> list[T]:
    """What the readings of one text found, in one list: the best of each, then the others.

    `offers` has a sequence for each reading, best first; of two offers with equal `is_same` the
    first stands. With "7up 2" that is 7up twice, then 7up 2 litre once, then what else there is.
    """
    lists = [list(found) for found in offers]
    order = [found[0] for found in lists if found] + [one for found in lists for one in found[1:]]
    kept: dict[Hashable, T] = {}
    for one in order:
        kept.setdefault(is_same(one), one)
    return list(kept.values())[:limit]


def read_spoken(text: str) -> Spoken | None:
    """A quantity alone: "4", "500g", "sawa do kilo"; None for all else, nothing or too much."""
    measure = quantities.read(_SPACE.sub(" ", latin_digits(text)).split())
    return measure.quantity if measure else None


def unfit_number(text: str) -> str:
    """A quantity or an amount alone that nothing can be sold in, tidied; "" for anything else."""
    unfit = _unfit("", _SPACE.sub(" ", latin_digits(text)).split())
    return unfit.number if unfit else ""


def read_key(text: str) -> str:
    """What is typed as the key of a category, as it is compared; "" for what can be none."""
    key = latin_digits(text).strip().casefold()
    read = _CATEGORY.fullmatch(f".{key}1")
    return key if read and read[1] == key else ""


def _of_category(line: str) -> OfCategory | None:
    read = _CATEGORY.fullmatch(line)
    amount = read_money(read[2]) if read else None
    if read is None or amount is None:
        return None
    return OfCategory(read[1].casefold(), amount, read[3] or "")


def _taken_first(measure: Measure, rest: str) -> list[Reading]:
    quantity, amount = measure.quantity, measure.amount
    if not rest:
        return [Next(quantity, amount)]
    if rest.startswith("#"):
        return [Coded(rest[1:].strip(), True, quantity, amount)]
    named = Named(rest, quantity, amount)
    if _is_code(rest) or _is_digits(rest):
        return [Coded(rest, False, quantity, amount), named]
    return [named]


def _by_shop_number(words: list[str]) -> Coded | None:
    if not words:
        return None
    measure = quantities.read(words[1:])
    if len(words) > 1 and measure is None:
        return None
    measure = measure or Measure()
    return Coded(words[0], True, measure.quantity, measure.amount)


def _number(line: str) -> list[Reading]:
    """The readings of a bare number; a long one is a code, a short one cash."""
    milli, money = read_milli(line), read_money(line)
    readings: list[Reading] = [Number(milli, money)] if milli is not None or money else []
    if _is_digits(line):
        coded = Coded(line)
        if len(line) >= _CODE_DIGITS_MIN:
            return [coded, *readings, Named(line)]
        return [*readings, coded, Named(line)]
    return [*readings, Named(line)] if readings else []


def _named(line: str) -> list[Reading]:
    words = line.split()
    whole = Named(line)
    if unfit := _unfit_beside(words):
        # A sign is of no name: "aalu -5" is not potatoes in bags of 5.
        return [unfit] if _MINUS.search(unfit.number) else [whole, unfit]
    if len(words) == 1 and _MINUS.search(line) and (unfit := _unfit("", words)):
        return [unfit]
    readings: list[Reading] = [whole]
    for count in range(quantities.WORDS_MAX, 0, -1):
        if len(words) > count and (measure := quantities.read(words[-count:])):
            named = Named(" ".join(words[:-count]), measure.quantity, measure.amount)
            readings.insert(1 if _may_be_of_the_name(measure) else 0, named)
            break
    for count in range(quantities.WORDS_MAX, 0, -1):
        if len(words) > count and (measure := quantities.read(words[:count])):
            readings.append(Named(" ".join(words[count:]), measure.quantity, measure.amount))
            break
    if len(words) == 1 and _is_code(line):
        readings.append(Coded(line))
    return list(dict.fromkeys(readings))


def _unfit_beside(words: list[str]) -> Unfit | None:
    """What the last words of a line, or else the first, say that can be no quantity."""
    for count in (2, 1):
        if len(words) > count:
            if quantities.read(words[-count:]):
                return None
            if unfit := _unfit(" ".join(words[:-count]), words[-count:]):
                return unfit
    for count in (2, 1):
        if len(words) > count and (unfit := _unfit(" ".join(words[count:]), words[:count])):
            return unfit
    return None


def _unfit(name: str, words: list[str]) -> Unfit | None:
    """One or two words that are written as a quantity or an amount and can be none."""
    if not 1 <= len(words) <= 2 or quantities.read(words):
        return None
    joined = "".join(words).lower()
    number = _MINUS.sub("", joined)
    if quantities.is_amount_sign(number):
        return Unfit(name, joined, is_amount=True)
    unit = quantities.unit_after(number)
    if unit is None or (len(words) == 2 and words[1][:1].isdigit()):
        return None
    if quantities.is_money(unit):
        return Unfit(name, joined, is_amount=True)
    return Unfit(name, joined) if not unit or quantities.is_unit(unit) else None


def _may_be_of_the_name(measure: Measure) -> bool:
    """A bare number of ten or more is sooner a pack ("good day 50") than a quantity.

    A word (tin, do, pav) is sooner of the name where a good is called so; the good decides.
    """
    said = measure.quantity
    if measure.in_words:
        return True
    return said is not None and said.unit is None and said.milli >= _LIKELY_QUANTITY_MILLI


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_code(text: str) -> bool:
    """Whether a scanner may have typed it: a long number, or letters and digits in one word."""
    if _is_digits(text):
        return len(text) >= _CODE_DIGITS_MIN
    has_digit = any(letter.isdigit() for letter in text)
    return has_digit and text.isascii() and " " not in text and len(text) >= _CODE_LETTERS_MIN
