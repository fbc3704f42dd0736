"""Customers: sealed in the record, found by name and number, gone when erased."""

from dataclasses import replace

from estore_pos.domain.customer import Customer
from estore_pos.domain.ids import CustomerId
from estore_pos.store import customer, journal
from tests.store.shelf import GSTIN_UP, Shelf


def everything_recorded(shelf: Shelf) -> bytes:
    """Every byte that HQ would get."""
    with shelf.page() as page:
        return b"".join(journal.contents(page))


def test_nothing_of_a_person_stands_in_the_journal_in_the_clear(shelf: Shelf) -> None:
    shelf.meet("सीता देवी", phone="0000000001")
    content = everything_recorded(shelf)
    for word in ("सीता", "देवी", "0000000001"):
        assert word.encode() not in content


def test_a_customer_is_what_was_last_recorded(shelf: Shelf) -> None:
    who = shelf.meet("Sita", phone="0000000001")
    moved = replace(who, address="वार्ड 4", phone="0000000002", gstin=GSTIN_UP, state="09")
    shelf.know(moved)
    with shelf.page() as page:
        assert customer.by_id(page, who.id) == moved
        assert customer.by_id(page, CustomerId("0" * 26)) is None


def test_a_customer_is_found_by_a_word_of_the_name_or_part_of_the_number(shelf: Shelf) -> None:
    sita = shelf.meet("सीता देवी", phone="0000000001")
    ram = shelf.meet("Ram Kumar", phone="0000000023")
    with shelf.page() as page:
        assert customer.search(page, "kum") == [ram]
        assert customer.search(page, "ram k") == [ram]
        assert customer.search(page, "देवी") == [sita]
        assert customer.search(page, "0023") == [ram]
        assert customer.search(page, "+91 00000 00001") == [sita]
        assert customer.search(page, "") == [ram, sita]
        assert customer.search(page, "", limit=1) == [ram]
        assert customer.search(page, "nobody") == []


def test_an_erased_customer_is_gone_from_the_search_and_cannot_be_opened(shelf: Shelf) -> None:
    who = shelf.meet("Sita", phone="0000000001")
    with shelf.page() as page:
        sealed = [entry.content for entry in journal.records(page, "trade")][-1]
    shelf.forget(who.id)
    assert sealed in everything_recorded(shelf)
    with shelf.page() as page:
        assert customer.search(page, "sita") == []
        assert customer.by_id(page, who.id) == Customer(who.id, erased=True)
        keys = page.connection.execute("SELECT count(*) FROM customer_key").fetchall()
        assert keys == [(0,)]


def test_a_customer_recorded_again_after_erasure_stays_erased(shelf: Shelf) -> None:
    who = shelf.meet("Sita")
    shelf.forget(who.id)
    shelf.know(who)
    with shelf.page() as page:
        assert customer.by_id(page, who.id) == Customer(who.id, erased=True)


def test_each_customer_has_a_key_of_his_own(shelf: Shelf) -> None:
    shelf.meet("Sita")
    shelf.meet("Gita")
    with shelf.page() as page:
        rows = page.connection.execute("SELECT DISTINCT wrapped FROM customer_key").fetchall()
    assert len(rows) == 2
