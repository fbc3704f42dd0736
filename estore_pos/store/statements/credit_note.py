"""Goods that came back."""

from sqlalchemy import bindparam, insert, select

from estore_pos.store.statements.tables import credit_line, credit_note, journal

NOTE = insert(credit_note).values(
    {c.name: bindparam(c.name) for c in credit_note.c if c.name != "place"}
)
LINE = insert(credit_line).values({c.name: bindparam(c.name) for c in credit_line.c})
LAST_NUMBER = (
    select(credit_note.c.number)
    .where(credit_note.c.number > bindparam("before"), credit_note.c.number < bindparam("beyond"))
    .order_by(credit_note.c.number.desc())
    .limit(1)
)
_kept = select(journal.c.bytes).join(credit_note, credit_note.c.id == journal.c.id)
OF_BILL = _kept.where(credit_note.c.bill == bindparam("bill")).order_by(credit_note.c.place)
OF_BUYER = _kept.where(credit_note.c.buyer == bindparam("buyer")).order_by(credit_note.c.place)
BY_NUMBER = _kept.where(credit_note.c.number == bindparam("number")).order_by(
    credit_note.c.place.desc()
)
BY_ID = _kept.where(journal.c.id == bindparam("id"))
OF_DAY = _kept.where(credit_note.c.business_day == bindparam("day")).order_by(credit_note.c.place)
LATEST = _kept.order_by(credit_note.c.place.desc()).limit(bindparam("count"))
