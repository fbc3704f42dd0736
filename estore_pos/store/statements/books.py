"""Which books these are, and the row that says it."""

from sqlalchemy import bindparam, insert, select

from estore_pos.store.statements.tables import books

BOOKS = select(books.c.id, books.c.practice)
NEW_BOOKS = insert(books).values(
    one=1, id=bindparam("id"), practice=bindparam("practice"), key_seed=bindparam("key_seed")
)
