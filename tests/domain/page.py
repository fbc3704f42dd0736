"""Reads the worked tables of a page of law, so that each row is run."""

import re
from pathlib import Path

from estore_pos.domain import gst
from estore_pos.domain.gst import Rate, Taxable, Treatment
from estore_pos.domain.money import Money

PAGE = Path(gst.__file__).with_name("gst.md")

Row = dict[str, str]

_FREE = {
    "nil": Treatment.NIL,
    "exempt": Treatment.EXEMPT,
    "non-gst": Treatment.NON_GST,
    "untold": Treatment.UNTOLD,
}
_LINE = re.compile(r"(?P<value>-?[\d.]+) (?:(?P<how>in|\+) (?P<rate>[\d.]+)%|(?P<free>[a-z-]+))")


def tables(content: str) -> dict[str, list[Row]]:
    """The rows of the worked tables by kind; tables of one kind stand together."""
    found: dict[str, list[Row]] = {}
    for kind, body in re.findall(r"<!-- worked: (\w+) -->\n((?:\|.*\|\n)+)", content):
        heading, _, *rows = ([cell.strip() for cell in row[1:-2].split("|")] for row in _rows(body))
        found.setdefault(kind, []).extend(dict(zip(heading, row, strict=True)) for row in rows)
    return found


def _rows(body: str) -> list[str]:
    return [line + "\n" for line in body.splitlines()]


def money(text: str) -> Money:
    """Rupees with two decimals."""
    sign = -1 if text.startswith("-") else 1
    rupees, paise = text.lstrip("-").split(".")
    assert len(paise) == 2
    return Money(sign * (int(rupees) * 100 + int(paise)))


def amounts(text: str) -> list[Money]:
    """Amounts parted by semicolons."""
    return [money(part.strip()) for part in text.split(";")]


def basis_points(text: str) -> int:
    """5 -> 500, 2.5 -> 250."""
    whole, _, part = text.rstrip("%").partition(".")
    return int(whole + part.ljust(2, "0"))


def line(text: str) -> Taxable:
    """A line as the page writes it: `20.00 in 5%`, `100.00 + 18%`, `40.00 nil`."""
    match = _LINE.fullmatch(text.strip())
    assert match, text
    if match["free"]:
        return Taxable(money(match["value"]), True, Rate(0, _FREE[match["free"]]))
    rate = Rate(basis_points(match["rate"]), Treatment.TAXABLE)
    return Taxable(money(match["value"]), match["how"] == "in", rate)


def lines(text: str) -> list[Taxable]:
    """Lines parted by semicolons."""
    return [line(part) for part in text.split(";")]
