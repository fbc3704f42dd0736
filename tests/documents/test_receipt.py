"""Receipts: every title and mode on both papers and in each language, read back from the PDF."""

from dataclasses import replace
from typing import Literal, get_args

import pytest

from estore_pos.documents import fonts, qr
from estore_pos.documents.pen import Align
from estore_pos.documents.receipt import receipt
from estore_pos.documents.slip import Slip
from estore_pos.domain.customer import Customer
from estore_pos.domain.draft import Draft
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import SEEN, Tender, TenderKind
from estore_pos.text.words import PaperLanguage
from tests.documents import golden, reading
from tests.documents.samples import (
    BASKET,
    CASES,
    COMPOSITION,
    DIWALI,
    NEIGHBOUR,
    OIL,
    SALE,
    SHOP,
    TRADER,
    UNREGISTERED,
    Case,
    bill,
    claimed,
    item,
    long_bill,
)
from tests.fully import fully, table

Width = Literal[58, 80]
WIDTHS: tuple[Width, ...] = (58, 80)
LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)
SHOWN: list[tuple[Width, PaperLanguage]] = [(58, "hi"), (58, "both"), (80, "en"), (80, "both")]


def made(case: Case, width_mm: Width, language: PaperLanguage) -> bytes:
    return receipt(
        case.bill,
        case.shop,
        width_mm=width_mm,
        language=language,
        copy=case.copy,
        practice=case.practice,
        customer=case.customer,
        offers=[DIWALI],
    )


def said(case: Case, language: PaperLanguage = "en") -> str:
    return reading.text(made(case, 80, language))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("width_mm", "language"), table(SHOWN, quick=SHOWN[::3]))
def test_a_receipt_reads_as_its_golden_text(
    name: str, width_mm: Width, language: PaperLanguage
) -> None:
    text = reading.text(made(CASES[name], width_mm, language))
    golden.check(f"receipt-{width_mm}-{language}-{name}", text)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", fully(LANGUAGES, quick=["both"]))
@pytest.mark.parametrize("width_mm", WIDTHS)
def test_no_text_leaves_the_paper_or_lies_on_another(
    name: str, width_mm: Width, language: PaperLanguage
) -> None:
    assert reading.faults(made(CASES[name], width_mm, language)) == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width_mm", fully(WIDTHS, quick=[58]))
def test_the_codes_are_read_from_what_the_head_prints(name: str, width_mm: Width) -> None:
    case = CASES[name]
    asked = "" if case.practice or case.copy else qr.payment(case.bill, case.shop)
    found = reading.codes(made(case, width_mm, "both"), reading.THERMAL_DPI)
    assert found == [code for code in (asked, f"ES1:B:{SALE}") if code]


@pytest.mark.parametrize(("width_mm", "dots"), [(58, 384), (80, 576)])
def test_a_receipt_is_as_wide_as_the_head_to_the_dot(width_mm: Width, dots: int) -> None:
    pdf = made(CASES["cash-memo"], width_mm, "hi")
    [image] = reading.rasters(pdf, reading.THERMAL_DPI)
    assert image.width == dots


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("width_mm", WIDTHS)
def test_no_letter_stands_over_the_edge_of_the_roll(
    width_mm: Width, language: PaperLanguage
) -> None:
    """The hook of a J reaches back under the letter before it; at the edge there is no paper."""
    draft = Draft()
    for number, name in enumerate(("Jeera", "JAGGERY JAR", "jam", "Ata", "किशमिश"), start=1):
        draft = draft.add(item(number, name, name, Unit.PIECE, 12_345), 1000)
    pdf = receipt(bill(draft), SHOP, width_mm=width_mm, language=language)
    [page] = reading.boxes(pdf)
    hooks = [box.left for box in page if box.text[:1] in ("J", "j")]
    assert min(box.left for box in page) >= 0
    assert min(hooks) < 0.2, "the hook lies at the edge itself"


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("bold", [False, True])
def test_no_stroke_of_a_last_letter_stands_over_the_right_edge(align: Align, bold: bool) -> None:
    """The head stroke of Devanagari and an f reach beyond where the next letter would begin."""
    for word in ("क", "f", "धर्मीं", "शुद्धि", "कॉफ़ी", "ऊ"):
        line = f"{'H' * 15}\N{NO-BREAK SPACE}{word}"
        strip = Slip(58, title="")
        size = strip.width / fonts.width(line, 1, bold=bold) * 0.9999
        strip.text(line, size, bold=bold, align=align)
        pdf = strip.pdf()
        [page] = reading.boxes(pdf)
        wide = reading.sizes(pdf)[0][0] + 0.005  # places in a PDF have two decimals
        assert max(box.right for box in page) <= wide, word
        assert min(box.left for box in page) > -0.005, word


def test_a_receipt_is_as_long_as_its_bill() -> None:
    short, long = (
        reading.sizes(receipt(long_bill(n), SHOP, width_mm=58, language="hi"))[0][1]
        for n in (1, 200)
    )
    assert 199 * 20 < long - short < 199 * 30
    tall = reading.rasters(receipt(long_bill(1), SHOP, width_mm=58, language="hi"), 203)[0]
    ink = tall.point(lambda v: 255 - v).getbbox()
    assert ink is not None
    assert tall.height - ink[3] < 20


def test_no_letter_is_smaller_than_a_head_can_draw() -> None:
    # 20 dots of 203 dpi: figures are 0.71 of a size high
    for width_mm in WIDTHS:
        [page] = reading.boxes(made(CASES["cash-memo"], width_mm, "hi"))
        figures = [box for box in page if box.text and set(box.text) <= set("0123456789.")]
        assert figures
        assert min(box.top - box.bottom for box in figures) >= 0.68 * 20 * 72 / 203


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cash_memo_shows_neither_gstin_nor_tax(language: PaperLanguage) -> None:
    text = said(Case(bill(BASKET, UNREGISTERED), replace(UNREGISTERED, gstin=SHOP.gstin)), language)
    assert "GST" not in text
    assert SHOP.gstin not in text
    assert SHOP.fssai in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_composition_shop_says_the_rule_s_sentence_and_no_tax(language: PaperLanguage) -> None:
    text = said(Case(bill(BASKET, COMPOSITION), COMPOSITION), language)
    flat = text.replace("\n", " ")
    assert "Composition taxable person, not eligible to collect tax on supplies" in flat
    assert "CGST" not in text
    assert "GST 5%" not in text


def test_the_tax_by_rate_is_the_lines_sum_and_cgst_equals_sgst() -> None:
    lines = said(CASES["invoice-cum-bill"]).splitlines()
    assert "5 % 204.76 5.12 5.12" in lines
    assert "18 % 64.40 5.80 5.80" in lines
    assert "Nil rated 50.01" in lines


def test_a_sale_across_the_border_shows_igst_and_the_place_of_supply() -> None:
    lines = said(CASES["trader-invoice"]).splitlines()
    assert "GST Taxable IGST" in lines
    assert "Place of supply: Uttar Pradesh (09)" in lines
    assert f"Buyer's GSTIN: {TRADER.gstin}" in lines


def test_the_round_off_stands_where_everyone_sees_it() -> None:
    lines = said(CASES["cash-memo"]).splitlines()
    assert lines[lines.index("Total of lines 341.01") + 1] == "Round-off -0.01"
    assert "₹ 341.00" in lines[lines.index("Round-off -0.01") + 1] + "".join(lines)


def test_a_bill_of_whole_rupees_has_no_round_off() -> None:
    assert "Round-off" not in said(Case(bill(Draft().add(OIL, 1000))))


def test_change_is_printed_beside_what_was_handed_over() -> None:
    lines = said(CASES["invoice-cum-bill"]).splitlines()
    assert lines[lines.index("Cash received 371.00") :][:3] == [
        "Cash received 371.00",
        "Change 130.00",
        "UPI 100.00",
    ]


@pytest.mark.parametrize(
    ("language", "told"), [("hi", "UPI मिला"), ("en", "UPI seen"), ("both", "UPI मिला")]
)
def test_money_that_was_seen_is_said_in_the_paper_s_language(
    language: PaperLanguage, told: str
) -> None:
    case = Case(bill(BASKET, paying=lambda owed: (Tender(TenderKind.UPI, owed, reference=SEEN),)))
    assert f"{told} 341.00" in said(case, language)


def test_the_date_and_time_are_india_s() -> None:
    assert "22-11-2026 14:07" in said(CASES["cash-memo"])


@pytest.mark.parametrize(("language", "mark"), [("hi", "प्रति"), ("en", "DUPLICATE")])
def test_a_copy_says_so_and_an_original_does_not(language: PaperLanguage, mark: str) -> None:
    original = Case(bill(BASKET))
    for number in (1, 2, 12):
        assert f"{mark} {number}" in said(replace(original, copy=number), language).splitlines()
    assert mark not in said(original, language)


@pytest.mark.parametrize("width_mm", WIDTHS)
def test_a_practice_receipt_says_so_twice_and_names_no_payee(width_mm: Width) -> None:
    text = reading.text(made(CASES["practice"], width_mm, "both"))
    assert text.count("PRACTICE - not a bill") == 2
    assert text.count("अभ्यास - असली बिल नहीं") == 2
    assert "@" not in text
    assert len(reading.codes(made(CASES["practice"], width_mm, "both"), 203)) == 1


def test_the_payee_s_address_stands_under_his_code_only_where_money_is_asked_for() -> None:
    assert "practice@invalid" in said(CASES["upi-claimed"])
    for name in ("cash-memo", "upi-seen", "practice"):
        assert "practice@invalid" not in said(CASES[name])


def test_an_erased_customer_is_not_named() -> None:
    gone = Customer(CustomerId("01KB8Q0XM5Z7T3R9V2W4Y6A8CE"), erased=True)
    assert "Bill to" not in said(Case(bill(BASKET), customer=gone))


def test_the_buyer_s_address_is_printed_from_fifty_thousand_rupees_on() -> None:
    dear = Draft().add(replace(OIL, price=Money.rupees(60_000)), 1000)
    assert NEIGHBOUR.address in said(Case(bill(dear), customer=NEIGHBOUR))
    assert NEIGHBOUR.address not in said(Case(bill(BASKET), customer=NEIGHBOUR))


def test_a_name_in_one_language_stands_for_the_other() -> None:
    plain = replace(OIL, name_en="")
    assert plain.name_hi in said(Case(bill(Draft().add(plain, 1000))), "en")
    both = said(Case(bill(Draft().add(plain, 1000))), "both")
    assert both.count(plain.name_hi) == 1


def test_a_shop_that_told_nothing_yet_still_has_a_receipt() -> None:
    bare = replace(UNREGISTERED, name_hi="", name_en="", address_hi="", address_en="", phone="")
    bare = replace(bare, district="", pin="", csc_id="", fssai="", upi_id="")
    for width_mm in WIDTHS:
        pdf = receipt(bill(BASKET, bare, paying=claimed), bare, width_mm=width_mm, language="both")
        assert reading.faults(pdf) == []
        assert "CASH MEMO" in reading.text(pdf)


def test_long_names_and_great_sums_stay_on_the_paper() -> None:
    long = replace(
        OIL,
        name_hi="अत्यंतलंबानामजोकिसीभीपर्चीपरएकपंक्तिमेंनहींआता " * 2,
        name_en="A name that no till roll has ever held on one line " * 2,
        price=Money.rupees(99_99_999),
    )
    shop = replace(SHOP, name_en="Maa Sharda Grameen eStore and General Store " * 2)
    shop = replace(shop, upi_id="a" * 200 + "@bank", footer_en="No returns without bill. " * 6)
    great = bill(Draft().add(long, 1000), paying=claimed)
    for width_mm in WIDTHS:
        for language in LANGUAGES:
            pdf = receipt(great, shop, width_mm=width_mm, language=language)
            assert reading.faults(pdf) == []
            assert "99,99,999.00" in reading.text(pdf)
            assert len(reading.codes(pdf, reading.THERMAL_DPI)) == 2


def test_the_same_bill_gives_the_same_bytes() -> None:
    assert made(CASES["cash-memo"], 58, "both") == made(CASES["cash-memo"], 58, "both")
