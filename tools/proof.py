"""Proves that what a lock names lies in the environment that runs this, and can be imported.

Runs inside the new virtual environment: `python -m tools.proof LOCK GROUP...`; its last line on
stderr names what is missing.
"""

import sys
from importlib import import_module, metadata
from pathlib import Path

from tools import lockfile


def main(argv: list[str]) -> int:
    """0 where every package of the groups is here, is imported and has the lock's version."""
    lock, *groups = argv
    for each in lockfile.read(Path(lock).read_text(encoding="ascii"), set(groups)):
        name, _, version = each.requirement.partition(";")[0].partition("==")
        try:
            found = metadata.distribution(name.strip())
            if found.version != version.strip():
                raise ImportError(f"{found.version} instead of {version.strip()}")
            if not _is_own(found):
                raise ImportError("it lies outside the environment")
            for module in _modules(found):
                import_module(module)
        except ImportError as wrong:
            print(f"{name.strip()}: {wrong}", file=sys.stderr)
            return 1
    return 0


def _is_own(found: metadata.Distribution) -> bool:
    """Whether it lies in this environment, not elsewhere on the path."""
    return Path(str(found.locate_file(""))).resolve().is_relative_to(Path(sys.prefix).resolve())


def _modules(found: metadata.Distribution) -> list[str]:
    """What a package is imported as: its folders and files beside its own facts."""
    files = [each.parts for each in found.files or ()]
    folders = {parts[0] for parts in files if len(parts) == 2 and parts[1] == "__init__.py"}
    single = {parts[0].removesuffix(".py") for parts in files if len(parts) == 1}
    return sorted(each for each in folders | single if each.isidentifier())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
