"""Whether this PC has a program of its own for the links that open a chat."""

import shutil
import subprocess
import sys

SCHEME = "whatsapp"
WAIT_S = 4


def has_program() -> bool:
    """Whether something takes them; for a thread that may wait."""
    if sys.platform == "win32":
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, SCHEME))
        except OSError:
            return False
        return True
    asker = shutil.which("xdg-mime")
    return asker is not None and _is_known(asker)


def _is_known(asker: str) -> bool:
    try:
        said = subprocess.run(
            [asker, "query", "default", f"x-scheme-handler/{SCHEME}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WAIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(said.stdout.strip())
