"""The composition root: builds books, windows, scanner, sounds and the line to HQ, and ties them.

The window comes first. What is heavy (operations, and with them SQL; the line, and with it HTTP) is
imported on the thread that uses it, after the first paint. Qt is imported by `ui` before anything
else of it, and here where it is used: see there.
"""

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from estore_pos import __version__
from estore_pos.base import folders, settings
from estore_pos.base.clock import Clock, SystemClock
from estore_pos.base.crash import CrashFiles
from estore_pos.base.folders import Folders
from estore_pos.base.resource import resource
from estore_pos.commands.world import WindowOptions
from estore_pos.text import words
from estore_pos.ui import style
from estore_pos.ui.ports import Matrix, Sound
from estore_pos.ui.shell import Shell
from estore_pos.ui.work import Lane, Work

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from estore_pos.devices.scanner import Decoder, Lesson
    from estore_pos.devices.sound import Player
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.money import Money
    from estore_pos.domain.shop import Shop
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.operations.line import LineState
    from estore_pos.operations.printer import PrinterState
    from estore_pos.operations.printing import Make, Press, Told
    from estore_pos.operations.till import Till
    from estore_pos.store.outbox import BooksIdentity
    from estore_pos.store.page import Page
    from estore_pos.ui.ports import Learning
    from sync.client.pump import Pump

T = TypeVar("T")
log = logging.getLogger(__name__)
SWITCH_S = 0.001
"""A thread gives way to the window's after so long; Python's own 5 ms would be seen."""
REST_MS = 600
"""So long after the books are open begins what the first scan does not need."""
START_SPREAD_S = 300
"""Over so long the first calls of tills that open at one hour are spread; a bill calls at once."""
AGAIN_S = 5
"""So long what runs beside the window waits for books that are away."""
STOP_S = 3
"""So long a closing window waits for a request to HQ."""
NATIVE_TIMES = frozenset({"windows", "xcb", "wayland"})
"""Platforms whose key events say when the key was pressed; elsewhere it is when it arrives."""


class Ear:
    """devices.scanner's decoder as the windows want it."""

    def __init__(self, gap_ms: int, prefix: str = "", suffix: str = "") -> None:
        """Listen for a scanner with this gap, and what it puts before and behind a code."""
        self._lesson: Lesson | None = None
        self._known: Decoder | None = None
        self._habits = gap_ms, prefix, suffix

    @property
    def _decoder(self) -> "Decoder":
        """Made at the first key: the first paint does not wait for it."""
        if self._known is None:
            from estore_pos.devices.scanner import Decoder, Habits

            gap_ms, prefix, suffix = self._habits
            self._known = Decoder(Habits(gap_ms=gap_ms, prefix=prefix, suffix=suffix))
        return self._known

    @property
    def gap_ms(self) -> int:
        """The longest gap between two keys of the scanner."""
        return self._habits[0]

    def follow(self, gap_ms: int, prefix: str, suffix: str) -> None:
        """Listen for a scanner of these habits from now on."""
        self._habits = gap_ms, prefix, suffix
        self._known = None

    def press(self, char: str, at_ms: int) -> None:
        """A key."""
        self._decoder.feed(char, at_ms)

    def end(self, end: str, at_ms: int) -> str | None:
        """The code of a scan, "" for its second end, None for a hand's key."""
        from estore_pos.devices.scanner import Echo, Scan

        match self._decoder.feed(end, at_ms):
            case Scan(code=code):
                return code
            case Echo():
                return ""
            case _:
                return None

    def forget(self) -> None:
        """The last scan was none."""
        self._decoder.forget()

    def learn(self, *, anew: bool = False) -> "Learning":
        """Take what was typed last as a packet's code: the habits, or where the lesson stands."""
        from estore_pos.devices.scanner import Habits, Lesson

        if anew or self._lesson is None:
            self._lesson = Lesson()
        if anew:
            return "none"
        step = self._lesson.take(self._decoder.heard)
        if isinstance(step, Habits):
            self._lesson = None
            return step.gap_ms, step.prefix, step.suffix
        return step


class Loudspeaker:
    """The PC's player, unless the settings say silence; it is looked for at the first sound.

    It has a thread of its own: to start a program takes longer than to paint a line.
    """

    def __init__(self, is_on: Callable[[], bool], fault: Callable[[BaseException], None]) -> None:
        """Take whether sounds are wanted now, and whom to tell of a fault of ours."""
        self._is_on = is_on
        self._fault = fault
        self._lane: Lane | None = None
        self._player: Player | None = None

    def play(self, sound: Sound) -> None:
        """Play a sound and return at once."""
        if not self._is_on():
            return
        if self._lane is None:
            self._lane = Lane("sound", self._fault)
            self._lane.start()
        self._lane.put(partial(self._play, sound))

    def _play(self, sound: Sound) -> None:
        from estore_pos.devices import sound as sounds

        if self._player is None:
            self._player = sounds.system_player()
        self._player.play(sounds.Sound(sound))

    def close(self) -> None:
        """Stop what plays."""
        if self._lane is not None:
            self._lane.close()
        close = getattr(self._player, "close", None)
        if close is not None:
            close()


class HqThread:
    """The line to HQ on its own thread: sends what waits, joins when asked, says how it stands."""

    def __init__(
        self,
        till: "Till",
        work: Work,
        clock: Clock,
        told: Callable[[object], None],
        joined: Callable[[Exception | None], None],
        fault: Callable[[BaseException], None],
        options: WindowOptions,
    ) -> None:
        """Take open books, the way to their desk, and whom to tell of the line and of a fault.

        `joined` hears how it went with the HQ that this start names, where it names one.
        """
        self._till = till
        self._work = work
        self._clock = clock
        self._told = told
        self._joined = joined
        self._fault = fault
        self._options = options
        from queue import SimpleQueue

        self._asked: SimpleQueue[tuple[str, str, Callable[[Exception | None], None]]]
        self._asked = SimpleQueue()
        self._ended = threading.Event()
        self._pump: Pump | None = None
        self._hq_url = ""
        self._code = ""
        self._asks = 0
        self._has_written = False
        self._thread = threading.Thread(target=self._run, name="hq", daemon=True)
        till.tell_written(self.written)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End it; what waits is sent after the next start.

        A request that hangs in a dead line is left to die with the program: nothing of it is lost.
        """
        self._ended.set()
        self.try_now()
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    def try_now(self) -> None:
        """Somebody asks to send at once."""
        self._asks += 1
        if self._pump is not None:
            self._pump.poke()

    def written(self) -> None:
        """Something was written: send it soon, be it before the line stands; from any thread."""
        self._has_written = True
        if self._pump is not None:
            self._pump.nudge()

    def enrol(self, address: str, code: str, told: Callable[[Exception | None], None]) -> None:
        """Join HQ with a one-time code; `told` hears how it went on the line's thread."""
        self._asked.put((address, code, told))
        self.try_now()

    def _run(self) -> None:
        from concurrent.futures import CancelledError

        try:
            _while_books_are_away(self._serve, self._ended)
        except CancelledError:
            log.info("the desk closed before the line")
        except Exception as fault:
            log.exception("the line to HQ has stopped at a fault")
            self._fault(fault)

    def _serve(self) -> None:
        from random import SystemRandom

        from estore_pos.store.outbox import BooksIdentity, BooksOutbox
        from sync.client.http import HttpLine
        from sync.client.pump import Pump

        put_aside()
        till, reader = self._till, self._till.reader()
        try:
            outbox = BooksOutbox(reader, self._write, till.new_id, self._clock.now)
            identity = BooksIdentity(reader, self._write)
            pump = Pump(
                outbox,
                identity,
                HttpLine,
                SystemRandom().uniform,
                app=__version__,
                # An HQ that this start itself names (practice) is nobody else's to be spared.
                start_spread_s=0 if self._options.hq_url else START_SPREAD_S,
            )
            self._pump = pump
            if self._asks:
                pump.poke()
            if self._has_written:
                pump.nudge()
            self._meet_practice_hq(identity)
            # What waits is told before HQ is called: that may take long.
            pump.look()
            self._told(self._state(pump, is_answer=False))
            while not self._ended.is_set():
                self._join_if_asked(pump, identity)
                asks = self._asks
                following = pump.step(self._now_ms())
                held = identity.enrolment()
                self._hq_url = held.hq_url if held else ""
                self._told(self._state(pump, is_answer=asks == self._asks))
                if not self._ended.is_set() and self._asked.empty():
                    pump.wait(following, self._now_ms())
            pump.close()
        finally:
            reader.close()

    def _write(self, deed: "Callable[[Page], T]") -> "T":
        return self._work.on_desk(lambda till: till.write(deed))

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def _meet_practice_hq(self, identity: "BooksIdentity") -> None:
        """A practice HQ has another address at each start; the first time it also gives a code."""
        from dataclasses import replace

        if self._options.hq_url:
            held = identity.enrolment()
            if held is not None:
                identity.keep(replace(held, hq_url=self._options.hq_url))
                self._joined(None)
            elif self._options.hq_code:
                self._asked.put((self._options.hq_url, self._options.hq_code, self._joined))

    def _join_if_asked(self, pump: "Pump", identity: "BooksIdentity") -> None:
        from estore_pos.domain.errors import ShopError
        from estore_pos.operations.enrolment import not_joined, tidy_address
        from sync.client.enrol import NotEnrolled

        while not self._asked.empty():
            address, code, told = self._asked.get()
            try:
                identity.keep(pump.enrol(tidy_address(address), code))
                pump.poke()
                told(None)
            except ShopError as error:
                told(error)
            except NotEnrolled as error:
                told(not_joined(error.reason))

    def _state(self, pump: "Pump", *, is_answer: bool) -> "LineState":
        from estore_pos.operations.line import LineState

        status = pump.status
        if status.code != self._code:
            self._code = status.code
            log.info("the line to HQ: %s", status.code)
        return LineState(
            status.code,
            status.waiting.bills,
            status.waiting.records,
            _instant(status.last_ack_ms),
            self._hq_url,
            is_answer,
        )


class Printers:
    """The receipt printer and the office printer, each on a thread of its own."""

    def __init__(self, till: "Till", work: Work, shell: Shell) -> None:
        """Take open books, the way to their desk, and the window with its settings."""
        self._shell = shell
        self._states: dict[bool, PrinterState] = {}
        self._telling = threading.Lock()
        self._receipts = PrinterThread(till, work, shell, self._told, is_office=False)
        self._office = PrinterThread(till, work, shell, self._told, is_office=True)
        self._both = (self._receipts, self._office)

    def start(self) -> None:
        """Begin with those that this PC has."""
        for each in self._both:
            each.start()

    def stop(self) -> None:
        """End both; what waits is printed after the next start."""
        for each in self._both:
            each.stop()

    def written(self) -> None:
        """A paper was asked for, or a printer is another one."""
        for each in self._both:
            each.written()

    def try_now(self) -> None:
        """Somebody asks to try at once."""
        for each in self._both:
            each.try_now()

    def kick(self) -> None:
        """Open the drawer."""
        self._receipts.kick()

    def print_once(self, make: "Make", told: "Told") -> None:
        """Print what may lie on no disk: on the roll where there is one, else on a sheet."""
        has_roll = self._shell.settings.printer != "none"
        (self._receipts if has_roll else self._office).print_once(make, told)

    def _told(self, is_office: bool, state: "PrinterState") -> None:
        from estore_pos.operations.printer import PrinterState, together

        with self._telling:
            self._states[is_office] = state
            receipts, office = (self._states.get(each, PrinterState()) for each in (False, True))
            self._shell.printer_told.emit(together(receipts, office))


class PrinterThread:
    """A printer on its own thread: prints what waits, says how it stands."""

    def __init__(
        self,
        till: "Till",
        work: Work,
        shell: Shell,
        told: "Callable[[bool, PrinterState], None]",
        *,
        is_office: bool,
    ) -> None:
        """Take open books, the way to their desk, the window with its settings, who is told."""
        self._till = till
        self._told = told
        self._is_office = is_office
        self._work = work
        self._shell = shell
        self._ended = threading.Event()
        self._woken = threading.Event()
        self._press: Press | None = None
        self._is_kicked_early = False
        self._once_early: tuple[Make, Told] | None = None
        name = "office" if is_office else "printer"
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin, once this PC has a printer."""
        if self._thread.ident is None and self._kind() != "none":
            self._thread.start()

    def stop(self) -> None:
        """End it; what waits is printed after the next start.

        A printer that hangs in a dead line is left to die with the program.
        """
        self._ended.set()
        self._woken.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    def _kind(self) -> str:
        settings = self._shell.settings
        return settings.office_printer if self._is_office else settings.printer

    def written(self) -> None:
        """A paper was asked for, or the printer is another one."""
        self.start()
        self._woken.set()

    def try_now(self) -> None:
        """Somebody asks to try at once."""
        if self._press is not None:
            self._press.try_now()
        self.written()

    def kick(self) -> None:
        """Open the drawer."""
        if self._press is not None:
            self._press.kick()
        else:
            self._is_kicked_early = True
        self.written()

    def print_once(self, make: "Make", told: "Told") -> None:
        """Print what may lie on no disk."""
        if self._press is not None:
            self._press.print_once(make, told)
        else:
            self._once_early = (make, told)
        self.written()

    def _run(self) -> None:
        from concurrent.futures import CancelledError

        try:
            _while_books_are_away(self._serve, self._ended)
        except CancelledError:
            log.info("the desk closed before the printer")
        except Exception as fault:
            log.exception("the printer has stopped at a fault")
            self._work.fault.emit(fault)

    def _serve(self) -> None:
        from estore_pos.operations import printing

        shell = self._shell
        devices = printing.Devices.office if self._is_office else printing.Devices.of
        press = self._till.press(
            self._write,
            lambda: devices(shell.settings),
            printing.connect(self._ended.wait),
            partial(self._told, self._is_office),
            shell.drawer_told.emit,
            is_office=self._is_office,
        )
        try:
            press.warm()
            self._press = press
            if self._is_kicked_early:
                self._is_kicked_early = False
                press.kick()
            if self._once_early is not None:
                press.print_once(*self._once_early)
                self._once_early = None
            while not self._ended.is_set():
                self._woken.clear()
                wait_s = press.step()
                if wait_s != 0:
                    self._woken.wait(wait_s)
        finally:
            press.close()

    def _write(self, deed: "Callable[[Page], T]") -> "T":
        return self._work.on_desk(lambda till: till.write(deed))


def _while_books_are_away(serve: Callable[[], None], ended: threading.Event) -> None:
    """Serve, and begin anew a while after the books could not be read: their disk may be away."""
    from estore_pos.domain.errors import ShopError

    while not ended.is_set():
        try:
            serve()
        except ShopError as trouble:
            log.warning("the books cannot be read now: %s", trouble)
            ended.wait(AGAIN_S)
        else:
            return


def _instant(at_ms: int | None) -> datetime | None:
    return datetime.fromtimestamp(at_ms / 1000, UTC) if at_ms else None


class Program:
    """One run of the windows, from the first paint to the last thread."""

    def __init__(
        self, app: "QApplication", options: WindowOptions, on_ready: Callable[[Shell], None] | None
    ) -> None:
        """Build the window; nothing is opened yet."""
        self._has_native_times = app.platformName() in NATIVE_TIMES
        self._options = options
        self._on_ready = on_ready
        self._clock = SystemClock()
        self._folders: Folders = folders.find(options.books)
        self._settings_file = self._folders.state / settings.FILE
        found, self._settings_note = settings.load(self._settings_file)
        if options.language:
            found = settings.change(found, "language", options.language)
        words.load({"hi": resource("words/hi.po").read_bytes(), "en": b""})
        words.speak(found.language)
        style.wear(app, found.theme, found.scale)
        self.work = Work(self._open_till)
        self._log: logging.Handler | None = None
        self._speaker = Loudspeaker(
            lambda: self.shell.settings.sound == "on", lambda fault: self.work.fault.emit(fault)
        )
        self._line: HqThread | None = None
        self._printer: Printers | None = None
        self.shell = Shell(
            self.work,
            found,
            Ear(found.scan_gap_ms, found.scan_prefix, found.scan_suffix),
            self._speaker,
            self._clock.now,
            self._at_ms,
        )
        self.shell.pay_code = pay_code
        self.shell.show_file = show_file
        self.shell.chat = WhatsApp()
        self._crashes = CrashFiles(self._folders.state / "crashes", self._clock, __version__)
        if options.practice and options.hq_url:
            self.shell.practice_words = lambda: practice_words(options.hq_url)
        self.shell.painted.connect(self._begin)
        self.work.opened.connect(self._till_opened)
        self.work.refused.connect(lambda error: log.info("stay shut: %s", error.code.value))
        self.work.fault.connect(self._crashes.write)
        self.shell.settings_changed.connect(self._keep_settings)
        self.shell.closing.connect(self._stop_line)
        self.shell.ready.connect(self._ready)

    def _at_ms(self, event: "QKeyEvent") -> int:
        # An event that a program made and stamped (a script's) is believed everywhere.
        told = self._has_native_times or not event.spontaneous()
        if told and event.timestamp():
            return event.timestamp()
        return self._clock.monotonic_ms()

    def _begin(self) -> None:
        from PySide6.QtCore import QTimer

        sys.setswitchinterval(SWITCH_S)
        self._crashes.watch(lambda fault, path: self.shell.fault_seen.emit())
        self.work.start()
        QTimer.singleShot(REST_MS, self._begin_icon)

    def _begin_icon(self) -> None:
        # Not at once: to name QIcon makes an enum of 150.
        from PySide6.QtGui import QIcon

        self.shell.setWindowIcon(QIcon(str(resource("icons/estore.svg"))))

    def _open_till(
        self, on_change: "Callable[[CounterView], None]", recovery_code: str | None
    ) -> "Till":
        """The books; on the desk's thread."""
        from estore_pos.base.secrets import open_secrets
        from estore_pos.operations.till import open_till
        from estore_pos.store.books import file_trouble

        try:
            self._folders.create()
            self._start_log()
        except OSError as error:
            raise file_trouble(error) from error
        till = open_till(
            self._folders.books,
            self._clock,
            open_secrets(self._folders.secrets),
            self._folders.state,
            cache_dir=self._folders.cache,
            practice=self._options.practice,
            recovery_code=recovery_code,
            on_change=on_change,
        )
        log.info("the books are open")
        with suppress(OSError):  # then a folder that is moved now asks for the recovery code
            folders.remember(self._folders)
        if (loss := till.loss()) is not None:
            log.warning("the books are not what this PC wrote: %s", loss)
        return till

    def _start_log(self) -> None:
        """Begin the log; on the desk's thread, for what it imports is heavy."""
        if self._log is None:
            from estore_pos.base.log import start_log

            self._log = start_log(self._folders.state / "log")
            log.info("eStore %s", __version__)

    def _stop_log(self) -> None:
        if self._log is not None:
            from estore_pos.base.log import stop_log

            log.info("closed")
            stop_log(self._log)
            self._log = None

    def _till_opened(self, till: "Till") -> None:
        from PySide6.QtCore import QTimer

        put_aside()
        self._stop_line()
        self._line = HqThread(
            till,
            self.work,
            self._clock,
            self.shell.line_told.emit,
            self.shell.hq_joined.emit,
            self.work.fault.emit,
            self._options,
        )
        self.shell.hq_line = self._line
        self._printer = Printers(till, self.work, self.shell)
        self.shell.printing.lane = self._printer
        self.shell.counter.weigh_on = self._weigh
        QTimer.singleShot(REST_MS, partial(self._begin_later, self._line))

    def _begin_later(self, line: HqThread) -> None:
        """What the first scan does not wait for: lists, the line with its HTTP, the printer."""
        if self._line is line:
            self.shell.counter.complete_later()
            line.start()
            if self._printer is not None:
                self._printer.start()

    def _ready(self) -> None:
        if self._settings_note is not None:
            self.shell.say_settings_lost(self._settings_note.aside.name)
        if self._on_ready is not None:
            self._on_ready(self.shell)

    def _keep_settings(self, changed: settings.Settings) -> None:
        self.work.desk(lambda till: settings.save(self._settings_file, changed))
        if self._printer is not None:
            self._printer.written()

    def _stop_line(self) -> None:
        if self._line is not None:
            self._line.stop()
            self._line = None
        if self._printer is not None:
            self._printer.stop()
            self._printer = None

    def _weigh(self) -> int:
        """The grams on the scale; on the devices' thread."""
        from estore_pos.operations import weighing

        return weighing.grams(self.shell.settings)

    def close(self) -> None:
        """End every thread, then the window: while Qt is still there to hear of it."""
        self._stop_line()
        self.work.close()
        self._speaker.close()
        self._stop_log()
        gc.unfreeze()
        from shiboken6 import delete

        delete(self.shell)


def practice_words(hq_page: str) -> str:
    """What the yellow strip says: the keys of the first sale, and where it is counted."""
    return words.tr(
        "PRACTICE: three keys make the first sale — P (potato), Enter, End. "
        "The state's figures: {page}",
        page=hq_page,
    )


def show_file(path: Path) -> bool:
    """Have the system's viewer show a file; whether it took it."""
    from estore_pos.devices import viewer

    return viewer.show(path)


class WhatsApp:
    """The chat's own program on this PC, or its page."""

    def folder(self) -> Path:
        """`Bills` among the user's documents."""
        if profile := os.environ.get(folders.PROFILE):
            return Path(profile) / "Bills"
        from PySide6.QtCore import QStandardPaths

        kind = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(kind) or Path.home()) / "Bills"

    def has_program(self) -> bool:
        """Whether this PC has its program."""
        from estore_pos.devices import messenger

        return messenger.has_program()

    def open(self, link: str) -> bool:
        """Have the system open a link; whether something took it."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        return QDesktopServices.openUrl(QUrl(link))


def pay_code(shop: "Shop", owed: "Money") -> Matrix | None:
    """The UPI code for a sum, None where the shop has no UPI id."""
    from estore_pos.documents import qr

    if not shop.upi_id:
        return None
    text = qr.upi_uri(
        address=shop.upi_id, payee=shop.name_en or shop.name_hi, amount=owed, note="eStore"
    )
    return qr.modules(text)


def run_windows(options: WindowOptions, on_ready: Callable[[Shell], None] | None = None) -> int:
    """Open the windows and run them to their end; the exit code.

    `on_ready` is called on the window's thread when selling is possible.
    """
    gc.disable()  # until `put_aside`
    from PySide6.QtWidgets import QApplication

    known = QApplication.instance()
    if isinstance(known, QApplication):
        app = known
    else:
        # Not setStyle: it gives a style back, whose wrapper takes 500 names from Qt.
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
    style.add_fonts()
    program = Program(app, options, on_ready)
    program.shell.resize(1366, 697)
    program.shell.showMaximized() if app.platformName() != "offscreen" else program.shell.show()
    if options.unattended:
        program.work.refused.connect(_told_and_ended)
    code = app.exec()
    gc.enable()
    program.close()
    from estore_pos.ui import clipboard

    clipboard.hand_over()
    return code


def put_aside() -> None:
    """Spare what is loaded now from every later look for garbage: each would hold up a scan 40 ms.

    Until the first of these no look is taken: a start leaves next to none.
    """
    gc.freeze()
    gc.enable()


def _told_and_ended(error: "ShopError") -> None:
    """The books did not open and nobody sits there to read a page about it."""
    from PySide6.QtWidgets import QApplication

    from estore_pos.commands.telling import of_error

    sys.stderr.write(f"{of_error(error, words.paper(words.spoken()))}\n")
    QApplication.exit(1)
