"""The counter's scale: what lies on it now, over a serial line, in grams.

A weight that still moves, is too heavy or is none at all is refused: it never becomes an amount.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntFlag
from time import monotonic
from typing import Literal, Protocol

from estore_pos.devices.line import LineDead, OpenLine, SerialLine
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode

Kind = Literal["none", "toledo", "lines"]

ANSWER_S = 1.5
"""A scale that is there answers, or repeats itself, within this."""
_HEAR_MS = 100
_QUIET_MS = 250
"""A scale that talks all the time is heard within this."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Which scale this PC has; `port` is COM3, /dev/ttyUSB0 or the like."""

    kind: Kind = "none"
    port: str = ""
    baud: int = 9600


class Scale(Protocol):
    """Weighs at once, or says why it does not."""

    def grams(self) -> int:
        """What lies on it, above zero.

        Raises Refusal SCALE_MOVING, SCALE_OVERLOAD, SCALE_EMPTY, SCALE_BELOW_ZERO and Trouble
        SCALE_DEAD, SCALE_STRANGE (it talks, and no weight can be read of it).
        """
        ...


class LineScale:
    """A scale on a serial line, opened for each weight."""

    def __init__(
        self,
        open_line: OpenLine,
        question: bytes,
        read: Callable[[bytes], int | None],
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """Take what opens the line, what the scale is asked, and how its answer is read."""
        self._open = open_line
        self._question = question
        self._read = read
        self._seconds = seconds

    def grams(self) -> int:
        """Ask, and read the first whole answer."""
        try:
            line = self._open()
            try:
                # One that talks all the time is met in the middle of a line: that one is no weight.
                heard = line.read(_QUIET_MS)
                is_torn = bool(heard)
                line.write(self._question)
                until = self._seconds() + ANSWER_S
                while self._seconds() < until:
                    heard += line.read(_HEAR_MS)
                    found = self._read(after_first_end(heard) if is_torn else heard)
                    if found is not None:
                        return _something(found)
            finally:
                line.close()
        except LineDead as dead:
            raise Trouble(TroubleCode.SCALE_DEAD, reason=str(dead)) from dead
        if said := _printable(heard):
            raise Trouble(TroubleCode.SCALE_STRANGE, said=said)
        raise Trouble(TroubleCode.SCALE_DEAD, reason="no answer")


class _Status(IntFlag):
    """The status byte of a Toledo 8217 that gives no weight."""

    MOVING = 1
    OVERLOAD = 2
    BELOW_ZERO = 4


TOLEDO_ASK = b"W"
_TOLEDO = re.compile(rb"\x02(?:\?(?P<status>[^\r])|\s*(?P<kilo>\d+\.\d+)N?)\r")


def toledo(heard: bytes) -> int | None:
    """Grams from a Toledo 8217's answer: STX weight CR, or STX ? status CR. None: not whole yet."""
    found = _TOLEDO.search(heard)
    if found is None:
        return None
    if found["kilo"]:
        return _grams(found["kilo"].decode("ascii"), "kg")
    status = _Status(found["status"][0] & 7)
    if status & _Status.OVERLOAD:
        raise Refusal(RefusalCode.SCALE_OVERLOAD)
    if status & _Status.BELOW_ZERO:
        raise Refusal(RefusalCode.SCALE_BELOW_ZERO)
    raise Refusal(RefusalCode.SCALE_MOVING)


LINES_ASK = b"\nW\r"
"""What scales of the SMA standard answer; those that talk all the time do not listen."""
_NUMBER = re.compile(
    r"(?:(?<![^\s,])|(?<![^\s,])(?:w[wn]|gs|nt|[gn](?=[-+])))(?P<sign>[-+]?)\s*(?<!\d,)"
    r"(?P<weight>\d+(?:\.\d+)?)(?!,\d)"
    r"(?:[\s,]*(?P<unit>kg|g|lb)s?(?![a-z\d.?#])|(?![^\s,]))",
    re.IGNORECASE,
)
"""Whatever stands at a number but a blank, a comma or such a head may have been a digit of it."""
_SMA = re.compile(r"^(?P<status>[ ZOUET])\d(?P<kind>[GNTgnt])(?P<motion>[M ]).(?P<rest>.{10,})$")
_SICS = re.compile(r"^\s*S\s+(?P<status>[DI+-])(?:\s|$)")
_REVERSED = "="
"""Some scales print the digits of each line backwards behind this sign."""
_TARE = frozenset({"T", "TR", "PT", "TARE"})
_HEADS = frozenset(
    {
        "ST",
        "S",
        "GS",
        "NT",
        "G",
        "N",
        "GW",
        "NW",
        "WW",
        "WN",
        "GROSS",
        "NET",
        "W",
        "WT",
        "KG",
        "KGS",
    }
)
"""The words that may stand on one line with a number that names no unit."""
_WORD = re.compile(r"[A-Z]+(?![a-z])", re.IGNORECASE)
_TORN_APART = re.compile(r"(?<![\d.:])\d+\s+$")
_SAID_MAX = 24
"""So much of a line that is not understood is shown: enough to tell its maker by."""
_FRAME = "\x00\x02\x03"
_NOT_SAID = re.compile(r"[^\t -~]")
"""No scale prints these: the line has other bits or another speed than the scale."""


def lines(heard: bytes) -> int | None:
    """Grams from lines as most Indian scales print them: `ST,GS,+ 1.250kg`, ` 1.250 kg`.

    `US`, `M` or `S D` says that it moves, `OL` or `S +` that it is too heavy. None: no whole line
    yet, or none that is a weight beyond doubt.
    """
    whole, end, _ = heard.replace(b"\n", b"\r").rpartition(b"\r")
    if not end:
        return None
    told = [each.strip(_FRAME) for each in whole.decode("latin-1").split("\r")]
    for line in reversed([each for each in told if each and not _NOT_SAID.search(each)]):
        grams = _of_line(line)
        if grams is not None:
            return grams
    return None


def after_first_end(heard: bytes) -> bytes:
    """What came after the first end of a line: the line before it may be torn."""
    return heard.replace(b"\n", b"\r").partition(b"\r")[2]


def _of_line(line: str) -> int | None:
    heads = {part.strip().upper() for part in line.split(",")}
    sma, sics = _SMA.match(line), _SICS.match(line)
    status = sma["status"] if sma else sics["status"] if sics else ""
    if "OL" in heads or "OVER" in line.upper() or status in ("O", "+"):
        raise Refusal(RefusalCode.SCALE_OVERLOAD)
    moves = "US" in heads or line.upper().rstrip().endswith("US")
    if moves or (sma and sma["motion"] == "M") or status in ("D", "I"):
        raise Refusal(RefusalCode.SCALE_MOVING)
    if sma and sma["kind"] in "Tt":
        return None
    found = _weight_in(sma["rest"] if sma else line)
    if "UNDER" in line.upper() or status in ("U", "-") or (found and found["sign"] == "-"):
        raise Refusal(RefusalCode.SCALE_BELOW_ZERO)
    return _grams(found["weight"], (found["unit"] or "kg").lower()) if found else None


def _weight_in(line: str) -> re.Match[str] | None:
    """The one number on a line that is a weight; of a price or the number of an error it is none.

    That with a unit beside it, kilos with their decimals and grams without, or one with decimals
    that has the line for itself. What is told of the tare is none, nor a number that another one
    may belong to.
    """
    words = {word.upper() for word in _WORD.findall(line)}
    if line.strip().startswith(_REVERSED) or words & _TARE:
        return None
    told = list(_NUMBER.finditer(line))
    named = [each for each in told if each["unit"]]
    if not named and words <= _HEADS:
        named = told
    if len(named) != 1 or _TORN_APART.search(line[: named[0].start("weight")]):
        return None
    in_grams = (named[0]["unit"] or "").lower() == "g"
    if in_grams == ("." in named[0]["weight"]) or (in_grams and len(told) > 1):
        return None
    return named[0]


def _printable(heard: bytes) -> str:
    """The last whole line of what a scale says, as far as it can be read; "" for none."""
    whole = heard.replace(b"\n", b"\r").rpartition(b"\r")[0]
    lines = [line for line in whole.split(b"\r") if line.strip()]
    last = lines[-1].decode("latin-1") if lines else ""
    return _NOT_SAID.sub("?", last).strip()[:_SAID_MAX]


_GRAMS = {"kg": Decimal(1000), "g": Decimal(1), "lb": Decimal("453.59237")}


def _grams(weight: str, unit: str) -> int:
    return int((Decimal(weight) * _GRAMS[unit]).to_integral_value(ROUND_HALF_UP))


def _something(grams: int) -> int:
    if grams == 0:
        raise Refusal(RefusalCode.SCALE_EMPTY)
    return grams


def connect(setup: Setup) -> Scale | None:
    """The scale of this PC, None where none is set."""
    match setup.kind:
        case "none":
            return None
        case "toledo":
            return LineScale(
                lambda: SerialLine(setup.port, setup.baud, bits=7, parity="even"),
                TOLEDO_ASK,
                toledo,
            )
        case "lines":
            return LineScale(lambda: SerialLine(setup.port, setup.baud), LINES_ASK, lines)
