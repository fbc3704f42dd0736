"""From a bill to its credit note: which bill, what comes back of it, and what is said of it."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from estore_pos.domain.credit_note import KEPT, CreditNote, ReturnReason, Unbilled
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Refusal, RefusalCode, ShopError
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.refund import is_struck
from estore_pos.domain.sale import Bill, TenderKind
from estore_pos.operations.lookup import Lookup
from estore_pos.operations.returns import Exchanged, Origin, Returnable
from estore_pos.operations.sale import Payment
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from estore_pos.text.numbers import money_text
from estore_pos.text.words import PaperLanguage, mark, tr
from estore_pos.ui.counter.buyer import BuyerSheet
from estore_pos.ui.counter.finding import FindSheet
from estore_pos.ui.counter.paying import Paying, Rest
from estore_pos.ui.counter.returned import Chosen, ReturnedSheet
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.counter.tenders import Paid
from estore_pos.ui.keymap import Deed
from estore_pos.ui.ports import Sounds
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.work import Work

Held = tuple[Returnable, Customer | None]


class Window(Protocol):
    """What of the main window returns need."""

    work: Work
    counter: CounterScreen
    sounds: Sounds

    @property
    def paying(self) -> Paying:
        """What leads from the open bill to the money."""
        ...

    def open_sheet(self, sheet: Sheet, *, over: bool = False) -> None:
        """Lay a sheet at the right, in place of those that lie there, or over them."""
        ...

    def close_sheet(self, sheet: Sheet) -> None:
        """Take a sheet away."""
        ...

    def returned(self, note: CreditNote) -> None:
        """Goods came back: what follows for papers and drawer."""
        ...


class Returning(QObject):
    """Leads from F10, or a bill's scanned code, to the credit note."""

    def __init__(self, window: Window, look_through: Callable[[], None]) -> None:
        """`look_through` opens the bills that were made."""
        super().__init__()
        self._window = window
        self._work = window.work
        self._counter = window.counter
        self._look_through = look_through

    # --- which bill ---

    def begin(self) -> None:
        """F10: the bill whose number was typed, or ask for it."""
        typed = self._counter.entry.text().strip()
        self._counter.entry.clear()
        if typed:
            self.find(typed, lambda error: self._ask(typed).problem(lambda: sentence_of(error)))
        else:
            self._ask("")

    def find(self, named: str, failed: Callable[[ShopError], None]) -> None:
        """The bill of a number or a scanned code; why its goods cannot come back, if so."""

        def looked(found: tuple[Bill | None, Customer | None]) -> None:
            bill, buyer = found
            if bill is None:
                self._window.sounds.play("error")
                failed(Refusal(RefusalCode.BILL_UNKNOWN, named=named))
            else:
                self.of(bill, buyer, failed)

        def look(lookup: Lookup) -> tuple[Bill | None, Customer | None]:
            bill = lookup.bill(named)
            return bill, lookup.customer(bill.buyer) if bill and bill.buyer else None

        self._work.look(look, looked, owner=self)

    def of(self, bill: Bill, buyer: Customer | None, failed: Callable[[ShopError], None]) -> None:
        """What can come back of a bill."""

        def told(error: ShopError) -> None:
            self._window.sounds.play("error")
            failed(error)

        self._work.desk(
            lambda till: till.returns.look(bill.id),
            lambda held: self._open((held, buyer)),
            told,
            owner=self,
        )

    def again(self, bill: Bill) -> None:
        """What can come back of a bill that is in sight."""
        self.find(bill.id, self._counter.fail)

    def scanned(self, code: str) -> None:
        """A bill's own code was scanned."""
        self.find(code, self._counter.fail)

    def _ask(self, typed: str) -> FindSheet:
        sheet = FindSheet(typed)
        sheet.wanted.connect(
            lambda named: self.find(named, lambda error: sheet.problem(lambda: sentence_of(error)))
        )
        sheet.looked_through.connect(self._look_through)
        sheet.not_here.connect(self.unbilled)
        self._window.open_sheet(sheet)
        return sheet

    def unbilled(self, number: str) -> None:
        """Goods come back whose bill is not in these books."""
        from estore_pos.ui.counter.unbilled import UnbilledSheet

        sheet = UnbilledSheet(self._work, number)
        sheet.said_no.connect(lambda: self._window.sounds.play("error"))

        def take(
            goods: Sequence[Unbilled],
            origin: Origin,
            reason: ReturnReason,
            back: TenderKind,
        ) -> None:
            language = self._language(None)
            self._work.with_approval(
                lambda till, leave: till.returns.take_back_unbilled(
                    goods, origin, reason, approval=leave, back=back, print_in=language
                ),
                lambda note: self._taken(sheet, note, None, None),
                sheet.refuse,
                owner=self,
            )

        sheet.taken.connect(take)
        sheet.is_here.connect(lambda number: self.find(number, sheet.refuse))
        self._window.open_sheet(sheet)

    # --- what comes back ---

    def _open(self, held: Held, chosen: Chosen | None = None) -> None:
        sheet = ReturnedSheet(self._work, *held, self._counter.view, chosen)
        sheet.said_no.connect(lambda: self._window.sounds.play("error"))
        sheet.other_bill.connect(lambda code: self.find(code, sheet.refuse))
        sheet.taken.connect(lambda chosen, prints: self._take(sheet, chosen, prints))
        sheet.paid_for.connect(lambda way: self._pay(sheet, way))
        self._window.open_sheet(sheet)

    def _take(self, sheet: ReturnedSheet, chosen: Chosen, prints: bool | None) -> None:
        if sheet.needs_buyer:
            sheet.mend()
            self._name(sheet)
        elif chosen.exchanges:
            self._exchange(sheet, None, sheet.refuse, prints)
        else:
            self._take_back(sheet, chosen, prints)

    def _pay(self, sheet: ReturnedSheet, way: Deed | None) -> None:
        """The rest of an exchange is paid as any bill is; Esc comes back to what was chosen."""
        worth, chosen, held = sheet.worth, sheet.chosen, (sheet.held, sheet.buyer)

        def failed(error: ShopError) -> None:
            self._counter.unsold.emit(error)
            self._counter.fail(error)

        def finish(paid: Paid) -> None:
            self._exchange(sheet, Payment(paid.tenders, paid.waived), failed, None)

        rest = Rest(worth, finish, lambda: self._open(held, chosen))
        self._window.paying.open_rest(rest, way)

    def _name(self, returned: ReturnedSheet) -> None:
        """Ask whose credit it is; what was chosen lies below."""
        sheet = BuyerSheet(self._work)

        def named(who: Customer) -> None:
            self._work.with_approval(
                lambda till, leave: till.save_customer(who, leave), go, sheet.refused, owner=sheet
            )

        def go(saved: Customer) -> None:
            returned.name(saved)
            self._window.close_sheet(sheet)

        sheet.named.connect(named)
        sheet.asked.connect(lambda: self._window.sounds.play("error"))
        sheet.nobody.connect(sheet.close_sheet)
        self._window.open_sheet(sheet, over=True)

    def _take_back(self, sheet: ReturnedSheet, chosen: Chosen, prints: bool | None) -> None:
        bill, buyer, refunds = sheet.held.bill, sheet.buyer, sheet.refunds
        language = self._language(prints)

        def take(till: Till, leave: Approval | None) -> CreditNote:
            return till.returns.take_back(
                bill.id,
                chosen.backs,
                chosen.reason,
                refunds,
                approval=leave,
                beyond=chosen.beyond,
                buyer=buyer.id if buyer is not None else None,
                print_in=language,
            )

        self._work.with_approval(
            take, lambda note: self._taken(sheet, note, buyer, prints), sheet.refuse, owner=self
        )

    def _exchange(
        self,
        sheet: ReturnedSheet,
        paying: Payment | None,
        failed: Callable[[ShopError], None],
        prints: bool | None,
    ) -> None:
        bill, chosen, buyer = sheet.held.bill, sheet.chosen, sheet.buyer
        language = self._language(prints)

        def exchange(till: Till, leave: Approval | None) -> Exchanged:
            return till.returns.exchange(
                bill.id,
                chosen.backs,
                chosen.reason,
                paying,
                leave,
                back=chosen.way.kind,
                beyond=chosen.beyond,
                buyer=buyer.id if buyer is not None else None,
                print_in=language,
            )

        def done(made: Exchanged) -> None:
            self._window.close_sheet(sheet)
            self._counter.sold.emit(made.finished)
            self._window.returned(made.note)
            self._counter.total.give_back(made.finished.change + _in_cash(made.note))
            name = buyer.name if buyer else ""
            self._say(lambda: _exchanged_words(made, name), prints)

        self._work.with_approval(exchange, done, failed, owner=self)

    def _taken(
        self, sheet: Sheet, note: CreditNote, buyer: Customer | None, prints: bool | None
    ) -> None:
        self._window.close_sheet(sheet)
        self._window.returned(note)
        self._counter.total.give_back(_in_cash(note))
        self._say(lambda: _taken_words(note, buyer.name if buyer else ""), prints)

    def _say(self, words: Callable[[], str], prints: bool | None) -> None:
        """How it went, and how its paper is had where it does not come by itself."""
        wish, _ = self._counter.prints()
        is_printed = prints or wish == "always"
        later = mark(" · print: Ctrl+P") if wish == "ask" else mark(" · its paper: Ctrl+R")
        self._counter.strip.say("ok", lambda: words() + ("" if is_printed else tr(later)))
        self._window.sounds.play("done")

    def _language(self, prints: bool | None) -> PaperLanguage | None:
        wish, language = self._counter.prints()
        return language if prints or wish == "always" else None


def _in_cash(note: CreditNote) -> Money:
    """What is counted into the buyer's hand."""
    return total([each.amount for each in note.refunds if each.kind is TenderKind.CASH])


def _taken_words(note: CreditNote, name: str) -> str:
    said = _back_words(note, name) or [tr(_BACK[TenderKind.CASH], amount=money_text(NOTHING))]
    return tr("✓ Credit note {number}: {parts}", number=note.number, parts=" · ".join(said))


def _back_words(note: CreditNote, name: str) -> list[str]:
    """What goes back, one part after another; not what pays for new goods."""
    said = []
    for each in note.refunds:
        amount = money_text(each.amount)
        if is_struck(each):
            said.append(tr("nothing for {amount} by UPI that nobody saw", amount=amount))
        elif each.kind is not TenderKind.CREDIT or note.next_bill is None or each.reference == KEPT:
            said.append(tr(_BACK[each.kind], amount=amount, name=name))
    return said


_BACK = {
    TenderKind.CASH: mark("{amount} goes back in cash"),
    TenderKind.UPI: mark("{amount} goes back by UPI"),
    TenderKind.KHATA: mark("{amount} comes off the khata of {name}"),
    TenderKind.CREDIT: mark("{amount} stays here as the credit of {name}"),
}


def _exchanged_words(made: Exchanged, name: str) -> str:
    bills, note = made.finished.bills, made.note
    numbers = ", ".join(bill.number for bill in bills)
    said = _back_words(note, name)
    cash = total([t.amount for bill in bills for t in bill.tenders if t.kind is TenderKind.CASH])
    if cash:
        said.insert(0, tr("{amount} in cash", amount=money_text(cash)))
    if made.finished.change:
        said.insert(1, tr("change {amount}", amount=money_text(made.finished.change)))
    words = tr("✓ Exchanged: credit note {note}, bill {bills}", note=note.number, bills=numbers)
    return " · ".join([words, *said])
