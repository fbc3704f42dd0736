"""Questions at the counter: asked once, closed by their keys, mended where they were refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from estore_pos.domain.errors import Trouble, TroubleCode
from estore_pos.domain.money import Money
from estore_pos.domain.sale import next_notes
from estore_pos.ui.keymap import Place
from tests.operations.shopfront import SALT, count
from tests.ui.counterside import CTRL, SALT_CODE, SOAP_CODE, UNPRICED_CODE, Counterside, Keys
from tests.ui.test_counter import last_bill

ENTER, END, ESC = Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Escape
F2, F7, F11 = Qt.Key.Key_F2, Qt.Key.Key_F7, Qt.Key.Key_F11


def selected(counter: Counterside) -> str:
    field = counter.focused()
    assert isinstance(field, QLineEdit)
    return field.selectedText()


def test_end_asks_the_price_of_the_first_line_without_one(counter: Counterside) -> None:
    counter.scan(UNPRICED_CODE)
    counter.press(ESC)
    counter.scan(SALT_CODE)
    counter.press(END)
    screen = counter.shell.counter
    assert "R106" in screen.red.text()
    assert screen.red.isVisible()
    assert screen.table.current_row == 0
    assert counter.focused() is screen.question.field
    view = screen.view
    assert view is not None
    assert any(view.draft.lines[0].item.name_en in text for text in counter.texts())
    counter.type("12")
    counter.press(ENTER)
    assert counter.focused() is screen.entry
    assert screen.view is not None
    assert [line.price for line in screen.view.draft.lines] == [Money(1200), Money(2800)]
    counter.press(END)
    assert last_bill(counter).totals.payable == Money(4000)


def test_a_price_left_open_is_not_asked_again_at_the_next_item(counter: Counterside) -> None:
    counter.scan(UNPRICED_CODE)
    assert counter.shell.at.place is Place.ASK
    counter.press(ESC)
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.scan(UNPRICED_CODE)
    counter.press(Qt.Key.Key_F4)
    assert counter.shell.at is counter.shell.counter


@pytest.mark.parametrize("key", [F2, F7])
def test_end_in_a_question_makes_the_bill(counter: Counterside, key: Qt.Key) -> None:
    counter.scan(SALT_CODE)
    counter.press(key)
    assert counter.shell.at.place is Place.ASK
    counter.press(END)
    assert counter.shell.at is counter.shell.counter
    assert counter.focused() is counter.shell.counter.entry
    assert last_bill(counter).totals.payable == Money(2800)


@pytest.mark.parametrize("typed_twice", [False, True])
def test_end_takes_what_was_typed_before_it_makes_the_bill(
    counter: Counterside, typed_twice: bool
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(Qt.Key.Key_F3)
    counter.type("x" if typed_twice else "5")
    counter.press(END)
    if typed_twice:
        assert counter.shell.at.place is Place.ASK
        counter.type("5")
        counter.press(END)
    counter.press(Qt.Key.Key_F3, END)
    assert counter.lines == [], "what stands there already holds nothing up"
    assert last_bill(counter).totals.payable == Money(3000)


def test_a_price_taken_closes_its_question_though_the_disk_failed(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.scan(SOAP_CODE)
    counter.press(F7)
    counter.type("30")

    def full(*_: object) -> None:
        raise Trouble(TroubleCode.DISK_FULL)

    monkeypatch.setattr("estore_pos.store.draft.put_line", full)
    counter.press(ENTER)
    screen = counter.shell.counter
    assert "T111" in screen.red.text()
    assert screen.red.isVisible()
    assert counter.shell.at is screen
    assert counter.focused() is screen.entry
    assert screen.view is not None
    assert screen.view.draft.lines[0].price == Money(3000)


@pytest.mark.parametrize("typed", [None, "naya"])
def test_a_price_is_still_asked_for_though_the_disk_failed_under_the_scan(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch, typed: str | None
) -> None:
    def full(*_: object) -> None:
        raise Trouble(TroubleCode.DISK_FULL)

    with monkeypatch.context() as disk:
        disk.setattr("estore_pos.store.draft.put_line", full)
        disk.setattr("estore_pos.store.draft.put_all", full)
        if typed is None:
            counter.scan(UNPRICED_CODE)
        else:
            counter.type(typed)
            counter.press(ENTER)
        screen = counter.shell.counter
        assert "T111" in screen.red.text()
        assert counter.shell.at.place is Place.ASK, "the price is asked for"
        counter.type("15")
        counter.press(ENTER)
        assert "T111" in screen.red.text()
        assert screen.view is not None
        assert screen.view.draft.lines[0].price == Money(1500)
    counter.press(END)
    assert last_bill(counter).totals.payable == Money(1500)
    counter.scan(UNPRICED_CODE)
    assert counter.shell.at is screen, "its price was kept once the disk had room"
    assert counter.lines[0][1] == 1000
    assert screen.view is not None
    assert screen.view.owed == Money(1500)


@pytest.mark.parametrize(("key", "typed"), [(F2, "0"), (F2, "1.5"), (F2, "abc"), (F7, "900")])
def test_a_refused_answer_is_marked_to_be_typed_over(
    counter: Counterside, key: Qt.Key, typed: str
) -> None:
    counter.scan(SALT_CODE)
    counter.press(key)
    counter.type(typed)
    counter.press(ENTER)
    assert counter.focused() is counter.shell.counter.question.field
    assert selected(counter) == typed
    counter.type("2")
    assert counter.shell.counter.question.field.text() == "2"


@pytest.mark.parametrize(
    ("name", "phone", "gstin", "wrong"),
    [
        ("", "", "", "buyer_name"),
        ("Ram", "12", "", "buyer_phone"),
        ("Ram", "", "10ABCDE", "buyer_gstin"),
    ],
)
def test_the_cursor_goes_to_what_is_wrong_with_a_buyer(
    counter: Counterside, name: str, phone: str, gstin: str, wrong: str
) -> None:
    counter.scan(SALT_CODE)
    counter.press(F11)
    for typed in (name, phone, gstin):
        counter.type(typed)
        counter.press(ENTER)
    counter.press(ENTER, ENTER)
    assert counter.shell.at.place is Place.BUYER
    assert counter.focused().objectName() == wrong
    assert selected(counter) == phone + gstin


def test_the_last_bills_paper_is_named_when_there_is_a_bill(counter: Counterside) -> None:
    assert not any("Ctrl+R" in text and "paper" in text for text in counter.texts())
    counter.scan(SALT_CODE)
    counter.press(END)
    assert any("The last bill's paper: Ctrl+R" in text for text in counter.texts())


def test_the_next_notes_are_notes_that_are_in_use(counter: Counterside) -> None:
    assert next_notes(Money(67_000)) == [Money.rupees(n) for n in (680, 700, 1000, 2000)]
    counter.scan(SALT_CODE)
    counter.type("*54")
    counter.press(ENTER, ENTER)
    assert any("₹ 1,520 → ₹ 1,550" in text for text in counter.texts())


def test_a_stock_is_told_of_goods_that_were_counted(counter: Counterside) -> None:
    suggestions, table = counter.shell.counter.suggestions, counter.shell.counter.table
    for _ in range(2):  # before the first sale and after it
        counter.type("salt")
        assert "stock" not in suggestions.model().index(0, 0).data()
        counter.press(ENTER)
        assert [row.badge for row in table.lines.rows] == [""]
        assert not any("stock" in text for text in counter.texts())
        counter.press(END)
    counter.work.desk(lambda till: count(till, SALT, 1000))
    counter.rest()
    counter.type("salt")
    assert "stock -1" in suggestions.model().index(0, 0).data()
    counter.press(ENTER)
    assert [row.badge for row in table.lines.rows] == ["stock -1"]
    assert any("stock -1" in text for text in counter.texts())


def quickly(counter: Counterside, *keys: str | Qt.Key) -> None:
    """Keys of a hand that waits for nothing."""
    for key in keys:
        for part in key if isinstance(key, str) else (key,):
            counter.clock.move(80)
            if isinstance(part, str):
                QTest.keyClicks(counter.focused(), part)
            else:
                QTest.keyClick(counter.focused(), part)


def test_goods_typed_while_a_price_is_written_go_on_the_bill(counter: Counterside) -> None:
    counter.scan(UNPRICED_CODE)
    quickly(counter, "12", ENTER, "salt", ENTER)
    counter.rest()
    view = counter.shell.counter.view
    assert view is not None
    assert [line.price for line in view.draft.lines] == [Money(1200), Money(2800)]
    assert counter.focused() is counter.shell.counter.entry


def test_end_pressed_while_a_price_is_written_makes_the_bill(counter: Counterside) -> None:
    counter.scan(UNPRICED_CODE)
    quickly(counter, "12", ENTER, "500", END)
    counter.rest()
    assert last_bill(counter).totals.payable == Money(1200)
    assert last_bill(counter).received == Money(50000)


def test_a_refused_answer_is_typed_over_whatever_came_meanwhile(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press(F7)
    quickly(counter, "99999", ENTER, "soap", ENTER)
    counter.rest()
    assert counter.shell.counter.question.isVisible()
    assert selected(counter) == "soap"
    assert counter.lines == [("Salt", 1000)]


PRESSED_ON: dict[str, Keys] = {
    "esc": ESC,
    "quantity": Qt.Key.Key_F2,
    "charge": Qt.Key.Key_F8,
    "note": Qt.Key.Key_F12,
    "buyer": F11,
    "card": (Qt.Key.Key_I, CTRL),
    "another line": Qt.Key.Key_Up,
    "cash": Qt.Key.Key_End,
}


@pytest.mark.parametrize("key", PRESSED_ON.values(), ids=PRESSED_ON)
def test_a_refusal_goes_with_the_next_key_that_is_not_refused(
    counter: Counterside, key: Keys
) -> None:
    counter.scan(SALT_CODE)
    counter.scan(SOAP_CODE)
    counter.press(F2)
    counter.type("abc")
    counter.press(ENTER)
    red = counter.shell.counter.red
    assert red.isVisible()
    counter.press((Qt.Key.Key_L, CTRL), (Qt.Key.Key_L, CTRL))
    assert red.isVisible(), "it can be read in the other language"
    counter.press(ENTER)
    assert red.isVisible(), "refused again, it is said again"
    counter.press(ESC)
    assert not red.isVisible()
    counter.type("abc")
    counter.press(F2)
    assert red.isVisible()
    counter.shell.counter.entry.clear()
    counter.press(key)
    assert not red.isVisible()
