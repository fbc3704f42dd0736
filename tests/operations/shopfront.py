"""A shop for tests: a folder of books, goods on its shelves, a clock that is moved by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from estore_pos.base.secrets import FileSecrets
from estore_pos.domain.gst import DatedRate, Rate, Treatment
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.stock import Move, Reason
from estore_pos.operations.counter_view import CounterView
from estore_pos.operations.item import checked
from estore_pos.operations.till import Till, open_till
from estore_pos.store import item as items
from estore_pos.store import journal
from estore_pos.store.books import Seams
from estore_pos.store.page import Page
from estore_pos.store.records import item as item_record
from estore_pos.store.records import stock as stock_record
from tests.clock import FixedClock

NOON = datetime(2026, 12, 1, 6, 30, tzinfo=UTC)
"""12:00 in India."""

FROM = date(2025, 9, 22)
NIL = (DatedRate(FROM, Rate(0, Treatment.EXEMPT)),)
FIVE = (DatedRate(FROM, Rate(500, Treatment.TAXABLE)),)
EIGHTEEN = (DatedRate(FROM, Rate(1800, Treatment.TAXABLE)),)


@dataclass
class Shopfront:
    """A folder of books, the till open on it, and what its window was asked to paint."""

    root: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    painted: list[CounterView] = field(default_factory=list)
    tills: list[Till] = field(default_factory=list)
    seams: Seams | None = None

    def open(
        self,
        *,
        practice: bool = False,
        folder: str = "books",
        state: str = "state",
        recovery_code: str | None = None,
    ) -> Till:
        """Open the till, or open it again."""
        till = open_till(
            self.root / folder,
            self.clock,
            FileSecrets(self.root / state / "secrets"),
            self.root / state,
            cache_dir=self.root / "cache",
            practice=practice,
            recovery_code=recovery_code,
            on_change=self.painted.append,
            seams=self.seams,
        )
        self.tills.append(till)
        return till

    def close(self) -> None:
        """Close what is open."""
        while self.tills:
            self.tills.pop().close()

    def reopen(self) -> Till:
        """What the till is after it was closed and started again."""
        self.close()
        return self.open()


def put_item(till: Till, item: Item) -> Item:
    """A good stands on the shelf like this; one with the id 0 gets its number."""
    tidy = checked(item)

    def put(page: Page) -> Item:
        saved = tidy if tidy.id else replace(tidy, id=items.next_id(page))
        journal.append(page, "goods", item_record.body(saved), id=till.new_id(), at=NOON)
        return saved

    saved = till.write(put)
    till.counter.drafts.set_goods({saved.id: saved})
    return saved


def count(till: Till, item: ItemId, milli: int) -> None:
    """Somebody has counted so much of an item."""
    body = stock_record.body(Reason.OPENING, [Move(item, milli)])
    till.write(lambda page: journal.append(page, "goods", body, id=till.new_id(), at=NOON))


ATTA, SALT, POTATO, SOAP, NEW, CARTON, COURSE = (ItemId(number) for number in range(1, 8))


def goods() -> list[Item]:
    """Seven goods, one of each sort."""
    make: Callable[..., Item] = Item
    return [
        make(ATTA, "आटा", "Atta", Unit.KILO, FIVE, Money(3600), step_milli=1, hsn="1101"),
        make(
            SALT,
            "नमक",
            "Salt",
            Unit.PACKET,
            NIL,
            Money(2800),
            mrp=Money(2800),
            hsn="2501",
            barcodes=(Barcode("8901030865278"),),
            pack="1 kg",
        ),
        make(POTATO, "आलू", "Potato", Unit.KILO, NIL, Money(3000), step_milli=1, hsn="0701"),
        make(
            SOAP,
            "साबुन",
            "Soap",
            Unit.PIECE,
            EIGHTEEN,
            Money(3500),
            mrp=Money(4000),
            hsn="3401",
            barcodes=(Barcode("89010308"), Barcode("18901030865275", 12_000)),
        ),
        make(
            NEW, "नया माल", "New goods", Unit.PIECE, FIVE, hsn="1905", barcodes=(Barcode("NEW1"),)
        ),
        make(
            CARTON,
            "बोरी",
            "Sack",
            Unit.BAG,
            NIL,
            Money(90000),
            closed=True,
            barcodes=(Barcode("SACK"),),
        ),
        make(COURSE, "फ़ोटोकॉपी", "Photocopy", Unit.NONE, EIGHTEEN, Money(200), hsn="998595"),
    ]
