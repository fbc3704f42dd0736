"""UPI money that nobody saw: listed, counted, and told of what became of it."""

from PySide6.QtCore import Qt

from estore_pos.ui.keymap import Place
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.test_paying import text

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
MATCH = (Qt.Key.Key_U, ALT)


def pay_later(counter: Counterside, code: str) -> None:
    counter.scan(code)
    counter.press((Qt.Key.Key_U, CTRL))
    counter.type("b")
    counter.rest()


def rows(counter: Counterside) -> list[str]:
    return [said for said in counter.texts() if said.startswith(("▶", "   ₹"))]


def test_the_latest_is_first_and_each_is_told_once(counter: Counterside) -> None:
    pay_later(counter, SALT_CODE)
    pay_later(counter, SOAP_CODE)
    assert "2 UPI payments to match: Alt+U" in text(counter, "line_facts")
    counter.press(MATCH)
    assert counter.shell.at.place is Place.MATCH
    assert text(counter, "match_state") == "2 to match · ₹ 63.00"
    assert rows(counter)[0].startswith("▶ ₹ 35.00")
    counter.press(ENTER)
    assert text(counter, "match_said").startswith("✓ ₹ 35.00 of bill")
    assert [row[:9] for row in rows(counter)] == ["▶ ₹ 28.00"]
    counter.type("n")
    assert "₹ 28.00 of bill" in text(counter, "match_said")
    assert "did not come" in text(counter, "match_said")
    assert text(counter, "match_state") == "Every UPI payment was seen or matched."
    assert rows(counter) == []
    counter.press(ENTER, ESC)
    assert "to match" not in text(counter, "line_facts")


def test_the_arrows_choose_another_and_a_cancelled_bill_is_not_listed(counter: Counterside) -> None:
    pay_later(counter, SALT_CODE)
    pay_later(counter, SOAP_CODE)
    counter.press(MATCH, DOWN, ENTER, ESC)
    assert "1 UPI payment to match" in text(counter, "line_facts")
    counter.press((Qt.Key.Key_Delete, CTRL), ENTER, MATCH)
    assert rows(counter) == []


def test_a_bill_whose_money_was_seen_is_not_listed(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_U, CTRL), ENTER, MATCH)
    assert text(counter, "match_state") == "Every UPI payment was seen or matched."
