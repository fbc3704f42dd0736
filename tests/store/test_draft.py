"""The open bill comes back as it lay."""

from dataclasses import replace

from estore_pos.domain.category import Category
from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount, Given
from estore_pos.domain.draft import Draft
from estore_pos.domain.gst import BASIS
from estore_pos.domain.ids import EstimateId
from estore_pos.domain.item import PrintedPrice
from estore_pos.domain.money import Money
from estore_pos.store import draft
from estore_pos.store.draft import StoredDraft, StoredLine
from tests.store.shelf import ATTA, SALT, SOAP, Shelf

BILL = Draft().add(SALT, 2000).add_amount(ATTA, Money.rupees(50)).add(SOAP, 1000)
KEPT = (
    StoredLine(0, SALT.id, 2000, Money(2800), None, mrp=SALT.mrp),
    StoredLine(1, ATTA.id, 1370, Money(3650), Money(5000)),
    StoredLine(2, SOAP.id, 1000, Money(3515), None),
)


def keep(shelf: Shelf, buyer: Customer | None = None) -> None:
    """Keep the bill line by line, as the counter does."""
    with shelf.page() as page:
        for place, line in enumerate(BILL.lines):
            draft.put_line(page, draft.FIRST, place, line)
        draft.put_head(page, draft.FIRST, replace(BILL, buyer=buyer, current=1 if buyer else 2))


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


def test_that_a_label_said_what_a_line_costs_outlives_a_restart(stocked: Shelf) -> None:
    made = Draft().add_weighed(ATTA, 500, Money(100))
    with stocked.page() as page:
        draft.put_line(page, draft.FIRST, 0, made.lines[0])
        draft.put_head(page, draft.FIRST, made)
    stocked.reopen()
    (line,) = kept(stocked).lines
    assert (line.milli, line.amount, line.price) == (500, Money(100), Money(200))
    assert line.labelled


def test_the_tax_that_a_sum_has_inside_outlives_a_restart(stocked: Shelf) -> None:
    made = Draft().add_amount(replace(ATTA, inclusive=False), Money(100), inside=500)
    with stocked.page() as page:
        draft.put_line(page, draft.FIRST, 0, made.lines[0])
        draft.put_head(page, draft.FIRST, made)
    stocked.reopen()
    (line,) = kept(stocked).lines
    assert (line.amount, line.inside, line.labelled) == (Money(100), 500, False)


def test_the_buyer_and_the_current_line_come_back(stocked: Shelf) -> None:
    who = stocked.meet()
    keep(stocked, who)
    assert kept(stocked) == StoredDraft(KEPT, 1, who.id)


def test_lines_below_one_that_was_removed_move_up(stocked: Shelf) -> None:
    keep(stocked)
    with stocked.page() as page:
        draft.drop_line(page, draft.FIRST, 0, 3)
    assert [line.item for line in kept(stocked).lines] == [ATTA.id, SOAP.id]
    assert [line.place for line in kept(stocked).lines] == [0, 1]


def test_a_line_is_kept_over_the_one_before(stocked: Shelf) -> None:
    keep(stocked)
    with stocked.page() as page:
        draft.put_line(page, draft.FIRST, 1, BILL.set_quantity(1, 250).line(1))
    assert kept(stocked).lines[1] == StoredLine(1, ATTA.id, 250, Money(3650), None)


def test_a_bill_can_be_kept_whole(stocked: Shelf) -> None:
    keep(stocked)
    with stocked.page() as page:
        draft.put_all(page, draft.FIRST, BILL.lines[:1])
    assert kept(stocked).lines == KEPT[:1]


def test_a_finished_bill_leaves_nothing_open(stocked: Shelf) -> None:
    keep(stocked, stocked.meet())
    stocked.sell((SALT, 1000))
    assert kept(stocked) == StoredDraft()


def test_the_terms_of_a_bill_come_back(stocked: Shelf) -> None:
    oil = replace(SOAP, printed=(PrintedPrice(Money(4000), Money(3900)),), cost=Money(3800))
    sweets = Category("mithai", "मिठाई", "Sweets", ATTA.rates, hsn="2106")
    made = Draft().add(oil, 1000).set_printed(0, Money(4000)).add(SALT, 1000)
    made = made.set_discount(0, Discount(points=500), BASIS, approved=True)
    made = made.set_price(1, Money(2700)).add(sweets.good(Money(3000), "पेड़ा"), 1000)
    made = made.set_charge(Money(2000)).set_bill_discount(Discount(amount=Money(900)), BASIS)
    made = replace(made, note="शाम तक", estimate=EstimateId("E"))
    with stocked.page() as page:
        draft.put_all(page, 7, made.lines)
        draft.put_head(page, 7, made)
    with stocked.page() as page:
        kept = draft.load(page, 7)
    first, second, third = kept.lines
    assert (first.mrp, first.discount, first.allowed) == (
        Money(4000),
        Discount(points=500),
        Given(Money(195), Money(3900), floor=True),
    )
    assert (second.price, second.by_hand) == (Money(2700), True)
    assert third.good == made.lines[2].item
    terms = (kept.discount, kept.charge, kept.note, kept.estimate, kept.allowed)
    assert terms == (Discount(amount=Money(900)), Money(2000), "शाम तक", "E", made.allowed)


def test_several_bills_lie_apart_and_one_is_open(stocked: Shelf) -> None:
    other = Draft().add(SOAP, 3000)
    with stocked.page() as page:
        assert draft.next_bill(page) == draft.FIRST
        draft.put_all(page, 1, BILL.lines)
        draft.put_head(page, 1, BILL, held_ms=5)
        assert draft.next_bill(page) == 2
        draft.put_all(page, 2, other.lines)
        draft.put_head(page, 2, other)
    with stocked.page() as page:
        assert [(each.bill, each.is_open, each.held_ms) for each in draft.every(page)] == [
            (1, False, 5),
            (2, True, 0),
        ]
        assert draft.every(page)[0].lines == KEPT
        draft.drop_line(page, 1, 0, 3)
        draft.clear(page, 2)
    with stocked.page() as page:
        (left,) = draft.every(page)
    assert [line.place for line in left.lines] == [0, 1]
