"""The right side of the counter: whose bill it is, what it comes to, how it is paid, its line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from estore_pos.text.words import ntr, spoken, tr
from estore_pos.ui.counter.total import TotalPanel
from estore_pos.ui.flags import ALIGN_LEFT, ALIGN_TOP
from estore_pos.ui.keymap import Deed, shown
from estore_pos.ui.style import hold_height, look
from estore_pos.ui.widgets.told import Button, Label

if TYPE_CHECKING:
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.operations.counter_view import CounterView

SIDE_PX, SIDE_COMPACT_PX = 396, 330


class SidePanel(QWidget):
    """Its buttons say the keys that do the same; none of them ever has the focus."""

    wanted = Signal(object)
    """A button was clicked: its Deed."""
    note_wanted = Signal()
    """The button of the payment sheet was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._view: CounterView | None = None
        self._has_bill = False
        self._unseen = 0
        self.setFixedWidth(look.px(SIDE_PX))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        self.buyer_button = Button("buyer", self._buyer_words)
        hold_height(self.buyer_button, 42)
        self.buyer_button.clicked.connect(lambda: self.wanted.emit(Deed.BUYER))
        self.total = TotalPanel()
        self.cash_button = Button("cash", self._cash_words, tone="pay")
        hold_height(self.cash_button, 52)
        self.cash_button.clicked.connect(lambda: self.wanted.emit(Deed.CASH))
        rows.addWidget(self.buyer_button)
        rows.addWidget(self.total)
        rows.addWidget(self.cash_button)
        rows.addLayout(self._build_pair())
        rows.addWidget(self._build_card())
        rows.addStretch(1)

    def _build_pair(self) -> QGridLayout:
        note = Button("pay", lambda: tr("Note / change") + f"  [{shown('Return')}]")
        note.clicked.connect(self.note_wanted.emit)
        upi = Button("upi", lambda: tr("UPI QR") + f"  [{shown('Ctrl+U')}]")
        upi.clicked.connect(lambda: self.wanted.emit(Deed.UPI))
        pair = QGridLayout()
        pair.setSpacing(6)
        for column, button in enumerate((note, upi)):
            hold_height(button, 44)
            pair.addWidget(button, 0, column)
            pair.setColumnStretch(column, 1)
        return pair

    def _build_card(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(2)
        self.line_name = Label("line_name", self._line_words, tone="heading", wrap=True)
        self.line_facts = Label("line_facts", self._fact_words, tone="small", wrap=True)
        for label, lines in ((self.line_name, 46), (self.line_facts, 40)):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            hold_height(label, lines)
            label.setProperty("alignment", ALIGN_TOP | ALIGN_LEFT)
            rows.addWidget(label)
        return card

    def present(self, view: "CounterView") -> None:
        """Show the bill as it now is."""
        self._view = view
        self.total.present(view)
        self.cash_button.tell(self._cash_words)
        self.buyer_button.tell(self._buyer_words)
        self._tell_line()

    def _tell_line(self) -> None:
        self.line_name.tell(self._line_words)
        self.line_facts.tell(self._fact_words)

    def tell_made(self) -> None:
        """There is a last bill, whose paper can be had."""
        self._has_bill = True
        self.line_name.tell(self._line_words)

    def tell_unseen(self, count: int) -> None:
        """So many UPI payments have been seen by nobody yet."""
        self._unseen = count
        self.line_facts.tell(self._fact_words)

    def fit(self, room: int, *, compact: bool) -> None:
        """Take a share of this many pixels."""
        width = look.px(SIDE_COMPACT_PX if compact else SIDE_PX)
        self.setFixedWidth(min(width, room * 40 // 100))
        self._tell_line()

    def _cash_words(self) -> str:
        if self._view is None or not self._view.draft.lines:
            return tr("Cash") + f"   [{shown('End')}]"
        from estore_pos.text.numbers import money_text

        due = money_text(_due(self._view))
        return tr("Cash {amount}", amount=due) + f"   [{shown('End')}]"

    def _buyer_words(self) -> str:
        buyer = self._view.draft.buyer if self._view else None
        if buyer is None:
            return tr("Buyer: nobody in particular") + f"   [{shown('F11')}]"
        return " · ".join(part for part in (buyer.name, buyer.phone, buyer.gstin) if part)

    def _line_words(self) -> str:
        line = self._view.draft.current_line if self._view else None
        if line is None:
            return tr("The last bill's paper: Ctrl+R") if self._has_bill else ""
        own, other = self._names(line.item)
        return f"{own}\n{other}" if other and self._is_short(own, other) else own

    def _names(self, item: "Item") -> tuple[str, str]:
        """What a good is called in the language of the screens, and in the other one."""
        names = (item.name_hi, item.name_en) if spoken() == "hi" else (item.name_en, item.name_hi)
        own, other = names[0] or names[1], names[1]
        return own, other if other != own else ""

    def _is_short(self, own: str, other: str) -> bool:
        """Whether both names have a line each."""
        measure = self.line_name.fontMetrics().horizontalAdvance
        return max(measure(own), measure(other)) <= self.line_name.width()

    def _fact_words(self) -> str:
        line = self._view.draft.current_line if self._view else None
        if self._view is None or line is None:
            if self._unseen:
                return ntr(
                    "{n} UPI payment to match: Alt+U",
                    "{n} UPI payments to match: Alt+U",
                    self._unseen,
                )
            return tr("All keys: F1")
        from estore_pos.text.numbers import milli_text, money_text
        from estore_pos.ui.counter.bill import terms_words

        item = line.item
        own, other = self._names(item)
        left = self._view.balances.get(item.id)
        facts = ["" if self._is_short(own, other) else other]
        facts += [terms_words(self._view.terms[self._view.draft.current], self._view.called)]
        facts += [item.pack, tr("No. {number}", number=item.id) if item.id else ""]
        if item.mrp is not None:
            facts.append(tr("MRP {amount}", amount=money_text(item.mrp)))
        if left is not None and item.stocked:
            facts.append(tr("stock {left}", left=milli_text(left)))
        return " · ".join(fact for fact in facts if fact)


def _due(view: "CounterView") -> "Money":
    """What is left to pay of the bill after an advance."""
    return view.owed - min(view.advanced, view.owed)
