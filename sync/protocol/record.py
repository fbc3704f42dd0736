"""The envelope around a body, and its bytes: what is stored, hashed and sent, verbatim.

{"v":1,"k":kind,"i":id,"t":utc ms,"w":person,"c":1,"b":{...}} in compact JSON, in this order; "w" is
left out for the owner, "c" unless the till's clock is under suspicion.
"""

import re
from dataclasses import dataclass, field
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from sync.protocol import base32
from sync.protocol.body import KINDS, Body, plain

VERSION = 1
RECORD_BYTES_MAX = 256 * 1024
AT_MS_MAX = 253_402_300_799_999


class BadRecord(ValueError):
    """What version 1 cannot mean; `reason` is a stable code, `detail` is for engineers.

    Reasons: too_big, not_json, bad_envelope, newer_version, unknown_kind, bad_body.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened: `at_ms` is UTC milliseconds, `who` "" is the owner.

    `kind` is the name of the body's type in `body.KINDS`. `lines` are a bill's rows where they were
    written before the rest (`body.row`).
    """

    kind: str
    id: str
    at_ms: int
    body: Body
    who: str = ""
    clock_suspect: bool = False
    lines: tuple[bytes, ...] = field(default=(), compare=False, repr=False)


class _Envelope(Struct, frozen=True):
    """The envelope as read; the body waits until its kind is known."""

    v: Annotated[int, Meta(ge=1)]
    k: Annotated[str, Meta(max_length=64)]
    i: str
    t: Annotated[int, Meta(ge=0, le=AT_MS_MAX)]
    b: msgspec.Raw
    w: Annotated[str, Meta(max_length=64)] = ""
    c: Annotated[int, Meta(ge=0, le=1)] = 0


_ESCAPED_NUL = rb"\u0000"
_ESCAPED = re.compile(rb"\\(?:(u0000)|.)", re.DOTALL)
"""A backslash and what it stands before: behind another one it stands for itself."""

_envelope_decoder = msgspec.json.Decoder(_Envelope)
_body_decoders = {kind: msgspec.json.Decoder(body) for kind, body in KINDS.items()}
_encoder = msgspec.json.Encoder()


def encode(record: Record) -> bytes:
    """The record's bytes, proved readable: `decode` gives back an equal record.

    Raises BadRecord if it could not be read back (a field out of its bounds, or too big), and for a
    text that HQ could not keep.
    """
    envelope: dict[str, object] = {
        "v": VERSION,
        "k": record.kind,
        "i": record.id,
        "t": record.at_ms,
    }
    if record.who:
        envelope["w"] = record.who
    if record.clock_suspect:
        envelope["c"] = 1
    envelope["b"] = plain(record.body, record.lines)
    raw = _encoder.encode(envelope)
    said = (record.kind, record.id, record.at_ms, record.body, record.who, record.clock_suspect)
    if _read(raw) != said:
        raise BadRecord("bad_body", "the record would be read back as another")
    _refuse_nul(raw)
    return raw


def receive(raw: bytes) -> Record:
    """As `decode`, of a record that another wrote: U+0000 is in no text, PostgreSQL keeps none.

    Raises BadRecord with the reason.
    """
    record = decode(raw)
    _refuse_nul(raw)
    return record


def decode(raw: bytes) -> Record:
    """Read a record's bytes. Unknown fields are passed over: a newer till may say more.

    Raises BadRecord with the reason.
    """
    return Record(*_read(raw))


def _refuse_nul(raw: bytes) -> None:
    """Raises BadRecord for JSON with U+0000 in a text; it can stand there escaped only."""
    if _ESCAPED_NUL in raw and any(found[1] for found in _ESCAPED.finditer(raw)):
        raise BadRecord("bad_body", "U+0000")


def _read(raw: bytes) -> tuple[str, str, int, Body, str, bool]:
    """The fields of a record. Raises BadRecord."""
    if len(raw) > RECORD_BYTES_MAX:
        raise BadRecord("too_big", f"{len(raw)} bytes")
    envelope = _decode_envelope(raw)
    decoder = _body_decoders.get(envelope.k)
    if envelope.v > VERSION:
        raise BadRecord("newer_version", str(envelope.v))
    if decoder is None:
        raise BadRecord("unknown_kind", envelope.k)
    if not base32.is_id(envelope.i):
        raise BadRecord("bad_envelope", "id")
    try:
        body = decoder.decode(envelope.b)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise BadRecord("bad_body", str(error)) from error
    return envelope.k, envelope.i, envelope.t, body, envelope.w, envelope.c == 1


def _decode_envelope(raw: bytes) -> _Envelope:
    """The envelope with its body still unread. Raises BadRecord."""
    try:
        return _envelope_decoder.decode(raw)
    except msgspec.ValidationError as error:
        raise BadRecord("bad_envelope", str(error)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadRecord("not_json", str(error)) from error
