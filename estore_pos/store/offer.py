"""Dated offers, as a table."""

from estore_pos.domain.offer import Offer
from estore_pos.store.page import Page, Statement
from estore_pos.store.records import Body, Record, goods
from estore_pos.store.records.goods import OfferSaved

_PUT = Statement("offer.put")
_ALL = Statement("offer.all")


def body(offer: Offer) -> Body:
    """An offer as it now stands, for the journal."""
    return goods.offer_body(offer)


def apply(page: Page, record: Record) -> None:
    """Write an offer.saved into the table."""
    saved = record.body
    assert isinstance(saved, OfferSaved)
    page.run(_PUT, id=saved.offer, content=goods.content(saved))


def every(page: Page) -> list[Offer]:
    """All of them, closed ones included."""
    return [goods.offer(kept) for (kept,) in page.all(_ALL)]
