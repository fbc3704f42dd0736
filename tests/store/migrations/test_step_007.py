"""Books of version 6 keep of a bill what is asked for, and lose none of its figures."""

from datetime import date, timedelta

from estore_pos.domain.cancel import CancelReason, cancel
from estore_pos.domain.discount import Discount
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.store import books as books_module
from estore_pos.store import check, schema
from estore_pos.store.page import Page
from estore_pos.store.records import sale as sale_record
from estore_pos.store.reports import totals
from tests.store.migrations.earlier import to_version_six
from tests.store.migrations.test_step_005 import shapes
from tests.store.shelf import ATTA, KEYS, NOON, SALT, SOAP, Shelf, replayed, tables_of

TENDERS = "SELECT bill, kind, amount FROM bill_tender ORDER BY bill, part"
PLACES = "SELECT first_bill, last_bill FROM day_total ORDER BY business_day"


def of_days(page: Page, *days: date) -> list[dict[str, object]]:
    return [totals.of_day(page, day) for day in days]


def two_ways(owed: Money) -> list[Tender]:
    return [Tender(TenderKind.UPI, owed - Money(100)), Tender(TenderKind.CASH, Money(100))]


def test_books_of_version_six_lose_no_figure_of_their_bills(stocked: Shelf) -> None:
    (wrong,) = stocked.sell((SALT, 1000), (SOAP, 2000), discount=Discount(amount=Money(700)))
    (dear,) = stocked.sell((ATTA, 959), tenders=two_ways)
    stocked.clock.at += timedelta(days=1)
    stocked.sell((SOAP, 1000))
    days = NOON.date(), NOON.date() + timedelta(days=1)
    before = shapes(stocked)
    with stocked.page() as page:
        said, kept = of_days(page, *days), tables_of(page)
    stocked.close()
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    to_version_six(connection)
    lines = connection.execute("SELECT sum(discount), count(*) FROM bill_line").fetchone()
    assert lines == (700, 4)
    assert connection.execute("SELECT count(*) FROM bill_tender").fetchone() == (4,)
    connection.close()
    stocked.open()
    assert shapes(stocked) == before
    with stocked.page() as page:
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        assert of_days(page, *days) == said
        assert tables_of(page) == kept == replayed(page)
        assert check.replay_differences(page) == []
        owed = dear.totals.payable.paise
        assert page.connection.execute(TENDERS).fetchall() == [(2, "upi", owed - 100)]
        assert page.connection.execute(PLACES).fetchall() == [(1, 2), (3, 3)]
    for bill in (wrong, dear):
        off = cancel(bill, (), days[0], bill.business_day, None, CancelReason.MISTAKE)
        stocked.record("trade", sale_record.cancelled(off))
    with stocked.page() as page:
        left = totals.of_day(page, days[0])
    assert (left["payable"], left["discount"], left["tenders"], left["tax"]) == (0, 0, {}, [])
