"""Laws of goods from an .xls: what would take more memory than there is goes to no reader."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations import old_workbook, workbook
from estore_pos.operations.goods_import import read_goods
from tests.operations.old_xls import (
    FORMATTED,
    SECTOR,
    book,
    disk,
    goods,
    number,
    record,
    shared,
    small_disk,
    string,
    strings,
)

DAMAGED = (TroubleCode.FILE_NOT_A_TABLE, "damaged")
FAR_CELL = (TroubleCode.FILE_UNREADABLE, "far_cell")
TOO_BIG = (TroubleCode.FILE_UNREADABLE, "too_big")


def names(folder: Path, content: bytes) -> list[str]:
    """What the goods of an .xls are called."""
    path = folder / "goods.xls"
    path.write_bytes(content)
    return [row.name_en or row.name_hi for row in read_goods(path).rows]


def refusal(folder: Path, content: bytes) -> tuple[object, object]:
    """How an .xls is refused."""
    with pytest.raises(Trouble) as error:
        names(folder, content)
    return error.value.code, error.value.facts["why"]


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    formatted = record(FORMATTED, struct.pack("<IIHHH", 0, 65_536, 0, 256, 0))
    assert names(tmp_path, disk(book([goods(formatted)]))) == ["Soap", "Salt"]


def test_texts_that_cells_share_are_read_and_weighed_wherever_their_record_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (string("Ghee" * 9, rich=2), string("साबुन" * 9, more=b"x" * 5), string("Oil"))
    cells = goods(
        *(shared(row, 0, row % 3) for row in range(3, 9)), *(number(r, 1, 5) for r in range(3, 9))
    )
    before = 8 + len(texts[0])
    for said in (
        strings(*texts),
        strings(*texts, cut=before),
        strings(*texts, cut=before + 7 + 20, mark=b"\1"),
    ):
        (reach,) = old_workbook.reaches(disk(book([cells], said)))
        assert (reach.height, reach.width, reach.letters) == (9, 2, 2 * (36 + 45 + 3))
        assert names(tmp_path, disk(book([cells], said)))[2:5] == ["Ghee" * 9, "साबुन" * 9, "Oil"]
        monkeypatch.setattr(workbook, "TEXT_BYTES_MAX", 100)
        assert refusal(tmp_path, disk(book([cells], said))) == TOO_BIG
        monkeypatch.undo()


def test_an_old_workbook_in_small_pieces_is_read_and_looked_into(tmp_path: Path) -> None:
    assert names(tmp_path, small_disk(book([goods()]))) == ["Soap", "Salt"]
    assert refusal(tmp_path, small_disk(book([goods(number(65_535, 255, 1))]))) == FAR_CELL


@pytest.mark.parametrize("sort", [0, 1])
def test_an_old_workbook_with_a_password_is_refused_as_locked(tmp_path: Path, sort: int) -> None:
    key = record(0x2F, struct.pack("<HHH", sort, 1, 1) + bytes(48))
    locked = disk(book([goods(number(65_535, 65_535, 1))], key))
    assert refusal(tmp_path, locked) == (TroubleCode.FILE_NOT_A_TABLE, "locked")


@pytest.mark.parametrize(
    "far",
    [
        number(65_535, 255, 1),
        number(65_535, 65_535, 1),
        record(0xBD, struct.pack("<HHHIH", 65_535, 0, 0, 0, 255)),
    ],
)
def test_a_far_cell_is_refused_before_anything_is_laid_out(tmp_path: Path, far: bytes) -> None:
    assert refusal(tmp_path, disk(book([goods(far)]))) == FAR_CELL


def test_all_sheets_together_reach_no_further_than_one_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "AREA_MAX", 10)
    assert names(tmp_path, disk(book([goods()]))) == ["Soap", "Salt"]
    assert refusal(tmp_path, disk(book([goods(), goods()]))) == FAR_CELL


@pytest.mark.parametrize(
    "told",
    [
        struct.pack("<IIHHH", 0, 2**31, 0, 65_535, 0),  # room for so many cells: a terabyte
        struct.pack("<IIHHH", 0, 10, 0, 257, 0),
    ],
)
def test_a_sheet_that_says_it_is_larger_than_any_is_refused(tmp_path: Path, told: bytes) -> None:
    assert refusal(tmp_path, disk(book([goods(record(FORMATTED, told))]))) == DAMAGED


def test_sheets_that_lie_one_on_the_other_are_refused(tmp_path: Path) -> None:
    sheets = [goods(*(number(row, 1, 5) for row in range(3, 300)))] + [b""] * 20
    assert len(names(tmp_path, disk(book(sheets)))) == 2
    assert refusal(tmp_path, disk(book(sheets, one_place=True))) == DAMAGED


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_chain_of_sectors_that_bites_its_tail_is_refused(tmp_path: Path, place: int) -> None:
    bitten = bytearray(disk(book([goods()])))
    if place:
        struct.pack_into("<I", bitten, SECTOR + 4 * place, place)
    else:
        struct.pack_into("<I", bitten, 68, 0)  # the table goes on in itself
        struct.pack_into("<I", bitten, 2 * SECTOR - 4, 0)
    assert refusal(tmp_path, bytes(bitten)) == DAMAGED


def test_a_packed_workbook_behind_the_head_of_an_old_one_is_not_unpacked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("content.xml", "<row/>")
    content = disk(book([goods()]))
    assert names(tmp_path, content + packed.getvalue()) == ["Soap", "Salt"]
    assert refusal(tmp_path, content[:8] + packed.getvalue()) == DAMAGED


@pytest.mark.parametrize("kept", [20, 700, 1_200, 3_000])
def test_an_old_workbook_that_was_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    assert refusal(tmp_path, disk(book([goods()]))[:kept]) == DAMAGED
