"""What papers tell adds up for whoever reads it."""

from dataclasses import replace

import pytest

from estore_pos.documents.content import Content, Deed, content
from estore_pos.documents.invoice import invoice
from estore_pos.documents.qr import owed
from estore_pos.documents.receipt import receipt
from estore_pos.documents.table import Form
from estore_pos.documents.wording import wording
from estore_pos.domain.credit_note import Back
from estore_pos.domain.draft import Draft
from estore_pos.domain.item import Slab
from estore_pos.domain.money import Money, total
from estore_pos.domain.sale import BillLine, Proof, Tender, TenderKind
from estore_pos.domain.shop import Shop
from estore_pos.text.words import PaperLanguage
from tests.documents import reading
from tests.documents.samples import (
    BASKET,
    CASES,
    DEEDS,
    DIWALI,
    OIL,
    SALE,
    SHOP,
    SOAP,
    UNREGISTERED,
    bill,
    note,
)

EVERY: dict[str, tuple[Deed, Shop]] = {
    **{name: (case.bill, case.shop) for name, case in CASES.items()},
    **{name: (deed, shop) for name, (deed, shop, _) in DEEDS.items()},
}


def held(name: str) -> Content:
    deed, shop = EVERY[name]
    return content(deed, shop, wording("en"))


@pytest.mark.parametrize("name", EVERY)
def test_lines_and_round_off_come_to_the_total(name: str) -> None:
    told = held(name)
    gross = total([line.taxed.gross for line in told.lines])
    assert gross == told.totals.gross
    assert gross + told.totals.round_off == told.totals.payable


@pytest.mark.parametrize("name", EVERY)
def test_what_stands_below_the_total_comes_to_it(name: str) -> None:
    told = held(name)
    left = told.totals.payable
    for entry in told.settled:
        match entry.name:
            case "To pay" | "Rest to pay":
                assert entry.amount == left
            case "Let go" | "Let go when it was sold":
                left += entry.amount
            case "Change":
                left += entry.amount
            case _:
                left -= entry.amount
    rest = [entry.amount for entry in told.settled if entry.name == "Rest to pay"]
    assert left == (total(rest) if told.settled else told.totals.payable)


@pytest.mark.parametrize("name", EVERY)
def test_a_line_is_its_price_less_discount_and_more_charge(name: str) -> None:
    for line in held(name).lines:
        if isinstance(line, BillLine):
            worth = line.price.times_milli(line.quantity.milli) - line.discount + line.charge
            assert worth == (line.taxed.gross if line.inclusive else line.taxed.taxable)


def test_the_amount_of_a_line_is_printed_with_every_step_to_it() -> None:
    text = reading.text(receipt(CASES["terms"].bill, SHOP, width_mm=80, language="en"))
    flat = text.replace("\n", " ")
    # 3 x 165.00 - 58.41 + 14.66 = 451.25
    assert "3 bottle × 165.00 · offer · discount 58.41 · charge +14.66 · GST 5% 451.25" in flat


def test_a_cheaper_price_names_its_reason_the_usual_one_and_what_was_saved() -> None:
    cheap = replace(OIL, slabs=(Slab(3000, Money(16000)),))
    text = reading.text(receipt(bill(Draft().add(cheap, 3000)), SHOP, width_mm=80, language="en"))
    flat = text.replace("\n", " ")
    assert "3 bottle × 160.00 · quantity price · usually 165.00 · GST 5% 480.00" in flat
    assert "You saved 15.00" in text


def test_an_offer_is_told_by_the_name_the_shop_gave_it() -> None:
    terms = CASES["terms"].bill
    named = replace(DIWALI, name_en="Diwali week")
    asked: tuple[tuple[PaperLanguage, str], ...]
    asked = ("en", "Diwali week"), ("hi", "दिवाली"), ("both", "दिवाली")
    for language, name in asked:
        for pdf in (
            receipt(terms, SHOP, width_mm=58, language=language, offers=[named]),
            invoice(terms, SHOP, language=language, offers=[named]),
        ):
            assert name in reading.text(pdf).replace("\n", " ")


def test_a_long_name_of_an_offer_is_whole_on_the_narrowest_paper() -> None:
    name = "Chhath puja week for all who buy two and more of anything"
    for pdf in (
        receipt(
            CASES["terms"].bill,
            SHOP,
            width_mm=58,
            language="en",
            offers=[replace(DIWALI, name_en=name)],
        ),
        invoice(
            CASES["terms"].bill,
            SHOP,
            language="en",
            form=Form.A5,
            offers=[replace(DIWALI, name_en=name)],
        ),
    ):
        text = reading.text(pdf).replace("\n", " ")
        assert all(word in text for word in name.split())
        wide = reading.sizes(pdf)[0][0]
        assert all(box.left >= 0 and box.right <= wide + 0.01 for box in reading.boxes(pdf)[0])


def test_a_price_typed_by_hand_is_told_without_a_reason() -> None:
    draft = Draft().add(SOAP, 1000).set_price(0, Money(3000), approved=True)
    text = reading.text(receipt(bill(draft), SHOP, width_mm=80, language="en"))
    assert "1 pc × 30.00 · usually 38.00 · GST 18% 30.00" in text
    assert "offer" not in text


def test_change_that_is_kept_stands_as_credit_below_nothing() -> None:
    lines = reading.text(
        receipt(CASES["terms"].bill, SHOP, width_mm=58, language="en")
    ).splitlines()
    at = lines.index("Let go -1.00")
    assert lines[at : at + 4] == [
        "Let go -1.00",
        "To pay 615.00",
        "Cash 617.00",
        "Kept as your credit -2.00",
    ]


def test_every_way_to_pay_has_its_line() -> None:
    text = reading.text(receipt(CASES["memo-terms"].bill, UNREGISTERED, width_mm=58, language="en"))
    for told in (
        "Advance paid 10.00",
        "Your credit 10.00",
        "Card 004512 10.00",
        "UPI to be matched 10.00",
        "On credit 10.00",
        "Cash received 575.00",
        "Change 9.00",
    ):
        assert told in text.splitlines()


def test_a_cancelled_bill_says_so_and_asks_for_no_money() -> None:
    case = CASES["upi-claimed"]
    for made in (
        receipt(case.bill, SHOP, width_mm=58, language="both", cancelled=True),
        invoice(case.bill, SHOP, language="both", cancelled=True),
    ):
        assert "CANCELLED" in reading.text(made)
        assert "रद्द" in reading.text(made)
        assert reading.codes(made, reading.THERMAL_DPI) == [f"ES1:B:{SALE}"]
        assert reading.faults(made) == []


@pytest.mark.parametrize(
    ("proof", "reference", "waits"),
    [
        (Proof.NONE, "", True),
        (Proof.SEEN, "", False),
        (Proof.LATER, "", True),
        (Proof.LATER, "412345678901", False),
        (Proof.NONE, "412345678901", False),
    ],
)
def test_a_code_to_pay_is_printed_until_somebody_saw_the_money_or_a_reference_of_it(
    proof: Proof, reference: str, waits: bool
) -> None:
    made = bill(
        BASKET,
        paying=lambda sum_: (Tender(TenderKind.UPI, sum_, proof=proof, reference=reference),),
    )
    assert bool(owed(made)) is waits
    assert bool(content(made, SHOP, wording("en")).intent) is waits


def test_what_goes_on_the_khata_can_be_paid_from_the_paper_and_a_copy_asks_nobody() -> None:
    def paying(sum_: Money) -> tuple[Tender, ...]:
        half = Money(sum_.paise // 2)
        return Tender(TenderKind.CASH, half), Tender(TenderKind.KHATA, sum_ - half)

    made = bill(BASKET, paying=paying)
    lent = made.tenders[1].amount
    for paper in (
        receipt(made, SHOP, width_mm=58, language="both"),
        invoice(made, SHOP, language="both"),
    ):
        own, asked = sorted(reading.codes(paper, reading.THERMAL_DPI))
        assert own == f"ES1:B:{SALE}"
        assert f"&am={lent.paise // 100}.{lent.paise % 100:02d}" in asked
    for paper in (
        receipt(made, SHOP, width_mm=58, language="both", copy=1),
        invoice(made, SHOP, language="both", copy=1),
    ):
        assert reading.codes(paper, reading.THERMAL_DPI) == [f"ES1:B:{SALE}"]


def test_upi_that_nobody_saw_is_told_as_not_given_back() -> None:
    sold = CASES["terms"].bill
    made = note(sold, [Back(0, 1000)])
    due = made.refunds[0].amount
    parted = (
        Tender(TenderKind.CASH, due - Money(500)),
        Tender(TenderKind.UPI, Money(500), proof=Proof.LATER),
    )
    told = content(replace(made, refunds=parted), SHOP, wording("en"))
    assert [(entry.name, entry.amount) for entry in told.settled] == [
        ("Given back: Cash", due - Money(500)),
        ("Not given back: UPI that was not seen", Money(500)),
    ]


def test_what_was_let_go_when_it_was_sold_is_not_given_back() -> None:
    sold = CASES["terms"].bill
    back = [Back(place, line.quantity.milli) for place, line in enumerate(sold.lines)]
    told = content(note(sold, back), SHOP, wording("en"))
    assert [(entry.name, entry.amount.paise) for entry in told.settled] == [
        ("Let go when it was sold", -100),
        ("Given back: Cash", 61500),
    ]
