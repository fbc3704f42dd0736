"""Whether two printed numbers are of one bill, and what a typed one means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.number import is_one, printed

SERIES = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=4, max_size=4)
SIGNS = st.sampled_from(["", "/", "-", " ", " / ", "_", ".", "\u2011", "\u200b"])
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


@given(
    kind=st.sampled_from("BMCE"),
    series=SERIES,
    year=st.integers(0, 99),
    serial=st.integers(1, 999_999),
    signs=st.tuples(SIGNS, SIGNS),
    zeros=st.integers(0, 2),
    small=st.booleans(),
    in_hindi=st.booleans(),
    tail=st.sampled_from(["", ".pdf", " (2).PDF", " (1)"]),
)
def test_a_number_of_ours_is_read_in_every_spelling(
    kind: str,
    series: str,
    year: int,
    serial: int,
    signs: tuple[str, str],
    zeros: int,
    small: bool,
    in_hindi: bool,
    tail: str,
) -> None:
    number = f"{kind}{series}/{year:02d}/{serial:06d}"
    typed = f"{kind}{series}{signs[0]}{year:02d}{signs[1]}{'0' * zeros}{serial}"
    typed = typed.lower() if small else typed
    typed = typed.translate(DEVANAGARI) if in_hindi else typed
    assert printed(typed + tail) == number
    assert is_one(typed + tail, number)
    assert is_one(number, f"/home/vle/bills/{number.replace('/', '-')}.pdf")
    assert not is_one(number, f"{kind}{series}/{(year + 1) % 100:02d}/{serial:06d}")


@pytest.mark.parametrize(
    "typed", ["", "12", "INV-12", "M7K2M/26/0", "M7K2M", "M7K2M/26", "M7K2M/26/1234567", "bill.pdf"]
)
def test_what_is_no_number_of_ours_is_none(typed: str) -> None:
    assert printed(typed) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INV/2026/0012", "inv 2026-12"),
        ("INV20260012", "INV/2026/12"),
        ("INV-12", "inv12"),
        ("B/०१२", "b 12"),
        ("A\u200b7", "A-07"),
        ("12", "0012"),
        ("ＡＢ１", "ab 1"),
        ("INV-12.pdf", "INV-12 (1).pdf"),
    ],
)
def test_one_bill_spelt_in_two_ways_is_one(one: str, other: str) -> None:
    assert is_one(one, other)
    assert is_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1/12", "11/2"),
        ("INV-1", "INV-10"),
        ("INV-1", "INV-100"),
        ("INV-12", "INX-12"),
        ("12", "12/2025"),
        ("B1", "1"),
        ("0-" * 30, "0" * 60 + "1"),
    ],
)
def test_two_bills_are_two(one: str, other: str) -> None:
    assert not is_one(one, other)
    assert not is_one(other, one)


@given(st.text(max_size=64), st.text(max_size=64))
def test_every_text_is_its_own_number_and_order_does_not_count(one: str, other: str) -> None:
    assert is_one(one, one)
    assert is_one(one, other) == is_one(other, one)
