"""Numbers as shops write and type them: 1,23,456.00, 1.667 किलो, १,२५०.५०, 50/-.

Digits are written in Latin; both Latin and Devanagari digits are read.
"""

import re

from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Quantity, Unit
from estore_pos.text.words import Language

_PAIRS = re.compile(r"(?<=\d)(?=(?:\d\d)+\d{3}$)|(?<=\d)(?=\d{3}$)")
_TO_LATIN = str.maketrans("०१२३४५६७८९", "0123456789")
_PLAIN = re.compile(r"(\d{1,12}|\d{1,3}(?:,\d{2,3})*,\d{3}|)(?:\.(\d*))?", re.ASCII)
_MONEY_MARK = re.compile(
    r"(?:₹|rs\.?|inr|रु\.?|रू\.?|रुपये|रुपया)?\s*(.*?)\s*(?:₹|/-|rs\.?|inr|r|र|रु\.?|रू\.?|रुपये|रुपया)?",
    re.IGNORECASE,
)

UNIT_WORDS: dict[Unit, tuple[str, str]] = {
    Unit.KILO: ("किलो", "kg"),
    Unit.GRAM: ("ग्राम", "g"),
    Unit.QUINTAL: ("क्विंटल", "quintal"),
    Unit.LITRE: ("लीटर", "litre"),
    Unit.MILLILITRE: ("मिली", "ml"),
    Unit.METRE: ("मीटर", "metre"),
    Unit.PIECE: ("पीस", "pc"),
    Unit.NUMBER: ("नग", "no."),
    Unit.PACKET: ("पैकेट", "packet"),
    Unit.DOZEN: ("दर्जन", "dozen"),
    Unit.BOTTLE: ("बोतल", "bottle"),
    Unit.BOX: ("डिब्बा", "box"),
    Unit.BAG: ("बोरी", "bag"),
    Unit.BUNDLE: ("गट्ठर", "bundle"),
    Unit.TIN: ("टिन", "tin"),
    Unit.TUBE: ("ट्यूब", "tube"),
    Unit.PAIR: ("जोड़ी", "pair"),
    Unit.SET: ("सेट", "set"),
    Unit.ROLL: ("रोल", "roll"),
    Unit.OTHER: ("इकाई", "unit"),
    Unit.NONE: ("", ""),
}
"""Each unit in Hindi and English, as it stands behind a number."""


def latin_digits(text: str) -> str:
    """The text with Devanagari digits written in Latin."""
    return text.translate(_TO_LATIN)


def grouped(number: int) -> str:
    """12,34,567: the last three digits, then pairs."""
    return ("-" if number < 0 else "") + _PAIRS.sub(",", str(abs(number)))


def amount_text(money: Money) -> str:
    """1,23,456.00 with both paise digits, for columns of amounts."""
    rupees, paise = divmod(abs(money.paise), 100)
    return f"{'-' if money.paise < 0 else ''}{grouped(rupees)}.{paise:02}"


def money_text(money: Money) -> str:
    """₹ 1,23,456.00; a negative amount has its sign before the rupee."""
    text = amount_text(money)
    return f"-₹ {text[1:]}" if text.startswith("-") else f"₹ {text}"


def milli_text(milli: int) -> str:
    """Thousandths as a number without trailing zeros: 1667 -> 1.667, 2000 -> 2."""
    whole, part = divmod(abs(milli), 1000)
    text = f"{grouped(whole)}.{part:03}".rstrip("0").rstrip(".")
    return "-" + text if milli < 0 else text


def unit_text(unit: Unit, language: Language) -> str:
    """The unit as it stands behind a number; empty for a service."""
    return UNIT_WORDS[unit][0 if language == "hi" else 1]


def quantity_text(quantity: Quantity, language: Language) -> str:
    """1.667 किलो, 2 packet."""
    return f"{milli_text(quantity.milli)} {unit_text(quantity.unit, language)}".rstrip()


def percent_text(basis_points: int) -> str:
    """1800 -> 18 %, 250 -> 2.5 %."""
    return milli_text(basis_points * 10) + " %"


def read_decimal(text: str, places: int) -> int | None:
    """A typed number as a whole count of its last place: ("1,250.5", 2) -> 125050.

    None for anything else: a sign, more decimals than `places`, wrong groups, above 12 digits.
    Both groupings are read: 1,23,456 and 123,456.
    """
    match = _PLAIN.fullmatch(latin_digits(text).strip())
    if match is None:
        return None
    whole, part = match[1].replace(",", ""), match[2] or ""
    if not whole + part or len(whole) > 12 or len(part) > places:
        return None
    return int(whole + part.ljust(places, "0"))


def read_money(text: str) -> Money | None:
    """A typed amount, with or without ₹, Rs, r, रु or /-; None for anything else."""
    match = _MONEY_MARK.fullmatch(text.strip())
    paise = read_decimal(match[1], 2) if match else None
    return None if paise is None else Money(paise)


def read_milli(text: str) -> int | None:
    """A typed quantity in thousandths; None for anything else."""
    return read_decimal(text, 3)
