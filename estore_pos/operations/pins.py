"""The PINs of those who work here: on this PC alone, stretched, never in the journal."""

import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from estore_pos.base.clock import Clock
from estore_pos.base.secrets import SecretStore
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.ids import PersonId
from estore_pos.operations.held import PINS_SECRET
from estore_pos.operations.watch import Approval
from estore_pos.store.keys import COST
from estore_pos.text.numbers import latin_digits

TRIES = 5
"""So many wrong PINs make a person wait."""
WAIT_MS = 60_000
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class _Kept:
    """Of one person: the stretched PIN, the wrong ones since, since when he waits (UTC ms)."""

    pin: str
    wrong: int = 0
    since_ms: int = 0


class Pins:
    """Desk's thread only, but for `compare`."""

    def __init__(
        self, secrets: SecretStore, clock: Clock, failed: Callable[[PersonId, int], None]
    ) -> None:
        """Read what is kept; `failed` is told of each wrong PIN: whose, the how many-th."""
        self._secrets = secrets
        self._clock = clock
        self._failed = failed
        self._guard = threading.Lock()
        self._compared: tuple[Approval, str, bool] | None = None
        self._until_ms: dict[PersonId, int] = {}
        self._kept: dict[PersonId, _Kept] = {}
        content = secrets.get(PINS_SECRET)
        self.are_lost = content is None
        """Whether what this PC keeps of PINs is gone: another PC, or somebody deleted it."""
        try:
            found = json.loads(content or b"{}")
            self._kept = {PersonId(person): _Kept(**kept) for person, kept in found.items()}
        except (ValueError, TypeError, AttributeError):
            self.are_lost = True
        for person, kept in self._kept.items():
            if kept.since_ms:
                # A clock that was moved back in between shortens no wait.
                gone = self._now_ms() - kept.since_ms
                self._wait(person, WAIT_MS - gone if gone >= 0 else WAIT_MS)

    def holds(self, person: PersonId) -> bool:
        """Whether somebody has a PIN on this PC."""
        return person in self._kept

    def put(self, person: PersonId, pin: str) -> None:
        """Keep somebody's PIN, in place of any before. Raises Trouble FOLDER_UNWRITABLE."""
        before = dict(self._kept)
        self._kept[person] = _Kept(_stretched(pin))
        self._write(before)
        self._until_ms.pop(person, None)

    def need_own(self, person: PersonId, pin: str) -> None:
        """Raise Refusal PIN_TAKEN where somebody else has this PIN here: not told whose."""
        others = [kept.pin for each, kept in self._kept.items() if each != person]
        if any(_fits(stretched, pin) for stretched in others):
            raise Refusal(RefusalCode.PIN_TAKEN)

    def forget(self, person: PersonId) -> None:
        """Somebody has no PIN here any more. Raises Trouble FOLDER_UNWRITABLE."""
        before = dict(self._kept)
        if self._kept.pop(person, None) is not None:
            self._write(before)

    def waits_s(self, person: PersonId) -> int:
        """The seconds that somebody has still to wait, 0 for none."""
        left = self._until_ms.get(person, 0) - self._clock.monotonic_ms()
        return max(0, -(-left // 1000))

    def compare(self, approval: Approval) -> None:
        """The slow part of `check`, done beforehand on a thread that nobody waits for."""
        kept = self._kept.get(approval.person)
        if kept is not None:
            fits = _fits(kept.pin, approval.pin)
            with self._guard:
                self._compared = approval, kept.pin, fits

    def check(self, approval: Approval, name: str) -> None:
        """That somebody who has a PIN knows it. Raises Refusal PIN_WRONG, PIN_WAIT."""
        person = approval.person
        if wait := self.waits_s(person):
            raise Refusal(RefusalCode.PIN_WAIT, name=name, seconds=wait)
        kept = self._kept[person]
        if self._fits(approval, kept.pin):
            if kept.wrong or kept.since_ms:
                self._count(person, replace(kept, wrong=0, since_ms=0))
            return
        wrong = kept.wrong + 1
        if wrong < TRIES:
            self._count(person, replace(kept, wrong=wrong, since_ms=0))
            self._failed(person, wrong)
            raise Refusal(RefusalCode.PIN_WRONG, name=name, left=TRIES - wrong)
        self._wait(person, WAIT_MS)
        self._count(person, replace(kept, wrong=0, since_ms=self._now_ms()))
        self._failed(person, wrong)
        raise Refusal(RefusalCode.PIN_WAIT, name=name, seconds=self.waits_s(person))

    def _fits(self, approval: Approval, pin: str) -> bool:
        """What was compared beforehand holds once, and only for the PIN that is kept now."""
        with self._guard:
            compared, self._compared = self._compared, None
        if compared is not None and compared[:2] == (approval, pin):
            return compared[2]
        return _fits(pin, approval.pin)

    def _wait(self, person: PersonId, ms: int) -> None:
        self._until_ms[person] = self._clock.monotonic_ms() + min(ms, WAIT_MS)

    def _count(self, person: PersonId, kept: _Kept) -> None:
        self._kept[person] = kept
        # Where the disk fails it is counted until the till is closed.
        with suppress(Trouble):
            self._write(self._kept)

    def _write(self, before: dict[PersonId, _Kept]) -> None:
        content = json.dumps({person: asdict(kept) for person, kept in self._kept.items()})
        try:
            self._secrets.put(PINS_SECRET, content.encode())
        except OSError as error:
            self._kept = before
            raise Trouble(TroubleCode.FOLDER_UNWRITABLE, reason=str(error)) from error
        self.are_lost = False

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _stretched(pin: str) -> str:
    from argon2.low_level import Type, hash_secret

    salt = os.urandom(_SALT_BYTES)
    return hash_secret(pin.encode(), salt, hash_len=32, type=Type.ID, **COST).decode()


def _fits(stretched: str, pin: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(stretched, latin_digits(pin))
    except (VerificationError, InvalidHashError):
        return False
