"""GS1 codes that say more than which good: weight, count, price, best before, expiry.

Three writings of one thing (GS1 General Specifications 3 and 7; GS1 Digital Link URI Syntax): a
scanner's string with FNC1 between elements, the same as printed with brackets, and a web address.
"""

import calendar
import re
from datetime import date

from estore_pos.domain.barcode import is_gtin
from estore_pos.domain.frozen import frozen
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.rounding import divide_half_up

FNC1 = "\x1d"
"""What a scanner sends for FNC1 between two elements: the group separator."""

_SYMBOLOGIES = ("]C1", "]e0", "]d2", "]Q3", "]J1")
_BRACKETS = re.compile(r"(?:\([0-9]{2,4}\)[^()]+)+")
_ELEMENT = re.compile(r"\(([0-9]{2,4})\)([^()]+)")
_LINK = re.compile(r"https?://[^/?#]+(/[^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_LONG_NAMES = (((23, 24, 25, 40, 41, 42, 71), 3), ((*range(31, 37), 39, 43, 70, 72, 80, 81, 82), 4))
_NAME_DIGITS = {str(kind): digits for kinds, digits in _LONG_NAMES for kind in kinds}
_FIXED = {"00": 18, "01": 14, "02": 14, "20": 2, "41": 13}
_FIXED |= {str(kind): 6 for kind in (*range(11, 20), *range(31, 37))}
_MEASURES = {
    "310": (Unit.KILO, 3),
    "311": (Unit.METRE, 3),
    "315": (Unit.LITRE, 3),
    "316": (Unit.LITRE, 6),  # cubic metres
}
"""The unit of each, and how many decimals of what it says make a thousandth of it."""
_STRANGE = {"320", "321", "322", "323", "356", "357", "360", "361", "364", "365", "366"}
"""Pounds, inches, ounces, gallons: a measure that no shop here sells by."""
_MONEY = "393"
_RUPEE = "356"
_VALUE_MAX = 15
_CENTURY_TURNS = 80


@frozen
class Gs1:
    """One trade item: its 14 digits and what else is on the label.

    `milli` are thousandths of `unit` (a label bears one weight, length or volume), `count` so many
    of the item, `price` what the whole pack costs. `checked`: its check digit is right.
    `is_strange`: it is measured in pounds or the like, or priced in other money. `best_before` is
    the sell-by day where that is sooner.
    """

    gtin: str
    checked: bool
    milli: int | None = None
    unit: Unit | None = None
    count: int | None = None
    price: Money | None = None
    best_before: date | None = None
    expires: date | None = None
    is_strange: bool = False


def read(code: str) -> Gs1 | None:
    """What a GS1 code says of one trade item; None for a code that is none, or is of no item."""
    elements = _elements(code)
    if elements is None:
        return None
    gtin = elements.get("01") or elements.get("02") or ""
    if not (len(gtin) == 14 and _is_number(gtin)):
        return None
    milli, unit = _measure(elements)
    return Gs1(
        gtin=gtin,
        checked=is_gtin(gtin),
        milli=milli,
        unit=unit,
        count=_count(elements),
        price=_price(elements),
        best_before=_first(elements.get("15", ""), elements.get("16", "")),
        expires=_first(elements.get("17", ""), elements.get("7003", "")[:6]),
        is_strange=any(map(_is_strange, elements.items())),
    )


def is_marked(code: str) -> bool:
    """Whether a code says itself that it is GS1: by its scanner's mark, FNC1, brackets or address.

    Without a mark "0108..." may as well be a shop's own label.
    """
    return (
        code.startswith(_SYMBOLOGIES)
        or FNC1 in code
        or _BRACKETS.fullmatch(code) is not None
        or _LINK.fullmatch(code) is not None
    )


def _elements(code: str) -> dict[str, str] | None:
    """The elements by their identifiers; None where the code is not made of elements."""
    if _BRACKETS.fullmatch(code):
        return dict(_ELEMENT.findall(code))
    if link := _LINK.fullmatch(code):
        return _of_link(link[1], link[2] or "")
    marked = is_marked(code)
    for symbology in _SYMBOLOGIES:
        code = code.removeprefix(symbology)
    if not marked and not (code.startswith("01") and is_gtin(code[2:16])):
        return None
    return _split(code.strip(FNC1))


def _of_link(path: str, query: str) -> dict[str, str]:
    """The identifiers of a web address: /01/<gtin>/10/<batch>?17=<expiry>."""
    parts = [part for part in path.split("/") if part]
    start = parts.index("01") if "01" in parts else len(parts)
    pairs = list(zip(parts[start::2], parts[start + 1 :: 2], strict=False))
    asked = [pair.partition("=")[::2] for pair in query.split("&")]
    found = dict([*pairs, *asked])
    if "01" in found:
        found["01"] = found["01"].rjust(14, "0")
    return found


def _split(code: str) -> dict[str, str] | None:
    """The identifiers and values that stand one after the other; None for what is not such."""
    found: dict[str, str] = {}
    while code:
        kind = code[:2]
        name = code[: _NAME_DIGITS.get(kind, 2)]
        rest = code[len(name) :]
        length = _FIXED.get(kind)
        value = rest[:length] if length else rest.partition(FNC1)[0]
        if not _is_number(name) or not value or (length and len(value) < length) or FNC1 in value:
            return None
        found[name] = value
        code = rest[len(value) :].removeprefix(FNC1)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _decimal(value: str, places: str, wanted: int) -> int | None:
    """A number with so many decimals as one with `wanted` decimals; None for what is none."""
    if not (_is_number(value) and _is_number(places) and len(value) <= _VALUE_MAX):
        return None
    return divide_half_up(int(value) * 10**wanted, 10 ** int(places))


def _measure(elements: dict[str, str]) -> tuple[int | None, Unit | None]:
    for name, value in elements.items():
        if (known := _MEASURES.get(name[:3])) and len(name) == 4:
            unit, decimals = known
            return _decimal(value, name[3], decimals), unit
    return None, None


def _is_strange(element: tuple[str, str]) -> bool:
    name, value = element
    if len(name) != 4:
        return False
    return name[:3] in _STRANGE or (name[:3] == _MONEY and not value.startswith(_RUPEE))


def _count(elements: dict[str, str]) -> int | None:
    said = elements.get("30") or elements.get("37") or ""
    return int(said) if _is_number(said) and len(said) <= 8 else None


def _price(elements: dict[str, str]) -> Money | None:
    """The price in rupees; one in other money is none."""
    for name, value in elements.items():
        if len(name) == 4 and name.startswith("392"):
            paise = _decimal(value, name[3], 2)
        elif len(name) == 4 and name.startswith(_MONEY) and value.startswith(_RUPEE):
            paise = _decimal(value[3:], name[3], 2)
        else:
            continue
        return None if paise is None else Money(paise)
    return None


def _first(*values: str) -> date | None:
    """The earliest day of those that are days."""
    return min(filter(None, map(_day, values)), default=None)


def _day(value: str) -> date | None:
    """YYMMDD of this century (80 to 99: the last); day 00 is the month's last."""
    if not (len(value) == 6 and _is_number(value)):
        return None
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:])
    year += 2000 if year < _CENTURY_TURNS else 1900
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day or last) if day <= last else None
