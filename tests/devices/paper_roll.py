"""A reader of printers' bytes for tests: what an ESC/POS printer would put on its roll.

It knows the commands that move the paper, draw pictures, cut, open the drawer and ask; of the
others it knows how long they are, so that bytes of any program can be read without losing the
thread. What no table names is counted in `strange`.
"""

from dataclasses import dataclass, field

from PIL import Image

_ESC, _FS, _GS, _DLE = 0x1B, 0x1C, 0x1D, 0x10
_LINE_DOTS = 30
# command bytes -> how many bytes of it follow
_LENGTHS = {
    _ESC: {
        **dict.fromkeys(b"@<2FLS", 0),
        **dict.fromkeys(b" !%-3=?AEGJKMQRTUVadeijlrtuv{|", 1),
        **dict.fromkeys(b"$\\", 2),
        **dict.fromkeys(b"cp", 2),
        ord("p"): 3,
        ord("W"): 8,
    },
    _FS: {**dict.fromkeys(b"&.", 0), **dict.fromkeys(b"!-CWS", 1), ord("p"): 2},
    _GS: {
        **dict.fromkeys(b":", 0),
        **dict.fromkeys(b"!/BEHITabfhrw", 1),
        **dict.fromkeys(b"$LPW\\", 2),
        **dict.fromkeys(b"^", 3),
    },
    _DLE: {0x04: 1, 0x05: 1},
}


@dataclass(slots=True)
class Roll:
    """The paper that came out: rows of packed bits, and what else was asked of the printer."""

    rows: list[bytes] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    pulses: list[int] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    wide: int = 48
    side: int = 0
    stored: list[bytes] = field(default_factory=list)
    scale: tuple[int, int] = (1, 1)
    letters: int = 0
    strange: int = 0

    def whole_rows(self) -> list[bytes]:
        """Each row as wide as the head; what lay beyond is lost."""
        return [row[: self.wide].ljust(self.wide, b"\0") for row in self.rows]

    def picture(self) -> Image.Image:
        """The roll as an image, black on white."""
        image = Image.frombytes("1", (self.wide * 8, len(self.rows)), b"".join(self.whole_rows()))
        return image.point(lambda dot: 255 - dot).convert("L")


class _Tape:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    @property
    def is_over(self) -> bool:
        return self._at >= len(self._content)

    def take(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        self._at += count
        return taken.ljust(count, b"\0")

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        return int.from_bytes(self.take(2), "little")


def read(content: bytes, width: int = 384) -> Roll:
    """The roll of a head of so many dots after these bytes."""
    roll, tape = Roll(wide=(width + 7) // 8), _Tape(content)
    while not tape.is_over:
        match tape.byte():
            case 0x0A:
                _feed(roll, _LINE_DOTS)
            case lead if lead in _LENGTHS:
                _command(roll, tape, lead)
            case letter if letter >= 0x20:
                roll.letters += 1
    return roll


def _command(roll: Roll, tape: _Tape, lead: int) -> None:
    name = tape.byte()
    match lead, chr(name):
        case (0x1B, "J"):
            _feed(roll, tape.byte())
        case (0x1B, "d"):
            _feed(roll, tape.byte() * _LINE_DOTS)
        case (0x1B, "@"):
            roll.side = 0
        case (0x1B, "a"):
            roll.side = tape.byte() % 48 % 3
        case (0x1B, "p"):
            roll.pulses.append(tape.take(3)[0])
        case (0x1B, "*"):
            mode, wide = tape.byte(), tape.number()
            tape.take(wide * (3 if mode in (32, 33) else 1))
        case (0x1B, "D"):
            while not tape.is_over and tape.byte():
                pass
        case (0x1B, "i" | "m"):
            roll.cuts.append(len(roll.rows))
        case (0x1D, "V"):
            if tape.byte() in (65, 66, 97, 98, 103, 104):
                tape.byte()
            roll.cuts.append(len(roll.rows))
        case (0x1D, "v"):
            _, mode, wide, high = tape.byte(), tape.byte(), tape.number(), tape.number()
            _draw(roll, [tape.take(wide) for _ in range(high)], 1 + (mode & 1), 1 + (mode >> 1 & 1))
        case (0x1D, "*"):
            tape.take(tape.byte() * tape.byte() * 8)
        case (0x1D, "k"):
            _barcode(tape)
        case (0x1D | 0x1B, "("):
            kind = tape.byte()
            told = tape.take(tape.number())
            if (lead, kind) == (_GS, ord("L")):
                _graphics(roll, told)
        case (0x1C, "q"):
            for _ in range(tape.byte()):
                tape.take(tape.number() * tape.number() * 8)
        case (0x10, "\x04") | (0x1D, "r"):
            roll.asked.append(bytes((lead, name, tape.byte())))
        case (0x10, "\x14"):
            tape.take(3)
        case _ if name in _LENGTHS[lead]:
            tape.take(_LENGTHS[lead][name])
        case _:
            roll.strange += 1


def _draw(roll: Roll, rows: list[bytes], across: int, down: int) -> None:
    """Put a picture at its side, each dot so many times across and down."""
    if across == 2:
        rows = [_doubled(row) for row in rows]
    spare = max(0, roll.wide - max((len(row) for row in rows), default=0))
    margin = bytes((0, spare // 2, spare)[roll.side])
    roll.rows += [margin + row for row in rows for _ in range(down)]


def _doubled(row: bytes) -> bytes:
    """A row with each dot twice."""
    bits = "".join(bit * 2 for byte in row for bit in f"{byte:08b}")
    return int(bits, 2).to_bytes(len(row) * 2, "big") if row else b""


def _graphics(roll: Roll, told: bytes) -> None:
    """The newer way to send a picture: one command stores it, another prints what is stored."""
    if told[1] in (112, 113):
        across, down = told[3], told[4]
        wide = (int.from_bytes(told[6:8], "little") + 7) // 8
        held = told[10:]
        roll.stored = [held[at : at + wide] for at in range(0, len(held), wide)]
        roll.scale = across, down
    elif told[1] in (2, 50):
        _draw(roll, roll.stored, *roll.scale)
        roll.stored = []


def _barcode(tape: _Tape) -> None:
    kind = tape.byte()
    if kind >= 65:
        tape.take(tape.byte())
        return
    while not tape.is_over and tape.byte():
        pass


def _feed(roll: Roll, dots: int) -> None:
    roll.rows += [b""] * dots
