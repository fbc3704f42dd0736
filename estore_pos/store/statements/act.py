"""What an owner wants to know of."""

from sqlalchemy import Text, bindparam, cast, func, insert, select

from estore_pos.store.statements.tables import act, journal

PUT = insert(act).values({c.name: bindparam(c.name) for c in act.c if c.name != "place"})
OF_DAY = select(*act.c).where(act.c.business_day == bindparam("day")).order_by(act.c.place)
COUNT = (
    select(act.c.what, func.count(), func.sum(act.c.amount))
    .where(act.c.business_day == bindparam("day"))
    .group_by(act.c.what)
    .order_by(act.c.what)
)
_listed = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
PAPERS = select(journal.c.id, func.json_extract(cast(journal.c.bytes, Text), "$.b.n")).where(
    journal.c.id.in_(_listed), journal.c.kind.in_(["bill", "credit_note", "estimate"])
)
REPRINTS = select(func.count()).where(act.c.what == "reprint", act.c.about == bindparam("about"))
