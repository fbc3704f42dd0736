"""What must add up in a record before HQ counts it."""

from collections.abc import Sequence

from sync.protocol.body import (
    BillCancelled,
    BillMade,
    Body,
    CreditLine,
    CreditNoteMade,
    EstimateClosed,
    EstimateMade,
    Line,
    Tender,
)

ROUND_OFF_MAX_PAISE = 99


def fault(body: Body) -> str | None:
    """The stable code of the first sum that does not hold, or None.

    line_sum: a row's gross is not taxable + 2 x cgst + igst (the taxable value alone where the
    buyer owes the tax himself); two_heads: a row has CGST and IGST; total_sum: total is not the
    rows' gross + round-off; round_off: a rupee or more; tender_sum: the tenders and what was let go
    are not the total; negative_tender: money below zero that is not kept change; negative_waived;
    negative_total.
    """
    match body:
        case BillMade():
            kept = tuple(each for each in body.tenders if each.kind != "credit")
            return _paper_fault(body, body.tenders, kept)
        case CreditNoteMade():
            return _paper_fault(body, body.refunds, body.refunds)
        case EstimateMade():
            return _foot_fault(body) or _tender_fault(body.advance)
        case EstimateClosed():
            return _tender_fault(body.refunds)
        case BillCancelled():
            if body.total < 0:
                return "negative_total"
            return "negative_tender" if min(body.in_cash_paise, body.again_paise) < 0 else None
        case _:
            return None


def _paper_fault(
    paper: BillMade | CreditNoteMade, tenders: Sequence[Tender], positive: Sequence[Tender]
) -> str | None:
    """The code of what does not add up on a bill or a credit note."""
    for line in paper.lines:
        wrong = _line_fault(line, paper.reverse_charge)
        if wrong is not None:
            return wrong
    wrong = _foot_fault(paper)
    if wrong is not None:
        return wrong
    if paper.waived_paise < 0:
        return "negative_waived"
    if sum(tender.paise for tender in tenders) + paper.waived_paise != paper.total:
        return "tender_sum"
    return _tender_fault(positive)


def _foot_fault(paper: BillMade | CreditNoteMade | EstimateMade) -> str | None:
    """The code of what does not add up between the rows and the total."""
    if sum(line.gross_paise for line in paper.lines) + paper.round_off != paper.total:
        return "total_sum"
    # An estimate may become two bills, each rounded for itself.
    papers = 2 if isinstance(paper, EstimateMade) else 1
    if abs(paper.round_off) > papers * ROUND_OFF_MAX_PAISE:
        return "round_off"
    return "negative_total" if paper.total < 0 else None


def _tender_fault(tenders: Sequence[Tender]) -> str | None:
    """The code where money that can only be paid is below zero."""
    return "negative_tender" if any(tender.paise < 0 for tender in tenders) else None


def _line_fault(line: Line | CreditLine, reverse_charge: bool) -> str | None:
    """The code of the sum that does not hold within a row."""
    if line.taxable_paise != (line.gross_paise if reverse_charge else line.rest_paise()):
        return "line_sum"
    if line.cgst_paise and line.igst_paise:
        return "two_heads"
    return None
