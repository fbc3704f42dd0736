"""The UPI payments that somebody said he made and nobody has seen: they came, or they did not."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, nothing, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.lookup import ToMatch

SHOWN = 10
"""So many rows; the others are counted below them and come up as these are matched."""


class MatchSheet(Sheet):
    """Arrows choose a payment, Enter says that it came, N that it did not; the latest is first."""

    matched = Signal()
    """What became of a payment was recorded."""

    def __init__(self, work: Work) -> None:
        super().__init__(Place.MATCH, lambda: tr("UPI to match"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._work = work
        self._waiting: list[ToMatch] = []
        self.chosen = 0
        self._is_asked = False
        self._state = Label("match_state", nothing, tone="heading", wrap=True)
        self.rows.addWidget(self._state)
        self._labels = [Label(f"match_{place}") for place in range(SHOWN)]
        self._more = Label("match_more", nothing, tone="muted")
        for label in (*self._labels, self._more):
            label.hide()
            self.rows.addWidget(label)
        self._said = Label("match_said", nothing, tone="muted", wrap=True)
        self.rows.addWidget(self._said)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.UP: lambda: self._choose(self.chosen - 1),
            Deed.DOWN: lambda: self._choose(self.chosen + 1),
            Deed.ENTER: lambda: self._match(paid=True),
            Deed.NOT_COME: lambda: self._match(paid=False),
            Deed.BACK: self.close_sheet,
        }
        self._said.tell(_what_words)
        self._ask()

    @override
    def home(self) -> QWidget:
        """The sheet itself has the focus: there is nothing to type."""
        return self

    def _ask(self) -> None:
        self._work.look(lambda lookup: lookup.to_match(), self._show, owner=self)

    def _show(self, waiting: "Sequence[ToMatch]") -> None:
        self._waiting, self._is_asked = list(waiting), False
        self._state.tell(self._state_words)
        more = len(self._waiting) - SHOWN
        self._more.setVisible(more > 0)
        self._more.tell(lambda: tr("and {n} more", n=more))
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(self._waiting))
        self._choose(self.chosen)

    def _choose(self, place: int) -> None:
        last = min(len(self._waiting), SHOWN) - 1
        self.chosen = max(0, min(last, place))
        for number, payment in enumerate(self._waiting[:SHOWN]):
            label, is_chosen = self._labels[number], number == self.chosen
            label.tell(partial(_row, "▶" if is_chosen else "   ", payment))
            restyle(label, "tone", "heading" if is_chosen else "muted")

    def _match(self, *, paid: bool) -> None:
        if not self._waiting or self._is_asked:
            return
        payment = self._waiting[self.chosen]
        self._is_asked = True

        def done(_: None) -> None:
            self._said.tell(partial(_came_words if paid else _not_come_words, payment))
            self.matched.emit()
            self._ask()

        self._work.desk(
            lambda till: till.returns.match(payment.sale, payment.part, paid=paid),
            done,
            self._failed,
            owner=self,
        )

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.ui.sentences import sentence_of

        self._is_asked = False
        self._said.tell(lambda: sentence_of(error))

    def _state_words(self) -> str:
        from estore_pos.domain.money import total
        from estore_pos.text.numbers import money_text

        if not self._waiting:
            return tr("Every UPI payment was seen or matched.")
        amount = total([each.amount for each in self._waiting])
        return tr("{n} to match · {amount}", n=len(self._waiting), amount=money_text(amount))


def _row(mark: str, payment: "ToMatch") -> str:
    from estore_pos.text.dates import stamp_text
    from estore_pos.text.numbers import money_text

    amount = money_text(payment.amount)
    return f"{mark} {amount} · {stamp_text(payment.at)} · {payment.number}"


def _what_words() -> str:
    return tr(
        "Look at your phone or the bank's list. Enter: this money came. N: it did not come. The "
        "bill stands either way."
    )


def _came_words(payment: "ToMatch") -> str:
    from estore_pos.text.numbers import money_text

    amount = money_text(payment.amount)
    return tr("✓ {amount} of bill {number} came.", amount=amount, number=payment.number)


def _not_come_words(payment: "ToMatch") -> str:
    from estore_pos.text.numbers import money_text

    return tr(
        "{amount} of bill {number} did not come: this is in the books now, and the bill stands. "
        "Ask the buyer for the money, or take the goods back with F10.",
        amount=money_text(payment.amount),
        number=payment.number,
    )
