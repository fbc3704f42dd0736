"""The bodies of version 1: one frozen structure a kind, with short names on the wire.

Money is paise, quantity thousandths of the item's unit, rates basis points, days "YYYY-MM-DD". A
field that holds its default is left out; the rows inside a body are arrays whose trailing defaults
are left out.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

PAISE_MAX = 10**13
MILLI_MAX = 10**12

Lane: TypeAlias = Literal["trade", "goods"]
TaxMode: TypeAlias = Literal["U", "C", "R"]
Title: TypeAlias = Literal["M", "T", "S", "I"]
Treatment: TypeAlias = Literal["T", "N", "E", "G"]
TenderKind: TypeAlias = Literal["cash", "upi", "card", "khata"]
StockReason: TypeAlias = Literal["opening", "correction"]

Paise: TypeAlias = Annotated[int, Meta(ge=-PAISE_MAX, le=PAISE_MAX)]
Milli: TypeAlias = Annotated[int, Meta(ge=-MILLI_MAX, le=MILLI_MAX)]
RateBp: TypeAlias = Annotated[int, Meta(ge=0, le=10_000)]
ItemNumber: TypeAlias = Annotated[int, Meta(ge=1, le=2**53)]
Day: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Id: TypeAlias = Annotated[str, Meta(pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}\Z")]
Short: TypeAlias = Annotated[str, Meta(max_length=64)]
Text: TypeAlias = Annotated[str, Meta(max_length=400)]
Unit: TypeAlias = Annotated[str, Meta(min_length=1, max_length=8)]
HexParent: TypeAlias = Annotated[str, Meta(pattern=r"^([0-9a-f]{112})?\Z")]


def _check_days(*days: str) -> None:
    """Raises ValueError for a day that no calendar has."""
    for day in days:
        if day:
            date.fromisoformat(day)


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
    },
):
    """All facts of the shop as they hold from a day on (`state`: GST state code, 10 is Bihar)."""

    from_day: Day
    name_hi: Text = ""
    name_en: Text = ""
    address_hi: Text = ""
    address_en: Text = ""
    state: Annotated[str, Meta(pattern=r"^[0-9]{2}\Z")] = "10"
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

    def __post_init__(self) -> None:
        _check_days(self.from_day)


class Line(Struct, frozen=True, array_like=True):
    """One row of a bill: gross = taxable + 2 x cgst + igst (SGST always equals CGST).

    A taxable value of 0 stands for the rest of the gross, so an honest row need not send it.
    `gross_paise` is what the buyer pays for the row before the bill is rounded. `inclusive` says
    how `price_paise` (of one whole unit) was quoted; `discount_paise` was taken off before the
    gross.
    """

    item: Annotated[int, Meta(ge=0, le=2**53)]
    name: Text
    hsn: Short
    milli: Milli
    unit: Unit
    price_paise: Paise
    inclusive: Annotated[int, Meta(ge=0, le=1)]
    discount_paise: Paise
    gross_paise: Paise
    rate_bp: RateBp
    treatment: Treatment
    taxable_paise: Paise = 0
    cgst_paise: Paise = 0
    igst_paise: Paise = 0
    name_en: Text = ""

    def __post_init__(self) -> None:
        if self.taxable_paise == 0:
            msgspec.structs.force_setattr(self, "taxable_paise", self.rest_paise())

    def rest_paise(self) -> int:
        """What the gross leaves when the tax is taken out."""
        return self.gross_paise - 2 * self.cgst_paise - self.igst_paise


class Tender(Struct, frozen=True, array_like=True):
    """One way the bill was paid; `received_paise` is the cash handed over, else 0."""

    kind: TenderKind
    paise: Paise
    received_paise: Paise = 0
    reference: Text = ""


class BillMade(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "number": "n",
        "business_day": "d",
        "calendar_day": "cd",
        "title": "k",
        "mode": "m",
        "lines": "l",
        "tenders": "p",
        "round_off": "r",
        "total": "a",
        "buyer_customer": "bc",
        "buyer_gstin": "bg",
        "shop_state": "ss",
        "place": "ps",
        "reverse_charge": "rc",
        "channel": "ch",
        "operator_gstin": "og",
    },
):
    """A finished bill: total = sum of the lines' gross + round_off = sum of the tenders.

    `calendar_day` is "" when it equals `business_day`. `title`: M cash memo, T tax invoice, S bill
    of supply, I invoice-cum-bill of supply. `shop_state` and
    `place` (of supply) are state codes.
    """

    number: Annotated[str, Meta(min_length=1, max_length=16)]
    business_day: Day
    calendar_day: Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")] = ""
    title: Title
    mode: TaxMode
    lines: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=1000)]
    tenders: Annotated[tuple[Tender, ...], Meta(max_length=20)] = ()
    round_off: Paise = 0
    total: Paise
    buyer_customer: Annotated[str, Meta(pattern=r"^([0-7][0-9A-HJKMNP-TV-Z]{25})?\Z")] = ""
    buyer_gstin: Short = ""
    shop_state: Annotated[str, Meta(pattern=r"^[0-9]{2}\Z")] = "10"
    place: Annotated[str, Meta(pattern=r"^[0-9]{2}\Z")] = "10"
    reverse_charge: bool = False
    channel: Short = "counter"
    operator_gstin: Short = ""

    def __post_init__(self) -> None:
        _check_days(self.business_day, self.calendar_day)


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
        _check_days(self.from_day)


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
    },
):
    """The whole of an item as it now stands; no price (None) means not set yet."""

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


class CustomerSaved(Struct, frozen=True, kw_only=True, rename={"customer": "c", "sealed": "s"}):
    """A customer, sealed with a key that HQ does not have (base64 text)."""

    customer: Id
    sealed: Annotated[str, Meta(min_length=1, max_length=65_536)]


class CustomerErased(Struct, frozen=True, kw_only=True, rename={"customer": "c"}):
    """A customer whose key was destroyed."""

    customer: Id


Body: TypeAlias = (
    StreamOpened | ShopSaved | BillMade | ItemSaved | StockMoved | CustomerSaved | CustomerErased
)

KINDS: dict[str, type[Body]] = {
    "stream.opened": StreamOpened,
    "shop.saved": ShopSaved,
    "bill": BillMade,
    "item.saved": ItemSaved,
    "stock.moved": StockMoved,
    "customer.saved": CustomerSaved,
    "customer.erased": CustomerErased,
}


_TAXABLE = Line.__struct_fields__.index("taxable_paise")
# Worked out once a kind: asking msgspec for the fields on every bill costs more than writing it.
_LAYOUT = {
    kind: tuple(
        (field.name, field.encode_name, field.required, field.default)
        for field in msgspec.structs.fields(kind)
    )
    for kind in KINDS.values()
}


def plain(body: Body) -> dict[str, object]:
    """A body as it is written: short names in the order of the fields, defaults left out."""
    kept: dict[str, object] = {}
    for name, short, required, default in _LAYOUT[type(body)]:
        value = getattr(body, name)
        if required or value != default:
            kept[short] = _rows(value) if isinstance(value, tuple) else value
    return kept


def _rows(values: tuple[object, ...]) -> list[object]:
    """Rows as arrays without their trailing defaults; plain texts as they are."""
    return [_row(value) if isinstance(value, Struct) else value for value in values]


def _row(row: Struct) -> list[object]:
    """The row's values up to the last one that is not its default."""
    values = list(msgspec.structs.astuple(row))
    if isinstance(row, Line) and row.taxable_paise == row.rest_paise():
        values[_TAXABLE] = 0
    for default in reversed(type(row).__struct_defaults__):
        if values[-1] != default:
            break
        values.pop()
    return values
