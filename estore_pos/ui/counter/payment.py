"""Taking the money: which way, what was handed over and what goes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from estore_pos.domain.errors import Refusal
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import TenderKind, next_notes
from estore_pos.operations.counter_view import CounterView
from estore_pos.text.calculator import read_amount
from estore_pos.text.numbers import amount_text, grouped, money_text
from estore_pos.text.words import mark, tr
from estore_pos.ui.counter import tenders
from estore_pos.ui.counter.parts import Parts, so_far
from estore_pos.ui.counter.tenders import NAMES, PARTS, Paid
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.figure import Figure
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Button, Figures, Label, Teller, nothing


class Rest(StrEnum):
    """What becomes of the difference between the sum and what was given."""

    ASKED = "asked"
    LET_GO = "let_go"
    KEPT = "kept"


class Way(StrEnum):
    """What the payment sheet asks for; UPI has a sheet of its own."""

    CASH = "cash"
    CARD = "card"
    KHATA = "khata"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the sheet, to be taken up again: way, cash, slip, parts of a mixed bill.

    `rest`: what is short is let go, or change is kept; else it is asked for, or given back.
    """

    way: Way = Way.CASH
    received: str = ""
    slip: str = ""
    parts: tuple[str, ...] = ("",) * len(PARTS)
    rest: Rest = Rest.ASKED
    takes_credit: bool = False


class PaymentSheet(Sheet):
    """The way of paying, what was handed over, what goes back; it follows the bill.

    Single letters choose the way, for no field of it takes a letter.
    """

    paid = Signal(object)
    """The bill is to be made so: Paid; UPI money of it is still to be asked for."""
    short = Signal(object)
    """What was typed does not pay the bill: the Refusal."""
    buyer_wanted = Signal()
    """The khata has nobody's name yet."""
    sweet_wanted = Signal(object)
    """The shop's sweet is given for so much change: Money."""

    wide = False

    def __init__(self) -> None:
        super().__init__(Place.PAYMENT, lambda: tr("Payment"))
        self._view: CounterView | None = None
        self.way = Way.CASH
        self._rest = Rest.ASKED
        self._is_asked = False
        self._slip_asked = False
        self._kept = NOTHING
        self._takes_credit = False
        self._build()
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.DOWN: lambda: self._step(1),
            Deed.UP: lambda: self._step(-1),
            Deed.NEXT: lambda: self._next(1),
            Deed.BY_CASH: lambda: self._choose(Way.CASH, TenderKind.CASH),
            Deed.UPI: self._upi,
            Deed.BY_CARD: lambda: self._choose(Way.CARD, TenderKind.CARD),
            Deed.BY_KHATA: lambda: self._choose(Way.KHATA, TenderKind.KHATA),
            Deed.MIXED: self._mix,
            Deed.LET_GO: lambda: self._leave(Rest.LET_GO),
            Deed.KEEP_CHANGE: lambda: self._leave(Rest.KEPT),
            Deed.TAKE_CREDIT: self._take_credit,
            Deed.SWEET: self._give_sweet,
            Deed.CASH: lambda: self._ask(lambda view: tenders.in_cash(view, None, self._credit)),
            Deed.BACK: self.close_sheet,
        }

    # --- what it is made of ---

    def _build(self) -> None:
        head = QHBoxLayout()
        self.rows.removeWidget(self.title)
        self._owed = Label("payment_owed", self._owed_words, tone="heading")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self._owed)
        self.rows.addLayout(head)
        self._credit_line = Label("credit_words", nothing, tone="heading", wrap=True)
        self._credit_line.hide()
        self.rows.addWidget(self._credit_line)
        self.rows.addLayout(self._build_ways())
        self.amount = Figures("amount", lambda: tr("Money received"), self._exact)
        self.amount.setMinimumHeight(look.px(48))
        self._got = Label("amount_name", lambda: tr("Money received"), tone="muted")
        received = QHBoxLayout()
        received.addWidget(self._got)
        received.addWidget(self.amount, 1)
        self.rows.addLayout(received)
        self._notes = Label("notes", self._note_words, tone="muted", wrap=True)
        self.parts = Parts()
        self._khata = Label("khata_words", self._khata_words, wrap=True)
        self.slip = Figures("slip", _slip_words, _slip_words)
        self.slip.setMinimumHeight(look.px(40))
        self._change_name = Label("change_name", self._change_name_words, tone="muted")
        self.change = Figure("change", self._change_words)
        self.change.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._problem = Label("payment_problem", nothing, tone="danger", wrap=True)
        for widget in (
            *(self._notes, self.parts, self._khata, self.slip),
            *(self._change_name, self.change, self._problem),
        ):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.amount.textChanged.connect(self._retyped)
        self.parts.changed.connect(self._retyped)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show_way()

    def _build_ways(self) -> QGridLayout:
        """A button for each way, with its letter."""
        grid = QGridLayout()
        grid.setSpacing(6)
        self._buttons: dict[Way, Button] = {}
        for place, (letter, name, way, deed) in enumerate(_WAYS):
            button = Button(f"way_{letter}", partial(_way_words, letter, name), tone="way")
            button.setCheckable(way is not None)
            button.setMinimumHeight(look.px(32))
            button.clicked.connect(lambda _=False, deed=deed: self.deeds[deed]())
            if way is not None:
                self._buttons[way] = button
            grid.addWidget(button, *divmod(place, 3))
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return grid

    def _show_way(self) -> None:
        """Show what the way asks for; the rest is out of sight."""
        for way, button in self._buttons.items():
            button.setChecked(way is self.way)
        for widget in (self._got, self.amount):
            widget.setVisible(self.way is Way.CASH)
        self.parts.setVisible(self.way is Way.MIXED)
        self._khata.setVisible(self.way is Way.KHATA)
        self._reckon()
        self.idle = _IDLE[self.way]
        self.keys_changed.emit()

    @override
    def home(self) -> QWidget:
        """What is typed has the focus; a khata takes nothing but the letters."""
        match self.way:
            case Way.CASH:
                return self.amount
            case Way.CARD:
                return self.slip
            case Way.KHATA:
                return self
            case Way.MIXED:
                place = self.parts.place
                return self.slip if self.slip.hasFocus() else self.parts.fields[max(0, place)]

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays in the sheet."""
        self._next(1 if next else -1)
        return True

    # --- what it is told ---

    def take(self, view: CounterView, typed: Typed | None = None) -> None:
        """Begin with a bill and what was typed so far."""
        typed = typed or Typed()
        self.way = typed.way
        self.present(view)
        self.amount.setText(typed.received)
        self.slip.setText(typed.slip)
        for field, text in zip(self.parts.fields, typed.parts, strict=True):
            field.setText(text)
        self.amount.selectAll()
        self._rest = typed.rest
        self._takes_credit = typed.takes_credit
        self._show_way()

    @property
    def typed(self) -> Typed:
        """What stands in it now."""
        parts = tuple(field.text() for field in self.parts.fields)
        return Typed(
            self.way, self.amount.text(), self.slip.text(), parts, self._rest, self._takes_credit
        )

    def present(self, view: CounterView) -> None:
        """Follow the bill."""
        self._view = view
        self._owed.tell(self._owed_words)
        self.amount.hint(self._exact)
        self._notes.tell(self._note_words)
        self._khata.tell(self._khata_words)
        self.parts.owe(self._due)
        self._reckon()

    def keep(self, kept: Money) -> None:
        """So much of the buyer's own money lies here."""
        self._kept = kept
        self._takes_credit = self._takes_credit and bool(kept)
        if self._view is not None:
            self.present(self._view)

    def mend(self) -> None:
        """The bill was not made: what was typed can be mended."""
        self._is_asked = False

    def problem(self, teller: Teller) -> None:
        """Say in red why it cannot be, where the notes stood."""
        self._notes.hide()
        self._problem.tell(teller)

    # --- deeds ---

    def _choose(self, way: Way, kind: TenderKind) -> None:
        """Pay all in one way; in a mixed bill the letter goes to that part."""
        if self.way is Way.MIXED:
            self.parts.go(PARTS.index(kind))
            return
        self.way, self._rest = way, Rest.ASKED
        self._show_way()
        self.home().setFocus()
        if way is Way.CASH:
            self.amount.selectAll()
        elif way is Way.KHATA and self._view and self._view.draft.buyer is None:
            self.buyer_wanted.emit()

    def _upi(self) -> None:
        if self.way is Way.MIXED:
            self.parts.go(PARTS.index(TenderKind.UPI))
        else:
            self._ask(lambda view: tenders.whole(view, TenderKind.UPI, credit=self._credit))

    def _mix(self) -> None:
        if self.way is not Way.MIXED:
            self.way, self._rest = Way.MIXED, Rest.ASKED
            self._show_way()
        self.parts.go(0)

    def _next(self, by: int) -> None:
        """Tab: the next field of a mixed bill; a card's slip number comes after its amount."""
        if self.way is not Way.MIXED:
            return
        places: list[int | None] = [0, 1, 2, 3]
        if self.slip.isVisibleTo(self):
            places.insert(3, None)
        now = places.index(None) if self.slip.hasFocus() else places.index(max(0, self.parts.place))
        place = places[(now + by) % len(places)]
        if place is None:
            self.slip.setFocus()
        else:
            self.parts.go(place)

    def _step(self, by: int) -> None:
        """An arrow: the next note in cash, the next field of a mixed bill."""
        if self.way is Way.MIXED:
            self._next(by)
        elif self.way is Way.CASH:
            self._note(by)

    def _note(self, by: int) -> None:
        notes = self._next_notes()
        if not notes:
            return
        received = so_far(self.amount)
        place = notes.index(received) + by if received in notes else (0 if by > 0 else -1)
        self.amount.setText(str(notes[place % len(notes)].paise // 100))
        self.amount.selectAll()

    def _leave(self, rest: Rest) -> None:
        """Let go of what is short, or keep the change; the same letter takes it back."""
        over = self._over()
        if rest is self._rest:
            self._rest = Rest.ASKED
        elif rest is Rest.LET_GO and not self._given():
            self.problem(lambda: tr("Type what you got first: L lets go of what is missing."))
            return
        elif rest is Rest.LET_GO and over >= NOTHING:
            self.problem(lambda: tr("Nothing is missing: there is nothing to let go."))
            return
        elif rest is Rest.KEPT and over <= NOTHING:
            self.problem(lambda: tr("There is no change to keep: type what you got first."))
            return
        else:
            self._rest = rest
        self._reckon()

    def _take_credit(self) -> None:
        """Pay with what lies here of the buyer's own; the same letter leaves it."""
        if not self._kept:
            self.problem(lambda: tr(_NOTHING_KEPT))
        elif self._view is not None:
            self._takes_credit = not self._takes_credit
            self._rest = Rest.ASKED
            self.present(self._view)

    def _give_sweet(self) -> None:
        """The shop's sweet for the change there is no coin for."""
        over = self._over()
        if not self._given() or over <= NOTHING:
            self.problem(lambda: tr("There is no change: type what you got first."))
        elif over >= SWEET_BELOW:
            self.problem(lambda: tr(_TOO_SWEET, most=money_text(SWEET_BELOW)))
        else:
            self.sweet_wanted.emit(over)

    def _given(self) -> Money:
        """What was typed that somebody gave."""
        match self.way:
            case Way.CASH:
                return so_far(self.amount)
            case Way.MIXED:
                return self.parts.given()
            case _:
                return NOTHING

    def _enter(self) -> None:
        match self.way:
            case Way.CASH | Way.MIXED if self._rest is not Rest.ASKED:
                self._ask(self._as_given)
            case Way.CASH:
                self._ask(lambda view: tenders.in_cash(view, self._received(), self._credit))
            case Way.CARD:
                slip = self.slip.text().strip()
                self._ask(lambda view: tenders.whole(view, TenderKind.CARD, slip, self._credit))
            case Way.KHATA:
                self._ask(lambda view: tenders.whole(view, TenderKind.KHATA, "", self._credit))
            case Way.MIXED:
                self._ask(self._mixed)

    def _received(self) -> Money | None:
        """What was typed as handed over, None for nothing. Raises what `read_amount` does."""
        typed = self.amount.text().strip()
        return read_amount(typed) if typed else None

    def _mixed(self, view: CounterView) -> Paid:
        slip = self.slip.text().strip()
        return tenders.mixed(view, self.parts.amounts(), slip, self._credit)

    def _as_given(self, view: CounterView) -> Paid:
        if self.way is Way.MIXED:
            slip = self.slip.text().strip()
            return tenders.as_given(view, self.parts.amounts(), slip, self._credit)
        given = {TenderKind.CASH: self._received() or NOTHING}
        return tenders.as_given(view, given, credit=self._credit)

    def _ask(self, paying: Callable[[CounterView], Paid]) -> None:
        """Ask once for the bill; why it cannot be is said here, and a card's slip is asked for."""
        if self._view is None or self._is_asked:
            return
        try:
            paid = paying(self._view)
        except Refusal as refusal:
            self.short.emit(refusal)
            if self.way is Way.CASH:
                self.amount.selectAll()
            return
        if not self._slip_asked and any(tenders.lacks_slip(each) for each in paid.tenders):
            self._slip_asked = True
            self.problem(lambda: tr(_NO_SLIP))
            self.slip.setFocus()
            return
        self._is_asked = True
        self.paid.emit(paid)

    # --- words ---

    @property
    def _due(self) -> Money:
        return tenders.due(self._view, self._credit) if self._view else NOTHING

    @property
    def _credit(self) -> Money:
        """What of the buyer's own money here is taken."""
        if self._view is None or not self._takes_credit:
            return NOTHING
        return min(self._kept, tenders.due(self._view))

    def _credit_words(self) -> str:
        buyer = self._view.draft.buyer if self._view else None
        if buyer is None or not self._kept:
            return ""
        if self._takes_credit:
            return tr(_TAKEN, amount=money_text(self._credit), left=money_text(self._left_here))
        return tr(_LIES_HERE, name=buyer.name, amount=money_text(self._kept))

    @property
    def _left_here(self) -> Money:
        return self._kept - self._credit

    def _next_notes(self) -> Sequence[Money]:
        return next_notes(self._due) if self._due else []

    def _retyped(self) -> None:
        self._rest = Rest.ASKED
        self._reckon()

    def _reckon(self) -> None:
        card = self.parts.fields[PARTS.index(TenderKind.CARD)]
        has_slip = self.way is Way.CARD or (self.way is Way.MIXED and bool(card.text()))
        if not has_slip and self.way is Way.MIXED and self.slip.hasFocus():
            # Qt would go on to the next field, which takes what is left, and come here again.
            card.setFocus()
        self.slip.setVisible(has_slip)
        self._change_name.tell(self._change_name_words)
        self.change.tell(self._change_words)
        self._problem.tell(nothing)
        self._credit_line.tell(self._credit_words)
        self._credit_line.setVisible(bool(self._credit_line.text()))
        self._notes.setVisible(self.way is Way.CASH)

    def _over(self) -> Money:
        """What was given above the sum; below nothing what is still to come."""
        if self.way is Way.MIXED:
            return self.parts.given() - self._due
        given = self._given()
        return given - self._due if given else NOTHING

    def _exact(self) -> str:
        return amount_text(self._due) if self._view else ""

    def _owed_words(self) -> str:
        return tr("To pay {amount}", amount=money_text(self._due)) if self._view else ""

    def _khata_words(self) -> str:
        buyer = self._view.draft.buyer if self._view else None
        if buyer is None:
            return tr("On whose khata? Enter asks for the name.")
        who = " · ".join(part for part in (buyer.name, buyer.phone) if part)
        return tr("On the khata of {name}", name=who)

    def _change_name_words(self) -> str:
        match self.way:
            case Way.CARD:
                return tr("Taken by card on the other machine")
            case Way.KHATA:
                return tr("Goes on the khata")
            case _ if self._rest is Rest.LET_GO:
                return tr("Is let go")
            case _ if self._rest is Rest.KEPT:
                return tr("Is kept for the buyer")
            case _ if self._over() < NOTHING:
                return tr("Still to pay")
            case _:
                return tr("Change to give back")

    def _change_words(self) -> str:
        if self.way in (Way.CARD, Way.KHATA):
            return money_text(self._due)
        over = self._over()
        return money_text(over if over >= NOTHING else -over)

    def _note_words(self) -> str:
        notes = " → ".join(f"₹ {grouped(each.paise // 100)}" for each in self._next_notes())
        return f"↓  {notes}" if notes else ""


_WAYS = (
    ("C", NAMES[TenderKind.CASH], Way.CASH, Deed.BY_CASH),
    ("U", NAMES[TenderKind.UPI], None, Deed.UPI),
    ("D", NAMES[TenderKind.CARD], Way.CARD, Deed.BY_CARD),
    ("K", NAMES[TenderKind.KHATA], Way.KHATA, Deed.BY_KHATA),
    ("M", mark("Mixed"), Way.MIXED, Deed.MIXED),
)


_NO_CASH = frozenset({Deed.DOWN, Deed.LET_GO, Deed.KEEP_CHANGE})
_IDLE = {
    Way.CASH: frozenset[Deed](),
    Way.CARD: _NO_CASH,
    Way.KHATA: _NO_CASH,
    Way.MIXED: frozenset({Deed.DOWN}),
}
"""What the bar leaves out: notes and change are of cash; in a mixed bill an arrow goes on."""


SWEET_BELOW = Money.rupees(10)
"""Change from here on is money, not a sweet."""
_NOTHING_KEPT = mark("Nothing of this buyer's money lies here. F11 on the bill says whose it is.")
_TOO_SWEET = mark("A sweet is for change below {most}. Give the money back, or J keeps it here.")
_NO_SLIP = mark(
    "Type the number on the card machine's slip: it finds the money later. Enter once more goes "
    "on without it."
)
_LIES_HERE = mark("{amount} of {name} lies here: T takes it")
_TAKEN = mark("Credit: {amount} is taken, {left} stays. T takes none")


def _way_words(letter: str, name: str) -> str:
    return f"{letter}  {tr(name)}"


def _slip_words() -> str:
    return tr("Number on the card machine's slip")
