"""The tables and every statement of the books as SQLAlchemy Core expressions: how SQL is written.

The till does not run them: `python3 -m tools.statements` compiles them into
`resources/sql/books.sql`, and that is what is shipped and run. So the tables keep one definition
that Core checks, and no till waits for Core or holds it in memory. `tables` has the tables as they
stand today; every other module has the statements of the module of its name: an upper-case name
here is a statement there (`BY_CODE` in `item` is `Statement("item.by_code")`), a mapping is a
family of them (`EMPTY` in `journal` is `family("journal.empty")`).

May import SQLAlchemy Core, text and the constants of the module of its name. Nothing in the program
imports it.
"""
