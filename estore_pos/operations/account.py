"""Money that moves without a sale: CSC work, expenses, the owner, suppliers, wallets, the bank."""

from collections.abc import Mapping
from datetime import date

from estore_pos.domain.account import (
    BUILT_IN,
    FREE,
    NAMED,
    Account,
    MoneyDeed,
    MoneyMove,
    check_words,
    fits,
    named_kind,
    tidy_reference,
)
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import AccountId, PersonId, RecordId
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.person import Asked, Deed
from estore_pos.operations.certain import Certain
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import account as kept
from estore_pos.store import journal, person
from estore_pos.store.account import KeptMove, PageRow, Turnover
from estore_pos.store.books import Books
from estore_pos.store.page import Page

__all__ = [
    "AccountPage",
    "Accounts",
    "Answerable",
    "KeptMove",
    "PageRow",
    "Route",
    "Turnover",
    "named_anew",
]

ROWS_SHOWN = 300
OPEN_SHOWN = 30
"""So many rows of an account's page, so many moves that may be answered."""


@frozen
class Route:
    """From which account to which money goes."""

    source: Account
    target: Account


@frozen
class AccountPage:
    """An account's running page, the latest row first."""

    account: Account
    balance: Money
    rows: tuple[PageRow, ...]
    accounts: Mapping[AccountId, Account]
    people: Mapping[PersonId, str]

    def other(self, row: KeptMove) -> Account:
        """Where the money of a row came from or went."""
        move = row.move
        return self.accounts[move.source if move.target == self.account.id else move.target]


@frozen
class Answerable:
    """A move that something may follow: which way it went, and which way that would go."""

    kept: KeptMove
    route: Route
    follows: Route


class Accounts:
    """Every deed that moves money without a sale. Desk's thread only; one transaction a deed."""

    def __init__(self, books: Books, moments: Moments, watch: Watch) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._watch = watch
        self._recorder = Recorder(books, moments, watch)
        self._certain = Certain(books)

    def routes(self, deed: MoneyDeed) -> list[Route]:
        """Between which accounts a deed may move money, those of its last time first."""
        with self._books.page() as page:
            accounts = kept.every(page)
            ways = [
                Route(source, target)
                for target in accounts
                for source in accounts
                if fits(deed, source, target)
            ]
            last = kept.used(page, deed)
        order = {way: place for place, way in enumerate(last)}
        return sorted(ways, key=lambda way: order.get((way.source.id, way.target.id), len(order)))

    def answerable(self, deed: MoneyDeed) -> list[Answerable]:
        """The cash-outs that may have failed, or the claims that wait; the latest first."""
        before = MoneyDeed.CASH_OUT if deed is MoneyDeed.FAILED else MoneyDeed.FAILED
        with self._books.page() as page:
            accounts = _by_id(page)
            return [
                _answerable(accounts, deed, each)
                for each in kept.open_moves(page, before, OPEN_SHOWN)
            ]

    def move(
        self,
        deed: MoneyDeed,
        way: Route,
        amount: Money,
        *,
        reference: str = "",
        note: str = "",
        approval: Approval | None = None,
    ) -> MoneyMove:
        """Money moves; an account of `way` without an id is made first, by its name.

        Raises Refusal NAME_NEEDED, WHOLE_NUMBER, REFERENCE_WRONG, MOVE_AMOUNT, APPROVAL_NEEDED
        (what: money_out).
        """
        leave = self._leave(deed, amount, approval)

        def work(page: Page) -> tuple[MoneyMove, list[journal.Deed]]:
            bodies: list[journal.Body] = []
            source = self._known(page, way.source, bodies)
            target = self._known(page, way.target, bodies)
            assert fits(deed, source, target)
            made = MoneyMove(
                deed,
                source.id,
                target.id,
                amount,
                self._moments.now().business,
                tidy_reference(reference),
                note.strip(),
                by=leave.by,
            )
            bodies.append(kept.move_body(page, made))
            return made, [self._recorder.deed(body) for body in bodies]

        return self._certain.record((deed, way, amount, reference, note), work)

    def answer(
        self, deed: MoneyDeed, record: RecordId, approval: Approval | None = None
    ) -> MoneyMove:
        """What follows on a move: it failed, its claim is settled, or it was wrong.

        Raises Refusal MOVE_UNKNOWN, MOVE_OVER, APPROVAL_NEEDED (what: money_out).
        """

        def work(page: Page) -> tuple[MoneyMove, list[journal.Deed]]:
            found = kept.by_record(page, record)
            if found is None:
                raise Refusal(RefusalCode.MOVE_UNKNOWN)
            before, is_over = found
            if is_over:
                raise Refusal(RefusalCode.MOVE_OVER)
            leave = self._leave(deed, before.move.amount, approval)
            day = self._moments.now().business
            made = before.move.answered(deed, record, day, leave.by)
            return made, [self._recorder.deed(kept.move_body(page, made))]

        return self._certain.record((deed, record), work)

    def standing(self) -> list[Turnover]:
        """Every account today, and what it holds."""
        with self._books.page() as page:
            return kept.turnovers(page, self._moments.now().business)

    def page_of(self, account: AccountId) -> AccountPage:
        """An account's running page."""
        with self._books.page() as page:
            rows = tuple(kept.running(page, account, ROWS_SHOWN, date.max))
            balance = rows[0].balance if rows else NOTHING
            accounts = _by_id(page)
            people = {each.id: each.name for each in person.every(page)}
            return AccountPage(accounts[account], balance, rows, accounts, people)

    def _leave(self, deed: MoneyDeed, amount: Money, approval: Approval | None) -> Leave:
        leave = self._watch.leave(approval)
        if deed not in FREE:
            leave.need_all([Asked(Deed.MONEY_OUT, amount=amount)])
        return leave

    def _known(self, page: Page, named: Account, bodies: list[journal.Body]) -> Account:
        """The account that is meant; one whose name is new is made. Raises Refusal."""
        if named.id:
            return _by_id(page)[named.id]
        assert named.kind in NAMED
        name = " ".join(named.name.split())
        if not name:
            raise Refusal(RefusalCode.NAME_NEEDED)
        check_words(name)
        for each in kept.every(page):
            if each.kind is named.kind and each.name.casefold() == name.casefold():
                return each
        made = Account(AccountId(self._books.new_id()), named.kind, name)
        bodies.append(kept.account_body(page, made))
        return made


def named_anew(deed: MoneyDeed, name: str) -> Route:
    """A deed's first way, with an account that is yet to be made where one can be named."""
    kind = named_kind(deed)
    assert kind is not None
    fresh = Account(AccountId(""), kind, name)
    for each in BUILT_IN:
        if fits(deed, each, fresh):
            return Route(each, fresh)
        if fits(deed, fresh, each):
            return Route(fresh, each)
    raise AssertionError(deed)


def _answerable(
    accounts: Mapping[AccountId, Account], deed: MoneyDeed, before: KeptMove
) -> Answerable:
    move = before.move
    follows = move.answered(deed, before.id, move.day)
    return Answerable(
        before,
        Route(accounts[move.source], accounts[move.target]),
        Route(accounts[follows.source], accounts[follows.target]),
    )


def _by_id(page: Page) -> dict[AccountId, Account]:
    return {each.id: each for each in kept.every(page)}
