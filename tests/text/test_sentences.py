"""Every code has its sentence, and every fact in a sentence is one that its raisers give."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from estore_pos.domain.errors import Refusal, RefusalCode, ShopError, Trouble, TroubleCode
from estore_pos.domain.quantity import Unit
from estore_pos.text.sentences import SENTENCES, WHY, sentence
from estore_pos.text.words import Words, placeholders, read_catalogue

ROOT = Path(__file__).parents[2]
CODES: list[RefusalCode | TroubleCode] = [*RefusalCode, *TroubleCode]


@pytest.fixture(scope="module")
def hindi() -> Words:
    """The shipped Hindi."""
    return Words({"hi": read_catalogue((ROOT / "resources/words/hi.po").read_bytes())})


ENGLISH = Words({"en": {}})


def _raised() -> Iterator[tuple[str, set[str] | None, str]]:
    """Code, names of facts (None: handed on as a whole) and place of every error made."""
    for path in sorted((ROOT / "estore_pos").rglob("*.py")):
        source = path.read_text("utf-8")
        if "Refusal(" not in source and "Trouble(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in {"Refusal", "Trouble"} or not node.args:
                continue
            if isinstance(code := node.args[0], ast.Attribute):
                names = {keyword.arg for keyword in node.keywords}
                facts = None if None in names else {name for name in names if name}
                yield code.attr, facts, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(CODES)


def test_every_fact_in_a_sentence_is_given_wherever_the_code_is_raised() -> None:
    by_name = {code.name: code for code in CODES}
    lacking = [
        f"{place}: {name} lacks {sorted(missing)}"
        for name, facts, place in _raised()
        if facts is not None and (missing := placeholders(SENTENCES[by_name[name]]) - facts)
    ]
    assert lacking == []


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_a_sentence_is_said_in_both_languages_whatever_facts_came(
    code: RefusalCode | TroubleCode, hindi: Words
) -> None:
    error = ShopError(code)
    said, read = sentence(error, hindi), sentence(error, ENGLISH)
    assert any("\u0900" <= char <= "\u097f" for char in said)
    assert "{" not in said + read
    assert read.endswith((".", ". "))


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_sends_nobody_to_a_system_that_his_pc_may_not_have(
    code: RefusalCode | TroubleCode, hindi: Words
) -> None:
    for words in (hindi, ENGLISH):
        said = sentence(ShopError(code), words)
        assert not re.search("Windows|Linux|विंडोज़|लिनक्स", said), said


def test_amounts_and_quantities_are_said_as_shops_write_them(hindi: Words) -> None:
    above = Refusal(RefusalCode.ABOVE_MRP, item=1, price=12_345_600, mrp=9_900)
    assert "₹ 1,23,456.00" in sentence(above, ENGLISH)
    taxed = Refusal(
        RefusalCode.MRP_WITH_TAX, name=("कॉपी", "Copy"), price=5900, mrp=4248, most=3600
    )
    for words, name in ((ENGLISH, "Copy"), (hindi, "कॉपी")):
        said = sentence(taxed, words)
        assert all(each in said for each in (name, "₹ 59.00", "₹ 42.48", "₹ 36.00"))
    half = Refusal(RefusalCode.QUANTITY_STEP, item=1, milli=500, unit=Unit.PACKET)
    assert sentence(half, ENGLISH).startswith("0.5 packet cannot be sold")
    assert sentence(half, hindi).startswith("0.5 पैकेट")


def test_rates_of_tax_are_said_in_percent() -> None:
    odd = Refusal(RefusalCode.RATE_ILLEGAL, points=1250, rates=(0, 250, 1800), day=date(2026, 1, 2))
    assert "GST of 12.5 % on 02-01-2026" in sentence(odd, ENGLISH)
    assert sentence(odd, ENGLISH).endswith("0, 2.5, 18 %.")


def test_why_a_file_was_refused_is_said_in_words(hindi: Words) -> None:
    for why, english in WHY.items():
        error = Trouble(TroubleCode.FILE_UNREADABLE, file="माल.csv", why=why)
        assert english in sentence(error, ENGLISH)
        assert english not in sentence(error, hindi)


def test_a_paper_of_no_bill_is_called_by_its_name(hindi: Words) -> None:
    for paper, english, in_hindi in (
        ("ruler", "The ruler: the printer", "फ़ीता: प्रिंटर"),
        ("list", "Who did what: the printer", "किसने क्या किया: प्रिंटर"),
        ("list_a4", "Who did what: the printer", "किसने क्या किया: प्रिंटर"),
    ):
        unsure = Trouble(TroubleCode.PAPER_UNSURE, paper=paper)
        assert sentence(unsure, ENGLISH).startswith(english)
        assert sentence(unsure, hindi).startswith(in_hindi)


@pytest.mark.parametrize(
    ("unit", "said", "english", "in_hindi"),
    [
        (Unit.PACKET, "weight", "Bidi is sold by the packet, not by weight.", "बीड़ी"),
        (Unit.PIECE, "volume", "Bidi is sold by the piece, not by the litre.", "बीड़ी"),
        (Unit.KILO, "count", "Bidi is sold by the kilo, not by count.", "बीड़ी"),
        (Unit.KILO, "armful", "Bidi is sold by the kilo, not by armful.", "बीड़ी"),
    ],
)
def test_by_what_a_good_is_sold_is_said_in_words(
    unit: Unit, said: str, english: str, in_hindi: str, hindi: Words
) -> None:
    unfit = Refusal(
        RefusalCode.UNIT_UNFIT, name=("बीड़ी", "Bidi"), sold_by=unit, said=said, typed="bidi"
    )
    assert sentence(unfit, ENGLISH).startswith(english)
    assert sentence(unfit, hindi).startswith(in_hindi)
    nameless = Refusal(
        RefusalCode.UNIT_UNFIT, name=("", "Bidi"), sold_by=unit, said=said, typed="bidi"
    )
    assert sentence(nameless, hindi).startswith("Bidi")


def test_several_goods_are_named_in_the_language_of_the_sentence(hindi: Words) -> None:
    moved = Refusal(RefusalCode.PRICES_MOVED, names=(("आलू", "Potato"), ("", "Bidi")))
    assert "आलू, Bidi" in sentence(moved, hindi)
    assert "Potato, Bidi" in sentence(moved, ENGLISH)


def test_a_very_long_fact_is_cut() -> None:
    error = Refusal(RefusalCode.NOTHING_FOUND, typed="x" * 500)
    assert len(sentence(error, ENGLISH)) < 250


def test_a_day_is_said_as_people_write_it() -> None:
    expired = Refusal(RefusalCode.GOODS_EXPIRED, day=date(2026, 11, 30))
    assert "30-11-2026" in sentence(expired, ENGLISH)
