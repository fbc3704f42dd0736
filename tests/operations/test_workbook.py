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


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DAMAGED = (TroubleCode.FILE_NOT_A_TABLE, "damaged")
FAR_CELL = (TroubleCode.FILE_UNREADABLE, "far_cell")
TOO_BIG = (TroubleCode.FILE_UNREADABLE, "too_big")


def crafted(folder: Path, **parts: bytes | None) -> Path:
    """A list of two goods with parts of it written by hand; None leaves a part out."""
    path = book(folder / "goods.xlsx", {"A": [HEAD, ["Soap", 10], ["Salt", 20]]})
    with zipfile.ZipFile(path) as packed:
        whole: dict[str, bytes | None] = {name: packed.read(name) for name in packed.namelist()}
    whole |= {
        {"sheet": SHEET, "strings": STRINGS}.get(name, name): it for name, it in parts.items()
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in whole.items():
            if content is not None:
                packed.writestr(name, content)
    return path


def sheet(cells: str) -> bytes:
    """A sheet with these rows."""
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()


def strings(*texts: str, told: str = "2") -> bytes:
    """The strings that cells share, and how many the workbook says they are."""
    said = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<sst count="9" uniqueCount="{told}">{said}</sst>'.encode()


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"strings": strings("a", told="4294967295")}, DAMAGED),  # room for so many: 100 GB
        ({"strings": strings("a", told="9" * 40)}, DAMAGED),
        ({"strings": strings("Name")}, DAMAGED),  # cells name strings beyond the last
        ({"strings": b"<sst>" + b"<si>" * 50_000}, DAMAGED),
        ({"strings": b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><sst><si><t>&a;</t></si></sst>"}, DAMAGED),
        ({"strings": None}, DAMAGED),
        ({"sheet": None}, DAMAGED),
        ({"sheet": b""}, DAMAGED),
        ({"sheet": b'<worksheet><sheetData><row r="1"><c r="A1"'}, DAMAGED),
        ({"sheet": b"\xff\xfe\x00\x00garbage" * 50}, DAMAGED),
        ({"sheet": sheet('<row r="1"><c r="A0"><v>1</v></c></row>')}, DAMAGED),
        ({"sheet": sheet('<row r="1"><c r="1"><v>1</v></c></row>')}, DAMAGED),
        ({"sheet": sheet('<row r="&#49;048576"><c r="A1"><v>1</v></c></row>')}, DAMAGED),
        ({"sheet": sheet('<row r="4294967296"><c r="A1"><v>1</v></c></row>')}, FAR_CELL),
        ({"sheet": sheet('<row r="1"><c r="A18446744073709551617"><v>1</v></c></row>')}, FAR_CELL),
        ({"sheet": sheet('<row r="1"><c r="ZZZZZZZZZZZZ1"><v>1</v></c></row>')}, FAR_CELL),
        ({"xl/workbook.bin": b"\x83\x01"}, (TroubleCode.FILE_NOT_A_TABLE, "kind")),  # an .xlsb
    ],
)
def test_a_workbook_made_to_harm_is_refused_with_its_reason(
    tmp_path: Path, parts: dict[str, bytes | None], why: tuple[object, object]
) -> None:
    assert refusal(crafted(tmp_path, **parts)) == why


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_workbook_that_was_cut_off_is_refused_as_damaged(tmp_path: Path, kept: float) -> None:
    path = crafted(tmp_path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert refusal(path) == DAMAGED


@pytest.mark.parametrize("told", ["-1", "abc", "99999999999999999999999"])
def test_a_cell_that_names_no_string_costs_no_other_row(tmp_path: Path, told: str) -> None:
    path = crafted(tmp_path)
    rewritten(path, r"<v>2</v>", f"<v>{told}</v>")
    assert ("Salt", "", 3) in read(path)


def test_a_text_kept_once_that_stands_in_every_cell_is_weighed_with_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    rows += "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>2</v></c><c r="B{row}"><v>9</v></c></row>'
        for row in range(2, 1_002)
    )
    parts = {"sheet": sheet(rows), "strings": strings(*HEAD, "Soap " * 30)}
    assert len(read(crafted(tmp_path, **parts))) == 1_000
    monkeypatch.setattr(workbook, "TEXT_BYTES_MAX", 100_000)
    assert refusal(crafted(tmp_path, **parts)) == TOO_BIG
    short = {**parts, "strings": strings(*HEAD, "Soap", "never used " * 100)}
    assert len(read(crafted(tmp_path, **short))) == 1_000


def test_more_strings_than_cells_can_be_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "AREA_MAX", 100)
    many = strings(*HEAD, "Soap", "Salt", *("x" for _ in range(100)), told="104")
    assert refusal(crafted(tmp_path, strings=many)) == TOO_BIG


def test_one_sheet_that_a_workbook_lists_many_times_is_weighed_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = crafted(tmp_path)
    with zipfile.ZipFile(path) as packed:
        listed = packed.read("xl/workbook.xml")
    times = b'<sheet name="A" sheetId="1" r:id="rId1"/>' * 100
    listed = re.sub(rb"<sheets>.*</sheets>", b"<sheets>" + times + b"</sheets>", listed)
    monkeypatch.setattr(workbook, "TEXT_BYTES_MAX", 1_000)
    assert len(read(crafted(tmp_path))) == 2
    assert refusal(crafted(tmp_path, **{"xl/workbook.xml": listed})) == TOO_BIG


def test_a_fault_of_the_reader_itself_is_a_damaged_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As the reader's own is called, which nobody can import."""

    def fails(*_: object) -> None:
        raise PanicException

    monkeypatch.setattr(workbook, "_rows", fails)
    assert refusal(crafted(tmp_path)) == DAMAGED


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def filled(text: str, more: str = "") -> str:
    """A cell of an .ods with a text."""
    opened = f'<table:table-cell {more} office:value-type="string">'
    return f"{opened}<text:p>{text}</text:p></table:table-cell>"


def open_document(path: Path, rows: str) -> Path:
    """An .ods with a good and these rows."""

    names = "".join(f' xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text"))
    listed = "".join(
        f"<table:table-row>{filled(a)}{filled(b)}</table:table-row>"
        for a, b in [HEAD, ["Soap", "10"]]
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{OFFICE}manifest:1.0"/>')
        packed.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{listed}{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def repeated(text: str, rows: str, columns: str = "1") -> str:
    """A cell of an .ods that stands there so often; an empty one without a text."""
    times = f'table:number-columns-repeated="{columns}"'
    cell = filled(text, times) if text else f"<table:table-cell {times}/>"
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (repeated("x", "1", "4000000"), FAR_CELL),
        (repeated("x", "40000000"), FAR_CELL),
        (repeated("x", "9" * 20), FAR_CELL),
        (repeated("", "100000") + repeated("x", "1", "100"), FAR_CELL),
        (repeated("x" * 30_000, "100000"), TOO_BIG),
    ],
)
def test_a_cell_of_libreoffice_that_stands_there_too_often_is_refused(
    tmp_path: Path, rows: str, why: tuple[object, object]
) -> None:
    assert refusal(open_document(tmp_path / "goods.ods", rows)) == why


def test_the_empty_rows_to_the_end_of_a_sheet_of_libreoffice_are_none(tmp_path: Path) -> None:
    path = open_document(tmp_path / "goods.ods", repeated("", "1048570", "16384"))
    assert read(path) == [("Soap", "", 2)]
