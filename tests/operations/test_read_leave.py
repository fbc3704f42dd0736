"""Who allows something has read all of it, each with its sum, and allows no more than that."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estore_pos.domain.act import ActKind
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import Back, ReturnReason
from estore_pos.domain.discount import Discount
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.estimate import CloseReason
from estore_pos.domain.ids import SaleId
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.person import Asked, Deed
from estore_pos.domain.sale import Proof, Tender, TenderKind, cash
from estore_pos.operations.sale import Payment
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from tests.fully import examples
from tests.operations.shopfront import SALT, SOAP, Shopfront, goods, put_item
from tests.operations.test_counter import asked_of, refused
from tests.operations.test_whole_counter import (
    BY_GITA,
    BY_SITA,
    GITA,
    SITA,
    TODAY,
    change,
    helper_at,
)

Doing = Callable[[Approval | None], object]


def asked_by(do: Doing, leave: Approval | None = None) -> tuple[Asked, ...]:
    """What a deed would have somebody allow; () where it is done."""
    try:
        do(leave)
    except Refusal as refusal:
        if refusal.code is not RefusalCode.APPROVAL_NEEDED:
            raise
        return asked_of(refusal)
    return ()


def two_goods(till: Till) -> None:
    """A packet of each for half its price, by leave, and then many more of them."""
    helper_at(till)
    for place, good in enumerate((SOAP, SALT)):
        till.counter.add(good)
        till.counter.set_discount(place, Discount(points=5000), BY_SITA)
    till.counter.set_quantity(0, 2000)
    till.counter.set_quantity(1, 50_000)


def test_all_that_a_bill_gives_away_is_asked_at_once_and_noted_one_by_one(till: Till) -> None:
    change(till, SOAP, cost=Money(3000))
    two_goods(till)
    asked = asked_by(lambda leave: till.counter.finish(waived=Money(5000), approval=leave))
    assert [(each.what, each.item, each.amount.paise, each.name[1]) for each in asked] == [
        (Deed.UNDER_FLOOR, SOAP, 3500, "Soap"),
        (Deed.DISCOUNT, SALT, 70_000, "Salt"),
        (Deed.LET_GO, 0, 5000, ""),
    ]
    first = len(till.acts.of_day(TODAY))
    till.counter.finish(waived=Money(5000), approval=replace(BY_SITA, asked=asked))
    noted = [each.act for each in till.acts.of_day(TODAY)[first:]]
    assert {each.what for each in noted} == {ActKind.APPROVAL}
    assert [(each.note, each.item, each.amount) for each in noted] == [
        (each.what.value, each.item, each.amount) for each in asked
    ]
    assert {each.by for each in noted} == {SITA.id}


@pytest.mark.parametrize("kept", [1, 2])
def test_a_part_of_what_is_asked_was_allowed_by_nobody(till: Till, kept: int) -> None:
    two_goods(till)
    asked = asked_by(lambda leave: till.counter.finish(waived=Money(5000), approval=leave))
    for part in (asked[:kept], asked[kept:], ()):
        with refused(RefusalCode.APPROVAL_NEEDED) as caught:
            till.counter.finish(waived=Money(5000), approval=replace(BY_SITA, asked=part))
        assert asked_of(caught.value) == asked, "he is shown all of it again"
    assert till.counter.view.count == 2


@settings(max_examples=examples(25))
@given(
    before=st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 3000)),
    after=st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 3000)),
)
def test_no_more_leaves_the_shop_by_leave_than_was_read(
    before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    """Whatever becomes of the bill while somebody reads: his PIN makes only what he has read."""
    with TemporaryDirectory() as folder, closing(Shopfront(Path(folder)).open()) as till:
        for good in goods():
            put_item(till, good)
        two_goods(till)

        def end(leave: Approval | None) -> object:
            return till.counter.finish(waived=Money(wanted[2]), approval=leave)

        wanted = before
        set_to(till, wanted)
        shown = asked_by(end)
        if not shown:
            return
        wanted = after
        set_to(till, wanted)
        first = len(till.acts.of_day(TODAY))
        anew = asked_by(end, replace(BY_SITA, asked=shown))
        if anew:
            assert anew != shown
            assert till.counter.view.count == 2, "no bill was made"
            assert asked_by(end, replace(BY_SITA, asked=anew)) == ()
        noted = [each.act for each in till.acts.of_day(TODAY)[first:]]
        read = total([each.amount for each in anew or shown])
        given_away = [each.amount for each in noted if each.what is ActKind.APPROVAL]
        assert total(given_away) in (read, NOTHING)


def set_to(till: Till, wanted: tuple[int, int, int]) -> None:
    """So many packets of each good."""
    for place, pieces in enumerate(wanted[:2]):
        till.counter.set_quantity(place, pieces * 1000)


@pytest.mark.parametrize("deed", ["price", "discount", "bill"])
def test_terms_that_were_read_of_one_packet_are_asked_again_of_nine(till: Till, deed: str) -> None:
    change(till, SOAP, cost=Money(3000))
    helper_at(till)
    half = Discount(points=5000)
    doings: dict[str, Doing] = {
        "price": lambda leave: till.counter.set_price(0, Money(1000), approval=leave),
        "discount": lambda leave: till.counter.set_discount(0, half, leave),
        "bill": lambda leave: till.counter.set_bill_discount(half, leave),
    }
    do = doings[deed]
    till.counter.add(SOAP)
    shown = asked_by(do)
    till.counter.set_quantity(0, 9000)
    owed = till.counter.view.owed
    anew = asked_by(do, replace(BY_SITA, asked=shown))
    assert till.counter.view.owed == owed
    (one,), (nine,) = shown, anew
    assert (nine.amount, nine.price) == (Money(one.amount.paise * 9), Money(one.price.paise * 9))
    assert asked_by(do, replace(BY_SITA, asked=anew)) == ()
    assert till.counter.view.owed < owed


def sold(till: Till) -> tuple[SaleId, str]:
    """A bill of three soaps, all paid in cash."""
    till.counter.add(SOAP, 3000)
    (bill,) = till.counter.finish().bills
    return bill.id, bill.number


def test_the_leave_for_goods_back_is_none_for_what_the_new_bill_gives_away(till: Till) -> None:
    bill, number = sold(till)
    two_goods(till)

    def exchange(leave: Approval | None) -> object:
        paying = Payment((rest,), waived)
        return till.returns.exchange(
            bill, [Back(0, 1000)], ReturnReason.DAMAGED, paying, approval=leave
        )

    waived = Money(6000)
    rest = cash(till.counter.view.owed - Money(3500) - waived)
    back = Asked(Deed.RETURN, amount=Money(3500), paper=number)
    asked = asked_by(exchange, replace(BY_SITA, asked=(back,)))
    assert [each.what for each in asked] == [
        Deed.DISCOUNT,
        Deed.DISCOUNT,
        Deed.LET_GO,
        Deed.RETURN,
    ]
    assert asked[-1] == back
    assert till.counter.view.count == 2
    assert till.returns.look(bill).notes == ()
    assert asked_by(exchange, replace(BY_GITA, asked=asked)) == asked, "she may not let it go"
    assert asked_by(exchange, replace(BY_SITA, asked=asked)) == ()


def test_what_an_operator_does_of_himself_in_an_exchange_is_noted_as_nobodys_leave(
    till: Till,
) -> None:
    bill, _ = sold(till)
    two_goods(till)
    till.watch.person = GITA
    till.returns.exchange(bill, [Back(0, 1000)], ReturnReason.DAMAGED, approval=BY_SITA)
    by = [(each.act.what, each.act.by) for each in till.acts.of_day(TODAY)]
    assert (ActKind.RETURN, "") in by
    assert (ActKind.APPROVAL, SITA.id) in by


def test_every_sum_that_goes_out_is_named_with_its_paper(till: Till) -> None:
    bill, number = sold(till)
    till.counter.add(SALT)
    paper = till.estimates.make(advance=[cash(Money(1000))])
    helper_at(till)
    doings: dict[str, Doing] = {
        "cancel": lambda leave: till.returns.cancel(bill, CancelReason.MISTAKE, approval=leave),
        "undo": lambda leave: till.returns.undo_last(leave),
        "back": lambda leave: till.returns.take_back(
            bill, [Back(0, 2000)], ReturnReason.DAMAGED, approval=leave
        ),
        "advance": lambda leave: till.estimates.close(
            paper.id, CloseReason.DROPPED, approval=leave
        ),
    }
    assert {named: asked_by(do) for named, do in doings.items()} == {
        "cancel": (Asked(Deed.CANCEL, amount=Money(10_500), paper=number),),
        "undo": (Asked(Deed.CANCEL, amount=Money(10_500), paper=number),),
        "back": (Asked(Deed.RETURN, amount=Money(7000), paper=number),),
        "advance": (Asked(Deed.ADVANCE, amount=Money(1000), paper=paper.number),),
    }


def test_money_beyond_what_came_in_is_read_as_such(till: Till) -> None:
    till.counter.add(SOAP, 3000)
    upi = Tender(TenderKind.UPI, Money(10_500), proof=Proof.LATER)
    (bill,) = till.counter.finish([upi]).bills
    helper_at(till)
    asked = asked_by(
        lambda leave: till.returns.take_back(
            bill.id,
            [Back(0, 1000)],
            ReturnReason.DAMAGED,
            [cash(Money(3500))],
            approval=leave,
            beyond=True,
        )
    )
    assert [(each.what, each.amount) for each in asked] == [
        (Deed.RETURN, Money(3500)),
        (Deed.BEYOND, Money(3500)),
    ]


def test_what_goes_back_of_an_advance_is_read_beside_what_is_let_go(till: Till) -> None:
    till.counter.add(SALT, 6000)
    paper = till.estimates.make(advance=[cash(Money(16_800))])
    helper_at(till)
    till.estimates.to_bill(paper.id)
    till.counter.set_quantity(0, 1000)
    asked = asked_by(lambda leave: till.counter.finish(waived=Money(900), approval=leave))
    assert [(each.what, each.amount.paise) for each in asked] == [
        (Deed.LET_GO, 900),
        (Deed.ADVANCE, 16_800 - 1900),
    ]
