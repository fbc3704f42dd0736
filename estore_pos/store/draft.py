"""The open bill, line by line: a till that dies comes back with it. No record and no replay."""

from collections.abc import Sequence
from dataclasses import dataclass

from estore_pos.domain.draft import DraftLine
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.money import Money
from estore_pos.store.page import Page, Statement


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as kept: what of it the item's own row does not say."""

    place: int
    item: ItemId
    milli: int
    price: Money
    amount: Money | None


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """The open bill as kept: lines by place, the current place (-1 for none) and the buyer."""

    lines: tuple[StoredLine, ...] = ()
    current: int = -1
    buyer: CustomerId | None = None


_PUT_LINE = Statement("draft.put_line")
_PUT_HEAD = Statement("draft.put_head")
_LINES = Statement("draft.lines")
_HEAD = Statement("draft.head")
_DROP = Statement("draft.drop")
_MOVE_UP = Statement("draft.move_up")
_CLEAR_LINES = Statement("draft.clear_lines")
_CLEAR_HEAD = Statement("draft.clear_head")


def load(page: Page) -> StoredDraft:
    """The open bill as it was last kept; empty for none."""
    lines = tuple(
        StoredLine(place, ItemId(item), milli, Money(price), None if due is None else Money(due))
        for place, item, milli, price, due in page.all(_LINES)
    )
    buyer, current = page.one(_HEAD) or ("", len(lines) - 1)
    return StoredDraft(lines, current, CustomerId(buyer) if buyer else None)


def put_line(page: Page, place: int, line: DraftLine) -> None:
    """Keep one line at its place, over what was there."""
    page.run(_PUT_LINE, **_row(place, line))


def put_head(page: Page, current: int, buyer: CustomerId | None) -> None:
    """Keep the current place and the buyer."""
    page.run(_PUT_HEAD, current=current, buyer=buyer or "")


def put_all(page: Page, lines: Sequence[DraftLine]) -> None:
    """Keep these lines and no others."""
    page.run(_CLEAR_LINES)
    page.run_many(_PUT_LINE, [_row(place, line) for place, line in enumerate(lines)])


def drop_line(page: Page, place: int, count: int) -> None:
    """Drop a line of a bill of `count` lines; those below move up."""
    page.run(_DROP, place=place)
    page.run_many(
        _MOVE_UP,
        [{"from_place": below, "to_place": below - 1} for below in range(place + 1, count)],
    )


def clear(page: Page) -> None:
    """Keep nothing: the bill was made or thrown away."""
    page.run(_CLEAR_LINES)
    page.run(_CLEAR_HEAD)


def _row(place: int, line: DraftLine) -> dict[str, object]:
    return {
        "place": place,
        "item": line.item.id,
        "milli": line.quantity.milli,
        "price": line.price.paise,
        "amount": None if line.amount is None else line.amount.paise,
    }
