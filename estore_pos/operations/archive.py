"""Papers, totals, journal and health: what may take its time."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from estore_pos.base.clock import Clock
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import BillNumber, SaleId
from estore_pos.domain.sale import Bill
from estore_pos.domain.shop import Shop, in_force
from estore_pos.operations import paper
from estore_pos.operations.moment import RELEASED, Moments
from estore_pos.operations.paper import Cabinet, PaperKind
from estore_pos.operations.setup import unnamed_shop
from estore_pos.store import customer as customers
from estore_pos.store import journal, sale
from estore_pos.store import shop as shops
from estore_pos.store.books import Reader
from estore_pos.store.page import Page
from estore_pos.store.records import Lane
from estore_pos.text.words import PaperLanguage

__all__ = ["Archive", "PaperKind", "PaperLanguage"]


class Archive:
    """Slow questions on a read-only connection of its own. Slow reader's thread only."""

    def __init__(self, reader: Reader, cache_dir: Path, clock: Clock, practice: bool) -> None:
        """Take the connection, closed with this, and the folder of what can be made again."""
        self._reader = reader
        self._clock = clock
        self._practice = practice
        self._cabinet = Cabinet(cache_dir / "papers")

    def bill(self, named: str) -> Bill:
        """A bill by its printed number or its id. Raises Refusal BILL_UNKNOWN."""
        name = named.strip().upper()
        with self._reader.page() as page:
            found = sale.by_number(page, BillNumber(name))
            bill = found[0] if found else sale.by_id(page, SaleId(name))
        if bill is None:
            raise Refusal(RefusalCode.BILL_UNKNOWN, named=named)
        return bill

    def paper(
        self, sale_id: SaleId, kind: PaperKind, language: PaperLanguage, copy: bool = False
    ) -> Path:
        """The bill's paper as a PDF file, kept seven days. Raises BILL_UNKNOWN, PAPER_FAILED."""
        with self._reader.page() as page:
            bill = sale.by_id(page, sale_id)
            if bill is None:
                raise Refusal(RefusalCode.BILL_UNKNOWN, named=sale_id)
            shop = _shop_on(page, bill.calendar_day)
            customer = customers.by_id(page, bill.buyer) if bill.buyer else None
        path = self._cabinet.path(bill, shop, customer, kind, language, copy=copy)
        if not path.exists():
            self._cabinet.clear(self._clock.now())
            practice = self._practice
            made = paper.content(bill, shop, customer, kind, language, copy=copy, practice=practice)
            self._cabinet.put(path, made)
        return path

    def paper_png(
        self, sale_id: SaleId, kind: PaperKind, language: PaperLanguage, copy: bool = False
    ) -> Path:
        """The first page of the paper as a picture."""
        pdf = self.paper(sale_id, kind, language, copy)
        path = pdf.with_suffix(".png")
        if not path.exists():
            self._cabinet.put(path, paper.picture(pdf.read_bytes(), kind))
        return path

    def today(self) -> BusinessDay:
        """The business day that a bill made now would belong to."""
        with self._reader.page() as page:
            return Moments(self._clock, sale.last_moment(page)).now().business

    def journal(self, lane: Lane | None = None) -> Iterator[dict[str, object]]:
        """The records in order: trade, then goods, or one lane; one snapshot of the books."""
        with self._reader.page() as page:
            for each in (lane,) if lane else ("trade", "goods"):
                for entry in journal.records(page, each):
                    yield {
                        "lane": each,
                        "stream": entry.stream,
                        "seq": entry.seq,
                        "hash": entry.hash.hex(),
                        "record": json.loads(entry.content),
                    }

    def close(self) -> None:
        """Let the connection go."""
        self._reader.close()


def _shop_on(page: Page, day: date) -> Shop:
    return in_force(shops.versions(page) or (unnamed_shop(RELEASED),), day)
