"""How a till becomes a store's: one-time codes, and what is given in exchange for one."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from sync.protocol import reply, signature
from sync.protocol.refusals import Code
from sync.protocol.reply import EnrolGrant, EnrolRequest
from sync.protocol.signature import RequestFacts
from sync.server.refusal import Refusal
from sync.server.store import database, device
from sync.server.store.database import Database, Page
from sync.server.store.device import Device, IssuedCode, Store

WINDOW_MS = 600_000
WRONG_MAX = 20
_SENDERS_MAX = 10_000


def issue_code(store: Database, name: str, district: str, now_ms: int) -> str:
    """A one-time code for the store of this name and district, which is made if it is new."""
    code = reply.mint_code(secrets.randbits(50))

    def work(page: Page) -> str:
        shop = device.store_named(page, name, district)
        if shop is None:
            shop = Store(device.mint_id(), name, district)
            device.add_store(page, shop)
        device.add_code(page, reply.code_fingerprint(code), shop.store_id, now_ms)
        return code

    return store.write(work)


@dataclass(slots=True)
class WrongTries:
    """How often each sender was wrong lately; more than WRONG_MAX in WINDOW_MS must wait."""

    _since: dict[str, tuple[int, int]] = field(default_factory=dict)

    def check(self, sender: str, now_ms: int) -> None:
        """Raises Refusal SLOW_DOWN."""
        since_ms, wrong = self._since.get(sender, (now_ms, 0))
        if wrong >= WRONG_MAX and now_ms - since_ms < WINDOW_MS:
            wait_ms = since_ms + WINDOW_MS - now_ms
            raise Refusal(Code.SLOW_DOWN, retry_after_s=wait_ms // 1000 + 1)

    def count(self, sender: str, now_ms: int) -> None:
        """The sender was wrong once more."""
        if len(self._since) >= _SENDERS_MAX:
            self._since.clear()
        since_ms, wrong = self._since.get(sender, (now_ms, 0))
        fresh = now_ms - since_ms >= WINDOW_MS
        self._since[sender] = (now_ms, 1) if fresh else (since_ms, wrong + 1)


class Enrolments:
    """Exchanges one-time codes for a device's place; safe to use from many threads."""

    def __init__(self, store: Database, now_ms: Callable[[], int]) -> None:
        self._store = store
        self._now_ms = now_ms
        self._hq_key = signature.public_key(store.read(database.secret_key)).hex()
        self._wrong = WrongTries()

    def enrol(
        self, facts: RequestFacts, signed: bytes, wish: EnrolRequest, sender: str
    ) -> EnrolGrant:
        """What the till is given; asking again with the same code and key gives the same.

        Raises Refusal; a code that another till has used raises an alarm too.
        """
        now_ms = self._now_ms()
        self._wrong.check(sender, now_ms)
        if not signature.holds(bytes.fromhex(wish.key), signed, facts.message()):
            raise Refusal(Code.BAD_SIGNATURE)
        answer = self._store.write(lambda page: self._exchange(page, wish, sender, now_ms))
        if isinstance(answer, Code):
            self._wrong.count(sender, now_ms)
            raise Refusal(answer)
        return answer

    def _exchange(
        self, page: Page, wish: EnrolRequest, sender: str, now_ms: int
    ) -> EnrolGrant | Code:
        """The grant, or why there is none; what it writes stays in both cases."""
        issued = device.find_code(page, reply.code_fingerprint(wish.code))
        if issued is None:
            return Code.BAD_CODE
        key_public = bytes.fromhex(wish.key)
        if issued.device_id is not None:
            holder = device.find(page, issued.device_id)
            if holder is not None and holder.key_public == key_public:
                return self._grant(page, wish, holder)
            facts = f"key {wish.key[:16]} from {sender}; code is of device {issued.device_id}"
            device.raise_alarm(page, "code_used", issued.store_id, facts, now_ms)
            return Code.CODE_USED
        if now_ms - issued.issued_ms > reply.CODE_LIFE_MS:
            return Code.CODE_EXPIRED
        return self._grant(page, wish, self._admit(page, wish, issued, key_public, now_ms))

    def _admit(
        self, page: Page, wish: EnrolRequest, issued: IssuedCode, key_public: bytes, now_ms: int
    ) -> Device:
        """The new device."""
        admitted = Device(device.mint_id(), issued.store_id, key_public, device.ACTIVE)
        device.enrol(page, issued, admitted, wish.app, now_ms)
        return admitted

    def _grant(self, page: Page, wish: EnrolRequest, holder: Device) -> EnrolGrant:
        """What a device is told; the wrapped keys it brought are kept."""
        shop = device.store_of(page, holder.store_id)
        if wish.keys is not None:
            device.keep_keys(page, holder.device_id, wish.keys, self._now_ms())
        return EnrolGrant(
            device_id=holder.device_id,
            store_id=holder.store_id,
            store=shop.name,
            district=shop.district,
            hq_key=self._hq_key,
            inc=page.incarnation(),
            proof=reply.grant_proof(
                wish.code, wish.key, holder.device_id, holder.store_id, self._hq_key
            ),
        )
