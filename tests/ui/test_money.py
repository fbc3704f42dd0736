"""Money that moves without a sale: by a letter, an amount and four characters; a bill waits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from estore_pos.domain.account import MoneyDeed
from estore_pos.operations.account import Turnover
from estore_pos.ui.counter.account import AccountSheet
from estore_pos.ui.counter.money import MoveSheet
from estore_pos.ui.keymap import MONEY_LETTERS, Place
from tests.ui.counterside import ALT, SALT_CODE, Counterside
from tests.ui.staffed import GITA, RAM, staff
from tests.ui.test_done import allow
from tests.ui.test_paying import text

ENTER, ESC, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down
F4, F5 = Qt.Key.Key_F4, Qt.Key.Key_F5
MONEY = (Qt.Key.Key_M, ALT)
LETTERS = dict(zip(list(MoneyDeed), MONEY_LETTERS, strict=False))


def at(counter: Counterside) -> Place:
    return counter.shell.at.place


def type_slowly(counter: Counterside, said: str) -> None:
    """What a hand types: a burst with Enter behind it is a scan."""
    counter.type(said)
    counter.qtbot.wait(90)


def begin(counter: Counterside, deed: MoneyDeed) -> None:
    counter.press(MONEY)
    counter.type(LETTERS[deed].lower())
    counter.rest()


def move(counter: Counterside, deed: MoneyDeed, amount: str, words: str = "") -> None:
    begin(counter, deed)
    type_slowly(counter, amount)
    counter.press(ENTER)
    type_slowly(counter, words)
    counter.press(ENTER)
    counter.rest()


def go_to_words(counter: Counterside) -> None:
    """On to the reference, whatever stands in the amount."""
    sheet = counter.shell.at
    assert isinstance(sheet, MoveSheet)
    if sheet.amount.hasFocus():
        counter.press(ENTER)


def held(counter: Counterside) -> dict[str, tuple[int, int, int]]:
    """What came in, went out and lies in each account that anything moved in."""
    standing: list[Turnover] = counter.work.on_desk(lambda till: till.accounts.standing())
    return {
        each.account.name or each.account.id: (
            each.received.paise,
            each.given.paise,
            each.balance.paise,
        )
        for each in standing
        if each.received or each.given
    }


@pytest.mark.usefixtures("no_mouse")
def test_a_cash_out_of_a_round_amount_costs_eight_keys(counter: Counterside) -> None:
    counter.type("sal")
    counter.keys = 0
    counter.press(MONEY)
    counter.type("a")
    counter.press(F5)
    type_slowly(counter, "4471")
    counter.press(ENTER)
    counter.rest()
    assert counter.keys <= 8
    assert held(counter) == {"cash": (0, 200_000, -200_000), "digipay": (200_000, 0, 200_000)}
    assert "Cash paid out (AEPS): ₹ 2,000.00" in counter.shell.counter.strip.text()
    focus = counter.focused()
    assert isinstance(focus, QLineEdit)
    assert focus.text() == "sal", "what was half-typed stays, and the hand with it"


def test_a_bill_that_is_open_stays_open_while_a_supplier_is_paid(counter: Counterside) -> None:
    counter.scan(SALT_CODE)
    begin(counter, MoneyDeed.SUPPLIER)
    assert text(counter, "move_way") == "Name of the supplier"
    type_slowly(counter, "Gupta Traders")
    counter.press(ENTER)
    type_slowly(counter, "1200+50")
    assert text(counter, "move_sum") == "= ₹ 1,250"
    counter.press(ENTER)
    type_slowly(counter, "oil")
    counter.press(ENTER)
    counter.rest()
    assert at(counter) is Place.COUNTER
    assert counter.lines == [("Salt", 1000)]
    assert held(counter)["Gupta Traders"] == (125_000, 0, 125_000)


def test_the_way_of_the_last_time_stands_first_and_arrows_choose_another(
    counter: Counterside,
) -> None:
    begin(counter, MoneyDeed.EXPENSE)
    assert text(counter, "move_way") == "Cash drawer → Tea"
    counter.press(DOWN, DOWN)
    assert text(counter, "move_way") == "Cash drawer → Electricity"
    type_slowly(counter, "300")
    counter.press(ENTER, ENTER)
    counter.rest()
    begin(counter, MoneyDeed.EXPENSE)
    assert text(counter, "move_way") == "Cash drawer → Electricity"
    counter.press(Qt.Key.Key_F10)
    type_slowly(counter, "Newspaper")
    counter.press(ENTER)
    type_slowly(counter, "40")
    counter.press(ENTER, ENTER)
    counter.rest()
    begin(counter, MoneyDeed.EXPENSE)
    assert text(counter, "move_way") == "Cash drawer → Newspaper"
    assert held(counter)["Newspaper"] == (4000, 0, 4000)


def test_a_whole_number_is_never_kept_and_it_is_said_why(counter: Counterside) -> None:
    begin(counter, MoneyDeed.CASH_OUT)
    type_slowly(counter, "500")
    counter.press(ENTER)
    type_slowly(counter, "123412341234")
    counter.press(ENTER)
    counter.rest()
    assert "Only the last 4 letters or digits are kept" in text(counter, "move_problem")
    assert at(counter) is Place.MOVE
    type_slowly(counter, "1234")
    counter.press(ENTER)
    counter.rest()
    assert held(counter)["digipay"] == (50_000, 0, 50_000)
    move(counter, MoneyDeed.DRAWING, "100", "a/c 12345678901")
    assert "A long number stands there" in text(counter, "move_problem")
    counter.press(ESC)
    begin(counter, MoneyDeed.SUPPLIER)
    type_slowly(counter, "Ram 00000 00012")
    counter.press(ENTER)
    type_slowly(counter, "20")
    counter.press(ENTER, ENTER)
    counter.rest()
    assert "A long number stands there" in text(counter, "move_problem")
    assert "owner" not in held(counter)


@pytest.mark.parametrize("typed", ["0", "", "2+", "100000001"])
def test_an_amount_that_cannot_be_moved_is_refused_where_it_stands(
    counter: Counterside, typed: str
) -> None:
    begin(counter, MoneyDeed.DEPOSIT)
    counter.type(typed)
    counter.qtbot.wait(90)
    counter.press(ENTER, ENTER)
    counter.rest()
    assert text(counter, "move_problem")
    assert at(counter) is Place.MOVE
    assert held(counter) == {}


def test_a_cash_out_that_failed_is_claimed_and_the_claim_is_settled(counter: Counterside) -> None:
    begin(counter, MoneyDeed.FAILED)
    assert text(counter, "answer_said").startswith("No cash was paid out")
    counter.press(ENTER, ESC)
    begin(counter, MoneyDeed.SETTLED)
    assert text(counter, "answer_said") == "Nothing is to be claimed."
    counter.press(ESC, ESC)
    move(counter, MoneyDeed.CASH_OUT, "500", "1111")
    move(counter, MoneyDeed.CASH_OUT, "700", "2222")
    begin(counter, MoneyDeed.FAILED)
    counter.press(DOWN, UP, DOWN, ENTER)
    counter.rest()
    assert "DigiPay → Failed, to be claimed" in counter.shell.counter.strip.text()
    assert held(counter)["claims"] == (50_000, 0, 50_000)
    begin(counter, MoneyDeed.SETTLED)
    counter.press(ENTER)
    counter.rest()
    assert held(counter)["claims"] == (50_000, 50_000, 0)
    assert held(counter)["digipay"] == (170_000, 50_000, 120_000)


def rows(counter: Counterside) -> list[str]:
    sheet = counter.shell.at
    assert isinstance(sheet, AccountSheet)
    return sheet.list.texts()


def test_a_running_page_shows_the_bills_cash_and_a_wrong_entry_is_taken_back_by_two_keys(
    counter: Counterside,
) -> None:
    counter.scan(SALT_CODE)
    counter.press(Qt.Key.Key_End)
    move(counter, MoneyDeed.DEPOSIT, "1000")
    move(counter, MoneyDeed.BANKED, "300", "evening")
    counter.press(MONEY, Qt.Key.Key_F2)
    counter.rest()
    assert text(counter, "account_title") == "Cash drawer"
    assert text(counter, "account_state") == "By these books ₹ 728.00 lie in the drawer"
    assert [each.split(" · ")[0] for each in rows(counter)] == [
        "Bills, less goods back",
        "Put in the bank",
        "Owner put in",
    ]
    assert "₹ 700.00" in rows(counter)[1]
    counter.press(F4)
    assert text(counter, "account_said").startswith("This is the bills' cash")
    counter.press(DOWN, F4)
    assert text(counter, "account_said") == "Was ₹ 300.00 wrong? F4 again takes it back."
    counter.press(UP, DOWN, F4)
    assert held(counter)["bank"] == (30_000, 0, 30_000), "an arrow between them asks anew"
    counter.press(F4)
    counter.rest()
    assert held(counter)["bank"] == (30_000, 30_000, 0)
    assert text(counter, "account_state") == "By these books ₹ 1,028.00 lie in the drawer"
    for _ in range(2):
        counter.press(DOWN, F4)
        assert text(counter, "account_said").startswith("This was taken back already")
    counter.press(Qt.Key.Key_PageDown)
    counter.rest()
    assert text(counter, "account_title") == "Bank"
    counter.press(Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    counter.rest()
    assert text(counter, "account_title") == "Owner"
    assert text(counter, "account_state").startswith("₹ 1,000.00 put in by the owner")
    counter.press(ESC, ESC)
    assert at(counter) is Place.COUNTER


def test_a_helper_is_asked_before_money_goes_out_and_not_before_it_comes_in(
    counter: Counterside, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff(counter, RAM, monkeypatch)
    move(counter, MoneyDeed.TAKEN_IN, "399", "77AB")
    assert held(counter)["cash"] == (39_900, 0, 39_900)
    move(counter, MoneyDeed.CASH_OUT, "500", "4471")
    assert at(counter) is Place.APPROVAL
    counter.press(ESC)
    counter.rest()
    assert held(counter)["cash"] == (39_900, 0, 39_900)
    assert "R114" in text(counter, "move_problem")
    go_to_words(counter)
    counter.press(ENTER)
    allow(counter, GITA)
    counter.rest()
    assert held(counter)["cash"] == (39_900, 50_000, -10_100)
    counter.press(MONEY, Qt.Key.Key_F2)
    counter.rest()
    assert at(counter) is Place.APPROVAL, "what lies in the drawer is not for everybody to see"
    allow(counter, GITA)
    counter.rest()
    assert "राम, by leave of गीता" in rows(counter)[0]


def test_the_menu_says_what_the_wallets_hold_and_esc_goes_back_step_by_step(
    counter: Counterside,
) -> None:
    move(counter, MoneyDeed.TOP_UP, "2500", "1")
    counter.press(MONEY)
    counter.rest()
    assert at(counter) is Place.MONEY
    assert text(counter, "money_state") == "DigiPay ₹ 2,500.00"
    counter.type("c")
    counter.rest()
    assert at(counter) is Place.MOVE
    counter.press(Qt.Key.Key_F10)
    counter.press(ESC)
    assert at(counter) is Place.MOVE
    counter.press(ESC)
    assert at(counter) is Place.MONEY
    counter.press(ESC)
    assert at(counter) is Place.COUNTER
