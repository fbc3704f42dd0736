"""The counter: what is scanned or typed stands on the bill, and few keys finish it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from estore_pos.domain.gst import UNTOLD
from estore_pos.domain.ids import ItemId
from estore_pos.domain.item import Item
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Bill
from estore_pos.text.words import Language, speak
from tests.fully import one_of_each, table
from tests.operations.shopfront import NEW, put_item
from tests.ui.counterside import (
    CARTON_CODE,
    CTRL,
    SALT_CODE,
    SOAP_CODE,
    UNKNOWN_CODE,
    UNPRICED_CODE,
    Counterside,
)
from tests.ui.test_rates import desk

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape


def last_bill(counter: Counterside) -> Bill:
    found: list[Bill] = []
    counter.work.look(lambda lookup: lookup.recent(1), found.extend)
    counter.rest()
    return found[0]


@pytest.mark.usefixtures("no_mouse")
def test_three_scans_and_exact_cash_take_one_key(counter: Counterside) -> None:
    for _ in range(3):
        counter.scan(SALT_CODE)
    assert counter.lines == [("Salt", 3000)]
    counter.press(END)
    assert counter.keys == 1
    assert counter.lines == []
    assert last_bill(counter).totals.payable == Money(8400)
    assert counter.focused() is counter.shell.counter.entry


@pytest.mark.usefixtures("no_mouse")
def test_a_note_handed_over_takes_four_keys_and_shows_the_change(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.type("500")
    counter.press(END)
    assert counter.keys == 4
    bill = last_bill(counter)
    assert (bill.received, bill.change) == (Money(50000), Money(47200))
    assert "₹ 472.00" in counter.shell.counter.strip.text()


def test_the_result_stays_until_the_next_bill_has_a_line(counter: Counterside) -> None:
    tones = []
    for step in (counter.scan, lambda _: counter.press(END), lambda _: counter.press(END)):
        step(SALT_CODE)
        tones.append(counter.shell.counter.strip.tone)
    counter.scan(SALT_CODE)
    tones.append(counter.shell.counter.strip.tone)
    assert tones == ["none", "ok", "ok", "none"]


def test_a_name_typed_in_latin_letters_finds_the_hindi_name(counter: Counterside) -> None:
    counter.type("aalu")
    assert counter.shell.counter.suggestions.isVisible()
    counter.press(ENTER)
    assert counter.lines == [("Potato", 1000)]
    assert not counter.shell.counter.suggestions.isVisible()
    assert counter.shell.counter.entry.text() == ""


def test_fifty_rupees_of_a_loose_good_are_exactly_fifty(counter: Counterside) -> None:
    counter.type("aalu 50r")
    counter.press(ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed == Money(5000)
    assert counter.lines == [("Potato", 1667)]


def test_fifty_rupees_of_what_has_no_price_ask_for_it_and_are_fifty(counter: Counterside) -> None:
    loose = Item(ItemId(0), "चीनी", "Sugar", Unit.KILO, (UNTOLD,), step_milli=1, aliases=("chini",))
    desk(counter, lambda till: put_item(till, loose))
    counter.type("chini 50r")
    counter.press(ENTER)
    assert any("Sugar: at what price?" in text for text in counter.texts())
    counter.type("40")
    counter.press(ENTER)
    assert counter.lines == [("Sugar", 1250)]
    counter.press(END)
    assert last_bill(counter).totals.payable == Money(5000)
    counter.type("chini")
    counter.press(ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed == Money(4000), "its price is kept"


def test_two_sums_of_what_has_no_price_take_the_one_price_that_is_told(
    counter: Counterside,
) -> None:
    loose = Item(ItemId(0), "चीनी", "Sugar", Unit.KILO, (UNTOLD,), step_milli=1)
    sugar = desk(counter, lambda till: put_item(till, loose)).id
    desk(counter, lambda till: till.counter.add(sugar, amount=Money(5000)))
    desk(counter, lambda till: till.counter.add(sugar, amount=Money(2000)))
    view = desk(counter, lambda till: till.counter.set_price(0, Money(4000), keep=True))
    assert [line.quantity.milli for line in view.draft.lines] == [1250, 500]
    assert not view.price_missing


@pytest.mark.parametrize(("language", "name"), [("en", "New goods"), ("hi", "नया माल")])
def test_a_refused_sum_names_the_good_as_the_screen_does(
    counter: Counterside, language: Language, name: str
) -> None:
    speak(language)
    counter.type("new 50r")
    counter.press(ENTER)
    assert counter.lines == []
    assert counter.shell.counter.red.text().startswith(f"✕ {name}")


@pytest.mark.parametrize(
    ("typed", "milli"),
    [("aalu 1/2", 500), ("1/2 kilo aalu", 500), ("aalu \u00bd", 500), ("aalu 1\u00bd", 1500)],
)
def test_a_written_fraction_is_a_part_of_a_kilo(
    counter: Counterside, typed: str, milli: int
) -> None:
    counter.type(typed)
    counter.press(ENTER)
    assert counter.lines == [("Potato", milli)]


def test_enter_before_the_suggestions_came_still_adds_the_best(counter: Counterside) -> None:
    counter.shell.counter.entry.setText("aalu 500g")
    counter.shell.counter.goods.enter()
    counter.rest()
    assert counter.lines == [("Potato", 500)]


def test_a_name_typed_as_fast_as_a_scanner_is_a_name(counter: Counterside) -> None:
    counter.scan("aalu")
    assert counter.lines == [("Potato", 1000)]


def test_a_number_and_a_star_multiply_the_next_scan(counter: Counterside) -> None:
    counter.type("3*")
    counter.scan(SALT_CODE)
    counter.type("2*")
    counter.scan(CARTON_CODE)
    assert counter.lines == [("Salt", 3000), ("Soap", 24000)]
    assert counter.shell.counter.entry.text() == ""


UNSOLD = [
    ("aalu 999999999999", "R104"),
    ("aalu 0", "R104"),
    ("aalu -5", "R104"),
    ("aalu 0.0001", "R104"),
    ("9999999999*aalu", "R104"),
    ("-5", "R104"),
    ("salt 0.0001", "R103"),
    ("salt 1.5", "R103"),
    ("aalu 0r", "R112"),
    ("aalu 1000000", "R112"),
    ("aalu abc", "R111"),
    ("abc aalu", "R111"),
    ("1234567", "R111"),
    ("xyzzy 0", "R111"),
    ("12345678", "R101"),
    ("*6", "R109"),
]


@pytest.mark.parametrize(("typed", "code"), table(UNSOLD, quick=one_of_each(UNSOLD, column=1)))
def test_what_cannot_be_sold_says_why_and_stays_to_be_mended(
    counter: Counterside, typed: str, code: str
) -> None:
    counter.type(typed)
    counter.press(ENTER)
    assert counter.lines == []
    assert code in counter.shell.counter.red.text()
    assert counter.shell.counter.red.isVisible()
    assert counter.sounds.played == ["error"]
    assert counter.shell.counter.entry.text() == typed
    counter.type("salt")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 1000)], "what is typed next takes its place"


def test_a_near_good_is_taken_when_it_was_chosen(counter: Counterside) -> None:
    for typed, many in (("potatp", 1000), ("aalu abc", 2000)):
        counter.type(typed)
        assert counter.shell.counter.suggestions.chosen == -1
        counter.press(Qt.Key.Key_Down, ENTER)
        assert counter.lines == [("Potato", many)]


def test_a_near_good_nobody_has_seen_is_not_taken(counter: Counterside) -> None:
    counter.shell.counter.entry.setText("potatp")
    counter.shell.counter.goods.enter()
    counter.rest()
    assert counter.lines == []
    assert counter.shell.counter.suggestions.isVisible()
    assert "R111" in counter.shell.counter.red.text()
    counter.press(Qt.Key.Key_Down, ENTER)
    assert counter.lines == [("Potato", 1000)]


def test_a_key_without_a_line_says_so(counter: Counterside) -> None:
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F7):
        counter.press(ESC, key)
        assert "R109" in counter.shell.counter.red.text()
    counter.type("+")
    assert counter.sounds.played == ["error"] * 4


def test_a_refused_quantity_or_price_is_given_back(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    for typed, key, code in (
        ("*0", ENTER, "R104"),
        ("*9999999999", ENTER, "R104"),
        ("*1.5", ENTER, "R103"),
        ("900", Qt.Key.Key_F7, "R102"),
        ("1.5", Qt.Key.Key_F2, "R103"),
    ):
        counter.type(typed)
        counter.press(key)
        assert code in counter.shell.counter.red.text()
        assert counter.shell.counter.entry.text() == typed
        counter.shell.counter.entry.clear()
    counter.type("-")
    assert "R104" in counter.shell.counter.red.text()
    assert counter.lines == [("Salt", 1000)]


def test_a_star_and_a_number_set_the_quantity(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.type("*4")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 4000)]


@pytest.mark.parametrize(("typed", "key"), [("*darjan", ENTER), ("do darjan", Qt.Key.Key_F2)])
def test_a_quantity_in_words_sets_the_line(counter: Counterside, typed: str, key: Qt.Key) -> None:
    counter.scan(SALT_CODE)
    counter.type(typed)
    counter.press(key)
    assert counter.lines == [("Salt", 24_000 if key is Qt.Key.Key_F2 else 12_000)]


def test_plus_and_minus_alone_change_the_line_by_one(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.type("+")
    assert counter.lines == [("Salt", 2000)]
    counter.type("-")
    counter.type("-")
    assert counter.lines == [("Salt", 1000)]


def test_a_number_before_a_key_needs_no_question(counter: Counterside) -> None:
    counter.scan(SOAP_CODE)
    counter.type("5")
    counter.press(Qt.Key.Key_F2)
    counter.type("30")
    counter.press(Qt.Key.Key_F7)
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed == Money(15000)


def test_a_question_is_answered_in_the_window_and_the_cursor_returns(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_F2)
    assert counter.focused() is counter.shell.counter.question.field
    counter.type("7")
    counter.press(ENTER)
    assert counter.lines == [("Salt", 7000)]
    assert counter.focused() is counter.shell.counter.entry


def test_an_item_without_a_price_is_asked_for_it_once(counter: Counterside) -> None:
    counter.scan(UNPRICED_CODE)
    assert counter.focused() is counter.shell.counter.question.field
    counter.type("12")
    counter.press(ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert view.owed == Money(1200)
    counter.press(END)
    counter.scan(UNPRICED_CODE)
    assert counter.focused() is counter.shell.counter.entry


def test_a_line_without_a_price_saves_nothing_yet(counter: Counterside) -> None:
    desk(counter, lambda till: put_item(till, replace(till.terms.card(NEW).item, mrp=Money(17200))))
    counter.scan(UNPRICED_CODE)
    total = counter.shell.counter.total
    assert total.texts[1] == ""
    counter.type("160")
    counter.press(ENTER)
    assert total.texts[1:3] == ("Saving ₹ 12.00", "₹ 160.00")


def test_an_unknown_barcode_is_asked_for_in_place_and_sounds_and_leaves_the_bill(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.scan(UNKNOWN_CODE)
    assert counter.shell.counter.teaching.bar.isVisible()
    assert any(UNKNOWN_CODE in text for text in counter.texts())
    assert counter.sounds.played[-1] == "error"
    assert counter.lines == [("Salt", 1000)]
    counter.scan(SALT_CODE)
    assert not counter.shell.counter.teaching.bar.isVisible()
    assert counter.lines == [("Salt", 2000)]


def test_escape_goes_one_step_back_and_never_throws_the_bill_away(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.type("sab")
    for _ in range(5):
        counter.press(ESC)
    assert counter.lines == [("Salt", 1000)]
    assert counter.shell.counter.entry.text() == ""
    counter.press(ENTER, ESC)
    assert counter.shell.at is counter.shell.counter


def test_arrows_move_in_the_bill_or_in_the_suggestions(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_Up)
    assert counter.shell.counter.table.current_row == 0
    counter.press(Qt.Key.Key_F4)
    assert counter.lines == [("Soap", 1000)]
    counter.type("a")
    counter.press(Qt.Key.Key_Down)
    assert counter.shell.counter.suggestions.chosen == 1


def test_enter_on_an_empty_line_opens_the_payment_and_down_names_notes(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    assert counter.focused().objectName() == "amount"
    counter.press(Qt.Key.Key_Down)
    assert "₹ 2.00" in counter.texts()
    counter.press(ENTER)
    bill = last_bill(counter)
    assert (bill.received, bill.change) == (Money(3000), Money(200))
    assert counter.focused() is counter.shell.counter.entry


def test_too_little_money_is_refused_in_the_sheet(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(ENTER)
    counter.type("20")
    counter.press(ENTER)
    assert counter.focused().objectName() == "amount"
    assert any("₹ 20.00" in text for text in counter.texts())
    assert counter.lines == [("Salt", 1000)]


def test_upi_is_taken_when_the_money_was_seen(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_U, CTRL), ENTER)
    tender = last_bill(counter).tenders[0]
    assert (tender.kind, tender.proof) == ("upi", "seen")


def test_a_buyer_stands_on_the_bill(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_F11)
    counter.type("Ram")
    counter.press(ENTER, ENTER, ENTER, ENTER, ENTER)
    view = counter.shell.counter.view
    assert view is not None
    assert view.draft.buyer is not None
    assert view.draft.buyer.name == "Ram"
    assert counter.focused() is counter.shell.counter.entry


def test_a_bill_left_open_is_there_after_a_restart(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.work.close()
    counter.work.start()
    counter.qtbot.waitUntil(lambda: counter.work.ready, timeout=20_000)
    counter.rest()
    assert counter.lines == [("Salt", 1000), ("Soap", 1000)]
    assert counter.shell.counter.strip.tone == "ok", "it was left in order: no power cut is told"
    counter.press(END)
    assert len(last_bill(counter).lines) == 2


def test_a_scan_paints_no_more_rows_than_are_in_sight(counter: Counterside) -> None:
    table = counter.shell.counter.table
    QAbstractItemModelTester(
        table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, counter.shell
    )
    for number in range(30):
        counter.type(f"aalu {number + 1}r")
        counter.press(ENTER)
    in_sight = table.viewport().height() // table.rowHeight(0) + 2
    counter.qtbot.wait(20)  # the last line is painted
    before = table.rows_painted
    counter.scan(SALT_CODE)
    counter.qtbot.wait(20)
    assert 0 < table.rows_painted - before <= in_sight
    before = table.rows_painted
    counter.scan(SALT_CODE)
    counter.qtbot.wait(20)
    assert table.rows_painted - before <= 2
    counter.press(Qt.Key.Key_F4)
    counter.press(END)


def test_one_item_is_no_items(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    screen = counter.shell.counter
    assert screen.view is not None
    screen.resume(screen.view)
    counter.rest()
    assert "(1 item, ₹ 28.00)" in screen.strip.text()
    counter.scan(SOAP_CODE)
    screen.resume(screen.view)
    counter.rest()
    assert "(2 items, ₹ 63.00)" in screen.strip.text()
