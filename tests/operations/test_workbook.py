"""Laws of goods from a workbook: which sheets are read, how far they reach, and what is refused."""

import re
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import xlsxwriter

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations import workbook
from estore_pos.operations.goods_import import Goods, read_goods

HEAD = ["Name", "Price"]
Rows = Iterable[Iterable[object]]


def book(path: Path, sheets: Mapping[str, Rows], *hidden: str) -> Path:
    """An .xlsx with these sheets."""
    made = xlsxwriter.Workbook(str(path))
    pages = {name: made.add_worksheet(name) for name in sheets}
    for name, rows in sheets.items():
        for number, row in enumerate(rows):
            pages[name].write_row(number, 0, row)
    shown = [name for name in sheets if name not in hidden]
    pages[shown[0]].activate()
    pages[shown[0]].set_first_sheet()
    for name in hidden:
        pages[name].hide()
    made.close()
    return path


def read(path: Path) -> list[tuple[str, str, int]]:
    """Each good of a list with its sheet and row."""
    goods = read_goods(path)
    return [(row.name_en, *goods.place(row.row)) for row in goods.rows]


def refusal(path: Path) -> tuple[object, object]:
    """How a file is refused."""
    with pytest.raises(Trouble) as error:
        read_goods(path)
    return error.value.code, error.value.facts["why"]


def test_every_sheet_with_goods_is_read_and_its_rows_are_named_by_it(tmp_path: Path) -> None:
    path = book(
        tmp_path / "two.xlsx",
        {
            "Kirana": [HEAD, ["Soap", 10], ["Salt", "x"]],
            "सब्ज़ी": [["Fresh today"], ["MRP", "Item"], [20, "Aloo"], [30, "Pyaj"], ["y", "Z"]],
        },
    )
    assert read(path) == [("Soap", "Kirana", 2), ("Aloo", "सब्ज़ी", 3), ("Pyaj", "सब्ज़ी", 4)]
    goods = read_goods(path)
    assert [(*goods.place(each.row), each.reason.value) for each in goods.rejected] == [
        ("Kirana", 3, "price_unreadable"),
        ("सब्ज़ी", 5, "mrp_unreadable"),
    ]
    assert goods.left_out == ()


@pytest.mark.parametrize(
    ("sheets", "hidden", "goods", "left_out"),
    [
        ({"Cover": [["Sharma Traders"]], "List": [HEAD, ["Aloo", 20]]}, [], "Aloo", "Cover"),
        ({"Old": [HEAD, ["Soap", 1]], "New": [HEAD, ["Soda", 10]]}, ["Old"], "Soda", "Old"),
        ({"Udhar": [["Name", "Owed"], ["Ram", 9]], "List": [HEAD, ["Dal", 9]]}, [], "Dal", "Udhar"),
        ({"List": [HEAD, ["Dal", 9]], "Notes": [["buy", "milk"]]}, [], "Dal", "Notes"),
        ({"List": [HEAD, ["Dal", 9]], "Notes": [["call", "Ram"]]}, ["List"], "Dal", "Notes"),
        ({"Empty": [], "List": [HEAD, ["Dal", 9]]}, [], "Dal", ""),
    ],
)
def test_the_sheets_that_are_seen_and_hold_goods_are_read_and_the_others_named(
    tmp_path: Path, sheets: dict[str, Rows], hidden: list[str], goods: str, left_out: str
) -> None:
    path = book(tmp_path / "book.xlsx", sheets, *hidden)
    assert read(path) == [(goods, "", 2)]
    assert read_goods(path).left_out == tuple(filter(None, [left_out]))


def test_a_workbook_of_more_rows_than_can_be_read_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS_MAX", 60)
    rows: list[list[object]] = [[*HEAD], *([f"Item {number}", 10] for number in range(59))]
    assert len(read(book(tmp_path / "full.xlsx", {"A": rows}))) == 59
    too_big = (TroubleCode.FILE_UNREADABLE, "too_big")
    assert refusal(book(tmp_path / "over.xlsx", {"A": [*rows, ["One", 1]]})) == too_big
    assert refusal(book(tmp_path / "both.xlsx", {"A": rows, "B": [HEAD]})) == too_big


def far(path: Path, row: int, column: int) -> Path:
    """A list of one good with a stray cell."""
    made = xlsxwriter.Workbook(str(path))
    page = made.add_worksheet()
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ["Soap", 10])
    page.write(row, column, "x")
    made.close()
    return path


def rewritten(path: Path, pattern: str, instead: str) -> Path:
    """A workbook with something else in its first sheet."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(pattern.encode(), instead.encode(), parts[name])
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def test_a_cell_in_the_last_corner_is_refused_before_anything_is_laid_out(tmp_path: Path) -> None:
    far_cell = (TroubleCode.FILE_UNREADABLE, "far_cell")
    corner = far(tmp_path / "corner.xlsx", 1_048_575, 16_383)
    assert refusal(corner) == far_cell
    assert refusal(rewritten(corner, "<(/?)(row|c)\\b", r"<\1x:\2")) == far_cell
    alone = xlsxwriter.Workbook(str(tmp_path / "alone.xlsx"))
    alone.add_worksheet().write(1_048_575, 16_383, "Name")
    alone.close()
    assert refusal(tmp_path / "alone.xlsx") == far_cell


def test_cells_and_rows_without_their_place_are_counted(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*HEAD, *("x" for _ in range(400))], ["Soap", 10]]
    path = book(tmp_path / "wide.xlsx", {"A": rows})
    rewritten(path, r' r="[A-Z]+\d+"', "")
    assert read(path) == [("Soap", "", 2)]
    rewritten(path, '<row r="2"', '<row r="1048576"')
    assert refusal(path) == (TroubleCode.FILE_UNREADABLE, "far_cell")


def test_a_cell_far_below_costs_its_own_row(tmp_path: Path) -> None:
    path = far(tmp_path / "below.xlsx", 90_000, 2)
    assert read(path) == [("Soap", "", 2)]
    assert [each.row for each in read_goods(path).rejected] == [90_001]


def lying(path: Path, size: int) -> Path:
    """A workbook whose first sheet says it is so big when unpacked."""
    with zipfile.ZipFile(path) as packed:
        name = "xl/worksheets/sheet1.xml"
        told = packed.getinfo(name)
        at = told.header_offset
    content = bytearray(path.read_bytes())
    content[at + 22 : at + 26] = struct.pack("<I", size)
    central = content.rindex(b"PK\x01\x02", 0, content.rindex(name.encode()))
    content[central + 24 : central + 28] = struct.pack("<I", size)
    path.write_bytes(content)
    return path


def test_what_unpacks_to_more_than_it_may_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[list[object]] = [[*HEAD], *([f"Item {number}", 10] for number in range(9_000))]
    path = book(tmp_path / "big.xlsx", {"A": rows})
    monkeypatch.setattr(workbook, "UNPACKED_BYTES_MAX", 100_000)
    assert refusal(path) == (TroubleCode.FILE_UNREADABLE, "too_big")
    monkeypatch.setattr(workbook, "UNPACKED_BYTES_MAX", 2_000_000)
    assert refusal(lying(path, 1_000)) == (TroubleCode.FILE_NOT_A_TABLE, "damaged")


def test_the_place_of_a_row_in_one_sheet_is_its_number(tmp_path: Path) -> None:
    goods: Goods = read_goods(book(tmp_path / "one.xlsx", {"A": [[], [], HEAD, ["Soap", 10]]}))
    assert [goods.place(row.row) for row in goods.rows] == [("", 4)]
