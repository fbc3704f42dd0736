"""A bill of which goods come back: which lines, how much, why, and how they are paid back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from estore_pos.domain.credit_note import Back, ReturnReason, ReturnSheet
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import ShopError
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.sale import Bill, BillLine, Proof, Tender, TenderKind
from estore_pos.operations.counter import CounterView
from estore_pos.operations.returns import Returnable, Scanned
from estore_pos.text.entry import read_spoken
from estore_pos.text.numbers import amount_text, milli_text, money_text, unit_text
from estore_pos.text.words import mark, spoken, tr
from estore_pos.ui.counter.past import head_words, name_of_line
from estore_pos.ui.counter.payment import Figure
from estore_pos.ui.counter.screen import sentence_of
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.style import look
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Button, Figures, Label, Teller, nothing
from estore_pos.ui.work import Work


class Way(StrEnum):
    """How goods that came back are paid for."""

    CASH = "cash"
    UPI = "upi"
    KEPT = "credit"
    KHATA = "khata"
    EXCHANGE = "exchange"


REASONS = {
    ReturnReason.CHANGED_MIND: mark("He wants it no more"),
    ReturnReason.DAMAGED: mark("It is spoiled or broken"),
    ReturnReason.WRONG_ITEM: mark("It was the wrong item"),
    ReturnReason.WRONG_PRICE: mark("Wrong price"),
    ReturnReason.OTHER: mark("Something else"),
}
_WAYS = (
    ("C", mark("Cash"), Way.CASH, Deed.BY_CASH),
    ("U", mark("UPI"), Way.UPI, Deed.UPI),
    ("K", mark("Khata"), Way.KHATA, Deed.BY_KHATA),
    ("J", mark("Keep as credit"), Way.KEPT, Deed.KEEP_CHANGE),
    ("X", mark("Exchange"), Way.EXCHANGE, Deed.EXCHANGE),
)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a bill is to come back, by line; what of it is spoiled; why; how it is paid back."""

    milli: Mapping[int, int] = field(default_factory=dict)
    spoiled: frozenset[int] = frozenset()
    reason: ReturnReason = ReturnReason.CHANGED_MIND
    way: Way = Way.CASH
    at: int = 0

    @property
    def backs(self) -> tuple[Back, ...]:
        """The lines of which something comes back."""
        return tuple(
            Back(place, milli, restock=place not in self.spoiled)
            for place, milli in sorted(self.milli.items())
            if milli
        )

    @property
    def needs_buyer(self) -> bool:
        """Whether the shop must know whose money it is."""
        return self.way in (Way.KEPT, Way.KHATA)

    def refunds(self, refund: Money) -> tuple[Tender, ...]:
        """What is paid back; nothing where the goods had cost nothing."""
        return (Tender(TenderKind(self.way.value), refund),) if refund else ()


class ReturnedSheet(Sheet):
    """A scan, the arrows and figures choose what comes back; Enter takes it back.

    Single letters choose besides, for its one field takes figures alone.
    """

    taken = Signal(object, object)
    """It is to be taken back: Chosen, and True where it is printed whatever the setting."""
    said_no = Signal()
    """A key or a scan was refused; it was said."""
    other_bill = Signal(str)
    """The code of another bill was scanned."""

    def __init__(
        self, work: Work, held: Returnable, buyer: Customer | None, open_bill: CounterView | None
    ) -> None:
        super().__init__(Place.RETURN, lambda: tr("Goods come back"))
        self._work = work
        self.held = held
        self.buyer = buyer
        self._open = open_bill
        self.chosen = Chosen(way=_way_back(held.bill))
        self.sheet: ReturnSheet | None = None
        """What the chosen goods come to; None while it is not known or they cannot come back."""
        self._refused: ShopError | None = None
        self._waits: tuple[bool | None] | None = None
        self._is_asked = False
        self._reading = 0
        self._build()
        self.deeds = {
            Deed.ENTER: lambda: self._enter(None),
            Deed.PRINT: lambda: self._enter(True),
            Deed.UP: lambda: self._go(self.chosen.at - 1),
            Deed.DOWN: lambda: self._go(self.chosen.at + 1),
            Deed.EVERYTHING: self._everything,
            Deed.SPOILED: self._spoil,
            Deed.REASON: self._next_reason,
            Deed.BACK: self.close_sheet,
        } | {deed: partial(self._choose_way, way) for _, _, way, deed in _WAYS}
        self._go(next((place for place, milli in held.left.items() if milli), 0))
        if not any(held.left.values()):
            self._tell(lambda: tr("All of it has come back already."))

    # --- what it is made of ---

    def _build(self) -> None:
        self._head = Label("return_head", lambda: head_words(self.held.bill), "heading", wrap=True)
        self.table = QTableWidget(len(self.held.bill.lines), 4)
        self.table.setObjectName("return_lines")
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.cellClicked.connect(lambda row, _: self._go(row))
        self.amount = Figures("return_amount", lambda: tr("How much comes back"))
        self.amount.setMinimumHeight(look.px(40))
        self.amount.setMaximumWidth(look.px(140))
        self._unit = Label("return_unit", self._unit_words, tone="muted")
        name = Label("return_amount_name", lambda: tr("How much comes back"), tone="muted")
        typed = QHBoxLayout()
        for widget in (name, self.amount, self._unit):
            typed.addWidget(widget)
        typed.addStretch(1)
        self.refund_name = Label("refund_name", self._refund_name, tone="muted", wrap=True)
        self.refund = Figure("refund", self._refund_words)
        self.refund.setAlignment(_RIGHT)
        self._unpaid = Label("return_unpaid", self._unpaid_words, tone="danger", wrap=True)
        self._problem = Label("return_problem", nothing, tone="danger", wrap=True)
        self.rows.addWidget(self._head)
        self.rows.addWidget(self.table, 1)
        self.rows.addLayout(typed)
        self.rows.addLayout(self._build_choices())
        foot = QHBoxLayout()
        foot.addWidget(self.refund_name, 1)
        foot.addWidget(self.refund, 1)
        self.rows.addLayout(foot)
        self.rows.addWidget(self._unpaid)
        self.rows.addWidget(self._problem)
        self.amount.textChanged.connect(self._typed)

    def _build_choices(self) -> QGridLayout:
        """A button for each way of paying back, then for what is spoiled, and why."""
        grid = QGridLayout()
        grid.setSpacing(6)
        self._ways: dict[Way, Button] = {}
        for place, (letter, name, way, deed) in enumerate(_WAYS):
            button = Button(f"refund_{letter}", partial(_lettered, letter, name), tone="way")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, deed=deed: self.deeds[deed]())
            self._ways[way] = button
            grid.addWidget(button, *divmod(place, 3))
        self._spoiled = Button("return_spoiled", self._spoiled_words, tone="way")
        self._spoiled.setCheckable(True)
        self._spoiled.clicked.connect(self._spoil)
        grid.addWidget(self._spoiled, 2, 0)
        self._why = Button("return_reason", self._reason_words, tone="way")
        self._why.clicked.connect(self._next_reason)
        grid.addWidget(self._why, 2, 1, 1, 2)
        if not self._can_exchange:
            self._ways[Way.EXCHANGE].hide()
        for button in (*self._ways.values(), self._spoiled, self._why):
            button.setMinimumHeight(look.px(32))
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return grid

    @override
    def home(self) -> QWidget:
        """What is typed is how much comes back."""
        return self.amount

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays in the sheet."""
        return True

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the lines again in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    # --- what it is told ---

    def name(self, buyer: Customer) -> None:
        """Somebody was named who brings the goods."""
        self.buyer = buyer
        self._show()

    @override
    def take_scan(self, code: str) -> bool:
        """A good comes back, one more at each scan; another bill's code asks for that bill."""
        if not code.startswith("ES1:"):
            self._reading += 1
            self._work.desk(
                lambda till: till.returns.scanned(code), self._scanned, self._unread, owner=self
            )
        elif self.chosen.backs:
            self._say(lambda: tr(_OTHER_BILL))
        else:
            self.other_bill.emit(code)
        return True

    def refuse(self, error: ShopError) -> None:
        """Say why it cannot be; what was chosen stands."""
        self._is_asked = False
        self._say(lambda: sentence_of(error))

    # --- deeds ---

    def _unread(self, error: ShopError) -> None:
        self._reading -= 1
        self._waits = None
        self.refuse(error)

    def _scanned(self, said: Scanned) -> None:
        self._reading -= 1
        wanted = [
            place
            for place, line in enumerate(self.held.bill.lines)
            if line.item == said.good.id and self._rest(place) > 0
        ]
        if not wanted:
            self._waits = None
            self._say(lambda: tr(_NOT_ON_IT, name=name_of(said.good)))
            return
        place = wanted[0]
        milli = self._rest(place) if said.milli is None else min(said.milli, self._rest(place))
        self._put(place, self.chosen.milli.get(place, 0) + milli)
        self._go(place)

    def _rest(self, place: int) -> int:
        """What of a line is left to choose."""
        return self.held.left.get(place, 0) - self.chosen.milli.get(place, 0)

    def _everything(self) -> None:
        """All that can come back; pressed again, nothing."""
        left = {place: milli for place, milli in self.held.left.items() if milli}
        self._change(replace(self.chosen, milli={} if dict(self.chosen.milli) == left else left))
        self._go(self.chosen.at)

    def _spoil(self) -> None:
        """What comes back of this line is not sold again, and that is why it does."""
        at, spoiled = self.chosen.at, self.chosen.spoiled
        reason = self.chosen.reason
        if at not in spoiled and reason is ReturnReason.CHANGED_MIND:
            reason = ReturnReason.DAMAGED
        self._change(replace(self.chosen, spoiled=spoiled ^ {at}, reason=reason))

    def _next_reason(self) -> None:
        reasons = list(REASONS)
        after = reasons[(reasons.index(self.chosen.reason) + 1) % len(reasons)]
        self._change(replace(self.chosen, reason=after))

    def _choose_way(self, way: Way) -> None:
        if way is Way.EXCHANGE and not self._can_exchange:
            self._say(lambda: tr(_NO_OPEN_BILL))
        else:
            self._change(replace(self.chosen, way=way))

    def _go(self, place: int) -> None:
        """Go to a line; the field says how much of it comes back."""
        place = max(0, min(len(self.held.bill.lines) - 1, place))
        self.chosen = replace(self.chosen, at=place)
        milli = self.chosen.milli.get(place, 0)
        self.amount.blockSignals(True)
        self.amount.setText(milli_text(milli).replace(",", "") if milli else "")
        self.amount.blockSignals(False)
        self.amount.selectAll()
        self.table.selectRow(place)
        self._show()

    def _typed(self) -> None:
        self._put(self.chosen.at, self._read())

    def _read(self) -> int:
        """What stands in the field in thousandths; below nothing where it is no quantity."""
        typed = self.amount.text().strip()
        if not typed:
            return 0
        said = read_spoken(typed)
        milli = said.in_unit(self._line.quantity.unit) if said else None
        return -1 if milli is None else milli

    def _put(self, place: int, milli: int) -> None:
        self._change(replace(self.chosen, milli={**self.chosen.milli, place: milli}))

    def _change(self, chosen: Chosen) -> None:
        """Show what is chosen now and ask what it comes to."""
        is_same = chosen.backs == self.chosen.backs and self.sheet is not None
        self.chosen = chosen
        self._refused = None
        self._tell(nothing)
        if not is_same:
            self.sheet = None
            if chosen.backs:
                self._quote(chosen.backs)
        self._show()

    def _quote(self, backs: tuple[Back, ...]) -> None:
        def told(sheet: ReturnSheet) -> None:
            if backs == self.chosen.backs:
                self.sheet = sheet
                self._show()
                self._go_on()

        def refused(error: ShopError) -> None:
            if backs == self.chosen.backs:
                self._refused = error
                self._tell(lambda: sentence_of(error))
                self._go_on()

        bill = self.held.bill.id
        self._work.desk(lambda till: till.returns.quote(bill, backs), told, refused, owner=self)

    def _go_on(self) -> None:
        """Do the Enter that came before it was known what the goods come to."""
        waits, self._waits = self._waits, None
        if waits is not None:
            self._enter(*waits)

    def _enter(self, prints: bool | None) -> None:
        if self._is_asked:
            return
        refused = self._refused
        if self._reading:
            self._waits = (prints,)
        elif not self.chosen.backs:
            self._say(lambda: tr(_NOTHING_CHOSEN))
        elif refused is not None:
            self._say(lambda: sentence_of(refused))
            self.amount.selectAll()
        elif self.sheet is None:
            self._waits = (prints,)
        else:
            self._is_asked = True
            self.taken.emit(self.chosen, prints)

    def mend(self) -> None:
        """It was not taken back: the keys count again."""
        self._is_asked = False

    # --- words ---

    @property
    def _line(self) -> BillLine:
        return self.held.bill.lines[self.chosen.at]

    @property
    def _can_exchange(self) -> bool:
        return self._open is not None and bool(self._open.draft.lines)

    @property
    def over(self) -> Money:
        """What is paid back, in an exchange above what the open bill comes to."""
        refund = self.sheet.refund if self.sheet is not None else NOTHING
        owed = self._open.owed if self._open and self.chosen.way is Way.EXCHANGE else NOTHING
        return refund - owed

    def _tell(self, teller: Teller) -> None:
        """What is wrong stands where the refund does while nothing is."""
        self._problem.tell(teller)
        is_well = not self._problem.text()
        self._problem.setVisible(not is_well)
        for label in (self.refund_name, self.refund):
            label.setVisible(is_well)

    def _say(self, teller: Teller) -> None:
        self._tell(teller)
        self.said_no.emit()

    def _show(self) -> None:
        self.table.setAccessibleName(tr("Bill"))
        words = (tr("Item"), tr("Can come back"), tr("Comes back"), tr("Amount ₹"))
        for column, word in enumerate(words):
            self.table.setHorizontalHeaderItem(column, _cell(column, word))
        amounts = {line.place: line.taxed.gross for line in self.sheet.lines} if self.sheet else {}
        for row, line in enumerate(self.held.bill.lines):
            milli = self.chosen.milli.get(row, 0)
            name = name_of_line(line)
            if milli and row in self.chosen.spoiled:
                name += " · " + tr("spoiled")
            amount = amount_text(amounts[row]) if row in amounts else ""
            for column, text in enumerate(
                (name, self._left_words(row), milli_text(max(milli, 0)), amount)
            ):
                shown = "" if column == 2 and not milli else text
                self.table.setItem(row, column, _cell(column, shown))
        for way, button in self._ways.items():
            button.setChecked(way is self.chosen.way)
        self._spoiled.setChecked(self.chosen.at in self.chosen.spoiled)
        self._spoiled.tell(self._spoiled_words)
        self._why.tell(self._reason_words)
        self._unit.tell(self._unit_words)
        self.refund_name.tell(self._refund_name)
        self._unpaid.tell(self._unpaid_words)
        self._unpaid.setVisible(bool(self._unpaid.text()))
        self.refund.tell(self._refund_words)

    def _unit_words(self) -> str:
        return tr("of {left}", left=self._left_words(self.chosen.at))

    def _left_words(self, place: int) -> str:
        """How much of a line can still come back."""
        line = self.held.bill.lines[place]
        return f"{milli_text(self.held.left.get(place, 0))} {unit_of(line)}".rstrip()

    def _spoiled_words(self) -> str:
        return _lettered("D", mark("Spoiled"))

    def _reason_words(self) -> str:
        return _lettered("R", REASONS[self.chosen.reason])

    def _refund_words(self) -> str:
        return money_text(self.over if self.over >= NOTHING else -self.over)

    def _refund_name(self) -> str:
        name = self.buyer.name if self.buyer else ""
        match self.chosen.way:
            case Way.EXCHANGE if self._open is not None:
                owed = money_text(self._open.owed)
                word = _TO_PAY if self.over < NOTHING else _TO_GIVE
                return tr(word, owed=owed)
            case Way.UPI:
                return tr("To pay back by UPI")
            case Way.KEPT if name:
                return tr("Stays here as the credit of {name}", name=name)
            case Way.KHATA if name:
                return tr("Comes off the khata of {name}", name=name)
            case Way.KEPT | Way.KHATA:
                return tr("Whose is it? Enter asks for the name.")
            case _:
                return tr("To pay back in cash")

    def _unpaid_words(self) -> str:
        """That money is about to go out which never came in."""
        if self.chosen.way not in (Way.CASH, Way.UPI):
            return ""
        tenders = self.held.bill.tenders
        khata = total([each.amount for each in tenders if each.kind is TenderKind.KHATA])
        if khata > NOTHING:
            return tr("⚠ {amount} of this bill stands on khata: K.", amount=money_text(khata))
        unseen = total([each.amount for each in tenders if each.proof is Proof.LATER])
        if unseen > NOTHING:
            return tr("⚠ Nobody saw {amount} by UPI come: Alt+U.", amount=money_text(unseen))
        return ""


def _way_back(bill: Bill) -> Way:
    """As it was paid for the most part: what stands on a khata never came into the drawer."""
    khata = total([each.amount for each in bill.tenders if each.kind is TenderKind.KHATA])
    return Way.KHATA if khata + khata > total([each.amount for each in bill.tenders]) else Way.CASH


_OTHER_BILL = mark(
    "Something of this bill is chosen and stands. Enter takes it back, Esc leaves it; then scan "
    "the other bill."
)
_NOT_ON_IT = mark(
    "{name} is not on this bill, or all of it is chosen or has come back. What was chosen stands. "
    "Choose with ↑ ↓."
)
_NO_OPEN_BILL = mark(
    "There is nothing on the open bill to exchange for. What was chosen stands. Esc, scan the new "
    "goods, then F10."
)
_NOTHING_CHOSEN = mark("Nothing is chosen yet. Scan what comes back, or type how much of it.")
_TO_PAY = mark("New goods {owed}: still to pay")
_TO_GIVE = mark("New goods {owed}: to pay back in cash")


def name_of(good: Item) -> str:
    """A good's name in the language of the screens where it has one."""
    if spoken() == "en":
        return good.name_en or good.name_hi
    return good.name_hi or good.name_en


def unit_of(line: BillLine) -> str:
    """The unit a line was sold in, in the language of the screens."""
    return unit_text(line.quantity.unit, spoken())


def _lettered(letter: str, name: str) -> str:
    return f"{letter}  {tr(name)}"


def _cell(column: int, text: str) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setTextAlignment(_RIGHT if column else _LEFT)
    return cell
