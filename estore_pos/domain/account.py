"""Whose money it is: drawer, bank, wallets and the rest, and each deed that moves it between two.

Law: what leaves one account comes into another, so a drawer that does not agree is found by its
accounts. A move is never changed: a wrong one is answered by one that goes the other way. Of a
reference at most four characters are kept, for the whole of it may be an Aadhaar or account number.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from estore_pos.domain.day import BusinessDay
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import OWNER, AccountId, PersonId, RecordId
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money

REFERENCE_MAX = 4
_REFERENCE = re.compile(rf"[0-9A-Z]{{0,{REFERENCE_MAX}}}")
_WHOLE_NUMBER = re.compile(r"\d{8}|\d{4}[ -]\d{4}")
"""A run of digits as Aadhaar, account and telephone numbers have one, written in groups or not; a
date (24-11-2026) is none."""


class AccountKind(StrEnum):
    """What an account is of; of the first four there is one each."""

    CASH = "cash"
    BANK = "bank"
    OWNER = "owner"
    CLAIMS = "claims"
    WALLET = "wallet"
    SUPPLIER = "supplier"
    EXPENSE = "expense"
    INCOME = "income"


NAMED = (AccountKind.WALLET, AccountKind.SUPPLIER, AccountKind.EXPENSE)
"""Of these a shop makes more as it needs them."""
HOLDING = (AccountKind.CASH, AccountKind.BANK, AccountKind.CLAIMS, AccountKind.WALLET)
"""What lies in these is the shop's; the others say where money came from or went."""


@frozen
class Account:
    """A place where money is, or which it comes from or goes to; `name` is as it was typed.

    Every shop's own have no name here: it is said in the language of the screen.
    """

    id: AccountId
    kind: AccountKind
    name: str = ""


CASH = AccountId("cash")
BANK = AccountId("bank")
OWNERS = AccountId("owner")
CLAIMS = AccountId("claims")
DIGIPAY = AccountId("digipay")
COMMISSION = AccountId("commission")
SERVICE = AccountId("service")
EXPENSES = tuple(
    [AccountId(each) for each in ("tea", "rent", "electricity", "wages", "transport", "other")]
)
BUILT_IN = (
    Account(CASH, AccountKind.CASH),
    Account(BANK, AccountKind.BANK),
    Account(DIGIPAY, AccountKind.WALLET),
    Account(CLAIMS, AccountKind.CLAIMS),
    Account(COMMISSION, AccountKind.INCOME),
    Account(SERVICE, AccountKind.INCOME),
    *[Account(each, AccountKind.EXPENSE) for each in EXPENSES],
    Account(OWNERS, AccountKind.OWNER),
)
"""What every shop has from its first day, in the order in which its pages lie."""


class MoneyDeed(StrEnum):
    """What is done with money besides selling; the names are those in the journal."""

    CASH_OUT = "cash_out"
    TAKEN_IN = "taken_in"
    TOP_UP = "top_up"
    PAYOUT = "payout"
    COMMISSION = "commission"
    SERVICE = "service"
    FAILED = "failed"
    SETTLED = "settled"
    EXPENSE = "expense"
    SUPPLIER = "supplier"
    DRAWING = "drawing"
    DEPOSIT = "deposit"
    BANKED = "banked"
    DRAWN = "drawn"
    REVERSED = "reversed"


_Kinds = tuple[AccountKind, ...]
ROUTES: Mapping[MoneyDeed, tuple[_Kinds, _Kinds]] = {
    MoneyDeed.CASH_OUT: ((AccountKind.CASH,), (AccountKind.WALLET,)),
    MoneyDeed.TAKEN_IN: ((AccountKind.WALLET,), (AccountKind.CASH,)),
    MoneyDeed.TOP_UP: ((AccountKind.CASH, AccountKind.BANK), (AccountKind.WALLET,)),
    MoneyDeed.PAYOUT: ((AccountKind.WALLET,), (AccountKind.BANK,)),
    MoneyDeed.COMMISSION: ((AccountKind.INCOME,), (AccountKind.WALLET,)),
    MoneyDeed.SERVICE: ((AccountKind.INCOME,), (AccountKind.CASH,)),
    MoneyDeed.FAILED: ((AccountKind.WALLET,), (AccountKind.CLAIMS,)),
    MoneyDeed.SETTLED: ((AccountKind.CLAIMS,), (AccountKind.WALLET,)),
    MoneyDeed.EXPENSE: ((AccountKind.CASH,), (AccountKind.EXPENSE,)),
    MoneyDeed.SUPPLIER: ((AccountKind.CASH,), (AccountKind.SUPPLIER,)),
    MoneyDeed.DRAWING: ((AccountKind.CASH,), (AccountKind.OWNER,)),
    MoneyDeed.DEPOSIT: (
        (AccountKind.OWNER,),
        (AccountKind.CASH, AccountKind.WALLET, AccountKind.BANK),
    ),
    MoneyDeed.BANKED: ((AccountKind.CASH,), (AccountKind.BANK,)),
    MoneyDeed.DRAWN: ((AccountKind.BANK,), (AccountKind.CASH,)),
}
"""From accounts of which kind to those of which. An owner's deposit is also what lay in a wallet or
the bank before these books began. A reversal goes where its move came from."""

FREE = frozenset(
    {
        MoneyDeed.TAKEN_IN,
        MoneyDeed.COMMISSION,
        MoneyDeed.SERVICE,
        MoneyDeed.DEPOSIT,
        MoneyDeed.DRAWN,
        MoneyDeed.SETTLED,
    }
)
"""What only brings money in; for whatever else a helper asks."""

REFERENCED = frozenset(
    {
        MoneyDeed.CASH_OUT,
        MoneyDeed.TAKEN_IN,
        MoneyDeed.TOP_UP,
        MoneyDeed.PAYOUT,
        MoneyDeed.COMMISSION,
    }
)
"""What a wallet gives a reference for; of the others there is a note to write."""

_INCOMES = {MoneyDeed.COMMISSION: COMMISSION, MoneyDeed.SERVICE: SERVICE}
_ANSWERS = {MoneyDeed.FAILED: MoneyDeed.CASH_OUT, MoneyDeed.SETTLED: MoneyDeed.FAILED}


def fits(deed: MoneyDeed, source: Account, target: Account) -> bool:
    """Whether a deed moves money from the one to the other."""
    sources, targets = ROUTES[deed]
    if source.kind not in sources or target.kind not in targets:
        return False
    return source.kind is not AccountKind.INCOME or source.id == _INCOMES[deed]


def named_kind(deed: MoneyDeed) -> AccountKind | None:
    """Of which kind a name may be typed for a deed; None where there is nothing to name."""
    for kinds in ROUTES[deed]:
        for kind in kinds:
            if kind in NAMED:
                return kind
    return None


def tidy_reference(typed: str) -> str:
    """The last characters of a reference as they are kept: Latin capitals and digits.

    Raises Refusal REFERENCE_WRONG for more than four, and for what is no letter or digit.
    """
    bare = "".join(typed.split()).upper()
    told = "".join([str(int(sign)) if sign.isdecimal() else sign for sign in bare])
    if not _REFERENCE.fullmatch(told):
        raise Refusal(RefusalCode.REFERENCE_WRONG)
    return told


def check_words(typed: str) -> None:
    """Raises Refusal WHOLE_NUMBER for a name or note that holds a number such as an Aadhaar."""
    if _WHOLE_NUMBER.search(typed):
        raise Refusal(RefusalCode.WHOLE_NUMBER)


@frozen
class MoneyMove:
    """So much money from one account to another; `about` is the move it answers, if any.

    `by` allowed what the person at the till may not do of himself. Raises Refusal MOVE_AMOUNT,
    REFERENCE_WRONG, WHOLE_NUMBER.
    """

    deed: MoneyDeed
    source: AccountId
    target: AccountId
    amount: Money
    day: BusinessDay
    reference: str = ""
    note: str = ""
    about: RecordId | None = None
    by: PersonId = OWNER

    def __post_init__(self) -> None:
        assert self.source != self.target
        if not NOTHING < self.amount <= AMOUNT_MAX:
            raise Refusal(RefusalCode.MOVE_AMOUNT, amount=self.amount.paise)
        if tidy_reference(self.reference) != self.reference:
            raise Refusal(RefusalCode.REFERENCE_WRONG)
        check_words(self.note)

    def answered(
        self, deed: MoneyDeed, record: RecordId, day: BusinessDay, by: PersonId = OWNER
    ) -> "MoneyMove":
        """What follows on this move, which is in the books as `record`.

        A cash-out that failed, a claim that is settled, or the reversal of any other.
        Raises Refusal MOVE_OVER where that cannot follow.
        """
        if deed is MoneyDeed.REVERSED:
            may_follow = self.deed is not MoneyDeed.REVERSED
        else:
            may_follow = self.deed is _ANSWERS[deed]
        if not may_follow:
            raise Refusal(RefusalCode.MOVE_OVER)
        target = CLAIMS if deed is MoneyDeed.FAILED else self.source
        return MoneyMove(
            deed, self.target, target, self.amount, day, self.reference, about=record, by=by
        )
