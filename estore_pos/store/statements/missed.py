"""Codes that nobody knew."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import missed_code

_put = insert(missed_code).values({c.name: bindparam(c.name) for c in missed_code.c})
PUT = _put.on_conflict_do_update(
    index_elements=[missed_code.c.code],
    set_={"times": missed_code.c.times + 1, "last_ms": _put.excluded.last_ms},
)
OF_DAY = (
    select(missed_code.c.code, missed_code.c.times)
    .where(missed_code.c.day == bindparam("day"))
    .order_by(missed_code.c.last_ms.desc(), missed_code.c.code)
)
DROP = delete(missed_code).where(missed_code.c.code == bindparam("code"))
FORGET = delete(missed_code).where(missed_code.c.day != bindparam("day"))
