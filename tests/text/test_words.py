"""What the till says: the right language, the right facts, and never a crash by a translation."""

from collections.abc import Iterator

import pytest

from estore_pos.base.resource import resource
from estore_pos.text import words
from estore_pos.text.words import Catalogue, Words, mark, ntr, placeholders, read_catalogue, tr

HINDI = r"""# head
msgid ""
msgstr ""
"Language: hi\n"

# area: one
msgid "Total"
msgstr "कुल"

#. a note
msgid "Bill {number} is saved"
msgstr "बिल {number} "
"सेव है"

msgid "{n} item"
msgid_plural "{n} items"
msgstr[0] "{n} सामान"
msgstr[1] "{n} सामान सब"

msgid "Wrong {place}"
msgstr "गलत {जगह}"

msgid "Empty"
msgstr ""

msgid "Line\n\"two\"\tand \\ {{braces}}"
msgstr "पंक्ति\n\"दो\""

this is no po line
msgid "After damage"
msgstr "बाद में"
"""


@pytest.fixture(autouse=True)
def _catalogue() -> Iterator[None]:
    before = words.spoken()
    words.load({"hi": HINDI.encode()})
    words.speak("hi")
    yield
    words.load({})
    words.speak(before)


def test_a_message_is_said_in_the_language_of_the_screens() -> None:
    assert tr("Total") == "कुल"
    words.speak("en")
    assert words.spoken() == "en"
    assert tr("Total") == "Total"


def test_facts_are_filled_in() -> None:
    assert tr("Bill {number} is saved", number="B1") == "बिल B1 सेव है"


def test_a_message_without_translation_is_said_as_written() -> None:
    assert tr("Not there {x}", x=1) == "Not there 1"
    assert tr("Empty") == "Empty"


def test_a_translation_with_other_placeholders_is_not_used() -> None:
    assert tr("Wrong {place}", place="here") == "Wrong here"


def test_a_plural_is_never_said_by_a_single_translation() -> None:
    assert ntr("Total", "Totals", 2) == "Totals"
    assert tr("{n} item", n=1) == "1 item"


def test_a_singular_may_do_without_its_number() -> None:
    said = Words({"en": {}})
    assert [said.ntr("one item", "{n} items", n) for n in (0, 1, 2)] == [
        "0 items",
        "one item",
        "2 items",
    ]


def test_hindi_counts_nought_with_one() -> None:
    assert [ntr("{n} item", "{n} items", n) for n in (0, 1, 2)] == [
        "0 सामान",
        "1 सामान",
        "2 सामान सब",
    ]
    assert ntr("{n} item", "{n} items", 100000, n="1,00,000") == "1,00,000 सामान सब"


def test_a_paper_has_its_own_language() -> None:
    assert words.paper("en").tr("Total") == "Total"
    assert words.paper("both").tr("Total") == "कुल / Total"
    assert words.paper("both").each("Total") == ("कुल", "Total")
    assert words.paper("both").ntr("{n} item", "{n} items", 1) == "1 सामान / 1 item"
    assert words.paper("both").languages == ("hi", "en")


def test_a_paper_in_two_languages_says_once_what_is_the_same() -> None:
    assert words.paper("both").tr("GSTIN {x}", x=1) == "GSTIN 1"


def test_without_a_catalogue_the_source_is_said() -> None:
    words.load({})
    assert tr("Total") == "Total"


def test_escapes_are_read_back() -> None:
    assert tr('Line\n"two"\tand \\ {{braces}}') == 'पंक्ति\n"दो"'


def test_one_message_is_read_alone_as_it_is_among_all() -> None:
    content = resource("words/hi.po").read_bytes()
    whole = {**read_catalogue(content), **read_catalogue(HINDI.encode())}
    shipped, ours = Catalogue(content), Catalogue(HINDI.encode())
    assert {key: ours.get(key) or shipped.get(key) for key in whole} == whole
    assert ours.get("Empty") is None
    assert ours.get("Nowhere") is None


def test_damage_costs_words_and_not_the_start() -> None:
    assert read_catalogue(b'msgid "a\xff"\nmsgstr "b"\n\ngarbage') == {"a�": ("b",)}
    assert read_catalogue(HINDI.replace("\n", "\r\n").encode())["Total"] == ("कुल",)
    assert tr("After damage") == "बाद में"


def test_placeholders_are_names_in_single_braces() -> None:
    assert placeholders("{a} {{b}} {c}{a}") == {"a", "c"}


def test_a_marked_message_is_itself() -> None:
    assert mark("Total") == "Total"


def test_a_message_names_the_keys_as_they_are_pressed() -> None:
    words.load(
        {"hi": b'msgid "Press F4, or Ctrl+F4; {n} at End."\nmsgstr "F4; {n}, End, Ctrl+F4"\n'}
    )
    source = "Press F4, or Ctrl+F4; {n} at End."
    try:
        words.name_keys({"F4": "Ctrl+D", "End": "F2", "F2": "F4"})
        assert words.paper("en").tr(source, n="F4") == "Press Ctrl+D, or Ctrl+F4; F4 at F2."
        assert words.paper("hi").tr(source, n="End") == "Ctrl+D; End, F2, Ctrl+F4"
        assert words.keyed("500 End") == "500 F2"
        assert words.keyed("Endless F44") == "Endless F44"
        words.name_keys({})
        assert words.paper("en").tr(source, n=1) == "Press F4, or Ctrl+F4; 1 at End."
    finally:
        words.name_keys({})
