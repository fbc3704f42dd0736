"""A bill in a chat: the paper's language, every amount, and never more than the link carries."""

from dataclasses import replace

import pytest

from estore_pos.documents.content import content
from estore_pos.documents.message import message, of_papers, wording_of
from estore_pos.domain.credit_note import CreditNote
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.money import Money
from estore_pos.text import chat
from estore_pos.text.numbers import amount_text
from tests.documents.samples import BASKET, CASES, DEEDS, SHOP, bill, claimed, long_bill
from tests.domain.samples import keep_change


def test_the_shop_the_lines_and_the_total_stand_in_the_paper_s_language() -> None:
    sold = CASES["upi-claimed"].bill
    assert message(sold, SHOP, "hi").splitlines() == [
        "*माँ शारदा ई-स्टोर*",
        "फ़ोन 00000 00011",
        f"बिल नं. {sold.number}, 22-11-2026 14:07",
        "सरसों का तेल 1 लीटर फॉर्च्यून, 1 बोतल: 165.00",
        "आलू, 1.667 किलो: 50.01",
        "लाइफ़बॉय साबुन 125 ग्राम, 2 पीस: 76.00",
        "Parle-G बिस्किट 100g/पैकेट, 5 पैकेट: 50.00",
        "*4 सामान, कुल: ₹ 341.00*",
        "UPI: 341.00",
        "UPI से ₹ 341.00 दें: practice@invalid",
        "धन्यवाद, फिर आइए",
    ]
    english = message(sold, SHOP, "en")
    assert "Potato, 1.667 kg: 50.01" in english
    assert "Pay ₹ 341.00 by UPI: practice@invalid" in english
    assert message(sold, SHOP, "both") == message(sold, SHOP, "hi"), "one language, the first"


def test_money_is_asked_for_only_where_it_is_owed_and_can_be_paid() -> None:
    for name in ("cash-memo", "upi-seen"):
        assert "practice@invalid" not in message(CASES[name].bill, SHOP, "en")
    without = replace(SHOP, upi_id="")
    assert "@" not in message(bill(BASKET, without, paying=claimed), without, "en")
    sold = CASES["upi-claimed"].bill
    for told in (
        message(sold, SHOP, "en", practice=True),
        message(sold, SHOP, "en", cancelled=True),
    ):
        assert "practice@invalid" not in told
    assert "*CANCELLED*" in message(sold, SHOP, "en", cancelled=True).splitlines()
    assert "*PRACTICE - not a bill*" in message(sold, SHOP, "en", practice=True).splitlines()


def test_how_it_was_paid_is_told_where_there_is_more_to_it_than_cash() -> None:
    assert "Cash" not in message(CASES["cash-memo"].bill, SHOP, "en")
    told = message(CASES["memo-terms"].bill, SHOP, "en")
    for way in ("Advance paid: 10.00", "Card 004512: 10.00", "On credit: 10.00", "Change: 9.00"):
        assert way in told.splitlines()


@pytest.mark.parametrize("lines", [1, 4, 5, 6, 7, 300, 1114])
@pytest.mark.parametrize("language", ["hi", "en"])
def test_a_long_bill_fits_the_link_and_says_how_many_lines_it_left_out(
    lines: int, language: str
) -> None:
    told = message(long_bill(lines), SHOP, "hi" if language == "hi" else "en")
    assert chat.taken(told) <= chat.TEXT_ROOM
    shown = [line for line in told.splitlines() if line.endswith((".00", ".01")) and ", 1 " in line]
    left = [line for line in told.splitlines() if "PDF" in line]
    said = int(left[0].split()[1]) if left else 0
    assert shown
    assert len(shown) + said == lines
    assert f"*{lines} " in told


def test_a_text_of_two_full_papers_fits_the_link_and_names_the_shop_once() -> None:
    say = wording_of("hi")
    both = [content(long_bill(300), SHOP, say), content(long_bill(200), SHOP, say)]
    told = of_papers(both, SHOP, "hi")
    assert chat.taken(told) <= chat.TEXT_ROOM
    assert told.count(SHOP.name_hi) == 1
    for count in (300, 200):
        assert f"*{count} " in told


def test_what_is_kept_for_the_buyer_is_no_debt() -> None:
    sold = replace(CASES["cash-memo"].bill, buyer=CustomerId("01JD0000000000000000000001"))
    owed = sold.totals.payable
    kept = replace(sold, tenders=keep_change(owed, owed + Money(400)))
    told = message(kept, SHOP, "en").splitlines()
    assert "Kept as your credit: 4.00" in told
    assert not any("-" in line for line in told if line.startswith("Kept"))


def test_a_discount_and_a_charge_are_named() -> None:
    told = message(CASES["memo-terms"].bill, SHOP, "en")
    held = content(CASES["memo-terms"].bill, SHOP, wording_of("en"))
    assert {"Discount given", "Delivery, packing (included)"} <= {each.name for each in held.given}
    for entry in held.given:
        assert f"{entry.name}: {amount_text(entry.amount)}" in told.splitlines()


def test_a_credit_note_and_an_estimate_are_told_too() -> None:
    note, shop, _ = DEEDS["note"]
    told_note = message(note, shop, "en")
    assert f"Credit note no. {note.number}" in told_note
    assert isinstance(note, CreditNote)
    assert f"Against bill: {note.bill_number}" in told_note.splitlines()
    told, shop, _ = DEEDS["estimate-advance"]
    assert "*NOT A BILL*" in message(told, shop, "en").splitlines()
    assert "Rest to pay: 416.00" in message(told, shop, "en")
