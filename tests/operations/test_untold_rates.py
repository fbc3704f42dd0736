"""Laws of goods whose rate of tax nobody has told: a shop that charges tax is told of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from estore_pos.domain.gst import TaxMode, Treatment
from estore_pos.domain.money import Money
from estore_pos.operations.goods_import import Tally, read_goods
from estore_pos.operations.till import Till
from tests.operations.shopfront import Shopfront
from tests.store.shelf import GSTIN_BIHAR

CODE = "8901030461224"


@pytest.fixture
def regular(shopfront: Shopfront) -> Till:
    """An empty shop that charges tax."""
    till = shopfront.open()
    till.save_shop(replace(till.shop_today(), tax_mode=TaxMode.REGULAR, gstin=GSTIN_BIHAR))
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
        return [
            (each.loud, each.facts["untold"]) for each in archive.health() if each.name == "rates"
        ]
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
