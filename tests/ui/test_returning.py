"""Goods come back: found by their bill, chosen by scan or key, paid back, and never twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from estore_pos.documents.wording import REASONS as ON_PAPER
from estore_pos.domain.act import ActKind
from estore_pos.domain.credit_note import Back, CreditNote, ReturnReason
from estore_pos.domain.gst import Totals
from estore_pos.domain.money import Money
from estore_pos.domain.person import Asked, Person
from estore_pos.domain.person import Deed as Allowed
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind
from estore_pos.store import credit_note
from estore_pos.text.numbers import milli_text
from estore_pos.ui.counter.returned import REASONS, ReturnedSheet
from estore_pos.ui.keymap import Deed, Place
from tests.operations.shopfront import NOON
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside, Keys
from tests.ui.staffed import GITA, PINS, RAM, name_of, staff
from tests.ui.test_counter import last_bill
from tests.ui.test_printing import Lane, lane, waiting

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
F2, F4, F6, F7, F10 = (getattr(Qt.Key, f"Key_F{n}") for n in (2, 4, 6, 7, 10))
ALL, EXCHANGE, SPOILED, WHY, ANYWAY = (getattr(Qt.Key, f"Key_F{n}") for n in (2, 3, 7, 8, 9))
BY_CASH, BY_UPI, OFF_KHATA, KEPT = ((getattr(Qt.Key, f"Key_{letter}"), ALT) for letter in "CUKJ")
"""What a key is in the sheet of goods that come back."""
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down
__all__ = ["lane"]
CASH, UPI, KHATA, CREDIT = TenderKind.CASH, TenderKind.UPI, TenderKind.KHATA, TenderKind.CREDIT


def sell(counter: Counterside, *codes: str) -> Bill:
    for code in codes:
        counter.scan(code)
    counter.press(END)
    counter.clock.move(24 * 3600 * 1000)
    counter.keys = 0
    return last_bill(counter)


def notes(counter: Counterside) -> list[CreditNote]:
    """The credit notes, the last one first."""
    told: list[list[CreditNote]] = []
    counter.work.desk(
        lambda till: till.write(lambda page: credit_note.latest(page, 9)), told.append
    )
    counter.rest()
    return told[-1]


def at(counter: Counterside) -> Place:
    return counter.shell.at.place


def strip(counter: Counterside) -> str:
    return counter.shell.counter.strip.text()


def sheet(counter: Counterside) -> ReturnedSheet:
    found = counter.shell.at
    assert isinstance(found, ReturnedSheet)
    return found


def cell(counter: Counterside, row: int, column: int) -> str:
    found = sheet(counter).table.item(row, column)
    assert found is not None
    return found.text()


def said(counter: Counterside) -> str:
    """What the sheet says in red."""
    return sheet(counter)._problem.text()


def qr(bill: Bill) -> str:
    return f"ES1:B:{bill.id}"


def test_the_paper_says_why_in_the_words_that_were_chosen() -> None:
    said = {reason: words for reason, words in REASONS.items() if reason is not ReturnReason.OTHER}
    assert said == {reason: ON_PAPER[reason] for reason in said}


@pytest.mark.usefixtures("no_mouse")
def test_one_good_of_yesterdays_bill_in_two_scans_and_one_key(
    counter: Counterside, lane: Lane
) -> None:
    counter.shell.set_value("print_after_bill", "always")
    bill = sell(counter, SALT_CODE, SOAP_CODE)
    counter.work.desk(lambda till: [till.drop_paper(each.place) for each in till.papers_waiting()])
    counter.scan(qr(bill))
    assert at(counter) is Place.RETURN
    counter.scan(SOAP_CODE)
    assert sheet(counter).refund.text() == "₹ 35.00"
    lane.asked.clear()
    counter.press(ENTER)
    assert counter.keys <= 2, "the budget of the seventh task; the scans are two"
    (note,) = notes(counter)
    assert (note.bill, note.refunds) == (bill.id, (Tender(CASH, Money(3500)),))
    assert [paper.number for paper in waiting(counter)] == [note.number]
    assert lane.asked == ["kick", "written"], "the drawer opens for the cash"
    assert note.number in strip(counter)
    assert counter.shell.at is counter.shell.counter


def test_the_last_digits_of_its_number_find_a_bill_and_figures_choose(counter: Counterside) -> None:
    sell(counter, SALT_CODE, SOAP_CODE, SOAP_CODE)
    counter.press(F10)
    assert at(counter) is Place.FIND_BILL
    counter.type("1")
    counter.press(ENTER, DOWN)
    counter.type("2")
    assert sheet(counter).refund.text() == "₹ 70.00"
    counter.press(UP)
    counter.type("1")
    counter.press(ENTER)
    assert [(line.place, line.quantity.milli) for line in notes(counter)[0].lines] == [
        (0, 1000),
        (1, 2000),
    ]


def test_a_number_typed_before_the_key_opens_the_bill_at_once(counter: Counterside) -> None:
    bill = sell(counter, SALT_CODE)
    counter.type(bill.number.lower())
    counter.press(F10)
    assert sheet(counter).held.bill == bill
    assert counter.shell.counter.entry.text() == ""
    counter.press(ESC, Qt.Key.Key_PageUp, F10)
    assert sheet(counter).held.bill == bill


def test_a_bill_cannot_give_back_more_than_was_paid(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE, SOAP_CODE, SALT_CODE)
    counter.scan(qr(bill))
    counter.type("3")
    assert "R119" in said(counter)
    assert "only 2" in said(counter)
    counter.press(ENTER)
    assert at(counter) is Place.RETURN
    assert notes(counter) == []
    counter.type("2")
    counter.press(ENTER)
    counter.scan(qr(bill))
    assert cell(counter, 0, 1) == "0 pc"
    counter.scan(SOAP_CODE)
    assert "Soap is not on this bill" in said(counter)
    counter.press(ALL, ENTER)
    given = sum(note.totals.payable.paise for note in notes(counter))
    assert given == bill.totals.payable.paise
    counter.scan(qr(bill))
    assert said(counter) == "All of it has come back already."
    counter.press(ENTER)
    assert said(counter).startswith("Nothing is chosen")
    assert len(notes(counter)) == 2


def letters(counter: Counterside, *typed: str) -> None:
    for each in typed:
        counter.type(each)


def name_buyer(counter: Counterside, name: str) -> None:
    assert at(counter) is Place.BUYER
    counter.type(name)
    counter.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    if any("is known here" in text for text in counter.texts()):
        counter.press(DOWN, ENTER)  # he is the same


def test_it_is_paid_back_by_upi_or_off_a_khata_or_kept(counter: Counterside) -> None:
    bill = sell(counter, *[SOAP_CODE] * 3)
    counter.scan(qr(bill))
    counter.type("1")
    counter.press(BY_UPI, ENTER)
    assert "goes back by UPI" in strip(counter)
    for way, said_of_it in ((OFF_KHATA, "off the khata of Ram"), (KEPT, "as the credit of Ram")):
        counter.scan(qr(bill))
        counter.type("1")
        counter.press(way, ENTER)
        name_buyer(counter, "Ram")
        assert sheet(counter).refund.text() == "₹ 35.00", "what was chosen lies there still"
        counter.press(ENTER)
        assert said_of_it in strip(counter)
    kinds = [[each.kind for each in note.refunds] for note in notes(counter)]
    assert kinds == [[CREDIT], [KHATA], [UPI]]
    assert [bool(note.buyer) for note in notes(counter)] == [True, True, False]


def test_without_a_name_nothing_is_kept_and_nothing_lost(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE)
    counter.scan(qr(bill))
    counter.type("1")
    counter.press(KEPT, ENTER, ESC)
    assert at(counter) is Place.RETURN
    assert sheet(counter).chosen.backs[0].milli == 1000
    counter.press(BY_CASH, ENTER)
    assert notes(counter)[0].refunds == (Tender(CASH, Money(3500)),)


def test_what_is_spoiled_is_not_sold_again_and_why_stands_in_the_note(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE, SALT_CODE)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    counter.press(SPOILED)
    assert "spoiled" in cell(counter, 0, 0)
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    note = notes(counter)[0]
    assert [line.restock for line in note.lines] == [False, True]
    assert note.reason is ReturnReason.DAMAGED
    bill = sell(counter, SALT_CODE)
    counter.scan(qr(bill))
    counter.type("1")
    counter.press(*[WHY] * 7, ENTER)
    assert notes(counter)[0].reason is ReturnReason.WRONG_ITEM


def test_it_comes_back_at_its_price_with_its_part_of_the_discount(counter: Counterside) -> None:
    for code in (SOAP_CODE, SOAP_CODE, SALT_CODE):
        counter.scan(code)
    counter.type("10%")
    counter.press(Qt.Key.Key_F9)
    bill = sell(counter)
    assert bill.totals.payable == Money(8800)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    assert cell(counter, 0, 3) == "31.50"
    assert sheet(counter).refund.text() == "₹ 32.00"
    counter.press(ENTER)
    counter.scan(qr(bill))
    counter.press(ALL)
    assert sheet(counter).refund.text() == "₹ 56.00", "the last part takes the rounding"
    counter.press(ENTER)
    assert sum(note.totals.payable.paise for note in notes(counter)) == 8800


def test_a_bill_of_an_earlier_year_comes_back_too(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE)
    counter.clock.at += timedelta(days=200)
    sell(counter, SALT_CODE)
    counter.scan(qr(bill))
    letters(counter, "1")
    counter.press(ENTER)
    (note,) = notes(counter)
    assert (note.bill, note.number[6:8]) == (bill.id, "27")


def test_a_bill_that_is_unknown_or_cancelled_gives_nothing_back(counter: Counterside) -> None:
    counter.press(F10)
    counter.type("99")
    counter.press(ENTER)
    problem = counter.shell.at
    assert at(counter) is Place.FIND_BILL
    assert any("R110" in text for text in counter.texts())
    assert counter.focused().property("text") == "99", "it stands there, to be typed over"
    assert counter.sounds.played[-1] == "error"
    counter.press(ESC)
    assert problem is not counter.shell.at
    counter.scan("ES1:B:01JD0000000000000000000009")
    assert "R110" in counter.shell.counter.red.text()
    counter.type("77")
    counter.press(F10)
    assert at(counter) is Place.FIND_BILL
    counter.press(ESC)
    bill = sell(counter, SALT_CODE)
    counter.press((Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    counter.scan(qr(bill))
    assert "R116" in counter.shell.counter.red.text()
    counter.press(F10)
    counter.type(bill.number)
    counter.press(ENTER)
    assert any("R116" in text for text in counter.texts())
    assert notes(counter) == []


def write(counter: Counterside, text: str) -> None:
    """Type by hand; what an English keyboard has no keys for comes from an input method."""
    if text.isascii():
        counter.type(text)
    else:
        counter.focused().insert(text)  # type: ignore[attr-defined]
        counter.rest()


def potatoes(counter: Counterside) -> Bill:
    """Three kilos at thirty rupees, on yesterday's bill."""
    counter.type("aalu 3")
    counter.press(ENTER)
    return sell(counter)


AS_SAID = {
    "pav": 250,
    "adhpav": 125,
    "adha": 500,
    "adha kilo": 500,
    "sawa do kilo": 2250,
    "do": 2000,
    "500g": 500,
    "1.5 kg": 1500,
    "1/2": 500,
    "1+1": 2000,
    "=0.5*3": 1500,
    "पाव": 250,
    "आधा किलो": 500,
    "५०० ग्राम": 500,
    "२": 2000,
}
"""A quantity of potatoes as people type it, in grams."""


@pytest.mark.parametrize("typed", list(AS_SAID))
def test_so_much_comes_back_as_is_said(counter: Counterside, typed: str) -> None:
    bill = potatoes(counter)
    counter.scan(qr(bill))
    write(counter, typed)
    assert cell(counter, 0, 2) == milli_text(AS_SAID[typed])
    counter.press(ENTER)
    (note,) = notes(counter)
    assert [line.quantity.milli for line in note.lines] == [AS_SAID[typed]]
    assert note.refunds == (Tender(CASH, money_of_kilos(AS_SAID[typed])),)


def money_of_kilos(milli: int) -> Money:
    """What so many grams of potatoes were worth, in whole rupees as a bill is rounded."""
    return Money((milli * 3 + 50) // 100 * 100)


NONE_OF_IT = (
    "a",
    "c",
    "d",
    "g",
    "xyz",
    "50r",
    "2 litre",
    "2 peti",
    "1+",
    "1/0",
    "3-5",
    "-1",
    "1 2",
)


@pytest.mark.slow
@pytest.mark.parametrize("typed", NONE_OF_IT)
def test_what_is_no_quantity_takes_nothing_back_and_stands(
    counter: Counterside, typed: str
) -> None:
    counter.scan(SALT_CODE)
    bill = potatoes(counter)
    counter.scan(qr(bill))
    counter.scan(SALT_CODE)
    counter.press(DOWN)
    counter.type(typed)
    for key in (ENTER, END, (Qt.Key.Key_P, CTRL), UP, DOWN):
        counter.press(key)
        assert said(counter).startswith(f"“{typed}” is no quantity of this good. Nothing was taken")
        assert (at(counter), sheet(counter).chosen.at) == (Place.RETURN, 1)
        assert sheet(counter).amount.text() == sheet(counter).amount.selectedText() == typed
    counter.scan(SALT_CODE)
    assert sheet(counter).amount.text() == typed
    assert notes(counter) == []
    assert [back.milli for back in sheet(counter).chosen.backs] == [1000]
    counter.focused().selectAll()  # type: ignore[attr-defined]
    counter.type("0")
    counter.press(ENTER)
    assert notes(counter)[0].refunds == (Tender(CASH, Money(2800)),)


def test_a_quantity_of_goods_whose_bill_is_not_here_is_said_too(counter: Counterside) -> None:
    not_here(counter)
    for typed, seen in (
        ("pav", "= 0.25 kg"),
        ("आधा", "= 0.5 kg"),
        ("2", "(kg)"),
    ):
        fields(counter, "aalu")
        write(counter, typed)
        assert any(seen in text for text in counter.texts() if text.startswith("How much"))
        counter.press(ENTER)
        counter.type("1")
        counter.press(F2)
    fields(counter, "aalu", "1+1", "80")
    assert any("at most ₹ 60.00" in text for text in counter.texts())
    counter.type("60")
    counter.press(ENTER)
    (note,) = notes(counter)
    assert [line.quantity.milli for line in note.lines] == [250, 500, 2000, 2000]


@pytest.mark.parametrize("typed", ["xyz", "50r", "1+", "2 litre", "0"])
def test_what_is_no_quantity_of_it_is_said_at_its_field(counter: Counterside, typed: str) -> None:
    not_here(counter)
    fields(counter, "aalu", typed, "20")
    assert any(
        text.startswith(f"“{typed}” is no quantity of this good. Nothing was taken back")
        for text in counter.texts()
    )
    assert counter.focused() is counter.shell.at.fields[4]  # type: ignore[attr-defined]
    assert notes(counter) == []
    fields(counter, "1", "20")
    assert len(notes(counter)) == 1, "what was typed besides stands"


def test_a_part_of_what_is_sold_whole_does_not_come_back(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE, SOAP_CODE)
    counter.scan(qr(bill))
    letters(counter, "0", ".", "5")
    assert "R103" in said(counter)
    counter.press(ENTER)
    assert at(counter) is Place.RETURN
    assert notes(counter) == []
    letters(counter, "2")
    counter.press(ENTER)
    assert notes(counter)[0].refunds == (Tender(CASH, Money(7000)),)


@pytest.mark.parametrize("caps", [str, str.swapcase], ids=["plain", "Caps Lock"])
def test_another_bills_code_waits_while_something_is_chosen(
    counter: Counterside, caps: Callable[[str], str]
) -> None:
    """With Caps Lock a scanner sends small letters: it is the same code."""
    first, second = sell(counter, SOAP_CODE), sell(counter, SALT_CODE)
    counter.scan(caps(qr(first)))
    assert sheet(counter).held.bill == first
    counter.press(ESC, F10, F6)
    counter.scan(caps(qr(first)))
    assert sheet(counter).held.bill == first
    counter.scan(caps(qr(second)))
    assert sheet(counter).held.bill == second
    counter.scan(SALT_CODE)
    counter.scan(caps(qr(first)))
    assert sheet(counter).held.bill == second
    assert said(counter).startswith("Something of this bill is chosen")
    assert sheet(counter).chosen.backs[0].milli == 1000


def test_old_goods_pay_for_new_ones_and_only_the_difference_is_told(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE, SOAP_CODE)
    for _ in range(5):
        counter.scan(SALT_CODE)
    counter.scan(qr(bill))
    counter.press(ALL, EXCHANGE)
    assert sheet(counter).refund_name.text() == "New goods ₹ 140.00: still to pay"
    assert sheet(counter).refund.text() == "₹ 70.00"
    counter.press(END)
    assert "₹ 70.00 in cash" in strip(counter)
    new, (note,) = last_bill(counter), notes(counter)
    assert note.next_bill == new.id
    assert [(each.kind, each.amount) for each in new.tenders] == [
        (CREDIT, Money(7000)),
        (CASH, Money(7000)),
    ]
    assert counter.lines == []
    counter.scan(SALT_CODE)
    counter.scan(qr(new))
    counter.type("2")
    counter.press(EXCHANGE)
    assert sheet(counter).refund_name.text() == "New goods ₹ 28.00 · To pay back in cash"
    assert sheet(counter).refund.text() == "₹ 28.00"
    counter.press(ENTER)
    assert "₹ 28.00 goes back in cash" in strip(counter)


def exchanged(counter: Counterside, *keys: Keys) -> Bill:
    """Two soaps come back for five salts, so that seventy rupees are to pay; the keys after F3."""
    bill = sell(counter, SOAP_CODE, SOAP_CODE)
    for _ in range(5):
        counter.scan(SALT_CODE)
    counter.scan(qr(bill))
    counter.press(ALL, EXCHANGE, *keys)
    return bill


def paid(counter: Counterside) -> list[tuple[str, int]]:
    """How the last bill was paid, besides the goods that came back."""
    return [(each.kind, each.amount.paise) for each in last_bill(counter).tenders[1:]]


def test_the_rest_of_an_exchange_is_paid_as_any_bill_is(counter: Counterside) -> None:
    exchanged(counter)
    counter.press(ENTER)
    assert at(counter) is Place.PAYMENT
    assert "To pay ₹ 70.00" in counter.texts()
    counter.type("100")
    counter.press(ENTER)
    assert paid(counter) == [(CASH, 7000)]
    assert "₹ 70.00 in cash · change ₹ 30.00" in strip(counter)
    assert notes(counter)[0].next_bill == last_bill(counter).id
    assert (counter.lines, counter.shell.at) == ([], counter.shell.counter)


def test_the_way_that_was_chosen_opens_its_payment_at_once(counter: Counterside) -> None:
    exchanged(counter, BY_UPI)
    counter.press(ENTER)
    assert at(counter) is Place.UPI
    counter.press(ENTER)
    assert paid(counter) == [(UPI, 7000)]
    assert last_bill(counter).tenders[1].proof is Proof.SEEN
    exchanged(counter, OFF_KHATA)
    counter.press(ENTER)
    name_buyer(counter, "Ram")
    counter.press(ENTER)
    assert paid(counter) == [(KHATA, 7000)]
    exchanged(counter)
    counter.press(ENTER)
    letters(counter, "m", "3", "0")
    letters(counter, "k")
    counter.press(ENTER)
    name_buyer(counter, "Ram")
    counter.press(ENTER)
    assert paid(counter) == [(CASH, 3000), (KHATA, 4000)]


def test_what_is_scanned_while_an_exchange_is_paid_is_paid_too(counter: Counterside) -> None:
    exchanged(counter)
    counter.press(ENTER)
    counter.scan(SALT_CODE)
    assert "To pay ₹ 98.00" in counter.texts()
    counter.press(ENTER)
    assert paid(counter) == [(CASH, 9800)]


def test_esc_goes_back_to_what_was_chosen_and_nothing_is_made(counter: Counterside) -> None:
    exchanged(counter, BY_UPI)
    counter.press(ENTER, ESC)
    assert at(counter) is Place.PAYMENT
    counter.press(ESC)
    assert at(counter) is Place.RETURN
    chosen = sheet(counter).chosen
    assert (chosen.exchanges, chosen.backs[0].milli) == (True, 2000)
    assert notes(counter) == []
    counter.press(ESC)
    assert counter.lines == [("Salt", 5000)]
    counter.press(END)
    assert [tender.kind for tender in last_bill(counter).tenders] == [CASH], "no goods pay for it"


def test_what_the_goods_were_worth_more_goes_back_in_any_way(counter: Counterside) -> None:
    for way, words in ((BY_UPI, "₹ 42.00 goes back by UPI"), (KEPT, "as the credit of Ram")):
        bill = sell(counter, SOAP_CODE, SOAP_CODE)
        counter.scan(SALT_CODE)
        counter.scan(qr(bill))
        counter.press(ALL, EXCHANGE, way)
        assert sheet(counter).refund.text() == "₹ 42.00"
        counter.press(ENTER)
        if way is KEPT:
            name_buyer(counter, "Ram")
            counter.press(ENTER)
        assert words in strip(counter)
    assert [[each.kind for each in note.refunds] for note in notes(counter)] == [
        [CREDIT, CREDIT],
        [CREDIT, UPI],
    ]
    assert [note.kept.paise for note in notes(counter)] == [4200, 0]


def test_with_nothing_new_there_is_nothing_to_exchange_for(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE)
    counter.scan(qr(bill))
    counter.type("1")
    counter.press(EXCHANGE)
    assert said(counter).startswith("There is nothing on the open bill")
    assert sheet(counter).chosen.backs[0].milli == 1000
    counter.press(ENTER)
    assert notes(counter)[0].next_bill is None


def test_a_filed_month_sends_to_the_key_that_takes_back(counter: Counterside) -> None:
    bill = sell(counter, SALT_CODE)
    counter.clock.at += timedelta(days=42)
    counter.press((Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    assert "R117" in counter.shell.counter.red.text()
    assert "F10" in counter.shell.counter.red.text()
    counter.press(F10)
    counter.type(bill.number)
    counter.press(ENTER)
    letters(counter, "1")
    counter.press(ENTER)
    assert len(notes(counter)) == 1
    counter.press((Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    assert "R117" in counter.shell.counter.red.text()


def test_goods_of_a_bill_that_is_not_here_come_back(counter: Counterside) -> None:
    counter.press(F10)
    counter.type("BZZZZ/25/000009")
    counter.press(ENTER, F6, ENTER)
    counter.type("01-02-2026")
    counter.press(ENTER)
    counter.type("150")
    counter.press(ENTER)
    counter.scan(SOAP_CODE)
    counter.type("2")
    counter.press(ENTER)
    counter.type("71+10")
    assert any("today ₹ " in text for text in counter.texts()), "it may have cost another price"
    counter.press(ENTER)
    assert any("at most ₹ 80.00" in text for text in counter.texts())
    counter.type("69")
    counter.press(ENTER)
    (note,) = notes(counter)
    assert (note.bill, note.bill_number) == (None, "BZZZZ/25/000009")
    assert note.refunds == (Tender(CASH, Money(6900)),)
    assert [(line.item, line.quantity.milli) for line in note.lines] == [(4, 2000)]


def not_here(counter: Counterside) -> None:
    """The number, the day and the total of a bill that was made elsewhere."""
    counter.press(F10, F6)
    fields(counter, "BZZZZ/25/000009", "01-02-2026", "150")


def fields(counter: Counterside, *typed: str) -> None:
    for each in typed:
        counter.type(each)
        counter.press(ENTER)


def test_many_goods_of_a_bill_that_is_not_here_come_back_in_one_note(
    counter: Counterside,
) -> None:
    not_here(counter)
    counter.scan(SOAP_CODE)
    fields(counter, "2")
    counter.type("69.40")
    counter.press(F2)
    assert "Soap 2 · ₹ 69.40\nSo far ₹ 69.40" in "\n".join(counter.texts())
    counter.scan(SALT_CODE)
    counter.press(F7, ENTER)
    counter.type("27.80")
    counter.scan(SOAP_CODE)
    assert "So far ₹ 97.20" in "\n".join(counter.texts()), "a scan goes on to the next good"
    counter.press(ENTER)
    counter.type("30")
    counter.press(ENTER)
    (note,) = notes(counter)
    assert [(line.item, line.quantity.milli, line.restock) for line in note.lines] == [
        (4, 2000, True),
        (2, 1000, False),
        (4, 1000, True),
    ]
    assert [line.taxed.gross.paise for line in note.lines] == [6940, 2780, 3000]
    assert note.refunds == (Tender(CASH, Money(12_700)),), "127.20, in whole rupees"
    assert counter.shell.at is counter.shell.counter


def test_the_last_good_of_the_list_is_taken_off_and_the_rest_stands(counter: Counterside) -> None:
    not_here(counter)
    counter.press(F4)
    assert any("Nothing is on the list yet" in text for text in counter.texts())
    for code, paid in ((SOAP_CODE, "30"), (SALT_CODE, "20")):
        counter.scan(code)
        counter.press(ENTER)
        counter.type(paid)
        counter.press(F2)
    counter.press(F4)
    assert "So far ₹ 30.00" in "\n".join(counter.texts())
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    counter.type("99")
    counter.press(F2)
    assert any("at most ₹ 28.00" in text for text in counter.texts())
    assert "So far ₹ 30.00" in "\n".join(counter.texts()), "what was put there stands"
    counter.press(F4, F4)
    counter.focused().selectAll()  # type: ignore[attr-defined]
    counter.scan(SOAP_CODE)
    assert at(counter) is Place.UNBILLED
    assert notes(counter) == []


def spellings(bill: Bill) -> dict[str, str]:
    """A bill's number as people and files write it."""
    kind, year, serial = bill.number.split("/")
    return {
        "small letters": bill.number.lower(),
        "the name of its PDF": f"{kind}-{year}-{serial}.pdf",
        "a second copy of it": f"C:\\Bills\\{kind}-{year}-{serial} (1).pdf",
        "no zeros": f"{kind} {year} {int(serial)}",
        "Devanagari figures": f"{kind}/{year}/{serial}".translate(
            {ord(figure): ord("०") + int(figure) for figure in "0123456789"}
        ),
        "its code with Caps Lock": qr(bill).swapcase(),
    }


@pytest.mark.parametrize("way", ["at F10", "as a bill of another PC"])
def test_a_bill_that_is_here_is_found_however_its_number_is_spelt(
    counter: Counterside, way: str
) -> None:
    bill = sell(counter, SOAP_CODE)
    for spelling, typed in spellings(bill).items():
        counter.press(F10)
        if way != "at F10":
            counter.press(F6)
        if typed.isascii():
            counter.type(typed)
        else:
            counter.focused().insert(typed)  # type: ignore[attr-defined]  # an input method
        counter.press(ENTER)
        assert at(counter) is Place.RETURN, spelling
        assert sheet(counter).held.bill == bill
        counter.press(ESC)
    assert notes(counter) == []


def test_a_bill_that_is_here_after_all_is_said_at_its_number(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE)
    counter.press(F10, F6)
    counter.type(bill.number.lower())
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    assert any("R139" in text for text in counter.texts())
    assert counter.focused().property("text") == bill.number.lower()
    assert notes(counter) == []
    counter.focused().selectAll()  # type: ignore[attr-defined]
    fields(counter, "BZZZZ/25/000009", "01-02-2026", "150", "", "", "30")
    assert len(notes(counter)) == 1, "what was scanned stands"


def test_what_came_back_of_a_bill_that_is_not_here_is_said_and_counts(
    counter: Counterside,
) -> None:
    not_here(counter)
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.type("40")
    for _ in range(3):
        counter.press(F2)
        counter.scan(SOAP_CODE)
        counter.press(ENTER)
        counter.type("30")
    counter.press(ENTER)
    assert len(notes(counter)) == 1
    counter.press(F10, F6)
    fields(counter, "bzzzz-25-9")
    assert any("₹ 130.00 of ₹ 150.00 came back before" in text for text in counter.texts())
    assert counter.focused() is counter.shell.at.fields[3]  # type: ignore[attr-defined]
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.type("30")
    counter.press(ENTER)
    assert any("R140" in text and "₹ 20.00" in text for text in counter.texts())
    counter.type("20")
    counter.press(ENTER)
    assert [note.totals.payable for note in notes(counter)] == [Money(2000), Money(13_000)]


def test_goods_on_the_list_come_back_by_enter_on_empty_fields(counter: Counterside) -> None:
    not_here(counter)
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    counter.type("30")
    counter.press(F2, F6, ENTER, ENTER, ENTER)
    (note,) = notes(counter)
    assert note.refunds == (Tender(UPI, Money(3000)),)


def test_what_cannot_be_read_of_it_is_said_at_its_field(counter: Counterside) -> None:
    counter.press(F10, F6)
    for typed, wrong in (
        (("", "", "", "", "", ""), "The number stands on the bill"),
        (("B1", "31-02-2026", "", "", "", ""), "R302"),
        (("", "01-02-2026", "", "", "", ""), "The total stands on the bill"),
        (("", "", "0", "", "", ""), "The total stands on the bill"),
        (("", "", "20", "", "", ""), "Which item was it"),
        (("", "", "", "sabun", "1.5", "10"), "R103"),
        (("", "", "", "", "1", "40000"), "at most ₹ 40.00"),
        (("", "", "", "", "", "30"), "R140"),
        (("", "02-02-2027", "30", "", "", "30"), "R302"),
    ):
        counter.shell.at.fields[0].setFocus()  # type: ignore[attr-defined]
        for each in typed:
            counter.focused().selectAll()  # type: ignore[attr-defined]
            counter.type(each)
            counter.press(ENTER)
        assert any(wrong in text for text in counter.texts()), wrong
        assert at(counter) is Place.UNBILLED
    assert notes(counter) == []
    counter.shell.at.fields[1].setText("02-02-2026")  # type: ignore[attr-defined]
    counter.shell.at.fields[5].setFocus()  # type: ignore[attr-defined]
    counter.press(F6, F7, ENTER)
    (note,) = notes(counter)
    assert note.refunds == (Tender(UPI, Money(3000)),)
    assert [line.restock for line in note.lines] == [False]


def test_a_helper_takes_back_by_the_operators_pin_and_esc_keeps_what_was_chosen(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = sell(counter, SOAP_CODE, SALT_CODE)
    people = staff(counter, RAM, monkeypatch)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    assert at(counter) is Place.APPROVAL
    counter.press(ESC)
    assert "R114" in said(counter)
    assert sheet(counter).chosen.backs[0].milli == 1000
    assert notes(counter) == []
    counter.press(ENTER)
    place = [each.name for each in approvers(counter)].index(GITA) + 1
    letters(counter, str(place), *PINS[GITA])
    counter.press(ENTER)
    (note,) = notes(counter)
    assert name_of(people, note.by) == RAM
    assert counter.shell.at is counter.shell.counter


def approvers(counter: Counterside) -> list[Person]:
    found: list[list[Person]] = []
    asked = [Asked(Allowed.RETURN)]
    counter.work.desk(lambda till: till.people.who_may_allow(asked), found.append)
    counter.rest()
    return found[-1]


def test_what_was_shown_is_paid_or_nothing_is(counter: Counterside) -> None:
    """Another window took goods of the same bill back meanwhile."""
    bill = sell(counter, SOAP_CODE, SOAP_CODE, SALT_CODE)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    shown = sheet(counter)
    assert shown.sheet is not None
    wrong = Totals(Money(3400), Money(0), Money(3400))
    shown.sheet = replace(shown.sheet, totals=wrong)
    counter.press(ENTER)
    assert "R120" in said(counter)
    assert notes(counter) == []
    assert shown.chosen.backs[0].milli == 1000
    counter.work.desk(
        lambda till: till.returns.take_back(bill.id, [Back(0, 2000)], ReturnReason.OTHER)
    )
    counter.rest()
    shown.sheet = None
    counter.press(BY_UPI, BY_CASH, ENTER)
    assert "R119" in said(counter)
    assert len(notes(counter)) == 1


def test_the_last_paper_is_the_notes(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE, SALT_CODE)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    assert "its paper: Ctrl+R" in strip(counter)
    counter.press((Qt.Key.Key_R, CTRL))
    assert at(counter) is Place.PAPER
    (note,) = notes(counter)
    counter.qtbot.waitUntil(
        lambda: any(note.number in text and ".pdf" in text for text in counter.texts()),
        timeout=20_000,
    )


def test_its_copies_are_counted_and_the_queue_names_it(counter: Counterside, lane: Lane) -> None:
    counter.shell.set_value("print_after_bill", "ask")
    bill = sell(counter, SOAP_CODE, SALT_CODE)
    counter.scan(qr(bill))
    counter.scan(SOAP_CODE)
    counter.press(ENTER)
    assert waiting(counter) == []
    assert "print: Ctrl+P" in strip(counter)
    counter.press((Qt.Key.Key_P, CTRL))
    (note,) = notes(counter)
    assert [(paper.number, paper.copy) for paper in waiting(counter)] == [(note.number, 0)]
    counter.work.desk(lambda till: [till.drop_paper(each.place) for each in till.papers_waiting()])
    counter.rest()
    counter.scan(qr(bill))
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_P, CTRL))
    assert [paper.number for paper in waiting(counter)] == [notes(counter)[0].number]
    sell(counter, SALT_CODE)
    counter.press((Qt.Key.Key_R, CTRL))
    assert waiting(counter)[-1].number == last_bill(counter).number


def test_an_enter_waits_for_the_scan_before_it(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE, SALT_CODE)
    counter.scan(qr(bill))
    sheet(counter).take_scan(SALT_CODE)
    counter.press(ENTER)
    (note,) = notes(counter)
    assert note.refunds == (Tender(CASH, Money(2800)),)
    counter.scan(qr(bill))
    sheet(counter).take_scan("8909999999999")
    counter.press(ENTER)
    assert "R101" in said(counter)
    assert len(notes(counter)) == 1


def test_goods_that_stand_on_a_khata_come_off_it_and_not_out_of_the_drawer(
    counter: Counterside,
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(ENTER, (Qt.Key.Key_B, CTRL))
    name_buyer(counter, "Ram")
    counter.press(ENTER)
    bill = last_bill(counter)
    assert [tender.kind for tender in bill.tenders] == [KHATA]
    counter.scan(qr(bill))
    kept, anyway = (
        counter.shell.findChild(QPushButton, f"refund_{deed}")
        for deed in (Deed.KEEP_CHANGE, Deed.GIVE)
    )
    assert isinstance(kept, QPushButton)
    assert isinstance(anyway, QPushButton)
    assert anyway.y() == kept.y()
    assert 0 < anyway.x() - kept.geometry().right() < 20, "no gap where Exchange is not offered"
    counter.type("1")
    counter.press(BY_CASH)
    assert "₹ 35.00 of this bill stands on khata" in " ".join(counter.texts())
    assert sheet(counter).refund.text() == "₹ 0.00"
    counter.press(OFF_KHATA)
    assert "stands on khata" not in " ".join(counter.texts())
    assert sheet(counter).refund.text() == "₹ 35.00"
    counter.press(ESC)
    counter.scan(qr(bill))
    letters(counter, "1")
    counter.press(ENTER)
    (note,) = notes(counter)
    assert note.refunds == (Tender(KHATA, Money(3500)),)


def test_upi_money_that_nobody_saw_is_named_before_it_goes_back(counter: Counterside) -> None:
    counter.work.desk(lambda till: till.save_shop(replace(till.shop_today(), upi_id="a@invalid")))
    counter.rest()
    counter.scan(SOAP_CODE)
    counter.press((Qt.Key.Key_U, CTRL))
    letters(counter, "b")
    counter.scan(qr(last_bill(counter)))
    letters(counter, "1")
    assert "Nobody saw ₹ 35.00 by UPI come" in " ".join(counter.texts())
    assert sheet(counter).refund.text() == "₹ 0.00"
    counter.press(ENTER)
    assert "nothing for ₹ 35.00 by UPI that nobody saw" in strip(counter)
    (note,) = notes(counter)
    assert note.refunds == (Tender(UPI, Money(3500), proof=Proof.LATER),)


def half_on_khata(counter: Counterside) -> Bill:
    """Two soaps, thirty rupees in cash and forty on Ram's khata."""
    counter.scan(SOAP_CODE)
    counter.scan(SOAP_CODE)
    counter.press((Qt.Key.Key_M, CTRL))
    counter.type("30")
    letters(counter, "k")
    counter.press(ENTER)
    name_buyer(counter, "Ram")
    counter.press(ENTER)
    return last_bill(counter)


def test_a_bill_that_was_paid_in_part_gives_back_that_part_alone(counter: Counterside) -> None:
    bill = half_on_khata(counter)
    assert [(each.kind, each.amount.paise) for each in bill.tenders] == [
        (CASH, 3000),
        (KHATA, 4000),
    ]
    counter.scan(qr(bill))
    counter.press(ALL, BY_CASH)
    assert sheet(counter).refund.text() == "₹ 30.00"
    assert "₹ 40.00 of this bill stands on khata and comes off it" in " ".join(counter.texts())
    counter.press(ENTER)
    said_of_it = strip(counter)
    assert "₹ 30.00 goes back in cash · ₹ 40.00 comes off the khata of Ram" in said_of_it
    assert [(each.kind, each.amount.paise) for each in notes(counter)[0].refunds] == [
        (CASH, 3000),
        (KHATA, 4000),
    ]


def test_a_key_gives_it_all_the_same_and_that_is_noted(counter: Counterside) -> None:
    bill = half_on_khata(counter)
    counter.scan(qr(bill))
    counter.press(ALL, BY_CASH, ANYWAY)
    assert sheet(counter).refund.text() == "₹ 70.00"
    assert "₹ 40.00 more goes back than came in" in " ".join(counter.texts())
    counter.press(ANYWAY)
    assert sheet(counter).refund.text() == "₹ 30.00", "pressed again, it does not"
    counter.press(ANYWAY)
    counter.press(ENTER)
    assert notes(counter)[0].refunds == (Tender(CASH, Money(7000)),)
    done: list[list[tuple[ActKind, Money]]] = []
    counter.work.desk(
        lambda till: [(each.act.what, each.act.amount) for each in till.acts.of_day(NOON.date())],
        done.append,
    )
    counter.rest()
    assert done[0][-2:] == [
        (ActKind.RETURN, Money(7000)),
        (ActKind.REFUND_BEYOND, Money(4000)),
    ]


def test_where_all_of_it_came_in_there_is_nothing_to_allow(counter: Counterside) -> None:
    bill = sell(counter, SOAP_CODE)
    counter.scan(qr(bill))
    counter.type("1")
    counter.press(ANYWAY)
    assert said(counter).startswith("All of this bill's money came in")
    assert not any("Give it anyway" in text for text in counter.texts())


def test_a_helper_gives_it_all_the_same_by_the_operators_pin_alone(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = half_on_khata(counter)
    staff(counter, RAM, monkeypatch)
    counter.scan(qr(bill))
    counter.press(ALL, BY_CASH, ANYWAY, ENTER)
    assert at(counter) is Place.APPROVAL
    counter.press(ESC)
    assert notes(counter) == []
    counter.press(ENTER)
    place = [each.name for each in approvers(counter)].index(GITA) + 1
    letters(counter, str(place), *PINS[GITA])
    counter.press(ENTER)
    assert notes(counter)[0].refunds == (Tender(CASH, Money(7000)),)


def test_a_cancelled_bill_too_gives_back_what_came_in_alone(counter: Counterside) -> None:
    half_on_khata(counter)
    counter.press((Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    assert "₹ 30.00 goes back in cash · ₹ 40.00 comes off the khata." in strip(counter)
    sell(counter, SOAP_CODE)
    counter.press((Qt.Key.Key_Delete, CTRL), Qt.Key.Key_Down, ENTER)
    assert "₹ 35.00 goes back in cash. Its number" in strip(counter)
