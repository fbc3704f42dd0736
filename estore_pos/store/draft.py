"""The bills that are not made yet, line by line: a till that dies comes back with them."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from estore_pos.domain.discount import Discount, Given
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import DatedRate, Rate, Treatment
from estore_pos.domain.ids import CustomerId, EstimateId, ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.quantity import Unit
from estore_pos.store.page import Page, Row, Statement

FIRST = 1
"""The number of the bill that a till opens with."""


@frozen
class StoredLine:
    """A line as kept: what of it the item's own row does not say.

    `mrp` is the packet's, whether its code is on packets of another one yet or not; `good` is what
    has no row of its own.
    """

    place: int
    item: ItemId
    milli: int
    price: Money
    amount: Money | None
    by_hand: bool = False
    discount: Discount | None = None
    mrp: Money | None = None
    allowed: Given | None = None
    good: Item | None = None
    labelled: bool = False
    inside: int | None = None


@frozen
class StoredDraft:
    """A bill as kept: lines by place, the current place (-1 for none), the buyer and the terms.

    `is_left`: the till was closed in good order while it lay open, and nothing was done since.
    """

    lines: tuple[StoredLine, ...] = ()
    current: int = -1
    buyer: CustomerId | None = None
    discount: Discount | None = None
    charge: Money = NOTHING
    note: str = ""
    estimate: EstimateId | None = None
    allowed: Given | None = None
    asks_payment: bool = False
    unknown: tuple[str, ...] = ()
    bill: int = FIRST
    is_open: bool = True
    held_ms: int = 0
    is_left: bool = False


_PUT = Statement("draft.put")
_LINES = Statement("draft.lines")
_HEAD = Statement("draft.head")
_HEADS = Statement("draft.heads")
_NEXT = Statement("draft.next")
_DROP = Statement("draft.drop")
_MOVE_UP = Statement("draft.move_up")
_CLEAR_LINES = Statement("draft.clear_lines")
_CLEAR = Statement("draft.clear")
_HEAD_AT = -1
"""The place of what is on the whole bill."""


def every(page: Page) -> list[StoredDraft]:
    """All bills that are kept, by number; at most one of them is open."""
    return [_read(page, head) for head in page.all(_HEADS)]


def load(page: Page, bill: int = FIRST) -> StoredDraft:
    """A bill as it was last kept; empty for none."""
    head = page.one(_HEAD, bill=bill)
    return _read(page, head) if head else StoredDraft(bill=bill)


def put_line(page: Page, bill: int, place: int, line: DraftLine) -> None:
    """Keep one line at its place, over what was there."""
    page.run(_PUT, **_row(bill, place, line))


def put_head(
    page: Page, bill: int, draft: Draft, *, held_ms: int = 0, is_left: bool = False
) -> None:
    """Keep what is on the whole bill; it is the open one unless it is held since an instant."""
    discount = draft.discount or Discount()
    content = _encoded(
        int(not held_ms),
        draft.buyer.id if draft.buyer else "",
        draft.current,
        discount.points,
        discount.amount.paise,
        draft.charge.paise,
        draft.note,
        draft.estimate or "",
        _given(draft.allowed),
        held_ms,
        int(draft.asks_payment),
        draft.unknown,
        *([1] if is_left else []),
    )
    page.run(_PUT, bill=bill, place=_HEAD_AT, content=content)


def put_all(page: Page, bill: int, lines: Sequence[DraftLine]) -> None:
    """Keep these lines of a bill and no others."""
    page.run(_CLEAR_LINES, bill=bill)
    page.run_many(_PUT, [_row(bill, place, line) for place, line in enumerate(lines)])


def next_bill(page: Page) -> int:
    """A number that no kept bill has."""
    row = page.one(_NEXT)
    return row[0] if row else FIRST


def drop_line(page: Page, bill: int, place: int, count: int) -> None:
    """Drop a line of a bill of `count` lines; those below move up."""
    page.run(_DROP, bill=bill, place=place)
    page.run_many(
        _MOVE_UP,
        [
            {"bill": bill, "from_place": below, "to_place": below - 1}
            for below in range(place + 1, count)
        ],
    )


def clear(page: Page, bill: int = FIRST) -> None:
    """Keep nothing of a bill: it was made or thrown away."""
    page.run(_CLEAR, bill=bill)


def _read(page: Page, head: Row) -> StoredDraft:
    bill, content = head
    is_open, buyer, current, points, off, charge, note, estimate, allowed, held_ms, *later = (
        json.loads(content)
    )
    # What earlier programs kept ends with the instant: their bills were asked nothing.
    asks = bool(later and later[0])
    unknown = tuple(later[1]) if len(later) > 1 else ()
    return StoredDraft(
        tuple(_line(row) for row in page.all(_LINES, bill=bill)),
        current,
        CustomerId(buyer) if buyer else None,
        _discount(points, off),
        Money(charge),
        note,
        EstimateId(estimate) if estimate else None,
        _allowed(allowed),
        asks,
        unknown,
        bill,
        bool(is_open),
        held_ms,
        bool(len(later) > 2 and later[2]),
    )


def _line(row: Row) -> StoredLine:
    place, content = row
    item, milli, price, amount, by_hand, points, off, mrp, allowed, good, *later = json.loads(
        content
    )
    return StoredLine(
        place,
        ItemId(item),
        milli,
        Money(price),
        None if amount is None else Money(amount),
        bool(by_hand),
        _discount(points, off),
        None if mrp is None else Money(mrp),
        _allowed(allowed),
        _good(good) if good else None,
        bool(later and later[0]),
        later[1] if later else None,
    )


def _discount(points: int, off: int) -> Discount | None:
    return Discount(points, Money(off)) if points or off else None


def _given(allowed: Given | None) -> list[int] | None:
    """A leave as kept."""
    if allowed is None:
        return None
    return [allowed.amount.paise, allowed.worth.paise, int(allowed.floor)]


def _allowed(kept: list[int] | int | None) -> Given | None:
    """Undo `_given`; one that earlier programs kept says not for how much, and is none any more."""
    if not isinstance(kept, list):
        return None
    amount, worth, floor = kept
    return Given(Money(amount), Money(worth), bool(floor))


def _row(bill: int, place: int, line: DraftLine) -> dict[str, object]:
    discount = line.discount or Discount()
    item = line.item
    content = _encoded(
        item.id,
        line.quantity.milli,
        line.price.paise,
        None if line.amount is None else line.amount.paise,
        int(line.by_hand),
        discount.points,
        discount.amount.paise,
        None if item.mrp is None else item.mrp.paise,
        _given(line.allowed),
        _told(item) if line.nameless else None,
        *([int(line.labelled), line.inside] if line.labelled or line.inside is not None else []),
    )
    return {"bill": bill, "place": place, "content": content}


_encoder = msgspec.json.Encoder()


def _encoded(*values: object) -> str:
    return _encoder.encode(values).decode()


def _told(item: Item) -> dict[str, object]:
    """A good that has no row: what its line needs of it."""
    return {
        "hi": item.name_hi,
        "en": item.name_en,
        "unit": item.unit.value,
        "rates": [
            [each.from_day.isoformat(), each.rate.basis_points, each.rate.treatment.value]
            for each in item.rates
        ],
        "price": None if item.price is None else item.price.paise,
        "inclusive": item.inclusive,
        "hsn": item.hsn,
        "category": item.category,
    }


def _good(told: dict[str, Any]) -> Item:
    """Undo `_told`."""
    return Item(
        ItemId(0),
        told["hi"],
        told["en"],
        Unit(told["unit"]),
        tuple(
            DatedRate(date.fromisoformat(day), Rate(points, Treatment(treatment)))
            for day, points, treatment in told["rates"]
        ),
        None if told["price"] is None else Money(told["price"]),
        told["inclusive"],
        hsn=told["hsn"],
        category=told["category"],
    )
