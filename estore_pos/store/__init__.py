"""The books: an encrypted SQLite file behind functions that take and return domain values.

The journal is the truth and `apply` is the only way to write a noun's tables: live trade, replay
and repair all call it. `books` opens and checks, `page` is one transaction, `journal` keeps the
records, one module a noun holds its tables, `records` turns domain values into record bodies.

SQL is written once, as SQLAlchemy Core expressions in `statements`, and shipped as the text that
Core made of them: the running books import no SQLAlchemy.

May import text, domain and base, sqlcipher3 and cryptography; `statements` also SQLAlchemy Core,
`records` and `outbox` also `sync.protocol`, and `outbox` the Protocol of `sync.client.outbox` that
it fulfils. May be imported by operations, commands and app. A page belongs to one thread: the desk
has the only one that writes.
"""
