"""The shipped words: every message of the till has its Hindi, with the same facts."""

import re
import unicodedata
from pathlib import Path

import pytest

from estore_pos.text.words import read_catalogue
from tools.words import CATALOGUE, ROOT, faults, messages


def test_every_message_has_its_hindi_and_no_entry_is_unused() -> None:
    assert faults(ROOT / "estore_pos", CATALOGUE.read_bytes()) == []


def test_a_word_of_the_shop_is_spelled_in_one_way() -> None:
    """A dot below a letter is there each time or never: ख़ाली and खाली are one word."""
    spelled: dict[str, set[str]] = {}
    for said in read_catalogue(CATALOGUE.read_bytes()).values():
        for word in re.findall("[\u0900-\u0963]+", unicodedata.normalize("NFD", " ".join(said))):
            spelled.setdefault(word.replace("\N{DEVANAGARI SIGN NUKTA}", ""), set()).add(word)
    assert [each for each in spelled.values() if len(each) > 1] == []


def test_headquarters_have_one_name_in_hindi() -> None:
    catalogue = read_catalogue(CATALOGUE.read_bytes())
    latin = [said for told in catalogue.values() for said in told if re.search(r"\bHQ\b", said)]
    assert latin == []


def test_a_message_put_together_on_the_spot_is_found(tmp_path: Path) -> None:
    (tmp_path / "window.py").write_text('tr("Bill " + number)\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"window\.py:1: say the whole message"):
        list(messages(tmp_path))


def test_missing_unused_and_differing_entries_are_named(tmp_path: Path) -> None:
    source = 'tr("A {x}", x=1)\nntr("b", "{n} b", 2)\ntr(TABLE[code])\nwords.tr("C")\nmark("D")\n'
    source += 'row(sentence="F", other="G")\n'
    (tmp_path / "window.py").write_text(source, encoding="utf-8")
    content = 'msgid ""\nmsgstr ""\n\nmsgid "A {x}"\nmsgstr "{y}"\n\nmsgid "b"\nmsgstr "b"\n\n'
    content += 'msgid "D"\nmsgstr ""\n\nmsgid "E"\nmsgstr "e"\n'
    assert [line.split(": ", 1)[1] for line in faults(tmp_path, content.encode())] == [
        "not in hi.po: 'C'",
        "not in hi.po: 'D'",
        "not in hi.po: 'F'",
        "said nowhere: 'E'",
        "other placeholders: 'A {x}'",
        "plural and single differ: 'b'",
        "1 entries are empty, broken or there twice",
    ]
