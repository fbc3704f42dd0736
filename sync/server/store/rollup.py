"""What a store sold on a business day, kept up with each push, and the state's sums over it."""

from dataclasses import dataclass

from sqlalchemy import Select, distinct, func, insert, select, update

from sync.server.store import schema
from sync.server.store.database import Page


@dataclass(frozen=True, slots=True)
class Sums:
    """The state's figures as counted; paise, and stores by number."""

    registered: int
    active: int
    heard: int
    bills: int
    paise: int
    aside: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a run of records adds to a day: bills and paise, below zero for what was taken back.

    `sold`: at least one bill was among them, so that the store is at work.
    """

    bills: int = 0
    paise: int = 0
    sold: bool = False

    def __add__(self, other: "Change") -> "Change":
        return Change(self.bills + other.bills, self.paise + other.paise, self.sold or other.sold)


def add(page: Page, store_id: str, practice: bool, day: str, change: Change, now_ms: int) -> None:
    """Adds counted records to a day. The caller holds the lock on the store's row.

    The day keeps when its last bill came in; 0 where only goods were taken back.
    """
    table = schema.rollup
    key = (
        (table.c.store_id == store_id)
        & (table.c.practice == practice)
        & (table.c.business_day == day)
    )
    changed = page.connection.execute(
        update(table)
        .where(key)
        .values(
            bills=table.c.bills + change.bills,
            paise=table.c.paise + change.paise,
            received_ms=now_ms if change.sold else table.c.received_ms,
        )
    )
    if changed.rowcount == 0:
        page.connection.execute(
            insert(table).values(
                store_id=store_id,
                practice=practice,
                business_day=day,
                bills=change.bills,
                paise=change.paise,
                received_ms=now_ms if change.sold else 0,
            )
        )


def sums(page: Page, practice: bool, active_since_ms: int, heard_since_ms: int) -> Sums:
    """The figures; practice bills are counted only if `practice`."""
    stores, days = schema.store, schema.rollup
    counted = days.c.practice.in_([False, True] if practice else [False])

    def number(question: Select[int]) -> int:
        return int(page.connection.execute(question).scalar_one() or 0)

    return Sums(
        registered=number(
            select(func.count()).select_from(stores).where(stores.c.registered_ms.is_not(None))
        ),
        active=number(
            select(func.count(distinct(days.c.store_id))).where(
                counted, days.c.received_ms >= active_since_ms
            )
        ),
        heard=number(
            select(func.count())
            .select_from(stores)
            .where(stores.c.registered_ms.is_not(None), stores.c.seen_ms >= heard_since_ms)
        ),
        bills=number(select(func.sum(days.c.bills)).where(counted)),
        paise=number(select(func.sum(days.c.paise)).where(counted)),
        aside=number(select(func.count()).select_from(schema.quarantine)),
    )
