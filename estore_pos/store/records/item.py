"""An item as a record."""

from datetime import date
from functools import lru_cache

import msgspec

from estore_pos.domain.gst import Treatment
from estore_pos.domain.item import Item
from sync.protocol.body import Barcode, GroupPrice, ItemSaved, Part, PrintedPrice, Rate, Slab

__all__ = ["ItemSaved", "body"]


_USUAL = (True, "", False, None, (), (), (), (), 0)
"""What nearly every item has of the fields that `_with_rare` tells."""


def body(item: Item) -> ItemSaved:
    """The whole item as it now stands."""
    saved = ItemSaved(
        item=item.id,
        name_hi=item.name_hi,
        name_en=item.name_en,
        aliases=item.aliases,
        barcodes=tuple([Barcode(barcode.code, barcode.milli) for barcode in item.barcodes]),
        unit=item.unit.value,
        step_milli=item.step_milli,
        price_paise=None if item.price is None else item.price.paise,
        mrp_paise=None if item.mrp is None else item.mrp.paise,
        hsn=item.hsn,
        rates=tuple(
            [
                _rate(dated.from_day, dated.rate.basis_points, dated.rate.treatment)
                for dated in item.rates
            ]
        ),
        category=item.category,
        pack=item.pack,
    )
    rare = (
        item.inclusive,
        item.veg,
        item.closed,
        item.cost,
        item.slabs,
        item.group_prices,
        item.printed,
        item.parts,
        item.tile,
    )
    return saved if rare == _USUAL else _with_rare(saved, item)


def _with_rare(saved: ItemSaved, item: Item) -> ItemSaved:
    """The same with what few items have: to name it for each takes as long as all the rest."""
    return msgspec.structs.replace(
        saved,
        inclusive=item.inclusive,
        veg=item.veg,
        closed=item.closed,
        cost_paise=None if item.cost is None else item.cost.paise,
        slabs=tuple([Slab(each.milli_min, each.price.paise) for each in item.slabs]),
        group_prices=tuple([GroupPrice(name, price.paise) for name, price in item.group_prices]),
        printed=tuple([PrintedPrice(each.mrp.paise, each.price.paise) for each in item.printed]),
        parts=tuple([Part(each.item, each.milli) for each in item.parts]),
        tile=item.tile,
    )


@lru_cache(maxsize=256)
def _rate(from_day: date, rate_bp: int, treatment: Treatment) -> Rate:
    """The dated rates of a shop are few."""
    return Rate(from_day.isoformat(), rate_bp, treatment.value)
