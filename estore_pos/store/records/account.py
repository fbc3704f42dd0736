"""Accounts and the money that moves between them, as records: names and notes are sealed."""

from base64 import b64decode, b64encode

from estore_pos.domain.account import Account, MoneyMove
from sync.protocol.body import AccountSaved, MoneyMoved
from sync.protocol.money import AccountKind, MoneyDeed

__all__ = ["AccountSaved", "MoneyMoved", "moved", "saved", "sealed_bytes"]

_KINDS: dict[str, AccountKind] = {
    "wallet": "wallet",
    "supplier": "supplier",
    "expense": "expense",
}


def saved(account: Account, sealed: bytes) -> AccountSaved:
    """An account that a shop made; `sealed` is its name."""
    return AccountSaved(
        account=account.id, kind=_KINDS[account.kind.value], sealed=b64encode(sealed).decode()
    )


def moved(move: MoneyMove, sealed: bytes) -> MoneyMoved:
    """Money that moves; `sealed` is its note, empty for none."""
    deed: MoneyDeed = move.deed.value
    return MoneyMoved(
        deed=deed,
        source=move.source,
        target=move.target,
        paise=move.amount.paise,
        business_day=move.day.isoformat(),
        reference=move.reference,
        sealed=b64encode(sealed).decode(),
        about=move.about or "",
        by=move.by,
    )


def sealed_bytes(text: str) -> bytes:
    """What is sealed, as bytes."""
    return b64decode(text)
