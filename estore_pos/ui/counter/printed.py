"""Which maximum price the packet in the hand bears: one digit chooses among those of its code."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.told import Label, nothing

if TYPE_CHECKING:
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money


class PrintedBar(QFrame):
    """The printed prices, each with its digit; 0 is another one, Esc leaves it as it is."""

    closed = Signal()
    """It is done with, chosen or not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.place = Place.PRINTED
        self._prices: list[Money] = []
        self._now: Money | None = None
        self._choose: Callable[[Money], None] = lambda _: None
        self._another: Callable[[], None] = lambda: None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 14, 2)
        self._words = Label("printed_words", nothing, tone="heading")
        layout.addWidget(self._words, 1)
        choices = (
            Deed.FIRST_CHOICE,
            Deed.SECOND_CHOICE,
            Deed.THIRD_CHOICE,
            Deed.FOURTH_CHOICE,
        )
        self.deeds: Deeds = {
            **{deed: self._chooser(place) for place, deed in enumerate(choices)},
            Deed.ANOTHER: self._take_another,
            Deed.BACK: self.done,
        }
        self.hide()

    def home(self) -> QWidget:
        """The bar itself has the focus: a digit acts at once."""
        return self

    def ask(
        self, item: "Item", choose: "Callable[[Money], None]", another: Callable[[], None]
    ) -> None:
        """Ask which of an item's printed prices it is."""
        self._prices = [printed.mrp for printed in item.printed]
        self._now, self._choose, self._another = item.mrp, choose, another
        self._words.tell(self._choices)
        self.show()
        self.raise_()

    def done(self) -> None:
        """The question is settled."""
        self.hide()
        self.closed.emit()

    def _chooser(self, place: int) -> Callable[[], None]:
        def choose() -> None:
            if place < len(self._prices):
                self.done()
                self._choose(self._prices[place])

        return choose

    def _take_another(self) -> None:
        self.done()
        self._another()

    def _choices(self) -> str:
        from estore_pos.text.numbers import money_text

        said = [
            f"{number}: {money_text(mrp)}{' ●' if mrp == self._now else ''}"
            for number, mrp in enumerate(self._prices, 1)
        ]
        return "   ".join([tr("MRP on the packet?"), *said, tr("0: another")])
