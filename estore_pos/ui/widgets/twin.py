"""The visible twin of every sound: a sign that flashes in the top bar, heard or not."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Sound
from estore_pos.ui.style import look

FLASH_MS = 150
WIDE_PX, HIGH_PX = 76, 34
_COLOURS: dict[Sound, tuple[str, str]] = {
    "scanned": ("success_bg", "success"),
    "done": ("success", "on_success"),
    "error": ("danger", "danger_bg"),
    "warning": ("warn", "warn_bg"),
    "chime": ("primary", "on_primary"),
}
"""Ground and sign; whoever does not see colours tells them apart by the sign."""
_SIGNS: dict[Sound, tuple[tuple[tuple[int, int], ...], ...]] = {
    "scanned": (((30, 55), (45, 70), (72, 32)),),
    "done": (((10, 55), (25, 70), (52, 32)), ((48, 55), (63, 70), (90, 32))),
    "error": (((30, 28), (70, 72)), ((70, 28), (30, 72))),
    "warning": (
        ((50, 20), (84, 78), (16, 78), (50, 20)),
        ((50, 42), (50, 58)),
        ((50, 67), (50, 69)),
    ),
    "chime": (((38, 74), (38, 24), (70, 18), (70, 66)), ((28, 76), (38, 74)), ((60, 68), (70, 66))),
}
"""Strokes in hundredths of a square."""


class Twin(QWidget):
    """It is there for the blink of an eye; no click and no key is for it."""

    def __init__(self, bar: QWidget) -> None:
        """`bar` is what it flashes in the middle of."""
        super().__init__(bar)
        self._bar = bar
        self.setObjectName("twin")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sound: Sound | None = None
        """What is shown."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self._end)
        self.hide()

    def flash(self, sound: Sound) -> None:
        """Show a sound's sign for a moment, in place of the one that is shown."""
        self.sound = sound
        wide, high = look.px(WIDE_PX), look.px(HIGH_PX)
        room = self._bar.rect()
        self.setGeometry((room.width() - wide) // 2, (room.height() - high) // 2, wide, high)
        self.show()
        self.raise_()
        self.update()
        self._timer.start()

    def _end(self) -> None:
        self.sound = None
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign on its ground."""
        if self.sound is None:
            return
        ground, sign = _COLOURS[self.sound]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        pen = QPen(look.colour(sign), look.px(3))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        side = self.height() * 90 // 100
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        for stroke in _SIGNS[self.sound]:
            points = [QPointF(left + x * side / 100, top + y * side / 100) for x, y in stroke]
            painter.drawPolyline(points)
        painter.end()
