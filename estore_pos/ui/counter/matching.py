"""The UPI payments that somebody said he made and nobody has seen: they came, or they did not."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.domain.money import total
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.operations.claims import State
from estore_pos.text.dates import stamp_text
from estore_pos.text.numbers import money_text
from estore_pos.text.words import mark, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.long_rows import LongRows
from estore_pos.ui.widgets.rows import Row
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, nothing, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.money import Money
    from estore_pos.operations.claims import Claim


class MatchSheet(Sheet):
    """Arrows choose a payment: Enter, it came; N, it did not; G gives back what is the buyer's.

    What did not come stays below the others for a while: it may come after all.
    """

    matched = Signal()
    """What became of a payment was recorded."""
    given = Signal(object)
    """Money is on its way out of the drawer: a Tender."""

    def __init__(self, work: Work) -> None:
        super().__init__(Place.MATCH, lambda: tr("UPI to match"))
        self._work = work
        self._claims: list[Claim] = []
        self._is_asked = False
        self._state = Label("match_state", self._state_words, tone="heading", wrap=True)
        self.list = LongRows("match_list", lambda: tr("UPI to match"))
        self._said = Label("match_said", _what_words, tone="muted", wrap=True)
        for widget in (self._state, self.list, self._said):
            self.rows.addWidget(widget, int(widget is self.list))
        self._state.tell(nothing)
        self.deeds = {
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.ENTER: lambda: self._match(paid=True),
            Deed.NOT_COME: lambda: self._match(paid=False),
            Deed.GIVE: self._give_back,
            Deed.BACK: self.close_sheet,
        }
        self._ask()

    @override
    def home(self) -> QWidget:
        """The list has the focus: there is nothing to type."""
        return self.list

    def _ask(self) -> None:
        self._work.desk(lambda till: till.claims.listed(), self._show, self._failed, owner=self)

    def _show(self, listed: "Sequence[Claim]") -> None:
        place = max(0, self.list.place)
        self._claims, self._is_asked = list(listed), False
        self._state.tell(self._state_words)
        self.list.present([partial(_row, claim) for claim in listed], place)

    @property
    def chosen(self) -> "Claim | None":
        """The payment that is chosen, if nothing is on its way to the books."""
        place = self.list.place
        return self._claims[place] if self._claims and not self._is_asked else None

    def _match(self, *, paid: bool) -> None:
        claim = self.chosen
        if claim is None:
            return
        if claim.state is State.TO_GIVE:
            self._say(partial(_due_words, claim))
            return
        if claim.state is State.NOT_COME and not paid:
            self._say(lambda: tr("That it did not come is in the books already."))
            return
        self._is_asked = True

        def done(_: object) -> None:
            self._done(partial(_came_words if paid else _not_come_words, claim))

        self._work.desk(
            lambda till: till.claims.match(claim.paper, claim.part, paid=paid),
            done,
            self._failed,
            owner=self,
        )

    def _give_back(self) -> None:
        claim = self.chosen
        if claim is None:
            return
        if not claim.due:
            self._say(lambda: tr("Nothing of this is the buyer's: no goods of the bill came back."))
            return
        self._is_asked = True

        def done(back: "Money") -> None:
            if back:
                self.given.emit(Tender(TenderKind.CASH, back))
            self._done(partial(_given_words, claim, back))

        self._work.with_approval(
            lambda till, leave: till.claims.give_back(claim.paper, claim.part, leave),
            done,
            self._failed,
            owner=self,
        )

    def _done(self, said: Teller) -> None:
        self._say(said)
        self.matched.emit()
        self._ask()

    def _say(self, said: Teller, tone: str = "muted") -> None:
        restyle(self._said, "tone", tone)
        self._said.tell(said)

    def _failed(self, error: "ShopError") -> None:
        self._is_asked = False
        self._say(lambda: sentence_of(error), "danger")

    def _state_words(self) -> str:
        waiting = [each.amount for each in self._claims if each.state is State.WAITING]
        due = [each.due for each in self._claims if each.state is State.TO_GIVE]
        said = []
        if waiting:
            amount = money_text(total(waiting))
            said.append(tr("{n} to match · {amount}", n=len(waiting), amount=amount))
        if due:
            said.append(tr("{amount} to give back", amount=money_text(total(due))))
        return " · ".join(said) or tr("Every UPI payment was seen or matched.")


def _row(claim: "Claim") -> Row:
    return Row(
        claim.number,
        money_text(claim.due if claim.state is State.TO_GIVE else claim.amount),
        " · ".join([stamp_text(claim.at), *_kind_of(claim), _state_of(claim)]),
    )


def _kind_of(claim: "Claim") -> list[str]:
    return [tr("Advance")] if claim.is_advance else []


def _state_of(claim: "Claim") -> str:
    match claim.state:
        case State.TO_GIVE:
            return tr("came: to be given back (G)")
        case State.NOT_COME:
            return tr("did not come; Enter: it came after all")
        case _ if claim.due:
            return tr("goods are back: {amount} is struck off", amount=money_text(claim.due))
        case _:
            return tr("not seen yet")


def _what_words() -> str:
    return tr(
        "Look at your phone or the bank's list. Enter: this money came. N: it did not come. The "
        "bill stands either way."
    )


def _came_words(claim: "Claim") -> str:
    amount = money_text(claim.amount)
    if claim.is_billed:
        said = tr("✓ {amount} of bill {number} came.", amount=amount, number=claim.number)
    else:
        words = mark("✓ {amount} of estimate {number} came: its advance is money now.")
        said = tr(words, amount=amount, number=claim.number)
    return f"{said} {_due_words(claim)}" if claim.due else said


def _due_words(claim: "Claim") -> str:
    return tr(
        "{amount} of it is the buyer's, for the goods are back: G gives it back in cash.",
        amount=money_text(claim.due),
    )


def _given_words(claim: "Claim", back: "Money") -> str:
    return tr(
        "✓ Give {amount} of bill {number} back in cash: it is in the books, with who did it.",
        amount=money_text(back),
        number=claim.number,
    )


def _not_come_words(claim: "Claim") -> str:
    if not claim.is_billed:
        return tr(
            "{amount} of estimate {number} did not come: this is in the books now. Ask the buyer "
            "for the money, or close the estimate (Alt+E): nothing goes back for it.",
            amount=money_text(claim.amount),
            number=claim.number,
        )
    return tr(
        "{amount} of bill {number} did not come: this is in the books now, and the bill stands. "
        "Ask the buyer for the money, or take the goods back with F10.",
        amount=money_text(claim.amount),
        number=claim.number,
    )
