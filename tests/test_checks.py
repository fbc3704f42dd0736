"""`python3 -m tests` keeps its order, stops at the first fault and says what it left out."""

import subprocess

import pytest

from tests import checks, emupos
from tools import bootstrap, system


class Runner:
    """Stands for the checks themselves: keeps what was to be run, ends with what a test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[str] = []
        self.environments: list[dict[str, str]] = []
        self.installed: list[system.Need] = []
        self.failing = ""
        self.code = 1
        monkeypatch.setattr(subprocess, "run", self._run)
        monkeypatch.setattr(bootstrap, "set_up", self._set_up)
        monkeypatch.setattr(system, "missing_for_tests", lambda: [system.POSTGRES])
        self.no_emupos = ""
        monkeypatch.setattr(emupos, "make", lambda: self.no_emupos)

    def _run(
        self, command: list[str], *, env: dict[str, str], **_: object
    ) -> subprocess.CompletedProcess[str]:
        self.commands.append(" ".join(command[1:]))
        self.environments.append(env)
        failed = bool(self.failing) and self.failing in self.commands[-1]
        return subprocess.CompletedProcess(command, self.code if failed else 0)

    def _set_up(self, groups: set[str], again: str, also: list[system.Need]) -> bool:
        self.installed = also
        return groups == {"run", "test"}


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> Runner:
    return Runner(monkeypatch)


def test_the_checks_run_in_their_order(runner: Runner) -> None:
    assert checks.main([]) == 0
    assert [command.split()[1] for command in runner.commands] == [
        "ruff",
        "ruff",
        "mypy",
        "from",
        "pytest",
        "pytest",
    ]
    assert all(
        f" {folder}" in runner.commands[-2] and f"--ignore={folder}" in runner.commands[-1]
        for folder in ("tests/domain", "tests/text", "tests/sync/protocol")
    )


def test_coverage_is_measured_where_every_branch_is_asked_for(runner: Runner) -> None:
    checks.main([])
    assert ["--cov" in command for command in runner.commands] == [False] * 4 + [True, False]
    checks.main(["--", "tests/domain"])
    assert runner.commands[-1] == "-m pytest tests/domain"


def test_what_was_compiled_once_is_read_by_every_check(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("KEPT", "as it is")
    assert checks.main(["--quick"]) == 0
    for environment in runner.environments:
        assert "PYTHONDONTWRITEBYTECODE" not in environment
        assert environment["KEPT"] == "as it is"


@pytest.mark.parametrize(("failing", "count"), [("ruff check", 1), ("mypy", 3), ("pytest", 5)])
def test_the_first_fault_ends_the_run(runner: Runner, failing: str, count: int) -> None:
    runner.failing = failing
    assert checks.main([]) == 1
    assert len(runner.commands) == count


def test_mypy_whose_workers_came_too_late_is_asked_again_without_them(runner: Runner) -> None:
    runner.failing, runner.code = "--num-workers", 2
    assert checks.main([]) == 0
    assert [command for command in runner.commands if "mypy" in command] == [
        "-m mypy --num-workers=2",
        "-m mypy",
    ]


def test_quick_needs_neither_postgres_nor_network(runner: Runner) -> None:
    assert checks.main(["--quick", "--", "-k", "money"]) == 0
    assert runner.installed == []
    assert runner.commands[-1] == (
        "-m pytest --hypothesis-profile=quick --ends"
        " -m not slow and not postgres and not emupos and not network -k money"
    )


def test_the_last_that_is_said_is_what_was_left_out(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ESTORE_DATA", "data")
    checks.main(["--quick"])
    said = capsys.readouterr().out.splitlines()
    assert said[-4] == "== all checks passed"
    assert said[-3].startswith("Left out by --quick: slow tests, PostgreSQL")
    assert " ".join(said[-2:]).endswith("in four of the   examples that each law is tried on.")


def test_root_installs_what_the_tests_need(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "can_install", lambda: True)
    checks.main([])
    assert runner.installed == [system.POSTGRES]


def test_a_plain_user_hears_what_is_left_out_and_the_line_to_type(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "can_install", lambda: False)
    monkeypatch.delenv("ESTORE_DATA", raising=False)
    checks.main([])
    said = capsys.readouterr().out
    assert runner.installed == []
    assert "Left out, not installed: the tests that need postgresql." in said
    assert "install" in said
    assert "ESTORE_DATA is not set" in said


def test_what_has_no_python_of_its_own_is_said_to_be_left_out(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    runner.no_emupos = "no Python 3.13 or newer is found"
    assert checks.main([]) == 0
    assert "Left out: emupos" in capsys.readouterr().out
    runner.no_emupos = ""
    checks.main([])
    assert "emupos" not in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--fast"], ["tests/domain"]])
def test_words_it_does_not_know_are_refused_with_its_page(
    runner: Runner, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert checks.main(words) == 2
    assert runner.commands == []
    assert "--quick" in capsys.readouterr().out
