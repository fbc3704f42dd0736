"""The shop's dated offers as a list, and the form in which one of them is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from estore_pos.domain.barcode import is_of_paper
from estore_pos.text.words import spoken, tr
from estore_pos.ui.counter.goods_field import GoodsField
from estore_pos.ui.keymap import Deed, Place
from estore_pos.ui.overriding import override
from estore_pos.ui.widgets.choice import Choice
from estore_pos.ui.widgets.form import unread_words
from estore_pos.ui.widgets.long_form import LongForm
from estore_pos.ui.widgets.rows import Row, RowList
from estore_pos.ui.widgets.sheet import Sheet
from estore_pos.ui.widgets.told import Field, Label, Teller, nothing
from estore_pos.ui.work import Work

if TYPE_CHECKING:
    from estore_pos.domain.errors import ShopError
    from estore_pos.domain.item import Item
    from estore_pos.domain.money import Money
    from estore_pos.domain.offer import Offer
    from estore_pos.operations.lookup import Found
    from estore_pos.operations.terms import Offered

KINDS = ("percent", "amount", "buy_get", "combo")


class OffersSheet(Sheet):
    """Arrows choose an offer, Enter changes it; those that are ended stand last."""

    wanted = Signal(object)
    """The form should open: an Offered, or None for a new offer."""

    def __init__(self, work: Work, today: date) -> None:
        super().__init__(Place.OFFERS, lambda: tr("Offers"))
        self._work, self._today = work, today
        self._offers: list[Offered] = []
        self.list = RowList("offers_list", lambda: tr("Offers"))
        self._told = Label("offers_told", nothing, tone="muted", wrap=True)
        self.rows.addWidget(self.list, 1)
        self.rows.addWidget(self._told)
        self.deeds = {
            Deed.ENTER: self._change,
            Deed.ANOTHER: lambda: self.wanted.emit(None),
            Deed.REMOVE: self._end,
            Deed.UP: lambda: self.list.step(-1),
            Deed.DOWN: lambda: self.list.step(1),
            Deed.BACK: self.close_sheet,
        }
        self._read()

    @override
    def home(self) -> QWidget:
        """The list has the focus."""
        return self.list

    def _read(self) -> None:
        self._work.desk(lambda till: till.terms.offered(), self._show, self._failed, owner=self)

    def _show(self, offers: "list[Offered]") -> None:
        self._offers = offers
        rows = [partial(_row, each, self._today) for each in offers]
        self.list.present(rows, max(0, self.list.place))
        self._told.tell(nothing if offers else _none_words)

    def _change(self) -> None:
        if self._offers:
            self.wanted.emit(self._offers[self.list.place])

    def _end(self) -> None:
        """End an offer, or let one that was ended hold again."""
        from dataclasses import replace

        if not self._offers:
            return
        held = self._offers[self.list.place].offer
        turned = replace(held, closed=not held.closed)
        self._work.with_approval(
            lambda till, leave: till.terms.save_offer(turned, leave),
            lambda _: self._read(),
            self._failed,
            owner=self,
            once=self,
        )

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.ui.sentences import sentence_of

        self._told.tell(lambda: sentence_of(error))


class OfferSheet(Sheet):
    """Enter goes from field to field and saves after the last; Ctrl+S saves from anywhere."""

    saved = Signal(object)
    """It is recorded: the Offer."""

    def __init__(self, work: Work, today: date, held: "Offered | None") -> None:
        super().__init__(Place.OFFER, lambda: tr("New offer") if held is None else tr("Offer"))
        self._work = work
        self._held = held.offer if held else None
        self._goods: list[tuple[Item, int]] = _goods_of(held)
        self._keys: list[str] = []
        self.form = LongForm("offer_form", lambda: tr("Offer"))
        self.kind = Choice("offer_kind", [lambda: "%", _amount, _buy_get, _combo])
        self.kind.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.form.row(lambda: tr("What it gives"), self.kind)
        self.figure = self.form.field("offer_figure", lambda: tr("Percent off"))
        self.free = self.form.field("offer_free", lambda: tr("So many free"))
        self.name_hi = self.form.field("offer_name_hi", lambda: tr("Name in Hindi"))
        self.name_en = self.form.field("offer_name_en", lambda: tr("Name in English"))
        self.good = GoodsField(
            self, work, "offer_good", lambda: tr("On which goods"), self._goods_hint
        )
        self.form.row(lambda: tr("On which goods"), self.good)
        self.chosen = Label("offer_goods", self._goods_words, wrap=True)
        self.form.row(nothing, self.chosen)
        self.category = self.form.field(
            "offer_category", lambda: tr("Or a category"), self._category_hint
        )
        self.group = self.form.field(
            "offer_group", lambda: tr("For the group"), lambda: tr("empty: everybody")
        )
        self.from_day = self.form.field("offer_from", lambda: tr("From the day"))
        self.to_day = self.form.field(
            "offer_to", lambda: tr("To the day"), lambda: tr("empty: until it is ended")
        )
        self.problem = Label("offer_problem", nothing, tone="danger", wrap=True)
        self.rows.addWidget(self.form, 1)
        self.rows.addWidget(self.problem)
        self.deeds = {
            Deed.ENTER: self._enter,
            Deed.SAVE: self._save,
            Deed.REMOVE: self._take_off,
            Deed.UP: lambda: self._step(-1),
            Deed.DOWN: lambda: self._step(1),
            Deed.FIRST_CHOICE: lambda: self.kind.choose(0),
            Deed.SECOND_CHOICE: lambda: self.kind.choose(1),
            Deed.THIRD_CHOICE: lambda: self.kind.choose(2),
            Deed.FOURTH_CHOICE: lambda: self.kind.choose(3),
            Deed.BACK: self._back,
        }
        self.kind.chosen.connect(lambda _: self._fit())
        self.good.named.connect(self._add)
        self.good.unknown.connect(self._failed)
        self._fill(today)
        work.desk(lambda till: till.terms.category_keys(), self._take_keys, owner=self)

    @override
    def home(self) -> QWidget:
        """What it gives is chosen first."""
        return self.kind

    @override
    def take_scan(self, code: str) -> bool:
        """Where a good is asked for it is named by its code."""
        if is_of_paper(code) or not self.good.hasFocus():
            return False
        self.good.scanned(code)
        return True

    # --- what stands in it ---

    def _fill(self, today: date) -> None:
        from estore_pos.text.dates import date_text
        from estore_pos.text.numbers import milli_text, percent_text

        held = self._held
        if held is None:
            self.kind.choose(0)
            self.from_day.setText(date_text(today))
            self._fit()
            return
        self.kind.choose(KINDS.index(held.kind.value))
        figure = {
            "percent": percent_text(held.points).removesuffix(" %"),
            "buy_get": milli_text(held.buy_milli),
        }.get(held.kind.value, _plain(held.amount.paise))
        self.figure.setText(figure)
        self.free.setText(milli_text(held.get_milli) if held.get_milli else "")
        self.name_hi.setText(held.name_hi)
        self.name_en.setText(held.name_en)
        self.category.setText(held.category)
        self.group.setText(held.group)
        self.from_day.setText(date_text(held.from_day))
        self.to_day.setText(date_text(held.to_day) if held.to_day else "")
        self._fit()

    def _fit(self) -> None:
        """Show the rows that this kind of offer needs."""
        kind = KINDS[max(0, self.kind.place)]
        names: dict[str, Teller] = {
            "percent": lambda: tr("Percent off"),
            "amount": lambda: tr("₹ off each"),
            "buy_get": lambda: tr("Who buys"),
            "combo": lambda: tr("Together ₹"),
        }
        self.form.rename(self.figure, names[kind])
        self.form.show_row(self.free, kind == "buy_get")
        self.form.show_row(self.category, kind != "combo" and not self._goods)
        self.form.show_row(self.chosen, bool(self._goods))
        self.good.hint(self._goods_hint)
        self.chosen.tell(self._goods_words)

    def _take_keys(self, keys: list[str]) -> None:
        self._keys = keys
        self.category.hint(self._category_hint)

    # --- keys ---

    def _step(self, by: int) -> None:
        if self.good.hasFocus() and self.good.step(by):
            return
        self.form.step(by)

    def _enter(self) -> None:
        if self.good.hasFocus() and self.good.enter():
            return
        if self.to_day.hasFocus() or not self.form.step(1):
            self._save()

    def _back(self) -> None:
        if not self.good.leave():
            self.close_sheet()

    def _add(self, found: "Found") -> None:
        if all(item.id != found.item.id for item, _ in self._goods):
            self._goods.append((found.item, found.milli or 1000))
        self.good.clear()
        self.problem.tell(nothing)
        self._fit()

    def _take_off(self) -> None:
        """Without the good that was named last."""
        if self._goods:
            self._goods.pop()
            self._fit()

    # --- saving ---

    def _save(self) -> None:
        from estore_pos.domain.errors import Refusal

        try:
            made = self._made()
        except Refusal as refusal:
            self._failed(refusal)
            return
        except _Wrong as wrong:
            self.form.go(wrong.field)
            self.problem.tell(wrong.teller)
            return
        self._work.with_approval(
            lambda till, leave: till.terms.save_offer(made, leave),
            self.saved.emit,
            self._failed,
            owner=self,
            once=self,
        )

    def _made(self) -> "Offer":
        """The offer as it is typed.

        Raises _Wrong for a field that cannot be so, and Refusals; the cursor is where it is wrong.
        """
        from estore_pos.domain.errors import Refusal, RefusalCode
        from estore_pos.domain.ids import OfferId
        from estore_pos.domain.item import Part
        from estore_pos.domain.offer import Offer, OfferKind

        kind = KINDS[self.kind.place]
        category = "" if self._goods else self.category.text().strip()
        if category and category not in self._keys:
            self.form.go(self.category)
            raise Refusal(RefusalCode.CATEGORY_UNKNOWN, typed=category)
        figures = self._figures(kind)
        from_day = self._day(self.from_day)
        to_day = self._day(self.to_day) if self.to_day.text().strip() else None
        if to_day is not None and to_day < from_day:
            raise _Wrong(self.to_day, _days_words)
        if kind == "combo" and len(self._goods) < 2:
            raise _Wrong(self.good, _set_words)
        goods = tuple([Part(item.id, milli) for item, milli in self._goods])
        self.form.go(self.figure)
        return Offer(
            id=self._held.id if self._held else OfferId(""),
            kind=OfferKind(kind),
            from_day=from_day,
            to_day=to_day,
            name_hi=self.name_hi.text().strip(),
            name_en=self.name_en.text().strip(),
            goods=goods,
            category=category,
            group=self.group.text().strip(),
            points=figures.points,
            amount=figures.amount,
            buy_milli=figures.buy,
            get_milli=figures.get,
            closed=bool(self._held and self._held.closed),
        )

    def _figures(self, kind: str) -> "_Figures":
        """What it gives, as typed. Raises _Wrong."""
        from estore_pos.domain.errors import Refusal
        from estore_pos.domain.gst import BASIS
        from estore_pos.domain.money import NOTHING
        from estore_pos.text.calculator import read_amount
        from estore_pos.text.numbers import read_decimal, read_milli

        typed = self.figure.text().strip()
        if kind in {"amount", "combo"}:
            try:
                amount = read_amount(typed)
            except Refusal as refusal:
                raise _unread(self.figure, "10") from refusal
            if not amount:
                raise _Wrong(self.figure, _nothing_words)
            return _Figures(amount=amount)
        if kind == "percent":
            points = read_decimal(typed.removesuffix("%").strip(), 2)
            if points is None:
                raise _unread(self.figure, "10")
            if not 0 < points <= BASIS:
                raise _Wrong(self.figure, lambda: _percent_words(typed))
            return _Figures(amount=NOTHING, points=points)
        buy, get = read_milli(typed), read_milli(self.free.text())
        if buy is None:
            raise _unread(self.figure, "2")
        if get is None:
            raise _unread(self.free, "1")
        if not buy or not get:
            raise _Wrong(self.free if buy else self.figure, _nothing_words)
        return _Figures(amount=NOTHING, buy=buy, get=get)

    def _day(self, field: Field) -> date:
        from estore_pos.domain.errors import Refusal, RefusalCode
        from estore_pos.text.dates import read_date

        day = read_date(field.text())
        if day is None:
            self.form.go(field)
            raise Refusal(RefusalCode.DATE_WRONG, date=field.text())
        return day

    def _failed(self, error: "ShopError") -> None:
        from estore_pos.domain.errors import RefusalCode
        from estore_pos.ui.sentences import sentence_of

        unknown = error.code is RefusalCode.CATEGORY_UNKNOWN
        self.problem.tell(
            lambda: (
                f"{sentence_of(error)}\n{self._category_words()}" if unknown else sentence_of(error)
            )
        )
        focus = self.focusWidget()
        if isinstance(focus, Field):
            focus.selectAll()

    # --- words ---

    def _category_hint(self) -> str:
        known = f" — {', '.join(self._keys)}" if self._keys else ""
        return tr("empty: everything") + known

    def _category_words(self) -> str:
        if not self._keys:
            return tr("No good has a category yet.")
        return tr("There are: {groups}", groups=", ".join(self._keys))

    def _goods_hint(self) -> str:
        if KINDS[max(0, self.kind.place)] == "combo":
            return tr("name and Enter: two goods or more")
        return tr("name and Enter, or leave it empty")

    def _goods_words(self) -> str:
        return _goods_text(self._goods, KINDS[max(0, self.kind.place)])


class _Wrong(Exception):
    """What is typed in `field` cannot be so; `teller` says why."""

    def __init__(self, field: Field, teller: Teller) -> None:
        super().__init__(field.objectName())
        self.field, self.teller = field, teller


def _unread(field: Field, example: str) -> _Wrong:
    return _Wrong(field, lambda: unread_words(field, example))


@dataclass(frozen=True, slots=True)
class _Figures:
    """What an offer gives, as it was typed."""

    amount: "Money"
    points: int = 0
    buy: int = 0
    get: int = 0


def _amount() -> str:
    return "₹"


def _buy_get() -> str:
    return "2+1"


def _combo() -> str:
    return tr("a set")


def _percent_words(typed: str) -> str:
    words = tr(
        "{typed} percent off cannot be: it is more than 0 and at most 100. Nothing was saved.",
        typed=typed.removesuffix("%").strip(),
    )
    return f"{words} (R123)"


def _nothing_words() -> str:
    words = tr("With 0 this offer gives nothing. Nothing was saved. Type more than 0.")
    return f"{words} (R123)"


def _days_words() -> str:
    words = tr("Its last day is before its first. Nothing was saved. Type a later day.")
    return f"{words} (R123)"


def _set_words() -> str:
    words = tr("A set is of two goods or more. Nothing was saved. Type a name and Enter.")
    return f"{words} (R123)"


def _none_words() -> str:
    return tr("There is no offer yet. F2 makes one.")


def _plain(paise: int) -> str:
    """A sum as it can be typed again; "" for none."""
    from estore_pos.domain.money import Money
    from estore_pos.text.numbers import amount_text

    return amount_text(Money(paise)).replace(",", "").removesuffix(".00") if paise else ""


def _goods_of(held: "Offered | None") -> "list[tuple[Item, int]]":
    if held is None:
        return []
    amounts = {part.item: part.milli for part in held.offer.goods}
    return [(item, amounts[item.id]) for item in held.goods]


def _goods_text(goods: "Sequence[tuple[Item, int]]", kind: str) -> str:
    """The goods of an offer; a combo says how much of each."""
    from estore_pos.domain.quantity import Quantity
    from estore_pos.text.numbers import quantity_text

    told = []
    for item, milli in goods:
        much = quantity_text(Quantity(milli, item.unit), spoken())
        told.append(f"{_called(item)} {much}" if kind == "combo" else _called(item))
    return " + ".join(told) if kind == "combo" else ", ".join(told)


def _called(item: "Item") -> str:
    names = (item.name_en, item.name_hi) if spoken() == "en" else (item.name_hi, item.name_en)
    return names[0] or names[1]


def offer_name(made: "Offer") -> str:
    """What an offer is called, in the language of the screens; else that it is one."""
    names = (made.name_en, made.name_hi) if spoken() == "en" else (made.name_hi, made.name_en)
    return names[0] or names[1] or tr("offer")


def _gives(made: "Offer") -> str:
    from estore_pos.text.numbers import milli_text, money_text, percent_text

    match made.kind.value:
        case "percent":
            return tr("{part} off", part=percent_text(made.points))
        case "amount":
            return tr("{amount} off each", amount=money_text(made.amount))
        case "buy_get":
            buy, get = milli_text(made.buy_milli), milli_text(made.get_milli)
            return tr("{buy} + {get} free", buy=buy, get=get)
        case _:
            return tr("together {amount}", amount=money_text(made.amount))


def _row(held: "Offered", today: date) -> Row:
    from estore_pos.text.dates import date_text

    made = held.offer
    on = _goods_text(_goods_of(held), made.kind.value) or made.category or tr("everything")
    days = date_text(made.from_day)
    days = f"{days} – {date_text(made.to_day)}" if made.to_day else tr("from {day}", day=days)
    about = f"{days} · {on}" + (f" · {made.group}" if made.group else "")
    if made.closed:
        state = tr("ended")
    elif made.to_day is not None and made.to_day < today:
        state = tr("over")
    elif made.from_day > today:
        state = tr("not yet")
    else:
        state = tr("holds today")
    return Row(offer_name(made), _gives(made), about, state)
