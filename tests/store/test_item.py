"""Items by code and number, and what one scan asks of the disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from estore_pos.domain.draft import Draft
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode
from estore_pos.domain.stock import Move, Reason
from estore_pos.store import draft, item, journal, stock
from estore_pos.store.page import Page
from estore_pos.store.search import Search
from tests.store.shelf import ATTA, COPY, GOODS, SALT, SOAP, Shelf


@contextmanager
def asked(page: Page) -> Iterator[list[str]]:
    """The statements that reach SQLite."""
    heard: list[str] = []
    connection: Any = page.connection
    watch: Callable[[str], None] = heard.append
    connection.set_trace_callback(watch)
    yield heard
    connection.set_trace_callback(None)


def test_items_come_back_as_they_were_saved(stocked: Shelf) -> None:
    with stocked.page() as page:
        assert list(item.every(page, slice_size=2)) == list(GOODS)
        assert item.by_id(page, SALT.id) == SALT
        assert item.by_id(page, ItemId(99)) is None
        assert item.by_ids(page, [SALT.id, ItemId(99)]) == {SALT.id: SALT}
        assert item.count(page) == len(GOODS)
        assert item.next_id(page) == len(GOODS) + 1


def test_the_first_item_has_the_number_one(shelf: Shelf) -> None:
    with shelf.page() as page:
        assert item.next_id(page) == 1
        assert item.count(page) == 0


def test_a_code_says_the_item_and_how_much_of_it(stocked: Shelf) -> None:
    with stocked.page() as page:
        assert item.by_code(page, "8901030865278") == (SALT, 1000)
        assert item.by_code(page, "18901030865275") == (SALT, 12_000)
        assert item.by_code(page, "8901030865279") is None
        assert sorted(item.codes(page)) == [
            ("18901030865275", SALT.id, 12_000),
            ("8901030865278", SALT.id, 1000),
        ]


def test_a_code_on_two_items_means_the_newest_that_is_sold(stocked: Shelf) -> None:
    code = (Barcode("8901030865278"),)
    dearer = replace(SALT, id=ItemId(50), barcodes=code)
    stocked.stock_up([dearer])
    with stocked.page() as page:
        assert item.by_code(page, "8901030865278") == (dearer, 1000)
    stocked.stock_up([replace(dearer, closed=True)])
    with stocked.page() as page:
        assert item.by_code(page, "8901030865278") == (SALT, 1000)


def test_a_code_that_was_taken_off_an_item_means_it_no_longer(stocked: Shelf) -> None:
    stocked.stock_up([replace(SALT, barcodes=(Barcode("777"),))])
    with stocked.page() as page:
        assert item.by_code(page, "8901030865278") is None


def test_a_scan_asks_the_disk_no_more_than_four_times(stocked: Shelf) -> None:
    with stocked.page() as page, asked(page) as heard:
        found = item.by_code(page, "8901030865278")
        assert found is not None
        bill = Draft().add(*found)
        draft.put_line(page, draft.FIRST, 0, bill.line(0))
        stock.balance(page, [SALT.id])
    assert len(heard) == 3


def test_a_balance_is_the_sum_of_its_movements(stocked: Shelf) -> None:
    stocked.receive([Move(SALT.id, 5000), Move(ATTA.id, 700)])
    stocked.receive([Move(SALT.id, -1500)], Reason.CORRECTION)
    stocked.sell((SALT, 4000), (COPY, 3000))
    with stocked.page() as page:
        assert stock.balance(page, [each.id for each in GOODS]) == {SALT.id: -500, ATTA.id: 700}


def test_only_goods_that_were_counted_have_a_balance_and_all_that_was_sold_is_off_it(
    stocked: Shelf,
) -> None:
    stocked.sell((SALT, 4000), (ATTA, 1000))
    with stocked.page() as page:
        assert stock.balance(page, [each.id for each in GOODS]) == {}
    stocked.receive([Move(SALT.id, 10_000)])
    stocked.sell((SALT, 1000), (ATTA, 1000))
    reopened = stocked.reopen()
    with reopened.page() as page:
        assert stock.balance(page, [each.id for each in GOODS]) == {SALT.id: 5000}
        journal.rebuild(page)
        assert stock.balance(page, [each.id for each in GOODS]) == {SALT.id: 5000}


@pytest.mark.parametrize(
    ("typed", "wanted"), [("namak", SALT), ("नमक", SALT), ("aata", ATTA), ("sabn", SOAP)]
)
def test_goods_are_found_in_either_script_and_with_a_slip(
    stocked: Shelf, typed: str, wanted: object
) -> None:
    reader = stocked.books.reader()
    with reader.page() as page:
        found = Search().find(page, typed)
        assert item.by_id(page, found[0]) == wanted
    reader.close()


def test_the_index_follows_the_item_on_its_own_page(stocked: Shelf) -> None:
    reader = stocked.books.reader()
    search = Search()
    with reader.page() as page:
        assert search.find(page, "zafran") == []
    stocked.stock_up([replace(SALT, name_en="Zafran")])
    with reader.page() as page:
        assert search.find(page, "zafran") == [SALT.id]
        assert search.find(page, "jafrn") == [SALT.id]
    stocked.stock_up([replace(SALT, name_en="Zafran", closed=True)])
    with reader.page() as page:
        assert search.find(page, "zafran") == []
    reader.close()


def test_nothing_typed_finds_nothing(stocked: Shelf) -> None:
    with stocked.page() as page:
        assert Search().find(page, " -- ") == []
