"""What deeds on an open bill have the journal say, until the disk has it: acts, and goods."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from estore_pos.domain.draft import Draft, DraftLine
from estore_pos.domain.ids import NO_ITEM, ItemId, RecordId
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.person import Deed
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.watch import Leave, Watch
from estore_pos.store import journal
from estore_pos.store.books import Books
from estore_pos.store.page import Page

if TYPE_CHECKING:
    from estore_pos.domain.act import Act
    from estore_pos.domain.cancel import CancelReason

Waiting = tuple[Sequence[journal.Deed], Mapping[ItemId, Item]]
"""Acts that the owner is to see, and goods as they were told at the counter."""


class Unrecorded:
    """They go with the page of their deed, or with the next one that the disk takes."""

    def __init__(self, books: Books, moments: Moments, watch: Watch) -> None:
        """Begin with nothing that waits."""
        self._recorder = Recorder(books, moments, watch)
        self._watch = watch
        self.waiting: Waiting = (), {}

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return any(self.waiting)

    def recorded(self) -> None:
        """The disk has it all."""
        self.waiting = (), {}

    def record(self, page: Page, *, doubtful: bool) -> None:
        """Record what waits; `doubtful`: a commit has failed since, what it had may be there."""
        self.record_goods(page)
        if deeds := self.acts(page, doubtful=doubtful):
            journal.append_many(page, "trade", deeds)

    def record_goods(self, page: Page) -> None:
        """Record the goods as they were told."""
        _, goods = self.waiting
        if not goods:
            return
        from estore_pos.store import item as items

        self._recorder.record(page, "goods", *[items.body(each) for each in goods.values()])

    def acts(self, page: Page, *, doubtful: bool) -> Sequence[journal.Deed]:
        """The acts that are not recorded yet."""
        acts, _ = self.waiting
        return [each for each in acts if not journal.holds(page, each.id)] if doubtful else acts

    # --- what is told ---

    def tell(self, good: Item) -> None:
        """A good is another one from now on: its price, its printed price."""
        acts, goods = self.waiting
        self.waiting = acts, {**goods, good.id: good}

    def approved(
        self,
        leave: Leave,
        amount: Money,
        what: Deed = Deed.DISCOUNT,
        *,
        about: RecordId | None = None,
        item: ItemId = NO_ITEM,
    ) -> None:
        """Somebody allowed what the person at the till may not do of himself."""
        from estore_pos.domain.act import Act, ActKind

        self._note(Act(ActKind.APPROVAL, about, item, amount=amount, note=what.value), leave)

    def paid_back(self, leave: Leave, estimate: RecordId, amount: Money) -> None:
        """What an advance was more than its bill goes out of the drawer."""
        from estore_pos.domain.act import Act, ActKind

        act = Act(ActKind.ADVANCE_BACK, estimate, amount=amount)
        self._note(act, leave.own if leave.own.may(Deed.ADVANCE) else leave)

    def discarded(self, thrown: Draft, reason: "CancelReason | None") -> None:
        """A bill that was not made yet was thrown away."""
        from estore_pos.domain.act import Act, ActKind

        act = Act(ActKind.BILL_DISCARDED, amount=thrown.net, note=reason.value if reason else "")
        self._note(act, self._watch.leave(None))

    def taken_off(self, before: Draft, now: Draft) -> None:
        """There may be less on the bill: an act for each good, of how much and worth what.

        And of a price by hand or a charge that was told before, when it is lower now.
        """
        from estore_pos.domain.act import Act, ActKind

        was, stays = _by_good(before), _by_good(now)
        for good, (milli, net) in was.items():
            left, worth = stays.get(good, (0, NOTHING))
            if left < milli:
                act = Act(ActKind.LINE_REMOVED, None, good, milli - left, net - worth)
                self._note(act, self._watch.leave(None))
        for line, held in zip(before.lines, now.lines, strict=False):
            same = line.item.id == held.item.id and line.quantity == held.quantity
            if same and line.by_hand and held.price < line.price:
                told = f"price:{line.price.paise}>{held.price.paise}"
                kind, milli = ActKind.PRICE_OVERRIDE, held.quantity.milli
                act = Act(kind, None, held.item.id, milli, held.price, note=told)
                self._note(act, self._watch.leave(None))
        if now.charge < before.charge:
            less = before.charge - now.charge
            act = Act(ActKind.LINE_REMOVED, amount=less, note="charge")
            self._note(act, self._watch.leave(None))

    def priced(self, line: DraftLine, leave: Leave) -> None:
        """A line has another price or discount: an act where that is below its cost."""
        if line.below_floor():
            from estore_pos.domain.act import Act, ActKind

            act = Act(ActKind.PRICE_UNDER_FLOOR, None, line.item.id, line.quantity.milli, line.net)
            self._note(act, leave)

    def first_price(self, good: Item, leave: Leave) -> None:
        """A good that had no price has one: its card is another, nobody's price was overridden."""
        from estore_pos.domain.act import Act, ActKind
        from estore_pos.operations.changes import good_changed

        told = good_changed(replace(good, price=None), good)
        self._note(Act(ActKind.GOODS, None, good.id, note=told), leave)

    def printed(self, line: DraftLine, before: Money | None, leave: Leave) -> None:
        """The packet on a line bears another maximum price than the one before."""
        from estore_pos.domain.act import Act, ActKind

        mrp = line.item.mrp or NOTHING
        told = f"mrp:{before.paise if before else ''}>{mrp.paise}"
        kind = ActKind.PRINTED_PRICE
        act = Act(kind, None, line.item.id, line.quantity.milli, mrp, note=told)
        self._note(act, leave)

    def _note(self, act: "Act", leave: Leave) -> None:
        deed = self._recorder.act(replace(act, by=leave.by))
        acts, goods = self.waiting
        self.waiting = (*acts, deed), goods


def _by_good(draft: Draft) -> dict[ItemId, tuple[int, Money]]:
    """How many thousandths of each good are on a bill, and what they come to."""
    sums: dict[ItemId, tuple[int, Money]] = {}
    for line in draft.lines:
        milli, net = sums.get(line.item.id, (0, NOTHING))
        sums[line.item.id] = milli + line.quantity.milli, net + line.net
    return sums
