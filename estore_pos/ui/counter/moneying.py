"""What leads from the counter to money that moves without a sale, and back."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from estore_pos.domain.account import CASH, MoneyDeed
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.ui.counter.account import AccountSheet, AnswerSheet
from estore_pos.ui.counter.money import MoneySheet, MoveSheet, saved_words
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.ports import Papers
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.account import MoneyMove
    from estore_pos.operations.account import Route


class Window(Protocol):
    """What of the main window these sheets need."""

    work: Work
    counter: CounterScreen
    pressed: str

    @property
    def printing(self) -> Papers:
        """What ties the counter to the printer."""
        ...

    def open_sheet(self, sheet: Sheet, *, over: bool = False) -> None:
        """Lay a sheet at the right, in place of those that lie there, or over them."""
        ...

    def close_sheet(self, sheet: Sheet) -> None:
        """Take a sheet away."""
        ...


class Moneying(QObject):
    """Opens the sheets of money, and says at the counter what came of them."""

    def __init__(self, window: Window) -> None:
        """Take the window whose sheets they are."""
        super().__init__()
        self._window = window
        self._work = window.work
        self._counter = window.counter

    def open(self) -> None:
        """Alt+M: what is done with money."""
        if not self._work.ready:
            return
        menu = MoneySheet(self._work)
        menu.pressed = lambda: self._window.pressed
        menu.chosen.connect(lambda deed: self._do(menu, deed))
        menu.pages_wanted.connect(lambda: self._pages(menu))
        self._window.open_sheet(menu)

    def _do(self, menu: MoneySheet, deed: MoneyDeed) -> None:
        follows = deed in (MoneyDeed.FAILED, MoneyDeed.SETTLED)
        sheet = (AnswerSheet if follows else MoveSheet)(self._work, deed)

        def saved(made: "MoneyMove", way: "Route") -> None:
            self._window.close_sheet(sheet)
            self._window.close_sheet(menu)
            self._counter.strip.say("ok", lambda: saved_words(made.deed, made.amount, way))
            if CASH in (made.source, made.target):
                self._window.printing.took([Tender(TenderKind.CASH, made.amount)])

        sheet.saved.connect(saved)
        self._window.open_sheet(sheet, over=True)

    def _pages(self, menu: MoneySheet) -> None:
        """The running pages; whoever may not look at them by himself is asked for leave."""
        from estore_pos.domain.person import Deed as Allowed

        self._work.with_approval(
            lambda till, leave: till.acts.allow(Allowed.ACTS, leave),
            lambda _: self._window.open_sheet(AccountSheet(self._work), over=True),
            self._counter.fail,
            owner=menu,
        )
