"""A rate of tax is read as it is written."""

import pytest

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import LEGAL, UNTOLD, Rate, Treatment
from estore_pos.text.gst_rate import rate_text, read_inside, read_rate

HELD = [
    *[Rate(points, Treatment.TAXABLE) for points in sorted(LEGAL[-1][1]) if points],
    *[Rate(0, each) for each in (Treatment.EXEMPT, Treatment.NIL, Treatment.NON_GST)],
]


@pytest.mark.parametrize("rate", HELD, ids=rate_text)
def test_a_rate_is_read_as_it_is_written(rate: Rate) -> None:
    assert read_rate(rate_text(rate)) == rate
    assert read_rate(f" {rate_text(rate)} ") == rate


def test_a_rate_that_nobody_told_is_written_as_nothing_and_nothing_is_no_rate() -> None:
    assert rate_text(UNTOLD.rate) == ""
    with pytest.raises(Refusal):
        read_rate("")


@pytest.mark.parametrize("typed", ["18%", "18 %", "१८", "18.00"])
def test_eighteen_is_written_in_several_ways(typed: str) -> None:
    assert read_rate(typed) == Rate(1800, Treatment.TAXABLE)


@pytest.mark.parametrize("typed", ["", "-5", "a", "101", "1e2", "18.001", "5+5"])
def test_what_is_no_rate_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_rate(typed)
    assert caught.value.code is RefusalCode.RATE_UNKNOWN


@pytest.mark.parametrize(
    ("typed", "inside"),
    [("in the price", True), ("भाव में", True), (" On  Top ", False), ("+", False), ("ऊपर से", False)],
)
def test_where_the_tax_stands_is_read_as_it_is_said(typed: str, inside: bool) -> None:
    assert read_inside(typed) is inside


def test_what_says_not_where_the_tax_stands_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read_inside("18")
    assert caught.value.code is RefusalCode.ENTRY_UNCLEAR
