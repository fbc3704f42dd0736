"""The shop's facts as they are typed, and in words: what holds today and what is to hold later."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from estore_pos.text.words import tr
from estore_pos.ui.setting_rows import VALUES, SettingRow

if TYPE_CHECKING:
    from estore_pos.domain.shop import Shop


def typed_facts(typed: Mapping[str, str]) -> dict[str, Any]:
    """Facts as they were typed, named as in domain.shop, as values; a GSTIN says the State."""
    from estore_pos.domain.gst import TaxMode

    facts: dict[str, Any] = dict(typed)
    if "tax_mode" in facts:
        facts["tax_mode"] = TaxMode(facts["tax_mode"])
    gstin = facts.get("gstin", "")
    if len(gstin) == 15:
        facts["state"] = gstin[:2]
    return facts


def fact_text(row: SettingRow, shop: "Shop", *, numbered: bool = True) -> str:
    """What a row's fact is in a snapshot, in words; of the tax mode with its number."""
    value = str(getattr(shop, row.name))
    known = VALUES.get((row.name, value))
    fact = tr(known) if known else value
    return f"{fact} {shop.gstin if row.kind == 'tax' and numbered else ''}".strip()


def coming_text(row: SettingRow, shops: "Sequence[Shop]", *, numbered: bool = True) -> str:
    """How a row's fact is to change after the first of these snapshots; "" where it stays."""
    from estore_pos.text.dates import date_text

    told = [(shop.from_day, fact_text(row, shop, numbered=numbered)) for shop in shops]
    return "; ".join(
        tr("from {day} {value}", day=date_text(day), value=now or tr("none"))
        for (_, was), (day, now) in pairwise(told)
        if now != was
    )


def held_text(row: SettingRow, shops: "Sequence[Shop]") -> str:
    """What holds today and what is to hold later; "" before the shop is read.

    A mode that is to change is told without the number: one line has no room for two of them.
    """
    if not shops:
        return ""
    numbered = not coming_text(row, shops, numbered=False)
    today = fact_text(row, shops[0], numbered=numbered)
    return "; ".join(filter(None, (today, coming_text(row, shops, numbered=numbered))))


def script_of(name: str) -> str:
    """Which of the two names a typed one is."""
    return "name_hi" if any("ऀ" <= char <= "ॿ" for char in name) else "name_en"
