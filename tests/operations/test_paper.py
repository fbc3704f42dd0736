"""Laws of the papers: made from the record, kept seven days, never of somebody who is erased."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, ReturnReason
from estore_pos.domain.customer import Customer
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.ids import CustomerId, SaleId
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind
from estore_pos.operations.archive import Archive
from estore_pos.operations.paper import KINDS, Cabinet, PaperKind
from estore_pos.operations.till import Till
from tests.documents.reading import codes, text
from tests.fully import fully
from tests.operations.shopfront import Shopfront
from tests.operations.test_counter import SALT_CODE

DAY_S = 24 * 3600


@pytest.fixture
def archive(till: Till) -> Iterator[Archive]:
    """Questions on a connection of their own."""
    made = till.archive()
    yield made
    made.close()


def sold(till: Till, buyer: Customer | None = None) -> Bill:
    """One bill."""
    till.counter.set_buyer(buyer)
    till.counter.scan(SALT_CODE)
    return till.counter.finish().bills[0]


def printed(archive: Archive, bill: SaleId) -> list[bytes]:
    """Every size of a bill's paper."""
    return [archive.paper(bill, kind, "both").read_bytes() for kind in KINDS]


def test_a_paper_is_made_once_and_read_again(till: Till, archive: Archive) -> None:
    bill = sold(till)
    first = archive.paper(bill.id, "58", "both")
    made = first.read_bytes()
    os.utime(first, (0, 0))
    assert archive.paper(bill.id, "58", "both") == first
    assert first.stat().st_mtime == 0
    others = {
        archive.paper(bill.id, "80", "both"),
        archive.paper(bill.id, "58", "hi"),
        archive.paper(bill.id, "58", "both", copy=True),
    }
    assert len(others | {first}) == 4
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("kind", fully(list(KINDS), quick=["58"]))
def test_a_paper_asks_for_upi_that_nobody_saw_and_no_more_once_it_came(
    till: Till, archive: Archive, kind: PaperKind
) -> None:
    till.save_shop(replace(till.shop_today(), name_en="Ram", upi_id="ram@bank"))
    till.counter.scan(SALT_CODE)
    owed = till.counter.view.owed
    (bill,) = till.counter.finish([Tender(TenderKind.UPI, owed, proof=Proof.LATER)]).bills

    def asked() -> set[str]:
        made = archive.paper(bill.id, kind, "both").read_bytes()
        return {code for code in codes(made, 203) if code.startswith("upi://pay?")}

    (intent,) = asked()
    assert f"&am={owed.paise // 100}.{owed.paise % 100:02d}" in intent
    till.claims.match(bill.id, 0, paid=False)
    assert asked() == {intent}, "it did not come: he may still pay"
    till.claims.match(bill.id, 0, paid=True)
    assert asked() == set()


def test_papers_older_than_seven_days_go_when_a_new_one_comes(
    till: Till, archive: Archive, shopfront: Shopfront
) -> None:
    old = archive.paper(sold(till).id, "58", "both")
    now = shopfront.clock.now().timestamp()
    os.utime(old, (now - 8 * DAY_S,) * 2)
    young = archive.paper(sold(till).id, "58", "both")
    os.utime(young, (now - 6 * DAY_S,) * 2)
    archive.paper(sold(till).id, "58", "both")
    assert not old.exists()
    assert young.exists()


def test_a_reprint_is_the_first_print_whatever_is_told_of_the_shop_later(
    till: Till, archive: Archive, shopfront: Shopfront
) -> None:
    today = till.shop_today()
    mended = replace(today, name_hi="माँ शारदा", address_en="Ward 6, Patna")
    ahead = replace(today, name_en="Next year's", from_day=today.from_day.replace(year=2027))
    moved = replace(mended, phone="00000 00012", upi_id="ram@bank")
    first: dict[SaleId, list[bytes]] = {}
    for told in (None, mended, ahead, moved):
        if told is not None:
            till.save_shop(told)
        bill = sold(till)
        first[bill.id] = printed(archive, bill.id)
    Cabinet(shopfront.root / "cache" / "papers").clear()
    assert {bill: printed(archive, bill) for bill in first} == first
    Cabinet(shopfront.root / "cache" / "papers").clear()
    reopened = shopfront.reopen().archive()
    assert {bill: printed(reopened, bill) for bill in first} == first
    reopened.close()


def test_facts_told_for_a_later_day_are_on_the_bills_of_that_day(
    till: Till, archive: Archive, shopfront: Shopfront
) -> None:
    today = till.shop_today()
    till.save_shop(replace(today, name_en="Old Name", from_day=date(2026, 1, 1)))
    till.save_shop(replace(today, name_en="New Name", from_day=date(2026, 12, 2)))
    before = sold(till)
    shopfront.clock.at += timedelta(days=1)
    after = sold(till)
    assert "Old Name" in text(archive.paper(before.id, "a4", "en").read_bytes())
    assert "New Name" in text(archive.paper(after.id, "a4", "en").read_bytes())


def test_erasing_a_customer_takes_his_papers_along(till: Till, archive: Archive) -> None:
    who = till.save_customer(Customer(CustomerId(""), name="Mira Devi"))
    bill = sold(till, who)
    paper = archive.paper(bill.id, "58", "en")
    till.erase_customer(who.id)
    assert not paper.exists()
    assert archive.paper(bill.id, "58", "en") != paper


def test_a_picture_is_as_wide_as_the_head_prints(till: Till, archive: Archive) -> None:
    from PIL import Image

    bill = sold(till)
    for kind, dots in (("58", 384), ("80", 576)):
        path = archive.paper_png(bill.id, "58" if kind == "58" else "80", "both")
        with Image.open(path) as image:
            assert abs(image.width - dots) <= 1
    assert archive.paper_png(bill.id, "58", "both").suffix == ".png"


def test_no_bill_no_paper(archive: Archive) -> None:
    with pytest.raises(Refusal) as unknown:
        archive.paper(SaleId("0" * 26), "58", "hi")
    assert unknown.value.code is RefusalCode.BILL_UNKNOWN


def test_a_cache_that_cannot_be_written_is_a_trouble(
    till: Till, archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    with pytest.raises(Trouble) as failed:
        archive.paper(sold(till).id, "58", "hi")
    assert failed.value.code is TroubleCode.PAPER_FAILED


def test_the_archive_says_how_the_till_is_and_what_the_day_came_to(
    till: Till, archive: Archive, tmp_path: Path
) -> None:
    bill = sold(till)
    state = tmp_path / "state"
    assert all(each.well for each in archive.health(state, deep=True, replay=True))
    assert archive.totals()["payable"] == bill.totals.payable.paise
    assert [line["lane"] for line in archive.journal("trade")] == ["trade", "trade"]


def test_credit_notes_and_estimates_have_papers_on_every_size(till: Till, archive: Archive) -> None:
    bill = sold(till)
    note = till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.DAMAGED)
    till.counter.scan(SALT_CODE)
    estimate = till.estimates.make()
    for deed, title in ((note, "CREDIT NOTE"), (estimate, "NOT A BILL")):
        assert archive.deed(deed.number.lower()) == deed
        assert archive.deed(deed.id) == deed
        for kind in KINDS:
            told = text(archive.paper(deed.id, kind, "en").read_bytes())
            assert title in told
            assert deed.number in told
    assert bill.number in text(archive.paper(note.id, "58", "en").read_bytes())


def test_a_cancelled_bill_s_paper_says_so_from_then_on(till: Till, archive: Archive) -> None:
    bill = sold(till)
    before = archive.paper(bill.id, "80", "en").read_bytes()
    till.returns.cancel(bill.id, CancelReason.MISTAKE)
    after = archive.paper(bill.id, "80", "en").read_bytes()
    assert "CANCELLED" not in text(before)
    assert text(after).count("CANCELLED") == 2
    assert "CANCELLED" in text(archive.paper(bill.id, "a4", "en").read_bytes())


def test_the_last_digits_are_enough_where_they_are_of_one_bill(
    till: Till, archive: Archive
) -> None:
    bill = sold(till)
    assert bill.number.endswith("/000001")
    assert archive.deed("1") == archive.deed("000001") == bill
    with pytest.raises(Refusal) as refused:
        archive.deed("2")
    assert refused.value.code is RefusalCode.BILL_UNKNOWN


def test_the_last_digits_of_two_bills_are_of_neither(
    till: Till, archive: Archive, shopfront: Shopfront
) -> None:
    first = sold(till)
    shopfront.clock.move(200 * 24 * 3600 * 1000)
    second = sold(till)
    with pytest.raises(Refusal) as refused:
        archive.deed("1")
    assert refused.value.code is RefusalCode.NUMBER_UNCLEAR
    for bill in (first, second):
        assert bill.number in str(refused.value.facts["numbers"])
        assert archive.deed(bill.number) == bill


def test_a_number_of_no_paper_is_refused(archive: Archive) -> None:
    with pytest.raises(Refusal) as refused:
        archive.deed("BK7M2/26/999999")
    assert refused.value.code is RefusalCode.BILL_UNKNOWN
