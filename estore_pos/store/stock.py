"""The kept balance of each item, as a table."""

import json
from collections.abc import Iterable, Sequence

from estore_pos.domain.ids import ItemId
from estore_pos.domain.stock import Move, Reason
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Body, Record
from estore_pos.store.records import stock as codec
from estore_pos.store.records.stock import StockMoved

_MOVE = Statement("stock.move")
_BALANCES = Statement("stock.balances")
_KEPT = Statement("stock.kept")


def body(reason: Reason, moves: Sequence[Move], note: str = "") -> Body:
    """Movements of one cause, for the journal."""
    return codec.body(reason, moves, note)


def apply(page: Page, record: Record) -> None:
    """Write a stock.moved into the table."""
    moved = record.body
    assert isinstance(moved, StockMoved)
    move(page, [Move(ItemId(line.item), line.milli) for line in moved.lines], counted=True)


def move(page: Page, moves: Iterable[Move], *, counted: bool) -> None:
    """Change balances; only the `apply` of a record that moves goods calls this.

    `counted`: the record tells how many there are, as a bill does not.
    """
    also = {"counted": int(counted), "sold": 0}
    page.run_many(_MOVE, [{"item": moved.item, "milli": moved.milli, **also} for moved in moves])


def sell(page: Page, lines: Iterable[tuple[int, int]]) -> None:
    """Take so many thousandths of each off; only the `apply` of bills calls this."""
    page.run_many(
        _MOVE,
        [{"item": item, "milli": -milli, "counted": 0, "sold": 1} for item, milli in lines],
    )


def balance(page: Page, ids: Sequence[ItemId]) -> dict[ItemId, int]:
    """Thousandths kept of each item that was ever counted, in one statement; others are missing.

    What was sold before the first count is off it too: the order of the two lanes does not matter.
    """
    rows = page.all(_BALANCES, ids=json.dumps(list(ids)))
    return {ItemId(number): milli for number, milli in rows}


def uncounted(page: Page, ids: Sequence[ItemId]) -> dict[ItemId, int]:
    """Those of these that nobody ever counted, with what bills have made of each: 0 or below."""
    kept = {
        number: (milli, counted)
        for number, milli, counted in page.all(_KEPT, ids=json.dumps(list(ids)))
    }
    there = {each: kept.get(each, (0, 0)) for each in ids}
    return {each: milli for each, (milli, counted) in there.items() if not counted}
