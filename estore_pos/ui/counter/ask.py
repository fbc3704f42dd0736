"""A question about a line, asked in the window: how much, at what price."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing

NARROW_PX, WIDE_PX = 160, 560


class AskBar(QFrame):
    """One question with one field; Enter gives the answer, Esc none."""

    closed = Signal()
    """It is done with, answered or not."""
    cash_wanted = Signal()
    """End was pressed: the bill is to be made."""
    typed_on = Signal(str, object)
    """What was typed while the answer was being written, and the deed of the key after it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.place = Place.ASK
        self._answer: Callable[[str], None] = lambda _: None
        self._said = ""
        self._takes_nothing = False
        self._sent: str | None = None
        self._next: Deed | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 14, 2)
        self._question = Label("ask_question", nothing, tone="heading")
        self.field = Field("ask_field", self._question.text)
        self._unit = Label("ask_unit", nothing, tone="muted")
        layout.addWidget(self._question)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._unit)
        layout.addStretch(1)
        self._unit_words: Teller = nothing
        self._is_number = True
        self.field.textChanged.connect(self._reckon)
        self.deeds: Deeds = {
            Deed.ENTER: self._enter,
            Deed.CASH: self._cash,
            Deed.BACK: self.done,
        }
        self.hide()

    def home(self) -> QWidget:
        """The field has the focus."""
        return self.field

    def ask(
        self,
        question: Teller,
        unit: Teller,
        answer: Callable[[str], None],
        said: str | None = None,
        *,
        wide: bool = False,
    ) -> None:
        """Ask; `answer` is told the text that was typed.

        With `said`, what stands there now, an empty field is an answer too: take it off. A `wide`
        question takes words; any other shows what a sum comes to while it is typed.
        """
        self._question.tell(question)
        self._unit_words = unit
        self._is_number = not wide
        self._answer = answer
        self._said = said or ""
        self._takes_nothing = said is not None
        self._sent = self._next = None
        self.field.setMaximumWidth(look.px(WIDE_PX if wide else NARROW_PX))
        self.field.setText(self._said)
        self.field.selectAll()
        self._reckon()
        self.field.setAccessibleName(question())
        self.show()
        self.raise_()

    def _enter(self) -> None:
        text = self.field.text().strip()
        if self._sent is not None:
            self._next = Deed.ENTER if text != self._sent else self._next
        elif text or self._takes_nothing:
            self._sent = text
            self.field.selectAll()  # a key that comes before the desk has answered begins anew
            self._answer(text)

    def _cash(self) -> None:
        if self._sent is not None:
            self._next = Deed.CASH
        elif self.field.text().strip() != self._said:
            self._enter()  # nothing that was typed falls under the table: End again makes the bill
        else:
            self.done()
            self.cash_wanted.emit()

    def _reckon(self) -> None:
        """Show what a sum comes to, beside its unit."""
        from estore_pos.text.calculator import answer

        result = answer(self.field.text()) if self._is_number else ""
        self._unit.tell(
            lambda: f"= {result} {self._unit_words()}" if result else self._unit_words()
        )

    def mend(self) -> None:
        """The answer was refused: what is typed next takes its place."""
        self._sent = self._next = None
        self.field.setFocus()
        self.field.selectAll()

    def done(self) -> None:
        """The question is settled; what a quick hand typed meanwhile goes where it was meant."""
        sent, following, text = self._sent, self._next, self.field.text().strip()
        self._sent = self._next = None
        self.hide()
        self.closed.emit()
        if sent is not None and (text != sent or following is not None):
            self.typed_on.emit("" if text == sent else text, following)
