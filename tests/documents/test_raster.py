"""A paper as a head prints it: as wide as the head, whole, and its codes can be read."""

import pytest
import zxingcpp

from estore_pos.devices import escpos
from estore_pos.documents.raster import rows
from estore_pos.documents.receipt import receipt
from tests.devices import paper_roll
from tests.documents.reading import codes
from tests.documents.samples import CASES, load_words

DOTS = {58: 384, 80: 576}


@pytest.fixture(autouse=True)
def _words() -> None:
    load_words()


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("name", ["upi-claimed", "invoice-cum-bill", "cash-memo"])
def test_what_comes_out_of_the_printer_has_every_code_of_the_paper(
    width_mm: int, name: str
) -> None:
    case = CASES[name]
    pdf = receipt(
        case.bill,
        case.shop,
        width_mm=58 if width_mm == 58 else 80,
        language="both",
        copy=case.copy,
        customer=case.customer,
    )
    found = rows(pdf, DOTS[width_mm])
    assert {len(row) for row in found} == {DOTS[width_mm] // 8}
    assert any(found[-1]), "no blank paper at the end"
    roll = paper_roll.read(escpos.picture(found, aligned=True), DOTS[width_mm])
    assert roll.whole_rows() == found
    read = [each.text for each in zxingcpp.read_barcodes(roll.picture())]
    assert sorted(read) == sorted(codes(pdf, 203))
    assert any(text.startswith("ES1:B:") for text in read)


def test_a_narrower_head_prints_the_whole_width_smaller() -> None:
    case = CASES["cash-memo"]
    pdf = receipt(case.bill, case.shop, width_mm=58, language="hi")
    small, usual = rows(pdf, 360), rows(pdf, 384)
    assert len(small[0]) == 45
    assert len(small) == pytest.approx(len(usual) * 360 / 384, abs=3)


def test_the_same_paper_gives_the_same_dots() -> None:
    case = CASES["cash-memo"]
    pdf = receipt(case.bill, case.shop, width_mm=58, language="hi")
    assert rows(pdf, 384) == rows(pdf, 384)
