"""The starter catalogue: whole in every field, lawful in its rates, and Bihar's in its words."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from estore_pos.domain.gst import Treatment
from estore_pos.domain.quantity import Unit

_ROOT = Path(__file__).parents[2]
_STARTER = _ROOT / "resources" / "goods" / "starter.csv"
_TYPINGS = _ROOT / "tests" / "text"
_COLUMNS = [
    "number",
    "name_hi",
    "name_en",
    "aliases",
    "unit",
    "loose",
    "step_milli",
    "pack",
    "category",
    "hsn",
    "rate_bp",
    "treatment",
    "rate_from",
    "price_rupees",
    "mrp",
    "veg",
]
_GST_2 = date(2025, 9, 22)
_TOBACCO = date(2026, 2, 1)
_DRINKS = date(2026, 5, 1)

Good = dict[str, str]


def _rows(path: Path) -> list[Good]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _aliases(good: Good) -> list[str]:
    return [alias for alias in good["aliases"].split(";") if alias]


def _paise(rupees: str) -> int:
    whole, _, part = rupees.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


@pytest.fixture(scope="module")
def goods() -> list[Good]:
    return _rows(_STARTER)


def _named(goods: Iterable[Good], name_hi: str) -> Good:
    (found,) = [good for good in goods if good["name_hi"] == name_hi]
    return found


def _said(goods: Iterable[Good], word: str) -> list[str]:
    """The names of the goods that answer to a word, most sold first."""
    return [
        good["name_hi"]
        for good in goods
        if word in _aliases(good) or good["name_hi"].startswith(word)
    ]


def test_the_file_has_the_columns_the_till_reads() -> None:
    with _STARTER.open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == _COLUMNS


def test_at_least_six_hundred_goods_are_numbered_from_one_without_a_gap(goods: list[Good]) -> None:
    assert len(goods) >= 600
    assert [good["number"] for good in goods] == [str(n) for n in range(1, len(goods) + 1)]


def test_no_two_goods_have_the_same_name_and_pack(goods: list[Good]) -> None:
    hindi = [(good["name_hi"], good["pack"]) for good in goods]
    english = [(good["name_en"], good["pack"]) for good in goods]
    assert len(set(hindi)) == len(goods)
    assert [pair for pair in english if english.count(pair) > 1] == []


def test_every_hindi_name_is_devanagari_in_nfc_without_latin_or_stray_spaces(
    goods: list[Good],
) -> None:
    wrong = [
        good["name_hi"]
        for good in goods
        if not re.search("[\u0904-\u0939]", good["name_hi"])
        or re.search("[A-Za-z]", good["name_hi"])
    ]
    assert wrong == []
    for good in goods:
        for field in ("name_hi", "name_en", "aliases", "pack"):
            text = good[field]
            assert text == unicodedata.normalize("NFC", text).strip()
            assert "  " not in text
            assert not re.search("[\u200b-\u200f\u0964\u0965\ufeff]", text), text


def test_a_matra_never_stands_without_its_letter(goods: list[Good]) -> None:
    sign = "[\u093e-\u094c\u0962\u0963]"
    for good in goods:
        for text in (good["name_hi"], *_aliases(good)):
            assert not re.search(f"(^|[ (-]){sign}|{sign}{sign}|\u094d( |$)", text), text


def test_every_english_name_is_plain_latin(goods: list[Good]) -> None:
    assert [good["name_en"] for good in goods if not good["name_en"].isascii()] == []
    assert all(good["name_en"] for good in goods)


def test_an_alias_stands_once_in_one_script_and_is_not_the_name(goods: list[Good]) -> None:
    for good in goods:
        aliases = _aliases(good)
        assert len(aliases) == len(set(aliases)), good["name_hi"]
        assert good["name_hi"] not in aliases
        for alias in aliases:
            assert alias == alias.strip()
            assert not (re.search("[A-Za-z]", alias) and re.search("[\u0900-\u097f]", alias)), alias


def test_units_and_steps_say_how_a_good_is_sold(goods: list[Good]) -> None:
    for good in goods:
        unit = Unit(good["unit"])
        assert good["loose"] == ("yes" if unit.measured else "no"), good["name_hi"]
        step = 1 if unit.measured else 500 if unit is Unit.DOZEN else 1000
        assert int(good["step_milli"]) == step, good["name_hi"]
        assert not (unit.measured and good["pack"]), good["name_hi"]


def test_a_service_and_a_meal_have_no_unit_code_and_no_other_good_lacks_one(
    goods: list[Good],
) -> None:
    for good in goods:
        assert (good["unit"] == Unit.NONE) == good["hsn"].startswith("99"), good["name_hi"]


def test_a_zero_rate_is_exempt_and_a_taxable_good_has_a_rate_of_the_law(goods: list[Good]) -> None:
    for good in goods:
        rate, treatment = int(good["rate_bp"]), Treatment(good["treatment"])
        assert rate in {0, 500, 1800, 4000}, good["name_hi"]
        assert (treatment is Treatment.TAXABLE) == (rate > 0), good["name_hi"]


def test_a_rate_says_since_when_it_holds(goods: list[Good]) -> None:
    """Tobacco has its rates since 1 February 2026, sweet drinks their tariff items since 1 May."""
    for good in goods:
        hsn, rate = good["hsn"], good["rate_bp"]
        if hsn in {"2402", "2403"} or (hsn == "2106" and rate == "4000"):
            expected = _TOBACCO
        elif hsn == "2202":
            expected = _DRINKS
        else:
            expected = _GST_2
        assert date.fromisoformat(good["rate_from"]) == expected, good["name_hi"]


def test_forty_per_cent_falls_on_tobacco_pan_masala_and_fizzy_drinks_only(
    goods: list[Good],
) -> None:
    dear = {good["hsn"] for good in goods if good["rate_bp"] == "4000"}
    assert dear == {"2106", "2202", "2402", "2403"}


def test_every_good_has_a_price_and_none_above_its_printed_price(goods: list[Good]) -> None:
    for good in goods:
        assert _paise(good["price_rupees"]) > 0, good["name_hi"]
        if good["mrp"]:
            assert _paise(good["mrp"]) >= _paise(good["price_rupees"]), good["name_hi"]
            assert good["loose"] == "no", good["name_hi"]


def test_food_has_its_green_or_brown_mark_and_nothing_else_has_one(goods: list[Good]) -> None:
    assert {good["veg"] for good in goods} == {"V", "N", ""}
    for good in goods:
        if good["category"] in {"vegetable", "fruit", "pulse", "spice", "oil", "dairy", "grain"}:
            assert good["veg"] == "V", good["name_hi"]
        if good["category"] in {"egg", "meat"}:
            assert good["veg"] == "N", good["name_hi"]
        if good["category"] in {"household", "stationery", "service", "seed", "feed", "tobacco"}:
            assert good["veg"] == "", good["name_hi"]
    assert _named(goods, "थाली (चिकन)")["veg"] == "N"
    assert _named(goods, "चिकन मसाला 50 ग्राम")["veg"] == "V"


@pytest.mark.parametrize(
    ("loose", "packed"),
    [
        ("आटा", "आटा 5 किलो"),
        ("मैदा", "मैदा 500 ग्राम"),
        ("सूजी", "सूजी 500 ग्राम"),
        ("बेसन", "बेसन 500 ग्राम"),
        ("सत्तू", "सत्तू 500 ग्राम"),
        ("दलिया", "दलिया 500 ग्राम"),
        ("बासमती चावल", "बासमती चावल 1 किलो"),
        ("अरहर दाल", "अरहर दाल 1 किलो"),
        ("मसूर दाल", "मसूर दाल 500 ग्राम"),
        ("मूंग दाल", "मूंग दाल 500 ग्राम"),
        ("चना दाल", "चना दाल 1 किलो"),
        ("उड़द दाल", "उड़द दाल 500 ग्राम"),
        ("राजमा", "राजमा 500 ग्राम"),
        ("काबुली चना", "काबुली चना 500 ग्राम"),
        ("चना", "चना 500 ग्राम"),
        ("चूड़ा", "चूड़ा 500 ग्राम"),
        ("मुरही", "मुरही 250 ग्राम"),
        ("गुड़", "गुड़ 500 ग्राम"),
        ("मखाना", "मखाना 250 ग्राम"),
        ("दही", "दही पैकेट 400 ग्राम"),
        ("लस्सी खुली", "लस्सी पैकेट 200 मिली"),
    ],
)
def test_a_staple_is_free_of_tax_loose_and_bears_five_per_cent_packed_and_labelled(
    goods: list[Good], loose: str, packed: str
) -> None:
    free, taxed = _named(goods, loose), _named(goods, packed)
    assert free["hsn"] == taxed["hsn"]
    assert (free["loose"], free["rate_bp"], free["treatment"]) == ("yes", "0", "E")
    assert (taxed["loose"], taxed["rate_bp"], taxed["treatment"]) == ("no", "500", "T")


def test_a_sack_above_twenty_five_kilos_is_not_a_labelled_pack(goods: list[Good]) -> None:
    assert _named(goods, "चावल बोरी 25 किलो")["rate_bp"] == "500"
    assert _named(goods, "चावल बोरी 26 किलो")["rate_bp"] == "0"
    assert _named(goods, "आटा बोरी 50 किलो")["rate_bp"] == "0"


@pytest.mark.parametrize("name", ["दूध", "दूध पैकेट 500 मिली", "पनीर", "पनीर 200 ग्राम", "नमक 1 किलो"])
def test_milk_paneer_and_salt_are_free_of_tax_even_packed(goods: list[Good], name: str) -> None:
    assert _named(goods, name)["treatment"] == "E"


def test_kaddu_is_the_bottle_gourd_first_and_the_pumpkin_second(goods: list[Good]) -> None:
    assert _said(goods, "कद्दू")[:2] == ["लौकी", "कोंहड़ा"]


def test_nenua_and_jhingi_are_two_goods_that_share_no_word(goods: list[Good]) -> None:
    sponge, ridge = _named(goods, "नेनुआ"), _named(goods, "झिंगी")
    assert sponge["number"] != ridge["number"]
    assert not set(_aliases(sponge)) & set(_aliases(ridge))
    assert "झींगी" in _aliases(ridge)


def test_soop_is_the_basket_and_the_soup(goods: list[Good]) -> None:
    assert _said(goods, "सूप")[:2] == ["सूप (बाँस)", "सूप पाउडर 10 वाला"]
    assert _named(goods, "सूप (बाँस)")["veg"] == ""


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("नून", "नमक 1 किलो"),
        ("हरदी", "हल्दी पाउडर 100 ग्राम"),
        ("मरिचाई", "हरी मिर्च"),
        ("रहर", "अरहर दाल"),
        ("बूंट", "चना"),
        ("मसुरी", "मसूर दाल"),
        ("घीव", "घी 500 मिली"),
        ("कुनरी", "कुंदरू"),
        ("सूरन", "ओल"),
        ("अरबी", "अरुई"),
        ("चिनियाबादाम", "मूंगफली"),
        ("सजमन", "लौकी"),
        ("घिउरा", "नेनुआ"),
        ("मुनगा", "सहजन"),
        ("केरा", "केला"),
        ("लताम", "अमरूद"),
        ("केतारी", "गन्ना"),
        ("सेनुर", "सिन्दूर 10 वाला"),
        ("बढ़नी", "झाड़ू (फूल)"),
        ("surf", "सर्फ (डिटर्जेंट पाउडर) 500 ग्राम"),
        ("dalda", "डालडा (वनस्पति) 1 लीटर"),
        ("maggi", "मैगी (नूडल्स) 70 ग्राम"),
        ("colgate", "टूथपेस्ट 100 ग्राम"),
        ("parle g", "ग्लूकोज बिस्कुट 5 वाला"),
        ("lux", "नहाने का साबुन 100 ग्राम"),
        ("odomos", "मच्छर क्रीम 25 ग्राम"),
        ("harpic", "हार्पिक (टॉयलेट क्लीनर) 500 मिली"),
    ],
)
def test_a_village_word_or_a_brand_names_its_kind(goods: list[Good], word: str, name: str) -> None:
    assert _said(goods, word)[0] == name


@pytest.mark.parametrize(
    "name",
    [
        "ठेकुआ",
        "तिलकुट",
        "मखाना",
        "सत्तू",
        "चूड़ा",
        "परवल",
        "बोड़ा",
        "गमछा",
        "दातून",
        "दउरा",
        "सुपली",
        "गन्ना",
        "गागल नींबू",
        "सुथनी",
        "पानी फल सिंघाड़ा",
        "हल्दी गाँठ पौधा",
        "अरता पात 10 पीस",
        "कोसी",
        "ढकनी",
        "ठेकुआ साँचा",
        "मिट्टी का दीया",
        "लिट्टी चोखा",
        "फोटोकॉपी",
    ],
)
def test_a_good_of_bihar_is_in_the_list(goods: list[Good], name: str) -> None:
    _named(goods, name)


def test_the_typings_that_judge_the_search_want_goods_that_exist(goods: list[Good]) -> None:
    numbers = {good["number"] for good in goods}
    fixed = _rows(_TYPINGS / "typings_fixed.csv")
    tuning = _rows(_TYPINGS / "typings_tuning.csv")
    assert len(fixed) == 200
    assert {row["number"] for row in fixed + tuning} <= numbers
    typed = [row["typed"] for row in fixed + tuning]
    assert len(typed) == len(set(typed))


def test_no_more_than_a_tenth_of_the_fixed_typings_stand_as_aliases(goods: list[Good]) -> None:
    aliases = {alias.casefold() for good in goods for alias in _aliases(good)}
    fixed = _rows(_TYPINGS / "typings_fixed.csv")
    assert sum(row["typed"].casefold() in aliases for row in fixed) <= len(fixed) // 10


def test_every_code_stands_in_the_portal_s_list(goods: list[Good], estore_data: Path) -> None:
    goods_codes = {row["hsn"] for row in _rows(estore_data / "hsn_master.csv")}
    service_codes = {row["sac"] for row in _rows(estore_data / "sac_master.csv")}
    for good in goods:
        codes = service_codes if good["hsn"].startswith("99") else goods_codes
        assert good["hsn"] in codes, good["name_hi"]


def _words(good: Good) -> set[str]:
    """The aliases, and the name without its pack and without what stands in brackets."""
    bare = re.sub(r" [\d.]+ \S+$", "", good["name_hi"])
    return {bare, re.sub(r" ?\(.*?\)", "", bare), *_aliases(good)}


def test_rates_agree_with_the_notifications_where_code_and_name_meet(
    goods: list[Good], estore_data: Path
) -> None:
    known = json.loads((estore_data / "hsn_rates.json").read_text(encoding="utf-8"))["items"]
    met = 0
    for law in known:
        said = unicodedata.normalize("NFC", law["name_hi"])
        names = {part.strip() for part in re.split(r"[/(),]", said)}
        loose, packed = law["rate_if_loose"], law["rate_if_prepackaged_labelled"]
        for good in goods:
            if good["hsn"][:4] != law["hsn"][:4] or not names & _words(good):
                continue
            met += 1
            rate = law["gst_rate"]
            if loose is not None:
                rate = loose if good["loose"] == "yes" else packed
            assert int(good["rate_bp"]) == rate * 100, (good["name_hi"], law["name_en"])
    assert met >= 200
