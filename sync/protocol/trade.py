"""Bodies of what is sold and taken back: bills, credit notes, estimates, what was done to them."""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from sync.protocol.fields import (
    AnyItem,
    Day,
    DayOrNone,
    Flag,
    Id,
    IdOrNone,
    Milli,
    Number,
    Paise,
    RateBp,
    Short,
    State,
    TaxMode,
    Text,
    Title,
    Treatment,
    Unit,
    check_days,
)
from sync.protocol.goods import Part

TenderKind: TypeAlias = Literal["cash", "upi", "card", "khata", "advance", "credit"]
Proof: TypeAlias = Literal["", "seen", "later"]
CancelReason: TypeAlias = Literal["mistake", "buyer_left", "wrong_price", "other"]
ReturnReason: TypeAlias = Literal["changed_mind", "damaged", "wrong_item", "wrong_price", "other"]
CloseReason: TypeAlias = Literal["billed", "returned", "dropped"]
ActKind: TypeAlias = Literal[
    "line_removed",
    "bill_discarded",
    "drawer_opened",
    "price_under_floor",
    "reprint",
    "return",
    "refund_beyond",
    "lock_failed",
    "price_override",
    "approval",
    "cancel",
    "advance_back",
    "printed_price",
    "goods",
    "rates",
    "shelf",
    "offer",
    "group",
    "setting",
    "people",
    "pin_wrong",
    "money_came",
    "money_not_come",
    "claim_back",
    "advance_taken",
    "goods_out",
    "estimate_closed",
]


class Line(Struct, frozen=True, array_like=True):
    """One row of a bill: gross = taxable + 2 x cgst + igst (SGST always equals CGST).

    A taxable value of 0 stands for the rest of the gross, so an honest row need not send it.
    `gross_paise` is what the buyer pays for the row before the bill is rounded. `inclusive` says
    how `price_paise` (of one whole unit) was quoted; `discount_paise` was taken off before the
    gross. `list_price_paise` is the item's own price where another was asked, else 0; `offer` says
    why: "hand", "slab", "group" or the id of an offer. `charge_paise` is the row's part of delivery
    or packing, in its gross as the price is.
    """

    item: AnyItem
    name: Text
    hsn: Short
    milli: Milli
    unit: Unit
    price_paise: Paise
    inclusive: Flag
    discount_paise: Paise
    gross_paise: Paise
    rate_bp: RateBp
    treatment: Treatment
    taxable_paise: Paise = 0
    cgst_paise: Paise = 0
    igst_paise: Paise = 0
    name_en: Text = ""
    list_price_paise: Paise = 0
    offer: Short = ""
    charge_paise: Paise = 0

    def __post_init__(self) -> None:
        if self.taxable_paise == 0:
            msgspec.structs.force_setattr(self, "taxable_paise", self.rest_paise())

    def rest_paise(self) -> int:
        """What the gross leaves when the tax is taken out."""
        return self.gross_paise - 2 * self.cgst_paise - self.igst_paise


class Tender(Struct, frozen=True, array_like=True):
    """One way the bill was paid; `received_paise` is the cash handed over, else 0.

    "credit" is what the shop owed the buyer; below zero it is change the shop keeps owing.
    `proof` of a UPI payment: "seen" by the cashier, or to be matched "later".
    """

    kind: TenderKind
    paise: Paise
    received_paise: Paise = 0
    reference: Text = ""
    proof: Proof = ""


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
        "waived_paise": "w",
        "discount_paise": "bd",
        "note": "t",
        "estimate": "es",
    },
):
    """A finished bill: total = sum of the lines' gross + round_off = tenders + what was let go.

    `calendar_day` is "" when it equals `business_day`. `title`: M cash memo, T tax invoice, S bill
    of supply, I invoice-cum-bill of supply. `shop_state` and `place` (of supply) are state codes.
    `discount_paise` on the whole bill is contained in the rows' discounts. `estimate` is the record
    it was made from. No tender stands for exact cash, which an honest bill need not send.
    """

    number: Number
    business_day: Day
    calendar_day: DayOrNone = ""
    title: Title
    mode: TaxMode
    lines: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=2000)]
    tenders: Annotated[tuple[Tender, ...], Meta(max_length=20)] = ()
    round_off: Paise = 0
    total: Paise
    buyer_customer: IdOrNone = ""
    buyer_gstin: Short = ""
    shop_state: State = "10"
    place: State = "10"
    reverse_charge: bool = False
    channel: Short = "counter"
    operator_gstin: Short = ""
    waived_paise: Paise = 0
    discount_paise: Paise = 0
    note: Text = ""
    estimate: IdOrNone = ""

    def __post_init__(self) -> None:
        check_days(self.business_day, self.calendar_day)
        if not self.tenders:
            msgspec.structs.force_setattr(self, "tenders", self.exact_cash())

    def exact_cash(self) -> tuple[Tender, ...]:
        """All that was owed in cash, and no more handed over; none where nothing was owed."""
        owed = self.total - self.waived_paise
        return (Tender("cash", owed, owed),) if owed > 0 else ()


class BillCancelled(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "bill": "b",
        "number": "n",
        "business_day": "d",
        "total": "a",
        "reason": "r",
        "note": "t",
        "back": "l",
        "estimate": "es",
        "lent": "o",
        "in_cash_paise": "c",
        "again_paise": "g",
        "back_day": "bk",
    },
):
    """A bill that does not hold; its number stays. Day and total are the bill's own.

    `back_day` is the business day on which its money went back, "" when it is the bill's own.

    `estimate` waits again, its goods `lent` as before; `in_cash_paise` of what returned goods had
    paid is nobody's credit and was paid out; `again_paise` of its advance had been paid back with
    the bill and is taken again. HQ counts neither.
    """

    bill: Id
    number: Number
    business_day: Day
    total: Paise
    reason: CancelReason
    note: Text = ""
    back: Annotated[tuple[Part, ...], Meta(max_length=2000)] = ()
    estimate: IdOrNone = ""
    lent: Annotated[tuple[Part, ...], Meta(max_length=2000)] = ()
    in_cash_paise: Paise = 0
    again_paise: Paise = 0
    back_day: DayOrNone = ""

    def __post_init__(self) -> None:
        check_days(self.business_day, self.back_day)


class CreditLine(Struct, frozen=True, array_like=True):
    """Goods that came back, at the price paid; amounts above zero.

    `place` is the row of the bill from 0, -1 where the bill is not known. `restock` 0: spoiled,
    not sold again. A taxable value of 0 stands for the rest of the gross.
    """

    place: Annotated[int, Meta(ge=-1, le=2000)]
    item: AnyItem
    name: Text
    hsn: Short
    milli: Milli
    unit: Unit
    gross_paise: Paise
    rate_bp: RateBp
    treatment: Treatment
    taxable_paise: Paise = 0
    cgst_paise: Paise = 0
    igst_paise: Paise = 0
    name_en: Text = ""
    restock: Flag = 1

    def __post_init__(self) -> None:
        if self.taxable_paise == 0:
            msgspec.structs.force_setattr(self, "taxable_paise", self.rest_paise())

    def rest_paise(self) -> int:
        """What the gross leaves when the tax is taken out."""
        return self.gross_paise - 2 * self.cgst_paise - self.igst_paise


class CreditNoteMade(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "number": "n",
        "business_day": "d",
        "calendar_day": "cd",
        "bill": "b",
        "bill_number": "bn",
        "bill_day": "bd",
        "bill_paid_paise": "bp",
        "mode": "m",
        "lines": "l",
        "refunds": "p",
        "round_off": "r",
        "total": "a",
        "waived_paise": "w",
        "reason": "re",
        "note": "t",
        "buyer_customer": "bc",
        "buyer_gstin": "bg",
        "shop_state": "ss",
        "place": "ps",
        "reverse_charge": "rc",
        "next_bill": "nb",
    },
):
    """Goods taken back: total = the rows' gross + round_off = refunds + what had been let go.

    `bill` is "" where the bill is not in the books; its number, its calendar day and what was paid
    for it in all are as its paper says; HQ counts none of them. `next_bill`: it was an exchange.
    """

    number: Number
    business_day: Day
    calendar_day: DayOrNone = ""
    bill: IdOrNone = ""
    bill_number: Short = ""
    bill_day: DayOrNone = ""
    bill_paid_paise: Paise = 0
    mode: TaxMode
    lines: Annotated[tuple[CreditLine, ...], Meta(min_length=1, max_length=2000)]
    refunds: Annotated[tuple[Tender, ...], Meta(max_length=20)] = ()
    round_off: Paise = 0
    total: Paise
    waived_paise: Paise = 0
    reason: ReturnReason
    note: Text = ""
    buyer_customer: IdOrNone = ""
    buyer_gstin: Short = ""
    shop_state: State = "10"
    place: State = "10"
    reverse_charge: bool = False
    next_bill: IdOrNone = ""

    def __post_init__(self) -> None:
        check_days(self.business_day, self.calendar_day, self.bill_day)


class EstimateMade(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "number": "n",
        "business_day": "d",
        "calendar_day": "cd",
        "lines": "l",
        "round_off": "r",
        "total": "a",
        "discount_paise": "bd",
        "buyer_customer": "bc",
        "approval": "ap",
        "advance": "p",
        "note": "t",
    },
):
    """A price told: its rows are those the bill would have, but no tax is claimed by it.

    `approval`: the goods went along and may come back.
    """

    number: Number
    business_day: Day
    calendar_day: DayOrNone = ""
    lines: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=2000)]
    round_off: Paise = 0
    total: Paise
    discount_paise: Paise = 0
    buyer_customer: IdOrNone = ""
    approval: bool = False
    advance: Annotated[tuple[Tender, ...], Meta(max_length=20)] = ()
    note: Text = ""

    def __post_init__(self) -> None:
        check_days(self.business_day, self.calendar_day)


class EstimateClosed(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "estimate": "es",
        "reason": "r",
        "business_day": "d",
        "bill": "b",
        "back": "l",
        "refunds": "p",
        "note": "t",
    },
):
    """An estimate that waits no more: what came back of it, and what of its advance."""

    estimate: Id
    reason: CloseReason
    business_day: Day
    bill: IdOrNone = ""
    back: Annotated[tuple[Part, ...], Meta(max_length=2000)] = ()
    refunds: Annotated[tuple[Tender, ...], Meta(max_length=20)] = ()
    note: Text = ""

    def __post_init__(self) -> None:
        check_days(self.business_day)


class TenderMatched(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "bill": "b",
        "part": "x",
        "how": "h",
        "note": "t",
        "business_day": "d",
        "paise": "a",
    },
):
    """What became of a payment that was to be matched: the tender at `part` of a bill.

    "given_back": it came after all, and `paise` of it, for goods that had come back, went out in
    cash on `business_day`. HQ's figures stand: they were lowered when the goods came back.
    """

    bill: Id
    part: Annotated[int, Meta(ge=0, le=20)]
    how: Literal["confirmed", "not_paid", "given_back"]
    note: Text = ""
    business_day: DayOrNone = ""
    paise: Paise = 0

    def __post_init__(self) -> None:
        check_days(self.business_day)
        is_back = self.how == "given_back"
        if is_back != (self.paise > 0) or is_back != bool(self.business_day):
            raise ValueError("given back without a sum and a day, or a sum without it")


class ActNoted(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "what": "w",
        "business_day": "d",
        "about": "o",
        "item": "n",
        "milli": "q",
        "paise": "a",
        "by": "y",
        "note": "t",
    },
):
    """Something that an owner wants to know of: what, about which record, who approved it."""

    what: ActKind
    business_day: Day
    about: IdOrNone = ""
    item: AnyItem = 0
    milli: Milli = 0
    paise: Paise = 0
    by: IdOrNone = ""
    note: Text = ""

    def __post_init__(self) -> None:
        check_days(self.business_day)
