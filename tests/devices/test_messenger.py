"""Whether a chat's program is there is asked of the system itself; a doubt is a no."""

import sys
from pathlib import Path

import pytest

from estore_pos.devices import messenger

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how Linux knows its programs")


@pytest.mark.parametrize(
    ("does", "known"),
    [
        ('[ "$*" = "query default x-scheme-handler/whatsapp" ] && echo whatsapp.desktop', True),
        ("exit 0", False),
        ("exit 3", False),
        ("sleep 30", False),
    ],
)
def test_the_system_says_who_takes_the_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, known: bool
) -> None:
    monkeypatch.setattr(messenger, "WAIT_S", 0.5)
    program = tmp_path / "xdg-mime"
    program.write_text(f"#!/bin/sh\n{does.replace('sleep', 'exec sleep')}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert messenger.has_program() is known


def test_a_system_without_such_a_list_has_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not messenger.has_program()
    (tmp_path / "xdg-mime").write_bytes(b"no program")
    (tmp_path / "xdg-mime").chmod(0o755)
    assert not messenger.has_program()
