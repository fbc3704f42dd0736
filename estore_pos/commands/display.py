"""Whether a person can see a window here. Standard library only: the set-up asks, too."""

import os
import sys


def has_display() -> bool:
    """True where a window can be shown: always on Windows, elsewhere as the session says."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
