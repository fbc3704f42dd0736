"""Up to which month the shop has filed its GSTR-1, in words and as it is typed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from estore_pos.domain.shop import Shop


def filed_text(shop: "Shop | None") -> str:
    """The last month that was filed; "" where nobody has said."""
    from estore_pos.text.dates import month_text

    return month_text(shop.filed_up_to) if shop is not None and shop.filed_up_to else ""


def typed_filing(typed: str) -> "date | None":
    """The end of the month up to which it is filed; None, where nothing is typed, takes it back.

    Raises Refusal MONTH_WRONG.
    """
    from datetime import timedelta

    from estore_pos.domain.errors import Refusal, RefusalCode
    from estore_pos.text.dates import read_month

    if not typed:
        return None
    first = read_month(typed)
    if first is None:
        raise Refusal(RefusalCode.MONTH_WRONG, typed=typed)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return next_month - timedelta(days=1)
