"""What the square codes say, read back by a real decoder from what a thermal head prints."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estore_pos.documents import qr
from estore_pos.documents.slip import Slip
from estore_pos.domain.credit_note import Back
from estore_pos.domain.money import Money
from estore_pos.domain.sale import Tender, TenderKind
from tests.documents import reading
from tests.documents.samples import BASKET, SALE, SHOP, bill, claimed, in_cash, mixed, note, seen
from tests.fully import examples


def uri(**facts: str) -> str:
    return qr.upi_uri(
        address=facts.pop("address", "shop@bank"),
        payee=facts.pop("payee", "Maa Sharda eStore"),
        amount=Money(10_500),
        note=facts.pop("note", "BK7M2/26/000123"),
        **facts,
    )


def printed(content: str) -> bytes:
    slip = Slip(58, title="code")
    slip.square(content, 5)
    return slip.pdf()


def test_a_bill_s_code_names_its_record() -> None:
    assert qr.bill_code(SALE) == f"ES1:B:{SALE}"
    assert reading.codes(printed(qr.bill_code(SALE)), reading.THERMAL_DPI) == [f"ES1:B:{SALE}"]


def test_an_intent_says_the_amount_with_two_decimals_and_blanks_as_percent_20() -> None:
    assert uri() == (
        "upi://pay?pa=shop@bank&pn=Maa%20Sharda%20eStore&am=105.00&cu=INR&tn=BK7M2%2F26%2F000123"
    )


def test_an_amount_below_a_rupee_and_one_above_a_thousand_have_no_comma() -> None:
    said = [qr.upi_uri(address="a@b", payee="x", amount=Money(p), note="n") for p in (5, 123456789)]
    assert "am=0.05&" in said[0]
    assert "am=1234567.89&" in said[1]


def test_an_intent_for_nothing_is_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError):
        qr.upi_uri(address="a@b", payee="x", amount=Money(0), note="n")


def test_reference_and_category_are_there_only_when_given() -> None:
    assert "tr=" not in uri()
    assert "mc=" not in uri()
    said = parse_qs(urlsplit(uri(reference="T 1", category="5411")).query)
    assert (said["tr"], said["mc"]) == (["T 1"], ["5411"])


def test_names_and_notes_are_cut_at_what_the_apps_take() -> None:
    said = parse_qs(urlsplit(uri(payee="x" * 120, note="n" * 80)).query)
    assert len(said["pn"][0]) == qr.PAYEE_MAX
    assert len(said["tn"][0]) == qr.NOTE_MAX
    with pytest.raises(AssertionError):
        uri(reference="r" * 36)


def test_a_long_hindi_name_is_cut_at_a_word_so_that_its_code_stays_coarse() -> None:
    name = "माँ शारदा ग्रामीण ई-स्टोर एवं जनरल स्टोर, कुढ़नी"
    said = uri(payee=name)
    paid_to = unquote(parse_qs(urlsplit(said).query)["pn"][0])
    assert name.startswith(paid_to + " ")
    assert qr.modules(said)[0] <= 57
    assert reading.codes(printed(said), reading.THERMAL_DPI) == [said]


@settings(max_examples=examples(25))
@given(
    name=st.text(st.sampled_from("कखग ीि्ंMaaShop&=?#+%/"), max_size=60),
    note=st.text(st.sampled_from("Bill 123/&=+%"), max_size=60),
    paise=st.integers(1, 10_00_00_000),
)
def test_whatever_a_name_holds_the_code_reads_back_and_its_facts_stay_apart(
    name: str, note: str, paise: int
) -> None:
    said = qr.upi_uri(address="a.b-c@bank", payee=name, amount=Money(paise), note=note)
    assert "+" not in said
    facts = {k: unquote(v) for k, v in (p.split("=", 1) for p in said[10:].split("&"))}
    assert set(facts) == {"pa", "pn", "am", "cu", "tn"}
    assert facts["tn"] == note[:50]
    assert reading.codes(printed(said), reading.THERMAL_DPI) == [said]


def test_a_cash_bill_asks_for_no_money() -> None:
    assert qr.payment(bill(BASKET, paying=in_cash), SHOP) == ""


def test_upi_money_that_was_seen_is_not_asked_for_again() -> None:
    assert qr.payment(bill(BASKET, paying=seen), SHOP) == ""


def test_a_claimed_payment_is_asked_for_with_its_own_amount() -> None:
    assert "am=341.00&" in qr.payment(bill(BASKET, paying=claimed), SHOP)
    assert "am=100.00&" in qr.payment(bill(BASKET, paying=mixed), SHOP)


def khata(owed: Money) -> tuple[Tender, ...]:
    """All of it on the khata."""
    return (Tender(TenderKind.KHATA, owed),)


def test_what_came_back_off_the_khata_is_asked_for_no_more() -> None:
    sold = bill(BASKET, paying=khata)
    assert "am=341.00&" in qr.payment(sold, SHOP)
    part = note(sold, [Back(0, 1000)], kind=TenderKind.KHATA)
    assert "am=176.00&" in qr.payment(sold, SHOP, [part])
    left = [Back(place, line.quantity.milli) for place, line in enumerate(sold.lines) if place]
    rest = note(sold, left, before=[part], kind=TenderKind.KHATA)
    assert qr.payment(sold, SHOP, [part, rest]) == ""


def test_money_given_back_leaves_what_is_awaited_unless_all_of_it_went_back() -> None:
    sold = bill(BASKET, paying=mixed)
    assert "am=100.00&" in qr.payment(sold, SHOP, [note(sold, [Back(0, 1000)])])
    every = [Back(place, line.quantity.milli) for place, line in enumerate(sold.lines)]
    assert qr.payment(sold, SHOP, [note(sold, every)]) == ""


def test_a_shop_without_an_address_asks_for_nothing() -> None:
    assert qr.payment(bill(BASKET, paying=claimed), replace(SHOP, upi_id="")) == ""


def test_only_a_merchant_s_intent_carries_a_reference_and_it_is_the_bill_s_id() -> None:
    asked = bill(BASKET, paying=claimed)
    assert "tr=" not in qr.payment(asked, SHOP)
    assert f"&tr={SALE}" in qr.payment(asked, replace(SHOP, upi_merchant=True))


def test_our_intents_keep_the_limits_and_musts_of_the_specification(estore_data: Path) -> None:
    upi = json.loads((estore_data / "india_vectors.json").read_text("utf-8"))["upi"]
    assert tuple(upi["limits"][name] for name in ("pn", "tn", "tr")) == (
        qr.PAYEE_MAX,
        qr.NOTE_MAX,
        qr.REFERENCE_MAX,
    )
    known = {name for each in upi["samples"] for name in parse_qs(urlsplit(each["uri"]).query)}
    assert set(parse_qs(urlsplit(uri(reference="R1", category="5411")).query)) <= known
