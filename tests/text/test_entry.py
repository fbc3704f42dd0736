"""The entry line: what is typed at the counter is read in every way it may be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.money import Money
from estore_pos.domain.quantity import MILLI_MAX, Unit
from estore_pos.text.entry import (
    Coded,
    Named,
    Next,
    Number,
    OfCategory,
    Reading,
    SetQuantity,
    Step,
    Unfit,
    merged,
    parse,
    read_key,
    read_spoken,
    unfit_number,
)
from estore_pos.text.numbers import milli_text
from estore_pos.text.quantities import Spoken

FIFTY = Money(5000)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("sarso", [Named("sarso")]),
        ("सरसों तेल", [Named("सरसों तेल")]),
        ("sarso 2", [Named("sarso", Spoken(2000)), Named("sarso 2")]),
        ("आलू २", [Named("आलू", Spoken(2000)), Named("आलू 2")]),
        ("aalu 1.5", [Named("aalu", Spoken(1500)), Named("aalu 1.5")]),
        ("aalu 500g", [Named("aalu", Spoken(500_000, Unit.GRAM)), Named("aalu 500g")]),
        ("aalu 500 ग्राम", [Named("aalu", Spoken(500_000, Unit.GRAM)), Named("aalu 500 ग्राम")]),
        ("aalu 2 kilo", [Named("aalu", Spoken(2000, Unit.KILO)), Named("aalu 2 kilo")]),
        ("kela 1 darjan", [Named("kela", Spoken(1000, Unit.DOZEN)), Named("kela 1 darjan")]),
        ("दूध २ लीटर", [Named("दूध", Spoken(2000, Unit.LITRE)), Named("दूध 2 लीटर")]),
        ("aalu 50r", [Named("aalu", amount=FIFTY), Named("aalu 50r")]),
        ("aalu ₹50", [Named("aalu", amount=FIFTY), Named("aalu ₹50")]),
        ("aalu 50/-", [Named("aalu", amount=FIFTY), Named("aalu 50/-")]),
        ("आलू ५० का", [Named("आलू", amount=FIFTY), Named("आलू 50 का")]),
        ("aalu rs 50", [Named("aalu", amount=FIFTY), Named("aalu rs 50")]),
    ],
)
def test_a_name_may_have_a_quantity_or_an_amount(typed: str, readings: list[Reading]) -> None:
    assert parse(typed) == readings


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("7up 2", [Named("7up", Spoken(2000)), Named("7up 2")]),
        ("good day 50", [Named("good day 50"), Named("good day", Spoken(50_000))]),
        ("7up 2 3", [Named("7up 2", Spoken(3000)), Named("7up 2 3")]),
        ("2 aalu", [Named("2 aalu"), Named("aalu", Spoken(2000))]),
        ("2 kg aalu", [Named("2 kg aalu"), Named("aalu", Spoken(2000, Unit.KILO))]),
        ("7 up", [Named("7 up"), Named("up", Spoken(7000))]),
        ("aalu 50 foo", [Named("aalu 50 foo")]),
    ],
)
def test_a_number_that_may_be_of_the_name_is_read_in_both_ways(
    typed: str, readings: list[Reading]
) -> None:
    assert parse(typed) == readings


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("aalu 0", [Named("aalu 0"), Unfit("aalu", "0")]),
        ("aalu ० किलो", [Named("aalu 0 किलो"), Unfit("aalu", "0किलो")]),
        ("aalu 1.2345", [Named("aalu 1.2345"), Unfit("aalu", "1.2345")]),
        ("aalu 999999999999", [Named("aalu 999999999999"), Unfit("aalu", "999999999999")]),
        ("0 aalu", [Named("0 aalu"), Unfit("aalu", "0")]),
        ("0 kg aalu", [Named("0 kg aalu"), Unfit("aalu", "0kg")]),
        ("2 aalu 0", [Named("2 aalu 0"), Unfit("2 aalu", "0")]),
        ("aalu ₹0", [Named("aalu ₹0"), Unfit("aalu", "₹0", is_amount=True)]),
        ("aalu 0r", [Named("aalu 0r"), Unfit("aalu", "0r", is_amount=True)]),
        ("aalu -5", [Unfit("aalu", "-5")]),
        ("aalu −5 kg", [Unfit("aalu", "−5kg")]),
        ("aalu ₹-5", [Unfit("aalu", "₹-5", is_amount=True)]),
        ("-5 aalu", [Unfit("aalu", "-5")]),
        ("-5", [Unfit("", "-5")]),
        ("9999999999*aalu", [Unfit("aalu", "9999999999")]),
        ("0*aalu", [Unfit("aalu", "0")]),
        ("-x", [Named("-x")]),
        ("parle-g 2", [Named("parle-g", Spoken(2000)), Named("parle-g 2")]),
    ],
)
def test_a_number_that_can_be_no_quantity_is_not_taken_for_one(
    typed: str, readings: list[Reading]
) -> None:
    assert parse(typed) == readings


def test_a_number_alone_that_nothing_is_sold_in_is_told_from_others() -> None:
    for typed in ("0", "-5", "0.0001", "9999999999", "०", "0 kg"):
        assert unfit_number(typed)
    for typed in ("", "5", "aalu", "1 2", "2 kg", "1 2 3"):
        assert unfit_number(typed) == ""


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("3*", [Next(Spoken(3000))]),
        ("3×", [Next(Spoken(3000))]),
        ("500g *", [Next(Spoken(500_000, Unit.GRAM))]),
        ("50r*", [Next(amount=FIFTY)]),
        ("3*7up 2", [Named("7up 2", Spoken(3000))]),
        ("3* #12", [Coded("12", True, Spoken(3000))]),
        (
            "3*8901030865278",
            [Coded("8901030865278", False, Spoken(3000)), Named("8901030865278", Spoken(3000))],
        ),
        ("3*101", [Coded("101", False, Spoken(3000)), Named("101", Spoken(3000))]),
        ("*4", [SetQuantity(Spoken(4000))]),
        ("*1.5 किलो", [SetQuantity(Spoken(1500, Unit.KILO))]),
        ("*50r", [Named("*50r"), Coded("*50r")]),
        ("*", [Named("*")]),
        ("a*b", [Named("a*b")]),
        ("+", [Step(1)]),
        ("-", [Step(-1)]),
    ],
)
def test_a_star_says_how_many(typed: str, readings: list[Reading]) -> None:
    assert parse(typed) == readings


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        (
            "8901030865278",
            [Coded("8901030865278"), Named("8901030865278")],
        ),
        (
            "87111125",
            [
                Coded("87111125"),
                Number(87_111_125_000, Money(8_711_112_500)),
                Named("87111125"),
            ],
        ),
        ("500", [Number(500_000, Money(50_000)), Coded("500"), Named("500")]),
        ("५००", [Number(500_000, Money(50_000)), Coded("500"), Named("500")]),
        ("1,250.50", [Number(1_250_500, Money(125_050)), Named("1,250.50")]),
        ("1.125", [Number(1125, None), Named("1.125")]),
        ("50r", [Number(None, FIFTY), Named("50r")]),
        ("#12", [Coded("12", True)]),
        ("#12 3", [Coded("12", True, Spoken(3000))]),
        ("#12 50r", [Coded("12", True, amount=FIFTY)]),
        ("#12 three", [Named("#12 three")]),
        ("#", [Named("#")]),
        ("ES1:B:01ARZ3NDEKTSV4RRFFQ69G5FAV", [Coded("ES1:B:01ARZ3NDEKTSV4RRFFQ69G5FAV")]),
        ("AB-1234", [Named("AB-1234"), Coded("AB-1234")]),
        ("", []),
        ("  ", []),
    ],
)
def test_codes_and_bare_numbers(typed: str, readings: list[Reading]) -> None:
    assert parse(typed) == readings


@given(st.text())
def test_every_text_has_a_reading_and_none_fails(text: str) -> None:
    readings = parse(text)
    assert bool(readings) is bool(text.strip())
    assert len(set(readings)) == len(readings)


@given(st.text("0123456789kgr*#+-. ₹x/कि", max_size=12))
def test_every_text_of_signs_and_digits_has_a_reading(text: str) -> None:
    assert bool(parse(text)) is bool(text.strip())


NAMES = st.text("abcdeआलू", min_size=1, max_size=8).filter(lambda name: name not in ("ka", "ke"))


@given(NAMES, st.integers(1, MILLI_MAX))
def test_a_quantity_survives_with_its_name(name: str, milli: int) -> None:
    assert Named(name, Spoken(milli)) in parse(f"{name} {milli_text(milli)}")
    assert Named(name, Spoken(milli, Unit.KILO)) in parse(f" {name}  {milli_text(milli)} किलो ")
    assert Named(name, Spoken(milli)) in parse(f"{milli_text(milli)}*{name}")


@given(NAMES, st.integers(1, 10**9))
def test_an_amount_survives_with_its_name(name: str, paise: int) -> None:
    typed = f"{name} {paise // 100}.{paise % 100:02}r"
    assert Named(name, amount=Money(paise)) in parse(typed)
    assert Named(typed) in parse(typed)


def test_a_quantity_alone_is_read_for_a_key() -> None:
    assert read_spoken("४") == Spoken(4000)
    assert read_spoken(" 1.5 kg ") == Spoken(1500, Unit.KILO)
    assert read_spoken("1,500") == Spoken(1_500_000)
    for typed in ("", "0", "g", "1 2", "50r", "1000001", "2 3 4", "1..5"):
        assert read_spoken(typed) is None


def test_the_best_of_each_reading_is_offered_first() -> None:
    twice = [("7up", 2), ("7up 2 l", 2), ("7up can", 2)]
    once = [("7up 2 l", 1)]
    assert merged([twice, once, []], lambda offer: offer[0], 8) == [
        ("7up", 2),
        ("7up 2 l", 1),
        ("7up can", 2),
    ]
    assert merged([twice, once], lambda offer: offer[0], 1) == [("7up", 2)]
    assert merged([], lambda offer: offer, 8) == []


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        (".s50", OfCategory("s", FIFTY)),
        (".S 50", OfCategory("s", FIFTY)),
        (".सब्ज़ी५०", OfCategory("सब्ज़ी", FIFTY)),
        (".s ₹50", OfCategory("s", FIFTY)),
        (".s12.50 palak", OfCategory("s", Money(1250), "palak")),
        (".sabzi 1,250  दो गड्डी", OfCategory("sabzi", Money(125_000), "दो गड्डी")),
    ],
)
def test_a_dot_a_key_and_an_amount_are_something_of_a_category(
    typed: str, reading: OfCategory
) -> None:
    assert parse(typed) == [reading]


@pytest.mark.parametrize("typed", [".5", ".s", ". s50", ".s5.5.5", "s50", ".-5"])
def test_what_is_no_category_with_an_amount_is_read_as_before(typed: str) -> None:
    assert not any(isinstance(each, OfCategory) for each in parse(typed))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("s", "s"),
        (" Sabzi ", "sabzi"),
        ("सब्ज़ी", "सब्ज़ी"),
        ("s5", ""),
        ("5", ""),
        ("a b", ""),
        ("", ""),
    ],
)
def test_a_key_is_letters_alone(typed: str, key: str) -> None:
    assert read_key(typed) == key
