"""Bodies of money that moves without a sale: between drawer, bank, wallets, owner and the rest."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from sync.protocol.fields import PAISE_MAX, Day, Id, IdOrNone, check_days

Account: TypeAlias = Annotated[str, Meta(pattern=r"^([a-z]{3,16}|[0-7][0-9A-HJKMNP-TV-Z]{25})\Z")]
"""One that every shop has, by its word; any other by its id."""
AccountKind: TypeAlias = Literal["wallet", "supplier", "expense"]
MoneyDeed: TypeAlias = Literal[
    "cash_out",
    "taken_in",
    "top_up",
    "payout",
    "commission",
    "service",
    "failed",
    "settled",
    "expense",
    "supplier",
    "drawing",
    "deposit",
    "banked",
    "drawn",
    "reversed",
]


class AccountSaved(
    Struct, frozen=True, kw_only=True, rename={"account": "a", "kind": "k", "sealed": "s"}
):
    """An account that a shop made; its name may be a person's, so it is sealed as customers are."""

    account: Id
    kind: AccountKind
    sealed: Annotated[str, Meta(min_length=1, max_length=4096)]


class MoneyMoved(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "deed": "w",
        "source": "f",
        "target": "o",
        "paise": "a",
        "business_day": "d",
        "reference": "r",
        "sealed": "s",
        "about": "b",
        "by": "y",
    },
):
    """So much from one account to another on a business day; HQ counts none of it.

    `reference` is the last four characters at most, never an Aadhaar or account number. `sealed`
    is a note, with a key that HQ does not have (base64 text). `about` is the move it answers: the
    cash-out that failed, the claim that is settled, what is reversed. `by` approved it.
    """

    deed: MoneyDeed
    source: Account
    target: Account
    paise: Annotated[int, Meta(ge=1, le=PAISE_MAX)]
    business_day: Day
    reference: Annotated[str, Meta(pattern=r"^[0-9A-Z]{0,4}\Z")] = ""
    sealed: Annotated[str, Meta(max_length=4096)] = ""
    about: IdOrNone = ""
    by: IdOrNone = ""

    def __post_init__(self) -> None:
        check_days(self.business_day)
        if self.source == self.target:
            raise ValueError("money that stays where it is")
