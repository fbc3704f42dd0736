"""An advance that nobody saw come: matched before its bill or after it, never counted twice."""

from itertools import product
from pathlib import Path

import pytest

from estore_pos.domain.act import ActKind
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, ReturnReason
from estore_pos.domain.estimate import CloseReason, Estimate
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.refund import Standing, is_struck, parts
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind, cash
from estore_pos.operations.claims import State
from estore_pos.operations.till import Till
from estore_pos.store import check
from estore_pos.store import estimate as estimates
from estore_pos.store import journal as books_journal
from estore_pos.store.page import Page
from estore_pos.store.records.sale import TenderMatched
from sync.server.store import journal
from tests.operations.shopfront import SALT, SOAP
from tests.operations.test_claims import states
from tests.operations.test_counter import buyer, registered_shop, valid_gstin
from tests.operations.test_whole_counter import acts
from tests.sync.histories import Hq
from tests.sync.test_mixed_day import send

UNSEEN = Tender(TenderKind.UPI, Money(5000), proof=Proof.LATER)
WORDS = (None, True, False)
"""Nothing is said; it came; it did not."""


def estimate(till: Till, *seen: Tender) -> Estimate:
    """Two soaps, 70 rupees, 50 of them by UPI that nobody saw."""
    till.counter.add(SOAP, 2000)
    return till.estimates.make(advance=[*seen, UNSEEN])


def billed(till: Till, made: Estimate, milli: int = 2000) -> Bill:
    till.estimates.to_bill(made.id)
    if milli != 2000:
        till.counter.set_quantity(0, milli)
    return till.counter.finish().bills[-1]


def say(till: Till, made: Estimate, *, word: bool | None) -> bool:
    """Say of the advance what became of it, where the list has it; whether it came by that."""
    for claim in till.claims.listed():
        if claim.paper == made.id and word is not None and claim.state is not State.TO_GIVE:
            till.claims.match(claim.paper, claim.part, paid=word)
            return word
    return False


def money_back(refunds: tuple[Tender, ...]) -> Money:
    """What of refunds is money and leaves the shop."""
    return total(
        [each.amount for each in refunds if not is_struck(each) and each.kind != "advance"]
    )


def given_back(till: Till, made: Estimate) -> Money:
    """Take all that the list offers of an advance, twice."""
    given = NOTHING
    for _ in range(2):
        for claim in till.claims.listed():
            if claim.paper == made.id and claim.state is State.TO_GIVE:
                assert claim.due, "what is to be given is something"
                given += till.claims.give_back(claim.paper, claim.part)
                assert till.claims.give_back(claim.paper, claim.part) == NOTHING
    return given


def returned(till: Till, bill: Bill, milli: int) -> Money:
    """So much comes back, as the sheet offers it."""
    back = [Back(0, milli)]
    held = till.returns.look(bill.id).standing
    refunds = parts(till.returns.quote(bill.id, back).refund, held, TenderKind.CASH)
    till.returns.take_back(bill.id, back, ReturnReason.OTHER, refunds)
    return money_back(refunds)


def closing_money(till: Till, made: Estimate) -> Money:
    """What goes out where nothing comes of it."""
    (waiting,) = [each for each in till.estimates.waiting() if each.id == made.id]
    till.estimates.close(made.id, CloseReason.DROPPED)
    return waiting.advanced - waiting.unseen


def paid_with(till: Till, bill: Bill) -> Money:
    """What money came in with a bill of an estimate, less what of the advance went out."""
    came = total([each.amount for each in bill.tenders if each.kind is TenderKind.CASH])

    def refunds(page: Page) -> tuple[Tender, ...]:
        return estimates.went_back(page, bill.id)

    return came - money_back(till.write(refunds))


def gone_with(till: Till, made: Estimate, bill: Bill, end: str) -> Money:
    """What money goes out where a bill is undone in this way."""
    if end == "cancel":
        undone = till.returns.cancel(bill.id, CancelReason.MISTAKE)
        return money_back(undone.back) - undone.owed
    milli = bill.lines[0].quantity.milli
    if end == "return":
        return returned(till, bill, milli)
    first = returned(till, bill, 1000) + given_back(till, made)
    return first + returned(till, bill, milli - 1000)


@pytest.mark.parametrize(
    ("end", "milli"),
    [
        ("return", 2000),
        ("return", 1000),
        ("in two", 2000),
        ("cancel", 2000),
        ("cancel", 1000),
        ("close", 2000),
    ],
)
def test_of_a_sale_that_is_undone_all_that_came_goes_back_once(
    till: Till, end: str, milli: int
) -> None:
    """Whenever it was said that it came: before the bill, on it, or after it was undone."""
    for seen, words in product([(), (cash(Money(1000)),)], product(WORDS, repeat=3)):
        made = estimate(till, *seen)
        came = say(till, made, word=words[0])
        inside = total([each.amount for each in seen])
        bill = billed(till, made, milli) if end != "close" else None
        inside += paid_with(till, bill) if bill else NOTHING
        came |= say(till, made, word=words[1])
        inside -= gone_with(till, made, bill, end) if bill else NOTHING
        came |= say(till, made, word=words[2])
        inside -= given_back(till, made)
        if end in ("cancel", "close"):
            inside -= closing_money(till, made)
        assert inside + (UNSEEN.amount if came else NOTHING) == NOTHING, (seen, words)
        assert said_to_have_come(till, made) == came
    assert till.write(check.replay_differences) == []


def said_to_have_come(till: Till, made: Estimate) -> bool:
    def read(page: Page) -> bool:
        bodies = [entry.record.body for entry in books_journal.records(page, "trade")]
        return any(
            isinstance(body, TenderMatched) and body.bill == made.id and body.how == "confirmed"
            for body in bodies
        )

    return till.write(read)


def test_it_is_matched_while_the_estimate_waits_and_its_open_bill_knows_it(till: Till) -> None:
    made = estimate(till)
    assert (states(till), till.unseen_payments()) == ([(State.WAITING, Money(5000), NOTHING)], 1)
    till.estimates.to_bill(made.id)
    assert till.counter.view.unseen == Money(5000)
    till.claims.match(made.id, 0, paid=True)
    assert till.counter.view.unseen == NOTHING
    assert (states(till), till.unseen_payments()) == ([], 0)
    (bill,) = till.counter.finish().bills
    assert till.returns.look(bill.id).standing == Standing(Money(7000))
    assert (ActKind.MONEY_CAME, Money(5000)) in [
        (each.act.what, each.act.amount) for each in till.acts.of_day(bill.business_day)
    ]


def test_its_bill_is_what_it_is_named_by_and_its_return_gives_what_came(till: Till) -> None:
    made = estimate(till)
    bill = billed(till, made)
    (claim,) = till.claims.listed()
    assert (claim.number, claim.is_billed, claim.state) == (bill.number, True, State.WAITING)
    till.claims.match(claim.paper, claim.part, paid=False)
    assert till.returns.look(bill.id).standing == Standing(Money(2000), NOTHING, Money(5000))
    till.claims.match(claim.paper, claim.part, paid=True)
    assert till.returns.look(bill.id).standing == Standing(Money(7000))
    assert ActKind.REFUND_BEYOND not in [what for what, _, _ in acts(till)]


def test_beside_it_a_payment_of_the_bill_itself_is_due_once(till: Till) -> None:
    """What has not come is struck off first, and each gives what is its own."""
    made = estimate(till)
    till.estimates.to_bill(made.id)
    own = Tender(TenderKind.UPI, Money(2000), proof=Proof.LATER)
    advance = Tender(TenderKind.ADVANCE, Money(5000))
    (bill,) = till.counter.finish([advance, own]).bills
    assert returned(till, bill, 2000) == NOTHING
    assert till.claims.give_back(bill.id, 1) == Money(2000)
    assert states(till) == [(State.WAITING, Money(5000), Money(5000))]
    assert till.claims.give_back(made.id, 0) == Money(5000)
    assert (states(till), till.claims.give_back(bill.id, 1)) == ([], NOTHING)


def test_two_papers_of_a_sale_count_an_unseen_advance_once(till: Till) -> None:
    """The first is paid with it first; what came for the goods of both goes back once."""
    registered_shop(till)
    till.counter.set_buyer(buyer(till, gstin=valid_gstin("10AAACG1234C1Z")))
    till.counter.add(SALT, 1000)
    till.counter.add(SOAP, 2000)
    unseen = Tender(TenderKind.UPI, Money(8000), proof=Proof.LATER)
    made = till.estimates.make(advance=[cash(Money(1000)), unseen])
    till.estimates.to_bill(made.id)
    papers = till.counter.finish().bills
    standing = [till.returns.look(each.id).standing for each in papers]
    assert standing == [
        Standing(NOTHING, NOTHING, Money(7000)),
        Standing(Money(1800), NOTHING, Money(1000)),
    ]
    out = [returned(till, papers[0], 2000), returned(till, papers[1], 1000)]
    assert out == [NOTHING, Money(1800)]
    say(till, made, word=True)
    assert given_back(till, made) == Money(8000)
    assert states(till) == []


def test_an_estimate_made_again_of_one_whose_advance_came_knows_it(till: Till) -> None:
    made = estimate(till)
    till.claims.match(made.id, 0, paid=True)
    till.estimates.to_bill(made.id)
    again = till.estimates.make(advance=[cash(Money(1000))])
    assert (again.advanced, again.unseen) == (Money(6000), NOTHING)
    assert states(till) == []


def test_hq_takes_every_word_of_an_advance(till: Till, tmp_path: Path) -> None:
    till.counter.add(SALT)
    till.counter.finish()
    made = estimate(till)
    till.claims.match(made.id, 0, paid=False)
    bill = billed(till, made)
    returned(till, bill, 2000)
    assert till.claims.give_back(made.id, 0) == UNSEEN.amount
    hq = Hq(tmp_path / "hq.db")
    send(till, hq)
    assert [aside.reason for _, aside in hq.store.read(journal.aside)] == []
    hq.store.close()
