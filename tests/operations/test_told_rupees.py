"""Rupees that somebody said, a label or an offer: just these are paid, tax on top or inside."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from estore_pos.domain.barcode import check_digit
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import OfferId
from estore_pos.domain.item import Barcode, Part
from estore_pos.domain.money import Money
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.operations.till import Till
from estore_pos.store.reports import gstr1
from tests.documents import reading
from tests.operations.shopfront import ATTA, EIGHTEEN, POTATO, SALT, SOAP, Shopfront, put_item
from tests.operations.test_counter import registered_shop
from tests.operations.test_prices_moved import void
from tests.operations.test_whole_counter import TODAY, change

MODES = pytest.mark.parametrize("mode", [TaxMode.UNREGISTERED, TaxMode.REGULAR])
Telling = Callable[[Till], None]


def shelves(till: Till, mode: TaxMode) -> None:
    """Paneer, soap and salt, priced before the tax; a sweet; a scale's labels."""
    if mode is TaxMode.REGULAR:
        registered_shop(till)
    paneer: dict[str, object] = {"rates": EIGHTEEN, "price": Money(30_000), "inclusive": False}
    change(till, POTATO, barcodes=(Barcode("12345"), Barcode("8901030865278")), **paneer)
    change(till, SOAP, inclusive=False, price=Money(5000), mrp=None)
    salt: dict[str, object] = {"rates": EIGHTEEN, "inclusive": False, "mrp": None, "barcodes": ()}
    change(till, SALT, price=Money(4000), **salt)
    parts = (Part(SOAP), Part(SALT))
    made = Offer(OfferId(""), OfferKind.COMBO, TODAY, goods=parts, amount=Money(8000))
    till.terms.save_offer(replace(made, name_en="Set"))
    facts = replace(till.shop_today(), from_day=TODAY, name_en="Shop", sweet=SALT)
    till.save_shop(replace(facts, code_masks=("21IIIIIAAA.AAC",)))


def as_set(till: Till) -> None:
    """Both goods of the set."""
    till.counter.add(SOAP)
    till.counter.add(SALT)


def for_change(till: Till) -> None:
    """A sweet for what there is no coin for."""
    till.counter.give_sweet(Money(200))


def label(digits: str) -> str:
    """A label with its check digit."""
    return digits + check_digit(digits)


TOLD: dict[str, tuple[int, Telling]] = {
    "sum": (5000, lambda till: void(till.counter.add(POTATO, amount=Money(5000)))),
    "label": (5730, lambda till: void(till.counter.scan(label("211234505730")))),
    "GS1": (7000, lambda till: void(till.counter.scan("]C10108901030865278310300020039227000"))),
    "set": (8000, as_set),
    "sweet": (200, for_change),
}


@MODES
@pytest.mark.parametrize("told", TOLD)
def test_counter_paper_record_and_return_say_what_was_told(
    till: Till, shopfront: Shopfront, mode: TaxMode, told: str
) -> None:
    shelves(till, mode)
    paise, do = TOLD[told]
    do(till)
    view = till.counter.view
    assert sum(each.paise for each in view.nets) == paise
    till = shopfront.reopen()
    assert till.counter.view == view, "after a power cut too"
    (bill,) = till.counter.finish().bills
    assert bill.totals.gross == Money(paise)
    assert all(line.inclusive for line in bill.lines if line.rate.bears_tax and line.taxed.tax)
    taxed = sum(line.taxed.tax.paise for line in bill.lines)
    assert bool(taxed) == (mode is TaxMode.REGULAR)
    for line in bill.lines:
        worth = line.price.times_milli(line.quantity.milli) - line.discount
        assert abs((worth - line.taxed.gross).paise) <= 40, "the line adds up, to a gram"
    with closing(till.archive()) as archive:
        for kind in ("80", "a4"):
            said = reading.text(archive.paper(bill.id, kind, "en").read_bytes())
            assert "+18" not in said
            for each in view.nets:
                assert f"{each.paise // 100}.{each.paise % 100:02}" in said
    if mode is TaxMode.REGULAR:
        with till.reader().page() as page:
            month = gstr1.of_month(page, till.shop_today().gstin, 2026, 12)
        rows = month.sections["b2cs"]
        assert isinstance(rows, list)
        value = sum(round((row["txval"] + row["camt"] + row["samt"]) * 100) for row in rows)
        assert value == paise
    again = till.returns.undo_last().view
    assert sum(each.paise for each in again.nets) == paise


@MODES
def test_a_sum_follows_an_estimate_and_a_held_bill(till: Till, mode: TaxMode) -> None:
    shelves(till, mode)
    till.counter.add(POTATO, amount=Money(5000))
    made = till.estimates.make()
    assert till.estimates.to_bill(made.id).owed == Money(5000)
    till.counter.hold()
    till.counter.add(ATTA)
    assert till.counter.recall(1).owed == Money(5000)
    assert till.counter.set_quantity(0, 141).draft.lines[0].price == Money(
        35_400 if mode is TaxMode.REGULAR else 30_000
    )


def test_a_sum_s_worth_of_what_is_priced_before_tax_stays_within_its_mrp(till: Till) -> None:
    shelves(till, TaxMode.REGULAR)
    put_item(till, replace(till.terms.card(POTATO).item, mrp=Money(35_400)))
    view = till.counter.add(POTATO, amount=Money(5000))
    assert (view.owed, view.above) == (Money(5000), None)
    (bill,) = till.counter.finish().bills
    (line,) = bill.lines
    assert line.taxed.gross <= Money(35_400).times_milli(line.quantity.milli)
