"""What lies ready at the counter: quick tiles, kits, services, goods without a name."""

from collections.abc import Sequence
from dataclasses import replace

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.category import Category
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import DatedRate, Rate, Treatment, check_hsn, check_rate, rate_on
from estore_pos.domain.ids import NO_ITEM, ItemId
from estore_pos.domain.item import Item, Part
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.person import Deed
from estore_pos.domain.quantity import Unit
from estore_pos.operations.counter import Counter
from estore_pos.operations.goods_import import RATES_FROM
from estore_pos.operations.item import checked
from estore_pos.operations.moment import Moments
from estore_pos.operations.recorder import Recorder
from estore_pos.operations.teaching import in_script
from estore_pos.operations.watch import Approval, Leave, Watch
from estore_pos.store import category
from estore_pos.store import item as items
from estore_pos.store.books import Books
from estore_pos.store.page import Page
from estore_pos.text.entry import read_key

TILES = 24
"""So many quick tiles; each has a letter."""
KIT, SERVICE = "kit", "service"
SAC_USUAL = "998595"
"""Copies, printing and other help with papers, as the starter goods have it."""
_SAC_DIGITS = 6


class Shelf:
    """Tiles, kits, services, categories. Desk's thread only; one transaction a deed."""

    def __init__(self, books: Books, moments: Moments, watch: Watch, counter: Counter) -> None:
        """Take what deeds need."""
        self._books = books
        self._moments = moments
        self._watch = watch
        self._recorder = Recorder(books, moments, watch)
        self._counter = counter

    def set_tile(self, number: ItemId, tile: int, approval: Approval | None = None) -> list[Item]:
        """Lay an item on a tile, 1 to 24; what lay there lies on none. The tiles as they now are.

        Raises Refusal NOTHING_FOUND, APPROVAL_NEEDED (what: shelf), as each deed here does.
        """
        assert 1 <= tile <= TILES
        leave = self._leave(approval)
        with self._books.page() as page:
            good = items.by_id(page, number)
            if good is None:
                raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{number}")
            gone = [
                replace(each, tile=0)
                for each in items.tiles(page)
                if each.tile == tile and each.id != number
            ]
            self._record(page, [*gone, replace(good, tile=tile)])
            self._note(page, leave, f"tile {tile}", number)
            return items.tiles(page)

    def clear_tile(self, tile: int, approval: Approval | None = None) -> list[Item]:
        """Take off what lies on a tile. The tiles as they now are."""
        leave = self._leave(approval)
        with self._books.page() as page:
            gone = [replace(each, tile=0) for each in items.tiles(page) if each.tile == tile]
            self._record(page, gone)
            for each in gone:
                self._note(page, leave, "tile 0", each.id)
            return items.tiles(page)

    def save_kit(
        self, name: str, number: ItemId | None = None, approval: Approval | None = None
    ) -> Item:
        """The open bill's goods as a kit of this name, or as another kit's new parts.

        A kit has no price of its own: it opens as lines, each at its good's price of that day.
        Raises Refusal NAME_NEEDED, EMPTY_BILL, KIT_WRONG for a line without a good, NOTHING_FOUND.
        """
        called = name.strip()
        if not called:
            raise Refusal(RefusalCode.NAME_NEEDED)
        leave = self._watch.leave(approval)
        lines = self._counter.view.draft.lines
        if not lines:
            raise Refusal(RefusalCode.EMPTY_BILL)
        milli: dict[ItemId, int] = {}
        for line in lines:
            if line.nameless:
                names = line.item.name_hi, line.item.name_en
                raise Refusal(RefusalCode.KIT_WRONG, name=names)
            milli[line.item.id] = milli.get(line.item.id, 0) + line.quantity.milli
        leave.need(Deed.SHELF)
        parts = tuple([Part(item, much) for item, much in milli.items()])
        with self._books.page() as page:
            if number is None:
                kit = Item(
                    items.next_id(page),
                    *in_script(called),
                    Unit.SET,
                    lines[0].item.rates,
                    category=KIT,
                    parts=parts,
                )
            else:
                known = items.by_id(page, number)
                if known is None:
                    raise Refusal(RefusalCode.NOTHING_FOUND, typed=f"#{number}")
                kit = replace(known, parts=parts)
                if called not in (known.name_hi, known.name_en):
                    hindi, english = in_script(called)
                    kit = replace(kit, name_hi=hindi, name_en=english)
            self._record(page, [kit])
            self._note(page, leave, "kit", kit.id)
        return kit

    def drop_kit(self, number: ItemId, approval: Approval | None = None) -> None:
        """A kit that is offered no more; nothing where there is none."""
        leave = self._leave(approval)
        with self._books.page() as page:
            if kit := items.by_id(page, number):
                self._record(page, [replace(kit, closed=True)])
                self._note(page, leave, "off", kit.id)

    def save_service(
        self,
        name: str,
        price: Money,
        basis_points: int = 1800,
        sac: str = SAC_USUAL,
        approval: Approval | None = None,
    ) -> Item:
        """A new service: sold without stock, at this price with its tax inside.

        Raises Refusal NAME_NEEDED, SAC_WRONG, AMOUNT_RANGE, RATE_ILLEGAL.
        """
        code = sac.strip()
        if not (code.isdecimal() and len(code) == _SAC_DIGITS and code.startswith("99")):
            raise Refusal(RefusalCode.SAC_WRONG, sac=code)
        called = name.strip()
        leave = self._watch.leave(approval)
        rates = (DatedRate(RATES_FROM, rate(basis_points)),)
        check_rate(DatedRate(self._moments.now().calendar, rates[0].rate))
        made = checked(
            Item(
                ItemId(0),
                *in_script(called),
                Unit.NONE,
                rates,
                price,
                hsn=code,
                category=SERVICE,
            )
        )
        leave.need(Deed.SHELF)
        with self._books.page() as page:
            saved = replace(made, id=items.next_id(page))
            self._record(page, [saved])
            self._note(page, leave, "service", saved.id, price)
        return saved

    def save_category(
        self,
        key: str,
        name_hi: str,
        name_en: str,
        hsn: str,
        points: int,
        unit: Unit,
        approval: Approval | None = None,
    ) -> Category:
        """A category as it now stands; another tax than before holds from today.

        Raises Refusal CATEGORY_KEY_WRONG, NAME_NEEDED, HSN_WRONG, RATE_ILLEGAL.
        """
        leave = self._watch.leave(approval)
        read = read_key(key)
        if not read:
            raise Refusal(RefusalCode.CATEGORY_KEY_WRONG, typed=key)
        if not (name_hi.strip() or name_en.strip()):
            raise Refusal(RefusalCode.NAME_NEEDED)
        today = self._moments.now().calendar
        check_hsn(hsn.strip())
        check_rate(DatedRate(today, rate(points)))
        leave.need(Deed.SHELF)
        with self._books.page() as page:
            known = next((each for each in category.every(page) if each.key == read), None)
            rates: tuple[DatedRate, ...] = (DatedRate(RATES_FROM, rate(points)),)
            if known is not None:
                rates = known.rates
                if rate_on(rates, today) != rate(points):
                    earlier = [each for each in rates if each.from_day < today]
                    rates = (*earlier, DatedRate(today, rate(points)))
            kind = Category(read, name_hi.strip(), name_en.strip(), rates, hsn.strip(), unit)
            self._recorder.record(page, "goods", category.body(kind))
            self._note(page, leave, f"category .{read}")
        return kind

    def drop_category(self, kind: Category, approval: Approval | None = None) -> None:
        """Goods are sold by it no more. Raises Refusal APPROVAL_NEEDED (what: shelf)."""
        leave = self._leave(approval)
        with self._books.page() as page:
            self._recorder.record(page, "goods", category.body(replace(kind, closed=True)))
            self._note(page, leave, f"off .{kind.key}")

    def categories(self) -> list[Category]:
        """The categories that goods are sold by."""
        with self._books.page() as page:
            return [kind for kind in category.every(page) if not kind.closed]

    def _leave(self, approval: Approval | None) -> Leave:
        leave = self._watch.leave(approval)
        leave.need(Deed.SHELF)
        return leave

    def _note(
        self,
        page: Page,
        leave: Leave,
        told: str,
        item: ItemId = NO_ITEM,
        amount: Money = NOTHING,
    ) -> None:
        act = Act(ActKind.SHELF, None, item, amount=amount, by=leave.by, note=told)
        self._recorder.note(page, act)

    def _record(self, page: Page, goods: Sequence[Item]) -> None:
        if goods:
            self._recorder.record(page, "goods", *[items.body(each) for each in goods])


def rate(basis_points: int) -> Rate:
    """A rate that is typed: none is exempt."""
    return Rate(basis_points, Treatment.TAXABLE if basis_points else Treatment.EXEMPT)
