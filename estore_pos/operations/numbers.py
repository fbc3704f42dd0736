"""Which bill is meant by what is typed or scanned of it."""

from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.ids import BillNumber, SaleId
from estore_pos.domain.number import is_one, printed
from estore_pos.domain.sale import Bill
from estore_pos.store import credit_note, sale, stream
from estore_pos.store.page import Page

QR_BILL = "ES1:B:"
SERIAL_DIGITS = 6
_ELSEWHERE = SaleId("")
"""What a credit note bears for a bill that is not in the books."""


def bill(page: Page, named: str) -> Bill | None:
    """A bill by its printed number in any spelling, its id or its QR's text in either case."""
    name = named.strip().upper()
    number = printed(name)
    bills = sale.by_number(page, number) if number else []
    return bills[0] if bills else sale.by_id(page, SaleId(name.removeprefix(QR_BILL)))


def of_serial(page: Page, typed: str) -> Bill | None:
    """The last bill with this serial; None for no serial."""
    return max(with_serial(page, typed), key=lambda bill: bill.at, default=None)


def with_serial(page: Page, typed: str) -> list[Bill]:
    """The bills with this serial, of a registered shop or cash memos.

    Of the series that is written now, of this financial year or of the one before it.
    """
    serial = typed.strip()
    newest = sale.latest(page, 1)
    if not newest or not serial.isdecimal() or len(serial) > SERIAL_DIGITS:
        return []
    series, year, _ = newest[0].number.split("/")
    return [
        bill
        for kind in ("B", "M")
        for back in (0, 1)
        for bill in sale.by_number(
            page, BillNumber(f"{kind}{series[1:]}/{int(year) - back:02d}/{int(serial):06d}")
        )
    ]


def is_missing(page: Page, named: str) -> bool:
    """Whether a number is of the series that is written here, and no bill in the books bears it."""
    number = printed(named)
    return number is not None and number[1:5] == stream.series(page) and bill(page, number) is None


def notes_elsewhere(page: Page, named: str) -> list[CreditNote]:
    """The credit notes of a bill that is not in the books, by its number in any spelling."""
    return [
        note for note in credit_note.of_bill(page, _ELSEWHERE) if is_one(note.bill_number, named)
    ]
