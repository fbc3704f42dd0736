"""A good's card: its names, its prices, its codes, its tile; Ctrl+I on the line it stands on."""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from estore_pos.domain.person import Person, Role
from estore_pos.text.words import spoken, tr
from estore_pos.ui.keymap import TILE_LETTERS, Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.form import unread_words
from estore_pos.ui.widgets.long_form import LongForm
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.gst import DatedRate
    from estore_pos.domain.item import Item, PrintedPrice
    from estore_pos.domain.money import Money
    from estore_pos.operations.terms import Card

T = TypeVar("T")


class CardSheet(Sheet):
    """Enter goes from field to field and saves after the last; Ctrl+S saves from anywhere."""

    saved = Signal(object)
    """The card is recorded: the Item."""

    def __init__(self, work: Work, card: "Card") -> None:
        super().__init__(Place.CARD, lambda: tr("Card of a good"))
        self._work = work
        self._card, self._item = card, card.item
        self._closed = card.item.closed
        self._facts = Label("card_facts", self._fact_words, tone="small", wrap=True)
        self.form = form = LongForm("card_form", lambda: tr("Card of a good"))
        self.name_hi = form.field("card_name_hi", lambda: tr("Name in Hindi"))
        self.name_en = form.field("card_name_en", lambda: tr("Name in English"))
        self.price = form.field("card_price", lambda: tr("Price ₹"))
        self.printed = form.field("card_printed", lambda: tr("MRP ₹"))
        self.cost = form.field("card_cost", lambda: tr("Cost ₹ (floor)"))
        self.slabs = form.field("card_slabs", lambda: tr("From so many on"))
        self.groups = form.field("card_groups", lambda: tr("Group prices"))
        self.codes = form.field("card_codes", lambda: tr("Barcodes"))
        self.hsn = form.field("card_hsn", lambda: tr("HSN code"))
        self.gst = form.field("card_gst", lambda: tr("GST %"), self._gst_hint)
        self.gst_from = form.field("card_gst_from", lambda: tr("GST from which day"))
        self.inside = form.field("card_inside", lambda: tr("GST is"))
        self.tile = form.field("card_tile", lambda: tr("Tile (A to X)"))
        form.show_row(self.cost, card.sees_cost)
        form.show_row(self.inside, card.charges_tax)
        self._texts: dict[Field, str] = {}
        self._how = Label("card_how", self._how_words, tone="muted", wrap=True)
        self._problem = Label("card_problem", nothing, tone="danger", wrap=True)
        self.rows.addWidget(self._facts)
        self.rows.addWidget(form, 1)
        self.rows.addWidget(self._problem)
        self.rows.addWidget(self._how)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.SAVE: self._save,
            Deed.REMOVE: self._stop,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.BACK: self.close_sheet,
        }
        self._fill()

    @override
    def home(self) -> QWidget:
        """The price is what is changed most."""
        return self.price

    @override
    def another(self, person: Person) -> None:
        """What the good cost stays the owner's to see."""
        if person.role is not Role.OWNER:
            self.cost.setText(self._texts[self.cost])
            self.form.show_row(self.cost, False)

    @property
    def problem(self) -> str:
        """What is wrong, as it is said."""
        return self._problem.text()

    # --- what stands in it ---

    def _fill(self) -> None:
        from estore_pos.text import price_lists
        from estore_pos.text.dates import date_text
        from estore_pos.text.gst_rate import rate_text

        item, today = self._item, self._card.today
        known = price_lists.printed_text(item.printed) if item.printed else _sum(item.mrp)
        for field, text in (
            (self.name_hi, item.name_hi),
            (self.name_en, item.name_en),
            (self.price, _sum(item.price)),
            (self.printed, known),
            (self.cost, _sum(item.cost)),
            (self.slabs, price_lists.slabs_text(item.slabs)),
            (self.groups, price_lists.groups_text(item.group_prices)),
            (self.codes, price_lists.codes_text(item.barcodes)),
            (self.hsn, item.hsn),
            (self.gst, rate_text(item.rate(today))),
            (self.gst_from, date_text(today)),
            (self.inside, tr("in the price") if item.inclusive else tr("on top")),
            (self.tile, TILE_LETTERS[item.tile - 1] if item.tile else ""),
        ):
            field.setText(text)
            field.setCursorPosition(0)
            self._texts[field] = text
        self.price.selectAll()

    # --- keys ---

    def _enter(self) -> None:
        is_last = not self.form.step(1)
        self._how.tell(self._how_words)
        if is_last:
            self._save()

    def _step(self, by: int) -> None:
        self.form.step(by)
        self._how.tell(self._how_words)

    def _stop(self) -> None:
        """Not sold any more, or sold again: saved with the rest."""
        self._closed = not self._closed
        self._facts.tell(self._fact_words)

    # --- saving ---

    def _save(self) -> None:
        from estore_pos.domain.errors import Refusal

        try:
            good = self._read()
        except Refusal as refusal:
            self._failed(refusal)
            return
        self._work.with_approval(
            lambda till, leave: till.terms.save_card(good, leave),
            self.saved.emit,
            self._failed,
            owner=self,
            once=self,
        )

    def _read(self) -> "Item":
        """The good as its card reads. Raises Refusals; the cursor is where it is wrong."""
        from dataclasses import replace

        from estore_pos.text import price_lists
        from estore_pos.text.gst_rate import read_inside
        from estore_pos.text.numbers import latin_digits

        item = self._item
        price = self._changed(self.price, _amount, item.price)
        good = replace(
            item,
            name_hi=self.name_hi.text().strip(),
            name_en=self.name_en.text().strip(),
            price=price,
            inclusive=self._changed(self.inside, read_inside, item.inclusive),
            cost=self._changed(self.cost, _amount, item.cost),
            slabs=self._changed(self.slabs, price_lists.read_slabs, item.slabs),
            group_prices=self._changed(self.groups, price_lists.read_groups, item.group_prices),
            barcodes=self._changed(self.codes, price_lists.read_codes, item.barcodes),
            tile=self._changed(self.tile, _tile, item.tile),
            closed=self._closed,
            hsn=self._changed(self.hsn, latin_digits, item.hsn),
            rates=self._rates(item),
        )
        told = self._changed(self.printed, price_lists.read_printed, None)
        if told is not None:
            good = _with_printed(good, told, moved=price != item.price)
        elif price is not None and price != item.price:
            good = replace(good, printed=_priced(good.printed, good.mrp, price))
        return good

    def _rates(self, item: "Item") -> "tuple[DatedRate, ...]":
        """Its dated rates with the one that is typed; Refusals as `_read` raises them."""
        from estore_pos.domain.gst import DatedRate, check_rate, with_rate
        from estore_pos.text.gst_rate import read_rate

        rate = self._changed(self.gst, read_rate, None)
        day = self._changed(self.gst_from, _day, None)
        if rate is None and (day is None or item.is_rate_untold):
            return item.rates
        told = DatedRate(day or self._card.today, rate or item.rate(self._card.today))
        if not item.is_rate_untold and item.rate(told.from_day) == told.rate:
            return item.rates
        self.form.go(self.gst)
        check_rate(told)
        return with_rate(item.rates, told)

    def _changed(self, field: Field, read: "Callable[[str], T]", known: T) -> T:
        """What a field says now; what nobody touched stays as it is, however it is written."""
        typed = field.text().strip()
        if typed == self._texts[field].strip():
            return known
        self.form.go(field)
        return read(typed)

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.domain.errors import RefusalCode
        from estore_pos.ui.sentences import sentence_of

        focus = self.focusWidget()
        if error.code is RefusalCode.ENTRY_UNCLEAR and isinstance(focus, Field):
            self._problem.tell(
                lambda: unread_words(focus, tr("on top") if focus is self.inside else "45.50")
            )
            self._how.tell(self._how_words)
            return
        match error.code:
            case RefusalCode.NAME_NEEDED:
                self.form.go(self.name_hi)
            case RefusalCode.CODE_TAKEN:
                self.form.go(self.codes)
            case RefusalCode.TILE_RANGE:
                self.form.go(self.tile)
            case RefusalCode.HSN_WRONG:
                self.form.go(self.hsn)
            case _:
                pass
        self._problem.tell(lambda: sentence_of(error))
        self._how.tell(self._how_words)

    # --- words ---

    def _fact_words(self) -> str:
        from estore_pos.text.numbers import milli_text, unit_text

        item, left = self._item, self._card.left
        facts = [tr("No. {number}", number=item.id), unit_text(item.unit, spoken()), item.pack]
        if item.is_rate_untold:
            facts.append(tr("no GST rate told"))
        if left is not None:
            facts.append(tr("stock {left}", left=milli_text(left)))
        if self._closed:
            facts.append(tr("not sold any more"))
        return " · ".join(fact for fact in facts if fact)

    def _how_words(self) -> str:
        """How the field in focus is written."""
        told: dict[Field, Teller] = {
            self.inside: lambda: tr("in the price, or on top: then the bill adds it to the price."),
            self.printed: lambda: tr("40, or for several packets MRP: price — 28: 28, 30: 29"),
            self.cost: lambda: tr("Only the owner sees it. Nobody sells below it without his PIN."),
            self.slabs: lambda: tr("quantity: price — 3: 36, 10: 34"),
            self.groups: self._group_words,
            self.codes: lambda: tr("code, carton code: amount — 8901030865278, 18901030865275: 12"),
            self.hsn: lambda: tr(
                "4, 6 or 8 digits, as on the bill of purchase. It is on the papers."
            ),
            self.gst: self._gst_words,
            self.gst_from: self._dates_words,
            self.tile: lambda: tr("What lay on this tile lies on none then."),
        }
        for field, teller in told.items():
            if field.hasFocus():
                return teller()
        return tr("Ctrl+S saves from any field.")

    def _gst_hint(self) -> str:
        return tr("not told yet") if self._item.is_rate_untold else ""

    def _gst_words(self) -> str:
        from estore_pos.domain.gst import legal_rates
        from estore_pos.text.numbers import percent_text

        rates = [percent_text(each) for each in sorted(legal_rates(self._card.today))]
        known = ", ".join(each.removesuffix(" %") for each in rates)
        return tr("One of {rates}; nil or non-gst where there is none.", rates=known)

    def _dates_words(self) -> str:
        from estore_pos.text.dates import date_text
        from estore_pos.text.gst_rate import rate_text

        said = tr("Bills from this day on have the new rate.")
        if self._item.is_rate_untold:
            return said
        held = [f"{date_text(each.from_day)}: {rate_text(each.rate)}" for each in self._item.rates]
        return said + " " + tr("Till now: {rates}", rates=", ".join(held))

    def _group_words(self) -> str:
        said = tr("group: price — thok: 35. F11 says of which group a buyer is.")
        if self._card.groups:
            said += " " + tr("There are: {groups}", groups=", ".join(self._card.groups))
        return said


def _sum(money: "Money | None") -> str:
    """A sum as it can be typed again; "" for none."""
    from estore_pos.text.numbers import amount_text

    return "" if money is None else amount_text(money).replace(",", "").removesuffix(".00")


def _amount(typed: str) -> "Money | None":
    from estore_pos.text.calculator import read_amount

    return read_amount(typed) if typed else None


def _day(typed: str) -> "date":
    from estore_pos.domain.errors import Refusal, RefusalCode
    from estore_pos.text.dates import read_date

    day = read_date(typed)
    if day is None:
        raise Refusal(RefusalCode.DATE_WRONG, date=typed)
    return day


def _tile(typed: str) -> int:
    from estore_pos.domain.errors import Refusal, RefusalCode

    if not typed:
        return 0
    if len(typed) > 1 or typed.upper() not in TILE_LETTERS:
        raise Refusal(RefusalCode.TILE_RANGE, tile=typed)
    return TILE_LETTERS.index(typed.upper()) + 1


def _priced(
    printed: "tuple[PrintedPrice, ...]", mrp: "Money | None", price: "Money"
) -> "tuple[PrintedPrice, ...]":
    """Packets of several printed prices, those of this one at another price."""
    from dataclasses import replace

    return tuple([replace(each, price=price) if each.mrp == mrp else each for each in printed])


def _with_printed(good: "Item", told: "tuple[PrintedPrice, ...]", *, moved: bool) -> "Item":
    """The good in packets of these printed prices; `moved`: its price was typed too."""
    from dataclasses import replace

    if not told:
        return replace(good, mrp=None, printed=())
    now = next((each for each in told if each.mrp == good.mrp), told[-1])
    if len(told) == 1:
        return replace(good, mrp=now.mrp, printed=())
    if moved and good.price is not None:
        told = _priced(told, now.mrp, good.price)
    return replace(good, printed=told).at_printed(now.mrp)
