"""The tables in a file that somebody made in Excel, LibreOffice or another shop program."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.operations import workbook

FILE_BYTES_MAX = 64 * 1024 * 1024
ROWS_MAX = workbook.ROWS_MAX
DELIMITERS = ",;\t|"
Row = tuple[str, ...]

_SAMPLE_LINES = 1_000
_SLIPS_MAX = 4
_NUMBER = re.compile(r"[-₹\s]*\d[\d.,\s]*")
_RUNS_MAX = 50
"""Over so many lines one row with quoted texts may run."""
_END = ("\n",)
"""A line after the last: a quoted text that runs into it is not closed."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"MZ", "EXE"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
)
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table as texts, numbered as a spreadsheet numbers them: the first row is 1.

    A text with a line break inside is still one row. `how` says how the file was read ("utf-8, ;",
    "xlsx"). Wholly empty rows are there, so that the numbers are right. `unclosed` are the numbers
    of rows with a quotation mark that nothing closes: where their columns end nobody can tell.
    `name` is a workbook's own for it.
    """

    rows: tuple[tuple[str, ...], ...]
    how: str
    unclosed: frozenset[int] = frozenset()
    name: str = ""
    is_hidden: bool = False


def read(path: Path) -> tuple[Sheet, ...]:
    """The tables in a file, told by its content and not by its name; only a workbook has several.

    Raises Trouble FILE_UNREADABLE (why: missing, folder, endless, locked, too_big, far_cell, disk)
    and FILE_NOT_A_TABLE (why: empty, kind, locked, damaged); nothing of the till is touched.
    """
    content = _bytes(path)
    head = content[:16]
    for signature, kind in _SIGNATURES:
        if head.lower().startswith(signature.lower()):
            raise _not_a_table(path, "kind", kind=kind)
    if head.startswith((workbook.ZIP, _OLE)):
        return _workbook(path, content)
    return (_text_table(path, content),)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _unreadable(path, "folder")
        size = path.stat().st_size
        if not path.is_file():
            raise _unreadable(path, "endless")
        if size > FILE_BYTES_MAX:
            raise _unreadable(path, "too_big")
        content = path.read_bytes()
    except FileNotFoundError:
        raise _unreadable(path, "missing") from None
    except PermissionError:
        raise _unreadable(path, "locked") from None
    except OSError as error:
        raise _unreadable(path, "disk") from error
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise _not_a_table(path, "empty")
    return content


def _workbook(path: Path, content: bytes) -> tuple[Sheet, ...]:
    """Each sheet with anything in it; .xlsx, .xls and .ods alike."""
    how = "xlsx" if content.startswith(workbook.ZIP) else "xls"
    try:
        pages = workbook.pages(content)
    except workbook.Unfit as unfit:
        if unfit.why in ("too_big", "far_cell"):
            raise _unreadable(path, unfit.why) from None
        if unfit.why == "binary":
            raise _not_a_table(path, "kind", kind="XLSB") from None
        raise _not_a_table(path, unfit.why) from None
    if not pages:
        raise _not_a_table(path, "empty")
    return tuple(Sheet(page.rows, how, name=page.name, is_hidden=page.is_hidden) for page in pages)


def _text_table(path: Path, content: bytes) -> Sheet:
    text, encoding = decode(content)
    if _strange(text):
        raise _not_a_table(path, "kind", kind="binary")
    delimiter = guess_delimiter(text)
    csv.field_size_limit(FILE_BYTES_MAX)
    try:
        rows = _plain_rows(text, delimiter)
        unclosed: frozenset[int] = frozenset()
        if rows is None:
            rows, unclosed = _quoted_rows(text, delimiter)
    except csv.Error:
        raise _not_a_table(path, "damaged") from None
    if len(rows) > ROWS_MAX:
        raise _unreadable(path, "too_big")
    shown = {"\t": "tab"}.get(delimiter, delimiter)
    return Sheet(tuple(rows), f"{encoding}, {shown}", unclosed)


def _plain_rows(text: str, delimiter: str) -> list[Row] | None:
    """The rows of a text that has one on each line; None where a quoted text runs over its line."""
    lines = chain(io.StringIO(text, newline=""), _END)
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[Row] = []
    for row in reader:
        rows.append(tuple(row))
        if len(rows) > ROWS_MAX + 1 or reader.line_num != len(rows):
            break
    if reader.line_num != len(rows):
        return None
    return rows[:-1]


def _quoted_rows(text: str, delimiter: str) -> tuple[list[Row], frozenset[int]]:
    """The rows of a text with quoted texts that run over their line, and which are not closed."""
    lines = list(io.StringIO(text, newline=""))
    shape = _Shape(lines, delimiter)
    rows: list[Row] = []
    unclosed: set[int] = set()
    at = 0
    while at < len(lines) and len(rows) <= ROWS_MAX:
        row, count = _split(lines[at], delimiter), 1
        if '"' in lines[at]:
            found = _quoted_row(lines[at : at + _RUNS_MAX], delimiter, shape)
            if found is None:
                unclosed.add(len(rows) + 1)
            else:
                row, count = found
        rows.append(row)
        at += count
    return rows, frozenset(unclosed)


def _quoted_row(lines: Sequence[str], delimiter: str, shape: "_Shape") -> tuple[Row, int] | None:
    """The row at the first of these lines, and over how many it runs.

    None where a quotation mark of it was a slip: nothing closes it, or what does is in another row.
    The latter is so where whole lines inside the quoted text are rows like all others, or where the
    mark that closes it stands before a text and the first line was a row without it.
    """
    for is_strict in (True, False):
        reader = csv.reader(chain(lines, _END), delimiter=delimiter, strict=is_strict)
        try:
            row = tuple(next(reader))
        except csv.Error:
            continue
        count = reader.line_num
        if count == 1:
            return row, count
        if count > len(lines):
            return None
        within = lines[1 : count - 1]
        if shape.fits(lines[0]) and (not is_strict or any(map(shape.fits, within))):
            return None
        return row, count
    return None


class _Shape:
    """What the rows of a table that stand on one line have in common: columns and their numbers."""

    def __init__(self, lines: Sequence[str], delimiter: str) -> None:
        self._delimiter = delimiter
        sample = [line for line in lines[:_SAMPLE_LINES] if line.strip()]
        rows = [
            self._unmarked(line)
            if line.count('"') % 2
            else tuple(next(csv.reader([line], delimiter=delimiter)))
            for line in sample
        ]
        widths = Counter(map(len, rows))
        self._width = max(widths, key=lambda width: (width > 1, widths[width]))
        self._numbers = [
            place
            for place in range(self._width)
            if self._mostly_numbers([row[place] for row in rows[1:] if len(row) == self._width])
        ]

    def fits(self, line: str) -> bool:
        """Whether a line, its quotation marks apart, looks like such a row."""
        cells = self._unmarked(line)
        if len(cells) != self._width:
            return False
        numbers = [cell for place in self._numbers if (cell := cells[place].strip())]
        return bool(numbers) and all(map(_NUMBER.fullmatch, numbers))

    def _unmarked(self, line: str) -> Row:
        return _split(line.replace('"', ""), self._delimiter)

    @staticmethod
    def _mostly_numbers(cells: Sequence[str]) -> bool:
        said = [cell.strip() for cell in cells if cell.strip()]
        return 2 * sum(1 for cell in said if _NUMBER.fullmatch(cell)) > len(said)


def _split(line: str, delimiter: str) -> Row:
    """A line's cells with quotation marks as plain signs."""
    return tuple(line.rstrip("\r\n").split(delimiter))


def _strange(text: str) -> bool:
    """Whether a text has as many control characters as a file that is none; a few are slips."""
    sample = text[:4096]
    odd = sum(1 for char in sample if ord(char) < 32 and char not in "\t\r\n\f\v\x1a")
    zeros = text.count("\0")
    return (odd > _SLIPS_MAX and odd * 50 > len(sample)) or (
        zeros > _SLIPS_MAX and zeros * 200 > len(text)
    )


def decode(content: bytes) -> tuple[str, str]:
    """A file's text and what it was written in: by its mark, else UTF-8, else Windows-1252.

    UTF-16 without a mark is told by its zero bytes. Where a file is not UTF-8 throughout, each line
    is told for itself: one letter from another program spoils no other line.
    """
    if content.startswith(b"\xef\xbb\xbf"):
        return _by_line(content[3:], "utf-8-sig")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "utf-16"
    sample = content[:2048]
    evens, odds = sample[0::2].count(0), sample[1::2].count(0)
    if max(evens, odds) * 4 > len(sample) > 4 * min(evens, odds):
        name = "utf-16-le" if odds > evens else "utf-16-be"
        return content.decode(name, "replace"), name
    return _by_line(content, "utf-8")


def _by_line(content: bytes, name: str) -> tuple[str, str]:
    """A text that is UTF-8, called so, or has lines in Windows-1252."""
    try:
        return content.decode("utf-8"), name
    except UnicodeDecodeError:
        pass
    lines: list[str] = []
    is_utf8 = False
    for line in content.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8"))
            is_utf8 = is_utf8 or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("latin-1").translate(_WINDOWS))
    return "".join(lines), f"{name} + cp1252" if is_utf8 else "cp1252"


def _windows_char(byte: int) -> str:
    """A sign of Windows-1252; the five bytes that it leaves open are read as Latin-1."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = {byte: _windows_char(byte) for byte in range(128, 160)}


def guess_delimiter(text: str) -> str:
    """What parts the columns: the sign that gives most rows one same number of columns above 1.

    A sign that parts the first row (the headers) as often counts double.
    """
    sample = text[:20_000]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            widths = [len(row) for row in rows if row]
        except csv.Error:
            continue
        score = max(
            (
                (widths.count(width) * 100 + min(width, 50)) * (2 if width == widths[0] else 1)
                for width in set(widths)
                if width > 1
            ),
            default=0,
        )
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _unreadable(path: Path, why: str) -> Trouble:
    return Trouble(TroubleCode.FILE_UNREADABLE, file=path.name or str(path), why=why)


def _not_a_table(path: Path, why: str, kind: str = "") -> Trouble:
    return Trouble(TroubleCode.FILE_NOT_A_TABLE, file=path.name, why=why, kind=kind)
