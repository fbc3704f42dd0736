"""Stores, the one-time codes issued to them, the devices enrolled with those, and alarms."""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from sync.protocol import base32
from sync.protocol.reply import WrappedKeys
from sync.server.store import schema
from sync.server.store.database import Page

ACTIVE = "active"
REVOKED = "revoked"
REPLACED = "replaced"
KEYS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Device:
    """A till as HQ knows it; `standing` is ACTIVE, REVOKED or REPLACED."""

    device_id: str
    store_id: str
    key_public: bytes
    standing: str


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A one-time code, by fingerprint; `device_id` once it was used."""

    fingerprint: bytes
    store_id: str
    issued_ms: int
    device_id: str | None


@dataclass(frozen=True, slots=True)
class Store:
    """A shop as the state names it."""

    store_id: str
    name: str
    district: str


def find(page: Page, device_id: str) -> Device | None:
    """The device of this id."""
    table = schema.device
    row = page.connection.execute(
        select(table.c.device_id, table.c.store_id, table.c.key_public, table.c.standing).where(
            table.c.device_id == device_id
        )
    ).one_or_none()
    return None if row is None else Device(row[0], row[1], bytes(row[2]), row[3])


def store_named(page: Page, name: str, district: str) -> Store | None:
    """The store of this name in this district."""
    table = schema.store
    row = page.connection.execute(
        select(table.c.store_id, table.c.name, table.c.district)
        .where(table.c.name == name, table.c.district == district)
        .limit(1)
    ).one_or_none()
    return None if row is None else Store(*row)


def store_of(page: Page, store_id: str) -> Store:
    """The store of this id, its row locked until the transaction ends."""
    table = schema.store
    row = page.connection.execute(
        select(table.c.store_id, table.c.name, table.c.district)
        .where(table.c.store_id == store_id)
        .with_for_update()
    ).one()
    return Store(*row)


def add_store(page: Page, store: Store) -> None:
    """A store that has no till yet."""
    page.connection.execute(
        insert(schema.store).values(
            store_id=store.store_id, name=store.name, district=store.district
        )
    )


def saw_store(page: Page, store_id: str, now_ms: int) -> None:
    """The store was heard from. Locks its row: one push of a store at a time."""
    page.connection.execute(
        update(schema.store).where(schema.store.c.store_id == store_id).values(seen_ms=now_ms)
    )


def add_code(page: Page, fingerprint: bytes, store_id: str, now_ms: int) -> None:
    """A one-time code was issued."""
    page.connection.execute(
        insert(schema.code).values(fingerprint=fingerprint, store_id=store_id, issued_ms=now_ms)
    )


def find_code(page: Page, fingerprint: bytes) -> IssuedCode | None:
    """The issued code, its row locked until the transaction ends."""
    table = schema.code
    row = page.connection.execute(
        select(table.c.fingerprint, table.c.store_id, table.c.issued_ms, table.c.device_id)
        .where(table.c.fingerprint == fingerprint)
        .with_for_update()
    ).one_or_none()
    return None if row is None else IssuedCode(bytes(row[0]), row[1], row[2], row[3])


def enrol(page: Page, issued: IssuedCode, device: Device, app: str, now_ms: int) -> None:
    """Uses up a code for a device; an earlier device with the same key and store is replaced."""
    devices, codes, stores = schema.device, schema.code, schema.store
    page.connection.execute(
        update(devices)
        .where(
            devices.c.store_id == device.store_id,
            devices.c.key_public == device.key_public,
            devices.c.standing == ACTIVE,
        )
        .values(standing=REPLACED)
    )
    page.connection.execute(
        insert(devices).values(
            device_id=device.device_id,
            store_id=device.store_id,
            key_public=device.key_public,
            standing=device.standing,
            app=app,
            enrolled_ms=now_ms,
        )
    )
    page.connection.execute(
        update(codes)
        .where(codes.c.fingerprint == issued.fingerprint)
        .values(used_ms=now_ms, device_id=device.device_id)
    )
    page.connection.execute(
        update(stores)
        .where(stores.c.store_id == device.store_id, stores.c.registered_ms.is_(None))
        .values(registered_ms=now_ms)
    )


def set_standing(page: Page, device_id: str, standing: str) -> bool:
    """True if there is such a device."""
    changed = page.connection.execute(
        update(schema.device)
        .where(schema.device.c.device_id == device_id)
        .values(standing=standing)
    )
    return changed.rowcount == 1


def keep_keys(page: Page, device_id: str, keys: WrappedKeys, now_ms: int) -> None:
    """Keeps a device's wrapped keys, and earlier ones: their code may be the one on paper.

    The device's store is locked by the caller.
    """
    table = schema.device_keys
    if not holds_keys(page, device_id, keys.digest()):
        page.connection.execute(
            insert(table).values(
                device_id=device_id,
                digest=keys.digest(),
                form=keys.v,
                content=keys.content.encode("ascii"),
                received_ms=now_ms,
            )
        )
    of = table.c.device_id == device_id
    newest_first = select(table.c.digest).where(of).order_by(table.c.received_ms.desc())
    for (digest,) in page.connection.execute(newest_first.offset(KEYS_KEPT)).all():
        page.connection.execute(delete(table).where(of, table.c.digest == digest))


def holds_keys(page: Page, device_id: str, digest: str) -> bool:
    """Whether these very wrapped keys of a device are kept."""
    table = schema.device_keys
    asked = select(table.c.form).where(table.c.device_id == device_id, table.c.digest == digest)
    return page.connection.execute(asked).one_or_none() is not None


def wrapped_keys(page: Page, device_id: str) -> list[bytes]:
    """A device's wrapped keys as they lay beside its books, the newest first."""
    table = schema.device_keys
    rows = page.connection.execute(
        select(table.c.content)
        .where(table.c.device_id == device_id)
        .order_by(table.c.received_ms.desc())
    )
    return [bytes(row[0]) for row in rows]


def mint_id() -> str:
    """A new random id."""
    return base32.id_text(secrets.token_bytes(16))


def raise_alarm(page: Page, kind: str, store_id: str, facts: str, now_ms: int) -> None:
    """Something a person at HQ must look at."""
    page.connection.execute(
        insert(schema.alarm).values(
            alarm_id=mint_id(), at_ms=now_ms, kind=kind, store_id=store_id, facts=facts[:400]
        )
    )


def alarms(page: Page) -> list[tuple[str, str, str]]:
    """Every alarm, oldest first: kind, store id, facts."""
    table = schema.alarm
    rows = page.connection.execute(
        select(table.c.kind, table.c.store_id, table.c.facts).order_by(table.c.at_ms)
    )
    return [(row[0], row[1], row[2]) for row in rows]
