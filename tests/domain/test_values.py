"""Money, quantities, items, stock and errors."""

import operator
import re
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.errors import Refusal, RefusalCode, ShopError, Trouble, TroubleCode
from estore_pos.domain.gst import DatedRate, Rate, Treatment
from estore_pos.domain.ids import OWNER, ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.quantity import MILLI_MAX, Quantity, Unit, convert
from estore_pos.domain.stock import Move, Reason
from tests.domain.samples import good

paise = st.integers(-(10**12), 10**12)


@given(paise, paise)
def test_money_adds_and_subtracts_as_paise(one: int, other: int) -> None:
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) - Money(other) == Money(one - other)
    assert -Money(one) == Money(-one)
    assert (Money(one) < Money(other)) is (one < other)
    assert bool(Money(one)) is (one != 0)


def test_money_is_never_added_to_a_bare_number() -> None:
    with pytest.raises(AttributeError):
        operator.add(Money(1), 1)
    with pytest.raises(FrozenInstanceError):
        Money.__setattr__(NOTHING, "paise", 1)


def test_a_sum_of_nothing_is_nothing() -> None:
    assert total([]) == NOTHING
    assert total((Money.rupees(2), Money(5))) == Money(205)


def test_a_price_for_a_part_of_its_unit_is_rounded_half_up() -> None:
    assert Money(4500).times_milli(735) == Money(3308)
    assert Money(2700).times_milli(125) == Money(338)
    assert Money(2900).times_milli(125) == Money(363)
    assert Money(149).to_rupee() == Money(100)


def test_quantities_of_one_unit_add_up_and_of_two_do_not() -> None:
    assert Quantity(500, Unit.KILO) + Quantity(250, Unit.KILO) == Quantity(750, Unit.KILO)
    assert -Quantity(500, Unit.KILO) == Quantity(-500, Unit.KILO)
    with pytest.raises(AssertionError):
        Quantity(1, Unit.KILO) + Quantity(1, Unit.GRAM)


@pytest.mark.parametrize(
    ("milli", "spoken", "kept", "found"),
    [
        (500_000, Unit.GRAM, Unit.KILO, 500),
        (1_000, Unit.KILO, Unit.GRAM, 1_000_000),
        (500, Unit.QUINTAL, Unit.KILO, 50_000),
        (500, Unit.GRAM, Unit.KILO, 1),
        (499, Unit.GRAM, Unit.KILO, 0),
        (250_000, Unit.MILLILITRE, Unit.LITRE, 250),
        (2_000, Unit.DOZEN, Unit.PIECE, 24_000),
        (6_000, Unit.PIECE, Unit.DOZEN, 500),
        (3_000, Unit.PACKET, Unit.PACKET, 3_000),
        (1_000, Unit.KILO, Unit.LITRE, None),
        (1_000, Unit.METRE, Unit.KILO, None),
        (1_000, Unit.PACKET, Unit.PIECE, None),
        (1_000, Unit.KILO, Unit.PIECE, None),
        (1_000, Unit.DOZEN, Unit.KILO, None),
    ],
)
def test_units_that_compare_are_converted(
    milli: int, spoken: Unit, kept: Unit, found: int | None
) -> None:
    assert convert(milli, spoken, kept) == found


def test_what_is_weighed_poured_or_cut_is_sold_in_parts() -> None:
    assert {unit for unit in Unit if unit.measured} == {
        Unit.KILO,
        Unit.GRAM,
        Unit.QUINTAL,
        Unit.LITRE,
        Unit.MILLILITRE,
        Unit.METRE,
    }


@pytest.mark.parametrize(
    ("unit", "family"),
    [
        (Unit.QUINTAL, "weight"),
        (Unit.MILLILITRE, "volume"),
        (Unit.METRE, "length"),
        (Unit.PACKET, "count"),
        (Unit.NONE, "count"),
    ],
)
def test_a_unit_says_what_it_measures(unit: Unit, family: str) -> None:
    assert unit.family == family


def test_unit_codes_are_those_of_the_return() -> None:
    assert all(re.fullmatch(r"[A-Z]{2,3}", unit.value) for unit in Unit)


def test_an_item_is_sold_in_its_steps() -> None:
    packet, loose = good(1, 1000), good(2, 1000, unit=Unit.KILO, step_milli=1)
    assert packet.quantity(3000) == Quantity(3000, Unit.PIECE)
    assert loose.quantity(1) == Quantity(1, Unit.KILO)
    with pytest.raises(Refusal) as half:
        packet.quantity(500)
    assert half.value.code is RefusalCode.QUANTITY_STEP
    assert half.value.facts == {"item": 1, "milli": 500, "unit": Unit.PIECE}


@pytest.mark.parametrize("milli", [0, -1000, MILLI_MAX + 1])
def test_nothing_less_than_nothing_and_a_slip_of_the_scanner_are_refused(milli: int) -> None:
    with pytest.raises(Refusal) as refused:
        good(1, 1000).quantity(milli)
    assert refused.value.code is RefusalCode.QUANTITY_RANGE


def test_a_service_has_no_stock() -> None:
    assert good(1, 1000, hsn="0713").stocked
    assert not good(2, 1000, hsn="998599").stocked


def test_an_item_s_rate_is_that_of_the_day() -> None:
    rates = (
        DatedRate(date(2017, 7, 1), Rate(1800, Treatment.TAXABLE)),
        DatedRate(date(2025, 9, 22), Rate(500, Treatment.TAXABLE)),
    )
    item = Item(ItemId(1), "", "soap", Unit.PIECE, rates)
    assert item.rate(date(2025, 9, 21)).basis_points == 1800
    assert item.rate(date(2026, 1, 1)).basis_points == 500


def test_a_barcode_stands_for_one_unless_it_is_a_carton_s() -> None:
    assert Barcode("8901030865278").milli == 1000
    assert Move(ItemId(1), -500).milli == -500
    assert {reason.value for reason in Reason} == {"opening", "correction"}
    assert OWNER == ""


def test_every_failure_has_a_code_of_its_own_to_read_out() -> None:
    codes = [code.value for code in (*RefusalCode, *TroubleCode)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"R\d{3}", code.value) for code in RefusalCode)
    assert all(re.fullmatch(r"T\d{3}", code.value) for code in TroubleCode)


def test_an_error_carries_its_facts_and_no_sentence() -> None:
    trouble = Trouble(TroubleCode.DISK_FULL, free=0)
    assert isinstance(trouble, ShopError)
    assert not isinstance(trouble, Refusal)
    assert trouble.facts == {"free": 0}
    assert str(trouble) == "('T109', {'free': 0})"
