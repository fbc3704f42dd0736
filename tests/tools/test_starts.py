"""Whole processes of the set-up: one that lacks a part of the system, and one that lacks nothing.

What the system would do is played by a `sitecustomize` that Python reads before main.py.
"""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.tools.index import Index
from tests.tools.test_bootstrap import CONTENT, Copy
from tools import bootstrap

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="parts of a Linux, and its exec")

_NO_VENV = """
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *of: None if name == "ensurepip" else found(name, *of)
"""
_NO_QT = """
import ctypes
load = ctypes.CDLL
def cdll(name, *rest, **how):
    if name == "libGL.so.1":
        raise OSError(name)
    return load(name, *rest, **how)
ctypes.CDLL = cdll
"""
_USER = """
import os
os.geteuid = lambda: 1000
"""
_ROOT = """
import os
os.geteuid = lambda: 0
"""
_HEARD = """
import json, os, sys
if sys.prefix == sys.base_prefix:
    told = os.open(os.environ["HEARD"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    def hear(event, args):
        if event == "open" and not isinstance(args[0], int):
            wrote = args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            note = ["writes" if wrote else "reads", os.fspath(args[0])]
        elif event == "import":
            note = ["imports", args[0]]
        elif event.startswith(("subprocess.", "socket.", "os.fork", "os.exec", "os.posix_spawn")):
            note = ["does", event]
        else:
            return
        os.write(told, (json.dumps(note) + "\\n").encode())
    sys.addaudithook(hear)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the program where nothing is set up and no line is there."""
    index = Index(CONTENT, cuts=[])
    index.server_close()
    return Copy(tmp_path, index, index.lock())


def changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *parts: str, **environment: str
) -> None:
    """Let every Python started now begin with these changes."""
    place = tmp_path / "changed"
    place.mkdir()
    (place / "sitecustomize.py").write_text("".join(parts), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(place))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("lack", "package"), [(_NO_VENV, r"python3(\.\d+)?-venv"), (_NO_QT, "libgl1")]
)
def test_a_user_whose_system_lacks_a_part_gets_the_line_to_type_and_an_exit_that_is_not_zero(
    copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lack: str, package: str
) -> None:
    changed(monkeypatch, tmp_path, lack, _USER)
    done = copy.start("--practice")
    assert done.returncode == 3
    assert re.search(rf"(apt-get install|: sudo apt-get install) {package}\b", done.stderr)
    assert "Type this one line, then the same command again" in done.stderr
    assert "यह एक पंक्ति लिखें" in done.stderr
    assert done.stderr.rstrip().endswith("main.py --practice")
    assert "Traceback" not in done.stderr
    assert not (copy.folder / ".venv").exists(), "half an environment is not left behind"


@pytest.mark.skipif(not Path("/usr/bin/apt-get").exists(), reason="root installs on Debian")
def test_root_whose_apt_get_brings_nothing_gets_an_exit_that_is_not_zero(
    copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "apt-get").write_text('#!/bin/sh\necho "$@" >> "$ASKED"\nexit 100\n', "ascii")
    (programs / "apt-get").chmod(0o755)
    asked = tmp_path / "asked"
    path = f"{programs}:{os.environ['PATH']}"
    changed(monkeypatch, tmp_path, _NO_QT, _ROOT, PATH=path, ASKED=str(asked))
    done = copy.start("--practice")
    assert done.returncode == 3
    assert "apt-get install libgl1" in done.stderr
    assert done.stderr.rstrip().endswith("main.py --practice")
    wanted = [each for each in asked.read_text().splitlines() if " install " in each]
    assert len(set(wanted)) == 1, "all in one apt-get"
    assert wanted[0].endswith("libgl1")


def test_a_second_start_reads_two_files_and_starts_no_program_before_it_becomes_the_till(
    copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its second is measured nowhere: what it does is counted, and that does not jitter."""
    made(copy)
    heard = tmp_path / "heard"
    changed(monkeypatch, tmp_path, _HEARD, HEARD=str(heard))
    done = copy.start("doctor")
    assert (done.returncode, done.stdout) == (7, "the till ['doctor']\n"), done.stderr
    notes = [json.loads(line) for line in heard.read_text(encoding="utf-8").splitlines()]
    said = {
        kind: [what for each, what in notes if each == kind]
        for kind in ("reads", "writes", "imports", "does")
    }
    assert said["does"] == ["os.exec"]
    assert [each for each in said["writes"] if ".pyc" not in each] == []
    ours = [Path(each).name for each in said["reads"] if each.startswith(str(copy.folder))]
    code = (".py", ".pyc")
    assert [each for each in ours if not each.endswith(code)] == [copy.lock_file.name, "stamp"]
    heavy = {"pip", "subprocess", "ctypes", "venv", "ensurepip", "ssl", "socket", "shutil", "json"}
    assert "tools.bootstrap" in said["imports"]
    assert heavy.isdisjoint(said["imports"])
    assert len(set(said["imports"])) < 40


def made(copy: Copy) -> None:
    """Set the copy up as the first start does, with a till that says what it was asked."""
    venv = copy.folder / ".venv"
    (venv / "bin").mkdir(parents=True)
    base = Path(getattr(sys, "_base_executable", sys.executable))
    (venv / "bin" / "python").symlink_to(base)
    (venv / "pyvenv.cfg").write_text(f"home = {base.parent}\n", encoding="utf-8")
    facts = bootstrap._facts(copy.lock_file.read_text("ascii"), {"run"}, window=False)
    (venv / "stamp").write_text("\n".join(facts) + "\n", encoding="ascii")
    till = 'def main(argv):\n    print("the till", argv)\n    return 7\n'
    (copy.folder / "estore_pos/__main__.py").write_text(till, encoding="utf-8")
