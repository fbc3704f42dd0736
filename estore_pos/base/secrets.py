"""Keys that open the books on this PC without asking: kept by Windows, or in a private file."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from estore_pos.base.durable import sync_folder

Protection = Literal["account", "file"]


class SecretStore(Protocol):
    """Keeps small secrets by name."""

    @property
    def protection(self) -> Protection:
        """`account`: only this user's login opens them; `file`: whoever reads the disk has them."""
        ...

    def get(self, name: str) -> bytes | None:
        """The secret, or None if there is none that this account can open."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret; when this returns it outlives a power cut."""
        ...

    def delete(self, name: str) -> None:
        """Forget the secret, if there is one."""
        ...


class FileSecrets:
    """One file a secret, readable by this user only; the disk itself is not protected.

    `doctor` and the first start say so: on a PC without an encrypted disk a thief reads the books.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the secrets in this folder, which is made when the first one comes."""
        self._folder = folder

    @property
    def protection(self) -> Protection:
        """Whoever reads the disk has the secrets."""
        return "file"

    def get(self, name: str) -> bytes | None:
        """The secret, or None; a file that others could read is closed to them first."""
        path = self._path(name)
        try:
            if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
                path.chmod(0o600)
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret; when this returns it outlives a power cut."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(name)
        new = path.with_name(path.name + ".new")
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(self._folder)

    def delete(self, name: str) -> None:
        """Forget the secret, if there is one."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        assert name.replace("-", "").replace("_", "").isalnum(), name
        return self._folder / f"{name}.secret"


class SealedSecrets:
    """Secrets sealed by the account of the user before they reach the disk."""

    def __init__(
        self, folder: Path, seal: Callable[[bytes], bytes], unseal: Callable[[bytes], bytes]
    ) -> None:
        """Take what seals and unseals; `unseal` raises OSError for what it cannot open."""
        self._files = FileSecrets(folder)
        self._seal = seal
        self._unseal = unseal

    @property
    def protection(self) -> Protection:
        """Only this user's login opens the secrets."""
        return "account"

    def get(self, name: str) -> bytes | None:
        """The secret, or None if there is none or another account sealed it."""
        sealed = self._files.get(name)
        if sealed is None:
            return None
        try:
            return self._unseal(sealed)
        except OSError:
            return None

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret; when this returns it outlives a power cut."""
        self._files.put(name, self._seal(secret))

    def delete(self, name: str) -> None:
        """Forget the secret, if there is one."""
        self._files.delete(name)


def open_secrets(folder: Path) -> SecretStore:
    """The best store that this PC has."""
    if sys.platform == "win32":
        from estore_pos.base import dpapi

        return SealedSecrets(folder, dpapi.seal, dpapi.unseal)
    return FileSecrets(folder)
