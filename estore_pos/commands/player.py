"""Plays a script of keys into the real window and notes what every step took."""

import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton as Button
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QListView, QWidget

from estore_pos.commands import script
from estore_pos.commands.script import PaperKind, Step

LOOK_AGAIN_MS = 5
ROWS_MAX = 200
PACE_MS = 60
"""Between two keys of a hand; what comes faster is taken for a scanner."""
MakePaper = Callable[[PaperKind, Callable[[Path], None]], None]
"""Asks for the last bill's paper of a kind; the file is handed to the callback."""


class Player(QObject):
    """Plays steps one after another on the window's thread.

    `finished` is called once, with what each step took and the sentence of the fault that stopped
    the play ("" when all went well).
    """

    def __init__(
        self,
        window: QWidget,
        steps: Sequence[Step],
        *,
        language: str,
        out: Path,
        make_paper: MakePaper,
        finished: Callable[[list[dict[str, object]], str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._steps = deque(steps)
        self._language = language
        self._out = out
        self._make_paper = make_paper
        self._finished = finished
        self._notes: list[dict[str, object]] = []
        self._since = QElapsedTimer()
        self._left: deque[str] = deque()
        self._step = Step()

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        QTimer.singleShot(0, self._next)

    def stop(self, fault: str) -> None:
        """End the play: "" when all steps were played, else the sentence of what went wrong."""
        self._steps.clear()
        self._finished(self._notes, fault)

    def _next(self) -> None:
        if not self._steps:
            self.stop("")
            return
        self._step = self._steps.popleft()
        self._left = deque(script.strokes(self._step.keys))
        self._since.start()
        self._press()

    def _press(self) -> None:
        """One key at a time, as quick as a quick hand."""
        if self._left:
            press(self._left.popleft())
            QTimer.singleShot(PACE_MS, self._press)
            return
        if self._step.scan:
            scan(self._step.scan)
        QTimer.singleShot(self._step.wait_ms, self._look)

    def _look(self) -> None:
        wanted = script.in_language(self._step.expect, self._language)
        unwanted = script.in_language(self._step.absent, self._language)
        seen = "\n".join(words_on(self._window)) if wanted or unwanted else ""
        if wanted not in seen or (unwanted and unwanted in seen):
            if self._since.elapsed() < self._step.within_ms:
                QTimer.singleShot(LOOK_AGAIN_MS, self._look)
                return
            missed = wanted if wanted not in seen else f"(gone) {unwanted}"
            self._picture("not-seen")
            self.stop(f"{self._step.name}: “{missed}” not seen in:\n{seen}")
            return
        self._note(self._since.elapsed())
        if self._step.kill:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        if self._step.paper:
            self._make_paper(self._step.paper, self._paper_made)
            return
        self._shoot()

    def _paper_made(self, path: Path) -> None:
        kept = self._out / f"{self._step.shot or self._step.name}.pdf"
        kept.write_bytes(path.read_bytes())
        self._next()

    def _shoot(self) -> None:
        if self._step.shot:
            self._picture(self._step.shot)
        QTimer.singleShot(0, self._next)

    def _picture(self, name: str) -> None:
        self._window.grab().save(str(self._out / f"{name}.png"))

    def _note(self, took_ms: int) -> None:
        keys = len(script.strokes(self._step.keys)) + bool(self._step.scan)
        self._notes.append({"name": self._step.name, "keys": keys, "ms": took_ms})


def press(stroke: str) -> None:
    """One real key event: a character, or a key named as `{Ctrl+L}`, to the window with the focus.

    Hindi and capital letters go as the text of a key event, as an input method sends them.
    """
    window = QGuiApplication.focusWindow()
    if len(stroke) > 1 and window is not None:
        QTest.keyClick(window, *_chord(stroke[1:-1]))
    elif stroke.isascii() and not stroke.isupper() and window is not None:
        QTest.keyClick(window, Qt.Key(ord(stroke.upper())))
    else:
        _type(stroke)


_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def _chord(name: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """`Ctrl+L` -> the key L with Control; keys are named as Qt names them (Escape, Return, F2)."""
    *held, key = name.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= _MODIFIERS[modifier]
    return (Qt.Key(ord(key.upper())) if len(key) == 1 else Qt.Key[f"Key_{key}"]), modifiers


def _type(char: str) -> None:
    target = QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char)
        QApplication.sendEvent(target, event)


def scan(code: str) -> None:
    """A code and Enter as fast as a scanner types them: no turn of the event loop between."""
    for stroke in (*code, "{Return}"):
        press(stroke)


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


def _rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    # a list model of PySide cannot be asked for its one column
    columns = 1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())
    return [
        " ".join(str(model.index(row, column).data() or "") for column in range(columns))
        for row in range(min(model.rowCount(), ROWS_MAX))
    ]
