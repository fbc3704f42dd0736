"""The bar of a code that nobody knew: a new good's name and printed price, or a good it is of."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from estore_pos.text.words import tr
from estore_pos.ui.counter.suggestions import Suggestions
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.told import Field, Label, Teller
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.item import Item
    from estore_pos.domain.quantity import Unit
    from estore_pos.operations.lookup import Found
    from estore_pos.operations.till import Till

_CODE_SHOWN = 16


class TeachBar(QFrame):
    """Enter goes from the name to the price and saves; an arrow takes a good there is; Esc: later.

    What is typed as a name is looked for as on the entry line, but nothing is taken by itself; the
    list is the bar's own, for whatever stands half typed below it means none of its goods.
    """

    closed = Signal()
    """It is done with, answered or put off."""
    put_off = Signal()
    """Esc: the code stays on the list of today."""
    taught = Signal(object)
    """The code is a good's now: the Item."""
    refused = Signal(object)
    """The books refused it: the error."""
    unnamed = Signal()
    """Enter, and no name stands there: nothing is taught."""

    def __init__(self, parent: QWidget, work: Work) -> None:
        super().__init__(parent)
        self.setObjectName("teach")
        self.place = Place.TEACH
        self._work = work
        self.list = Suggestions(parent)
        self.list.setObjectName("teach_list")
        self.list.clicked.connect(self._clicked)
        self.scanned, self.times_milli = "", 1000
        self._code, self._unit = "", ""
        self.hint: Teller | None = None
        """What was said above it about the scanner."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 14, 2)
        self._question = Label("teach_question", self._words)
        self.name = Field("teach_name", lambda: tr("New name"), lambda: tr("New name, or ↓"))
        self._price_name = Label("teach_price_name", self._price_words)
        self.price = Field("teach_price", self._price_words)
        self.price.setFixedWidth(look.px(90))
        layout.addWidget(self._question)
        layout.addWidget(self.name, 1)
        layout.addWidget(self._price_name)
        layout.addWidget(self.price)
        self.name.textChanged.connect(self._look)
        self.deeds: dict[Deed, Callable[[], None]] = {
            Deed.ENTER: self._enter,
            Deed.BACK: self._later,
            Deed.UP: lambda: self.list.step(-1, least=-1),
            Deed.DOWN: lambda: self.list.step(1, least=-1),
        }
        self.hide()

    def home(self) -> QWidget:
        """The name has the focus."""
        return self.name

    def ask(self, scanned: str, code: str, unit: "Unit | None", times_milli: int) -> None:
        """Ask whose code it is: `code` of what was `scanned`, so many times, sold by `unit`."""
        self.scanned, self.times_milli = scanned, times_milli
        self._code, self._unit = code, unit.value if unit else ""
        self.name.clear()
        self.price.clear()
        self._question.tell(self._words)
        self._price_name.tell(self._price_words)
        self.show()
        self.raise_()

    def take(self, found: "Found") -> None:
        """The code is of a good there is, in the quantity that was said."""
        if found.refusal is not None:
            self.refused.emit(found.refusal)
            return
        code, milli = self._code, found.milli or 1000
        self._do(lambda till: till.bind(code, found.item.id, milli))

    def done(self) -> None:
        """The question is settled."""
        self.list.show_found([])
        self.hide()
        self.closed.emit()

    def mend(self) -> None:
        """The answer was refused: what is typed next takes its place."""
        field = self.price if self.price.hasFocus() else self.name
        field.setFocus()
        field.selectAll()

    def _later(self) -> None:
        self.done()
        self.put_off.emit()

    def _enter(self) -> None:
        name = self.name.text().strip()
        typed = self.price.text().strip()
        if self.list.chosen >= 0:
            self.take(self.list.found[self.list.chosen])
        elif not name:
            self.name.setFocus()
            self.unnamed.emit()
        elif self.name.hasFocus():
            self.list.show_found([])
            self.price.setFocus()
            self.price.selectAll()
        else:
            self._teach(name, typed)

    def _teach(self, name: str, typed: str) -> None:
        from estore_pos.domain.errors import Refusal
        from estore_pos.domain.quantity import Unit
        from estore_pos.text.calculator import read_amount

        try:
            price = read_amount(typed) if typed else None
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        code, unit = self._code, Unit(self._unit) if self._unit else Unit.PIECE
        self._do(lambda till: till.teach(code, name, price, unit))

    def _do(self, deed: "Callable[[Till], Item]") -> None:
        def did(item: "Item") -> None:
            self.done()
            self.taught.emit(item)

        self._work.desk(deed, did, self.refused.emit, owner=self, once=self)

    def _look(self, text: str) -> None:
        typed = text.strip()
        self.list.choose_none()
        if not typed:
            self.list.show_found([])
            return

        def show(found: "list[Found]") -> None:
            if self.isVisible() and typed == self.name.text().strip() and self.name.hasFocus():
                self.list.show_found(found, choose=False)

        self._work.look(lambda lookup: lookup.find(typed), show, owner=self, key="find")

    def _clicked(self, index: QModelIndex) -> None:
        self.take(self.list.found[index.row()])

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """The list goes along."""
        super().moveEvent(event)
        self._lay_list()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list goes along."""
        super().resizeEvent(event)
        self._lay_list()

    def _lay_list(self) -> None:
        below = self.geometry()
        self.list.setGeometry(below.x(), below.bottom() + 4, below.width(), self.list.height())

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes to the other field; the list is of the name alone."""
        self.list.show_found([])
        return super().focusNextPrevChild(next)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the list's rows in the new language too."""
        if event.type() == QEvent.Type.LanguageChange:
            self.list.retell()
        super().changeEvent(event)

    def _words(self) -> str:
        code = self._code
        if len(code) > _CODE_SHOWN:
            code = f"{code[:7]}…{code[-7:]}"
        return f"⚠ {tr('{code} is not known', code=code)}"

    def _price_words(self) -> str:
        return tr("₹ a kilo") if self._unit == "KGS" else tr("MRP ₹")
