"""The system's viewer is asked by a real process; that none is there is an answer too."""

import sys
from pathlib import Path

import pytest

from estore_pos.devices import viewer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how Linux opens a file")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that programs are looked for in besides the system's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(programs: Path, *does: str) -> None:
    """Put an xdg-open there that does these lines of shell."""
    file = programs / "xdg-open"
    file.write_text("\n".join(["#!/bin/sh", *does]) + "\n", encoding="utf-8")
    file.chmod(0o755)


def test_the_viewer_gets_the_file_whatever_its_name(programs: Path, tmp_path: Path) -> None:
    install(programs, f'printf %s "$1" > "{tmp_path}/seen"')
    paper = tmp_path / "बिल 1 $(x); '2'.pdf"
    assert viewer.show(paper)
    assert (tmp_path / "seen").read_text(encoding="utf-8") == str(paper)


def test_a_pc_without_a_viewer_says_so(programs: Path, tmp_path: Path) -> None:
    assert not viewer.show(tmp_path / "a.pdf")
    install(programs, "exit 3")
    assert not viewer.show(tmp_path / "a.pdf")
    (programs / "xdg-open").write_bytes(b"no program")
    assert not viewer.show(tmp_path / "a.pdf")


def test_a_viewer_that_stays_open_is_neither_waited_for_nor_closed(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer, "WAIT_S", 0.3)
    install(programs, f"exec {sys.executable} -c 'import time; time.sleep(30)'")
    assert viewer.show(tmp_path / "a.pdf")
    (process,) = viewer._running
    assert process.poll() is None
    process.kill()
    process.wait()
