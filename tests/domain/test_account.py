"""Money that moves between accounts: what may go where, what is kept of it, what answers it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estore_pos.domain.account import (
    BANK,
    BUILT_IN,
    CASH,
    CLAIMS,
    DIGIPAY,
    NAMED,
    ROUTES,
    Account,
    AccountKind,
    MoneyDeed,
    MoneyMove,
    check_words,
    fits,
    named_kind,
    tidy_reference,
)
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import AccountId, PersonId, RecordId
from estore_pos.domain.money import AMOUNT_MAX, NOTHING, Money

TODAY = BusinessDay(date(2026, 11, 24))
LATER = BusinessDay(date(2026, 11, 25))
ONE = RecordId("01JD0000000000000000000001")
BY_ID = {each.id: each for each in BUILT_IN}


TWO_THOUSAND = Money.rupees(2000)


def cash_out(amount: Money = TWO_THOUSAND, reference: str = "4471", note: str = "") -> MoneyMove:
    return MoneyMove(MoneyDeed.CASH_OUT, CASH, DIGIPAY, amount, TODAY, reference, note)


def test_each_deed_has_its_two_accounts_and_no_deed_goes_another_way() -> None:
    assert set(ROUTES) == set(MoneyDeed) - {MoneyDeed.REVERSED}
    ways = {
        deed: {
            (source.id, target.id)
            for source in BUILT_IN
            for target in BUILT_IN
            if fits(deed, source, target)
        }
        for deed in ROUTES
    }
    assert ways[MoneyDeed.CASH_OUT] == {("cash", "digipay")}
    assert ways[MoneyDeed.TAKEN_IN] == {("digipay", "cash")}
    assert ways[MoneyDeed.TOP_UP] == {("cash", "digipay"), ("bank", "digipay")}
    assert ways[MoneyDeed.PAYOUT] == {("digipay", "bank")}
    assert ways[MoneyDeed.COMMISSION] == {("commission", "digipay")}
    assert ways[MoneyDeed.SERVICE] == {("service", "cash")}
    assert ways[MoneyDeed.FAILED] == {("digipay", "claims")}
    assert ways[MoneyDeed.SETTLED] == {("claims", "digipay")}
    assert ("cash", "wages") in ways[MoneyDeed.EXPENSE]
    assert ways[MoneyDeed.SUPPLIER] == set(), "nobody is a supplier until he is named"
    assert ways[MoneyDeed.DRAWING] == {("cash", "owner")}
    assert {("owner", "cash"), ("owner", "bank"), ("owner", "digipay")} == ways[MoneyDeed.DEPOSIT]
    assert ways[MoneyDeed.BANKED] == {("cash", "bank")}
    assert ways[MoneyDeed.DRAWN] == {("bank", "cash")}


def test_a_name_may_be_typed_where_one_of_its_kind_takes_part() -> None:
    assert named_kind(MoneyDeed.SUPPLIER) is AccountKind.SUPPLIER
    assert named_kind(MoneyDeed.TAKEN_IN) is AccountKind.WALLET
    assert named_kind(MoneyDeed.EXPENSE) is AccountKind.EXPENSE
    assert named_kind(MoneyDeed.BANKED) is None
    assert all(named_kind(deed) in (None, *NAMED) for deed in ROUTES)
    gupta = Account(AccountId("01JD0000000000000000000009"), AccountKind.SUPPLIER, "Gupta")
    assert fits(MoneyDeed.SUPPLIER, BY_ID[CASH], gupta)


def test_at_most_four_characters_of_a_reference_are_kept() -> None:
    assert tidy_reference(" 7a b2 ") == "7AB2"
    assert tidy_reference("४४७१") == "4471"
    assert tidy_reference("") == ""
    for typed in ("12345", "999941057058", "a/c1", "क", "²"):
        with pytest.raises(Refusal) as refused:
            tidy_reference(typed)
        assert refused.value.code is RefusalCode.REFERENCE_WRONG
        assert refused.value.facts == {}, "what was typed is said to nobody"
    with pytest.raises(Refusal) as refused:
        cash_out(reference="447a")
    assert refused.value.code is RefusalCode.REFERENCE_WRONG


@given(st.integers(0, 10**12 - 1), st.sampled_from(["", " ", "-"]))
def test_no_name_or_note_holds_a_whole_aadhaar_number(number: int, between: str) -> None:
    digits = f"{number:012}"
    said = between.join([digits[:4], digits[4:8], digits[8:]])
    for words in (said, f"ram {said} ok"):
        with pytest.raises(Refusal) as refused:
            check_words(words)
        assert refused.value.code is RefusalCode.WHOLE_NUMBER
    with pytest.raises(Refusal):
        cash_out(note=said)


@pytest.mark.parametrize("note", ["", "24-11-2026", "1,20,000", "bill 1234567", "चाय 2, 10:30"])
def test_a_date_a_sum_and_a_short_number_may_stand_in_a_note(note: str) -> None:
    assert cash_out(note=note).note == note


@pytest.mark.parametrize("amount", [NOTHING, Money(-1), AMOUNT_MAX + Money(1)])
def test_nothing_less_than_nothing_and_more_than_a_crore_do_not_move(amount: Money) -> None:
    with pytest.raises(Refusal) as refused:
        cash_out(amount)
    assert refused.value.code is RefusalCode.MOVE_AMOUNT


def test_a_cash_out_that_failed_is_a_claim_which_is_settled_into_its_wallet() -> None:
    failed = cash_out().answered(MoneyDeed.FAILED, ONE, LATER)
    assert (failed.source, failed.target, failed.amount) == (DIGIPAY, CLAIMS, Money(200_000))
    assert (failed.about, failed.day, failed.reference) == (ONE, LATER, "4471")
    settled = failed.answered(MoneyDeed.SETTLED, ONE, LATER)
    assert (settled.source, settled.target) == (CLAIMS, DIGIPAY)


def test_a_reversal_goes_the_other_way_and_is_not_reversed_itself() -> None:
    made = MoneyMove(MoneyDeed.BANKED, CASH, BANK, Money(100), TODAY, note="evening")
    back = made.answered(MoneyDeed.REVERSED, ONE, LATER, PersonId("X"))
    assert (back.deed, back.source, back.target) == (MoneyDeed.REVERSED, BANK, CASH)
    assert (back.note, back.by) == ("", "X")
    for before, after in (
        (back, MoneyDeed.REVERSED),
        (made, MoneyDeed.FAILED),
        (cash_out(), MoneyDeed.SETTLED),
    ):
        with pytest.raises(Refusal) as refused:
            before.answered(after, ONE, LATER)
        assert refused.value.code is RefusalCode.MOVE_OVER
