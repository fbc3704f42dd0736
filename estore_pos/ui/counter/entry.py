"""The line where the cursor always is: a code, a name, an amount."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent

from estore_pos.text.words import tr
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.told import Field, Label

DIGITS_WAIT_MS = 20
"""Digits alone are a scan, an amount or a number: nothing is looked up until they stop coming."""
SIGN_WAIT_MS = 400
"""A sign before a number is of the number; it stands alone once no figure has come for so long."""


class EntryLine(Field):
    """Tells when what is typed wants suggestions, and when a sign alone means one more or less."""

    asked = Signal(str)
    """What is typed now wants suggestions; "" for none."""
    signed = Signal(int)
    """+ or - alone was typed, perhaps several: so many more or less of the current line."""

    def __init__(self) -> None:
        super().__init__("entry", lambda: tr("Scan or type"), _hint)
        self.setMinimumHeight(46)
        self._answer: Label | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rested)
        self.textChanged.connect(self._changed)

    def _changed(self, text: str) -> None:
        self._timer.stop()
        typed = text.strip()
        if typed.startswith("=") or self._answer is not None:
            self._reckon(typed)
        if _are_signs(typed):
            self._timer.start(SIGN_WAIT_MS)
        elif typed and not any(char.isalpha() for char in typed):
            self._timer.start(DIGITS_WAIT_MS)
        else:
            self.asked.emit(typed)

    def _reckon(self, typed: str) -> None:
        """Show at the right end what a sum comes to; nothing where there is none."""
        from estore_pos.text.calculator import answer

        result = answer(typed) if typed.startswith("=") else ""
        if self._answer is None:
            self._answer = Label("entry_answer", tone="title")
            self._answer.setParent(self)
        self._answer.tell(lambda: f"= {result}" if result else "")
        self._answer.setVisible(bool(result))
        self._lay_answer()

    def _lay_answer(self) -> None:
        if self._answer is not None:
            shown = not self._answer.isHidden()
            width = self._answer.sizeHint().width() if shown else 0
            self._answer.setGeometry(self.width() - width - 14, 0, width, self.height())
            self.setTextMargins(0, 0, width + 14 if shown else 0, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The answer stays at the right end."""
        super().resizeEvent(event)
        self._lay_answer()

    @property
    def is_signed(self) -> bool:
        """Whether a sign stands there alone and waits for the figure that makes it a number."""
        return _are_signs(self.text().strip())

    def settle(self) -> None:
        """A sign that waits for a figure gets none: another key was pressed, or a code scanned."""
        if self.is_signed:
            typed = self.text()
            self.clear()
            if by := typed.count("+") - typed.count("-"):
                self.signed.emit(by)

    def _rested(self) -> None:
        if self.is_signed:
            self.settle()
        else:
            self.asked.emit(self.text().strip())


def _are_signs(typed: str) -> bool:
    return bool(typed) and not typed.strip("+-")


def _hint() -> str:
    return tr("Scan, or type a name — e.g. sarso 2 · aalu paseri · chini 50r")
