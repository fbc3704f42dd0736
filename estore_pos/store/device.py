"""Who these books are to HQ: the key they sign with, and what HQ gave them on enrolment."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from estore_pos.store.page import Page, Statement

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PUT = Statement("device.put")
_GET = Statement("device.get")
_SEED = Statement("device.seed")
_PRACTICE = Statement("device.practice")
_ANSWER = Statement("device.answer")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Where HQ is, the ids it gave this till and its store, and its public key (32 bytes)."""

    hq_url: str
    device_id: str
    store_id: str
    hq_key: bytes


def enrolled(page: Page) -> Enrolled | None:
    """None until a one-time code was accepted."""
    row = page.one(_GET)
    return None if row is None else Enrolled(*row)


def keep(page: Page, facts: Enrolled) -> None:
    """Remember an enrolment, in place of any earlier one."""
    page.run(
        _PUT,
        hq_url=facts.hq_url,
        device_id=facts.device_id,
        store_id=facts.store_id,
        hq_key=facts.hq_key,
    )


def practice(page: Page) -> bool:
    """Whether these are the books of a practice shop."""
    row = page.one(_PRACTICE)
    return row is not None and bool(row[0])


def signing_key(page: Page) -> "Ed25519PrivateKey":
    """The key these books sign with; it goes where the books go."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    row = page.one(_SEED)
    assert row is not None
    return Ed25519PrivateKey.from_private_bytes(row[0])


def last_answer(page: Page) -> tuple[str, int] | None:
    """What the HQ that acknowledged last called itself, and when (UTC ms); None before that."""
    row = page.one(_ANSWER)
    return None if row is None else (row[0], row[1])
