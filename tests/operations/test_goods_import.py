"""Laws of a list of goods brought in: every row in one of four places, twice changes nothing."""

import os
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.gst import Rate, Treatment
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.operations.changes import BY_LIST
from estore_pos.operations.goods_import import COMMAND_SLICE_MS, Tally, read_goods
from estore_pos.operations.sheet import DELIMITERS
from estore_pos.operations.till import Till
from estore_pos.store import item as items
from estore_pos.store import stock as stocks
from estore_pos.store.books import FILE, Seams
from tests.fully import examples
from tests.operations.disk import Disk
from tests.operations.shopfront import Shopfront, put_item
from tests.operations.test_whole_counter import TODAY

HEAD = "name,price,mrp,barcode,stock\n"


@pytest.fixture
def empty(shopfront: Shopfront) -> Till:
    """A till without goods."""
    return shopfront.open()


def write(folder: Path, content: str | bytes, name: str = "goods.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def bring(till: Till, path: Path, *, dry_run: bool = False) -> Tally:
    """Bring a whole file in."""
    *_, last = till.import_goods(read_goods(path), dry_run=dry_run)
    assert last.done == last.total
    rows = [rejected.row for rejected in last.rejected]
    assert rows == sorted(rows)
    return last


def figures(tally: Tally) -> tuple[int, int, int, list[tuple[int, str]]]:
    """The four as plain values."""
    return (
        tally.new,
        tally.changed,
        tally.same,
        [(rejected.row, rejected.reason.value) for rejected in tally.rejected],
    )


def shelf(till: Till) -> list[Item]:
    """Every item in the books."""
    return till.write(lambda page: list(items.every(page)))


def noted(till: Till) -> list[Act]:
    """What is noted for the owner today."""
    return [each.act for each in till.acts.of_day(TODAY)]


def one(till: Till, folder: Path, content: str | bytes) -> Item:
    """The only good of a file."""
    assert figures(bring(till, write(folder, content))) == (1, 0, 0, [])
    return shelf(till)[-1]


TWO_MRPS = (
    HEAD
    + "Parle-G,10,10,8901719101038,100\n"
    + "Other,5,6,8901719101045,\n"
    + "Parle-G,11,12,8901719101038,30\n"  # 4 a new packet
    + "Parle-G,11,12,8901719101038,30\n"  # 5 the same again
    + "Parle-G 80 g,12,13,8901719101038,\n"  # 6 another good
    + "Parle-G,9,12,8901719101038,30\n"  # 7 the new packet has another price
)


def test_a_second_mrp_of_one_code_is_another_printed_price_of_that_good(
    empty: Till, tmp_path: Path
) -> None:
    path = write(tmp_path, TWO_MRPS)
    dry, wet = bring(empty, path, dry_run=True), bring(empty, path)
    assert figures(dry) == figures(wet) == (2, 1, 1, [(6, "duplicate"), (7, "duplicate")])
    good = shelf(empty)[0]
    assert [(each.mrp, each.price) for each in good.printed] == [
        (Money(1000), Money(1000)),
        (Money(1200), Money(1100)),
    ]
    assert (good.mrp, good.price) == (Money(1000), Money(1000)), "as its first row says"
    view = empty.counter.scan("8901719101038")
    assert view.draft.lines[0].item.printed == good.printed


def test_two_mrps_brought_in_twice_change_nothing(empty: Till, tmp_path: Path) -> None:
    path = write(tmp_path, "\n".join(TWO_MRPS.splitlines()[:5]))
    assert figures(bring(empty, path)) == (2, 1, 1, [])
    before = shelf(empty)
    assert [each.name_en for each in before] == ["Parle-G", "Other"]
    stock = empty.write(lambda page: stocks.balance(page, [before[0].id]))
    assert stock == {before[0].id: 130_000}
    assert figures(bring(empty, path)) == (0, 0, 4, [])
    assert shelf(empty) == before
    assert empty.write(lambda page: stocks.balance(page, [before[0].id])) == stock


def test_a_fifth_mrp_of_one_code_is_refused(empty: Till, tmp_path: Path) -> None:
    rows = [f"Parle-G,{mrp},{mrp},8901719101038,\n" for mrp in (10, 12, 14, 15, 16)]
    assert figures(bring(empty, write(tmp_path, HEAD + "".join(rows)))) == (
        1,
        3,
        0,
        [(6, "duplicate")],
    )


def test_each_row_is_in_exactly_one_of_the_four_and_twice_is_the_same(
    empty: Till, tmp_path: Path
) -> None:
    path = write(
        tmp_path,
        HEAD
        + "Tea 250 g, 80 ,85,8901030461224,12\n"  # 2 new
        + "Soap,40,35,,\n"  # 3 above its printed price
        + ",10,,,\n"  # 4 no name
        + "Sugar,forty,,,\n"  # 5 no number
        + '"Two\nlines",10,,,-3\n'  # 6 new, one row though two lines
        + "Damaged,10,,8.9E+12,\n"  # 7 Excel lost digits
        + "Tea 250 g,80,85,8901030461224,12\n"  # 8 the same again
        + "Tea 500 g,150,160,8901030461224,\n"  # 9 one code, another good
        + "\n"  # 10 is no row of goods
        + "Free,0,,,\n"  # 11 new, asks for its price
        + "A,b,10,5,,,x\n"  # 12 a comma too many
        + "Bad stock,10,,,many\n",  # 13
    )
    rejected = [
        (3, "above_mrp"),
        (4, "name_missing"),
        (5, "price_unreadable"),
        (7, "barcode_damaged"),
        (9, "duplicate"),
        (12, "columns_shifted"),
        (13, "stock_unreadable"),
    ]
    assert figures(bring(empty, path, dry_run=True)) == (3, 0, 1, rejected)
    assert shelf(empty) == []
    assert figures(bring(empty, path)) == (3, 0, 1, rejected)
    assert figures(bring(empty, path)) == (0, 0, 4, rejected)
    assert [(i.name_en, i.price) for i in shelf(empty)] == [
        ("Tea 250 g", Money(8000)),
        ("Two lines", Money(1000)),
        ("Free", None),
    ]


@pytest.mark.parametrize(
    ("rows", "names", "rejected"),
    [
        ('Tea,10\n"Foo,10\nBar,20\nBaz,30\n', ["Tea", "Bar", "Baz"], [3]),
        ('Tea,10\n"Foo,10\nBar,20\n"Baz,30\nSoap,5\n', ["Tea", "Bar", "Soap"], [3, 5]),
        ('Tea,10\n"Foo,10\nBar,20\nBaz",30\nSoap,5\n', ["Tea", "Bar", 'Baz"', "Soap"], [3]),
        ('Tea,10\nBar,20\n"Foo,10', ["Tea", "Bar"], [4]),
        ('Tea,"10\nBar,"20\nSoap,5\n', ["Soap"], [2, 3]),
        ('Tea,10\nFoo,"20\n"\nSoap,5\n', ["Tea", "Foo", "Soap"], []),
        ('Tea,10\n"Foo, red",10\n"Two\nlines",20\n', ["Tea", "Foo, red", "Two lines"], []),
        ('"Pipe, ""2""",10\nRod 3",20\n', ['Pipe, "2"', 'Rod 3"'], []),
        ('"Tea,10\n"Foo,10\n"Bar,20\nDal,5\n', ["Dal"], [2, 3, 4]),
        ('"Two, red\nlines",20\n"Foo,10\nBar,20\n', ["Two, red lines", "Bar"], [3]),
        ('"Two\nlines" new,20\n"Foo" x,10\nBar,20\n', ["Two lines new", "Foo x", "Bar"], []),
    ],
)
def test_a_quotation_mark_that_nothing_closes_swallows_no_row(
    empty: Till, tmp_path: Path, rows: str, names: list[str], rejected: list[int]
) -> None:
    tally = bring(empty, write(tmp_path, "name,price\n" + rows))
    assert [item.name_en for item in shelf(empty)] == names
    assert figures(tally) == (len(names), 0, 0, [(row, "quote_open") for row in rejected])


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ('Name,Price\n"Soap, big\n5 rupee",10\nDal,20\n', ["Soap, big 5 rupee", "Dal"]),
        (
            'Name,Price,Barcode\n"Soap, big, red\n5 rupee",10,8901030865278\nDal,20,\n',
            ["Soap, big, red 5 rupee", "Dal"],
        ),
        (
            'Name,Price,MRP,Note\nSoap,10,12,"one, two\nthree, four"\nDal,20,25,x\n',
            ["Soap", "Dal"],
        ),
        ('Name,Price,Note\nSoap,10,"new, soft\n- good, dear"\nDal,20,"a\nb"\n', ["Soap", "Dal"]),
        ('Note,Name,Price\n"Line1, with, commas\nLine2",Soap,10\nx,Dal,20\n', ["Soap", "Dal"]),
        ('Name,Price,Note\nSoap,10,"a\nb, c, d\ne, f, g\nh"\nDal,20,\n', ["Soap", "Dal"]),
        ('Name;Price\n"Soap; big\r\n""5"" rupee";10\r\nDal;20\r\n', ['Soap; big "5" rupee', "Dal"]),
    ],
)  # fmt: skip
def test_a_quoted_text_of_several_lines_with_commas_is_one_cell(
    tmp_path: Path, text: str, goods: list[str]
) -> None:
    read = read_goods(write(tmp_path, text))
    assert [row.name_en for row in read.rows] == goods
    assert read.rejected == ()


def test_a_cell_longer_than_any_name_costs_its_own_row(empty: Till, tmp_path: Path) -> None:
    long = "y" * 200_001
    path = write(tmp_path, f'name,price\n{long},10\n"{long}",10\n"a\nb",5\nDal,20\n')
    rejected = [(2, "name_too_long"), (3, "name_too_long")]
    assert figures(bring(empty, path)) == (2, 0, 0, rejected)


def test_a_letter_of_windows_in_a_hindi_list_spoils_no_other_row(
    empty: Till, tmp_path: Path
) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        hindi = "नाम,भाव\r\nसाबुन,10\r\n".encode()
        path = write(tmp_path, mark + hindi + b"Caf\xe9 \x93x\x94 \x81,20\r\n")
        bring(empty, path)
        names = [item.name_hi or item.name_en for item in shelf(empty)]
        assert names == ["साबुन", "Café “x”"]


@pytest.mark.parametrize("char", ["\a", "\0", "\x1b", "\x1f"])
def test_a_control_character_in_a_short_list_costs_nothing(
    empty: Till, tmp_path: Path, char: str
) -> None:
    path = write(tmp_path, f"name,price\nSo{char}ap,10\nDal,20\n")
    assert figures(bring(empty, path)) == (2, 0, 0, [])
    assert [item.name_en for item in shelf(empty)] == ["So ap", "Dal"]


def test_a_quotation_mark_in_a_long_list_costs_its_own_row(empty: Till, tmp_path: Path) -> None:
    rows = [f"Item {number},10,,,\n" for number in range(2_000)]
    for at in (100, 700, 701, 1_999):
        rows[at] = '"' + rows[at]
    tally = bring(empty, write(tmp_path, HEAD + "".join(rows)))
    assert figures(tally)[0] == 1_996
    assert [row for row, _ in figures(tally)[3]] == [102, 702, 703, 2_001]


def test_an_opening_stock_moves_once(empty: Till, tmp_path: Path) -> None:
    path = write(tmp_path, "name,price,unit,stock\nआटा,36,किलो,12.5\n")
    bring(empty, path)
    good = shelf(empty)[0]
    assert (good.name_hi, good.unit, good.step_milli) == ("आटा", Unit.KILO, 1)
    empty.counter.add(good.id, milli=500)
    empty.counter.finish()
    bring(empty, path)
    assert empty.counter.add(good.id).balances == {good.id: 12_000}


def test_a_stock_opens_what_stood_uncounted_and_says_how_many_there_are_now(
    empty: Till, tmp_path: Path
) -> None:
    bring(empty, write(tmp_path, "name,price,unit\nआटा,36,किलो\nचीनी,44,किलो\n"))
    flour, sugar = sorted(shelf(empty), key=lambda good: good.name_hi)
    empty.counter.add(flour.id, milli=2_000)
    empty.counter.finish()
    path = write(tmp_path, "name,price,unit,stock\nआटा,36,किलो,80\nचीनी,45,किलो,100\n")
    assert figures(bring(empty, path, dry_run=True)) == (0, 2, 0, [])
    assert figures(bring(empty, path)) == (0, 2, 0, [])
    assert figures(bring(empty, path)) == (0, 0, 2, [])
    kept = empty.write(lambda page: stocks.balance(page, [flour.id, sugar.id]))
    assert kept == {flour.id: 80_000, sugar.id: 100_000}


@pytest.mark.parametrize(
    ("told", "milli"),
    [
        ("3.3333333333333335", 3333),
        ("-0.6666666666666666", -667),
        ("2.9999999999999996", 3000),
        ("12.0005 kg", 12_001),
    ],
)
def test_a_stock_that_a_sheet_worked_out_is_rounded_to_thousandths(
    empty: Till, tmp_path: Path, told: str, milli: int
) -> None:
    path = write(tmp_path, f"name,price,unit,stock\nआटा,36.66666666666667,किलो,{told}\n")
    assert figures(bring(empty, path)) == (1, 0, 0, [])
    (good,) = shelf(empty)
    assert good.price == Money(3667)
    assert empty.counter.add(good.id).balances == {good.id: milli}


@pytest.mark.parametrize("header", ["Price excl. GST", "rate before tax", "बिना GST भाव"])
def test_a_price_before_tax_is_kept_as_one(empty: Till, tmp_path: Path, header: str) -> None:
    head = f"name,{header},MRP,GST,barcode\n"
    path = write(tmp_path, head + "Tea,100,120,18,111\nSoap,100,110,18,222\nSalt,,,,333\n")
    assert figures(bring(empty, path)) == (2, 0, 0, [(3, "above_mrp")])
    tea, salt = shelf(empty)
    assert (tea.price, tea.inclusive) == (Money(10_000), False)
    assert (salt.price, salt.inclusive) == (None, True)
    assert figures(bring(empty, path)) == (0, 0, 2, [(3, "above_mrp")])
    inside = write(tmp_path, "name,price,barcode\nTea,118,111\n", "other.csv")
    bring(empty, inside)
    assert (shelf(empty)[0].price, shelf(empty)[0].inclusive) == (Money(11_800), True)


def test_an_mrp_or_a_price_alone_leaves_no_price_before_tax_above_the_mrp(
    empty: Till, tmp_path: Path
) -> None:
    """As with the tax inside: the newer fact stands, and the older one gives way to it."""
    head = "name,Price excl. GST,MRP,GST,barcode\n"
    good = one(empty, tmp_path, head + "Copy,36,42.48,18,111\n")
    assert (good.price, good.mrp) == (Money(3600), Money(4248))
    bring(empty, write(tmp_path, head + "Copy,,35.40,,111\n", "mrp.csv"))
    (lower,) = shelf(empty)
    assert (lower.price, lower.mrp) == (Money(3000), Money(3540))
    bring(empty, write(tmp_path, "name,Price excl. GST,barcode\nCopy,30.01,111\n", "price.csv"))
    (dearer,) = shelf(empty)
    assert (dearer.price, dearer.mrp) == (Money(3001), None)


def test_of_a_price_with_and_one_without_tax_the_first_counts(empty: Till, tmp_path: Path) -> None:
    text = "name,price excl gst,price,gst\nTea,100,118,18\n"
    good = one(empty, tmp_path, text)
    assert (good.price, good.inclusive) == (Money(11_800), True)


def test_what_a_list_does_not_say_stays(empty: Till, tmp_path: Path) -> None:
    good = one(empty, tmp_path, "name,price,gst,hsn,barcode\nTea,80,5,902,8901030461224\n")
    assert good.hsn == "0902"
    kept = put_item(empty, replace(good, aliases=("चाय",), category="tea"))
    path = write(tmp_path, "ean,item,price\n8901030461224,Tea leaf,\n")
    assert figures(bring(empty, path)) == (0, 1, 0, [])
    assert shelf(empty) == [replace(kept, name_en="Tea leaf")]


def test_a_new_rate_begins_today_and_the_old_one_stays_before_it(
    empty: Till, tmp_path: Path, shopfront: Shopfront
) -> None:
    good = one(empty, tmp_path, "name,price,gst\nTea,80,5\n")
    today = shopfront.clock.now().date()
    bring(empty, write(tmp_path, "name,price,gst\nTea,80,18%\n"))
    changed = shelf(empty)[0]
    assert changed.rates[0] == good.rates[0]
    assert changed.rate(today) == Rate(1800, Treatment.TAXABLE)


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ("0", Rate(0, Treatment.EXEMPT)),
        ("nil", Rate(0, Treatment.NIL)),
        ("GST 18%", Rate(1800, Treatment.TAXABLE)),
        ("12.00", Rate(500, Treatment.TAXABLE)),
        ("28", Rate(1800, Treatment.TAXABLE)),
    ],
)
def test_rates_of_before_are_turned_into_todays_and_named(
    empty: Till, tmp_path: Path, written: str, rate: Rate
) -> None:
    path = write(tmp_path, f"name,price,tax rate\nTea,80,{written}\n")
    goods = read_goods(path)
    assert goods.rows[0].rate == rate
    assert goods.rows[0].rate_was == (written if written in ("12.00", "28") else "")


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        *((word, Unit.KILO) for word in ("kg", "Kgs.", "KILO", "किलो", "कि.ग्रा.", "KGS-KILOGRAMS")),
        *((word, Unit.LITRE) for word in ("Ltr", "लीटर", "LTR-LITRES")),
        *((word, Unit.PIECE) for word in ("pcs", "Pcs.", "पीस", "PCS-PIECES")),
        *((word, Unit.NUMBER) for word in ("nos", "NOS-NUMBERS", "नग")),
        *((word, Unit.PACKET) for word in ("pkt", "पैकेट", "PAC-PACKS", "gm")),
        *((word, Unit.DOZEN) for word in ("dozen", "दर्जन")),
        *((word, Unit.OTHER) for word in ("oth", "OTH-OTHERS")),
    ],
)
def test_the_words_for_units_in_use_are_known(tmp_path: Path, written: str, unit: Unit) -> None:
    (row,) = read_goods(write(tmp_path, f"name,price,unit\nTea,80,{written}\n")).rows
    assert (row.unit, row.unit_was) == (unit, "")


def test_a_unit_that_nobody_knows_is_named_and_no_row_is_lost(tmp_path: Path) -> None:
    path = write(tmp_path, "name,price,unit\nTea,80,pkt\nLac,80,tola\nGold,90,tola\nNil,5,\n")
    goods = read_goods(path)
    assert [(row.unit, row.unit_was) for row in goods.rows] == [
        (Unit.PACKET, ""),
        (Unit.OTHER, "tola"),
        (Unit.OTHER, "tola"),
        (None, ""),
    ]


def test_tobacco_at_28_becomes_40(tmp_path: Path) -> None:
    goods = read_goods(write(tmp_path, "name,hsn,gst\nKhaini,2403,28\n"))
    assert goods.rows[0].rate == Rate(4000, Treatment.TAXABLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_hindi_lists_are_read_however_they_were_saved(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = ["नाम|भाव|एमआरपी|बारकोड", "सरसों तेल|१७८|195|8901030461224", "नमक|28/-|₹ 30|"]
    content = "\r\n".join(line.replace("|", delimiter) for line in lines).encode(encoding)
    goods = read_goods(write(tmp_path, content))
    assert [(r.name_hi, r.price, r.mrp, r.barcode) for r in goods.rows] == [
        ("सरसों तेल", Money(17800), Money(19500), "8901030461224"),
        ("नमक", Money(2800), Money(3000), ""),
    ]


def test_windows_letters_and_html_are_undone(tmp_path: Path) -> None:
    content = 'Product,MRP\r\n"Cr\xe8me\xa0- &quot;Best&quot; \x81", 190\r\n'.encode("latin-1")
    goods = read_goods(write(tmp_path, content))
    assert goods.how == "cp1252, ,"
    assert (goods.rows[0].name_en, goods.rows[0].price) == ('Crème - "Best"', Money(19000))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("8901030461224", "8901030461224"),
        ("'8901030461224", "8901030461224"),
        ("8901030461224.0", "8901030461224"),
        ("8.901030461224E+12", "8901030461224"),
        ("036000291452", "0036000291452"),
        ("00024907", "00024907"),
        ("A-17", "A-17"),
    ],
)
def test_a_code_is_kept_as_the_scanner_sends_it(tmp_path: Path, cell: str, code: str) -> None:
    assert read_goods(write(tmp_path, f"name,barcode\nTea,{cell}\n")).rows[0].barcode == code


@pytest.mark.parametrize("cell", ["8.9E+12", "8,9E+12", "12 34", "7"])
def test_a_damaged_code_is_refused(tmp_path: Path, cell: str) -> None:
    goods = read_goods(write(tmp_path, f'name,barcode\nTea,"{cell}"\n'))
    assert [r.reason.value[:8] for r in goods.rejected] == ["barcode_"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Description,Name,Price", "sweet and strong,Tea,80"),
        ("विवरण,नाम,भाव", "sweet and strong,Tea,80"),
        ("Rate,Item,Selling Price", "61.50,Tea,80"),
        ("Rate,Description,MRP", "80,Tea,85"),
        ("Price,Rate,Particulars", "80,5,Tea"),
    ],
)
def test_the_plainer_header_is_taken_wherever_it_stands(
    tmp_path: Path, header: str, row: str
) -> None:
    [good] = read_goods(write(tmp_path, f"{header}\n{row}\n")).rows
    assert (good.name_en, good.price) == ("Tea", Money(8000))
    assert (good.rate is not None) == ("Particulars" in header)
    assert good.rate_was == ""


@pytest.mark.parametrize(
    "name", ["Total", "GRAND TOTAL", "Sub-total:", "Total items: 25", "कुल", "कुल जोड़", "कुल योग १२"]
)
def test_the_row_that_adds_a_list_up_is_no_good(empty: Till, tmp_path: Path, name: str) -> None:
    path = write(tmp_path, f"name,price,stock\nTea,10,5\n{name},10,5\n")
    assert figures(bring(empty, path)) == (1, 0, 0, [(3, "total_row")])


def test_a_good_may_have_total_in_its_name_or_be_known_by_its_code(
    empty: Till, tmp_path: Path
) -> None:
    path = write(
        tmp_path, "name,price,barcode\nColgate Total,99,\nTotal 7 oil,50,\nTotal,9,8901030461224\n"
    )
    assert figures(bring(empty, path)) == (3, 0, 0, [])


def test_a_row_with_a_name_alone_is_a_good_that_asks_for_its_price(
    empty: Till, tmp_path: Path
) -> None:
    bring(empty, write(tmp_path, "name,price,mrp\nTea\n"))
    assert [(item.name_en, item.price) for item in shelf(empty)] == [("Tea", None)]


def test_a_table_without_headers_is_told_by_what_stands_in_it(tmp_path: Path) -> None:
    rows = "".join(
        f"{n},Tea no {n},{20 + n % 5},{30 + n % 5},89010304612{n}\n" for n in range(10, 30)
    )
    goods = read_goods(write(tmp_path, rows))
    first = goods.rows[0]
    assert (first.row, first.name_en, first.price, first.mrp) == (
        1,
        "Tea no 10",
        Money(2000),
        Money(3000),
    )
    assert first.barcode == "8901030461210"
    assert len(goods.rows) == 20


def workbook(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    """An .xlsx with a title above the headers."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write(0, 0, "श्री गणेश किराना")
    for number, row in enumerate(rows, 2):
        for place, cell in enumerate(row):
            page.write(number, place, cell)
    book.close()
    return path


PERCENTS = {
    0.05: Rate(500, Treatment.TAXABLE),
    0.18: Rate(1800, Treatment.TAXABLE),
    0.4: Rate(4000, Treatment.TAXABLE),
    0.03: Rate(300, Treatment.TAXABLE),
    0.015: Rate(150, Treatment.TAXABLE),
    0.0025: Rate(25, Treatment.TAXABLE),
    0.12: Rate(500, Treatment.TAXABLE),
    0.28: Rate(1800, Treatment.TAXABLE),
}


@pytest.mark.parametrize("others", [(), (18, 5)], ids=["alone", "among-whole-numbers"])
def test_a_rate_that_a_sheet_keeps_as_a_percentage_is_read_and_named(
    tmp_path: Path, others: tuple[int, ...]
) -> None:
    path = tmp_path / "goods.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page, percent = book.add_worksheet(), book.add_format({"num_format": "0.00%"})
    page.write_row(0, 0, ["Item", "Price", "GST"])
    for number, cell in enumerate((*PERCENTS, *others), 1):
        page.write_row(number, 0, [f"Good {number}", 10])
        page.write(number, 2, cell, percent if cell < 1 else None)
    book.close()
    rows = read_goods(path).rows
    assert [row.rate for row in rows[: len(PERCENTS)]] == list(PERCENTS.values())
    assert [row.rate_was for row in rows] == [*map(str, PERCENTS), *[""] * len(others)]


@pytest.mark.parametrize("written", ["0.25", "0.25%", "0.25 %", "0.250"])
def test_a_quarter_of_a_percent_stays_what_it_says(tmp_path: Path, written: str) -> None:
    (row,) = read_goods(write(tmp_path, f"name,price,gst\nGem,80,{written}\n")).rows
    assert (row.rate, row.rate_was) == (Rate(25, Treatment.TAXABLE), "")


@pytest.mark.parametrize("written", ["0.05%", "0.07", "18.004", "0.3"])
def test_what_is_no_rate_either_way_is_named_and_not_guessed(tmp_path: Path, written: str) -> None:
    (row,) = read_goods(write(tmp_path, f"name,price,gst\nTea,80,{written}\n")).rows
    assert (row.rate, row.rate_was) == (None, written)


def test_a_workbook_is_read_with_its_numbers_whole(empty: Till, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "goods.xlsx",
        [
            ["Item", "Bar Code", "Rate", "GST", "Stock"],
            ["Tea", 8901030461224, 42.16, 0.05, 3],
            ["Sugar", "", 0.1 + 0.2, 0.18, 2.5],
        ],
    )
    goods = read_goods(path)
    assert [(r.row, r.name_en, r.barcode, r.price, r.stock_milli) for r in goods.rows] == [
        (4, "Tea", "8901030461224", Money(4216), 3000),
        (5, "Sugar", "", Money(30), 2500),
    ]
    assert [r.rate for r in goods.rows] == [
        Rate(500, Treatment.TAXABLE),
        Rate(1800, Treatment.TAXABLE),
    ]
    assert figures(bring(empty, path)) == (2, 0, 0, [])


def refusal(path: Path) -> tuple[TroubleCode, object]:
    """How a file is refused."""
    with pytest.raises(Trouble) as error:
        read_goods(path)
    assert isinstance(error.value.code, TroubleCode)
    return error.value.code, error.value.facts["why"]


def test_a_wrong_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    unreadable, no_table = TroubleCode.FILE_UNREADABLE, TroubleCode.FILE_NOT_A_TABLE
    assert refusal(tmp_path / "none.csv") == (unreadable, "missing")
    assert refusal(tmp_path) == (unreadable, "folder")
    assert refusal(write(tmp_path, b"%PDF-1.7 whatever")) == (no_table, "kind")
    assert refusal(write(tmp_path, bytes(range(256)) * 20)) == (no_table, "kind")
    assert refusal(write(tmp_path, b"")) == (no_table, "empty")
    assert refusal(write(tmp_path, b"\xef\xbb\xbf\r\n")) == (no_table, "empty")
    assert refusal(write(tmp_path, "Dear Sir,\nplease send 5 kg.\n")) == (no_table, "no_names")
    assert refusal(write(tmp_path, b"PK\x03\x04 cut short", "a.xlsx")) == (no_table, "damaged")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as packed:
        packed.writestr("readme.txt", "no workbook")
    assert refusal(tmp_path / "b.xlsx") == (no_table, "damaged")
    assert refusal(workbook(tmp_path / "c.xlsx", [])) == (no_table, "no_names")


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 2 << 30)
    assert refusal(path) == (TroubleCode.FILE_UNREADABLE, "too_big")


def many(folder: Path, count: int, price: int = 10) -> Path:
    """A list of so many goods."""
    rows = "".join(f"Tea no {n},{price},89000000{n:05}\n" for n in range(count))
    return write(folder, "name,price,barcode\n" + rows)


def test_between_two_slices_the_counter_sells_and_its_prices_stay(
    empty: Till, tmp_path: Path, shopfront: Shopfront
) -> None:
    bring(empty, many(tmp_path, 60, price=0))
    steps = empty.import_goods(read_goods(many(tmp_path, 60, price=0)), slice_ms=0)
    for number, _ in enumerate(steps):
        if number == 1:
            empty.counter.scan("8900000000029")
            empty.counter.set_price(0, Money(700), keep=True)
            empty.counter.finish()
    assert number > 2
    assert empty.counter.scan("8900000000029").owed == Money(700)


class WatchedLog(Disk):
    """How much the log grew from the beginning of a page to its last INSERT, at most."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.log = folder / f"{FILE}-wal"
        self.begun = self.grown = 0

    @override
    def run(self, sql: str) -> None:
        if self.log.exists():
            long = self.log.stat().st_size
            self.begun = long if sql.startswith("BEGIN") else self.begun
            if sql.startswith("INSERT"):
                self.grown = max(self.grown, long - self.begun)
        super().run(sql)


def test_a_slice_of_the_command_reaches_the_disk_once_and_whole(
    shopfront: Shopfront, tmp_path: Path
) -> None:
    watched = WatchedLog(shopfront.root / "books")
    shopfront.seams = Seams(connect=watched.connect, machine=lambda _salt: "this pc")
    till = shopfront.open()
    rows = "".join(f"{'Darjeeling tea ' * 12}{n},10,89000000{n:05}\n" for n in range(2_500))
    goods = read_goods(write(tmp_path, "name,price,barcode\n" + rows))
    *_, tally = till.import_goods(goods, slice_ms=COMMAND_SLICE_MS)
    assert tally.new == 2_500
    shopfront.close()
    assert watched.log.with_name(FILE).stat().st_size > 3 << 20, "more than the counter keeps"
    assert watched.grown == 0


def test_an_import_cut_short_has_whole_rows_and_goes_on_the_next_time(
    empty: Till, tmp_path: Path, shopfront: Shopfront
) -> None:
    path = many(tmp_path, 40)
    steps = empty.import_goods(read_goods(path), slice_ms=0)
    next(steps)
    next(steps)
    steps.close()
    brought = len(shelf(empty))
    assert 0 < brought < 40
    again = bring(shopfront.reopen(), path)
    assert (again.new, again.same) == (40 - brought, brought)


def test_a_code_that_a_row_gives_to_an_item_names_it_for_the_rows_after(
    empty: Till, tmp_path: Path
) -> None:
    bring(empty, write(tmp_path, "name,price,barcode\nTea,10,8901063000013\n"))
    rows = "".join(f"Filler {n},10,,F{n}\n" for n in range(20))
    path = write(
        tmp_path, f"name,price,barcode,sku\nTea,10,8901063000013,T1\n{rows}Green tea,12,,T1\n"
    )
    for _ in range(2):
        assert figures(bring(empty, path))[3] == [(23, "two_goods")]
    assert len(shelf(empty)) == 21


# A cell with whole lines that look like rows of the list is told from a slip by nobody.
CELLS = st.text(st.sampled_from("abकआ 019.,-₹%&;'\"\n\tE+\xa0"), max_size=12).filter(
    lambda cell: cell.count("\n") < 2 or not set(cell) & set(DELIMITERS)
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=12))
def test_no_row_is_lost_whatever_stands_in_it(
    empty: Till, tmp_path: Path, rows: list[list[str]]
) -> None:
    import csv
    import io

    made = io.StringIO(newline="")
    csv.writer(made).writerows([HEAD.strip().split(","), *rows])
    path = write(tmp_path, made.getvalue())
    first = bring(empty, path)
    assert first.total == sum(1 for row in rows if any(cell.strip() for cell in row))
    again = bring(empty, path)
    assert (again.new, again.changed) == (0, 0)
    assert figures(again)[3] == figures(first)[3]


REAL = {
    "catalogue_dmart": ((5170, 0, 4), {"duplicate": 14, "name_missing": 1}),
    "bad_input_catalogue_cp1252_sample": ((299, 0, 1), {}),
    "kirana_items_hindi_dev": ((403, 0, 0), {}),
    "barcodes_890_off_dev": ((4515, 0, 0), {}),
    "bad_input_barcodes_real_odd": ((347, 0, 0), {}),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_list_goes_through_and_twice_is_the_same(
    empty: Till, estore_data: Path, name: str
) -> None:
    path = estore_data / f"{name}.csv"
    counts, reasons = REAL[name]
    first = bring(empty, path)
    assert (first.new, first.changed, first.same) == counts
    assert Counter(rejected.reason.value for rejected in first.rejected) == reasons
    again = bring(empty, path)
    assert (again.new, again.changed) == (0, 0)
    assert again.same == first.new + first.same
    assert len(shelf(empty)) == first.new


def test_the_real_hindi_list_keeps_its_units_names_and_old_rates(
    empty: Till, estore_data: Path
) -> None:
    goods = read_goods(estore_data / "kirana_items_hindi_dev.csv")
    assert Counter(row.rate_was for row in goods.rows) == {"": 312, "12.00": 83, "28.00": 8}
    moong, jeera = goods.rows[0], goods.rows[25]
    assert (moong.name_hi, moong.unit, moong.hsn) == ("A1 मूंग", Unit.KILO, "07133100")
    assert (jeera.name_en, jeera.unit, jeera.pack) == (
        "JEERA RAJWADI 100 GM",
        Unit.PACKET,
        "100 GM",
    )


def test_a_list_that_changes_what_was_there_is_noted_once_for_the_owner(
    empty: Till, tmp_path: Path
) -> None:
    rows = [f"Soap {n},{890_000_000_000 + n},{n}" for n in range(10, 60)]
    first = write(tmp_path, "name,barcode,price\n" + "\n".join(rows))
    bring(empty, first)
    bring(empty, first)
    assert noted(empty) == []
    dear = write(tmp_path, "name,barcode,price\n" + "\n".join(f"{row}0" for row in rows), "new.csv")
    bring(empty, dear, dry_run=True)
    assert noted(empty) == []
    assert bring(empty, dear).changed == 50
    assert [(act.what, act.note) for act in noted(empty)] == [(ActKind.GOODS, BY_LIST)]
