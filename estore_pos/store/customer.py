"""Customers, sealed, and the keys that open them, as tables."""

import json
import os
from collections.abc import Callable, Iterator

from estore_pos.domain.customer import Customer, tidy_phone
from estore_pos.domain.gst import BIHAR
from estore_pos.domain.ids import CustomerId
from estore_pos.store.keys import KEY_BYTES, seal, unseal
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Record
from estore_pos.store.records import customer as codec
from estore_pos.store.records.customer import CustomerErased, CustomerSaved

Random = Callable[[int], bytes]

_PUT = Statement("customer.put")
_ERASE = Statement("customer.erase")
_KEEP_KEY = Statement("customer.keep_key")
_DROP_KEY = Statement("customer.drop_key")
_KEY = Statement("customer.key")
_BY_ID = Statement("customer.by_id")
_ALL = Statement("customer.all")


def apply(page: Page, record: Record) -> None:
    """Write a customer.saved or customer.erased into the table; the keys are not its business."""
    match record.body:
        case CustomerSaved(customer=customer_id, sealed=sealed):
            page.run(_PUT, id=customer_id, sealed=sealed)
        case CustomerErased(customer=customer_id):
            page.run(_ERASE, id=customer_id)
        case other:
            raise AssertionError(other)


def sealed_body(page: Page, who: Customer, random: Random = os.urandom) -> CustomerSaved:
    """The body of a customer.saved, sealed with his own key, which is made the first time."""
    row = page.one(_KEY, customer=who.id)
    if row is None:
        key = random(KEY_BYTES)
        page.run(
            _KEEP_KEY,
            customer=who.id,
            wrapped=seal(page.keys.store, key, who.id.encode(), random),
        )
    else:
        key = unseal(page.keys.store, row[0], who.id.encode())
    facts = {
        "n": who.name,
        "p": who.phone,
        "a": who.address,
        "s": "" if who.state == BIHAR else who.state,
        "g": who.gstin,
        "o": who.group,
    }
    plain = json.dumps(
        {name: fact for name, fact in facts.items() if fact}, ensure_ascii=False
    ).encode()
    return codec.saved(who.id, seal(key, plain, who.id.encode(), random))


def erasing_body(page: Page, who: CustomerId) -> CustomerErased:
    """The body of a customer.erased; his key is destroyed on this page."""
    page.run(_DROP_KEY, customer=who)
    return codec.erased(who)


def by_id(page: Page, who: CustomerId) -> Customer | None:
    """A customer; `erased` where his key is gone; None where nobody was recorded by this id."""
    row = page.one(_BY_ID, id=who)
    return None if row is None else _customer(page, *row)


def search(page: Page, text: str, limit: int = 8) -> list[Customer]:
    """Customers whose name has a word that begins so or whose phone number holds the digits.

    Newest first; an empty text gives the newest.
    """
    wanted = text.casefold().split()
    digits = tidy_phone(text) or "".join(char for char in text if char.isdecimal())
    found: list[Customer] = []
    for who in _every(page):
        if len(found) == limit:
            break
        words = who.name.casefold().split()
        named = all(any(word.startswith(part) for word in words) for part in wanted)
        if named or (len(digits) >= 3 and digits in who.phone):
            found.append(who)
    return found


def called(page: Page, is_so: Callable[[str], bool]) -> list[Customer]:
    """Customers whose name is of a kind, the newest first."""
    return [who for who in _every(page) if is_so(who.name)]


def _every(page: Page) -> Iterator[Customer]:
    for row in page.all(_ALL):
        who = _customer(page, *row)
        if not who.erased:
            yield who


def _customer(page: Page, id: str, sealed: str, erased: int, wrapped: bytes | None) -> Customer:
    if erased or wrapped is None:
        return Customer(CustomerId(id), erased=True)
    bound = id.encode()
    key = unseal(page.keys.store, wrapped, bound)
    facts = json.loads(unseal(key, codec.sealed_bytes(sealed), bound))
    return Customer(
        CustomerId(id),
        name=facts.get("n", ""),
        phone=facts.get("p", ""),
        address=facts.get("a", ""),
        state=facts.get("s", BIHAR),
        gstin=facts.get("g", ""),
        group=facts.get("o", ""),
    )
