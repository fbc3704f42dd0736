"""Customers, sealed, and the keys that open them."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from estore_pos.store.statements.tables import customer, customer_key

_put = insert(customer).values(id=bindparam("id"), sealed=bindparam("sealed"), erased=0)
PUT = _put.on_conflict_do_update(
    index_elements=[customer.c.id],
    set_={"sealed": _put.excluded.sealed},
    where=customer.c.erased == 0,
)
ERASE = (
    insert(customer)
    .values(id=bindparam("id"), sealed="", erased=1)
    .on_conflict_do_update(index_elements=[customer.c.id], set_={"sealed": "", "erased": 1})
)
KEEP_KEY = insert(customer_key).values(customer=bindparam("customer"), wrapped=bindparam("wrapped"))
DROP_KEY = delete(customer_key).where(customer_key.c.customer == bindparam("customer"))
KEY = select(customer_key.c.wrapped).where(customer_key.c.customer == bindparam("customer"))
_rows = select(
    customer.c.id, customer.c.sealed, customer.c.erased, customer_key.c.wrapped
).outerjoin(customer_key, customer_key.c.customer == customer.c.id)
BY_ID = _rows.where(customer.c.id == bindparam("id"))
ALL = _rows.where(customer.c.erased == 0).order_by(customer.c.id.desc())
