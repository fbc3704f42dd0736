"""Goods that come back, bills that are cancelled, estimates that become bills."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estore_pos.domain import cancel as cancelling
from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.cancel import CancelReason
from estore_pos.domain.credit_note import (
    Back,
    CreditNote,
    Unbilled,
    check_refunds,
    left,
    take_back,
    take_back_unbilled,
)
from estore_pos.domain.day import BusinessDay
from estore_pos.domain.discount import Discount
from estore_pos.domain.draft import Draft
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.estimate import Estimate, draft_of, told, with_more
from estore_pos.domain.gst import BASIS, TaxMode, Treatment
from estore_pos.domain.ids import EstimateId, ItemId, PersonId, Series
from estore_pos.domain.item import Item
from estore_pos.domain.money import NOTHING, Money, total
from estore_pos.domain.person import Person, Role
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Bill, Proof, Tender, TenderKind, bill_number, payable, sheets
from estore_pos.domain.stock import Move
from tests.domain.samples import DAY, GSTIN, customer, good, made_bill, made_note, shop
from tests.fully import examples

SOAP = good(1, 3801, points=1800, mrp=4000)
WHOLE = Money(50_000)
RICE = good(2, 5003, treatment=Treatment.NIL, unit=Unit.KILO, step_milli=1)
PEN = good(3, 999, points=1200, inclusive=False)
COPYING = good(4, 200, points=1800, hsn="998595")
SHELF = (SOAP, RICE, PEN, COPYING)


def refused(code: RefusalCode, deed: Callable[[], object]) -> dict[str, object]:
    with pytest.raises(Refusal) as caught:
        deed()
    assert caught.value.code is code
    return caught.value.facts


def basket() -> Draft:
    return Draft().add(SOAP, 3000).add(RICE, 1750).add(PEN, 2000).add(COPYING, 5000)


# returns


def test_no_more_comes_back_than_was_sold_and_nothing_twice() -> None:
    bill = made_bill(basket())
    assert left(bill, ()) == {0: 3000, 1: 1750, 2: 2000, 3: 5000}
    note = made_note(bill, take_back(bill, (), [Back(0, 2000), Back(1, 750)]))
    assert left(bill, [note]) == {0: 1000, 1: 1000, 2: 2000, 3: 5000}
    for back, rest in ((Back(0, 2000), 1000), (Back(1, 0), 1000), (Back(2, -1000), 2000)):
        facts = refused(RefusalCode.RETURN_RANGE, partial(take_back, bill, [note], [back]))
        assert facts["milli"] == rest
    twice = [Back(0, 1000), Back(0, 1000)]
    assert refused(RefusalCode.RETURN_RANGE, partial(take_back, bill, (), twice))["milli"] == 0
    refused(RefusalCode.RETURN_RANGE, partial(take_back, bill, (), []))
    for place in (-1, 4):
        refused(RefusalCode.LINE_MISSING, partial(take_back, bill, (), [Back(place, 1000)]))


def test_a_piece_comes_back_whole_and_rice_to_the_gram() -> None:
    bill = made_bill(basket())
    refused(RefusalCode.QUANTITY_STEP, partial(take_back, bill, (), [Back(0, 500)]))
    assert take_back(bill, (), [Back(1, 1)]).lines[0].taxed.gross == Money(5)


def test_the_price_paid_comes_back_with_its_part_of_discount_and_charge() -> None:
    draft = Draft().add(good(5, 10_000), 1000).add(good(6, 20_000), 2000)
    draft = draft.set_bill_discount(Discount(points=1000), BASIS).set_charge(Money(5000))
    bill = made_bill(draft, TaxMode.UNREGISTERED)
    assert bill.totals.payable == Money(50_000)
    assert take_back(bill, (), [Back(1, 1000)]).refund == Money(20_000)


def test_what_the_buyer_owes_in_tax_himself_comes_back_without_it() -> None:
    owed = sheets(Draft().add(PEN, 2000), shop(), DAY, reverse_charge=True)
    bill = replace(
        made_bill(Draft().add(PEN, 2000)),
        lines=owed[0].lines,
        totals=owed[0].totals,
        tenders=(Tender(TenderKind.CASH, owed[0].totals.payable),),
        reverse_charge=True,
    )
    [line] = take_back(bill, (), [Back(0, 1000)]).lines
    assert line.taxed.taxable == line.taxed.gross == Money(999)
    assert line.taxed.half == Money(60)


def test_a_refund_is_what_is_due_and_nothing_below_nothing() -> None:
    sheet = take_back(made_bill(basket()), (), [Back(0, 1000)])
    check_refunds(sheet, [Tender(TenderKind.KHATA, sheet.refund)])
    due, more = sheet.refund, Money(100)
    wrong = [Tender(TenderKind.CASH, due + more), Tender(TenderKind.CREDIT, -more)]
    for given_back in (wrong, [], [Tender(TenderKind.CASH, due + more)]):
        facts = refused(RefusalCode.REFUND_WRONG, partial(check_refunds, sheet, given_back))
        assert facts["owed"] == due.paise


def test_a_credit_note_that_does_not_add_up_cannot_be() -> None:
    bill = made_bill(basket())
    note = made_note(bill, take_back(bill, (), [Back(0, 1000)]))
    with pytest.raises(ValueError, match="add up"):
        replace(note, refunds=())
    with pytest.raises(ValueError, match="add up"):
        replace(note, waived=Money(1))


@pytest.mark.parametrize(
    ("bill_day", "note_day", "lowers"),
    [
        (date(2026, 3, 31), date(2026, 11, 30), True),
        (date(2026, 3, 31), date(2026, 12, 1), False),
        (date(2026, 4, 1), date(2027, 11, 30), True),
        (None, date(2027, 12, 1), True),
    ],
)
def test_a_late_credit_note_pays_back_but_does_not_lower_the_tax(
    bill_day: date | None, note_day: date, lowers: bool
) -> None:
    bill = made_bill(basket())
    note = made_note(bill, take_back(bill, (), [Back(0, 1000)]), day=note_day)
    assert replace(note, bill_day=bill_day).lowers_tax is lowers


def test_goods_of_another_shop_s_bill_come_back_by_what_its_paper_says() -> None:
    backs = [Unbilled(SOAP, 2000, Money(7200)), Unbilled(RICE, 500, Money(2500), restock=False)]
    sheet = take_back_unbilled(backs, DAY, TaxMode.REGULAR, WHOLE)
    assert sheet.refund == Money(9700)
    assert [line.place for line in sheet.lines] == [-1, -1]
    assert [line.restock for line in sheet.lines] == [True, False]
    assert sheet.lines[0].taxed.half == Money(549)
    plain = take_back_unbilled(backs, DAY, TaxMode.UNREGISTERED, WHOLE)
    assert plain.lines[0].taxed.half == NOTHING
    for wrong in (Money(8001), NOTHING):
        refused(
            RefusalCode.AMOUNT_RANGE,
            partial(take_back_unbilled, [Unbilled(SOAP, 2000, wrong)], DAY, TaxMode.REGULAR, WHOLE),
        )
    refused(RefusalCode.RETURN_RANGE, partial(take_back_unbilled, [], DAY, TaxMode.REGULAR, WHOLE))
    bare = Unbilled(good(9, None), 1000, Money(123))
    assert take_back_unbilled([bare], DAY, TaxMode.COMPOSITION, WHOLE).refund == Money(100)
    little = partial(take_back_unbilled, backs, DAY, TaxMode.REGULAR, Money(9699))
    assert refused(RefusalCode.RETURN_BEYOND, little) == {"whole": 9699, "amount": 9699}


# any basket, any returns


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    """A mixed bill: discounts, a charge, something let go, any mode and buyer."""
    draft = Draft(buyer=draw(st.sampled_from([None, customer(gstin=GSTIN), customer()])))
    for _ in range(draw(st.integers(1, 6))):
        item: Item = draw(st.sampled_from(SHELF))
        amount = item.step_milli == 1 and draw(st.booleans())
        if amount:
            draft = draft.add_amount(item, Money(draw(st.integers(100, 9_999))))
        else:
            step = draw(st.integers(1, 9)) if item.step_milli > 1 else draw(st.integers(1, 9_999))
            draft = draft.add(item, step * item.step_milli)
        if not amount and draw(st.booleans()):
            place = draft.current
            draft = draft.set_price(place, Money(draw(st.integers(1, 3000))))
            off = Discount(points=draw(st.integers(1, 5000)))
            draft = draft.set_discount(place, off, BASIS)
    draft = draft.set_bill_discount(Discount(points=draw(st.integers(0, 4000))), BASIS)
    draft = draft.set_charge(Money(draw(st.integers(0, 5000))))
    mode = draw(st.sampled_from(TaxMode))
    owed = payable(sheets(draft, shop(mode), DAY))
    waived = Money(draw(st.integers(0, min(900, owed.paise))))
    paper = draw(st.integers(0, len(sheets(draft, shop(mode), DAY)) - 1))
    return made_bill(draft, mode, waived=waived, tenders=_mix(draw, owed - waived), paper=paper)


def _mix(draw: st.DrawFn, owed: Money) -> list[Tender]:
    """Any mix of ways to pay, with change in coins or kept."""
    tenders: list[Tender] = []
    for kind in draw(st.lists(st.sampled_from(TenderKind), max_size=3)):
        part = Money(draw(st.integers(0, owed.paise)))
        tenders.append(Tender(kind, part))
        owed -= part
    kept = Money(draw(st.integers(0, 900)))
    handed = owed + kept + Money(draw(st.integers(0, 5000)))
    tenders.append(Tender(TenderKind.CASH, owed + kept, handed))
    return [*tenders, Tender(TenderKind.CREDIT, -kept)] if kept else tenders


@settings(max_examples=examples(60), deadline=None)
@given(bills(), st.data())
def test_a_sequence_of_returns_never_pays_more_than_was_paid_and_ends_at_it(
    bill: Bill, data: st.DataObject
) -> None:
    notes: list[CreditNote] = []
    back = NOTHING
    while open_lines := {place: rest for place, rest in left(bill, notes).items() if rest}:
        chosen = data.draw(st.sets(st.sampled_from(sorted(open_lines)), min_size=1))
        wanted = []
        for place in sorted(chosen):
            sold, rest = bill.lines[place].quantity, open_lines[place]
            whole = not sold.unit.measured
            part = data.draw(st.integers(1, rest // 1000)) * 1000 if whole else rest
            if not whole and len(notes) < 3:
                part = data.draw(st.integers(1, rest))
            wanted.append(Back(place, part))
        sheet = take_back(bill, notes, wanted)
        assert abs(sheet.totals.round_off.paise) <= 99
        assert NOTHING <= sheet.refund <= bill.paid - back
        assert all(line.taxed.gross >= NOTHING for line in sheet.lines)
        notes.append(made_note(bill, sheet))
        back += sheet.refund
    assert back == bill.paid
    for place, sold_line in enumerate(bill.lines):
        came = [line.taxed for note in notes for line in note.lines if line.place == place]
        assert total([each.taxable for each in came]) == sold_line.taxed.taxable
        assert total([each.half for each in came]) == sold_line.taxed.half
        assert total([each.igst for each in came]) == sold_line.taxed.igst


# cancelling


def test_a_cancelled_bill_gives_back_the_goods_it_took_and_keeps_its_number() -> None:
    bill = made_bill(basket().add(RICE, 250))
    off = cancelling.cancel(
        bill, (), DAY, bill.business_day, None, CancelReason.BUYER_LEFT, "चला गया"
    )
    assert off.back == (Move(ItemId(1), 3000), Move(ItemId(2), 2000), Move(ItemId(3), 2000))
    assert (off.number, off.payable) == (bill.number, bill.totals.payable)


def test_a_bill_of_a_closed_month_or_with_returns_is_not_cancelled() -> None:
    bill = made_bill(basket())
    today, mistake = bill.business_day, CancelReason.MISTAKE
    late = partial(cancelling.cancel, bill, (), date(2026, 12, 12), today, None, mistake)
    assert refused(RefusalCode.BILL_FILED, late) == {"number": bill.number}
    note = made_note(bill, take_back(bill, (), [Back(0, 1000)]))
    part = partial(cancelling.cancel, bill, [note], DAY, today, None, mistake)
    refused(RefusalCode.BILL_RETURNED, part)


# estimates


def estimate(draft: Draft, mode: TaxMode = TaxMode.REGULAR) -> Estimate:
    made = sheets(draft, shop(mode), DAY)
    lines, totals = told(made)
    return Estimate(
        id=EstimateId("E1"),
        number=bill_number("E", Series("K7M2"), DAY, 1),
        at=datetime(2026, 11, 22, 6, tzinfo=UTC),
        calendar_day=DAY,
        business_day=BusinessDay(DAY),
        lines=lines,
        totals=totals,
        discount=total([sheet.discount for sheet in made]),
        advance=(Tender(TenderKind.CASH, Money(500)), Tender(TenderKind.UPI, Money(250))),
        note="शादी",
    )


def test_what_is_paid_on_an_advance_besides_is_one_tender_for_each_way() -> None:
    cash = Tender(TenderKind.CASH, Money(500), Money(1000))
    seen = Tender(TenderKind.UPI, Money(250), reference="4471")
    other = replace(seen, reference="9012")
    paid = with_more((cash, seen), (other, replace(cash, amount=Money(300)), seen))
    assert paid == (
        Tender(TenderKind.CASH, Money(800), Money(2000)),
        replace(seen, amount=Money(500)),
        other,
    )
    assert with_more((), (cash,)) == (cash,)


@pytest.mark.parametrize("mode", TaxMode)
def test_an_estimate_becomes_a_bill_at_the_price_that_was_told(mode: TaxMode) -> None:
    draft = basket().add_amount(RICE, Money(5000)).set_price(2, Money(950))
    draft = draft.set_discount(0, Discount(points=500), BASIS).set_charge(Money(1999))
    draft = draft.set_bill_discount(Discount(amount=Money(777)), BASIS)
    paper = estimate(draft, mode)
    assert paper.advanced == Money(750)
    dearer = {item.id: replace(item, price=Money(99_900), mrp=None) for item in SHELF}
    del dearer[PEN.id]
    again = draft_of(paper, dearer, None, mode, DAY)
    assert (again.estimate, again.note) == (paper.id, "शादी")
    made = sheets(again, shop(mode), DAY)
    assert payable(made) == paper.totals.payable == payable(sheets(draft, shop(mode), DAY))
    assert [line.taxed for sheet in made for line in sheet.lines] == [
        line.taxed for line in paper.lines
    ]
    assert [line.name_hi for line in made[0].lines] == [line.name_hi for line in paper.lines]


def test_an_estimate_of_two_papers_comes_to_what_they_come_to() -> None:
    """Each paper is rounded to the rupee for itself: 10.40 and 20.40 are 10 and 20, not 31."""
    dear = good(4, 2040)
    loose = replace(RICE, price=Money(1040))
    draft = Draft(buyer=customer(gstin=GSTIN)).add(loose, 1000).add(dear, 1000)
    made = sheets(draft, shop(), DAY)
    assert {sheet.totals.payable for sheet in made} == {Money(1000), Money(2000)}
    lines, totals = told(made)
    assert len(lines) == 2
    assert totals.payable == payable(made) == Money(3000)
    assert totals.gross + totals.round_off == totals.payable


def test_an_estimate_that_does_not_add_up_cannot_be() -> None:
    paper = estimate(basket())
    with pytest.raises(ValueError, match="add up"):
        replace(paper, lines=paper.lines[1:])


@pytest.mark.parametrize(
    ("used", "cash", "struck"),
    [(0, 500, 250), (100, 500, 150), (250, 500, 0), (600, 150, 0), (750, 0, 0)],
)
def test_an_advance_goes_back_but_for_what_nobody_saw(used: int, cash: int, struck: int) -> None:
    claim = Tender(TenderKind.UPI, Money(250), proof=Proof.LATER)
    paper = replace(estimate(basket()), advance=(Tender(TenderKind.CASH, Money(500)), claim))
    assert paper.unseen == Money(250)
    whole = (Tender(TenderKind.CASH, Money(cash)), replace(claim, amount=Money(struck)))
    assert paper.back(Money(used)) == tuple(each for each in whole if each.amount)


def test_an_estimate_of_nothing_comes_to_nothing() -> None:
    assert told([])[1].payable == NOTHING


def test_an_act_and_a_person_are_what_they_say() -> None:
    ram = Person(PersonId("P1"), "राम", Role.HELPER)
    act = Act(ActKind.DRAWER_OPENED, by=ram.id)
    assert (act.what, act.by, act.item) == ("drawer_opened", "P1", 0)
