"""Bodies of what a shop sells: items, categories, prices, offers and stock that moved."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from sync.protocol.fields import (
    MILLI_MAX,
    Day,
    DayOrNone,
    Id,
    ItemNumber,
    Milli,
    Paise,
    RateBp,
    Short,
    Text,
    Treatment,
    Unit,
    check_days,
)

StockReason: TypeAlias = Literal["opening", "correction"]
OfferKind: TypeAlias = Literal["percent", "amount", "buy_get", "combo"]


class Barcode(Struct, frozen=True, array_like=True):
    """A code on a pack and how much of the item's unit it stands for, in thousandths."""

    code: Annotated[str, Meta(min_length=1, max_length=64)]
    milli: Milli = 1000


class Rate(Struct, frozen=True, array_like=True):
    """An item's tax rate from a day on."""

    from_day: Day
    rate_bp: RateBp = 0
    treatment: Treatment = "T"

    def __post_init__(self) -> None:
        check_days(self.from_day)


class Slab(Struct, frozen=True, array_like=True):
    """The price of one unit for whoever takes at least so much."""

    milli_min: Annotated[int, Meta(ge=1, le=MILLI_MAX)]
    paise: Paise


class GroupPrice(Struct, frozen=True, array_like=True):
    """The price of one unit for a group of customers."""

    group: Short
    paise: Paise


class PrintedPrice(Struct, frozen=True, array_like=True):
    """One of several maximum prices printed on packs of one code, and what such a pack costs."""

    mrp_paise: Paise
    price_paise: Paise


class Part(Struct, frozen=True, array_like=True):
    """So much of an item: what a kit holds, what an offer asks for, what came back."""

    item: ItemNumber
    milli: Annotated[int, Meta(ge=1, le=MILLI_MAX)] = 1000


class ItemSaved(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "item": "n",
        "name_hi": "h",
        "name_en": "e",
        "aliases": "al",
        "barcodes": "bc",
        "unit": "u",
        "step_milli": "st",
        "price_paise": "p",
        "inclusive": "x",
        "mrp_paise": "m",
        "hsn": "c",
        "rates": "r",
        "category": "g",
        "pack": "pk",
        "veg": "v",
        "closed": "z",
        "loose": "lo",
        "cost_paise": "co",
        "slabs": "sl",
        "group_prices": "gp",
        "printed": "ms",
        "parts": "pa",
        "tile": "ti",
    },
):
    """The whole of an item as it now stands; no price (None) means not set yet.

    `cost_paise` is the floor of its price, None for not known. `parts` make it a kit. `tile` is
    its place among the 24 quick ones, 0 for none.
    """

    item: ItemNumber
    name_hi: Text = ""
    name_en: Text = ""
    aliases: Annotated[tuple[Text, ...], Meta(max_length=100)] = ()
    barcodes: Annotated[tuple[Barcode, ...], Meta(max_length=100)] = ()
    unit: Unit
    step_milli: Annotated[int, Meta(ge=1, le=MILLI_MAX)] = 1000
    price_paise: Paise | None = None
    inclusive: bool = True
    mrp_paise: Paise | None = None
    hsn: Short = ""
    rates: Annotated[tuple[Rate, ...], Meta(max_length=100)] = ()
    category: Short = ""
    pack: Short = ""
    veg: Short = ""
    closed: bool = False
    loose: bool = False
    cost_paise: Paise | None = None
    slabs: Annotated[tuple[Slab, ...], Meta(max_length=20)] = ()
    group_prices: Annotated[tuple[GroupPrice, ...], Meta(max_length=20)] = ()
    printed: Annotated[tuple[PrintedPrice, ...], Meta(max_length=20)] = ()
    parts: Annotated[tuple[Part, ...], Meta(max_length=100)] = ()
    tile: Annotated[int, Meta(ge=0, le=24)] = 0


class CategorySaved(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "key": "k",
        "name_hi": "h",
        "name_en": "e",
        "hsn": "c",
        "rates": "r",
        "unit": "u",
        "closed": "z",
    },
):
    """A kind of goods that are sold without a name of their own, by an amount and its tax."""

    key: Annotated[str, Meta(min_length=1, max_length=64)]
    name_hi: Text = ""
    name_en: Text = ""
    hsn: Short = ""
    rates: Annotated[tuple[Rate, ...], Meta(max_length=100)] = ()
    unit: Unit = "OTH"
    closed: bool = False


class Priced(Struct, frozen=True, array_like=True):
    """An item's new price."""

    item: ItemNumber
    paise: Paise


class PriceSet(Struct, frozen=True, kw_only=True, rename={"from_day": "d", "prices": "l"}):
    """Today's rate board: many items priced anew by one deed."""

    from_day: Day
    prices: Annotated[tuple[Priced, ...], Meta(min_length=1, max_length=1000)]

    def __post_init__(self) -> None:
        check_days(self.from_day)


class OfferSaved(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "offer": "o",
        "kind": "k",
        "name_hi": "h",
        "name_en": "e",
        "from_day": "d",
        "to_day": "u",
        "goods": "l",
        "category": "g",
        "group": "cg",
        "points": "bp",
        "paise": "a",
        "buy_milli": "bm",
        "get_milli": "gm",
        "closed": "z",
    },
):
    """An offer from a day to a day ("" for open), on `goods`, a `category`, or everything.

    percent: `points` off; amount: `paise` off a whole unit; buy_get: of each `buy_milli` +
    `get_milli` the latter is free; combo: the `goods` together for `paise`. `group`: only to these
    customers.
    """

    offer: Id
    kind: OfferKind
    name_hi: Text = ""
    name_en: Text = ""
    from_day: Day
    to_day: DayOrNone = ""
    goods: Annotated[tuple[Part, ...], Meta(max_length=1000)] = ()
    category: Short = ""
    group: Short = ""
    points: RateBp = 0
    paise: Paise = 0
    buy_milli: Milli = 0
    get_milli: Milli = 0
    closed: bool = False

    def __post_init__(self) -> None:
        check_days(self.from_day, self.to_day)


class Movement(Struct, frozen=True, array_like=True):
    """An item and by how many thousandths of its unit its kept balance changes."""

    item: ItemNumber
    milli: Milli


class StockMoved(
    Struct, frozen=True, kw_only=True, rename={"reason": "r", "lines": "l", "note": "t"}
):
    """Stock that changed other than by a bill."""

    reason: StockReason
    lines: Annotated[tuple[Movement, ...], Meta(min_length=1, max_length=5000)]
    note: Text = ""
