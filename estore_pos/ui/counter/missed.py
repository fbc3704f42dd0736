"""The codes that nobody knew today: the one that is chosen is taught."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, restyle

if TYPE_CHECKING:
    from estore_pos.domain.barcode import Missed

SHOWN = 16
"""So many rows; the others are counted below them and come up as these are taught."""


class MissedSheet(Sheet):
    """Arrows choose a code, Enter asks whose it is; the latest stands first."""

    def __init__(self, codes: "Sequence[Missed]", teach: Callable[[str], None]) -> None:
        super().__init__(Place.MISSED, lambda: tr("Unknown codes of today"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._codes = list(codes[:SHOWN])
        self._teach = teach
        self.chosen = 0
        more = len(codes) - len(self._codes)
        if not self._codes:
            self.rows.addWidget(Label("missed_none", lambda: tr("Every code was known today.")))
        self._labels = [Label(f"missed_{place}") for place in range(len(self._codes))]
        for label in self._labels:
            self.rows.addWidget(label)
        if more:
            self.rows.addWidget(Label("missed_more", lambda: tr("and {n} more", n=more), "muted"))
        if self._codes:
            words = Label("missed_words", _what_words, tone="muted", wrap=True)
            self.rows.addWidget(words)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.UP: lambda: self._choose(self.chosen - 1),
            Deed.DOWN: lambda: self._choose(self.chosen + 1),
            Deed.ENTER: self._enter,
            Deed.BACK: self.close_sheet,
        }
        self._choose(0)

    @override
    def home(self) -> QWidget:
        """The sheet itself has the focus: there is nothing to type."""
        return self

    def _choose(self, place: int) -> None:
        self.chosen = max(0, min(len(self._codes) - 1, place))
        for number, label in enumerate(self._labels):
            missed, mark = self._codes[number], "▶" if number == self.chosen else "   "
            label.tell(partial(_row, mark, missed))
            restyle(label, "tone", "heading" if number == self.chosen else "muted")

    def _enter(self) -> None:
        if self._codes:
            code = self._codes[self.chosen].code
            self.close_sheet()
            self._teach(code)


def _row(mark: str, missed: "Missed") -> str:
    if missed.times == 1:
        return f"{mark} {missed.code}"
    return f"{mark} {missed.code}   " + tr("{n} times", n=missed.times)


def _what_words() -> str:
    return tr("Enter: whose code it is. A code leaves the list when it is taught.")
