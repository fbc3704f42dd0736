"""Credit notes and estimates: what rule 53 asks for, what a paper that is no bill must not say."""

from typing import Literal, get_args

import pytest

from estore_pos.documents.invoice import invoice
from estore_pos.documents.receipt import receipt
from estore_pos.documents.table import Form
from estore_pos.text.words import PaperLanguage
from tests.documents import golden, reading
from tests.documents.samples import DEEDS, DIWALI, SALE, SHOP
from tests.fully import fully

Width = Literal[58, 80]
WIDTHS: tuple[Width, ...] = (58, 80)
LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)


def slip(name: str, width_mm: Width, language: PaperLanguage) -> bytes:
    deed, shop, customer = DEEDS[name]
    return receipt(
        deed, shop, width_mm=width_mm, language=language, customer=customer, offers=[DIWALI]
    )


def sheet(name: str, language: PaperLanguage, form: Form = Form.A4) -> bytes:
    deed, shop, customer = DEEDS[name]
    return invoice(deed, shop, language=language, form=form, customer=customer, offers=[DIWALI])


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize(("width_mm", "language"), [(58, "hi"), (80, "en"), (80, "both")])
def test_a_slip_reads_as_its_golden_text(
    name: str, width_mm: Width, language: PaperLanguage
) -> None:
    golden.check(f"{name}-{width_mm}-{language}", reading.text(slip(name, width_mm, language)))


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_reads_as_its_golden_text(name: str, language: PaperLanguage) -> None:
    golden.check(f"{name}-a4-{language}", reading.text(sheet(name, language)))


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("language", fully(LANGUAGES, quick=["both"]))
def test_no_text_leaves_the_paper_or_lies_on_another(name: str, language: PaperLanguage) -> None:
    for width_mm in WIDTHS:
        assert reading.faults(slip(name, width_mm, language)) == []
    for form in Form:
        assert reading.faults(sheet(name, language, form)) == []


@pytest.mark.parametrize("made", [sheet("note", "en"), slip("note", 80, "en")])
def test_a_credit_note_has_the_particulars_of_rule_53(made: bytes) -> None:
    text = reading.text(made)
    for particular in (
        "CREDIT NOTE",
        SHOP.gstin,
        "CK7M2/26/000007",
        "24-11-2026",
        "BK7M2/26/000123",
        "22-11-2026",
        "CGST",
        "SGST",
    ):
        assert particular in text
    assert "TAX INVOICE" not in text


def test_a_credit_note_across_the_border_tells_igst_and_the_buyer_s_gstin() -> None:
    deed, _, customer = DEEDS["note-trader"]
    assert customer is not None
    for made in (sheet("note-trader", "en"), slip("note-trader", 58, "en")):
        text = reading.text(made)
        assert "IGST" in text
        assert customer.gstin in text
        assert "Uttar Pradesh (09)" in text
        assert deed.number in text


def test_a_credit_note_s_code_is_that_of_its_bill() -> None:
    for width_mm in WIDTHS:
        [code] = reading.codes(slip("note", width_mm, "both"), reading.THERMAL_DPI)
        assert code == f"ES1:B:{SALE}"
    assert reading.codes(slip("note-unbilled", 80, "both"), reading.THERMAL_DPI) == []
    assert reading.codes(sheet("note-unbilled", "both"), reading.OFFICE_DPI) == []


def test_a_credit_note_of_an_unregistered_shop_says_nothing_of_tax() -> None:
    for made in (sheet("note-memo", "en"), slip("note-memo", 58, "en")):
        text = reading.text(made)
        assert "GST" not in text
        assert "HSN" not in text


@pytest.mark.parametrize("name", ["estimate", "estimate-advance"])
@pytest.mark.parametrize(("language", "warned"), [("hi", "यह बिल नहीं है"), ("en", "NOT A BILL")])
def test_an_estimate_says_that_it_is_no_bill_and_claims_no_tax(
    name: str, language: PaperLanguage, warned: str
) -> None:
    for made in (sheet(name, language), slip(name, 58, language), slip(name, 80, language)):
        text = reading.text(made)
        assert warned in text
        for claim in ("INVOICE", "बीजक", "BILL OF SUPPLY", "CGST", "HSN", SHOP.gstin):
            assert claim not in text
        assert SHOP.fssai in text
        assert reading.codes(made, reading.THERMAL_DPI) == []


def test_an_advance_and_what_is_left_to_pay_come_to_the_estimate() -> None:
    lines = reading.text(slip("estimate-advance", 80, "en")).splitlines()
    [total] = [line for line in lines if line.startswith("₹ ")] or [
        line for line in lines if "₹" in line
    ]
    [rest] = [line for line in lines if line.startswith("Rest to pay")]
    owed = float(total.split("₹ ")[1].split()[0].replace(",", ""))
    assert float(rest.split()[-1]) == owed - 200
    assert "Advance paid: Cash 200.00" in lines
