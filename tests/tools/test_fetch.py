"""A cut line never brings the same megabytes twice, and no wrong byte is kept."""

import os
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from tests.tools.index import NAME, WHEEL, Index, serving, wheel

ROOT = Path(__file__).parents[2]
CONTENT = wheel(3_000_000)


def _start(index: Index, folder: Path, lock: str) -> subprocess.Popen[str]:
    path = folder / "requirements.lock"
    path.write_text(lock, encoding="ascii")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": index.url,
        "PIP_RETRIES": "0",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tools.fetch", str(folder / "wheels"), str(path), "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    said, complained = process.communicate(timeout=60)
    return process.returncode, said, complained


@pytest.mark.slow
def test_a_line_cut_twice_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    with serving(Index(CONTENT, cuts=[1_000_000, 1_000_000])) as index:
        code, said, complained = _end(_start(index, tmp_path, index.lock()))
    assert code == 0, complained
    assert (tmp_path / "wheels" / WHEEL).read_bytes() == CONTENT
    assert index.starts == [0, 1_000_000, 2_000_000]
    assert index.sent_bytes == len(CONTENT)
    assert "MB (100 %)" in said


@pytest.mark.slow
def test_a_set_up_killed_half_way_goes_on_where_it_was(tmp_path: Path) -> None:
    part = tmp_path / "wheels" / f"{WHEEL}.part"
    with serving(Index(CONTENT, cuts=[])) as index:
        index.go_on.clear()
        first = _start(index, tmp_path, index.lock())
        while first.poll() is None and not (part.exists() and part.stat().st_size > 1_000_000):
            sleep(0.01)
        first.kill()
        _end(first)
        kept_bytes = part.stat().st_size
        index.go_on.set()
        code, _, complained = _end(_start(index, tmp_path, index.lock()))
    assert code == 0, complained
    assert index.starts == [0, kept_bytes]
    assert (tmp_path / "wheels" / WHEEL).read_bytes() == CONTENT


@pytest.mark.slow
def test_a_wheel_that_is_here_needs_no_line(tmp_path: Path) -> None:
    index = Index(CONTENT, cuts=[])
    index.server_close()
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / WHEEL).write_bytes(CONTENT)
    code, _, complained = _end(_start(index, tmp_path, index.lock()))
    assert (code, complained) == (0, "")


def test_bytes_that_were_not_promised_are_thrown_away(tmp_path: Path) -> None:
    with serving(Index(CONTENT, cuts=[])) as index:
        code, _, complained = _end(_start(index, tmp_path, index.lock(digest="0" * 64)))
    assert code == 1
    assert f"{NAME}==1.0: " in complained
    assert list((tmp_path / "wheels").iterdir()) == []


def test_a_line_that_is_down_is_said_with_the_package(tmp_path: Path) -> None:
    index = Index(CONTENT, cuts=[])
    index.server_close()
    code, _, complained = _end(_start(index, tmp_path, index.lock()))
    assert code == 1
    assert complained.splitlines()[-1].startswith(f"{NAME}==1.0: no index")
