"""PySide6 comes in without its tools, and says as well as ever what was wrong with a call."""

import json
import subprocess
import sys
from pathlib import Path

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


def test_no_start_makes_the_tools_of_pyside_and_a_wrong_call_is_told_as_ever() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seen = json.loads(done.stdout)
    told = seen.pop("told")
    assert seen == {"tools": [], "seen": True, "long": [], "own": True, "parsed": True}
    assert "called with wrong argument types" in told
    assert "PySide6.QtCore.QSize.__init__(w: int, h: int, /)" in told
