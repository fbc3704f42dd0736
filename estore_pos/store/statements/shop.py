"""The dated facts of the shop."""

from sqlalchemy import bindparam, insert, select

from estore_pos.store.shop import FACTS
from estore_pos.store.statements.tables import journal, shop_version

PUT = insert(shop_version).values({name: bindparam(name) for name in ("record", *FACTS, "more")})
ALL = select(*[shop_version.c[name] for name in (*FACTS, "more")]).order_by(shop_version.c.place)
_own = journal.alias("own")
BEFORE = ALL.join(journal, journal.c.id == shop_version.c.record).where(
    journal.c.place < select(_own.c.place).where(_own.c.id == bindparam("record")).scalar_subquery()
)
