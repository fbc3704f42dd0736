"""Many records as one request body: their bytes on one line each, compressed, within bounds."""

import zlib
from collections.abc import Sequence
from hashlib import sha256

from sync.protocol.record import RECORD_BYTES_MAX

BODY_BYTES_MAX = 64 * 1024
# A lone record that does not compress (sealed customers do not) must still get through.
LONE_BODY_BYTES_MAX = RECORD_BYTES_MAX + 4096
RAW_BYTES_MAX = 1024 * 1024
RECORDS_MAX = 500
GZIP = "gzip"
IDENTITY = "identity"

_GZIP_WINDOW = 31
_LEVEL = 9


class BadBatch(ValueError):
    """A body that cannot be a batch: `reason` is "bad_body", "too_big" or "not_spoken"."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


def body_bytes_max(count: int) -> int:
    """How long a body of so many records may be, as it travels."""
    return LONE_BODY_BYTES_MAX if count == 1 else BODY_BYTES_MAX


def pack(records: Sequence[bytes], encoding: str = GZIP) -> bytes:
    """The body for these records: at least one, and no line break in them (JSON has none)."""
    assert records
    assert not any(b"\n" in record for record in records)
    raw = b"\n".join(records)
    if encoding == IDENTITY:
        return raw
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    return deflater.compress(raw) + deflater.flush()


def unpack(body: bytes, count: int, encoding: str = GZIP) -> list[bytes]:
    """The records of a body that claims to hold `count`; never inflates past its bound.

    Raises BadBatch.
    """
    if not 1 <= count <= RECORDS_MAX:
        raise BadBatch("too_big", f"{count} records")
    if len(body) > body_bytes_max(count):
        raise BadBatch("too_big", f"{len(body)} bytes")
    raw = _inflate(body, encoding)
    found = raw.count(b"\n") + 1
    if found != count:
        raise BadBatch("bad_body", f"{found} records, not {count}")
    records = raw.split(b"\n")
    longest = max(map(len, records))
    if longest > RECORD_BYTES_MAX:
        raise BadBatch("too_big", f"a record of {longest} bytes")
    return records


def digest(body: bytes) -> bytes:
    """What the signature covers of a body: SHA-256 of its bytes as they travel."""
    return sha256(body).digest()


def _inflate(body: bytes, encoding: str) -> bytes:
    """The lines of a body. Raises BadBatch."""
    if encoding == IDENTITY:
        return body
    if encoding != GZIP:
        raise BadBatch("not_spoken", encoding)
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    try:
        raw = inflater.decompress(body, RAW_BYTES_MAX + 1)
    except zlib.error as error:
        raise BadBatch("bad_body", str(error)) from error
    if len(raw) > RAW_BYTES_MAX:
        raise BadBatch("too_big", f"more than {RAW_BYTES_MAX} bytes when inflated")
    if not inflater.eof or inflater.unused_data:
        raise BadBatch("bad_body", "cut short, or followed by something else")
    return raw
