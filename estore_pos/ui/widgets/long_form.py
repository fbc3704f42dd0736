"""Fields below one another that may be more than fit: rows come, go, and are scrolled to."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.form import go_to
from estore_pos.ui.widgets.told import Field, Label, Teller

NAME_PX = 132
SPARE_PX = 30
"""So much of the next row is seen, too: there is more."""


class LongForm(QScrollArea):
    """Each row has a name at the left; rows that are of no use now are hidden."""

    def __init__(self, name: str, teller: Teller) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(teller())
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(self._inside)
        self._rows: list[tuple[Label, QWidget]] = []

    def field(self, name: str, teller: Teller, hint: Teller | None = None) -> Field:
        """One more row with a field."""
        field = Field(name, teller, hint)
        self.row(teller, field)
        return field

    def row(self, teller: Teller, widget: QWidget) -> None:
        """One more row."""
        label = Label(f"{widget.objectName()}_label", teller, tone="muted", wrap=True)
        label.setFixedWidth(look.px(NAME_PX))
        at = len(self._rows)
        self._grid.setRowStretch(at, 0)
        self._grid.addWidget(label, at, 0)
        self._grid.addWidget(widget, at, 1)
        self._grid.setRowStretch(at + 1, 1)
        self._rows.append((label, widget))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what has the focus in sight where a sentence below takes room."""
        super().resizeEvent(event)
        focused = self.focusWidget()
        if focused is not None and focused is not self:
            self._bring_into_sight(focused)

    def show_row(self, widget: QWidget, shown: bool) -> None:
        """Show a row, or hide it."""
        for label, held in self._rows:
            if held is widget:
                label.setVisible(shown)
                held.setVisible(shown)

    def rename(self, widget: QWidget, teller: Teller) -> None:
        """Call a row otherwise."""
        for label, held in self._rows:
            if held is widget:
                label.tell(teller)
                held.setAccessibleName(teller())

    def step(self, by: int) -> bool:
        """Go to the next row that is shown, or the one before; False where there is none."""
        shown = [held for _, held in self._rows if not held.isHidden()]
        shown = [held for held in shown if held.focusPolicy() != Qt.FocusPolicy.NoFocus]
        at = next((place for place, held in enumerate(shown) if held.hasFocus()), -1)
        if not 0 <= at + by < len(shown):
            return False
        self.go(shown[at + by])
        return True

    def go(self, widget: QWidget) -> None:
        """Put the cursor into a row; what stands there is marked."""
        if isinstance(widget, Field):
            go_to(widget)
        else:
            widget.setFocus()
        self._bring_into_sight(widget)

    def _bring_into_sight(self, widget: QWidget) -> None:
        """The whole of it: ensureWidgetVisible is content with the cursor in a field."""
        middle = widget.mapTo(self._inside, widget.rect().center())
        self.ensureVisible(middle.x(), middle.y(), 0, widget.height() // 2 + look.px(SPARE_PX))
