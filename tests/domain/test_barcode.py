"""Codes on packets: the check digit agrees with python-stdnum, odd codes survive."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from estore_pos.domain import barcode

digits = st.text(st.sampled_from("0123456789"), min_size=1, max_size=15)


@given(digits)
def test_a_check_digit_is_stdnum_s(code: str) -> None:
    assert barcode.check_digit(code) == ean.calc_check_digit(code)


@given(digits)
def test_a_gtin_is_what_stdnum_takes_for_an_ean(code: str) -> None:
    assert barcode.is_gtin(code) is ean.is_valid(code)


@pytest.mark.parametrize(
    "code", ["", "8901030865271", "89010308652789", "８９０１０３０８６５２７８", "ABC"]
)
def test_what_is_no_gtin(code: str) -> None:
    assert not barcode.is_gtin(code)


def test_a_upc_is_the_ean_with_a_nought_before_it() -> None:
    assert barcode.canonical("036000291452") == "0036000291452"
    assert barcode.canonical("0036000291452") == "0036000291452"
    assert barcode.canonical(" 8901030865278 ") == "8901030865278"


@pytest.mark.parametrize("code", ["036000291451", "000123", "A-17", "00000000000000001"])
def test_what_is_the_shop_s_own_business_survives(code: str) -> None:
    assert barcode.canonical(code) == code


@given(st.text(max_size=60))
def test_a_canonical_code_is_canonical(code: str) -> None:
    once = barcode.canonical(code)
    assert barcode.canonical(once) == once


def test_a_burst_of_keys_is_a_code_only_without_blanks_and_of_some_length() -> None:
    assert barcode.plausible("123")
    assert barcode.plausible("x" * 48)
    for burst in ("12", "x" * 49, "good day", "a\tbc", ""):
        assert not barcode.plausible(burst)


def test_a_recovery_code_is_read_off_its_paper_with_caps_lock_too() -> None:
    assert barcode.recovery_code("ES1:K:AC2B2") == "AC2B2"
    assert barcode.recovery_code("es1:k:ac2b2") == "ac2b2"
    assert barcode.recovery_code("ES1:B:01JD0000000000000000000009") is None


def test_a_code_of_a_paper_is_one_with_caps_lock_too() -> None:
    paper = "ES1:B:01JD0000000000000000000009"
    assert barcode.is_of_paper(paper)
    assert barcode.is_of_paper(paper.lower())
    for other in ("8901030865278", "ES1", "xES1:B:", ""):
        assert not barcode.is_of_paper(other)


def test_the_codes_of_real_packets(estore_data: Path) -> None:
    vectors = json.loads((estore_data / "india_vectors.json").read_text("utf-8"))["ean"]
    assert all(barcode.is_gtin(code) for code in vectors["valid"])
    assert not any(barcode.is_gtin(code) for code, _ in vectors["invalid"])
    with (estore_data / "barcodes_890_off_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["ean13"] for row in rows]
    assert len(codes) > 1000
    assert all(barcode.is_gtin(code) is ean.is_valid(code) for code in codes if code.isdigit())


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("08901030865278", ["8901030865278"]),
        ("00000089007365", ["0000089007365", "89007365"]),
        ("98901030865278", ["8901030865275"]),
        ("18901030865275", []),
        ("0000002496900", ["02496900"]),
        ("0000002496901", []),
        ("8901030865278", []),
        ("0890103086527X", []),
    ],
)
def test_a_good_of_fourteen_digits_may_be_known_by_fewer(code: str, others: list[str]) -> None:
    assert barcode.equivalents(code) == others


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("036000291452", ["036000291452", "0036000291452"]),
        ("0036000291452", ["0036000291452", "036000291452"]),
        (" 8901030865278 ", ["8901030865278"]),
        ("036000291451", ["036000291451"]),
    ],
)
def test_a_upc_may_come_with_or_without_its_nought(code: str, written: list[str]) -> None:
    assert barcode.writings(code) == written


def test_the_mark_of_a_symbology_is_no_part_of_a_code() -> None:
    assert barcode.unmarked("]E08901030865278") == "8901030865278"
    for code in ("8901030865278", "]C10108901030865278", "]E0", "A]E0890", "]-0890"):
        assert barcode.unmarked(code) == code
