"""Which bill the goods are of that come back: its number is typed or its code scanned."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing


class FindSheet(Sheet):
    """One field: Enter looks for the bill; a bill that is not here is taken by what it says."""

    wanted = Signal(str)
    """A bill is to be looked for: what was typed."""
    not_here = Signal(str)
    """The bill is not in these books: its number, as typed so far."""
    looked_through = Signal()
    """The bills that were made are to be looked through instead."""

    wide = False

    def __init__(self, typed: str = "") -> None:
        super().__init__(Place.FIND_BILL, lambda: tr("Goods come back: of which bill?"))
        self.number = Field("find_bill", _number_words, _hint_words)
        self.number.setMinimumHeight(look.px(40))
        self.number.setText(typed)
        self.number.selectAll()
        self._problem = Label("find_problem", nothing, tone="danger", wrap=True)
        self.rows.addWidget(Label("find_name", _number_words, tone="muted"))
        self.rows.addWidget(self.number)
        self.rows.addWidget(self._problem)
        self.rows.addWidget(Label("find_words", _how_words, tone="muted", wrap=True))
        self.rows.addStretch(1)
        self.number.textEdited.connect(lambda: self._problem.tell(nothing))
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.OLDER: self.looked_through.emit,
            Deed.NOT_HERE: lambda: self.not_here.emit(self.number.text().strip()),
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The number has the focus."""
        return self.number

    def problem(self, teller: Teller) -> None:
        """Say in red why this bill's goods cannot come back; what is typed next takes its place."""
        self._problem.tell(teller)
        self.number.selectAll()

    def _enter(self) -> None:
        if typed := self.number.text().strip():
            self.wanted.emit(typed)


def _number_words() -> str:
    return tr("Number of the bill")


def _hint_words() -> str:
    return tr("such as 12, or the whole number")


def _how_words() -> str:
    return tr(
        "Scan the code on the bill, or type its number: the last digits are enough. PgUp looks "
        "through the bills. F6: the bill was made on another PC or on paper."
    )
