"""Two ways to write a word are one word; what sounds alike has one key."""

import pytest

from estore_pos.text import name_keys
from estore_pos.text.name_keys import bones, fold, join, keys, sounds, spelling, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("कद्दू", "कदु"),
        ("चीनी", "चिनि"),
        ("मक्खन", "मखन"),
        ("अण्डा", "अंडा"),
        ("गेहूँ", "गेहूं"),
        ("पकौड़ा", "पकोडा"),
        ("शक्कर", "सक्कर"),
        ("डॉक्टर", "डाक्टर"),
        ("शैम्पू", "शैंपू"),
        ("सरसों", "सरसो"),
        ("क़लम", "कलम"),
    ],
)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert fold(tokens(one)[0]) == fold(tokens(other)[0])


@pytest.mark.parametrize(
    ("latin", "hindi"),
    [
        ("chawal", "चावल"),
        ("chaaval", "चावल"),
        ("aata", "आटा"),
        ("pyaj", "प्याज"),
        ("piyaz", "प्याज"),
        ("doodh", "दूध"),
        ("sarson", "सरसों"),
        ("sarso", "सरसों"),
        ("chay", "चाय"),
        ("chai", "चाय"),
        ("phool", "फूल"),
        ("sadak", "सड़क"),
        ("sarak", "सड़क"),
        ("powder", "पाउडर"),
        ("kismis", "किशमिश"),
        ("ghee", "घी"),
        ("rishi", "ऋषि"),
        ("krishna", "कृष्णा"),
        ("doktor", "डॉक्टर"),
        ("daktar", "डाक्टर"),
    ],
)
def test_both_scripts_sound_alike(latin: str, hindi: str) -> None:
    (sound,) = sounds(tokens(latin)[0])
    assert sound in sounds(tokens(hindi)[0])


@pytest.mark.parametrize(
    ("latin", "hindi", "is_spelt"),
    [
        ("aloo", "आलू", True),
        ("aalu", "आलू", True),
        ("jeera", "जीरा", True),
        ("sarso", "सरसों", True),
        ("makai", "मकई", True),
        ("nimbu", "नींबू", True),
        ("gud", "गुड़", True),
        ("gur", "गुड़", True),
        ("diya", "दीया", True),
        ("pain", "पेन", False),
        ("carry", "करी", False),
        ("flour", "फ्लोर", False),
        ("real", "रील", False),
        ("brass", "ब्रश", False),
        ("boari", "बोरी", False),
    ],
)
def test_hindi_is_spelt_in_latin_letters_and_english_is_not(
    latin: str, hindi: str, is_spelt: bool
) -> None:
    assert (spelling(latin) in (spelling(hindi), spelling(hindi, "d"))) is is_spelt


def test_a_sign_alone_has_no_sound() -> None:
    assert sounds("्") == ()
    assert sounds("ः") == ()


def test_bones_are_the_consonants_and_the_first_letter() -> None:
    assert bones("srson") == "srsn"
    assert bones("arhr") == "arr"
    assert bones("mung") == "ng"
    assert bones("e") == ""


def test_neighbours_are_joined_as_they_are_said() -> None:
    assert join(["kl", "nmk"]) == "klnmk"
    assert join(["dl", "ata"]) == "dlta"
    assert join(["gs", "stov"]) == "gstov"
    assert join(["dl", "a"]) == "dl"


def test_units_stand_apart_from_their_number_under_one_name() -> None:
    assert tokens("500gm") == tokens("500 ग्राम") == tokens("५००g") == ["500", "g"]
    assert tokens("7up") == ["7up"]
    assert tokens("Parle-G, 1.5 Ltr.") == ["parle", "g", "1", "5", "l"]


def test_the_keys_of_a_good_stand_in_order() -> None:
    assert keys(["मसूर दाल", "Masoor dal", "", "-", "्", "पेड़ा"]) == (
        "मसुर दाल | masoor dal | पेडा",
        "msur dl | msur dl | per / ped",
        "nsr dl pr pd",
        "msurdl",
    )


def test_what_is_kept_of_a_list_changes_no_key_of_its_goods(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [
        f"{word} {pack} पेड़ा {place}"
        for place, word in enumerate(("Atta", "दाल") * 20)
        for pack in (5, 5000)
    ]
    whole = [keys([name]) for name in names]
    monkeypatch.setattr(name_keys, "_PARTS_KEPT", 7)
    assert [keys([name]) for name in names] == whole
    assert keys(["Pen 5000"]) == ("pen 5000", "pen 5000", "pn 5000", "")


def test_what_is_written_and_not_said_stands_among_what_is_written_alone() -> None:
    silent, said = keys(["ॐ धूप"]), keys(["धूप"])
    assert silent[0].split() == ["ॐ", *said[0].split()]
    assert silent[1:] == said[1:]
