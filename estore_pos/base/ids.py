"""Ids made offline: time-ordered (UUID version 7), as 26 upper-case Crockford base32 characters."""

import os
import threading
from collections.abc import Callable
from functools import lru_cache

from estore_pos.base.clock import Clock

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID_LENGTH = 26

_PAIRS = [first + second for first in CROCKFORD for second in CROCKFORD]

_VERSION_7 = 7 << 76
_VARIANT = 2 << 62
_RANDOM_BITS = 74
_LOW_BITS = 62
_END_BITS, _END_LENGTH = 20, 4


def crockford(value: int, length: int) -> str:
    """Write a number with that many Crockford base32 characters, highest first."""
    pairs = [_PAIRS[value >> shift & 1023] for shift in range((length - 1) // 2 * 10, -1, -10)]
    return "".join(pairs)[length & 1 :]


class Mint:
    """Makes ids: each is greater than the one before, also when the clock is set back."""

    def __init__(self, clock: Clock, random: Callable[[int], bytes] = os.urandom) -> None:
        """Take the clock; `random` gives that many unforeseeable bytes."""
        self._clock = clock
        self._random = random
        self._lock = threading.Lock()
        self._last = 0

    def id(self) -> str:
        """A new id; from any thread."""
        return self.ids(1)[0]

    def ids(self, count: int) -> list[str]:
        """So many new ids of one moment, in their order; from any thread."""
        at_ms = int(self._clock.now().timestamp() * 1000)
        fresh = at_ms << _RANDOM_BITS | int.from_bytes(self._random(10)) >> 80 - _RANDOM_BITS
        with self._lock:
            # A later id of one millisecond (or of a clock set back) is its predecessor plus one.
            same_or_earlier = at_ms <= self._last >> _RANDOM_BITS
            first = self._last + 1 if same_or_earlier else fresh
            self._last = first + count - 1
        return [_written(value) for value in range(first, first + count)]


def _written(value: int) -> str:
    """The id of a time and what follows it: version and variant stand among its first bits."""
    return _beginning(value >> _END_BITS) + _PAIRS[value >> 10 & 1023] + _PAIRS[value & 1023]


@lru_cache(maxsize=1)
def _beginning(bits: int) -> str:
    """The first characters, which ids of one moment have in common."""
    value = bits << _END_BITS
    high, low = value >> _LOW_BITS, value & (1 << _LOW_BITS) - 1
    uuid = (high >> 12) << 80 | _VERSION_7 | (high & 0xFFF) << 64 | _VARIANT | low
    return crockford(uuid >> _END_BITS, ID_LENGTH - _END_LENGTH)


def mint_stream(random: Callable[[int], bytes] = os.urandom) -> bytes:
    """The 16 bytes that name a new stream of records."""
    return random(16)


def mint_series(stream: bytes) -> str:
    """The four characters that stand for a stream in the numbers of its papers."""
    return crockford(int.from_bytes(stream[:3]) >> 4, 4)
