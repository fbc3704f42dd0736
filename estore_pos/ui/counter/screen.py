"""The counter: scan or type, see the bill, take the money; the hand never leaves the keyboard."""

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from estore_pos.text.words import ntr, spoken, tr
from estore_pos.ui.counter.entry import EntryLine
from estore_pos.ui.counter.side import SidePanel
from estore_pos.ui.counter.tabs import BillTabs
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Prints, Sounds, Weigh
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import COMPACT_BELOW_PX
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.strip import Strip
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.ids import ItemId
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.domain.sale import Bill, Tender
    from estore_pos.operations.counter_view import CounterView, Finished
    from estore_pos.operations.lookup import Found
    from estore_pos.operations.till import Till
    from estore_pos.operations.watch import Approval
    from estore_pos.text.words import PaperLanguage
    from estore_pos.ui.counter.ask import AskBar
    from estore_pos.ui.counter.bill import BillTable
    from estore_pos.ui.counter.printed import PrintedBar
    from estore_pos.ui.counter.suggestions import Suggestions
    from estore_pos.ui.counter.teach import TeachBar
    from estore_pos.ui.counter.terms import TermKeys
    from estore_pos.ui.counter.undo import UndoKeys

T = TypeVar("T")
CODE_TYPED_MIN = 8
"""So many digits typed by hand are a code, not an amount."""

_OPENS = (
    *(Deed.BUYER, Deed.MISSED, Deed.OLDER, Deed.RETURN, Deed.MATCH, Deed.DRAWER, Deed.OPEN_PDF),
    *(Deed.SHARE, Deed.RATES, Deed.ESTIMATE, Deed.OFFERS, Deed.TILES, Deed.KITS),
    *(Deed.CATEGORIES, Deed.SERVICE, Deed.CARD, Deed.ACTS),
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
        self._entered: str | None = None
        self._asked_for = ""
        self.prints: Callable[[], tuple[Prints, PaperLanguage]] = lambda: ("never", "both")
        """What End does about the paper, and in which language."""
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
        self._teaching: TeachBar | None = None
        self._terms: TermKeys | None = None
        self._undoing: UndoKeys | None = None
        self._printed: PrintedBar | None = None
        self._warned = False
        self._unfound = ""
        self._offer: tuple[str, Item] | None = None
        self._red: Strip | None = None
        body = QHBoxLayout(self)
        body.setContentsMargins(8, 6, 8, 6)
        body.setSpacing(8)
        body.addLayout(self._left, 1)
        body.addWidget(self.side)
        self.deeds: Deeds = {
            Deed.QUANTITY: self.quantity,
            Deed.REMOVE: self.remove,
            Deed.PRICE: self.price,
            Deed.HOLD: self.hold,
            Deed.LINE_DISCOUNT: lambda: self.terms.line_discount(),
            Deed.BILL_DISCOUNT: lambda: self.terms.bill_discount(),
            Deed.CHARGE: lambda: self.terms.charge(),
            Deed.NOTE: lambda: self.terms.note(),
            Deed.UNDO: lambda: self.undoing.undo(),
            Deed.CANCEL: lambda: self.undoing.discard(),
            Deed.ENTER: self.enter,
            Deed.UPI: self.upi,
            Deed.BY_KHATA: lambda: self._pay_by(Deed.BY_KHATA),
            Deed.MIXED: lambda: self._pay_by(Deed.MIXED),
            Deed.LEARN: self.learn,
            Deed.PRINTED: self.printed,
            Deed.CASH: self.cash,
            Deed.PRINT: self.cash_and_print,
            Deed.SILENT: lambda: self.cash(prints=False),
            Deed.WEIGH: self.weigh,
            Deed.UP: lambda: self._move(-1),
            Deed.DOWN: lambda: self._move(1),
        }
        self.deeds |= {deed: partial(self.sheet_wanted.emit, deed) for deed in _OPENS}
        self.deeds = {deed: partial(self._after_signs, do) for deed, do in self.deeds.items()}
        self.deeds[Deed.BACK] = self.back
        work.changed.connect(self.present)

    # --- what it is made of ---

    def _build_left(self) -> None:
        self._left = QVBoxLayout()
        self._left.setSpacing(6)
        self.strip = Strip("result")
        self.entry = EntryLine()
        self.entry.asked.connect(self._ask_suggestions)
        self.entry.signed.connect(self._more)
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
            self._lay_over()
        return self._suggestions

    @property
    def red(self) -> Strip:
        """The red bar."""
        if self._red is None:
            self._red = Strip("error")
            self._red.setParent(self)
            self._red.hide()
            self._lay_over()
        return self._red

    @property
    def question(self) -> "AskBar":
        """The question about a line."""
        if self._question is None:
            from estore_pos.ui.counter.ask import AskBar

            self._question = AskBar(self)
            self._question.closed.connect(lambda: self.place_closed.emit(self._question))
            self._question.cash_wanted.connect(self.cash)
            self._question.typed_on.connect(self._go_on)
            self._lay_over()
        return self._question

    @property
    def teaching(self) -> "TeachBar":
        """The question whose a code is."""
        if self._teaching is None:
            from estore_pos.ui.counter.teach import TeachBar

            self._teaching = bar = TeachBar(self, self.work, self.suggestions)
            bar.closed.connect(self._untaught)
            bar.put_off.connect(lambda: self.strip.say("warn", _put_off_words))
            bar.taught.connect(self._taught)
            bar.refused.connect(self._not_taught)
            bar.deeds[Deed.LEARN] = partial(self.sheet_wanted.emit, Deed.LEARN)
        return self._teaching

    @property
    def printed_bar(self) -> "PrintedBar":
        """The question which printed price the packet bears."""
        if self._printed is None:
            from estore_pos.ui.counter.printed import PrintedBar

            self._printed = bar = PrintedBar(self)
            bar.closed.connect(lambda: self.place_closed.emit(bar))
        return self._printed

    @property
    def terms(self) -> "TermKeys":
        """The keys of discounts, charge and note."""
        if self._terms is None:
            from estore_pos.ui.counter.terms import TermKeys

            self._terms = TermKeys(
                self.entry,
                lambda: self.view.draft if self.view is not None else None,
                self._ask,
                self._do_allowed,
                self._refuse,
            )
        return self._terms

    @property
    def undoing(self) -> "UndoKeys":
        """The keys that take something back."""
        if self._undoing is None:
            from estore_pos.ui.counter.undo import UndoKeys

            self._undoing = UndoKeys(
                self.work,
                lambda: self.view,
                self.strip,
                self.warn,
                self.fail,
                partial(self.sheet_wanted.emit, Deed.CANCEL),
            )
        return self._undoing

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
        self._lay_over()

    def _lay_over(self) -> None:
        """The list lies under the entry line, a question on it, the red bar over the strip."""
        entry = self.entry.geometry()
        if self._suggestions is not None:
            high = self._suggestions.height()
            self._suggestions.setGeometry(entry.x(), entry.bottom() + 4, entry.width(), high)
        if self._question is not None:
            self._question.setGeometry(entry)
        for bar in (self._teaching, self._printed):
            if bar is not None:
                bar.setGeometry(entry)
        if self._red is not None:
            self._red.setGeometry(self.strip.geometry())

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
        self.view = view
        self.hide_red()
        if first and view.draft.lines:
            self.strip.clear_if("ok")
            self.strip.clear_if("practice")
        self.table.present(view)
        self.tabs.present(view.bills)
        self.side.present(view)
        self._tell_of(view, is_new=len(view.draft.lines) > before)
        if view.price_missing and len(view.draft.lines) > before:
            self._ask_new_price(view.draft.current)

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
            self.strip.say("warn", lambda: _power_cut(view))
        self.work.desk(lambda till: till.last_bill(), self._tell_last, owner=self)
        self.count_unseen()

    def count_unseen(self) -> None:
        """Ask how many UPI payments nobody has seen yet; the card beside the bill says it."""
        self.work.desk(lambda till: till.unseen_payments(), self.side.tell_unseen, owner=self.side)

    def _tell_last(self, bill: "Bill | None") -> None:
        if bill is None:
            return
        self.side.tell_made()
        if self.strip.tone == "none":
            self.strip.say("ok", lambda: _safe(bill))

    def fail(self, error: "ShopError") -> None:
        """Say in red what was refused or failed, with a sound."""
        self.red.say("danger", lambda: f"✕ {sentence_of(error)}")
        self._lay_over()
        self.red.show()
        self.red.raise_()
        self._sounds.play("error")

    def warn(self, words: "Callable[[], str]") -> None:
        """Say that a key has nothing to do here, with a sound."""
        self.strip.say("warn", words)
        self._sounds.play("error")

    def _hide_suggestions(self) -> None:
        if self._suggestions is not None:
            self._suggestions.show_found([])

    def hide_red(self) -> None:
        """Take the red bar away."""
        if self.red.isVisible():
            self.red.hide()

    # --- deeds ---

    def scan(self, code: str) -> None:
        """A code was scanned, wherever the focus was."""
        if code.startswith("ES1:"):
            self.bill_scanned.emit(code)
            return
        self.entry.settle()
        typed = self.entry.text()
        times = _times(typed)
        if times != 1000:
            self.entry.clear()
        self.leave_questions()
        self._hide_suggestions()
        self.work.desk(
            lambda till: _scan(till, code, times),
            lambda _: self._sounds.play("scanned"),
            lambda error: self._unscanned(error, code, times, typed if times != 1000 else ""),
            owner=self,
        )

    def _unscanned(self, error: "ShopError", code: str, times: int, typed: str) -> None:
        """Why a scan is not on the bill; of a code that nobody knows it is asked whose it is."""
        from estore_pos.domain.errors import RefusalCode
        from estore_pos.operations.teaching import teachable

        unknown = str(error.facts.get("barcode", ""))
        if error.code is not RefusalCode.UNKNOWN_BARCODE or not teachable(unknown):
            self._untaken(error, typed)
            return
        self.work.desk(lambda till: till.miss(unknown), failed=self.fail, owner=self)
        if not self.entry.hasFocus():
            self._untaken(error, typed)  # a sheet is open: the code waits on the list
            return
        self._sounds.play("error")
        self.teach(code, unknown, error.facts.get("unit"), times)

    def teach(self, scanned: str, code: str, unit: object = None, times: int = 0) -> None:
        """Ask whose a code is; then what was scanned is taken so many thousandths of a time.

        Signs around a packet's code are told: the scanner seems to add them.
        """
        from estore_pos.domain.quantity import Unit
        from estore_pos.operations.teaching import signs_around

        self.hide_red()
        self.teaching.ask(scanned, code, unit if isinstance(unit, Unit) else None, times)
        signs = signs_around(code)
        if signs is not None:
            said = partial(_signs_words, *signs)
            self.strip.say("warn", said)
            self.teaching.hint = said
        self._lay_over()
        self.place_opened.emit(self.teaching)

    def _untaught(self) -> None:
        """The question is gone, and what was hinted with it."""
        if self.strip.said is self.teaching.hint:
            self.strip.clear_if("warn")
        self.place_closed.emit(self.teaching)

    def _taught(self, item: "Item") -> None:
        scanned, times = self.teaching.scanned, self.teaching.times_milli

        def told(_: object = None) -> None:
            self._sounds.play("scanned")
            self.strip.say("ok", lambda: _taught_words(item))

        if times:
            self.work.desk(lambda till: _scan(till, scanned, times), told, self.fail, owner=self)
        else:
            told()

    def _not_taught(self, error: "ShopError") -> None:
        self.fail(error)
        self.teaching.mend()

    def leave_questions(self) -> None:
        """A question that is open is put off: something else is to be done."""
        for bar in (self._teaching, self._printed):
            if bar is not None and bar.isVisible():
                bar.done()

    def _take(self, deed: "Callable[[Till], object]", typed: str) -> None:
        """Do a deed that puts goods on the bill; refused, it gives back what was typed."""
        self._hide_suggestions()
        self.work.desk(
            deed,
            lambda _: self._sounds.play("scanned"),
            lambda error: self._untaken(error, typed),
            owner=self,
        )

    def put(self, good: "Item") -> None:
        """A good that was chosen in a sheet: so much of it as is typed, or one."""
        typed = self.entry.text()
        asked = _asked(typed.strip(), good)
        if asked is None:
            self._refuse("R113", typed=typed.strip())
            return
        milli, amount = asked
        self.entry.clear()
        self._take(lambda till: till.counter.add(good.id, milli, amount), typed)

    def enter(self) -> None:
        """Enter: what is typed goes on the bill; on an empty line the payment opens."""
        typed = self.entry.text().strip()
        if not typed:
            if self.view is not None and self.view.draft.lines:
                self.payment_wanted.emit("")
            return
        if typed.startswith("*"):
            self._set_quantity(typed[1:])
        elif typed.startswith("="):
            self._work_out(typed)
        elif typed.startswith(".") and (sold := _of_category(typed)) is not None:
            self.entry.clear()
            self._take(sold, typed)
        elif typed.isdigit() and len(typed) >= CODE_TYPED_MIN:
            self.entry.clear()
            self._take(lambda till: till.counter.scan(typed), typed)
        elif self.suggestions.isVisible() and self._asked_for == typed:
            if self.suggestions.chosen < 0:
                self._refuse_typed(typed)
            else:
                self._add(self.suggestions.found[self.suggestions.chosen])
        else:
            self._entered = typed
            self._look(typed)

    def _ask_suggestions(self, typed: str) -> None:
        if not typed or typed.startswith(("*", "=")) or (typed.isdigit() and len(typed) > 6):
            self._asked_for = ""
            self._hide_suggestions()
            return
        self._look(typed)

    def _look(self, typed: str) -> None:
        self.work.look(
            lambda lookup: lookup.find(typed),
            lambda found: self._show_found(typed, found),
            owner=self,
            key="find",
        )

    def _show_found(self, typed: str, found: "list[Found]") -> None:
        if typed != self.entry.text().strip():
            return
        self._asked_for = typed
        self.suggestions.show_found(found)
        if self._entered == typed:
            self._entered = None
            # Nobody has seen this list yet: only what was said is taken from it, not what is near.
            if found and found[0].is_said:
                self._add(found[0])
            else:
                self._refuse_typed(typed)

    def _suggestion_clicked(self, index: QModelIndex) -> None:
        found = self.suggestions.found[index.row()]
        if self._teaching is not None and self._teaching.isVisible():
            self._teaching.take(found)
        else:
            self._add(found)

    def _add(self, found: "Found") -> None:
        if found.refusal is not None:
            self.fail(found.refusal)
            self.entry.selectAll()
            return
        typed = self.entry.text()
        self.entry.clear()
        self._take(lambda till: till.counter.add(found.item.id, found.milli, found.amount), typed)
        self._learn_from(found)

    def _learn_from(self, found: "Found") -> None:
        """Who points at a good with an arrow has told its name; a word before it is only offered.

        Nobody looks for a word twice that found nothing, but the next good may be quite another.
        """
        unfound, self._unfound, self._offer = self._unfound, "", None
        if not found.is_meant:
            self._call(found.reading, found.item)
        elif unfound and unfound != found.reading:
            self._offer = unfound, found.item
            self.strip.say("none", lambda: _offer_words(unfound, found.item))

    def learn(self) -> None:
        """Alt+A: the word that found nothing is a name of the good that was taken after it."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self._call(*offer)

    def _call(self, word: str, item: "Item") -> None:
        def told(learnt: "Item | None") -> None:
            if learnt is not None:
                self.strip.say("ok", lambda: _called_words(word, learnt))

        self.work.desk(lambda till: till.call(item.id, word), told, self.fail, owner=self)

    def _after_signs(self, do: "Callable[[], None]") -> None:
        """A deed of a key; what was signed before it is done before it."""
        self.entry.settle()
        do()

    def _more(self, by: int) -> None:
        line = self._current()
        if line is None:
            self._refuse("R109")
            return
        place, milli = line[0], line[1] + by * 1000
        self._do(lambda till: till.counter.set_quantity(place, milli))

    def quantity(self) -> None:
        """F2: the number typed, or the one that is asked for, becomes the line's quantity."""
        typed = self.entry.text().strip()
        if typed:
            self._set_quantity(typed)
        elif (line := self._current()) is not None and self.view is not None:
            from estore_pos.text.numbers import unit_text

            unit = self.view.draft.lines[line[0]].item.unit
            self._ask(
                lambda: tr("How much?"), lambda: unit_text(unit, spoken()), self._set_quantity
            )
        else:
            self._refuse("R109")

    def _set_quantity(self, typed: str) -> None:
        line = self._current()
        if line is None or self.view is None:
            self._refuse("R109")
            self.entry.selectAll()
            return
        from estore_pos.text.entry import unfit_number

        milli = _milli(typed, self.view.draft.lines[line[0]].item)
        if milli is None and (number := unfit_number(typed)):
            self._refuse("R104", milli=number)
            self.entry.selectAll()
        elif milli is None:
            self._set_sum(typed, line[0])
        else:
            written = self.entry.text()
            self.entry.clear()
            self._do(lambda till: till.counter.set_quantity(line[0], milli), written)

    def _set_sum(self, typed: str, place: int) -> None:
        from estore_pos.text.calculator import read_thousandths

        milli = self._read(read_thousandths, typed)
        if milli is not None:
            written = self.entry.text()
            self.entry.clear()
            self._do(lambda till: till.counter.set_quantity(place, milli), written)

    def _read(self, read: "Callable[[str], T]", typed: str) -> "T | None":
        """What was typed, a number or a sum; None once it was said why it is none."""
        from estore_pos.domain.errors import Refusal

        try:
            return read(typed)
        except Refusal as refusal:
            self._refuse(refusal.code, **refusal.facts)
            return None

    def _work_out(self, typed: str) -> None:
        """Enter after =: the result stands there as a number, for whatever key comes next."""
        from estore_pos.text.calculator import result_text, work_out

        result = self._read(work_out, typed)
        if result is not None:
            self.entry.setText(result_text(result))

    def price(self) -> None:
        """F7: the number typed, or the one that is asked for, becomes the line's price."""
        typed = self.entry.text().strip()
        if typed:
            self._set_price(typed)
        elif self._current() is not None:
            self._ask(lambda: tr("At what price?"), lambda: "₹", self._set_price)
        else:
            self._refuse("R109")

    def _set_price(self, typed: str, place: int | None = None) -> None:
        from estore_pos.text.calculator import read_amount

        line, price = self._current(), self._read(read_amount, typed)
        where = place if place is not None else line[0] if line else None
        if price is None:
            return
        if where is not None and self.view is not None and where < len(self.view.draft.lines):
            keep = self.view.draft.lines[where].item.price is None
            written = self.entry.text()
            self.entry.clear()
            self._do_allowed(
                lambda till, leave: till.counter.set_price(where, price, keep, leave), written
            )
        else:
            self._refuse("R109")
            self.entry.selectAll()

    def printed(self) -> None:
        """F6: which maximum price the packet bears; a code may be on packets of several."""
        line = self._current()
        if line is None or self.view is None:
            self._refuse("R109")
            return
        place, item = line[0], self.view.draft.lines[line[0]].item
        if len(item.printed) < 2:
            self._ask_printed(place)
            return
        self.printed_bar.ask(
            item,
            lambda mrp: self._do(lambda till: till.counter.set_printed(place, mrp)),
            lambda: self._ask_printed(place),
        )
        self._lay_over()
        self.place_opened.emit(self.printed_bar)

    def _ask_printed(self, place: int) -> None:
        def tell(typed: str) -> None:
            from estore_pos.text.calculator import read_amount

            mrp = self._read(read_amount, typed)
            if mrp is not None:
                self._do_allowed(lambda till, leave: till.counter.tell_printed(place, mrp, leave))

        self._ask(lambda: tr("Which MRP is on the packet?"), lambda: "₹", tell)

    def remove(self) -> None:
        """F4: the current line goes."""
        line = self._current()
        if line is not None:
            self._do(lambda till: till.counter.remove(line[0]))
        else:
            self._refuse("R109")

    def hold(self) -> None:
        """F5: put the open bill aside; on an empty one, go on with the one that is held."""
        if self.view is None:
            return
        held = [each for each in self.view.bills if not each.is_open]
        if self.view.draft.lines:
            self.work.desk(
                lambda till: till.counter.hold(), lambda _: self._held(), self.fail, owner=self
            )
        elif len(held) == 1:
            self.recall(held[0].bill)
        elif held:
            self.sheet_wanted.emit(Deed.HOLD)
        else:
            self.warn(lambda: tr("No bill is put aside. F5 puts the open one aside."))

    def _held(self) -> None:
        self.strip.say("ok", lambda: tr("The bill is put aside: F5 brings it back."))

    def recall(self, bill: int) -> None:
        """Go on with a bill that was put aside."""
        self._do(lambda till: till.counter.recall(bill))

    def cash_and_print(self) -> None:
        """Ctrl+P: End with its paper whatever the setting; with nothing open, the last bill's."""
        if self.view is not None and self.view.draft.lines:
            self.cash(prints=True)
        else:
            self.print_wanted.emit()

    def cash(self, *, prints: bool | None = None) -> None:
        """End: exact cash, or the amount typed as what was handed over.

        `prints` says whether its paper is printed; None leaves that to the setting.
        """
        typed = self.entry.text().strip()
        received: Money | None = None
        if typed:
            from estore_pos.text.calculator import read_amount

            received = self._read(read_amount, typed)
            if received is None:
                return
        elif self.view is None or not self.view.draft.lines:
            if self.strip.tone != "ok" and self.work.ready:
                self._refuse("R105")
            return
        self.finish(None, received, prints=prints)

    def finish(
        self,
        tenders: "Sequence[Tender] | None",
        received: "Money | None",
        *,
        waived: "Money | None" = None,
        prints: bool | None = None,
    ) -> None:
        """Make the bill; the next one begins at once, its paper comes by itself."""
        from estore_pos.domain.money import NOTHING

        wish, language = self.prints()
        print_in = language if prints or (prints is None and wish == "always") else None
        asks = prints is None and wish == "ask"
        view = self.view
        back = max(NOTHING, view.advanced - view.owed) if view is not None else NOTHING
        self.work.with_approval(
            lambda till, leave: till.counter.finish(
                tenders, received, waived or NOTHING, leave, print_in
            ),
            lambda finished: self._finished(finished, asks, back),
            self._unfinished,
            owner=self,
        )

    def weigh(self) -> None:
        """Ask the scale; the weight goes on the current line, else to what is typed next."""
        if self.weigh_on is None:
            self._refuse("R403")
            return
        line = self._weighable()
        self.work.device(
            self.weigh_on, lambda grams: self._weighed(grams, line), self.fail, owner=self
        )

    def _weighable(self) -> "tuple[int, Item] | None":
        """The current line, if nothing is typed and its item is sold by weight."""
        from estore_pos.domain.quantity import Unit, convert

        line = self._current()
        if line is None or self.view is None or self.entry.text().strip():
            return None
        item = self.view.draft.lines[line[0]].item
        return (line[0], item) if convert(1000, Unit.KILO, item.unit) is not None else None

    def _weighed(self, grams: int, line: "tuple[int, Item] | None") -> None:
        from estore_pos.domain.quantity import Unit, convert
        from estore_pos.text.numbers import milli_text

        typed = self.entry.text().strip()
        lines = self.view.draft.lines if self.view is not None else ()
        if line is not None and line[0] < len(lines) and lines[line[0]].item.id == line[1].id:
            place, milli = line[0], convert(grams, Unit.KILO, line[1].unit)
            assert milli is not None
            self._do(lambda till: till.counter.set_quantity(place, milli))
        elif typed:
            self.entry.setText(f"{typed} {milli_text(grams)}kg")
            self._ask_suggestions(self.entry.text())
        else:
            self.entry.setText(f"{milli_text(grams)}*")
        self._sounds.play("scanned")

    def _unfinished(self, error: "ShopError") -> None:
        """Say why there is no bill; a line without a price is asked for it at once."""
        from estore_pos.domain.errors import RefusalCode

        self.unsold.emit(error)
        place = error.facts.get("place")
        if error.code is not RefusalCode.PRICE_MISSING or not isinstance(place, int):
            self.fail(error)
            return

        def ask(_: object) -> None:
            self.fail(error)
            self._ask_price_of(place)

        self.work.desk(lambda till: till.counter.select(place), ask, self.fail, owner=self)

    def _finished(self, finished: "Finished", asks: bool, back: "Money") -> None:
        self.entry.clear()
        self.side.tell_made()
        self.strip.say("ok", lambda: _result(finished, back, asks=asks))
        self._sounds.play("done")
        if any(tender.proof == "later" for bill in finished.bills for tender in bill.tenders):
            self.count_unseen()
        self.sold.emit(finished)

    def upi(self) -> None:
        """Ctrl+U: the code to pay by."""
        self._pay_by(Deed.UPI)

    def _pay_by(self, way: Deed) -> None:
        if self.view is not None and self.view.draft.lines:
            self.sheet_wanted.emit(way)
        else:
            self._refuse("R105")

    def back(self) -> None:
        """Esc: one step back: the list goes, then what was typed; the bill is never thrown away.

        What stands in red was read by whoever presses a key, and goes with either step.
        """
        self.hide_red()
        if self.suggestions.isVisible():
            self._hide_suggestions()
        else:
            self.entry.clear()

    def _move(self, by: int) -> None:
        if self.suggestions.isVisible():
            self.suggestions.step(by)
        elif (line := self._current()) is not None and self.view is not None:
            place = max(0, min(len(self.view.draft.lines) - 1, line[0] + by))
            if place != line[0]:
                self._do(lambda till: till.counter.select(place))

    def _clicked(self, index: QModelIndex) -> None:
        place = index.row()
        self._do(lambda till: till.counter.select(place))

    # --- small things ---

    def _do(self, deed: "Callable[[Till], object]", typed: str = "") -> None:
        self.work.desk(deed, self._done, lambda error: self._refused(error, typed), owner=self)

    def _do_allowed(
        self, deed: "Callable[[Till, Approval | None], object]", typed: str = ""
    ) -> None:
        """A deed that who stands at the till may have to be allowed."""
        self.work.with_approval(
            deed, self._done, lambda error: self._refused(error, typed), owner=self
        )

    def _refused(self, error: "ShopError", typed: str) -> None:
        """Say why a deed was not done, and give back what was typed for it, to be typed over."""
        self.fail(error)
        if _is_done(error):
            self._done(None)
        elif self.question.isVisible():
            self.question.mend()
        else:
            self._give_back(typed)

    def _untaken(self, error: "ShopError", typed: str) -> None:
        """Say why no goods came; a question that is open is of another deed, or of these goods."""
        self.fail(error)
        if not _is_done(error):
            self._give_back(typed)

    def _give_back(self, typed: str) -> None:
        if typed and not self.entry.text():
            self.entry.setText(typed)
            self.entry.selectAll()

    def _done(self, _: object) -> None:
        if self.question.isVisible():
            self.question.done()

    def _ask(
        self,
        question: "Callable[[], str]",
        unit: "Callable[[], str]",
        answer: "Callable[[str], None]",
        said: str | None = None,
        *,
        wide: bool = False,
    ) -> None:
        self.question.ask(question, unit, answer, said, wide=wide)
        self._lay_over()
        self.place_opened.emit(self.question)

    def _go_on(self, typed: str, following: "Deed | None") -> None:
        """Take on the entry line what was typed there before the question had gone."""
        if typed:
            self.entry.setText(typed)
        if following is Deed.ENTER:
            self.enter()
        elif following is Deed.CASH:
            self.cash()

    def _ask_new_price(self, place: int) -> None:
        """Ask once, when an item comes without a price; later its badge and End remember it."""
        assert self.view is not None
        line = self.view.draft.lines[place]
        if line.item.price is None and not line.price and not self.question.isVisible():
            self._ask_price_of(place)

    def _ask_price_of(self, place: int) -> None:
        from estore_pos.ui.counter.bill import name_of

        if self.view is None or not 0 <= place < len(self.view.draft.lines):
            return
        line = self.view.draft.lines[place]
        self._ask(
            lambda: tr("{name}: at what price?", name=name_of(line)),
            lambda: tr("₹ — kept for next time"),
            lambda typed: self._set_price(typed, place),
        )

    def _refuse(self, code: str, **facts: object) -> None:
        from estore_pos.domain.errors import Refusal, RefusalCode

        self.fail(Refusal(RefusalCode(code), **facts))
        if self.question.isVisible():
            self.question.mend()
        elif "typed" in facts:
            self.entry.selectAll()  # what is typed next takes its place

    def _refuse_typed(self, typed: str) -> None:
        """Say that nothing is called so; a number that can be no quantity is told as that.

        `3*` waits for its good: it stays, and what is typed or scanned next goes behind it.
        """
        from estore_pos.text.entry import Next, parse, unfit_number

        number = unfit_number(typed.removesuffix("*"))
        if any(isinstance(each, Next) for each in parse(typed)):
            self._refuse("R149", many=typed.removesuffix("*").rstrip())
        elif number and not typed.isdigit():
            self._refuse("R104", milli=number)
            self.entry.selectAll()
        else:
            self._unfound = _name_in(typed)
            self._refuse("R111", typed=typed)

    def _current(self) -> tuple[int, int] | None:
        """The current line's place and its quantity in thousandths."""
        if self.view is None:
            return None
        draft = self.view.draft
        if not 0 <= draft.current < len(draft.lines):
            return None
        return draft.current, draft.lines[draft.current].quantity.milli

    def pointed(self) -> "ItemId | None":
        """The good that the list or the current line points at; None for none of the shop's."""
        if self.suggestions.isVisible() and self.suggestions.chosen >= 0:
            return self.suggestions.found[self.suggestions.chosen].item.id
        line = self._current()
        if line is None or self.view is None:
            return None
        return self.view.draft.lines[line[0]].item.id or None


def _is_done(error: "ShopError") -> bool:
    """Whether what the disk refused stands on the bill all the same."""
    from estore_pos.domain.errors import TroubleCode

    return error.code is TroubleCode.DRAFT_UNSAVED


def _milli(typed: str, item: "Item") -> int | None:
    """A typed quantity in thousandths of the item's unit; None for what is none of it."""
    from estore_pos.text.entry import read_spoken

    said = read_spoken(typed)
    return said.in_unit(item.unit) if said else None


def _asked(typed: str, good: "Item") -> "tuple[int | None, Money | None] | None":
    """How much of a good, or for how much money; None for what says neither."""
    from estore_pos.text.entry import Next, parse

    if not typed:
        return None, None
    match parse(typed if typed.endswith("*") else f"{typed}*"):
        case [Next(amount=amount)] if amount is not None:
            return None, amount
        case [Next(quantity=said)] if said is not None:
            milli = said.in_unit(good.unit)
            return None if milli is None else (milli, None)
        case _:
            return None


def _of_category(typed: str) -> "Callable[[Till], object] | None":
    """`.s50`: what puts something of a category on the bill; None for anything else."""
    from estore_pos.text.entry import OfCategory, parse

    match parse(typed):
        case [OfCategory(key, amount, name)]:
            return lambda till: till.counter.add_category(key, amount, name)
        case _:
            return None


def _times(typed: str) -> int:
    """How often the next scan is taken, in thousandths: `3*` stands before it."""
    if not typed.strip():
        return 1000
    from estore_pos.text.entry import Next, parse

    match parse(typed):
        case [Next(quantity=said)] if said is not None and said.unit is None:
            return said.milli
        case _:
            return 1000


def _scan(till: "Till", code: str, milli: int) -> "CounterView":
    """One scan; with `3*` before it, the line gets so many of what the code stands for."""
    return till.counter.scan(code, milli)


def _result(finished: "Finished", back: "Money", *, asks: bool) -> str:
    """That bills stand, and what goes back: change, or what an advance was more than they are."""
    said = _made_words(finished)
    if back:
        from estore_pos.text.numbers import money_text

        said += tr(" · give back {amount} of the advance", amount=money_text(back))
    return said + (tr(" · print: Ctrl+P") if asks else "")


def _made_words(finished: "Finished") -> str:
    from estore_pos.text.numbers import money_text
    from estore_pos.ui.counter.tenders import told

    numbers = ", ".join(bill.number for bill in finished.bills)
    said = tr("✓ Bill {number} saved", number=numbers)
    change = money_text(finished.change)
    if parts := told(finished.bills):
        said += f" · {parts}"
        return said + tr(" · change {change}", change=change) if finished.change else said
    received = finished.bills[0].received
    for bill in finished.bills[1:]:
        received += bill.received
    if finished.change:
        return said + tr(
            " · got {received} · change {change}", received=money_text(received), change=change
        )
    return said + tr(" · {received}", received=money_text(received))


def _safe(bill: "Bill") -> str:
    from estore_pos.text.numbers import money_text

    return tr(
        "✓ The last bill {number} ({amount}) is saved. Its paper: Ctrl+R",
        number=bill.number,
        amount=money_text(bill.totals.payable),
    )


def _printed_words(item: "Item") -> str:
    from estore_pos.text.numbers import money_text

    prices = " · ".join(money_text(printed.mrp) for printed in item.printed)
    now = money_text(item.mrp) if item.mrp is not None else "—"
    return tr("Packets with MRP {prices}: taken as {now}. F6 chooses.", prices=prices, now=now)


def _name_in(typed: str) -> str:
    """What was typed without a quantity or an amount beside it; "" for mere figures."""
    from estore_pos.text.entry import Named, parse

    told = [each for each in parse(typed) if isinstance(each, Named)]
    parted = [each.name for each in told if each.quantity or each.amount]
    name = (parted or [typed])[0]
    return name if any(letter.isalpha() for letter in name) else ""


def _called_words(word: str, item: "Item") -> str:
    return tr("✓ “{word}” finds {name} from now on", word=word, name=item.name_hi or item.name_en)


def _offer_words(word: str, item: "Item") -> str:
    name = item.name_hi or item.name_en
    return tr("Alt+A: “{word}” finds {name} from now on", word=word, name=name)


def _taught_words(item: "Item") -> str:
    return tr("✓ Learnt: {name}", name=item.name_hi or item.name_en)


def _signs_words(before: str, behind: str) -> str:
    return tr(
        "The scanner seems to add {signs} to a packet's code. F8 learns the scanner.",
        signs=" … ".join(part for part in (before, behind) if part),
    )


def _put_off_words() -> str:
    return tr("The code is kept for later: Alt+C lists the unknown codes of today.")


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
