"""The hash chain over a stream's stored bytes, and how a stream names the one it grew out of.

h[0] = SHA-256("estore1" | stream id | device public key | parent); h[n] = SHA-256(h[n-1] |
bytes[n]). A record is never numbered inside its own bytes: its place in the chain is its number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

STREAM_BYTES = 16
KEY_BYTES = 32
HASH_BYTES = 32
_PARENT_BYTES = STREAM_BYTES + 8 + HASH_BYTES


@dataclass(frozen=True, slots=True)
class Parent:
    """The last record of another stream, by stream id (16 bytes), number and hash (32 bytes)."""

    stream: bytes
    seq: int
    hash: bytes


def parent_bytes(parent: Parent | None) -> bytes:
    """A parent as it enters h[0]: b"" for none, else stream id, number (8 bytes), hash."""
    if parent is None:
        return b""
    return parent.stream + parent.seq.to_bytes(8, "big") + parent.hash


def parse_parent(raw: bytes) -> Parent | None:
    """Undo `parent_bytes`. Raises ValueError if it is neither empty nor 56 bytes."""
    if not raw:
        return None
    if len(raw) != _PARENT_BYTES:
        raise ValueError(f"a parent is {_PARENT_BYTES} bytes, not {len(raw)}")
    return Parent(raw[:16], int.from_bytes(raw[16:24], "big"), raw[24:])


def start(stream: bytes, key_public: bytes, parent: bytes) -> bytes:
    """h[0] of a stream: its id (16 bytes), the public key (32) it began with, its parent."""
    if len(stream) != STREAM_BYTES or len(key_public) != KEY_BYTES:
        raise ValueError("a stream id is 16 bytes and a public key 32")
    if len(parent) not in (0, _PARENT_BYTES):
        raise ValueError(f"a parent is 0 or {_PARENT_BYTES} bytes, not {len(parent)}")
    return sha256(b"estore1" + stream + key_public + parent).digest()


def link(before: bytes, record: bytes) -> bytes:
    """h[n] from h[n-1] and the record's stored bytes."""
    return sha256(before + record).digest()


def walk(before: bytes, records: Iterable[bytes]) -> list[bytes]:
    """The hash after each record in turn; empty for no records."""
    hashes: list[bytes] = []
    for record in records:
        before = link(before, record)
        hashes.append(before)
    return hashes
