"""Rules of ours that no linter knows. Each rule is a function: node in, whether it offends.

The fault line names the rule's docstring, so a reader who trips one reads why, not which number.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("estore_pos", "sync")
Rule = Callable[[ast.AST], bool]


def no_floats(node: ast.AST) -> bool:
    """Money and quantities are whole paise and whole milli-units; only rounding.py divides."""
    match node:
        case ast.Constant(value=float()) | ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return True
        case ast.Call(func=ast.Name(id="float" | "round")):
            return True
        case _:
            return False


def no_files(node: ast.AST) -> bool:
    """The domain is values; files, consoles and sockets belong to store, documents and devices."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"open", "print", "input"}


def short_functions(node: ast.AST) -> bool:
    """A function fits on one screen: 70 lines with its docstring."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno >= 70


def one_transaction(node: ast.AST) -> bool:
    """An operation opens the books once: it happens wholly or not at all."""
    if not isinstance(node, ast.FunctionDef):
        return False
    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
    return sum(ast.unparse(each.func).endswith("books.page") for each in calls) > 1


def no_message_boxes(node: ast.AST) -> bool:
    """No modal message boxes: the next scan presses their default button. Say it in the window."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            return name in {"QMessageBox", "QErrorMessage", "QInputDialog"}
        case _:
            return False


def no_reentrancy(node: ast.AST) -> bool:
    """The window's loop is never run from inside a slot; hand the work to the desk and return."""
    match node:
        case ast.Attribute(attr="processEvents") | ast.Name(id="QEventLoop"):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="QTest"), attr="qWait")):
            return True
        case _:
            return False


def no_qt_settings(node: ast.AST) -> bool:
    """Settings live in base.settings, words in text.words: neither in QSettings nor QObject.tr."""
    match node:
        case ast.Name(id="QSettings" | "QSqlDatabase") | ast.alias(name="QtSql"):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr="tr")):
            return True
        case _:
            return False


def no_vague_names(node: ast.AST) -> bool:
    """A class is named by a noun of the shop; Manager, Helper, Util and Data say nothing."""
    vague = r"(Manager|Helper|Utils?|Data)$"
    return isinstance(node, ast.ClassDef) and bool(re.search(vague, node.name))


def no_unfinished_work(node: ast.AST) -> bool:
    """What is not built yet is not in the tree: no button or method that leads to nothing."""
    return isinstance(node, ast.Name) and node.id == "NotImplementedError"


def says_what_it_knows(node: ast.AST) -> bool:
    """A module begins with the sentence that says what it knows."""
    return isinstance(node, ast.Module) and bool(node.body) and not ast.get_docstring(node)


RULES: list[tuple[str, Rule]] = [
    ("estore_pos/domain", no_floats),
    ("estore_pos/domain", no_files),
    ("estore_pos/text", no_files),
    ("sync/protocol", no_floats),
    ("sync/protocol", no_files),
    ("estore_pos/operations", one_transaction),
    *((folder, short_functions) for folder in (*PRODUCT, "tools", "tests", "bench")),
    *((folder, says_what_it_knows) for folder in (*PRODUCT, "tools", "tests")),
    *((folder, no_vague_names) for folder in PRODUCT),
    *((folder, no_unfinished_work) for folder in PRODUCT),
    ("estore_pos", no_message_boxes),
    ("estore_pos", no_reentrancy),
    ("estore_pos", no_qt_settings),
]


@pytest.mark.parametrize("folder", dict(RULES))
def test_source_rules(folder: str) -> None:
    rules = [rule for each, rule in RULES if each == folder]
    faults = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {rule.__doc__}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for rule in rules
        if rule(node) and not (rule is no_floats and path.name == "rounding.py")
    ]
    assert not faults, "\n".join(faults)


@cache
def _tracked() -> list[Path]:
    """The files that a clone would get and that read as text; without git, all but the hidden."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        every = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
        listed = [str(path) for path in every if not _HIDDEN.search(f"/{path}")]
    paths = [ROOT / name for name in listed if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8192]]


# What a run leaves behind begins with a point or is Python's cache.
_HIDDEN = re.compile(r"/(\.|__pycache__/|uv\.lock$)|\.pyc$")

_FORBIDDEN_TEXT = {
    # Written in pieces so that this file does not trip its own rule.
    r"(^|[^\w.~<>-])/(" + "work|root|tmp)/" + r"[\w.]": "a path of one machine",
    "pypi" + r"\.org|python" + "hosted|npmjs" + r"\.(org|com)": "a registry's address",
    "(?i:deb|security)" + r"\.debian\.org": "a mirror's address",
    r"\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + r"CK)\b": "a mark of unfinished work",
    "# no" + "qa|# type: " + r"ignore(?!\[)": "a silenced check",
    r"\b(?!(\d)\1{9})[6-9]\d{4}[ -]?\d{5}\b": "a diallable number (use 00000 000NN)",
}


@pytest.mark.parametrize("pattern", _FORBIDDEN_TEXT, ids=list(_FORBIDDEN_TEXT.values()))
def test_no_file_holds(pattern: str) -> None:
    only_python = pattern.startswith((r"\b(TO", "# no"))
    only_code = "[6-9]" in pattern
    faults = []
    for path in _tracked():
        if path.suffix in {".lock", ".svg"} or (only_python and path.suffix != ".py"):
            continue
        if only_code and path.suffix not in {".py", ".md", ".po", ".html"}:
            continue
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(pattern, text, re.MULTILINE):
            before, words = text.count("\n", 0, found.end()), found.group().strip()
            faults.append(f"{path.relative_to(ROOT)}:{before + 1}: {words}")
    assert not faults, f"{_FORBIDDEN_TEXT[pattern]}:\n" + "\n".join(faults)


@pytest.mark.parametrize("folder", PRODUCT)
def test_every_package_says_in_its_charter_what_it_is(folder: str) -> None:
    faults = []
    for parent in {path.parent for path in (ROOT / folder).rglob("*.py")}:
        charter = parent / "__init__.py"
        if not charter.exists() or not ast.get_docstring(ast.parse(charter.read_text("utf-8"))):
            faults.append(str(parent.relative_to(ROOT)))
    assert not faults, f"packages without a charter docstring: {sorted(faults)}"


_VALUES = {
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "fractions",
    "itertools",
    "operator",
    "re",
    "typing",
    "unicodedata",
}
"""What of the standard library is values and laws on them, and asks nothing of the PC."""
_RECKONING = {"base64", "binascii", "bisect", "functools", "hashlib", "hmac", "zlib"}
"""What turns bytes and texts into others."""


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("estore_pos/domain", _VALUES),
        ("estore_pos/base", {*sys.stdlib_module_names, "typing_extensions"}),
        (
            "estore_pos/text",
            _VALUES | _RECKONING | {"urllib.parse", "rapidfuzz", "estore_pos.domain"},
        ),
        ("sync/protocol", _VALUES | _RECKONING | {"msgspec", "cryptography"}),
    ],
)
def test_the_lowest_packages_import_nothing_but_what_they_may(
    folder: str, allowed: set[str]
) -> None:
    """No contract can name what is not forbidden."""
    own = folder.replace("/", ".")
    faults = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    named = [each.name for each in names]
                case ast.ImportFrom(module=str(module)):
                    named = [module]
                case _:
                    continue
            faults += [
                f"{path.relative_to(ROOT)}:{node.lineno}: {name}"
                for name in named
                if not any(f"{name}.".startswith(f"{each}.") for each in (own, *allowed))
            ]
    assert faults == []


def test_the_contracts_ignore_no_import() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert [each["id"] for each in tool["contracts"] if each.get("ignore_imports")] == []


def test_tools_that_run_before_the_set_up_need_only_the_standard_library() -> None:
    allowed = {*sys.stdlib_module_names, "estore_pos", "tools", "main", "tests"}
    first = [ROOT / "main.py", ROOT / "tools/bootstrap.py", ROOT / "tools/system.py"]
    first += [ROOT / "tools/lockfile.py", ROOT / "tests/__main__.py", ROOT / "tests/checks.py"]
    first += [ROOT / "estore_pos/__init__.py", ROOT / "estore_pos/commands/__init__.py"]
    faults = []
    for path in first:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    tops = {each.name.partition(".")[0] for each in names}
                case ast.ImportFrom(module=str(module)):
                    tops = {module.partition(".")[0]}
                case _:
                    continue
            faults += [f"{path.relative_to(ROOT)}: {top}" for top in tops - allowed]
    assert not faults
