"""Categories, offers and rate boards as records and back."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import msgspec

from estore_pos.domain.gst import DatedRate, Rate, Treatment
from estore_pos.domain.ids import ItemId, OfferId
from estore_pos.domain.item import Part
from estore_pos.domain.money import Money
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.quantity import Unit
from sync.protocol import body as wire
from sync.protocol.body import CategorySaved, OfferSaved, PriceSet, plain

if TYPE_CHECKING:
    from estore_pos.domain.category import Category

__all__ = [
    "CategorySaved",
    "OfferSaved",
    "PriceSet",
    "category",
    "category_body",
    "content",
    "offer",
    "offer_body",
    "prices_body",
]

T = TypeVar("T", CategorySaved, OfferSaved)


def content(body: CategorySaved | OfferSaved) -> str:
    """A body as the table keeps it."""
    return msgspec.json.encode(plain(body)).decode()


def _read(kept: str, kind: type[T]) -> T:
    return msgspec.json.decode(kept, type=kind)


def category_body(kind: "Category") -> CategorySaved:
    """A category as it now stands."""
    return CategorySaved(
        key=kind.key,
        name_hi=kind.name_hi,
        name_en=kind.name_en,
        hsn=kind.hsn,
        rates=tuple(
            [
                wire.Rate(
                    each.from_day.isoformat(), each.rate.basis_points, each.rate.treatment.value
                )
                for each in kind.rates
            ]
        ),
        unit=kind.unit.value,
        closed=kind.closed,
    )


def category(kept: str) -> "Category":
    """Undo `content` of a category."""
    from estore_pos.domain.category import Category

    saved = _read(kept, CategorySaved)
    return Category(
        saved.key,
        saved.name_hi,
        saved.name_en,
        tuple(
            [
                DatedRate(
                    date.fromisoformat(each.from_day),
                    Rate(each.rate_bp, Treatment(each.treatment)),
                )
                for each in saved.rates
            ]
        ),
        saved.hsn,
        Unit(saved.unit),
        saved.closed,
    )


def offer_body(made: Offer) -> OfferSaved:
    """An offer as it now stands."""
    return OfferSaved(
        offer=made.id,
        kind=made.kind.value,
        name_hi=made.name_hi,
        name_en=made.name_en,
        from_day=made.from_day.isoformat(),
        to_day="" if made.to_day is None else made.to_day.isoformat(),
        goods=tuple([wire.Part(part.item, part.milli) for part in made.goods]),
        category=made.category,
        group=made.group,
        points=made.points,
        paise=made.amount.paise,
        buy_milli=made.buy_milli,
        get_milli=made.get_milli,
        closed=made.closed,
    )


def offer(kept: str) -> Offer:
    """Undo `content` of an offer."""
    saved = _read(kept, OfferSaved)
    return Offer(
        id=OfferId(saved.offer),
        kind=OfferKind(saved.kind),
        from_day=date.fromisoformat(saved.from_day),
        to_day=date.fromisoformat(saved.to_day) if saved.to_day else None,
        name_hi=saved.name_hi,
        name_en=saved.name_en,
        goods=tuple([Part(ItemId(part.item), part.milli) for part in saved.goods]),
        category=saved.category,
        group=saved.group,
        points=saved.points,
        amount=Money(saved.paise),
        buy_milli=saved.buy_milli,
        get_milli=saved.get_milli,
        closed=saved.closed,
    )


def prices_body(prices: Mapping[ItemId, Money], from_day: date) -> PriceSet:
    """Many prices at once."""
    return PriceSet(
        from_day=from_day.isoformat(),
        prices=tuple([wire.Priced(item, price.paise) for item, price in prices.items()]),
    )
