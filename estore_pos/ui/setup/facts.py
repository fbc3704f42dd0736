"""Changing some of the shop's facts: a new dated snapshot from the one that holds."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from estore_pos.domain.shop import Shop


def with_facts(shop: "Shop", from_day: "date", facts: Mapping[str, str]) -> "Shop":
    """The shop from a day on with these facts, named as in domain.shop; the rest as it was.

    An unregistered shop has no GSTIN; a GSTIN says the State.
    """
    from dataclasses import replace

    from estore_pos.domain.gst import TaxMode

    changes: dict[str, Any] = dict(facts)
    if "tax_mode" in changes:
        changes["tax_mode"] = TaxMode(changes["tax_mode"])
    if "upi_merchant" in changes:
        changes["upi_merchant"] = changes["upi_merchant"] == "yes"
    gstin = changes.get("gstin", "")
    if len(gstin) == 15:
        changes["state"] = gstin[:2]
    return replace(shop, from_day=from_day, **changes)


def script_of(name: str) -> str:
    """Which of the two names a typed one is."""
    return "name_hi" if any("ऀ" <= char <= "ॿ" for char in name) else "name_en"
