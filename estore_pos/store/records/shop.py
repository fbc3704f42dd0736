"""The facts of the shop as a record."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import ItemId
from estore_pos.domain.money import Money
from estore_pos.domain.person import Role
from estore_pos.domain.shop import Shop
from sync.protocol.body import RoleCap, ShopSaved

__all__ = ["ShopSaved", "body", "more", "saved", "shop"]

_SAME = (
    "name_hi",
    "name_en",
    "address_hi",
    "address_en",
    "district",
    "state",
    "pin",
    "phone",
    "csc_id",
    "gstin",
    "fssai",
    "upi_id",
    "upi_merchant",
    "footer_hi",
    "footer_en",
    "code_masks",
)
"""The facts that are written as they are."""


def body(shop: Shop) -> ShopSaved:
    """The whole snapshot, in force from its day on."""
    return ShopSaved(
        from_day=shop.from_day.isoformat(),
        tax_mode=shop.tax_mode.value,
        discount_caps=tuple([RoleCap(role.value, cap) for role, cap in shop.discount_caps]),
        waive_max_paise=None if shop.waive_max is None else shop.waive_max.paise,
        filed_up_to="" if shop.filed_up_to is None else shop.filed_up_to.isoformat(),
        sweet=shop.sweet,
        **{name: getattr(shop, name) for name in _SAME},
    )


class _Seldom(msgspec.Struct, omit_defaults=True):
    """The facts that most shops never say; they share a column."""

    code_masks: tuple[str, ...] = ()
    discount_caps: tuple[RoleCap, ...] = ()
    waive_max_paise: int | None = None
    filed_up_to: str = ""
    sweet: int = 0


_NEVER = msgspec.json.encode(_Seldom())


def more(told: ShopSaved) -> str:
    """The facts seldom said as JSON, "" where none is."""
    kept = msgspec.json.encode(
        _Seldom(
            told.code_masks,
            told.discount_caps,
            told.waive_max_paise,
            told.filed_up_to,
            told.sweet,
        )
    )
    return "" if kept == _NEVER else kept.decode()


def saved(facts: Mapping[str, Any], more: str) -> ShopSaved:
    """What a record said, from the columns of the table."""
    seldom = msgspec.json.decode(more, type=_Seldom) if more else _Seldom()
    return ShopSaved(**facts, **msgspec.structs.asdict(seldom))


def shop(saved: ShopSaved) -> Shop:
    """The facts that a record says."""
    return Shop(
        from_day=date.fromisoformat(saved.from_day),
        tax_mode=TaxMode(saved.tax_mode),
        discount_caps=tuple([(Role(each.role), each.points) for each in saved.discount_caps]),
        waive_max=None if saved.waive_max_paise is None else Money(saved.waive_max_paise),
        filed_up_to=date.fromisoformat(saved.filed_up_to) if saved.filed_up_to else None,
        sweet=ItemId(saved.sweet),
        **{name: getattr(saved, name) for name in _SAME},
    )
