"""The bar at the bottom: the keys that do something here, each with its word."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Key, Place, keys_of, shown
from estore_pos.ui.overriding import override
from estore_pos.ui.style import SMALL_PX, hold_height
from estore_pos.ui.widgets.told import Button

BAR_PX = 48


class KeyBar(QWidget):
    """Buttons for the keys of one place; where they have no room their letters are smaller."""

    pressed = Signal(object)
    """A key's button was clicked: the Key."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keybar")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 0, 8, 0)
        self._layout.setSpacing(4)
        self._place: Place | None = None
        self._buttons: list[Button] = []
        self._keys: list[Key] = []
        self._is_small = False
        hold_height(self, BAR_PX)

    def show_place(self, place: Place) -> None:
        """Show the keys of a place."""
        if place is self._place:
            return
        self._place = place
        keys = sorted(keys_of(place), key=lambda k: k.place is not Place.ANYWHERE)
        self._keys = [key for key in keys if key.bar]
        # A place is left with many a key: its buttons are told anew, for making them takes longer.
        while len(self._buttons) < len(self._keys):
            self._add_button()
        for button, key in zip(self._buttons, self._keys, strict=False):
            button.setObjectName(f"key_{key.combo}")
            button.tell(_label(key))
            button.show()  # what is hidden yet has no width in a layout
        for button in self._buttons[len(self._keys) :]:
            button.setObjectName("")
            button.hide()
        self._fit()

    def _add_button(self) -> None:
        at = len(self._buttons)
        button = Button("", lambda: "", tone="bar")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.clicked.connect(lambda _=False: self.pressed.emit(self._keys[at]))
        self._layout.addWidget(button)
        self._buttons.append(button)

    def leave_out(self, idle: frozenset[Deed]) -> None:
        """Show no key of a deed that would do nothing now."""
        for button, key in zip(self._buttons, self._keys, strict=False):
            button.setVisible(key.deed not in idle)
        self._fit()

    def _fit(self) -> None:
        """Take the largest letters in which every key has its words whole, the smallest at least.

        The look's own letters are those of the buttons' parents: an empty font takes them again.
        """
        if self._is_small:
            self._letter(QFont())
            self._is_small = False
        font = QFont(self.font())
        size = font.pixelSize()
        while self._layout.minimumSize().width() > self.width() and size > SMALL_PX:
            size -= 1
            font.setPixelSize(size)
            self._letter(font)
            self._is_small = True

    def _letter(self, font: QFont) -> None:
        for button in self._buttons:
            button.setFont(font)
        self._layout.invalidate()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the letters to the room."""
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        """Fit the letters to the words, once the buttons have said them in the new language."""
        done = super().event(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fit()
        return done


def _label(key: Key) -> Callable[[], str]:
    return lambda: f"{shown(key.combo)}\n{tr(key.label)}"
