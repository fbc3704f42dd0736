"""What a scanned code means: a good of the shop, and how much of it or for how much money."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from estore_pos.domain import barcode
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit, convert
from estore_pos.domain.rounding import divide_half_up
from estore_pos.store import item as items
from estore_pos.store.page import Page
from estore_pos.text.numbers import latin_digits

if TYPE_CHECKING:
    from estore_pos.domain.gs1 import Gs1
    from estore_pos.domain.mask import Label

_ITEM_DIGITS_MAX = 9


@frozen
class Meant:
    """A good in thousandths of its unit, for an amount, or both as a label has them.

    `warning`: it is sold, but somebody is told.
    """

    item: Item
    milli: int | None = None
    amount: Money | None = None
    warning: Refusal | None = None

    def times(self, times_milli: int) -> "Meant":
        """The same so many times over."""
        if times_milli == 1000:
            return self
        milli = None if self.milli is None else divide_half_up(self.milli * times_milli, 1000)
        amount = None if self.amount is None else self.amount.times_milli(times_milli)
        return replace(self, milli=milli, amount=amount)


def meant(page: Page, code: str, masks: Sequence[str], today: date) -> Meant:
    """What a code means: the books' own, then GS1 where it is marked so, a label, GS1 unmarked.

    Raises Refusal UNKNOWN_BARCODE (`barcode` is what can be taught, `unit` what the label says it
    is sold by, if it does), GOODS_EXPIRED, CODE_UNIT_WRONG.
    """
    code = latin_digits(code.strip())
    wanted = barcode.canonical(code)
    if found := items.by_code(page, wanted):
        return Meant(found[0], found[1])
    # No start waits for these: most codes are in the books.
    from estore_pos.domain import gs1, mask

    said = gs1.read(code)
    if said is not None and gs1.is_marked(code):
        return _of_gs1(page, code, said, today)
    kept = [mask.Mask(text) for text in masks]
    for written in barcode.writings(code):
        if labels := mask.read(kept, written):
            return _of_labels(page, written, labels)
    if said is not None:
        return _of_gs1(page, code, said, today)
    if found := _known_otherwise(page, wanted):
        return Meant(found[0], found[1])
    raise Refusal(RefusalCode.UNKNOWN_BARCODE, barcode=wanted)


def _known_otherwise(page: Page, code: str) -> tuple[Item, int] | None:
    for other in barcode.equivalents(code):
        if found := items.by_code(page, other):
            return found
    return None


def _of_gs1(page: Page, code: str, said: "Gs1", today: date) -> Meant:
    """Of a carton (01 or 02 with a count) so many; a weight and a price as they are printed."""
    shortest = min(barcode.equivalents(said.gtin), key=len, default=said.gtin)
    found = items.by_code(page, said.gtin) or _known_otherwise(page, said.gtin)
    if found is None:
        raise Refusal(RefusalCode.UNKNOWN_BARCODE, barcode=shortest, unit=said.unit)
    good, each = found
    if said.expires is not None and said.expires < today:
        raise Refusal(RefusalCode.GOODS_EXPIRED, item=good.id, day=said.expires)
    if said.is_strange and said.milli is None and good.unit.measured:
        raise _unit_wrong(good, code)
    if said.milli is not None and said.unit is not None:
        milli: int | None = _in_unit(good, said.milli, said.unit, code)
    elif said.count is not None:
        milli = each * said.count
    else:
        milli = each if said.price is None or _is_one(good, said.price) else None
    warning = None
    if not said.checked:
        warning = Refusal(RefusalCode.CHECK_DIGIT_WRONG, barcode=said.gtin)
    elif said.best_before is not None and said.best_before < today:
        warning = Refusal(RefusalCode.BEST_BEFORE_PAST, day=said.best_before)
    return Meant(good, milli, said.price, warning)


def _of_labels(page: Page, code: str, labels: "Sequence[Label]") -> Meant:
    """The good that the label names, by the first of its readings that names one.

    First by its code: the label's digits for it, or the label up to them. Only where no reading
    says so by the good's own number in the shop (#12), leading noughts aside. A reading with a
    wrong check digit waits until those without have been tried in both ways.
    """
    for checked in (True, False):
        those = [label for label in labels if label.checked is checked]
        for label in those:
            if found := items.by_code(page, label.good) or items.by_code(page, label.code):
                return _of_label(found, code, label)
        for label in those:
            number = int(label.good) if len(label.good) <= _ITEM_DIGITS_MAX else 0
            if number and (numbered := items.by_id(page, ItemId(number))):
                return _of_label((numbered, 1000), code, label)
    unit = None if labels[0].milli is None else Unit.KILO
    raise Refusal(RefusalCode.UNKNOWN_BARCODE, barcode=labels[0].good, unit=unit)


def _of_label(found: tuple[Item, int], code: str, label: "Label") -> Meant:
    good, milli = found
    warning = None if label.checked else Refusal(RefusalCode.CHECK_DIGIT_WRONG, barcode=code)
    if label.milli is not None:
        return Meant(good, _in_unit(good, label.milli, Unit.KILO, code), warning=warning)
    if label.amount is not None:
        one = good.step_milli if _is_one(good, label.amount) else None
        return Meant(good, one, label.amount, warning)
    many = 1 if label.count is None else label.count
    return Meant(good, milli * many, warning=warning)


def _is_one(good: Item, amount: Money) -> bool:
    """Whether an amount is for one of a good that is counted: it is not so many at its price."""
    if good.step_milli < 1000:
        return False
    return not good.price or amount.paise % good.price.paise != 0


def _in_unit(good: Item, milli: int, unit: Unit, code: str) -> int:
    """Thousandths of the good's unit. Raises Refusal CODE_UNIT_WRONG where it is not sold so."""
    kept = convert(milli, unit, good.unit)
    if kept is None:
        raise _unit_wrong(good, code)
    return kept


def _unit_wrong(good: Item, code: str) -> Refusal:
    name = good.name_hi, good.name_en
    return Refusal(RefusalCode.CODE_UNIT_WRONG, barcode=code, item=good.id, name=name)
