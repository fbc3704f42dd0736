"""Numbers as shops write and type them."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Quantity, Unit
from estore_pos.text.numbers import (
    UNIT_WORDS,
    amount_text,
    grouped,
    latin_digits,
    milli_text,
    money_text,
    percent_text,
    quantity_text,
    read_decimal,
    read_milli,
    read_money,
    unit_text,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (99999, "99,999"),
        (100000, "1,00,000"),
        (1234567, "12,34,567"),
        (123456789, "12,34,56,789"),
        (9999999999, "9,99,99,99,999"),
        (-1234567, "-12,34,567"),
    ],
)
def test_digits_stand_in_threes_then_pairs(number: int, text: str) -> None:
    assert grouped(number) == text


@given(st.integers(-(10**12), 10**12))
def test_grouping_agrees_with_babel(number: int) -> None:
    numbers = pytest.importorskip("babel.numbers")
    assert grouped(number) == numbers.format_decimal(number, locale="en_IN")


@pytest.mark.skipif("ESTORE_DATA" not in os.environ, reason="ESTORE_DATA is not set")
def test_grouping_agrees_with_the_vectors() -> None:
    vectors = json.loads((Path(os.environ["ESTORE_DATA"]) / "india_vectors.json").read_bytes())
    for given_text, wanted in vectors["digit_grouping"]:
        whole, dot, part = given_text.partition(".")
        assert grouped(int(whole)) + dot + part == wanted


def test_money_has_its_rupee_sign_and_both_paise() -> None:
    assert money_text(Money(12345600)) == "₹ 1,23,456.00"
    assert money_text(Money(5)) == "₹ 0.05"
    assert money_text(Money(-5)) == "-₹ 0.05"
    assert amount_text(Money(-123456)) == "-1,234.56"


def test_a_quantity_has_no_trailing_zeros() -> None:
    assert quantity_text(Quantity(1667, Unit.KILO), "hi") == "1.667 किलो"
    assert quantity_text(Quantity(2000, Unit.PACKET), "en") == "2 packet"
    assert quantity_text(Quantity(1000, Unit.NONE), "en") == "1"
    assert milli_text(-500) == "-0.5"
    assert milli_text(100_000_000) == "1,00,000"
    assert milli_text(0) == "0"


def test_every_unit_has_its_word() -> None:
    assert set(UNIT_WORDS) == set(Unit)
    assert all(unit_text(unit, "hi") for unit in Unit if unit is not Unit.NONE)


def test_a_rate_is_said_in_per_cent() -> None:
    assert [percent_text(bp) for bp in (0, 250, 1800, 25)] == ["0 %", "2.5 %", "18 %", "0.25 %"]


@pytest.mark.parametrize(
    ("typed", "paise"),
    [
        ("50", 5000),
        ("50r", 5000),
        ("50 Rs", 5000),
        ("₹50", 5000),
        ("Rs. 50/-", 5000),
        ("रु ५०", 5000),
        ("५० रुपये", 5000),
        ("1,250.50", 125050),
        ("१,२५०.५", 125050),
        ("1,23,456", 12345600),
        ("123,456", 12345600),
        (".5", 50),
        ("5.", 500),
    ],
)
def test_an_amount_is_read_as_shops_type_it(typed: str, paise: int) -> None:
    assert read_money(typed) == Money(paise)


@pytest.mark.parametrize(
    "typed", ["", ".", "r", "1.234", "1,5", "12,34", "-5", "5x", "1e3", "²", "9" * 13, "٥", "1 2"]
)
def test_what_is_no_amount_is_not_guessed(typed: str) -> None:
    assert read_money(typed) is None


def test_groups_beyond_twelve_digits_are_no_number() -> None:
    assert read_decimal("12,34,567,890,123,456", 2) is None


@given(st.integers(0, 10**14 - 1))
def test_an_amount_written_is_read_back(paise: int) -> None:
    assert read_money(money_text(Money(paise))) == Money(paise)


@given(st.integers(0, 10**12))
def test_a_quantity_written_is_read_back(milli: int) -> None:
    assert read_milli(milli_text(milli)) == milli


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    read_money(text)
    read_milli(text)


def test_devanagari_digits_are_read() -> None:
    assert latin_digits("०१२३४५६७८९ किलो") == "0123456789 किलो"
