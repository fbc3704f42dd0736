"""The sheets that the counter's keys open, and what each of them leads to."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from estore_pos.base.settings import Settings
from estore_pos.text.words import tr
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.keymap import Deed
from estore_pos.ui.names import name_of
from estore_pos.ui.ports import Chat, Papers, PayCode, ShowFile, Sounds
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.work import Attempt, Work

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from estore_pos.domain.barcode import Missed
    from estore_pos.domain.cancel import CancelReason
    from estore_pos.domain.credit_note import CreditNote
    from estore_pos.domain.customer import Customer
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.ids import ItemId
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.domain.person import Person
    from estore_pos.domain.sale import Bill
    from estore_pos.operations.counter_view import CounterView
    from estore_pos.operations.moment import Doubt
    from estore_pos.operations.returns import Undone
    from estore_pos.operations.terms import Card, Offered
    from estore_pos.ui.counter.estimating import Estimating
    from estore_pos.ui.counter.moneying import Moneying
    from estore_pos.ui.counter.paper import PaperKind
    from estore_pos.ui.counter.paying import Paying
    from estore_pos.ui.counter.returning import Returning
    from estore_pos.ui.counter.share import Sharing
    from estore_pos.ui.counter.shelving import Shelving
    from estore_pos.ui.ports import Papered


class Window(Protocol):
    """What of the main window the sheets need."""

    work: Work
    counter: CounterScreen
    settings: Settings
    sounds: Sounds
    show_file: ShowFile
    pay_code: PayCode | None
    pressed: str
    chat: Chat | None
    last_papers: "Sequence[Bill | CreditNote]"

    @property
    def printing(self) -> Papers:
        """What ties the counter to the printer."""
        ...

    @property
    def paying(self) -> "Paying":
        """What leads from the open bill to the money."""
        ...

    def today(self) -> "date":
        """The calendar date in India."""
        ...

    def open_sheet(self, sheet: Sheet, *, over: bool = False) -> None:
        """Lay a sheet at the right, in place of those that lie there, or over them."""
        ...

    def open_aside(self, sheet: Sheet) -> None:
        """Lay a sheet over what lies there, in place of one of its kind."""
        ...

    def close_sheet(self, sheet: Sheet) -> None:
        """Take a sheet away."""
        ...

    def change_setting(self, label: str) -> None:
        """Show the settings and change the one that is called so."""
        ...

    def returned(self, note: "CreditNote") -> None:
        """Goods came back: what follows for papers and drawer."""
        ...


class CounterSheets(QObject):
    """Opens a sheet for a deed of the counter; nothing of it is loaded before its first key."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self._work = window.work
        self._counter = window.counter
        self._returning: Returning | None = None
        self._sharing: Sharing | None = None
        self._sounds = window.sounds
        self.pictures: Callable[[], Path] = pictures
        """The folder for pictures that are to be sent."""
        self._typed_rates: dict[ItemId, Money] = {}
        self._former_rates: dict[ItemId, Money] = {}
        self._estimating: Estimating | None = None
        self._shelving: Shelving | None = None
        self._moneying: Moneying | None = None
        self._openers: dict[Deed, Callable[[], None]] = {
            Deed.UPI: lambda: window.paying.open_upi(),
            Deed.BY_KHATA: lambda: window.paying.open_by(Deed.BY_KHATA),
            Deed.MIXED: lambda: window.paying.open_by(Deed.MIXED),
            Deed.BUYER: self.buyer,
            Deed.MISSED: self.missed,
            Deed.HOLD: self.held,
            Deed.OLDER: self.past,
            Deed.RETURN: lambda: self.returning.begin(),
            Deed.MATCH: self.match,
            Deed.MONEY: self.money,
            Deed.CANCEL: self.cancel,
            Deed.ESTIMATE: lambda: self.estimating.open(),
            Deed.TILES: lambda: self.shelving.tiles(),
            Deed.KITS: lambda: self.shelving.kits(),
            Deed.CATEGORIES: lambda: self.shelving.categories(),
            Deed.SERVICE: lambda: self.shelving.service(),
            Deed.DRAWER: lambda: window.printing.open_drawer(),
            Deed.OPEN_PDF: self.open_pdf,
            Deed.SHARE: lambda: self.share(()),
            Deed.RATES: self.rates,
            Deed.OFFERS: self.offers,
            Deed.CARD: self.card,
            Deed.ACTS: self.acts,
            Deed.CLOCK: self.clock,
            Deed.LEARN: lambda: window.change_setting("Learn the scanner"),
        }

    def open(self, deed: Deed) -> None:
        """Open what a deed of the counter opens."""
        self._openers[deed]()

    @property
    def estimating(self) -> "Estimating":
        """What leads from the open bill to an estimate and back."""
        if self._estimating is None:
            from estore_pos.ui.counter.estimating import Estimating

            self._estimating = Estimating(
                self._window, self._window.sounds, self.buyer, self._paper_again
            )
        return self._estimating

    @property
    def shelving(self) -> "Shelving":
        """What opens tiles, kits, categories and services."""
        if self._shelving is None:
            from estore_pos.ui.counter.shelving import Shelving

            self._shelving = Shelving(self._window)
        return self._shelving

    def missed(self) -> None:
        """The codes that nobody knew today; one of them can be taught."""

        def show(codes: "list[Missed]") -> None:
            from estore_pos.ui.counter.missed import MissedSheet

            self._window.open_sheet(
                MissedSheet(codes, lambda code: self._counter.teaching.teach(code, code))
            )

        self._work.desk(lambda till: till.missed_today(), show, self._counter.fail, owner=self)

    def rates(self) -> None:
        """Today's rate board."""
        from estore_pos.ui.counter.rates import RatesSheet

        if self._work.ready:
            self._window.open_sheet(
                RatesSheet(self._work, self.pictures, self._typed_rates, self._former_rates)
            )

    def clock(self) -> None:
        """Whether the PC's clock is right, where it is not believed."""
        self._work.desk(
            lambda till: till.clock_doubt(), self._show_clock, self._counter.fail, owner=self
        )

    def _show_clock(self, doubt: "Doubt | None") -> None:
        from estore_pos.ui.counter.clock import ClockSheet

        if doubt is None:
            self._counter.warn(lambda: tr("The clock of this PC is believed."))
            return
        sheet = ClockSheet(self._work, doubt)

        def answered() -> None:
            self._window.close_sheet(sheet)
            self._counter.strip.say("ok", lambda: tr("✓ It is noted. Sales go on."))

        sheet.answered.connect(answered)
        self._window.open_sheet(sheet)

    def card(self) -> None:
        """The card of the good that is pointed at."""
        number = self._counter.pointed()
        if number is None:
            self._counter.warn(
                lambda: tr("Ctrl+I shows the good of a line, or the one whose name is typed.")
            )
            return
        self._work.desk(
            lambda till: till.terms.card(number), self._show_card, self._counter.fail, owner=self
        )

    def _show_card(self, card: "Card") -> None:
        from estore_pos.ui.counter.card import CardSheet

        sheet = CardSheet(self._work, card)

        def saved(item: "Item") -> None:
            self._window.close_sheet(sheet)
            self._counter.strip.say(
                "ok", lambda: tr("✓ The card of {name} is saved.", name=name_of(item))
            )

        sheet.saved.connect(saved)
        self._counter.suggestions.show_found([])
        self._window.open_sheet(sheet)

    def offers(self) -> None:
        """The shop's offers; one of them can be changed, or a new one made."""
        from estore_pos.ui.counter.offers import OffersSheet

        if self._work.ready:
            sheet = OffersSheet(self._work, self._window.today())
            sheet.wanted.connect(self._offer)
            self._window.open_sheet(sheet)

    def _offer(self, held: "Offered | None") -> None:
        from estore_pos.ui.counter.offers import OfferSheet

        def saved(_: object) -> None:
            self.offers()
            self._counter.strip.say("ok", lambda: tr("✓ The offer is saved."))

        sheet = OfferSheet(self._work, self._window.today(), held)
        sheet.saved.connect(saved)
        sheet.closed.connect(self.offers)
        self._window.open_sheet(sheet)

    def held(self) -> None:
        """The bills that were put aside; one of them is gone on with."""
        from estore_pos.ui.counter.held import HeldSheet

        if self._counter.view is not None:
            held = [each for each in self._counter.view.bills if not each.is_open]
            self._window.open_sheet(HeldSheet(held, self._counter.recall))

    def past(self) -> None:
        """The bills that were made, the last one first."""
        from estore_pos.ui.counter.past import PastSheet

        if self._work.ready:
            sheet = PastSheet(self._work, self._paper_again, self.cancel_bill)
            sheet.share_wanted.connect(lambda bill: self.share((bill,)))
            sheet.return_wanted.connect(lambda bill: self.returning.again(bill))
            self._window.open_sheet(sheet)

    def match(self) -> None:
        """The UPI payments that nobody has seen yet."""
        from estore_pos.ui.counter.matching import MatchSheet

        if self._work.ready:
            sheet = MatchSheet(self._work)
            sheet.matched.connect(self._counter.count_unseen)
            sheet.given.connect(lambda money: self._window.printing.took([money]))
            self._window.open_sheet(sheet)

    def money(self) -> None:
        """CSC work, expenses, wallets: what moves without a sale."""
        from estore_pos.ui.counter.moneying import Moneying

        if self._moneying is None:
            self._moneying = Moneying(self._window)
        self._moneying.open()

    def acts(self) -> None:
        """Who did what; whoever may not look at it by himself is asked for somebody's leave."""
        from estore_pos.domain.person import Deed as Allowed

        def show(_: object) -> None:
            from estore_pos.ui.counter.done import DoneSheet

            self._window.open_sheet(
                DoneSheet(
                    self._work,
                    self._window.today(),
                    lambda named: self.paper_of(named, over=True),
                    self._window.printing,
                    self._window.show_file,
                )
            )

        self._work.with_approval(
            lambda till, leave: till.acts.allow(Allowed.ACTS, leave),
            show,
            self._counter.fail,
            owner=self,
        )

    @property
    def returning(self) -> "Returning":
        """What leads from a bill to its credit note."""
        if self._returning is None:
            from estore_pos.ui.counter.returning import Returning

            self._returning = Returning(self._window, self.past)
        return self._returning

    def _paper_again(self, bill: "Papered") -> None:
        if self._window.printing.is_set:
            self._window.printing.print_again((bill,))
        else:
            self.show_paper(bill)

    def cancel(self) -> None:
        """Why the open bill is thrown away; with nothing on it, why the last one is cancelled."""
        view = self._counter.view
        if view is not None and view.draft.lines:
            self._throw_away(view)
        else:
            self.cancel_last()

    def _throw_away(self, view: "CounterView", *, is_read: bool = True) -> None:
        from estore_pos.ui.counter.undo import ThrowSheet, thrown_words

        def thrown(left: "CounterView") -> None:
            if left.draft.lines:
                self._throw_away(left, is_read=False)
            else:
                self._counter.strip.say("warn", thrown_words, brief=True)

        def throw(read: "CounterView", reason: "CancelReason") -> None:
            self._work.desk(
                lambda till: till.counter.clear(reason, read),
                thrown,
                self._counter.fail,
                owner=self,
            )

        sheet = ThrowSheet(view, throw, lambda: self._sounds.play("error"))
        self._work.changed.connect(sheet.take)
        self._window.open_sheet(sheet)
        if not is_read:
            sheet.say_unread()

    def cancel_last(self) -> None:
        """Why the last bill is cancelled."""

        def ask(bills: "list[Bill]") -> None:
            if bills:
                self.cancel_bill(bills[0])
            else:
                self._counter.warn(lambda: tr("No bill has been made yet."))

        self._work.look(lambda lookup: lookup.recent(1), ask, owner=self)

    def cancel_bill(self, bill: "Bill") -> None:
        """Ask why a bill is cancelled, then cancel it; one that cannot be is told at once."""
        from estore_pos.ui.counter.undo import (
            CancelSheet,
            bill_words,
            cancelled_words,
            cancelling_words,
        )

        def cancelled(undone: "Undone") -> None:
            self._counter.strip.say("warn", lambda: cancelled_words(undone))
            self._counter.total.give_back(None)
            self._counter.count_unseen()

        def cancel(reason: "CancelReason") -> None:
            self._work.with_approval(
                lambda till, leave: till.returns.cancel(bill.id, reason, approval=leave),
                cancelled,
                self._counter.fail,
                owner=self,
            )

        def ask(_: None) -> None:
            self._window.open_sheet(
                CancelSheet(
                    lambda: bill_words(bill),
                    cancelling_words,
                    cancel,
                    unchosen=lambda: self._sounds.play("error"),
                )
            )

        self._work.desk(
            lambda till: till.returns.check_cancel(bill.id), ask, self._counter.fail, owner=self
        )

    def approval(
        self, error: "ShopError", attempt: Attempt, left: Callable[[], None], is_anew: bool
    ) -> None:
        """Who allows what was refused; `left` is done where nobody does.

        `is_anew`: something else had been asked, and has changed since.
        """
        asked = error.facts["asked"]
        assert isinstance(asked, tuple)

        def ask(people: "list[Person]") -> None:
            from estore_pos.ui.counter.approval import ApprovalSheet

            if not people:
                left()
                return
            sheet = ApprovalSheet(
                asked, people, attempt, lambda: self._sounds.play("error"), left, is_anew=is_anew
            )
            sheet.allowed.connect(self._allowed)
            self._window.open_sheet(sheet, over=True)

        self._work.desk(
            lambda till: till.people.who_may_allow(asked), ask, self._counter.fail, owner=self
        )

    def _allowed(self, person: "Person") -> None:
        """Say by whose leave it was done, after what the deed itself says, if it says anything."""
        strip = self._counter.strip
        before = strip.said

        def say() -> None:
            said, tone = strip.said, strip.tone
            if not self._counter.isVisible():
                return
            if said is before:
                strip.say("ok", lambda: tr("✓ Done by leave of {name}.", name=person.name))
            else:
                strip.say(tone, lambda: f"{said()} {_by_leave(person)}")

        QTimer.singleShot(0, self, say)

    def buyer(self, then: Callable[[], None] | None = None) -> None:
        """Whose bill it is; `then` is done once the sheet goes, whatever became of it."""
        from estore_pos.ui.counter.buyer import BuyerSheet

        sheet = BuyerSheet(self._work)

        def close() -> None:
            self._window.close_sheet(sheet)
            if then is not None:
                then()

        def save(customer: "Customer") -> None:
            self._work.with_approval(
                lambda till, leave: till.counter.set_buyer(till.save_customer(customer, leave)),
                lambda _: close(),
                sheet.refused,
                owner=sheet,
            )

        def nobody() -> None:
            self._work.desk(
                lambda till: till.counter.set_buyer(None),
                lambda _: close(),
                owner=sheet,
            )

        sheet.named.connect(save)
        sheet.asked.connect(lambda: self._window.sounds.play("error"))
        sheet.nobody.connect(nobody)
        if then is not None:
            sheet.closed.connect(then)
        sheet.take(self._counter.view.draft.buyer if self._counter.view else None)
        self._window.open_sheet(sheet)

    def show_paper(self, bill: "Papered | None", *, over: bool = False) -> None:
        """The paper of a bill, or those of the last sale; `over` the sheet that lies there."""
        from estore_pos.ui.counter.paper import PaperSheet

        if not self._work.ready:
            return
        sheet = PaperSheet(
            self._work,
            self._window.show_file,
            self._paper_kind,
            self._window.settings.paper_language,
        )
        sheet.print_wanted.connect(self._window.printing.print_as)
        sheet.share_wanted.connect(self.share)
        (self._window.open_aside if over else self._window.open_sheet)(sheet)
        if bill is not None:
            sheet.take((bill,))
        else:
            self._last_made(sheet.take, sheet)

    def share(self, bills: "Sequence[Bill]") -> None:
        """Send the bills of a sale, without any those of the last, to their buyer's telephone."""
        if self._sharing is None:
            from estore_pos.ui.counter.share import Sharing

            self._sharing = Sharing(
                self._window, lambda: (self._paper_kind, self._window.settings.paper_language)
            )
        self._sharing.share(bills)

    def open_pdf(self) -> None:
        """Have the system's viewer open the papers of the last sale: somebody pressed the key."""
        from estore_pos.ui.counter.paper import Paper, open_pdf

        kind, language, strip = (
            self._paper_kind,
            self._window.settings.paper_language,
            self._counter.strip,
        )

        def take(bills: "Sequence[Papered]") -> None:
            if not bills:
                strip.say("warn", lambda: tr("No bill has been made yet."))
            else:
                paper = Paper(bills, kind, language)
                open_pdf(
                    self._work, self._window.show_file, paper, strip.say, self._counter.fail, self
                )

        if self._work.ready:
            self._last_made(take, self)

    @property
    def _paper_kind(self) -> "PaperKind":
        """What is shown where nobody has named a size."""
        kind = self._window.settings.paper_after_bill
        return kind if kind != "none" else "80"

    def _last_made(self, take: "Callable[[Sequence[Papered]], None]", owner: QObject) -> None:
        """Hand over the papers of the last sale, or the credit note; nothing for none."""
        if self._window.last_papers:
            take(self._window.last_papers)
        else:
            self._work.look(lambda lookup: lookup.last_sale(), take, owner=owner)

    def paper_of(self, named: str, *, over: bool = False) -> None:
        """The paper of a bill, a credit note or an estimate by its number."""

        def found(paper: "Papered") -> None:
            self.show_paper(paper, over=over)

        self._work.slow(lambda archive: archive.deed(named), found, self._counter.fail, owner=self)


def _by_leave(person: "Person") -> str:
    return tr("By leave of {name}.", name=person.name)


def pictures() -> "Path":
    """Where this system keeps its user's pictures, a folder of ours in it."""
    from pathlib import Path

    from PySide6.QtCore import QStandardPaths

    kind = QStandardPaths.StandardLocation.PicturesLocation
    return Path(QStandardPaths.writableLocation(kind) or Path.home()) / "Bills"
