"""Books of version 8 learn of money that moves without a sale."""

from datetime import date

from estore_pos.domain.account import CASH, DIGIPAY, MoneyDeed, MoneyMove
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.money import Money
from estore_pos.store import account, check, schema
from estore_pos.store import books as books_module
from tests.store.migrations.earlier import to_version_eight
from tests.store.migrations.test_step_005 import shapes
from tests.store.shelf import KEYS, NOON, SALT, Shelf


def test_the_drawer_of_version_eight_has_its_bills_and_money_can_move(stocked: Shelf) -> None:
    before = shapes(stocked)
    stocked.sell((SALT, 1000))
    stocked.close()
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    to_version_eight(connection)
    connection.close()
    stocked.open()
    assert shapes(stocked) == before
    today = BusinessDay(NOON.date())
    with stocked.page() as page:
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        out = MoneyMove(MoneyDeed.CASH_OUT, CASH, DIGIPAY, Money(1000), today, note="शाम")
        body = account.move_body(page, out)
    stocked.record("trade", body)
    with stocked.page() as page:
        rows = account.running(page, CASH, 10, date.max)
        assert [row.balance for row in rows] == [Money(1800), Money(-1000)]
        assert rows[1].move is not None
        assert rows[1].move.move == out
        assert check.replay_differences(page) == []
