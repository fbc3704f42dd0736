"""Plays a script of keys into the real window and notes what every step took."""

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton as Button
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QListView, QWidget

from estore_pos.commands import bystanders, script
from estore_pos.commands.script import PaperKind, Step
from estore_pos.ui.keymap import named_in_table

LOOK_AGAIN_MS = 5
SETTLE_MS = 30
"""So long the last words that came have to find their places before a picture is taken."""
ROWS_MAX = 200
PACE_MS = 60
"""Between two keys of a hand; what comes faster is taken for a scanner."""
SCAN_KEY_MS = 4
AFTER_SCAN_MS = 350
"""No hand is sooner at Enter behind a scan; one within 300 ms is taken for the reader's second."""
LAST_BILL, PRINTER, SCALE = "$BILL", "$PRINTER", "$SCALE"
_ENTERS = ("{Return}", "{Enter}")
DISPLAY = "customer_display"
"""What the customer's window is called."""
MakePaper = Callable[[PaperKind, Callable[[Path], None]], None]
"""Asks for the last bill's paper of a kind; the file is handed to the callback."""


class Player(QObject):
    """Plays steps one after another on the window's thread.

    `finished` is called once, with what each step took and the sentence of the fault that stopped
    the play ("" when all went well); `killed` right before a step kills this process, with what
    was noted so far.
    """

    def __init__(
        self,
        window: QWidget,
        steps: Sequence[Step],
        *,
        language: str,
        out: Path,
        make_paper: MakePaper,
        last_code: Callable[[], str],
        finished: Callable[[list[dict[str, object]], str], None],
        killed: Callable[[list[dict[str, object]]], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._steps = deque(steps)
        self._language = language
        self._out = out
        self._make_paper = make_paper
        self._last_code = last_code
        self._finished = finished
        self._killed = killed
        self._notes: list[dict[str, object]] = []
        self._since = QElapsedTimer()
        self._devices = Devices()
        self._left: deque[str] = deque()
        self._step = Step()
        self._pressed = 0
        self._since_scan = QElapsedTimer()
        self._scan_ms = 0

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        QTimer.singleShot(0, self._next)

    def stop(self, fault: str) -> None:
        """End the play: "" when all steps were played, else the sentence of what went wrong."""
        self._steps.clear()
        self._devices.close()
        self._finished(self._notes, fault)

    def _next(self) -> None:
        if not self._steps:
            self.stop("")
            return
        self._step = self._steps.popleft()
        if self._step.printer:
            self._devices.printer.turn(self._step.printer)
        if self._step.scale:
            self._devices.scale.lay(self._step.scale)
        self._left = deque(script.strokes(self._devices.named(self._step.keys)))
        self._pressed = 0
        self._since.start()
        self._press()

    def _press(self) -> None:
        """One key at a time, as quick as a quick hand."""
        if self._left:
            if self._left[0] in _ENTERS and (rest_ms := self._rest_of_scan()) > 0:
                QTimer.singleShot(rest_ms, self._press)
                return
            self._pressed += press(self._left.popleft())
            rest_ms = 0 if self._step.kill and not self._left else PACE_MS
            QTimer.singleShot(rest_ms, self._press)
            return
        if self._step.scan:
            code = self._last_code() if self._step.scan == LAST_BILL else self._step.scan
            self._since_scan.start()
            self._scan_ms = SCAN_KEY_MS * len(code)
            self._pressed += scan(code)
        QTimer.singleShot(self._step.wait_ms, self._look)

    def _rest_of_scan(self) -> int:
        """For how many milliseconds yet a hand's Enter does not come."""
        if not self._since_scan.isValid():
            return 0
        return self._scan_ms + AFTER_SCAN_MS - self._since_scan.elapsed()

    def _look(self) -> None:
        if missed := self._missed():
            if self._since.elapsed() < self._step.within_ms:
                QTimer.singleShot(LOOK_AGAIN_MS, self._look)
                return
            self._picture("not-seen")
            seen = "\n".join(words_on(self._window))
            self.stop(f"{self._step.name}: “{missed}” not seen in:\n{seen}")
            return
        self._note(self._since.elapsed())
        if self._step.kill:
            self._killed(self._notes)
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        if self._step.paper:
            self._make_paper(self._step.paper, self._paper_made)
            return
        QTimer.singleShot(SETTLE_MS, self._shoot)

    def _missed(self) -> str:
        """What the step waits for and the window does not show yet; "" where all is well."""
        step = self._step
        wanted, unwanted, first = (
            script.in_language(words, self._language)
            for words in (step.expect, step.absent, step.first_row)
        )
        if first and not any(first in row for row in first_rows_on(self._window)):
            return f"(first row) {first}"
        seen = "\n".join(words_on(self._window)) if wanted or unwanted else ""
        if wanted not in seen:
            return wanted
        if unwanted and unwanted in seen:
            return f"(gone) {unwanted}"
        return self._devices.missed(self._step)

    def _paper_made(self, path: Path) -> None:
        kept = self._out / f"{self._step.shot or self._step.name}.pdf"
        try:
            kept.write_bytes(path.read_bytes())
        except OSError as error:
            self.stop(f"{self._step.name}: {kept} cannot be written: {error.strerror}")
            return
        self._next()

    def _shoot(self) -> None:
        step = self._step
        if step.roll and not self._roll_picture(step.roll):
            self.stop(f"{step.name}: {step.roll}.png cannot be written")
            return
        if step.shot and not self._picture(step.shot):
            self.stop(f"{step.name}: {step.shot}.png cannot be written")
            return
        if step.display and (fault := self._display_picture(step.display)):
            self.stop(f"{step.name}: {fault}")
            return
        QTimer.singleShot(0, self._next)

    def _picture(self, name: str) -> bool:
        return self._window.grab().save(str(self._out / f"{name}.png"))

    def _roll_picture(self, name: str) -> bool:
        paper = self._devices.printer.torn_off()
        wide, high = paper.width * 8, len(paper.rows)
        image = QImage(paper.grey(), wide, high, wide, QImage.Format.Format_Grayscale8)
        return image.save(str(self._out / f"{name}.png"))

    def _display_picture(self, name: str) -> str:
        """A picture of what the customer sees; the fault, "" for none."""
        for window in QApplication.topLevelWidgets():
            if window.objectName() == DISPLAY and window.isVisible():
                kept = window.grab().save(str(self._out / f"{name}.png"))
                return "" if kept else f"{name}.png cannot be written"
        return "the customer's display is not open"

    def _note(self, took_ms: int) -> None:
        pressed = self._step.keys + (f"{self._step.scan}{{Return}}" if self._step.scan else "")
        note = {"name": self._step.name, "keys": pressed, "count": self._pressed}
        self._notes.append({**note, "ms": took_ms})


class Devices:
    """The printer and the scale beside the till, each there once a step has a use for it."""

    @cached_property
    def printer(self) -> bystanders.ReceiptPrinter:
        """The printer."""
        return bystanders.ReceiptPrinter()

    @cached_property
    def scale(self) -> bystanders.CounterScale:
        """The scale."""
        return bystanders.CounterScale()

    def named(self, keys: str) -> str:
        """The keys with the addresses of both."""
        if PRINTER in keys:
            keys = keys.replace(PRINTER, self.printer.address)
        return keys.replace(SCALE, self.scale.port) if SCALE in keys else keys

    def close(self) -> None:
        """Take away what stands there."""
        if "printer" in self.__dict__:
            self.printer.turn("off")
        if "scale" in self.__dict__:
            self.scale.close()

    def missed(self, step: Step) -> str:
        """What the step waits for and the printer has not done yet."""
        if not (step.drawer or step.roll):
            return ""
        came = self.printer.printed()
        if step.drawer and not came.pulses:
            return "(drawer)"
        return "(roll)" if step.roll and not came.cuts else ""


def press(stroke: str, at_ms: int | None = None) -> bool:
    """One key, down and up, to whatever has the focus: a character, or `{Ctrl+L}`, `{Return}`.

    Whether there was a window to press it in. The event says when the key was pressed, now unless
    `at_ms` (of the monotonic clock) is given, as a keyboard's own events do: how long this program
    took between two keys does not count.
    """
    target = QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        return False
    if len(stroke) > 1:
        key, modifiers, text = *_chord(stroke[1:-1]), ""
    else:
        key, modifiers, text = _key_of(stroke), _shift(stroke), stroke
    stamp = time.monotonic_ns() // 1_000_000 if at_ms is None else at_ms
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, text)
        event.setTimestamp(stamp)
        QApplication.sendEvent(target, event)
        # the key may have moved the focus, or taken its window away
        target = QApplication.focusWidget() or QApplication.activeWindow()
        if target is None:
            break
    return True


_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def check(step: Step) -> None:
    """Raises ScriptFault where the step presses a key that no keyboard has."""
    for stroke in script.strokes(step.keys):
        if len(stroke) > 1:
            try:
                _chord(stroke[1:-1])
            except (KeyError, ValueError):
                raise script.ScriptFault(script.NO_KEY, stroke=stroke) from None


def _chord(name: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """`Ctrl+L` -> the key L with Control; keys as Qt names them (Escape), or the till (Esc)."""
    *held, key = name.split("+")
    key = named_in_table(key)
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= _MODIFIERS[modifier]
    return (_key_of(key) if len(key) == 1 else Qt.Key[f"Key_{key}"]), modifiers


def _key_of(char: str) -> Qt.Key:
    """The key a Latin character stands on; a Hindi one comes as text alone."""
    return Qt.Key(ord(char.upper())) if char.isascii() else Qt.Key.Key_unknown


def _shift(char: str) -> Qt.KeyboardModifier:
    capital = char.isalpha() and char.isupper()
    return Qt.KeyboardModifier.ShiftModifier if capital else Qt.KeyboardModifier.NoModifier


def scan(code: str) -> int:
    """A code and Enter as a scanner types them, a key every few milliseconds; how many."""
    first = time.monotonic_ns() // 1_000_000
    keys = (*code, "{Return}")
    return sum(press(stroke, first + at * SCAN_KEY_MS) for at, stroke in enumerate(keys))


def words_on(window: QWidget) -> list[str]:
    """The texts a person can read on a window: labels, buttons, fields, rows in view."""
    texts: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        match widget:
            case QLabel() | Button():
                texts.append(widget.text())
            case QLineEdit():
                texts.append(widget.text() or widget.placeholderText())
            case QAbstractItemView():
                texts.extend(_rows(widget))
            case _:
                continue
    return texts


def first_rows_on(window: QWidget) -> list[str]:
    """The first row of each list that a person can see."""
    lists = [view for view in window.findChildren(QAbstractItemView) if view.isVisible()]
    return [row for view in lists for row in _rows(view, 1)]


def _rows(view: QAbstractItemView, most: int = ROWS_MAX) -> list[str]:
    model = view.model()
    # a list model of PySide cannot be asked for its one column
    columns = 1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())
    return [
        " ".join(str(model.index(row, column).data() or "") for column in range(columns))
        for row in range(min(model.rowCount(), most))
    ]
