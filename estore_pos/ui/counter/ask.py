"""A question about a line, asked in the window: how much, at what price."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing


class AskBar(QFrame):
    """One question with one field; Enter gives the answer, Esc none."""

    closed = Signal()
    """It is done with, answered or not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.place = Place.ASK
        self._answer: Callable[[str], None] = lambda _: None
        self._dropped: Callable[[], None] = lambda: None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 14, 2)
        self._question = Label("ask_question", nothing, tone="heading")
        self.field = Field("ask_field", self._question.text)
        self.field.setFixedWidth(look.px(160))
        self._unit = Label("ask_unit", nothing, tone="muted")
        layout.addWidget(self._question)
        layout.addWidget(self.field)
        layout.addWidget(self._unit)
        layout.addStretch(1)
        self.deeds: Deeds = {Deed.ENTER: self._enter, Deed.BACK: self._back}
        self.hide()

    def home(self) -> QWidget:
        """The field has the focus."""
        return self.field

    def ask(
        self,
        question: Teller,
        unit: Teller,
        answer: Callable[[str], None],
        dropped: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask; `answer` is told the text that was typed, `dropped` that none was wanted."""
        self._question.tell(question)
        self._unit.tell(unit)
        self._answer, self._dropped = answer, dropped
        self.field.clear()
        self.field.setAccessibleName(question())
        self.show()
        self.raise_()

    def _enter(self) -> None:
        text = self.field.text().strip()
        if text:
            self._answer(text)

    def _back(self) -> None:
        self._dropped()
        self.done()

    def done(self) -> None:
        """The question is settled."""
        self.hide()
        self.closed.emit()
