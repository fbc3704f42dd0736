"""Several MRPs under one code: two keys choose, the choice is remembered, the ceiling holds."""

from PySide6.QtCore import Qt

from estore_pos.domain.money import Money
from estore_pos.ui.keymap import Place
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_estimates import last_bill

ENTER, ESC, F6, F7 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F6, Qt.Key.Key_F7
END, UNDO, ESTIMATE = Qt.Key.Key_End, (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_E, ALT)
ZERO, ONE, TWO, THREE = Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3


def sold(counter: Counterside) -> list[tuple[int, int | None]]:
    """Price and printed price of each line, in paise."""
    view = counter.shell.counter.view
    assert view is not None
    return [(ln.price.paise, ln.item.mrp.paise if ln.item.mrp else None) for ln in view.draft.lines]


def place(counter: Counterside) -> Place:
    """Where the keys go."""
    return counter.shell.at.place


def tell(counter: Counterside, typed: str) -> None:
    """Another MRP for the line, where there was one."""
    counter.press(F6)
    counter.type(typed)
    counter.press(ENTER)


def choose(counter: Counterside, digit: Qt.Key) -> None:
    """F6 and a digit, which waits one gap of the scanner: it may be a scan's first."""
    counter.press(F6)
    counter.press(digit)
    counter.qtbot.wait(80)
    counter.rest()


def test_a_packet_with_another_mrp_is_told_once_and_then_chosen_by_two_keys(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    tell(counter, "30")
    assert sold(counter) == [(3000, 3000)]
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 2000)], "the last choice is remembered"
    counter.keys = 0
    choose(counter, ONE)
    assert counter.keys == 2
    assert counter.lines == [("Salt", 1000), ("Salt", 1000)], "only the packet in the hand"
    assert sold(counter) == [(3000, 3000), (2800, 2800)]
    assert counter.shell.at is counter.shell.counter
    counter.press(Qt.Key.Key_End)
    counter.scan(SALT_CODE)
    assert sold(counter) == [(2800, 2800)]
    assert "F6" in counter.shell.counter.strip.text()


def test_packets_of_both_mrps_are_sold_on_one_bill_in_whatever_order(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    tell(counter, "30")
    for digit in (ONE, TWO, ONE):
        counter.scan(SALT_CODE)
        choose(counter, digit)
    assert counter.lines == [("Salt", 2000), ("Salt", 2000)]
    assert sold(counter) == [(3000, 3000), (2800, 2800)]
    counter.press((Qt.Key.Key_Z, CTRL))
    assert counter.lines == [("Salt", 3000), ("Salt", 1000)]


def test_of_a_line_that_was_told_its_quantity_every_packet_changes(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    tell(counter, "30")
    counter.scan(SALT_CODE)
    counter.type("3")
    counter.press(Qt.Key.Key_F2)
    choose(counter, ONE)
    assert counter.lines == [("Salt", 3000)]
    assert sold(counter) == [(2800, 2800)]
    counter.scan(SALT_CODE)
    choose(counter, ZERO)
    counter.type("32")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 3000), ("Salt", 1000)], "a new MRP is of one packet too"
    assert sold(counter) == [(2800, 2800), (3200, 3200)]


def test_the_ceiling_is_that_of_the_packet_in_the_hand(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    tell(counter, "30")
    choose(counter, ONE)
    counter.type("29")
    counter.press(F7)
    assert "R102" in counter.shell.counter.red.text()
    counter.shell.counter.entry.clear()
    choose(counter, TWO)
    counter.type("29")
    counter.press(F7)
    assert sold(counter) == [(2900, 3000)]


def test_who_sells_below_the_printed_price_goes_on_doing_so(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    assert sold(counter) == [(3500, 4000)]
    tell(counter, "45")
    assert sold(counter) == [(3500, 4500)]
    choose(counter, ZERO)
    assert place(counter) is Place.ASK
    counter.type("30")
    counter.press(ENTER)
    assert sold(counter) == [(3000, 3000)]


def two_packets(counter: Counterside) -> None:
    """A packet of MRP 30 is sold, then one of 28 with one of 30; 28 is what was chosen last."""
    counter.scan(SALT_CODE)
    tell(counter, "30")
    counter.press(END)
    counter.scan(SALT_CODE)
    counter.scan(SALT_CODE)
    choose(counter, ONE)
    assert sold(counter) == [(3000, 3000), (2800, 2800)]


def test_a_bill_of_two_mrps_is_undone_and_made_again_by_end(counter: Counterside) -> None:
    two_packets(counter)
    counter.press(END, UNDO, UNDO)
    assert sold(counter) == [(3000, 3000), (2800, 2800)]
    assert counter.shell.counter.red.text() == ""
    counter.press(END)
    assert counter.lines == []
    assert last_bill(counter).totals.payable == Money(5800)


def test_an_estimate_of_two_mrps_becomes_their_bill_whichever_was_sold_since(
    counter: Counterside,
) -> None:
    two_packets(counter)
    counter.press(ESTIMATE)
    counter.press(ENTER)
    counter.qtbot.waitUntil(lambda: place(counter) is Place.PAPER, timeout=20_000)
    counter.press(ESC)
    counter.scan(SALT_CODE)
    assert sold(counter) == [(2800, 2800)]
    counter.press(END, ESTIMATE, ENTER)
    assert sold(counter) == [(3000, 3000), (2800, 2800)]
    counter.press(END)
    assert counter.lines == []
    assert last_bill(counter).totals.payable == Money(5800)


def test_no_choice_changes_nothing(counter: Counterside) -> None:
    counter.press(F6)
    assert "R109" in counter.shell.counter.red.text()
    counter.scan(SALT_CODE)
    counter.press(F6)
    counter.type("abc")
    counter.press(ENTER)
    assert "R113" in counter.shell.counter.red.text()
    counter.press(ESC, ESC)
    tell(counter, "30")
    choose(counter, THREE)
    assert place(counter) is Place.PRINTED
    assert any("28.00" in text and "30.00 ●" in text for text in counter.texts())
    counter.press(ESC)
    assert sold(counter) == [(3000, 3000)]
    counter.press(F6)
    counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 2000)]
    assert counter.shell.at is counter.shell.counter
