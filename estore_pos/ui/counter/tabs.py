"""A tab for each of the bills that are open beside each other."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from estore_pos.text.words import ntr, spoken, tr
from estore_pos.ui.style import look
from estore_pos.ui.widgets.told import Button, Label

if TYPE_CHECKING:
    from estore_pos.operations.counter_view import OpenBill

TABS_PX, SHOWN, NAME_SHOWN = 32, 5, 14


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
        self._row.setSpacing(4)
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
        for tab, bill in zip(self._tabs, shown, strict=False):
            tab.tell(partial(tab_words, bill))
            tab.setChecked(bill.is_open)
        for place, tab in enumerate(self._tabs):
            tab.setVisible(place < len(shown))
        self._more.tell(self._more_words)
        self._more.setVisible(len(bills) > len(shown))
        self.setVisible(bool(bills))

    def _shown(self) -> "tuple[OpenBill, ...]":
        """The last bills; the open one is always among them."""
        last = self._bills[-SHOWN:]
        opened = tuple(bill for bill in self._bills[:-SHOWN] if bill.is_open)
        return (*opened, *last[len(opened) :])

    def _tab(self, place: int) -> Button:
        tab = Button(f"bill_tab_{place + 1}", str, tone="tab")
        tab.setCheckable(True)
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


def tab_words(bill: "OpenBill") -> str:
    """What a bill is called: its buyer, else its first good, and how many lines it has.

    ⚠ before it: codes that no good has were scanned for it.
    """
    mark = "⚠ " if bill.unknown else ""
    if not bill.count:
        return mark + (bill.buyer or tr("New bill"))
    return f"{mark}{_label(bill)} · " + ntr("{n} item", "{n} items", bill.count)


def _label(bill: "OpenBill") -> str:
    name = bill.buyer
    if not name and bill.first is not None:
        names = (bill.first.name_hi, bill.first.name_en)
        first, second = names if spoken() == "hi" else names[::-1]
        name = first or second
    return name if len(name) <= NAME_SHOWN else name[: NAME_SHOWN - 1] + "…"
