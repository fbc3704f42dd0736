"""The key that puts a bill aside, and the list from which one of several comes back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from estore_pos.text.words import tr
from estore_pos.ui.counter.tabs import fitting
from estore_pos.ui.counter.telling import Front, Telling
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import BODY_PX, look
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label

if TYPE_CHECKING:
    from estore_pos.operations.counter_view import OpenBill

LISTED, WORDS_PX = 9, 240
"""So many bills stand in the list; they have one digit each."""


class HoldKeys:
    """F5 on the counter: it puts aside, and brings back."""

    def __init__(
        self,
        front: Front,
        telling: Telling,
        recall: Callable[[int], None],
        choose: Callable[[], None],
    ) -> None:
        """Take what it works with; `choose` asks which of several bills comes back."""
        self._front = front
        self._telling = telling
        self._recall = recall
        self._choose = choose

    def hold(self) -> None:
        """F5: put the open bill aside; on an empty one, go on with the one that is held."""
        view = self._front.view
        if view is None:
            return
        held = [each for each in view.bills if not each.is_open]
        if view.draft.lines:
            self._front.work.desk(
                lambda till: till.counter.hold(),
                lambda _: self._front.strip.say("ok", _held_words),
                self._telling.fail,
                owner=self._telling,
            )
        elif len(held) == 1:
            self._recall(held[0].bill)
        elif held:
            self._choose()
        else:
            self._telling.warn(lambda: tr("No bill is put aside. F5 puts the open one aside."))


class HeldSheet(Sheet):
    """Arrows, F5 or a digit choose a bill that was put aside; Enter goes on with it."""

    wide = False

    def __init__(self, bills: "Sequence[OpenBill]", recall: Callable[[int], None]) -> None:
        super().__init__(Place.HELD, lambda: tr("Bills put aside"))
        self._bills = list(bills)[:LISTED]
        self._recall = recall
        named = [partial(self._words_of, bill) for bill in self._bills]
        self.choice = Choice("held", named, upright=True)
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows.addWidget(self.choice)
        if len(bills) > LISTED:
            more = len(bills) - LISTED
            self.rows.addWidget(Label("held_more", lambda: tr("and {n} more", n=more), "muted"))
        self.rows.addStretch(1)
        self.choice.choose(0)
        self.deeds = {
            Deed.UP: lambda: self.choice.step(-1),
            Deed.DOWN: lambda: self.choice.step(1),
            Deed.HOLD: lambda: self.choice.step(1),
            Deed.FIRST_CHOICE: lambda: self.choice.choose(0),
            Deed.SECOND_CHOICE: lambda: self.choice.choose(1),
            Deed.THIRD_CHOICE: lambda: self.choice.choose(2),
            Deed.ENTER: self._enter,
            Deed.BACK: self.close_sheet,
        }

    def _words_of(self, bill: "OpenBill") -> str:
        from PySide6.QtGui import QFontMetrics

        return fitting(bill, QFontMetrics(look.font(BODY_PX, bold=True)), look.px(WORDS_PX))

    @override
    def home(self) -> QWidget:
        """The list has the focus: there is nothing to type."""
        return self.choice

    def _enter(self) -> None:
        bill = self._bills[self.choice.place].bill
        self.close_sheet()
        self._recall(bill)


def _held_words() -> str:
    return tr("The bill is put aside: F5 brings it back.")
