"""How PySide6 comes in: without what it makes at every start for tools that a till does not use.

It keeps its Python half as source and compiles that at each start, with it the writer of its stub
files; and it builds three regular expressions of 10 kB each, two for that writer and one that takes
apart the arguments in a signature, which is asked for where a call was wrong. Together they are a
quarter of what a bare window takes from exec to its first paint. What is compiled is kept, as
Python keeps it of every other module.
"""

import builtins
import marshal
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from typing import Any

_SOURCES = ("shibokensupport/", "signature_bootstrap.py")
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


class Kept:
    """What was compiled of PySide6 by this Python, beside what it compiled of us."""

    def __init__(self) -> None:
        """Read it; nothing is held where it cannot be read."""
        self._path = Path(cache_from_source(__file__)).with_suffix(".kept")
        self._codes: dict[str, tuple[bytes, Any]] = {}
        self._is_more = False
        with suppress(OSError, ValueError, TypeError, EOFError):
            content = self._path.read_bytes()
            if content.startswith(MAGIC_NUMBER):
                self._codes = dict(marshal.loads(content[len(MAGIC_NUMBER) :]))

    def code(self, file: str, source: bytes, compiles: Callable[[], Any]) -> Any:
        """The code of a source, compiled unless it is held."""
        told = source_hash(source)
        held, code = self._codes.get(file, (b"", None))
        if held != told:
            code = compiles()
            self._codes[file] = told, code
            self._is_more = True
        return code

    def keep(self) -> None:
        """Leave it for the next start, where Python may and the folder lets it."""
        if not self._is_more or sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            made = self._path.with_suffix(f".{os.getpid()}")
            made.write_bytes(MAGIC_NUMBER + marshal.dumps(self._codes))
            made.replace(self._path)


def load() -> None:
    """Bring PySide6 in. Before any thread: meanwhile Python compiles by other means."""
    compiles, makes = builtins.compile, re.compile
    kept = Kept()

    def compiled(source: Any, file: Any, *rest: Any, **named: Any) -> Any:
        def anew() -> Any:
            return compiles(source, file, *rest, **named)

        if not isinstance(file, str) or not file.startswith(_SOURCES):
            return anew()
        if file in _TOOLS:
            source = b""
        text = source.encode() if isinstance(source, str) else source
        return kept.code(file, text, anew)

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
    kept.keep()
