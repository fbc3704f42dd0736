"""What is printed: one paper after the other on the printer's own thread; nobody waits for it.

The sale is saved before its paper is asked for. What cannot be printed stays in the queue, is tried
again after growing pauses, and says why; it outlives a restart. A paper of which some may lie on
the counter is no original any more: whatever cut it off, it comes again as a copy that is counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypeVar, get_args

from estore_pos.base.clock import Clock
from estore_pos.base.settings import Form, Settings, Sort
from estore_pos.devices import drawer as drawers
from estore_pos.devices import escpos
from estore_pos.devices import printer as printers
from estore_pos.devices.printer import Printer, Setup
from estore_pos.domain.errors import Refusal, RefusalCode, ShopError, Trouble, TroubleCode
from estore_pos.domain.ids import RecordId, SaleId
from estore_pos.operations import paper
from estore_pos.operations.archive import Archive
from estore_pos.operations.printer import PrinterState
from estore_pos.store import print_queue
from estore_pos.store.begun import Begun
from estore_pos.store.books import Reader
from estore_pos.store.page import Page
from estore_pos.store.print_queue import PrintJob, Sheet

T = TypeVar("T")

PAUSES_S = (2, 5, 10, 20, 40, 60, 120)
"""After the first failure, the second ...; the last one stays."""
KICK_MAX_MS = 5_000
"""A drawer opens at once or not at all: nobody stands before it later."""
SLOW_S = 5
SORTS: tuple[Sort, ...] = get_args(Sort)
_DOTS_PER_MM = 8
_NARROW, _WIDE = 384, 576


class Write(Protocol):
    """Has the desk write between two deeds, and waits for it."""

    def __call__(self, deed: Callable[[Page], T], /) -> T:
        """Do it on one page."""
        ...


Connect = Callable[[Setup], Printer | None]

_UNCOUNTED = ("ruler", "list", "list_a4")
"""Papers that are no bill's: each comes again as it was."""

Make = Callable[[Literal["58", "80", "a4"]], bytes]
"""Makes a paper that is kept nowhere, as a PDF for this roll or sheet."""

Told = Callable[[ShopError | None], None]
"""Hears that a paper came out, or that the drawer was opened; else why not."""


@dataclass(frozen=True, slots=True)
class Devices:
    """What this PC has at its printer."""

    printer: Setup
    drawer: drawers.DrawerKind = "none"
    forms: tuple[tuple[Sort, Form], ...] = ()
    """What of the papers is printed as what, where it is not a receipt."""

    @classmethod
    def of(cls, settings: Settings) -> "Devices":
        """As the settings say."""
        return cls(
            Setup(
                settings.printer,
                settings.printer_address.strip(),
                settings.printer_baud,
                settings.printer_width_mm * _DOTS_PER_MM,
                settings.printer_cut,
            ),
            settings.drawer,
            _forms(settings),
        )

    @classmethod
    def office(cls, settings: Settings) -> "Devices":
        """The office printer, as the settings say."""
        kinds: dict[str, printers.Kind] = {"cups": "cups_sheets", "windows": "windows_sheets"}
        kind = kinds.get(settings.office_printer, "none")
        return cls(Setup(kind, settings.office_queue.strip()), forms=_forms(settings))


def _forms(settings: Settings) -> tuple[tuple[Sort, Form], ...]:
    return tuple((sort, settings.form(sort)) for sort in SORTS if settings.form(sort) != "receipt")


class _Aside(NamedTuple):
    """How often a paper could not be made, when it is tried again, and why."""

    times: int
    next_ms: int
    why: ShopError


class Press:
    """Prints what waits for one printer. Its thread only, but for `kick` and `try_now`.

    The office printer has one of its own: a receipt never waits behind its sheets.
    """

    def __init__(
        self,
        reader: Reader,
        archive: Archive,
        write: Write,
        clock: Clock,
        devices: Callable[[], Devices],
        connect: Connect,
        told: Callable[[PrinterState], None],
        drawer_told: Told,
        reprinted: Callable[[Page, RecordId], int],
        begun: Begun,
        *,
        is_office: bool = False,
    ) -> None:
        """Take the books, the papers, the setting, who is told how it goes, and what has begun."""
        self._reader = reader
        self._archive = archive
        self._write = write
        self._clock = clock
        self._devices = devices
        self._connect = connect
        self._told = told
        self._drawer_told = drawer_told
        self._reprinted = reprinted
        self._begun = begun
        self._is_office = is_office
        self._sorts: dict[str, Sort] = {}
        """Of what the papers that wait are."""
        self._state: PrinterState | None = None
        self._held: Devices | None = None
        self._printer: Printer | None = None
        self._kicked_ms: int | None = None
        self._is_pulsed = False
        """A pulse went between two bits of a paper."""
        self._once: tuple[Make, Told] | None = None
        self._fresh_try = False
        self._has_forgotten = False
        self._failures = 0
        self._trouble: Trouble | None = None
        self._unfit: Trouble | None = None
        self._next_ms = 0
        self._newest = 0
        """The place of the paper that was asked for last."""
        self._slow_s = 0
        self._aside: dict[int, _Aside] = {}
        """Papers that could not be made."""
        self._unwritten: set[int] = set()
        """Papers that lie on the counter although the disk could not be told."""

    def warm(self) -> None:
        """Load what makes papers, so that the first one does not take longer than the others."""
        if not self._is_office:
            paper.load()

    def kick(self) -> None:
        """Open the drawer, before any paper that waits; from any thread."""
        self._kicked_ms = self._clock.monotonic_ms()

    def print_once(self, make: Make, told: Told) -> None:
        """Print what may lie on no disk: tried once, before all that waits; from any thread."""
        self._once = (make, told)

    def try_now(self) -> None:
        """Try again without waiting for the pause to end; from any thread."""
        self._fresh_try = True

    def step(self) -> float | None:
        """Do the next thing; seconds until there may be another, None until somebody asks."""
        self._set_up()
        if self._kicked_ms is not None:
            self._open_drawer()
        if self._once is not None:
            self._print_once()
        if self._fresh_try:
            self._fresh_try = False
            self._next_ms = 0
            self._aside.clear()
        now_ms = self._clock.monotonic_ms()
        jobs = self._waiting()
        newest = max((job.place for job in jobs), default=0)
        if newest > self._newest:
            # Whoever this paper is for stands there now: paper may have been put in since.
            self._newest, self._next_ms = newest, 0
        aside = {job.place: self._aside[job.place] for job in jobs if job.place in self._aside}
        due = [job for job in jobs if job.place not in aside or aside[job.place].next_ms <= now_ms]
        pause_ms = self._next_ms - now_ms
        if self._printer is None or self._unfit is not None or not jobs:
            self._tell(jobs)
            return None
        if pause_ms > 0 or not due:
            self._tell(jobs)
            soonest_ms = 0 if due else min(each.next_ms for each in aside.values()) - now_ms
            return max(pause_ms, soonest_ms) / 1000
        self._print(due[0], jobs)
        return 0.0

    def _set_up(self) -> None:
        devices = self._devices()
        if devices != self._held:
            self._held = devices
            self._printer = self._connect(devices.printer)
            self._trouble, self._failures, self._next_ms, self._slow_s = None, 0, 0, 0
            whole = devices.printer.is_whole
            self._unfit = None if whole else Trouble(TroubleCode.PRINTER_SETUP)

    def _waiting(self) -> list[PrintJob]:
        with self._reader.page() as page:
            jobs = print_queue.waiting(page)
        if not self._has_forgotten:
            self._has_forgotten = True
            before = self._clock.now() - print_queue.MEMORY
            self._keep(lambda page: print_queue.forget(page, _ms(before.timestamp())))
        mine = [job for job in jobs if (self._sheet(job) is not None) == self._is_office]
        if cut_off := self._begun.before_the_start(mine):
            for job in cut_off:
                self._mark(job)
            return self._waiting()
        return [job for job in mine if job.place not in self._unwritten]

    def _sheet(self, job: PrintJob) -> Sheet | None:
        """The sheet that a paper is printed as, None for a receipt."""
        assert self._held is not None
        match job.what:
            case "ruler" | "list":
                return None
            case "list_a4":
                return "a4"
            case "bill":
                forms = dict(self._held.forms)
                if not forms:
                    return None
                if job.about not in self._sorts:
                    self._sorts[job.about] = self._archive.sort(job.about)
                form = forms.get(self._sorts[job.about], "receipt")
                return None if form == "receipt" else form
            case sheet:
                return sheet

    def _open_drawer(self) -> None:
        assert self._held is not None
        is_late, self._kicked_ms = self._is_late, None
        found = drawers.at(self._printer, self._held.drawer)
        if found is None:
            return
        try:
            if is_late:
                # A paper was being printed.
                raise Trouble(TroubleCode.DRAWER_SHUT)
            found.open()
        except Trouble as trouble:
            self._drawer_told(trouble)
        else:
            self._drawer_told(None)

    @property
    def _is_late(self) -> bool:
        return self._clock.monotonic_ms() - (self._kicked_ms or 0) > KICK_MAX_MS

    def _pulse(self) -> bytes:
        """What goes between two bits of a paper: the drawer's pulse, if somebody waits for it."""
        self._pulsed(None)
        assert self._held is not None
        found = drawers.at(self._printer, self._held.drawer)
        if self._kicked_ms is None or self._is_late or found is None:
            return b""
        self._kicked_ms, self._is_pulsed = None, True
        return found.pulse

    def _pulsed(self, trouble: Trouble | None) -> None:
        """Tell how it went with a pulse that was sent between."""
        if self._is_pulsed:
            self._is_pulsed = False
            self._drawer_told(trouble)

    def _print_once(self) -> None:
        assert self._once is not None
        assert self._held is not None
        (make, told), self._once = self._once, None
        setup = self._held.printer
        try:
            if self._printer is None:
                raise Refusal(RefusalCode.NO_PRINTER)
            if self._unfit is not None:
                raise self._unfit
            if self._is_office:
                content, mend = make("a4"), b""
            else:
                dots = _dots(setup)
                rows = paper.dots(make("80" if dots == _WIDE else "58"), dots)
                content, mend = _told_as(rows, setup, fits=_is_whole(setup, dots))
            self._printer.send(content, mend)
        except ShopError as error:
            # Unlike a bill it does not come again by itself.
            is_unsure = error.code is TroubleCode.PRINTER_UNSURE
            told(Trouble(TroubleCode.PRINTER_DEAD, reason="unsure") if is_unsure else error)
        else:
            told(None)

    def _print(self, job: PrintJob, jobs: list[PrintJob]) -> None:
        assert self._printer is not None
        assert self._held is not None
        self._tell(jobs, is_printing=True)
        try:
            content, mend = self._content(job, self._held.printer)
        except ShopError as error:
            # This paper alone: the others need not wait for it.
            times = self._aside[job.place].times + 1 if job.place in self._aside else 1
            next_ms = self._clock.monotonic_ms() + _pause_ms(times)
            self._aside[job.place] = _Aside(times, next_ms, error)
            why = error.code.value
            self._keep(lambda page: print_queue.tried(page, job.place, times, why))
            return
        try:
            self._printer.send(content, mend, self._pulse, lambda: self._begun.begin(job))
        except Trouble as trouble:
            self._pulsed(trouble)
            self._broke_off(job, trouble)
            if trouble.code is TroubleCode.PRINTER_UNSURE and job.what in _UNCOUNTED:
                trouble = Trouble(TroubleCode.PAPER_UNSURE, paper=job.what)
            self._failed(job, trouble)
        else:
            self._pulsed(None)
            self._begun.end(job)
            self._printed(job)

    def _broke_off(self, job: PrintJob, trouble: Trouble) -> None:
        """Some of a paper may lie on the counter, or is known not to; one left in a queue goes on.

        A paper that began and was torn off is seen too, so it counts as one that came out.
        """
        of_paper = trouble.facts.get("of_paper")
        if of_paper == "untaken":
            self._begun.withdraw(job)
        elif of_paper != "left" and (
            self._begun.end(job) or trouble.code is TroubleCode.PRINTER_UNSURE
        ):
            self._mark(job)

    def _content(self, job: PrintJob, setup: Setup) -> tuple[bytes, bytes]:
        if (sheet := self._sheet(job)) is not None:
            if job.what == "list_a4":
                return self._archive.listed(job.about), b""
            pdf = self._archive.paper(SaleId(job.about), sheet, job.language, job.copy)
            return pdf.read_bytes(), b""
        dots = _dots(setup)
        if job.what == "ruler":
            rows = paper.ruler_dots(job.language)
        elif job.what == "list":
            rows = paper.dots(self._archive.listed(job.about), dots)
        else:
            kind: paper.PaperKind = "80" if dots == _WIDE else "58"
            pdf = self._archive.paper(SaleId(job.about), kind, job.language, job.copy)
            rows = paper.dots(pdf.read_bytes(), dots)
        # The middle of a paper that is narrower or wider than the head is not the head's.
        content = _told_as(rows, setup, fits=job.what != "ruler" and _is_whole(setup, dots))
        seconds = len(content[0]) * 10 // setup.baud if setup.kind == "serial" else 0
        self._slow_s = seconds if seconds >= SLOW_S else 0
        return content

    def _mark(self, job: PrintJob) -> None:
        """What may lie on the counter already comes again as a copy that is counted, or never."""
        if job.what in _UNCOUNTED:
            return

        def mark(page: Page) -> None:
            print_queue.mark(page, job.place, self._reprinted(page, job.about))

        if not self._keep(mark):
            self._unwritten.add(job.place)

    def _failed(self, job: PrintJob, trouble: Trouble) -> None:
        self._failures += 1
        self._trouble = trouble
        self._next_ms = self._clock.monotonic_ms() + _pause_ms(self._failures)
        if job.why != trouble.code.value:
            why, tries = trouble.code.value, job.tries + self._failures
            self._keep(lambda page: print_queue.tried(page, job.place, tries, why))

    def _printed(self, job: PrintJob) -> None:
        self._failures, self._trouble = 0, None
        self._unwritten.add(job.place)
        done = frozenset(self._unwritten)

        def mark(page: Page) -> None:
            for place in done:
                print_queue.printed(page, place)

        if self._keep(mark):
            self._unwritten -= done

    def _keep(self, deed: Callable[[Page], None]) -> bool:
        """Have it written down; whether the disk took it. What it did not is written later."""
        try:
            self._write(deed)
        except Trouble:
            return False
        return True

    def _tell(self, jobs: list[PrintJob], *, is_printing: bool = False) -> None:
        state = PrinterState(
            is_set=self._printer is not None,
            waiting=len(jobs),
            is_printing=is_printing,
            trouble=self._unfit or self._trouble or self._aside_because(jobs),
            slow_s=self._slow_s,
        )
        if state != self._state:
            self._state = state
            self._told(state)

    def _aside_because(self, jobs: list[PrintJob]) -> ShopError | None:
        found = (self._aside[job.place].why for job in jobs if job.place in self._aside)
        return next(found, None)

    def close(self) -> None:
        """Let the books go; what waits is printed after the next start."""
        self._archive.close()
        self._reader.close()


def _dots(setup: Setup) -> int:
    """How many dots of its head papers are made for."""
    return _WIDE if setup.width_dots >= _WIDE else min(setup.width_dots, _NARROW)


def _is_whole(setup: Setup, dots: int) -> bool:
    """Whether a paper of so many dots fills the head, and its lines whole bytes."""
    return dots == setup.width_dots and not dots % 8


def _told_as(rows: list[bytes], setup: Setup, *, fits: bool) -> tuple[bytes, bytes]:
    """Rows of dots as the printer is told them, and what ends them if they are cut short."""
    told = escpos.picture(rows, aligned=fits)
    return escpos.BEGIN + told + escpos.cut(setup.cut), escpos.silence(rows)


def _pause_ms(failures: int) -> int:
    return PAUSES_S[min(failures, len(PAUSES_S)) - 1] * 1000


def _ms(seconds: float) -> int:
    return int(seconds * 1000)


def connect(wait: Callable[[float], object]) -> Connect:
    """Reach a printer by its setup; `wait` pauses for so many seconds."""
    return lambda setup: printers.connect(setup, wait)
