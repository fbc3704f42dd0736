"""UPI money that nobody saw, of bills and of advances."""

from sqlalchemy import and_, bindparam, exists, func, or_, select

from estore_pos.store.statements.tables import (
    bill,
    bill_tender,
    credit_note,
    estimate,
    journal,
    tender_match,
)

MATCHES = select(tender_match.c.part, tender_match.c.how).where(
    tender_match.c.bill == bindparam("bill")
)
TO_MATCH = (
    select(bill.c.id, bill.c.number, bill_tender.c.part, bill_tender.c.amount, bill.c.at_ms)
    .join(bill, bill.c.place == bill_tender.c.bill)
    .outerjoin(
        tender_match,
        (tender_match.c.bill == bill.c.id) & (tender_match.c.part == bill_tender.c.part),
    )
    .where(bill_tender.c.proof == "later", bill.c.cancelled == 0, tender_match.c.bill.is_(None))
    .order_by(bill.c.place)
)
_back = exists().where(credit_note.c.bill == bill.c.id)
_is_off = or_(_back, bill.c.cancelled == 1)
OF_BILLS = (
    select(
        bill.c.id,
        bill.c.number,
        bill_tender.c.part,
        bill_tender.c.amount,
        bill.c.at_ms,
        tender_match.c.how,
        bill.c.cancelled,
        _is_off,
    )
    .join(bill, bill.c.place == bill_tender.c.bill)
    .outerjoin(
        tender_match,
        (tender_match.c.bill == bill.c.id) & (tender_match.c.part == bill_tender.c.part),
    )
    .where(
        bill_tender.c.proof == "later",
        or_(
            and_(tender_match.c.bill.is_(None), bill.c.cancelled == 0),
            and_(tender_match.c.bill.is_(None), bill.c.at_ms >= bindparam("since")),
            and_(tender_match.c.how == "not_paid", tender_match.c.at_ms >= bindparam("since")),
            and_(
                tender_match.c.how == "confirmed",
                tender_match.c.at_ms >= bindparam("since"),
                _is_off,
            ),
        ),
    )
    .order_by(bill.c.place)
)
ADVANCES = (
    select(journal.c.bytes, estimate.c.bill)
    .join(estimate, estimate.c.id == journal.c.id)
    .where(
        estimate.c.advance > 0,
        estimate.c.closed.in_(("", "billed")),
        func.instr(journal.c.bytes, '"later"') > 0,
    )
    .order_by(estimate.c.place)
)
