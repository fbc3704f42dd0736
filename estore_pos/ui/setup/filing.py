"""Up to which month the shop has filed its GSTR-1, in words and as it is typed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from estore_pos.domain.shop import Shop


def filed_text(shop: "Shop | None") -> str:
    """The last month that was filed; "" where nobody has said."""
    from estore_pos.text.dates import month_text

    return month_text(shop.filed_up_to) if shop is not None and shop.filed_up_to else ""


def with_filed(shop: "Shop", typed: str, today: "date") -> "Shop":
    """The shop from today on, filed up to the end of a typed month; nothing typed takes it back.

    Raises Refusal MONTH_WRONG.
    """
    from dataclasses import replace
    from datetime import timedelta

    from estore_pos.domain.errors import Refusal, RefusalCode
    from estore_pos.text.dates import read_month

    if not typed:
        return replace(shop, from_day=today, filed_up_to=None)
    first = read_month(typed)
    if first is None:
        raise Refusal(RefusalCode.MONTH_WRONG, typed=typed)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return replace(shop, from_day=today, filed_up_to=next_month - timedelta(days=1))
