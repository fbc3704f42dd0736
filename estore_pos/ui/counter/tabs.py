"""A tab for each of the bills that are open beside each other."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from estore_pos.text.words import ntr, spoken, tr
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.told import Button, Label

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QResizeEvent

    from estore_pos.operations.counter_view import OpenBill

TABS_PX, SHOWN, GAP_PX, SIDES_PX = 32, 5, 4, 32


class BillTabs(QWidget):
    """A tab for each bill, the open one marked; not there while there is one bill only."""

    def __init__(self, recall: Callable[[int], None]) -> None:
        super().__init__()
        self.setObjectName("bill_tabs")
        self._recall = recall
        self._tabs: list[Button] = []
        self._bills: tuple[OpenBill, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP_PX)
        self._more = Label("bills_more", self._more_words, tone="muted")
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setFixedHeight(look.px(TABS_PX))
        self.hide()

    def present(self, bills: "tuple[OpenBill, ...]") -> None:
        """Show these bills."""
        if bills == self._bills:
            return
        self._bills = bills
        shown = self._shown()
        while len(self._tabs) < len(shown):
            self._tabs.append(self._tab(len(self._tabs)))
        self._tell_tabs()
        for tab, bill in zip(self._tabs, shown, strict=False):
            tab.setChecked(bill.is_open)
        for place, tab in enumerate(self._tabs):
            tab.setVisible(place < len(shown))
        self._more.tell(self._more_words)
        self._more.setVisible(len(bills) > len(shown))
        self.setVisible(bool(bills))

    @override
    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Say as much of each name as there is room for now."""
        super().resizeEvent(event)
        self._tell_tabs()

    def _tell_tabs(self) -> None:
        for place, tab in enumerate(self._tabs[: len(self._shown())]):
            tab.tell(partial(self._words_of, place))

    def _words_of(self, place: int) -> str:
        """What a tab says: a short name leaves its room to the longer ones beside it."""
        shown = self._shown()
        if place >= len(shown):
            return ""  # a tab that is out of sight now
        metrics = self._tabs[place].fontMetrics()
        needed = [metrics.horizontalAdvance(tab_words(bill)) for bill in shown]
        left = self.width() - len(shown) * (GAP_PX + look.px(SIDES_PX))
        if len(self._bills) > len(shown):
            left -= self._more.sizeHint().width()
        room = 0
        for nth, each in enumerate(sorted(range(len(shown)), key=needed.__getitem__)):
            room = min(needed[each], left // (len(shown) - nth))
            left -= room
            if each == place:
                break
        return fitting(shown[place], metrics, room)

    def _shown(self) -> "tuple[OpenBill, ...]":
        """The last bills; the open one is always among them."""
        last = self._bills[-SHOWN:]
        opened = tuple(bill for bill in self._bills[:-SHOWN] if bill.is_open)
        return (*opened, *last[len(opened) :])

    def _tab(self, place: int) -> Button:
        tab = Button(f"bill_tab_{place + 1}", str, tone="tab")
        tab.setCheckable(True)
        tab.setMinimumWidth(1)  # else what is said now would keep the row from getting narrower
        tab.clicked.connect(lambda: self._clicked(place))
        self._row.insertWidget(place, tab)
        return tab

    def _clicked(self, place: int) -> None:
        bill = self._shown()[place]
        self._tabs[place].setChecked(bill.is_open)
        if not bill.is_open:
            self._recall(bill.bill)

    def _more_words(self) -> str:
        return tr("and {n} more", n=max(0, len(self._bills) - SHOWN))


def tab_words(bill: "OpenBill", name: str | None = None) -> str:
    """What a bill is called: its buyer, else its first good, and how many lines it has.

    ⚠ before it: codes that no good has were scanned for it. `name` stands for a name that is long.
    """
    mark = "⚠ " if bill.unknown else ""
    said = mark + (_name(bill) if name is None else name)
    return f"{said} · " + ntr("{n} item", "{n} items", bill.count) if bill.count else said


def fitting(bill: "OpenBill", metrics: "QFontMetrics", room: int) -> str:
    """What a bill is called in so many pixels: its name is cut, and never within a syllable."""
    whole = _name(bill)
    said = tab_words(bill)
    ends = iter(reversed(_ends(whole)))
    while metrics.horizontalAdvance(said) > room and (end := next(ends, 0)):
        said = tab_words(bill, whole[:end].rstrip() + "…")
    return said


def _ends(name: str) -> list[int]:
    """Where a name may be cut: before no vowel sign or other mark, and after no half letter."""
    from unicodedata import category

    return [
        place
        for place in range(1, len(name))
        if category(name[place])[0] != "M"
        and name[place] not in _JOINERS
        and name[place - 1] not in _JOINERS
        and name[place - 1] != _VIRAMA
    ]


_VIRAMA, _JOINERS = "\u094d", "\u200c\u200d"


def _name(bill: "OpenBill") -> str:
    if bill.buyer or bill.first is None or not bill.count:
        return bill.buyer or tr("New bill")
    names = (bill.first.name_hi, bill.first.name_en)
    first, second = names if spoken() == "hi" else names[::-1]
    return first or second
