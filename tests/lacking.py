"""What a test may lack, and whether that is a failure."""

import os


def could_be_installed() -> bool:
    """Whether a program that a test lacks is a failure: in CI, and for root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root or os.environ.get("CI", "").lower() in ("1", "true")
