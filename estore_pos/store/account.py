"""Accounts and the money that moves between them, as tables."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from estore_pos.domain.account import (
    BUILT_IN,
    CASH,
    Account,
    AccountKind,
    MoneyDeed,
    MoneyMove,
)
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import AccountId, PersonId, RecordId
from estore_pos.domain.money import Money
from estore_pos.store.keys import seal, unseal
from estore_pos.store.page import Page, Row, Statement
from estore_pos.store.records import Body, Record
from estore_pos.store.records import account as codec
from estore_pos.store.records.account import AccountSaved, MoneyMoved

Random = Callable[[int], bytes]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = "0000-00-00"
_NOTE = b"money.moved"
_RECENT = 2000
"""Which way a deed took last is looked for among so many moves."""
_PUT = Statement("account.put")
_EVERY = Statement("account.every")
_MOVE = Statement("account.move")
_DAY = Statement("account.day")
_UP_TO = Statement("account.up_to")
_CASH_UP_TO = Statement("account.cash_up_to")
_CASH_DAYS = Statement("account.cash_days")
_OF_ACCOUNT = Statement("account.of_account")
_OPEN = Statement("account.open")
_BY_RECORD = Statement("account.by_record")
_USED = Statement("account.used")


@frozen
class KeptMove:
    """A move as the books have it: when, and by whom; whether it was reversed since."""

    id: RecordId
    at: datetime
    who: PersonId
    move: MoneyMove
    is_reversed: bool


@frozen
class PageRow:
    """A row of an account's running page; `move` is None for what the bills of a day brought."""

    day: date
    received: Money
    given: Money
    balance: Money
    move: KeptMove | None = None


@frozen
class Turnover:
    """What came into an account and went out of it on a day, and what it then held."""

    account: Account
    received: Money
    given: Money
    balance: Money


def account_body(page: Page, made: Account, random: Random = os.urandom) -> Body:
    """An account that the shop made, for the journal: only these books can read its name."""
    return codec.saved(made, seal(page.keys.store, made.name.encode(), made.id.encode(), random))


def move_body(page: Page, move: MoneyMove, random: Random = os.urandom) -> Body:
    """A move of money, for the journal: only these books can read its note."""
    note = move.note.encode()
    return codec.moved(move, seal(page.keys.store, note, _NOTE, random) if note else b"")


def apply(page: Page, record: Record) -> None:
    """Write an account or a move into the tables."""
    match record.body:
        case AccountSaved(account=account, kind=kind, sealed=sealed):
            page.run(_PUT, id=account, kind=kind, sealed=sealed)
        case MoneyMoved() as moved:
            page.run(
                _MOVE,
                id=record.id,
                at_ms=record.at_ms,
                business_day=moved.business_day,
                deed=moved.deed,
                source=moved.source,
                target=moved.target,
                amount=moved.paise,
                reference=moved.reference,
                sealed=moved.sealed,
                about=moved.about,
                who=record.who,
                by=moved.by,
            )
            for account, received in ((moved.target, moved.paise), (moved.source, 0)):
                page.run(
                    _DAY,
                    business_day=moved.business_day,
                    account=account,
                    received=received,
                    given=moved.paise - received,
                )
        case other:
            raise AssertionError(other)


def every(page: Page) -> list[Account]:
    """Every account: those that each shop has, then those that this one made, the eldest first."""
    made = [
        Account(
            AccountId(id),
            AccountKind(kind),
            unseal(page.keys.store, codec.sealed_bytes(sealed), id.encode()).decode(),
        )
        for id, kind, sealed in page.all(_EVERY)
    ]
    return [*BUILT_IN, *made]


def turnovers(page: Page, day: date) -> list[Turnover]:
    """Every account on a business day, and what it held at its end; the drawer with its bills."""
    named = day.isoformat()
    today, so_far = _sums(page, named, named), _sums(page, _FIRST_DAY, named)
    found = []
    for account in every(page):
        received, given = today.get(account.id, (0, 0))
        held_in, held_out = so_far.get(account.id, (0, 0))
        found.append(Turnover(account, Money(received), Money(given), Money(held_in - held_out)))
    return found


def _sums(page: Page, first: str, last: str) -> dict[str, tuple[int, int]]:
    """What came in and went out of each account on these days."""
    sums = {
        account: (received, given)
        for account, received, given in page.all(_UP_TO, first=first, last=last)
    }
    row = page.one(_CASH_UP_TO, first=first, last=last)
    cash = row[0] if row else 0
    received, given = sums.get(CASH, (0, 0))
    sums[CASH] = (received + max(0, cash), given + max(0, -cash))
    return sums


def running(page: Page, account: AccountId, count: int, last: date) -> list[PageRow]:
    """The last rows of an account with its balance after each, the latest first.

    Of the drawer one row a day is the cash of its bills, less what credit notes gave back: the
    day's last. `last` is a day that no row is after.
    """
    held_in, held_out = _sums(page, _FIRST_DAY, last.isoformat()).get(account, (0, 0))
    rows: list[tuple[date, int, KeptMove | None]] = []
    if account == CASH:
        rows += [
            (date.fromisoformat(day), cash, None) for day, cash in page.all(_CASH_DAYS, count=count)
        ]
    for row in page.all(_OF_ACCOUNT, account=account, count=count):
        kept = _kept(page, row)
        paise = kept.move.amount.paise
        rows.append((kept.move.day, paise if kept.move.target == account else -paise, kept))
    rows.sort(key=lambda each: (each[0], each[2] is None), reverse=True)
    balance, said = held_in - held_out, []
    for day, change, move in rows[:count]:
        received, given = Money(max(0, change)), Money(max(0, -change))
        said.append(PageRow(day, received, given, Money(balance), move))
        balance -= change
    return said


def open_moves(page: Page, deed: MoneyDeed, count: int) -> list[KeptMove]:
    """Moves of a deed that nothing has answered, the latest first."""
    return [_kept(page, row) for row in page.all(_OPEN, deed=deed.value, count=count)]


def by_record(page: Page, record: RecordId) -> tuple[KeptMove, bool] | None:
    """A move and whether it was answered; None where no such record moved money."""
    row = page.one(_BY_RECORD, id=record)
    if row is None:
        return None
    *kept, is_answered = row
    return _kept(page, tuple(kept)), bool(is_answered)


def used(page: Page, deed: MoneyDeed) -> list[tuple[AccountId, AccountId]]:
    """Between which accounts a deed moved money of late, the last ones first."""
    rows = page.all(_USED, deed=deed.value, count=_RECENT)
    return [(AccountId(source), AccountId(target)) for source, target in rows]


def _kept(page: Page, row: Row) -> KeptMove:
    id, at_ms, day, deed, source, target, amount, reference, sealed, about, who, by, undone = row
    note = b""
    if sealed:
        note = unseal(page.keys.store, codec.sealed_bytes(sealed), _NOTE)
    return KeptMove(
        RecordId(id),
        _EPOCH + timedelta(milliseconds=at_ms),
        PersonId(who),
        MoneyMove(
            MoneyDeed(deed),
            AccountId(source),
            AccountId(target),
            Money(amount),
            BusinessDay(date.fromisoformat(day)),
            reference,
            note.decode(),
            RecordId(about) if about else None,
            PersonId(by),
        ),
        bool(undone),
    )
