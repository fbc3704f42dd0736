"""Who writes the tables: each noun's own module, below its one `apply`, which replay calls."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

from estore_pos.store import journal
from sync.protocol.body import Body

ROOT = Path(__file__).parents[2]
STORE = ROOT / "estore_pos" / "store"
SQL = (ROOT / "resources" / "sql" / "books.sql").read_text("utf-8")
_STATEMENT = re.compile(r"^-- (\S+)\n(.*?)(?=^-- |\Z)", re.MULTILINE | re.DOTALL)
_WRITES = re.compile(r"\b(?:INSERT (?:OR \w+ )?INTO|UPDATE(?! SET)|DELETE FROM) (\w+)")
EMPTIED = "journal.empty."
"""What makes a noun's table empty before a replay."""
SHARED = {"stream": {"stream", "outbox"}}
"""The outbox notes on a stream how far HQ has it; no record says that."""
APPLY_MANY = "item.apply_many"
"""Neighbours that save items go together; `item.apply` is this with one of them."""


class Function(NamedTuple):
    """A function of the store: the statements that it names and the functions that it calls."""

    module: str
    name: str
    names: frozenset[str]
    calls: frozenset[str]

    @property
    def path(self) -> str:
        """As others call it."""
        return f"{self.module}.{self.name}"


def written() -> dict[str, set[str]]:
    """The statements that write each table, but for those that empty it."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in _STATEMENT.finditer(SQL):
        for table in _WRITES.findall(statement[2]):
            if not statement[1].startswith((EMPTIED, "tables.")):
                found[table].add(statement[1])
    return found


def of_records() -> set[str]:
    """The tables that a replay makes anew."""
    return {
        each[1].removeprefix(EMPTIED) for each in _STATEMENT.finditer(SQL) if EMPTIED in each[1]
    }


@cache
def trees() -> dict[str, ast.Module]:
    """The modules of the store by their own names."""
    paths = [*STORE.glob("*.py"), *(STORE / "reports").glob("*.py")]
    return {path.stem: ast.parse(path.read_text("utf-8")) for path in paths}


def constants(tree: ast.Module) -> dict[str, str]:
    """The statements that a module names, by the names it has for them."""
    found = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Name(id="Statement"), args=[ast.Constant(value=str(said))]),
            ):
                found[name] = said
            case _:
                pass
    return found


def imported(tree: ast.Module) -> dict[str, str]:
    """The modules of the store that a file imports, by the names it has for them."""
    return {
        each.asname or each.name: each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "estore_pos.store"
        for each in node.names
    }


@cache
def functions() -> list[Function]:
    """Every function of the store."""
    found = []
    for module, tree in trees().items():
        own, modules = constants(tree), imported(tree)
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef):
                continue
            names, calls = set[str](), set[str]()
            for each in ast.walk(node):
                match each:
                    case ast.Name(id=name) if name in own:
                        names.add(own[name])
                    case ast.Name(id=name) if name in defined and name != node.name:
                        calls.add(f"{module}.{name}")
                    case ast.Attribute(value=ast.Name(id=other), attr=name) if other in modules:
                        calls.add(f"{modules[other]}.{name}")
                    case _:
                        pass
            found.append(Function(module, node.name, frozenset(names), frozenset(calls)))
    return found


def test_the_rules_below_see_the_tables_and_their_writers() -> None:
    assert {"bill", "item", "stock", "offer"} <= of_records() <= set(written())
    assert written()["stock"] == {"stock.move"}
    (apply,) = [each for each in functions() if each.path == "stock.apply"]
    assert "stock.move" in apply.calls


def test_a_table_is_written_by_the_statements_of_one_noun() -> None:
    nouns = {table: {each.partition(".")[0] for each in by} for table, by in written().items()}
    assert {table: by for table, by in nouns.items() if len(by) > 1} == SHARED


def test_a_nouns_statements_are_run_by_its_own_module_alone() -> None:
    astray = [
        f"{module}: {said}"
        for module, tree in trees().items()
        for said in constants(tree).values()
        if said.partition(".")[0] != module
    ]
    assert astray == []
    outside = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "estore_pos").rglob("*.py")
        if STORE not in path.parents and "Statement(" in path.read_text("utf-8")
    ]
    assert outside == []


def test_a_noun_has_one_apply() -> None:
    applies = [each.path for each in functions() if each.name.startswith("apply")]
    nouns = [path.partition(".")[0] for path in applies if path != APPLY_MANY]
    assert APPLY_MANY in applies
    assert len(nouns) == len(set(nouns))
    assert set(applies) - {APPLY_MANY} == {f"{noun}.apply" for noun in nouns}


def test_what_a_record_wrote_is_written_below_an_apply_and_by_nobody_else() -> None:
    writers = {each for table in of_records() for each in written()[table]}
    waiting = [each for each in functions() if each.names & writers]
    assert {said for each in waiting for said in each.names & writers} == writers
    seen: set[str] = set()
    astray = []
    while waiting:
        writer = waiting.pop()
        if writer.path in seen or writer.name == "apply" or writer.path == APPLY_MANY:
            continue
        seen.add(writer.path)
        callers = [each for each in functions() if writer.path in each.calls]
        if not callers:
            astray.append(f"{writer.path} writes and no apply calls it")
        waiting += callers
    assert astray == []
    assert calls_outside_the_store(seen) == []


def calls_outside_the_store(writers: set[str]) -> list[str]:
    """Where the till calls what writes tables of records, though not through the journal."""
    found = []
    for path in (ROOT / "estore_pos").rglob("*.py"):
        text = path.read_text("utf-8")
        if STORE in path.parents or "estore_pos.store" not in text:
            continue
        tree = ast.parse(text)
        modules = imported(tree)
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Name(id=name), attr=deed) if name in modules:
                    called = f"{modules[name]}.{deed}"
                    if called in writers or deed.startswith("apply"):
                        found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {called}")
                case _:
                    pass
    return found


def test_replay_knows_every_kind_and_calls_the_journal_alone_calls_apply() -> None:
    assert set(journal._KINDS) == {each.__name__ for each in get_args(Body)}
    callers = {
        each.module
        for each in functions()
        for call in each.calls
        if call.endswith(".apply") and not call.startswith(f"{each.module}.")
    }
    assert callers == {"journal"}
