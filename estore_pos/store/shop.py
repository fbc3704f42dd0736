"""The dated facts of the shop, as a table."""

from estore_pos.domain.ids import RecordId
from estore_pos.domain.shop import Shop
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Body, Record
from estore_pos.store.records import shop as codec
from estore_pos.store.records.shop import ShopSaved

FACTS = (
    "from_day",
    "name_hi",
    "name_en",
    "address_hi",
    "address_en",
    "district",
    "state",
    "pin",
    "phone",
    "csc_id",
    "tax_mode",
    "gstin",
    "fssai",
    "upi_id",
    "upi_merchant",
    "footer_hi",
    "footer_en",
)
_PUT = Statement("shop.put")
_ALL = Statement("shop.all")
_BEFORE = Statement("shop.before")


def body(shop: Shop) -> Body:
    """The facts in force from their day on, for the journal."""
    return codec.body(shop)


def apply(page: Page, record: Record) -> None:
    """Write a shop.saved into the table."""
    saved = record.body
    assert isinstance(saved, ShopSaved)
    facts = {name: getattr(saved, name) for name in FACTS}
    facts |= {"upi_merchant": int(saved.upi_merchant), "more": codec.more(saved)}
    page.run(_PUT, record=record.id, **facts)


def versions(page: Page, before: RecordId | None = None) -> tuple[Shop, ...]:
    """Every record of the shop's facts in the order they were recorded; empty before the first.

    With `before`, the id of a record: those that were recorded before that one.
    """
    rows = page.all(_ALL) if before is None else page.all(_BEFORE, record=before)
    made: list[Shop] = []
    for *row, more in rows:
        facts = dict(zip(FACTS, row, strict=True))
        facts["upi_merchant"] = bool(facts["upi_merchant"])
        made.append(codec.shop(codec.saved(facts, more)))
    return tuple(made)
