"""The line where the cursor always is: a code, a name, an amount."""

from PySide6.QtCore import QTimer, Signal

from estore_pos.text.words import tr
from estore_pos.ui.widgets.told import Field

DIGITS_WAIT_MS = 20
"""Digits alone are a scan, an amount or a number: nothing is looked up until they stop coming."""


class EntryLine(Field):
    """Tells when what is typed wants suggestions, and when a sign alone means one more or less."""

    asked = Signal(str)
    """What is typed now wants suggestions; "" for none."""
    signed = Signal(int)
    """+ or - alone was typed: one more or less of the current line."""

    def __init__(self) -> None:
        super().__init__("entry", lambda: tr("Scan or type"), _hint)
        self.setMinimumHeight(46)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DIGITS_WAIT_MS)
        self._timer.timeout.connect(self._rested)
        self.textChanged.connect(self._changed)

    def _changed(self, text: str) -> None:
        self._timer.stop()
        typed = text.strip()
        if typed.isdigit() or (typed and not any(char.isalpha() for char in typed)):
            self._timer.start()
        else:
            self.asked.emit(typed)

    def _rested(self) -> None:
        typed = self.text().strip()
        if typed in ("+", "-"):
            self.clear()
            self.signed.emit(1 if typed == "+" else -1)
        else:
            self.asked.emit(typed)


def _hint() -> str:
    return tr("Scan, or type a name — e.g. sarso 2 · aalu paseri · chini 50r")
