"""The office printer: whole sheets as a PDF, through CUPS or through the program that Windows has.

CUPS turns a PDF into what its printer speaks. Windows leaves that to the program that shows PDFs,
and nobody says what became of it.
"""

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from estore_pos.domain.errors import Trouble, TroubleCode

Ask = Callable[[str, Path, str], int]
"""Has Windows do its verb `print` or `printto` with a file and a queue; above 32 is well."""

WELL_ABOVE = 32
NO_PROGRAM = frozenset({2, 3, 27, 31})
"""What ShellExecute answers where no program prints this sort of file."""
FILES = 20
"""So many papers lie ready at most: a program may still read one long after it took it."""
_SIDES = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
_A5_LONGEST_PT = 600


def sheet_options(pdf: bytes) -> tuple[str, ...]:
    """What `lp` is told of a PDF of ours: an A5 or an A4, which may lie across."""
    found = _SIDES.search(pdf)
    longest = max(float(found[1]), float(found[2])) if found else 0.0
    return "-o", f"media={'A5' if 0 < longest < _A5_LONGEST_PT else 'A4'}"


class WindowsSheets:
    """The printing of the program that shows PDFs; a queue "" is the default printer."""

    def __init__(self, queue: str, folder: Path | None = None, ask: Ask | None = None) -> None:
        """Take the queue, where the files may lie, and what asks Windows: this PC's unless said."""
        self._queue = queue
        self._folder = folder or Path(tempfile.gettempdir()) / "estore-print"
        self._ask = ask or shell_execute

    def send(
        self,
        content: bytes,
        mend: bytes = b"",
        aside: Callable[[], bytes] = lambda: b"",
        begins: Callable[[], None] = lambda: None,
    ) -> None:
        """Have a PDF printed. Raises Trouble PRINTER_QUEUE."""
        try:
            path = self._laid(content)
        except OSError as error:
            raise Trouble(TroubleCode.PRINTER_QUEUE, why=str(error)) from error
        begins()
        verb, queue = ("printto", f'"{self._queue}"') if self._queue else ("print", "")
        answer = self._ask(verb, path, queue)
        if answer <= WELL_ABOVE:
            why = "no_pdf_program" if answer in NO_PROGRAM else f"ShellExecute {answer}"
            raise Trouble(TroubleCode.PRINTER_QUEUE, why=why, of_paper="untaken")

    def _laid(self, content: bytes) -> Path:
        """The PDF as a file, in place of the oldest that no program holds open."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        places = [self._folder / f"{number}.pdf" for number in range(FILES)]
        free = [path for path in places if not path.exists()][:1]
        for path in [*free, *sorted(places, key=_age)]:
            try:
                path.write_bytes(content)
            except PermissionError:
                continue
            return path
        raise PermissionError(str(self._folder))


def _age(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


if sys.platform == "win32":
    import ctypes

    _shell = ctypes.WinDLL("shell32").ShellExecuteW
    _shell.argtypes = (ctypes.c_void_p, *(ctypes.c_wchar_p,) * 4, ctypes.c_int)
    _shell.restype = ctypes.c_ssize_t

    def shell_execute(verb: str, path: Path, queue: str) -> int:
        """Ask Windows, its program's window hidden."""
        return int(_shell(None, verb, str(path), queue or None, None, 0))

else:

    def shell_execute(verb: str, path: Path, queue: str) -> int:
        """No program here answers to the verbs of Windows."""
        return min(NO_PROGRAM)
