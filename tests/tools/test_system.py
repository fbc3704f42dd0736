"""What a system lacks is found before it fails, and one line says how to get it."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import system

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what Linux lacks")


def _lacks(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    def load(name: str) -> None:
        if name in libraries:
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)


def test_a_missing_qt_library_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    _lacks(monkeypatch, "libGL.so.1")
    assert [need.debian for need in system.missing_for_qt(window=False)] == ["libgl1"]


def test_without_a_display_the_window_s_libraries_are_not_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _lacks(monkeypatch, *system.QT_WINDOW)
    assert system.missing_for_qt(window=False) == []
    assert len(system.missing_for_qt(window=True)) == len(system.QT_WINDOW)


def test_the_programs_that_tests_use_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None)
    monkeypatch.setattr(os.path, "isdir", lambda path: False)
    monkeypatch.setattr(os.path, "exists", lambda path: False)
    assert [need.debian for need in system.missing_for_tests()] == [
        "postgresql",
        "libc6-dev",
        "poppler-utils",
        "strace",
        "cups-daemon",
        "cups-client",
        "gcc",
    ]


def test_a_venv_without_ensurepip_is_found_before_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    (need,) = system.missing_for_venv()
    assert need.debian.endswith("-venv")


@pytest.mark.parametrize(
    ("release", "line"),
    [
        ("ID=debian\n", "  sudo apt-get install libgl1"),
        (
            "ID=linuxmint\nID_LIKE='ubuntu debian'\n".replace("'", '"'),
            "  sudo apt-get install libgl1",
        ),
        ("ID=fedora\n", "  sudo dnf install mesa-libGL"),
        ("ID=arch\n", "  sudo pacman -S --needed libglvnd"),
    ],
)
def test_a_plain_user_gets_the_one_line_of_his_system(
    release: str, line: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "os-release"
    path.write_text(release, encoding="utf-8")
    monkeypatch.setattr(system, "OS_RELEASE", str(path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(system.CannotSetUp) as told:
        system.install([system.QT["libGL.so.1"]])
    assert str(told.value).splitlines()[-1] == line


def test_an_unknown_system_gets_a_line_for_each_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "OS_RELEASE", "/nowhere")
    lines = system.line_to_type(list(system.QT.values())).splitlines()
    assert [line.split(":")[0].strip() for line in lines] == ["Debian, Ubuntu", "Fedora", "Arch"]


def test_root_on_debian_installs_everything_with_one_apt_get(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = _apt(monkeypatch, [0])
    system.install([system.QT["libGL.so.1"], system.POSTGRES])
    assert calls == [["install", "--no-install-recommends", "libgl1", "postgresql"]]


def test_lists_that_are_too_old_are_updated_and_the_install_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = _apt(monkeypatch, [100, 0, 0])
    system.install([system.POSTGRES])
    assert [call[0] for call in calls] == ["install", "update", "install"]


def test_an_apt_get_that_fails_ends_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    _apt(monkeypatch, [100, 100])
    with pytest.raises(system.CannotSetUp, match=r"apt-get install postgresql$"):
        system.install([system.POSTGRES])


def _apt(monkeypatch: pytest.MonkeyPatch, codes: list[int]) -> list[list[str]]:
    """Makes us root on Debian with an apt-get that ends with `codes`; returns what it is given."""
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command[3:])
        return subprocess.CompletedProcess(command, codes.pop(0))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(system, "can_install", lambda: True)
    monkeypatch.setattr(system, "_has_lists", lambda: True)
    return calls


def test_an_old_glibc_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "confstr", lambda name: "glibc 2.31")
    with pytest.raises(system.CannotSetUp, match=r"Debian 12"):
        system.lock_name()
