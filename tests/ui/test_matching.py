"""UPI money that nobody saw: listed, counted, and told of what became of it."""

import pytest
from PySide6.QtCore import Qt

from estore_pos.domain.act import ActKind
from estore_pos.domain.money import Money
from estore_pos.store.reports import totals
from estore_pos.ui.counter.matching import MatchSheet
from estore_pos.ui.keymap import Place
from tests.operations.shopfront import NOON
from tests.ui.counterside import ALT, CTRL, SALT_CODE, SOAP_CODE, Counterside
from tests.ui.staffed import RAM, staff
from tests.ui.test_paying import text

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
MATCH = (Qt.Key.Key_U, ALT)
TODAY = NOON.date()


def pay_later(counter: Counterside, code: str) -> None:
    counter.scan(code)
    counter.press((Qt.Key.Key_U, CTRL))
    counter.type("b")
    counter.rest()


def sheet(counter: Counterside) -> MatchSheet:
    found = counter.shell.at
    assert isinstance(found, MatchSheet)
    return found


def rows(counter: Counterside) -> list[str]:
    """The sum of each and what is known of it; the chosen one is marked."""
    page = sheet(counter).list
    told = [page.row_at(place) for place in range(page.model().rowCount())]
    return [
        f"{'▶' if place == page.place else ' '} {row.sum} {row.about.split(' · ')[-1]}"
        for place, row in enumerate(told)
    ]


def tenders(counter: Counterside) -> object:
    """What today's money came in as."""
    return counter.work.on_desk(lambda till: till.write(lambda page: totals.of_day(page, TODAY)))[
        "tenders"
    ]


def acts(counter: Counterside) -> list[tuple[ActKind, Money]]:
    noted = counter.work.on_desk(lambda till: till.acts.of_day(TODAY))
    return [(each.act.what, each.act.amount) for each in noted]


def goods_back(counter: Counterside) -> None:
    """All of the last bill comes back; its claim is struck off."""
    counter.press(Qt.Key.Key_F10)
    counter.type("1")
    counter.press(ENTER)
    counter.press(Qt.Key.Key_F2)
    counter.press(ENTER)
    assert "by UPI that nobody saw" in counter.shell.counter.strip.text()


def test_the_latest_is_first_and_each_is_told_once(counter: Counterside) -> None:
    pay_later(counter, SALT_CODE)
    pay_later(counter, SOAP_CODE)
    assert "2 UPI payments to match: Alt+U" in text(counter, "line_facts")
    counter.press(MATCH)
    assert counter.shell.at.place is Place.MATCH
    assert text(counter, "match_state") == "2 to match · ₹ 63.00"
    assert rows(counter)[0].startswith("▶ ₹ 35.00")
    assert not rows(counter)[1].startswith("▶")
    counter.press(ENTER)
    assert text(counter, "match_said").startswith("✓ ₹ 35.00 of bill")
    assert rows(counter) == ["▶ ₹ 28.00 not seen yet"]
    counter.type("n")
    assert "₹ 28.00 of bill" in text(counter, "match_said")
    assert "did not come" in text(counter, "match_said")
    assert text(counter, "match_state") == "Every UPI payment was seen or matched."
    assert rows(counter) == ["▶ ₹ 28.00 did not come; Enter: it came after all"]
    counter.press(ESC)
    assert "to match" not in text(counter, "line_facts")


def test_the_arrows_choose_another_and_a_cancelled_bill_is_not_listed(counter: Counterside) -> None:
    pay_later(counter, SALT_CODE)
    pay_later(counter, SOAP_CODE)
    counter.press(MATCH, DOWN, ENTER, ESC)
    assert "1 UPI payment to match" in text(counter, "line_facts")
    counter.press((Qt.Key.Key_Delete, CTRL), DOWN, ENTER, MATCH)
    assert text(counter, "match_state") == "Every UPI payment was seen or matched."


def test_a_bill_whose_money_was_seen_is_not_listed(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    counter.press((Qt.Key.Key_U, CTRL), ENTER, MATCH)
    assert text(counter, "match_state") == "Every UPI payment was seen or matched."


def test_what_did_not_come_comes_after_all_by_one_key(counter: Counterside) -> None:
    pay_later(counter, SALT_CODE)
    counter.press(MATCH)
    counter.type("n")
    counter.type("n")
    assert text(counter, "match_said") == "That it did not come is in the books already."
    counter.press(ENTER)
    assert text(counter, "match_said").startswith("✓ ₹ 28.00 of bill")
    assert rows(counter) == []
    assert acts(counter) == [
        (ActKind.MONEY_NOT_COME, Money(2800)),
        (ActKind.MONEY_CAME, Money(2800)),
    ]
    assert tenders(counter) == {"upi": 2800}


def test_a_claim_that_was_struck_off_and_comes_after_all_goes_back_by_one_key(
    counter: Counterside,
) -> None:
    """The buyer has neither goods nor money else; cash is down and UPI up, once."""
    pay_later(counter, SOAP_CODE)
    goods_back(counter)
    assert tenders(counter) == {}
    counter.press(MATCH)
    assert rows(counter) == ["▶ ₹ 35.00 goods are back: ₹ 35.00 is struck off"]
    counter.type("g")
    assert text(counter, "match_said").startswith("✓ Give ₹ 35.00 of bill")
    assert rows(counter) == []
    counter.type("g")
    counter.press(ENTER)
    assert tenders(counter) == {"upi": 3500, "cash": -3500}
    assert acts(counter)[-2:] == [
        (ActKind.MONEY_CAME, Money(3500)),
        (ActKind.CLAIM_BACK, Money(3500)),
    ]
    counter.press(ESC)
    assert "to match" not in text(counter, "line_facts")


def test_what_came_stays_on_the_list_until_it_is_given_back(counter: Counterside) -> None:
    pay_later(counter, SOAP_CODE)
    goods_back(counter)
    counter.press(MATCH, ENTER)
    assert "G gives it back in cash" in text(counter, "match_said")
    assert text(counter, "match_state") == "₹ 35.00 to give back"
    counter.press(ESC)
    assert "1 UPI payment to match: Alt+U" in text(counter, "line_facts")
    counter.press(MATCH, ENTER)
    assert rows(counter) == ["▶ ₹ 35.00 came: to be given back (G)"]
    counter.type("g")
    assert text(counter, "match_state") == "Every UPI payment was seen or matched."
    assert tenders(counter) == {"upi": 3500, "cash": -3500}


def test_nothing_is_the_buyer_s_of_goods_that_he_has(counter: Counterside) -> None:
    pay_later(counter, SOAP_CODE)
    counter.press(MATCH)
    counter.type("g")
    assert "Nothing of this is the buyer's" in text(counter, "match_said")
    assert rows(counter) == ["▶ ₹ 35.00 not seen yet"]
    assert acts(counter) == []


def test_money_for_a_cancelled_bill_goes_back_too(counter: Counterside) -> None:
    pay_later(counter, SALT_CODE)
    counter.press((Qt.Key.Key_Delete, CTRL), DOWN, ENTER, MATCH)
    assert rows(counter) == ["▶ ₹ 28.00 did not come; Enter: it came after all"]
    counter.type("g")
    assert tenders(counter) == {"upi": 2800, "cash": -2800}


def test_a_helper_asks_before_money_goes_out(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_later(counter, SOAP_CODE)
    goods_back(counter)
    staff(counter, RAM, monkeypatch)
    counter.press(MATCH)
    counter.type("g")
    assert counter.shell.at.place is Place.APPROVAL
    assert tenders(counter) == {}
    counter.press(ESC)
    assert rows(counter) == ["▶ ₹ 35.00 goods are back: ₹ 35.00 is struck off"]
