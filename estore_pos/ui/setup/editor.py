"""Where one setting is changed: what it is for, its field, and from which day it holds."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from estore_pos.base.settings import TABLE, Value
from estore_pos.domain import person
from estore_pos.text.words import ntr, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.names import name_of
from estore_pos.ui.ports import HqLine, Learning
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.setting_rows import SettingRow
from estore_pos.ui.setup.facts import coming_text, typed_facts
from estore_pos.ui.setup.filing import filed_text, typed_filing
from estore_pos.ui.setup.keeping import allows, keep
from estore_pos.ui.setup.limits import limit_text, typed_limit, wrong_words
from estore_pos.ui.setup.scanner import learning_words, learnt_words
from estore_pos.ui.style import look
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.sheet import Deeds
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing, restyle
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import Refusal, ShopError
    from estore_pos.domain.item import Item
    from estore_pos.domain.shop import Shop
    from estore_pos.operations.codes import Meant
    from estore_pos.operations.lookup import Found
    from estore_pos.operations.till import Till
    from estore_pos.operations.watch import Approval

Shops = tuple["Shop", ...]
"""What holds today, and then what is to hold later; none before the shop is read."""
MODES = ("U", "R", "C")
LOW_PX = 440


class Editor(QFrame):
    """Shows the chosen row; open, it has the keys: Enter goes on and saves, Esc leaves."""

    closed = Signal()
    """The keys go back to the list."""
    _hq_told = Signal(object)

    def __init__(
        self, work: Work, today: Callable[[], date], kept: "Callable[[Shops | None], None]"
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.place = Place.CHANGE
        self._work, self._today, self._kept = work, today, kept
        self._row: SettingRow | None = None
        self._set_value: Callable[[str, Value], None] = lambda name, value: None
        self._hq_line: HqLine | None = None
        self.learn: Callable[..., Learning] = lambda **_: "none"
        """Takes what the scanner typed last as a packet's code."""
        self._shops: Shops = ()
        self._hq_told.connect(self._hq_answered, Qt.ConnectionType.QueuedConnection)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        self.title = Label("setting_title", nothing, tone="title", wrap=True)
        self.why = Label("setting_why", nothing, tone="muted", wrap=True)
        self.coming = Label("setting_coming", self._coming_words, tone="heading", wrap=True)
        self.coming.hide()
        self.choice = Choice(
            "setting_tax",
            (lambda: tr("not registered"), lambda: tr("regular"), lambda: tr("composition")),
            upright=True,
        )
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.chosen.connect(self._mode_chosen)
        self._gstin = ""
        self.first_name = Label("setting_first_name", nothing, tone="muted")
        self.first = Field("setting_first", self.first_name.text)
        self.second_name = Label("setting_second_name", nothing, tone="muted")
        self.second = Field("setting_second", self.second_name.text)
        self.problem = Label("setting_problem", nothing, tone="danger", wrap=True)
        self.keys = Label("setting_keys", self._key_words, tone="heading", wrap=True)
        for field in (self.first, self.second):
            field.textChanged.connect(self._try_masks)
        self._inside: tuple[QWidget, ...] = (
            self.choice,
            self.first_name,
            self.first,
            self.second_name,
            self.second,
        )
        for widget in (self.title, self.why, self.coming, *self._inside, self.problem, self.keys):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.deeds: Deeds = {
            Deed.ENTER: self._enter,
            Deed.BACK: self._leave,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.FIRST_CHOICE: lambda: self._choice(0),
            Deed.SECOND_CHOICE: lambda: self._choice(1),
            Deed.THIRD_CHOICE: lambda: self._choice(2),
        }
        self._is_open = self._is_joining = False
        self._is_there = True
        self._good: Item | None = None
        self.first.textChanged.connect(self._seek_good)
        self._hide_inside()

    def home(self) -> QWidget:
        """The choice has the focus, else the first field."""
        return self.choice if self.choice.isVisible() else self.first

    def _hide_inside(self) -> None:
        for widget in self._inside:
            widget.hide()

    def present(self, row: SettingRow, shops: Shops, *, is_there: bool = True) -> None:
        """Show what a row is, unless another is being changed; Enter has gone to it, or is to."""
        if self._is_open:
            return
        self._row, self._shops, self._is_there = row, shops, is_there
        self.title.tell(lambda: tr(row.label))
        self.why.tell(lambda: tr(row.why))
        self.coming.tell(self._coming_words)
        self.coming.setVisible(bool(self._coming()))
        self.keys.tell(self._key_words)
        self.problem.tell(nothing)

    def open(
        self,
        row: SettingRow,
        shops: Shops,
        value: str,
        set_value: Callable[[str, Value], None],
        hq_line: HqLine | None,
    ) -> None:
        """Begin to change a row."""
        from estore_pos.text.dates import date_text

        self.present(row, shops)
        self._is_open = True
        self.why.setVisible(not (self._is_low() or self._coming()))
        self.coming.tell(self._coming_words)
        self._set_value, self._hq_line = set_value, hq_line
        shop = shops[0] if shops else None
        day = date_text(self._today())
        match row.kind:
            case "tax":
                self._gstin = shop.gstin if shop else ""
                self.choice.choose(MODES.index(str(shop.tax_mode)) if shop else 0)
                self.choice.show()
                self._field(self.first, self.first_name, lambda: tr("GSTIN"), self._gstin)
                self._field(self.second, self.second_name, lambda: tr("From which day on"), day)
            case "number" | "text":
                self._field(self.first, self.first_name, lambda: tr(row.label), value)
            case "limit":
                now = limit_text(row.name, shop).removeprefix("₹ ").removesuffix(" %")
                self._field(self.first, self.first_name, lambda: tr(row.label), now)
            case "hq":
                self._field(self.first, self.first_name, lambda: tr("HQ's address"), "https://")
                self._field(self.second, self.second_name, lambda: tr("One-time code"))
            case "masks":
                masks = " ".join(shop.code_masks) if shop else ""
                self._field(self.first, self.first_name, lambda: tr(row.label), masks)
                self._field(self.second, self.second_name, lambda: tr("Try a code"))
            case "filed":
                filed = filed_text(shop)
                self._field(self.first, self.first_name, lambda: tr(row.label), filed)
            case "good":
                self._good = None
                self._field(self.first, self.first_name, lambda: tr(row.label))
            case "scanner":
                self.learn(anew=True)
                self._field(self.first, self.first_name, lambda: tr("The code of a packet"))
            case _:
                value = str(getattr(shop, row.name)) if shop else ""
                self._field(self.first, self.first_name, lambda: tr(row.label), value)
                self._field(self.second, self.second_name, lambda: tr("From which day on"), day)
        self.keys.tell(self._key_words)

    def _field(self, field: Field, label: Label, teller: Teller, text: str = "") -> None:
        label.tell(teller)
        field.setText(text)
        field.setAccessibleName(teller())
        label.show()
        field.show()
        if field is self.first and not self.choice.isVisible():
            field.selectAll()  # only what has the focus is marked

    def _step(self, by: int) -> None:
        if self.choice.isVisible():
            self.choice.step(by)

    def _choice(self, place: int) -> None:
        if self.choice.isVisible():
            self.choice.choose(place)

    def _mode_chosen(self, place: int) -> None:
        """The shop's own GSTIN goes where there can be none, and is back where there is one."""
        if place == 0 and self.first.text() == self._gstin:
            self.first.clear()
        elif place > 0 and not self.first.text():
            self.first.setText(self._gstin)

    def _enter(self) -> None:
        if self.choice.hasFocus():
            self._mend(self.first)
        elif self.second.isVisible() and self.first.hasFocus():
            self.second.setFocus()
            self.second.selectAll()
        elif self._row is not None:
            self._save(self._row)

    def _save(self, row: SettingRow) -> None:
        first = self.first.text().strip()
        match row.kind:
            case "number":
                number = int(first) if first.isdecimal() else -1
                self._keep(row.name, number, lambda: _range_words(row.name))
            case "text":
                self._keep(row.name, first, _odd_words)
            case "hq":
                self._join(first, self.second.text().strip())
            case "tax":
                mode = MODES[self.choice.place]
                if mode == "U" and first:
                    self._say("danger", _no_gstin_words)
                    self._mend(self.first)
                    return
                self._record({"tax_mode": mode, "gstin": first.upper()}, self._tax_told)
            case "limit":
                self._save_limit(row.name, first)
            case "filed":
                self._save_filed(first)
            case "masks":
                self._save_masks(first)
            case "good":
                self._save_good(first)
            case "scanner":
                self._learn()
            case _:
                self._record({row.name: first})

    def _keep(self, name: str, value: Value, wrong: Teller) -> None:
        """Change a setting of this PC, or say why it cannot be so."""
        if allows(name, value):
            keep(
                self._work,
                name,
                value,
                self._set_value,
                lambda: self._done(None),
                self._failed,
                self,
            )
        else:
            self._say("danger", wrong)
            self._mend(self.first)

    def _tax_told(self, shops: Shops) -> None:
        self._done(shops)
        if any(shop.lacks_address for shop in shops):
            self._say(
                "danger",
                lambda: tr(
                    "Saved. The papers of a registered shop name its address, and nobody has told "
                    "it: Shop, Address in Hindi."
                ),
            )

    def _record(self, typed: dict[str, str], done: "Callable[[Shops], None] | None" = None) -> None:
        from estore_pos.text.dates import read_date

        day = read_date(self.second.text())
        if day is None:
            self._say("danger", lambda: tr("This is no day. Write it as 22-11-2026."))
            self._mend(self.second)
            return
        if self._shops and day < (held := self._shops[0].from_day):
            # That day is past, and its papers are made.
            self._say("danger", lambda: _too_early_words(held))
            self._mend(self.second)
            return
        facts = typed_facts(typed)
        self._change(lambda till, leave: till.change_shop(day, facts, leave), done)

    def _change(
        self,
        deed: "Callable[[Till, Approval | None], None]",
        done: "Callable[[Shops], None] | None" = None,
    ) -> None:
        """Do it, and show what holds now and later."""

        def change(till: "Till", leave: "Approval | None") -> Shops:
            deed(till, leave)
            return till.shop_from_today()

        self._work.with_approval(change, done or self._done, self._failed, owner=self, once=self)

    def take_scan(self, code: str) -> bool:
        """Whether a scan is to be tried here and sells nothing."""
        if not self._is_open or self._row is None:
            return False
        if self._row.kind not in ("masks", "good", "scanner"):
            return False
        if self._row.kind == "scanner":
            self._learn()
            return True
        if self._row.kind == "good":
            self.first.setText(code)
            return True
        self.second.setText(code)
        self.second.setFocus()
        return True

    def _learn(self) -> None:
        """A packet was scanned, or a reader that types slowly was taken for a hand: learn of it."""
        self.first.clear()
        found = self.learn()
        if isinstance(found, str):
            self._say("success" if found == "first" else "danger", lambda: learning_words(found))
            return
        gap_ms, prefix, suffix = found

        def keep_it(_: object) -> None:
            self._set_value("scan_gap_ms", gap_ms)
            self._set_value("scan_prefix", prefix)
            self._set_value("scan_suffix", suffix)
            self._done(None)
            self._say("success", lambda: learnt_words(*found))

        self._work.with_approval(
            lambda till, leave: till.acts.change_setting(
                person.Deed.PC, f"scan_gap_ms={gap_ms}", leave
            ),
            keep_it,
            self._failed,
            owner=self,
            once=self,
        )

    def _try_masks(self) -> None:
        """Say what the masks that are typed read, while they are typed."""
        if not self._is_open or self._row is None or self._row.kind != "masks":
            return
        from estore_pos.domain.errors import Refusal
        from estore_pos.ui.setup.masks import masks_of, meant_words, overlap_words

        code = self.second.text().strip()
        try:
            masks = masks_of(self.first.text())
        except Refusal as refusal:
            wrong = refusal
            self._say("muted", lambda: sentence_of(wrong))
            return
        self._say("muted", lambda: overlap_words(masks))
        if code:

            def told(answer: "Meant | Refusal") -> None:
                tone = "danger" if isinstance(answer, Refusal) else "success"
                self._say(
                    tone, lambda: f"{meant_words(code, answer)}\n{overlap_words(masks)}".strip()
                )

            texts, today = [mask.text for mask in masks], self._today()
            self._work.look(
                lambda lookup: lookup.meant(code, texts, today), told, owner=self, key="mask"
            )

    def _seek_good(self, typed: str) -> None:
        """Say which good is meant, while it is typed."""
        if not self._is_open or self._row is None or self._row.kind != "good":
            return
        self._good = None
        wanted = typed.strip()

        def told(found: "list[Found]") -> None:
            if wanted != self.first.text().strip():
                return
            self._good = found[0].item if found and found[0].is_said else None
            name = _name_of(self._good)
            self._say("success" if name else "muted", lambda: f"→ {name}" if name else "")

        self._work.look(lambda lookup: lookup.find(wanted, 1), told, owner=self, key="good")

    def _save_good(self, typed: str) -> None:
        """Enter takes the good that is said to be meant; with nothing typed there is none."""
        from estore_pos.domain.errors import Refusal, RefusalCode
        from estore_pos.domain.ids import NO_ITEM

        good, today = self._good, self._today()
        if typed and good is None:
            self._failed(Refusal(RefusalCode.NOTHING_FOUND, typed=typed))
            return
        named = good.id if good is not None else NO_ITEM
        self._change(lambda till, leave: till.change_shop(today, {"sweet": named}, leave))

    def _save_masks(self, typed: str) -> None:
        from estore_pos.domain.errors import Refusal
        from estore_pos.ui.setup.masks import masks_of

        try:
            texts = tuple(mask.text for mask in masks_of(typed))
        except Refusal as refusal:
            self._failed(refusal)
            return
        today = self._today()
        self._change(lambda till, leave: till.change_shop(today, {"code_masks": texts}, leave))

    def _save_filed(self, typed: str) -> None:
        from estore_pos.domain.errors import Refusal

        try:
            facts = {"filed_up_to": typed_filing(typed)}
        except Refusal as refusal:
            self._failed(refusal)
            return
        today = self._today()
        self._change(lambda till, leave: till.change_shop(today, facts, leave))

    def _save_limit(self, name: str, typed: str) -> None:
        today = self._today()
        if not self._shops:
            return
        if typed_limit(self._shops[0], name, typed) is None:
            self._say("danger", lambda: wrong_words(name))
            self._mend(self.first)
            return

        def change(till: "Till", leave: "Approval | None") -> None:
            facts = typed_limit(till.shop_today(), name, typed)
            assert facts is not None
            till.change_limits(today, facts, leave)

        self._change(change)

    def _join(self, address: str, code: str) -> None:
        if self._hq_line is None:
            self._say("danger", lambda: tr("A practice shop reports to its own practice HQ."))
            return
        if self._is_joining:
            return
        line = self._hq_line

        def ask(_: object) -> None:
            self._is_joining = True  # a code holds once: asked twice, HQ would refuse the second
            self._say("muted", lambda: tr("Asking HQ…"))
            line.enrol(address, code, self._hq_told.emit)

        self._work.with_approval(
            lambda till, leave: till.acts.allow(person.Deed.HQ, leave),
            ask,
            self._failed,
            owner=self,
            once=self,
        )

    def _hq_answered(self, error: "ShopError | None") -> None:
        self._is_joining = False
        if error is None:
            self._done(None)
            self._say("success", lambda: tr("✓ Joined. Bills are sent by themselves."))
        else:
            self._failed(error)

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.domain.errors import RefusalCode, TroubleCode

        self._say("danger", lambda: sentence_of(error))
        if not self._is_open:
            return
        match error.code:
            case RefusalCode.HQ_CODE_WRONG | RefusalCode.HQ_CODE_SHAPE:
                self._mend(self.second)
            case TroubleCode() if self._row is not None and self._row.kind == "hq":
                self._mend(self.second)  # nothing typed is wrong: here Enter asks HQ again
            case _:
                self._mend(self.first)

    def _mend(self, field: Field) -> None:
        """Put the cursor where it is wrong; what is typed next takes its place."""
        field.setFocus()
        field.selectAll()

    def turn(self, row: SettingRow, done: "Callable[[Shops], None]") -> None:
        """Yes to no and back, of a fact of the shop, from today on."""
        today = self._today()

        def change(till: "Till", leave: "Approval | None") -> None:
            said = not getattr(till.shop_today(), row.name)
            till.change_shop(today, {row.name: said}, leave)

        self._change(change, done)

    def fill_in(self) -> None:
        """Bring in the common goods, without prices, and say how many came."""
        self._say("muted", lambda: tr("The goods are being written down…"))
        self._work.with_approval(
            lambda till, leave: till.load_starter(with_prices=False, approval=leave),
            self._filled_in,
            self._failed,
            owner=self,
            once=self,
        )

    def _filled_in(self, count: int) -> None:
        self._say("success", lambda: _came_words(count))

    def ruler_printed(self) -> None:
        """Say what to do with the ruler."""
        self._say(
            "success",
            lambda: tr(
                "✓ The ruler goes to the printer. Type its last whole number one line below."
            ),
        )

    def refuse(self, error: "ShopError") -> None:
        """Say why what was asked for is not done."""
        self._failed(error)

    def _is_low(self) -> bool:
        """Whether there is no room for every word beside an open choice."""
        return self.height() < look.px(LOW_PX)

    def _say(self, tone: str, teller: Teller) -> None:
        self.keys.setVisible(not (self._is_open and self._is_low()))
        restyle(self.problem, "tone", tone)
        self.problem.tell(teller)

    def _done(self, shops: Shops | None) -> None:
        self._leave()
        self._kept(shops)

    def _leave(self) -> None:
        self._is_open = False
        self._hide_inside()
        self.why.show()
        self.coming.tell(self._coming_words)
        self.keys.show()
        self.problem.tell(nothing)
        self.keys.tell(self._key_words)
        self.closed.emit()

    def _coming(self) -> str:
        dated = self._row is not None and self._row.kind in ("fact", "tax", "yes_no")
        return coming_text(self._row, self._shops) if self._row is not None and dated else ""

    def _coming_words(self) -> str:
        changes = self._coming()
        if not changes:
            return ""
        if self._is_open and self._is_low():
            return tr("To come: {changes}.", changes=changes)
        return tr(
            "To come: {changes}. To take it back, save from that day what holds before it.",
            changes=changes,
        )

    def _key_words(self) -> str:
        if self._row is None:
            return ""
        if not self._is_open:
            match self._row.kind:
                case "pc" | "yes_no" if not self._is_there:
                    return tr("Enter: this one · Enter again: next choice")
                case "pc" | "yes_no":
                    return tr("Enter: next choice")
                case "starter":
                    return tr("Enter: fill in")
                case "ruler":
                    return tr("Enter: print")
                case _:
                    return tr("Enter: change")
        if self._row.kind == "tax":
            return tr("↑ ↓ or the digit chooses · Enter goes on and saves · Esc leaves it")
        return tr("Enter goes on and saves · Esc leaves it as it was")


def _range_words(name: str) -> str:
    first, last = next(row.values for row in TABLE if row.name == name)
    return tr("This number cannot be. {first} to {last}.", first=first, last=last)


def _odd_words() -> str:
    return tr("This is too long or has odd letters.")


def _too_early_words(held: date) -> str:
    from estore_pos.text.dates import date_text

    return tr(
        "What is told of the shop holds from {day} on. Nothing was saved. Write that day or a "
        "later one.",
        day=date_text(held),
    )


def _no_gstin_words() -> str:
    return tr(
        "Who is not registered has no GSTIN. Nothing was changed: choose regular or composition "
        "with ↑ ↓, or clear the GSTIN."
    )


def _came_words(count: int) -> str:
    if not count:
        return tr("All common goods stand in the list already.")
    return ntr(
        "✓ {n} item came into the list. Its price is asked at the first sale.",
        "✓ {n} items came into the list. Their prices are asked at the first sale.",
        count,
    )


def _name_of(good: "Item | None") -> str:
    return name_of(good) if good is not None else ""
