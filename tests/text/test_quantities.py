"""Quantities as people say them: every row of quantities.md is run, and nothing ever fails."""

import csv
import io
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from estore_pos.base.resource import resource
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import MILLI_MAX, Unit
from estore_pos.text import quantities
from estore_pos.text.entry import Coded, Named, Unfit, parse, read_spoken
from estore_pos.text.name_keys import fold
from estore_pos.text.quantities import Measure, Spoken, read
from tests.domain.page import Row, tables

PAGE = tables(Path(quantities.__file__).with_name("quantities.md").read_text(encoding="utf-8"))
_SHORT_UNITS = ("kg", "g", "k", "l", "ml", "kilo", "gram", "pav", "किलो", "ग्राम", "pcs")
_UNITS = {
    "kg": (Unit.KILO, None),
    "litre": (Unit.LITRE, None),
    "kg or litre": (Unit.KILO, Unit.LITRE),
    "metre": (Unit.METRE, None),
    "piece": (Unit.PIECE, None),
    "pieces": (Unit.PIECE, None),
    "packet": (Unit.PACKET, None),
}


def spellings(row: Row) -> list[str]:
    also = row["also written"]
    others = [part.strip() for part in also.split(",")] if "," in also else also.split()
    return [row["word"], *filter(None, others)]


def milli(number: str) -> int:
    exact = Fraction(number) * 1000
    assert exact.denominator == 1
    return int(exact)


def meant(text: str) -> Spoken | Money:
    if text.startswith("₹"):
        return Money.rupees(int(text[1:]))
    number, _, unit = text.partition(" ")
    if unit == "pack":
        return Spoken(milli(number), packed=True)
    kept, poured = _UNITS[unit] if unit else (None, None)
    return Spoken(milli(number), kept, poured)


def same(measure: Measure, wanted: Spoken | Money) -> bool:
    if isinstance(wanted, Money):
        return measure.amount == wanted
    said = measure.quantity
    if said is None or said.packed != wanted.packed or (said.unit is None) != (wanted.unit is None):
        return False
    units = [unit for unit in (wanted.unit, wanted.poured) if unit is not None]
    return (
        said.milli == wanted.milli
        if not units
        else all(said.in_unit(unit) == wanted.milli for unit in units)
    )


@pytest.mark.parametrize("row", PAGE["words"], ids=lambda row: row["word"])
def test_every_spelling_of_the_page_means_what_it_says(row: Row) -> None:
    wanted = meant(row["is"])
    for spelling in spellings(row):
        measure = read(spelling.split())
        assert measure is not None, spelling
        assert same(measure, wanted), spelling


def test_every_word_that_is_read_stands_on_the_page() -> None:
    on_page = {
        fold(word.lower())
        for row in PAGE["words"]
        for said in spellings(row)
        for word in said.split()
    }
    assert on_page - {"1", "10"} == quantities.VOCABULARY - {fold("bhar"), fold("भर")}
    assert all(fold(word) == word for word in quantities.VOCABULARY)


@pytest.mark.parametrize("row", PAGE["typed"], ids=lambda row: f"{row['typed']} in {row['in']}")
def test_every_worked_row_of_the_page_is_so(row: Row) -> None:
    readings = [each for each in parse(row["typed"]) if isinstance(each, Named)]
    told = [each for each in readings if each.quantity or each.amount]
    assert told[0].name == row["good"]
    assert Named(row["typed"]) in readings or row["typed"] != " ".join(row["typed"].split())
    if row["quantity"].startswith("₹"):
        assert told[0].amount == meant(row["quantity"])
        return
    assert told[0].quantity is not None
    got = told[0].quantity.in_unit(Unit(row["in"]))
    assert got == (None if row["quantity"] == "-" else milli(row["quantity"]))


@pytest.mark.parametrize(
    ("typed", "milli"), [("आलू १/२ किलो", 500), ("१½ किलो आलू", 1500), ("आलू १ १/४", 1250)]
)
def test_a_fraction_is_read_in_devanagari_figures(typed: str, milli: int) -> None:
    (told,) = [each for each in parse(typed) if isinstance(each, Named) and each.quantity]
    assert (told.name, told.quantity and told.quantity.in_unit(Unit.KILO)) == ("आलू", milli)


@pytest.mark.parametrize(
    ("typed", "milli"),
    [("२किलो५००ग्राम", 2500), ("१.५किलो", 1500), ("1.5kg", 1500), ("2KG500GM", 2500)],
)
def test_a_quantity_without_spaces_is_read_in_either_script_as_one_alone(
    typed: str, milli: int
) -> None:
    said = read_spoken(typed)
    assert said is not None
    assert said.in_unit(Unit.KILO) == milli


_RUN_TOGETHER = st.lists(
    st.sampled_from([*"0125", "50", "500", ".", "x", *_SHORT_UNITS]), min_size=1, max_size=6
).map("".join)


@given(_RUN_TOGETHER)
@example("2kg500g")
@example("2kg1500g")
@example("kg500g")
@example("2kg500x")
def test_what_is_run_together_means_what_it_means_with_spaces_or_nothing(word: str) -> None:
    spaced = re.sub(r"(?<=[^0-9.,])(?=[0-9])", " ", word)
    assert read([word]) in (None, read(spaced.split()))


@given(_RUN_TOGETHER)
@example("1k2g")
def test_a_code_alone_is_never_a_quantity_however_it_is_spelt(code: str) -> None:
    for told in parse(code):
        assert not isinstance(told, Named) or told == Named(code)
        assert not isinstance(told, Coded) or told == Coded(code)


@given(_RUN_TOGETHER, st.sampled_from(["aalu", "चावल", "7up", "good day"]))
def test_a_name_with_such_a_word_is_read_as_the_whole_name_too(word: str, name: str) -> None:
    told = parse(f"{name} {word}")
    assert Named(f"{name} {word}") in told or isinstance(told[0], Unfit)


def test_no_name_of_a_shop_has_a_word_that_is_read_as_two_units_run_together() -> None:
    content = resource("goods/starter.csv").read_text(encoding="utf-8")
    names = " ".join(
        f"{row['name_hi']} {row['name_en']} {row['aliases'].replace(';', ' ')}"
        for row in csv.DictReader(io.StringIO(content))
    )
    twice = {word for word in names.lower().split() if len(re.findall("[0-9.]+", word)) > 1}
    assert [word for word in twice if read([word])] == []


@pytest.mark.parametrize("typed", ["2/1", "4/4", "1/3", "1/24", "24/7", "0/2", "½½", "1/2/3", "/2"])
def test_what_is_no_fraction_of_a_counter_is_none(typed: str) -> None:
    assert read([typed]) is None


@pytest.mark.parametrize("typed", ["vada pav", "ghee tin", "do bigha", "aadha gaon chai", "pav"])
def test_a_word_of_a_name_is_also_read_as_the_name_and_first(typed: str) -> None:
    assert parse(typed)[0] == Named(typed)


@pytest.mark.parametrize(
    "typed",
    ["ser", "chhatank", "tola", "bora", "saath", "sadhe", "g", "k", "gram", "do teen", "kilo do",
     "pav ka", "sau sau sau", "ek kilo kilo", "rupaye", "ka", "bhar", "do ka ka", "0 paseri"],
)  # fmt: skip
def test_what_is_no_quantity(typed: str) -> None:
    assert read(typed.split()) is None


def test_a_pack_is_as_large_as_the_good_s_own_code_says() -> None:
    said = read_spoken("do peti")
    assert said is not None
    assert said.may_be_packs
    assert said.in_unit(Unit.PIECE) is None
    packets = read_spoken("2 packet")
    assert packets is not None
    assert packets.may_be_packs
    assert packets.in_unit(Unit.KILO) is None
    assert packets.in_unit(Unit.BOTTLE) == 2000


def test_more_than_a_line_holds_is_no_quantity() -> None:
    assert read(["1000001", "kg"]) is None
    assert read(["200001", "paseri"]) is None
    assert read(["200000", "paseri"]) == Measure(Spoken(MILLI_MAX, Unit.KILO))
    assert read([]) is None
    assert read(["ek"] * 6) is None


_VOCABULARY = sorted(
    {word for row in PAGE["words"] for spelling in spellings(row) for word in spelling.split()}
)
_words = st.one_of(
    st.sampled_from(_VOCABULARY), st.text(max_size=6), st.sampled_from(["0", "1", "2.5", "-3", "₹"])
)


@given(st.lists(_words, max_size=7).map(" ".join))
def test_no_line_of_such_words_fails(line: str) -> None:
    readings = parse(line)
    assert bool(readings) is bool(line.strip())
    assert len(set(readings)) == len(readings)


@given(st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=5))
def test_whatever_is_read_can_be_a_quantity_or_an_amount(words: list[str]) -> None:
    measure = read(words)
    if measure is None:
        return
    assert (measure.quantity is None) is not (measure.amount is None)
    if measure.quantity is not None:
        assert 0 < measure.quantity.milli <= MILLI_MAX
    if measure.amount is not None:
        assert measure.amount.paise > 0


@given(st.sampled_from(_VOCABULARY), st.sampled_from(["aalu", "चावल", "7up", "good day"]))
def test_every_word_stands_before_and_behind_a_name(word: str, name: str) -> None:
    measure = read([word])
    if measure is None:
        return
    told = Named(name, measure.quantity, measure.amount)
    assert told in parse(f"{name} {word}")
    assert told in parse(f"{word} {name}")


def test_a_word_of_a_quantity_is_told_from_a_name() -> None:
    assert all(quantities.is_of_a_quantity(word) for word in ("Paseri", "डेढ़", "rs", "किलो"))
    assert not any(quantities.is_of_a_quantity(word) for word in ("aalu", "ser", "2", ""))


def test_a_word_that_only_sounds_like_one_of_a_quantity_is_told_from_a_name_too() -> None:
    assert all(quantities.sounds_of_a_quantity(word) for word in ("2", "१२", "किलो", "saarrhe"))
    assert not any(quantities.sounds_of_a_quantity(word) for word in ("aalu", "नमक", ""))
