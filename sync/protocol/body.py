"""The bodies of version 1: one frozen structure a kind, with short names on the wire.

Money is paise, quantity thousandths of the item's unit, rates basis points, days "YYYY-MM-DD". A
field that holds its default is left out; the rows inside a body are arrays whose trailing defaults
are left out. What is sold stands in `trade`, what there is to sell in `goods`, money
that moves without a sale in `money`.
"""

from collections.abc import Sequence
from functools import cache
from itertools import compress
from operator import ne
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from sync.protocol.fields import (
    AnyItem,
    Day,
    DayOrNone,
    HexParent,
    Id,
    Paise,
    RateBp,
    Short,
    State,
    TaxMode,
    Text,
    check_days,
)
from sync.protocol.goods import (
    Barcode,
    CategorySaved,
    GroupPrice,
    ItemSaved,
    Movement,
    OfferSaved,
    Part,
    Priced,
    PriceSet,
    PrintedPrice,
    Rate,
    Slab,
    StockMoved,
)
from sync.protocol.money import AccountSaved, MoneyMoved
from sync.protocol.trade import (
    ActNoted,
    BillCancelled,
    BillMade,
    CreditLine,
    CreditNoteMade,
    EstimateClosed,
    EstimateMade,
    Line,
    Tender,
    TenderMatched,
)

__all__ = [
    "KINDS",
    "AccountSaved",
    "ActNoted",
    "Barcode",
    "BillCancelled",
    "BillMade",
    "Body",
    "CategorySaved",
    "CreditLine",
    "CreditNoteMade",
    "CustomerErased",
    "CustomerSaved",
    "EstimateClosed",
    "EstimateMade",
    "GroupPrice",
    "ItemSaved",
    "Lane",
    "Line",
    "MoneyMoved",
    "Movement",
    "OfferSaved",
    "Part",
    "PersonSaved",
    "PriceSet",
    "Priced",
    "PrintedPrice",
    "Rate",
    "RoleCap",
    "ShopSaved",
    "Slab",
    "StockMoved",
    "StreamOpened",
    "Tender",
    "TenderMatched",
    "plain",
]

Lane: TypeAlias = Literal["trade", "goods"]
Role: TypeAlias = Literal["o", "p", "h"]
"""Owner, operator, helper."""


class StreamOpened(
    Struct,
    frozen=True,
    kw_only=True,
    rename={"lane": "l", "practice": "p", "app": "a", "series": "s", "parent": "f"},
):
    """The first record of a stream; `parent` is the hex of `chain.parent_bytes`, "" for none."""

    lane: Lane
    practice: bool = False
    app: Short
    series: Annotated[str, Meta(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}\Z")]
    parent: HexParent = ""


class RoleCap(Struct, frozen=True, array_like=True):
    """What a role may take off a line or a bill without asking."""

    role: Role
    points: RateBp = 0


class ShopSaved(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "from_day": "d",
        "name_hi": "h",
        "name_en": "e",
        "address_hi": "ah",
        "address_en": "ae",
        "state": "s",
        "district": "di",
        "pin": "pi",
        "phone": "ph",
        "csc_id": "cs",
        "tax_mode": "m",
        "gstin": "g",
        "fssai": "f",
        "upi_id": "u",
        "upi_merchant": "um",
        "footer_hi": "fh",
        "footer_en": "fe",
        "code_masks": "cm",
        "discount_caps": "dc",
        "waive_max_paise": "wm",
        "filed_up_to": "fu",
        "sweet": "sw",
    },
):
    """All facts of the shop as they hold from a day on (`state`: GST state code, 10 is Bihar).

    `code_masks` read in-store labels. `discount_caps` bound what a role may take off by itself,
    `waive_max_paise` what is let go at most (None: as the program says). Returns were filed up to
    a day. `sweet` is the item given for small change, 0 for none.
    """

    from_day: Day
    name_hi: Text = ""
    name_en: Text = ""
    address_hi: Text = ""
    address_en: Text = ""
    state: State = "10"
    district: Short = ""
    pin: Short = ""
    phone: Short = ""
    csc_id: Short = ""
    tax_mode: TaxMode = "U"
    gstin: Short = ""
    fssai: Short = ""
    upi_id: Short = ""
    upi_merchant: bool = False
    footer_hi: Text = ""
    footer_en: Text = ""
    code_masks: Annotated[tuple[Short, ...], Meta(max_length=20)] = ()
    discount_caps: Annotated[tuple[RoleCap, ...], Meta(max_length=3)] = ()
    waive_max_paise: Paise | None = None
    filed_up_to: DayOrNone = ""
    sweet: AnyItem = 0

    def __post_init__(self) -> None:
        check_days(self.from_day, self.filed_up_to)


class CustomerSaved(Struct, frozen=True, kw_only=True, rename={"customer": "c", "sealed": "s"}):
    """A customer, sealed with a key that HQ does not have (base64 text)."""

    customer: Id
    sealed: Annotated[str, Meta(min_length=1, max_length=65_536)]


class CustomerErased(Struct, frozen=True, kw_only=True, rename={"customer": "c"}):
    """A customer whose key was destroyed."""

    customer: Id


class PersonSaved(
    Struct,
    frozen=True,
    kw_only=True,
    rename={"person": "p", "name": "h", "role": "r", "closed": "z"},
):
    """Somebody who works at the till; the PIN stays in the PC."""

    person: Id
    name: Text
    role: Role
    closed: bool = False


Body: TypeAlias = (
    StreamOpened
    | ShopSaved
    | BillMade
    | ItemSaved
    | StockMoved
    | CustomerSaved
    | CustomerErased
    | BillCancelled
    | CreditNoteMade
    | EstimateMade
    | EstimateClosed
    | TenderMatched
    | ActNoted
    | PersonSaved
    | PriceSet
    | OfferSaved
    | CategorySaved
    | AccountSaved
    | MoneyMoved
)

KINDS: dict[str, type[Body]] = {
    "stream.opened": StreamOpened,
    "shop.saved": ShopSaved,
    "bill": BillMade,
    "item.saved": ItemSaved,
    "stock.moved": StockMoved,
    "customer.saved": CustomerSaved,
    "customer.erased": CustomerErased,
    "bill.cancelled": BillCancelled,
    "credit_note": CreditNoteMade,
    "estimate": EstimateMade,
    "estimate.closed": EstimateClosed,
    "tender.matched": TenderMatched,
    "act": ActNoted,
    "person.saved": PersonSaved,
    "price.set": PriceSet,
    "offer.saved": OfferSaved,
    "category.saved": CategorySaved,
    "account.saved": AccountSaved,
    "money.moved": MoneyMoved,
}


_TAXABLE: dict[type, int] = {
    kind: kind.__struct_fields__.index("taxable_paise") for kind in (Line, CreditLine)
}
_encoder = msgspec.json.Encoder()
# Worked out once a kind: asking msgspec for the fields on every bill costs more than writing it.
_LAYOUT = {
    kind: (
        kind.__struct_encode_fields__,
        tuple(field.default for field in msgspec.structs.fields(kind)),
    )
    for kind in KINDS.values()
}


def plain(body: Body, lines: Sequence[bytes] = ()) -> dict[str, object]:
    """A body as it is written: short names in the order of the fields, defaults left out.

    `lines` are the rows of a bill where they were written already, each by `row`.
    """
    kept: dict[str, object] = {}
    shorts, defaults = _LAYOUT[type(body)]
    values = msgspec.structs.astuple(body)
    for short, value in compress(zip(shorts, values, strict=True), map(ne, values, defaults)):
        if type(value) is not tuple:
            kept[short] = value
        elif lines and short == "l":
            kept[short] = msgspec.Raw(b"[" + b",".join(lines) + b"]")
        else:
            kept[short] = _rows(value)
    if type(body) is BillMade and body.tenders == body.exact_cash():
        kept.pop("p", None)
    return kept


def row(line: Line) -> bytes:
    """A line of a bill as it stands among its record's bytes."""
    (kept,) = _rows((line,))
    return _encoder.encode(kept)


def _rows(values: tuple[Any, ...]) -> list[object]:
    """Rows of one kind as arrays without their trailing defaults; plain texts as they are."""
    kind: type = type(values[0]) if values else str
    trailing = _trailing(kind)
    if trailing is None:
        return list(values)
    taxable = _TAXABLE.get(kind)
    rows: list[object] = []
    for row in values:
        kept = [*msgspec.structs.astuple(row)]
        if taxable is not None and row.taxable_paise == row.rest_paise():
            kept[taxable] = 0
        for default in trailing:
            if kept[-1] != default:
                break
            kept.pop()
        rows.append(kept)
    return rows


@cache
def _trailing(kind: type) -> tuple[object, ...] | None:
    """The defaults of a kind of rows, the last one first; None for what is no row."""
    return kind.__struct_defaults__[::-1] if issubclass(kind, Struct) else None
