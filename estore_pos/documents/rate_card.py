"""Today's rates as a picture for a chat: one page, as wide as a telephone shows it whole."""

from collections.abc import Sequence
from datetime import date

from estore_pos.documents import fonts
from estore_pos.documents.pen import Pen
from estore_pos.documents.wording import wording
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.shop import Shop
from estore_pos.text.dates import date_text
from estore_pos.text.numbers import money_text, unit_text

WIDTH = 1080
"""Pixels across."""
PIXEL = 0.5
"""A pixel in points."""
_EDGE = 48
_SHOP, _TITLE, _DAY = 64, 52, 40
_FIRST, _SECOND, _PRICE, _PER, _FOOT = 46, 34, 56, 30, 32
_LEADING = 1.42
_PARTED = 30
"""Between a name and its price."""


def rate_card(shop: Shop, day: date, goods: Sequence[Item]) -> bytes:
    """A PDF of one page: who sells, from which day on, and each good's price, Hindi and English."""
    card = _Card()
    card.head(shop, day)
    for place, good in enumerate(goods):
        card.row(good, place)
    card.foot(shop)
    return card.done()


class _Card:
    """Grows downwards; lengths are pixels of the picture."""

    def __init__(self) -> None:
        self._pen = Pen(unit=PIXEL, title="eStore")
        self._say = wording("both")
        self._top: float = 0

    def head(self, shop: Shop, day: date) -> None:
        """White on black: the shop, what this is, and of which day."""
        room = WIDTH - 2 * _EDGE
        told = [
            (line, _SHOP)
            for name in self._say.pick(shop.name_hi, shop.name_en)
            for line in fonts.wrap(name, room, _SHOP, bold=True)
        ]
        title = " / ".join(self._say.words.each("Today's rates"))
        told += [(line, _TITLE) for line in fonts.wrap(title, room, _TITLE, bold=True)]
        told.append((date_text(day), _DAY))
        high = sum(size * _LEADING for _, size in told) + 2 * _PARTED
        self._pen.fill(0, 0, WIDTH, high)
        top = float(_PARTED)
        for line, size in told:
            self._pen.text(WIDTH / 2, top + size, line, size, bold=True, align="center", white=True)
            top += size * _LEADING
        self._top = high

    def row(self, good: Item, place: int) -> None:
        """A good's names at the left, its price and what that is for at the right."""
        price = rupees(good.price or NOTHING)
        per = " · ".join(
            dict.fromkeys(unit_text(good.unit, language) for language in ("hi", "en"))
        ).strip()
        wide = max(fonts.width(price, _PRICE, bold=True), fonts.width(per, _PER))
        room = WIDTH - 2 * _EDGE - _PARTED - wide
        names = [
            (line, size, bold)
            for name, size, bold in zip(
                self._say.pick(good.name_hi, good.name_en),
                (_FIRST, _SECOND),
                (True, False),
                strict=False,
            )
            for line in fonts.wrap(name, room, size, bold=bold)
        ]
        left = sum(size * _LEADING for _, size, _ in names)
        right = (_PRICE + _PER) * _LEADING if per else _PRICE * _LEADING
        high = max(left, right) + 16
        if place % 2:
            self._pen.fill(0, self._top, WIDTH, high, grey=0.93)
        top = self._top + (high - left) / 2
        for line, size, bold in names:
            self._pen.text(_EDGE, top + size, line, size, bold=bold)
            top += size * _LEADING
        top = self._top + (high - right) / 2
        self._pen.text(WIDTH - _EDGE, top + _PRICE, price, _PRICE, bold=True, align="right")
        self._pen.text(WIDTH - _EDGE, top + _PRICE * _LEADING + _PER, per, _PER, align="right")
        self._top += high

    def foot(self, shop: Shop) -> None:
        """How to reach the shop."""
        self._pen.rule(0, WIDTH, self._top, 4)
        self._top += _PARTED / 2
        reach = [f"{self._say.first.tr('Phone')} {shop.phone}"] if shop.phone else []
        reach += self._say.pick(shop.address_hi, shop.address_en)
        for line in fonts.wrapped(reach, WIDTH - 2 * _EDGE, _FOOT):
            self._pen.text(WIDTH / 2, self._top + _FOOT, line, _FOOT, align="center")
            self._top += _FOOT * _LEADING
        self._top += _PARTED / 2

    def done(self) -> bytes:
        """The page, as long as what stands on it."""
        return self._pen.done(WIDTH, round(self._top) + 1)


def rupees(price: Money) -> str:
    """A price as it is chalked on a board: ₹ 32, ₹ 32.50."""
    return money_text(price).removesuffix(".00")
