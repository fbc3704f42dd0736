"""Which bursts of keys are a scan: a barcode reader types faster than any hand and ends with Enter.

The decoder sees every key on its way to the window and never holds one back: what a fast burst
will become is known only at its end. So a scan's characters may have reached a field already; the
scan says how many they were, and what stood there before can be put back.
"""

from dataclasses import dataclass

GROUP_SEPARATOR = "\x1d"
"""What stands between two elements of a GS1 code; most readers press Ctrl+] for it."""
ENTER, TAB, LINE_FEED = "\r", "\t", "\n"
"""How the ends of a scan are handed in; a keyboard's Return and Enter are both ENTER."""

_ENDS = frozenset({ENTER, TAB, LINE_FEED})


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
class Echo:
    """An Enter that belongs to the scan before it (CR+LF readers send two): nobody pressed it."""


class Decoder:
    """Told of every key and when it was pressed; says when they were a scan.

    Times are milliseconds of any clock that does not go back. A burst is keys less than `gap_ms`
    apart; it is a scan when an end follows it as fast and it is long enough, whatever it says: a
    code no item has, or a payer's QR of 300 letters, must not reach a field either. Anything else
    is a hand, and so is one key held down.
    """

    def __init__(self, habits: Habits | None = None) -> None:
        """Listen with a reader's habits, or with those of most readers."""
        self._habits = habits or Habits()
        self._burst = ""
        self._last_ms: int | None = None
        self._scanned_ms: int | None = None

    def feed(self, text: str, at_ms: int) -> Scan | Echo | None:
        """Take a key's text: one character, ENTER, TAB or LINE_FEED, or "" for a key without any.

        A key without text (an arrow, Escape) ends a burst; a bare Shift is not to be handed in,
        readers press it for capitals.
        """
        fast = self._last_ms is not None and at_ms - self._last_ms < self._habits.gap_ms
        self._last_ms = at_ms
        if text in _ENDS:
            return self._end(fast, text, at_ms)
        if len(text) != 1 or not (text.isprintable() or (fast and text == GROUP_SEPARATOR)):
            self._burst = ""
            return None
        self._burst = (self._burst if fast else "") + text
        return None

    def forget(self) -> None:
        """Drop what was heard: the window lost the keyboard in between."""
        self._burst = ""
        self._last_ms = self._scanned_ms = None

    def _end(self, fast: bool, end: str, at_ms: int) -> Scan | Echo | None:
        burst, self._burst = self._burst, ""
        habits = self._habits
        held_down = len(set(burst)) == 1
        if fast and len(burst) >= habits.shortest and not held_down:
            self._scanned_ms = at_ms
            return Scan(burst.removeprefix(habits.prefix).removesuffix(habits.suffix), len(burst))
        echoes = (
            not burst
            and end != TAB
            and self._scanned_ms is not None
            and at_ms - self._scanned_ms <= habits.echo_ms
        )
        return Echo() if echoes else None
