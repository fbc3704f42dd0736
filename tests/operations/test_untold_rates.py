"""Laws of goods whose rate of tax nobody has told: a shop that charges tax is told of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from estore_pos.domain.credit_note import Back, ReturnReason
from estore_pos.domain.gst import TaxMode, Treatment
from estore_pos.domain.money import Money
from estore_pos.operations.goods_import import Tally, read_goods
from estore_pos.operations.paper import KINDS
from estore_pos.operations.till import Till
from tests.documents.reading import text
from tests.operations.shopfront import Shopfront
from tests.store.shelf import GSTIN_BIHAR

CODE = "8901030461224"


@pytest.fixture
def regular(shopfront: Shopfront) -> Till:
    """An empty shop that charges tax."""
    till = shopfront.open()
    shop = replace(till.shop_today(), name_en="Shop")
    till.save_shop(replace(shop, tax_mode=TaxMode.REGULAR, gstin=GSTIN_BIHAR))
    return till


def bring(till: Till, folder: Path, text: str) -> Tally:
    """A list brought in."""
    path = folder / "goods.csv"
    path.write_text(text, encoding="utf-8")
    *_, tally = till.import_goods(read_goods(path))
    return tally


def untold(till: Till) -> list[object]:
    """What the doctor says of rates."""
    archive = till.archive()
    try:
        found = archive.health(till.folder.parent / "state")
        return [(each.loud, each.facts["untold"]) for each in found if each.name == "rates"]
    finally:
        archive.close()


def test_an_untold_rate_is_noticed_until_it_is_told(regular: Till, tmp_path: Path) -> None:
    assert bring(regular, tmp_path, f"name,price,barcode\nTea,100,{CODE}\n").untold == 1
    view = regular.counter.scan(CODE)
    assert view.taxed
    assert view.draft.lines[0].item.is_rate_untold
    assert untold(regular) == [(True, 1)]
    regular.counter.finish()
    again = bring(regular, tmp_path, f"name,price,barcode,gst\nTea,100,{CODE},5%\n")
    assert (again.changed, again.untold) == (1, 0)
    assert untold(regular) == [(False, 0)]
    view = regular.counter.scan(CODE)
    assert not view.draft.lines[0].item.is_rate_untold
    assert view.tax == Money(476)


def test_goods_that_are_told_to_be_free_of_tax_are_told(regular: Till, tmp_path: Path) -> None:
    assert bring(regular, tmp_path, f"name,price,barcode\nTea,100,{CODE}\n").untold == 1
    told = f"name,price,barcode,gst\nTea,100,{CODE},0%\nMilk,60,8901063000013,0%\n"
    tally = bring(regular, tmp_path, told)
    assert (tally.new, tally.changed, tally.untold) == (1, 1, 0)
    same = bring(regular, tmp_path, told)
    assert (same.same, same.untold) == (2, 0)
    item = regular.counter.scan(CODE).draft.lines[0].item
    assert item.rate(regular.shop_today().from_day).treatment is Treatment.EXEMPT


def test_a_good_taught_at_the_counter_has_no_rate_told(regular: Till) -> None:
    assert regular.teach(CODE, "Tea", Money(10_000)).is_rate_untold
    assert regular.counter.scan(CODE).draft.lines[0].item.is_rate_untold
    assert untold(regular) == [(True, 1)]


def test_a_shop_that_charges_no_tax_is_asked_for_no_rate(till: Till) -> None:
    till.teach(CODE, "Tea", Money(10_000))
    assert not till.counter.scan(CODE).taxed
    assert untold(till) == []


def treatments(till: Till) -> list[str]:
    """What each line of the bills and credit notes says of its tax, as the journal holds them."""
    archive = till.archive()
    try:
        records: list[Any] = [each["record"] for each in archive.journal("trade")]
    finally:
        archive.close()
    place = {"bill": 10, "credit_note": 8}
    return [
        line[place[each["k"]]] for each in records if each["k"] in place for line in each["b"]["l"]
    ]


def test_the_record_of_a_bill_says_that_nobody_had_told_the_rate(
    regular: Till, tmp_path: Path
) -> None:
    bring(regular, tmp_path, f"name,price,barcode\nTea,100,{CODE}\n")
    regular.counter.scan(CODE)
    [bill] = regular.counter.finish().bills
    assert bill.lines[0].rate.treatment is Treatment.UNTOLD
    regular.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.DAMAGED)
    bring(regular, tmp_path, f"name,price,barcode,gst\nTea,100,{CODE},exempt\n")
    regular.counter.scan(CODE)
    regular.counter.finish()
    assert treatments(regular) == ["U", "U", "E"]


def test_a_paper_calls_no_good_tax_free_of_which_nobody_said_so(
    regular: Till, tmp_path: Path
) -> None:
    bring(regular, tmp_path, f"name,price,barcode\nTea,100,{CODE}\n")
    bring(regular, tmp_path, "name,price,barcode,gst\nSoap,40,8901063000013,18%\n")
    regular.counter.scan(CODE)
    regular.counter.scan("8901063000013")
    [bill] = regular.counter.finish().bills
    archive = regular.archive()
    try:
        for kind in KINDS:
            told = text(archive.paper(bill.id, kind, "en").read_bytes())
            assert ("No GST" in told, "Tax-free" in told) == (True, False)
    finally:
        archive.close()
