"""Laws of what a scanned code means: the books first, then the label, and nothing is guessed."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estore_pos.domain import barcode
from estore_pos.domain.barcode import check_digit
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gs1 import FNC1
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.operations import codes
from estore_pos.operations.codes import Meant
from estore_pos.operations.till import Till
from estore_pos.store.page import Page
from tests.operations.shopfront import NIL, POTATO, SOAP, Shopfront, put_item

TODAY = date(2026, 12, 1)
WEIGHT, PRICE, COUNT = "21IIIIIWW.WWWC", "22IIIIIAAA.AAC", "23IIIIINNNNNC"
MASKS = (WEIGHT, PRICE, COUNT)
PANEER = "08900000000098"


def label(digits: str) -> str:
    """A label with its check digit."""
    return digits + check_digit(digits)


@pytest.fixture
def page(till: Till) -> Iterator[Page]:
    """A page on the books of a shop that has a few more codes."""
    paneer = Item(
        ItemId(0), "पनीर", "Paneer", Unit.KILO, NIL, Money(36000),
        barcodes=(Barcode(PANEER[1:]), Barcode("04711")), step_milli=1,
    )  # fmt: skip
    put_item(till, paneer)
    for name, code in (("Apple", "036000291452"), ("Gum", "89007365"), ("Odd", "8904970588504")):
        put_item(
            till, Item(ItemId(0), "", name, Unit.PIECE, NIL, Money(1000), barcodes=(Barcode(code),))
        )
    with till.reader().page() as page:
        yield page


def meant(page: Page, code: str, masks: Sequence[str] = MASKS) -> Meant:
    return codes.meant(page, code, masks, TODAY)


@pytest.mark.parametrize(
    ("code", "name", "milli", "amount"),
    [
        ("8901030865278", "Salt", 1000, None),
        ("18901030865275", "Soap", 12_000, None),
        ("036000291452", "Apple", 1000, None),
        ("0036000291452", "Apple", 1000, None),
        ("00036000291452", "Apple", 1000, None),
        ("89007365", "Gum", 1000, None),
        ("00000089007365", "Gum", 1000, None),
        ("0000089007365", "Gum", 1000, None),
        ("८९०१०३०८६५२७८", "Salt", 1000, None),
        (" 8904970588504 ", "Odd", 1000, None),
        (label("210471101500"), "Paneer", 1500, None),
        (label("210471100750"), "Paneer", 750, None),
        (label("210000300237"), "Potato", 237, None),
        (label("220471109000"), "Paneer", None, Money(9000)),
        (label("230000400012"), "Soap", 12_000, None),
        (f"]C101{PANEER}3103000750", "Paneer", 750, None),
        (f"01{PANEER}3103000750", "Paneer", 750, None),
        (f"]C101{PANEER}3922{12345}", "Paneer", None, Money(12345)),
        (f"]C101{PANEER}310300075010AB{FNC1}3922{12345}", "Paneer", 750, Money(12345)),
        ("]C101000360002914523922777", "Apple", 1000, Money(777)),
        ("(01)00036000291452(3922)9000", "Apple", None, Money(9000)),
        (f"(01){PANEER}(17)261201", "Paneer", 1000, None),
        (f"https://id.gs1.org/01/{PANEER}", "Paneer", 1000, None),
        ("(02)00089007365000(37)24", "Gum", 24_000, None),
    ],
)
def test_a_code_means_a_good_and_how_much(
    page: Page, code: str, name: str, milli: int | None, amount: Money | None
) -> None:
    if code.startswith("(02)"):
        code = "(02)00000089007365(37)24"
    read = meant(page, code)
    assert (read.item.name_en, read.milli, read.amount) == (name, milli, amount)
    assert read.warning is None


def test_an_exact_code_goes_before_every_mask(till: Till, page: Page) -> None:
    code = label("210471101500")
    page.connection.rollback()
    exact = Item(ItemId(0), "", "Exact", Unit.PIECE, NIL, Money(100), barcodes=(Barcode(code),))
    put_item(till, exact)
    with till.reader().page() as now:
        assert meant(now, code).item.name_en == "Exact"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(MASKS))
def test_the_order_of_the_masks_changes_nothing(page: Page, masks: list[str]) -> None:
    assert meant(page, label("210471101500"), masks).milli == 1500
    assert meant(page, label("220471109000"), masks).amount == Money(9000)
    assert meant(page, label("230000400012"), masks).milli == 12_000


@pytest.mark.parametrize("own", ["2IIIIIWWWWWC", "02IIIIIWWWWWC"])
@pytest.mark.parametrize("sent", ["{}", "0{}"])
def test_a_label_of_twelve_digits_is_read_with_and_without_its_nought(
    page: Page, own: str, sent: str
) -> None:
    code = sent.format(label("20471101500"))
    for masks in ((own, *MASKS), (*MASKS, own)):
        read = meant(page, code, masks)
        assert (read.item.name_en, read.milli, read.warning) == ("Paneer", 1500, None)


def test_a_label_of_nothing_sells_nothing(till: Till) -> None:
    till.save_shop(replace(till.shop_today(), from_day=TODAY, code_masks=MASKS))
    sold = till.counter.scan(label("210000301500"))
    for empty, code in (
        (label("210000300000"), RefusalCode.QUANTITY_RANGE),
        (label("220000300000"), RefusalCode.AMOUNT_RANGE),
        (label("230000400000"), RefusalCode.QUANTITY_RANGE),
    ):
        with pytest.raises(Refusal) as refused:
            till.counter.scan(empty)
        assert refused.value.code is code
        assert till.counter.view == sold


def test_a_wrong_check_digit_warns_and_sells(page: Page) -> None:
    right = label("210471101500")
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    read = meant(page, wrong)
    assert (read.item.name_en, read.milli) == ("Paneer", 1500)
    assert read.warning is not None
    assert read.warning.code is RefusalCode.CHECK_DIGIT_WRONG
    wrong_gtin = PANEER[:-1] + str((int(PANEER[-1]) + 1) % 10)
    with pytest.raises(Refusal) as refused:
        meant(page, f"]C101{wrong_gtin}")
    assert refused.value.facts["barcode"] == wrong_gtin[1:]


def test_a_gs1_code_of_the_books_with_a_wrong_check_digit_warns(till: Till) -> None:
    odd = Item(ItemId(0), "", "Odd", Unit.PIECE, NIL, barcodes=(Barcode("8904970588504"),))
    put_item(till, odd)
    with till.reader().page() as page:
        assert not barcode.is_gtin("08904970588504")
        read = meant(page, "]C10108904970588504")
    assert read.warning is not None
    assert read.warning.code is RefusalCode.CHECK_DIGIT_WRONG


def test_what_has_expired_is_not_sold_and_what_was_best_before_is_told(page: Page) -> None:
    with pytest.raises(Refusal) as refused:
        meant(page, f"]C101{PANEER}17261130")
    assert refused.value.code is RefusalCode.GOODS_EXPIRED
    assert refused.value.facts["day"] == date(2026, 11, 30)
    assert meant(page, f"]C101{PANEER}17261201").warning is None
    read = meant(page, f"]C101{PANEER}15261130")
    assert read.warning is not None
    assert read.warning.code is RefusalCode.BEST_BEFORE_PAST


def test_of_masks_that_overlap_the_one_that_names_a_good_by_its_code_reads(till: Till) -> None:
    """A number of the shop's own, which any digits may be, comes after every code."""
    numbered, coded = ItemId(12), (("गुड़", "154321"), ("घी", "100012"))
    put_item(till, Item(numbered, "चीनी", "", Unit.KILO, NIL, Money(4500), step_milli=1))
    jars = [
        Item(ItemId(0), name, "", Unit.PIECE, NIL, Money(50000), barcodes=(Barcode(code),))
        for name, code in coded
    ]
    for jar in jars:
        put_item(till, jar)
    masks = ("21IIIIIWW.WWWC", "2IIIIIIAAA.AAC")
    with till.reader().page() as page:
        cake = meant(page, label("215432105000"), masks)
        ghee = meant(page, label("210001212345"), masks)
        assert (cake.item.name_hi, cake.amount) == ("गुड़", Money(5000))
        assert (ghee.item.name_hi, ghee.amount) == ("घी", Money(12345))
        assert meant(page, label("210001212345"), masks[:1]).item.id == numbered
        with pytest.raises(Refusal) as refused:
            meant(page, label("299999905000"), masks)
    assert refused.value.facts["barcode"] == "999999"


@pytest.mark.parametrize("said", ["3202001500", f"3932840{4999}", "3612000015"])
def test_a_measure_or_money_that_no_shop_here_sells_by_is_refused_and_not_one_kilo(
    page: Page, said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        meant(page, f"]C101{PANEER}{said}")
    assert refused.value.code is RefusalCode.CODE_UNIT_WRONG
    assert meant(page, f"]C101{PANEER}3103001500{FNC1}{said}").milli == 1500


def test_a_weight_of_what_is_sold_by_the_piece_is_refused(page: Page) -> None:
    with pytest.raises(Refusal) as refused:
        meant(page, label("210000401500"))
    assert refused.value.code is RefusalCode.CODE_UNIT_WRONG
    assert refused.value.facts["item"] == SOAP


@pytest.mark.parametrize(
    ("code", "taught"),
    [
        ("8909999999999", "8909999999999"),
        (label("219999901500"), "99999"),
        ("]C10108900000000180", "8900000000180"),
        ("]C10100000089007365".replace("89007365", "89006610"), "89006610"),
        ("000123", "000123"),
        ("upi://pay?pa=a@b", "upi://pay?pa=a@b"),
    ],
)
def test_an_unknown_code_says_what_can_be_taught(page: Page, code: str, taught: str) -> None:
    with pytest.raises(Refusal) as refused:
        meant(page, code)
    assert refused.value.code is RefusalCode.UNKNOWN_BARCODE
    assert refused.value.facts["barcode"] == taught


def test_a_price_label_on_what_is_counted_is_for_one_unless_it_is_so_many(page: Page) -> None:
    gum = meant(page, "89007365").item.id
    assert (read := meant(page, label(f"22{gum:05}00250"))).milli == 1000
    assert read.amount == Money(250)
    assert (read := meant(page, label(f"22{gum:05}03000"))).milli is None
    assert read.amount == Money(3000)


def test_an_unknown_label_of_a_weight_is_taught_by_the_kilo(page: Page) -> None:
    with pytest.raises(Refusal) as refused:
        meant(page, label("219999901500"))
    assert refused.value.facts["unit"] is Unit.KILO
    with pytest.raises(Refusal) as refused:
        meant(page, "]C101089000000001803103000750")
    assert refused.value.facts["unit"] is Unit.KILO


def test_so_many_of_a_label_are_so_many_times_what_it_says() -> None:
    good = Item(POTATO, "", "Potato", Unit.KILO, NIL)
    assert Meant(good, 250).times(3000) == Meant(good, 750)
    assert Meant(good, None, Money(4550)).times(2000) == Meant(good, None, Money(9100))
    once = Meant(good, 250)
    assert once.times(1000) is once


def test_leading_noughts_survive(till: Till, shopfront: Shopfront) -> None:
    for name, code in (("A", "000123"), ("B", "0000123"), ("C", "123")):
        put_item(till, Item(ItemId(0), "", name, Unit.PIECE, NIL, barcodes=(Barcode(code),)))
    with till.reader().page() as page:
        found = {code: meant(page, code).item.name_en for code in ("000123", "0000123", "123")}
    assert found == {"000123": "A", "0000123": "B", "123": "C"}


def test_every_odd_code_of_real_shops_can_be_taught_and_is_found_again(
    till: Till, estore_data: Path
) -> None:
    with (estore_data / "bad_input_barcodes_real_odd.csv").open(encoding="utf-8", newline="") as f:
        odd = list(dict.fromkeys(row["code"] for row in csv.DictReader(f)))
    labels = json.loads((estore_data / "scale_barcode_examples.json").read_text("utf-8"))
    odd += [code for code, _ in labels["long_code128"] + labels["failing_check_digit_on_shelf"]]
    odd = list(dict.fromkeys(odd))
    kept = {}
    for number, code in enumerate(odd):
        good = Item(ItemId(0), "", f"odd {number}", Unit.PIECE, NIL, barcodes=(Barcode(code),))
        kept[code] = put_item(till, good).id
    with till.reader().page() as page:
        for code, item in kept.items():
            read = meant(page, code, (*MASKS, "92IIIIIWW.WWWxxxxxx"))
            assert (read.item.id, read.milli, read.warning) == (item, 1000, None)


@pytest.mark.parametrize("order", [MASKS, MASKS[::-1]])
def test_the_line_is_what_the_label_says_to_the_gram_and_to_the_paisa(
    till: Till, order: Sequence[str]
) -> None:
    till.save_shop(replace(till.shop_today(), from_day=TODAY, code_masks=tuple(order)))
    weights = []
    for digits in ("210000301500", "210000300750"):
        view = till.counter.scan(label(digits))
        weights.append(view.draft.lines[0].quantity.milli)
    assert weights == [1500, 1500 + 750]
    for amount in (4550, 3333, 1, 9999):
        view = till.counter.scan(label(f"2200003{amount:05}"))
        line = view.draft.lines[-1]
        assert line.value == Money(amount)
        assert abs(line.quantity.milli - amount * 1000 / 3000) <= 1
        assert line.price == Money(3000)
    assert till.counter.view.warning is None
    wrong = next(label("210000301500")[:-1] + d for d in "01" if label("210000301500")[-1] != d)
    view = till.counter.scan(wrong)
    assert view.warning is not None
    assert view.warning.code is RefusalCode.CHECK_DIGIT_WRONG
    assert till.counter.scan("8901030865278").warning is None


def test_a_label_never_sells_above_the_printed_price(till: Till) -> None:
    till.save_shop(replace(till.shop_today(), from_day=TODAY, code_masks=MASKS))
    with pytest.raises(Refusal) as refused:
        till.counter.scan(label("220000204100"))
    assert refused.value.code is RefusalCode.ABOVE_MRP
