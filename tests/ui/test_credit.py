"""What the shop owes a buyer: kept once, found again by his name, paid back to the paisa."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from estore_pos.domain.money import Money
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.ui.keymap import Place
from tests.fully import table
from tests.ui.counterside import SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_counter import last_bill
from tests.ui.test_paying import keys, name_buyer, tenders, text

ENTER, END, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape, Qt.Key.Key_Down
F11 = Qt.Key.Key_F11
CASH, UPI, CREDIT = TenderKind.CASH, TenderKind.UPI, TenderKind.CREDIT


def at(counter: Counterside) -> Place:
    return counter.shell.at.place


def keep_two_rupees(counter: Counterside) -> None:
    """Ram pays 28 with 30 and leaves his change here."""
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    keys(counter, "30", "j")
    counter.press(ENTER)
    name_buyer(counter)
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CASH, Money(3000), Money(3000)), Tender(CREDIT, Money(-200))]


def name_him_again(counter: Counterside) -> None:
    counter.press(F11)
    counter.type("ra")
    assert any(label.startswith("↓ Ram") for label in counter.texts())
    counter.press(DOWN)
    assert any(label.startswith("▶ Ram") for label in counter.texts())
    counter.press(ENTER)
    assert counter.shell.at is counter.shell.counter


def test_kept_change_is_paid_back_in_the_next_bill_to_the_paisa(counter: Counterside) -> None:
    keep_two_rupees(counter)
    first = last_bill(counter)
    counter.scan(SOAP_CODE)
    name_him_again(counter)
    counter.press(ENTER)
    assert text(counter, "credit_words") == "₹ 2.00 of Ram lies here: T takes it"
    counter.type("t")
    assert text(counter, "payment_owed") == "To pay ₹ 33.00"
    assert "Credit: ₹ 2.00 is taken, ₹ 0.00 stays" in text(counter, "credit_words")
    counter.type("50")
    assert text(counter, "change") == "₹ 17.00"
    counter.press(ENTER)
    assert tenders(counter) == [
        Tender(CREDIT, Money(200)),
        Tender(CASH, Money(3300), Money(5000)),
    ]
    assert last_bill(counter).buyer == first.buyer, "he is the same as before"
    counter.scan(SOAP_CODE)
    name_him_again(counter)
    counter.press(ENTER)
    assert "lies here" not in " ".join(counter.texts())
    counter.type("t")
    assert text(counter, "payment_problem").startswith("Nothing of this buyer's money")


def test_a_letter_leaves_it_and_nobody_else_is_offered_it(counter: Counterside) -> None:
    keep_two_rupees(counter)
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.type("t")
    assert text(counter, "payment_problem").startswith("Nothing of this buyer's money")
    counter.press(ESC)
    counter.press(F11)
    name_buyer(counter, "Sita")
    counter.press(ENTER)
    counter.type("t")
    assert text(counter, "payment_problem").startswith("Nothing of this buyer's money")
    counter.press(ESC)
    name_him_again(counter)
    counter.press(ENTER)
    keys(counter, "t", "t")
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CASH, Money(3500), Money(3500))]


WITH_CREDIT = [
    (("t", "u", ""), [(CREDIT, 200), (UPI, 3300)]),
    (("t", "d", "4471"), [(CREDIT, 200), (TenderKind.CARD, 3300)]),
    (("t", "k", ""), [(CREDIT, 200), (TenderKind.KHATA, 3300)]),
    (("t", "m", "30", "u"), [(CREDIT, 200), (CASH, 3000), (UPI, 300)]),
    (("t", "30", "l"), [(CREDIT, 200), (CASH, 3000)]),
    (("t", "40", "j"), [(CREDIT, 200), (CASH, 4000), (CREDIT, -700)]),
]


@pytest.mark.parametrize(("pressed", "paid"), table(WITH_CREDIT, quick=WITH_CREDIT[3::2]))
def test_it_goes_with_every_way_of_paying(
    counter: Counterside, pressed: tuple[str, ...], paid: list[tuple[TenderKind, int]]
) -> None:
    keep_two_rupees(counter)
    counter.scan(SOAP_CODE)
    name_him_again(counter)
    counter.press(ENTER)
    keys(counter, *filter(None, pressed))
    counter.press(ENTER)
    if at(counter) is Place.UPI:
        counter.press(ENTER)
    assert [(each.kind, each.amount.paise) for each in tenders(counter)] == paid


def test_what_is_more_than_the_bill_stays(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    keys(counter, "100", "j")
    counter.press(ENTER)
    name_buyer(counter)
    counter.press(ENTER)
    counter.scan(SOAP_CODE)
    name_him_again(counter)
    counter.press(ENTER)
    counter.type("t")
    assert "Credit: ₹ 35.00 is taken, ₹ 37.00 stays" in text(counter, "credit_words")
    assert text(counter, "payment_owed") == "To pay ₹ 0.00"
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CREDIT, Money(3500))]
    assert "Credit ₹ 35.00" in counter.shell.counter.strip.text()


def test_what_another_window_has_used_meanwhile_is_refused_and_nothing_lost(
    counter: Counterside,
) -> None:
    keep_two_rupees(counter)
    counter.scan(SOAP_CODE)
    name_him_again(counter)
    counter.press(ENTER)
    sheet = counter.shell.at
    sheet.keep(Money(500))  # type: ignore[attr-defined]
    counter.type("t")
    counter.press(ENTER)
    assert "R136" in counter.shell.counter.red.text()
    assert counter.lines == [("Soap", 1000)]
    keys(counter, "t")
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CASH, Money(3500), Money(3500))]


def test_an_address_that_is_new_is_kept_with_him(counter: Counterside) -> None:
    keep_two_rupees(counter)
    counter.scan(SOAP_CODE)
    name_him_again(counter)
    counter.press(F11, ENTER, ENTER, ENTER)
    counter.type("Patna")
    counter.press(ENTER, ENTER)
    view = counter.shell.counter.view
    assert view is not None
    buyer = view.draft.buyer
    assert buyer is not None
    assert (buyer.name, buyer.address) == ("Ram", "Patna")
    counter.press(END)
    assert last_bill(counter).buyer == buyer.id
    label = counter.shell.findChild(QLabel, "credit_words")
    assert label is None
