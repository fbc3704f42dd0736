"""Whether this is the PC it was: a fingerprint that tells machines apart and names none."""

import hashlib
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def fingerprint(salt: bytes, files: Iterable[Path] = _FILES) -> str:
    """32 hex digits, the same at each call on one installation, different for each salt.

    A restored disk image has the same; a reinstalled PC has another. Where the system has no number
    of its own the PC's name stands for it.
    """
    name = _machine_number(files) or platform.node()
    return hashlib.sha256(b"estore machine" + salt + name.encode()).hexdigest()[:32]


def _machine_number(files: Iterable[Path]) -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE,
                r"SOFTWARE\Microsoft\Cryptography",
                access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    else:
        for file in files:
            try:
                if number := file.read_text(encoding="ascii", errors="replace").strip():
                    return number
            except OSError:
                continue
        return ""
