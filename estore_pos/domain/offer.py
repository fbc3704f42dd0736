"""Dated offers, and which of them a line gets; the rule and its worked tables stand in offer.md."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from estore_pos.domain import rounding
from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.frozen import frozen
from estore_pos.domain.gst import BASIS, TaxMode
from estore_pos.domain.ids import OfferId
from estore_pos.domain.item import GROUP, SLAB, Item, Part
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money, total

HAND = "hand"
"""Why a line is sold on other terms than its list price: somebody typed them."""
OWN_TERMS = frozenset({"", HAND, SLAB, GROUP})
"""Why a line is sold as it is, where that is no offer."""

COMBOS_MAX = 8
"""Combos weighed against each other on one bill; of more, those that save least are left out."""


class OfferKind(StrEnum):
    """What an offer gives."""

    PERCENT = "percent"
    AMOUNT = "amount"
    BUY_GET = "buy_get"
    COMBO = "combo"


@frozen
class Offer:
    """Something off, from a day to a day (None: open), on `goods`, a category, or everything.

    percent: `points` of the value; amount: `amount` off each whole unit; buy_get: of each
    `buy_milli` + `get_milli` on a line the latter is free; combo: the goods together for `amount`.
    `group`: only for these customers.
    """

    id: OfferId
    kind: OfferKind
    from_day: date
    to_day: date | None = None
    name_hi: str = ""
    name_en: str = ""
    goods: tuple[Part, ...] = ()
    category: str = ""
    group: str = ""
    points: int = 0
    amount: Money = NOTHING
    buy_milli: int = 0
    get_milli: int = 0
    closed: bool = False

    def check(self) -> None:
        """Raise Refusal OFFER_WRONG where it could give nothing to anybody."""
        gives = {
            OfferKind.PERCENT: 0 < self.points <= BASIS,
            OfferKind.AMOUNT: self.amount > NOTHING,
            OfferKind.BUY_GET: self.buy_milli > 0 and self.get_milli > 0,
            OfferKind.COMBO: len(self.goods) > 1 and self.amount > NOTHING,
        }[self.kind]
        if not gives or (self.to_day is not None and self.to_day < self.from_day):
            raise Refusal(RefusalCode.OFFER_WRONG)

    def holds(self, day: date, group: str) -> bool:
        """Whether it is given on a day to a customer of a group."""
        within = self.from_day <= day and (self.to_day is None or day <= self.to_day)
        return within and not self.closed and self.group in {"", group}

    def covers(self, item: Item) -> bool:
        """Whether a good is among those it is on."""
        if self.goods:
            return any(part.item == item.id for part in self.goods)
        return self.category in {"", item.category}


@frozen
class Terms:
    """What a line is sold at: `off` its value at `price` leaves `net`; `listed` is its own price.

    `why` is "" for the item's own price, else "slab", "group", "hand" or the id of an offer.
    `inside` is the tax that all this has inside, where the item's price has it on top
    (`DraftLine.inside`).
    """

    price: Money
    listed: Money
    net: Money
    off: Money = NOTHING
    why: str = ""
    inside: int | None = None


@frozen
class _Combo:
    """A combo that a bill can have: what it takes off which lines, and by how much it is better."""

    id: OfferId
    off: tuple[tuple[int, Money], ...]
    gain: int

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(place for place, _ in self.off)


def terms(
    draft: Draft,
    offers: Sequence[Offer],
    day: date,
    *,
    before: tuple[Draft, Sequence[Terms]] | None = None,
    mode: TaxMode = TaxMode.REGULAR,
) -> tuple[Terms, ...]:
    """What each line of a draft is sold at on a day: the best for the buyer, one benefit a line.

    What a combo costs is what the buyer pays for it, so its lines have their tax inside (`mode`).
    `before` is a draft and its terms on that day by these offers: what of it stands is not worked
    out again.
    """
    held = [offer for offer in offers if offer.holds(day, draft.group)]
    single = [offer for offer in held if offer.kind is not OfferKind.COMBO]
    stands: Sequence[Terms] = ()
    if before and len(single) == len(held) and before[0].group == draft.group:
        stands = before[1][: in_common(before[0].lines, draft.lines)]
    rest = draft.lines[len(stands) :]
    given = [*stands, *[_alone(line, single, draft.group) for line in rest]]
    if len(single) == len(held):
        return tuple(given)
    lines = [line.with_tax(line.item.tax_on_top(mode, day)) for line in draft.lines]
    alone = [
        own if line is plain else _alone(line, single, draft.group)
        for line, plain, own in zip(lines, draft.lines, given, strict=True)
    ]
    combos = [
        combo
        for offer in held
        if offer.kind is OfferKind.COMBO and (combo := _combo(offer, lines, alone))
    ]
    combos.sort(key=lambda combo: (-combo.gain, combo.id))
    for combo in _best(combos[:COMBOS_MAX])[1]:
        for place, off in combo.off:
            listed = alone[place].listed
            left = _listed(lines[place]) - off
            given[place] = Terms(listed, listed, left, off, combo.id, lines[place].inside)
    return tuple(given)


def in_common(some: Sequence[object], others: Sequence[object]) -> int:
    """How many of the first are the same in both."""
    least = min(len(some), len(others))
    if some[:least] == others[:least]:
        return least
    return next(place for place in range(least) if some[place] != others[place])


def saved(line: DraftLine, held: Terms) -> Money:
    """How much less a line costs on its terms than at its list price."""
    return _listed(line) - held.net if held.why else NOTHING


def bought(
    item: Item, amount: Money, group: str, offers: Sequence[Offer], day: date
) -> tuple[Money, int] | None:
    """At which price a sum buys by the offer that gives most, and how many thousandths.

    Only what is off each part of a good makes a sum buy more: percents and amounts. None where no
    offer gives more than the good's own prices do.
    """
    if not item.price:
        return None
    try:
        most = item.bought(amount, group)[1]
    except Refusal:
        most = 0  # no whole piece at any price of its own
    best = None
    for offer in sorted(offers, key=lambda each: each.id):
        left = _left(offer, item) if offer.holds(day, group) and offer.covers(item) else 0
        price = Money(rounding.divide_half_up(left, BASIS))
        if not price:
            continue
        exact = rounding.divide_half_up(amount.paise * 1000 * BASIS, left)
        milli, is_whole = item.parted(amount, exact)
        if is_whole and milli > most and item.price.times_milli(milli) <= AMOUNT_MAX:
            best, most = (price, milli), milli
    return best


def _left(offer: Offer, item: Item) -> int:
    """What a unit of a good costs by an offer, in paise and basis points of them; 0 for nothing.

    0 also by what is given for whole goods only.
    """
    own = item.price or NOTHING
    match offer.kind:
        case OfferKind.PERCENT:
            return own.paise * (BASIS - offer.points)
        case OfferKind.AMOUNT:
            return max(0, own.paise - offer.amount.paise) * BASIS
        case _:
            return 0


def forgone(
    draft: Draft, offers: Sequence[Offer], day: date, mode: TaxMode = TaxMode.REGULAR
) -> Money:
    """How much less the current line would cost by the shop's own offers.

    Offers stand back behind a discount given by hand, and a sum that was asked for gets none that
    is for whole goods only. What a rounding to the good's step leaves is nothing forgone.
    """
    line = draft.current_line
    if line is None or not line.fixed or not offers:
        return NOTHING
    free = replace(line, discount=None)
    if line.amount is not None:
        usual = line.quoted.usual_price(line.quantity.milli, draft.group)[0]
        free = replace(free, amount=None, price=usual or line.price)
    here = draft.current
    freed = replace(draft, lines=(*draft.lines[:here], free, *draft.lines[here + 1 :]))
    given = terms(freed, offers, day, mode=mode)[here]
    offered = given.net if given.why not in OWN_TERMS else line.net
    less = max(NOTHING, line.net - offered)
    if terms(draft, offers, day, mode=mode)[here].why not in OWN_TERMS:
        step = (line.quoted.price or NOTHING).times_milli(line.item.step_milli)
        return less if less > step else NOTHING
    return less


def _alone(line: DraftLine, offers: Sequence[Offer], group: str) -> Terms:
    """The terms of a line without regard to the others."""
    good, value, inside = line.quoted, line.value, line.inside
    own = good.price or NOTHING
    if line.fixed:
        if line.by_hand or line.discount is not None:
            return Terms(line.price, own, line.net, value - line.net, HAND, inside)
        if line.labelled:
            why = HAND if line.marked_down else ""
            return Terms(line.price, own, value, why=why, inside=inside)
        offer = _bought_by(line, own, offers)
        if offer is not None and (listed := _listed(line)) > value:
            return Terms(own, own, value, listed - value, offer.id, inside)
        return Terms(line.price, own, value, why=_cheaper(line, own), inside=inside)
    if not offers and line.price == own:
        return Terms(own, own, value, inside=inside)
    why = good.usual_price(line.quantity.milli, group)[1]
    best = Terms(line.price, own, value, why=why, inside=inside)
    listed = _listed(line)
    gain = listed - value
    for offer in sorted(offers, key=lambda each: each.id):
        if offer.covers(line.item):
            off = _off(offer, line)
            if off > gain:
                best, gain = Terms(own, own, listed - off, off, offer.id, inside), off
    return best


def _bought_by(line: DraftLine, own: Money, offers: Sequence[Offer]) -> Offer | None:
    """The offer at whose price an amount bought; None where none that is given now has it."""
    if line.price >= own or _cheaper(line, own) != HAND:
        return None
    for offer in sorted(offers, key=lambda each: each.id):
        left = _left(offer, line.quoted) if offer.covers(line.item) else 0
        if line.price.paise == rounding.divide_half_up(left, BASIS):
            return offer
    return None


def _cheaper(line: DraftLine, own: Money) -> str:
    """Which lower price an amount bought at; the buyer may be another one since.

    An offer that is not given any more, or a price that was the good's own, is nobody's now: what
    is weighed stays.
    """
    if line.price >= own:
        return ""
    good = line.quoted
    if any(slab.price == line.price for slab in good.slabs):
        return SLAB
    return GROUP if any(price == line.price for _, price in good.group_prices) else HAND


def _listed(line: DraftLine) -> Money:
    """A line's value at the item's own price."""
    return (line.quoted.price or NOTHING).times_milli(line.quantity.milli)


def _off(offer: Offer, line: DraftLine) -> Money:
    """What an offer on single goods takes off a line at its list price."""
    milli = line.quantity.milli
    if offer.kind is OfferKind.PERCENT:
        return Money(rounding.divide_half_up(_listed(line).paise * offer.points, BASIS))
    if offer.kind is OfferKind.AMOUNT:
        return min(offer.amount.times_milli(milli), _listed(line))
    times = rounding.whole_times(milli, offer.buy_milli + offer.get_milli)
    return (line.quoted.price or NOTHING).times_milli(times * offer.get_milli)


def _combo(offer: Offer, lines: Sequence[DraftLine], given: Sequence[Terms]) -> _Combo | None:
    """The combo as often as the goods on a bill make it; None where it is no gain."""
    places: list[int] = []
    for part in offer.goods:
        found = [
            place
            for place, line in enumerate(lines)
            if line.item.id == part.item and not line.fixed and place not in places
        ]
        if not found:
            return None
        places.append(max(found, key=lambda place: lines[place].quantity.milli))
    times = min(
        rounding.whole_times(lines[place].quantity.milli, part.milli)
        for place, part in zip(places, offer.goods, strict=True)
    )
    worth = [
        given[place].listed.times_milli(part.milli * times)
        for place, part in zip(places, offer.goods, strict=True)
    ]
    off = total(worth) - Money(offer.amount.paise * times)
    other = total([saved(lines[place], given[place]) for place in places])
    if not times or off <= other:
        return None
    shares = rounding.share(off.paise, [value.paise for value in worth])
    laid = tuple((place, Money(part)) for place, part in zip(places, shares, strict=True))
    return _Combo(offer.id, laid, (off - other).paise)


def _best(combos: Sequence[_Combo]) -> tuple[int, tuple[_Combo, ...]]:
    """Of combos that may want the same lines, those that together gain most."""
    if not combos:
        return 0, ()
    first, rest = combos[0], combos[1:]
    without = _best(rest)
    gain, chosen = _best([combo for combo in rest if not combo.lines & first.lines])
    taken = gain + first.gain, (first, *chosen)
    return max(taken, without, key=lambda each: each[0])
