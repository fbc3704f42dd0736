"""A paper as a head prints it: as wide as the head, whole, and its codes can be read."""

from dataclasses import replace
from random import Random

import pytest
import zxingcpp

from estore_pos.devices import escpos
from estore_pos.documents import qr
from estore_pos.documents.raster import rows
from estore_pos.documents.receipt import receipt
from estore_pos.domain.draft import Draft
from estore_pos.domain.money import Money
from estore_pos.operations.setup import starter_goods
from tests.devices import paper_roll
from tests.documents.reading import codes
from tests.documents.samples import (
    CASES,
    SALE,
    SHOP,
    Paying,
    bill,
    claimed,
    in_cash,
    load_words,
)
from tests.fully import fully

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


@pytest.mark.parametrize("paying", [in_cash, claimed])
@pytest.mark.parametrize("seed", fully(range(12), quick=range(3)))
def test_ten_goods_of_a_named_gst_shop_in_two_languages_are_no_more_than_thirty_thousand_bytes(
    seed: int, paying: Paying
) -> None:
    draft = Draft()
    for good in Random(seed).sample(starter_goods(with_prices=True), 10):
        draft = draft.add(replace(good, price=good.price or Money.rupees(95)), 1000)
    made = bill(draft, paying=paying)
    shop = replace(SHOP, upi_id="maasharda.store@okhdfcbank")
    found = rows(receipt(made, shop, width_mm=58, language="both"), DOTS[58])
    told = escpos.BEGIN + escpos.picture(found, aligned=True) + escpos.cut("partial")
    assert len(told) <= 30_000
    roll = paper_roll.read(told, DOTS[58])
    assert roll.whole_rows()[: len(found)] == found
    read = [each.text for each in zxingcpp.read_barcodes(roll.picture())]
    assert sorted(read) == sorted(filter(None, (qr.payment(made, shop), f"ES1:B:{SALE}")))
