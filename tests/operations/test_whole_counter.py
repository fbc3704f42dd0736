"""Every way a bill is made up: held bills, undo, prices and discounts, kits, categories, End."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from estore_pos.domain.act import ActKind
from estore_pos.domain.customer import Customer
from estore_pos.domain.discount import Discount
from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.ids import CustomerId, ItemId, OfferId, PersonId
from estore_pos.domain.item import Part, PrintedPrice, Slab
from estore_pos.domain.money import NOTHING, Money
from estore_pos.domain.offer import Offer, OfferKind
from estore_pos.domain.person import Person, Role
from estore_pos.domain.quantity import Unit
from estore_pos.domain.sale import Tender, TenderKind
from estore_pos.operations.till import Till
from estore_pos.operations.watch import Approval
from tests.documents import reading
from tests.domain.samples import keep_change
from tests.operations.shopfront import (
    ATTA,
    NOON,
    POTATO,
    SALT,
    SOAP,
    Shopfront,
    goods,
    put_item,
)
from tests.operations.test_counter import refused

RAM = Person(PersonId("01JD0000000000000000000001"), "राम", Role.HELPER)
SITA = Person(PersonId("01JD0000000000000000000002"), "सीता", Role.OWNER)
GITA = Person(PersonId("01JD0000000000000000000003"), "गीता", Role.OPERATOR)
BY_SITA, BY_GITA = Approval(SITA.id, "1234"), Approval(GITA.id, "1234")
TODAY = date(2026, 12, 1)


def change(till: Till, number: ItemId, **facts: object) -> None:
    """An item as it now is."""
    good = next(each for each in goods() if each.id == number)
    put_item(till, replace(good, **facts))  # type: ignore[arg-type]


def helper_at(till: Till) -> None:
    """Ram, a helper, stands at the till; Sita and Gita may be asked."""
    till.watch.person = RAM
    till.watch.prove = lambda approval: {SITA.id: SITA, GITA.id: GITA}[approval.person]


def acts(till: Till) -> list[tuple[ActKind, str, str]]:
    """What was noted today: what, who, by whom."""
    return [(each.act.what, each.who, each.act.by) for each in till.acts.of_day(TODAY)]


# several bills


def test_a_held_bill_waits_while_another_is_made_and_outlives_a_restart(
    till: Till, shopfront: Shopfront
) -> None:
    till.counter.add(SALT)
    till.counter.set_charge(Money(2000))
    assert till.counter.hold().count == 0
    till.counter.add(SOAP, 2000)
    view = till.counter.view
    assert [(tab.bill, tab.count, tab.is_open) for tab in view.bills] == [
        (1, 1, False),
        (2, 1, True),
    ]
    again = shopfront.reopen()
    assert again.counter.view == view
    assert again.counter.finish().bills[0].totals.payable == Money(7000)
    back = again.counter.recall(1)
    assert (back.owed, back.charge, back.bills) == (Money(4800), Money(2000), ())
    assert shopfront.reopen().counter.view == back


def test_recalling_puts_the_open_bill_aside(till: Till) -> None:
    till.counter.add(SALT)
    till.counter.hold()
    till.counter.add(SOAP)
    view = till.counter.recall(1)
    assert view.draft.lines[0].item.id == SALT
    assert [tab.bill for tab in view.bills] == [1, 2]
    assert till.counter.recall(2).draft.lines[0].item.id == SOAP
    with refused(RefusalCode.LINE_MISSING):
        till.counter.recall(7)


def test_an_empty_bill_is_not_held(till: Till) -> None:
    with refused(RefusalCode.EMPTY_BILL):
        till.counter.hold()


# undo


def test_every_deed_on_a_line_can_be_undone_and_stays_undone(
    till: Till, shopfront: Shopfront
) -> None:
    till.counter.add(SALT)
    till.counter.add(SOAP)
    till.counter.set_quantity(1, 3000)
    till.counter.remove(0)
    assert till.counter.undo().count == 2
    assert till.counter.undo().draft.lines[1].quantity.milli == 1000
    view = till.counter.undo()
    assert [line.item.id for line in view.draft.lines] == [SALT]
    assert shopfront.reopen().counter.view == view
    assert [what for what, _, _ in acts(shopfront.tills[-1])] == [ActKind.LINE_REMOVED] * 3
    assert not shopfront.tills[-1].counter.view.can_undo


def test_a_bill_that_lost_its_last_line_leaves_nothing_on_the_next(
    till: Till, shopfront: Shopfront
) -> None:
    till.counter.add(SALT)
    till.counter.add(SOAP)
    till.counter.set_charge(Money(2000))
    till.counter.set_bill_discount(Discount(points=1000))
    till.counter.set_note("सोमवार को")
    assert till.counter.remove(1).owed == Money(2800 - 280 + 2000 - 20)
    till.counter.remove(0)
    again = shopfront.reopen()
    assert again.counter.add(SOAP).owed == Money(3500)
    assert (again.counter.view.charge, again.counter.view.draft.note) == (NOTHING, "")


def test_what_the_last_line_took_along_comes_back_with_it(till: Till) -> None:
    till.counter.add(SALT)
    before = till.counter.set_charge(Money(2000))
    till.counter.remove(0)
    assert till.counter.undo() == before


def test_a_bill_thrown_away_is_noted_and_comes_back(till: Till) -> None:
    till.counter.add(SALT, 3000)
    till.counter.clear()
    assert acts(till) == [(ActKind.BILL_DISCARDED, "", "")]
    assert till.counter.undo().owed == Money(8400)
    assert till.counter.undo().count == 0
    assert till.counter.undo().count == 0


# prices and discounts, and who may


def test_below_cost_a_helper_asks_and_the_owner_is_named(till: Till) -> None:
    change(till, SOAP, cost=Money(3200))
    helper_at(till)
    till.counter.add(SOAP)
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.counter.set_price(0, Money(3000))
    assert caught.value.facts["what"] == "price_under_floor"
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.counter.set_price(0, Money(3000), approval=BY_GITA)
    assert till.counter.view.owed == Money(3500)
    assert till.counter.set_price(0, Money(3000), approval=BY_SITA).owed == Money(3000)
    assert acts(till) == [(ActKind.PRICE_UNDER_FLOOR, RAM.id, SITA.id)]
    (bill,) = till.counter.finish().bills
    assert bill.by == RAM.id
    assert (bill.lines[0].listed, bill.lines[0].offer) == (Money(3500), "hand")


def test_a_helper_gives_nothing_away_and_an_operator_a_tenth(till: Till) -> None:
    helper_at(till)
    till.counter.add(SOAP)
    tenth, more = Discount(points=1000), Discount(points=1001)
    for deed in (partial(till.counter.set_discount, 0), till.counter.set_bill_discount):
        with refused(RefusalCode.APPROVAL_NEEDED):
            deed(tenth, None)
        assert deed(tenth, BY_GITA).owed == Money(3200)
        with refused(RefusalCode.APPROVAL_NEEDED):
            deed(more, BY_GITA)
        deed(None, None)
    assert till.counter.set_bill_discount(more, BY_SITA).discount == Money(350)
    till.counter.finish()


def test_a_price_typed_by_hand_gives_away_no_more_than_a_discount_may(till: Till) -> None:
    helper_at(till)
    till.counter.add(SOAP)
    for price in (Money(3150), NOTHING):
        with refused(RefusalCode.APPROVAL_NEEDED) as caught:
            till.counter.set_price(0, price)
        assert caught.value.facts["what"] == "discount"
    assert till.counter.view.owed == Money(3500)
    assert acts(till) == []
    till.counter.set_price(0, Money(3150), approval=BY_GITA)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.counter.set_price(0, NOTHING, approval=BY_GITA)
    assert till.counter.set_price(0, NOTHING, approval=BY_SITA).owed == NOTHING
    noted = [(ActKind.APPROVAL, RAM.id, GITA.id), (ActKind.APPROVAL, RAM.id, SITA.id)]
    assert acts(till) == noted


def test_where_the_cost_is_told_it_is_the_floor_and_no_discount_is_counted(till: Till) -> None:
    change(till, SOAP, cost=Money(2000))
    helper_at(till)
    till.counter.add(SOAP)
    assert till.counter.set_price(0, Money(2000)).owed == Money(2000)


def test_a_bill_discount_below_cost_is_asked_for_at_end(till: Till) -> None:
    change(till, SOAP, cost=Money(3400))
    helper_at(till)
    till.watch.person = GITA
    till.counter.add(SOAP)
    till.counter.set_bill_discount(Discount(points=900))
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.counter.finish()
    assert caught.value.facts["what"] == "price_under_floor"
    assert till.counter.view.count == 1
    (bill,) = till.counter.finish(approval=BY_SITA).bills
    assert bill.discount == Money(315)
    assert acts(till) == [(ActKind.APPROVAL, GITA.id, SITA.id)]


def test_a_small_change_is_let_go_within_what_a_helper_may(till: Till) -> None:
    helper_at(till)
    till.counter.add(SALT)
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.counter.finish(waived=Money(501))
    assert caught.value.facts["what"] == "let_go"
    (bill,) = till.counter.finish(waived=Money(500)).bills
    assert (bill.waived, bill.paid, bill.tenders[0].amount) == (
        Money(500),
        Money(2300),
        Money(2300),
    )


def test_any_mix_of_payments_with_kept_change_is_one_bill(till: Till) -> None:
    till.counter.add(SALT, 5000)
    tenders = [
        Tender(TenderKind.CARD, Money(5000), reference="0042"),
        Tender(TenderKind.KHATA, Money(3000)),
        *keep_change(Money(6000), Money(6200)),
    ]
    till.counter.set_buyer(till.save_customer(Customer(CustomerId(""), "राम")))
    done = till.counter.finish(tenders)
    assert done.change == NOTHING
    assert [tender.kind for tender in done.bills[0].tenders] == ["card", "khata", "cash", "credit"]
    assert done.bills[0].tenders[-1].amount == Money(-200)


@pytest.mark.parametrize(
    "tenders",
    [
        [Tender(TenderKind.KHATA, Money(2800))],
        [Tender(TenderKind.UPI, Money(2700)), Tender(TenderKind.KHATA, Money(100))],
        list(keep_change(Money(2800), Money(3000))),
    ],
)
def test_nothing_is_owed_by_nobody_nor_to_nobody(till: Till, tenders: list[Tender]) -> None:
    """A khata and change that is kept have a name; the bill stays open until they have one."""
    till.counter.add(SALT)
    with refused(RefusalCode.BUYER_NEEDED):
        till.counter.finish(tenders)
    assert till.counter.view.count == 1
    till.counter.set_buyer(till.save_customer(Customer(CustomerId(""), "राम")))
    (bill,) = till.counter.finish(tenders).bills
    assert bill.number.endswith("/000001"), "a refused End takes no number"


def test_an_advance_that_was_never_taken_pays_nothing(till: Till) -> None:
    till.counter.add(SALT)
    with refused(RefusalCode.TENDER_SHORT):
        till.counter.finish([Tender(TenderKind.ADVANCE, Money(2800))])


# slabs, groups, several printed prices, offers


def test_a_sum_s_worth_buys_at_the_slab_that_its_quantity_reaches(
    till: Till, shopfront: Shopfront
) -> None:
    change(till, POTATO, slabs=(Slab(25_000, Money(2800)),))
    view = till.counter.add(POTATO, amount=Money(100_000))
    (line,) = view.draft.lines
    assert (line.quantity.milli, line.price, view.owed) == (35_714, Money(2800), Money(100_000))
    assert view.terms[0].why == "slab"
    view = till.counter.set_quantity(0, 10_000)
    assert (view.draft.lines[0].price, view.owed) == (Money(3000), Money(30_000))
    till.counter.undo()
    assert shopfront.reopen().counter.view.draft.lines == (line,)
    (bill,) = shopfront.tills[-1].counter.finish().bills
    assert (bill.lines[0].taxed.gross, bill.totals.payable) == (Money(100_000), Money(100_000))


def test_slabs_groups_and_offers_hold_at_the_counter(till: Till, shopfront: Shopfront) -> None:
    change(till, ATTA, slabs=(Slab(10_000, Money(3400)),), group_prices=(("thok", Money(3300)),))
    view = till.counter.add(ATTA, 10_000)
    assert (view.owed, view.terms[0].why) == (Money(34_000), "slab")
    buyer = till.save_customer(Customer(CustomerId(""), "सेठ", group="thok"))
    view = till.counter.set_buyer(buyer)
    assert (view.owed, view.terms[0].why) == (Money(33_000), "group")
    offer = till.terms.save_offer(
        Offer(OfferId(""), OfferKind.PERCENT, TODAY, goods=(Part(ATTA),), points=1000)
    )
    assert (till.counter.view.owed, till.counter.view.terms[0].why) == (Money(32_400), offer.id)
    assert shopfront.reopen().counter.view == till.counter.view
    again = shopfront.tills[-1]
    again.terms.save_offer(replace(offer, closed=True))
    assert again.counter.view.terms[0].why == "group"
    assert again.terms.offers() == [replace(offer, closed=True)]


def test_a_sum_buys_more_by_an_offer_and_what_it_bought_stays(
    till: Till, shopfront: Shopfront
) -> None:
    offer = till.terms.save_offer(
        Offer(OfferId(""), OfferKind.PERCENT, TODAY, TODAY, goods=(Part(POTATO),), points=1000)
    )
    view = till.counter.add(POTATO, amount=Money(5000))
    (line,) = view.draft.lines
    assert (line.quantity.milli, view.owed, view.terms[0].why) == (1852, Money(5000), offer.id)
    assert view.warning is None
    again = shopfront.reopen()
    assert again.counter.view == view
    shopfront.clock.move(12 * 3600 * 1000)
    (bill,) = again.counter.finish([Tender(TenderKind.CASH, Money(5000))]).bills
    (sold,) = bill.lines
    assert (sold.quantity.milli, sold.taxed.gross, sold.offer) == (1852, Money(5000), "hand")


def test_an_offer_that_ends_at_midnight_leaves_the_open_bill_and_says_so(
    till: Till, shopfront: Shopfront
) -> None:
    for points, to_day in ((500, None), (1000, TODAY)):
        till.terms.save_offer(
            Offer(OfferId(""), OfferKind.PERCENT, TODAY, to_day, "छूट", "", points=points)
        )
    assert till.counter.add(SOAP, 10_000).owed == Money(31_500)
    shopfront.clock.move(12 * 3600 * 1000)
    with refused(RefusalCode.SUM_CHANGED) as caught:
        till.counter.finish([Tender(TenderKind.UPI, Money(31_500))])
    assert (caught.value.facts["shown"], caught.value.facts["owed"]) == (31_500, 33_300)
    assert till.counter.view.owed == Money(33_300)
    (bill,) = till.counter.finish().bills
    assert bill.totals.payable == Money(33_300)


def test_the_printed_price_that_was_chosen_is_remembered(till: Till, shopfront: Shopfront) -> None:
    both = (PrintedPrice(Money(4000), Money(3500)), PrintedPrice(Money(4400), Money(3900)))
    change(till, SOAP, printed=both)
    till.counter.add(SOAP)
    view = till.counter.set_printed(0, Money(4400))
    assert (view.owed, view.saving) == (Money(3900), Money(500))
    assert shopfront.reopen().counter.view == view
    again = shopfront.tills[-1]
    again.counter.finish()
    assert again.counter.add(SOAP).owed == Money(3900)
    assert again.counter.set_printed(0, Money(4000), remember=False).owed == Money(3500)
    again.counter.clear()
    assert again.counter.add(SOAP).owed == Money(3900)


# kits, categories, sweets


def test_a_kit_opens_as_lines_that_can_be_changed(till: Till, shopfront: Shopfront) -> None:
    change(till, POTATO, parts=(Part(SALT, 1000), Part(ATTA, 1500), Part(SOAP, 2000)))
    view = till.counter.add(POTATO, 2000)
    assert [(line.item.id, line.quantity.milli) for line in view.draft.lines] == [
        (SALT, 2000),
        (ATTA, 3000),
        (SOAP, 4000),
    ]
    assert till.counter.remove(1).count == 2
    assert shopfront.reopen().counter.view == till.counter.view


def test_goods_without_a_name_are_sold_by_category_and_amount(
    till: Till, shopfront: Shopfront
) -> None:
    till.shelf.save_category("mithai", "मिठाई", "Sweets", "2106", 500, Unit.OTHER)
    till.counter.add_category("mithai", Money(3000))
    till.counter.add_category("mithai", Money(4200), "पेड़ा")
    view = till.counter.view
    assert [line.item.name_hi for line in view.draft.lines] == ["मिठाई", "पेड़ा"]
    again = shopfront.reopen()
    assert again.counter.view == view
    (bill,) = again.counter.finish().bills
    assert [line.hsn for line in bill.lines] == ["2106", "2106"]
    assert again.lookup().bill(bill.number) == bill
    with refused(RefusalCode.CATEGORY_UNKNOWN):
        again.counter.add_category("sabzi", Money(100))
    with refused(RefusalCode.AMOUNT_RANGE):
        again.counter.add_category("mithai", NOTHING)
    (kind,) = again.shelf.categories()
    again.shelf.drop_category(kind)
    assert again.shelf.categories() == []
    with refused(RefusalCode.CATEGORY_UNKNOWN):
        again.counter.add_category("mithai", Money(100))


def test_an_offer_under_another_name_is_a_new_one_and_old_papers_keep_theirs(
    till: Till,
) -> None:
    made = Offer(OfferId(""), OfferKind.PERCENT, TODAY, name_en="Holi", points=1000)
    offer = till.terms.save_offer(made)
    dearer = till.terms.save_offer(replace(offer, points=500))
    assert dearer.id == offer.id, "its terms may change: what was sold is on the bill"
    till.counter.add(SALT)
    bill = till.counter.finish().bills[0]
    renamed = till.terms.save_offer(replace(dearer, name_en="Diwali"))
    assert till.terms.offers() == [replace(dearer, closed=True), renamed]
    assert till.counter.add(SALT).terms[0].why == renamed.id
    archive = till.archive()
    assert "Holi" in reading.text(archive.paper(bill.id, "80", "en").read_bytes())
    assert "Diwali" not in reading.text(archive.paper(bill.id, "a4", "en").read_bytes())
    archive.close()


def test_the_shop_s_sweet_stands_for_a_coin(till: Till) -> None:
    with refused(RefusalCode.NOTHING_FOUND):
        till.counter.give_sweet(Money(200))
    sweet = put_item(till, replace(goods()[3], id=ItemId(0), price=Money(100), barcodes=()))
    till.save_shop(replace(till.shop_today(), sweet=sweet.id))
    till.counter.add(SALT)
    assert till.counter.give_sweet(Money(200)).owed == Money(3000)
    put_item(till, replace(sweet, mrp=Money(100)))
    view = till.counter.give_sweet(Money(250))
    assert view.draft.lines[-1].quantity.milli == 3000, "none is sold above its printed price"


# today's rates


def test_today_s_rates_are_one_record_and_their_history_is_kept(till: Till) -> None:
    change(till, SOAP, cost=Money(3200))
    helper_at(till)
    with refused(RefusalCode.APPROVAL_NEEDED) as caught:
        till.terms.set_rates({POTATO: Money(2600)})
    assert caught.value.facts["what"] == "rates"
    till.terms.set_rates({POTATO: Money(2600), ATTA: Money(3500)}, BY_GITA)
    till.terms.set_rates({}, BY_GITA)
    till.terms.set_rates({POTATO: Money(2800)}, BY_GITA)
    assert till.counter.add(POTATO, 1000).owed == Money(2800)
    past = till.terms.rated(POTATO).past
    assert past == ((TODAY, NOON, Money(2800)),)
    with refused(RefusalCode.ABOVE_MRP):
        till.terms.set_rates({POTATO: Money(1), SALT: Money(2801)})
    with refused(RefusalCode.NOTHING_FOUND):
        till.terms.set_rates({ItemId(99): Money(1)})
    with refused(RefusalCode.AMOUNT_RANGE):
        till.terms.set_rates({POTATO: Money(-1)})
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.terms.set_rates({SOAP: Money(3199)}, approval=BY_GITA)
    till.terms.set_rates({SOAP: Money(3199)}, approval=BY_SITA)
    noted = till.acts.of_day(TODAY)[-1].act
    assert (noted.what, noted.item, noted.amount) == (
        ActKind.PRICE_UNDER_FLOOR,
        SOAP,
        Money(3199),
    )
    assert noted.by == SITA.id
    assert till.terms.rated(POTATO).past == past


def test_the_tiles_stand_in_their_order(till: Till) -> None:
    assert till.terms.tiles() == []
    change(till, SOAP, tile=2)
    change(till, SALT, tile=1)
    assert [each.id for each in till.terms.tiles()] == [SALT, SOAP]


# who did it


def test_a_removed_line_an_opened_drawer_and_a_reprint_are_noted(till: Till) -> None:
    helper_at(till)
    till.counter.add(SALT)
    till.counter.add(SOAP)
    till.counter.remove(0)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.acts.open_drawer()
    till.acts.open_drawer("छुट्टा", approval=BY_GITA)
    (bill,) = till.counter.finish().bills
    assert [till.give_paper(bill.id, "hi") for _ in range(3)] == [0, 1, 2]
    till.acts.pin_failed(GITA.id, 5, waits=True)
    assert acts(till) == [
        (ActKind.LINE_REMOVED, RAM.id, ""),
        (ActKind.DRAWER_OPENED, RAM.id, GITA.id),
        (ActKind.REPRINT, RAM.id, ""),
        (ActKind.REPRINT, RAM.id, ""),
        (ActKind.LOCK_FAILED, RAM.id, GITA.id),
    ]


def test_people_come_and_go(till: Till, shopfront: Shopfront) -> None:
    hired = till.acts.save_person(Person(PersonId(""), " मोहन ", Role.HELPER))
    assert hired.name == "मोहन"
    assert shopfront.reopen().acts.people() == [hired]
    shopfront.tills[-1].acts.save_person(replace(hired, closed=True))
    assert shopfront.tills[-1].acts.people() == []
    with refused(RefusalCode.NAME_NEEDED):
        shopfront.tills[-1].acts.save_person(Person(PersonId(""), " ", Role.HELPER))


def test_nobody_s_pin_is_known_until_somebody_has_set_one(till: Till) -> None:
    till.watch.person = RAM
    till.counter.add(SOAP)
    with refused(RefusalCode.APPROVAL_NEEDED):
        till.counter.set_discount(0, Discount(points=1), BY_SITA)
