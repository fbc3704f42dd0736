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

from estore_pos.domain.barcode import is_of_paper
from estore_pos.domain.credit_note import Back, ReturnReason, ReturnSheet
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Refusal, ShopError
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.refund import is_struck, parts
from estore_pos.domain.sale import BillLine, Tender, TenderKind
from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.returns import Returnable, Scanned
from estore_pos.text.calculator import LENGTH_MAX, read_quantity
from estore_pos.text.numbers import amount_text, milli_text, money_text, read_milli, unit_text
from estore_pos.text.words import mark, spoken, tr
from estore_pos.ui.counter.past import head_words, name_of_line
from estore_pos.ui.keymap import Deed, Place, shown
from estore_pos.ui.names import name_of
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.style import look
from estore_pos.ui.widgets.figure import Figure
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Button, Field, Label, Teller, nothing
from estore_pos.ui.work import Work


class Way(StrEnum):
    """How goods that came back are paid for."""

    CASH = "cash"
    UPI = "upi"
    KEPT = "credit"
    KHATA = "khata"

    @property
    def kind(self) -> TenderKind:
        """What it is on the credit note."""
        return TenderKind(self.value)


REASONS = {
    ReturnReason.CHANGED_MIND: mark("Not wanted any more"),
    ReturnReason.DAMAGED: mark("Spoiled or broken"),
    ReturnReason.WRONG_ITEM: mark("Wrong goods"),
    ReturnReason.WRONG_PRICE: mark("Wrong price"),
    ReturnReason.OTHER: mark("Something else"),
}
_WAYS = (
    ("Alt+C", mark("Cash"), Way.CASH, Deed.BY_CASH),
    ("Alt+U", mark("UPI"), Way.UPI, Deed.UPI),
    ("Alt+K", mark("Khata"), Way.KHATA, Deed.BY_KHATA),
    ("Alt+J", mark("Keep as credit"), Way.KEPT, Deed.KEEP_CHANGE),
)
_BESIDES = (
    ("F3", mark("Exchange"), Deed.EXCHANGE),
    ("F9", mark("Give it anyway"), Deed.GIVE),
)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a bill is to come back, by line; what of it is spoiled; why; how it is paid back.

    `exchanges`: it pays for what is on the open bill first. `beyond`: money goes back that never
    came in.
    """

    milli: Mapping[int, int] = field(default_factory=dict)
    spoiled: frozenset[int] = frozenset()
    reason: ReturnReason = ReturnReason.CHANGED_MIND
    way: Way = Way.CASH
    at: int = 0
    exchanges: bool = False
    beyond: bool = False

    @property
    def backs(self) -> tuple[Back, ...]:
        """The lines of which something comes back."""
        return tuple(
            Back(place, milli, restock=place not in self.spoiled)
            for place, milli in sorted(self.milli.items())
            if milli
        )


class ReturnedSheet(Sheet):
    """A scan, the arrows and a quantity choose what comes back; Enter takes it back.

    Its one field takes a quantity as people say it, in words too: no letter alone is a deed.
    """

    taken = Signal(object, object)
    """It is to be taken back: Chosen, and True where it is printed whatever the setting."""
    paid_for = Signal(object)
    """An exchange of which something is to pay: the Deed of the way that is chosen."""
    said_no = Signal()
    """A key or a scan was refused; it was said."""
    other_bill = Signal(str)
    """The code of another bill was scanned."""

    def __init__(
        self,
        work: Work,
        held: Returnable,
        buyer: Customer | None,
        open_bill: CounterView | None,
        chosen: Chosen | None = None,
    ) -> None:
        """`chosen` is what was chosen in a sheet before this one."""
        super().__init__(Place.RETURN, lambda: tr("Goods come back"))
        self._work = work
        self.held = held
        self.buyer = buyer
        self._open = open_bill
        self.chosen = Chosen(way=_way_back(held))
        self.sheet: ReturnSheet | None = None
        """What the chosen goods come to; None while it is not known or they cannot come back."""
        self._refused: ShopError | None = None
        self._waits: tuple[bool | None, bool] | None = None
        self._is_asked = False
        self._reading = 0
        self._build()
        self.deeds = {
            Deed.ENTER: lambda: self._enter(None),
            Deed.CASH: self._in_cash,
            Deed.PRINT: lambda: self._enter(True),
            Deed.UP: lambda: self._leave_for(self.chosen.at - 1),
            Deed.DOWN: lambda: self._leave_for(self.chosen.at + 1),
            Deed.EVERYTHING: self._everything,
            Deed.SPOILED: self._spoil,
            Deed.REASON: self._next_reason,
            Deed.EXCHANGE: self._exchange,
            Deed.GIVE: self._give,
            Deed.BACK: self.close_sheet,
        } | {deed: partial(self._choose_way, way) for _, _, way, deed in _WAYS}
        self._go(next((place for place, milli in held.left.items() if milli), 0))
        if chosen is not None:
            self._change(chosen)
            self._go(chosen.at)
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
        self.table.cellClicked.connect(lambda row, _: self._leave_for(row))
        self.amount = Field("return_amount", lambda: tr("How much comes back"))
        self.amount.setMaxLength(LENGTH_MAX)
        self.amount.setMinimumHeight(look.px(40))
        self.amount.setMaximumWidth(look.px(160))
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
        for place, (combo, name, way, deed) in enumerate(_WAYS):
            button = Button(f"refund_{deed}", partial(_keyed, combo, name), tone="way")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, deed=deed: self.deeds[deed]())
            self._ways[way] = button
            grid.addWidget(button, *divmod(place, 3))
        self._besides: dict[Deed, Button] = {}
        for combo, name, deed in _BESIDES:
            button = Button(f"refund_{deed}", partial(_keyed, combo, name), tone="way")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, deed=deed: self.deeds[deed]())
            self._besides[deed] = button
            if deed is not Deed.EXCHANGE or self._can_exchange:
                grid.addWidget(button, *divmod(grid.count(), 3))
            else:
                button.setParent(self)
        self._spoiled = Button("return_spoiled", self._spoiled_words, tone="way")
        self._spoiled.setCheckable(True)
        self._spoiled.clicked.connect(self._spoil)
        grid.addWidget(self._spoiled, 2, 0)
        self._why = Button("return_reason", self._reason_words, tone="way")
        self._why.clicked.connect(self._next_reason)
        grid.addWidget(self._why, 2, 1, 1, 2)
        if not self._can_exchange:
            self._besides[Deed.EXCHANGE].hide()
        every = (*self._ways.values(), *self._besides.values(), self._spoiled, self._why)
        for button in every:
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
        if self._is_unread():
            pass
        elif not is_of_paper(code):
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
        self._change(replace(self.chosen, way=way))

    def _exchange(self) -> None:
        """The goods pay for what is on the open bill; pressed again, they do not."""
        if self._can_exchange:
            self._change(replace(self.chosen, exchanges=not self.chosen.exchanges))
        else:
            self._say(lambda: tr(_NO_OPEN_BILL))

    def _give(self) -> None:
        """Money that never came in goes back all the same; pressed again, it does not."""
        if self._never_came:
            self._change(replace(self.chosen, beyond=not self.chosen.beyond))
        else:
            self._say(lambda: tr(_ALL_CAME))

    def _in_cash(self) -> None:
        """End: what is still to pay of an exchange is exact cash."""
        if self.over < NOTHING:
            self._change(replace(self.chosen, way=Way.CASH))
        self._enter(None, is_cash=True)

    def _leave_for(self, place: int) -> None:
        """Go to another line once what was typed for this one is known."""
        if not self._is_unread():
            self._go(place)

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
        self._put(self.chosen.at, self._read() or 0)

    def _read(self) -> int | None:
        """What stands in the field in thousandths; None where it is no quantity, or not yet one."""
        typed = self.amount.text().strip()
        if not typed or read_milli(typed) == 0:
            return 0
        try:
            return read_quantity(typed, self._line.quantity.unit)
        except Refusal:
            return None

    def _is_unread(self) -> bool:
        """Whether the field holds what is no quantity; that was said, and it stands to be mended.

        Nothing of the line is chosen then, and no key goes on over it.
        """
        if self._read() is not None:
            return False
        typed = self.amount.text().strip()
        self._say(lambda: tr(NO_QUANTITY, typed=typed))
        self.amount.selectAll()
        return True

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

    def _enter(self, prints: bool | None, is_cash: bool = False) -> None:
        if self._is_asked:
            return
        refused = self._refused
        if self._reading:
            self._waits = (prints, is_cash)
        elif self._is_unread():
            pass
        elif not self.chosen.backs:
            self._say(lambda: tr(_NOTHING_CHOSEN))
        elif refused is not None:
            self._say(lambda: sentence_of(refused))
            self.amount.selectAll()
        elif self.sheet is None:
            self._waits = (prints, is_cash)
        elif self.over < NOTHING and not is_cash:
            self.paid_for.emit(_PAID_BY[self.chosen.way])
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
    def refunds(self) -> tuple[Tender, ...]:
        """What goes back; nothing where the goods had cost nothing."""
        if self.sheet is None:
            return ()
        chosen, held = self.chosen, self.held.standing
        goods = self._due
        return parts(self.sheet.refund, held, chosen.way.kind, goods=goods, beyond=chosen.beyond)

    @property
    def worth(self) -> Money:
        """How far the goods pay for the open bill in an exchange."""
        refund = self.sheet.refund if self.sheet is not None else NOTHING
        most = refund if self.chosen.beyond else min(refund, self.held.standing.money)
        return min(self._due, most)

    @property
    def over(self) -> Money:
        """What goes back in the way that is chosen; below nothing what is still to pay."""
        if self._due > self.worth:
            return self.worth - self._due
        way = self.chosen.way.kind
        given = [each.amount for each in self.refunds if each.kind is way and not is_struck(each)]
        return total(given) - (self.worth if way is TenderKind.CREDIT else NOTHING)

    @property
    def needs_buyer(self) -> bool:
        """Whether the shop must know whose credit or khata it is."""
        is_of_somebody = self.chosen.way in (Way.KEPT, Way.KHATA) and self.over > NOTHING
        return self.buyer is None and is_of_somebody

    @property
    def _due(self) -> Money:
        """What is to pay of the open bill that the goods are exchanged for."""
        if self._open is None or not self.chosen.exchanges:
            return NOTHING
        return self._open.owed - min(self._open.advanced, self._open.owed)

    @property
    def _never_came(self) -> bool:
        return bool(self.held.standing.khata or self.held.standing.claimed)

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
        words = (tr("Item"), tr("At most"), tr("Returned"), tr("Amount ₹"))
        for column, word in enumerate(words):
            self.table.setHorizontalHeaderItem(column, _cell(column, word))
        amounts = {line.place: line.taxed.gross for line in self.sheet.lines} if self.sheet else {}
        for row, line in enumerate(self.held.bill.lines):
            milli = self.chosen.milli.get(row, 0)
            name = name_of_line(line)
            if milli and row in self.chosen.spoiled:
                name += " · " + tr("spoiled")
            amount = amount_text(amounts[row]) if row in amounts else ""
            for column, text in enumerate((name, self._left_words(row), milli_text(milli), amount)):
                seen = "" if column == 2 and not milli else text
                self.table.setItem(row, column, _cell(column, seen))
        for way, button in self._ways.items():
            button.setChecked(way is self.chosen.way)
        self._besides[Deed.EXCHANGE].setChecked(self.chosen.exchanges)
        self._besides[Deed.GIVE].setChecked(self.chosen.beyond)
        self._besides[Deed.GIVE].setVisible(self._never_came)
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
        return _keyed("F7", mark("Spoiled"))

    def _reason_words(self) -> str:
        return _keyed("F8", REASONS[self.chosen.reason])

    def _refund_words(self) -> str:
        return money_text(self.over if self.over >= NOTHING else -self.over)

    def _refund_name(self) -> str:
        if self.chosen.exchanges and self._open is not None:
            owed = money_text(self._open.owed)
            if self.over < NOTHING:
                return tr(_TO_PAY, owed=owed)
            return tr(_NEW_GOODS, owed=owed, rest=self._back_words())
        return self._back_words()

    def _back_words(self) -> str:
        """How money goes back."""
        name = self.buyer.name if self.buyer else ""
        match self.chosen.way:
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
        """What of the goods' money never came in, and where it goes."""
        if self.chosen.beyond and (over := self._beyond):
            return tr("⚠ {amount} more goes back than came in: it is noted.", amount=over)
        said = []
        khata = [each.amount for each in self.refunds if each.kind is TenderKind.KHATA]
        if khata and self.chosen.way is not Way.KHATA:
            said.append(tr(_OFF_KHATA, amount=money_text(total(khata))))
        if struck := [each.amount for each in self.refunds if is_struck(each)]:
            said.append(tr(_STRUCK, amount=money_text(total(struck))))
        return " ".join(said)

    @property
    def _beyond(self) -> str:
        held = self.held.standing
        over = held.money_of(self.refunds) - held.money
        return money_text(over) if over > NOTHING else ""


def _way_back(held: Returnable) -> Way:
    """As it was paid for the most part: what stands on a khata never came into the drawer."""
    khata = held.standing.khata
    return Way.KHATA if khata + khata > held.bill.paid else Way.CASH


_PAID_BY = {
    Way.CASH: None,
    Way.UPI: Deed.UPI,
    Way.KHATA: Deed.BY_KHATA,
    Way.KEPT: Deed.TAKE_CREDIT,
}
"""The deed of the payment sheet for the way that was chosen here."""
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
NO_QUANTITY = mark(
    "“{typed}” is no quantity of this good. Nothing was taken back. Type it again, for example 2, "
    "do or 1+1."
)
_ALL_CAME = mark("All of this bill's money came in: Alt+C, Alt+U, Alt+K or Alt+J gives it back.")
_OFF_KHATA = mark("⚠ {amount} of this bill stands on khata and comes off it.")
_STRUCK = mark(
    "⚠ Nobody saw {amount} by UPI come: nothing goes back for it. It came? Esc, then Alt+U."
)
_TO_PAY = mark("New goods {owed}: still to pay")
_NEW_GOODS = mark("New goods {owed} · {rest}")


def unit_of(line: BillLine) -> str:
    """The unit a line was sold in, in the language of the screens."""
    return unit_text(line.quantity.unit, spoken())


def _keyed(combo: str, name: str) -> str:
    return f"{shown(combo)}  {tr(name)}"


def _cell(column: int, text: str) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setTextAlignment(_RIGHT if column else _LEFT)
    return cell
