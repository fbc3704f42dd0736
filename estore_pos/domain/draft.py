"""A bill before it is made: lines that may still change, and the terms they are sold on.

Prices are the item's own, a slab's or a group's until somebody types another: what was set by hand
stands. Offers are laid on when the bill is worked out (`offer`).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from estore_pos.domain import gst, rounding
from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount, Given
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import EstimateId, ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money, total
from estore_pos.domain.person import Asked, Deed, not_allowed
from estore_pos.domain.quantity import Quantity


@frozen
class DraftLine:
    """A line that may still change. `amount` is set when a sum was asked for (50 rupees' worth).

    Such a line of a good that has no price has none itself: how much it is follows once one is told
    (`at`).
    `by_hand`: the price was typed. `discount` was given by hand. `allowed` is what these terms gave
    away when somebody who may set them did: no change of the line raises it (`given`). `labelled`:
    a label said both its weight or count and its `amount`, and `price` is what follows from them.
    `inside` are the basis points of tax that its price and amount have inside, where the prices of
    its good have the tax on top; None where it is quoted as its good is.
    """

    item: Item
    quantity: Quantity
    price: Money
    amount: Money | None = None
    by_hand: bool = False
    discount: Discount | None = None
    allowed: Given | None = None
    labelled: bool = False
    inside: int | None = None

    @property
    def quoted(self) -> Item:
        """Its good, each price quoted as the line is."""
        return self.item if self.inside is None else self.item.inside(self.inside)

    @property
    def value(self) -> Money:
        """What the line comes to at its price, before a tax that is not inside it."""
        return self.price.times_milli(self.quantity.milli) if self.amount is None else self.amount

    @property
    def net(self) -> Money:
        """The value after the discount given by hand."""
        return self.value - self.discount.on(self.value) if self.discount else self.value

    @property
    def fixed(self) -> bool:
        """Whether somebody has set what this line costs: no slab and no offer touches it."""
        return self.by_hand or self.amount is not None or self.discount is not None

    @property
    def marked_down(self) -> bool:
        """Whether a label asks less than the shop does."""
        own = self.quoted.price
        return self.labelled and (own is None or self.price < own)

    @property
    def nameless(self) -> bool:
        """Sold by its category alone."""
        return not self.item.id

    @property
    def unpriced(self) -> bool:
        """Whether nobody has told a price, neither of the item nor on this line."""
        waits = self.amount is not None and not self.labelled
        return not self.price and (self.item.price is None or waits)

    def at(self, price: Money) -> "DraftLine":
        """The line at a price that somebody typed: what it comes to follows.

        Of a sum's worth whose price was not told yet the sum stands, and how much it buys follows.
        Raises Refusal ABOVE_MRP, AMOUNT_RANGE, QUANTITY_RANGE.
        """
        by_hand = price != self.item.price
        at = replace(self, price=_price(self.item, price), by_hand=by_hand)
        if self.amount is None or not self.unpriced:
            return replace(at, amount=None, labelled=False, inside=None)
        if not price:
            return at
        told = replace(self.item, price=price, slabs=(), group_prices=()).inside(self.inside)
        asked, milli = told.bought(self.amount)
        return replace(at, price=asked, quantity=self.item.quantity(milli))

    def is_within(self, most: Money | None) -> bool:
        """Whether it costs at most this price for each of its good; None: whatever it costs."""
        if most is None:
            return True
        if self.amount is None:
            return self.price <= most
        return self.amount <= most.times_milli(self.quantity.milli)

    def check_mrp(self, place: int, mode: TaxMode, day: date) -> None:
        """Raise Refusal MRP_LOWERED where it stands above what its packet may cost on this day.

        The tax that is not inside the price counts; `most` is what F7 may set instead.
        """
        item = self.quoted
        most = item.most(mode, day)
        if item.mrp is None or most is None or self.is_within(most):
            return
        price = self.price if item.inclusive else gst.asked(self.price, item.rate(day), mode)
        raise Refusal(
            RefusalCode.MRP_LOWERED,
            item=item.id,
            name=(item.name_hi, item.name_en),
            price=price.paise,
            mrp=item.mrp.paise,
            most=most.paise,
            place=place,
        )

    def in_its_packet(self, own: Money, mode: TaxMode, day: date) -> "DraftLine":
        """The line in the packet that its price tells, where nobody has kept which it was.

        Of those that it does not stand above, the one whose `own` price it was sold at, the one
        chosen last, the one of the lowest MRP. Of none: as it is, and End says so (`check_mrp`).
        """
        good = self.item
        others = [good.at_printed(mrp) for mrp in sorted(each.mrp for each in good.printed)]
        packets = [replace(self, item=each) for each in (good, *others)]
        fit = [each for each in packets if each.is_within(each.quoted.most(mode, day))]
        same = [each for each in fit if each.quoted.price == own]
        return (*same, *fit, self)[0]

    def anew(self, good: Item, group: str) -> "DraftLine":
        """The line with its good as it now stands, in the packet that the line bears.

        What somebody typed stays, and is looked at again at End (`check_mrp`).
        """
        packet = good if self.item.mrp is None else good.at_printed(self.item.mrp)
        inside = self.inside
        if packet.inclusive != self.item.inclusive:
            inside = None if packet.inclusive or self.amount is None else 0
        return replace(self, item=packet, inside=inside).usual(group)

    def with_tax(self, points: int | None) -> "DraftLine":
        """The line quoted with so much tax inside, where its good's price has it on top."""
        if points is None or self.inside is not None:
            return self
        asked = replace(self.item, price=self.price).inside(points).price or NOTHING
        return replace(self, price=asked, inside=points)

    def usual(self, group: str) -> "DraftLine":
        """The line at the price that holds for its quantity and this group, unless set by hand."""
        if self.by_hand or self.amount is not None:
            return self
        return replace(self, price=self.quoted.usual_price(self.quantity.milli, group)[0])

    def given(self, group: str, *, floor: bool = False) -> Given | None:
        """What was typed gives away of what the shop asks of this group, or of its cost if higher.

        None where the line stands at the shop's own terms.
        """
        if not (self.by_hand or self.discount or self.below_floor()):
            return None
        good = self.quoted
        usual, _ = good.usual_price(self.quantity.milli, group)
        worth = max(usual, good.cost or NOTHING).times_milli(self.quantity.milli)
        return Given(max(NOTHING, worth - self.net), worth, floor)

    def taken_off(self, group: str) -> Given:
        """What was taken off by hand, of what: this is what a role's cap is a part of.

        Where nobody has told the cost, a lower price is taken off like a discount; where somebody
        has, a price may go down to it, and the discount alone counts.
        """
        worth = self.value
        if self.by_hand and self.item.cost is None:
            usual, _ = self.quoted.usual_price(self.quantity.milli, group)
            worth = max(worth, usual.times_milli(self.quantity.milli))
        return Given(worth - self.net, worth)

    def is_allowed(self, group: str) -> bool:
        """Whether what it gives away was allowed, or as much and more."""
        given = self.given(group)
        return given is None or (self.allowed is not None and self.allowed.covers(given))

    def below_floor(self, off: Money = NOTHING) -> bool:
        """Whether what was done at the till takes it below cost.

        That is a price or a discount by hand, `off` (its part of a bill's discount), which of
        several printed prices its packet is said to bear, and a label that anybody may have made.
        """
        if self.item.cost is None:
            return False
        good = self.quoted
        cost = good.cost or NOTHING
        chosen = len(good.printed) > 1 and self.price == good.price
        told = self.by_hand or self.discount or off or chosen or self.marked_down
        return bool(told) and self.net - off < cost.times_milli(self.quantity.milli)


@frozen
class Draft:
    """An unfinished bill: lines in order.

    `current` is the place of the line that keys act on, -1 where there is none. `discount` is on
    the whole bill, `charge` for delivery or packing. `allowed` is what the discount took off when
    somebody who may give it did. `asks_payment`: it had been paid otherwise than in cash.
    `unknown` are codes that were scanned for it and that no good has.
    """

    lines: tuple[DraftLine, ...] = ()
    current: int = -1
    buyer: Customer | None = None
    discount: Discount | None = None
    charge: Money = NOTHING
    note: str = ""
    estimate: EstimateId | None = None
    allowed: Given | None = None
    asks_payment: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The group of customers whose prices hold."""
        return self.buyer.group if self.buyer else ""

    @property
    def net(self) -> Money:
        """What the lines come to after their own discounts."""
        return total([line.net for line in self.lines])

    @property
    def current_line(self) -> DraftLine | None:
        """The line that keys act on; None where there is none."""
        return self.lines[self.current] if 0 <= self.current < len(self.lines) else None

    def anew(self, goods: Mapping[ItemId, Item]) -> "Draft":
        """The bill with these goods as they now stand."""
        if not any(line.item.id in goods for line in self.lines):
            return self
        lines = [line.anew(goods.get(line.item.id, line.item), self.group) for line in self.lines]
        return replace(self, lines=tuple(lines))

    def check_mrp(self, mode: TaxMode, day: date) -> None:
        """Raise Refusal MRP_LOWERED for the first line above its MRP; it says its `place`."""
        for place, line in enumerate(self.lines):
            line.check_mrp(place, mode, day)

    def line(self, place: int) -> DraftLine:
        """The line at a place; raises Refusal LINE_MISSING where there is none."""
        if not 0 <= place < len(self.lines):
            raise Refusal(RefusalCode.LINE_MISSING)
        return self.lines[place]

    def missing(self, *codes: str) -> "Draft":
        """With these codes among those that no good has."""
        return replace(self, unknown=tuple(dict.fromkeys((*self.unknown, *codes))))

    def knowing(self, code: str) -> "Draft":
        """Without a code that a good has now."""
        return replace(self, unknown=tuple([each for each in self.unknown if each != code]))

    def add(self, item: Item, milli: int, *, price: Money | None = None) -> "Draft":
        """So much more of an item: a same item on the same terms adds to its line.

        Raises Refusal ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, ABOVE_MRP.
        """
        if item.closed:
            raise Refusal(RefusalCode.ITEM_CLOSED, item=item.id)
        quantity = item.quantity(milli)  # nothing more is no quantity, on whatever line
        for place, line in enumerate(self.lines):
            if line.item.id == item.id and _same(line, item, price):
                return self.set_quantity(place, line.quantity.milli + milli)
        asked = price if price is not None else item.price or NOTHING
        by_hand = price is not None and price != item.price
        return self._append(DraftLine(item, quantity, _price(item, asked), by_hand=by_hand))

    def add_amount(
        self,
        item: Item,
        amount: Money,
        *,
        is_label: bool = False,
        at: tuple[Money, int] | None = None,
        inside: int | None = None,
    ) -> "Draft":
        """A sum's worth of an item: the amount is exact, the quantity follows from the price.

        It is what the buyer pays: `inside` is the tax that the price has on top (`tax_on_top`).

        The price is the one that holds for so much (`Item.bought`), for the buyer there is now; of
        a scale's label it is the item's own, at which the scale has weighed. `at` is a better price
        that somebody has found and what it buys (`offer.bought`). Where nobody has told a price the
        line waits for one (`DraftLine.at`), but of what is sold whole only. Raises Refusal
        AMOUNT_UNPRICED, QUANTITY_STEP for what is sold by the piece only, AMOUNT_RANGE.
        """
        if item.closed:
            raise Refusal(RefusalCode.ITEM_CLOSED, item=item.id)
        if not NOTHING < amount <= AMOUNT_MAX:
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=amount.paise)
        if item.price is None and item.step_milli < 1000:
            waits = DraftLine(item, item.quantity(1000), NOTHING, amount, inside=inside)
            return self._append(waits)
        asked = item.inside(inside)
        weighed = replace(asked, slabs=(), group_prices=()) if is_label else asked
        price, milli = at or weighed.bought(amount, self.group)
        return self._append(DraftLine(item, item.quantity(milli), price, amount, inside=inside))

    def add_weighed(
        self,
        item: Item,
        milli: int,
        amount: Money,
        *,
        is_label: bool = True,
        inside: int | None = None,
    ) -> "Draft":
        """What a label of the scale says: both the quantity and the amount are exact.

        Where that is not what the shop asks, the price of the line is what follows from the two,
        so that it adds up. `is_label`: anybody may have made it (`DraftLine.below_floor`). The
        amount is what the buyer pays, with the tax `inside` as of a sum's worth. Raises Refusal
        ITEM_CLOSED, QUANTITY_STEP, QUANTITY_RANGE, AMOUNT_RANGE, ABOVE_MRP.
        """
        if item.closed:
            raise Refusal(RefusalCode.ITEM_CLOSED, item=item.id)
        if not NOTHING < amount <= AMOUNT_MAX:
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=amount.paise)
        quantity = item.quantity(milli)
        if item.mrp is not None and amount > item.mrp.times_milli(milli):
            raise _above_mrp(item, amount, item.mrp.times_milli(milli))
        price = _followed(item.inside(inside), milli, amount)
        line = DraftLine(item, quantity, price, amount, labelled=is_label, inside=inside)
        return self._append(line)

    def set_quantity(self, place: int, milli: int) -> "Draft":
        """Another quantity on a line, at its price. Raises Refusal DISCOUNT_RANGE too.

        What a sum or a label said is gone with that: it is quoted as its good is again.
        """
        line = self.line(place)
        quantity = line.item.quantity(milli)
        inside = line.inside if line.by_hand else None
        changed = replace(line, quantity=quantity, amount=None, labelled=False, inside=inside)
        return self._put(place, changed)

    def set_price(self, place: int, price: Money, *, approved: bool = False) -> "Draft":
        """Another price on a line, typed by hand; the item's own price gives it free again.

        A tax that comes on top is looked at by who knows of it (`Item.check_price`). Raises
        Refusal ABOVE_MRP (no approval lifts it), AMOUNT_RANGE, QUANTITY_RANGE, DISCOUNT_RANGE,
        APPROVAL_NEEDED below cost.
        """
        line = self.line(place)
        return self._put(place, self._allowed(line, line.at(price), approved))

    def set_discount(
        self, place: int, discount: Discount | None, cap: int, *, approved: bool = False
    ) -> "Draft":
        """A discount on a line, within `cap` basis points of its value; None takes it off.

        Raises Refusal DISCOUNT_RANGE, APPROVAL_NEEDED above the cap or below cost.
        """
        line = self.line(place)
        if discount is not None:
            discount.check(line.value, cap, approved=approved, of=line.item)
        changed = replace(line, discount=discount or None)
        changed.taken_off(self.group).check(cap, approved=approved, of=line.item)
        return self._put(place, self._allowed(line, changed, approved))

    def set_bill_discount(
        self, discount: Discount | None, cap: int, *, approved: bool = False
    ) -> "Draft":
        """A discount on the whole bill, within `cap` basis points of it; None takes it off.

        Raises Refusal DISCOUNT_RANGE, APPROVAL_NEEDED above the cap.
        """
        if discount is not None:
            discount.check(self.net, cap, approved=approved)
        allowed = Given(discount.on(self.net), self.net, approved) if discount else None
        return replace(self, discount=discount or None, allowed=allowed)

    def set_charge(self, charge: Money) -> "Draft":
        """So much for delivery or packing. Raises Refusal AMOUNT_RANGE."""
        if not NOTHING <= charge <= AMOUNT_MAX:
            raise Refusal(RefusalCode.AMOUNT_RANGE, amount=charge.paise)
        return replace(self, charge=charge)

    def set_printed(self, place: int, mrp: Money, milli: int = 0) -> "Draft":
        """The packets on a line bear this maximum price of the several its code has.

        Of a line that holds more than `milli` thousandths only so many do: they become a line of
        their own, or join the one of this price.
        """
        line = self.line(place)
        good = line.item.at_printed(mrp)
        if 0 < milli < line.quantity.milli and good.mrp != line.item.mrp and line.amount is None:
            rest = self.set_quantity(place, line.quantity.milli - milli)
            return rest.add(good, milli)
        line = replace(line, item=good, by_hand=False, amount=None, labelled=False, inside=None)
        return self._put(place, line)

    def set_buyer(self, buyer: Customer | None) -> "Draft":
        """Somebody else's bill: the prices of his group hold on every line not set by hand."""
        group = buyer.group if buyer else ""
        lines = tuple(line.usual(group) for line in self.lines)
        return replace(self, buyer=buyer, lines=lines)

    def remove(self, place: int) -> "Draft":
        """Without a line; the line that moves up becomes the current one.

        Without lines it is of no estimate any more, and has no discount, charge or note: what comes
        next is somebody else's bill.
        """
        self.line(place)
        lines = self.lines[:place] + self.lines[place + 1 :]
        if not lines:
            return Draft(buyer=self.buyer)
        return replace(self, lines=lines, current=min(place, len(lines) - 1))

    def _append(self, line: DraftLine) -> "Draft":
        made = _bounded(line.usual(self.group))
        return replace(self, lines=(*self.lines, made), current=len(self.lines))

    def _put(self, place: int, line: DraftLine) -> "Draft":
        made = _bounded(line.usual(self.group))
        lines = (*self.lines[:place], made, *self.lines[place + 1 :])
        return replace(self, lines=lines, current=place)

    def _allowed(self, before: DraftLine, line: DraftLine, approved: bool) -> DraftLine:
        """A line on other terms than before, and what these may give away from now on.

        What nobody had allowed before is not allowed by a deed beside it: End asks. Raises Refusal
        APPROVAL_NEEDED below cost.
        """
        line = line.usual(self.group)
        below = line.below_floor()
        if below and not approved:
            name = line.item.name_hi, line.item.name_en
            asked = Asked(Deed.UNDER_FLOOR, line.item.id, price=line.net, name=name)
            raise not_allowed([asked])
        if not (approved or before.is_allowed(self.group)):
            return line
        return replace(line, allowed=line.given(self.group, floor=below))


def _same(line: DraftLine, item: Item, price: Money | None) -> bool:
    """Whether more of its item belongs on this line: same packet, same price."""
    if line.nameless or line.amount is not None or line.inside is not None:
        return False
    if line.item.mrp != item.mrp:
        return False
    if price is None or price == item.price:
        return not line.by_hand or item.price is None
    return line.price == price


def _followed(item: Item, milli: int, amount: Money) -> Money:
    """The price that follows from so many thousandths for an amount, near the good's own.

    It is the good's own where a scale may have rounded what it weighed; what follows from a paisa
    for a gram may come a little above the MRP, and is the MRP then.
    """
    own = item.price
    slack = 0 if item.step_milli >= 1000 else 1
    if own is not None:
        least, most = (own.times_milli(milli + by) for by in (-slack, slack))
        if least <= amount <= most:
            return own
    price = Money(rounding.divide_half_up(amount.paise * 1000, milli))
    return _price(item, price if item.mrp is None else min(price, item.mrp))


def _price(item: Item, price: Money) -> Money:
    if not NOTHING <= price <= AMOUNT_MAX:
        raise Refusal(RefusalCode.AMOUNT_RANGE, amount=price.paise)
    if item.mrp is not None and price > item.mrp:
        raise _above_mrp(item, price, item.mrp)
    return price


def _above_mrp(item: Item, price: Money, mrp: Money) -> Refusal:
    told = {"price": price.paise, "mrp": mrp.paise, "most": mrp.paise}
    return Refusal(RefusalCode.ABOVE_MRP, item=item.id, **told)


def _bounded(line: DraftLine) -> DraftLine:
    if line.value > AMOUNT_MAX:
        raise Refusal(RefusalCode.AMOUNT_RANGE, amount=line.value.paise)
    if line.discount is not None and line.discount.amount > line.value:
        raise Refusal(RefusalCode.DISCOUNT_RANGE, amount=line.discount.amount.paise)
    return line
