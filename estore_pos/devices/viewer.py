"""The program that this PC shows a file with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WAIT_S = 4
"""So long the system may look for its viewer; one that still runs then has taken the file."""

_running: list[subprocess.Popen[bytes]] = []
"""Viewers that stay with their opener. They are left alone, or their windows would close."""


def show(path: Path) -> bool:
    """Hand a file to the system's viewer; whether one took it.

    For a thread that may wait, and only because a person pressed a key: nothing opens by itself.
    """
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    return opener is not None and _run(opener, path)


def _run(opener: str, path: Path) -> bool:
    _running[:] = [each for each in _running if each.poll() is None]
    try:
        viewer = subprocess.Popen(
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return viewer.wait(WAIT_S) == 0
    except subprocess.TimeoutExpired:
        _running.append(viewer)
        return True
