"""Accounts' running pages, and moves that something follows: they failed, or were wrong."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.domain.account import HOLDING, AccountKind, MoneyDeed
from estore_pos.domain.ids import OWNER
from estore_pos.text.dates import date_text, stamp_text
from estore_pos.text.numbers import money_text
from estore_pos.text.words import mark, tr
from estore_pos.ui.counter.money import DEEDS, account_name, way_words
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.long_rows import LongRows
from estore_pos.ui.widgets.rows import Row
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, nothing, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.account import Account
    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.account import AccountPage, Answerable, PageRow, Turnover


class AnswerSheet(Sheet):
    """Arrows choose a cash-out or a claim; Enter says that it failed, or that it is settled."""

    saved = Signal(object, object)
    """It is in the books: the MoneyMove, and the Route that it went."""

    def __init__(self, work: Work, deed: MoneyDeed) -> None:
        super().__init__(Place.ANSWER, lambda: tr(DEEDS[deed]))
        self._work = work
        self._deed = deed
        self._open: list[Answerable] = []
        self._said = Label("answer_said", nothing, tone="muted", wrap=True)
        self.list = LongRows("answer_list", lambda: tr(DEEDS[deed]))
        for widget in (self._said, self.list):
            self.rows.addWidget(widget, int(widget is self.list))
        self.deeds = {
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.ENTER: self._answer,
            Deed.BACK: self.close_sheet,
        }
        work.desk(lambda till: till.accounts.answerable(deed), self._show, self.fail, owner=self)

    @override
    def home(self) -> QWidget:
        """The list has the focus: there is nothing to type."""
        return self.list

    def _show(self, found: "list[Answerable]") -> None:
        self._open = found
        self.list.present([partial(_answer_row, each) for each in found])
        self._said.tell(self._what_words)

    def _answer(self) -> None:
        if not self._open:
            return
        chosen, deed = self._open[self.list.place], self._deed
        self._work.with_approval(
            lambda till, leave: till.accounts.answer(deed, chosen.kept.id, leave),
            lambda made: self.saved.emit(made, chosen.follows),
            self.fail,
            owner=self,
            once=self,
        )

    def fail(self, error: "ShopError") -> None:
        """Say why nothing was written."""
        restyle(self._said, "tone", "danger")
        self._said.tell(lambda: sentence_of(error))

    def _what_words(self) -> str:
        if self._deed is MoneyDeed.FAILED:
            if not self._open:
                return tr("No cash was paid out that could have failed.")
            return tr(
                "Which one failed at the bank after the cash was given? Enter: it is claimed from "
                "now on."
            )
        if not self._open:
            return tr("Nothing is to be claimed.")
        return tr("Which claim was paid into the wallet? Enter: it is settled.")


def _answer_row(each: "Answerable") -> Row:
    move = each.kept.move
    return Row(
        stamp_text(each.kept.at), money_text(move.amount), way_words(each.route), move.reference
    )


class AccountSheet(Sheet):
    """An account's rows, the latest first; PgUp and PgDn turn to the others, F4 takes one back."""

    taken_back = Signal()
    """A wrong entry was answered by one that goes the other way."""

    _page: "AccountPage | None" = None

    def __init__(self, work: Work) -> None:
        super().__init__(Place.ACCOUNT, self._title)
        self._work = work
        self._accounts: list[Account] = []
        self._at = 0
        self._is_sure = False
        self._state = Label("account_state", nothing, tone="heading", wrap=True)
        self.list = LongRows("account_list", self._title)
        self._said = Label("account_said", nothing, tone="muted", wrap=True)
        for widget in (self._state, self.list, self._said):
            self.rows.addWidget(widget, int(widget is self.list))
        self.deeds = {
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.OLDER: lambda: self._turn(-1),
            Deed.NEWER: lambda: self._turn(1),
            Deed.REMOVE: self._take_back,
            Deed.BACK: self.close_sheet,
        }
        work.desk(lambda till: till.accounts.standing(), self._take, self.fail, owner=self)

    @override
    def home(self) -> QWidget:
        """The list has the focus: there is nothing to type."""
        return self.list

    def _take(self, standing: "list[Turnover]") -> None:
        """Every account that has something to show; the drawer and the wallets always have."""
        always = (AccountKind.CASH, AccountKind.WALLET, AccountKind.BANK)
        self._accounts = [
            each.account
            for each in standing
            if each.account.kind in always or each.received or each.given or each.balance
        ]
        self._ask()

    def _ask(self) -> None:
        named = self._accounts[self._at].id
        self._work.desk(
            lambda till: till.accounts.page_of(named), self._show, self.fail, owner=self
        )

    def _show(self, page: "AccountPage") -> None:
        self._page = page
        self.title.tell(self._title)
        self._state.tell(self._state_words)
        self.list.present([partial(_page_row, page, row) for row in page.rows])
        self._say(self._hint_words)

    # --- keys ---

    def _step(self, by: int) -> None:
        self._say(self._hint_words)
        self.list.step(by)

    def _turn(self, by: int) -> None:
        if self._accounts:
            self._at = (self._at + by) % len(self._accounts)
            self._ask()

    def _take_back(self) -> None:
        """The first time it is asked, the second time it is done."""
        row = self._chosen
        if row is None or row.move is None:
            self._say(lambda: tr("This is the bills' cash: goods back (F10) takes a bill back."))
            return
        kept = row.move
        if kept.is_reversed or kept.move.deed is MoneyDeed.REVERSED:
            self._say(lambda: tr("This was taken back already. Nothing was written."))
            return
        if not self._is_sure:
            amount = money_text(kept.move.amount)
            self._say(lambda: tr("Was {amount} wrong? F4 again takes it back.", amount=amount))
            self._is_sure = True
            return
        self._work.with_approval(
            lambda till, leave: till.accounts.answer(MoneyDeed.REVERSED, kept.id, leave),
            lambda _: self._taken_back(),
            self.fail,
            owner=self,
            once=self,
        )

    def _taken_back(self) -> None:
        self.taken_back.emit()
        self._ask()

    @property
    def _chosen(self) -> "PageRow | None":
        rows: Sequence[PageRow] = self._page.rows if self._page else ()
        return rows[self.list.place] if rows and self.list.place >= 0 else None

    def fail(self, error: "ShopError") -> None:
        """Say why nothing was written."""
        self._say(lambda: sentence_of(error), "danger")

    def _say(self, words: Teller, tone: str = "muted") -> None:
        self._is_sure = False
        restyle(self._said, "tone", tone)
        self._said.tell(words)

    # --- words ---

    def _title(self) -> str:
        return account_name(self._page.account) if self._page else tr("Accounts")

    def _state_words(self) -> str:
        if self._page is None:
            return ""
        kind, balance = self._page.account.kind, self._page.balance
        shown = balance if kind in HOLDING + _TOWARDS else -balance
        return tr(BALANCES.get(kind, BALANCES[AccountKind.EXPENSE]), amount=money_text(shown))

    def _hint_words(self) -> str:
        if not self._page or not self._page.rows:
            return tr("Nothing has moved here yet.")
        return tr(
            "F4 takes a wrong entry back by one that goes the other way; both stay to be read."
        )


_TOWARDS = (AccountKind.SUPPLIER, AccountKind.EXPENSE)
BALANCES = {
    AccountKind.CASH: mark("By these books {amount} lie in the drawer"),
    AccountKind.BANK: mark("By these books {amount} lie in the bank"),
    AccountKind.WALLET: mark("By these books {amount} lie in the wallet"),
    AccountKind.CLAIMS: mark("{amount} to be claimed"),
    AccountKind.OWNER: mark("{amount} put in by the owner, less what was taken out"),
    AccountKind.SUPPLIER: mark("{amount} paid so far"),
    AccountKind.EXPENSE: mark("{amount} spent so far"),
    AccountKind.INCOME: mark("{amount} earned so far"),
}


def _page_row(page: "AccountPage", row: "PageRow") -> Row:
    sign = f"+{money_text(row.received)}" if row.received else money_text(-row.given)
    flips = page.account.kind not in HOLDING + _TOWARDS
    balance = money_text(-row.balance if flips else row.balance)
    if row.move is None:
        return Row(tr("Bills, less goods back"), sign, date_text(row.day), balance)
    move = row.move.move
    said = tr(DEEDS[move.deed]) + (f" · {move.reference}" if move.reference else "")
    other = page.other(row.move)
    facts = [stamp_text(row.move.at), account_name(other), move.note, _who(page, row)]
    if row.move.is_reversed:
        facts.insert(1, tr("taken back since"))
    return Row(said, sign, " · ".join(fact for fact in facts if fact), balance)


def _who(page: "AccountPage", row: "PageRow") -> str:
    """Who did it, and by whose leave; nothing where the owner did it himself."""
    assert row.move is not None
    who, by = page.people.get(row.move.who, ""), page.people.get(row.move.move.by, "")
    if row.move.move.by not in (OWNER, row.move.who) and by:
        return tr("{who}, by leave of {by}", who=who, by=by)
    return who
