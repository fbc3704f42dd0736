"""Goods that are sold without a name: the categories under their keys, and services."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.domain.category import Category
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.quantity import Unit
from estore_pos.operations.shelf import SAC_USUAL
from estore_pos.text.calculator import read_amount
from estore_pos.text.entry import read_key
from estore_pos.text.numbers import percent_text, read_decimal, unit_text
from estore_pos.text.words import spoken, tr
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.sentences import sentence_of
from estore_pos.ui.widgets.form import Form, Problem, go_to, unread_words
from estore_pos.ui.widgets.rows import Row, RowList
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Figures, Label, nothing

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError

POINTS_MAX = 4000
"""No rate of the GST is above 40 %."""
UNITS = (Unit.OTHER, Unit.PIECE, Unit.PACKET, Unit.KILO, Unit.BUNDLE, Unit.NONE)
"""What a category may be sold by; the first is for an amount of anything."""


class CategoriesSheet(Sheet):
    """Arrows choose a category, Enter changes it, F2 makes a new one."""

    wanted = Signal(object)
    """This Category is to be changed; None for a new one."""
    dropped = Signal(object)
    """This Category is not sold by any more."""

    def __init__(self, kinds: Sequence[Category]) -> None:
        super().__init__(Place.CATEGORIES, lambda: tr("Goods without a name"))
        self._kinds = list(kinds)
        self.list = RowList("categories", lambda: tr("Goods without a name"))
        self.list.present([partial(_row, kind) for kind in self._kinds])
        self.rows.addWidget(self.list, 1)
        self.rows.addWidget(Label("categories_words", self._say, tone="muted", wrap=True))
        self.deeds = {
            Deed.ENTER: lambda: self._with(self.wanted.emit),
            Deed.ANOTHER: lambda: self.wanted.emit(None),
            Deed.REMOVE: lambda: self._with(self.dropped.emit),
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The list has the focus: there is nothing to type."""
        return self.list

    def _with(self, deed: Callable[[Category], object]) -> None:
        if self.list.place >= 0:
            deed(self._kinds[self.list.place])

    def _say(self) -> str:
        if not self._kinds:
            return tr(
                "There is none yet. F2 makes one, say s for vegetables: then .s50 and Enter sell "
                "₹ 50 of them."
            )
        return tr("On the entry line: a dot, the key, the amount, Enter. F2 makes a new one.")


class Typed(NamedTuple):
    """A category as it was typed; `points` is its tax in basis points."""

    key: str
    name_hi: str
    name_en: str
    hsn: str
    points: int
    unit: Unit


class CategorySheet(Sheet):
    """One category: Enter goes through the fields and saves after the last one."""

    saved = Signal(object)
    """What was Typed."""

    def __init__(self, kinds: Sequence[Category], kind: Category | None) -> None:
        super().__init__(Place.CATEGORY, lambda: tr("Goods without a name"))
        self._kinds = {each.key: each for each in kinds}
        self.key = Field("category_key", lambda: tr("Key"), lambda: "s")
        self.hindi = Field("category_hi", lambda: tr("Name in Hindi"))
        self.english = Field("category_en", lambda: tr("Name in English"))
        self.hsn = Figures("category_hsn", lambda: tr("HSN code"), lambda: "0709")
        self.rate = Figures("category_rate", lambda: tr("GST %"), lambda: "0")
        self.form = Form(
            [
                (self.key, lambda: tr("Key")),
                (self.hindi, lambda: tr("Name in Hindi")),
                (self.english, lambda: tr("Name in English")),
                (self.hsn, lambda: tr("HSN code")),
                (self.rate, lambda: tr("GST %")),
            ]
        )
        self._unit = Unit.OTHER
        self._unit_label = Label("category_unit", self._unit_words, wrap=True)
        self._about = Label("category_about", self._about_words, tone="muted", wrap=True)
        self._problem = Problem("category_problem", hides=self._about)
        for widget in (self.form, self._unit_label, self._problem, self._about):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.key.textChanged.connect(lambda: self._about.tell(self._about_words))
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.UP: lambda: self._turn(-1),
            Deed.DOWN: lambda: self._turn(1),
            Deed.BACK: self.close_sheet,
        }
        if kind is not None:
            self._take(kind)

    @override
    def home(self) -> QWidget:
        """The key has the focus; of one that is changed, its name."""
        return self.hindi if self.hindi.text() else self.key

    def fail(self, error: "ShopError") -> None:
        """Say why it is not saved and put the cursor there."""
        self._problem.tell(lambda: sentence_of(error))
        match error.code:
            case RefusalCode.CATEGORY_KEY_WRONG:
                go_to(self.key)
            case RefusalCode.NAME_NEEDED:
                go_to(self.hindi)
            case RefusalCode.HSN_WRONG:
                go_to(self.hsn)
            case _:
                go_to(self.rate)

    def _take(self, kind: Category) -> None:
        self.key.setText(kind.key)
        self.hindi.setText(kind.name_hi)
        self.english.setText(kind.name_en)
        self.hsn.setText(kind.hsn)
        self.rate.setText(percent_text(kind.rates[-1].rate.basis_points).removesuffix(" %"))
        self._unit = kind.unit
        self._unit_label.tell(self._unit_words)

    def _turn(self, by: int) -> None:
        units = UNITS if self._unit in UNITS else (*UNITS, self._unit)
        self._unit = units[(units.index(self._unit) + by) % len(units)]
        self._unit_label.tell(self._unit_words)

    def _enter(self) -> None:
        self._problem.tell(nothing)
        known = self._kinds.get(read_key(self.key.text()))
        if self.key.hasFocus() and known is not None and not self.hindi.text():
            self._take(known)  # a key that there is names that one: it is changed, not lost
        if not self.form.next():
            self._save()

    def _save(self) -> None:
        try:
            points = read_points(self.rate.text(), usual=0)
        except Refusal:
            self._problem.tell(lambda: unread_words(self.rate, "5"))
            go_to(self.rate)
            return
        self.saved.emit(
            Typed(
                self.key.text().strip(),
                self.hindi.text().strip(),
                self.english.text().strip(),
                self.hsn.text().strip(),
                points,
                self._unit,
            )
        )

    def _unit_words(self) -> str:
        unit = unit_text(self._unit, spoken()) or tr("nothing: a service")
        return tr("Sold by ↑ ↓: {unit}", unit=unit)

    def _about_words(self) -> str:
        key = read_key(self.key.text()) or "s"
        return tr("Then .{key}50 and Enter sell ₹ 50 of it, with its tax.", key=key)


class ServiceSheet(Sheet):
    """A new service: name and price, its code and its tax; Enter after the last saves it."""

    saved = Signal(str, object, int, str)
    """Name, price (Money), tax in basis points, code."""

    def __init__(self, name: str) -> None:
        super().__init__(Place.SERVICE, lambda: tr("New service"))
        self.name = Field("service_name", lambda: tr("Name"), lambda: tr("such as typing"))
        self.price = Figures("service_price", lambda: tr("Price ₹"))
        self.sac = Figures("service_sac", lambda: tr("SAC code"))
        self.rate = Figures("service_rate", lambda: tr("GST %"))
        self.form = Form(
            [
                (self.name, lambda: tr("Name")),
                (self.price, lambda: tr("Price ₹")),
                (self.sac, lambda: tr("SAC code")),
                (self.rate, lambda: tr("GST %")),
            ]
        )
        self.name.setText(name)
        self.sac.setText(SAC_USUAL)
        self.rate.setText("18")
        about = Label("service_about", _service_words, tone="muted", wrap=True)
        self._problem = Problem("service_problem", hides=about)
        for widget in (self.form, self._problem, about):
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.SAVE: self._save,
            Deed.BACK: self.close_sheet,
        }

    @override
    def home(self) -> QWidget:
        """The name has the focus; where it was typed before, the price."""
        return self.price if self.name.text() else self.name

    def fail(self, error: "ShopError") -> None:
        """Say why it is not saved and put the cursor there."""
        self._problem.tell(lambda: sentence_of(error))
        match error.code:
            case RefusalCode.NAME_NEEDED:
                go_to(self.name)
            case RefusalCode.SAC_WRONG:
                go_to(self.sac)
            case RefusalCode.RATE_ILLEGAL:
                go_to(self.rate)
            case _:
                go_to(self.price)

    def _enter(self) -> None:
        self._problem.tell(nothing)
        if not self.form.next():
            self._save()

    def _save(self) -> None:
        if not self.name.text().strip():
            self.fail(Refusal(RefusalCode.NAME_NEEDED))
            return
        field, example = self.price, "50"
        try:
            price = read_amount(self.price.text())
            field, example = self.rate, "18"
            points = read_points(self.rate.text(), usual=1800)
        except Refusal:
            self._problem.tell(lambda: unread_words(field, example))
            go_to(field)
            return
        self.saved.emit(self.name.text(), price, points, self.sac.text())


def read_points(typed: str, *, usual: int) -> int:
    """A rate as it is typed, in percent, as basis points; `usual` for none.

    Raises Refusal ENTRY_UNCLEAR.
    """
    said = typed.strip().removesuffix("%").strip()
    if not said:
        return usual
    points = read_decimal(said, 2)
    if points is None or not 0 <= points <= POINTS_MAX:
        raise Refusal(RefusalCode.ENTRY_UNCLEAR, typed=typed)
    return points


def category_words(kind: Category) -> str:
    """That a category stands, and how it is sold."""
    return tr("✓ {name}: .{key}50 and Enter sell ₹ 50 of it", name=_name(kind), key=kind.key)


def _row(kind: Category) -> Row:
    points = kind.rates[-1].rate.basis_points
    tax = tr("GST {percent}", percent=percent_text(points)) if points else tr("no tax")
    return Row(f".{kind.key}   {_name(kind)}", tax, f".{kind.key}50 → ₹ 50", kind.hsn)


def _name(kind: Category) -> str:
    names = (kind.name_hi, kind.name_en)
    own, other = names if spoken() == "hi" else names[::-1]
    return own or other


def _service_words() -> str:
    return tr(
        "A service is sold without stock. The code 998595 is for copies, printing and forms. It "
        "goes on the bill when it is saved; later its name is typed."
    )
