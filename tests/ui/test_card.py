"""A good's card: what it costs for whom, in which packet, under which code; all by keys."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.domain.act import ActKind
from estore_pos.domain.gst import UNTOLD, DatedRate, Rate, TaxMode, Treatment
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Barcode, Item, PrintedPrice, Slab
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from estore_pos.ui.counter.approval import ApprovalSheet
from estore_pos.ui.counter.card import CardSheet
from tests.fully import one_of_each, table
from tests.operations.shopfront import NEW, NOON, SALT, SOAP, put_item
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.staffed import GITA, PINS, RAM, SITA, staff
from tests.ui.test_rates import desk
from tests.ui.test_teaching import badges

ENTER, ESC, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
END, F2, F4, F11 = Qt.Key.Key_End, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F11
CARD, SAVE = (Qt.Key.Key_I, CTRL), (Qt.Key.Key_S, CTRL)
CARTON = "28901030865272"


def sheet(counter: Counterside) -> CardSheet:
    """The card that has the keys."""
    at = counter.shell.at
    assert isinstance(at, CardSheet)
    return at


def tell(counter: Counterside, field: str, typed: str) -> None:
    """Go down, or up, to a field of the card and type what stands there now."""
    for key in [DOWN] * 14 + [UP] * 14:
        if counter.focused().objectName() == field:
            break
        counter.press(key)
    found = counter.focused()
    assert isinstance(found, QLineEdit)
    assert found.objectName() == field
    found.selectAll()
    if typed:
        counter.type(typed)
    else:
        counter.press(Qt.Key.Key_Delete)


def good(counter: Counterside, number: ItemId) -> Item:
    """A good as the books have it."""
    return desk(counter, lambda till: till.terms.card(number)).item


def nets(counter: Counterside) -> list[int]:
    """What each line comes to, in paise."""
    view = counter.shell.counter.view
    assert view is not None
    return [net.paise for net in view.nets]


def test_a_price_is_changed_on_the_card_and_the_open_bill_follows(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.keys = 0
    counter.press(CARD)
    counter.type("32")
    counter.press(SAVE)
    assert counter.keys == 4
    assert counter.shell.at is counter.shell.counter
    assert nets(counter) == [3200]
    assert good(counter, SOAP).price == Money(3200)
    assert "✓" in counter.shell.counter.strip.text()


def test_what_was_saved_is_named_in_the_language_of_the_screen(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    counter.type("32")
    counter.press(SAVE)
    assert "✓ The card of Soap is saved." in counter.texts()
    counter.press((Qt.Key.Key_L, CTRL))
    assert any("साबुन" in text and "Soap" not in text for text in counter.texts())


def test_the_good_whose_name_is_typed_shows_its_card_too(counter: Counterside) -> None:
    counter.press(CARD)
    assert counter.shell.at is counter.shell.counter
    assert "Ctrl+I" in counter.shell.counter.strip.text()
    counter.type("namak")
    counter.press(CARD)
    assert sheet(counter).name_en.text() == "Salt"
    assert counter.lines == []


def test_who_takes_more_pays_the_slab_s_price_on_the_bill(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_slabs", "3: 33; 10: 31.50")
    counter.press(SAVE)
    assert good(counter, SOAP).slabs == (Slab(3000, Money(3300)), Slab(10_000, Money(3150)))
    assert nets(counter) == [3500]
    counter.type("3")
    counter.press(F2)
    assert nets(counter) == [9900]
    assert any("quantity price" in text for text in counter.texts())
    counter.type("10")
    counter.press(F2)
    assert nets(counter) == [31_500]


def test_a_buyer_of_a_group_pays_the_group_s_price_to_the_paper(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_groups", "thok: 30")
    counter.press(SAVE, F11)
    counter.type("Ram Babu")
    for _ in range(10):
        if counter.focused().objectName() == "buyer_group":
            break
        counter.press(Qt.Key.Key_Tab)
    group = counter.focused()
    assert isinstance(group, QLineEdit)
    assert "thok" in group.placeholderText()
    counter.type("thok")
    counter.press(ENTER)
    assert nets(counter) == [3000]
    assert any("group price" in text for text in counter.texts())
    counter.press(END)
    bill = counter.shell.last_bill
    assert isinstance(bill, Bill)
    assert (bill.lines[0].price, bill.lines[0].offer) == (Money(3000), "group")
    counter.scan(SOAP_CODE)
    assert nets(counter) == [3500], "the next buyer is nobody in particular"


def test_a_carton_s_code_sells_what_is_in_it(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(CARD)
    tell(counter, "card_codes", f"{SALT_CODE}, {CARTON}: 24")
    counter.press(SAVE)
    assert Barcode(CARTON, 24_000) in good(counter, SALT).barcodes
    counter.scan(CARTON)
    assert counter.lines == [("Salt", 25_000)]


def test_packets_of_several_printed_prices_each_have_their_own(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(CARD)
    tell(counter, "card_printed", "28: 27, 30: 29")
    counter.press(SAVE)
    held = good(counter, SALT)
    assert held.printed == (
        PrintedPrice(Money(2800), Money(2700)),
        PrintedPrice(Money(3000), Money(2900)),
    )
    assert (held.mrp, held.price) == (Money(2800), Money(2700))
    counter.press(CARD)
    counter.type("26")
    counter.press(SAVE)
    assert good(counter, SALT).printed[0].price == Money(2600)
    counter.press(CARD)
    tell(counter, "card_printed", "30")
    counter.press(SAVE)
    assert (good(counter, SALT).mrp, good(counter, SALT).printed) == (Money(3000), ())


def test_what_nobody_touched_stays_however_odd_it_is(counter: Counterside) -> None:
    odd = (Barcode("A,B:7"), Barcode("8901030865278"))

    def code(till: Till) -> Item:
        return put_item(till, replace(till.terms.card(SALT).item, barcodes=odd))

    desk(counter, code)
    counter.scan(SALT_CODE)
    counter.press(CARD)
    counter.type("27")
    counter.press(SAVE)
    assert good(counter, SALT).barcodes == odd


def test_a_tile_taken_over_is_free_of_what_lay_there(counter: Counterside) -> None:
    for code in (SALT_CODE, SOAP_CODE):
        counter.scan(code)
        counter.press(CARD)
        tell(counter, "card_tile", "g")
        counter.press(SAVE)
    assert [each.id for each in desk(counter, lambda till: till.terms.tiles())] == [SOAP]
    counter.press(CARD)
    assert sheet(counter).tile.text() == "G"
    counter.press(ESC, (Qt.Key.Key_Q, ALT))
    counter.type("g")
    counter.rest()
    assert counter.lines == [("Salt", 1000), ("Soap", 2000)], "the card's letter is the board's"


def test_a_good_that_is_not_sold_any_more_is_sold_again_by_the_same_key(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(CARD, F4, SAVE)
    assert good(counter, SALT).closed
    counter.scan(SALT_CODE)
    assert "R108" in counter.shell.counter.red.text()
    counter.press(CARD, F4, SAVE)
    assert not good(counter, SALT).closed


MAY_NOT_BE = [
    ("card_price", "41", "R102"),
    ("card_price", "200000000", "R112"),
    ("card_price", "dear", "R113"),
    ("card_printed", "34", "R102"),
    ("card_printed", "40: 35, 45: 46", "R102"),
    ("card_printed", "forty", "R141"),
    ("card_slabs", "3 33", "R141"),
    ("card_slabs", "0: 33", "R104"),
    ("card_slabs", "3: 41", "R102"),
    ("card_groups", "thok", "R141"),
    ("card_groups", ": 30", "R141"),
    ("card_groups", "thok: 41", "R102"),
    ("card_codes", f"89010308, {SALT_CODE}", "R134"),
    ("card_codes", "89010308: none", "R141"),
    ("card_codes", "89010308: 0", "R104"),
    ("card_tile", "Y", "R142"),
    ("card_tile", "7", "R142"),
    ("card_name_en", "", "R301"),
    ("card_hsn", "340", "R212"),
    ("card_hsn", "soap", "R212"),
    ("card_gst", "12", "R211"),
    ("card_gst", "eighteen", "R210"),
    ("card_gst", "", "R210"),
    ("card_gst_from", "31-02-2027", "R302"),
]


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    table(MAY_NOT_BE, quick=one_of_each(MAY_NOT_BE, column=0)),
)
def test_what_may_not_be_is_told_and_nothing_that_was_typed_is_lost(
    counter: Counterside, field: str, typed: str, code: str
) -> None:
    counter.scan(SOAP_CODE)
    before = good(counter, SOAP)
    counter.press(CARD)
    if code == "R301":
        tell(counter, "card_name_hi", "")
    tell(counter, field, typed)
    counter.press(SAVE)
    assert code in sheet(counter).problem
    found = counter.shell.findChild(QLineEdit, field)
    assert isinstance(found, QLineEdit)
    assert found.text() == typed
    assert good(counter, SOAP) == before
    counter.press(ESC)
    assert nets(counter) == [3500]


def test_only_the_owner_sees_what_a_good_cost_and_nobody_else_loses_it(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_cost", "30")
    counter.press(SAVE)
    assert good(counter, SOAP).cost == Money(3000)
    people = staff(counter, RAM, monkeypatch)
    counter.press(CARD)
    assert not sheet(counter).cost.isVisible()
    assert sheet(counter).cost.text() == ""
    counter.type("34")
    counter.press(SAVE)
    assert isinstance(counter.shell.at, ApprovalSheet), "a helper changes no card unasked"
    counter.press(ESC)
    assert sheet(counter).price.text() == "34"
    assert good(counter, SOAP).price == Money(3500)
    counter.press(SAVE, DOWN, ENTER)
    counter.type(PINS[GITA])
    counter.press(ENTER)
    assert good(counter, SOAP).price == Money(3400)
    assert good(counter, SOAP).cost is None, "not even asked for by the desk"
    owner = Approval(people[SITA].id, PINS[SITA])
    desk(counter, lambda till: till.people.unlock(owner))
    assert good(counter, SOAP).cost == Money(3000)


def test_a_price_below_cost_is_allowed_by_the_owner_s_pin_only(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_cost", "30")
    counter.press(SAVE)
    staff(counter, GITA, monkeypatch)
    counter.press(CARD)
    counter.type("29")
    counter.press(SAVE)
    assert isinstance(counter.shell.at, ApprovalSheet)
    counter.press(ESC)
    assert "R114" in sheet(counter).problem
    assert sheet(counter).price.text() == "29"
    assert good(counter, SOAP).price == Money(3500)
    counter.press(SAVE)
    counter.type(PINS[SITA])
    counter.press(ENTER)
    assert good(counter, SOAP).price == Money(2900)
    acts = desk(counter, lambda till: till.acts.of_day(counter.clock.now().date()))
    assert acts[-1].act.what.value == "price_under_floor"
    assert acts[-1].act.by


def test_a_good_without_a_price_gets_one_on_its_card(counter: Counterside) -> None:
    counter.type("new goods")
    counter.press(CARD)
    assert sheet(counter).price.text() == ""
    counter.type("12.50")
    counter.press(SAVE)
    assert good(counter, NEW).price == Money(1250)


def charge_tax(counter: Counterside) -> None:
    """The shop charges tax; of soap nobody has told a rate."""

    def till(till: Till) -> None:
        till.save_shop(
            replace(
                till.shop_today(),
                name_en="Shop",
                tax_mode=TaxMode.REGULAR,
                gstin="10AAACB1234C1ZU",
            )
        )
        put_item(till, replace(till.terms.card(SOAP).item, rates=(UNTOLD,), hsn=""))

    desk(counter, till)


def tax(counter: Counterside) -> Money:
    """What of the open bill is tax."""
    view = counter.shell.counter.view
    assert view is not None
    return view.tax


def test_a_rate_is_told_on_the_card_and_the_open_bill_charges_it(counter: Counterside) -> None:
    charge_tax(counter)
    counter.scan(SOAP_CODE)
    assert tax(counter) == Money(0)
    assert "no GST rate told" in badges(counter)
    counter.press(CARD)
    assert sheet(counter).gst.text() == ""
    assert "no GST rate told" in " ".join(counter.texts())
    tell(counter, "card_hsn", "1")
    sheet(counter).hsn.setText("३४०१")
    tell(counter, "card_gst", "18")
    counter.press(SAVE)
    held = good(counter, SOAP)
    assert held.hsn == "3401"
    assert held.rates == (DatedRate(NOON.date(), Rate(1800, Treatment.TAXABLE)),)
    assert tax(counter) == Money(534), "35 x 18 / 118, each head rounded"
    assert "no GST rate told" not in badges(counter)
    counter.press(END)
    bill = counter.shell.last_bill
    assert isinstance(bill, Bill)
    assert (bill.lines[0].hsn, bill.totals.payable) == ("3401", Money(3500))


def test_a_line_whose_price_was_typed_has_the_new_tax_too(counter: Counterside) -> None:
    charge_tax(counter)
    counter.scan(SOAP_CODE)
    counter.type("34")
    counter.press(Qt.Key.Key_F7, CARD)
    tell(counter, "card_gst", "5")
    counter.press(SAVE)
    assert nets(counter) == [3400]
    assert tax(counter) == Money(162)


def test_gst_on_top_of_the_price_is_told_on_the_card_and_added_at_the_bill(
    counter: Counterside,
) -> None:
    charge_tax(counter)
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_gst", "18")
    tell(counter, "card_inside", "perhaps")
    counter.press(SAVE)
    assert "on top" in sheet(counter).problem
    tell(counter, "card_price", "20")
    tell(counter, "card_inside", "on top")
    counter.press(SAVE)
    assert not good(counter, SOAP).inclusive
    assert tax(counter) == Money(360)
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed == Money(2400), "23.60, rounded"
    counter.press(CARD)
    assert sheet(counter).inside.text() == "on top"
    sheet(counter).inside.setText("भाव में")
    counter.press(SAVE)
    assert good(counter, SOAP).inclusive


def test_a_shop_that_charges_no_tax_is_not_asked_where_it_is(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    assert not sheet(counter).inside.isVisible()


def test_a_rate_of_a_coming_day_waits_for_it_and_one_of_a_past_day_is_of_that_day_s_law(
    counter: Counterside,
) -> None:
    charge_tax(counter)
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_gst", "18")
    tell(counter, "card_gst_from", "22-09-2025")
    counter.press(SAVE, CARD)
    tell(counter, "card_gst", "40")
    tell(counter, "card_gst_from", "01-04-2027")
    counter.press(SAVE)
    held = good(counter, SOAP)
    assert [(each.from_day, each.rate.basis_points) for each in held.rates] == [
        (date(2025, 9, 22), 1800),
        (date(2027, 4, 1), 4000),
    ]
    assert tax(counter) == Money(534)
    counter.press(CARD)
    assert sheet(counter).gst.text() == "18", "the rate of today"
    tell(counter, "card_gst", "12")
    tell(counter, "card_gst_from", "01-07-2017")
    counter.press(SAVE)
    assert [each.rate.basis_points for each in good(counter, SOAP).rates] == [1200, 1800, 4000]
    counter.press(CARD)
    tell(counter, "card_gst_from", "2026-01-01")
    counter.press(SAVE)
    assert len(good(counter, SOAP).rates) == 3, "18 % held on that day already"


NO_TAX = [
    ("0", Treatment.EXEMPT),
    ("nil", Treatment.NIL),
    ("Non-GST", Treatment.NON_GST),
    ("मुक्त", Treatment.EXEMPT),
]


@pytest.mark.parametrize(("typed", "treatment"), table(NO_TAX, quick=NO_TAX[1:3]))
def test_no_tax_is_told_by_its_kind_and_is_told(
    counter: Counterside, typed: str, treatment: Treatment
) -> None:
    charge_tax(counter)
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    found = counter.shell.findChild(QLineEdit, "card_gst")
    assert isinstance(found, QLineEdit)
    tell(counter, "card_gst", "5")
    found.setText(typed)
    counter.press(SAVE)
    held = good(counter, SOAP)
    assert held.rate(NOON.date()) == Rate(0, treatment)
    assert not held.is_rate_untold
    counter.press(CARD)
    counter.type("30")
    counter.press(SAVE)
    assert good(counter, SOAP).rates == held.rates, "it was not touched"


def test_a_helper_asks_before_a_rate_of_tax_is_another_one(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    charge_tax(counter)
    staff(counter, RAM, monkeypatch)
    counter.scan(SOAP_CODE)
    counter.press(CARD)
    tell(counter, "card_gst", "5")
    counter.press(SAVE, ESC)
    assert good(counter, SOAP).is_rate_untold
    assert sheet(counter).gst.text() == "5"
    counter.press(SAVE, DOWN, ENTER)
    counter.type(PINS[GITA])
    counter.press(ENTER)
    assert good(counter, SOAP).rate(NOON.date()).basis_points == 500
    (act,) = [
        each.act
        for each in desk(counter, lambda till: till.acts.of_day(NOON.date()))
        if each.act.what is ActKind.GOODS
    ]
    assert act.note == "rates"
