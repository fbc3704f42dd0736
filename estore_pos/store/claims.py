"""UPI money that nobody saw when it was told, and what became of it: read, never written here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import BillNumber, SaleId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Proof, Tender
from estore_pos.store.page import Page, Row, Statement
from estore_pos.store.records import sale as codec

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CAME, GIVEN_BACK = codec.CAME, codec.GIVEN_BACK
"""How a payment was matched: its money came, or came too late and was given back."""
KEPT = timedelta(days=60)
"""So long a payment that did not come is remembered: it may come after all."""
_MATCHES = Statement("claims.matches")
_TO_MATCH = Statement("claims.to_match")
_OF_BILLS = Statement("claims.of_bills")
_ADVANCES = Statement("claims.advances")


@frozen
class ToMatch:
    """A payment that somebody said he made and nobody has seen yet: the tender `part` of a bill."""

    sale: SaleId
    number: BillNumber
    part: int
    amount: Money
    at: datetime


def to_match(page: Page) -> list[ToMatch]:
    """The payments of bills that hold which nobody has matched yet, the eldest first."""
    return [_claimed(*row) for row in page.all(_TO_MATCH)]


def of_bills(page: Page, now: datetime) -> list[tuple[ToMatch, str, bool, bool]]:
    """Payments that nobody saw: how each was matched ("" for not yet), the eldest bill first.

    And whether its bill was cancelled, and whether that or goods that came back strike it off.

    Of the last days alone (KEPT): those that did not come, those that came where goods of
    the bill came back too or it was cancelled, and those of cancelled bills.
    """
    return [
        (_claimed(*payment), how or "", bool(cancelled), bool(is_off))
        for *payment, how, cancelled, is_off in page.all(
            _OF_BILLS, since=int((now - KEPT - _EPOCH).total_seconds() * 1000)
        )
    ]


def matches(page: Page, bill: SaleId) -> dict[int, bool]:
    """Whether the money came, of the tenders of a bill that somebody has looked after."""
    return {part: how != codec.NOT_COME for part, how in how_matched(page, bill).items()}


def how_matched(page: Page, bill: SaleId) -> dict[int, str]:
    """How those tenders of a bill were matched that somebody has looked after."""
    return dict(page.all(_MATCHES, bill=bill))


def as_found(page: Page, paper: str, tenders: Sequence[Tender]) -> tuple[Tender, ...]:
    """The tenders of a bill or an advance; those that nobody saw and that came since as if seen."""
    if all(each.proof is not Proof.LATER for each in tenders):
        return tuple(tenders)
    came = matches(page, SaleId(paper))
    return tuple(
        replace(each, proof=Proof.SEEN) if each.proof is Proof.LATER and came.get(part) else each
        for part, each in enumerate(tenders)
    )


def advances(page: Page) -> list[Row]:
    """Estimates that wait or are billed and may have an advance that nobody saw, the eldest first.

    Their records and the ids of their last bills ("" for none).
    """
    return page.all(_ADVANCES)


def _claimed(sale: str, number: str, part: int, amount: int, at_ms: int) -> ToMatch:
    at = _EPOCH + timedelta(milliseconds=at_ms)
    return ToMatch(SaleId(sale), BillNumber(number), part, Money(amount), at)
