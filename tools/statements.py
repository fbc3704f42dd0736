"""Writes the SQL that is shipped: `python3 -m tools.statements`, after a change of a statement.

What `estore_pos.store.statements` says as Core expressions becomes `resources/sql/books.sql`: one
block a statement, its name and its text. Constants stand in the text; only what a caller hands in
is a parameter.
"""

import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from sqlalchemy import BindParameter, ClauseElement
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler, SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable
from typing_extensions import override

from estore_pos.base.resource import resource
from estore_pos.store import statements
from estore_pos.store.statements import tables

SHIPPED = "sql/books.sql"
_HEAD = """\
-- The tables of the books and every statement that is run on them, by name.
-- Written by `python3 -m tools.statements` from estore_pos/store/statements: change it there.
"""
_FOLD = textwrap.TextWrapper(
    width=100, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
)
_QUOTED_SPACE = re.compile(r"'[^']* [^']*'|\"[^\"]* [^\"]*\"")


class _Compiler(SQLiteCompiler):
    """Writes a constant of an expression into the text."""

    @override
    def visit_bindparam(self, bindparam: BindParameter[Any], *given: Any, **named: Any) -> str:
        visit: Callable[..., str] = super().visit_bindparam
        return visit(bindparam, *given, **{**named, "literal_binds": not bindparam.required})


class _Dialect(SQLiteDialect):
    statement_compiler = _Compiler
    supports_statement_cache = False


_DIALECT = _Dialect(paramstyle="named")


def written() -> str:
    """The whole file."""
    blocks = [f"-- {name}\n{_folded(sql)}\n" for name, sql in named()]
    return "\n".join([_HEAD, *blocks])


def named() -> Iterator[tuple[str, str]]:
    """Every statement's name and text, the tables first."""
    yield from _tables()
    for module in iter_modules(statements.__path__, f"{statements.__name__}."):
        noun = module.name.rpartition(".")[2]
        if noun != "tables":
            for name, said in vars(import_module(module.name)).items():
                if name.isupper():
                    yield from _statements(f"{noun}.{name.lower()}", said)


def _tables() -> Iterator[tuple[str, str]]:
    for table in tables.tables.sorted_tables:
        yield f"tables.{table.name}", _sql(CreateTable(table))
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            yield f"tables.{index.name}", _sql(CreateIndex(index))
    for name, sql in tables.FULL_TEXT.items():
        yield f"tables.{name}", sql


def _statements(name: str, said: object) -> Iterator[tuple[str, str]]:
    match said:
        case ClauseElement():
            yield name, _sql(said)
        case Mapping():
            for part, expression in said.items():
                yield f"{name}.{part}", _sql(expression)
        case _:
            pass


def _sql(expression: ClauseElement) -> str:
    return str(expression.compile(dialect=_DIALECT))


def _folded(sql: str) -> str:
    """Lines that can be read; one that quotes a space is left as it is."""
    lines = [line.rstrip() for line in sql.strip().expandtabs(4).splitlines()]
    return "\n".join(line if _QUOTED_SPACE.search(line) else _FOLD.fill(line) for line in lines)


def main() -> int:
    """Write the file."""
    path: Path = resource(SHIPPED)
    path.parent.mkdir(exist_ok=True)
    path.write_text(written(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
