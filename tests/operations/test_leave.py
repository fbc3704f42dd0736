"""What a helper may not do of himself, each deed by each door: asked, done by leave, and noted."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from estore_pos.domain.act import Act, ActKind
from estore_pos.domain.barcode import check_digit
from estore_pos.domain.category import Category
from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.estimate import CloseReason
from estore_pos.domain.gst import UNTOLD
from estore_pos.domain.ids import OWNER, CustomerId, ItemId, OfferId, RecordId
from estore_pos.domain.item import Barcode, PrintedPrice
from estore_pos.domain.money import Money
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.person import Deed, Person
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.operations import changes
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from tests.documents import reading
from tests.operations.shopfront import NEW, NOON, POTATO, SALT, SOAP, Shopfront
from tests.operations.test_counter import asked_of, refused
from tests.operations.test_whole_counter import (
    BY_GITA,
    BY_SITA,
    GITA,
    RAM,
    SITA,
    TODAY,
    change,
    helper_at,
)

Door = Callable[[Till, Approval | None], object]
FLAT = Offer(OfferId(""), OfferKind.PERCENT, TODAY, date(2026, 12, 31), "दिवाली", points=500)


def dearer(till: Till, leave: Approval | None) -> object:
    """F6: the packet bears a dearer price than any before."""
    till.counter.add(SALT)
    return till.counter.tell_printed(0, Money(3200), leave)


def card(till: Till, leave: Approval | None) -> object:
    """Ctrl+I: another price."""
    good = till.terms.card(SOAP).item
    return till.terms.save_card(replace(good, price=Money(3400), tile=3), leave)


def closed(till: Till, leave: Approval | None) -> object:
    """An estimate comes to nothing: its advance goes out of the drawer."""
    if not till.estimates.waiting():
        till.counter.add(SALT)
        till.estimates.make(advance=[Tender(TenderKind.CASH, Money(500))])
    (waiting,) = till.estimates.waiting()
    till.estimates.close(waiting.id, CloseReason.DROPPED, approval=leave)
    return None


def kit(till: Till, leave: Approval | None) -> object:
    """Alt+K: the open bill as a kit."""
    if not till.counter.view.draft.lines:
        till.counter.add(SALT)
    return till.shelf.save_kit("छठ", None, leave)


DOORS: dict[str, tuple[Deed, ActKind, str, Door]] = {
    "mrp": (Deed.PRINTED, ActKind.PRINTED_PRICE, "mrp:2800>3200", dearer),
    "card": (Deed.GOODS, ActKind.GOODS, "price:3500>3400 tile", card),
    "rates": (
        Deed.RATES,
        ActKind.RATES,
        "1",
        lambda till, leave: till.terms.set_rates({POTATO: Money(2700)}, leave),
    ),
    "offer": (
        Deed.OFFERS,
        ActKind.OFFER,
        "दिवाली",
        lambda till, leave: till.terms.save_offer(FLAT, leave),
    ),
    "group": (
        Deed.GROUP,
        ActKind.GROUP,
        "थोक",
        lambda till, leave: till.save_customer(Customer(CustomerId(""), "राम", group="थोक"), leave),
    ),
    "advance": (Deed.ADVANCE, ActKind.ADVANCE_BACK, "", closed),
    "tile": (
        Deed.SHELF,
        ActKind.SHELF,
        "tile 4",
        lambda till, leave: till.shelf.set_tile(SALT, 4, leave),
    ),
    "kit": (Deed.SHELF, ActKind.SHELF, "kit", kit),
    "service": (
        Deed.SHELF,
        ActKind.SHELF,
        "service",
        lambda till, leave: till.shelf.save_service("टाइपिंग", Money(1000), approval=leave),
    ),
    "category": (
        Deed.SHELF,
        ActKind.SHELF,
        "category .s",
        lambda till, leave: till.shelf.save_category("s", "सब्ज़ी", "", "0709", 0, Unit.OTHER, leave),
    ),
    "category gone": (
        Deed.SHELF,
        ActKind.SHELF,
        "off .t",
        lambda till, leave: till.shelf.drop_category(
            Category("t", "तेल", "", (UNTOLD,), "", Unit.OTHER), leave
        ),
    ),
    "pc": (
        Deed.PC,
        ActKind.SETTING,
        "printer=none",
        lambda till, leave: till.acts.change_setting(Deed.PC, "printer=none", leave),
    ),
    "lock": (
        Deed.LOCKING,
        ActKind.SETTING,
        "lock_minutes=0",
        lambda till, leave: till.acts.change_setting(Deed.LOCKING, "lock_minutes=0", leave),
    ),
    "shop": (
        Deed.SHOP,
        ActKind.SETTING,
        "phone",
        lambda till, leave: till.save_shop(replace(till.shop_today(), phone="00000 00001"), leave),
    ),
    "acts": (
        Deed.ACTS,
        ActKind.APPROVAL,
        "acts",
        lambda till, leave: till.acts.allow(Deed.ACTS, leave),
    ),
    "hq": (Deed.HQ, ActKind.APPROVAL, "hq", lambda till, leave: till.acts.allow(Deed.HQ, leave)),
    "starter": (
        Deed.GOODS,
        ActKind.APPROVAL,
        "goods",
        lambda till, leave: till.load_starter(with_prices=False, approval=leave),
    ),
}
OWNERS = {Deed.OFFERS, Deed.GROUP, Deed.LOCKING, Deed.SHOP, Deed.HQ}


def told(till: Till, kind: ActKind) -> tuple[str, Act]:
    """Who did the last thing of a kind, and what it was."""
    noted = [each for each in till.acts.of_day(TODAY) if each.act.what is kind]
    return noted[-1].who, noted[-1].act


@pytest.mark.parametrize("door", DOORS)
def test_a_helper_is_asked_at_each_door_and_nothing_has_changed_before(
    till: Till, door: str
) -> None:
    deed, kind, note, do = DOORS[door]
    helper_at(till)
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        do(till, None)
    assert caught.value.facts["what"] == deed.value
    assert not [each for each in till.acts.of_day(TODAY) if each.act.what is kind]
    leave = BY_GITA
    if deed in OWNERS:
        with refused(RefusalCode.APPROVAL_NEEDED):
            do(till, BY_GITA)
        leave = BY_SITA
    do(till, leave)
    who, act = told(till, kind)
    assert (who, act.by, act.note) == (RAM.id, leave.person, note)


@pytest.mark.parametrize("door", DOORS)
def test_until_somebody_has_a_pin_nobody_is_asked(till: Till, door: str) -> None:
    _, kind, note, do = DOORS[door]
    if kind is ActKind.SETTING:
        till.save_shop(till.shop_today())
    do(till, None)
    if kind is not ActKind.APPROVAL:
        who, act = told(till, kind)
        assert (who, act.by, act.note) == (OWNER, OWNER, note)


@pytest.mark.parametrize("door", DOORS)
def test_an_operator_keeps_the_goods_and_asks_for_what_is_the_owner_s(
    till: Till, door: str
) -> None:
    deed, _, _, do = DOORS[door]
    helper_at(till)
    till.watch.person = GITA
    if deed in OWNERS:
        with refused(RefusalCode.APPROVAL_NEEDED):
            do(till, None)
    else:
        do(till, None)


def test_a_cheaper_packet_is_asked_for_too_and_those_that_were_told_are_anybody_s(
    till: Till,
) -> None:
    helper_at(till)
    till.counter.add(SALT)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.counter.tell_printed(0, Money(2000))
    assert till.counter.view.owed == Money(2800)
    till.counter.tell_printed(0, Money(3000), BY_GITA)
    assert till.counter.set_printed(0, Money(2800)).owed == Money(2800)
    assert till.counter.set_printed(0, Money(3000)).owed == Money(3000)
    noted = [each.act for each in till.acts.of_day(TODAY)]
    assert [(each.what, each.by, each.note) for each in noted] == [
        (ActKind.PRINTED_PRICE, GITA.id, "mrp:2800>3000"),
        (ActKind.PRINTED_PRICE, OWNER, "mrp:3000>2800"),
        (ActKind.PRINTED_PRICE, OWNER, "mrp:2800>3000"),
    ], "another packet is noted, whoever chooses it"


def packets(till: Till) -> None:
    """Soap whose older packets cost less than what it costs the shop now."""
    told = (PrintedPrice(Money(3500), Money(3500)), PrintedPrice(Money(2000), Money(2000)))
    change(till, SOAP, cost=Money(3000), mrp=Money(3500), printed=told)


def test_a_packet_whose_price_is_below_cost_is_sold_by_leave_and_noted(till: Till) -> None:
    packets(till)
    helper_at(till)
    till.counter.add(SOAP)
    assert till.counter.set_printed(0, Money(2000)).owed == Money(2000)
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.counter.finish()
    assert caught.value.facts["what"] == "price_under_floor"
    till.counter.finish(approval=BY_SITA)
    assert [each.act.what for each in till.acts.of_day(TODAY)] == [
        ActKind.PRINTED_PRICE,
        ActKind.PRICE_UNDER_FLOOR,
        ActKind.APPROVAL,
    ]


LABELS = {
    "price label": ("2133333001005", SOAP, 1000),
    "GS1 price": ("]C10108901030865278310300150039220100", POTATO, 1500),
}


def labelled(till: Till) -> None:
    """Soap and loose potatoes that cost nearly what they are sold for, and a scale's labels."""
    change(till, SOAP, cost=Money(3400), barcodes=(Barcode("33333"),))
    change(till, SALT, barcodes=())
    change(till, POTATO, cost=Money(2900), barcodes=(Barcode("8901030865278"),))
    facts = replace(till.shop_today(), code_masks=("21IIIIIAAA.AAC",))
    till.save_shop(replace(facts, from_day=TODAY, name_en="Shop"))


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("person", [RAM, GITA, SITA])
def test_a_label_below_cost_is_sold_by_leave_and_noted_whoever_scans_it(
    till: Till, shopfront: Shopfront, label: str, person: Person
) -> None:
    labelled(till)
    helper_at(till)
    till.watch.person = person
    code, good, milli = LABELS[label]
    first = len(till.acts.of_day(TODAY))
    assert till.counter.scan(code).owed == Money(100), "what the label says"
    noted = [(each.who, each.act) for each in till.acts.of_day(TODAY)[first:]]
    assert [(who, each.what, each.item, each.milli, each.amount) for who, each in noted] == [
        (person.id, ActKind.PRICE_UNDER_FLOOR, good, milli, Money(100))
    ]
    till = shopfront.reopen()
    helper_at(till)
    till.watch.person = person
    if person is not SITA:
        for leave in (None, BY_GITA):
            with refused(RefusalCode.APPROVAL_NEEDED) as caught:
                till.counter.finish(approval=leave)
            (asked,) = asked_of(caught.value)
            assert (asked.what, asked.item) == (Deed.UNDER_FLOOR, good)
        till.counter.finish(approval=BY_SITA)
        who, act = told(till, ActKind.APPROVAL)
        assert (who, act.by, act.note, act.item) == (person.id, SITA.id, "price_under_floor", good)
    else:
        till.counter.finish()
    bill = till.last_bill()
    assert bill is not None
    assert bill.lines[0].taxed.gross == Money(100)


def test_a_label_of_the_shop_s_own_scale_is_asked_and_noted_for_nobody(till: Till) -> None:
    labelled(till)
    helper_at(till)
    first = len(till.acts.of_day(TODAY))
    till.counter.scan("213333303450" + check_digit("213333303450"))
    till.counter.scan("]C10108901030865278310300133339223999")
    till.counter.add(POTATO, amount=Money(50))
    (bill,) = till.counter.finish().bills
    assert bill.totals.gross == Money(3450 + 3999 + 50)
    assert len(till.acts.of_day(TODAY)) == first


def test_the_paper_of_a_cheaper_label_adds_up_and_names_the_list_price(till: Till) -> None:
    labelled(till)
    till.counter.scan(LABELS["price label"][0])
    view = till.counter.scan(LABELS["GS1 price"][0])
    assert [(each.price, each.listed, each.net) for each in view.terms] == [
        (Money(100), Money(3500), Money(100)),
        (Money(67), Money(3000), Money(100)),
    ]
    (bill,) = till.counter.finish().bills
    with closing(till.archive()) as archive:
        for kind in ("80", "a4"):
            said = reading.text(archive.paper(bill.id, kind, "en").read_bytes())
            assert "usually 35.00" in said
            assert "usually 30.00" in said
    assert till.returns.undo_last().view.owed == Money(200)


def test_undo_of_a_packet_is_undone_for_the_next_one_too(till: Till) -> None:
    packets(till)
    till.counter.add(SOAP)
    till.counter.set_printed(0, Money(2000))
    assert till.counter.undo().owed == Money(3500)
    till.counter.finish()
    assert till.counter.add(SOAP).owed == Money(3500)


def test_undo_of_another_deed_leaves_two_packets_as_they_are_known(till: Till) -> None:
    packets(till)
    till.counter.add(SOAP)
    till.counter.add(SOAP)
    till.counter.set_printed(0, Money(2000))
    till.counter.finish()
    till.counter.add(SOAP)
    till.counter.set_quantity(0, 3000)
    till.counter.undo()
    till.counter.clear()
    assert till.counter.add(SOAP).owed == Money(2000)


def test_a_charge_or_a_price_by_hand_that_was_told_and_taken_back_is_noted(till: Till) -> None:
    helper_at(till)
    till.counter.add(SOAP)
    till.counter.set_charge(Money(20_000))
    till.counter.set_charge(Money(0))
    till.counter.set_price(0, Money(4000))
    till.counter.set_price(0, Money(3500))
    till.counter.set_charge(Money(5000))
    till.counter.undo()
    noted = [each.act for each in till.acts.of_day(TODAY)]
    assert [(each.what, each.amount, each.note) for each in noted] == [
        (ActKind.LINE_REMOVED, Money(20_000), "charge"),
        (ActKind.PRICE_OVERRIDE, Money(3500), "price:4000>3500"),
        (ActKind.LINE_REMOVED, Money(5000), "charge"),
    ]


def test_what_the_till_is_taught_at_the_counter_is_noted(till: Till) -> None:
    helper_at(till)
    taught = till.teach("8909999999999", "chor", Money(100))
    till.bind("8909999999982", SALT)
    noted = [each.act for each in till.acts.of_day(TODAY)]
    assert [(each.what, each.item, each.note) for each in noted] == [
        (ActKind.GOODS, taught.id, "new price:>100"),
        (ActKind.GOODS, SALT, "barcodes"),
    ]


def test_a_price_that_was_told_is_no_other_one(till: Till) -> None:
    helper_at(till)
    till.counter.add(SALT)
    till.counter.tell_printed(0, Money(2800))
    assert till.acts.of_day(TODAY) == []


def test_a_card_on_which_nothing_changed_asks_nobody_and_records_nothing(till: Till) -> None:
    helper_at(till)
    good = till.terms.card(SOAP).item
    assert till.terms.save_card(good) == good
    assert till.acts.of_day(TODAY) == []


def test_a_cost_is_named_in_no_note_for_an_operator_reads_it(till: Till) -> None:
    good = till.terms.card(SOAP).item
    till.terms.save_card(replace(good, cost=Money(3123), price=None, mrp=Money(4100)))
    _, act = told(till, ActKind.GOODS)
    assert act.note == "price:3500> mrp:4000>4100 cost"
    assert changes.read(act.note) == [
        changes.Changed("price", Money(3500), None),
        changes.Changed("mrp", Money(4000), Money(4100)),
        changes.Changed("cost"),
    ]
    assert changes.read("tile 4 a:b c:1 :2>3>") == [
        changes.Changed("tile"),
        changes.Changed("4"),
        changes.Changed("a:b"),
        changes.Changed("c:1"),
        changes.Changed(":2>3>"),
    ]


def test_what_is_taken_off_or_ended_says_so(till: Till) -> None:
    till.shelf.set_tile(SALT, 4)
    till.shelf.clear_tile(4)
    till.counter.add(SALT)
    made = till.shelf.save_kit("छठ")
    till.shelf.drop_kit(made.id)
    offer = till.terms.save_offer(FLAT)
    till.terms.save_offer(replace(offer, closed=True))
    said = [(each.act.note, each.act.item) for each in till.acts.of_day(TODAY)]
    assert said == [
        ("tile 4", SALT),
        ("tile 0", SALT),
        ("kit", made.id),
        ("off", made.id),
        ("दिवाली", ItemId(0)),
        ("off दिवाली", ItemId(0)),
    ]


def test_a_bill_s_own_leave_says_what_for(till: Till) -> None:
    helper_at(till)
    till.counter.add(SALT)
    (bill,) = till.counter.finish(waived=Money(600), approval=BY_SITA).bills
    who, act = told(till, ActKind.APPROVAL)
    assert (who, act.by, act.note) == (RAM.id, SITA.id, "let_go")
    assert act.about == RecordId(bill.id)


def test_the_first_price_of_a_good_is_whoever_sells_it_s_to_say_and_noted(till: Till) -> None:
    helper_at(till)
    till.counter.add(NEW)
    till.counter.set_price(0, Money(500), keep=True)
    who, act = told(till, ActKind.GOODS)
    assert (who, act.by, act.item, act.note) == (RAM.id, OWNER, NEW, "price:>500")


def test_a_first_price_overrides_none(till: Till) -> None:
    till.counter.add(NEW)
    till.counter.set_price(0, Money(500), keep=True)
    till.counter.set_quantity(0, 2000)
    till.counter.finish()
    assert ActKind.PRICE_OVERRIDE not in {each.act.what for each in till.acts.of_day(NOON.date())}


def test_a_price_put_down_behind_a_discount_is_measured_with_it(till: Till) -> None:
    helper_at(till)
    till.watch.person = GITA
    till.counter.add(SOAP)
    till.counter.set_discount(0, Discount(points=1000))
    lower = Money(3150)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.counter.set_price(0, lower)
    assert till.counter.set_price(0, lower, approval=BY_SITA).draft.lines[0].by_hand


# a leave is for what was allowed


FIFTY = 50_000


def half_off(till: Till) -> None:
    """Half off a good whose cost is told: below it."""
    change(till, SOAP, cost=Money(3000))
    till.counter.add(SOAP)
    till.counter.set_discount(0, Discount(points=5000), BY_SITA)


def half_price(till: Till) -> None:
    """Half the price of a good of which nobody has told the cost."""
    till.counter.add(SOAP)
    till.counter.set_price(0, Money(1750), approval=BY_SITA)


@pytest.mark.parametrize(
    ("given", "grown", "what"),
    [
        (half_off, lambda till: till.counter.set_quantity(0, FIFTY), Deed.UNDER_FLOOR),
        (half_off, lambda till: till.counter.scan("89010308", 49_000), Deed.UNDER_FLOOR),
        (half_off, lambda till: till.counter.scan("18901030865275", 2000), Deed.UNDER_FLOOR),
        (half_price, lambda till: till.counter.set_quantity(0, FIFTY), Deed.DISCOUNT),
    ],
)
def test_a_leave_for_one_piece_is_asked_again_for_many(
    till: Till, given: Callable[[Till], None], grown: Callable[[Till], object], what: Deed
) -> None:
    helper_at(till)
    given(till)
    grown(till)
    pieces = till.counter.view.draft.lines[0].quantity.milli
    away = 1750 * pieces // 1000
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.counter.finish()
    (asked,) = asked_of(caught.value)
    assert (asked.what, asked.amount.paise) == (what, away)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.counter.finish(approval=BY_GITA)
    (bill,) = till.counter.finish(approval=BY_SITA).bills
    assert bill.lines[0].quantity.milli == pieces > 1000
    last = till.acts.of_day(TODAY)[-1].act
    assert (last.note, last.by, last.amount.paise) == (what.value, SITA.id, away)
    assert (last.about, last.item) == (RecordId(bill.id), SOAP)


def test_less_than_was_allowed_needs_no_new_leave(till: Till, shopfront: Shopfront) -> None:
    helper_at(till)
    till.counter.add(SOAP, FIFTY)
    till.counter.set_discount(0, Discount(points=5000), BY_SITA)
    till.counter.set_quantity(0, 30_000)
    till = shopfront.reopen()
    helper_at(till)
    assert till.counter.finish().bills[0].totals.payable == Money(30 * 1750)
    noted = [each.act for each in till.acts.of_day(TODAY) if each.act.what is ActKind.APPROVAL]
    assert [(each.by, each.amount) for each in noted] == [(SITA.id, Money(50 * 1750))]


def test_what_was_allowed_waits_with_a_held_bill_and_no_longer_allows_more(till: Till) -> None:
    helper_at(till)
    till.counter.add(SOAP)
    till.counter.set_bill_discount(Discount(amount=Money(1000)), BY_SITA)
    till.counter.hold()
    till.counter.recall(1)
    till.counter.add(SALT)
    assert till.counter.finish().bills[0].discount == Money(1000)
    till.counter.add(SOAP, 2000)
    till.counter.set_bill_discount(Discount(amount=Money(1000)), BY_SITA)
    till.counter.set_quantity(0, 1000)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.counter.finish()
