"""The bar at the bottom: the keys that do something here, each with its word."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Key, Place, keys_of, shown
from estore_pos.ui.style import look
from estore_pos.ui.widgets.told import Button

BAR_PX = 48


class KeyBar(QWidget):
    """Buttons for the keys of one place."""

    pressed = Signal(object)
    """A key's button was clicked: the Key."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keybar")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 0, 8, 0)
        self._layout.setSpacing(4)
        self._place: Place | None = None
        self.setFixedHeight(look.px(BAR_PX))

    def show_place(self, place: Place) -> None:
        """Show the keys of a place."""
        if place is self._place:
            return
        self._place = place
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for key in sorted(keys_of(place), key=lambda k: k.place is not Place.ANYWHERE):
            if key.bar:
                button = Button(f"key_{key.combo}", _label(key), tone="bar")
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
                button.clicked.connect(lambda _=False, key=key: self.pressed.emit(key))
                self._layout.addWidget(button)


def _label(key: Key) -> Callable[[], str]:
    return lambda: f"{shown(key.combo)}\n{tr(key.label)}"
