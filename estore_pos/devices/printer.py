"""The receipt printer: bytes to it, and how it says that it cannot print.

A printer on a line of its own is asked before and after each paper, where its line answers; one
behind a spooler is asked through the spooler. Either way a paper is sent whole or not at all, and
before the first byte of it goes it is said that it begins: from then on some of it may lie there.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag
from time import monotonic
from typing import Literal, Protocol

from estore_pos.devices import escpos
from estore_pos.devices.line import (
    Line,
    LineClosed,
    LineDead,
    LineUntaken,
    OpenLine,
    SerialLine,
    TcpLine,
)
from estore_pos.devices.office import WindowsSheets, sheet_options
from estore_pos.devices.spooler import CupsSpooler, Spooler, SpoolJob, Stuck, WindowsSpooler
from estore_pos.domain.errors import Trouble, TroubleCode

Kind = Literal["none", "network", "serial", "cups", "windows", "cups_sheets", "windows_sheets"]
"""The last two take a PDF, the others what a thermal printer is told."""

ANSWER_MS, SILENT_MS = 400, 60
"""A printer that answers at all does so within a few, on a slow line too; one that was silent for
the last paper is not waited for so long again."""
PART_BYTES = 2048
"""Told in one piece: two seconds of a slow line, after which a drawer may open."""
DONE_WAIT_S = 20.0
"""So long a printer may take to say that it is done, beside the printing itself."""
DONE_ASK_MS = 1000
_WELL_AND_SILENT_S = 3.0
"""A printer that says it is well for so long after it must be done, but not that it is, never
says so."""
_UNSURE_MAX = 2
"""Nor does one that broke off so often, one time after the other, when it had the whole paper."""
SPOOL_WAIT_S = 30.0
"""So long a queue may take beside the printing itself."""
SHEET_WAIT_S = 180.0
"""An office printer warms up, and prints many pages."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Which printer this PC has. `address` is host:port, a serial port or a queue's name."""

    kind: Kind = "none"
    address: str = ""
    baud: int = 9600
    width_dots: int = 384
    cut: escpos.Cut = "partial"

    @property
    def is_whole(self) -> bool:
        """Whether it can print at all: with an address where one is needed, on its own system."""
        match self.kind:
            case "network" | "serial":
                return bool(self.address)
            case "cups" | "cups_sheets":
                return sys.platform != "win32"
            case "windows" | "windows_sheets":
                return sys.platform == "win32"
            case "none":
                return True


Aside = Callable[[], bytes]


def nothing_aside() -> bytes:
    """Nothing goes between."""
    return b""


Begins = Callable[[], None]


def nobody_asks() -> None:
    """Nobody keeps whether it began."""


OfPaper = Literal["untaken", "left"]
"""In the fact `of_paper` of a trouble that came once a paper had begun: no byte of it was taken
after all; it is still in its queue and the next try waits for it."""


class Printer(Protocol):
    """Takes a paper's bytes and returns when they are printed, as far as one can know."""

    def send(
        self,
        content: bytes,
        mend: bytes = b"",
        aside: Aside = nothing_aside,
        begins: Begins = nobody_asks,
    ) -> None:
        """Print it. `mend` ends a picture that a dead line cut off.

        A printer that is told its papers bit by bit asks `aside` for what goes between two bits.
        `begins` is called before the first byte of `content` goes out, and not where none does.

        Raises Trouble PRINTER_PAPER_OUT, PRINTER_COVER_OPEN, PRINTER_DEAD, PRINTER_FAULT,
        PRINTER_QUEUE; PRINTER_UNSURE when the printer has all of it and may have printed it.
        `OfPaper` says what else is known of a paper that began.
        """
        ...


class _Said(IntFlag):
    """What the bits of the answers to DLE EOT mean (Epson's reference, which clones follow)."""

    OFFLINE = 0x08  # of ASK_PRINTER
    COVER_OPEN = 0x04  # of ASK_CAUSE
    PAPER_END = 0x20
    ERROR = 0x40
    NO_PAPER = 0x60  # of ASK_PAPER


_FIXED_BITS, _FIXED, _ASKED_BITS = 0x93, 0x12, 0x90
"""An answer to DLE EOT is 0xx1xx10; one to GS r 1 is 0xx0xxxx: so they can be told apart."""


class LinePrinter:
    """A printer on a line of its own, opened for each paper."""

    def __init__(self, open_line: OpenLine, seconds: Callable[[], float] = monotonic) -> None:
        """Take what opens the line."""
        self._open = open_line
        self._seconds = seconds
        self._is_torn = False
        self._confirms = True
        self._answers = True
        self._unsure = 0

    def send(
        self,
        content: bytes,
        mend: bytes = b"",
        aside: Aside = nothing_aside,
        begins: Begins = nobody_asks,
    ) -> None:
        """Ask, print, and wait until it says that it is done, where the line answers."""
        is_taken = is_handed = False
        try:
            line = self._open()
        except LineDead as dead:
            raise _dead(dead) from dead
        try:
            talk = _Talk(line, ANSWER_MS if self._answers else SILENT_MS)
            self._answers = talk.refuse_if_unable()
            torn, self._is_torn = self._is_torn, True
            line.write(mend if torn else b"")
            begins()
            for part in escpos.parts(content, PART_BYTES):
                line.write(aside() + part)
                is_taken = True
            is_handed = True
            if self._answers and self._confirms:
                self._wait_until_done(talk, content)
            self._is_torn, self._unsure = False, 0
        except LineDead as dead:
            if not is_handed:
                is_untaken = not is_taken and isinstance(dead, LineUntaken)
                raise _dead(dead, of_paper="untaken" if is_untaken else None) from dead
            self._unsure += 1
            self._confirms = self._unsure < _UNSURE_MAX
            raise Trouble(TroubleCode.PRINTER_UNSURE) from dead
        finally:
            line.close()

    def _wait_until_done(self, talk: "_Talk", content: bytes) -> None:
        """Wait for the answer that comes after the last dot; ask meanwhile why it does not come."""
        well_s = escpos.head_seconds(content) + _WELL_AND_SILENT_S
        most_s = escpos.seconds(content) + DONE_WAIT_S
        begun = self._seconds()
        try:
            talk.line.write(escpos.ASK_DONE)
            while not talk.is_done:
                heard = talk.hear(DONE_ASK_MS)
                is_well = bool(heard) or talk.is_done or talk.refuse_if_unable()
                waited = self._seconds() - begun
                if is_well and waited >= well_s:
                    self._confirms = talk.is_done
                    return
                if waited >= most_s:
                    raise LineDead("the printer does not say that it is done")
        except LineClosed:
            self._confirms = False  # some let every line go that is through


class _Talk:
    """Questions and answers on an open line, in whatever order the answers come."""

    def __init__(self, line: Line, answer_ms: int) -> None:
        self.line = line
        self._answer_ms = answer_ms
        self.is_done = False

    def hear(self, wait_ms: int) -> list[int]:
        """The answers that came, without the one that says that all is printed."""
        heard = self.line.read(wait_ms)
        answers = [byte for byte in heard if byte & _FIXED_BITS == _FIXED]
        self.is_done = self.is_done or any(not byte & _ASKED_BITS for byte in heard)
        return answers

    def ask(self, question: bytes) -> int | None:
        """The answer to a question, None when there is none."""
        self.line.write(question)
        answers = self.hear(self._answer_ms)
        return answers[-1] if answers else None

    def refuse_if_unable(self) -> bool:
        """Raise what the printer says is wrong; whether it says anything at all."""
        paper = self.ask(escpos.ASK_PAPER)
        if paper is None:
            return False
        cause = self.ask(escpos.ASK_CAUSE) or 0
        state = self.ask(escpos.ASK_PRINTER) or 0
        if cause & _Said.COVER_OPEN:
            raise Trouble(TroubleCode.PRINTER_COVER_OPEN)
        if paper & _Said.NO_PAPER == _Said.NO_PAPER or cause & _Said.PAPER_END:
            raise Trouble(TroubleCode.PRINTER_PAPER_OUT)
        if cause & _Said.ERROR or state & _Said.OFFLINE:
            raise Trouble(TroubleCode.PRINTER_FAULT)
        return True


def _dead(dead: LineDead, of_paper: OfPaper | None = None) -> Trouble:
    return Trouble(TroubleCode.PRINTER_DEAD, reason=str(dead), of_paper=of_paper)


def _roll_wait_s(content: bytes) -> float:
    return escpos.seconds(content) + SPOOL_WAIT_S


class SpooledPrinter:
    """A printer behind the system's own queue, which takes the bytes as they are."""

    def __init__(
        self,
        spooler: Spooler,
        queue: str,
        wait: Callable[[float], object],
        seconds: Callable[[], float] = monotonic,
        most_s: Callable[[bytes], float] = _roll_wait_s,
    ) -> None:
        """Take the system's spooler, the name of the queue, and how long a paper may take."""
        self._spooler = spooler
        self._queue = queue
        self._wait = wait
        self._seconds = seconds
        self._most_s = most_s
        self._left: tuple[SpoolJob, bytes] | None = None
        """What is still being printed although it takes longer than any paper should."""

    def send(
        self,
        content: bytes,
        mend: bytes = b"",
        aside: Aside = nothing_aside,
        begins: Begins = nobody_asks,
    ) -> None:
        """Hand it over and wait until the queue has no more of it.

        What the queue does not get rid of is taken back: it is printed again by us, once. What is
        being printed stays there and is waited for at the next try. A queue takes no byte to its
        printer before it says that it prints, or what the printer lacks.
        """
        begins()
        job, until, is_taken = self._job_of(content)
        while (why := self._spooler.stuck(job)) is not None:
            is_printing = why == "printing"
            is_taken = is_taken or why in _SAID_BY_PRINTERS
            is_over = self._seconds() >= until
            if is_printing and is_over:
                self._left = job, content
                raise Trouble(TroubleCode.PRINTER_QUEUE, why="queue_slow", of_paper="left")
            if is_over or (why and not is_printing):
                self._spooler.take_back(job)
                because = "queue_stopped" if why == "stopped" else "queue_stuck"
                code = _CODES.get(why, TroubleCode.PRINTER_QUEUE)
                raise Trouble(code, why=because, of_paper=None if is_taken else "untaken")
            self._wait(0.2)

    def _job_of(self, content: bytes) -> tuple[SpoolJob, float, bool]:
        """The job of a paper, until when it may take, whether some of it was printed before.

        It is a new one unless it was left there.
        """
        if self._left is not None and self._left[1] == content:
            (job, _), self._left = self._left, None
            return job, self._seconds() + SPOOL_WAIT_S, True
        try:
            job = self._spooler.put(self._queue, content)
        except Trouble as trouble:
            known = {"of_paper": "untaken", **trouble.facts}
            raise Trouble(TroubleCode.PRINTER_QUEUE, **known) from trouble
        return job, self._seconds() + self._most_s(content), False


_SAID_BY_PRINTERS: tuple[Stuck, ...] = ("printing", "paper", "cover")
_CODES = {
    "paper": TroubleCode.PRINTER_PAPER_OUT,
    "cover": TroubleCode.PRINTER_COVER_OPEN,
    "offline": TroubleCode.PRINTER_DEAD,
}


def connect(setup: Setup, wait: Callable[[float], object]) -> Printer | None:
    """The printer of this PC, None where none is set. `wait` pauses for so many seconds."""
    match setup.kind:
        case "none":
            return None
        case "network":
            return LinePrinter(lambda: TcpLine(setup.address))
        case "serial":
            return LinePrinter(lambda: SerialLine(setup.address, setup.baud))
        case "cups":
            return SpooledPrinter(CupsSpooler(), setup.address, wait)
        case "windows":
            return SpooledPrinter(WindowsSpooler(), setup.address, wait)
        case "cups_sheets":
            sheets = CupsSpooler(options=sheet_options)
            return SpooledPrinter(sheets, setup.address, wait, most_s=lambda _: SHEET_WAIT_S)
        case "windows_sheets":
            return WindowsSheets(setup.address)
