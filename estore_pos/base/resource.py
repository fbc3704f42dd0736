"""Where the shipped files lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "resources"


def resource(name: str) -> Path:
    """The path of a shipped file, named relative to `resources` with forward slashes."""
    assert not set(name) & set("\\:"), name
    assert all(part not in ("", ".", "..") for part in name.split("/")), name
    return ROOT / name
