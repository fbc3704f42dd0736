"""Which bursts of keys are a scan: a barcode reader types faster than any hand and ends with Enter.

The decoder sees every key on its way to the window and never holds one back: what a fast burst
will become is known only at its end. So a scan's characters may have reached a field already; the
scan says how many they were, and what stood there before can be put back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from estore_pos.domain import barcode

GROUP_SEPARATOR = "\x1d"
"""What stands between two elements of a GS1 code; most readers press Ctrl+] for it."""
ENTER, TAB, LINE_FEED = "\r", "\t", "\n"
"""How the ends of a scan are handed in; a keyboard's Return and Enter are both ENTER."""

GAP_MIN_MS, GAP_MAX_MS = 50, 200
"""No reader is set quicker than the first, none is slower than the second."""

SLOW_SHORTEST = 8
"""Where a reader is that slow, a hand types four figures of a PIN or a price no slower: of what
comes slower than GAP_MIN_MS only the code of a packet, the shortest is an EAN-8, is a scan."""

_ENDS = frozenset({ENTER, TAB, LINE_FEED})
_PACKETS = (13, 12, 8)
"""How long the codes of packets are: EAN-13, UPC-A, EAN-8."""


Step = Literal["none", "same", "first", "apart"]
"""Where a lesson stands: no packet's code, that packet again, one of two, two that do not agree."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How this shop's reader types. A prefix or suffix is taken off where it is there."""

    gap_ms: int = 50
    shortest: int = 4
    prefix: str = ""
    suffix: str = ""
    echo_ms: int = 300


@dataclass(frozen=True, slots=True)
class Scan:
    """A whole scan: `code` without prefix and suffix, `typed` characters that came with it."""

    code: str
    typed: int


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was typed before an end, a reader's or a hand's, and the widest gap in it."""

    text: str = ""
    gap_ms: int = 0


@dataclass(frozen=True, slots=True)
class Echo:
    """An Enter that belongs to the scan before it (CR+LF readers send two): nobody pressed it."""


class Decoder:
    """Told of every key and when it was pressed; says when they were a scan.

    Times are milliseconds of any clock that does not go back. A burst is keys less than `gap_ms`
    apart; it is a scan when an end follows it as fast and it is long enough for how fast it came,
    whatever it says: a code no item has, or a payer's QR of 300 letters, must not reach a field
    either. Anything else is a hand, and so is one key held down.
    """

    def __init__(self, habits: Habits | None = None) -> None:
        """Listen with a reader's habits, or with those of most readers."""
        self._habits = habits or Habits()
        self._burst = ""
        self._widest_ms = 0
        self._last_ms: int | None = None
        self._scanned_ms: int | None = None
        self._run = Heard()
        self.heard = Heard()
        """What came before the last end, as it was typed: from this a reader's habits are learnt.

        A pause that no reader makes begins it anew.
        """

    def feed(self, text: str, at_ms: int) -> Scan | Echo | None:
        """Take a key's text: one character, ENTER, TAB or LINE_FEED, or "" for a key without any.

        A key without text (an arrow, Escape) ends a burst; a bare Shift is not to be handed in,
        readers press it for capitals.
        """
        gap = GAP_MAX_MS if self._last_ms is None else at_ms - self._last_ms
        fast = self._last_ms is not None and gap < self._habits.gap_ms
        self._last_ms = at_ms
        self._keep(text, gap)
        if text in _ENDS:
            return self._end(gap, fast, text, at_ms)
        if len(text) != 1 or not (text.isprintable() or (fast and text == GROUP_SEPARATOR)):
            self._burst = ""
            return None
        self._burst, self._widest_ms = (
            (self._burst + text, max(self._widest_ms, gap)) if fast else (text, 0)
        )
        return None

    def _keep(self, text: str, gap_ms: int) -> None:
        if gap_ms >= GAP_MAX_MS:
            self._run = Heard(text if len(text) == 1 and text not in _ENDS else "")
            gap_ms = 0
        elif text not in _ENDS:
            self._run = Heard(self._run.text + text, max(self._run.gap_ms, gap_ms))
        if text in _ENDS:
            widest = max(self._run.gap_ms, gap_ms)
            self.heard, self._run = Heard(self._run.text, widest), Heard()

    def forget(self) -> None:
        """Drop what was heard: the window lost the keyboard in between."""
        self._burst = ""
        self._last_ms = self._scanned_ms = None

    def _end(self, gap: int, fast: bool, end: str, at_ms: int) -> Scan | Echo | None:
        burst, self._burst = self._burst, ""
        habits = self._habits
        held_down = len(set(burst)) == 1
        slow = max(self._widest_ms, gap) >= GAP_MIN_MS
        shortest = max(habits.shortest, SLOW_SHORTEST) if slow else habits.shortest
        if fast and len(burst) >= shortest and not held_down:
            self._scanned_ms = at_ms
            bare = burst.removeprefix(habits.prefix).removesuffix(habits.suffix)
            return Scan(barcode.unmarked(bare), len(burst))
        echoes = (
            not burst
            and end != TAB
            and self._scanned_ms is not None
            and at_ms - self._scanned_ms <= habits.echo_ms
        )
        return Echo() if echoes else None


class Lesson:
    """Learns a reader's habits from the codes of two packets."""

    def __init__(self) -> None:
        self._heard: list[Heard] = []

    def take(self, heard: Heard) -> Step | Habits:
        """What came of one packet; after the second of them that agree, the habits."""
        if not any(_around(heard.text)):
            return "none"
        if any(heard.text == each.text for each in self._heard):
            return "same"
        self._heard = [*self._heard[-1:], heard]
        if len(self._heard) == 1:
            return "first"
        return learnt(self._heard) or "apart"


def learnt(heard: Sequence[Heard]) -> Habits | None:
    """A reader's habits, from packets that it has read; None where they do not agree.

    What stands before and behind the code of every one of them is its prefix and suffix.
    """
    agreed: set[tuple[str, str]] = set()
    for place, each in enumerate(heard):
        around = set(_around(each.text))
        agreed = around if place == 0 else agreed & around
    if not agreed:
        return None
    prefix, suffix = min(agreed, key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
    gap_ms = 2 * max(each.gap_ms for each in heard)
    return Habits(max(GAP_MIN_MS, min(GAP_MAX_MS, gap_ms)), prefix=prefix, suffix=suffix)


def _around(text: str) -> Iterator[tuple[str, str]]:
    """What may be before and behind a packet's code in what was typed.

    The mark of a symbology is no prefix: it is another for each sort of code.
    """
    for length in _PACKETS:
        for start in range(len(text) - length + 1):
            before, code = text[:start], text[start : start + length]
            if barcode.is_gtin(code):
                mark = len(before) - 3
                if mark >= 0 and barcode.unmarked(before[mark:] + code) == code:
                    before = before[:mark]
                yield before, text[start + length :]
