"""The sheets of a workbook from Excel or LibreOffice as rows of texts, and which are hidden.

The reader lays a sheet out whole, from its first cell to its last, and ends the process when there
is no memory for that. So how far the cells of a sheet reach, and how much text they hold, is looked
up before it is asked (of an .xls in `old_workbook`).
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from estore_pos.operations import old_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

UNPACKED_BYTES_MAX = 256 * 1024 * 1024
TEXT_BYTES_MAX = 128 * 1024 * 1024
"""Texts of all cells: one that is kept once may stand in every cell."""
ROWS_MAX = 500_000
AREA_MAX = 8_000_000
"""Cells from the first of a sheet to its last, empty ones between them too."""

ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"

_CHUNK_BYTES = 1024 * 1024
_TAG_BYTES_MAX = 64 * 1024
_COLUMN_LETTERS = re.compile(rb" r\s*=\s*[\"']([A-Za-z]+)\d")
_ROW_NUMBERS = re.compile(rb" r\s*=\s*[\"'][A-Za-z]*(\d+)[\"']")
_NAMED_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_BLANKS = bytes.maketrans(b"\t\r\n", b"   ")
_STRING = re.compile(rb"<(?:\w+:)?si(?=[\s>/])")
_STRINGS_TOLD = re.compile(rb"<(?:\w+:)?sst\s[^>]*?\buniqueCount\s*=\s*[\"'](\d+)")
_STRINGS_MORE = 10_000
"""So many more strings than it has a workbook may announce: the reader makes room for them all."""
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>\s*(\d{1,9})\s*<")
_CELL_BYTES_MIN = 8
_OPEN_TAG = re.compile(rb"<(?:\w+:)?table-(row|cell)((?:\s[^>]*|/)?)>")
_TIMES = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d+)")


class Unfit(Exception):
    """A workbook that cannot be read: too_big, far_cell, locked, damaged, binary (.xlsb)."""

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

    An .xlsb is refused: what its sheets would take cannot be looked up.

    All of them together have at most ROWS_MAX rows with anything in them.
    """
    import python_calamine

    if content.startswith(ZIP):
        _look_before(content)
    else:
        content = _looked_before(content)
    found: list[Page] = []
    count = chars = 0
    with _reader_faults():
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for told in book.sheets_metadata:
            if told.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            rows = _rows(book.get_sheet_by_name(told.name), ROWS_MAX - count)
            filled = sum(1 for row in rows if row)
            count += filled
            chars += sum(sum(map(len, row)) for row in rows)
            if chars > TEXT_BYTES_MAX:  # one part may be several sheets
                raise Unfit("too_big")
            if filled:
                shown = told.visible is python_calamine.SheetVisibleEnum.Visible
                found.append(Page(told.name, not shown, rows))
    return found


@contextmanager
def _reader_faults() -> Iterator[None]:
    """Raises Unfit for whatever the reader says of a workbook."""
    import python_calamine

    try:
        yield
    except python_calamine.PasswordError:
        raise Unfit("locked") from None
    except (python_calamine.CalamineError, ValueError, OSError):
        raise Unfit("damaged") from None
    except BaseException as error:
        # A fault of the reader itself comes as an exception that it gives nobody to import.
        if type(error).__name__ == "PanicException":
            raise Unfit("damaged") from None
        raise


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

    What a part says of its own size is held to, no sheet may reach further than AREA_MAX, and the
    texts of all cells together may not be longer than TEXT_BYTES_MAX.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {part: part.filename.lower() for part in packed.infolist()}
            if any(name.endswith("workbook.bin") for name in parts.values()):
                raise Unfit("binary")
            if sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
                raise Unfit("too_big")
            lengths: list[int] = []
            for part, name in parts.items():
                if name.endswith("sharedstrings.xml"):
                    lengths = max(lengths, _string_lengths(_pieces(packed, part)), key=sum)
            longest, texts = max(lengths, default=0), 0
            for part, name in parts.items():
                reach = _reach_repeated if name.endswith("content.xml") else _reach
                height, width = reach(_pieces(packed, part))
                if height * width > AREA_MAX:
                    raise Unfit("far_cell")
                if height and longest * (part.file_size // _CELL_BYTES_MIN) > TEXT_BYTES_MAX:
                    texts += _text_bytes(_pieces(packed, part), lengths)
                if texts > TEXT_BYTES_MAX:
                    raise Unfit("too_big")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        raise Unfit("damaged") from None
    except RuntimeError:
        raise Unfit("locked") from None


def _looked_before(content: bytes) -> bytes:
    """An .xls that may be read: as `_look_before`, of all its sheets together. Raises Unfit.

    The reader lays them all out at once, and where it finds no .xls it looks for a packed workbook
    behind: none is left there, for nobody has looked into it.
    """
    area = letters = 0
    try:
        for reach in old_workbook.reaches(content):
            area += reach.height * reach.width
            letters += reach.letters
            if area > AREA_MAX:
                raise Unfit("far_cell")
            if letters > TEXT_BYTES_MAX:
                raise Unfit("too_big")
    except old_workbook.Damaged:
        raise Unfit("damaged") from None
    except old_workbook.Locked:
        raise Unfit("locked") from None
    return content.replace(_ZIP_END, bytes(len(_ZIP_END)))


def _string_lengths(pieces: Iterator[bytes]) -> list[int]:
    """The bytes of each string that cells share, its tags with it. Raises Unfit."""
    lengths: list[int] = []
    told = 0
    for piece in pieces:
        if found := _STRINGS_TOLD.search(piece):
            told = max(told, int(found[1][:18]))
        rest, *begun = map(len, _STRING.split(piece))
        if lengths:
            lengths[-1] += rest
        lengths += begun
        if len(lengths) > AREA_MAX:
            raise Unfit("too_big")
    if told > len(lengths) + _STRINGS_MORE:
        raise Unfit("damaged")
    return lengths


def _text_bytes(pieces: Iterator[bytes], lengths: list[int]) -> int:
    """How long the shared strings of a sheet's cells are together, a number taken for a string."""
    values = Counter(value for piece in pieces for value in _VALUE.findall(piece))
    return sum(
        lengths[int(value)] * times for value, times in values.items() if int(value) < len(lengths)
    )


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


def _reach_repeated(pieces: Iterator[bytes]) -> tuple[int, int]:
    """The same of a table of LibreOffice, where a row or a cell says how often it stands there.

    Raises Unfit for texts that are repeated to more than TEXT_BYTES_MAX.
    """
    height = width = row = column = row_times = more = texts = 0
    for piece in pieces:
        rest, *tags = _OPEN_TAG.split(piece)
        texts += len(rest) * more
        for kind, told, text in zip(tags[::3], tags[1::3], tags[2::3], strict=True):
            found = _TIMES.search(told)
            times = int(found[1][:9]) if found else 1
            more = 0
            if kind == b"row":
                row += row_times
                column, row_times = 0, times
                continue
            column += times
            if b"value-type" in told or not told.endswith(b"/"):
                height = max(height, row + row_times)
                width = max(width, column)
                more = times * row_times - 1
                texts += len(text) * more
        if height * width > AREA_MAX:
            break
        if texts > TEXT_BYTES_MAX:
            raise Unfit("too_big")
    return height, width


def _column(letters: bytes) -> int:
    """The number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters[:7].upper():
        number = number * 26 + letter - 64
    return number
