"""Books for tests: real encrypted files, a clock that stands still, goods and bills to put in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from estore_pos.domain.credit_note import Back, CreditNote, ReturnReason, take_back
from estore_pos.domain.customer import Customer
from estore_pos.domain.day import BusinessDay, business_day, calendar_day, financial_year
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal
from estore_pos.domain.estimate import Estimate, told
from estore_pos.domain.gst import DatedRate, Rate, TaxMode, Treatment
from estore_pos.domain.ids import CustomerId, EstimateId, ItemId, NoteId, PersonId, RecordId, SaleId
from estore_pos.domain.item import Barcode, Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import (
    Bill,
    Tender,
    TenderKind,
    bill_number,
    number_kind,
    pay,
    payable,
    sheets,
)
from estore_pos.domain.sale import cash as cash_for
from estore_pos.domain.shop import Shop
from estore_pos.domain.stock import Move, Reason
from estore_pos.store import credit_note, estimate, journal, sale, schema, stream
from estore_pos.store import customer as customers
from estore_pos.store import draft as drafts
from estore_pos.store.books import Books, Seams
from estore_pos.store.keys import KeySet
from estore_pos.store.page import Page, family
from estore_pos.store.records import Body, Lane
from estore_pos.store.records import credit_note as note_record
from estore_pos.store.records import estimate as estimate_record
from estore_pos.store.records import item as item_record
from estore_pos.store.records import sale as sale_record
from estore_pos.store.records import shop as shop_record
from estore_pos.store.records import stock as stock_record
from tests.clock import FixedClock

KEYS = KeySet(b"\x11" * 32, b"\x22" * 32)
CODE = "00000-00000-00000-00000-00000"
NOON = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
FROM = date(2025, 9, 22)

GSTIN_BIHAR = "10AABCU9603R1Z2"
GSTIN_UP = "09AABCU9603R1ZL"


def rate(basis_points: int, treatment: Treatment = Treatment.TAXABLE) -> tuple[DatedRate, ...]:
    """One rate since 2025."""
    return (DatedRate(FROM, Rate(basis_points, treatment)),)


SALT = Item(
    ItemId(1),
    "नमक",
    "Salt",
    Unit.PACKET,
    rate(0, Treatment.NIL),
    Money(2800),
    mrp=Money(2800),
    hsn="2501",
    aliases=("noon", "लोन"),
    barcodes=(Barcode("8901030865278"), Barcode("18901030865275", 12_000)),
    pack="1 kg",
    category="grocery",
)
ATTA = Item(ItemId(2), "आटा", "Atta", Unit.KILO, rate(500), Money(3650), hsn="1101", step_milli=1)
SOAP = Item(ItemId(3), "साबुन", "Soap", Unit.PIECE, rate(1800), Money(3515), hsn="3401", veg="")
COPY = Item(ItemId(4), "फ़ोटोकॉपी", "Photocopy", Unit.NONE, rate(1800), Money(200), hsn="998595")
MILK = Item(ItemId(5), "दूध", "Milk", Unit.LITRE, rate(0, Treatment.EXEMPT), Money(6000), hsn="0401")
DIESEL = Item(
    ItemId(6), "मिट्टी तेल", "Oil", Unit.LITRE, rate(0, Treatment.NON_GST), Money(9000), hsn="2710"
)
TRADE = Item(
    ItemId(7), "पंखा", "Fan", Unit.PIECE, rate(1800), Money(250_000), inclusive=False, hsn="8414"
)
GOODS = (SALT, ATTA, SOAP, COPY, MILK, DIESEL, TRADE)

REGULAR = Shop(date(2026, 4, 1), name_hi="जनता स्टोर", tax_mode=TaxMode.REGULAR, gstin=GSTIN_BIHAR)


@dataclass
class Shelf:
    """A folder of books and what a test does with them."""

    root: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    machine: str = "this pc"
    seams: Seams | None = None
    opened: list[Books] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.root / "books"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def books(self) -> Books:
        return self.opened[-1]

    def create(self, *, practice: bool = False, key_set: KeySet = KEYS) -> Books:
        """Books where none were."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.opened.append(
            Books.create(
                self.folder,
                key_set,
                code=CODE,
                practice=practice,
                clock=self.clock,
                state=self.state,
                seams=self._seams(),
            )
        )
        return self.books

    def open(self, key_set: KeySet = KEYS, folder: Path | None = None) -> Books:
        """The books that stand there."""
        self.opened.append(
            Books.open(
                folder or self.folder,
                key_set,
                clock=self.clock,
                state=self.state,
                seams=self._seams(),
            )
        )
        return self.books

    def close(self) -> None:
        """Close what is open."""
        while self.opened:
            self.opened.pop().close()

    def reopen(self) -> Books:
        """Close and open again, as at the next start."""
        self.close()
        return self.open()

    def _seams(self) -> Seams:
        return self.seams or Seams(machine=lambda _salt: self.machine)

    # --- deeds --------------------------------------------------------------------------------

    @contextmanager
    def page(self) -> Iterator[Page]:
        with self.books.page() as page:
            yield page

    def record(self, lane: Lane, body: Body) -> RecordId:
        """Record a body of any kind."""
        with self.page() as page:
            id, at = self._envelope()
            journal.append(page, lane, body, id=id, at=at, who=PersonId("P1"))
        return id

    def take_back(self, bill: Bill, wanted: Sequence[Back], **more: Any) -> CreditNote | None:
        """Record that goods of a bill came back, paid in cash; None where they cannot."""
        with self.page() as page:
            earlier = credit_note.of_bill(page, bill.id)
            try:
                sheet = take_back(bill, earlier, wanted)
            except Refusal:
                return None
            id, at = self._envelope()
            serial = credit_note.next_serial(page, stream.series(page), financial_year(NOON.date()))
            note = CreditNote(
                id=NoteId(id),
                number=bill_number("C", stream.series(page), NOON.date(), serial),
                at=at,
                calendar_day=calendar_day(at),
                business_day=BusinessDay(calendar_day(at)),
                mode=bill.mode,
                lines=sheet.lines,
                refunds=(Tender(TenderKind.CASH, sheet.refund),),
                totals=sheet.totals,
                waived=sheet.waived,
                reason=ReturnReason.DAMAGED,
                bill=bill.id,
                bill_number=bill.number,
                bill_day=bill.calendar_day,
                shop_state=bill.shop_state,
                place_of_supply=bill.place_of_supply,
                buyer_gstin=bill.buyer_gstin,
                **more,
            )
            journal.append(page, "trade", note_record.body(note), id=id, at=at)
        return note

    def tell(self, draft: Draft, shop: Shop = REGULAR, **more: Any) -> Estimate:
        """Record an estimate of a draft."""
        with self.page() as page:
            id, at = self._envelope()
            made = sheets(draft, shop, calendar_day(at))
            lines, totals = told(made)
            serial = estimate.next_serial(page, stream.series(page), financial_year(NOON.date()))
            paper = Estimate(
                EstimateId(id),
                bill_number("E", stream.series(page), NOON.date(), serial),
                at,
                calendar_day(at),
                BusinessDay(calendar_day(at)),
                lines,
                totals,
                **more,
            )
            journal.append(page, "trade", estimate_record.body(paper), id=id, at=at)
        return paper

    def stock_up(self, goods: Sequence[Item] = GOODS) -> None:
        """Record items."""
        with self.page() as page:
            journal.append_many(
                page,
                "goods",
                [journal.Deed(item_record.body(each), *self._envelope()) for each in goods],
            )

    def receive(self, moves: Sequence[Move], reason: Reason = Reason.OPENING) -> None:
        """Record movements of stock."""
        with self.page() as page:
            id, at = self._envelope()
            journal.append(page, "goods", stock_record.body(reason, moves), id=id, at=at)

    def say(self, shop: Shop) -> None:
        """Record the shop's facts."""
        with self.page() as page:
            id, at = self._envelope()
            journal.append(page, "trade", shop_record.body(shop), id=id, at=at)

    def meet(
        self, name: str = "सीता देवी", phone: str = "", gstin: str = "", state: str = "10"
    ) -> Customer:
        """Record a customer."""
        who = Customer(CustomerId(self.books.new_id()), name, phone, state=state, gstin=gstin)
        self.know(who)
        return who

    def know(self, who: Customer) -> None:
        """Record a customer as he now is."""
        with self.page() as page:
            id, at = self._envelope()
            journal.append(page, "trade", customers.sealed_body(page, who), id=id, at=at)

    def forget(self, who: CustomerId) -> None:
        """Erase a customer."""
        with self.page() as page:
            id, at = self._envelope()
            journal.append(page, "trade", customers.erasing_body(page, who), id=id, at=at)

    def sell(
        self,
        *sold: tuple[Item, int],
        shop: Shop = REGULAR,
        buyer: Customer | None = None,
        amount: tuple[Item, Money] | None = None,
        tenders: Callable[[Money], Sequence[Tender]] = lambda owed: [cash_for(owed)],
        discount: Discount | None = None,
    ) -> list[Bill]:
        """Record the papers of one sale on one page, as the counter does."""
        with self.page() as page:
            made = self.papers(
                page,
                *sold,
                shop=shop,
                buyer=buyer,
                amount=amount,
                tenders=tenders,
                discount=discount,
            )
            for bill in made:
                journal.append(
                    page, "trade", sale_record.body(bill), id=RecordId(bill.id), at=bill.at
                )
            drafts.clear(page)
        return made

    def papers(
        self,
        page: Page,
        *sold: tuple[Item, int],
        shop: Shop = REGULAR,
        buyer: Customer | None = None,
        amount: tuple[Item, Money] | None = None,
        tenders: Callable[[Money], Sequence[Tender]] = lambda owed: [cash_for(owed)],
        discount: Discount | None = None,
    ) -> list[Bill]:
        """The papers of one sale, numbered but not yet recorded."""
        draft = Draft(buyer=buyer, discount=discount)
        for each, milli in sold:
            draft = draft.add(each, milli)
        if amount is not None:
            draft = draft.add_amount(*amount)
        at = self.clock.now()
        last = sale.last_moment(page)
        day = business_day(last[1] if last else None, at)
        made: list[Bill] = []
        parts = sheets(draft, shop, calendar_day(at))
        series = stream.series(page)
        taken: dict[str, int] = {}
        for sheet, paid in zip(parts, pay(parts, tenders(payable(parts))), strict=True):
            kind = number_kind(sheet.title)
            year = calendar_day(at).year - (calendar_day(at).month < 4)
            serial = sale.next_serial(page, kind, series, year) + taken.get(kind, 0)
            taken[kind] = taken.get(kind, 0) + 1
            made.append(
                Bill(
                    SaleId(self.books.new_id()),
                    bill_number(kind, series, calendar_day(at), serial),
                    at,
                    calendar_day(at),
                    BusinessDay(day),
                    sheet.title,
                    shop.tax_mode,
                    sheet.lines,
                    paid,
                    sheet.totals,
                    shop_state=shop.state,
                    place_of_supply=buyer.state if buyer else shop.state,
                    buyer=buyer.id if buyer else None,
                    buyer_gstin=buyer.gstin if buyer else "",
                    discount=sheet.discount,
                )
            )
        return made

    def _envelope(self) -> tuple[RecordId, datetime]:
        return self.books.new_id(), self.clock.now()


Tables = dict[str, list[tuple[object, ...]]]


def tables_of(page: Page) -> Tables:
    """Every row of every noun's table, and the index of goods."""
    made: Tables = {}
    for rows in family("check.rows"):
        made[rows.name] = sorted(page.all(rows), key=repr)
    made["item_find"] = page.connection.execute(
        "SELECT rowid, * FROM item_find ORDER BY rowid"
    ).fetchall()
    return made


def replayed(page: Page) -> Tables:
    """The tables that the page's journal gives in an empty database of its own."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        connection.execute("BEGIN")
        for made in schema.statements():
            connection.execute(made)
        empty = Page(connection, page.keys)
        connection.executemany(
            "INSERT INTO customer_key VALUES (?, ?)",
            page.connection.execute("SELECT customer, wrapped FROM customer_key").fetchall(),
        )
        journal.replay(empty, journal.contents(page))
        return tables_of(empty)
    finally:
        connection.close()
