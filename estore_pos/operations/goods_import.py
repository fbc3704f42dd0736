"""A list of goods brought into the books: what is new, what changed, what is refused and why.

A row is known by its barcode, else by the other program's number, else by name and pack. A number
so short that each list may have its own tells which good it is only where something else does too
(`goods_alike`); else the row is another good, and both keep the number. A second row of one code
that differs in its MRP is another printed price of the same good. What a list does not say stays as
it was. A stock is taken once, of goods that nobody has counted yet: it says how many there are now,
whatever was sold before; the same list twice moves nothing. Rates of before 22-09-2025 are turned
into today's (`goods_row`), and the rows are named.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path

from estore_pos.base.clock import Clock
from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.gst import UNTOLD, DatedRate, Rate, TaxMode, Treatment, rate_on
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import PRINTED_MAX, Barcode, Item, PrintedPrice
from estore_pos.domain.quantity import Unit
from estore_pos.domain.stock import Move, Reason
from estore_pos.operations import goods_alike, goods_columns, goods_row, sheet
from estore_pos.operations.goods_columns import Columns
from estore_pos.operations.goods_row import GoodsRow, Refused
from estore_pos.operations.moment import Moments
from estore_pos.operations.sheet import Sheet
from estore_pos.store import item as items
from estore_pos.store import journal, search, stock
from estore_pos.store.books import Books
from estore_pos.store.page import Page

RATES_FROM = date(2025, 9, 22)
"""Since when the rates of a list count as in force."""

WINDOW_SLICE_MS = 10
"""About so long a scan waits for a slice."""
COMMAND_SLICE_MS = 5000
"""Nobody waits for the command, and a commit has its price: from four pieces on the search index
puts them together, which writes half of it once more."""
_KEPT_KB_A_MS = 16
"""About twice what a millisecond of a slice writes: a slice is kept in memory until it is whole."""
_NAMES_STEP = 250
_ROWS_MIN, _ROWS_MAX = 16, 500
"""Rows that are taken together: at first one for each millisecond of a slice, then what the time of
the last allows. A slice that has time for more than the most takes them one lot after the other."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row of the file that was refused; the first row is 1 (`Goods.place`)."""

    row: int
    reason: goods_row.Reason


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet that was read; its first row is the one after so many of the sheets before it."""

    name: str
    columns: Columns
    rows_before: int = 0


@dataclass(frozen=True, slots=True)
class Goods:
    """A list of goods as read, before the books are asked: its good rows and the refused ones.

    Rows are counted on from one sheet of a workbook to the next. `left_out` are the names of its
    sheets that were not read.
    """

    file: str
    how: str
    parts: tuple[Part, ...]
    rows: tuple[GoodsRow, ...]
    rejected: tuple[Rejected, ...]
    left_out: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Rows with anything in them, headers apart."""
        return len(self.rows) + len(self.rejected)

    def place(self, row: int) -> tuple[str, int]:
        """The sheet of a row, nameless where it is the only one, and its number there."""
        part = next(part for part in reversed(self.parts) if part.rows_before < row)
        return part.name if len(self.parts) > 1 else "", row - part.rows_before


def read_goods(path: Path) -> Goods:
    """Read a list of goods. Any thread; the books are not touched.

    Raises Trouble FILE_UNREADABLE, FILE_NOT_A_TABLE (why: no_names where no table of the file has
    a column that can be the goods' names: a letter, a list of bills).
    """
    tables = sheet.read(path)
    parts: list[Part] = []
    rows: list[GoodsRow] = []
    rejected: list[Rejected] = []
    before = 0
    chosen = _with_goods(tables)
    if not chosen:
        raise Trouble(TroubleCode.FILE_NOT_A_TABLE, file=path.name, why="no_names", kind="")
    for table, columns in chosen:
        parts.append(Part(table.name, columns, before))
        reading = goods_row.Reading(columns)
        for number, cells in enumerate(table.rows, 1):
            if number <= columns.header_row or not any(map(str.strip, cells)):
                continue
            if number in table.unclosed:
                rejected.append(Rejected(before + number, goods_row.Reason.QUOTE_OPEN))
                continue
            try:
                rows.append(reading.row(cells, before + number))
            except Refused as refused:
                rejected.append(Rejected(before + number, refused.reason))
        before += len(table.rows)
    read = {part.name for part in parts}
    left_out = tuple(table.name for table in tables if table.name not in read)
    return Goods(path.name, tables[0].how, tuple(parts), tuple(rows), tuple(rejected), left_out)


def _with_goods(tables: Sequence[Sheet]) -> list[tuple[Sheet, Columns]]:
    """The lists of goods among the tables of a file, and where each keeps what.

    They are those whose headers say so, else the first that can be one. A hidden table counts only
    where none that is seen does.
    """
    for hidden in (False, True):
        possible = [
            (table, columns)
            for table in tables
            if table.is_hidden == hidden and (columns := goods_columns.guess(table.rows))
        ]
        if sure := [each for each in possible if each[1].is_sure]:
            return sure
        if possible:
            return possible[:1]
    return []


@dataclass(slots=True)
class Tally:
    """How far an import is: each row with anything in it ends in one of the four.

    `untold` are the goods of the list of which neither it nor anybody else has told a rate of tax.
    """

    total: int
    new: int = 0
    changed: int = 0
    same: int = 0
    untold: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Rows that have found their place."""
        return self.new + self.changed + self.same + len(self.rejected)


class _Known:
    """The goods that are there, by what makes a row one of them; of two the elder.

    Codes are asked for as rows with them come. A list's own number may stand on several goods, and
    once a row of this list has one of them it means that. Names are no key of the books: where a
    row has nothing else, every name that is there is read first.
    """

    def __init__(self, rows: Sequence[GoodsRow]) -> None:
        self.by_name = any(not (row.barcode or row.sku) for row in rows)
        self._codes: dict[str, Sequence[ItemId]] = {}
        self._numbers: dict[str, ItemId] = {}
        self._names: dict[str, ItemId] = {}

    def ask(self, page: Page, rows: Sequence[GoodsRow]) -> None:
        """Learn whose the codes of these rows are."""
        codes = [code for row in rows for code in row.codes if code not in self._codes]
        if codes:
            self._codes.update(items.holders(page, codes))

    def add(self, item: Item, number: str = "") -> None:
        """Learn of a good; `number` is what a row of this list calls it by."""
        if number:
            self._numbers.setdefault(goods_row.sku_code(number), item.id)
        for code in item.barcodes:
            if not goods_row.is_sku_code(code.code):
                self._codes.setdefault(code.code, (item.id,))
        if self.by_name:
            for name in (item.name_hi, item.name_en):
                if name:
                    self._names.setdefault(goods_row.name_key(name, item.pack), item.id)

    def possible(self, identity: tuple[str, str]) -> Sequence[ItemId]:
        """Which goods a row may be."""
        sort, key = identity
        if sort == "code":
            return self._codes.get(key, ())
        named = self._names.get(key)
        return () if named is None else (named,)

    def find(
        self, row: GoodsRow, identity: tuple[str, str], stands: Mapping[ItemId, Item]
    ) -> ItemId | None:
        """Which good a row is; `stands` are those that it may be, as they stood."""
        possible, of_this_list = self.possible(identity), self._numbers.get(identity[1])
        if not goods_alike.is_private(row):
            return next(iter(possible), of_this_list)
        if of_this_list is not None:
            return of_this_list
        there = [stands[each] for each in possible]
        called = (item.id for item in there if goods_alike.is_called(item, row))
        alike = (item.id for item in there if goods_alike.is_alike(item, row))
        return next(chain(called, alike), None)


class Import:
    """Brings a list into the books slice by slice; desk's thread, one transaction a slice.

    Between two slices the desk does what the counter asks. A run that is cut short has brought in
    whole rows; the same list again brings the rest.
    """

    def __init__(
        self,
        books: Books,
        goods: Goods,
        clock: Clock,
        moments: Moments,
        *,
        note: Callable[[Page], None],
        slice_ms: int = WINDOW_SLICE_MS,
        dry_run: bool = False,
    ) -> None:
        """Take the list; nothing happens before `slices`.

        `note` is called once, on the page of the first good that was there and is another now.
        """
        self._books = books
        self._goods = goods
        self._clock = clock
        self._moments = moments
        self._note = note
        self._is_noted = dry_run
        self._slice_ms = slice_ms
        self._dry_run = dry_run
        self._known = _Known(goods.rows)
        self._seen: dict[tuple[str, str], GoodsRow] = {}
        self._planned: set[ItemId] = set()
        self._opened: set[ItemId] = set()
        self._packets: dict[ItemId, Item] = {}
        self._next_id = ItemId(0)
        self._step = max(_ROWS_MIN, min(slice_ms, _ROWS_MAX))
        self.tally = Tally(goods.count, rejected=list(goods.rejected))

    def slices(self) -> Generator[Tally, None, None]:
        """One slice at each step; the tally so far."""
        if self._known.by_name:
            yield from self._read_names()
        if not self._dry_run:
            self._books.keep(_KEPT_KB_A_MS * self._slice_ms)
            with self._books.page() as page:
                search.merge_ourselves(page)
        place = 0
        while place < len(self._goods.rows):
            place = self._slice(place)
            yield self.tally
        self.tally.rejected.sort(key=lambda rejected: rejected.row)
        yield self.tally

    def _read_names(self) -> Generator[Tally, None, None]:
        reader = self._books.reader()
        try:
            with reader.page() as page:
                for number, item in enumerate(items.every(page, _NAMES_STEP), 1):
                    self._known.add(item)
                    if number % _NAMES_STEP == 0:
                        yield self.tally
        finally:
            reader.close()

    def _slice(self, place: int) -> int:
        """Take rows from a place on, on one page; the place of the first that is left.

        How many the next slice may take follows from the time of this.
        """
        begun = self._clock.monotonic_ms()
        first = place
        with self._books.page() as page:
            self._next_id = max(self._next_id, items.next_id(page))
            while rows := self._goods.rows[place : place + self._step]:
                self._take(page, rows)
                place += len(rows)
                spent = self._clock.monotonic_ms() - begun
                if self._step < _ROWS_MAX or 4 * spent > 3 * self._slice_ms:
                    break
        taken = max(1, self._clock.monotonic_ms() - begun)
        fitting = (place - first) * self._slice_ms // taken
        self._step = max(_ROWS_MIN, min(fitting, 2 * self._step, _ROWS_MAX))
        return place

    def _take(self, page: Page, rows: Sequence[GoodsRow]) -> None:
        """Decide on a few rows and record what they change."""
        self._known.ask(page, rows)
        identities = [row.identity for row in rows]
        possible = [self._known.possible(each) for each in identities]
        asked = list(chain.from_iterable(possible))
        stands = items.by_ids(page, asked) if asked else {}
        stocked = [
            found
            for row, each in zip(rows, possible, strict=True)
            if row.stock_milli
            for found in each
        ]
        uncounted = stock.uncounted(page, stocked) if stocked else {}
        today = self._moments.now().calendar
        saved: dict[ItemId, Item] = {}
        opening: list[Move] = []
        for row, identity in zip(rows, identities, strict=True):
            first = self._seen.setdefault(identity, row)
            item_id = self._known.find(row, identity, stands)
            if first is not row:
                stood = None
                if item_id is not None:
                    stood = self._packets.get(item_id) or saved.get(item_id) or stands.get(item_id)
                    # A list that is only looked at has left nothing in the books.
                    stood = stood or new_item(first, item_id)
                after = self._repeated(row, first, stood)
                if after is not None:
                    saved[after.id] = self._packets[after.id] = after
                    if row.stock_milli and after.id in self._opened:
                        opening.append(Move(after.id, row.stock_milli))
                continue
            if item_id in self._planned:
                self.tally.rejected.append(Rejected(row.row, goods_row.Reason.TWO_GOODS))
                continue
            if item_id is None:
                after = new_item(row, self._next_id)
                self._next_id = ItemId(self._next_id + 1)
                self.tally.new += 1
                self._opened.add(after.id)
                saved[after.id] = after
                if row.stock_milli:
                    opening.append(Move(after.id, row.stock_milli))
            else:
                before = stands[item_id]
                after = changed_item(before, row, today)
                told = row.stock_milli if item_id in uncounted else None
                if told:
                    self._opened.add(item_id)
                    opening.append(Move(item_id, told - uncounted[item_id]))
                if after != before:
                    saved[after.id] = after
                if told or after != before:
                    self.tally.changed += 1
                else:
                    self.tally.same += 1
            self.tally.untold += after.is_rate_untold
            self._known.add(after, row.sku)
            self._planned.add(after.id)
        if self.tally.changed and not self._is_noted:
            self._note(page)
            self._is_noted = True
        if not self._dry_run:
            self._record(page, list(saved.values()), opening)

    def _repeated(self, row: GoodsRow, first: GoodsRow, stood: Item | None) -> Item | None:
        """A second row of one good in the file: the same, another printed price, or refused.

        Gives the good back where the row changes it.
        """
        packet = "mrp", f"{row.barcode} {row.mrp}"
        earlier = self._seen.get(packet)
        if any(each and row._replace(row=each.row) == each for each in (first, earlier)):
            self.tally.same += 1
            return None
        is_new = earlier is None and row.mrp != first.mrp
        after = with_packet(stood, row, first) if stood is not None and is_new else None
        if after is None:
            self.tally.rejected.append(Rejected(row.row, goods_row.Reason.DUPLICATE))
            return None
        self._seen[packet] = row
        if after == stood:
            self.tally.same += 1
            return None
        self.tally.changed += 1
        return after

    def _record(self, page: Page, saved: Sequence[Item], opening: Sequence[Move]) -> None:
        moment = self._moments.now()
        bodies: list[journal.Body] = [items.body(item) for item in saved]
        if opening:
            bodies.append(stock.body(Reason.OPENING, opening, self._goods.file[:100]))
        if bodies:
            journal.append_many(
                page,
                "goods",
                [
                    journal.Deed(body, id, moment.at, suspect=moment.suspect)
                    for body, id in zip(bodies, self._books.new_ids(len(bodies)), strict=True)
                ],
            )


def new_item(row: GoodsRow, item_id: ItemId) -> Item:
    """A good that was not there."""
    unit = row.unit or (Unit.PACKET if row.pack else Unit.PIECE)
    return Item(
        id=item_id,
        name_hi=row.name_hi,
        name_en=row.name_en,
        unit=unit,
        rates=_told(row.rate.basis_points, row.rate.treatment) if row.rate else (UNTOLD,),
        price=row.price,
        inclusive=row.inclusive is not False,
        mrp=row.mrp,
        hsn=row.hsn,
        aliases=row.aliases,
        barcodes=tuple([Barcode(code) for code in row.codes]),
        step_milli=1 if unit.measured else 1000,
        pack=row.pack,
        category=row.category,
    )


def with_packet(item: Item, row: GoodsRow, first: GoodsRow) -> Item | None:
    """A good with the MRP of one more row of its code; None where the row tells of another good.

    What the first row said stands: the price at the counter, until another packet is chosen there.
    """
    if not row.barcode or row.mrp is None or first.mrp is None or item.mrp is None:
        return None
    alike = first._replace(
        row=row.row,
        price=row.price,
        mrp=row.mrp,
        stock_milli=row.stock_milli,
        inclusive=row.inclusive,
        price_was=row.price_was,
    )
    if alike != row or not goods_alike.is_called(item, row):
        return None
    price = row.mrp if row.price is None else row.price
    known = item.printed or (PrintedPrice(item.mrp, item.price or item.mrp),)
    others = tuple(each for each in known if each.mrp != row.mrp)
    if len(others) == PRINTED_MAX:
        return None
    if PrintedPrice(row.mrp, price) in known:
        return item
    return replace(item, printed=(*others, PrintedPrice(row.mrp, price)))


@lru_cache(maxsize=64)
def _told(points: int, treatment: Treatment) -> tuple[DatedRate, ...]:
    """What a rate of a list becomes: few goods have one of their own."""
    return (DatedRate(RATES_FROM, Rate(points, treatment)),)


def changed_item(item: Item, row: GoodsRow, today: date) -> Item:
    """A good that was there, as the row now says; what the row does not say stays.

    A price that would stand above a printed price kept from before is the newer fact: the old
    printed price goes.
    """
    unit = row.unit or item.unit
    rates = item.rates
    if row.rate is not None and item.is_rate_untold:
        rates = _told(row.rate.basis_points, row.rate.treatment)
    elif row.rate is not None and rate_on(rates, today) != row.rate:
        earlier = tuple(dated for dated in rates if dated.from_day < today)
        rates = (*earlier, DatedRate(today, row.rate))
    price = row.price if row.price is not None else item.price
    mrp = row.mrp if row.mrp is not None else item.mrp
    inclusive = item.inclusive if row.inclusive is None else row.inclusive
    priced = replace(item, rates=rates, inclusive=inclusive, mrp=mrp)
    most = priced.most(TaxMode.REGULAR, today)
    if price is not None and most is not None and price > most:
        if row.price is None:
            price = most
        elif row.mrp is None:
            mrp = None
    aliases = (*item.aliases, *(alias for alias in row.aliases if alias not in item.aliases))
    return replace(
        item,
        name_hi=row.name_hi or item.name_hi,
        name_en=row.name_en or item.name_en,
        unit=unit,
        rates=rates,
        price=price,
        inclusive=inclusive,
        mrp=mrp,
        hsn=row.hsn or item.hsn,
        aliases=aliases,
        barcodes=_codes(item.barcodes, row),
        step_milli=item.step_milli if unit is item.unit else 1 if unit.measured else 1000,
        pack=row.pack or item.pack,
        category=row.category or item.category,
    )


def _codes(kept: tuple[Barcode, ...], row: GoodsRow) -> tuple[Barcode, ...]:
    """The codes an item has and those of a row that it lacks."""
    there = {code.code for code in kept}
    return (*kept, *(Barcode(code) for code in row.codes if code not in there))
