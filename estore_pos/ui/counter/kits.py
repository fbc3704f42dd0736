"""The kits: one opens as lines of the bill, the bill's goods become one, another is changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.text.numbers import money_text
from estore_pos.text.words import ntr, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.names import name_of
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.form import Problem
from estore_pos.ui.widgets.rows import Row, RowList
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, nothing

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.lookup import Kit


class KitsSheet(Sheet):
    """Enter opens the chosen kit; with a name typed, the open bill's goods become a kit of it."""

    taken = Signal(object)
    """This kit's goods go on the bill: its Item."""
    named = Signal(str)
    """The open bill's goods are to be a kit of this name."""
    changed = Signal(object)
    """The open bill's goods are to be the parts of this kit: its Item."""
    dropped = Signal(object)
    """This kit is offered no more: its Item."""

    def __init__(self, kits: "Sequence[Kit]", lines: int) -> None:
        super().__init__(Place.KITS, lambda: tr("Kits"))
        self._kits: list[Kit] = []
        self._lines = lines
        self.name = Field("kit_name", lambda: tr("Name of a new kit"), self._hint)
        self.name.setEnabled(bool(lines))
        self.list = RowList("kits", lambda: tr("Kits"))
        self._words = Label("kit_words", self._say, tone="muted", wrap=True)
        self._problem = Problem("kit_problem", hides=self._words)
        for widget in (self.name, self._problem):
            self.rows.addWidget(widget)
        self.rows.addWidget(self.list, 1)
        self.rows.addWidget(self._words)
        self.name.textChanged.connect(lambda: self._problem.tell(nothing))
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.CHANGE: lambda: self._with(self.changed.emit),
            Deed.REMOVE: lambda: self._with(self.dropped.emit),
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.BACK: self.close_sheet,
        }
        self.present(kits)

    @override
    def home(self) -> QWidget:
        """The name has the focus; with nothing on the bill there is none to give."""
        return self.name if self._lines else self.list

    def present(self, kits: "Sequence[Kit]", chosen: int = 0) -> None:
        """Show these kits."""
        self._kits = list(kits)
        self.list.present([partial(_row, kit) for kit in kits], chosen)
        self.name.clear()
        self._words.tell(self._say)

    def fail(self, error: "ShopError") -> None:
        """Say why nothing was saved; what was typed stays."""
        self._problem.tell(lambda: sentence_of(error))
        self.name.selectAll()

    def _enter(self) -> None:
        if typed := self.name.text().strip():
            same = [kit for kit in self._kits if typed in (kit.item.name_hi, kit.item.name_en)]
            if same:
                self.changed.emit(same[0].item)
            else:
                self.named.emit(typed)
        else:
            self._with(self.taken.emit)

    def _with(self, deed: Callable[[object], object]) -> None:
        if self.list.place >= 0:
            deed(self._kits[self.list.place].item)

    def _hint(self) -> str:
        if self._lines:
            return tr("The open bill as a kit: its name, e.g. Chhath")
        return tr("Goods on the bill can be named as a kit")

    def _say(self) -> str:
        if not self._kits and not self._lines:
            return tr("There is no kit yet. Put its goods on a bill, then Alt+K and its name.")
        if not self._lines:
            return tr("Enter puts its goods on the bill as lines; each can be changed there.")
        return tr(
            "A name makes a kit of the open bill's goods. F2 puts them in place of the chosen "
            "kit's; Enter opens that one."
        )


def saved_words(name: str, parts: int) -> str:
    """That a kit stands."""
    return ntr(
        "✓ Kit {name} holds {n} good: type its name, or Alt+K",
        "✓ Kit {name} holds {n} goods: type its name, or Alt+K",
        parts,
        name=name,
    )


def _untold(goods: int) -> str:
    return ntr("{n} has no price yet", "{n} have no price yet", goods)


def _row(kit: "Kit") -> Row:
    held = ", ".join(name_of(good) for good, _ in kit.parts)
    return Row(
        name_of(kit.item),
        money_text(kit.worth) if not kit.untold else _untold(kit.untold),
        held,
        ntr("{n} item", "{n} items", len(kit.parts)),
    )
