"""Amounts in words: by lakh and crore, as the vectors and two other programs say them."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from estore_pos.domain.money import Money
from estore_pos.text.amount_words import amount_words, number_words


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("number", "hindi", "english"),
    [
        (0, "शून्य", "zero"),
        (20, "बीस", "twenty"),
        (101, "एक सौ एक", "one hundred and one"),
        (1500, "एक हज़ार पाँच सौ", "one thousand, five hundred"),
        (100001, "एक लाख एक", "one lakh and one"),
        (
            125475,
            "एक लाख पच्चीस हज़ार चार सौ पचहत्तर",
            "one lakh, twenty-five thousand, four hundred and seventy-five",
        ),
        (85_00_00_000, "पचासी करोड़", "eighty-five crore"),
        (850_00_00_000, "आठ सौ पचास करोड़", "eight hundred and fifty crore"),
        (
            999_99_99_999,
            "नौ सौ निन्यानवे करोड़ निन्यानवे लाख निन्यानवे हज़ार नौ सौ निन्यानवे",
            "nine hundred and ninety-nine crore, ninety-nine lakh, ninety-nine thousand, "
            "nine hundred and ninety-nine",
        ),
        (100_000 * 10_000_000, "एक लाख करोड़", "one lakh crore"),
    ],
)
def test_numbers_are_said_by_lakh_and_crore(number: int, hindi: str, english: str) -> None:
    assert number_words(number, "hi") == nfc(hindi)
    assert number_words(number, "en") == english


def test_the_hindi_words_below_a_hundred_differ() -> None:
    said = [number_words(n, "hi") for n in range(100)]
    assert len(set(said)) == 100
    assert [nfc(word) for word in said] == said


@pytest.mark.skipif("ESTORE_DATA" not in os.environ, reason="ESTORE_DATA is not set")
def test_words_agree_with_the_vectors() -> None:
    vectors = json.loads((Path(os.environ["ESTORE_DATA"]) / "india_vectors.json").read_bytes())
    for case in vectors["money_words_hi"]:
        assert number_words(case["n"], "hi") == nfc(case["w"])
    for case in vectors["money_words_en_IN"]:
        assert number_words(case["n"], "en") == case["w"]


@pytest.mark.parametrize(
    ("paise", "hindi", "english"),
    [
        (0, "रुपये शून्य मात्र", "Rupees zero only"),
        (100, "रुपया एक मात्र", "Rupee one only"),
        (67000, "रुपये छह सौ सत्तर मात्र", "Rupees six hundred and seventy only"),
        (150, "रुपया एक और पचास पैसे मात्र", "Rupee one and fifty paise only"),
        (50, "पचास पैसे मात्र", "Fifty paise only"),
        (1, "एक पैसा मात्र", "One paisa only"),
        (-200, "ऋण रुपये दो मात्र", "Minus Rupees two only"),
    ],
)
def test_an_amount_is_one_sentence(paise: int, hindi: str, english: str) -> None:
    assert amount_words(Money(paise), "hi") == nfc(hindi)
    assert amount_words(Money(paise), "en") == english
