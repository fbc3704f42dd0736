"""The SQL that is shipped: what Core makes of the expressions, all of it used, all of it sound."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2

from estore_pos import store
from estore_pos.base.resource import resource
from estore_pos.store import schema
from estore_pos.store.page import shipped
from tools import statements

STORE = Path(store.__file__).parent


def test_what_is_shipped_is_what_core_makes_of_the_expressions() -> None:
    """After a change of a statement or a table: `python3 -m tools.statements`."""
    assert resource(statements.SHIPPED).read_text(encoding="utf-8") == statements.written()


def test_every_statement_that_is_named_is_shipped_and_no_other() -> None:
    named = set(_named("Statement"))
    families = tuple(f"{name}." for name in _named("family"))
    assert named <= set(shipped())
    assert [name for name in shipped() if name not in named and not name.startswith(families)] == []
    assert all(any(name.startswith(each) for name in shipped()) for each in families)


def test_the_engine_understands_every_statement_on_the_tables_as_they_stand() -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    for made in schema.statements():
        connection.execute(made)
    nothing: defaultdict[str, None] = defaultdict(lambda: None)
    for name, sql in shipped().items():
        if not name.startswith("tables."):
            assert connection.execute(f"EXPLAIN {sql}", nothing).fetchall(), name
    connection.close()


def _named(callee: str) -> Iterator[str]:
    """The names that the books' modules hand to a callee."""
    for path in STORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(said))]):
                    if name == callee:
                        yield said
                case _:
                    pass
