"""A good or service the shop sells."""

from dataclasses import replace
from datetime import date

from estore_pos.domain import gst, rounding
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import BASIS, UNTOLD, DatedRate, Rate, TaxMode, Treatment, rate_on
from estore_pos.domain.ids import ItemId
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money
from estore_pos.domain.quantity import MILLI_MAX, Quantity, Unit

PRINTED_MAX = 4
"""So many maximum prices of one code are remembered, the latest ones: each has its digit."""
TILES = 24
"""So many quick tiles there are."""
SLAB, GROUP = "slab", "group"
"""Why another price than the item's own holds."""


@frozen
class Barcode:
    """A code on a packet and the thousandths of the item's unit it stands for (a carton: 12000)."""

    code: str
    milli: int = 1000


@frozen
class Slab:
    """The price of one unit for whoever takes at least so much."""

    milli_min: int
    price: Money


@frozen
class PrintedPrice:
    """One of several maximum prices printed on packets of one code, and its selling price."""

    mrp: Money
    price: Money


@frozen
class Part:
    """So much of an item: what a kit holds, what an offer asks for."""

    item: ItemId
    milli: int = 1000


@frozen
class Item:
    """One good as the shop knows it; `rates` belong to this item and pack, never to its HSN.

    price None: nobody has told us yet. step_milli is the smallest part sold: 1000 for pieces and
    packets, 1 for what is weighed or poured. pack is the maker's size as printed ("500 g"). `cost`
    is the floor of its price, quoted as the price is. `group_prices` are (group, price). `parts`
    make it a kit. `tile` is its place among the 24 quick ones, 0 for none.
    """

    id: ItemId
    name_hi: str
    name_en: str
    unit: Unit
    rates: tuple[DatedRate, ...]
    price: Money | None = None
    inclusive: bool = True
    mrp: Money | None = None
    hsn: str = ""
    aliases: tuple[str, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    step_milli: int = 1000
    pack: str = ""
    category: str = ""
    veg: str = ""
    closed: bool = False
    cost: Money | None = None
    slabs: tuple[Slab, ...] = ()
    group_prices: tuple[tuple[str, Money], ...] = ()
    printed: tuple[PrintedPrice, ...] = ()
    parts: tuple[Part, ...] = ()
    tile: int = 0

    def at_printed(self, mrp: Money) -> "Item":
        """This item in the packet that bears this maximum price; unchanged where none does."""
        for printed in self.printed:
            if printed.mrp == mrp:
                return replace(self, mrp=mrp, price=printed.price)
        return self

    def with_printed(self, mrp: Money) -> "Item":
        """This item with one more maximum price on packets of its code, and sold as that packet.

        Sold at the printed price before, it is so now; sold below it, it keeps its price where the
        packet allows that. Raises Refusal AMOUNT_RANGE.
        """
        if not NOTHING < mrp <= AMOUNT_MAX:
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=mrp.paise)
        known = self.printed
        if not known and self.mrp is not None and self.price is not None:
            known = (PrintedPrice(self.mrp, self.price),)
        if all(each.mrp != mrp for each in known):
            at_printed = self.price is None or self.price == self.mrp
            price = mrp if at_printed else min(mrp, self.price or mrp)
            known = (*known, PrintedPrice(mrp, price))[-PRINTED_MAX:]
        return replace(self, printed=known).at_printed(mrp)

    def within_mrp(self, mode: TaxMode, day: date) -> "Item":
        """This item at no more than the packet that it is sold in allows with its tax."""
        most = self.most(mode, day)
        if most is None or self.price is None or self.price <= most:
            return self
        printed = [
            replace(each, price=most) if each.mrp == self.mrp else each for each in self.printed
        ]
        return replace(self, price=most, printed=tuple(printed))

    def usual_price(self, milli: int, group: str = "") -> tuple[Money, str]:
        """The lowest of the item's own, its slabs' and the group's price, and which it is.

        "" is its own; "slab" and "group" only where they are lower. An item without a price of its
        own has no others.
        """
        own = self.price or NOTHING
        best, why = own, ""
        for slab in self.slabs:
            if milli >= slab.milli_min and slab.price < best:
                best, why = slab.price, SLAB
        for name, price in self.group_prices:
            if name == group and price < best:
                best, why = price, GROUP
        return best, why

    def most(self, mode: TaxMode, day: date) -> Money | None:
        """The highest price that its MRP allows, quoted as its price is; None where it has none.

        An MRP has the tax inside it, whatever the price has.
        """
        if self.mrp is None or self.inclusive or mode is not TaxMode.REGULAR:
            return self.mrp
        rate = self.rate(day)
        floor = rounding.whole_times(self.mrp.paise * BASIS, BASIS + rate.basis_points)
        near = [Money(paise) for paise in (floor + 1, floor, floor - 1)]
        return next((each for each in near if gst.asked(each, rate, mode) <= self.mrp), NOTHING)

    def check_price(self, price: Money, mode: TaxMode, day: date) -> None:
        """Raise a Refusal for a price above what is printed; `most` is the highest there may be.

        ABOVE_MRP, or MRP_WITH_TAX where the tax that comes on top takes it there.
        """
        most = self.most(mode, day)
        if self.mrp is None or most is None or price <= most:
            return
        asked = price if self.inclusive else gst.asked(price, self.rate(day), mode)
        raise Refusal(
            RefusalCode.ABOVE_MRP if asked == price else RefusalCode.MRP_WITH_TAX,
            item=self.id,
            name=(self.name_hi, self.name_en),
            price=asked.paise,
            mrp=self.mrp.paise,
            most=most.paise,
        )

    def tax_on_top(self, mode: TaxMode, day: date) -> int | None:
        """The basis points of tax that come on top of its price; None where it has them inside."""
        if self.inclusive:
            return None
        return self.rate(day).basis_points if mode is TaxMode.REGULAR else 0

    def inside(self, points: int | None) -> "Item":
        """This item as a buyer is asked: so much tax inside each price; None: as it is priced."""
        if points is None:
            return self
        rate = Rate(points, Treatment.TAXABLE)

        def asked(price: Money) -> Money:
            return gst.asked(price, rate, TaxMode.REGULAR)

        return replace(
            self,
            inclusive=True,
            price=None if self.price is None else asked(self.price),
            cost=None if self.cost is None else asked(self.cost),
            slabs=tuple([replace(each, price=asked(each.price)) for each in self.slabs]),
            group_prices=tuple([(group, asked(price)) for group, price in self.group_prices]),
            printed=tuple([replace(each, price=asked(each.price)) for each in self.printed]),
        )

    def bought(self, amount: Money, group: str = "") -> tuple[Money, int]:
        """At which price an amount buys, and how many thousandths: of those that fit, the lowest.

        A price fits where it is the one that holds for the quantity it gives (`parted`). Raises
        Refusal AMOUNT_UNPRICED, QUANTITY_STEP for an amount that buys no whole piece of what is
        sold by the piece only.
        """
        if not self.price:
            raise Refusal(RefusalCode.AMOUNT_UNPRICED, name=(self.name_hi, self.name_en))
        others = [slab.price for slab in self.slabs]
        others += [price for name, price in self.group_prices if name == group]
        for price in sorted({self.price, *others} - {NOTHING}):
            exact = rounding.divide_half_up(amount.paise * 1000, price.paise)
            milli, is_whole = self.parted(amount, exact)
            if is_whole and self.usual_price(milli, group)[0] == price:
                return price, milli
        milli = rounding.divide_half_up(amount.paise * 1000, self.price.paise)
        raise Refusal(RefusalCode.QUANTITY_STEP, item=self.id, milli=milli, unit=self.unit)

    def parted(self, amount: Money, exact: int) -> tuple[int, bool]:
        """What an amount buys that would be so many thousandths, and whether it can be sold so.

        It is rounded down to the item's step, but never to nothing nor so far that it would stand
        above its MRP; of what is sold by the piece only whole pieces can.
        """
        part = exact % self.step_milli
        milli = max(self.step_milli, exact - part)
        if self.mrp is not None and amount > self.mrp.times_milli(milli):
            milli += self.step_milli
        return milli, not part or self.step_milli < 1000

    def check(self, mode: TaxMode, day: date) -> None:
        """Raise a Refusal for the first price, amount or place that cannot be on this day.

        AMOUNT_RANGE, what `check_price` raises, QUANTITY_RANGE for a slab or a code of nothing,
        TILE_RANGE.
        """
        asked = [self.price, *(each.price for each in self.slabs)]
        asked += [price for _, price in self.group_prices]
        printed = [each.mrp for each in self.printed]
        for amount in (*asked, self.mrp, self.cost, *printed):
            if amount is not None and not NOTHING <= amount <= AMOUNT_MAX:
                raise Refusal(RefusalCode.AMOUNT_RANGE, amount=amount.paise)
        for price in asked:
            if price is not None:
                self.check_price(price, mode, day)
        for each in self.printed:
            replace(self, mrp=each.mrp).check_price(each.price, mode, day)
        amounts = [slab.milli_min for slab in self.slabs] + [code.milli for code in self.barcodes]
        for milli in amounts:
            if not 0 < milli <= MILLI_MAX:
                raise Refusal(RefusalCode.QUANTITY_RANGE, item=self.id, milli=milli)
        if not 0 <= self.tile <= TILES:
            raise Refusal(RefusalCode.TILE_RANGE, tile=self.tile)

    @property
    def lowest(self) -> Money | None:
        """The lowest price that it is sold at without a hand; None while it has none."""
        if self.price is None:
            return None
        others = [each.price for each in self.slabs] + [price for _, price in self.group_prices]
        return min([self.price, *others])

    @property
    def stocked(self) -> bool:
        """Services (SAC, 99...) are sold without stock."""
        return not self.hsn.startswith("99")

    @property
    def is_rate_untold(self) -> bool:
        """Whether nobody has told its rate of tax."""
        return self.rates == (UNTOLD,)

    def rate(self, day: date) -> Rate:
        """The rate in force on a calendar day."""
        return rate_on(self.rates, day)

    def quantity(self, milli: int) -> Quantity:
        """So much of this item.

        Raises Refusal QUANTITY_STEP for a part that is not sold (half a packet), QUANTITY_RANGE
        for nothing, less than nothing or more than a million.
        """
        if not 0 < milli <= MILLI_MAX:
            raise Refusal(RefusalCode.QUANTITY_RANGE, item=self.id, milli=milli)
        if milli % self.step_milli:
            raise Refusal(RefusalCode.QUANTITY_STEP, item=self.id, milli=milli, unit=self.unit)
        return Quantity(milli, self.unit)
