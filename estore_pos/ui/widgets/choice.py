"""One of a few: buttons in a row, chosen by arrow, digit or mouse; no list that pops up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.told import Button, Teller, restyle


class Choice(QWidget):
    """Which of the options is chosen; -1 for none."""

    chosen = Signal(int)
    """Another option was chosen: its place."""

    def __init__(
        self,
        name: str,
        options: Sequence[Teller],
        *,
        upright: bool = False,
        numbered: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        layout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 if upright else 6)
        self._group = QButtonGroup(self)
        self._options = list(options)
        for place, told in enumerate(self._told(numbered)):
            button = Button(f"{name}_{place + 1}", told)
            button.setCheckable(True)
            button.setMinimumHeight(32 if upright else 40)
            self._group.addButton(button, place)
            layout.addWidget(button)
        self._group.idClicked.connect(self.chosen.emit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose too, where the choice itself has the focus."""
        match event.key():
            case Qt.Key.Key_Left:
                self.step(-1)
            case Qt.Key.Key_Right:
                self.step(1)
            case _:
                super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys choose."""
        super().focusInEvent(event)
        self._mark(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self._mark(False)

    def _mark(self, focused: bool) -> None:
        for button in self._group.buttons():
            restyle(button, "keyed", focused)

    def number(self, numbered: bool) -> None:
        """Show the digits of the options, or show none where a digit goes elsewhere."""
        for place, told in enumerate(self._told(numbered)):
            button = self._group.button(place)
            assert isinstance(button, Button)
            button.tell(told)

    def _told(self, numbered: bool) -> list[Teller]:
        if not numbered:
            return self._options
        return [_numbered(place, teller) for place, teller in enumerate(self._options)]

    @property
    def place(self) -> int:
        """The place of the chosen option."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose an option; a place outside them is nothing."""
        button = self._group.button(place)
        if button is not None and not button.isChecked():
            button.setChecked(True)
            self.chosen.emit(place)

    def step(self, by: int) -> None:
        """Choose the next option, round and round; from none, the first or the last."""
        here = self.place if self.place >= 0 or by > 0 else 0
        self.choose((here + by) % len(self._group.buttons()))


def _numbered(place: int, teller: Teller) -> Teller:
    return lambda: f"{place + 1}  {teller()}"
