"""An advance that nobody saw come, by keys: listed, matched, told where it is closed."""

import pytest

from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.refund import Standing
from estore_pos.domain.sale import Proof, Tender, TenderKind
from estore_pos.text.numbers import money_text
from estore_pos.ui.keymap import Place
from tests.operations.shopfront import SALT
from tests.ui.counterside import Counterside
from tests.ui.test_estimates import END, ENTER, ESC, ESTIMATE, F4, last_bill, place, waiting
from tests.ui.test_matching import MATCH, rows
from tests.ui.test_paying import text

SUM = money_text(Money(2000))


def unseen(counter: Counterside) -> None:
    """An estimate of two packets, 56 rupees, 20 of them by UPI that nobody saw."""
    advance = [Tender(TenderKind.UPI, Money(2000), proof=Proof.LATER)]
    counter.work.on_desk(lambda till: till.counter.add(SALT, 2000))
    counter.work.on_desk(lambda till: till.estimates.make(advance=advance))
    counter.shell.counter.count_unseen()
    counter.rest()


@pytest.mark.parametrize("is_billed", [False, True])
def test_it_is_matched_by_one_key_before_its_bill_and_after_it(
    counter: Counterside, *, is_billed: bool
) -> None:
    unseen(counter)
    if is_billed:
        counter.press(ESTIMATE, ENTER, END)
    assert "1 UPI payment to match: Alt+U" in text(counter, "line_facts")
    counter.press(MATCH)
    assert rows(counter) == [f"▶ {SUM} not seen yet"]
    counter.press(ENTER)
    said = "came." if is_billed else "came: its advance is money now."
    assert text(counter, "match_said").endswith(said)
    assert (rows(counter), text(counter, "match_state")) == (
        [],
        "Every UPI payment was seen or matched.",
    )
    counter.press(ESC)
    if not is_billed:
        counter.press(ESTIMATE, ENTER, END)
    bill = last_bill(counter)
    look = counter.work.on_desk(lambda till: till.returns.look(bill.id).standing)
    assert look == Standing(Money(5600), NOTHING, NOTHING)


def test_what_did_not_come_of_an_estimate_says_what_is_left_to_do(counter: Counterside) -> None:
    unseen(counter)
    counter.press(MATCH)
    counter.type("n")
    assert "close the estimate (Alt+E)" in text(counter, "match_said")
    assert rows(counter) == [f"▶ {SUM} did not come; Enter: it came after all"]


def test_closing_says_where_to_go_and_that_way_is_there(counter: Counterside) -> None:
    unseen(counter)
    counter.press(ESTIMATE, F4)
    assert place(counter) is Place.CLOSE_ESTIMATE
    assert "It came? Esc, Esc, then Alt+U." in text(counter, "close_words")
    counter.press(ESC, ESC, MATCH)
    assert rows(counter) == [f"▶ {SUM} not seen yet"]
    counter.press(ENTER, ESC, ESTIMATE, F4)
    assert "Nobody saw" not in text(counter, "close_words")
    assert waiting(counter)[0].estimate.unseen == NOTHING
