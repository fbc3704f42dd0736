"""What each side signs (Ed25519), so that no portal, proxy or other shop can speak for it.

A till signs each request; HQ signs each acknowledgement, bound to the very request it answers. No
clock takes part: replaying a request is harmless by construction.
"""

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """All that a till's signature covers; `base` is h[first - 1], `head` the hash after the last.

    What a request does not have is 0 or empty. `digest` is SHA-256 of the body as it travels.
    """

    method: str
    path: str
    device_id: str
    stream: str
    first: int
    count: int
    base: bytes
    head: bytes
    digest: bytes
    incarnation: str

    def message(self) -> bytes:
        """The bytes to sign."""
        parts = (
            "v1",
            self.method,
            self.path,
            self.device_id,
            self.stream,
            str(self.first),
            str(self.count),
            self.base.hex(),
            self.head.hex(),
            self.digest.hex(),
            self.incarnation,
        )
        return "\n".join(parts).encode()


@dataclass(frozen=True, slots=True)
class AckFacts:
    """All that HQ's signature covers: it holds 1 to `hw` of the stream, and h[hw] is `head`.

    `request` is the message of the request it answers; `server_ms` is for the eye, not for any law.
    """

    request: bytes
    stream: str
    hw: int
    head: bytes
    incarnation: str
    server_ms: int

    def message(self) -> bytes:
        """The bytes to sign."""
        parts = (
            "v1 ack",
            sha256(self.request).hexdigest(),
            self.stream,
            str(self.hw),
            self.head.hex(),
            self.incarnation,
            str(self.server_ms),
        )
        return "\n".join(parts).encode()


def sign(secret_key: bytes, message: bytes) -> bytes:
    """64 bytes; `secret_key` is the 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(secret_key).sign(message)


def public_key(secret_key: bytes) -> bytes:
    """The 32 public bytes of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(secret_key).public_key().public_bytes_raw()


def holds(key_public: bytes, signature: bytes, message: bytes) -> bool:
    """True if the owner of this public key signed this message; False for any other bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(key_public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
