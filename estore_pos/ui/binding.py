"""How PySide6 comes in: without what it makes at every start for tools that a till does not use.

It keeps its Python half as source and compiles that at each start, with it the writer of its stub
files; and it builds three regular expressions of 10 kB each, two for that writer and one that takes
apart the arguments in a signature, which is asked for where a call was wrong. Together they are a
sixth of what a bare window takes from exec to its first paint.
"""

import builtins
import re
from collections.abc import Callable
from typing import Any

_TOOLS = frozenset(
    f"shibokensupport/signature/lib/{name}.py" for name in ("enum_sig", "pyi_generator")
)
"""What writes stub files, and what only that uses."""
_LONG = 5_000
"""Letters of an expression that no library of ours needs at its start."""


class Later:
    """A regular expression that is made when it is first used; it has no attributes but methods."""

    def __init__(self, make: Callable[[], Any]) -> None:
        """Take what makes it."""
        self._make = make
        self._made: Any = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The method of this name, which may be held for a later call."""

        def call(*given: object, **named: object) -> Any:
            if self._made is None:
                self._made = self._make()
            return getattr(self._made, name)(*given, **named)

        return call


def load() -> None:
    """Bring PySide6 in. Before any thread: meanwhile Python compiles by other means."""
    compiles, makes = builtins.compile, re.compile

    def compiled(source: Any, file: Any, *rest: Any, **named: Any) -> Any:
        return compiles(b"" if file in _TOOLS else source, file, *rest, **named)

    def pattern(told: Any, flags: Any = 0) -> Any:
        is_long = isinstance(told, str) and len(told) > _LONG
        return Later(lambda: makes(told, flags)) if is_long else makes(told, flags)

    vars(builtins)["compile"], vars(re)["compile"] = compiled, pattern
    try:
        from PySide6 import QtCore

        assert QtCore
    finally:
        vars(builtins)["compile"], vars(re)["compile"] = compiles, makes
        # PySide6 puts an import of its own in the place of Python's. It reads the source of each
        # module that comes after it, to see whether it asks for a feature that we do not use, and
        # keeps the text: 20 ms of a start and 6 MB of memory, more with every module.
        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
