"""Estimates: made of the open bill, waited for, made a bill by one key, or closed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.ids import EstimateId, SaleId
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Bill
from estore_pos.operations.estimate import Waiting
from estore_pos.operations.till import Till
from estore_pos.store import journal
from estore_pos.ui.counter.estimates import EstimatesSheet
from estore_pos.ui.keymap import Place
from tests.operations.shopfront import SALT, SOAP, count
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, UNPRICED_CODE, Counterside

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
DOWN, F4, F11 = Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_F11
ESTIMATE, PAPER = (Qt.Key.Key_E, ALT), (Qt.Key.Key_R, CTRL)
UNDO = (Qt.Key.Key_Z, CTRL)


def waiting(counter: Counterside) -> list[Waiting]:
    """The estimates that wait."""
    told: list[list[Waiting]] = []
    counter.work.desk(lambda till: till.estimates.listed(), told.append)
    counter.rest()
    return told[0]


def last_bill(counter: Counterside) -> Bill:
    """The bill made last."""
    told: list[list[Bill]] = []
    counter.work.look(lambda lookup: lookup.recent(1), told.append)
    counter.rest()
    return told[0][0]


def make(counter: Counterside, *codes: str, advance: str = "", letters: str = "") -> Estimate:
    """An estimate of these goods, by the keys of a hand."""
    for code in codes:
        counter.scan(code)
    counter.press(ESTIMATE)
    if advance:
        counter.type(advance)
    for letter in letters:
        counter.type(letter)
    counter.press(ENTER)
    counter.qtbot.waitUntil(lambda: place(counter) is Place.PAPER, timeout=20_000)
    counter.press(ESC)
    return waiting(counter)[0].estimate


def last_record(counter: Counterside) -> bytes:
    """The newest record of trade."""
    told: list[bytes] = []
    counter.work.desk(
        lambda till: till.write(lambda page: list(journal.records(page, "trade"))[-1].content),
        told.append,
    )
    counter.rest()
    return told[0]


def rows(counter: Counterside) -> list[str]:
    """The list as it is read out."""
    sheet = counter.shell.at
    assert isinstance(sheet, EstimatesSheet)
    return sheet.list.texts()


def in_stock(counter: Counterside, item: int) -> int:
    """Thousandths that are kept."""
    told: list[dict[int, int]] = []

    def look(till: Till) -> dict[int, int]:
        rows = till.write(
            lambda page: page.connection.execute("SELECT item, milli FROM stock").fetchall()
        )
        return dict(rows)

    counter.work.desk(look, told.append)
    counter.rest()
    return told[0][item]


def place(counter: Counterside) -> Place:
    """Where the keys go."""
    return counter.shell.at.place


def strip(counter: Counterside) -> str:
    """What the strip says."""
    return counter.shell.counter.strip.text()


def test_two_keys_make_the_open_bill_an_estimate_and_free_the_counter(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.keys = 0
    counter.press(ESTIMATE, ENTER)
    assert counter.keys == 2
    assert counter.lines == []
    (one,) = waiting(counter)
    assert one.estimate.number.startswith("E")
    assert one.estimate.number in strip(counter)
    assert counter.sounds.played == ["scanned", "done"]


def test_its_paper_is_shown_and_says_that_it_is_no_bill(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(ESTIMATE, ENTER)
    assert place(counter) is Place.PAPER
    counter.press(ESC, ESTIMATE, PAPER)
    assert place(counter) is Place.PAPER


def test_an_advance_is_taken_in_cash_or_by_upi(counter: Counterside) -> None:
    in_cash = make(counter, SALT_CODE, advance="10")
    assert [(each.kind, each.amount) for each in in_cash.advance] == [("cash", Money(1000))]
    counter.scan(SALT_CODE)
    counter.type("12")
    counter.press(ESTIMATE)
    counter.type("u")
    counter.press(ENTER)
    assert place(counter) is Place.UPI
    counter.press(ENTER)
    (by_upi, _) = waiting(counter)
    (paid,) = by_upi.estimate.advance
    assert (paid.kind, paid.amount, paid.proof) == ("upi", Money(1200), "seen")


def test_an_estimate_made_again_takes_the_place_of_the_first_with_its_advance(
    counter: Counterside,
) -> None:
    first = make(counter, SALT_CODE, SOAP_CODE, advance="50")
    counter.press(ESTIMATE, ENTER)
    counter.scan(SALT_CODE)
    counter.press(ESTIMATE)
    assert any(first.number in text and "takes the place" in text for text in counter.texts())
    assert "More advance, besides ₹ 50.00" in counter.texts()
    counter.press(ENTER)
    (one,) = waiting(counter)
    assert one.estimate.number != first.number
    assert one.estimate.advance == first.advance
    assert f"{one.estimate.number} is made in place of {first.number} · advance" in strip(counter)
    assert place(counter) is Place.PAPER
    counter.press(ESC, UNDO)
    assert counter.lines == [], "no key brings a second one back"
    counter.press(ESTIMATE, ENTER)
    counter.type("5")
    counter.press(ESTIMATE, ENTER, ESC)
    (one,) = waiting(counter)
    assert [(each.kind, each.amount) for each in one.estimate.advance] == [("cash", Money(5500))]
    counter.press(ESTIMATE, ENTER, END)
    assert waiting(counter) == []
    assert [(each.kind, each.amount) for each in last_bill(counter).tenders] == [
        ("advance", Money(5500)),
        ("cash", Money(3600)),
    ]


def test_goods_that_lay_with_the_buyer_lie_there_once_when_their_estimate_is_made_again(
    counter: Counterside,
) -> None:
    counter.work.desk(lambda till: count(till, SOAP, 10_000))
    make(counter, SOAP_CODE, letters="a")
    for _ in range(2):
        counter.press(ESTIMATE, ENTER)
        counter.scan(SOAP_CODE)
        counter.press(ESTIMATE, ENTER, ESC)
    (one,) = waiting(counter)
    assert one.estimate.on_approval
    assert in_stock(counter, SOAP) == 7000


def test_an_advance_above_what_is_left_waits_for_the_bill(counter: Counterside) -> None:
    first = make(counter, SALT_CODE, SOAP_CODE, advance="50")
    counter.press(ESTIMATE, ENTER, F4)
    counter.press(ESTIMATE, ENTER)
    assert place(counter) is Place.ESTIMATE
    assert any("The advance is more than the goods come to" in text for text in counter.texts())
    counter.press(ESC)
    (one,) = waiting(counter)
    assert one.estimate == first


def test_only_an_amount_is_taken_from_the_entry_line(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.type("aalu")
    counter.press(ESTIMATE)
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    counter.press(ESC)
    assert counter.shell.counter.entry.text() == "aalu"


def test_esc_at_the_upi_code_goes_back_to_the_advance_that_was_typed(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(ESTIMATE)
    for letter in "5ua":
        counter.type(letter)
    counter.press(ENTER)
    assert place(counter) is Place.UPI
    counter.press(ESC)
    assert place(counter) is Place.ESTIMATE
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == "5"
    counter.press(ENTER, ENTER)
    (one,) = waiting(counter)
    assert one.estimate.on_approval


def test_an_advance_above_the_sum_is_refused_and_typed_again(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(ESTIMATE)
    counter.type("29")
    counter.press(ENTER)
    assert any("R107" in text for text in counter.texts())
    assert waiting(counter) == []
    counter.type("28")
    counter.press(ENTER)
    assert len(waiting(counter)) == 1


def test_a_line_without_a_price_is_no_estimate_yet(counter: Counterside) -> None:
    counter.scan(UNPRICED_CODE)
    counter.press(ESC, ESTIMATE, ENTER)
    assert any("R106" in text for text in counter.texts())
    assert waiting(counter) == []


def test_with_nothing_on_the_bill_the_key_shows_those_that_wait(counter: Counterside) -> None:
    counter.press(ESTIMATE)
    assert place(counter) is Place.ESTIMATES
    assert any("No estimate waits" in text for text in counter.texts())
    counter.press(ENTER, F4, PAPER)
    assert place(counter) is Place.ESTIMATES, "there is nothing to do anything with"


def test_an_empty_bill_is_no_estimate(counter: Counterside) -> None:
    """The bill went while its sheet lay open."""
    counter.scan(SALT_CODE)
    counter.press(ESTIMATE)
    counter.work.desk(lambda till: till.counter.clear())
    counter.rest()
    counter.press(ENTER)
    assert any("R105" in text for text in counter.texts())


def test_the_list_says_whose_what_how_much_and_since_when(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(ESTIMATE)
    counter.type("20")
    counter.press(F11)
    counter.type("Ramesh")
    counter.press(*[ENTER] * 5)
    assert place(counter) is Place.ESTIMATE, "the name is asked for on the way"
    counter.press(ENTER, ESC)
    counter.clock.move(2 * 24 * 3600 * 1000)
    counter.press(ESTIMATE)
    (row,) = rows(counter)
    for word in ("Ramesh", "Salt and 1 more", "₹ 63.00", "Advance ₹ 20.00", "2 days"):
        assert word in row
    counter.shell.flip_language()
    assert "नमक" in rows(counter)[0]
    counter.shell.flip_language()


def test_one_key_makes_it_the_open_bill_and_end_takes_its_advance(counter: Counterside) -> None:
    make(counter, SALT_CODE, SOAP_CODE, advance="20")
    counter.press(ESTIMATE)
    counter.keys = 0
    counter.press(ENTER)
    assert counter.keys == 1
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert "Advance ₹ 20.00" in counter.shell.counter.total.texts[4]
    assert "₹ 43.00" in counter.shell.counter.side.cash_button.text()
    counter.press(END)
    bill = last_bill(counter)
    assert [(each.kind, each.amount) for each in bill.tenders] == [
        ("advance", Money(2000)),
        ("cash", Money(4300)),
    ]
    assert waiting(counter) == []


def test_goods_on_approval_leave_the_stock_and_what_is_taken_off_is_back(
    counter: Counterside,
) -> None:
    for item in (SALT, SOAP):
        counter.work.on_desk(partial(count, item=item, milli=10_000))
    made = make(counter, SALT_CODE, SOAP_CODE, letters="a")
    assert made.on_approval
    assert (in_stock(counter, SALT), in_stock(counter, SOAP)) == (9000, 9000)
    counter.press(ESTIMATE, ENTER)
    assert "F4" in strip(counter)
    counter.press(F4, END)
    assert [line.name_en for line in last_bill(counter).lines] == ["Salt"]
    assert (in_stock(counter, SALT), in_stock(counter, SOAP)) == (9000, 10_000)


def test_what_an_advance_was_more_than_the_bill_is_said_to_go_back(counter: Counterside) -> None:
    make(counter, SALT_CODE, SOAP_CODE, advance="60")
    counter.press(ESTIMATE, ENTER, F4, END)
    assert "give back ₹ 32.00" in strip(counter)


def test_one_of_which_nothing_comes_is_closed_and_its_advance_paid_back(
    counter: Counterside,
) -> None:
    make(counter, SALT_CODE, advance="20")
    counter.press(ESTIMATE, F4)
    assert place(counter) is Place.CLOSE_ESTIMATE
    counter.type("15")
    counter.press(ENTER)
    assert any("R120" in text for text in counter.texts())
    assert len(waiting(counter)) == 1
    counter.type("20u")
    counter.press(ENTER)
    assert waiting(counter) == []
    assert place(counter) is Place.ESTIMATES
    assert "₹ 20.00" in strip(counter)
    assert b'["upi",2000' in last_record(counter)


def test_an_advance_that_nobody_saw_goes_back_only_if_it_is_said_to_have_come(
    counter: Counterside,
) -> None:
    for typed, back in (("", b'["upi",1200,'), ("12", b'["cash",1200')):
        counter.scan(SALT_CODE)
        counter.type("12")
        counter.press(ESTIMATE)
        counter.type("u")
        counter.press(ENTER)
        counter.type("b")
        counter.press(ESC)
        assert waiting(counter)[0].estimate.unseen == Money(1200)
        counter.press(ESTIMATE, F4)
        assert any("Nobody saw ₹ 12.00 of it" in text for text in counter.texts())
        if typed:
            counter.type(typed)
        counter.press(ENTER)
        assert waiting(counter) == []
        assert back in last_record(counter)
        assert ("₹ 12.00" in strip(counter)) is bool(typed), "what the drawer is opened for"
        counter.press(ESC)


def test_esc_before_closing_leaves_it_in_the_list(counter: Counterside) -> None:
    make(counter, SALT_CODE)
    counter.press(ESTIMATE, F4, ESC)
    assert place(counter) is Place.ESTIMATES
    assert len(rows(counter)) == 1


def test_one_that_was_settled_meanwhile_is_refused_and_leaves_the_list(
    counter: Counterside,
) -> None:
    made = make(counter, SALT_CODE)
    counter.press(ESTIMATE)
    counter.work.desk(lambda till: till.estimates.close(made.id, CloseReason.DROPPED))
    counter.rest()
    counter.press(ENTER)
    assert "R122" in counter.shell.counter.red.text()
    assert rows(counter) == []


def test_one_that_is_not_in_the_books_is_named_as_that(counter: Counterside) -> None:
    counter.work.desk(
        lambda till: till.estimates.to_bill(EstimateId(SaleId("01JD0000000000000000000009"))),
        failed=counter.shell.counter.fail,
    )
    counter.rest()
    assert "R121" in counter.shell.counter.red.text()


def test_a_scan_while_the_sheet_lies_open_is_on_the_bill_and_in_the_estimate(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(ESTIMATE)
    counter.type("5")
    counter.scan(SOAP_CODE)
    assert any("₹ 63.00" in text for text in counter.texts())
    counter.press(ENTER)
    (one,) = waiting(counter)
    assert (len(one.estimate.lines), one.estimate.advanced) == (2, Money(500))
