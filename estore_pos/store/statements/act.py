"""What an owner wants to know of."""

from sqlalchemy import bindparam, func, insert, select

from estore_pos.store.statements.tables import act

PUT = insert(act).values({c.name: bindparam(c.name) for c in act.c if c.name != "place"})
OF_DAY = select(*act.c).where(act.c.business_day == bindparam("day")).order_by(act.c.place)
COUNT = (
    select(act.c.what, func.count(), func.sum(act.c.amount))
    .where(act.c.business_day == bindparam("day"))
    .group_by(act.c.what)
    .order_by(act.c.what)
)
REPRINTS = select(func.count()).where(act.c.what == "reprint", act.c.about == bindparam("about"))
