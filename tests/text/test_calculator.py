"""Sums come to what exact fractions come to, and what is no sum is said to be none."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.text.calculator import (
    LENGTH_MAX,
    answer,
    is_sum,
    read_amount,
    read_quantity,
    read_thousandths,
    result_text,
    work_out,
)
from estore_pos.text.numbers import read_decimal


@dataclass(frozen=True)
class Sum:
    """A sum as it is typed, what it comes to (None: it divides by nothing), how tightly it binds.

    2: one number or a bracket, 1: a product, 0: a sum.
    """

    typed: str
    value: Fraction | None
    binds: int

    def bound(self, least: int) -> str:
        """As it stands beside a sign: in brackets where it would fall apart."""
        return self.typed if self.binds >= least else f"({self.typed})"


def number(thousandths: int) -> Sum:
    value = Fraction(thousandths, 1000)
    return Sum(f"{thousandths // 1000}.{thousandths % 1000:03}", value, 2)


def joined(sign: str, left: Sum, right: Sum) -> Sum:
    if left.value is None or right.value is None:
        value = None
    elif sign in "+-":
        value = left.value + right.value if sign == "+" else left.value - right.value
    elif sign == "/":
        value = Fraction(left.value, right.value) if right.value else None
    else:
        value = left.value * right.value
    binds = 0 if sign in "+-" else 1
    return Sum(left.bound(binds) + sign + right.bound(binds + 1), value, binds)


def percent(base: Sum, sign: str, part: Sum) -> Sum:
    value = None
    if base.value is not None and part.value is not None:
        off = base.value * part.value / 100
        value = base.value + off if sign == "+" else base.value - off
    return Sum(f"{base.typed}{sign}{part.bound(2)}%", value, 0)


sums = st.recursive(
    st.integers(0, 999_999).map(number),
    lambda inner: (
        st.builds(joined, st.sampled_from("+-*/"), inner, inner)
        | st.builds(percent, inner, st.sampled_from("+-"), inner)
    ),
    max_leaves=6,
)


@given(sums)
def test_a_sum_comes_to_what_exact_fractions_come_to(each: Sum) -> None:
    if len(each.typed) > LENGTH_MAX:
        return
    if each.value is None:
        with pytest.raises(Refusal) as refused:
            work_out(each.typed)
        assert refused.value.code is RefusalCode.DIVIDED_BY_NOTHING
    else:
        assert work_out("=" + each.typed) == each.value


@given(st.text(alphabet="0123456789.,+-*/()% =x÷", max_size=30) | st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_refused_with_a_code(typed: str) -> None:
    for read in (work_out, read_amount, read_thousandths):
        code = ""
        try:
            read(typed)
        except Refusal as refusal:
            code = refusal.code.value
        assert code in {"", "R104", "R112", "R113", "R129", "R130"}
    assert not answer(typed) or is_sum(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("=45*3+10", "145"),
        ("=45*3+10=", "145"),
        ("2+3*4", "14"),
        ("(2+3)*4", "20"),
        ("200-10%", "180"),
        ("200 + 5%", "210"),
        ("100+50-10%", "135"),
        ("200*10%", "20"),
        ("20/10%", "200"),
        ("100+50*10%", "105"),
        ("=5%", "0.05"),
        ("200-(5+5)%", "180"),
        ("200--10%", "220"),
        ("45×3", "135"),
        ("45x3", "135"),
        ("45X3", "135"),
        ("100÷8", "12.5"),
        ("10−3", "7"),
        ("=-5+8", "3"),
        ("=+5", "5"),
        ("४५*३", "135"),
        ("1,23,456.50*2", "2,46,913"),
        ("=3/8", "0.375"),
        ("=100/3", "33.33"),
        ("=200/3", "66.67"),
        ("=5-8", "-3"),
        (".5*3", "1.5"),
    ],
)
def test_a_shops_sums(typed: str, value: str) -> None:
    assert result_text(work_out(typed)) == value
    assert answer(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "=",
        "==5",
        "=45*",
        "=45**3",
        "=(45+3",
        "=45+3)",
        "=2(3)",
        "=1 2",
        "=aalu",
        "=5r+3",
        "=1,5+2",
        "=5%%",
        "=*5",
        "=2^3",
        "=1.2.3",
        "=1" + "+1" * LENGTH_MAX,
    ],
)
def test_what_is_no_sum_or_not_finished_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        work_out(typed)
    assert refused.value.code is RefusalCode.SUM_UNCLEAR
    assert answer(typed) == ""


@pytest.mark.parametrize("typed", ["=5/0", "5/(3-3)", "5÷0%"])
def test_nothing_is_divided_by_nothing(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        work_out(typed)
    assert refused.value.code is RefusalCode.DIVIDED_BY_NOTHING
    assert answer(typed) == ""


@pytest.mark.parametrize("typed", ["5", "-5", "+", "5%", "", "aalu", "50r", "1,250.50", "a-5", "%"])
def test_a_number_alone_is_what_its_field_says_and_no_sum(typed: str) -> None:
    assert not is_sum(typed)
    assert answer(typed) == ""


@pytest.mark.parametrize("typed", ["=", "=x", "5+3", "5 + 3", "(5)*3", "10%-3", "5*", "3/4="])
def test_numbers_with_a_sign_between_them_are_a_sum(typed: str) -> None:
    assert is_sum(typed)


@pytest.mark.parametrize(
    ("typed", "paise"),
    [
        ("50", 5000),
        ("50/-", 5000),
        ("₹ 1,250.5", 125050),
        ("45*3+10", 14500),
        ("=45*3+10", 14500),
        ("100/3", 3333),
        ("0.005*1", 1),
        ("5-5", 0),
    ],
)
def test_an_amount_is_a_number_or_a_sum_to_the_paisa(typed: str, paise: int) -> None:
    assert read_amount(typed) == Money(paise)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("aalu", "R113"),
        ("", "R113"),
        ("-5", "R112"),
        ("5%", "R113"),
        ("5-8", "R112"),
        ("=1-1.001", "R112"),
        ("999999999999*2", "R112"),
        ("45*", "R129"),
        ("5/0", "R130"),
    ],
)
def test_what_is_no_amount_says_why(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_amount(typed)
    assert refused.value.code.value == code


@pytest.mark.parametrize(
    ("typed", "milli"), [("1.5+0.75", 2250), ("10/3", 3333), ("=2*6", 12000), ("0.0005*1", 1)]
)
def test_a_quantity_may_be_a_sum_to_the_thousandth(typed: str, milli: int) -> None:
    assert read_thousandths(typed) == milli


@pytest.mark.parametrize(
    ("typed", "milli"),
    [("2", 2000), ("२", 2000), ("500g", 500), ("pav", 250), ("आधा किलो", 500), ("1+1", 2000)],
)
def test_a_quantity_of_a_good_is_a_number_a_sum_or_what_is_said(typed: str, milli: int) -> None:
    assert read_quantity(typed, Unit.KILO) == milli


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1000000000", "R104"), ("chor", "R113"), ("500g", "R113"), ("2+", "R129")],
)
def test_what_is_no_quantity_of_a_good_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_quantity(typed, Unit.PIECE)
    assert refused.value.code.value == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2", "R113"), ("5-8", "R104"), ("999999999999*2", "R104"), ("2+", "R129"), ("2/0", "R130")],
)
def test_what_is_no_quantity_says_why(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_thousandths(typed)
    assert refused.value.code.value == code


@given(st.fractions(min_value=0, max_value=10**11, max_denominator=10_000))
def test_a_result_can_be_typed_again_and_is_as_near_as_a_paisa(value: Fraction) -> None:
    typed = read_decimal(result_text(value), 3)
    assert typed is not None
    assert abs(Fraction(typed, 1000) - value) <= Fraction(5, 1000)
