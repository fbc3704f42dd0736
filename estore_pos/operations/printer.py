"""How the printer stands and what waits for it, as the window says it in words."""

from dataclasses import dataclass
from typing import Literal

from estore_pos.domain.errors import ShopError


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What waits for the printer, and why it does not print.

    `slow_s` is how long the last paper was on a slow serial line, 0 where no line is slow.
    """

    is_set: bool = False
    waiting: int = 0
    is_printing: bool = False
    trouble: ShopError | None = None
    slow_s: int = 0


def together(receipts: PrinterState, office: PrinterState) -> PrinterState:
    """How both printers stand, as one: the trouble of the one that buyers wait at goes first."""
    return PrinterState(
        is_set=receipts.is_set or office.is_set,
        waiting=receipts.waiting + office.waiting,
        is_printing=receipts.is_printing or office.is_printing,
        trouble=receipts.trouble or office.trouble,
        slow_s=receipts.slow_s,
    )


Papered = Literal["bill", "note", "estimate", "ruler", "list"]
"""Of what a paper can be; a note is a credit note, a list says who did what."""


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A paper that waits: its place in the queue, of what it is, its number, why it waits.

    `number` is "" for the ruler and a list; `copy` is 0 for the original; `why` is the code of the
    last trouble, "" before the first.
    """

    place: int
    of: Papered
    number: str
    copy: int
    why: str
