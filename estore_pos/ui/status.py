"""The line at the bottom: how the line to HQ and the printer stand, what waits, the time."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from estore_pos.text.words import ntr, tr
from estore_pos.ui.overriding import override
from estore_pos.ui.style import hold_height
from estore_pos.ui.widgets.told import Label, nothing, restyle

if TYPE_CHECKING:
    from estore_pos.operations.line import LineState
    from estore_pos.operations.printer import PrinterState
    from estore_pos.ui.widgets.strip import Tone

STATUS_PX = 24
MARGIN_PX, SPACE_PX = 12, 24
TICK_MS = 10_000
Part = Literal["line", "waiting", "last", "clock"]
SHORTENED: tuple[Part, ...] = ("last", "waiting", "line", "clock")
"""In this order the parts are said in few words where there is no room for all."""
DASH = " — "
"""Behind it stands what a line of words can do without."""


class StatusLine(QFrame):
    """Words, never codes; selling goes on whatever it says."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("status")
        hold_height(self, STATUS_PX)
        self._now = now
        self._doubts_clock = self._asks_of_clock = False
        self._brief: frozenset[Part] = frozenset()
        """What is said in few words, for want of room."""
        self.state: LineState | None = None
        """How the line stands, as last told; None before the first word of it."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        layout.setSpacing(SPACE_PX)
        self.line = Label("line_state", _looking_words, tone="small")
        self.waiting = Label("line_waiting", nothing, tone="small")
        self.last = Label("line_last", nothing, tone="small")
        self.printer = Label("printer_state", nothing, tone="small")
        self.clock = Label("clock", self._clock_words, tone="small")
        for label in (self.line, self.waiting, self.last, self.printer):
            layout.addWidget(label)
        layout.addStretch(1)
        layout.addWidget(self.clock)
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self.clock.tell(self._clock_words))
        self._timer.start(TICK_MS)

    def present(self, state: "LineState") -> None:
        """Show how the line stands."""
        self.state = state
        self._fit()

    def doubt_clock(self, doubts: bool, *, asks: bool = False) -> None:
        """Say beside the clock whether it is wrong: then bills do not bear its date.

        `asks`: nobody has said yet whether it is.
        """
        self._doubts_clock, self._asks_of_clock = doubts, asks
        self.clock.tell(self._clock_words)
        self._fit()

    def present_printer(self, state: "PrinterState") -> None:
        """Show how the printer stands."""
        from estore_pos.ui.printing import printer_words

        restyle(self.printer, "tone", "small" if state.trouble is None else "alarm")
        self.printer.tell(lambda: printer_words(state))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words into the new width."""
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Fit the words of another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._timer.singleShot(0, self._fit)

    def _fit(self) -> None:
        """Where there is no room for all words: fewer of them, and how many wait goes last."""
        if self.state is None:
            return  # nothing that could go is said, and the first paint need not measure
        kept = [self.line, self.waiting, self.last, self.printer, self.clock]
        for at in range(len(SHORTENED) + 1):
            self._tell(self.state, frozenset(SHORTENED[:at]))
            if self._has_room(kept):
                break
        for label in (self.last, self.waiting):
            if not self._has_room(kept):
                kept.remove(label)
            label.setVisible(label in kept)

    def _has_room(self, labels: list[Label]) -> bool:
        spare = 2 * MARGIN_PX + SPACE_PX * len(labels)
        return sum(each.sizeHint().width() for each in labels) + spare <= self.width()

    def _tell(self, state: "LineState", brief: frozenset[Part]) -> None:
        """Say how the line stands, some of it in few words."""
        self._brief = brief
        self.line.tell(lambda: self._line_words(state))
        self.waiting.tell(lambda: self._waiting_words(state))
        self.last.tell(lambda: self._last_words(state))
        self.clock.tell(self._clock_words)

    def _line_words(self, state: "LineState") -> str:
        said = line_words(state)
        if "line" in self._brief:
            said = said.partition(DASH)[0]
        return f"{mark_of(state)} {said}"

    def _waiting_words(self, state: "LineState") -> str:
        if "waiting" not in self._brief:
            return _waiting_words(state)
        if state.bills_waiting:
            return ntr("{n} bill waits", "{n} bills wait", state.bills_waiting)
        return tr("All sent") if state.last_ack else ""

    def _last_words(self, state: "LineState") -> str:
        if state.last_ack is None:
            return ""
        from estore_pos.text.dates import brief_stamp_text, stamp_text

        if "last" in self._brief:
            return tr("HQ: {when}", when=brief_stamp_text(state.last_ack))
        return tr("HQ answered last {when}", when=stamp_text(state.last_ack))

    def _clock_words(self) -> str:
        # India's clock without the domain, which is not there yet at the first paint.
        from datetime import timedelta

        shown = "%H:%M" if "clock" in self._brief else "%d-%m-%Y %H:%M"
        clock = f"{self._now() + timedelta(hours=5, minutes=30):{shown}}"
        if self._asks_of_clock:
            return tr("⚠ Is this date right? Alt+D · {clock}", clock=clock)
        return tr("⚠ Clock is wrong · {clock}", clock=clock) if self._doubts_clock else clock


def _looking_words() -> str:
    return tr("○ Looking for the line to HQ…")


def mark_of(state: "LineState") -> str:
    """A sign beside the words: filled with a line, hollow without, a warning where one must act."""
    match state.code:
        case "online" | "busy":
            return "●"
        case "offline" | "not_enrolled" | "starting":
            return "○"
        case _:
            return "⚠"


def tone_of(state: "LineState") -> "Tone":
    """Well, said where all is sent; a warning where one must act or wait."""
    if state.code != "online":
        return "warn"
    return "none" if state.bills_waiting else "ok"


def state_words(state: "LineState") -> str:
    """How a try went that somebody asked for: the line, and what waits."""
    said = (f"{mark_of(state)} {line_words(state)}", _waiting_words(state))
    return " · ".join(each for each in said if each)


def line_words(state: "LineState") -> str:
    """How the line to HQ stands, in words."""
    match state.code:
        case "not_enrolled":
            return tr("Not joined to HQ yet — selling works")
        case "starting":
            return tr("HQ is called soon, by the next bill — selling works")
        case "online":
            return tr("HQ reached")
        case "busy":
            return tr("HQ is busy — tried again soon")
        case "offline":
            return tr("No line — selling works")
        case "captive":
            return tr("The network asks for a login in the browser — selling works")
        case "clock_wrong":
            return tr("This PC's clock is wrong — set it, then bills are sent")
        case "intercepted":
            return tr("Somebody stands between us and HQ — nothing is sent")
        case "proxy_auth":
            return tr("The network's proxy wants a password — selling works")
        case "identity":
            return tr("The address is not our HQ — nothing is sent")
        case "revoked":
            return tr("HQ has locked this till — selling works; ring your district")
        case "fault":
            return tr("Sending has stopped at a fault — selling works")


def _waiting_words(state: "LineState") -> str:
    if state.bills_waiting:
        return ntr("{n} bill waits to be sent", "{n} bills wait to be sent", state.bills_waiting)
    return tr("All bills are sent") if state.last_ack else ""
