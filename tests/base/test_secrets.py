"""Secrets: private from the first byte, and another account gets nothing."""

import os
import sys
from pathlib import Path

import pytest

from estore_pos.base.secrets import FileSecrets, SealedSecrets, SecretStore, open_secrets


def turned(content: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in content)


def refused(_sealed: bytes) -> bytes:
    raise OSError("another account")


@pytest.fixture(params=["file", "sealed"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SecretStore:
    folder = tmp_path / "secrets"
    return FileSecrets(folder) if request.param == "file" else SealedSecrets(folder, turned, turned)


def test_a_secret_is_kept_replaced_and_forgotten(store: SecretStore) -> None:
    assert store.get("books") is None
    store.put("books", b"one")
    store.put("books", b"two")
    assert store.get("books") == b"two"
    store.delete("books")
    store.delete("books")
    assert store.get("books") is None


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
def test_only_the_user_reads_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    before = os.umask(0)
    try:
        FileSecrets(folder).put("books", b"key")
    finally:
        os.umask(before)
    file = folder / "books.secret"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    assert FileSecrets(folder).get("books") == b"key"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_put_that_was_cut_off_does_not_stop_the_next(tmp_path: Path) -> None:
    (tmp_path / "books.secret.new").write_bytes(b"half")
    store = FileSecrets(tmp_path)
    store.put("books", b"whole")
    assert store.get("books") == b"whole"
    assert [p.name for p in tmp_path.iterdir()] == ["books.secret"]


def test_a_sealed_secret_does_not_lie_open_and_is_shut_to_another_account(tmp_path: Path) -> None:
    SealedSecrets(tmp_path, turned, turned).put("books", b"key")
    assert b"key" not in (tmp_path / "books.secret").read_bytes()
    assert SealedSecrets(tmp_path, turned, refused).get("books") is None


def test_the_name_of_a_secret_cannot_lead_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        FileSecrets(tmp_path).get("../books")


def test_what_protects_the_secrets_is_said(tmp_path: Path) -> None:
    assert FileSecrets(tmp_path).protection == "file"
    assert SealedSecrets(tmp_path, turned, turned).protection == "account"
    expected = "account" if sys.platform == "win32" else "file"
    store = open_secrets(tmp_path)
    assert store.protection == expected
    store.put("books", b"key")
    assert store.get("books") == b"key"
