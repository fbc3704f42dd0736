"""Goods that come back, bills that are cancelled, payments that are matched, and estimates."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estore_pos.domain.act import ActKind
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, ReturnReason, Unbilled
from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount
from estore_pos.domain.errors import Refusal, RefusalCode, Trouble, TroubleCode
from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.ids import CustomerId, EstimateId, ItemId, OfferId, RecordId, SaleId
from estore_pos.domain.item import Barcode, Item, Part, Slab
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.quantity import Unit
from estore_pos.domain.refund import Standing
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind, cash
from estore_pos.operations import credit
from estore_pos.operations.returns import Origin
from estore_pos.operations.sale import Payment
from estore_pos.operations.till import Till
from estore_pos.store import check, journal
from estore_pos.store import item as items
from estore_pos.store.books import Seams
from estore_pos.store.page import Page
from estore_pos.store.records.sale import money_in
from estore_pos.store.reports import totals
from sync.protocol.body import EstimateClosed
from tests.domain.samples import keep_change
from tests.fully import examples
from tests.operations.disk import Disk
from tests.operations.shopfront import (
    ATTA,
    COURSE,
    EIGHTEEN,
    POTATO,
    SALT,
    SOAP,
    Shopfront,
    count,
    goods,
    put_item,
)
from tests.operations.test_counter import OTHER_GSTIN, refused, registered_shop
from tests.operations.test_whole_counter import (
    BY_GITA,
    BY_SITA,
    GITA,
    RAM,
    SITA,
    TODAY,
    acts,
    change,
    helper_at,
)

KEPT_AS = TenderKind.CREDIT


def sold(till: Till, *wanted: tuple[ItemId, int]) -> Bill:
    """A bill in cash."""
    for item, milli in wanted:
        till.counter.add(item, milli)
    return till.counter.finish().bills[-1]


def day(till: Till) -> dict[str, object]:
    """What today came to."""
    return till.write(lambda page: totals.of_day(page, TODAY))


# returns


def test_goods_come_back_for_cash_and_into_the_stock(till: Till) -> None:
    count(till, SALT, 10_000)
    bill = sold(till, (SALT, 3000), (SOAP, 2000))
    note = till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.DAMAGED, note="फटा")
    assert (note.number[0], note.bill_number, note.bill) == ("C", bill.number, bill.id)
    assert note.refunds == (Tender(TenderKind.CASH, Money(2800)),)
    assert till.returns.look(bill.id).left == {0: 2000, 1: 2000}
    assert day(till)["value"] == bill.totals.payable.paise - 2800
    assert [what for what, _, _ in acts(till)] == [ActKind.RETURN]
    spoiled = till.returns.take_back(bill.id, [Back(0, 2000, restock=False)], ReturnReason.DAMAGED)
    assert spoiled.number.endswith("/000002")
    assert balance(till) == 8000
    with refused(RefusalCode.RETURN_RANGE):
        till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER)
    with refused(RefusalCode.BILL_RETURNED):
        till.returns.cancel(bill.id, CancelReason.MISTAKE)


def test_a_refund_is_what_is_due_in_whatever_way(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    due = till.returns.quote(bill.id, [Back(0, 1000)]).refund
    assert due == Money(3500)
    with refused(RefusalCode.REFUND_WRONG):
        till.returns.take_back(
            bill.id, [Back(0, 1000)], ReturnReason.OTHER, [Tender(TenderKind.UPI, Money(3400))]
        )
    khata = Tender(TenderKind.KHATA, due)
    with refused(RefusalCode.NAME_NEEDED):
        till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER, [khata])
    ram = till.save_customer(Customer(CustomerId(""), "राम"))
    note = till.returns.take_back(
        bill.id, [Back(0, 1000)], ReturnReason.OTHER, [khata], buyer=ram.id
    )
    assert note.refunds == (khata,)
    assert day(till)["tenders"] == {"cash": 7000, "khata": -3500}


def test_a_helper_takes_nothing_back_alone(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    helper_at(till)
    for deed in (
        lambda: till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER),
        lambda: till.returns.cancel(bill.id, CancelReason.MISTAKE),
        till.returns.undo_last,
    ):
        with refused(RefusalCode.APPROVAL_NEEDED):
            deed()
    note = till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER, approval=BY_GITA)
    assert acts(till) == [(ActKind.RETURN, note.by, BY_GITA.person)]


def test_a_bill_of_an_earlier_year_comes_back_at_its_price(
    till: Till, shopfront: Shopfront
) -> None:
    bill = sold(till, (SOAP, 2000))
    change(till, SOAP, price=Money(3900))
    shopfront.clock.at += timedelta(days=200)
    note = till.returns.take_back(bill.id, [Back(0, 2000)], ReturnReason.CHANGED_MIND)
    assert (note.totals.payable, note.number[6:8]) == (Money(7000), "27")
    assert note.lowers_tax


def test_goods_of_a_bill_that_is_not_in_the_books_come_back(till: Till) -> None:
    good = next(each for each in goods() if each.id == SOAP)
    note = till.returns.take_back_unbilled(
        [Unbilled(good, 2000, Money(6900))],
        Origin("BZZZZ/25/000009", date(2026, 2, 1), Money(6900)),
        ReturnReason.WRONG_ITEM,
    )
    assert (note.bill, note.bill_number, note.totals.payable) == (
        None,
        "BZZZZ/25/000009",
        Money(6900),
    )
    with refused(RefusalCode.BILL_UNKNOWN):
        till.returns.look(SaleId("01JD0000000000000000000009"))


SPELT = (
    str.upper,
    str.lower,
    lambda number: number.replace("/", "-") + ".pdf",
    lambda number: f"  {number[:5]} {number[6:8]} {int(number[9:])}",
    lambda number: number.replace("/", ""),
    lambda number: number.translate({ord("0"): "०", ord("1"): "१"}),
)


@pytest.mark.parametrize("typed", SPELT)
def test_a_bill_that_is_in_the_books_is_not_taken_back_as_one_that_is_not(
    till: Till, typed: Callable[[str], str]
) -> None:
    """Else its goods came back twice, and its khata for cash."""
    bill = sold(till, (SOAP, 2000))
    good = next(each for each in goods() if each.id == SOAP)
    with refused(RefusalCode.BILL_HERE):
        till.returns.take_back_unbilled(
            [Unbilled(good, 1000, Money(3500))],
            Origin(typed(bill.number), TODAY, Money(7000)),
            ReturnReason.OTHER,
        )
    assert till.returns.elsewhere("BZZZZ/25/000009") == ()
    assert day(till)["value"] == 7000


def test_no_number_of_this_till_is_anothers(till: Till) -> None:
    """All that it ever numbered is in its books, so such a paper is none."""
    bill = sold(till, (SOAP, 2000))
    good = next(each for each in goods() if each.id == SOAP)
    for never in (f"{bill.number[:-1]}9", f"E{bill.number[1:]}"):
        with refused(RefusalCode.BILL_UNKNOWN):
            till.returns.take_back_unbilled(
                [Unbilled(good, 1000, Money(3500))],
                Origin(never, TODAY, Money(7000)),
                ReturnReason.OTHER,
            )
    assert day(till)["value"] == 7000


@settings(
    max_examples=examples(20),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(
    whole=st.integers(1, 9_000),
    parts=st.lists(
        st.tuples(st.integers(1, 4_000), st.integers(1, 9_000), st.sampled_from(SPELT)),
        min_size=1,
        max_size=5,
    ),
    serial=st.integers(1, 999_999),
)
def test_all_notes_of_a_bill_that_is_not_here_pay_back_no_more_than_its_paper_says(
    till: Till, whole: int, parts: list[tuple[int, int, Callable[[str], str]]], serial: int
) -> None:
    """However its number is spelt, and whatever is said of its total later."""
    number = f"BZZZZ/25/{serial:06d}"
    good = next(each for each in goods() if each.id == SOAP)
    for paid, told, spelt in [(parts[0][0], whole, str.upper), *parts]:
        before = till.returns.elsewhere(number)
        least = min([told, *(note.bill_paid.paise for note in before)])
        came = total([note.totals.gross for note in before])
        wanted = [Unbilled(good, 1000, Money(paid))], Origin(spelt(number), TODAY, Money(told))
        if came.paise + paid > least:
            with refused(RefusalCode.RETURN_BEYOND):
                till.returns.take_back_unbilled(*wanted, ReturnReason.OTHER)
        else:
            till.returns.take_back_unbilled(*wanted, ReturnReason.OTHER)
        after = till.returns.elsewhere(number)
        if after:
            said = min(note.bill_paid for note in after)
            assert total([note.totals.payable for note in after]) <= said.to_rupee()


def test_kept_as_credit_it_is_somebodys(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    kept = [Tender(TenderKind.CREDIT, Money(3500))]
    with refused(RefusalCode.NAME_NEEDED):
        till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER, kept)
    ram = till.save_customer(Customer(CustomerId(""), "राम"))
    note = till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER, kept, buyer=ram.id)
    assert note.buyer == ram.id


def test_its_paper_waits_with_the_note_itself(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    back = [Back(0, 1000)]
    note = till.returns.take_back(bill.id, back, ReturnReason.OTHER, print_in="both")
    assert [(each.number, each.copy) for each in till.papers_waiting()] == [(note.number, 0)]
    again = till.returns.take_back(bill.id, back, ReturnReason.OTHER)
    assert [till.print_bill(again.id, "both"), till.next_copy(note.id)] == [0, 1]


def test_what_is_scanned_to_come_back_may_be_long_expired(till: Till) -> None:
    put_item(till, replace(goods()[3], barcodes=(Barcode("08901030865278"),)))
    said = till.returns.scanned("]d2010890103086527817250101")
    assert (said.good.id, said.milli) == (SOAP, 1000)
    with refused(RefusalCode.UNKNOWN_BARCODE):
        till.returns.scanned("8909999999999")


def test_an_exchange_is_one_transaction_and_only_the_difference_is_paid(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    till.counter.add(SALT, 5000)
    handed = Payment((Tender(TenderKind.CASH, Money(7000), Money(10_000)),))
    done = till.returns.exchange(bill.id, [Back(0, 2000)], ReturnReason.CHANGED_MIND, handed)
    (after,) = done.finished.bills
    assert done.note.next_bill == after.id
    assert [(each.kind, each.amount) for each in after.tenders] == [
        ("credit", Money(7000)),
        ("cash", Money(7000)),
    ]
    assert done.finished.change == Money(3000)
    assert done.note.refunds == (Tender(TenderKind.CREDIT, Money(7000)),)
    assert day(till)["tenders"] == {"cash": 14_000}


def test_what_came_back_was_worth_more_and_the_rest_is_paid_back(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    till.counter.add(SALT)
    done = till.returns.exchange(bill.id, [Back(0, 2000)], ReturnReason.CHANGED_MIND)
    assert [each.amount for each in done.note.refunds] == [Money(2800), Money(4200)]
    assert day(till)["tenders"] == {"cash": 2800}


# money goes out only as far as it came in


def on_khata(till: Till, *wanted: tuple[ItemId, int]) -> Bill:
    """A bill that राम owes."""
    for item, milli in wanted:
        till.counter.add(item, milli)
    till.counter.set_buyer(till.save_customer(Customer(CustomerId(""), "राम")))
    return till.counter.finish([Tender(TenderKind.KHATA, till.counter.view.owed)]).bills[-1]


def test_what_stands_on_a_khata_is_not_paid_out_unless_it_is_allowed(till: Till) -> None:
    bill = on_khata(till, (SOAP, 2000))
    one = [Back(0, 1000)]
    with refused(RefusalCode.REFUND_BEYOND):
        till.returns.take_back(bill.id, one, ReturnReason.OTHER)
    assert till.returns.look(bill.id).notes == ()
    with refused(RefusalCode.REFUND_BEYOND):
        till.returns.take_back(bill.id, one, ReturnReason.OTHER, [Tender(KEPT_AS, Money(3500))])
    off = [Tender(TenderKind.KHATA, Money(3500))]
    assert till.returns.take_back(bill.id, one, ReturnReason.OTHER, off).refunds == tuple(off)
    note = till.returns.take_back(bill.id, one, ReturnReason.OTHER, beyond=True)
    assert note.refunds == (Tender(TenderKind.CASH, Money(3500)),)
    last = till.acts.of_day(TODAY)[-1].act
    assert (last.what, last.amount) == (ActKind.REFUND_BEYOND, Money(3500))
    assert last.about == RecordId(note.id)


def test_a_helper_needs_leave_to_pay_out_what_never_came_in(till: Till) -> None:
    bill = on_khata(till, (SOAP, 2000))
    helper_at(till)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER, beyond=True)
    till.returns.take_back(
        bill.id, [Back(0, 1000)], ReturnReason.OTHER, beyond=True, approval=BY_GITA
    )
    assert [(what, by) for what, _, by in acts(till)] == [
        (ActKind.RETURN, BY_GITA.person),
        (ActKind.REFUND_BEYOND, BY_GITA.person),
    ]


def test_upi_that_nobody_saw_is_money_once_it_is_confirmed(till: Till) -> None:
    till.counter.add(SOAP, 2000)
    later = Tender(TenderKind.UPI, Money(7000), proof=Proof.LATER)
    (bill,) = till.counter.finish([later]).bills
    one = [Back(0, 1000)]
    with refused(RefusalCode.REFUND_BEYOND):
        till.returns.take_back(bill.id, one, ReturnReason.OTHER)
    struck = [Tender(TenderKind.UPI, Money(3500), proof=Proof.LATER)]
    till.returns.take_back(bill.id, one, ReturnReason.OTHER, struck)
    assert day(till)["tenders"] == {"upi": 3500}
    till.claims.match(bill.id, 0, paid=False)
    with refused(RefusalCode.REFUND_BEYOND):
        till.returns.take_back(bill.id, one, ReturnReason.OTHER)
    till.claims.match(bill.id, 0, paid=True)
    till.returns.take_back(bill.id, one, ReturnReason.OTHER)
    assert day(till)["tenders"] == {"upi": 3500, "cash": -3500}


def test_an_advance_that_nobody_saw_is_no_money(till: Till) -> None:
    till.counter.add(SOAP, 2000)
    unseen = Tender(TenderKind.UPI, Money(5000), proof=Proof.LATER)
    told = till.estimates.make(advance=[unseen])
    till.estimates.to_bill(told.id)
    (bill,) = till.counter.finish().bills
    assert till.returns.look(bill.id).standing == Standing(Money(2000), NOTHING, Money(5000))


def test_the_money_of_an_exchange_is_the_money_of_its_old_goods(till: Till) -> None:
    """Goods on khata, exchanged, then brought back, make no money of a debt."""
    bill = on_khata(till, (SOAP, 2000))
    till.counter.add(SALT, 2000)
    with refused(RefusalCode.TENDER_SHORT):
        till.returns.exchange(
            bill.id, [Back(0, 2000)], ReturnReason.WRONG_ITEM, Payment((cash(Money(1)),))
        )
    done = till.returns.exchange(bill.id, [Back(0, 2000)], ReturnReason.WRONG_ITEM)
    assert done.note.refunds == (Tender(TenderKind.KHATA, Money(7000)),)
    (after,) = done.finished.bills
    assert after.tenders == (cash(Money(5600)),)
    assert till.returns.look(after.id).standing.money == Money(5600)


@pytest.mark.parametrize("back", [TenderKind.UPI, TenderKind.KHATA, TenderKind.CREDIT])
def test_what_goods_were_worth_more_goes_back_in_any_way(till: Till, back: TenderKind) -> None:
    bill = sold(till, (SOAP, 2000))
    ram = till.save_customer(Customer(CustomerId(""), "राम"))
    till.counter.add(SALT)
    if back is not TenderKind.UPI:
        with refused(RefusalCode.NAME_NEEDED):
            till.returns.exchange(bill.id, [Back(0, 2000)], ReturnReason.WRONG_ITEM, back=back)
        assert till.counter.view.count == 1, "the bill is still open"
    done = till.returns.exchange(
        bill.id, [Back(0, 2000)], ReturnReason.WRONG_ITEM, back=back, buyer=ram.id
    )
    assert [(each.kind, each.amount) for each in done.note.refunds] == [
        (TenderKind.CREDIT, Money(2800)),
        (back, Money(4200)),
    ]
    kept = Money(4200) if back is TenderKind.CREDIT else NOTHING
    assert till.write(lambda page: credit.balance(page, ram.id)) == kept


def test_what_is_still_to_pay_of_an_exchange_is_paid_in_any_way(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    till.counter.add(SALT, 5000)
    till.counter.set_buyer(till.save_customer(Customer(CustomerId(""), "राम")))
    mixed = (
        Tender(TenderKind.UPI, Money(2000), proof=Proof.SEEN),
        Tender(TenderKind.KHATA, Money(4800)),
    )
    done = till.returns.exchange(
        bill.id, [Back(0, 2000)], ReturnReason.WRONG_ITEM, Payment(mixed, Money(200))
    )
    (after,) = done.finished.bills
    assert [(each.kind, each.amount) for each in after.tenders] == [
        ("credit", Money(7000)),
        ("upi", Money(2000)),
        ("khata", Money(4800)),
    ]
    assert after.waived == Money(200)


def test_an_advance_pays_before_goods_that_come_back(till: Till) -> None:
    bill = sold(till, (SOAP, 2000))
    till.counter.add(SALT, 3000)
    told = till.estimates.make(advance=[Tender(TenderKind.CASH, Money(5000))])
    till.estimates.to_bill(told.id)
    done = till.returns.exchange(bill.id, [Back(0, 2000)], ReturnReason.WRONG_ITEM)
    assert [(each.kind, each.amount) for each in done.finished.bills[-1].tenders] == [
        ("credit", Money(3400)),
        ("advance", Money(5000)),
    ]
    assert [each.amount for each in done.note.refunds] == [Money(3400), Money(3600)]


_WAYS = (TenderKind.CASH, TenderKind.UPI, TenderKind.CARD, TenderKind.KHATA)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_all_returns_of_a_bill_together_pay_out_no_more_money_than_came_in(
    till: Till, data: st.DataObject
) -> None:
    """Counted in the journal, over part returns and exchanges, each refund chosen at random."""
    ram = till.save_customer(Customer(CustomerId(""), "राम"))
    till.counter.clear()  # of what was not exchanged before
    till.counter.add(SOAP, 4000)
    till.counter.set_buyer(ram)
    owed, tenders = Money(14_000), []
    for kind in data.draw(st.lists(st.sampled_from(_WAYS), max_size=3)):
        part = Money(data.draw(st.integers(0, owed.paise)))
        proof = data.draw(st.sampled_from(Proof)) if kind is TenderKind.UPI else Proof.NONE
        tenders.append(Tender(kind, part, proof=proof))
        owed -= part
    tenders.append(Tender(data.draw(st.sampled_from(_WAYS)), owed))
    (bill,) = till.counter.finish([each for each in tenders if each.amount]).bills
    came = [
        each.amount
        for each in bill.tenders
        if each.kind is not TenderKind.KHATA and each.proof is not Proof.LATER
    ]
    for _ in range(4):
        back, swaps = data.draw(st.sampled_from((*_WAYS[:2], KEPT_AS))), data.draw(st.booleans())
        try:
            if swaps:
                till.counter.add(SALT)
                till.returns.exchange(
                    bill.id, [Back(0, 1000)], ReturnReason.OTHER, back=back, buyer=ram.id
                )
            else:
                till.returns.take_back(
                    bill.id, [Back(0, 1000)], ReturnReason.OTHER, [Tender(back, Money(3500))]
                )
        except Refusal as refusal:
            if refusal.code is not RefusalCode.REFUND_BEYOND:
                raise
    out = [
        each.amount
        for note in till.returns.look(bill.id).notes
        for each in note.refunds
        if each.kind is not TenderKind.KHATA and each.proof is not Proof.LATER
    ]
    assert total(out) <= total(came)


# cancelling


def test_a_cancelled_bill_leaves_the_day_and_its_number_stays(till: Till) -> None:
    first = sold(till, (SALT, 1000))
    off = till.returns.cancel(first.id, CancelReason.BUYER_LEFT, "चला गया")
    assert off.cancelled.number == first.number
    after = sold(till, (SALT, 1000))
    assert after.number.endswith("/000002")
    today = day(till)
    assert (today["bills"], today["payable"]) == (1, 2800)
    assert today["cancelled"] == {"bills": 1, "payable": 2800}
    for deed in (
        lambda: till.returns.cancel(first.id, CancelReason.MISTAKE),
        lambda: till.returns.look(first.id),
    ):
        with refused(RefusalCode.BILL_CANCELLED):
            deed()


def test_money_of_an_earlier_day_leaves_the_drawer_of_the_day_it_is_paid_back(
    till: Till, shopfront: Shopfront
) -> None:
    """The sale leaves its own day, whose cash was counted in the evening and stands."""
    till.counter.add(SALT, 1000)
    claimed = Tender(TenderKind.UPI, Money(800), proof=Proof.SEEN)
    (first,) = till.counter.finish([claimed, cash(Money(2000))]).bills
    last = sold(till, (SOAP, 1000))
    shopfront.clock.at += timedelta(days=1)
    till.returns.cancel(first.id, CancelReason.MISTAKE)
    till.returns.undo_last()
    in_cash = 2000 + last.totals.payable.paise
    yesterday = day(till)
    assert (yesterday["bills"], yesterday["value"]) == (0, 0)
    assert yesterday["tenders"] == {"cash": in_cash, "upi": 800}

    def today(page: Page) -> dict[str, object]:
        return totals.of_day(page, TODAY + timedelta(days=1))

    told = till.write(today)
    assert (told["bills"], told["value"]) == (0, 0)
    assert told["tenders"] == {"cash": -in_cash, "upi": -800}
    till.write(journal.rebuild)
    assert (day(till), till.write(today)) == (yesterday, told)


def test_after_its_month_is_filed_only_goods_come_back(till: Till, shopfront: Shopfront) -> None:
    bill = sold(till, (SALT, 1000))
    with refused(RefusalCode.MONTH_OPEN):
        till.save_shop(replace(till.shop_today(), from_day=TODAY, filed_up_to=date(2026, 12, 31)))
    january = date(2027, 1, 2)
    shopfront.clock.at += january - TODAY
    till.save_shop(replace(till.shop_today(), from_day=january, filed_up_to=date(2026, 12, 31)))
    with refused(RefusalCode.BILL_FILED):
        till.returns.cancel(bill.id, CancelReason.MISTAKE)
    till.save_shop(replace(till.shop_today(), from_day=january, filed_up_to=None))
    shopfront.clock.at += timedelta(days=10)
    with refused(RefusalCode.BILL_FILED):
        till.returns.cancel(bill.id, CancelReason.MISTAKE)
    till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER)


def test_the_last_sale_is_undone_and_lies_open_again(till: Till, shopfront: Shopfront) -> None:
    with refused(RefusalCode.BILL_UNKNOWN):
        till.returns.undo_last()
    registered_shop(till)
    trader = till.save_customer(Customer(CustomerId(""), "सेठ", gstin=OTHER_GSTIN, address="पटना"))
    till.counter.add(SALT, 2000)
    till.counter.add(SOAP, 3000)
    till.counter.set_discount(1, Discount(points=1000))
    till.counter.set_buyer(trader)
    owed = till.counter.view.owed
    papers = till.counter.finish().bills
    assert len(papers) == 2
    till.counter.add(ATTA, 500)
    view = till.returns.undo_last().view
    assert (view.owed, view.draft.buyer) == (owed, trader)
    assert [tab.count for tab in view.bills] == [1, 2]
    assert day(till)["bills"] == 0
    assert shopfront.reopen().counter.view == view


OPENED_AGAIN: dict[str, Callable[[Till], object]] = {
    "an undone bill": lambda till: (till.counter.finish(), till.returns.undo_last()),
    "an undone bill that was undone before": lambda till: (
        till.counter.finish(),
        till.returns.undo_last(),
        till.counter.finish(),
        till.returns.undo_last(),
    ),
    "an estimate": lambda till: till.estimates.to_bill(till.estimates.make().id),
    "an estimate's bill that is undone": lambda till: (
        till.estimates.to_bill(till.estimates.make().id),
        till.counter.finish(),
        till.returns.undo_last(),
    ),
    "a held bill": lambda till: (till.counter.hold(), till.counter.recall(1)),
    "a bill thrown away and brought back": lambda till: (till.counter.clear(), till.counter.undo()),
}


@pytest.mark.parametrize("way", OPENED_AGAIN.values(), ids=OPENED_AGAIN)
def test_of_a_bill_opened_again_a_same_good_is_one_line_and_nobody_typed_a_price(
    till: Till, shopfront: Shopfront, way: Callable[[Till], object]
) -> None:
    shelf = next(each for each in goods() if each.id == SOAP)
    put_item(till, replace(shelf, slabs=(Slab(3000, Money(3000)),)))
    ten = Offer(OfferId(""), OfferKind.PERCENT, TODAY, points=1000, goods=(Part(SALT),))
    till.terms.save_offer(ten)
    till.counter.add(SOAP, 2000)
    till.counter.add(SALT)
    way(till)
    till.counter.scan("89010308")
    till.counter.scan("8901030865278")
    till = shopfront.reopen()
    assert [line.quantity.milli for line in till.counter.view.draft.lines] == [3000, 2000]
    (bill,) = till.counter.finish().bills
    assert [(line.price, line.offer) for line in bill.lines] == [
        (Money(3000), "slab"),
        (Money(2800), till.terms.offers()[0].id),
    ]
    assert bill.totals.gross == Money(9000 + 5040)


@pytest.mark.parametrize("way", ["bill", "estimate"])
def test_what_is_opened_again_after_its_price_has_changed_stands_as_it_was(
    till: Till, way: str
) -> None:
    till.counter.add(POTATO, 2000)
    made = till.estimates.make() if way == "estimate" else till.counter.finish().bills[0]
    till.terms.set_rates({POTATO: Money(4000)})
    if isinstance(made, Estimate):
        till.estimates.to_bill(made.id)
    else:
        till.returns.undo_last()
    view = till.counter.add(POTATO, 1000)
    assert [(line.price, line.by_hand) for line in view.draft.lines] == [
        (Money(3000), True),
        (Money(4000), False),
    ]


@pytest.mark.parametrize("back", [timedelta(0), timedelta(minutes=10), timedelta(days=3000)])
def test_undo_cancels_one_sale_though_the_clock_stands_still_or_goes_back(
    till: Till, shopfront: Shopfront, back: timedelta
) -> None:
    registered_shop(till)
    trader = till.save_customer(Customer(CustomerId(""), "सेठ", gstin=OTHER_GSTIN, address="पटना"))
    other = sold(till, (SALT, 1000))
    shopfront.clock.at -= back
    made = [sold(till, (ATTA, 1500))]
    till.counter.set_buyer(trader)
    till.counter.add(SOAP)
    till.counter.add(SALT)
    papers = till.counter.finish().bills
    assert len({bill.at for bill in papers}) == 1
    assert other.at < made[0].at < papers[0].at
    again = shopfront.reopen()
    again.returns.undo_last()
    assert day(again)["bills"] == 2, "both papers of the last sale, and no other customer's"
    again.counter.clear()
    assert again.returns.look(made[0].id).bill == made[0]


# payments to be matched


def test_a_payment_that_nobody_saw_is_matched_later(till: Till) -> None:
    till.counter.add(SALT)
    (bill,) = till.counter.finish(
        [Tender(TenderKind.UPI, Money(2800), reference="4471", proof=Proof.LATER)]
    ).bills
    assert [(each.number, each.part, each.amount) for each in till.claims.listed()] == [
        (bill.number, 0, Money(2800))
    ]
    till.claims.match(bill.id, 0, paid=True)
    assert till.claims.listed() == []
    till.claims.match(bill.id, 0, paid=False, note="नहीं आया")


# estimates


def test_an_estimate_becomes_a_bill_and_its_advance_is_used_first(
    till: Till, shopfront: Shopfront
) -> None:
    till.counter.add(SALT, 5000)
    till.counter.add(SOAP, 2000)
    owed = till.counter.view.owed
    paper = till.estimates.make(advance=[Tender(TenderKind.CASH, Money(5000))])
    assert (paper.number[0], paper.totals.payable) == ("E", owed)
    assert till.counter.view.count == 0
    change(till, SOAP, price=Money(3999))
    assert [each.id for each in till.estimates.waiting()] == [paper.id]
    view = till.estimates.to_bill(paper.id)
    assert (view.owed, view.advanced) == (owed, Money(5000))
    again = shopfront.reopen()
    assert again.counter.view == view
    (bill,) = again.counter.finish().bills
    assert bill.estimate == paper.id
    assert [(each.kind, each.amount) for each in bill.tenders] == [
        ("advance", Money(5000)),
        ("cash", owed - Money(5000)),
    ]
    assert again.estimates.waiting() == []
    with refused(RefusalCode.ESTIMATE_CLOSED):
        again.estimates.to_bill(paper.id)
    with refused(RefusalCode.ESTIMATE_UNKNOWN):
        again.estimates.to_bill(EstimateId("01JD0000000000000000000009"))


def test_goods_on_approval_leave_the_stock_and_what_is_not_kept_comes_back(till: Till) -> None:
    count(till, SALT, 10_000)
    till.counter.add(SALT, 6000)
    till.counter.add(COURSE, 1000)
    paper = till.estimates.make(on_approval=True, advance=[Tender(TenderKind.CASH, Money(16_900))])
    assert balance(till) == 4000
    till.estimates.to_bill(paper.id)
    till.counter.set_quantity(0, 2000)
    (bill,) = till.counter.finish().bills
    assert balance(till) == 8000
    assert bill.tenders[0].amount == bill.totals.payable == Money(5800)


def balance(till: Till) -> int:
    """Thousandths of salt that are kept."""
    rows = till.write(
        lambda page: page.connection.execute("SELECT milli FROM stock WHERE item = 2").fetchall()
    )
    return int(rows[0][0])


def test_an_estimate_of_which_nothing_comes_pays_its_advance_back(till: Till) -> None:
    count(till, SALT, 10_000)
    till.counter.add(SALT, 6000)
    paper = till.estimates.make(on_approval=True, advance=[Tender(TenderKind.UPI, Money(1000))])
    with refused(RefusalCode.REFUND_WRONG):
        till.estimates.close(paper.id, CloseReason.RETURNED, refunds=[])
    till.estimates.close(paper.id, CloseReason.RETURNED)
    assert balance(till) == 10_000
    with refused(RefusalCode.ESTIMATE_CLOSED):
        till.estimates.close(paper.id, CloseReason.DROPPED)


def test_no_money_goes_back_of_an_advance_that_nobody_saw(till: Till) -> None:
    """Neither when nothing comes of it nor when its bill is less; if it came, that is noted."""
    claimed = Tender(TenderKind.UPI, Money(5000), proof=Proof.LATER)
    struck = Tender(TenderKind.UPI, Money(5000), proof=Proof.LATER)

    def made() -> Estimate:
        till.counter.add(SALT, 6000)
        return till.estimates.make(advance=[claimed, cash(Money(2000))])

    first = made()
    till.estimates.close(first.id, CloseReason.DROPPED)
    out = Tender(TenderKind.CASH, Money(2000))
    assert refunded(till) == (out, struck)
    second = made()
    with refused(RefusalCode.REFUND_WRONG):
        till.estimates.close(second.id, CloseReason.DROPPED, refunds=[cash(Money(4000))])
    till.estimates.close(second.id, CloseReason.DROPPED, refunds=[cash(Money(7000))])
    assert [what for what, _, _ in acts(till)][-3:] == [
        ActKind.ESTIMATE_CLOSED,
        ActKind.ADVANCE_BACK,
        ActKind.REFUND_BEYOND,
    ]
    third = made()
    till.estimates.to_bill(third.id)
    till.counter.set_quantity(0, 1000)
    assert till.counter.view.back(NOTHING) == Money(2000)
    (bill,) = till.counter.finish().bills
    assert [(each.kind, each.amount) for each in bill.tenders] == [("advance", Money(2800))]
    rest = Tender(TenderKind.UPI, Money(2200), proof=Proof.LATER)
    assert refunded(till) == (out, rest)
    undone = till.returns.undo_last()
    assert undone.undone[-1].owed == Money(2000), "what went out in cash, and nothing struck off"


def refunded(till: Till) -> tuple[Tender, ...]:
    """How the advance of the estimate that was closed last went back."""

    def read(page: Page) -> tuple[Tender, ...]:
        bodies = [entry.record.body for entry in journal.records(page, "trade")]
        last = [body for body in bodies if isinstance(body, EstimateClosed)][-1]
        return tuple([money_in(each) for each in last.refunds])

    return till.write(read)


def test_what_is_more_of_an_advance_than_its_bill_goes_out_by_leave_alone(till: Till) -> None:
    """Else a bill of one packet were the way to the drawer."""
    count(till, SALT, 10_000)
    till.counter.add(SALT, 6000)
    paper = till.estimates.make(on_approval=True, advance=[cash(Money(16_800))])
    helper_at(till)
    till.estimates.to_bill(paper.id)
    till.counter.set_quantity(0, 1000)
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.counter.finish()
    assert caught.value.facts["what"] == "advance_back"
    assert till.counter.view.count == 1
    till.counter.finish(approval=BY_GITA)
    assert [what for what, _, _ in acts(till)] == [
        ActKind.ADVANCE_TAKEN,
        ActKind.GOODS_OUT,
        ActKind.LINE_REMOVED,
        ActKind.ADVANCE_BACK,
    ]
    assert acts(till)[-1][2] == BY_GITA.person


def test_what_goes_out_of_an_advance_is_never_more_than_what_was_taken(till: Till) -> None:
    """What had gone back with a bill is taken again when that is undone, and noted as taken."""
    till.counter.add(SOAP, 2000)
    paper = till.estimates.make(advance=[cash(Money(7000))])
    till.estimates.to_bill(paper.id)
    till.counter.set_quantity(0, 1000)
    till.counter.finish()
    (undone,) = till.returns.undo_last().undone
    assert undone.owed == undone.cancelled.again == Money(3500)
    till.estimates.close(paper.id, CloseReason.DROPPED)
    moved = {ActKind.ADVANCE_TAKEN: NOTHING, ActKind.ADVANCE_BACK: NOTHING}
    for each in till.acts.of_day(TODAY):
        if each.act.what in moved:
            moved[each.act.what] += each.act.amount
    assert moved == dict.fromkeys(moved, Money(10_500))
    assert till.write(check.replay_differences) == []


def test_an_estimate_tells_no_price_that_its_bill_may_not_have(till: Till) -> None:
    """What was told holds at End without a question, so it is asked for before it is told."""
    soap = till.write(lambda page: items.by_id(page, SOAP))
    assert soap is not None
    put_item(till, replace(soap, cost=Money(3400)))
    helper_at(till)
    till.watch.person = GITA
    till.counter.add(SOAP)
    till.counter.set_bill_discount(Discount(points=500))
    for end in (till.counter.finish, till.estimates.make):
        with refused(RefusalCode.APPROVAL_NEEDED) as caught:
            end()
        assert caught.value.facts["what"] == "price_under_floor"
    assert till.estimates.waiting() == []
    made = till.estimates.make(approval=BY_SITA)
    assert acts(till) == [(ActKind.APPROVAL, GITA.id, SITA.id)]
    till.estimates.to_bill(made.id)
    (bill,) = till.counter.finish().bills
    assert bill.totals.payable == made.totals.payable


def test_an_estimate_that_is_closed_without_a_bill_leaves_a_trace(till: Till) -> None:
    """As a bill thrown away does: who sells on estimates and closes them takes the money."""
    till.counter.add(SALT, 6000)
    plain = till.estimates.make()
    assert acts(till) == [], "a price that is told and no more"
    helper_at(till)
    till.estimates.close(plain.id, CloseReason.DROPPED)
    assert acts(till) == [(ActKind.ESTIMATE_CLOSED, RAM.id, "")]


def test_an_estimate_made_again_moves_its_advance_and_no_money(till: Till) -> None:
    """Also what nobody saw of it: that is claimed of the new one then."""
    claimed = Tender(TenderKind.UPI, Money(1000), proof=Proof.LATER)
    till.counter.add(SALT, 6000)
    first = till.estimates.make(on_approval=True, advance=[cash(Money(5000)), claimed])
    till.estimates.to_bill(first.id)
    again = till.estimates.make(advance=[cash(Money(2000))])
    assert again.advance == (cash(Money(7000)), claimed)
    assert again.unseen == Money(1000)
    assert [each.id for each in till.estimates.waiting()] == [again.id]
    noted = [(each.act.what, each.act.amount, each.act.note) for each in till.acts.of_day(TODAY)]
    assert sorted(noted) == [
        (ActKind.ADVANCE_TAKEN, Money(2000), ""),
        (ActKind.ADVANCE_TAKEN, Money(6000), ""),
        (ActKind.ESTIMATE_CLOSED, first.totals.payable, "replaced"),
        (ActKind.GOODS_OUT, first.totals.payable, ""),
    ]
    till.counter.add(SALT, 1000)
    with refused(RefusalCode.ESTIMATE_CLOSED):
        till.estimates.to_bill(first.id)
    assert till.write(check.replay_differences) == []


def test_an_estimate_needs_lines_prices_and_an_advance_that_can_be(till: Till) -> None:
    with refused(RefusalCode.EMPTY_BILL):
        till.estimates.make()
    till.counter.scan("NEW1")
    with refused(RefusalCode.PRICE_MISSING):
        till.estimates.make()
    till.counter.set_price(0, Money(1000))
    for wrong in (Money(1001), NOTHING):
        with refused(RefusalCode.TENDER_SHORT):
            till.estimates.make(advance=[Tender(TenderKind.CASH, wrong)])


def test_one_estimate_is_one_bill_however_often_it_is_opened(till: Till) -> None:
    till.counter.add(SALT, 5000)
    paper = till.estimates.make(advance=[Tender(TenderKind.CASH, Money(5000))])
    till.estimates.to_bill(paper.id)
    till.counter.hold()
    till.counter.add(SOAP)
    view = till.estimates.to_bill(paper.id)
    assert [line.item.id for line in view.draft.lines] == [SALT]
    assert till.estimates.to_bill(paper.id) == view
    assert [each.is_open for each in till.estimates.listed()] == [True]
    assert len(view.bills) == 2, "the soap, and this one"


def test_an_estimate_that_came_to_nothing_pays_no_bill(till: Till) -> None:
    till.counter.add(SALT, 5000)
    paper = till.estimates.make(advance=[Tender(TenderKind.CASH, Money(5000))])
    till.estimates.to_bill(paper.id)
    till.estimates.close(paper.id, CloseReason.DROPPED)
    assert till.counter.view.advanced == NOTHING
    (bill,) = till.counter.finish().bills
    assert [each.kind for each in bill.tenders] == ["cash"]


def test_whoever_brings_all_back_leaves_no_advance_for_the_next_buyer(till: Till) -> None:
    till.counter.add(SALT, 5000)
    paper = till.estimates.make(on_approval=True, advance=[Tender(TenderKind.CASH, Money(5000))])
    till.estimates.to_bill(paper.id)
    till.counter.remove(0)
    view = till.counter.add(SOAP)
    assert (view.advanced, view.draft.estimate) == (NOTHING, None)
    assert [each.estimate.id for each in till.estimates.listed()] == [paper.id]
    till.counter.clear()
    assert till.estimates.to_bill(paper.id).advanced == Money(5000)


def test_the_list_says_whose_an_estimate_is_and_since_when(
    till: Till, shopfront: Shopfront
) -> None:
    sita = till.save_customer(Customer(CustomerId(""), "Sita Devi", phone="00000 00011"))
    till.counter.add(SALT)
    till.counter.set_buyer(sita)
    till.estimates.make()
    shopfront.clock.move(3 * 24 * 3600 * 1000)
    till.counter.add(SOAP)
    till.estimates.make()
    assert [(each.buyer, each.days) for each in till.estimates.listed()] == [
        ("", 0),
        ("Sita Devi", 3),
    ]


def test_an_estimate_s_paper_waits_for_the_printer_by_its_number(till: Till) -> None:
    till.counter.add(SALT)
    paper = till.estimates.make()
    assert till.print_bill(paper.id, "both") == 0
    assert [each.number for each in till.papers_waiting()] == [paper.number]
    till.drop_paper(till.papers_waiting()[0].place)
    assert till.give_paper(paper.id, "both") == 0
    assert till.print_bill(paper.id, "both") == 1, "the buyer has had it"


# the disk


def on_a_failing_disk(shopfront: Shopfront) -> tuple[Till, Disk]:
    disk = Disk()
    shopfront.seams = Seams(connect=disk.connect, machine=lambda _salt: "this pc")
    till = shopfront.open()
    for item in goods():
        put_item(till, item)
    return till, disk


def a_return_and_an_estimate(
    till: Till, bill: Bill
) -> tuple[Callable[[], object], Callable[[], object]]:
    """A packet of the bill comes back; the open bill is told as an estimate, with an advance."""

    def take_back() -> object:
        return till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER)

    def tell() -> object:
        return till.estimates.make(advance=[Tender(TenderKind.CASH, Money(100))])

    return take_back, tell


@pytest.mark.parametrize("failing", ["before", "after"])
def test_what_a_failing_disk_has_kept_was_done_and_the_rest_was_not(
    shopfront: Shopfront, failing: str
) -> None:
    till, disk = on_a_failing_disk(shopfront)
    bill = sold(till, (SOAP, 2000))
    take_back, tell = a_return_and_an_estimate(till, bill)
    till.counter.add(SALT)
    for deed in (take_back, tell):
        disk.commits = [failing]
        if failing == "after":
            deed()
        else:
            with pytest.raises(Trouble):
                deed()
            disk.commits = []
            deed()
    assert till.returns.look(bill.id).left[0] == 1000
    assert len(till.estimates.waiting()) == 1
    assert till.counter.view.count == 0


@pytest.mark.parametrize("failing", ["before, then dead", "after, then dead"])
def test_a_deed_of_which_nobody_could_say_is_done_once_by_the_same_key_again(
    shopfront: Shopfront, failing: str
) -> None:
    till, disk = on_a_failing_disk(shopfront)
    bill = sold(till, (SOAP, 3000))
    take_back, tell = a_return_and_an_estimate(till, bill)
    till.counter.add(SALT)
    for deed in (take_back, tell):
        disk.commits = [failing]
        for _ in range(2):
            with pytest.raises(Trouble) as unknown:
                deed()
            assert unknown.value.code is TroubleCode.COMMIT_UNKNOWN
        disk.dead = False
        deed()
    assert till.returns.look(bill.id).left[0] == 2000
    assert len(till.estimates.waiting()) == 1
    assert till.counter.view.count == 0
    take_back()
    assert till.returns.look(bill.id).left[0] == 1000, "one more packet is one more return"
    till.counter.add(SALT)
    tell()
    assert len(till.estimates.waiting()) == 2


@pytest.mark.parametrize("failing", ["before, then dead", "after, then dead"])
def test_what_was_handed_over_after_all_lies_open_no_more(
    shopfront: Shopfront, failing: str
) -> None:
    till, disk = on_a_failing_disk(shopfront)
    till.counter.add(SALT)
    disk.commits = [failing]
    with pytest.raises(Trouble):
        till.estimates.make()
    disk.dead = False
    is_made = failing.startswith("after")
    if is_made:
        with pytest.raises(Refusal) as empty:
            till.estimates.make(on_approval=True)
        assert empty.value.code is RefusalCode.EMPTY_BILL
    assert len(till.estimates.waiting()) == int(is_made)
    view = till.counter.add(SOAP)
    assert [line.item.id for line in view.draft.lines] == ([] if is_made else [SALT]) + [SOAP]


# what the shop owes a buyer


def credit_of(till: Till, buyer: Customer) -> Money:
    lookup = till.lookup()
    try:
        return lookup.credit(buyer.id)
    finally:
        lookup.close()


def test_kept_change_and_returned_goods_pay_later_and_never_twice(till: Till) -> None:
    ram, gita = (till.save_customer(Customer(CustomerId(""), name)) for name in ("राम", "गीता"))
    till.counter.add(SALT)
    till.counter.set_buyer(ram)
    kept = till.counter.finish(keep_change(Money(2800), Money(3001))).bills[0]
    assert (credit_of(till, ram), credit_of(till, gita)) == (Money(201), NOTHING)
    soap = sold(till, (SOAP, 1000))
    back = [Tender(TenderKind.CREDIT, Money(3500))]
    till.returns.take_back(soap.id, [Back(0, 1000)], ReturnReason.OTHER, back, buyer=ram.id)
    assert credit_of(till, ram) == Money(3701)
    till.counter.add(SALT, 2000)
    for buyer, used in ((ram, 3702), (gita, 1), (None, 1)):
        till.counter.set_buyer(buyer)
        with refused(RefusalCode.CREDIT_SHORT):
            till.counter.finish(
                [
                    Tender(TenderKind.CREDIT, Money(used)),
                    Tender(TenderKind.CASH, Money(5600 - used)),
                ]
            )
    till.counter.set_buyer(ram)
    all_of_it = [Tender(TenderKind.CREDIT, Money(3701)), Tender(TenderKind.CASH, Money(1899))]
    paid = till.counter.finish(all_of_it).bills[0]
    assert credit_of(till, ram) == NOTHING
    with refused(RefusalCode.CREDIT_SPENT):
        till.returns.cancel(kept.id, CancelReason.MISTAKE)
    assert credit_of(till, ram) == NOTHING
    till.returns.cancel(paid.id, CancelReason.MISTAKE)
    assert credit_of(till, ram) == Money(3701)
    till.returns.cancel(kept.id, CancelReason.MISTAKE)
    assert credit_of(till, ram) == Money(3500)


def test_an_exchange_leaves_nobodys_credit_behind(till: Till) -> None:
    ram = till.save_customer(Customer(CustomerId(""), "राम"))
    till.counter.set_buyer(ram)
    bill = sold(till, (SOAP, 2000))
    till.counter.add(SALT)
    till.returns.exchange(bill.id, [Back(0, 1000)], ReturnReason.OTHER)
    assert credit_of(till, ram) == NOTHING
    till.counter.add(SALT)
    till.counter.set_buyer(ram)
    till.returns.exchange(bill.id, [Back(0, 1000)], ReturnReason.OTHER)
    assert credit_of(till, ram) == NOTHING


# what was cheaper than its price


def test_a_bundle_comes_back_at_what_was_paid_for_it_and_what_was_free_for_nothing(
    till: Till,
) -> None:
    kit = put_item(
        till,
        Item(
            ItemId(0),
            "किट",
            "Kit",
            Unit.PIECE,
            EIGHTEEN,
            parts=(Part(SOAP, 2000), Part(SALT, 1000)),
        ),
    )
    till.counter.add(kit.id)
    till.counter.set_price(1, NOTHING)
    bill = till.counter.finish().bills[0]
    assert [line.taxed.gross for line in bill.lines] == [Money(7000), NOTHING]
    free = till.returns.take_back(bill.id, [Back(1, 1000)], ReturnReason.OTHER)
    assert (free.refunds, free.totals.payable) == ((), NOTHING)
    till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER)
    rest = till.returns.take_back(bill.id, [Back(0, 1000)], ReturnReason.OTHER)
    assert rest.refunds == (Tender(TenderKind.CASH, Money(3500)),)
    with refused(RefusalCode.RETURN_RANGE):
        till.returns.take_back(bill.id, [Back(1, 1000)], ReturnReason.OTHER)


@pytest.mark.parametrize(
    "offer",
    [
        Offer(
            OfferId(""),
            OfferKind.BUY_GET,
            TODAY,
            goods=(Part(SOAP, 1000),),
            buy_milli=2000,
            get_milli=1000,
        ),
        Offer(
            OfferId(""),
            OfferKind.COMBO,
            TODAY,
            goods=(Part(SOAP, 1000), Part(SALT, 1000)),
            amount=Money(5000),
        ),
    ],
    ids=["buy two get one", "combo"],
)
def test_what_an_offer_took_off_is_not_paid_back(till: Till, offer: Offer) -> None:
    till.terms.save_offer(offer)
    bill = sold(till, (SOAP, 3000), (SALT, 1000))
    paid = bill.totals.payable
    assert paid < Money(3 * 3500 + 2800)
    given = NOTHING
    for back in (Back(0, 1000), Back(1, 1000), Back(0, 2000)):
        note = till.returns.take_back(bill.id, [back], ReturnReason.OTHER)
        given += note.totals.payable
        assert given <= paid
    assert given == paid
