"""Any Python can read main.py as far as the sentence that refuses it."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import main
from tests.fully import fully

ROOT = Path(__file__).parents[1]
SENTENCE = re.compile(r"64-बिट Python 3\.11 से 3\.14 .* / .* 64-bit Python 3\.11 to 3\.14.*\.\n$")


def _old_pythons() -> list[str]:
    """Pythons of this machine that are too old, by what they say of themselves."""
    versions = [f"3.{minor}" for minor in range(4, 11)]
    names = ["python2.7", *(f"python{each}" for each in versions)]
    # Version managers keep one beside the other: .../versions/3.9.18/bin/python3
    beside = Path(sys.base_prefix).parent.glob("*/bin/python*")
    found = [shutil.which(name) for name in names] + [str(path) for path in beside]
    old = {}
    for path in found:
        if path is None or not re.fullmatch(r"python(2\.7|3\.([4-9]|10))", Path(path).name):
            continue
        asked = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            old[(asked.stdout + asked.stderr).strip()] = path
    return list(old.values())


STARTS = (
    *(["main.py", "--practice"], ["-m", "tests", "--quick"]),
    *(["-m", "sync.server"], ["-m", "bench", "--json"]),
)


@pytest.mark.parametrize("words", fully(STARTS, quick=STARTS[:1]))
def test_a_python_too_old_prints_one_sentence_and_fails(words: list[str]) -> None:
    for python in _old_pythons():
        environment = {"LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [python, *words], cwd=ROOT, capture_output=True, check=False, env=environment
        )
        assert done.returncode == 2, python
        assert done.stdout == b"", python
        assert SENTENCE.search(done.stderr.decode()), (python, done.stderr)


OLD_GRAMMAR = (
    *("main.py", "tests/__main__.py", "tests/__init__.py"),
    *("sync/__init__.py", "sync/server/__init__.py", "sync/server/__main__.py"),
    *("bench/__init__.py", "bench/__main__.py"),
)


@pytest.mark.parametrize("name", OLD_GRAMMAR)
def test_old_grammar_can_read_it_up_to_the_check(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 4))
    later = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Starred)
    faults: list[ast.AST] = [node for node in ast.walk(tree) if isinstance(node, later)]
    faults += [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.returns]
    assert not faults
    assert text.isascii() or text.startswith("# -*- coding: utf-8 -*-")


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 15, 0), (4, 0, 0), (2, 7, 18)])
def test_a_version_outside_is_refused(
    version: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as ended:
        main.refuse_unfit_python()
    assert ended.value.code == 2
    assert SENTENCE.search(capfd.readouterr().err)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_a_version_inside_is_taken(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    main.refuse_unfit_python()


def test_a_32_bit_python_is_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    with pytest.raises(SystemExit):
        main.refuse_unfit_python()
    assert "(32-bit)" in capfd.readouterr().err


def test_help_names_every_sub_command_before_any_set_up(tmp_path: Path) -> None:
    from estore_pos.commands import COMMANDS

    done = _bare(tmp_path, "--help")
    assert done.returncode == 0
    assert all(re.search(rf"^  {name} ", done.stdout, re.MULTILINE) for name in COMMANDS)
    assert not (tmp_path / "till" / ".venv").exists()


def test_every_sub_command_leads_somewhere() -> None:
    from estore_pos.commands import COMMANDS

    lost = [
        f"{name}: {each.module}"
        for name, each in COMMANDS.items()
        if not (ROOT / f"{each.module.replace('.', '/')}.py").exists()
    ]
    assert not lost


@pytest.mark.parametrize("words", [["nonsense"], ["--lang", "fr"], ["--books"], ["--wrong"]])
def test_unknown_words_are_refused_with_the_list(words: list[str], tmp_path: Path) -> None:
    done = _bare(tmp_path, *words)
    assert done.returncode == 2
    assert "import" in done.stderr
    assert "doctor" in done.stderr
    assert not (tmp_path / "till" / ".venv").exists()


@pytest.mark.slow
def test_hq_serves_from_the_system_s_own_python_and_says_where_its_books_lie(
    tmp_path: Path,
) -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    beside = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    with subprocess.Popen(
        [base, "-s", "-m", "sync.server", "--port", "0", "--until-stdin-closes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=beside | {"HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith(f"database sqlite:///{tmp_path}")
        assert process.stdout.readline().startswith("listening http://127.0.0.1:")
        assert Path(first.strip().removeprefix("database sqlite:///")).exists()
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def _bare(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs main.py in a copy of the tree where nothing is set up."""
    copy = folder / "till"
    for name in ("main.py", "tools/bootstrap.py", "tools/system.py", "tools/lockfile.py"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    commands = ("estore_pos/commands/__init__.py", "estore_pos/commands/display.py")
    for name in ("tools/__init__.py", "estore_pos/__init__.py", *commands):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    base = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run(
        [base, "main.py", *words],
        cwd=copy,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
