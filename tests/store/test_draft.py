"""The open bill comes back as it lay."""

from estore_pos.domain.customer import Customer
from estore_pos.domain.draft import Draft
from estore_pos.domain.money import Money
from estore_pos.store import draft
from estore_pos.store.draft import StoredDraft, StoredLine
from tests.store.shelf import ATTA, SALT, SOAP, Shelf

BILL = Draft().add(SALT, 2000).add_amount(ATTA, Money.rupees(50)).add(SOAP, 1000)
KEPT = (
    StoredLine(0, SALT.id, 2000, Money(2800), None),
    StoredLine(1, ATTA.id, 1370, Money(3650), Money(5000)),
    StoredLine(2, SOAP.id, 1000, Money(3515), None),
)


def keep(shelf: Shelf, buyer: Customer | None = None) -> None:
    """Keep the bill line by line, as the counter does."""
    with shelf.page() as page:
        for place, line in enumerate(BILL.lines):
            draft.put_line(page, place, line)
        if buyer:
            draft.put_head(page, 1, buyer.id)


def kept(shelf: Shelf) -> StoredDraft:
    """What lies there."""
    with shelf.page() as page:
        return draft.load(page)


def test_nothing_lies_open_in_new_books(stocked: Shelf) -> None:
    assert kept(stocked) == StoredDraft()


def test_the_open_bill_outlives_a_restart(stocked: Shelf) -> None:
    keep(stocked)
    stocked.reopen()
    assert kept(stocked) == StoredDraft(KEPT, 2, None)


def test_the_buyer_and_the_current_line_come_back(stocked: Shelf) -> None:
    who = stocked.meet()
    keep(stocked, who)
    assert kept(stocked) == StoredDraft(KEPT, 1, who.id)


def test_lines_below_one_that_was_removed_move_up(stocked: Shelf) -> None:
    keep(stocked)
    with stocked.page() as page:
        draft.drop_line(page, 0, 3)
    assert [line.item for line in kept(stocked).lines] == [ATTA.id, SOAP.id]
    assert [line.place for line in kept(stocked).lines] == [0, 1]


def test_a_line_is_kept_over_the_one_before(stocked: Shelf) -> None:
    keep(stocked)
    with stocked.page() as page:
        draft.put_line(page, 1, BILL.set_quantity(1, 250).line(1))
    assert kept(stocked).lines[1] == StoredLine(1, ATTA.id, 250, Money(3650), None)


def test_a_bill_can_be_kept_whole(stocked: Shelf) -> None:
    keep(stocked)
    with stocked.page() as page:
        draft.put_all(page, BILL.lines[:1])
    assert kept(stocked).lines == KEPT[:1]


def test_a_finished_bill_leaves_nothing_open(stocked: Shelf) -> None:
    keep(stocked, stocked.meet())
    stocked.sell((SALT, 1000))
    assert kept(stocked) == StoredDraft()
