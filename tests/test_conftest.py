"""The fixtures that fail a test for what it leaves behind unsaid do fail it; missing PostgreSQL is
a failure where it could be installed."""

import os
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import conftest, postgres
from tests.conftest import LogLines

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parents[1]
HELD = threading.Event()
"""Ends the threads that a test inside leaves behind."""


@pytest.fixture
def inside(pytester: pytest.Pytester) -> pytest.Pytester:
    """A place for tests that are run with our fixtures and our settings of pytest."""
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    kept = {name: ours["ini_options"][name] for name in ("filterwarnings", "qt_log_level_fail")}
    assert kept == {"filterwarnings": ["error"], "qt_log_level_fail": "WARNING"}
    pytester.makeini("[pytest]\nfilterwarnings = error\nqt_log_level_fail = WARNING\n")
    pytester.makeconftest(
        "from tests.conftest import log_lines, no_dangling_threads, postgres_server, postgres_url"
    )
    return pytester


def outcome(inside: pytest.Pytester, body: str) -> tuple[dict[str, int], str]:
    """How a test of this body ends, and what is said of it."""
    lines = "\n    ".join(body.strip().splitlines())
    inside.makepyfile(f"def test_inside(request):\n    {lines}\n")
    run = inside.runpytest_inprocess("-p", "no:randomly", "-p", "no:cacheprovider")
    return run.parseoutcomes(), run.stdout.str()


@pytest.mark.parametrize("level", ["warning", "error", "critical"])
def test_a_log_line_that_nobody_claims_fails_the_test(
    inside: pytest.Pytester, log_lines: LogLines, level: str
) -> None:
    ended, said = outcome(inside, f"import logging\nlogging.getLogger('x').{level}('astray')")
    assert ended == {"passed": 1, "errors": 1}
    assert f"stray log lines: x {level.upper()}: astray" in said
    log_lines.claim("astray")


def test_a_log_line_that_is_claimed_or_below_a_warning_fails_nothing(
    inside: pytest.Pytester, log_lines: LogLines
) -> None:
    ended, _ = outcome(
        inside,
        "import logging\n"
        "logging.getLogger('x').info('said')\n"
        "logging.getLogger('x').warning('expected')\n"
        "request.getfixturevalue('log_lines').claim('expected')",
    )
    assert ended == {"passed": 1}
    log_lines.claim("expected")


def test_a_claim_of_what_was_not_logged_fails(inside: pytest.Pytester) -> None:
    ended, said = outcome(inside, "request.getfixturevalue('log_lines').claim('never')")
    assert ended == {"failed": 1}
    assert "nothing like 'never' was logged" in said


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads of tests inside wait for HELD, and nobody waits long for them."""
    HELD.clear()
    monkeypatch.setattr(conftest, "_THREAD_WAIT_S", 0.05)
    yield
    HELD.set()
    for each in threading.enumerate():
        if each.name == "astray":
            each.join()


@pytest.mark.parametrize("daemon", [True, False])
def test_a_thread_that_outlives_its_test_fails_it(
    inside: pytest.Pytester, held: None, daemon: bool
) -> None:
    ended, said = outcome(
        inside,
        "import threading\n"
        "from tests.test_conftest import HELD\n"
        f"threading.Thread(target=HELD.wait, name='astray', daemon={daemon}).start()",
    )
    assert ended == {"passed": 1, "errors": 1}
    assert "threads outlive the test: ['astray']" in said


def test_a_thread_that_ends_by_itself_is_waited_for(inside: pytest.Pytester) -> None:
    ended, _ = outcome(
        inside,
        "import threading, time\nthreading.Thread(target=time.sleep, args=(0.05,)).start()",
    )
    assert ended == {"passed": 1}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("import warnings\nwarnings.warn('old way', DeprecationWarning)", "old way"),
        ("from PySide6.QtCore import qWarning\nqWarning('a bad connect')", "a bad connect"),
        ("from PySide6.QtCore import qCritical\nqCritical('no screen')", "no screen"),
    ],
)
def test_a_warning_of_python_or_of_qt_fails_the_test(
    inside: pytest.Pytester, log_lines: LogLines, body: str, said: str
) -> None:
    ended, told = outcome(inside, body)
    assert ended == {"failed": 1}
    assert said in told


WITHOUT = "request.getfixturevalue('postgres_url')"


@pytest.fixture
def no_postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    """No PostgreSQL is found, and who runs the tests is a plain user outside CI."""

    def nowhere() -> Path:
        raise postgres.NoPostgres("PostgreSQL is not installed")

    monkeypatch.setattr(postgres, "binaries", nowhere)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv("CI", raising=False)


def test_missing_postgres_is_a_failure_in_ci(
    inside: pytest.Pytester, no_postgres: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    ended, said = outcome(inside, WITHOUT)
    assert ended == {"failed": 1}
    assert "PostgreSQL is not installed" in said
    assert "export CI=true\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_missing_postgres_is_a_failure_for_root_who_could_install_it(
    inside: pytest.Pytester, no_postgres: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert outcome(inside, WITHOUT)[0] == {"failed": 1}


def test_a_plain_users_run_leaves_out_what_wants_postgres(
    inside: pytest.Pytester, no_postgres: None
) -> None:
    assert outcome(inside, WITHOUT)[0] == {"skipped": 1}


def test_the_ends_of_many_parameters_are_taken_and_every_one_of_what_is_pure(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest(
        "from tests.conftest import pytest_addoption, pytest_collection_modifyitems"
    )
    body = """
        import pytest

        @pytest.mark.parametrize("number", range(5))
        def test_many(number): ...

        def test_alone(): ...
    """
    pytester.makepyfile(**{"test_slowly": body, "tests/domain/test_at_once": body})
    run = pytester.inline_run("--ends", "-p", "no:cacheprovider")
    taken = [call.report.nodeid for call in run.getcalls("pytest_runtest_logreport")]
    assert list(dict.fromkeys(taken)) == [
        *[f"test_slowly.py::test_many[{number}]" for number in (0, 4)],
        "test_slowly.py::test_alone",
        *[f"tests/domain/test_at_once.py::test_many[{number}]" for number in range(5)],
        "tests/domain/test_at_once.py::test_alone",
    ]
    assert [len(call.items) for call in run.getcalls("pytest_deselected")] == [3]
