"""The messages beside the batch: opening and comparing streams, HQ's answers, enrolment.

All are small JSON objects; bytes within them are lower-case hex.
"""

import re
from hashlib import sha256
from hmac import new as hmac
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from sync.protocol import base32
from sync.protocol.refusals import Code

CONTENT_TYPE = "application/vnd.estore+json"
MARK = "x-estore"
HELLO = "/v1/hello"
ENROL = "/v1/enrol"
KEYS = "/v1/keys"
SMALL_BODY_BYTES_MAX = 16 * 1024
HAVES_MAX = 128
CODE_LIFE_MS = 72 * 3600 * 1000

_CODE_LETTERS = 10
_WRAPPED = r"^[ -~\n]{1,4096}\Z"

Hex32 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]
Seq = Annotated[int, Meta(ge=0, le=2**53)]
Short = Annotated[str, Meta(max_length=128)]
AppName = Annotated[str, Meta(pattern=r"^[ -~]{0,64}\Z")]
Message = TypeVar("Message", bound=Struct)


class OpenStream(Struct, frozen=True, kw_only=True):
    """`PUT /v1/streams/{stream}`: what makes h[0] besides the stream's id. Harmless to repeat.

    `keys` is the digest of the till's wrapped keys, "" where it has none to hand over.
    """

    key: Hex32
    parent: Annotated[str, Meta(pattern=r"^([0-9a-f]{112})?\Z")] = ""
    app: AppName = ""
    keys: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""


class Have(Struct, frozen=True, array_like=True):
    """The till's hash at a number."""

    seq: Seq
    hash: Hex32


class Haves(Struct, frozen=True):
    """`POST .../common`: ever sparser numbers from the last down to 0."""

    haves: Annotated[tuple[Have, ...], Meta(min_length=1, max_length=HAVES_MAX)]


class Ack(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """HQ holds 1 to `hw`; h[hw] is `head`. `safe`: held on a second machine too.

    Answering `common`, `hw` is the highest number both sides share. `quarantined` are the numbers
    among those just sent that HQ keeps but does not count yet. `wants_keys`: HQ does not hold the
    wrapped keys that were named; not signed, for all it brings about is that they are sent.
    """

    hw: Seq
    head: Hex32
    inc: Short
    safe: Seq = 0
    time: Annotated[int, Meta(ge=0)]
    sig: Hex64
    quarantined: tuple[int, ...] = ()
    next_after_s: Annotated[int, Meta(ge=0, le=86_400)] = 0
    wants_keys: bool = False


class Refused(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """HQ's refusal; `hw` and `head` where the stream is known."""

    code: Code
    detail: Short = ""
    hw: Seq | None = None
    head: Hex32 | None = None


class WrappedKeys(Struct, frozen=True, kw_only=True):
    """`PUT /v1/keys`: the keys of a till's books as only its recovery code opens them.

    HQ keeps `content` unread, byte for byte as it lies beside the books; `v` names its form.
    """

    v: Annotated[int, Meta(ge=1, le=999)] = 1
    content: Annotated[str, Meta(pattern=_WRAPPED)]

    def digest(self) -> str:
        """What names these among others: hex SHA-256."""
        return sha256(self.content.encode("ascii")).hexdigest()


class EnrolRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /v1/enrol`: a one-time code and the key it shall be bound to, signed with that key.

    A till without wrapped keys, or from before there was a place for them, has no `keys`.
    """

    code: Annotated[str, Meta(min_length=11, max_length=11)]
    key: Hex32
    app: AppName = ""
    keys: WrappedKeys | None = None


class EnrolGrant(Struct, frozen=True, kw_only=True):
    """What HQ gives an enrolled till; `proof` shows that the sender knew the code."""

    device_id: Short
    store_id: Short
    store: Annotated[str, Meta(max_length=400)]
    district: Short
    hq_key: Hex32
    inc: Short
    proof: Hex32


class BadMessage(ValueError):
    """Bytes that are not the message they should be."""


def encode(message: Struct) -> bytes:
    """The message as compact JSON."""
    return msgspec.json.encode(message)


def decode(raw: bytes, kind: type[Message]) -> Message:
    """Read a message of a kind. Raises BadMessage."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage(str(error)) from error


def wrapped_keys(content: bytes | None) -> WrappedKeys | None:
    """A wrapped copy as it is sent; None where there is none, or no HQ would take it."""
    text = "" if content is None else content.decode("ascii", "replace")
    return WrappedKeys(content=text) if re.match(_WRAPPED, text) else None


def stream_path(stream: str) -> str:
    """Where a stream is opened."""
    return f"/v1/streams/{stream}"


def records_path(stream: str) -> str:
    """Where a stream's records go."""
    return f"/v1/streams/{stream}/records"


def common_path(stream: str) -> str:
    """Where two histories of a stream are compared."""
    return f"/v1/streams/{stream}/common"


def mint_code(number: int) -> str:
    """A one-time code (10 letters and a check letter) from a random number below 2^50."""
    letters = base32.encode(number, _CODE_LETTERS)
    return letters + base32.check_letter(letters)


def read_code(typed: str) -> str:
    """The code a person typed, tidied. Raises ValueError if a slip of the hand shows."""
    code = base32.tidy(typed)
    if len(code) != _CODE_LETTERS + 1 or base32.check_letter(code[:-1]) != code[-1]:
        raise ValueError("the code has a wrong letter, or is too short or too long")
    return code


def show_code(code: str) -> str:
    """A code in groups: XXXXX-XXXXX-C."""
    return f"{code[:5]}-{code[5:10]}-{code[10:]}"


def code_fingerprint(code: str) -> bytes:
    """What HQ keeps of a code."""
    return sha256(b"estore1 code" + code.encode()).digest()


def grant_proof(code: str, key: str, device_id: str, store_id: str, hq_key: str) -> str:
    """Hex MAC, keyed with the code, over what a till is about to believe."""
    message = "\n".join((key, device_id, store_id, hq_key)).encode()
    return hmac(code.encode(), message, sha256).hexdigest()
