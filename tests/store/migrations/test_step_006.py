"""Books of version 5 find a buyer's credit by an index of its own."""

from estore_pos.store import books as books_module
from estore_pos.store import check, sale, schema
from tests.store.migrations.earlier import to_version_five
from tests.store.migrations.test_step_005 import shapes
from tests.store.shelf import KEYS, SALT, Shelf


def test_books_of_version_five_find_a_buyers_credit_by_its_index(stocked: Shelf) -> None:
    stocked.sell((SALT, 1000))
    before = shapes(stocked)
    stocked.close()
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    to_version_five(connection)
    connection.close()
    stocked.open()
    assert shapes(stocked) == before
    with stocked.page() as page:
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        asked = f"EXPLAIN QUERY PLAN {sale._KEPT_FOR.sql}"
        plan = page.connection.execute(asked, {"buyer": "x"}).fetchall()
        assert any("bill_tender_credit" in str(row) for row in plan)
        assert check.replay_differences(page) == []
