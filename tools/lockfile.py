"""How a requirements-<platform>.lock reads: packages, who needs them, how big they are."""

from collections.abc import Iterator
from typing import NamedTuple


class Locked(NamedTuple):
    """One package of a lock: `name==version` (with its marker), its digests, its own lines."""

    requirement: str
    digests: list[str]
    size_bytes: int
    lines: str


def read(text: str, groups: set[str]) -> Iterator[Locked]:
    """The packages that one of `groups` ("run", "test") needs, in the order of the lock."""
    comment = lines = ""
    for line in text.splitlines():
        if line.startswith("#"):
            comment, lines = line, ""
            continue
        lines += line + "\n"
        if line.endswith("\\"):
            continue
        _, group, size = comment.split()
        if group in groups:
            words = lines.replace("\\\n", " ").split()
            digests = [each.rpartition(":")[2] for each in words if each.startswith("--hash=")]
            requirement = " ".join(each for each in words if not each.startswith("--hash="))
            yield Locked(requirement, digests, int(size), lines)
        lines = ""
