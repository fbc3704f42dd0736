"""One program a set of books, on one PC; and the lock dies with its program."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from estore_pos.base.lock import AlreadyOpen, BooksLock
from estore_pos.base.machine import fingerprint

HOLD = (
    "import sys, pathlib; from estore_pos.base.lock import BooksLock;"
    "lock = BooksLock(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
)


def test_a_second_program_is_told_who_has_the_books(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(AlreadyOpen) as refusal:
            BooksLock(tmp_path)
        assert refusal.value.pid == other.pid
        other.kill()
        other.wait()
    BooksLock(tmp_path).release()


def test_a_lock_let_go_can_be_taken_again(tmp_path: Path) -> None:
    lock = BooksLock(tmp_path)
    with pytest.raises(AlreadyOpen):
        BooksLock(tmp_path)
    lock.release()
    BooksLock(tmp_path).release()


def test_a_holder_that_did_not_say_its_number_still_holds(tmp_path: Path) -> None:
    lock = BooksLock(tmp_path)
    (tmp_path / "lock").write_bytes(b"")
    with pytest.raises(AlreadyOpen) as refusal:
        BooksLock(tmp_path)
    assert refusal.value.pid == 0
    lock.release()


def test_a_lock_whose_file_cannot_be_written_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(OSError, match="no room"):
            BooksLock(tmp_path)
    BooksLock(tmp_path).release()


def test_a_machine_is_told_from_another_without_naming_it(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("aaaa\n", encoding="ascii")
    two.write_text("bbbb\n", encoding="ascii")
    absent = tmp_path / "absent"
    assert fingerprint(b"s", [absent, one]) == fingerprint(b"s", [one])
    assert fingerprint(b"s", [one]) != fingerprint(b"s", [two])
    assert fingerprint(b"s", [one]) != fingerprint(b"t", [one])
    assert "aaaa" not in fingerprint(b"s", [one])


def test_a_machine_without_a_number_goes_by_its_name(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    assert fingerprint(b"s", [empty]) == fingerprint(b"s", [])
    assert len(fingerprint(b"s")) == 32
