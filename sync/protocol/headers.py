"""How the facts of a request travel beside its body: one header each, bytes in base64url."""

import re
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable

from sync.protocol import base32
from sync.protocol.chain import HASH_BYTES
from sync.protocol.signature import SIGNATURE_BYTES, RequestFacts

DEVICE = "x-estore-device"
FIRST = "x-estore-from"
COUNT = "x-estore-count"
BASE = "x-estore-base"
HEAD = "x-estore-head"
DIGEST = "x-estore-digest"
INCARNATION = "x-estore-incarnation"
SIGNATURE = "x-estore-signature"

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,14})\Z")
_NAME = re.compile(r"[0-9A-Za-z.\-]{0,128}\Z")


class BadHeader(ValueError):
    """A header is missing or cannot be meant; the text names it."""


def write(facts: RequestFacts, signature: bytes) -> dict[str, str]:
    """The headers of a request; what is 0 or empty is left out."""
    kept = {
        DEVICE: facts.device_id,
        FIRST: str(facts.first or ""),
        COUNT: str(facts.count or ""),
        BASE: _text(facts.base),
        HEAD: _text(facts.head),
        DIGEST: _text(facts.digest),
        INCARNATION: facts.incarnation,
        SIGNATURE: _text(signature),
    }
    return {name: value for name, value in kept.items() if value}


def read(
    method: str, path: str, stream: str, get: Callable[[str], str | None]
) -> tuple[RequestFacts, bytes]:
    """The facts of a request and its signature. Raises BadHeader."""
    device_id = get(DEVICE) or ""
    if device_id and not base32.is_id(device_id):
        raise BadHeader(DEVICE)
    incarnation = get(INCARNATION) or ""
    if not _NAME.match(incarnation):
        raise BadHeader(INCARNATION)
    facts = RequestFacts(
        method=method,
        path=path,
        device_id=device_id,
        stream=stream,
        first=_number(FIRST, get),
        count=_number(COUNT, get),
        base=_bytes(BASE, get, 0, HASH_BYTES),
        head=_bytes(HEAD, get, 0, HASH_BYTES),
        digest=_bytes(DIGEST, get, HASH_BYTES),
        incarnation=incarnation,
    )
    return facts, _bytes(SIGNATURE, get, SIGNATURE_BYTES)


def _text(raw: bytes) -> str:
    """base64url without its padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _number(name: str, get: Callable[[str], str | None]) -> int:
    """A whole number that is not negative; 0 if the header is missing. Raises BadHeader."""
    written = get(name) or "0"
    if not _NUMBER.match(written):
        raise BadHeader(name)
    return int(written)


def _bytes(name: str, get: Callable[[str], str | None], *lengths: int) -> bytes:
    """Bytes of one of these lengths. Raises BadHeader."""
    written = get(name) or ""
    try:
        raw = b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
    except (Base64Error, ValueError) as error:
        raise BadHeader(name) from error
    if len(raw) not in lengths:
        raise BadHeader(name)
    return raw
