"""What must add up in a bill before HQ counts it."""

from sync.protocol.body import BillMade, Line

ROUND_OFF_MAX_PAISE = 99


def fault(bill: BillMade) -> str | None:
    """The stable code of the first sum that does not hold, or None.

    line_sum: a row's gross is not taxable + 2 x cgst + igst; two_heads: a row has CGST and IGST;
    total_sum: total is not the rows' gross + round-off; round_off: a rupee or more;
    tender_sum: the tenders are not the total; negative_total.
    """
    for line in bill.lines:
        wrong = _line_fault(line)
        if wrong is not None:
            return wrong
    if sum(line.gross_paise for line in bill.lines) + bill.round_off != bill.total:
        return "total_sum"
    if abs(bill.round_off) > ROUND_OFF_MAX_PAISE:
        return "round_off"
    if sum(tender.paise for tender in bill.tenders) != bill.total:
        return "tender_sum"
    return "negative_total" if bill.total < 0 else None


def _line_fault(line: Line) -> str | None:
    """The code of the sum that does not hold within a row."""
    if line.taxable_paise != line.rest_paise():
        return "line_sum"
    if line.cgst_paise and line.igst_paise:
        return "two_heads"
    return None
