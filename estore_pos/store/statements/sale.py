"""Bills, their lines and what a day came to."""

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select, update
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.sale import SUMS
from estore_pos.store.statements.tables import (
    bill,
    bill_cancelled,
    bill_tender,
    day_total,
    journal,
    tender_match,
)


def made_on(day: str) -> ColumnElement[bool]:
    """Whether a bill is of the business day that is handed in under this name."""
    of = day_total.c.business_day == bindparam(day)
    first = select(day_total.c.first_bill).where(of).scalar_subquery()
    last = select(day_total.c.last_bill).where(of).scalar_subquery()
    return and_(bill.c.place.between(first, last), bill.c.business_day == bindparam(day))


BILL = insert(bill).values({c.name: bindparam(c.name) for c in bill.c if c.name != "place"})
TENDER = insert(bill_tender).values({c.name: bindparam(c.name) for c in bill_tender.c})
LAST_NUMBER = (
    select(bill.c.number)
    .where(bill.c.number > bindparam("before"), bill.c.number < bindparam("beyond"))
    .order_by(bill.c.number.desc())
    .limit(1)
)
_day = insert(day_total).values({c.name: bindparam(c.name) for c in day_total.c})
DAY = _day.on_conflict_do_update(
    index_elements=[day_total.c.business_day],
    set_={
        **{name: day_total.c[name] + _day.excluded[name] for name in SUMS},
        "first_bill": func.coalesce(
            func.nullif(day_total.c.first_bill, 0), _day.excluded.first_bill
        ),
        "last_bill": func.max(day_total.c.last_bill, _day.excluded.last_bill),
    },
)
CANCEL = (
    update(bill)
    .where(bill.c.number == bindparam("number"), bill.c.id == bindparam("id"))
    .values(cancelled=1)
)
FIGURES = select(
    bill.c.place,
    bill.c.gross,
    bill.c.round_off,
    bill.c.payable,
    bill.c.waived,
    bill.c.discount,
    bill.c.cancelled,
).where(bill.c.number == bindparam("number"), bill.c.id == bindparam("id"))
TAKEN = select(bill_tender.c.kind, bill_tender.c.amount).where(
    bill_tender.c.bill == bindparam("bill")
)
CANCELLED = (
    insert(bill_cancelled)
    .values({c.name: bindparam(c.name) for c in bill_cancelled.c})
    .on_conflict_do_nothing()
)
IS_CANCELLED = select(
    bill_cancelled.c.reason, bill_cancelled.c.at_ms, bill_cancelled.c.by, bill_cancelled.c.note
).where(bill_cancelled.c.bill == bindparam("bill"))
_match = insert(tender_match).values({c.name: bindparam(c.name) for c in tender_match.c})
MATCH = _match.on_conflict_do_update(
    index_elements=[tender_match.c.bill, tender_match.c.part],
    set_={name: _match.excluded[name] for name in ("how", "at_ms", "by")},
)
SETTLE = (
    update(tender_match)
    .where(tender_match.c.bill == bindparam("sale"), tender_match.c.how == "confirmed")
    .values(how="given_back")
)
BY_ID = select(journal.c.bytes).where(journal.c.id == bindparam("id"))
_kept = select(journal.c.bytes).join(bill, bill.c.id == journal.c.id)
BY_NUMBER = _kept.where(bill.c.number == bindparam("number")).order_by(bill.c.place.desc())
LATEST = _kept.order_by(bill.c.place.desc()).limit(bindparam("count"))
OF_DAY = _kept.where(made_on("day")).order_by(bill.c.place)
HELD_OF_DAY = _kept.where(made_on("day"), bill.c.cancelled == 0).order_by(bill.c.place)
_owed = case((bill.c.cancelled == 0, bill_tender.c.amount), else_=-bill_tender.c.amount)
KEPT_FOR = (
    select(func.coalesce(func.sum(_owed), 0))
    .join(bill, bill.c.place == bill_tender.c.bill)
    .where(
        bill_tender.c.kind == "credit",
        (bill_tender.c.reference == "") == (bill.c.cancelled == 0),
        bill.c.buyer == bindparam("buyer"),
    )
)
_this = (
    select(bill.c.place)
    .where(bill.c.number == bindparam("number"), bill.c.id == bindparam("id"))
    .scalar_subquery()
)
BESIDE = (
    select(bill.c.id)
    .where(
        bill.c.place.between(_this - 1, _this + 1),
        bill.c.id != bindparam("id"),
        bill.c.at_ms == bindparam("at_ms"),
    )
    .order_by(bill.c.place)
)
LAST_MOMENT = select(bill.c.at_ms, bill.c.business_day).order_by(bill.c.place.desc()).limit(1)
