"""How far the cells of an .xls reach and how much text they hold, looked up before it is read.

Such a file is a small disk of its own (MS-CFB): sectors in chains, and files by name. One of these
is the workbook (MS-XLS): records, each with its kind and its length.
"""

import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEADER_BYTES = 512
_LAST_SECTOR = 0xFFFFFFFA
"""What is no less ends a chain."""
_ENTRY_BYTES = 128
_ROOT, _FILE = 5, 2
_SMALL_BYTES, _SMALL_SECTOR = 4096, 64
"""Files below the one are kept in pieces of the other."""

_END, _SHEET, _LOCKED, _STRINGS, _CONTINUED, _DIMENSIONS = 0x0A, 0x85, 0x2F, 0xFC, 0x3C, 0x0200
_FORMULA, _NUMBER, _LABEL, _TRUTH, _RK, _STRING_CELL = 0x06, 0x0203, 0x0204, 0x0205, 0x027E, 0xFD
_RK_CELLS = 0xBD
_ROWS_MAX, _COLUMNS_MAX = 65_536, 256
"""Of a sheet, cells with a format and nothing else among them."""
_CELLS = frozenset({_FORMULA, _NUMBER, _LABEL, _TRUTH, _RK, _STRING_CELL, _RK_CELLS})


class Damaged(Exception):
    """A file that does not hold together."""


class Locked(Exception):
    """A workbook with a password: its records cannot be read."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Rows and columns of a sheet from A1 to its last cell, the letters they share, its bytes."""

    height: int
    width: int
    letters: int
    size: int


def reaches(content: bytes) -> Iterator[Reach]:
    """Of each sheet of an .xls how far it reaches. Raises Damaged, Locked."""
    try:
        for workbook in _workbooks(content):
            yield from _sheets(workbook)
    except (struct.error, IndexError):
        raise Damaged from None


# ---------------------------------------------------------------------------------------------
# The small disk


def _workbooks(content: bytes) -> Iterator[bytes]:
    """The files of the small disk that can be the workbook."""
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
    first_entry, _, _, first_small, _, first_more, _ = struct.unpack_from("<7I", content, 48)
    sectors = [
        content[at : at + size] for at in range(max(size, _HEADER_BYTES), len(content), size)
    ]
    table = _numbers(_table(content, sectors, first_more))
    entries = _joined(sectors, table, first_entry)
    small: list[bytes] = []
    small_table: Sequence[int] = ()
    for at in range(0, len(entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        entry = entries[at : at + _ENTRY_BYTES]
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode(
            "utf-16-le", "replace"
        )
        start, length = struct.unpack_from("<2I", entry, 116)
        if entry[66] == _ROOT and start < _LAST_SECTOR:
            kept = _joined(sectors, table, start)
            small = [kept[i : i + _SMALL_SECTOR] for i in range(0, len(kept), _SMALL_SECTOR)]
            small_table = _numbers(_joined(sectors, table, first_small))
        if entry[66] == _FILE and name.casefold() in ("workbook", "book"):
            is_small = length < _SMALL_BYTES
            found = (
                _joined(small, small_table, start) if is_small else _joined(sectors, table, start)
            )
            yield found[:length]


def _table(content: bytes, sectors: Sequence[bytes], more: int) -> bytes:
    """Which sector follows which: a table in sectors that the header names, and `more` after it."""
    named = list(struct.unpack_from("<109I", content, 76))
    seen = 0
    while more < _LAST_SECTOR:
        *others, more = _numbers(sectors[more])
        named += others
        seen += 1
        if seen > len(sectors):
            raise Damaged
    return b"".join(sectors[each] for each in named if each < _LAST_SECTOR)


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _joined(sectors: Sequence[bytes], table: Sequence[int], at: int) -> bytes:
    """The sectors of a chain. Raises Damaged where it bites its tail."""
    found: list[bytes] = []
    while at < _LAST_SECTOR:
        found.append(sectors[at])
        at = table[at]
        if len(found) > len(sectors):
            raise Damaged
    return b"".join(found)


# ---------------------------------------------------------------------------------------------
# The workbook


def _records(workbook: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on to the end of what begins there."""
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<2H", workbook, at)
        if kind == _END:
            return
        yield kind, workbook[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(workbook: bytes) -> Iterator[Reach]:
    places: list[int] = []
    texts: list[bytes] = []
    lengths: list[int] = []
    for kind, told in _records(workbook, 0):
        if kind == _LOCKED:
            raise Locked
        if kind == _SHEET:
            places.append(struct.unpack_from("<I", told)[0])
        elif kind == _STRINGS:
            texts = [told]
        elif kind == _CONTINUED and texts:
            texts.append(told)
        elif texts:
            lengths, texts = _string_lengths(texts), []
    if texts:
        lengths = _string_lengths(texts)
    left = len(workbook)
    for place in places:
        reach = _reach(workbook, place, lengths)
        left -= reach.size
        if left < 0:
            raise Damaged  # sheets that lie one on the other, to be read over and over
        yield reach


def _reach(workbook: bytes, place: int, lengths: Sequence[int]) -> Reach:
    height = width = size = 0
    shown: Counter[int] = Counter()
    for kind, told in _records(workbook, place):
        size += 4 + len(told)
        if kind == _DIMENSIONS:
            rows, columns = struct.unpack_from("<4xI2xH" if len(told) >= 14 else "<2xH2xH", told)
            if rows > _ROWS_MAX or columns > _COLUMNS_MAX:
                raise Damaged  # the reader makes room for all that a sheet says it has
        elif kind in _CELLS:
            row, column = struct.unpack_from("<2H", told)
            rows, columns = row + 1, column + 1
            if kind == _RK_CELLS:
                columns = struct.unpack_from("<H", told, len(told) - 2)[0] + 1
            elif kind == _STRING_CELL:
                shown[struct.unpack_from("<I", told, 6)[0]] += 1
            height, width = max(height, rows), max(width, columns)
    letters = sum(lengths[text] * times for text, times in shown.items() if text < len(lengths))
    return Reach(height, width, letters, size)


def _string_lengths(pieces: Sequence[bytes]) -> list[int]:
    """How many letters each string has that cells share; a long one runs on in the next piece."""
    lengths: list[int] = []
    number = 0
    piece, at = pieces[0], 8
    while True:
        while at >= len(piece):
            number += 1
            if number == len(pieces):
                return lengths
            piece, at = pieces[number], at - len(piece)
        (count, sort) = struct.unpack_from("<HB", piece, at)
        at += 3
        after = 0
        if sort & 8:
            after += 4 * struct.unpack_from("<H", piece, at)[0]
            at += 2
        if sort & 4:
            after += struct.unpack_from("<I", piece, at)[0]
            at += 4
        lengths.append(count)
        while count:
            wide = 2 if sort & 1 else 1
            here = min(count, (len(piece) - at) // wide)
            count -= here
            at += here * wide
            if count:
                number += 1
                if number == len(pieces):
                    return lengths
                piece = pieces[number]
                sort, at = piece[0], 1
        at += after
