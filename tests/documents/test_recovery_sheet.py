"""The recovery code on paper: read by a scanner and by eyes, whole on a roll and on A4."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import pytest

from estore_pos.base.resource import resource
from estore_pos.documents.recovery_sheet import RecoveryPaper, recovery_sheet
from estore_pos.domain.shop import Shop
from estore_pos.store.keys import new_code, tidy_code
from estore_pos.text import words
from tests.documents import reading

Kind = Literal["58", "80", "a4"]
KINDS: tuple[Kind, ...] = ("58", "80", "a4")
DPI = 203
MM = 25.4 / 72
DAY = date(2026, 11, 23)
SHOP = Shop(DAY, name_hi="माँ शारदा किराना स्टोर", name_en="Maa Sharda Kirana Store")
CODE = new_code(lambda count: bytes(range(count)))
SAID = (
    "किस काम का है",
    "दूसरे PC पर खुलेगी",
    "opens on another PC with this code",
    "कहाँ रखें",
    "Where to keep it",
    "इससे क्या नहीं होगा",
    "The code alone brings no books back",
    "nobody can tell it again",
    "23-11-2026",
)


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """English on the screen: what a paper says does not hang on it."""
    words.load({"hi": resource("words/hi.po").read_bytes(), "en": b""})
    words.speak("en")
    yield
    words.speak("hi")


def bare(text: str) -> str:
    """A text without its blanks: a line may end anywhere."""
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_its_code_is_read_by_a_scanner_and_typed_as_it_was_scanned(kind: Kind) -> None:
    pdf = recovery_sheet(RecoveryPaper(CODE, SHOP, DAY), kind)
    (scanned,) = reading.codes(pdf, DPI)
    assert scanned == "ES1:K:" + CODE.replace("-", "")
    assert tidy_code(scanned) == tidy_code(scanned.lower()) == CODE


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_it_says_in_both_languages_what_it_is_for_and_what_it_cannot_do(
    kind: Kind, anew: bool
) -> None:
    pdf = recovery_sheet(RecoveryPaper(CODE, SHOP, DAY, anew), kind)
    assert reading.faults(pdf) == []
    assert len(reading.pages(pdf)) == 1
    text = bare(reading.text(pdf))
    for said in (*SAID, SHOP.name_hi, SHOP.name_en):
        assert bare(said) in text, said
    assert ("Anolderpaper" in text) is anew
    assert "PRACTICE" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_its_groups_stand_whole_on_their_lines_in_letters_four_millimetres_high(
    kind: Kind,
) -> None:
    pdf = recovery_sheet(RecoveryPaper(CODE, SHOP, DAY), kind)
    lines = reading.text(pdf).splitlines()
    groups = CODE.split("-")
    for group in groups:
        assert sum(group in line.split() for line in lines) == 1, group
    (page,) = reading.boxes(pdf)
    written = [box for box in page if set(box.text.split()) & set(groups)]
    assert written
    assert min(box.top - box.bottom for box in written) * MM >= 3.9


@pytest.mark.parametrize("kind", KINDS)
def test_a_practice_shop_and_one_without_a_name_have_theirs_too(kind: Kind) -> None:
    pdf = recovery_sheet(RecoveryPaper(CODE, Shop(DAY), DAY, practice=True), kind)
    assert reading.faults(pdf) == []
    assert "PRACTICE" in reading.text(pdf)
