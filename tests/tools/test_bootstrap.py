"""The set-up from nothing: a copy of the tree, a small lock, an index on loopback, the real pip."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.tools.index import WHEEL, Index, serving, wheel
from tools import bootstrap, system

ROOT = Path(__file__).parents[2]
CONTENT = wheel(300_000)
NOBODY = 65534
APP = '''"""Stands in for the till."""

import os


def main(argv: list[str]) -> int:
    """Says that it runs on what was installed."""
    import estorewheel

    print("paints", os.environ.get("QT_QPA_PLATFORM"))
    print("the till", estorewheel.__name__, argv)
    return 7
'''


class Copy:
    """A copy of what the set-up needs, with a lock of one small wheel."""

    def __init__(self, folder: Path, index: Index, lock: str) -> None:
        self.folder, self.index = folder / "दुकान till", index
        for name in ("tools", "estore_pos"):
            (self.folder / name).mkdir(parents=True)
        for path in [ROOT / "main.py", *(ROOT / "tools").glob("*.py")]:
            shutil.copy(path, self.folder / path.relative_to(ROOT))
        commands = ("estore_pos/commands/__init__.py", "estore_pos/commands/display.py")
        for name in ("estore_pos/__init__.py", *commands):
            (self.folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        (self.folder / "estore_pos/__main__.py").write_text(APP, encoding="utf-8")
        self.lock(lock)

    @property
    def lock_file(self) -> Path:
        """The platform's lock."""
        return self.folder / f"requirements-{system.lock_name()}.lock"

    def lock(self, text: str) -> None:
        """Writes the platform's lock."""
        self.lock_file.write_text(text, encoding="ascii")

    def start(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Runs `python main.py` as a person would, with the index of this test."""
        other = ("PIP_", "QT_", "DISPLAY", "WAYLAND_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(other)}
        return subprocess.run(
            [getattr(sys, "_base_executable", sys.executable), "main.py", *words],
            cwd=self.folder,
            env={
                **kept,
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_INDEX_URL": self.index.url,
                "PIP_RETRIES": "0",
                "PYTHONUTF8": "1",
                **settings,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


@pytest.mark.slow
def test_one_command_sets_up_the_second_needs_no_line_a_changed_lock_no_byte_again(
    tmp_path: Path,
) -> None:
    with serving(Index(CONTENT, cuts=[])) as index:
        copy = Copy(tmp_path, index, index.lock())
        first = copy.start("--practice", "--books", "B")
    assert (first.returncode, first.stdout.splitlines()[-1]) == (
        7,
        "the till estorewheel ['--practice', '--books', 'B']",
    ), first.stderr
    assert "0.3 / 0.3 MB (100 %)" in first.stdout
    second = copy.start("doctor")
    assert (second.returncode, second.stdout) == (
        7,
        "paints offscreen\nthe till estorewheel ['doctor']\n",
    )
    no_display = copy.start()
    assert no_display.returncode == 4
    assert "there is no display here" in no_display.stderr

    old = copy.folder / ".wheels" / "old-1.0-py3-none-any.whl"
    old.write_bytes(b"old")
    copy.lock(index.lock().replace("estorewheel==1.0", "estorewheel == 1.0"))
    changed = copy.start("doctor")
    assert changed.returncode == 7, changed.stderr
    assert "installing" in changed.stdout
    assert not old.exists()
    assert index.starts == [0]


@pytest.mark.slow
def test_a_line_that_is_down_loses_nothing_and_says_what_to_type(tmp_path: Path) -> None:
    index = Index(CONTENT, cuts=[])
    index.server_close()
    copy = Copy(tmp_path, index, index.lock())
    down = copy.start("--practice")
    assert down.returncode == 3
    assert "pip: estorewheel==1.0: no index" in down.stderr
    assert "or is a proxy needed?" in down.stderr
    assert "Nothing is lost" in down.stderr
    assert down.stderr.rstrip().endswith("main.py --practice")
    assert not (copy.folder / ".venv/stamp").exists()
    with serving(Index(CONTENT, cuts=[])) as up:
        copy.index = up
        assert copy.start("doctor").returncode == 7


@pytest.mark.slow
def test_a_pip_that_is_built_differently_inside_is_used_from_outside(tmp_path: Path) -> None:
    with serving(Index(CONTENT, cuts=[])) as index:
        copy = Copy(tmp_path, index, index.lock())
        fetch = f"""import sys\n\nsys.exit({bootstrap._UNKNOWN_PIP})\n"""
        (copy.folder / "tools/fetch.py").write_text(fetch, encoding="ascii")
        assert copy.start("doctor").returncode == 7


@pytest.mark.slow
@pytest.mark.parametrize("place", ["target", "prefix", "root", "user"])
@pytest.mark.parametrize("by_file", [True, False])
def test_a_pip_that_is_told_another_place_installs_into_the_environment(
    tmp_path: Path, place: str, by_file: bool
) -> None:
    value = "yes" if place == "user" else str(tmp_path / "elsewhere")
    told = {f"PIP_{place.upper()}": value}
    with serving(Index(CONTENT, cuts=[])) as index:
        copy = Copy(tmp_path, index, index.lock())
        if by_file:
            settings = tmp_path / "pip.conf"
            file = f"[global]\nindex-url = {index.url}\n[install]\n{place} = {value}\n"
            settings.write_text(file, encoding="utf-8")
            told = {"PIP_CONFIG_FILE": str(settings)}
        done = copy.start("doctor", **told)
    assert done.returncode == 7, done.stderr
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.slow
def test_what_cannot_be_imported_is_not_stamped_as_ready(tmp_path: Path) -> None:
    with serving(Index(wheel(1000, module=b"import gone_from_here"), cuts=[])) as index:
        copy = Copy(tmp_path, index, index.lock())
        done = copy.start("doctor")
    assert done.returncode == 3
    assert "venv: estorewheel: No module named 'gone_from_here'" in done.stderr
    assert not (copy.folder / ".venv/stamp").exists()


@pytest.mark.slow
def test_half_an_environment_is_made_anew_from_what_has_come(tmp_path: Path) -> None:
    with serving(Index(CONTENT, cuts=[])) as index:
        copy = Copy(tmp_path, index, index.lock())
        (copy.folder / ".wheels").mkdir()
        (copy.folder / ".wheels" / WHEEL).write_bytes(CONTENT)
        (copy.folder / ".venv/bin").mkdir(parents=True)
        (copy.folder / ".venv/bin/python").write_text("half", encoding="ascii")
        done = copy.start("doctor")
    assert done.returncode == 7, done.stderr
    assert index.sent_bytes == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="who may make a link there differs")
def test_what_a_link_leads_to_is_never_cleared(tmp_path: Path) -> None:
    elsewhere = tmp_path / "photos"
    elsewhere.mkdir()
    (elsewhere / "wedding.jpg").write_text("kept", encoding="ascii")
    with serving(Index(CONTENT, cuts=[])) as index:
        copy = Copy(tmp_path, index, index.lock())
        (copy.folder / ".venv").symlink_to(elsewhere, target_is_directory=True)
        (copy.folder / ".wheels").symlink_to(elsewhere, target_is_directory=True)
        done = copy.start("doctor")
    assert done.returncode == 7, done.stderr
    assert (elsewhere / "wedding.jpg").read_text(encoding="ascii") == "kept"
    assert not (elsewhere / "pyvenv.cfg").exists()
    assert (copy.folder / ".venv/pyvenv.cfg").exists()
    assert not (copy.folder / ".venv").is_symlink()


def test_a_second_set_up_of_the_same_folder_waits_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "WHEELS", str(tmp_path))
    with (
        bootstrap._alone(),
        pytest.raises(system.CannotSetUp, match="Another window"),
        bootstrap._alone(),
    ):
        pass


def test_both_ends_name_the_unknown_pip_alike() -> None:
    from tools import fetch

    assert fetch.UNKNOWN_PIP == bootstrap._UNKNOWN_PIP


def test_a_stamp_of_another_python_or_lock_does_not_count() -> None:
    lock = (
        "# run 5\nname==1.0 \\\n    --hash=sha256:00\n# test 5\nother==1 \\\n    --hash=sha256:1\n"
    )
    facts = bootstrap._facts(lock, {"run"}, window=False)
    assert f"python {sys.version_info[0]}.{sys.version_info[1]}" in facts
    assert bootstrap._facts(lock.replace("00", "01"), {"run"}, window=False) != facts
    assert bootstrap._facts(lock.replace(":1", ":2"), {"run"}, window=False) == facts
    assert facts < bootstrap._facts(lock, {"run", "test"}, window=True)


def test_a_stamp_whose_environment_is_gone_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path))
    monkeypatch.setattr(bootstrap, "STAMP", str(tmp_path / "stamp"))
    bootstrap._write_stamp({"python 3.11"})
    assert bootstrap._stamped() == set()


@contextmanager
def as_another_user(*places: Path) -> Iterator[None]:
    """What stands in the block may not write in these places."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        for place in places:
            place.chmod(0o555 if place.is_dir() else 0o444)
        try:
            yield
        finally:
            for place in places:
                place.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells it by failing, as below")
@pytest.mark.parametrize("made_once", [False, True], ids=["never set up", "set up by the other"])
def test_a_program_folder_of_another_user_is_said_in_our_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], made_once: bool
) -> None:
    root = Path(tempfile.mkdtemp(prefix="theirs"))
    root.chmod(0o755)
    wheels = root / ".wheels"
    places = [root]
    if made_once:
        wheels.mkdir(0o777)
        wheels.chmod(0o777)
        busy = wheels / "busy"
        busy.write_text("", encoding="ascii")
        busy.chmod(0o644)
        (root / ".venv").mkdir(0o777)
        (root / ".venv").chmod(0o777)
        places = [busy]
    for name, path in (("WHEELS", wheels), ("VENV", root / ".venv"), ("STAMP", root / "stamp")):
        monkeypatch.setattr(bootstrap, name, str(path))
    try:
        with as_another_user(*places):
            assert not bootstrap.set_up({"run"}, "python3 main.py")
    finally:
        shutil.rmtree(root)
    said = capsys.readouterr().err
    assert "लिखने की इजाज़त आपको नहीं है" in said
    assert "You may not write here" in said
    assert "Nothing was changed. Copy the program's whole folder" in said
    assert "Permission denied" not in said
    assert said.rstrip().endswith("python3 main.py")


def test_a_disk_that_refuses_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "wheels")

    monkeypatch.setattr(bootstrap, "_stamped", set)
    monkeypatch.setattr(bootstrap, "_make", full)
    assert not bootstrap.set_up({"run"}, "python3 main.py")
    assert "the system refused: No space left on device: wheels" in capsys.readouterr().err
