"""A price told before anything is sold: it claims no tax, and becomes a bill by one key."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from estore_pos.domain.customer import Customer
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.draft import Draft
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import TaxMode, Totals
from estore_pos.domain.ids import OWNER, BillNumber, CustomerId, EstimateId, ItemId, PersonId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import Offer
from estore_pos.domain.sale import BillLine, Proof, Sheet, Tender, TenderKind, reopened


class CloseReason(StrEnum):
    """Why an estimate waits no more."""

    BILLED = "billed"
    RETURNED = "returned"
    DROPPED = "dropped"


@frozen
class Estimate:
    """A finished estimate: its lines' gross + round_off = payable, as the bill would be.

    `on_approval`: the goods went along and may come back. `advance` was paid on it.
    """

    id: EstimateId
    number: BillNumber
    at: datetime
    calendar_day: date
    business_day: BusinessDay
    lines: tuple[BillLine, ...]
    totals: Totals
    discount: Money = NOTHING
    buyer: CustomerId | None = None
    on_approval: bool = False
    advance: tuple[Tender, ...] = ()
    note: str = ""
    by: PersonId = OWNER
    clock_suspect: bool = False

    def __post_init__(self) -> None:
        gross = total([line.taxed.gross for line in self.lines])
        if gross + self.totals.round_off != self.totals.payable:
            raise ValueError(f"estimate does not add up: {self.number}")

    @property
    def advanced(self) -> Money:
        """What was paid on it."""
        return total([tender.amount for tender in self.advance])

    @property
    def unseen(self) -> Money:
        """What of it was to come by UPI, and nobody saw it."""
        return total([each.amount for each in self.advance if each.proof is Proof.LATER])

    def back(self, used: Money = NOTHING) -> tuple[Tender, ...]:
        """How an advance goes back but for what a bill has `used`, what nobody saw of it first.

        In cash as far as it came in; a claim that nobody saw is struck off.
        """
        struck = max(NOTHING, self.unseen - used)
        made = (
            Tender(TenderKind.CASH, self.advanced - used - struck),
            Tender(TenderKind.UPI, struck, proof=Proof.LATER),
        )
        return tuple([each for each in made if each.amount])


def told(made: Sequence[Sheet]) -> tuple[tuple[BillLine, ...], Totals]:
    """The lines and the foot of an estimate, of the papers the bill would have.

    Each of them is rounded for itself, so the sum is theirs.
    """
    lines = tuple(line for sheet in made for line in sheet.lines)
    gross = total([line.taxed.gross for line in lines])
    payable = total([sheet.totals.payable for sheet in made])
    return lines, Totals(gross, payable - gross, payable)


def with_more(advance: Sequence[Tender], more: Sequence[Tender]) -> tuple[Tender, ...]:
    """An advance and what is paid on it besides: one tender for each way."""
    kept = list(advance)
    for part in more:
        for place, held in enumerate(kept):
            if (held.kind, held.reference, held.proof) == (part.kind, part.reference, part.proof):
                amount, received = held.amount + part.amount, held.received + part.received
                kept[place] = replace(held, amount=amount, received=received)
                break
        else:
            kept.append(part)
    return tuple(kept)


def draft_of(
    estimate: Estimate,
    goods: Mapping[ItemId, Item],
    buyer: Customer | None,
    mode: TaxMode,
    day: date,
    offers: Sequence[Offer] = (),
) -> Draft:
    """The open bill that an estimate becomes: every price as it was told, and so the total."""
    draft = reopened(estimate.lines, goods, buyer, mode, day, offers)
    return replace(draft, note=estimate.note, estimate=estimate.id)
