"""Movements of stock as a record."""

from collections.abc import Sequence

from estore_pos.domain.stock import Move, Reason
from sync.protocol.body import Movement, StockMoved

__all__ = ["MOVES_MAX", "StockMoved", "body"]

MOVES_MAX = 5000
"""Movements that one record holds."""


def body(reason: Reason, moves: Sequence[Move], note: str = "") -> StockMoved:
    """One cause, 1 to MOVES_MAX movements."""
    return StockMoved(
        reason=reason.value, lines=tuple(Movement(m.item, m.milli) for m in moves), note=note
    )
