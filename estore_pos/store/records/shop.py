"""The facts of the shop as a record."""

from dataclasses import asdict

from estore_pos.domain.shop import Shop
from sync.protocol.body import ShopSaved

__all__ = ["ShopSaved", "body"]


def body(shop: Shop) -> ShopSaved:
    """The whole snapshot, in force from its day on."""
    facts = asdict(shop)
    facts["from_day"] = shop.from_day.isoformat()
    facts["tax_mode"] = shop.tax_mode.value
    return ShopSaved(**facts)
