"""Money that moves without a sale: which deed, how much, between which accounts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from estore_pos.domain.account import REFERENCED, Account, AccountKind, MoneyDeed, named_kind
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.money import Money
from estore_pos.operations.account import Route, named_anew
from estore_pos.text.calculator import answer, read_amount
from estore_pos.text.numbers import money_text
from estore_pos.text.words import mark, tr
from estore_pos.ui.keymap import MONEY_LETTERS, QUICK_RUPEES, Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.form import Problem, go_to, unread_words
from estore_pos.ui.widgets.long_form import LongForm
from estore_pos.ui.widgets.rows import Row, RowList
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Button, Figures, Label, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.account import Turnover
    from estore_pos.operations.till import Till
    from estore_pos.operations.watch import Approval

COLUMNS, DEED_PX = 2, 44
NOTE_MAX = 120
QUICK = (
    *(Deed.FIRST_CHOICE, Deed.SECOND_CHOICE, Deed.THIRD_CHOICE, Deed.FOURTH_CHOICE),
    *(Deed.FIFTH_CHOICE, Deed.SIXTH_CHOICE, Deed.SEVENTH_CHOICE, Deed.EIGHTH_CHOICE),
)

DEEDS = {
    MoneyDeed.CASH_OUT: mark("Cash paid out (AEPS)"),
    MoneyDeed.TAKEN_IN: mark("Bill or recharge taken in"),
    MoneyDeed.TOP_UP: mark("Wallet topped up"),
    MoneyDeed.PAYOUT: mark("Wallet to the bank"),
    MoneyDeed.COMMISSION: mark("Commission came"),
    MoneyDeed.SERVICE: mark("Service charge taken"),
    MoneyDeed.FAILED: mark("Failed after cash was given"),
    MoneyDeed.SETTLED: mark("Claim settled"),
    MoneyDeed.EXPENSE: mark("Expense"),
    MoneyDeed.SUPPLIER: mark("Supplier paid"),
    MoneyDeed.DRAWING: mark("Owner took out"),
    MoneyDeed.DEPOSIT: mark("Owner put in"),
    MoneyDeed.BANKED: mark("Put in the bank"),
    MoneyDeed.DRAWN: mark("Drawn from the bank"),
    MoneyDeed.REVERSED: mark("Wrong entry taken back"),
}
"""What each is called; those but the last stand under the letters from A on, in this order."""

ACCOUNTS = {
    "cash": mark("Cash drawer"),
    "bank": mark("Bank"),
    "owner": mark("Owner"),
    "claims": mark("Failed, to be claimed"),
    "digipay": "DigiPay",
    "commission": mark("Commission"),
    "service": mark("Service charge"),
    "tea": mark("Tea"),
    "rent": mark("Rent"),
    "electricity": mark("Electricity"),
    "wages": mark("Wages"),
    "transport": mark("Transport"),
    "other": mark("Other expense"),
}


def account_name(account: Account) -> str:
    """What an account is called in the language of the screens, or as it was typed."""
    return account.name or tr(ACCOUNTS[account.id])


def way_words(way: Route) -> str:
    """From which account to which."""
    return f"{account_name(way.source)} → {account_name(way.target)}"


class MoneySheet(Sheet):
    """A letter says what is done with money; the wallets say what they hold."""

    chosen = Signal(object)
    """This MoneyDeed."""
    pages_wanted = Signal()
    """The accounts' running pages are to be seen."""

    def __init__(self, work: Work) -> None:
        super().__init__(Place.MONEY, lambda: tr("Money: CSC work, expenses, wallets"))
        self._wallets: list[Turnover] = []
        self._state = Label("money_state", self._state_words, tone="heading", wrap=True)
        self.rows.addWidget(self._state)
        grid = QGridLayout()
        grid.setSpacing(6)
        self.rows.addLayout(grid)
        high = -(-len(MONEY_LETTERS) // COLUMNS)
        for at, (letter, deed) in enumerate(zip(MONEY_LETTERS, DEEDS, strict=False)):
            button = Button(f"money_{deed.value}", partial(_deed_words, letter, deed), tone="deed")
            button.setMinimumHeight(DEED_PX)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, deed=deed: self.chosen.emit(deed))
            grid.addWidget(button, at % high, at // high)
        self.rows.addWidget(Label("money_about", _about_words, tone="muted", wrap=True))
        self.rows.addStretch(1)
        self.pressed: Callable[[], str] = str
        """The letter that was pressed; the window says it."""
        self.deeds = {
            Deed.MOVE: lambda: self.chosen.emit(list(DEEDS)[MONEY_LETTERS.index(self.pressed())]),
            Deed.PAGES: self.pages_wanted.emit,
            Deed.BACK: self.close_sheet,
        }
        work.desk(lambda till: till.accounts.standing(), self._take, owner=self)

    def _take(self, standing: "list[Turnover]") -> None:
        self._wallets = [each for each in standing if each.account.kind is AccountKind.WALLET]
        self._state.tell(self._state_words)

    def _state_words(self) -> str:
        return " · ".join(
            f"{account_name(each.account)} {money_text(each.balance)}" for each in self._wallets
        )


def _deed_words(letter: str, deed: MoneyDeed) -> str:
    return f"{letter}   {tr(DEEDS[deed])}"


def _about_words() -> str:
    return tr(
        "The open bill stays as it is. Of a reference the last four letters or digits are kept, "
        "never an Aadhaar or account number."
    )


class MoveSheet(Sheet):
    """How much, then the reference or a note; Enter after the last saves it. Arrows say where."""

    saved = Signal(object, object)
    """It is in the books: the MoneyMove, and its Route with names."""

    def __init__(self, work: Work, deed: MoneyDeed) -> None:
        super().__init__(Place.MOVE, lambda: tr(DEEDS[deed]))
        self._work = work
        self._deed = deed
        self._ways: list[Route] = []
        self._waits = False
        """Enter came before the desk had said where the money may go."""
        self.has_reference = deed in REFERENCED
        self._way = Label("move_way", nothing, tone="heading", wrap=True)
        self.list = RowList("move_ways", lambda: tr("Where to"))
        self.form = LongForm("move_form", lambda: tr(DEEDS[deed]))
        self.name = self.form.field("move_name", lambda: tr("New name"))
        self.amount = Figures("move_amount", lambda: tr("Amount ₹"))
        self.form.row(lambda: tr("Amount ₹"), self.amount)
        self.words = self.form.field("move_words", self._second_words, self._second_hint)
        self.words.setMaxLength(NOTE_MAX)
        self._problem = Problem("move_problem")
        self._sum = Label("move_sum", nothing, tone="muted")
        for widget in (self._way, self.form, self._sum, self._problem, self.list):
            self.rows.addWidget(widget, int(widget is self.list))
        self.form.setMaximumHeight(self.form.sizeHint().height())
        self.form.show_row(self.name, False)
        self.list.hide()
        self.rows.addStretch(0)
        self.amount.textChanged.connect(self._reckon)
        self.name.textChanged.connect(lambda _: self._way.tell(self._way_words))
        self.idle = frozenset() if named_kind(deed) else frozenset({Deed.ANOTHER})
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.ANOTHER: self._ask_name,
            Deed.BACK: self._back,
            **{quick: partial(self._quick, at) for at, quick in enumerate(QUICK)},
        }
        work.desk(lambda till: till.accounts.routes(deed), self._take, owner=self)

    @override
    def home(self) -> QWidget:
        """The amount is typed first, or a name where there is none yet."""
        return self.amount if self.name.isHidden() else self.name

    # --- between which accounts ---

    def _take(self, ways: "list[Route]") -> None:
        self._ways = ways
        self.list.setVisible(len(ways) > 1)
        self.list.present([partial(_way_row, self._deed, way) for way in ways])
        self._way.tell(self._way_words)
        if not ways:
            self._ask_name()
        elif self._waits:
            self._save()

    @property
    def way(self) -> Route | None:
        """Between which accounts it goes as it stands; None while nobody has said."""
        if not self.name.isHidden():
            return named_anew(self._deed, self.name.text())
        return self._ways[max(0, self.list.place)] if self._ways else None

    def _step(self, by: int) -> None:
        self._hide_name()
        self.list.step(by)
        self._way.tell(self._way_words)

    def _ask_name(self) -> None:
        if named_kind(self._deed) is None:
            return
        self.form.show_row(self.name, True)
        self.form.setMaximumHeight(self.form.sizeHint().height())
        self._way.tell(self._way_words)
        go_to(self.name)

    def _hide_name(self) -> None:
        if not self.name.isHidden() and self._ways:
            self.form.show_row(self.name, False)
            self._way.tell(self._way_words)
            self.amount.setFocus()

    # --- keys ---

    def _quick(self, at: int) -> None:
        """A round amount, and on to what is typed after it."""
        self.amount.setText(str(QUICK_RUPEES[at]))
        go_to(self.words)

    def _enter(self) -> None:
        self._problem.tell(nothing)
        if self.name.hasFocus():
            go_to(self.amount)
        elif self.amount.hasFocus():
            if self._read() is not None:
                go_to(self.words)
        else:
            self._save()

    def _back(self) -> None:
        if not self.name.isHidden() and self._ways:
            self._hide_name()
        else:
            self.close_sheet()

    def _reckon(self, typed: str) -> None:
        result = answer(typed)
        self._sum.tell(lambda: f"= ₹ {result}" if result else "")

    # --- saving ---

    def _read(self) -> Money | None:
        """The amount as typed; None where it cannot be, which is said."""
        try:
            amount = read_amount(self.amount.text())
        except Refusal:
            self._problem.tell(lambda: unread_words(self.amount, "500"))
            go_to(self.amount)
            return None
        if not amount:
            self.fail(Refusal(RefusalCode.MOVE_AMOUNT, amount=0))
            return None
        return amount

    def _save(self) -> None:
        amount, way = self._read(), self.way
        if amount is None or way is None:
            self._waits = way is None
            return
        words = self.words.text()
        deed, has_reference = self._deed, self.has_reference

        def move(till: "Till", leave: "Approval | None") -> object:
            return till.accounts.move(
                deed,
                way,
                amount,
                reference=words if has_reference else "",
                note="" if has_reference else words,
                approval=leave,
            )

        self._work.with_approval(
            move, lambda made: self.saved.emit(made, way), self.fail, owner=self, once=self
        )

    def fail(self, error: "ShopError") -> None:
        """Say why it is not saved and put the cursor there."""
        self._problem.tell(lambda: sentence_of(error))
        match error.code:
            case RefusalCode.NAME_NEEDED:
                go_to(self.name)
            case RefusalCode.WHOLE_NUMBER if self.has_reference:
                go_to(self.name)
            case RefusalCode.REFERENCE_WRONG | RefusalCode.WHOLE_NUMBER:
                go_to(self.words)
            case _:
                go_to(self.amount)

    # --- words ---

    def _way_words(self) -> str:
        way = self.way
        if way is None:
            return ""
        if not self.name.isHidden() and not self.name.text().strip():
            return tr(NEW_NAMES[named_kind(self._deed) or AccountKind.WALLET])
        return way_words(way)

    def _second_words(self) -> str:
        return tr("Last 4 of the reference") if self.has_reference else tr("Note")

    def _second_hint(self) -> str:
        return tr("such as 4471, or leave it empty") if self.has_reference else tr("or empty")


NEW_NAMES = {
    AccountKind.WALLET: mark("Name of the new wallet"),
    AccountKind.SUPPLIER: mark("Name of the supplier"),
    AccountKind.EXPENSE: mark("Kind of expense"),
}


def _way_row(deed: MoneyDeed, way: Route) -> Row:
    """One way by what differs from the others."""
    kind = named_kind(deed)
    named = way.target if way.target.kind is kind else way.source
    if deed is MoneyDeed.DEPOSIT:
        named = way.target
    return Row(account_name(named), "", way_words(way))


def saved_words(deed: MoneyDeed, amount: Money, way: Route) -> str:
    """What was written, for the counter's line."""
    return tr(
        "✓ {deed}: {amount} · {way}",
        deed=tr(DEEDS[deed]),
        amount=money_text(amount),
        way=way_words(way),
    )
