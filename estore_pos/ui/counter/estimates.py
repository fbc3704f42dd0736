"""The sheets of estimates: one is made of the open bill, chosen in the list, closed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from estore_pos.domain.errors import Refusal, ShopError
from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import TenderKind
from estore_pos.operations.estimate import Waiting
from estore_pos.text.calculator import read_amount
from estore_pos.text.numbers import amount_text, money_text
from estore_pos.text.words import mark, ntr, spoken, tr
from estore_pos.ui.counter.tenders import NAMES
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import look
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.form import Problem
from estore_pos.ui.widgets.rows import Row, RowList
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Button, Figures, Label, Teller, nothing

if TYPE_CHECKING:
    from estore_pos.operations.counter_view import CounterView

WAYS = {TenderKind.CASH: "C", TenderKind.UPI: "U"}
"""How an advance is taken and paid back, and the letter of each."""
REASONS = {
    CloseReason.RETURNED: mark("The goods came back"),
    CloseReason.DROPPED: mark("Nothing comes of it"),
}


class WayButtons(QWidget):
    """Cash or UPI, by its letter."""

    def __init__(self, name: str, choose: Callable[[TenderKind], None]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._buttons: dict[TenderKind, Button] = {}
        for kind, letter in WAYS.items():
            button = Button(f"{name}_{kind}", partial(_way_words, letter, kind), tone="way")
            button.setCheckable(True)
            button.setMinimumHeight(look.px(32))
            button.clicked.connect(lambda _=False, kind=kind: choose(kind))
            row.addWidget(button, 1)
            self._buttons[kind] = button
        self.show_way(TenderKind.CASH)

    def show_way(self, way: TenderKind) -> None:
        """Mark the one that is chosen."""
        for kind, button in self._buttons.items():
            button.setChecked(kind is way)


class MakeSheet(Sheet):
    """The open bill as an estimate: the advance is typed, letters say how, Enter makes it."""

    wanted = Signal(object, object, bool)
    """Make it: the advance, how it is paid (TenderKind), whether the goods go along."""
    list_wanted = Signal()
    """The estimates that wait are to be seen instead."""
    buyer_wanted = Signal()
    """Whose it is is to be said first."""

    wide = False

    def __init__(self, typed: str, way: TenderKind, *, on_approval: bool) -> None:
        super().__init__(Place.ESTIMATE, lambda: tr("Make an estimate"))
        self.way = way
        self.on_approval = on_approval
        self._before: Estimate | None = None
        """The estimate that the open bill came of."""
        self._too_much = False
        self._owed = Label("estimate_owed", nothing, tone="heading")
        self._whose = Label("estimate_whose", nothing, wrap=True)
        self._name = Label("estimate_advance_name", self._name_words, tone="muted")
        self.advance = Figures("estimate_advance", lambda: tr("Advance, if any"), lambda: "0")
        self.advance.setMinimumHeight(look.px(44))
        self.advance.setText(typed)
        self._ways = WayButtons("estimate_way", self._choose)
        self._goods = Button("estimate_approval", _approval_words, tone="way")
        self._ways.show_way(way)
        self._goods.setCheckable(True)
        self._goods.setChecked(on_approval)
        self._goods.setMinimumHeight(look.px(32))
        self._goods.clicked.connect(self._lend)
        self._about = Label("estimate_about", self._about_words, tone="muted", wrap=True)
        self._problem = Problem("estimate_problem", hides=self._about)
        for widget in (
            *(self._owed, self._whose, self._name, self.advance, self._ways),
            *(self._goods, self._problem, self._about),
        ):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.advance.textChanged.connect(lambda: self._problem.tell(nothing))
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.BY_CASH: lambda: self._choose(TenderKind.CASH),
            Deed.UPI: lambda: self._choose(TenderKind.UPI),
            Deed.ON_APPROVAL: self._lend,
            Deed.BUYER: self.buyer_wanted.emit,
            Deed.ESTIMATE: self.list_wanted.emit,
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The advance has the focus."""
        return self.advance

    def take(self, view: "CounterView") -> None:
        """Follow the bill."""
        buyer = view.draft.buyer
        who = " · ".join(part for part in (buyer.name, buyer.phone) if part) if buyer else ""
        self._before = view.came_of
        self._name.tell(self._name_words)
        self._about.tell(self._about_words)
        self._too_much = view.advanced > view.owed
        self._owed.tell(lambda: tr("It comes to {amount}", amount=money_text(view.owed)))
        self._whose.tell(lambda: who or tr("Nobody is named yet: F11 names the buyer."))

    def mend(self, error: ShopError) -> None:
        """Say why there is no estimate; what is typed next takes the place of the advance."""
        self._problem.tell(lambda: sentence_of(error))
        self.advance.setFocus()
        self.advance.selectAll()

    def _choose(self, way: TenderKind) -> None:
        self.way = way
        self._ways.show_way(way)

    def _lend(self) -> None:
        self.on_approval = not self.on_approval
        self._goods.setChecked(self.on_approval)
        self._about.tell(self._about_words)

    def _enter(self) -> None:
        if self._too_much:
            self._problem.tell(_too_much_words)
            return
        typed = self.advance.text().strip()
        try:
            amount = read_amount(typed) if typed else NOTHING
        except Refusal as refusal:
            self.mend(refusal)
            return
        self.wanted.emit(amount, self.way, self.on_approval)

    def _name_words(self) -> str:
        if self._before is not None and self._before.advanced:
            paid = money_text(self._before.advanced)
            return tr("More advance, besides {amount}", amount=paid)
        return tr("Advance, if any")

    def _about_words(self) -> str:
        if self._before is not None:
            return tr(
                "It takes the place of estimate {number}: that one is closed, and its advance goes "
                "on the new one. Alt+E again: those that wait.",
                number=self._before.number,
            )
        if self.on_approval:
            return tr(
                "The goods leave the stock now. What does not come back becomes the bill; an "
                "estimate is no bill and takes no tax."
            )
        return tr(
            "An estimate is no bill: nothing is sold and no tax is taken until it becomes one. "
            "Alt+E again: those that wait."
        )


class EstimatesSheet(Sheet):
    """The estimates that wait: arrows choose one, Enter makes it the open bill."""

    taken = Signal(object)
    """It becomes the open bill: its Waiting."""
    closing = Signal(object)
    """Nothing comes of it: its Waiting."""
    paper_wanted = Signal(object)
    """Its paper is to be seen or printed: the Estimate."""

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        super().__init__(Place.ESTIMATES, lambda: tr("Estimates that wait"))
        self._waiting = list(waiting)
        self.list = RowList("estimates", lambda: tr("Estimates that wait"))
        self.list.present([partial(_row, each) for each in self._waiting])
        self._words = Label("estimates_words", self._say, tone="muted", wrap=True)
        self.rows.addWidget(self.list, 1)
        self.rows.addWidget(self._words)
        self.deeds = {
            Deed.ENTER: lambda: self._with(self.taken.emit),
            Deed.REMOVE: lambda: self._with(self.closing.emit),
            Deed.PAPER: lambda: self._with(lambda each: self.paper_wanted.emit(each.estimate)),
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The list has the focus: there is nothing to type."""
        return self.list

    def _with(self, deed: Callable[[Waiting], object]) -> None:
        if self.list.place >= 0:
            deed(self._waiting[self.list.place])

    def _say(self) -> str:
        if not self._waiting:
            return tr("No estimate waits. With goods on the bill, Alt+E makes one of it.")
        return tr(
            "Enter makes it the open bill: take off what came back, then End. Its advance is taken."
        )


class CloseSheet(Sheet):
    """Nothing comes of an estimate: why, and how its advance is paid back."""

    wanted = Signal(object, object, object)
    """Close it: the CloseReason, what is paid back, and how (TenderKind)."""

    wide = False

    def __init__(self, waiting: Waiting) -> None:
        super().__init__(Place.CLOSE_ESTIMATE, lambda: tr("Close an estimate"))
        made = self._made = waiting.estimate
        self.way = TenderKind.CASH
        what = Label("close_what", lambda: _what_words(waiting), tone="heading", wrap=True)
        self.choice = Choice(
            "close_reason",
            [_reason_words(word) for word in REASONS.values()],
            upright=True,
            numbered=False,
        )
        self.choice.choose(0 if made.on_approval else 1)
        self._name = Label("close_back_name", lambda: tr("Advance to pay back"), tone="muted")
        self.back = Figures("close_back", lambda: tr("Advance to pay back"))
        self.back.setMinimumHeight(look.px(44))
        self.back.setText(amount_text(made.advanced - made.unseen).removesuffix(".00"))
        self._ways = WayButtons("close_way", self._choose)
        words = Label("close_words", lambda: _closing_words(made), tone="muted", wrap=True)
        self._problem = Problem("close_problem", hides=words)
        for widget in (
            *(what, self.choice, self._name, self.back),
            *(self._ways, self._problem, words),
        ):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        for part in (self._name, self.back, self._ways):
            part.setVisible(bool(made.advanced))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.UP: lambda: self.choice.step(-1),
            Deed.DOWN: lambda: self.choice.step(1),
            Deed.BY_CASH: lambda: self._choose(TenderKind.CASH),
            Deed.UPI: lambda: self._choose(TenderKind.UPI),
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """What is paid back has the focus; without an advance there is nothing to type."""
        if not self._made.advanced:
            return self
        self.back.selectAll()
        return self.back

    def mend(self, error: ShopError) -> None:
        """Say why it stands as it was; what is typed next takes the place of the amount."""
        self._problem.tell(lambda: sentence_of(error))
        self.back.selectAll()

    def _choose(self, way: TenderKind) -> None:
        self.way = way
        self._ways.show_way(way)

    def _enter(self) -> None:
        typed = self.back.text().strip() if self._made.advanced else ""
        try:
            amount = read_amount(typed) if typed else NOTHING
        except Refusal as refusal:
            self.mend(refusal)
            return
        self.wanted.emit(list(REASONS)[self.choice.place], amount, self.way)


def made_words(made: Estimate, before: Estimate | None) -> str:
    """That an estimate stands, in whose place, and what was taken on it."""
    said = tr("✓ Estimate {number} is made", number=made.number)
    if before is not None:
        said += tr(" in place of {number}", number=before.number)
    if made.advanced:
        said += tr(" · advance {amount}", amount=money_text(made.advanced))
    return said + tr(" · Alt+E lists those that wait")


def _too_much_words() -> str:
    return tr(
        "The advance is more than the goods come to now. End makes the bill and gives the rest "
        "back. Nothing was changed."
    )


def opened_words(made: Estimate) -> str:
    """That an estimate is the open bill now, and what is left to do."""
    if made.on_approval:
        said = tr(
            "Estimate {number} is the open bill: take off what came back (F4), then End.",
            number=made.number,
        )
    else:
        said = tr("Estimate {number} is the open bill: End makes the bill.", number=made.number)
    if made.advanced:
        said += tr(" Advance {amount} is taken off.", amount=money_text(made.advanced))
    return said


def closed_words(made: Estimate, back: Money) -> str:
    """That an estimate waits no more, and what went back."""
    if back:
        return tr(
            "Estimate {number} is closed: pay {amount} back.",
            number=made.number,
            amount=money_text(back),
        )
    return tr("Estimate {number} is closed.", number=made.number)


def _row(waiting: Waiting) -> Row:
    made = waiting.estimate
    whose = waiting.buyer or tr("nobody named")
    since = ntr("{n} day", "{n} days", waiting.days) if waiting.days else tr("today")
    told = [_goods_words(made), since]
    if made.on_approval:
        told.append(tr("goods are with the buyer"))
    if waiting.is_open:
        told.append(tr("open on the counter"))
    advance = tr("Advance {amount}", amount=money_text(made.advanced)) if made.advanced else ""
    return Row(
        f"{made.number} · {whose}", money_text(made.totals.payable), " · ".join(told), advance
    )


def _goods_words(made: Estimate) -> str:
    first = made.lines[0]
    names = (first.name_hi, first.name_en)
    own, other = names if spoken() == "hi" else names[::-1]
    more = len(made.lines) - 1
    return tr("{name} and {n} more", name=own or other, n=more) if more else own or other


def _what_words(waiting: Waiting) -> str:
    row = _row(waiting)
    return f"{row.name} · {row.sum}"


def _closing_words(made: Estimate) -> str:
    said = tr("Enter closes it. Esc leaves it as it is.")
    if made.on_approval:
        said = tr("Enter closes it: its goods are in the stock again. Esc leaves it as it is.")
    if made.unseen:
        amount = money_text(made.unseen)
        words = mark(
            "Nobody saw {amount} of it come by UPI: nothing goes back for it. It came? Esc, Esc, "
            "then Alt+U."
        )
        said = f"{tr(words, amount=amount)} {said}"
    return said


def _way_words(letter: str, kind: TenderKind) -> str:
    return f"{letter}  {tr(NAMES[kind])}"


def _reason_words(word: str) -> Teller:
    return lambda: tr(word)


def _approval_words() -> str:
    return f"A  {tr('On approval: goods go along')}"
