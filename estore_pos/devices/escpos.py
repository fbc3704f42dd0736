"""What a thermal printer is told, in ESC/POS: pictures in bands, feeds, the cut, the pulse.

Letters are never sent: no code page of these printers has Devanagari. A picture is rows of packed
bits, the leftmost dot in the highest bit, 1 is black.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Cut = Literal["none", "partial", "full"]
Pin = Literal[2, 5]

BEGIN = b"\x1b@"
"""Forget what was set; what the bytes before left half done is not mended by it."""
ASK_PRINTER, ASK_CAUSE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
"""Answered at once, whatever waits in the printer's memory."""
ASK_DONE = b"\x1dr\x01"
"""Answered in its turn: when what was sent before it is printed."""

BAND_ROWS = 64
"""Rows of one band: what the memory of a small printer takes in one piece."""
_BAND_COST = 12
"""A band is worth so many bytes less of picture: its head and, often, the side it stands at."""
_FEED_MAX = 255
_LENGTHS = {b"\x1b@": 2, b"\x1ba": 3, b"\x1bd": 3, b"\x1dV": 4, b"\x1bp": 5}
"""Bytes of each command that takes no paper worth speaking of."""
_SLOW_ROWS_S, _SLOW_BYTES_S = 40 * 8, 960
"""A head that prints 40 mm a second, and 9600 baud."""
_KICK_ON_MS, _KICK_OFF_MS = 50, 500


def picture(rows: Sequence[bytes], *, aligned: bool = False) -> bytes:
    """The rows as bands without blank margins; blank rows are fed, not sent.

    `aligned`: the rows are as wide as the head prints, so that the printer itself may put a band
    in the middle or to the right and its left margin is not sent either.
    """
    wide = max((len(row) for row in rows), default=0)
    told = bytearray()
    at, side = 0, 0
    for first, band in _bands(rows, wide, aligned=aligned):
        told += feed(first - at)
        at = first + band.rows
        if band.side != side:
            told += b"\x1ba" + bytes((band.side,))
            side = band.side
        width = band.width
        told += b"\x1dv0\x00" + width.to_bytes(2, "little") + band.rows.to_bytes(2, "little")
        for row in rows[first:at]:
            told += row[band.skip : band.skip + width].ljust(width, b"\0")
    told += feed(len(rows) - at)
    return bytes(told + (b"\x1ba\x00" if side else b""))


def feed(rows: int) -> bytes:
    """Blank paper of so many dots."""
    whole, rest = divmod(rows, _FEED_MAX)
    return b"\x1bJ\xff" * whole + (bytes((0x1B, 0x4A, rest)) if rest else b"")


def cut(how: Cut) -> bytes:
    """Feed the paper past the knife and cut it; without a knife, past the edge it is torn at."""
    match how:
        case "none":
            return b"\x1bd\x04"
        case "partial":
            return b"\x1dVB\x00"
        case "full":
            return b"\x1dVA\x00"


def pulse(pin: Pin) -> bytes:
    """Open the drawer at the printer's connector; most are on pin 2."""
    on, off = _KICK_ON_MS // 2, _KICK_OFF_MS // 2
    return bytes((0x1B, 0x70, 0 if pin == 2 else 1, on, off))


def silence(rows: Sequence[bytes]) -> bytes:
    """Nothing, as long as the largest band: ends one that a dead line cut off in its middle.

    Zeros are white dots inside a band and no command outside it.
    """
    return bytes(BAND_ROWS * max((len(row) for row in rows), default=0))


def parts(told: bytes, least: int) -> Iterator[bytes]:
    """What a printer is told, cut between two commands into pieces of `least` bytes or more."""
    begun = 0
    for end, _ in _commands(told):
        if end - begun >= least:
            yield told[begun:end]
            begun = end
    if begun < len(told):
        yield told[begun:]


def seconds(told: bytes) -> float:
    """How long a slow head on a slow line takes for what it is told."""
    return max(head_seconds(told), len(told) / _SLOW_BYTES_S)


def head_seconds(told: bytes) -> float:
    """How long a slow head takes for what it has in its memory."""
    return sum(rows for _, rows in _commands(told)) / _SLOW_ROWS_S


def _commands(told: bytes) -> Iterator[tuple[int, int]]:
    """Where each command of what a printer is told ends, and how many rows of paper it takes."""
    at = 0
    while at < len(told):
        match told[at : at + 2]:
            case b"\x1dv":
                width = int.from_bytes(told[at + 4 : at + 6], "little")
                rows = int.from_bytes(told[at + 6 : at + 8], "little")
                at += 8 + width * rows
            case b"\x1bJ":
                rows = told[at + 2]
                at += 3
            case head:
                rows = 0
                at += _LENGTHS.get(head, 1)
        yield at, rows


class _Band(NamedTuple):
    """Rows sent in one piece: bytes of each, and the side they stand at: 0 left, 1 middle, 2 right.

    `skip` bytes at the left of each row are the blank that the side makes.
    """

    rows: int
    width: int
    side: int
    skip: int


def _bands(rows: Sequence[bytes], wide: int, *, aligned: bool) -> Iterator[tuple[int, _Band]]:
    """The first row of each band and the band: of all ways to cut what is not blank, the shortest.

    Unless `aligned`, every band stands at the left.
    """
    at = 0
    while at < len(rows):
        if not any(rows[at]):
            at += 1
            continue
        end = at
        extents = []
        while end < len(rows) and any(rows[end]):
            row = rows[end]
            first = len(row) - len(row.lstrip(b"\0")) if aligned else 0
            extents.append((first, len(row.rstrip(b"\0"))))
            end += 1
        for before, band in _cuts(extents, wide):
            yield at + before, band
        at = end


def _cuts(extents: Sequence[tuple[int, int]], wide: int) -> list[tuple[int, _Band]]:
    """Rows of which none is blank as bands; each with the number of rows before it.

    An extent is the bytes of a row before its first dot, and those up to its last.
    """
    inks = [_stand(first, last, wide)[0] for first, last in extents]
    least, begins, ink = [0], [0], 0
    for end, (first, last) in enumerate(extents, 1):
        inside = inks[end - 1]
        ink += inside
        cost, begin = least[-1] + inside + _BAND_COST, end - 1
        for at in range(end - 2, max(end - BAND_ROWS, 0) - 1, -1):
            before, after = extents[at]
            if before < first:
                first = before
            if after > last:
                last = after
            # `_stand`'s width, worked out here: this is done ten thousand times a paper.
            if first + last <= wide:
                width = wide - 2 * first if wide - 2 * first < last else last
            else:
                width = wide - first if wide - first < 2 * last - wide else 2 * last - wide
            whole = width * (end - at) + _BAND_COST
            inside += inks[at]
            if ink - inside + whole >= cost:
                break  # so much blank is in it that no longer band can be the shortest
            if least[at] + whole < cost:
                cost, begin = least[at] + whole, at
        least.append(cost)
        begins.append(begin)
    found: list[tuple[int, _Band]] = []
    end = len(extents)
    while end:
        begin = begins[end]
        first = min(first for first, _ in extents[begin:end])
        last = max(last for _, last in extents[begin:end])
        found.append((begin, _Band(end - begin, *_stand(first, last, wide))))
        end = begin
    return found[::-1]


def _stand(first: int, last: int, wide: int) -> tuple[int, int, int]:
    """The fewest bytes a row for ink from `first` to `last`, the side, and what it skips."""
    margin = min(first, wide - last)
    return min((last, 0, 0), (wide - 2 * margin, 1, margin), (wide - first, 2, first))
