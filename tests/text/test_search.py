"""What is typed finds what is meant: either script, any spelling, a slip of the finger."""

import re
from collections.abc import Iterable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.text import search
from estore_pos.text.name_keys import fold, keys, letters, sounds, spelling, tokens
from estore_pos.text.search import (
    Asked,
    Candidate,
    Finder,
    Likeness,
    Weighed,
    near,
    rank,
    slip_expression,
)
from tests.text.goods_table import GoodsTable, starter_goods, typings

GOODS = starter_goods()


@pytest.fixture(scope="module")
def table() -> Iterator[GoodsTable]:
    made = GoodsTable()
    for number, names in GOODS.items():
        made.add(number, names)
    yield made
    made.close()


def names_found(table: GoodsTable, query: str, limit: int = search.SHOWN) -> list[str]:
    return [GOODS[number][0] for number in table.finder.find(query, limit)]


@pytest.mark.parametrize(("name", "share"), [("tuning", 98), ("fixed", 95)])
def test_the_wanted_good_is_among_the_first_eight(table: GoodsTable, name: str, share: int) -> None:
    cases = typings(name)
    missed = [
        f"{typed} ({GOODS[number][0]})"
        for typed, number in cases
        if number not in table.finder.find(typed)
    ]
    assert 100 * (len(cases) - len(missed)) >= share * len(cases), missed


def test_kaddu_is_lauki_first_and_kohra_second(table: GoodsTable) -> None:
    for typed in ("कद्दू", "कद्दु", "कदू", "kaddu", "kadu"):
        assert names_found(table, typed)[:2] == ["लौकी", "कोंहड़ा"]


def test_soop_is_the_basket_and_the_soup(table: GoodsTable) -> None:
    assert names_found(table, "सूप")[:2] == ["सूप (बाँस)", "सूप पाउडर 10 वाला"]
    assert set(names_found(table, "soop")[:2]) == {"सूप (बाँस)", "सूप पाउडर 10 वाला"}


def test_nenua_and_jhingi_are_two_goods(table: GoodsTable) -> None:
    assert names_found(table, "nenua")[0] == "नेनुआ"
    assert names_found(table, "jhingi")[0] == "झिंगी"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("s", None),
        ("sarso tel", "सरसों तेल खुला"),
        ("masurdal", "मसूर दाल"),
        ("turmric", "हल्दी पाउडर 100 ग्राम"),
        ("biskit", "ग्लूकोज बिस्कुट 5 वाला"),
        ("sarso tel fortune", "सरसों तेल खुला"),
        ("tel sarso", "सरसों तेल खुला"),
        ("५ आटा kg", "आटा 5 किलो"),
    ],
)
def test_first_is(table: GoodsTable, typed: str, name: str | None) -> None:
    found = names_found(table, typed)
    assert found
    assert name is None or name in found[:3]


def test_a_well_written_word_asks_the_table_once(table: GoodsTable) -> None:
    table.asked = 0
    assert len(table.finder.find("चावल")) == search.SHOWN
    assert table.asked == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [("gud", "गुड़"), ("gur", "गुड़"), ("गुड़", "गुड़"), ("chawal", "उसना चावल"), ("ande", "अंडा")],
)
def test_a_plain_word_is_the_plain_good(table: GoodsTable, typed: str, name: str) -> None:
    """A flapped letter is written r or d in Latin: gud is jaggery, not good day."""
    assert names_found(table, typed)[0] == name


def test_nothing_typed_finds_nothing(table: GoodsTable) -> None:
    for typed in ("", "  ", "-", "₹", "़"):
        assert table.finder.find(typed) == []
        assert rank(typed, [Candidate(1, "a", "a")]) == []


def test_a_number_is_never_left_out_nor_taken_for_another(table: GoodsTable) -> None:
    assert names_found(table, "aata 5") == ["आटा 5 किलो", "मल्टीग्रेन आटा 5 किलो"]
    assert names_found(table, "biskit 5")[0] == "ग्लूकोज बिस्कुट 5 वाला"
    assert names_found(table, "aata 77") == []
    assert names_found(table, "aata vrtlk 77") == []
    assert "आटा बोरी 50 किलो" in names_found(table, "aata 50")
    assert names_found(table, "5")


@pytest.mark.parametrize(
    ("typed", "likeness"),
    [
        ("चावल", Likeness.SAID),
        ("chaw", Likeness.SAID),
        ("sarak", Likeness.NEAR),
        ("masurdal", Likeness.SAID),
        ("aata 5", Likeness.SAID),
        ("5", Likeness.NEAR),
        ("biskit", Likeness.NEAR),
        ("turmric", Likeness.NEAR),
        ("sarso tekl", Likeness.NEAR),
        ("sarso tel fortune", Likeness.PART),
        ("aalu abc", Likeness.PART),
        ("abc aalu", Likeness.PART),
        ("x aalu", Likeness.PART),
    ],
)
def test_an_offer_says_whether_it_is_called_by_every_word(
    table: GoodsTable, typed: str, likeness: Likeness
) -> None:
    assert table.finder.offers(typed)[0].likeness is likeness


def test_a_number_beside_a_name_that_is_not_so_called_is_a_part() -> None:
    good = Candidate(1, *keys(["आलू 500 ग्राम"])[:2])
    for typed, likeness in (("aalu 500", Likeness.SAID), ("aalu 5", Likeness.PART)):
        assert search.likeness(search.asked(typed), good) is likeness


@pytest.mark.parametrize(
    ("typed", "name", "likeness"),
    [
        ("kala namak", "कालानमक", Likeness.SAID),
        ("kalanamak", "काला नमक", Likeness.SAID),
        ("kala vrtlk", "काला नमक", Likeness.PART),
        ("potatp", "potato", Likeness.NEAR),
        ("dvs 5", "दवा", Likeness.PART),
        ("।", "दवा", Likeness.PART),
    ],
)
def test_words_written_as_one_are_the_words(typed: str, name: str, likeness: Likeness) -> None:
    words = search.asked(typed) or [Asked("।", "", "", "")]
    assert search.likeness(words, Candidate(1, *keys([name])[:2])) is likeness


def test_numbers_of_repeated_digits_are_not_one_number(table: GoodsTable) -> None:
    assert sounds("999999999999") == ("999999999999",)
    assert table.finder.find("aalu 999999999999") == []


def test_what_is_nowhere_finds_nothing(table: GoodsTable) -> None:
    assert table.finder.find("vrtlk vxzgh") == []


@given(st.text(max_size=30))
def test_no_text_makes_a_question_that_the_table_refuses(text: str) -> None:
    table = GoodsTable()
    table.add(1, [text, "आटा"])
    found = table.finder.find(text)
    assert found == ([1] if tokens(text) and search.asked(text) else [])
    table.close()


def test_what_is_written_comes_before_what_is_begun_heard_or_guessed() -> None:
    goods = [
        Candidate(9, "चीनी", "cini"),
        Candidate(1, "chinigura rice", "cinigur rise"),
        Candidate(3, "cheenee daana | sugar", "cini dan | sugr"),
        Candidate(2, "चना", "cn"),
        Candidate(4, "new chini", "neu cini"),
    ]
    assert [found.number for found in rank("chini", goods)] == [9, 4, 1, 3, 2]


def test_the_right_consonants_go_before_a_slip_that_is_nearer_by_its_letters() -> None:
    goods = [
        Candidate(1, "मस्का", "mask"),
        Candidate(2, "बिस्कुट", "biskut"),
        Candidate(3, "desk", "desk"),
    ]
    assert [found.number for found in rank("besk", goods)] == [2, 3, 1]


@pytest.mark.parametrize(
    ("word", "other", "is_one"),
    [
        ("gud", "gud", True),
        ("gud", "गुड़", True),
        ("Gur", "गुड़", True),
        ("गुड़", "gur", True),
        ("gud", "gur", False),
        ("gud", "good", False),
        ("चना", "चीनी", False),
    ],
)
def test_two_words_are_one_as_they_are_written_or_across_the_scripts_as_they_are_said(
    word: str, other: str, is_one: bool
) -> None:
    assert search.is_one_word(word, other) is is_one


@pytest.mark.parametrize(
    ("typed", "name"),
    [("khall", "खल्ली (सरसों)"), ("choka", "चोकर"), ("toothp", "टूथपेस्ट 100 ग्राम"), ("tama", "टमाटर")],
)
def test_the_beginning_of_a_word_comes_before_a_whole_one_that_only_sounds_so(
    table: GoodsTable, typed: str, name: str
) -> None:
    """खल is no काला: the breath that was typed is in the word, and Latin letters are its own."""
    assert name in names_found(table, typed)[:2]


def _keys(table: GoodsTable, typed: str, number: int) -> int:
    """The fewest letters, arrows and Enter by which a good is taken while it is typed."""
    costs = []
    for count in range(1, len(typed) + 1):
        offers = table.finder.offers(typed[:count])
        for place, offer in enumerate(offers):
            if offer.number == number:
                arrows = place + (offers[0].likeness is not Likeness.SAID)
                costs.append(count + arrows + 1)
    return min(costs, default=99)


@pytest.mark.slow
def test_nine_goods_in_ten_are_taken_by_six_keys_and_half_by_five(table: GoodsTable) -> None:
    """Task 4, over the Latin typings of the list that judges; the others keep to it as well."""
    for name in ("fixed", "tuning"):
        costs = sorted(
            _keys(table, typed, number) for typed, number in typings(name) if typed.isascii()
        )
        assert len(costs) >= 120
        assert costs[len(costs) // 2] <= 5
        assert costs[len(costs) * 9 // 10] <= 6, costs


def _is_called(typed: str, names: Iterable[str]) -> bool:
    """Whether this word is among the names, or in the other script what is said to the letter."""
    (word, *_) = tokens(typed)
    others = [each for name in names for each in tokens(name)]
    return fold(word) in map(fold, others) or any(
        letters(other) == letters(word) for other in others if other.isascii() != word.isascii()
    )


@pytest.mark.slow
def test_a_good_called_so_comes_before_all_that_only_sound_alike(table: GoodsTable) -> None:
    """घी is no घीया, तेल no थैला, coffee no कॉपी: each word of the list leads to a good of it."""
    words = {
        word.lower()
        for names in GOODS.values()
        for name in names
        for word in re.findall(r"[\u0900-\u097f]{2,}|[A-Za-z]{2,}", name)
    }
    assert len(words) > 3_000
    astray = [
        (word, GOODS[number])
        for word in sorted(words)
        for number in table.finder.find(word)[:1]
        if not _is_called(word, GOODS[number])
    ]
    assert len(astray) <= 1, astray  # "वॉश" is joined in handwash


def _has_it(typed: str, names: Sequence[str]) -> bool:
    """Whether each word is one of the names, in the script it was typed in, or begins one."""
    own = [fold(each) for name in names for each in tokens(name)]
    return all(any(each.startswith(fold(word)) for each in own) for word in tokens(typed))


def _is_spelt(typed: str, names: Sequence[str]) -> bool:
    """Whether one of the good's Hindi and its English name is this word in Latin letters."""
    own = [each for name in names[:2] for each in tokens(name) if not each.isascii()]
    return typed.isascii() and spelling(typed) in {
        spelling(fold(each), flap) for each in own for flap in ("r", "d")
    }


@pytest.mark.slow
def test_a_good_that_has_the_very_word_comes_before_all_that_are_only_said_so(
    table: GoodsTable,
) -> None:
    """Pain is a balm and no पेन, ब्रश no brass; but aloo is आलू, sooner than an aloo bhujia."""
    words = {
        word.lower()
        for names in GOODS.values()
        for name in names
        for word in re.findall(r"[^\s,()/;]{3,}", name)
        if not re.search(r"\d", word)
    }
    assert len(words) > 3_000
    first = {word: GOODS[table.finder.find(word)[0]] for word in sorted(words)}
    other = {word: names for word, names in first.items() if not _has_it(word, names)}
    assert [word for word, names in other.items() if not _is_spelt(word, names)] == []
    assert len(other) <= 30, other


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("फेनाइल", "Phenyl"),
        ("ब्रश", "brush"),
        ("दिअरी", "Clay lamp"),
        ("बॉल", "Rubber ball"),
        ("बोरी", "sack"),
        ("balm", "Pain balm"),
        ("pain", "Pain balm"),
        ("real", "Fruit juice"),
        ("carry", "carry bag"),
        ("wicks", "Cotton wicks"),
        ("lid", "Clay lid"),
        ("amla", "gooseberry"),
        ("aloo", "Potato"),
        ("dahi", "Curd"),
    ],
)
def test_the_very_word_is_first(table: GoodsTable, typed: str, name: str) -> None:
    assert name in GOODS[table.finder.find(typed)[0]][1]


def test_of_the_words_themselves_the_one_that_is_written_so_comes_first() -> None:
    written = (
        ("बाल तेल", "Hair oil"),
        ("गेंद", "Toy", "रबर बॉल"),
        ("पेन", "Dot"),
        ("खीरा", "Cucumber", "बालम खीरा"),
        ("बाम", "Pain balm"),
    )
    goods = [Candidate(number, *keys(names)[:2]) for number, names in enumerate(written, 1)]
    for typed, order in {"बॉल": [2, 1], "बाल": [1, 2], "pain": [5, 3], "balm": [5, 4]}.items():
        assert [found.number for found in rank(typed, goods)][:2] == order, typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("घी", "घी"),
        ("ghee", "घी"),
        ("तेल", "तेल"),
        ("coffee", "कॉफी"),
        ("fan", "पंखा"),
        ("टॉफी", "टॉफी"),
        ("चाट", "चाट"),
        ("aloo", "आलू"),
    ],
)
def test_a_sound_alike_is_not_what_was_said(table: GoodsTable, typed: str, name: str) -> None:
    assert name in names_found(table, typed)[0]


def test_a_new_good_of_this_name_comes_before_one_that_is_called_so_besides() -> None:
    written = (("नींबू सोडा 250 मिली", "Lemon-lime 250 ml", "7up"), ("7up", ""), ("7up 250 ml", ""))
    goods = [
        Candidate(number, *keys(filter(None, names))[:2])
        for number, names in zip((40, 11_000, 11_001), written, strict=True)
    ]
    assert [found.number for found in rank("7up", goods)] == [11_000, 40, 11_001]
    assert [found.number for found in rank("7up 250", goods)] == [11_001, 40, 11_000]


def test_between_equals_what_sells_more_comes_first() -> None:
    goods = [Candidate(number, "आलू चिप्स", "alu cips") for number in (40_000, 2, 700)]
    assert [found.number for found in rank("aalu", goods)] == [2, 700, 40_000]


def test_words_written_as_one_are_near_and_nearer_at_the_beginning() -> None:
    words = search.asked("masurdal")
    whole = Weighed(words).cost(Candidate(1, "मसुर दाल", "msur dl"))
    within = Weighed(words).cost(Candidate(1, "लाल मसुर दाल", "ll msur dl"))
    assert whole < within < Weighed(words).cost(Candidate(1, "दाल", "dl"))


def test_a_slip_is_mended_by_what_the_shop_sells() -> None:
    terms = ["turmerik", "turm", "tu", "srson", "biskut"]
    assert near("turmrik", terms) == ["turmerik"]
    assert near("turmx", terms) == ["turm"]
    assert near("trumer", terms) == ["turmerik"]
    assert near("bi", terms) == []
    assert near("qqqq", terms) == []


def test_without_a_near_word_no_slip_is_asked_for() -> None:
    assert slip_expression([Asked("x", "", "", "")], lambda _letter: ["x"]) == ""
    assert slip_expression(search.asked("qqqq"), lambda _letter: []) == ""
    assert '"biskut"' in slip_expression(search.asked("biskat"), lambda _letter: ["biskut"])


SHELF = [
    Candidate(1, "namkin | chips", "nmkin | cips"),
    Candidate(2, "chini", "cini"),
    Candidate(3, "chini mill", "cini mil"),
    Candidate(4, "chinigura", "cinigur"),
    Candidate(5, "chana", "cn"),
]


@given(st.permutations(SHELF), st.permutations(range(1, 6)))
def test_what_sells_orders_equals_and_never_lifts_a_worse_likeness(
    goods: list[Candidate], places: list[int]
) -> None:
    sellers = dict(enumerate(places, 1))
    found = [each.number for each in rank("chini", goods, sellers)]
    assert set(found[:2]) == {2, 3}, "the word itself"
    assert found[2] == 4, "its beginning"
    assert found[3] == 5, "its sound"
    assert found[4] == 1


def test_goods_that_sell_come_before_those_that_never_did() -> None:
    goods = [Candidate(number, "आलू चिप्स", "alu cips") for number in (1, 2, 90_000, 80_000)]
    found = [each.number for each in rank("aalu", goods, {90_000: 2, 80_000: 1})]
    assert found == [80_000, 90_000, 1, 2]


def test_what_sells_best_is_found_among_more_goods_than_are_asked_for(table: GoodsTable) -> None:
    many = GoodsTable()
    for number in range(1, 501):
        many.add(number, (f"sabun {number}",))
    best = [Candidate(450, *keys(("sabun 450",))[:2]), Candidate(900, "namak", "nmk")]
    finder = Finder(many.run, many.terms, {450: 1}, best)
    assert finder.find("sab")[0] == 450
    assert 900 not in finder.find("sab")
    many.close()


def test_words_of_both_scripts_and_tongues_find_one_good(table: GoodsTable) -> None:
    for typed in ("सरसों oil", "mustard तेल", "sarso तेल", "सरसों tel"):
        assert "सरसों" in names_found(table, typed)[0], typed
