"""Money of a bill goes out only as far as it came in, however its goods come back."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estore_pos.domain.credit_note import KEPT, Back, CreditNote, ReturnSheet, left, take_back
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import SaleId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.refund import (
    Standing,
    advance_due,
    check,
    due_back,
    is_struck,
    parts,
    standing,
    undone,
)
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind
from tests.domain.samples import customer, good, made_bill, made_note
from tests.domain.test_taking_back import bills
from tests.fully import examples

CASH, UPI, CARD, KHATA, ADVANCE, CREDIT = TenderKind
SEEN, LATER = Proof.SEEN, Proof.LATER


def sold(*tenders: Tender) -> Bill:
    """A bill of so many rupees as its tenders come to."""
    paid = total([each.amount for each in tenders])
    return made_bill(Draft().add(good(1, paid.paise), 1000), tenders=tenders)


def rupees(held: Standing) -> tuple[int, int, int]:
    return held.money.paise // 100, held.khata.paise // 100, held.claimed.paise // 100


def paid(kind: TenderKind, amount: int, proof: Proof = Proof.NONE) -> Tender:
    return Tender(kind, Money.rupees(amount), proof=proof)


@pytest.mark.parametrize(
    ("tenders", "came", "stands"),
    [
        ([paid(CASH, 100)], {}, (100, 0, 0)),
        ([paid(CARD, 100)], {}, (100, 0, 0)),
        ([paid(UPI, 100, SEEN)], {}, (100, 0, 0)),
        ([paid(UPI, 100, LATER)], {}, (0, 0, 100)),
        ([paid(UPI, 100, LATER)], {0: True}, (100, 0, 0)),
        ([paid(UPI, 100, LATER)], {0: False}, (0, 0, 100)),
        ([paid(KHATA, 100)], {}, (0, 100, 0)),
        ([paid(CREDIT, 100)], {}, (100, 0, 0)),
        ([paid(CASH, 100), paid(CREDIT, -2)], {}, (98, 0, 0)),
        ([paid(CASH, 30), paid(KHATA, 50), paid(UPI, 20, LATER)], {}, (30, 50, 20)),
    ],
)
def test_money_is_what_came_in(
    tenders: list[Tender], came: Mapping[int, bool], stands: tuple[int, int, int]
) -> None:
    assert rupees(standing(sold(*tenders), (), came)) == stands


def test_what_nobody_saw_of_an_advance_is_no_money() -> None:
    bill = sold(paid(ADVANCE, 60), paid(CASH, 40))
    assert rupees(standing(bill, (), {}, Money.rupees(50))) == (50, 0, 50)
    assert rupees(standing(bill, (), {}, Money.rupees(90))) == (40, 0, 60)


@pytest.mark.parametrize(
    ("tenders", "came", "unseen", "back"),
    [
        ([paid(CASH, 60), paid(KHATA, 40)], {}, 0, [paid(CASH, 60), paid(KHATA, 40)]),
        ([paid(UPI, 70, SEEN), paid(UPI, 30, SEEN)], {}, 0, [paid(UPI, 100)]),
        ([paid(UPI, 100, LATER)], {}, 0, [paid(UPI, 100, LATER)]),
        ([paid(UPI, 100, LATER)], {0: True}, 0, [paid(UPI, 100)]),
        ([paid(CASH, 102), paid(CREDIT, -2)], {}, 0, [paid(CASH, 102), paid(CREDIT, -2)]),
        ([paid(ADVANCE, 60), paid(CASH, 40)], {}, 0, [paid(CASH, 100)]),
        ([paid(ADVANCE, 60)], {}, 50, [paid(CASH, 10), paid(UPI, 50, LATER)]),
        ([paid(ADVANCE, 60)], {}, 90, [paid(UPI, 60, LATER)]),
    ],
)
def test_what_is_undone_goes_back_each_in_the_way_it_came(
    tenders: list[Tender], came: Mapping[int, bool], unseen: int, back: list[Tender]
) -> None:
    bill = sold(*tenders)
    assert list(undone(bill, came, Money.rupees(unseen), is_advance=False)) == back


def test_an_advance_is_one_again_where_its_estimate_waits() -> None:
    bill = sold(paid(ADVANCE, 60), paid(CASH, 40))
    assert undone(bill, {}, Money.rupees(50)) == (paid(ADVANCE, 60), paid(CASH, 40))


@pytest.mark.parametrize(("named", "way"), [(True, CREDIT), (False, CASH)])
def test_what_goods_of_an_exchange_paid_is_credit_of_who_is_named_else_cash(
    named: bool, way: TenderKind
) -> None:
    exchanged = replace(paid(CREDIT, 100), reference="00000000000000000000000001")
    bill = replace(sold(exchanged), buyer=customer().id if named else None)
    assert undone(bill, {}) == (paid(way, 100),)


@pytest.mark.parametrize(
    ("came", "struck", "is_cancelled", "due"),
    [
        ([], 100, False, 0),
        ([0], 0, False, 0),
        ([0], 30, False, 0),
        ([0], 60, False, 20),
        ([0], 100, False, 60),
        ([0, 1], 100, False, 100),
        ([0], 0, True, 60),
        ([], 0, True, 0),
    ],
)
def test_upi_that_came_after_its_goods_were_back_is_the_buyer_s(
    came: list[int], struck: int, is_cancelled: bool, due: int
) -> None:
    bill = sold(paid(UPI, 60, LATER), paid(UPI, 40, LATER))
    note = made_note(bill, take_back(bill, (), [Back(0, 1000)]))
    rest = paid(CASH, 100 - struck)
    notes = [replace(note, refunds=(paid(UPI, struck, LATER), rest))] if struck else []
    assert due_back(bill, notes, came, is_cancelled=is_cancelled) == Money.rupees(due)


@pytest.mark.parametrize(
    ("came", "still", "came_of_it", "struck", "due"),
    [
        ([0], 0, 40, 100, 40),
        ([0], 0, 40, 80, 20),
        ([0], 0, 40, 60, 0),
        ([0], 40, 0, 100, 0),
        ([], 0, 40, 100, 40),
        ([], 0, 40, 30, 0),
    ],
)
def test_of_an_advance_that_came_late_the_buyer_s_is_what_his_other_money_does_not_cover(
    came: list[int], still: int, came_of_it: int, struck: int, due: int
) -> None:
    bill = sold(paid(UPI, 60, LATER), paid(ADVANCE, 40))
    note = made_note(bill, take_back(bill, (), [Back(0, 1000)]))
    notes = [replace(note, refunds=(paid(UPI, struck, LATER), paid(CASH, 100 - struck)))]
    waits, there = Money.rupees(still), Money.rupees(came_of_it)
    assert advance_due(bill, notes, came, waits, there) == Money.rupees(due)


def test_a_refund_goes_back_where_its_money_came_from() -> None:
    held = Standing(Money.rupees(30), Money.rupees(50), Money.rupees(20))
    assert parts(Money.rupees(25), held, CASH) == (paid(CASH, 25),)
    assert parts(Money.rupees(100), held, UPI) == (
        paid(UPI, 30),
        paid(KHATA, 50),
        paid(UPI, 20, LATER),
    )
    assert parts(Money.rupees(100), held, KHATA) == (paid(KHATA, 80), paid(UPI, 20, LATER))
    assert parts(Money.rupees(100), held, CASH, beyond=True) == (paid(CASH, 100),)
    assert parts(NOTHING, held, CASH) == ()


def test_in_an_exchange_money_goes_into_the_new_goods_first() -> None:
    held = Standing(Money.rupees(30), Money.rupees(50))
    into = parts(Money.rupees(80), held, CREDIT, goods=Money.rupees(20))
    assert into == (
        paid(CREDIT, 20),
        replace(paid(CREDIT, 10), reference=KEPT),
        paid(KHATA, 50),
    )
    note = replace(made_note(sold(paid(CASH, 80)), _all_of(sold(paid(CASH, 80)))), refunds=into)
    assert note.kept == Money.rupees(30), "no exchange: all of it stays here"
    assert replace(note, next_bill=SaleId("S2")).kept == Money.rupees(10)


def _all_of(bill: Bill) -> ReturnSheet:
    return take_back(bill, (), [Back(0, 1000)])


def test_more_than_came_in_is_refused_and_says_how_much_there_is() -> None:
    held = Standing(Money.rupees(30), Money.rupees(70))
    with pytest.raises(Refusal) as caught:
        check([paid(CASH, 40), paid(KHATA, 60)], held, beyond=False)
    assert caught.value.code is RefusalCode.REFUND_BEYOND
    assert caught.value.facts == {"given": 4000, "amount": 3000}
    assert check([paid(CASH, 40), paid(KHATA, 60)], held, beyond=True) == Money.rupees(10)
    with pytest.raises(Refusal):
        check([paid(KHATA, 101)], held, beyond=False)


def money_in(bill: Bill, came: Mapping[int, bool]) -> Money:
    """What came in, added up anew: all that is no debt and no claim."""
    out = [
        each.amount
        for place, each in enumerate(bill.tenders)
        if each.kind is KHATA or (each.proof is LATER and not came.get(place))
    ]
    return total([each.amount for each in bill.tenders]) - total(out)


def money_out(bill: Bill, notes: list[CreditNote]) -> Money:
    """What went out in money; off a khata only above what stood on it."""
    every = [each for note in notes for each in note.refunds]
    khata = total([each.amount for each in every if each.kind is KHATA])
    on_it = total([each.amount for each in bill.tenders if each.kind is KHATA])
    given = [each.amount for each in every if each.kind is not KHATA and not is_struck(each)]
    return total(given) + max(NOTHING, khata - on_it)


@st.composite
def claimed(draw: st.DrawFn) -> Bill:
    """A mixed bill, some of whose UPI money nobody saw."""
    bill = draw(bills())
    tenders = tuple(
        replace(each, proof=draw(st.sampled_from(Proof))) if each.kind is UPI else each
        for each in bill.tenders
    )
    return replace(bill, tenders=tenders)


@settings(max_examples=examples(150), deadline=None)
@given(claimed(), st.data())
def test_no_more_money_goes_out_than_came_in_unless_somebody_allowed_it(
    bill: Bill, data: st.DataObject
) -> None:
    came = data.draw(st.dictionaries(st.integers(0, 5), st.booleans()))
    notes: list[CreditNote] = []
    allowed = NOTHING
    while places := [place for place, rest in left(bill, notes).items() if rest]:
        place = data.draw(st.sampled_from(places))
        sheet = take_back(bill, notes, [Back(place, left(bill, notes)[place])])
        held = standing(bill, notes, came)
        beyond = data.draw(st.sampled_from((False, False, True)))
        kind = data.draw(st.sampled_from((CASH, UPI, KHATA, CREDIT)))
        goods = Money(data.draw(st.integers(0, 9_999)))
        refunds = parts(sheet.refund, held, kind, goods=goods, beyond=beyond)
        if data.draw(st.booleans()):
            refunds = _by_hand(data, sheet.refund)
        assert total([each.amount for each in refunds]) == sheet.refund
        try:
            over = check(refunds, held, beyond=beyond)
        except Refusal:
            refunds, over = parts(sheet.refund, held, kind), NOTHING
            assert check(refunds, held, beyond=False) == NOTHING
        assert beyond or not over
        assert all(each.amount > NOTHING for each in refunds)
        allowed += over
        notes.append(replace(made_note(bill, sheet), refunds=refunds))
    assert money_out(bill, notes) <= money_in(bill, came) + allowed
    struck = [each.amount for note in notes for each in note.refunds if is_struck(each)]
    assert total(struck) <= bill.paid - money_in(bill, came) + allowed


def _by_hand(data: st.DataObject, refund: Money) -> tuple[Tender, ...]:
    """A refund split in any way somebody may think of."""
    made = []
    for kind in data.draw(st.lists(st.sampled_from((CASH, UPI, KHATA, CREDIT)), max_size=3)):
        part = Money(data.draw(st.integers(0, refund.paise)))
        made.append(Tender(kind, part))
        refund -= part
    made.append(Tender(CASH, refund))
    return tuple(each for each in made if each.amount)
