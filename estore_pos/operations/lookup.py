"""Finding goods, bills and customers while somebody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from estore_pos.domain import barcode
from estore_pos.domain.customer import Customer, tidy_phone
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import CustomerId, ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.quantity import Unit
from estore_pos.domain.rounding import divide_half_up
from estore_pos.domain.sale import Bill
from estore_pos.operations import codes, numbers
from estore_pos.operations.codes import Meant
from estore_pos.store import customer as customers
from estore_pos.store import item as items
from estore_pos.store import sale, stock
from estore_pos.store.books import Reader
from estore_pos.store.page import Page
from estore_pos.store.search import Search
from estore_pos.text import entry
from estore_pos.text.entry import Coded, Named, Reading, Unfit
from estore_pos.text.name_keys import fold, sounds, tokens
from estore_pos.text.quantities import Spoken, is_of_a_quantity
from estore_pos.text.search import Likeness, is_one_word

if TYPE_CHECKING:
    from estore_pos.operations.done import Done

_EVERY = 1000
_ONE = "1"
"""The size of a pack that is meant by a unit alone."""
_LOOKED_AT = 3
"""So many times what is offered is looked at: a good with a price may stand behind many without."""


@dataclass(frozen=True, slots=True)
class Found:
    """An item and how much of it was asked for by what was typed.

    `milli` and `amount` are None unless the reading names them; `reading` is the part of the text
    that was taken for the item's name, and `likeness` how well it names it; `is_so_called`: each
    word of it is one of its names' words, and `is_written` if as it was typed. `balance_milli` is
    what the books keep of it, None where none was ever counted. `refusal`: why it cannot be sold
    so.
    """

    item: Item
    balance_milli: int | None = None
    milli: int | None = None
    amount: Money | None = None
    reading: str = ""
    likeness: Likeness = Likeness.SAID
    refusal: Refusal | None = None
    is_so_called: bool = False
    is_written: bool = False

    @property
    def is_meant(self) -> bool:
        """Whether no word that was typed would be dropped by taking it."""
        return self.likeness is not Likeness.PART

    @property
    def is_said(self) -> bool:
        """Whether nothing that was typed had to be guessed at."""
        return self.likeness is Likeness.SAID

    @property
    def is_measured(self) -> bool:
        """Whether what was typed says how much of it."""
        return self.milli is not None or self.amount is not None

    @property
    def is_unfit(self) -> bool:
        """Whether it is sold by something else than what was said: by the packet, not by weight."""
        return self.refusal is not None and self.refusal.code is RefusalCode.UNIT_UNFIT

    @property
    def buys_none(self) -> bool:
        """Whether the sum that was said buys no whole piece of what is sold by the piece only."""
        if self.amount is None or self.item.step_milli < 1000:
            return False
        try:
            self.item.bought(self.amount)
        except Refusal:
            return True
        return False


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit and the goods it opens as, in thousandths; what is sold no more is left out."""

    item: Item
    parts: tuple[tuple[Item, int], ...]

    @property
    def worth(self) -> Money:
        """What its goods cost now, each by itself."""
        return total([(good.price or NOTHING).times_milli(milli) for good, milli in self.parts])

    @property
    def untold(self) -> int:
        """How many of its goods have no price yet."""
        return sum(good.price is None for good, _ in self.parts)


class Lookup:
    """Quick questions on a read-only connection of its own. Quick reader's thread only."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection; it is closed with this."""
        self._reader = reader
        self._search = Search()

    def find(self, text: str, limit: int = 8) -> list[Found]:
        """The goods that what was typed may mean, best first; empty for nothing found.

        Where a good's own name holds the number ("7up 2") both readings are offered; one that is
        called so and no more comes before so many of another. Where the first that is called by all
        but a quantity in words ("pyaj dhai", "gehu kilo") is sold so, it comes before those that do
        not have just these words in a name (hair dye; seed wheat 40 kg). Those that are not called
        by a word that was typed come last. One that is called so, but not sold by what was said
        (500 g of bidi), comes where nothing else is called so; one of which a sum buys no whole
        packet (10 rupees of turmeric) comes behind those that are called so and sold loose.
        """
        readings = entry.parse(text)
        with self._reader.page() as page:
            offers = [self._offers(page, reading, readings, limit) for reading in readings]
            is_told = any(_is_told(found[0]) for found in offers if found)
            offers.sort(key=lambda found: is_told and bool(found) and _misses_measure(found[0]))
            every = entry.merged(offers, _sold, _EVERY)
            if any(each.is_said and not each.is_unfit for each in every):
                every = [each for each in every if not each.is_unfit]
            typed = tokens(text)
            has_own = _has_own_priced(every, typed)
            found = sorted(
                every,
                key=lambda each: (
                    not _is_called(each, text) or (has_own and not _is_own(each.item, typed)),
                    not each.is_unfit,
                    not each.is_meant,
                    is_told and _misses_measure(each, _ONE),
                ),
            )
            found = _that_sell_so(found)[:limit]
            balances = stock.balance(page, [each.item.id for each in found])
        return [replace(each, balance_milli=balances.get(each.item.id)) for each in found]

    def _offers(
        self, page: Page, reading: Reading, readings: Sequence[Reading], limit: int
    ) -> list[Found]:
        """What one reading of the text finds."""
        match reading:
            case Coded():
                return _coded(page, reading)
            case Unfit(name, number, is_amount):
                return [
                    replace(found, refusal=_refusal(found.item, number, is_amount))
                    for found in self._called(page, name, limit)
                ]
            case Named(name, quantity, amount):
                parted = quantity is None and amount is None and len(readings) > 1
                return [
                    told
                    for found in self._called(page, name, limit)
                    if not (parted and not _holds_measure(found.item, name))
                    for told in _found(found, quantity, amount)
                ]
            case _:
                return []

    def _called(self, page: Page, name: str, limit: int) -> list[Found]:
        """The goods that may be called so; figures alone are the whole name of a good, or none."""
        offers = self._search.offers(page, name, limit, limit * _LOOKED_AT)
        is_figures = not any(map(str.isalpha, name))
        goods = items.by_ids(page, [ItemId(offer.number) for offer in offers])
        found = [
            Found(
                good,
                reading=name,
                likeness=(
                    Likeness.SAID if is_figures and _is_whole_name(good, name) else offer.likeness
                ),
                is_so_called=offer.is_so_called,
                is_written=offer.is_written,
            )
            for offer in offers
            if (good := goods.get(ItemId(offer.number)))
        ]
        return _own_first(found, {offer.number: offer.far for offer in offers}, name)[:limit]

    def warm(self) -> bool:
        """Read a little of what a misspelt word needs; whether more is left. For a time of rest."""
        with self._reader.page() as page:
            return self._search.warm(page)

    def meant(self, code: str, masks: Sequence[str], today: date) -> Meant | Refusal:
        """What a scan of this code would sell if the shop's labels had these masks, or why not."""
        with self._reader.page() as page:
            try:
                return codes.meant(page, code, masks, today)
            except Refusal as refusal:
                return refusal

    def item(self, item_id: ItemId) -> Item | None:
        """An item, or None."""
        with self._reader.page() as page:
            return items.by_id(page, item_id)

    def bill(self, named: str) -> Bill | None:
        """A bill by its printed number in any spelling, its id or its QR's text; None for none.

        The last digits of its number are enough for a bill of the series that is written now, of
        this financial year or of the one before it.
        """
        with self._reader.page() as page:
            return numbers.bill(page, named) or numbers.of_serial(page, named)

    def tiles(self) -> list[Item]:
        """The goods of the quick tiles, in their order."""
        with self._reader.page() as page:
            return items.tiles(page)

    def kits(self) -> list[Kit]:
        """The kits that are offered, by name."""
        with self._reader.page() as page:
            kits = items.kits(page)
            goods = items.by_ids(page, [part.item for kit in kits for part in kit.parts])
        return [
            Kit(
                kit,
                tuple(
                    [
                        (goods[part.item], part.milli)
                        for part in kit.parts
                        if part.item in goods and not goods[part.item].closed
                    ]
                ),
            )
            for kit in kits
        ]

    def recent(self, count: int = 20) -> list[Bill]:
        """The last bills, newest first."""
        with self._reader.page() as page:
            return sale.latest(page, count)

    def last_sale(self) -> list[Bill]:
        """The papers of the last sale in their order, two where one would not do."""
        with self._reader.page() as page:
            last = sale.latest(page, 1)
            beside = [sale.by_id(page, each) for bill in last for each in sale.beside(page, bill)]
        return [*[each for each in beside if each is not None], *last]

    def customers(self, text: str, limit: int = 8) -> list[Customer]:
        """Customers whose name or phone number begins so."""
        with self._reader.page() as page:
            return customers.search(page, text, limit)

    def namesakes(self, who: Customer) -> list[Customer]:
        """Those who are known by somebody's name and are not told from him by the telephone.

        In either script: "Ramesh" and रमेश are one name. Newest first.
        """
        with self._reader.page() as page:
            called = customers.called(page, lambda name: _is_one_name(name, who.name))
        phone = tidy_phone(who.phone) or who.phone
        return [each for each in called if not (each.phone and phone and each.phone != phone)]

    def customer(self, customer: CustomerId) -> Customer | None:
        """A customer; erased where his key is gone; None for none."""
        with self._reader.page() as page:
            return customers.by_id(page, customer)

    def done_on(self, day: date) -> "list[Done]":
        """Who did what on a business day, the last first."""
        from estore_pos.operations.done import done_on

        with self._reader.page() as page:
            return done_on(page, day)

    def credit(self, customer: CustomerId) -> Money:
        """What of a customer's money lies here."""
        from estore_pos.operations import credit

        with self._reader.page() as page:
            return credit.balance(page, customer)

    def close(self) -> None:
        """Let the connection go."""
        self._reader.close()


def _coded(page: Page, reading: Coded) -> list[Found]:
    """The good of a code typed by hand, or of its number in the shop."""
    if reading.is_shop_number:
        known = reading.code.isdecimal() and len(reading.code) <= 15
        good = items.by_id(page, ItemId(int(reading.code))) if known else None
        times = 1000
    else:
        good, times = items.by_code(page, barcode.canonical(reading.code)) or (None, 1000)
    if good is None:
        return []
    found = _found(Found(good, reading=reading.code), reading.quantity, reading.amount)
    if times == 1000:
        return found
    return [
        replace(each, milli=divide_half_up((each.milli or 1000) * times, 1000)) for each in found
    ]


def _is_one_name(name: str, other: str) -> bool:
    """Whether two names are written alike, or in two scripts sound alike, word by word."""
    one, two = name.casefold().split(), other.casefold().split()
    if one == two:
        return True
    if len(one) != len(two) or name.isascii() == other.isascii():
        return False
    return all(set(sounds(a)) & set(sounds(b)) for a, b in zip(one, two, strict=True))


def _sold(found: Found) -> tuple[ItemId, int | None, Money | None, bool]:
    """What taking an offer sells: one, if nothing else is said; and whether it sells anything."""
    one = 1000 if found.amount is None else None
    milli = one if found.milli is None else found.milli
    return found.item.id, milli, found.amount, found.refusal is None


def _is_called(found: Found, text: str) -> bool:
    """Whether all that was typed is a name of the good, and says no quantity beside it."""
    if found.is_measured or found.refusal is not None:
        return False
    return _is_whole_name(found.item, text)


def _is_whole_name(good: Item, text: str) -> bool:
    """Whether a text is a name of the good from end to end, with its pack or without."""
    typed, own = tokens(text), (good.name_hi, good.name_en, *good.aliases)
    packed = [f"{name} {good.pack}" for name in own[:2] if name and good.pack]
    return any(tokens(name) == typed for name in (*own, *packed))


def _refusal(good: Item, number: str, is_amount: bool) -> Refusal:
    """Why a good cannot be sold in a number that is no quantity."""
    if is_amount:
        return Refusal(RefusalCode.AMOUNT_RANGE, amount=number)
    if good.step_milli >= 1000 and "." in number:
        return Refusal(RefusalCode.QUANTITY_STEP, item=good.id, milli=number, unit=good.unit)
    return Refusal(RefusalCode.QUANTITY_RANGE, item=good.id, milli=number)


def _that_sell_so(found: list[Found]) -> list[Found]:
    """What is called so and sold for the sum that was said first, where the first is not."""
    if not found or not found[0].buys_none:
        return found
    sold = [
        each
        for each in found
        if each.amount is not None and each.is_so_called and not each.buys_none
    ]
    return [*sold, *(each for each in found if each not in sold)]


def _found(called: Found, said: Spoken | None, amount: Money | None) -> list[Found]:
    """A good in the quantity that was said, or in packs of its own; why not if it is not sold so.

    [] where only something like it is called so.
    """
    asked, good = replace(called, amount=amount), called.item
    if said is None:
        return [asked]
    kept = said.in_unit(good.unit)
    millis = [] if kept is None else [kept]
    if kept is None and said.may_be_packs:
        packs = dict.fromkeys(code.milli for code in good.barcodes if code.milli != 1000)
        millis = [divide_half_up(said.milli * pack, 1000) for pack in packs]
    if not millis and asked.is_said:
        return [replace(asked, refusal=_unfit(good, said, called.reading))]
    return [replace(asked, milli=milli) for milli in millis]


def _unfit(good: Item, said: Spoken, typed: str) -> Refusal:
    """By what a good is sold, where something else was said."""
    return Refusal(
        RefusalCode.UNIT_UNFIT,
        name=(good.name_hi, good.name_en),
        sold_by=Unit.PIECE if good.unit is Unit.NONE else good.unit,
        said=said.unit.family if said.unit is not None else "pack",
        typed=typed,
    )


def _holds_measure(good: Item, name: str) -> bool:
    """Whether what may be a quantity in what was typed stands in one of the good's own names.

    A number may begin one there (7up 2 l), a word has to be one (vada pav), or the size it is
    packed in: a unit alone is one of it (salt 1 kg, and no seed wheat 40 kg).
    """
    numbers = [word for word in tokens(name) if word[0].isdigit()]
    words = _said_in_words(name)
    if not numbers and not words:
        return True
    own = _own_words(good)
    if not all(any(each.startswith(number) for each in own) for number in numbers):
        return False
    said = _but_sizes(own, _ONE) if words else []
    heard = {sound for each in said for sound in (fold(each), *sounds(each))}
    return not any(heard.isdisjoint((fold(word), *sounds(word))) for word in words)


def _own_first(found: list[Found], far: Mapping[int, float], name: str) -> list[Found]:
    """What may be called so, each as `far` from it, best first.

    Of equals the goods with a price stand first: those this shop sells. One of them whose own name
    begins so ("Lux soap") stands before those that are called so besides (soap, also lux), unless
    one of these is called as it was typed, and it only as that is said. One with a
    name that is just what was typed stands first of all.
    """
    places: dict[float, list[int]] = {}
    for place, each in enumerate(found):
        places.setdefault(far[each.item.id], []).append(place)
    kept = list(found)
    for alike in places.values():
        told = sorted((found[place] for place in alike), key=lambda each: not _is_priced(each))
        for place, each in zip(alike, told, strict=True):
            kept[place] = each
    typed = tokens(name)
    has_own = _has_own_priced(kept, typed)
    if has_own:
        is_written = _is_any_written(kept)
        kept.sort(
            key=lambda each: (
                not each.is_so_called,
                is_written and not each.is_written,
                not _is_own(each.item, typed),
            )
        )
    return sorted(
        kept,
        key=lambda each: (
            not (each.is_written and _is_whole_name(each.item, name))
            or (has_own and not _is_own(each.item, typed))
        ),
    )


def _is_priced(found: Found) -> bool:
    return found.item.price is not None or bool(found.item.parts)


def _is_any_written(found: Sequence[Found]) -> bool:
    """Whether a good with a price is called by the very words that were typed."""
    return any(each.is_written and _is_priced(each) for each in found)


def _has_own_priced(found: Sequence[Found], typed: Sequence[str]) -> bool:
    """Whether one of the best that are called so is one by its own name."""
    is_written = _is_any_written(found)
    return any(_is_own_priced(each, typed) for each in found if each.is_written or not is_written)


def _is_own_priced(found: Found, typed: Sequence[str]) -> bool:
    """Whether a good has a price, and all that was typed is of a name of its own that begins so."""
    is_own = found.is_so_called and _is_priced(found) and _is_own(found.item, typed)
    if not typed or not is_own:
        return False
    first = [tokens(own)[:1] for own in (found.item.name_hi, found.item.name_en)]
    return any(is_one_word(typed[0], word) for words in first for word in words)


def _is_own(good: Item, typed: Sequence[str]) -> bool:
    """Whether each word that was typed is one of its Hindi or its English name, not of an alias."""
    own = tokens(f"{good.name_hi} {good.name_en} {good.pack}")
    return all(any(is_one_word(word, each) for each in own) for word in typed)


def _is_told(found: Found) -> bool:
    """Whether a good is sold in the quantity that was said, or for the sum."""
    return found.is_measured and found.is_meant and found.refusal is None


def _misses_measure(found: Found, size: str = "") -> bool:
    """Whether what was typed with a quantity in words is not written so in the good's names.

    The unit of its size counts only where it comes in this one.
    """
    if found.is_measured or not _said_in_words(found.reading):
        return False
    own = _but_sizes(_own_words(found.item), size)
    return not all(
        any(each.startswith(word) or is_one_word(word, each) for each in own)
        for word in tokens(found.reading)
    )


def _said_in_words(name: str) -> list[str]:
    """What may be a quantity in words in what was typed; a unit behind a figure is not."""
    typed = tokens(name)
    return [
        word
        for before, word in zip(["", *typed], typed, strict=False)
        if is_of_a_quantity(word) and not before[:1].isdigit()
    ]


def _but_sizes(words: Sequence[str], size: str) -> list[str]:
    """Words of a name without the units that tell a size there, unless it is this one."""
    return [
        word
        for before, word in zip(["", *words], words, strict=False)
        if before == size or not (_is_number(before) and is_of_a_quantity(word))
    ]


def _is_number(word: str) -> bool:
    """Whether a word is a figure, or one of those that are said in quantities."""
    return word.isdigit() or is_of_a_quantity(word)


def _own_words(good: Item) -> list[str]:
    return tokens(" ".join((good.name_hi, good.name_en, good.pack, *good.aliases)))
