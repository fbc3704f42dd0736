"""The sheets of a workbook from Excel or LibreOffice as rows of texts, and which are hidden.

The reader lays a sheet out whole, from its first cell to its last, and cannot be stopped when there
is no memory for that. So how far the cells of a sheet reach is looked up before it is asked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

UNPACKED_BYTES_MAX = 512 * 1024 * 1024
ROWS_MAX = 500_000
AREA_MAX = 8_000_000
"""Cells from the first of a sheet to its last, empty ones between them too."""

ZIP = b"PK\x03\x04"

_CHUNK_BYTES = 1024 * 1024
_TAG_BYTES_MAX = 64 * 1024
_COLUMN_LETTERS = re.compile(rb" r\s*=\s*[\"']([A-Za-z]+)\d")
_ROW_NUMBERS = re.compile(rb" r\s*=\s*[\"'][A-Za-z]*(\d+)[\"']")
_NAMED_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_BLANKS = bytes.maketrans(b"\t\r\n", b"   ")


class Unfit(Exception):
    """A workbook that cannot be read: too_big, far_cell, locked, damaged."""

    def __init__(self, why: str) -> None:
        """Take why."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook; a row without anything in it is an empty tuple."""

    name: str
    is_hidden: bool
    rows: tuple[tuple[str, ...], ...]


def pages(content: bytes) -> list[Page]:
    """The sheets with anything in them, in their order; .xlsx, .xls and .ods alike. Raises Unfit.

    All of them together have at most ROWS_MAX rows with anything in them.
    """
    import python_calamine

    if content.startswith(ZIP):
        _look_before(content)
    found: list[Page] = []
    count = 0
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for told in book.sheets_metadata:
            if told.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            rows = _rows(book.get_sheet_by_name(told.name), ROWS_MAX - count)
            filled = sum(1 for row in rows if row)
            count += filled
            if filled:
                shown = told.visible is python_calamine.SheetVisibleEnum.Visible
                found.append(Page(told.name, not shown, rows))
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        kind = python_calamine.PasswordError
        raise Unfit("locked" if isinstance(error, kind) else "damaged") from None
    return found


def _rows(sheet: "CalamineSheet", rows_max: int) -> tuple[tuple[str, ...], ...]:
    if sheet.start is None or sheet.end is None:
        return ()
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > AREA_MAX:
        raise Unfit("far_cell")
    before = ("",) * sheet.start[1]
    rows: list[tuple[str, ...]] = []
    filled = 0
    for cells in sheet.iter_rows():
        row = tuple(map(_cell, cells))
        if any(row):
            filled += 1
            if filled > rows_max:
                raise Unfit("too_big")
            rows.append(before + row)
        else:
            rows.append(())
    return tuple(rows)


def _cell(cell: object) -> str:
    """A cell as it would be typed: whole numbers without a point, thirteen digits as digits."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < 1e15
        return str(int(cell)) if whole else f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell)


def _look_before(content: bytes) -> None:
    """Unpack each part of a workbook piece by piece. Raises Unfit.

    What a part says of its own size is held to, and no sheet may reach further than AREA_MAX.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
                raise Unfit("too_big")
            for part in parts:
                height, width = _reach(_pieces(packed, part))
                if height * width > AREA_MAX:
                    raise Unfit("far_cell")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        raise Unfit("damaged") from None
    except RuntimeError:
        raise Unfit("locked") from None


def _pieces(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces that end where a tag ends."""
    with packed.open(part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK_BYTES):
            whole, end, kept = (kept + chunk).rpartition(b">")
            yield whole + end
            kept = kept[-_TAG_BYTES_MAX:]


def _reach(pieces: Iterator[bytes]) -> tuple[int, int]:
    """How many rows and columns a sheet has from A1 to its last cell; 0 and 0 where it is none.

    Rows and cells that do not name their place stand after the one before.
    """
    height = unnamed_rows = width = cells_of_row = 0
    for each in pieces:
        piece = each.translate(_BLANKS)
        numbers = _ROW_NUMBERS.findall(piece)
        letters = _COLUMN_LETTERS.findall(piece)
        height = max(height, *(int(number[:9]) for number in set(numbers)), 0)
        width = max(width, *(_column(letter) for letter in set(letters)), 0)
        # Counting the first letters of a tag takes a tenth of looking for the tag.
        if piece.count(b"<row") + piece.count(b":row") > len(numbers) - len(letters):
            unnamed_rows += len(_ROW.findall(piece)) - len(_NAMED_ROW.findall(piece))
        if piece.count(b"<c") + piece.count(b":c") > len(letters):
            for number, row in enumerate(_ROW.split(piece)):
                cells_of_row = len(_CELL.findall(row)) + (0 if number else cells_of_row)
                width = max(width, cells_of_row)
    return height + unnamed_rows, width


def _column(letters: bytes) -> int:
    """The number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters[:7].upper():
        number = number * 26 + letter - 64
    return number
