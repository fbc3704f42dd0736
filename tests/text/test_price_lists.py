"""What a card lists is read as it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.item import Barcode, PrintedPrice, Slab
from estore_pos.domain.money import Money
from estore_pos.text import price_lists as lists

SUMS = st.integers(1, 10**9).map(Money)
MILLI = st.integers(1, 10**9)
NAMES = st.text("abcdefgh थोक", min_size=1).map(str.strip).filter(bool)


@given(st.dictionaries(MILLI, SUMS))
def test_slabs_are_read_as_they_are_written(held: dict[int, Money]) -> None:
    slabs = tuple([Slab(milli, price) for milli, price in sorted(held.items())])
    assert lists.read_slabs(lists.slabs_text(slabs)) == slabs


@given(st.dictionaries(NAMES, SUMS))
def test_groups_are_read_as_they_are_written(held: dict[str, Money]) -> None:
    groups = tuple(held.items())
    assert lists.read_groups(lists.groups_text(groups)) == groups


@given(st.dictionaries(SUMS, SUMS))
def test_printed_prices_are_read_as_they_are_written(held: dict[Money, Money]) -> None:
    printed = tuple([PrintedPrice(mrp, price) for mrp, price in held.items()])
    assert lists.read_printed(lists.printed_text(printed)) == printed


@given(st.dictionaries(st.text("0123456789", min_size=1), MILLI))
def test_codes_are_read_as_they_are_written(held: dict[str, int]) -> None:
    codes = tuple([Barcode(code, milli) for code, milli in held.items()])
    assert lists.read_codes(lists.codes_text(codes)) == codes


def test_it_is_read_as_a_hand_types_it() -> None:
    assert lists.read_slabs(" 10:34 ; 3 : 36,") == (
        Slab(3000, Money(3600)),
        Slab(10_000, Money(3400)),
    )
    assert lists.read_printed("30") == (PrintedPrice(Money(3000), Money(3000)),)
    assert lists.read_codes("0123, 456: 12") == (Barcode("0123"), Barcode("456", 12_000))
    assert lists.read_groups("") == ()


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (lists.read_slabs, "3"),
        (lists.read_slabs, "x: 3"),
        (lists.read_groups, "thok: much"),
        (lists.read_groups, ": 3"),
        (lists.read_printed, "dear"),
        (lists.read_printed, "30: dear"),
        (lists.read_codes, "1: x"),
        (lists.read_codes, ": 3"),
    ],
)
def test_what_is_none_is_told_by_the_part_that_is_wrong(read: object, typed: str) -> None:
    assert callable(read)
    with pytest.raises(Refusal) as caught:
        read(f"{typed},")
    assert caught.value.code is RefusalCode.LIST_UNCLEAR
    assert caught.value.facts == {"typed": typed}
