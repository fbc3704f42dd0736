"""In-store labels: whatever order the masks stand in, the one that fits reads the label."""

import itertools
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain import mask
from estore_pos.domain.barcode import check_digit
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.mask import Label, Mask, tidied
from estore_pos.domain.money import Money
from tests.domain.samples import shop


def label(digits: str) -> str:
    """A label with its check digit."""
    return digits + check_digit(digits)


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        ("21IIIIIWW.WWWC", label("211234501500"), Label("12345", "2112345", "", 1500)),
        ("21IIIIIWW.WWWC", label("211234500750"), Label("12345", "2112345", "", 750)),
        ("21IIIIIWWWWWC", label("211234500750"), Label("12345", "2112345", "", 750)),
        ("21IIIIIWWW.WWC", label("211234500075"), Label("12345", "2112345", "", 750)),
        ("22IIIIAAAA.AAC", label("220042004550"), Label("0042", "220042", "", None, Money(4550))),
        ("22IIIIAAAAA.AC", label("220042000455"), Label("0042", "220042", "", None, Money(4550))),
        ("22IIIIAAAAAAC", label("220042000045"), Label("0042", "220042", "", None, Money(4500))),
        ("23IIIINNNxxxC", label("230042012999"), Label("0042", "230042", "", count=12)),
        ("92IIIIIWW.WWWxxxxxx", "924728101224002554", Label("47281", "9247281", "", 1224)),
        ("2xIIII", "290042", Label("0042", "290042", "")),
        ("IIII9", "00429", Label("0042", "0042", "")),
        ("21IIIIIWW.WWWC", "2112345015000", Label("12345", "2112345", "", 1500, checked=False)),
    ],
)
def test_a_label_is_read_by_its_mask(text: str, code: str, read: Label) -> None:
    found = tidied(text).read(code)
    assert found is not None
    assert found == Label(
        read.good, read.code, text, read.milli, read.amount, read.count, read.checked
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("21IIIIIWW.WWWC", "2212345015007"),
        ("21IIIIIWW.WWWC", "211234501500"),
        ("21IIIIIWW.WWWC", "21123450150070"),
        ("21IIIIIWW.WWWC", "21ABCDE015007"),
        ("21IIIIIWW.WWWC", ""),
    ],
)
def test_a_code_that_does_not_fit_is_not_read(text: str, code: str) -> None:
    assert tidied(text).read(code) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "length"),
        ("21I", "length"),
        ("2" + "I" * 30, "length"),
        ("2I" + "W" * 10, "length"),
        ("21ZZZZZ", "letters"),
        ("आलू21", "letters"),
        ("IIIIWWWW", "bare"),
        ("21WWWWWW", "bare"),
        ("21IIWWII", "twice"),
        ("21IIWWAA", "twice"),
        ("21IIIICWW", "check"),
        ("21II.IIWW", "dot"),
        (".21IIIIWW", "dot"),
        ("21IIIIWW.", "dot"),
        ("21IIIIW.WWWW", "dot"),
        ("21IIIIA.AAA", "dot"),
        ("21IIIIW.W.W", "dot"),
        ("21IIIINN.N", "dot"),
    ],
)
def test_what_is_no_mask_says_why(text: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        tidied(text)
    assert refused.value.code is RefusalCode.CODE_MASK_WRONG
    assert refused.value.facts["why"] == why


def test_a_mask_is_kept_in_one_writing() -> None:
    assert tidied(" 21 iiiii ww.www XC ").text == "21IIIIIWW.WWWxC"


MASKS = [tidied(text) for text in ("21IIIIIWW.WWWC", "22IIIIAAAA.AAC", "92IIIIIWW.WWWxxxxxx")]


@given(st.permutations(MASKS), st.integers(0, 99_999), st.integers(0, 99_999))
def test_the_mask_that_fits_reads_whatever_order_the_masks_stand(
    masks: list[Mask], good: int, grams: int
) -> None:
    read = mask.read(masks, label(f"21{good:05}{grams:05}"))[0]
    assert (read.good, read.milli, read.checked) == (f"{good:05}", grams, True)
    assert mask.read(masks, "8901030865278") == []
    assert mask.read([], "8901030865278") == []


LONGEST = "2112IIIIIIIIIIWWW.WWWxxxxxxxxxC"


def test_a_mask_may_be_thirty_digits_long_and_no_longer() -> None:
    longest = tidied(LONGEST)
    assert len(longest.letters) == mask.LENGTH_MAX == 30
    read = longest.read(label("2112" + "0000590002" + "001500" + "0" * 9))
    assert read == Label("0000590002", "21120000590002", LONGEST, milli=1500)
    assert longest.read("2" * 29) is None
    assert longest.read("2" * 31) is None
    with pytest.raises(Refusal) as refused:
        tidied(LONGEST.replace("xC", "xxC"))
    assert refused.value.facts["why"] == "length"


@st.composite
def long_masks(draw: st.DrawFn) -> Mask:
    """A mask of thirty: digits of few kinds, a good, a value or none, nothings, a check digit."""
    literals = draw(st.text("12", min_size=1, max_size=4))
    good = "I" * draw(st.integers(1, 12))
    value = draw(st.sampled_from(["", "WW.WWW", "WWWWW", "AAAA.AA", "AAAAAA", "NNN"]))
    check = draw(st.sampled_from(["", "C"]))
    rest = 30 - len((literals + good + value + check).replace(".", ""))
    first, second = draw(st.sampled_from([(good, value), (value, good)]))
    return tidied(f"{literals}{first}{second}{'x' * rest}{check}")


def fitting(of: Mask, digits: str) -> str:
    """A code that a mask fits."""
    code = "".join(a if a.isdigit() else b for a, b in zip(of.letters, digits, strict=True))
    return label(code[:-1]) if of.letters.endswith("C") else code


@given(st.data())
def test_thirty_digits_are_read_alike_in_whatever_order_long_masks_stand(
    data: st.DataObject,
) -> None:
    masks = data.draw(st.lists(long_masks(), min_size=2, max_size=6, unique_by=lambda m: m.text))
    meant = data.draw(st.sampled_from(masks))
    code = fitting(meant, data.draw(st.text("0123456789", min_size=30, max_size=30)))
    assert len(code) == 30
    assert meant.read(code) is not None, "its own mask fits it"
    read = mask.read(masks, code)
    assert read[0].checked, "one whose check digit is right is among them"
    for order in (data.draw(st.permutations(masks)), masks[::-1]):
        assert mask.read(order, code) == read
    alone = mask.read([each for each in masks if not each.overlaps(meant)] + [meant], code)
    assert alone == [meant.read(code)], "masks that no code shares with it change nothing"


def test_of_two_masks_that_fit_the_more_particular_reads() -> None:
    wide, narrow = tidied("2xIIIIIWW.WWWC"), tidied("21IIIIAAAA.AAC")
    longer, shorter = tidied("24IIIIIxxxxxx"), tidied("24IIIIxxxxxxx")
    code = label("211234501500")
    for masks in itertools.permutations([wide, narrow, longer, shorter]):
        assert [read.mask for read in mask.read(masks, code)] == [narrow.text, wide.text]
        other, *_ = mask.read(masks, "2412345678901")
        assert other.mask == longer.text
    assert wide.overlaps(narrow)
    assert not narrow.overlaps(longer)
    assert not wide.overlaps(tidied("21IIII"))


def test_a_mask_whose_check_digit_is_right_goes_before_a_more_particular_one() -> None:
    checked, unchecked = tidied("2xIIIIIWW.WWWC"), tidied("210000IIIWWWC")
    code = label("210000301500")
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    both = [unchecked, checked]
    assert mask.read(both, code)[0] == unchecked.read(code)
    without = tidied("2100003IIWWWx")
    assert mask.read([without, checked], wrong)[0] == without.read(wrong)
    assert mask.read(both, wrong)[0].checked is False


@given(st.text(max_size=32))
def test_no_text_fails(text: str) -> None:
    for each in MASKS:
        each.read(text)
    with suppress(Refusal):
        tidied(text)


EXAMPLES = {
    "2110000590002883010001": ("2110000IIIIIIIIIxxxxxx", "590002883", None),
    "924728101224002554": ("92IIIIIWW.WWWxxxxxx", "47281", 1224),
    "924728101019002554": ("92IIIIIWW.WWWxxxxxx", "47281", 1019),
    "6014001019002554": ("6IIIIWWWWWxxxxxx", "0140", 1019),
    "305000001769039": ("3050IIIIIIIIIxx", "000017690", None),
    "2213490050001010": ("22IIIIIWW.WWWxxxx", "13490", 5000),
}
"""Labels of Indian shops by masks that fit them."""


@pytest.mark.parametrize("code", EXAMPLES)
def test_labels_of_indian_shops_have_masks(code: str) -> None:
    text, good, grams = EXAMPLES[code]
    masks = [tidied(each) for each, _, _ in EXAMPLES.values()]
    read = mask.read(masks, code)[0]
    assert (read.mask, read.good, read.milli) == (text, good, grams)


def test_every_long_label_of_the_data_is_read_by_a_mask_of_its_prefix(estore_data: Path) -> None:
    labels = json.loads((estore_data / "scale_barcode_examples.json").read_text("utf-8"))
    codes = [code for code, _ in labels["long_code128"]]
    masks = {code[:2] + "I" * (len(code) - 2): code for code in codes}
    for text, code in masks.items():
        read = mask.read([tidied(each) for each in masks], code)[0]
        assert (read.mask, read.good) == (text, code[2:])
    weighed = [code for code in codes if code.startswith("9247281")]
    assert [tidied("92IIIIIWW.WWWxxxxxx").read(code) for code in weighed]


def test_a_shop_keeps_no_mask_that_reads_nothing() -> None:
    replace(shop(), code_masks=("21IIIIIWW.WWWC",)).check()
    with pytest.raises(Refusal) as refused:
        replace(shop(), code_masks=("21IIIIIWW.WWWC", "ZZZ")).check()
    assert refused.value.code is RefusalCode.CODE_MASK_WRONG
