"""An .xls made byte by byte, as far as a list of goods needs it (MS-CFB, MS-XLS)."""

import struct
from collections.abc import Sequence

NUMBERED, FORMATTED, SHARED = 0x0203, 0x0200, 0xFD
_NO_ENTRY, _CHAIN_ENDS, _TABLE, _FREE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR = 512


def record(kind: int, told: bytes = b"") -> bytes:
    """A record of a workbook."""
    return struct.pack("<HH", kind, len(told)) + told


def text(row: int, column: int, said: str) -> bytes:
    """A cell with a text of its own."""
    return record(
        0x0204, struct.pack("<HHHHB", row, column, 0, len(said), 0) + said.encode("latin-1")
    )


def number(row: int, column: int, value: float) -> bytes:
    """A cell with a number."""
    return record(NUMBERED, struct.pack("<HHHd", row, column, 0, value))


def shared(row: int, column: int, place: int) -> bytes:
    """A cell with one of the texts that cells share."""
    return record(SHARED, struct.pack("<HHHI", row, column, 0, place))


def strings(*texts: bytes, cut: int = 1 << 16, mark: bytes = b"") -> bytes:
    """The texts that cells share; from the place `cut` on they stand in a second record.

    `mark` says in what letters a text goes on that was cut.
    """
    whole = struct.pack("<II", len(texts), len(texts)) + b"".join(texts)
    rest = record(0x3C, mark + whole[cut:]) if cut < len(whole) else b""
    return record(0xFC, whole[:cut]) + rest


def string(said: str, *, rich: int = 0, more: bytes = b"") -> bytes:
    """One of them: wide where its letters need it, with the looks of letters and more after it."""
    wide = not said.isascii()
    sort = int(wide) | 8 * bool(rich) | 4 * bool(more)
    head = struct.pack("<HB", len(said), sort)
    head += struct.pack("<H", rich) if rich else b""
    head += struct.pack("<I", len(more)) if more else b""
    return head + said.encode("utf-16-le" if wide else "ascii") + bytes(4 * rich) + more


def goods(*more: bytes) -> bytes:
    """The cells of two goods with their prices, and more."""
    told = [text(0, 0, "Name"), text(0, 1, "Price"), text(1, 0, "Soap"), number(1, 1, 10)]
    return b"".join((*told, text(2, 0, "Salt"), number(2, 1, 20), *more))


def book(sheets: Sequence[bytes], shared_texts: bytes = b"", *, one_place: bool = False) -> bytes:
    """A workbook of sheets of cells; `one_place`: all are said to stand where the first does."""
    begins = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 0))
    begins += record(0x0042, struct.pack("<H", 1200))
    within = [
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 0))
        + cells
        + record(0x0A)
        for cells in sheets
    ]
    names = [f"S{place}".encode() for place in range(len(sheets))]
    at = len(begins) + sum(12 + len(name) for name in names) + len(shared_texts) + 4
    listed = b""
    for name, sheet in zip(names, within, strict=True):
        listed += record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name)
        at += 0 if one_place else len(sheet)
    return begins + listed + shared_texts + record(0x0A) + b"".join(within)


def disk(workbook: bytes) -> bytes:
    """The small disk with the workbook on it: its table, its list of files, the workbook."""
    count = max(8, -(-len(workbook) // SECTOR))
    tables = -(-(count + 2) // (SECTOR // 4 - 1))
    first = tables + 1
    table = [_TABLE] * tables + [_CHAIN_ENDS]
    table += [first + place + 1 for place in range(count - 1)] + [_CHAIN_ENDS]
    table += [_FREE] * (tables * SECTOR // 4 - len(table))
    entries = _entry("Root Entry", 5, 1, _CHAIN_ENDS, 0)
    entries += _entry("Workbook", 2, _NO_ENTRY, first, count * SECTOR)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, tables, tables, 0, 4096, _CHAIN_ENDS, 0, _CHAIN_ENDS, 0)
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return b"".join(
        (
            header,
            struct.pack(f"<{len(table)}I", *table),
            entries.ljust(SECTOR, b"\0"),
            workbook.ljust(count * SECTOR, b"\0"),
        )
    )


def small_disk(workbook: bytes) -> bytes:
    """The same with a workbook of less than 4096 bytes, which stands in pieces of 64."""
    pieces = -(-len(workbook) // 64)
    count = -(-pieces * 64 // SECTOR)
    table = [_TABLE, _CHAIN_ENDS, _CHAIN_ENDS, *range(4, 3 + count), _CHAIN_ENDS]
    table += [_FREE] * (SECTOR // 4 - len(table))
    small = [*range(1, pieces), _CHAIN_ENDS]
    small += [_FREE] * (SECTOR // 4 - len(small))
    entries = _entry("Root Entry", 5, 1, 3, pieces * 64)
    entries += _entry("Workbook", 2, _NO_ENTRY, 0, len(workbook))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 2, 1, _CHAIN_ENDS, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    tables = struct.pack("<128I", *table), struct.pack("<128I", *small)
    whole = (header, tables[0], entries.ljust(SECTOR, b"\0"), tables[1])
    return b"".join(whole) + workbook.ljust(count * SECTOR, b"\0")


def _entry(name: str, sort: int, child: int, start: int, size: int) -> bytes:
    called = name.encode("utf-16-le") + b"\0\0"
    entry = called.ljust(64, b"\0")
    entry += struct.pack("<HBBIII", len(called), sort, 1, _NO_ENTRY, _NO_ENTRY, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
