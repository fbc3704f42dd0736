"""Books of version 7 carry their open bills over into one table."""

from dataclasses import replace

from estore_pos.domain.category import Category
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.gst import BASIS
from estore_pos.domain.ids import EstimateId
from estore_pos.domain.item import PrintedPrice
from estore_pos.domain.money import Money
from estore_pos.store import books as books_module
from estore_pos.store import check, draft, schema
from estore_pos.store.draft import StoredDraft
from tests.store.migrations.earlier import to_version_seven
from tests.store.migrations.test_step_005 import shapes
from tests.store.shelf import ATTA, KEYS, SALT, SOAP, Shelf


def held_bill() -> Draft:
    """A bill with everything on it that one can have."""
    oil = replace(SOAP, printed=(PrintedPrice(Money(4000), Money(3900)),), cost=Money(3800))
    sweets = Category("mithai", "मिठाई", "Sweets", ATTA.rates, hsn="2106")
    made = Draft().add(oil, 1000).set_printed(0, Money(4000)).add_amount(ATTA, Money.rupees(50))
    made = made.set_discount(0, Discount(points=500), BASIS, approved=True)
    made = made.add(SALT, 1000).set_price(2, Money(2700))
    made = made.add(sweets.good(Money(3000), 'पेड़ा "खास"'), 1000).set_charge(Money(2000))
    made = made.set_bill_discount(Discount(amount=Money(900)), BASIS)
    return replace(made, note="शाम तक", estimate=EstimateId("E"))


def _without_leave(kept: StoredDraft) -> StoredDraft:
    """A bill as it comes from a program whose leave did not say for how much: End asks again."""
    lines = tuple([replace(line, allowed=None) for line in kept.lines])
    return replace(kept, lines=lines, allowed=None)


def test_every_open_bill_of_version_seven_lies_as_it_lay(stocked: Shelf) -> None:
    buyer = stocked.meet()
    bills = {1: held_bill(), 2: replace(Draft().add(SOAP, 3000), buyer=buyer), 3: Draft()}
    with stocked.page() as page:
        for number, made in bills.items():
            draft.put_all(page, number, made.lines)
            draft.put_head(page, number, made, held_ms=0 if number == 2 else number)
    before = shapes(stocked)
    with stocked.page() as page:
        kept = [_without_leave(each) for each in draft.every(page)]
    stocked.close()
    connection = books_module.connect(stocked.folder / books_module.FILE, KEYS)
    to_version_seven(connection)
    assert connection.execute("SELECT count(*) FROM draft").fetchone() == (3,)
    assert connection.execute("SELECT count(*) FROM draft_line").fetchone() == (5,)
    connection.close()
    stocked.open()
    assert shapes(stocked) == before
    with stocked.page() as page:
        assert check.schema_version(page) == schema.SCHEMA_VERSION
        assert draft.every(page) == kept
        assert (kept[0].lines[3].good, kept[1].buyer) == (bills[1].lines[3].item, buyer.id)
