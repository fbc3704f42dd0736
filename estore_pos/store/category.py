"""Kinds of goods that are sold without a name, as a table."""

from estore_pos.domain.category import Category
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Body, Record, goods
from estore_pos.store.records.goods import CategorySaved

_PUT = Statement("category.put")
_ALL = Statement("category.all")


def body(category: Category) -> Body:
    """A kind as it now stands, for the journal."""
    return goods.category_body(category)


def apply(page: Page, record: Record) -> None:
    """Write a category.saved into the table."""
    saved = record.body
    assert isinstance(saved, CategorySaved)
    page.run(_PUT, key=saved.key, content=goods.content(saved))


def every(page: Page) -> list[Category]:
    """All of them, closed ones included."""
    return [goods.category(kept) for (kept,) in page.all(_ALL)]
