"""What an owner wants to know of, as a record."""

from datetime import date

from estore_pos.domain.act import Act
from sync.protocol.body import ActNoted

__all__ = ["ActNoted", "body"]


def body(act: Act, day: date) -> ActNoted:
    """An act on a business day; who did it says the envelope."""
    return ActNoted(
        what=act.what.value,
        business_day=day.isoformat(),
        about=act.about or "",
        item=act.item,
        milli=act.milli,
        paise=act.amount.paise,
        by=act.by,
        note=act.note,
    )
