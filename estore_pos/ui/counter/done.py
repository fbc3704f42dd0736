"""Who did what on a day: each act with its time, who did it, by whose leave, the sum, the paper."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from estore_pos.domain.act import ActKind
from estore_pos.domain.money import Money
from estore_pos.domain.person import Deed as Allowed
from estore_pos.domain.person import Person, may
from estore_pos.domain.quantity import Quantity
from estore_pos.text.dates import date_text, time_text
from estore_pos.text.numbers import money_text, percent_text, quantity_text
from estore_pos.text.words import mark, ntr, spoken, tr
from estore_pos.ui.counter.approval import WHAT
from estore_pos.ui.keymap import TILE_LETTERS, Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.ports import Papers, ShowFile
from estore_pos.ui.widgets.long_rows import LongRows
from estore_pos.ui.widgets.rows import Row
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Label, Teller, nothing, restyle
from estore_pos.ui.widgets.who import ROLES
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from estore_pos.domain.errors import ShopError
    from estore_pos.operations.done import Done

T = TypeVar("T")
KINDS = {
    "line_removed": mark("Line removed"),
    "bill_discarded": mark("Open bill thrown away"),
    "cancel": mark("Bill cancelled"),
    "return": mark("Goods taken back"),
    "refund_beyond": mark("More given back than came in"),
    "advance_back": mark("Advance given back"),
    "drawer_opened": mark("Drawer opened without a sale"),
    "reprint": mark("Printed again"),
    "price_override": mark("Price by hand"),
    "price_under_floor": mark("Price below cost"),
    "approval": mark("Done by leave"),
    "printed_price": mark("Another MRP"),
    "goods": mark("Card of a good changed"),
    "rates": mark("Today's rates changed"),
    "offer": mark("Offer changed"),
    "group": mark("Buyer put into a group"),
    "shelf": mark("Tile, kit, service or kind changed"),
    "setting": mark("Setting changed"),
    "people": mark("Who works here changed"),
    "pin_wrong": mark("Wrong PIN"),
    "lock_failed": mark("Wrong PIN five times"),
    "money_came": mark("UPI money came"),
    "money_not_come": mark("UPI money did not come"),
    "claim_back": mark("Late UPI money given back"),
    "advance_taken": mark("Advance taken"),
    "goods_out": mark("Goods given on approval"),
    "estimate_closed": mark("Estimate closed without a bill"),
}
"""What an act is called, by its kind."""
PARTS = {
    "new": mark("new good"),
    "name": mark("name"),
    "price": mark("price"),
    "mrp": mark("MRP"),
    "cost": mark("cost"),
    "slabs": mark("price by quantity"),
    "group_prices": mark("group prices"),
    "printed": mark("MRPs of packets"),
    "barcodes": mark("barcodes"),
    "hsn": mark("HSN code"),
    "rates": mark("GST rate"),
    "inclusive": mark("GST in the price or on top"),
    "tile": mark("tile"),
    "closed": mark("sold or not"),
    "list": mark("goods that a list brought in again"),
    "kit": mark("kit"),
    "service": mark("service"),
    "category": mark("category"),
    "off": mark("ended"),
}
"""What a word of a note is called; any other is said as it stands."""
FACTS = {
    "state": mark("State code"),
    "gstin": mark("GSTIN"),
    "discount_caps": mark("Discount by hand, at most"),
    "waive_max": mark("Small change let go, at most"),
    "clock": mark("Which day it is, told at the counter"),
}
"""Facts of the shop that have no row of their own, or several, among the settings."""
_PINS = frozenset({ActKind.PIN_WRONG, ActKind.LOCK_FAILED})
"""Of these `by` is whose PIN it was, not who allowed anything."""


class DoneSheet(Sheet):
    """PgUp and PgDn turn the days, F6 the person, F7 the kind; Enter opens the paper meant."""

    def __init__(
        self,
        work: Work,
        today: date,
        open_paper: Callable[[str], None],
        printing: Papers,
        show_file: ShowFile,
    ) -> None:
        """Take the day to begin with, what opens a paper by number, what prints, a viewer."""
        super().__init__(Place.ACTS, lambda: tr("Who did what"))
        self._work, self._today, self._open_paper = work, today, open_paper
        self._printing, self._show_file = printing, show_file
        self.day = today
        self._done: list[Done] = []
        self._shown: list[Done] = []
        self._person: Person | None = None
        self._kind: ActKind | None = None
        self.head = Label("done_head", self._head_words, tone="heading", wrap=True)
        self.sieve = Label("done_sieve", self._sieve_words, tone="muted", wrap=True)
        self.list = LongRows("done_list", lambda: tr("Who did what"))
        self.told = Label("done_told", nothing, tone="muted", wrap=True)
        self.rows.addWidget(self.head)
        self.rows.addWidget(self.sieve)
        self.rows.addWidget(self.list, 1)
        self.rows.addWidget(self.told)
        self.deeds = {
            Deed.OLDER: lambda: self._turn(-1),
            Deed.NEWER: lambda: self._turn(1),
            Deed.WHO: self._next_person,
            Deed.KIND: self._next_kind,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.ENTER: self._enter,
            Deed.PRINT: self._print,
            Deed.OPEN_PDF: self._open_pdf,
            Deed.BACK: self.close_sheet,
        }
        self._read()

    @override
    def home(self) -> QWidget:
        """The list has the focus: there is nothing to type."""
        return self.list

    @override
    def another(self, person: Person) -> None:
        """Who may not look at this by himself sees no more of it."""
        if not may(person.role, Allowed.ACTS):
            self.close_sheet()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Say the chosen row's rest in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._tell_rest()
        super().changeEvent(event)

    # --- a day ---

    def _read(self) -> None:
        day = self.day
        self._work.look(
            lambda lookup: lookup.done_on(day), self._take, self._failed, owner=self, key="done"
        )

    def _take(self, done: "list[Done]") -> None:
        self._done = done
        self._sift()

    def _turn(self, days: int) -> None:
        day = self.day + timedelta(days=days)
        if day > self._today:
            self._say(lambda: tr("This is today: nothing was done after it."))
            return
        self.day = day
        self._read()

    # --- the sieve ---

    def _next_person(self) -> None:
        there = {each.id: each for done in self._done for each in (done.who, done.by) if each}
        self._person = _after(self._person, list(there.values()))
        self._sift()

    def _next_kind(self) -> None:
        there = {done.act.what for done in self._done}
        self._kind = _after(self._kind, [kind for kind in ActKind if kind in there])
        self._sift()

    def _sift(self) -> None:
        """Show what the sieve lets through; one that lets nothing through says so."""
        self._shown = [
            done
            for done in self._done
            if (self._person is None or self._person in (done.who, done.by))
            and (self._kind is None or done.act.what is self._kind)
        ]
        self.list.present([partial(_row, done) for done in self._shown])
        self.head.tell(self._head_words)
        self.sieve.tell(self._sieve_words)
        self._tell_rest()

    # --- the chosen one ---

    @property
    def chosen(self) -> "Done | None":
        """The act that is chosen."""
        place = self.list.place
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def _step(self, by: int) -> None:
        self.list.step(by)
        self._tell_rest()

    def _enter(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.paper:
            self._open_paper(chosen.paper)
        else:
            self._say(lambda: tr("No bill belongs to this."))

    def _tell_rest(self) -> None:
        """What of the chosen one is too long for its row."""
        chosen = self.chosen
        self._say(nothing if chosen is None else partial(rest_words, chosen))

    def _say(self, teller: Teller, tone: str = "muted") -> None:
        restyle(self.told, "tone", tone)
        self.told.tell(teller)

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.ui.sentences import sentence_of

        self._say(lambda: sentence_of(error), "danger")

    # --- its paper ---

    def _print(self) -> None:
        kind = self._printing.list_kind
        if kind != "a4" and not self._printing.is_set:
            self._say(lambda: tr(_NO_PRINTER), "danger")
            return

        def made(path: "Path") -> None:
            self._printing.print_list(path, told, self._failed)

        def told() -> None:
            self._say(lambda: tr("✓ The paper of {day} goes to the printer.", day=date_text(day)))

        day = self.day
        self._paper(kind, made)

    def _open_pdf(self) -> None:
        def open_it(path: "Path") -> None:
            is_open = self._show_file(path)
            self._say(lambda: tr("It is open in another window.") if is_open else _lies(path))

        self._paper("a4", open_it)

    def _paper(self, kind: 'Literal["58", "80", "a4"]', then: "Callable[[Path], None]") -> None:
        """Make a paper of the rows that are shown, in the words that stand there."""
        title = tr("Who did what")
        count = _count_words(len(self._shown), len(self._done))
        head = [f"{date_text(self.day)} · {count}", self._sieve_words()]
        when = tr("Paper made")
        rows = [(*_row(done), _once(done)) for done in self._shown]
        self._work.slow(
            lambda archive: archive.acts_paper(title, head, rows, kind, when),
            then,
            self._failed,
            owner=self,
        )

    # --- words ---

    def _head_words(self) -> str:
        day = date_text(self.day)
        if self.day == self._today:
            day = tr("{day} (today)", day=day)
        return f"{day} · {_count_words(len(self._shown), len(self._done))}"

    def _sieve_words(self) -> str:
        person = self._person.name if self._person else tr("everybody")
        kind = tr(KINDS[self._kind.value]) if self._kind else tr("all acts")
        return tr("Person: {person} · What: {kind}", person=person, kind=kind)


def _after(now: T | None, each: Sequence[T]) -> T | None:
    """The next of these, None after the last."""
    if now is None:
        return each[0] if each else None
    place = each.index(now) + 1 if now in each else 0
    return each[place] if place < len(each) else None


def _count_words(shown: int, there: int) -> str:
    if not there:
        return tr("nothing was noted on this day")
    if shown != there:
        return tr("{shown} of {there}", shown=shown, there=there)
    return ntr("{n} act", "{n} acts", there)


_NO_PRINTER = mark("No printer is set up. Ctrl+O opens the paper as a PDF.")


def _lies(path: "Path") -> str:
    return tr("No program on this PC opens a PDF. The paper lies at {path}", path=path)


def _once(done: "Done") -> str:
    """What of an act is not in its row: on paper everything is said, and nothing twice."""
    rest = rest_words(done)
    return "" if rest in (what_words(done), _row(done)[0]) else rest


def _row(done: "Done") -> Row:
    act = done.act
    return Row(
        " · ".join(part for part in (what_words(done), _good_words(done)) if part),
        money_text(act.amount) if act.amount else "",
        f"{time_text(done.at)} · {_who_words(done)}",
        done.paper,
    )


def what_words(done: "Done") -> str:
    """What was done; of what was allowed, what that was: by whose leave stands below it."""
    act = done.act
    said = tr(KINDS[act.what.value])
    if act.what is ActKind.APPROVAL and act.note in WHAT:
        return tr(WHAT[act.note])
    if act.what in _PINS and done.by is not None:
        return f"{said}: {done.by.name}"
    match act.what:
        case ActKind.PEOPLE | ActKind.OFFER | ActKind.GROUP:
            return f"{said}: {_name_words(act.note)}"
        case ActKind.SETTING:
            return f"{said}: {_setting(act.note)}"
        case ActKind.SHELF:
            return tr("Changed: {thing}", thing=_shelf(act.note))
        case ActKind.LINE_REMOVED if act.note == "charge":
            return tr("Charge taken off")
        case _:
            return said


def _name_words(note: str) -> str:
    """The name of an offer or a person; that it is ended, where the note says so."""
    ended = note.startswith("off ")
    return f"{note[4:]} ({tr(PARTS['off'])})" if ended else note


def _good_words(done: "Done") -> str:
    item, act = done.item, done.act
    if item is None:
        return ""
    names = (item.name_en, item.name_hi) if spoken() == "en" else (item.name_hi, item.name_en)
    much = quantity_text(Quantity(act.milli, item.unit), spoken()) if act.milli else ""
    return f"{names[0] or names[1]} {much}".strip()


def _who_words(done: "Done") -> str:
    if done.act.what in _PINS and done.who is None:
        return tr("the till was locked")
    who = done.who.name if done.who else tr(ROLES["o"])
    if done.by in (None, done.who) or done.act.what in _PINS:
        return who
    return tr("{who}, by leave of {by}", who=who, by=done.by.name)


def rest_words(done: "Done") -> str:
    """What was changed to what, the reason, the how many-th wrong PIN, what a row may cut off."""
    act = done.act
    match act.what:
        case ActKind.GOODS | ActKind.PRINTED_PRICE | ActKind.PRICE_OVERRIDE:
            return _changes(act.note)
        case ActKind.SETTING | ActKind.SHELF:
            return what_words(done)
        case ActKind.APPROVAL:
            return " · ".join(part for part in (what_words(done), _good_words(done)) if part)
        case ActKind.PIN_WRONG | ActKind.LOCK_FAILED:
            tries = act.note.partition(" ")[0]
            return tr("Try no. {n}", n=tries) if tries.isdecimal() else tr("Recovery code")
        case ActKind.RATES:
            return ntr("{n} price is another one", "{n} prices are others", int(act.note or 0))
        case ActKind.BILL_DISCARDED | ActKind.DRAWER_OPENED | ActKind.CANCEL:
            return _reason(act.note)
        case ActKind.ESTIMATE_CLOSED if act.note == "replaced":
            return tr("Another one took its place")
        case _:
            return ""


def _shelf(note: str) -> str:
    """What lies ready and is another now: a tile by its letter, else a word and what it names."""
    word, _, named = note.partition(" ")
    said = tr(PARTS[word]) if word in PARTS else word
    if word == "tile" and named.isdecimal():
        named = TILE_LETTERS[int(named) - 1] if int(named) else f"({tr(PARTS['off'])})"
    return f"{said} {named}".strip()


def _changes(note: str) -> str:
    from estore_pos.operations.changes import read

    told = []
    for each in read(note):
        said = tr(PARTS[each.name]) if each.name in PARTS else each.name
        if each.before is not None or each.after is not None:
            was, now = [
                "—" if sum is None else money_text(sum) for sum in (each.before, each.after)
            ]
            said = f"{said} {was} → {now}"
        told.append(said)
    return " · ".join(told)


def _setting(note: str) -> str:
    """The settings that changed, by the names they have on their screen."""
    from estore_pos.ui.setting_rows import ROWS, VALUES

    name, is_pc, value = note.partition("=")
    labels = FACTS | {row.name: row.label for row in ROWS}
    if not is_pc:
        return " · ".join(_fact(each, labels) for each in note.split())
    number: str | int = int(value) if value.isdecimal() else value
    said = VALUES.get((name, number))
    return f"{tr(labels[name]) if name in labels else name}: {tr(said) if said else value}"


def _fact(word: str, labels: dict[str, str]) -> str:
    """A fact of the shop; what somebody may give away, by the name of its own row."""
    name, *rest = word.split(":")
    match name, rest:
        case "discount_caps", [role, points] if role in labels and points.isdecimal():
            return f"{tr(labels[role])}: {percent_text(int(points))}"
        case "waive_max", [paise] if paise.isdecimal():
            return f"{tr(labels[name])}: {money_text(Money(int(paise)))}"
        case _:
            return tr(labels[name]) if name in labels else word


def _reason(note: str) -> str:
    from estore_pos.ui.counter.undo import REASONS

    return tr(REASONS[note]) if note in REASONS else note
