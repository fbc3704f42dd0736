"""The A4 paper: the particulars of rules 46, 46A and 49, over as many pages as it takes."""

import re
import tracemalloc
from dataclasses import replace
from typing import get_args

import pytest

from estore_pos.documents import qr
from estore_pos.documents.invoice import invoice
from estore_pos.domain.draft import Draft
from estore_pos.domain.money import Money
from estore_pos.text.words import PaperLanguage
from tests.documents import golden, reading
from tests.documents.samples import (
    BASKET,
    CASES,
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
    long_bill,
)
from tests.fully import fully

LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)


def made(case: Case, language: PaperLanguage) -> bytes:
    return invoice(
        case.bill,
        case.shop,
        language=language,
        copy=case.copy,
        practice=case.practice,
        customer=case.customer,
        offers=[DIWALI],
    )


def said(case: Case, language: PaperLanguage = "en") -> list[str]:
    return reading.text(made(case, language)).splitlines()


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invoice_reads_as_its_golden_text(name: str, language: PaperLanguage) -> None:
    golden.check(f"invoice-{language}-{name}", reading.text(made(CASES[name], language)))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", fully(LANGUAGES, quick=["both"]))
def test_no_text_leaves_the_paper_or_lies_on_another(name: str, language: PaperLanguage) -> None:
    assert reading.faults(made(CASES[name], language)) == []


@pytest.mark.parametrize("name", CASES)
def test_the_codes_are_read_from_a_poor_print(name: str) -> None:
    case = CASES[name]
    asked = "" if case.practice or case.copy else qr.payment(case.bill, case.shop)
    found = reading.codes(made(case, "both"), reading.OFFICE_DPI)
    assert sorted(found) == sorted(code for code in (asked, f"ES1:B:{SALE}") if code)


def test_every_particular_of_rule_46_is_there() -> None:
    lines = said(CASES["trader-invoice"])
    text = "\n".join(lines)
    for particular in (
        "TAX INVOICE",
        SHOP.name_en,
        SHOP.address_en,
        f"GSTIN {SHOP.gstin}",
        "BK7M2/26/000123",
        "22-11-2026 14:07",
        TRADER.name,
        TRADER.address,
        f"GSTIN {TRADER.gstin}",
        "Uttar Pradesh (09)",
        "Authorised signatory",
        "ORIGINAL FOR RECIPIENT",
    ):
        assert particular in text
    assert lines[lines.index("Place of supply") + 1] == "Uttar Pradesh (09)"
    assert lines[lines.index("Reverse charge") + 1] == "No"
    # what, HSN, quantity, unit, rate, taxable value, tax rate, amount
    assert "1 Fortune Mustard Oil 1 L 1514 1 bottle 165.00 157.14 5 % 165.00" in lines
    # HSN, rate, taxable value, head's rate and amount, tax
    assert "1514 5 % 157.14 5 % 7.86 7.86" in lines


def test_tax_is_told_by_hsn_and_head_and_adds_up() -> None:
    lines = said(CASES["invoice-cum-bill"])
    assert "1514 5 % 157.14 2.5 % 3.93 2.5 % 3.93 7.86" in lines
    assert "0701 Nil rated 50.01" in lines
    assert "319.17 10.92 10.92 21.84" in lines


def test_the_amount_is_said_in_words_in_each_language_of_the_paper() -> None:
    assert "रुपये तीन सौ इकतालीस मात्र" in "\n".join(said(CASES["cash-memo"], "both"))
    assert "Rupees three hundred and forty-one only" in "\n".join(said(CASES["cash-memo"], "both"))
    assert "Rupees" not in "\n".join(said(CASES["cash-memo"], "hi"))


def test_a_bill_of_supply_has_hsn_and_no_tax() -> None:
    text = "\n".join(said(CASES["bill-of-supply"]))
    assert "BILL OF SUPPLY" in text
    assert "0701" in text
    assert "CGST" not in text
    assert "Taxable" not in text


def test_a_cash_memo_has_neither_gstin_nor_hsn_nor_tax() -> None:
    case = Case(bill(BASKET, UNREGISTERED), replace(UNREGISTERED, gstin=SHOP.gstin))
    for language in LANGUAGES:
        text = "\n".join(said(case, language))
        assert "GST" not in text
        assert "HSN" not in text
        assert "सप्लाई की जगह" not in text


def test_under_reverse_charge_the_tax_is_told_and_not_charged() -> None:
    lines = said(CASES["reverse-charge"])
    assert lines[lines.index("Reverse charge") + 1] == "Yes"
    assert "The buyer pays this tax to the government himself." in lines
    assert "9608 18 % 120.00 9 % 10.80 9 % 10.80 21.60" in lines
    assert any(line.endswith("₹ 120.00") for line in lines)


def test_a_copy_says_duplicate_and_the_first_print_original() -> None:
    original = Case(bill(BASKET))
    assert "ORIGINAL FOR RECIPIENT" in "\n".join(said(original))
    text = "\n".join(said(replace(original, copy=3)))
    assert "DUPLICATE 3" in text
    assert "ORIGINAL" not in text


def test_ten_lines_stand_on_one_page() -> None:
    for language in LANGUAGES:
        pdf = invoice(long_bill(10), SHOP, language=language, customer=NEIGHBOUR)
        assert len(reading.pages(pdf)) == 1


@pytest.mark.parametrize("language", ["hi", "en"])
def test_fifty_lines_stand_on_two_pages(language: PaperLanguage) -> None:
    assert len(reading.pages(invoice(long_bill(50), SHOP, language=language))) == 2


@pytest.mark.parametrize("lines", fully([1, 20, 26, 30, 50, 200], quick=[26]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_bill_says_its_page_on_each_and_loses_no_line(
    lines: int, language: PaperLanguage
) -> None:
    pdf = invoice(long_bill(lines), SHOP, language=language, practice=True)
    pages = reading.pages(pdf)
    assert reading.faults(pdf) == []
    kinds = "सरसों|लाइफ़बॉय|आलू|Fortune|Lifebuoy|Potato"
    numbers = re.findall(rf"^(\d+) (?:{kinds})", "\n".join(pages), re.MULTILINE)
    assert numbers == [str(number) for number in range(1, lines + 1)]
    for number, page in enumerate(pages, 1):
        assert ("Page" if language == "en" else "पृष्ठ") in page.splitlines()[-1]
        assert f"{number}" in page.splitlines()[-1]
        assert "BK7M2/26/000123" in page
        assert ("अभ्यास" if language != "en" else "PRACTICE") in page
    assert len(reading.codes(pdf, reading.OFFICE_DPI)) == 1


def test_each_page_of_a_table_has_its_heading() -> None:
    pages = reading.pages(invoice(long_bill(200), SHOP, language="en"))
    assert all("HSN/SAC" in page for page in pages)


def test_totals_words_codes_and_signature_stay_on_one_page() -> None:
    for lines in range(18, 40):
        pages = reading.pages(invoice(long_bill(lines), SHOP, language="hi"))
        [page] = [page for page in pages if "रुपये" in page]
        assert "अधिकृत हस्ताक्षर" in page
        assert "इस बिल का कोड" in page


def test_long_names_and_great_sums_stay_on_the_paper() -> None:
    long = replace(
        OIL,
        name_hi="अत्यंतलंबानामजोकिसीभीपर्चीपरएकपंक्तिमेंनहींआता " * 2,
        name_en="A name that no bill has ever held on one line " * 2,
        price=Money.rupees(99_99_999),
    )
    shop = replace(
        SHOP,
        name_en="Maa Sharda Grameen eStore and General Store " * 3,
        upi_id="a" * 200 + "@bank",
        footer_en="No returns without bill. " * 20,
    )
    draft = Draft()
    for number in range(3):
        draft = draft.add(replace(long, id=type(long.id)(number)), 1000)
    great = bill(draft, paying=claimed)
    for language in LANGUAGES:
        pdf = invoice(great, shop, language=language, customer=NEIGHBOUR, practice=False)
        assert reading.faults(pdf) == []
        assert "2,99,99,997.00" in reading.text(pdf)
        assert len(reading.codes(pdf, reading.OFFICE_DPI)) == 2


def test_a_shop_that_told_nothing_yet_still_has_an_invoice() -> None:
    bare = replace(UNREGISTERED, name_hi="", name_en="", address_hi="", address_en="", phone="")
    bare = replace(bare, district="", pin="", csc_id="", fssai="", upi_id="", state="10")
    pdf = invoice(bill(BASKET, bare), bare, language="both")
    assert reading.faults(pdf) == []


def test_the_same_bill_gives_the_same_bytes() -> None:
    assert made(CASES["tax-invoice"], "both") == made(CASES["tax-invoice"], "both")


def test_papers_leave_nothing_behind() -> None:
    held = long_bill(10)
    for _ in range(3):
        invoice(held, SHOP, language="both")
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(20):
        invoice(held, SHOP, language="both")
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 300_000
