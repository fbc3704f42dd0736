"""`python3 -m tests` sets everything up, then runs every check and stops at the first fault.

    --quick   no PostgreSQL, no emupos, no network, no coverage, no slow tests (one of a second or
              more, and all but the hardest few of many parameters), of other parameters the
              first and the last (domain, text and protocol: every one), a quarter of the
              examples of each law: at most three minutes
    -- WORDS  go to pytest as they are (paths, -k, -x ...)

ESTORE_DATA=DIR also runs the tests that read real catalogues and vectors.
Runs under the system's own Python: standard library only.
"""

import os
import subprocess
from collections.abc import Iterator

from tests import emupos
from tools import bootstrap, system

_QUICK = [
    "--hypothesis-profile=quick",
    "--ends",
    *("-m", "not slow and not postgres and not emupos and not network"),
]
_COVERAGE = ["--cov", "--cov-report=term-missing:skip-covered"]
# Tests share nothing, so the machine's processors share the tests; one more than there are
# processors, because each waits for the disk and for its own threads a sixth of its time.
_WORKERS = min(4, (os.cpu_count() or 1) + 1)
_SPREAD = [f"--numprocesses={_WORKERS}", "--dist=worksteal"]
# Their own tests reach every branch of domain, text and protocol; to trace all others, which reach
# no more of them, took longer than to run them.
PURE = ["tests/domain", "tests/text", "tests/sync/protocol"]
_MYPY = ["-m", "mypy"]
_MYPY_SHARED = [*_MYPY, "--num-workers=2"]
# Not a fault of ours: its workers have 3 s to start, which a busy machine does not give them.
_MYPY_BROKE = 2
_COMPILES_ANEW = "PYTHONDONTWRITEBYTECODE"
_CONTRACTS = "from importlinter.cli import lint_imports_command as check; check()"


def main(words: list[str]) -> int:
    """The exit code of the first check that fails, or 0."""
    bootstrap.speak_utf8()
    own, rest = words, list[str]()
    if "--" in words:
        own, rest = words[: words.index("--")], words[words.index("--") + 1 :]
    if set(own) - {"--quick"}:
        print(__doc__)
        return 0 if set(own) <= {"--help", "-h"} else 2
    quick = "--quick" in own
    missing = [] if quick else system.missing_for_tests()
    installed = missing if system.can_install() else []
    again = " ".join([bootstrap.python_name(), "-m tests", *words])
    if not bootstrap.set_up({"run", "test"}, again, installed):
        return 3
    no_emupos = "" if quick else emupos.make()
    # Else every worker, and every program that a test starts, would compile each module anew.
    compiled = {name: os.environ[name] for name in os.environ if name != _COMPILES_ANEW}
    for name, arguments in _checks(quick, rest):
        print(f"== {name}", flush=True)
        code = _run(arguments, compiled)
        if code == _MYPY_BROKE and arguments == _MYPY_SHARED:
            code = _run(_MYPY, compiled)
        if code:
            print(f"== {name}: failed; what stands after it did not run", flush=True)
            return code
    print("== all checks passed", flush=True)
    for sentence in _left_out(quick, [] if installed else missing, no_emupos):
        print(sentence, flush=True)
    return 0


def _run(arguments: list[str], environment: dict[str, str]) -> int:
    words = [bootstrap.venv_python(), *arguments]
    return subprocess.run(words, cwd=bootstrap.ROOT, env=environment, check=False).returncode


def _checks(quick: bool, rest: list[str]) -> Iterator[tuple[str, list[str]]]:
    yield "ruff check", ["-m", "ruff", "check", "."]
    yield "ruff format", ["-m", "ruff", "format", "--check", "."]
    yield "mypy --strict", _MYPY_SHARED
    yield "import-linter", ["-c", _CONTRACTS]
    if quick or rest:
        # Coverage of a chosen few tests would say nothing, and a debugger needs one process.
        yield "pytest", ["-m", "pytest", *(_QUICK if quick else []), *(rest or _SPREAD)]
    else:
        yield "pytest, every branch of what is pure", ["-m", "pytest", *_SPREAD, *_COVERAGE, *PURE]
        others = [f"--ignore={folder}" for folder in PURE]
        yield "pytest, everything else", ["-m", "pytest", *_SPREAD, *others]


def _left_out(quick: bool, missing: list[system.Need], no_emupos: str) -> Iterator[str]:
    if quick:
        yield "Left out by --quick: slow tests, PostgreSQL, emupos, the network, coverage,"
        yield "  all but the first and the last of many parameters, and three in four of the"
        yield "  examples that each law is tried on."
    if no_emupos:
        yield f"Left out: emupos, the printer and scales the tests would speak to ({no_emupos})."
    if missing:
        names = " ".join(need.debian for need in missing)
        yield f"Left out, not installed: the tests that need {names}. To run them too:"
        yield system.line_to_type(missing)
    if not os.environ.get("ESTORE_DATA"):
        yield "Left out: the tests on real catalogues and vectors (ESTORE_DATA is not set)."
