"""Paying: few keys, every way and any mix of them, and nothing that a scan could press."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from estore_pos.domain.ids import PersonId
from estore_pos.domain.money import Money, total
from estore_pos.domain.person import Person, Role
from estore_pos.domain.sale import Proof, Tender, TenderKind
from estore_pos.operations.till import Till
from estore_pos.ui.keymap import Place
from tests.fully import fully
from tests.operations.shopfront import SOAP
from tests.operations.test_prices_moved import copy
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_counter import last_bill
from tests.ui.test_words_and_sizes import clipped

ENTER, END, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape, Qt.Key.Key_Tab
DOWN = Qt.Key.Key_Down
CASH, UPI, CARD, KHATA = TenderKind.CASH, TenderKind.UPI, TenderKind.CARD, TenderKind.KHATA


def text(counter: Counterside, name: str) -> str:
    found = counter.shell.findChildren(QWidget, name)
    said = [widget for widget in found if widget.isVisible()]
    assert len(said) == 1, name
    assert isinstance(said[0], QLabel | QLineEdit)
    return said[0].text()


def at(counter: Counterside) -> Place:
    return counter.shell.at.place


def pay(counter: Counterside, packets: int = 10) -> None:
    """A bill of so many packets of salt at 28 rupees, and the payment sheet."""
    counter.scan(SALT_CODE)
    if packets != 1:
        counter.type(f"*{packets}")
        counter.press(ENTER)
    counter.press(ENTER)
    assert at(counter) is Place.PAYMENT
    counter.keys = 0


def keys(counter: Counterside, *typed: str) -> None:
    """Letters that choose and figures, a while between them."""
    for each in typed:
        counter.type(each)


def name_buyer(counter: Counterside, name: str = "Ram") -> None:
    assert at(counter) is Place.BUYER
    counter.type(name)
    counter.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    if any("is known here" in text for text in counter.texts()):
        counter.press(DOWN, ENTER)  # he is the same


def tenders(counter: Counterside) -> list[Tender]:
    return list(last_bill(counter).tenders)


def result(counter: Counterside) -> str:
    assert counter.shell.at is counter.shell.counter
    return counter.shell.counter.strip.text()


def test_a_note_is_taken_and_its_change_shown_large_in_four_keys(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.keys = 0
    counter.press(ENTER, DOWN, DOWN)
    assert text(counter, "change") == "₹ 22.00"
    assert text(counter, "payment_owed") == "To pay ₹ 28.00"
    counter.press(ENTER)
    assert counter.keys == 4
    assert tenders(counter) == [Tender(CASH, Money(2800), Money(5000))]
    assert "change ₹ 22.00" in result(counter)


def test_nobody_is_asked_to_pay_what_stands_above_its_mrp(counter: Counterside) -> None:
    """The good has come to stand there on an open bill: no sheet opens, and it is said why."""
    counter.scan(SOAP_CODE)
    counter.type("39")
    counter.press(Qt.Key.Key_F7)

    def lowered(till: Till) -> None:
        good = till.terms.card(SOAP).item
        till.terms.save_card(replace(good, price=Money(3000), mrp=Money(3000)))

    counter.work.desk(lowered)
    counter.rest()
    for key in (ENTER, (Qt.Key.Key_U, CTRL), (Qt.Key.Key_B, CTRL), (Qt.Key.Key_M, CTRL), END):
        counter.press(key)
        assert at(counter) is Place.COUNTER
        assert "above its MRP" in counter.shell.counter.red.text()
        counter.press(ESC)
    counter.type("30")
    counter.press(Qt.Key.Key_F7, ENTER)
    assert at(counter) is Place.PAYMENT


def test_f7_names_the_most_that_may_be_typed_before_tax(counter: Counterside) -> None:
    counter.work.desk(copy)
    counter.rest()
    counter.scan(SOAP_CODE)
    for typed, asked in (("50", "₹ 59.00"), ("42.48", "₹ 50.12"), ("36.01", "₹ 42.49")):
        counter.type(typed)
        counter.press(Qt.Key.Key_F7)
        said = counter.shell.counter.red.text()
        assert all(each in said for each in (asked, "₹ 42.48", "₹ 36.00 or less")), said
        assert counter.shell.counter.view is not None
        assert counter.shell.counter.view.nets == (Money(3600),), "the bill is as it was"
        counter.press(ESC)
    counter.type("35.99")
    counter.press(Qt.Key.Key_F7)
    counter.type("36")
    counter.press(Qt.Key.Key_F7, END)
    assert last_bill(counter).totals.gross == Money(4248)


def barred(counter: Counterside) -> set[str]:
    """The keys that the bar shows."""
    buttons = counter.shell.keybar.findChildren(QPushButton)
    return {each.text().split("\n")[0] for each in buttons if each.isVisible()}


def test_the_bar_leaves_out_what_a_way_of_paying_has_no_use_for(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    assert {"↓", "L", "J", "End"} <= barred(counter)
    counter.type("d")
    assert not {"↓", "L", "J"} & barred(counter)
    assert {"Enter", "End", "Esc"} <= barred(counter)
    counter.type("m")
    assert {"L", "J"} <= barred(counter)
    assert "↓" not in barred(counter), "it is no next note there"
    counter.press(ESC, ENTER)
    assert {"↓", "L", "J"} <= barred(counter)
    counter.press(ESC)
    assert "F2" in barred(counter)


def test_the_next_notes_follow_one_another_and_come_round(counter: Counterside) -> None:
    pay(counter, 24)  # 672
    seen = []
    for _ in range(5):
        counter.press(DOWN)
        seen.append(text(counter, "amount"))
    assert seen == ["680", "700", "1000", "2000", "680"]
    counter.press(Qt.Key.Key_Up)
    assert text(counter, "amount") == "2000"


def test_what_is_short_is_said_and_its_rest_is_in_sight(counter: Counterside) -> None:
    pay(counter)
    counter.type("200")
    assert text(counter, "change_name") == "Still to pay"
    assert text(counter, "change") == "₹ 80.00"
    counter.press(ENTER)
    assert "R107" in text(counter, "payment_problem")
    assert counter.sounds.played[-1] == "error"
    counter.type("300")
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CASH, Money(28000), Money(30000))]


def test_a_card_is_recorded_with_the_number_of_its_slip(counter: Counterside) -> None:
    pay(counter)
    keys(counter, "d", "0042")
    assert text(counter, "slip") == "0042"
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CARD, Money(28000), reference="0042")]
    assert "Card ₹ 280.00" in result(counter)


def test_a_card_without_a_slip_number_is_asked_for_it_once(counter: Counterside) -> None:
    pay(counter)
    counter.type("d")
    counter.press(ENTER)
    assert at(counter) is Place.PAYMENT
    assert "Type the number" in text(counter, "payment_problem")
    keys(counter, "0042")
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CARD, Money(28000), reference="0042")]


def test_a_card_whose_slip_is_lost_is_paid_by_all_the_same(counter: Counterside) -> None:
    pay(counter)
    counter.type("d")
    counter.press(ENTER, ENTER)
    assert tenders(counter) == [Tender(CARD, Money(28000))]


def test_a_khata_has_a_name(counter: Counterside) -> None:
    pay(counter)
    counter.type("k")
    name_buyer(counter)
    assert at(counter) is Place.PAYMENT
    assert text(counter, "khata_words") == "On the khata of Ram"
    counter.press(ENTER)
    bill = last_bill(counter)
    assert list(bill.tenders) == [Tender(KHATA, Money(28000))]
    assert bill.buyer
    assert "Khata ₹ 280.00" in result(counter)


def test_nothing_goes_on_a_khata_of_nobody(counter: Counterside) -> None:
    pay(counter)
    counter.type("k")
    counter.press(ESC)
    assert at(counter) is Place.PAYMENT
    counter.press(ENTER)
    assert at(counter) is Place.BUYER
    counter.press(ESC)
    counter.type("c")
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CASH, Money(28000), Money(28000))]


@pytest.mark.parametrize(
    ("key", "proof", "said"), [("", Proof.SEEN, "(seen)"), ("b", Proof.LATER, "(to be matched)")]
)
def test_upi_money_is_seen_or_to_be_matched(
    counter: Counterside, key: str, proof: Proof, said: str
) -> None:
    pay(counter)
    counter.type("u")
    assert at(counter) is Place.UPI
    assert text(counter, "upi_owed") == "₹ 280.00"
    if key:
        counter.type(key)
    else:
        counter.press(ENTER)
    assert counter.keys <= 4
    assert tenders(counter) == [Tender(UPI, Money(28000), proof=proof)]
    assert f"UPI ₹ 280.00 {said}" in result(counter)


def test_a_mixed_bill_takes_the_rest_where_tab_stops(counter: Counterside) -> None:
    pay(counter)
    keys(counter, "m", "100")
    assert text(counter, "change_name") == "Still to pay"
    assert text(counter, "change") == "₹ 180.00"
    counter.press(TAB)
    assert text(counter, "part_upi") == "180"
    counter.type("80")
    counter.press(TAB)
    assert text(counter, "part_card") == "100"
    counter.type("k")
    assert (text(counter, "part_card"), text(counter, "part_khata")) == ("", "100")
    counter.press(ENTER)
    name_buyer(counter, "Sita")
    assert [text(counter, f"part_{kind}") for kind in (CASH, UPI, KHATA)] == ["100", "80", "100"]
    counter.press(ENTER)
    assert at(counter) is Place.UPI
    assert text(counter, "upi_owed") == "₹ 80.00"
    counter.press(ENTER)
    assert tenders(counter) == [
        Tender(CASH, Money(10000), Money(10000)),
        Tender(UPI, Money(8000), proof=Proof.SEEN),
        Tender(KHATA, Money(10000)),
    ]
    for part in ("Cash ₹ 100.00", "UPI ₹ 80.00 (seen)", "Khata ₹ 100.00"):
        assert part in result(counter)


def test_a_mixed_bill_by_card_takes_the_slip_after_the_amount(counter: Counterside) -> None:
    pay(counter)
    keys(counter, "m", "500", "d", "200")
    assert text(counter, "change") == "₹ 420.00"
    counter.press(TAB)
    counter.type("77")
    counter.press(ENTER)
    assert tenders(counter) == [
        Tender(CASH, Money(8000), Money(50000)),
        Tender(CARD, Money(20000), reference="77"),
    ]
    assert "change ₹ 420.00" in result(counter)


@pytest.mark.parametrize("rest", ["", "l"], ids=["exact", "let go"])
def test_a_card_of_a_mixed_bill_is_asked_for_its_slip_once(counter: Counterside, rest: str) -> None:
    for slip in ("0077", ""):
        pay(counter)
        keys(counter, "m", "98" if rest else "100", "d", "180", *rest)
        counter.press(ENTER)
        assert at(counter) is Place.PAYMENT
        assert "Type the number" in text(counter, "payment_problem")
        assert counter.focused().objectName() == "slip"
        counter.type(slip)
        counter.press(ENTER)
        card = next(each for each in tenders(counter) if each.kind is CARD)
        assert card == Tender(CARD, Money(18000), reference=slip)
        assert counter.shell.at is counter.shell.counter


@pytest.mark.parametrize("cash", ["", "80"])
def test_what_is_left_goes_on_the_card_and_its_slip_ends_the_bill(
    counter: Counterside, cash: str
) -> None:
    pay(counter)
    keys(counter, "m", cash)
    counter.press(TAB, TAB, TAB)
    counter.type("77")
    counter.press(ENTER)
    given = [Tender(CASH, Money(8000), Money(8000))] if cash else []
    rest = Money(28000) - total([each.amount for each in given])
    assert tenders(counter) == [*given, Tender(CARD, rest, reference="77")]
    assert counter.lines == []
    assert counter.shell.at is counter.shell.counter


@pytest.mark.parametrize(
    "typed", [("m", "100"), ("m",), ("m", "u", "300"), ("m", "10", "d", "280")]
)
def test_parts_that_do_not_pay_the_bill_are_refused(
    counter: Counterside, typed: tuple[str, ...]
) -> None:
    pay(counter)
    keys(counter, *typed)
    counter.press(ENTER)
    if typed == ("m",):  # the first field took the whole sum
        assert tenders(counter) == [Tender(CASH, Money(28000), Money(28000))]
        return
    assert "R107" in text(counter, "payment_problem")
    assert counter.lines == [("Salt", 10000)]


def test_small_change_is_let_go_as_an_amount_of_its_own(counter: Counterside) -> None:
    pay(counter)
    counter.type("275")
    counter.type("l")
    assert text(counter, "change_name") == "Is let go"
    assert text(counter, "change") == "₹ 5.00"
    counter.press(ENTER)
    bill = last_bill(counter)
    assert list(bill.tenders) == [Tender(CASH, Money(27500), Money(27500))]
    assert (bill.waived, bill.totals.payable) == (Money(500), Money(28000))
    assert "Let go ₹ 5.00" in result(counter)


def test_the_rest_of_a_mixed_bill_is_let_go(counter: Counterside) -> None:
    pay(counter)
    keys(counter, "m", "100", "u", "178", "l")
    assert text(counter, "change") == "₹ 2.00"
    counter.press(ENTER, ENTER)
    bill = last_bill(counter)
    assert bill.waived == Money(200)
    assert [each.amount for each in bill.tenders] == [Money(10000), Money(17800)]


def test_nothing_is_let_go_where_nothing_is_short_or_was_typed(counter: Counterside) -> None:
    pay(counter)
    counter.type("l")
    assert "first" in text(counter, "payment_problem")
    keys(counter, "300", "l")
    assert "Nothing is missing" in text(counter, "payment_problem")
    keys(counter, "l", "j")
    counter.type("j")
    assert text(counter, "change_name") == "Change to give back"
    counter.press(ENTER)
    assert last_bill(counter).waived == Money(0)


def test_another_amount_takes_back_what_was_let_go(counter: Counterside) -> None:
    pay(counter)
    keys(counter, "275", "l")
    counter.press(Qt.Key.Key_Backspace, ENTER)
    assert "R107" in text(counter, "payment_problem")


def test_more_than_a_helper_may_let_go_is_refused_and_what_was_typed_stays(
    counter: Counterside,
) -> None:
    helper = Person(PersonId("01JD0000000000000000000001"), "राम", Role.HELPER)
    counter.work.desk(lambda till: setattr(till.watch, "person", helper))
    pay(counter)
    keys(counter, "270", "l")
    counter.press(ENTER)
    assert at(counter) is Place.PAYMENT
    assert "R114" in counter.shell.counter.red.text()
    assert text(counter, "amount") == "270"
    keys(counter, "l")
    counter.press(DOWN, ENTER)
    assert tenders(counter) == [Tender(CASH, Money(28000), Money(29000))]


def test_change_is_kept_as_the_buyers_credit(counter: Counterside) -> None:
    pay(counter)
    keys(counter, "300", "j")
    assert text(counter, "change_name") == "Is kept for the buyer"
    assert text(counter, "change") == "₹ 20.00"
    counter.press(ENTER)
    name_buyer(counter)
    assert text(counter, "change_name") == "Is kept for the buyer"
    counter.press(ENTER)
    bill = last_bill(counter)
    assert bill.buyer
    assert list(bill.tenders) == [
        Tender(CASH, Money(30000), Money(30000)),
        Tender(TenderKind.CREDIT, Money(-2000)),
    ]
    assert bill.change == Money(0)
    assert "₹ 20.00 kept for the buyer" in result(counter)


def test_there_is_no_credit_without_change(counter: Counterside) -> None:
    pay(counter)
    counter.type("j")
    assert "no change to keep" in text(counter, "payment_problem")


def test_back_from_the_code_of_a_part_its_amounts_stand_as_they_were(counter: Counterside) -> None:
    pay(counter)
    keys(counter, "m", "100")
    counter.press(TAB, ENTER)
    assert at(counter) is Place.UPI
    counter.press(ESC)
    assert at(counter) is Place.PAYMENT
    assert (text(counter, "part_cash"), text(counter, "part_upi")) == ("100", "180")


def _card(counter: Counterside) -> None:
    keys(counter, "d", "42")


def _mixed(counter: Counterside) -> None:
    keys(counter, "m", "100")
    counter.press(TAB)


def _khata(counter: Counterside) -> None:
    counter.type("k")
    name_buyer(counter)


WAYS: list[Callable[[Counterside], None]] = [_card, _mixed, _khata]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("prefix", fully(["", "C", "K"], quick=[""]))
def test_a_scan_while_paying_chooses_no_way_and_leaves_no_character(
    counter: Counterside, way: Callable[[Counterside], None], prefix: str
) -> None:
    pay(counter)
    way(counter)
    typed = counter.shell.paying.typed
    focus = counter.focused()
    counter.scan(prefix + SOAP_CODE)
    counter.qtbot.wait(90)
    counter.rest()
    assert at(counter) is Place.PAYMENT
    assert counter.focused() is focus
    after = counter.shell.paying.typed
    assert typed is not None
    assert after is not None
    if not prefix:
        assert text(counter, "payment_owed") == "To pay ₹ 315.00"
        assert after.parts == (("100", "215", "", "") if way is _mixed else typed.parts)
    else:
        assert after == typed


def test_a_scan_while_the_code_of_the_whole_is_shown_asks_for_the_new_sum(
    counter: Counterside,
) -> None:
    pay(counter)
    counter.type("u")
    counter.scan(SOAP_CODE)
    assert text(counter, "upi_owed") == "₹ 315.00"
    counter.press(ENTER)
    assert tenders(counter) == [Tender(UPI, Money(31500), proof=Proof.SEEN)]


def test_a_letter_is_never_typed_into_an_amount(counter: Counterside) -> None:
    pay(counter)
    counter.type("x3y0z0")
    assert text(counter, "amount") == "300"
    counter.press(ENTER)
    assert tenders(counter) == [Tender(CASH, Money(28000), Money(30000))]


def test_ctrl_u_at_the_counter_asks_for_everything_by_upi(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_U, CTRL), ENTER)
    assert counter.keys <= 4
    assert tenders(counter) == [Tender(UPI, Money(2800), proof=Proof.SEEN)]


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize(
    "size", fully([(1366, 697), (1093, 558), (1024, 600)], quick=[(1024, 600)])
)
def test_every_way_of_paying_is_whole_in_sight(
    counter: Counterside, language: str, size: tuple[int, int]
) -> None:
    counter.shell.set_value("language", language)
    counter.shell.resize(*size)
    for way in WAYS:
        pay(counter)
        way(counter)
        counter.qtbot.wait(10)
        assert clipped(counter) == []
        counter.press(ESC)
