"""Who this till is to HQ: its key, and what HQ gave it when it was enrolled."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an enrolled till knows: where HQ is, the ids HQ gave, and HQ's public key (32 bytes)."""

    hq_url: str
    device_id: str
    store_id: str
    hq_key: bytes


class Signer(Protocol):
    """A till's Ed25519 key; the secret half never leaves it."""

    @property
    def public_key(self) -> bytes:
        """32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        ...


class Identity(Protocol):
    """What the books hold of both. Called on the pump's thread, each time anew."""

    def enrolment(self) -> Enrolment | None:
        """None until a one-time code was accepted."""
        ...

    def signer(self) -> Signer:
        """The key of this till."""
        ...

    def wrapped_keys(self) -> bytes | None:
        """The keys of the books as only their recovery code opens them; None if none are whole."""
        ...
