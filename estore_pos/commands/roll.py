"""What a receipt printer puts on its roll for the bytes that devices.escpos makes."""

from dataclasses import dataclass, field

from estore_pos.devices import escpos

_FEED_A_LINE = 30
_WHITE, _BLACK = 255, 0


class NotOurs(Exception):
    """A byte that no command of ours begins with: the paper would show nonsense from here on."""


@dataclass(slots=True)
class Roll:
    """Rows of packed bits as they came out, how often it was cut, and the drawer's pulses.

    What would lie beyond the head is lost.
    """

    width: int
    rows: list[bytes] = field(default_factory=list)
    cuts: int = 0
    pulses: int = 0

    def grey(self) -> bytes:
        """One byte a dot, row after row, each as wide as the head."""
        wide = self.width * 8
        told = bytearray()
        for row in self.rows:
            bits = f"{int.from_bytes(row.ljust(self.width, bytes(1))):0{wide}b}"
            told += bytes(_BLACK if bit == "1" else _WHITE for bit in bits)
        return bytes(told)


def read(content: bytes, width: int) -> Roll:
    """The roll of a head of so many bytes; raises NotOurs."""
    roll = Roll(width)
    at, side = 0, 0
    while at < len(content):
        head = content[at : at + 2]
        if content[at] == 0:  # the white dots that end a torn band
            at += 1
        elif head == escpos.BEGIN:
            at, side = at + 2, 0
        elif head == b"\x1ba":
            at, side = at + 3, content[at + 2]
        elif head in (b"\x1bJ", b"\x1bd"):
            dots = content[at + 2] * (1 if head == b"\x1bJ" else _FEED_A_LINE)
            roll.rows += [b""] * dots
            at += 3
        elif head == b"\x1dv":
            wide = int.from_bytes(content[at + 4 : at + 6], "little")
            high = int.from_bytes(content[at + 6 : at + 8], "little")
            at += 8
            margin = bytes(max(0, (0, (width - wide) // 2, width - wide)[side]))
            for _ in range(high):
                roll.rows.append((margin + content[at : at + wide])[:width])
                at += wide
        elif head == b"\x1dV":
            roll.cuts += 1
            at += 4
        elif head == b"\x1bp":
            roll.pulses += 1
            at += 5
        elif head in (escpos.ASK_PAPER[:2], escpos.ASK_DONE[:2]):
            at += 3
        else:
            raise NotOurs(f"{content[at]:#04x} at byte {at}")
    return roll
