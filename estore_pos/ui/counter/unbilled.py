"""Goods whose bill is not in these books: what its paper says of them is typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from estore_pos.domain.barcode import is_of_paper
from estore_pos.domain.credit_note import CreditNote, ReturnReason, Unbilled, paid_for
from estore_pos.domain.errors import Refusal, RefusalCode, ShopError
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.sale import TenderKind
from estore_pos.operations.returns import Origin, Scanned
from estore_pos.text.calculator import LENGTH_MAX, read_amount, read_quantity
from estore_pos.text.dates import date_text, read_date
from estore_pos.text.numbers import amount_text, milli_text, money_text, read_milli, unit_text
from estore_pos.text.words import mark, spoken, tr
from estore_pos.ui.counter.returned import NO_QUANTITY, REASONS
from estore_pos.ui.keymap import Deed, Place, shown
from estore_pos.ui.names import name_of
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Button, Field, Figures, Label, Teller, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.operations.lookup import Found


NUMBER_LENGTH = 64
LISTED = 2
"""So many of the goods that come back are told by their names."""


class UnbilledSheet(Sheet):
    """Enter goes through the fields and takes the goods back after the last one.

    F2 puts one good to those that come back and asks for the next; so does the scan of another
    once it is known what was paid for the one before.
    """

    taken = Signal(object, object, object, object)
    """It is to be taken back: the Unbilled, Origin, ReturnReason, the kind of Tender it goes in."""
    is_here = Signal(str)
    """The number is of a bill in these books."""
    said_no = Signal()
    """A key or a scan was refused; it was said."""

    def __init__(self, work: Work, number: str) -> None:
        super().__init__(Place.UNBILLED, lambda: tr("The bill is not here"))
        self._work = work
        self._good: Item | None = None
        self._goods: tuple[Unbilled, ...] = ()
        self._notes: tuple[CreditNote, ...] = ()
        self._found: list[Found] = []
        self._at = 0
        self._way = TenderKind.CASH
        self._restock = True
        self._reason = ReturnReason.CHANGED_MIND
        self._is_asked = False
        self._build(number)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.ANOTHER: self._another,
            Deed.REMOVE: self._remove,
            Deed.WAY: self._next_way,
            Deed.SPOILED: self._spoil,
            Deed.REASON: self._next_reason,
            Deed.BACK: self.close_sheet,
        }

    # --- what it is made of ---

    def _build(self, number: str) -> None:
        self.number = Field("origin_number", lambda: tr("Number on the bill"))
        self.number.setMaxLength(NUMBER_LENGTH)
        self.number.setText(number)
        self.day = Field("origin_day", lambda: tr("Day of the bill"), lambda: "31-03-2026")
        self.whole = Figures("origin_whole", lambda: tr("Total of the bill"), lambda: "1250")
        self.good = Field("origin_good", lambda: tr("Item"), lambda: tr("Scan, or type a name"))
        self.amount = Field("origin_amount", lambda: tr("How much"), lambda: "1")
        self.amount.setMaxLength(LENGTH_MAX)
        self.paid = Figures("origin_paid", lambda: tr("What was paid for it"), self._most_words)
        self.fields: tuple[QLineEdit, ...] = (
            *(self.number, self.day, self.whole, self.good, self.amount, self.paid),
        )
        names: tuple[Teller, ...] = (
            lambda: tr("Number on the bill"),
            lambda: tr("Day of the bill"),
            lambda: tr("Total of the bill"),
            lambda: tr("Item"),
            self._amount_words,
            lambda: tr("What was paid for it"),
        )
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self._names = []
        self._bill: list[QWidget] = []
        for row, (field, teller) in enumerate(zip(self.fields, names, strict=True)):
            label = Label(f"{field.objectName()}_label", teller, tone="muted", wrap=True)
            label.setFixedWidth(look.px(150))
            self._names.append(label)
            if field in (self.number, self.day, self.whole):
                self._bill += [label, field]
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.rows.addLayout(grid)
        self._listed = Label("origin_goods", self._listed_words, wrap=True)
        self._listed.hide()
        self.rows.addWidget(self._listed)
        self._good_name = Label("origin_good_name", self._good_words, tone="heading", wrap=True)
        self.rows.addWidget(self._good_name)
        self._buttons = (
            Button("origin_way", self._way_words, tone="way"),
            Button("origin_spoiled", self._spoiled_words, tone="way"),
            Button("origin_reason", self._reason_words, tone="way"),
        )
        self._buttons[1].setCheckable(True)
        turns = (self._next_way, self._spoil, self._next_reason)
        pair = QHBoxLayout()
        for button, turn in zip(self._buttons, turns, strict=True):
            button.setMinimumHeight(look.px(32))
            button.clicked.connect(turn)
        for button in self._buttons[:2]:
            pair.addWidget(button)
        self.rows.addLayout(pair)
        self.rows.addWidget(self._buttons[2])
        self._problem = Label("origin_problem", nothing, tone="danger", wrap=True)
        self.rows.addWidget(self._problem)
        self.rows.addStretch(1)
        self.good.textChanged.connect(self._seek)
        self.amount.textChanged.connect(self._tell_most)
        for field in self.fields:
            field.textEdited.connect(lambda: self._problem.tell(nothing))

    @override
    def home(self) -> QWidget:
        """The field one is at; the number comes first."""
        return next((field for field in self.fields if field.hasFocus()), self.number)

    # --- the good ---

    @override
    def take_scan(self, code: str) -> bool:
        """The good that comes back; a bill's own code finds its bill."""
        if is_of_paper(code):
            return False
        self._work.desk(
            lambda till: till.returns.scanned(code), self._scanned, self.refuse, owner=self
        )
        return True

    def _scanned(self, said: Scanned) -> None:
        if self._good is not None and self.paid.text().strip() and not self._put():
            return
        self._found = []
        self.good.blockSignals(True)
        self.good.setText(name_of(said.good))
        self.good.blockSignals(False)
        self._take(said.good)
        if said.milli not in (None, 1000) and not self.amount.text():
            self.amount.setText(milli_text(said.milli or 0).replace(",", ""))
        if self.home() is self.good:
            self._next(self.good)

    def _seek(self, typed: str) -> None:
        self._found = []
        self._take(None)
        wanted = typed.strip()
        if wanted:
            self._work.look(
                lambda lookup: lookup.find(wanted),
                lambda found: self._show_found(wanted, found),
                owner=self,
                key="find",
            )

    def _show_found(self, typed: str, found: "list[Found]") -> None:
        if typed == self.good.text().strip():
            found = [each for each in found if each.refusal is None]
            is_said = bool(found) and found[0].is_said
            self._found, self._at = found, 0 if is_said else -1
            self._take(found[0].item if is_said else None)

    def _step(self, by: int) -> None:
        if self._found:
            first = -1 if by > 0 else 0
            self._at = ((first if self._at < 0 else self._at) + by) % len(self._found)
            self._take(self._found[self._at].item)

    def _take(self, good: Item | None) -> None:
        self._good = good
        self._good_name.tell(self._good_words)
        self._tell_most()

    def _tell_most(self) -> None:
        """How much of the good it is, and what was paid for so much at most."""
        self._names[4].tell(self._amount_words)
        self.paid.hint(self._most_words)

    # --- deeds ---

    def _next_way(self) -> None:
        self._way = TenderKind.UPI if self._way is TenderKind.CASH else TenderKind.CASH
        self._buttons[0].tell(self._way_words)

    def _spoil(self) -> None:
        self._restock = not self._restock
        self._buttons[1].setChecked(not self._restock)
        if not self._restock and self._reason is ReturnReason.CHANGED_MIND:
            self._reason = ReturnReason.DAMAGED
            self._buttons[2].tell(self._reason_words)

    def _next_reason(self) -> None:
        reasons = list(REASONS)
        self._reason = reasons[(reasons.index(self._reason) + 1) % len(reasons)]
        self._buttons[2].tell(self._reason_words)

    def _enter(self) -> None:
        here = self.home()
        if here is not self.paid:
            self._next(here)
        elif not self._is_asked:
            self._ask()

    def _next(self, here: QWidget) -> None:
        if here is self.number:
            self._ask_before()
        place = next(place for place, field in enumerate(self.fields) if field is here)
        self._go(self.fields[place + 1])

    def _ask_before(self) -> None:
        """What the books know of the number: its own bill, or what came back of it before."""
        number = self.number.text().strip()
        if number:
            self._work.desk(
                lambda till: till.returns.elsewhere(number),
                lambda notes: self._tell_before(number, notes),
                lambda error: self._not_elsewhere(number, error),
                owner=self,
            )

    def _tell_before(self, number: str, notes: tuple[CreditNote, ...]) -> None:
        if number != self.number.text().strip():
            return
        self._notes = notes
        self._good_name.tell(self._good_words)
        if notes and not self.day.text() and not self.whole.text():
            said = notes[0].bill_day
            self.day.setText("" if said is None else date_text(said))
            self.whole.setText(amount_text(paid_for(notes, notes[0].bill_paid)).replace(",", ""))
            if self.home() is self.day:
                self._go(self.good)

    def _not_elsewhere(self, number: str, error: ShopError) -> None:
        """Its own bill is opened, unless goods stand here already that would be lost."""
        if number != self.number.text().strip():
            return
        if error.code is RefusalCode.BILL_HERE and not self._goods and self._good is None:
            self.is_here.emit(number)
        else:
            self.refuse(error)

    def _go(self, field: QLineEdit) -> None:
        field.setFocus()
        field.selectAll()

    def _another(self) -> None:
        """F2: this good comes back; the next one is asked for."""
        if self._put():
            self._go(self.good)

    def _put(self) -> bool:
        """Put the good to those that come back; why it cannot be is said."""
        good = self._read() if self._origin() is not None else None
        if good is None:
            return False
        self._goods = (*self._goods, good)
        self._restock = True
        self._buttons[1].setChecked(False)
        for field in (self.good, self.amount, self.paid):
            field.clear()
        self._tell_listed()
        return True

    def _remove(self) -> None:
        """F4: the good that was put there last goes, to be typed anew."""
        if not self._goods:
            self._say(lambda: tr("Nothing is on the list yet: F2 puts a good there."), self.good)
            return
        self._goods = self._goods[:-1]
        self._tell_listed()
        self._go(self.good)

    def _tell_listed(self) -> None:
        """What comes back stands where its bill was named: a low window has no room for both."""
        self._problem.tell(nothing)
        self._listed.tell(self._listed_words)
        self._show_bill(not self._goods)

    def _show_bill(self, is_shown: bool) -> None:
        self._listed.setVisible(not is_shown)
        for widget in self._bill:
            widget.setVisible(is_shown)

    def _origin(self) -> Origin | None:
        """The bill as its paper says; None once it was said what of it cannot be."""
        day, whole = read_date(self.day.text()), self._whole()
        if not self.number.text().strip():
            self._say(lambda: tr("The number stands on the bill. Type it first."), self.number)
        elif day is None:
            self.refuse(Refusal(RefusalCode.DATE_WRONG, date=self.day.text()))
        elif whole is None:
            self._say(lambda: tr("The total stands on the bill. Type it first."), self.whole)
        else:
            return Origin(self.number.text().strip(), day, whole)
        return None

    def _whole(self) -> Money | None:
        """What was paid for the bill in all; None where it cannot be read."""
        try:
            whole = read_amount(self.whole.text().strip())
        except Refusal:
            return None
        return whole if whole > NOTHING else None

    def _ask(self) -> None:
        """Take the goods back if all of it can be read; else say what cannot, where it stands."""
        origin, goods = self._origin(), self._goods
        if origin is None:
            return
        if self._good is not None or self.good.text().strip() or not goods:
            last = self._read()
            if last is None:
                return
            goods = (*goods, last)
        self._is_asked = True
        self.taken.emit(goods, origin, self._reason, self._way)

    def _read(self) -> Unbilled | None:
        """The good that stands in the fields; None once it was said what of it cannot be."""
        good = self._good
        if good is None:
            self._say(lambda: tr("Which item was it? Scan it or type its name."), self.good)
            return None
        milli = self._milli(good)
        if milli is None:
            typed = self.amount.text().strip()
            self._say(lambda: tr(NO_QUANTITY, typed=typed), self.amount)
            return None
        try:
            good.quantity(milli)
            paid = read_amount(self.paid.text().strip())
        except Refusal as refusal:
            self.refuse(refusal)
            return None
        read = Unbilled(good, milli, paid, self._restock)
        most = read.most
        if most is not None and not NOTHING < paid <= most:
            self._say(lambda: tr(_TOO_MUCH, most=money_text(most)), self.paid)
            return None
        return read

    def _milli(self, good: Item) -> int | None:
        """What stands in the field of the quantity; one where nothing does."""
        typed = self.amount.text().strip()
        if not typed:
            return 1000
        try:
            return read_quantity(typed, good.unit)
        except Refusal:
            return None

    def refuse(self, error: ShopError) -> None:
        """Say why it cannot be, at its field; what was typed stands."""
        match error.code:
            case RefusalCode.BILL_HERE | RefusalCode.BILL_UNKNOWN:
                field: QLineEdit = self.number
            case RefusalCode.DATE_WRONG:
                field = self.day
            case RefusalCode.UNKNOWN_BARCODE:
                field = self.good
            case RefusalCode.QUANTITY_STEP | RefusalCode.QUANTITY_RANGE:
                field = self.amount
            case _:
                field = self.paid
        self._say(lambda: sentence_of(error), field)

    def _say(self, teller: Teller, field: QLineEdit) -> None:
        self._is_asked = False
        self._problem.tell(teller)
        if field in (self.number, self.day, self.whole):
            self._show_bill(True)
        self._go(field)
        self.said_no.emit()

    # --- words ---

    def _listed_words(self) -> str:
        """The goods that come back besides the one in the fields, and what they come to."""
        said = [
            f"{name_of(each.item)} {milli_text(each.milli)} · {money_text(each.paid)}"
            for each in self._goods
        ]
        last = ["…"] * (len(said) > LISTED) + said[-LISTED:]
        paid = money_text(total([each.paid for each in self._goods]))
        words = tr("So far {paid}; F4 takes the last one off.", paid=paid)
        return "\n".join([" | ".join(last), words])

    def _good_words(self) -> str:
        if self._good is None and not self._found:
            return self._before_words()
        said = name_of(self._good) if self._good is not None else ""
        if self._good is not None and self._good.price is not None:
            said += " · " + tr("today {price}", price=money_text(self._good.price))
        if self._good is None or len(self._found) > 1:
            said += "  " + tr("({n} of {all}: ↓)", n=self._at + 1, all=len(self._found))
        return said

    def _before_words(self) -> str:
        """What came back of the bill before, of what was paid for it."""
        if not self._notes:
            return ""
        came = money_text(total([note.totals.payable for note in self._notes]))
        whole = money_text(paid_for(self._notes, self._whole() or self._notes[0].bill_paid))
        number = self._notes[-1].number
        words = mark("{came} of {whole} came back before: credit note {number}")
        return tr(words, came=came, whole=whole, number=number)

    def _amount_words(self) -> str:
        """Which field it is, and what is read in it where no mere figure stands there."""
        unit = unit_text(self._good.unit, spoken()) if self._good else ""
        milli = self._milli(self._good) if self._good else None
        typed = self.amount.text().strip()
        read = milli_text(milli) if milli is not None and read_milli(typed) is None else ""
        said = " ".join(each for each in (f"= {read}" if typed and read else "", unit) if each)
        return tr("How much") + (f" ({said})" if said else "")

    def _most_words(self) -> str:
        milli = self._milli(self._good) if self._good else None
        most = Unbilled(self._good, milli, Money(0)).most if self._good and milli else None
        return tr("at most {most}", most=money_text(most)) if most is not None else ""

    def _way_words(self) -> str:
        by_cash = self._way is TenderKind.CASH
        return shown("F6") + "  " + (tr("Back in cash") if by_cash else tr("Back by UPI"))

    def _spoiled_words(self) -> str:
        return f"{shown('F7')}  {tr('Spoiled')}"

    def _reason_words(self) -> str:
        return f"{shown('F8')}  {tr(REASONS[self._reason])}"


_TOO_MUCH = mark(
    "So much was not paid for it. Nothing was taken back. Type what the bill says, at most {most}."
)
