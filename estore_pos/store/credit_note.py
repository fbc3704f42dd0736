"""Goods that came back, as tables."""

from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.ids import BillNumber, CustomerId, ItemId, NoteId, SaleId, Series
from estore_pos.domain.stock import Move
from estore_pos.store import sale, stock
from estore_pos.store.number import next_serial as next_in
from estore_pos.store.page import Page, Row, Statement
from estore_pos.store.records import Body, Record, decode
from estore_pos.store.records import credit_note as codec
from estore_pos.store.records.credit_note import CreditNoteMade

KIND = "C"
_SERVICE = "99"
_NOTE = Statement("credit_note.note")
_LINE = Statement("credit_note.line")
_LAST_NUMBER = Statement("credit_note.last_number")
_OF_BILL = Statement("credit_note.of_bill")
_OF_BUYER = Statement("credit_note.of_buyer")
_BY_NUMBER = Statement("credit_note.by_number")
_BY_ID = Statement("credit_note.by_id")
_OF_DAY = Statement("credit_note.of_day")
_LATEST = Statement("credit_note.latest")


def body(note: CreditNote) -> Body:
    """A credit note but for its id, instant and person, for the journal."""
    return codec.body(note)


def apply(page: Page, record: Record) -> None:
    """Write a credit note into the tables and put back what can be sold again."""
    made = record.body
    assert isinstance(made, CreditNoteMade)
    place = page.run(
        _NOTE,
        id=record.id,
        number=made.number,
        at_ms=record.at_ms,
        calendar_day=made.calendar_day or made.business_day,
        business_day=made.business_day,
        bill=made.bill,
        payable=made.total,
        waived=made.waived_paise,
        reason=made.reason,
        buyer=made.buyer_customer,
        by=record.who,
    ).lastrowid
    page.run_many(
        _LINE,
        [
            {
                "note": place,
                "line": number,
                "place": line.place,
                "item": line.item,
                "hsn": line.hsn,
                "milli": line.milli,
                "unit": line.unit,
                "rate_bp": line.rate_bp,
                "treatment": line.treatment,
                "taxable": line.taxable_paise,
                "cgst": line.cgst_paise,
                "sgst": line.cgst_paise,
                "igst": line.igst_paise,
                "gross": line.gross_paise,
                "restock": line.restock,
            }
            for number, line in enumerate(made.lines)
        ],
    )
    back = [
        Move(ItemId(line.item), line.milli)
        for line in made.lines
        if line.item and line.restock and not line.hsn.startswith(_SERVICE)
    ]
    stock.move(page, back, counted=False)
    paid: dict[str, int] = {}
    for tender in made.refunds:
        paid[tender.kind] = paid.get(tender.kind, 0) - tender.paise
    sale.add_to_day(page, made.business_day, {**paid, "returns": 1, "returned": made.total})


def next_serial(page: Page, series: Series, year: int) -> int:
    """The serial that the next credit note gets."""
    return next_in(page, _LAST_NUMBER, KIND, series, year)


def of_bill(page: Page, bill: SaleId) -> list[CreditNote]:
    """What has come back of a bill, the first first."""
    return [_read(row) for row in page.all(_OF_BILL, bill=bill)]


def of_buyer(page: Page, buyer: CustomerId) -> list[CreditNote]:
    """What has come back from a buyer, the first first."""
    return [_read(row) for row in page.all(_OF_BUYER, buyer=buyer)]


def by_number(page: Page, number: BillNumber) -> list[CreditNote]:
    """The credit notes that bear a printed number, newest first."""
    return [_read(row) for row in page.all(_BY_NUMBER, number=number)]


def by_id(page: Page, note: NoteId) -> CreditNote | None:
    """A credit note, as its record says; None where there is none."""
    row = page.one(_BY_ID, id=note)
    return None if row is None else _read(row)


def of_day(page: Page, day: BusinessDay) -> list[CreditNote]:
    """The credit notes of a business day in their order."""
    return [_read(row) for row in page.all(_OF_DAY, day=day.isoformat())]


def latest(page: Page, count: int) -> list[CreditNote]:
    """The last credit notes, newest first."""
    return [_read(row) for row in page.all(_LATEST, count=count)]


def _read(row: Row) -> CreditNote:
    return codec.note(decode(row[0]))
