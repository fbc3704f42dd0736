"""Printed numbers of bills, however they are typed: what one means, and whether two are one."""

import re
import unicodedata

from estore_pos.domain.day import NUMBER_MAX
from estore_pos.domain.ids import BillNumber

_PRINTED = r"([A-Z])([0-9A-Z]{4})(\d\d)(\d+)"
_IN_A_PATH = re.compile(r"(?<![0-9A-Z])([A-Z])([0-9A-Z]{4})[-_ /](\d\d)[-_ /](\d{6})$")
_COPY = re.compile(r"(?: *\(\d{1,3}\)| *-? *COPY)$")
_FILE = ".PDF"
_SAME_SIGN = str.maketrans("OIL", "011")
"""Letters that no series has, for they are read as figures."""


def printed(typed: str) -> BillNumber | None:
    """The number of a bill, credit note or estimate of a till that was typed; None for others.

    In either case, with Devanagari figures, other signs between its parts or none, fewer or more
    zeros, or as the name of its PDF, alone or at the end of a path.
    """
    text = _tidy(typed)
    stem = _COPY.sub("", text.removesuffix(_FILE))
    if text.endswith(_FILE) and (found := _IN_A_PATH.search(stem)):
        kind, series, year, serial = found.groups()
        return BillNumber(f"{kind}{series}/{year}/{serial}")
    bare = "".join([sign for sign in stem if sign.isalnum()])
    read = re.fullmatch(_PRINTED, bare[:1] + bare[1:].translate(_SAME_SIGN))
    if read is None or not 1 <= int(read[4]) <= NUMBER_MAX:
        return None
    return BillNumber(f"{read[1]}{read[2]}/{read[3]}/{int(read[4]):06d}")


def is_one(number: str, other: str) -> bool:
    """Whether two numbers on papers are of one bill: case, signs and leading zeros do not count.

    Signs between figures count only where both have them and in different places: 1/12 is not 11/2.
    """
    known = printed(number), printed(other)
    if None not in known:
        return known[0] == known[1]
    one, two = _parts(number), _parts(other)
    return one == two or _covers(one, two) or _covers(two, one)


def _covers(parts: list[str], other: list[str]) -> bool:
    """Whether a number that is parted in no more places says what the parts say."""
    sought = "/?0*+".join([re.escape(part.lstrip("0")) for part in parts])
    return re.fullmatch("0*+" + sought, "/".join(other)) is not None


def _parts(number: str) -> list[str]:
    """Runs of letters and of figures; what stands between them parts only figures."""
    text = _COPY.sub("", _tidy(number).removesuffix(_FILE))
    return re.findall(r"\d+|[^\W\d_]+", text)


def _tidy(typed: str) -> str:
    """Capitals and Latin figures, without what cannot be seen."""
    text = unicodedata.normalize("NFKC", typed).upper()
    seen = [sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc")]
    return "".join([str(unicodedata.digit(sign, sign)) for sign in seen]).strip()
