"""Papers as text, kept beside the tests and compared with what is made today."""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def check(name: str, text: str) -> None:
    """Compare a text with the golden one; ESTORE_GOLDEN=write writes it instead."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("ESTORE_GOLDEN") == "write":
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    assert path.exists(), f"no golden text {path.name}; ESTORE_GOLDEN=write makes it"
    assert text + "\n" == path.read_text(encoding="utf-8")
