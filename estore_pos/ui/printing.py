"""What the window does about the printer: which bills are printed, what waits, the drawer."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from estore_pos.base.settings import Settings
from estore_pos.text.words import PaperLanguage, ntr, tr
from estore_pos.ui.counter.screen import CounterScreen
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import PrinterLane, Prints, Sounds
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.rows import Row, RowList
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from estore_pos.domain.credit_note import CreditNote
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.sale import Bill, Tender
    from estore_pos.operations.counter_view import Finished
    from estore_pos.operations.printer import PrinterState, WaitingPaper
    from estore_pos.ui.counter.paper import PaperKind
    from estore_pos.ui.ports import Papered


WIDE_MM = 72
"""What a head prints on a roll of 80 mm."""


class Printing(QObject):
    """Ties the counter to the printer's lane, which app hands in once the books are open."""

    once_printed = Signal(object)
    """What may lie on no disk came out (None), or why it did not (ShopError)."""

    def __init__(
        self,
        work: Work,
        counter: CounterScreen,
        sounds: Sounds,
        settings: Callable[[], Settings],
    ) -> None:
        super().__init__()
        self._work = work
        self._counter = counter
        self._sounds = sounds
        self._settings = settings
        self.lane: PrinterLane | None = None
        self.state: PrinterState | None = None
        self._last: Sequence[Papered] = ()
        self._said: Teller = nothing
        """What says in the strip what is wrong with the printer."""
        self._shut: Teller = nothing
        """What says in red that the drawer did not open."""
        self._is_by_key = False
        """Somebody has pressed its key and looks for what comes of it."""
        counter.prints = self._prints
        counter.has_printer = lambda: self.is_set
        counter.print_wanted.connect(lambda: self.print_again(()))

    @property
    def is_set(self) -> bool:
        """Whether this PC has a printer."""
        return self._settings().has_printer

    def _prints(self) -> tuple[Prints, PaperLanguage]:
        """What End does about the paper, and in which language."""
        settings = self._settings()
        return settings.print_after_bill if self.is_set else "never", settings.paper_language

    def sold(self, finished: "Finished") -> None:
        """A bill stands: open the drawer if cash goes into it, and print what was asked for."""
        self._last = finished.bills
        self._made([tender for bill in finished.bills for tender in bill.tenders])

    def returned(self, note: "CreditNote") -> None:
        """Goods came back: open the drawer if cash comes out of it, and print the paper."""
        self._last = (note,)
        self._made(note.refunds)

    def took(self, money: "Sequence[Tender]") -> None:
        """Money came or went without a bill: open the drawer if some of it is cash."""
        if money:
            self._made(money)

    def _made(self, money: "Sequence[Tender]") -> None:
        from estore_pos.domain.sale import TenderKind

        if self.lane is None or not self.is_set:
            return
        is_cash = any(each.kind is TenderKind.CASH and each.amount for each in money)
        if is_cash and self._settings().drawer != "none":
            self.lane.kick()
        self.lane.written()

    def print_as(self, bills: "Sequence[Papered]", kind: "PaperKind") -> None:
        """Print papers as they are looked at: on sheets where this PC has an office printer."""
        has_office = self._settings().office_printer != "none" and self._work.ready
        match kind:
            case "a4" | "a5" | "a5x2" if has_office:
                self._ask_for(bills, kind)
            case _:
                self.print_again(bills)

    def print_again(self, bills: "Sequence[Papered]") -> None:
        """Print these papers, else the last: originals once, then copies that say so."""
        from estore_pos.domain.errors import Refusal, RefusalCode

        if not self._work.ready:
            return
        if not self.is_set:
            self._counter.fail(Refusal(RefusalCode.NO_PRINTER))
        elif papers := bills or self._last:
            self._ask_for(papers)
        else:
            self._work.look(lambda lookup: lookup.last_sale(), self._ask_for_last, owner=self)

    def _ask_for_last(self, bills: "list[Bill]") -> None:
        if bills:
            self._ask_for(bills)
        else:
            self._counter.strip.say("warn", lambda: tr("No bill has been made yet."))

    def _ask_for(
        self, bills: "Sequence[Papered]", what: Literal["bill", "a4", "a5", "a5x2"] = "bill"
    ) -> None:
        language = self._settings().paper_language

        def asked(copies: list[int | None]) -> None:
            told = list(zip(bills, copies, strict=True))
            self._counter.strip.say("ok", lambda: " ".join(_asked_words(*each) for each in told))
            if self.lane is not None:
                self.lane.try_now()

        self._work.desk(
            lambda till: [till.print_bill(bill.id, language, what) for bill in bills],
            asked,
            self._counter.fail,
            owner=self,
        )

    @property
    def list_kind(self) -> Literal["58", "80", "a4"]:
        """As what a list is printed: a sheet where there is an office printer, else a receipt."""
        settings = self._settings()
        if settings.office_printer != "none":
            return "a4"
        return "80" if settings.printer_width_mm >= WIDE_MM else "58"

    def print_list(
        self, path: "Path", told: Callable[[], None], failed: "Callable[[ShopError], None]"
    ) -> None:
        """Print a list that was made as `list_kind`."""
        name, is_sheet = path.stem, self.list_kind == "a4"

        def asked(_: None) -> None:
            if self.lane is not None:
                self.lane.try_now()
            told()

        self._work.desk(
            lambda till: till.print_list(name, is_sheet=is_sheet), asked, failed, owner=self
        )

    @property
    def can_print_once(self) -> bool:
        """Whether a printer of this PC can print what may lie on no disk."""
        settings = self._settings()
        return self.lane is not None and (self.is_set or settings.office_printer != "none")

    def print_once(self, make: "Callable[[Literal['58', '80', 'a4']], bytes]") -> None:
        """Print it, tried once; `once_printed` tells how it went."""
        if self.lane is not None:
            self.lane.print_once(make, self.once_printed.emit)

    def print_ruler(self, told: Callable[[], None], failed: "Callable[[ShopError], None]") -> None:
        """Print the paper that tells how wide the printer prints."""
        from estore_pos.domain.errors import Refusal, RefusalCode

        if self._settings().printer == "none":
            failed(Refusal(RefusalCode.NO_PRINTER))
            return
        language = self._settings().paper_language

        def asked(_: None) -> None:
            if self.lane is not None:
                self.lane.try_now()
            told()

        self._work.desk(lambda till: till.print_ruler(language), asked, failed, owner=self)

    def open_drawer(self) -> None:
        """Open the drawer without a sale; the journal says who did."""
        from estore_pos.domain.errors import Refusal, RefusalCode

        settings = self._settings()
        if self.lane is None or "none" in (settings.printer, settings.drawer):
            self._counter.fail(Refusal(RefusalCode.NO_DRAWER))
            return
        self._work.with_approval(
            lambda till, leave: till.acts.open_drawer(approval=leave),
            self._opened,
            self._counter.fail,
            owner=self,
        )

    def drawer_told(self, error: "ShopError | None") -> None:
        """The drawer's printer was told to open it, or cash is to go into one that stays shut."""
        from estore_pos.domain.errors import Trouble, TroubleCode

        by_key, self._is_by_key = self._is_by_key, False
        if error is not None:
            self._counter.fail(Trouble(TroubleCode.DRAWER_SHUT))
            self._shut = self._counter.red.said
            return
        self._forget_drawer()
        if by_key:
            self._counter.strip.say("none", lambda: tr("The drawer opens."), brief=True)

    def _forget_drawer(self) -> None:
        """It stays shut no more."""
        if self._shut is self._counter.red.said:
            self._counter.telling.hide_red()

    def _opened(self, _: None) -> None:
        self._is_by_key = True
        if self.lane is not None:
            self.lane.kick()

    def told(self, state: "PrinterState") -> None:
        """How the printer stands now; what newly went wrong is said once.

        The status line says it as long as it lasts. The strip says it where it says nothing else:
        what it says of money, or asks, stays.
        """
        before, self.state = self.state, state
        trouble = state.trouble
        if trouble is None:
            self._told_well(before, state)
            return
        if before and before.trouble and before.trouble.code is trouble.code:
            return
        if self._counter.strip.said is nothing:
            self._said = lambda: f"{sentence_of(trouble)} {tr('What waits: Ctrl+Shift+P')}"
            self._counter.strip.say("warn", self._said)
        self._sounds.play("warning")

    def _told_well(self, before: "PrinterState | None", state: "PrinterState") -> None:
        """What had waited comes out: nobody need look after it any more."""
        if before is None or before.trouble is None or state.waiting >= before.waiting:
            return
        self._forget_drawer()
        if self._counter.strip.said in (self._said, nothing):
            self._counter.strip.say("none", lambda: tr("The printer works again."), brief=True)
        self._sounds.play("chime")


class PrinterSheet(Sheet):
    """What waits for the printer, why, and what can be done about it."""

    paper_wanted = Signal(str)
    """The paper of a bill is to be looked at instead: its number."""

    def __init__(self, work: Work, printing: Printing) -> None:
        super().__init__(Place.PRINTER, lambda: tr("Printer"))
        self._work = work
        self._printing = printing
        self._papers: list[WaitingPaper] = []
        self.why = Label("printer_why", nothing, tone="muted", wrap=True)
        self.list = RowList("printer_papers", lambda: tr("Papers that wait"))
        self.rows.addWidget(self.why)
        self.rows.addWidget(self.list, 1)
        self.deeds = {
            Deed.RETRY: self._retry,
            Deed.OPEN_PDF: self._look,
            Deed.REMOVE: self._drop,
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.BACK: self.close_sheet,
        }
        self.refresh()

    @override
    def home(self) -> QWidget:
        """The list has the focus."""
        return self.list

    def refresh(self) -> None:
        """Ask what waits and say it."""
        self._say_why()
        self._work.desk(lambda till: till.papers_waiting(), self._show, owner=self)

    def _say_why(self) -> None:
        self.why.tell(lambda: printer_sentence(self._printing.state, self._printing.is_set))

    def _show(self, papers: "list[WaitingPaper]") -> None:
        self._papers = papers
        self.list.present([partial(_row, paper) for paper in papers], max(0, self.list.place))

    def _chosen(self) -> "WaitingPaper | None":
        place = self.list.place
        return self._papers[place] if 0 <= place < len(self._papers) else None

    def _retry(self) -> None:
        if self._printing.lane is not None:
            self._printing.lane.try_now()
        if self._printing.is_set and self._papers:
            self.why.tell(lambda: tr("Trying again…"))
        else:
            self.refresh()  # nothing is tried, so that no answer would come

    def _look(self) -> None:
        paper = self._chosen()
        if paper is not None and paper.number:
            self.paper_wanted.emit(paper.number)

    def _drop(self) -> None:
        paper = self._chosen()
        if paper is not None:
            place = paper.place
            self._work.desk(lambda till: till.drop_paper(place), self._dropped, owner=self)

    def _dropped(self, papers: "list[WaitingPaper]") -> None:
        self._say_why()
        self._show(papers)
        if self._printing.lane is not None:
            self._printing.lane.try_now()


def _asked_words(paper: "Papered", copy: int | None) -> str:
    from estore_pos.ui.counter.paper import named_paper

    named = named_paper(paper)
    if copy is None:
        return tr("{paper} waits for the printer; it is tried now.", paper=named)
    if copy == 0:
        return tr("{paper} goes to the printer.", paper=named)
    return tr("{paper}, copy {copy}, goes to the printer.", paper=named, copy=copy)


def _row(paper: "WaitingPaper") -> Row:
    match paper.of:
        case "bill":
            name = tr("Bill {number}", number=paper.number)
        case "note":
            name = tr("Credit note {number}", number=paper.number)
        case "estimate":
            name = tr("Estimate {number}", number=paper.number)
        case "list":
            name = tr("Who did what")
        case _:
            name = tr("The ruler")
    if paper.copy:
        name = tr("{paper}, copy {copy}", paper=name, copy=paper.copy)
    return Row(name, about=_why_words(paper.why) if paper.why else "")


def _why_words(code: str) -> str:
    match code:
        case "T601":
            return tr("no paper")
        case "T602":
            return tr("cover open")
        case "T603":
            return tr("no answer")
        case "T604":
            return tr("reports a fault")
        case "T605":
            return tr("its queue does not take it")
        case "T608" | "T609":
            return tr("does not say that the paper came out")
        case "T606":
            return tr("address or kind is wrong")
        case _:
            return tr("the paper could not be made")


def printer_words(state: "PrinterState") -> str:
    """How the printer stands, for the status line; nothing where there is none."""
    waiting = ntr("{n} paper waits", "{n} papers wait", state.waiting) if state.waiting else ""
    if state.trouble is not None:
        why = _why_words(state.trouble.code.value)
        if not waiting:
            return tr("⚠ Printer: {why}  Ctrl+Shift+P", why=why)
        return tr("⚠ Printer: {why} — {waiting}  Ctrl+Shift+P", why=why, waiting=waiting)
    if not state.is_set:
        return tr("⚠ No printer — {waiting}  Ctrl+Shift+P", waiting=waiting) if waiting else ""
    if state.is_printing:
        return tr("Printing…")
    if state.slow_s:
        return tr("Printer ✓ slow line: {seconds} s a paper", seconds=state.slow_s)
    return tr("Printer ✓")


def printer_sentence(state: "PrinterState | None", is_set: bool) -> str:
    """How the printer stands, in a whole sentence."""
    if not is_set:
        return tr("No printer is set up: Ctrl+, then “printer”.")
    if state is not None and state.trouble is not None:
        return sentence_of(state.trouble)
    if state is not None and state.slow_s:
        return tr(
            "The printer's serial line is slow: {seconds} seconds a paper. Set a higher speed in "
            "the printer and in the settings.",
            seconds=state.slow_s,
        )
    return tr("The printer works.")
