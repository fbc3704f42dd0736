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
_BLOCK_ROWS = 2
_BAND_COST = 24
"""A band is worth so many bytes less of picture: its head, and the pause some printers make."""
_FEED_MAX = 255
_KICK_ON_MS, _KICK_OFF_MS = 50, 500


def picture(rows: Sequence[bytes], *, aligned: bool = False) -> bytes:
    """The rows as bands without blank margins; blank rows are fed, not sent.

    `aligned`: the rows are as wide as the head prints, so that the printer itself may put a band
    in the middle or to the right and its left margin is not sent either.
    """
    wide = max((len(row) for row in rows), default=0)
    told = bytearray()
    at, side = 0, 0
    for first, sides in _bands(rows, wide if aligned else 0):
        told += feed(first - at)
        at = first + sides.rows
        width, chosen = sides.best()
        if chosen != side:
            told += b"\x1ba" + bytes((chosen,))
            side = chosen
        skip = (0, (wide - width) // 2, wide - width)[chosen]
        told += b"\x1dv0\x00" + width.to_bytes(2, "little") + sides.rows.to_bytes(2, "little")
        for row in rows[first:at]:
            told += row[skip : skip + width].ljust(width, b"\0")
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


class _Sides(NamedTuple):
    """How many bytes wide a band is if it stands at the left, in the middle, at the right."""

    rows: int
    left: int
    middle: int
    right: int

    def and_(self, other: "_Sides") -> "_Sides":
        """Both bands as one."""
        widths = (max(pair) for pair in zip(self[1:], other[1:], strict=True))
        return _Sides(self.rows + other.rows, *widths)

    def best(self) -> tuple[int, int]:
        """The fewest bytes a row, and where the band stands for it: 0 left, 1 middle, 2 right."""
        return min((self.left, 0), (self.middle, 1), (self.right, 2))

    @property
    def cost(self) -> int:
        return self.best()[0] * self.rows + _BAND_COST


def _bands(rows: Sequence[bytes], wide: int) -> Iterator[tuple[int, _Sides]]:
    """The bands of what is not blank: the first row of each, its height and its widths."""
    first, band = 0, None
    for at, block in _blocks(rows, wide):
        if band is not None and at == first + band.rows:
            both = band.and_(block)
            if both.rows <= BAND_ROWS and both.cost <= band.cost + block.cost:
                band = both
                continue
        if band is not None:
            yield first, band
        first, band = at, block
    if band is not None:
        yield first, band


def _blocks(rows: Sequence[bytes], wide: int) -> Iterator[tuple[int, _Sides]]:
    """A few rows each, none of them blank."""
    at = 0
    while at < len(rows):
        count = 0
        while count < _BLOCK_ROWS and at + count < len(rows) and any(rows[at + count]):
            count += 1
        if count:
            yield at, _sides(rows[at : at + count], wide)
        at += max(count, 1)


def _sides(rows: Sequence[bytes], wide: int) -> _Sides:
    left = max(len(row.rstrip(b"\0")) for row in rows)
    if not wide:
        return _Sides(len(rows), left, left, left)
    right = wide - min(len(row) - len(row.lstrip(b"\0")) for row in rows)
    return _Sides(len(rows), left, wide - 2 * min(wide - left, wide - right), right)
