"""Printing through the system: a CUPS raw queue on Linux, the spooler's RAW type on Windows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from estore_pos.domain.errors import Trouble, TroubleCode

_COMMAND_S = 10
_TITLE = "eStore"
_NUMBER = re.compile(r"\S+-\d+")

Stuck = Literal["", "printing", "paper", "cover", "offline", "stopped"]
"""Why a job is still in its queue; "" where nobody says."""
_UNREACHED = ("connecting-to-device", "offline")
"""What CUPS says of a printer that takes no byte yet of the job that is being printed."""


@dataclass(frozen=True, slots=True)
class SpoolJob:
    """What was handed to a queue."""

    queue: str
    number: str


class Spooler(Protocol):
    """The system's queues. Each takes bytes as they are."""

    def put(self, queue: str, content: bytes) -> SpoolJob:
        """Hand bytes over. Raises Trouble PRINTER_QUEUE: it has none of them, unless the fact
        `of_paper` is None, where it may have some.
        """
        ...

    def stuck(self, job: SpoolJob) -> Stuck | None:
        """Why the job is still in its queue, None when it is gone: it is printed."""
        ...

    def take_back(self, job: SpoolJob) -> None:
        """Take a job out of its queue."""
        ...


def _raw(content: bytes) -> tuple[str, ...]:
    return "-o", "raw"


class CupsSpooler:
    """CUPS by its own commands, which every Linux with a printer has."""

    def __init__(
        self,
        path: str = "/usr/bin:/bin:/usr/local/bin",
        options: Callable[[bytes], tuple[str, ...]] = _raw,
    ) -> None:
        """Take the folders of the commands, and what `lp` is told of a content."""
        self._path = path
        self._options = options

    def put(self, queue: str, content: bytes) -> SpoolJob:
        """Hand bytes over by `lp`, which says `request id is QUEUE-12 (0 file(s))`.

        A queue "" is the PC's default one.
        """
        named = ["-d", queue] if queue else []
        said = self._run(["lp", *named, *self._options(content), "-t", _TITLE], content)
        number = next((word for word in said.split() if _NUMBER.fullmatch(word)), "")
        if not number:
            raise Trouble(TroubleCode.PRINTER_QUEUE, why=said.strip(), of_paper=None)
        return SpoolJob(number.rpartition("-")[0], number)

    def stuck(self, job: SpoolJob) -> Stuck | None:
        """Ask `lpstat` for what waits, and why if the queue has stopped."""
        waiting = self._run(["lpstat", "-o", job.queue])
        if not any(line.startswith(f"{job.number} ") for line in waiting.splitlines()):
            return None
        state, _, about = self._run(["lpstat", "-l", "-p", job.queue]).partition("\n")
        if "disabled" in state:
            return "stopped"
        is_reached = not any(each in about for each in _UNREACHED)
        return "printing" if f"now printing {job.number}." in state and is_reached else ""

    def take_back(self, job: SpoolJob) -> None:
        """Cancel it."""
        self._run(["cancel", job.number])

    def _run(self, command: list[str], given: bytes = b"") -> str:
        program = shutil.which(command[0], path=self._path)
        if program is None:
            raise Trouble(TroubleCode.PRINTER_QUEUE, why="no_spooler")
        try:
            done = subprocess.run(
                [program, *command[1:]],
                input=given,
                capture_output=True,
                timeout=_COMMAND_S,
                check=False,
                # Whose default queue it is stands in the home; which CUPS is asked may be said too.
                env=os.environ | {"LC_ALL": "C", "PATH": self._path},
            )
        except OSError as error:
            raise Trouble(TroubleCode.PRINTER_QUEUE, why=str(error)) from error
        except subprocess.TimeoutExpired as error:
            raise Trouble(TroubleCode.PRINTER_QUEUE, why=str(error), of_paper=None) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            why = "no_queue" if "does not exist" in said else said
            raise Trouble(TroubleCode.PRINTER_QUEUE, why=why)
        return done.stdout.decode("utf-8", "replace")


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Document(ctypes.Structure):
        _fields_ = (
            ("name", wintypes.LPCWSTR),
            ("file", wintypes.LPCWSTR),
            ("kind", wintypes.LPCWSTR),
        )

    class _SystemTime(ctypes.Structure):
        _fields_ = tuple((name, wintypes.WORD) for name in "ymwdHMSf")

    class _Job(ctypes.Structure):  # JOB_INFO_1W
        _fields_ = (
            ("number", wintypes.DWORD),
            ("printer", wintypes.LPWSTR),
            ("machine", wintypes.LPWSTR),
            ("user", wintypes.LPWSTR),
            ("document", wintypes.LPWSTR),
            ("kind", wintypes.LPWSTR),
            ("said", wintypes.LPWSTR),
            ("status", wintypes.DWORD),
            ("priority", wintypes.DWORD),
            ("position", wintypes.DWORD),
            ("pages", wintypes.DWORD),
            ("printed", wintypes.DWORD),
            ("at", _SystemTime),
        )

    _spool = ctypes.WinDLL("winspool.drv", use_last_error=True)
    _handle, _dword = wintypes.HANDLE, wintypes.DWORD
    _spool.OpenPrinterW.argtypes = (
        wintypes.LPCWSTR,
        ctypes.POINTER(wintypes.HANDLE),
        ctypes.c_void_p,
    )
    _spool.StartDocPrinterW.argtypes = (_handle, _dword, ctypes.POINTER(_Document))
    _spool.StartDocPrinterW.restype = _dword
    _spool.WritePrinter.argtypes = (
        _handle,
        ctypes.c_char_p,
        _dword,
        ctypes.POINTER(wintypes.DWORD),
    )
    _spool.EndDocPrinter.argtypes = _spool.ClosePrinter.argtypes = (_handle,)
    _spool.GetJobW.argtypes = (
        _handle,
        _dword,
        _dword,
        ctypes.c_void_p,
        _dword,
        ctypes.POINTER(wintypes.DWORD),
    )
    _spool.SetJobW.argtypes = (_handle, _dword, _dword, ctypes.c_void_p, _dword)
    _JOB_DELETE = 5
    _PRINTED, _DELETED = 0x80, 0x100
    _PRINTING = 0x10
    _ERROR, _OFFLINE, _PAPER_OUT, _USER_WANTED = 0x2, 0x20, 0x40, 0x400

    class _Queue:
        """An open queue."""

        def __init__(self, name: str) -> None:
            self.handle = wintypes.HANDLE()
            if not _spool.OpenPrinterW(name, ctypes.byref(self.handle), None):
                raise _trouble()

        def __enter__(self) -> wintypes.HANDLE:
            return self.handle

        def __exit__(self, *_: object) -> None:
            _spool.ClosePrinter(self.handle)

    def _trouble() -> Trouble:
        why = ctypes.WinError(ctypes.get_last_error())
        return Trouble(TroubleCode.PRINTER_QUEUE, why=str(why))

    class WindowsSpooler:
        """winspool's RAW type; the queue's driver does not touch the bytes."""

        def put(self, queue: str, content: bytes) -> SpoolJob:
            """Write a document of type RAW."""
            with _Queue(queue) as handle:
                document = _Document(_TITLE, None, "RAW")
                number = _spool.StartDocPrinterW(handle, 1, ctypes.byref(document))
                if not number:
                    raise _trouble()
                written = wintypes.DWORD()
                done = _spool.WritePrinter(handle, content, len(content), ctypes.byref(written))
                if not done or written.value != len(content):
                    trouble = _trouble()
                    _spool.SetJobW(handle, number, 0, None, _JOB_DELETE)
                    raise Trouble(TroubleCode.PRINTER_QUEUE, **trouble.facts, of_paper=None)
                _spool.EndDocPrinter(handle)
            return SpoolJob(queue, str(number))

        def stuck(self, job: SpoolJob) -> Stuck | None:
            """Ask for the job; a queue forgets what is printed."""
            with _Queue(job.queue) as handle:
                room = ctypes.create_string_buffer(4096)
                used = wintypes.DWORD()
                if not _spool.GetJobW(handle, int(job.number), 1, room, 4096, ctypes.byref(used)):
                    return None
                status = _Job.from_buffer(room).status
            if status & (_PRINTED | _DELETED):
                return None
            if status & _PAPER_OUT:
                return "paper"
            if status & _OFFLINE:
                return "offline"
            if status & (_ERROR | _USER_WANTED):
                return "stopped"
            return "printing" if status & _PRINTING else ""

        def take_back(self, job: SpoolJob) -> None:
            """Delete it."""
            with _Queue(job.queue) as handle:
                _spool.SetJobW(handle, int(job.number), 0, None, _JOB_DELETE)

else:

    class WindowsSpooler:
        """There is none here."""

        def put(self, queue: str, content: bytes) -> SpoolJob:
            """Say so."""
            raise Trouble(TroubleCode.PRINTER_QUEUE, why="no_spooler")

        def stuck(self, job: SpoolJob) -> Stuck | None:
            """Nothing is in a queue that is not there."""
            return None

        def take_back(self, job: SpoolJob) -> None:
            """Nothing to take back."""
