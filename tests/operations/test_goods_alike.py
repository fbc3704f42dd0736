"""Laws of a list's own numbers: a number alone makes no good of one list a good of another."""

from dataclasses import replace
from pathlib import Path

import pytest

from estore_pos.domain.money import Money
from estore_pos.operations.till import Till
from tests.operations.shopfront import Shopfront
from tests.operations.test_goods_import import bring, figures, shelf, write

HEAD = "sku,name,hindi name,unit,price,hsn,pack,alias\n"
LOTION = "234,Aloe Body Lotion,,,136.50,,300 ml,\n"
RICE = "234,RICE MASSORI,मसूरी चावल,KG,32,1006,,\n"


@pytest.fixture
def empty(shopfront: Shopfront) -> Till:
    """A till without goods."""
    return shopfront.open()


def rows_of(folder: Path, rows: str, name: str) -> Path:
    return write(folder, HEAD + rows, f"{name}.csv")


def names(till: Till) -> list[tuple[str, str]]:
    return [(item.name_en, item.name_hi) for item in shelf(till)]


@pytest.mark.parametrize("order", [(LOTION, RICE), (RICE, LOTION)], ids=["rice-last", "rice-first"])
def test_a_number_alone_makes_no_good_another(
    empty: Till, tmp_path: Path, order: tuple[str, str]
) -> None:
    lists = [rows_of(tmp_path, rows, str(place)) for place, rows in enumerate(order)]
    for path in lists:
        assert figures(bring(empty, path, dry_run=True)) == (1, 0, 0, [])
        assert figures(bring(empty, path)) == (1, 0, 0, [])
    there = shelf(empty)
    assert {item.name_en: (item.name_hi, item.price) for item in there} == {
        "Aloe Body Lotion": ("", Money(13_650)),
        "RICE MASSORI": ("मसूरी चावल", Money(3200)),
    }
    assert len({item.id for item in there}) == 2
    for _ in range(2):
        for path in lists:
            assert figures(bring(empty, path)) == (0, 0, 1, [])
    assert shelf(empty) == there


def test_of_several_goods_of_one_number_each_list_goes_on_with_its_own(
    empty: Till, tmp_path: Path
) -> None:
    broom = "234,Phool Jhadu,,,60,9603,,\n"
    for place, rows in enumerate((LOTION, RICE, broom)):
        bring(empty, rows_of(tmp_path, rows, str(place)))
    dearer = rows_of(tmp_path, RICE.replace("32", "35") + "235,Salt,,,28,,,\n", "1")
    assert figures(bring(empty, dearer)) == (1, 1, 0, [])
    assert [(item.name_en, item.price) for item in shelf(empty)] == [
        ("Aloe Body Lotion", Money(13_650)),
        ("RICE MASSORI", Money(3500)),
        ("Phool Jhadu", Money(6000)),
        ("Salt", Money(2800)),
    ]


KEEPS = {
    "its name, though all else is another": "234,RICE MASSORI,,PCS,99,2201,,\n",
    "a word of it": "234,Masoor Massori Old,,PCS,99,2201,,\n",
    "a word by its sound in the other script": "234,,चावल पुराना,PCS,99,2201,,\n",
    "a word of the Hindi name in Latin letters": "234,purana chawal,,PCS,99,2201,,\n",
    "a word it is also called by": "234,Bhaat,,PCS,99,2201,,kolam\n",
    "unit, HSN and price": "234,Bhaat,,KG,32,1006,,\n",
    "unit and HSN": "234,Bhaat,,KG,35,10063010,,\n",
    "unit and price": "234,Bhaat,,KG,32,2201,,\n",
    "HSN and price": "234,Bhaat,,PCS,32,1006,,\n",
    "the price alone where nothing else is told": "234,Bhaat,,,32,,,\n",
    "the unit alone where nothing else is told": "234,Bhaat,,KG,,,,\n",
    "the HSN alone where nothing else is told": "234,Bhaat,,,,1006,,\n",
}


@pytest.mark.parametrize("row", KEEPS.values(), ids=KEEPS)
def test_a_later_edition_of_a_list_changes_its_good(empty: Till, tmp_path: Path, row: str) -> None:
    bring(empty, rows_of(tmp_path, RICE.replace(",,\n", ",,kolam\n"), "first"))
    edition = rows_of(tmp_path, row, "second")
    assert figures(bring(empty, edition)) == (0, 1, 0, [])
    assert figures(bring(empty, edition)) == (0, 0, 1, [])
    assert len(shelf(empty)) == 1


OTHERS = {
    "nothing": "234,Sabun,,PCS,99,2201,,\n",
    "nothing that both tell": "234,Sabun,,,,,,\n",
    "the price alone, in another unit": "234,Sabun,,PCS,32,,,\n",
    "the price alone, by the packet": "234,Sabun,,,32,,100 g,\n",
    "the unit alone, at another price": "234,Sabun,,KG,99,,,\n",
    "a figure of the name": "234,Sabun 25,,PCS,99,,,\n",
    "a unit in the name": "234,Sabun kg,,PCS,99,,,\n",
    "a word that says nothing": "234,Sabun of the pack,,PCS,99,,,\n",
}


@pytest.mark.parametrize("row", OTHERS.values(), ids=OTHERS)
def test_what_has_too_little_in_common_is_another_good(
    empty: Till, tmp_path: Path, row: str
) -> None:
    rice = "234,Pack of the Rice 25 kg,,KG,32,1006,,\n"
    first, second = rows_of(tmp_path, rice, "first"), rows_of(tmp_path, row, "second")
    bring(empty, first)
    assert figures(bring(empty, second)) == (1, 0, 0, [])
    for path in (first, second):
        assert figures(bring(empty, path)) == (0, 0, 1, [])
    assert len(shelf(empty)) == 2


@pytest.mark.parametrize("mrp", ["40", "45"], ids=["the same", "another"])
def test_the_mrp_of_a_list_without_prices_is_its_price(
    empty: Till, tmp_path: Path, mrp: str
) -> None:
    bring(empty, write(tmp_path, "id,item,mrp\n7,Lux,40\n", "first.csv"))
    renamed = write(tmp_path, f"id,item,mrp\n7,Sabun,{mrp}\n", "second.csv")
    assert figures(bring(empty, renamed)) == ((0, 1, 0, []) if mrp == "40" else (1, 0, 0, []))


def test_a_code_as_long_as_a_barcode_is_the_goods_own_in_every_list(
    empty: Till, tmp_path: Path
) -> None:
    bring(empty, rows_of(tmp_path, LOTION.replace("234", "LOT-0234"), "first"))
    bring(empty, rows_of(tmp_path, RICE.replace("234", "LOT-0234"), "second"))
    assert names(empty) == [("RICE MASSORI", "मसूरी चावल")]


def test_a_barcode_makes_two_rows_one_good_whatever_their_numbers(
    empty: Till, tmp_path: Path
) -> None:
    head = "sku,name,price,barcode\n"
    first = write(tmp_path, head + "234,Lotion,136,8901030865278\n", "first.csv")
    second = write(tmp_path, head + "17,Cream,140,8901030865278\n234,Rice,32,\n", "second.csv")
    bring(empty, first)
    assert figures(bring(empty, second)) == (1, 1, 0, [])
    assert figures(bring(empty, second)) == (0, 0, 2, [])
    assert [name for name, _ in names(empty)] == ["Cream", "Rice"]


def test_one_number_on_two_goods_of_one_list_is_still_told(empty: Till, tmp_path: Path) -> None:
    head = "sku,name,price,barcode\n"
    bring(empty, rows_of(tmp_path, LOTION, "other"))
    path = write(tmp_path, head + "234,Tea,10,8901063000013\n234,Rice,12,\n")
    for _ in range(2):
        assert figures(bring(empty, path))[3] == [(3, "two_goods")]


def test_a_good_that_shares_its_number_has_a_card_that_is_saved(
    empty: Till, tmp_path: Path
) -> None:
    for place, rows in enumerate((LOTION, RICE)):
        bring(empty, rows_of(tmp_path, rows, str(place)))
    for item in shelf(empty):
        saved = empty.terms.save_card(replace(item, price=Money(20_000)))
        assert saved.price == Money(20_000)
    assert [item.price for item in shelf(empty)] == [Money(20_000)] * 2


def test_an_opening_stock_goes_to_the_good_of_its_own_list(empty: Till, tmp_path: Path) -> None:
    bring(empty, rows_of(tmp_path, LOTION, "first"))
    path = write(tmp_path, "sku,name,unit,price,stock\n234,Rice,KG,32,25\n", "second.csv")
    assert figures(bring(empty, path)) == (1, 0, 0, [])
    assert figures(bring(empty, path)) == (0, 0, 1, [])
    lotion, rice = shelf(empty)
    assert empty.counter.add(rice.id).balances == {rice.id: 25_000}
    assert empty.counter.add(lotion.id).balances == {rice.id: 25_000}


@pytest.mark.parametrize("turned", [False, True], ids=["as told", "turned"])
def test_two_real_lists_of_their_own_numbers_stay_two(
    empty: Till, estore_data: Path, turned: bool
) -> None:
    counts = {"bad_input_catalogue_cp1252_sample": 299, "kirana_items_hindi_dev": 403}
    paths = [estore_data / f"{name}.csv" for name in counts]
    if turned:
        paths.reverse()
    for path in paths:
        assert bring(empty, path).new == counts[path.stem]
    there = shelf(empty)
    assert len(there) == sum(counts.values())
    assert sum(code.code == "sku 234" for item in there for code in item.barcodes) == 2
    for path in paths:
        again = bring(empty, path)
        assert (again.new, again.changed) == (0, 0)
    assert shelf(empty) == there
