"""How sheets page: sums carried on, no totals alone, A5, and two copies beside each other."""

import re
from typing import get_args

import pytest

from estore_pos.documents.invoice import invoice
from estore_pos.documents.table import Form
from estore_pos.domain.shop import Shop
from estore_pos.text.words import PaperLanguage
from tests.documents import reading
from tests.documents.samples import (
    BASKET,
    CASES,
    NEIGHBOUR,
    SALE,
    SHOP,
    UNREGISTERED,
    bill,
    long_bill,
)
from tests.fully import fully

LANGUAGES: tuple[PaperLanguage, ...] = get_args(PaperLanguage)
FORMS = list(Form)
_LINE = re.compile(r"^(\d+) .* ([\d,]+\.\d\d) (?:[\d.]+ %|Nil rated) ([\d,]+\.\d\d)$")
_CARRIED = re.compile(r"^(Carried|Brought) forward ([\d,.]+) ([\d,.]+)$")


def paise(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


@pytest.mark.parametrize(("form", "lines"), [(Form.A4, 300), (Form.A5, 300), (Form.A4, 1_114)])
def test_a_page_ends_with_what_its_rows_come_to_and_the_next_begins_with_it(
    form: Form, lines: int
) -> None:
    pages = reading.pages(invoice(long_bill(lines), SHOP, language="en", form=form))
    taxable = gross = seen = 0
    for page in pages:
        for text in page.splitlines():
            if found := _CARRIED.match(text):
                assert (paise(found[2]), paise(found[3])) == (taxable, gross)
            elif found := _LINE.match(text):
                seen += 1
                assert int(found[1]) == seen
                taxable += paise(found[2])
                gross += paise(found[3])
    assert seen == lines
    broken = ["Carried forward" in page for page in pages]
    begun = ["Brought forward" in page for page in pages]
    assert broken[:-1] == begun[1:]
    assert broken[0]


@pytest.mark.parametrize("lines", fully(range(12, 60), quick=range(12, 60, 12)))
@pytest.mark.parametrize("shop", [SHOP, UNREGISTERED], ids=["regular", "unregistered"])
def test_the_totals_never_stand_on_a_page_alone(lines: int, shop: Shop) -> None:
    for form in (Form.A4, Form.A5):
        made = invoice(long_bill(lines, shop), shop, language="en", form=form)
        *_, last = reading.pages(made)
        rows = [text for text in last.splitlines() if re.match(r"^\d+ .*\d\.\d\d", text)]
        assert "TOTAL" in last
        assert rows
        assert reading.faults(made) == []


def test_a_long_tax_table_leaves_no_half_page_blank_before_it() -> None:
    *_, before, last = reading.pages(invoice(long_bill(300), SHOP, language="both"))
    assert "300 items" in before
    assert "CGST %" in before, "it begins under the lines"
    assert "TOTAL" in last


@pytest.mark.slow
def test_a_row_of_sums_never_stands_without_a_row_above_it() -> None:
    for lines in range(20, 60):
        for page in reading.pages(invoice(long_bill(lines), SHOP, language="en")):
            texts = page.splitlines()
            for place, text in enumerate(texts):
                if re.match(r"^\d+ items ", text):
                    assert _LINE.match(texts[place - 1])
                if text.startswith("Brought forward"):
                    assert _LINE.match(texts[place + 1])


@pytest.mark.parametrize(("form", "size"), [(Form.A5, (419.5, 595.3)), (Form.A4, (595.3, 841.9))])
def test_a_sheet_has_its_paper_s_size(form: Form, size: tuple[float, float]) -> None:
    [found] = reading.sizes(invoice(bill(BASKET), SHOP, language="both", form=form))
    assert found == pytest.approx(size, abs=0.1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_lines_stand_on_one_page_of_a5(language: PaperLanguage) -> None:
    eight = long_bill(8, codes=3)
    pdf = invoice(eight, SHOP, language=language, form=Form.A5, customer=NEIGHBOUR)
    assert len(reading.pages(pdf)) == 1
    assert reading.faults(pdf) == []


@pytest.mark.parametrize("name", fully(CASES, quick=["terms", "trader-invoice", "upi-claimed"]))
@pytest.mark.parametrize("form", [Form.A5, Form.A5_PAIR])
def test_no_text_leaves_a_small_paper_and_its_codes_are_read(name: str, form: Form) -> None:
    case = CASES[name]
    pdf = invoice(
        case.bill,
        case.shop,
        language="both",
        form=form,
        copy=case.copy,
        practice=case.practice,
        customer=case.customer,
    )
    assert reading.faults(pdf) == []
    found = [code for code in reading.codes(pdf, 203) if code == f"ES1:B:{SALE}"]
    assert len(found) == form.beside


def test_two_copies_stand_beside_each_other_line_by_line() -> None:
    pdf = invoice(long_bill(40), SHOP, language="en", form=Form.A5_PAIR)
    for (width, _), page in zip(reading.sizes(pdf), reading.boxes(pdf), strict=True):
        middle = width / 2
        halves = [
            [(box.text, round(box.bottom)) for box in page if (box.left > middle) is right]
            for right in (False, True)
        ]
        left, right = (
            [
                each
                for each in half
                if each[0] not in {"ORIGINAL FOR RECIPIENT", "COPY FOR SUPPLIER"}
            ]
            for half in halves
        )
        assert left == right
        assert [text for text, _ in halves[0]].count("ORIGINAL FOR RECIPIENT") == 1
        assert [text for text, _ in halves[1]].count("COPY FOR SUPPLIER") == 1


def test_a_reprint_of_two_copies_has_its_number_on_both() -> None:
    text = reading.text(invoice(bill(BASKET), SHOP, language="en", form=Form.A5_PAIR, copy=4))
    assert text.count("DUPLICATE 4") == 2
    assert "ORIGINAL" not in text


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bill_gives_the_same_bytes(form: Form) -> None:
    first, second = (invoice(bill(BASKET), SHOP, language="hi", form=form) for _ in range(2))
    assert first == second
