"""Books of version 2 get a place for what is to be printed."""

from estore_pos.domain.ids import RecordId
from estore_pos.store import books as books_module
from estore_pos.store import check, print_queue, schema
from tests.store.migrations.earlier import to_version_four
from tests.store.shelf import KEYS, SALT, Shelf

SHAPE = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('print_job')"


def test_books_of_version_two_can_be_printed_from(stocked: Shelf) -> None:
    made = stocked.books.reader()
    with made.page() as page:
        shape = page.connection.execute(SHAPE).fetchall()
    made.close()
    (bill,) = stocked.sell((SALT, 1000))
    stocked.close()
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    to_version_four(connection)
    connection.execute("ALTER TABLE stock DROP COLUMN sold")
    connection.execute("DROP TABLE print_job")
    connection.execute("DROP TABLE missed_code")
    connection.execute("PRAGMA user_version=2")
    connection.close()
    stocked.open()
    with stocked.page() as page:
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        assert page.connection.execute(SHAPE).fetchall() == shape
        print_queue.put(page, "bill", RecordId(bill.id), language="hi", asked_ms=0)
        assert [str(job.about) for job in print_queue.waiting(page)] == [str(bill.id)]
        assert check.replay_differences(page) == []
