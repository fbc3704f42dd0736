"""The key these books sign with, and what HQ gave them on enrolment."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import answer, books, enrolment

_FACTS = ("hq_url", "device_id", "store_id", "hq_key")
_put = insert(enrolment).values(one=1, **{name: bindparam(name) for name in _FACTS})
PUT = _put.on_conflict_do_update(
    index_elements=[enrolment.c.one], set_={name: _put.excluded[name] for name in _FACTS}
)
GET = select(*[enrolment.c[name] for name in _FACTS])
SEED = select(books.c.key_seed)
PRACTICE = select(books.c.practice)
ANSWER = select(answer.c.incarnation, answer.c.at_ms)
