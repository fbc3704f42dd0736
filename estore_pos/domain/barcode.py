"""What a scanner sends: codes that are compared as the packet's maker meant them."""

import re

from estore_pos.domain.frozen import frozen

CODE_MIN, CODE_MAX = 3, 48
_PAPER = "ES1:"
RECOVERY = "ES1:K:"
"""What the recovery code begins with on its paper: no till takes it for goods or for a bill."""
_SYMBOLOGY = re.compile(r"\A\](?!C1|e0|d2|Q3|J1)[A-Za-z][0-9A-Za-z](?=.{3})")


@frozen
class Missed:
    """A code that no good has, and how often it was scanned in vain on a day."""

    code: str
    times: int


def check_digit(digits: str) -> str:
    """The GS1 check digit that follows `digits` (modulus 10, weights 3 and 1 from the right)."""
    odd = sum(int(d) for d in digits[::-1][0::2])
    even = sum(int(d) for d in digits[::-1][1::2])
    return str(-(3 * odd + even) % 10)


def is_gtin(code: str) -> bool:
    """Whether a code is an EAN-8, UPC-A, EAN-13 or GTIN-14 with a right check digit."""
    return (
        len(code) in {8, 12, 13, 14}
        and code.isascii()
        and code.isdigit()
        and check_digit(code[:-1]) == code[-1]
    )


def is_of_paper(code: str) -> bool:
    """Whether a code stands on a paper of a till; Caps Lock makes small letters of a scanner's."""
    return code[: len(_PAPER)].upper() == _PAPER


def recovery_code(scanned: str) -> str | None:
    """The recovery code in what was scanned off its paper; None where it is anything else."""
    is_one = scanned[: len(RECOVERY)].upper() == RECOVERY
    return scanned[len(RECOVERY) :] if is_one else None


def canonical(code: str) -> str:
    """The form under which a code is kept and sought.

    A UPC-A is the same good as the EAN-13 with a zero before it. Nothing else is changed: leading
    zeros, letters and bad check digits are the shop's own business and survive.
    """
    code = code.strip()
    if len(code) == 12 and is_gtin(code):
        return "0" + code
    return code


def unmarked(code: str) -> str:
    """A code without the mark of its symbology that some readers send first: ]E0 before an EAN.

    The marks of GS1 stay: they say how the code is to be read.
    """
    return _SYMBOLOGY.sub("", code, count=1)


def writings(code: str) -> list[str]:
    """How one printed code may come: readers turn a UPC-A into an EAN-13, or leave it as it is."""
    code = code.strip()
    told = [code, canonical(code)]
    if len(code) == 13 and code[0] == "0":
        told.append(code[1:])
    return list(dict.fromkeys(told))


def equivalents(code: str) -> list[str]:
    """Other codes under which the good of a code may be known, the likeliest first.

    A GTIN-14 that begins with a nought is a shorter code with noughts before it; with a nine it is
    a good of no fixed weight whose other codes begin with a nought (GS1 General Specifications).
    Some readers send an EAN-8 with noughts before it as an EAN-13.
    """
    if not (code.isascii() and code.isdigit()):
        return []
    if len(code) == 13 and code.startswith("00000") and is_gtin(code[5:]):
        return [code[5:]]
    if len(code) != 14:
        return []
    found = []
    if code[0] == "0":
        found = [code[1:], code[6:]] if code.startswith("000000") else [code[1:]]
    elif code[0] == "9":
        unmarked = "0" + code[1:13]
        found = [(unmarked + check_digit(unmarked))[1:]]
    return found


def plausible(code: str) -> bool:
    """Whether a burst of keys can be a code at all: 3 to 48 printable characters, no blank."""
    return CODE_MIN <= len(code) <= CODE_MAX and code.isprintable() and " " not in code
