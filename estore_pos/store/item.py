"""Items and their barcodes, as tables."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from estore_pos.domain.gst import DatedRate, Rate, Treatment
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item, Part, PrintedPrice, Slab
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.store.page import Page, Row, Statement, Values
from estore_pos.store.records import Body, Record, goods
from estore_pos.store.records import item as codec
from estore_pos.store.records.goods import PriceSet
from estore_pos.store.records.item import ItemSaved

if TYPE_CHECKING:
    from estore_pos.store.search import Named

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PUT = Statement("item.put")
_DROP_CODES = Statement("item.drop_codes")
_PUT_CODE = Statement("item.put_code")
_BY_CODE = Statement("item.by_code")
_BY_ID = Statement("item.by_id")
_BY_IDS = Statement("item.by_ids")
_AFTER = Statement("item.after")
_TILES = Statement("item.tiles")
_KITS = Statement("item.kits")
_SET_PRICE = Statement("item.set_price")
_NOTE_PRICE = Statement("item.note_price")
_PRICES = Statement("item.prices")
_BOARD = Statement("item.board")
_LOOSE = Statement("item.loose")
_CATEGORIES = Statement("item.categories")
_GROUPED = Statement("item.grouped")
_LAST_ID = Statement("item.last_id")
_COUNT = Statement("item.count")
_CODES = Statement("item.codes")
_HOLDERS = Statement("item.holders")


def body(item: Item) -> Body:
    """An item as it now stands, for the journal."""
    return codec.body(item)


def prices_body(prices: Mapping[ItemId, Money], from_day: date) -> Body:
    """Many prices at once, for the journal."""
    return goods.prices_body(prices, from_day)


def apply(page: Page, record: Record) -> None:
    """Write an item.saved or a price.set into the tables."""
    match record.body:
        case ItemSaved():
            apply_many(page, [record])
        case PriceSet() as told:
            _apply_prices(page, record, told)
        case other:
            raise AssertionError(other)


def apply_many(page: Page, records: Sequence[Record]) -> None:
    """Write item.saved records into the tables; of two of one item the later one stands."""
    from estore_pos.store import search

    latest: dict[int, ItemSaved] = {}
    for record in records:
        assert isinstance(record.body, ItemSaved)
        latest[record.body.item] = record.body
    codes: list[Values] = []
    names: list[Named] = []
    for saved in latest.values():
        codes += [
            {"code": code.code, "item": saved.item, "milli": code.milli} for code in saved.barcodes
        ]
        called = (saved.name_hi, saved.name_en, *saved.aliases, saved.pack)
        names.append(search.Named(ItemId(saved.item), called, saved.closed))
    page.run_many(_PUT, [_row(saved) for saved in latest.values()])
    page.run(_DROP_CODES, ids=json.dumps(list(latest)))
    page.run_many(_PUT_CODE, codes)
    search.index(page, names)


def by_code(page: Page, code: str) -> tuple[Item, int] | None:
    """The item a canonical code stands on and the thousandths of its unit the code means.

    Where a code stands on several, the newest that is still sold.
    """
    row = page.one(_BY_CODE, code=code)
    return None if row is None else (_item(row[1:]), row[0])


def by_id(page: Page, item_id: ItemId) -> Item | None:
    """An item, closed or not; None where there is none."""
    row = page.one(_BY_ID, id=item_id)
    return None if row is None else _item(row)


def by_ids(page: Page, ids: Sequence[ItemId]) -> dict[ItemId, Item]:
    """The items of these numbers that there are, in one statement."""
    rows = page.all(_BY_IDS, ids=json.dumps(list(ids)))
    return {ItemId(row[0]): _item(row) for row in rows}


def holders(page: Page, codes: Sequence[str]) -> dict[str, list[ItemId]]:
    """The items of each of these codes that stands on any, the eldest first, in one statement."""
    found: dict[str, list[ItemId]] = {}
    for code, held in page.all(_HOLDERS, codes=json.dumps(codes)):
        found.setdefault(code, []).append(ItemId(held))
    return found


def _apply_prices(page: Page, record: Record, told: PriceSet) -> None:
    """The items have these prices now, and had them."""
    rows = [{"item": each.item, "price": each.paise} for each in told.prices]
    page.run_many(_SET_PRICE, rows)
    also = {"record": record.id, "from_day": told.from_day, "at_ms": record.at_ms}
    page.run_many(_NOTE_PRICE, [{**row, **also} for row in rows])


def prices(page: Page, item_id: ItemId, count: int = 20) -> list[tuple[date, datetime, Money]]:
    """The last rate boards an item stood on: from which day, said when, at what price."""
    return [
        (date.fromisoformat(day), _EPOCH + timedelta(milliseconds=at_ms), Money(price))
        for day, at_ms, price in page.all(_PRICES, item=item_id, count=count)
    ]


def board(page: Page) -> list[Item]:
    """The goods of the last rate board that are still sold, most sold first."""
    return [_item(row) for row in page.all(_BOARD)]


def loose(page: Page, count: int) -> list[Item]:
    """Goods that are weighed or poured and bear no code, most sold first."""
    return [_item(row) for row in page.all(_LOOSE, count=count)]


def categories(page: Page) -> set[str]:
    """The categories that goods are of."""
    return {key for (key,) in page.all(_CATEGORIES)}


def groups(page: Page) -> set[str]:
    """The groups of customers that goods have prices for."""
    rows = page.all(_GROUPED)
    return {group for (more,) in rows for group, _ in json.loads(more).get("groups", ())}


def tiles(page: Page) -> list[Item]:
    """The items of the quick tiles, in their order."""
    return [_item(row) for row in page.all(_TILES)]


def kits(page: Page) -> list[Item]:
    """The items that are sold as their parts, by name."""
    return [_item(row) for row in page.all(_KITS)]


def next_id(page: Page) -> ItemId:
    """The number a new item gets: one more than the greatest."""
    row = page.one(_LAST_ID)
    return ItemId((row[0] if row and row[0] else 0) + 1)


def count(page: Page) -> int:
    """How many items there are, closed ones included."""
    row = page.one(_COUNT)
    return row[0] if row else 0


def every(page: Page, slice_size: int = 2000) -> Iterator[Item]:
    """All items by number."""
    after = 0
    while rows := page.all(_AFTER, after=after, count=slice_size):
        yield from map(_item, rows)
        after = rows[-1][0]


def codes(page: Page) -> Iterator[tuple[str, ItemId, int]]:
    """Every barcode with its item and amount, in no order."""
    for code, item_id, milli in page.all(_CODES):
        yield code, ItemId(item_id), milli


def _row(saved: ItemSaved) -> dict[str, object]:
    return {
        "id": saved.item,
        "name_hi": saved.name_hi,
        "name_en": saved.name_en,
        "unit": saved.unit,
        "rates": _packed(saved.rates),
        "price": saved.price_paise,
        "inclusive": int(saved.inclusive),
        "mrp": saved.mrp_paise,
        "hsn": saved.hsn,
        "aliases": _packed(saved.aliases),
        "barcodes": _packed(saved.barcodes),
        "step_milli": saved.step_milli,
        "pack": saved.pack,
        "category": saved.category,
        "veg": saved.veg,
        "closed": int(saved.closed),
        "cost": saved.cost_paise,
        "tile": saved.tile,
        "more": _more(saved),
    }


def _more(saved: ItemSaved) -> str:
    """What few items have, as JSON; "" for none."""
    if not (saved.slabs or saved.group_prices or saved.printed or saved.parts):
        return ""
    rows: dict[str, list[list[object]]] = {
        "slabs": [[each.milli_min, each.paise] for each in saved.slabs],
        "groups": [[each.group, each.paise] for each in saved.group_prices],
        "printed": [[each.mrp_paise, each.price_paise] for each in saved.printed],
        "parts": [[each.item, each.milli] for each in saved.parts],
    }
    had = {name: held for name, held in rows.items() if held}
    return _encoded(had)


_encoder = msgspec.json.Encoder()


def _encoded(rows: object) -> str:
    return _encoder.encode(rows).decode()


def _packed(rows: Sequence[object]) -> str:
    return _encoded(rows) if rows else ""


def _unpacked(kept: str) -> list[Any]:
    return json.loads(kept) if kept else []


@lru_cache(maxsize=512)
def _rates(kept: str) -> tuple[DatedRate, ...]:
    """The dated rates of a shop are few; most items share them."""
    return tuple(
        DatedRate(date.fromisoformat(day), Rate(rate_bp, Treatment(treatment)))
        for day, rate_bp, treatment in _unpacked(kept)
    )


def _item(row: Row) -> Item:
    (
        number,
        name_hi,
        name_en,
        unit,
        rates,
        price,
        inclusive,
        mrp,
        hsn,
        aliases,
        barcodes,
        step_milli,
        pack,
        category,
        veg,
        closed,
        cost,
        tile,
        more,
    ) = row
    made = Item(
        id=ItemId(number),
        name_hi=name_hi,
        name_en=name_en,
        unit=Unit(unit),
        rates=_rates(rates),
        price=None if price is None else Money(price),
        inclusive=bool(inclusive),
        mrp=None if mrp is None else Money(mrp),
        hsn=hsn,
        aliases=tuple(_unpacked(aliases)),
        barcodes=tuple([Barcode(code, milli) for code, milli in _unpacked(barcodes)]),
        step_milli=step_milli,
        pack=pack,
        category=category,
        veg=veg,
        closed=bool(closed),
        cost=None if cost is None else Money(cost),
        tile=tile,
    )
    return _with_more(made, json.loads(more)) if more else made


def _with_more(item: Item, more: dict[str, list[Any]]) -> Item:
    return replace(
        item,
        slabs=tuple([Slab(milli, Money(paise)) for milli, paise in more.get("slabs", ())]),
        group_prices=tuple([(name, Money(paise)) for name, paise in more.get("groups", ())]),
        printed=tuple(
            [PrintedPrice(Money(mrp), Money(paise)) for mrp, paise in more.get("printed", ())]
        ),
        parts=tuple([Part(ItemId(item), milli) for item, milli in more.get("parts", ())]),
    )
