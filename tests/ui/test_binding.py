"""PySide6 comes in without its tools, and says as well as ever what was wrong with a call."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOADED = """
import builtins, json, re, sys
from re import _compiler
compiled, made, compiles, makes = {}, [], builtins.compile, _compiler.compile
def count(source, file, *rest, **named):
    compiled[file] = len(source)
    return compiles(source, file, *rest, **named)
def note(told, flags=0):
    made.append(len(told))
    return makes(told, flags)
builtins.compile, _compiler.compile = count, note
own = re.compile
import estore_pos.ui
from PySide6.QtCore import QPoint, QSize
at_start = {
    "tools": [each for each, size in compiled.items() if "signature/lib/" in each and size > 5_000],
    "seen": any("signature/" in each for each in compiled),
    "long": [size for size in made if size > 5_000],
    "own": re.compile is own and builtins.compile is count,
}
made.clear()
try:
    QSize(QPoint(1, 2))
except TypeError as error:
    at_start["told"] = str(error)
at_start["parsed"] = any(size > 5_000 for size in made)
print(json.dumps(at_start))
"""


AGAIN = """
import builtins
compiled, compiles = [], builtins.compile
def note(source, file, *rest, **named):
    compiled.append(file)
    return compiles(source, file, *rest, **named)
builtins.compile = note
import estore_pos.ui
from PySide6.QtCore import QPoint
print(sum("signature" in str(each) for each in compiled), QPoint(3, 4).manhattanLength())
"""


def run(script: str, cache: Path, **more: str) -> str:
    """What a Python of its own says that keeps what it compiles in a folder."""
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=own | {"PYTHONPYCACHEPREFIX": str(cache)} | more,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.slow
def test_what_is_compiled_of_pyside_is_kept_for_the_next_start(tmp_path: Path) -> None:
    first, length = run(AGAIN, tmp_path).split()
    assert (int(first) > 5, length) == (True, "7")
    assert run(AGAIN, tmp_path) == "0 7\n"
    (kept,) = tmp_path.rglob("*.kept")
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-200], b"\0" * 16 + whole[16:], whole[:4] + b"i\0\0\0\0"):
        kept.write_bytes(damaged)
        assert run(AGAIN, tmp_path) == f"{first} 7\n"
        assert kept.read_bytes()[:100] == whole[:100]
    assert [each.name for each in kept.parent.glob("binding.*.*") if each.suffix != ".pyc"] == [
        kept.name
    ]


def test_where_nothing_may_be_kept_every_start_compiles(tmp_path: Path) -> None:
    for _ in range(2):
        assert run(AGAIN, tmp_path, PYTHONDONTWRITEBYTECODE="1") != "0 7\n"
    assert not list(tmp_path.rglob("*.kept"))


def test_no_start_makes_the_tools_of_pyside_and_a_wrong_call_is_told_as_ever(
    tmp_path: Path,
) -> None:
    seen = json.loads(run(LOADED, tmp_path))
    told = seen.pop("told")
    assert seen == {"tools": [], "seen": True, "long": [], "own": True, "parsed": True}
    assert "called with wrong argument types" in told
    assert "PySide6.QtCore.QSize.__init__(w: int, h: int, /)" in told
