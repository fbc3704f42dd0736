"""A rate of GST as people type it and as a card shows it: 18, 2.5 %, 0, nil, non-gst."""

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import BASIS, Rate, Treatment
from estore_pos.text.numbers import latin_digits, percent_text, read_decimal

WORDS = {
    "nil": Rate(0, Treatment.NIL),
    "exempt": Rate(0, Treatment.EXEMPT),
    "exempted": Rate(0, Treatment.EXEMPT),
    "non gst": Rate(0, Treatment.NON_GST),
    "non-gst": Rate(0, Treatment.NON_GST),
    "मुक्त": Rate(0, Treatment.EXEMPT),
}
"""What is written where there is no number; each kind of none goes into a cell of its own."""


def read_rate(typed: str) -> Rate:
    """A typed rate; nought is an exempt good's. Raises Refusal RATE_UNKNOWN."""
    said = typed.strip().casefold()
    if word := WORDS.get(said):
        return word
    points = read_decimal(latin_digits(said).removesuffix("%").strip(), 2)
    if points is None or points > BASIS:
        raise Refusal(RefusalCode.RATE_UNKNOWN, typed=typed.strip())
    return Rate(points, Treatment.TAXABLE if points else Treatment.EXEMPT)


_INSIDE = frozenset({"in the price", "in", "inclusive", "भाव में", "दाम में", "अंदर"})
_ON_TOP = frozenset({"on top", "top", "+", "exclusive", "extra", "ऊपर से", "ऊपर", "अलग", "अलग से"})


def read_inside(typed: str) -> bool:
    """Whether a price has its tax inside, as typed. Raises Refusal ENTRY_UNCLEAR."""
    said = " ".join(typed.casefold().split())
    if said not in _INSIDE | _ON_TOP:
        raise Refusal(RefusalCode.ENTRY_UNCLEAR, typed=typed.strip())
    return said in _INSIDE


def rate_text(rate: Rate) -> str:
    """A rate as it can be typed again; "" for one that nobody has told."""
    match rate.treatment:
        case Treatment.UNTOLD:
            return ""
        case Treatment.NIL:
            return "nil"
        case Treatment.NON_GST:
            return "non-gst"
        case _:
            return percent_text(rate.basis_points).removesuffix(" %")
