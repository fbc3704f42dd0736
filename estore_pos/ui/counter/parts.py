"""The amounts of a bill that is paid in several ways."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from estore_pos.domain.errors import Refusal
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import TenderKind
from estore_pos.text.calculator import read_amount
from estore_pos.text.numbers import amount_text
from estore_pos.text.words import tr
from estore_pos.ui.counter.tenders import NAMES, PARTS
from estore_pos.ui.widgets.told import Figures, Label, nothing


class Parts(QWidget):
    """A field for each way; the one that somebody comes to takes what is left.

    What a field took so goes on to the next one, unless somebody typed over it.
    """

    changed = Signal()
    """An amount is another."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = tuple(
            Figures(f"part_{kind}", partial(tr, NAMES[kind]), nothing) for kind in PARTS
        )
        self._owed = NOTHING
        self._left: tuple[int, str] = (-1, "")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for place, (kind, field) in enumerate(zip(PARTS, self.fields, strict=True)):
            row, column = divmod(place, 2)
            label = Label(f"part_{kind}_name", partial(tr, NAMES[kind]), tone="muted")
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
            field.textChanged.connect(self._changed)

    def _changed(self) -> None:
        self.changed.emit()

    @property
    def place(self) -> int:
        """The field that has the focus; -1 where none has."""
        return next((p for p, field in enumerate(self.fields) if field.hasFocus()), -1)

    def amount(self, kind: TenderKind) -> Money:
        """What stands in a field; nothing where it is empty. Raises what `read_amount` does."""
        typed = self.fields[PARTS.index(kind)].text().strip()
        return read_amount(typed) if typed else NOTHING

    def amounts(self) -> dict[TenderKind, Money]:
        """What stands in each field. Raises what `read_amount` does."""
        return {kind: self.amount(kind) for kind in PARTS}

    def given(self) -> Money:
        """What all fields come to; one that cannot be read counts as nothing."""
        return Money(sum(so_far(field).paise for field in self.fields))

    def owe(self, owed: Money) -> None:
        """Follow the bill; what a field took as the rest follows too."""
        self._owed = owed
        if self._is_rest(self._left[0]):
            self._take_rest(self._left[0])

    def go(self, place: int) -> None:
        """Go to a field; an empty one takes what is left to pay."""
        before = self._left[0]
        if before not in (-1, place) and self._is_rest(before):
            self.fields[before].clear()
        self.fields[place].setFocus()
        if not self.fields[place].text() or self._is_rest(place):
            self._take_rest(place)
        self.fields[place].selectAll()

    def _is_rest(self, place: int) -> bool:
        return place == self._left[0] != -1 and self.fields[place].text() == self._left[1]

    def _take_rest(self, place: int) -> None:
        field = self.fields[place]
        others = self.given() - so_far(field)
        rest = self._owed - others
        said = amount_text(rest).removesuffix(".00") if rest > NOTHING else ""
        self._left = (place, said)
        field.setText(said)
        field.selectAll()


def so_far(field: Figures) -> Money:
    """What a field comes to; nothing while it cannot be read."""
    try:
        return read_amount(field.text())
    except Refusal:
        return NOTHING
