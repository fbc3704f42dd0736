"""A sweet for the coin there is none of: named in the settings, given by one letter."""

from PySide6.QtCore import Qt

from estore_pos.domain.money import Money
from estore_pos.domain.sale import Tender, TenderKind
from tests.operations.shopfront import SALT, SOAP
from tests.ui.counterside import SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_counter import last_bill
from tests.ui.test_paying import keys, tenders, text
from tests.ui.test_settings import open_setting
from tests.ui.test_setup import shop_of

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def name_sweet(counter: Counterside, typed: str) -> None:
    open_setting(counter, "sweet")
    counter.type(typed)
    assert any(label.startswith("→ ") for label in counter.texts())
    counter.press(ENTER)


def test_a_named_sweet_takes_the_place_of_the_change(counter: Counterside) -> None:
    name_sweet(counter, "soap")
    assert shop_of(counter).sweet == SOAP
    counter.shell.go_counter()
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    keys(counter, "30", "s")
    assert text(counter, "payment_owed") == "To pay ₹ 30.00"
    assert text(counter, "change") == "₹ 0.00"
    counter.press(ENTER)
    bill = last_bill(counter)
    assert tenders(counter) == [Tender(TenderKind.CASH, Money(3000), Money(3000))]
    assert [(line.item, line.taxed.gross) for line in bill.lines] == [
        (SALT, Money(2800)),
        (SOAP, Money(200)),
    ]


def test_no_sweet_is_named_until_somebody_does_and_money_is_not_one(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    counter.type("s")
    assert text(counter, "payment_problem").startswith("There is no change")
    keys(counter, "30", "s")
    assert text(counter, "payment_problem").startswith("No sweet is chosen yet")
    assert counter.lines == [("Salt", 1000)]
    keys(counter, "0", "s")
    assert text(counter, "payment_problem").startswith("A sweet is for change below ₹ 10.00")
    assert text(counter, "amount") == "300"
    counter.press(ENTER)
    assert tenders(counter) == [Tender(TenderKind.CASH, Money(2800), Money(30000))]


def test_what_is_no_good_of_the_list_is_refused_and_a_scan_names_it_too(
    counter: Counterside,
) -> None:
    open_setting(counter, "sweet")
    counter.type("zzqq")
    counter.press(ENTER)
    assert any("R111" in label for label in counter.texts())
    assert not shop_of(counter).sweet
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    assert shop_of(counter).sweet == SOAP
    assert counter.lines == []
    counter.press(ENTER, ENTER)
    assert not shop_of(counter).sweet, "with nothing typed there is none"
