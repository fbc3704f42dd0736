"""UPI money that nobody saw: matched, struck off with goods that came back, given back once."""

from dataclasses import replace
from pathlib import Path

import pytest

from estore_pos.domain.act import ActKind
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, ReturnReason
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.ids import RecordId, SaleId
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind
from estore_pos.operations.claims import State
from estore_pos.operations.till import Till
from estore_pos.store import check
from sync.server.store import journal
from tests.operations.shopfront import SALT, SOAP, Shopfront
from tests.operations.test_counter import refused
from tests.operations.test_returns import day
from tests.operations.test_whole_counter import BY_GITA, TODAY, acts, helper_at
from tests.sync.histories import Hq
from tests.sync.test_mixed_day import send

LATER = Proof.LATER


def claimed(till: Till, *others: Tender) -> Bill:
    """Two soaps, 70 rupees, whose UPI part nobody saw."""
    till.counter.add(SOAP, 2000)
    rest = Money(7000 - sum(each.amount.paise for each in others))
    return till.counter.finish([*others, Tender(TenderKind.UPI, rest, proof=LATER)]).bills[-1]


def take_back(till: Till, bill: Bill, milli: int, *refunds: Tender) -> None:
    """So much comes back; of UPI that nobody saw the claim is struck off."""
    till.returns.take_back(bill.id, [Back(0, milli)], ReturnReason.OTHER, list(refunds))


def struck(paise: int) -> Tender:
    return Tender(TenderKind.UPI, Money(paise), proof=LATER)


def states(till: Till) -> list[tuple[State, Money, Money]]:
    """What the list of claims says of each: how it stands, its sum, what is the buyer's."""
    return [(each.state, each.amount, each.due) for each in till.claims.listed()]


def test_whose_word_it_is_that_money_came_is_noted(till: Till) -> None:
    bill = claimed(till)
    till.claims.match(bill.id, 0, paid=False)
    till.claims.match(bill.id, 0, paid=True)
    noted = [(each.act.what, each.act.about, each.act.amount) for each in till.acts.of_day(TODAY)]
    assert noted == [
        (ActKind.MONEY_NOT_COME, RecordId(bill.id), Money(7000)),
        (ActKind.MONEY_CAME, RecordId(bill.id), Money(7000)),
    ]
    with refused(RefusalCode.BILL_UNKNOWN):
        till.claims.match(SaleId("01JD0000000000000000000009"), 0, paid=True)


def test_of_a_claim_that_was_struck_off_in_part_that_part_is_the_buyer_s(till: Till) -> None:
    bill = claimed(till)
    take_back(till, bill, 1000, struck(3500))
    assert states(till) == [(State.WAITING, Money(7000), Money(3500))]
    till.claims.match(bill.id, 0, paid=True)
    assert states(till) == [(State.TO_GIVE, Money(7000), Money(3500))]
    assert till.unseen_payments() == 1
    assert till.claims.give_back(bill.id, 0) == Money(3500)
    assert day(till)["tenders"] == {"upi": 7000, "cash": -3500}
    assert (states(till), till.unseen_payments()) == ([], 0)
    assert till.claims.give_back(bill.id, 0) == NOTHING, "nothing goes back twice"
    assert day(till)["value"] == 3500, "what was sold is as it was"
    take_back(till, bill, 1000, Tender(TenderKind.CASH, Money(3500)))
    assert day(till)["tenders"] == {"upi": 7000, "cash": -7000}, "what came in, went out"
    with refused(RefusalCode.RETURN_RANGE):
        take_back(till, bill, 1000, Tender(TenderKind.CASH, Money(3500)))


def test_what_was_paid_otherwise_went_back_first(till: Till) -> None:
    bill = claimed(till, Tender(TenderKind.CASH, Money(5000)))
    take_back(till, bill, 1000, Tender(TenderKind.CASH, Money(3500)))
    assert states(till) == [(State.WAITING, Money(2000), NOTHING)]
    take_back(till, bill, 1000, Tender(TenderKind.CASH, Money(1500)), struck(2000))
    assert states(till) == [(State.WAITING, Money(2000), Money(2000))]
    assert till.claims.give_back(bill.id, 1) == Money(2000)
    assert day(till)["tenders"] == {"upi": 2000, "cash": -2000}


def test_more_that_was_paid_out_by_leave_is_not_due_again(till: Till) -> None:
    bill = claimed(till)
    till.returns.take_back(bill.id, [Back(0, 2000)], ReturnReason.OTHER, beyond=True)
    assert till.claims.give_back(bill.id, 0) == NOTHING
    till.claims.match(bill.id, 0, paid=True)
    assert states(till) == []


def test_all_that_came_for_a_cancelled_bill_is_the_buyer_s(till: Till) -> None:
    bill = claimed(till)
    till.returns.cancel(bill.id, CancelReason.MISTAKE)
    assert (states(till), till.unseen_payments()) == (
        [(State.NOT_COME, Money(7000), Money(7000))],
        0,
    )
    till.claims.match(bill.id, 0, paid=True)
    assert states(till) == [(State.TO_GIVE, Money(7000), Money(7000))]
    assert till.claims.give_back(bill.id, 0) == Money(7000)
    assert day(till)["tenders"] == {"upi": 7000, "cash": -7000}


def test_what_came_before_its_bill_was_cancelled_went_back_with_it(till: Till) -> None:
    """Else the list of what is to match paid it out once more."""
    till.counter.add(SOAP, 2000)
    claims = [Tender(TenderKind.UPI, Money(paise), proof=LATER) for paise in (3000, 4000)]
    (bill,) = till.counter.finish(claims).bills
    till.claims.match(bill.id, 0, paid=True)
    undone = till.returns.cancel(bill.id, CancelReason.MISTAKE)
    assert [(each.amount, each.proof) for each in undone.back] == [
        (Money(3000), Proof.NONE),
        (Money(4000), LATER),
    ]
    assert states(till) == [(State.NOT_COME, Money(4000), Money(4000))]
    till.claims.match(bill.id, 0, paid=True)
    assert till.claims.give_back(bill.id, 0) == NOTHING
    assert till.claims.give_back(bill.id, 1) == Money(4000)
    assert till.claims.give_back(bill.id, 1) == NOTHING
    assert till.write(check.replay_differences) == []


@pytest.mark.parametrize("cancelled", [False, True])
def test_no_later_word_gives_it_back_twice(till: Till, *, cancelled: bool) -> None:
    bill = claimed(till)
    if cancelled:
        till.returns.cancel(bill.id, CancelReason.MISTAKE)
    else:
        take_back(till, bill, 2000, struck(7000))
    assert till.claims.give_back(bill.id, 0) == Money(7000)
    for paid in (False, True, False):
        till.claims.match(bill.id, 0, paid=paid)
        assert till.claims.give_back(bill.id, 0) == NOTHING
    assert states(till) == []
    assert till.write(check.replay_differences) == []


def test_a_helper_gives_nothing_back_alone(till: Till) -> None:
    bill = claimed(till)
    take_back(till, bill, 2000, struck(7000))
    helper_at(till)
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.claims.give_back(bill.id, 0)
    assert caught.value.facts["what"] == "return"
    till.claims.give_back(bill.id, 0, BY_GITA)
    assert acts(till)[-1][::2] == (ActKind.CLAIM_BACK, BY_GITA.person)


def test_what_did_not_come_is_forgotten_after_two_months(till: Till, shopfront: Shopfront) -> None:
    bill = claimed(till)
    till.claims.match(bill.id, 0, paid=False)
    assert [state for state, _, _ in states(till)] == [State.NOT_COME]
    shopfront.clock.move(61 * 24 * 3600 * 1000)
    assert states(till) == []


@pytest.mark.parametrize("cancelled", [False, True])
def test_hq_counts_a_sale_once_whatever_becomes_of_its_money(
    till: Till, tmp_path: Path, *, cancelled: bool
) -> None:
    till.save_shop(replace(till.shop_today()))
    till.counter.add(SALT)
    till.counter.finish()
    bill = claimed(till)
    if cancelled:
        till.returns.cancel(bill.id, CancelReason.MISTAKE)
    else:
        take_back(till, bill, 1000, struck(3500))
    till.claims.give_back(bill.id, 0)
    assert till.write(check.replay_differences) == []
    hq = Hq(tmp_path / "hq.db")
    send(till, hq)
    assert [aside.reason for _, aside in hq.store.read(journal.aside)] == []
    assert hq.counted() == ((1, 2800) if cancelled else (2, 2800 + 3500))
    hq.store.close()
