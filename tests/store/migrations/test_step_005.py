"""Books of version 4 carry their open bill over and learn several, returns, offers and people."""

from estore_pos.domain.customer import Customer
from estore_pos.domain.draft import Draft
from estore_pos.domain.money import Money
from estore_pos.store import books as books_module
from estore_pos.store import check, draft, schema
from estore_pos.store.draft import StoredDraft, StoredLine
from estore_pos.store.page import Row
from tests.store.migrations.earlier import to_version_four
from tests.store.shelf import ATTA, KEYS, SALT, SOAP, Shelf, replayed, tables_of

SHAPES = (
    'SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master AS m'
    " JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' ORDER BY m.name, c.cid"
)
INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"


def shapes(shelf: Shelf) -> tuple[list[Row], list[Row]]:
    """Every column of every table, and the indexes."""
    with shelf.page() as page:
        columns = page.connection.execute(SHAPES).fetchall()
        return columns, page.connection.execute(INDEXES).fetchall()


def older(shelf: Shelf) -> None:
    """Close the books and make them like those of version 4."""
    shelf.close()
    connection = books_module.connect(shelf.folder / books_module.FILE, KEYS)
    to_version_four(connection)
    connection.close()


def open_bill(shelf: Shelf, buyer: Customer | None) -> Draft:
    """Three lines, one of them at a price that was typed."""
    made = Draft(buyer=buyer).add(SALT, 2000).add_amount(ATTA, Money.rupees(50)).add(SOAP, 1000)
    made = made.set_price(2, Money(3000)).set_quantity(1, 1500)
    with shelf.page() as page:
        draft.put_all(page, draft.FIRST, made.lines)
        draft.put_head(page, draft.FIRST, made)
    return made


def test_an_open_bill_of_version_four_is_the_first_of_several(stocked: Shelf) -> None:
    buyer = stocked.meet()
    stocked.sell((SALT, 1000))
    open_bill(stocked, buyer)
    before = shapes(stocked)
    older(stocked)
    stocked.open()
    assert shapes(stocked) == before
    with stocked.page() as page:
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        assert draft.every(page) == [
            StoredDraft(
                (
                    StoredLine(0, SALT.id, 2000, Money(2800), None),
                    StoredLine(1, ATTA.id, 1500, Money(3650), None),
                    StoredLine(2, SOAP.id, 1000, Money(3000), None, by_hand=True),
                ),
                1,
                buyer.id,
            )
        ]
        assert replayed(page) == tables_of(page)
        assert check.replay_differences(page) == []


def test_books_with_no_open_bill_get_none(stocked: Shelf) -> None:
    older(stocked)
    stocked.open()
    with stocked.page() as page:
        assert draft.every(page) == []


def test_lines_that_were_kept_before_their_head_come_along(stocked: Shelf) -> None:
    open_bill(stocked, None)
    older(stocked)
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    connection.execute("DELETE FROM draft")
    connection.close()
    stocked.open()
    with stocked.page() as page:
        (kept,) = draft.every(page)
    assert (len(kept.lines), kept.current, kept.is_open) == (3, 2, True)
