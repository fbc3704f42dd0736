"""Books of version 3 learn what sells from their own bills, and get a place for unknown codes."""

from datetime import date

from estore_pos.domain.barcode import Missed
from estore_pos.domain.stock import Move
from estore_pos.store import books as books_module
from estore_pos.store import check, missed, schema
from tests.store.migrations.earlier import to_version_four
from tests.store.shelf import KEYS, SALT, SOAP, Shelf, replayed, tables_of

SHAPE = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('missed_code')"
SOLD = "SELECT item, sold FROM stock ORDER BY item"


def test_books_of_version_three_know_what_sold_and_list_unknown_codes(stocked: Shelf) -> None:
    stocked.receive([Move(SALT.id, 5000)])
    stocked.sell((SALT, 1000), (SOAP, 2000))
    stocked.sell((SALT, 3000))
    with stocked.page() as page:
        shape = page.connection.execute(SHAPE).fetchall()
    stocked.close()
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    to_version_four(connection)
    connection.execute("ALTER TABLE stock DROP COLUMN sold")
    connection.execute("DROP TABLE missed_code")
    connection.execute("PRAGMA user_version=3")
    connection.close()
    stocked.open()
    with stocked.page() as page:
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        assert page.connection.execute(SHAPE).fetchall() == shape
        assert dict(page.connection.execute(SOLD).fetchall()) == {SALT.id: 2, SOAP.id: 1}
        assert replayed(page) == tables_of(page)
        assert check.replay_differences(page) == []
        missed.note(page, "8909999999999", date(2026, 12, 1), 1)
        assert missed.of_day(page, date(2026, 12, 1)) == [Missed("8909999999999", 1)]
