"""A sheet at the right side of the window, beside which the bill stays in sight."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.widgets.told import Label, Teller

if TYPE_CHECKING:
    from estore_pos.domain.person import Person

Deeds = Mapping[Deed, Callable[[], None]]


class Sheet(QFrame):
    """A place of its own for keys: its `deeds`, and the widget that has the focus in it."""

    closed = Signal()
    """It wants to go."""

    keys_changed = Signal()
    """Other keys than before have something to do in it."""

    broadened = Signal()
    """It is `broad` now, or is no more."""

    broad = False
    """Wider still: what stands in it would not fit below itself."""

    idle: frozenset[Deed] = frozenset()
    """What would do nothing as it stands now: the bar leaves it out."""

    leaves_strip = False
    """It begins below what the counter says, which is to be read beside it."""

    wide = True
    """Wider than the counter's right side; narrow ones leave the whole bill in sight."""

    def __init__(self, place: Place, title: Teller) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.place = place
        self.deeds: Deeds = {}
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(18, 12, 18, 12)
        self.rows.setSpacing(8)
        self.title = Label(f"{place}_title", title, tone="title")
        self.rows.addWidget(self.title)

    def home(self) -> QWidget:
        """The widget that gets the focus."""
        return self

    def take_scan(self, code: str) -> bool:
        """Whether a scanned code is for this sheet; one that is not goes on the bill."""
        return False

    def another(self, person: "Person") -> None:
        """Somebody else may stand at the till now: what is not for his eyes goes."""

    def close_sheet(self) -> None:
        """Go: the keys return to where they were."""
        self.closed.emit()
