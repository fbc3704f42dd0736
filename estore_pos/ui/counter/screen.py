"""The counter: scan or type, see the bill, take the money; the hand never leaves the keyboard."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from estore_pos.text.words import ntr, tr
from estore_pos.ui.counter.entry import EntryLine
from estore_pos.ui.counter.side import SidePanel
from estore_pos.ui.counter.tabs import BillTabs
from estore_pos.ui.counter.telling import Telling
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Prints, Sounds, Weigh
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import COMPACT_BELOW_PX
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.strip import Strip
from estore_pos.ui.widgets.told import Teller, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from estore_pos.domain.ids import ItemId
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.domain.sale import Bill
    from estore_pos.operations.counter_view import CounterView, Finished
    from estore_pos.operations.moment import Doubt
    from estore_pos.operations.till import Till
    from estore_pos.text.words import PaperLanguage
    from estore_pos.ui.counter.ask import AskBar
    from estore_pos.ui.counter.bill import BillTable
    from estore_pos.ui.counter.ending import Ending
    from estore_pos.ui.counter.goods_entry import GoodsEntry
    from estore_pos.ui.counter.held import HoldKeys
    from estore_pos.ui.counter.line import LineKeys
    from estore_pos.ui.counter.printed import PrintedBar
    from estore_pos.ui.counter.scanning import Scanning
    from estore_pos.ui.counter.suggestions import Suggestions
    from estore_pos.ui.counter.teach import TeachBar
    from estore_pos.ui.counter.teaching import Teaching
    from estore_pos.ui.counter.terms import TermKeys
    from estore_pos.ui.counter.undo import UndoKeys
    from estore_pos.ui.counter.unknown import UnknownRow
    from estore_pos.ui.counter.weighing import Weighing

_OPENS = (
    *(Deed.BUYER, Deed.MISSED, Deed.OLDER, Deed.RETURN, Deed.MATCH, Deed.DRAWER, Deed.OPEN_PDF),
    *(Deed.SHARE, Deed.RATES, Deed.ESTIMATE, Deed.OFFERS, Deed.TILES, Deed.KITS),
    *(Deed.CATEGORIES, Deed.SERVICE, Deed.CARD, Deed.ACTS, Deed.MONEY, Deed.CLOCK),
)
"""Deeds that only open a sheet or go to a device: the window does them."""


class CounterScreen(QWidget):
    """The selling screen. It shows what the desk tells it and asks the desk for deeds."""

    place_opened = Signal(object)
    """A place with keys of its own opened on this screen (a question)."""
    place_closed = Signal(object)
    """That place is done with."""
    payment_wanted = Signal(str)
    """The payment sheet should open: what was typed as received, or ""."""
    sheet_wanted = Signal(object)
    """A Deed of the counter opens a sheet, or has the window do something."""
    sold = Signal(object)
    """Bills were made: Finished."""
    unsold = Signal(object)
    """No bill was made: the ShopError; it was said."""
    print_wanted = Signal()
    """The last bill is to be printed."""
    bill_scanned = Signal(str)
    """A bill's QR was scanned: its text."""

    def __init__(self, work: Work, sounds: Sounds) -> None:
        super().__init__()
        self.setObjectName("counter")
        self.place = Place.COUNTER
        self.work = work
        self._sounds = sounds
        self.view: CounterView | None = None
        self.prints: Callable[[], tuple[Prints, PaperLanguage]] = lambda: ("never", "both")
        """What End does about the paper, and in which language."""
        self.has_printer: Callable[[], bool] = lambda: False
        """Whether this PC has a printer."""
        self.weigh_on: Weigh | None = None
        self.compact = False
        self._build_left()
        self.side = SidePanel()
        """The right side, over which a narrow sheet lies."""
        self.side.wanted.connect(lambda deed: self.deeds[deed]())
        self.side.note_wanted.connect(lambda: self.payment_wanted.emit(""))
        self.total = self.side.total
        self._table: BillTable | None = None
        self._suggestions: Suggestions | None = None
        self._question: AskBar | None = None
        self._red: Strip | None = None
        self._unknown: UnknownRow | None = None
        self._bars: list[AskBar | TeachBar | PrintedBar] = []
        self._warned = False
        self._lay_open: Teller = nothing
        """What says of the bill that lay open when the window came."""
        self.telling = Telling(self, sounds, self)
        self.fail, self.warn = self.telling.fail, self.telling.warn
        body = QHBoxLayout(self)
        body.setContentsMargins(8, 6, 8, 6)
        body.setSpacing(8)
        body.addLayout(self._left, 1)
        body.addWidget(self.side)
        deeds = self._own_deeds()
        deeds |= {deed: partial(self.sheet_wanted.emit, deed) for deed in _OPENS}
        self.deeds: Deeds = {deed: partial(self._after_signs, do) for deed, do in deeds.items()}
        self.deeds[Deed.BACK] = self.back
        work.changed.connect(self.present)

    def _own_deeds(self) -> "dict[Deed, Callable[[], None]]":
        """What its keys do; what does it is made when the first of them is pressed."""
        return {
            Deed.QUANTITY: lambda: self.line.quantity(),
            Deed.REMOVE: lambda: self.line.remove(),
            Deed.PRICE: lambda: self.line.price(),
            Deed.PRINTED: lambda: self.line.printed(),
            Deed.WEIGH: lambda: self.weighing.weigh(self.weigh_on),
            Deed.HOLD: lambda: self.holding.hold(),
            Deed.LINE_DISCOUNT: lambda: self.terms.line_discount(),
            Deed.BILL_DISCOUNT: lambda: self.terms.bill_discount(),
            Deed.CHARGE: lambda: self.terms.charge(),
            Deed.NOTE: lambda: self.terms.note(),
            Deed.UNDO: lambda: self.undoing.undo(),
            Deed.CANCEL: lambda: self.undoing.discard(),
            Deed.ENTER: lambda: self.goods.enter(),
            Deed.LEARN: lambda: self.goods.learning.learn(),
            Deed.UPI: lambda: self._pay_by(Deed.UPI),
            Deed.BY_KHATA: lambda: self._pay_by(Deed.BY_KHATA),
            Deed.MIXED: lambda: self._pay_by(Deed.MIXED),
            Deed.CASH: lambda: self.ending.cash(),
            Deed.PRINT: self._cash_and_print,
            Deed.SILENT: lambda: self.ending.cash(prints=False),
            Deed.UP: lambda: self._move(-1),
            Deed.DOWN: lambda: self._move(1),
        }

    # --- what it is made of ---

    def _build_left(self) -> None:
        self._left = QVBoxLayout()
        self._left.setSpacing(6)
        self.strip = Strip("result")
        self.entry = EntryLine()
        self.entry.asked.connect(lambda typed: self.goods.suggest(typed))
        self.entry.signed.connect(lambda by: self.line.more(by))
        self._place_of_table = QFrame()
        self._place_of_table.setObjectName("card")
        self.tabs = BillTabs(self.recall)
        for widget in (self.strip, self.tabs, self.entry, self._place_of_table):
            self._left.addWidget(widget)
        self._left.setStretch(3, 1)

    def complete(self) -> None:
        """Build what the first paint did not wait for, and the first scan needs."""
        for part in (self.table, self.red):
            part.ensurePolished()

    def complete_later(self) -> None:
        """Build what the first scan did not wait for, before somebody types."""
        for part in (self.suggestions, self.question):
            part.ensurePolished()
        _ = self.line, self.goods, self.ending  # no first key waits for a module

    @property
    def table(self) -> "BillTable":
        """The lines of the bill."""
        if self._table is None:
            from estore_pos.ui.counter.bill import BillTable

            self._table = table = BillTable()
            table.setAccessibleName(tr("Bill"))
            table.clicked.connect(self._clicked)
            self._left.replaceWidget(self._place_of_table, table)
            self._place_of_table.deleteLater()
            table.fit(self.compact)
        return self._table

    @property
    def suggestions(self) -> "Suggestions":
        """What the typed name may mean."""
        if self._suggestions is None:
            from estore_pos.ui.counter.suggestions import Suggestions

            self._suggestions = Suggestions(self)
            self._suggestions.clicked.connect(self._suggestion_clicked)
            self.lay_over()
        return self._suggestions

    @property
    def red(self) -> Strip:
        """The red bar."""
        if self._red is None:
            self._red = Strip("error")
            self._red.setParent(self)
            self._red.hide()
            self.lay_over()
        return self._red

    @property
    def question(self) -> "AskBar":
        """The question about a line."""
        if self._question is None:
            from estore_pos.ui.counter.ask import AskBar

            self._question = AskBar(self)
            self._question.cash_wanted.connect(lambda: self.ending.cash())
            self._question.typed_on.connect(self._go_on)
        return self._question

    @cached_property
    def line(self) -> "LineKeys":
        """The keys of the current line."""
        from estore_pos.ui.counter.line import LineKeys

        return LineKeys(self, self.telling, self)

    @cached_property
    def weighing(self) -> "Weighing":
        """The key of the scale."""
        from estore_pos.ui.counter.weighing import Weighing

        return Weighing(self, self.telling, self._sounds, self.goods.suggest)

    @cached_property
    def terms(self) -> "TermKeys":
        """The keys of discounts, charge and note."""
        from estore_pos.ui.counter.terms import TermKeys

        return TermKeys(self, self.telling)

    @cached_property
    def undoing(self) -> "UndoKeys":
        """The keys that take something back."""
        from estore_pos.ui.counter.undo import UndoKeys

        return UndoKeys(self, self.telling, partial(self.sheet_wanted.emit, Deed.CANCEL))

    @cached_property
    def holding(self) -> "HoldKeys":
        """The key that puts a bill aside."""
        from estore_pos.ui.counter.held import HoldKeys

        choose = partial(self.sheet_wanted.emit, Deed.HOLD)
        return HoldKeys(self, self.telling, self.recall, choose)

    @cached_property
    def goods(self) -> "GoodsEntry":
        """What brings goods from the entry line to the bill."""
        from estore_pos.ui.counter.goods_entry import GoodsEntry

        return GoodsEntry(self, self.telling, self.line.set_quantity, self._pay)

    @cached_property
    def scanning(self) -> "Scanning":
        """What brings a scanned code to the bill."""
        from estore_pos.ui.counter.scanning import Scanning

        return Scanning(self, self.telling, self._sounds, self.bill_scanned.emit)

    @cached_property
    def teaching(self) -> "Teaching":
        """What asks whose a code is."""
        from estore_pos.ui.counter.teaching import Teaching

        learn = partial(self.sheet_wanted.emit, Deed.LEARN)
        return Teaching(self, self.telling, self._sounds, self, learn)

    @cached_property
    def ending(self) -> "Ending":
        """What makes the bill."""
        from estore_pos.ui.counter.ending import Ending

        return Ending(
            self,
            self.telling,
            self._sounds,
            lambda: self.prints(),
            lambda: self.has_printer(),
            self._made,
            self.unsold.emit,
            self.line.ask_price_of,
            self.payment_wanted.emit,
        )

    def home(self) -> QWidget:
        """The entry line has the focus."""
        return self.entry

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay what lies over the counter again."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the sizes of the look and of the window."""
        self.compact = self.width() < COMPACT_BELOW_PX
        self.side.fit(self.width(), compact=self.compact)
        if self._table is not None:
            self._table.fit(self.compact)
        held = self.layout()
        assert held is not None
        # What lies over the counter is laid by where its parts are: they go there first.
        held.activate()
        self.lay_over()

    def lay_over(self) -> None:
        """The list lies under the entry line, a question on it, the red bar over the strip."""
        entry = self.entry.geometry()
        if self._suggestions is not None:
            high = self._suggestions.height()
            self._suggestions.setGeometry(entry.x(), entry.bottom() + 4, entry.width(), high)
        for bar in self._bars:
            bar.setGeometry(entry)
        if self._red is not None:
            self._red.setGeometry(self.strip.geometry())

    def lay_bar(self, bar: "AskBar | TeachBar | PrintedBar") -> None:
        """Lay a question on the entry line; the keys go to it until it is done with."""
        if bar not in self._bars:
            self._bars.append(bar)
            bar.closed.connect(lambda: self._unlay(bar))
        self.hide_suggestions()
        self.lay_over()
        self.place_opened.emit(bar)

    def _unlay(self, bar: "AskBar | TeachBar | PrintedBar") -> None:
        """A question is done with; what stood half typed under it is gone on with."""
        self.place_closed.emit(bar)
        if typed := self.entry.text().strip():
            self.goods.suggest(typed)

    @property
    def is_asking(self) -> bool:
        """Whether a question lies on the entry line: the keys are the question's."""
        return any(bar.isVisible() for bar in self._bars)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say what is no label in the new language too."""
        if event.type() == QEvent.Type.LanguageChange:
            if self._table is not None:
                self._table.retell()
            if self._suggestions is not None:
                self._suggestions.retell()
        super().changeEvent(event)

    # --- what the desk tells ---

    def present(self, view: "CounterView") -> None:
        """Show the bill as it now is; only what changed is painted."""
        first = self.view is None or not self.view.draft.lines
        before = len(view.draft.lines) if self.view is None else len(self.view.draft.lines)
        was_asked = self.view is None or _is_asked(self.view.doubt)
        if self.view is not None and view.draft != self.view.draft:
            self._gone_on()
        self.view = view
        if "goods" in vars(self):
            self.goods.learning.follow(view)
        self.telling.hide_red()
        if len(view.draft.lines) > before:
            self.strip.pass_on()
        if first and view.draft.lines:
            self.strip.clear_if("ok")
            self.strip.clear_if("practice")
        self.table.present(view)
        self.tabs.present(view.bills)
        self.side.present(view)
        self._tell_unknown(view)
        self._tell_of(view, is_new=len(view.draft.lines) > before)
        if view.price_missing and len(view.draft.lines) > before:
            self.line.ask_new_prices(before)
        if not was_asked:
            self.ask_of_clock(view.doubt)

    @property
    def is_asked_of_clock(self) -> bool:
        """Whether nobody has said yet that the PC's clock is right, or not."""
        return self.view is not None and _is_asked(self.view.doubt)

    def ask_of_clock(self, doubt: "Doubt | None") -> None:
        """Ask whether the PC's clock is right where nobody has said it yet; nothing waits for it.

        Once: the status line goes on saying that it is asked.
        """
        if doubt is not None and doubt.is_asked:
            self.strip.say("warn", lambda: _clock_words(doubt))
            self._sounds.play("error")

    def _tell_unknown(self, view: "CounterView") -> None:
        """The codes that were scanned for this bill and that no good has."""
        if self._unknown is None and view.draft.unknown:
            from estore_pos.ui.counter.unknown import UnknownRow

            self._unknown = UnknownRow()
            self._left.addWidget(self._unknown)
        if self._unknown is not None:
            self._unknown.present(view.draft.unknown)

    def _tell_of(self, view: "CounterView", *, is_new: bool) -> None:
        """What somebody is to know of the line that has just come."""
        warning = view.warning
        item = view.draft.lines[view.draft.current].item if is_new else None
        if warning is not None:
            self.strip.say("warn", lambda: sentence_of(warning))
        elif item is not None and len(item.printed) > 1:
            self.strip.say("warn", lambda: _printed_words(item))
        elif self._warned:
            self.strip.clear_if("warn")
        self._warned = warning is not None or (item is not None and len(item.printed) > 1)

    def resume(self, view: "CounterView") -> None:
        """Show the bill that lay open when the till stopped, else name the last one saved."""
        self.present(view)
        if view.draft.lines:
            self.work.desk(
                lambda till: till.counter.drafts.was_cut(),
                lambda was_cut: self._tell_open(view, was_cut=was_cut),
                owner=self,
            )
        self.work.desk(_last_made, self._tell_last, owner=self)
        self.count_unseen()

    def _tell_open(self, view: "CounterView", *, was_cut: bool) -> None:
        if self.view is not None and self.view.draft != view.draft:
            return
        self._lay_open = (lambda: _power_cut(view)) if was_cut else (lambda: _left_open(view))
        self.strip.say("warn" if was_cut else "ok", self._lay_open)

    def _gone_on(self) -> None:
        """What was said of the bill that lay open is over with the next deed on it."""
        if self._lay_open is not nothing and self.strip.said is self._lay_open:
            self.strip.say("none", nothing)
        self._lay_open = nothing

    def count_unseen(self) -> None:
        """Ask how many UPI payments nobody has seen yet; the card beside the bill says it."""
        self.work.desk(lambda till: till.unseen_payments(), self.side.tell_unseen, owner=self.side)

    def _tell_last(self, last: "tuple[Bill, bool] | None") -> None:
        if last is None:
            return
        bill, holds = last
        self.side.tell_made()
        if self.strip.tone == "none" and holds:
            self.strip.say("ok", lambda: _safe(bill))
        elif self.strip.tone == "none":
            self.strip.say("warn", lambda: _void(bill), brief=True)

    def hide_suggestions(self) -> None:
        """Take the list away, if there is one."""
        if self._suggestions is not None:
            self._suggestions.show_found([])

    # --- deeds ---

    def withdraw(self) -> None:
        """Something else than Ctrl+Z is done: it asks anew before it cancels a bill."""
        if "undoing" in vars(self):
            self.undoing.withdraw()

    def leave_questions(self) -> None:
        """A question of what was scanned is put off: something else is to be done."""
        for bar in self._bars:
            if bar is not self._question and bar.isVisible():
                bar.done()

    def _after_signs(self, do: "Callable[[], None]") -> None:
        """A deed of a key; what was signed before it is done before it."""
        self.entry.settle()
        do()

    def recall(self, bill: int) -> None:
        """Go on with a bill that was put aside."""
        self.telling.do(lambda till: till.counter.recall(bill))

    def _cash_and_print(self) -> None:
        """Ctrl+P: End with its paper whatever the setting; with nothing open, the last bill's."""
        if self.view is not None and self.view.draft.lines:
            self.ending.cash(prints=True)
        else:
            self.print_wanted.emit()

    def _pay_by(self, way: Deed) -> None:
        if self.view is not None and self.view.draft.lines:
            self.sheet_wanted.emit(way)
        else:
            self.telling.refuse("R105")

    def _pay(self) -> None:
        if self.view is not None and self.view.draft.lines:
            self.payment_wanted.emit("")

    def _made(self, finished: "Finished", back: "Money") -> None:
        self.side.tell_made()
        self.total.give_back(finished.change + back)
        if any(tender.proof == "later" for bill in finished.bills for tender in bill.tenders):
            self.count_unseen()
        self.sold.emit(finished)

    def back(self) -> None:
        """Esc: one step back: the list goes, then what was typed; the bill is never thrown away.

        What stands in red was read by whoever presses a key, and goes with either step.
        """
        self.telling.hide_red()
        if self.suggestions.isVisible():
            self.hide_suggestions()
        elif self.entry.text():
            self.entry.clear()
        else:
            self.goods.learning.leave()

    def _move(self, by: int) -> None:
        if self.suggestions.isVisible():
            self.suggestions.step(by)
        elif self.view is not None and self.view.draft.current_line is not None:
            here = self.view.draft.current
            place = max(0, min(len(self.view.draft.lines) - 1, here + by))
            if place != here:
                self.telling.do(lambda till: till.counter.select(place))

    def _suggestion_clicked(self, index: QModelIndex) -> None:
        self.goods.add(self.suggestions.found[index.row()])

    def _clicked(self, index: QModelIndex) -> None:
        place = index.row()
        self.telling.do(lambda till: till.counter.select(place))

    def _go_on(self, typed: str, following: "Deed | None") -> None:
        """Take on the entry line what was typed there before the question had gone."""
        if typed:
            self.entry.setText(typed)
        if following is Deed.ENTER:
            self.goods.enter()
        elif following is Deed.CASH:
            self.ending.cash()

    def pointed(self) -> "ItemId | None":
        """The good that the list or the current line points at; None for none of the shop's."""
        if self.suggestions.isVisible() and self.suggestions.chosen >= 0:
            return self.suggestions.found[self.suggestions.chosen].item.id
        line = self.view.draft.current_line if self.view is not None else None
        return (line.item.id or None) if line is not None else None


def _safe(bill: "Bill") -> str:
    from estore_pos.text.numbers import money_text

    return tr(
        "✓ The last bill {number} ({amount}) is saved. Its paper: Ctrl+R",
        number=bill.number,
        amount=money_text(bill.totals.payable),
    )


def _void(bill: "Bill") -> str:
    from estore_pos.text.numbers import money_text

    return tr(
        "The last bill {number} ({amount}) is cancelled.",
        number=bill.number,
        amount=money_text(bill.totals.payable),
    )


def _last_made(till: "Till") -> "tuple[Bill, bool] | None":
    """The bill made last, and whether it holds."""
    bill = till.last_bill()
    return None if bill is None else (bill, till.holds(bill))


def _printed_words(item: "Item") -> str:
    from estore_pos.text.numbers import money_text

    prices = " · ".join(money_text(printed.mrp) for printed in item.printed)
    now = money_text(item.mrp) if item.mrp is not None else "—"
    return tr("Packets with MRP {prices}: taken as {now}. F6 chooses.", prices=prices, now=now)


def _left_open(view: "CounterView") -> str:
    from estore_pos.text.numbers import money_text

    return ntr(
        "Your unfinished bill is here ({n} item, {amount}).",
        "Your unfinished bill is here ({n} items, {amount}).",
        view.count,
        amount=money_text(view.owed),
    )


def _is_asked(doubt: "Doubt | None") -> bool:
    return doubt is not None and doubt.is_asked


def _clock_words(doubt: "Doubt") -> str:
    from estore_pos.domain.errors import Trouble, TroubleCode

    asked = Trouble(TroubleCode.CLOCK_ASKED, today=doubt.says, dated=doubt.dated)
    return sentence_of(asked)


def _power_cut(view: "CounterView") -> str:
    from estore_pos.text.numbers import money_text

    return ntr(
        "The till had stopped — your unfinished bill is here ({n} item, {amount}). Go on, or F4 "
        "takes lines off.",
        "The till had stopped — your unfinished bill is here ({n} items, {amount}). Go on, or F4 "
        "takes lines off.",
        view.count,
        amount=money_text(view.owed),
    )
