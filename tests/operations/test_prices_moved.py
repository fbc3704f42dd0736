"""Goods change while bills lie open: prices follow, and nothing is sold above the MRP of now."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from estore_pos.domain.errors import RefusalCode
from estore_pos.domain.item import Item, PrintedPrice, Slab
from estore_pos.domain.money import Money
from estore_pos.operations.till import Till
from estore_pos.store import item as items
from tests.operations.shopfront import POTATO, SALT, SOAP, Shopfront, put_item
from tests.operations.test_counter import refused, registered_shop


def soap(till: Till) -> Item:
    """The soap as it now is."""
    found = till.write(lambda page: items.by_id(page, SOAP))
    assert found is not None
    return found


def lower(till: Till) -> None:
    """The soap's MRP goes from 40 to 30, its price with it; potatoes from 30 to 40."""
    till.terms.save_card(replace(soap(till), price=Money(3000), mrp=Money(3000)))
    till.terms.set_rates({POTATO: Money(4000)})


def lower_elsewhere(till: Till) -> None:
    """The same where no card was opened: a list that was imported, a good that was taught."""
    put_item(till, replace(soap(till), price=Money(3000), mrp=Money(3000)))
    till.terms.set_rates({POTATO: Money(4000)})


def typed(till: Till) -> None:
    """A soap at 39, typed by hand, and two kilos of potatoes."""
    till.counter.add(SOAP)
    till.counter.set_price(0, Money(3900))
    till.counter.add(POTATO, 2000)


def stays_open(till: Till, shopfront: Shopfront, change: Callable[[Till], None]) -> Till:
    """On the open bill."""
    typed(till)
    change(till)
    return till


def is_held(till: Till, shopfront: Shopfront, change: Callable[[Till], None]) -> Till:
    """On a bill that is put aside meanwhile."""
    typed(till)
    till.counter.hold()
    change(till)
    till.counter.recall(1)
    return till


def is_started_again(till: Till, shopfront: Shopfront, change: Callable[[Till], None]) -> Till:
    """On a bill that lay open when the till stopped."""
    typed(till)
    change(till)
    return shopfront.reopen()


def is_undone(till: Till, shopfront: Shopfront, change: Callable[[Till], None]) -> Till:
    """On an open bill of which a later key is taken back."""
    typed(till)
    till.counter.set_charge(Money(100))
    change(till)
    till.counter.undo()
    return till


def was_told(till: Till, shopfront: Shopfront, change: Callable[[Till], None]) -> Till:
    """In an estimate."""
    typed(till)
    made = till.estimates.make()
    change(till)
    till.estimates.to_bill(made.id)
    return till


def two_packets(till: Till) -> None:
    """On one bill a soap of MRP 40 at 35 and one of MRP 50 at 50, chosen last."""
    till.counter.add(SOAP)
    till.counter.tell_printed(0, Money(5000))
    till.counter.set_printed(0, Money(4000))
    till.counter.finish()
    till.terms.save_card(
        replace(
            soap(till),
            printed=(
                PrintedPrice(Money(4000), Money(3500)),
                PrintedPrice(Money(5000), Money(5000)),
            ),
        )
    )
    till.counter.add(SOAP)
    till.counter.add(SOAP)
    till.counter.set_printed(0, Money(5000))


def as_packets(till: Till) -> list[tuple[int | None, int]]:
    """MRP and price of each line of the open bill, in paise."""
    lines = till.counter.view.draft.lines
    return [(line.item.mrp.paise if line.item.mrp else None, line.price.paise) for line in lines]


def sell_packet(till: Till, mrp: int) -> None:
    """A soap of this MRP is sold, and so remembered."""
    till.counter.add(SOAP)
    till.counter.set_printed(0, Money(mrp))
    till.counter.finish()


@pytest.mark.parametrize("change", [lower, lower_elsewhere])
@pytest.mark.parametrize("lies", [stays_open, is_held, is_started_again, is_undone, was_told])
def test_nothing_is_sold_above_the_mrp_of_now_wherever_its_bill_lay(
    till: Till,
    shopfront: Shopfront,
    lies: Callable[[Till, Shopfront, Callable[[Till], None]], Till],
    change: Callable[[Till], None],
) -> None:
    till = lies(till, shopfront, change)
    warning = till.counter.view.warning
    if lies is not is_undone:
        assert warning is not None
        assert warning.code is RefusalCode.MRP_LOWERED, "it is told before End"
    with refused(RefusalCode.MRP_LOWERED) as caught:
        till.counter.finish()
    facts = caught.value.facts
    assert (facts["price"], facts["mrp"], facts["place"]) == (3900, 3000, 0)
    with refused(RefusalCode.ABOVE_MRP):
        till.counter.set_price(0, Money(3001))
    till.counter.set_price(0, Money(3000))
    (bill,) = till.counter.finish().bills
    assert bill.lines[0].price == Money(3000)
    assert bill.lines[1].price == Money(3000 if lies is was_told else 4000)


def test_a_held_bill_follows_the_rate_board_and_says_so(till: Till, shopfront: Shopfront) -> None:
    till.counter.add(POTATO, 2000)
    till.counter.hold()
    till.terms.set_rates({POTATO: Money(4000)})
    view = till.counter.recall(1)
    assert view.owed == Money(8000)
    assert view.warning is not None
    assert (view.warning.code, view.warning.facts) == (
        RefusalCode.PRICES_MOVED,
        {"names": (("आलू", "Potato"),)},
    )
    assert till.counter.add(SOAP).warning is None, "said once"
    till.counter.hold()
    till.counter.recall(1)
    assert till.counter.view.warning is None, "nothing has changed since"
    till.counter.hold()
    till.terms.set_rates({POTATO: Money(5000)})
    again = shopfront.reopen()
    assert again.counter.recall(1).owed == Money(13_500)
    assert again.counter.finish().bills[0].lines[0].price == Money(5000)


def test_an_amount_by_weight_gives_a_step_more_before_it_is_above_the_mrp(till: Till) -> None:
    potato = till.write(lambda page: items.by_id(page, POTATO))
    assert potato is not None
    put_item(till, replace(potato, mrp=Money(3000), step_milli=250))
    till.counter.add(POTATO, amount=Money(5000))
    (bill,) = till.counter.finish().bills
    assert bill.totals.payable == Money(5000)
    assert bill.lines[0].quantity.milli == 1750, "1.5 kg for 50 were above 30 a kilo"
    till.counter.add(POTATO, amount=Money(5000))
    put_item(till, replace(potato, price=Money(2000), mrp=Money(2000)))
    with refused(RefusalCode.MRP_LOWERED):
        till.counter.finish()


def test_a_price_without_its_tax_is_not_above_the_mrp_with_it(till: Till) -> None:
    """Refused when it is put there and at End; without GST of the shop's own there is none."""
    put_item(till, replace(soap(till), price=Money(3900), mrp=Money(4000), inclusive=False))
    till.counter.add(SOAP)
    assert till.counter.finish().bills[0].totals.payable == Money(3900)
    assert till.counter.add(SOAP).above is None
    registered_shop(till)
    above = till.counter.view.above
    assert above is not None
    assert (above.code, above.facts["price"]) == (RefusalCode.MRP_LOWERED, 4602)
    with refused(RefusalCode.MRP_LOWERED) as caught:
        till.counter.finish()
    assert (caught.value.facts["mrp"], caught.value.facts["most"]) == (4000, 3390)
    for price in (3900, 3391):
        with refused(RefusalCode.MRP_WITH_TAX) as caught:
            till.counter.set_price(0, Money(price))
        assert caught.value.facts["most"] == 3390
    assert till.counter.set_quantity(0, 2000).owed == Money(9200), "it waits for another price"
    till.counter.set_quantity(0, 1000)
    assert till.counter.set_price(0, Money(3390)).above is None
    (bill,) = till.counter.finish().bills
    assert bill.totals.gross == Money(4000)


def copy(till: Till, **facts: object) -> Item:
    """A registered shop's copies, 36.00 before tax and 42.48 as printed."""
    registered_shop(till)
    made = replace(soap(till), price=Money(3600), mrp=Money(4248), inclusive=False)
    return put_item(till, replace(made, **facts))  # type: ignore[arg-type]


def put_lower(till: Till) -> None:
    """F6: the packet bears a lower price."""
    till.counter.add(SOAP)
    till.counter.tell_printed(0, Money(3540))


def on_board(till: Till) -> None:
    """Today's rate."""
    till.terms.set_rates({SOAP: Money(3601)})


def on_card(**facts: object) -> Callable[[Till], None]:
    """Ctrl+I."""
    return lambda till: void(till.terms.save_card(replace(soap(till), **facts)))  # type: ignore[arg-type]


def typed_price(till: Till) -> None:
    """F7 for what has come on the bill."""
    till.counter.add(SOAP)
    till.counter.set_price(0, Money(3601))


def void(_: object) -> None:
    """Nothing of it is wanted."""


TAXED_DOORS: dict[str, Callable[[Till], None]] = {
    "F7": typed_price,
    "board": on_board,
    "card": on_card(price=Money(4248)),
    "slab": on_card(slabs=(Slab(3000, Money(3601)),)),
    "group": on_card(group_prices=(("thok", Money(3601)),)),
    "packet": on_card(printed=(PrintedPrice(Money(4248), Money(3601)),)),
    "lower MRP": on_card(mrp=Money(4247)),
    "inside to on top": lambda till: void(
        (copy(till, inclusive=True, price=Money(4248)), on_card(inclusive=False)(till))
    ),
}


@pytest.mark.parametrize("door", TAXED_DOORS)
def test_no_door_takes_a_price_that_its_tax_takes_above_the_mrp(till: Till, door: str) -> None:
    copy(till)
    with refused(RefusalCode.MRP_WITH_TAX) as caught:
        TAXED_DOORS[door](till)
    most = caught.value.facts["most"]
    assert isinstance(most, int)
    assert most == (3599 if door == "lower MRP" else 3600)
    for line in till.counter.view.draft.lines:
        assert (line.price, line.by_hand) == (Money(3600), False), "the bill is as it was"


@pytest.mark.parametrize("packet", [False, True])
def test_a_good_whose_price_its_tax_takes_above_the_mrp_comes_on_no_bill(
    till: Till, packet: bool
) -> None:
    """A list or a change of the tax may have left it so; its card is put right."""
    told = (PrintedPrice(Money(4248), Money(3600)), PrintedPrice(Money(3540), Money(3500)))
    copy(till, **({"printed": told} if packet else {"price": Money(4248)}))
    till.counter.add(SALT)
    if packet:
        till.counter.add(SOAP)
    before = till.counter.view
    with refused(RefusalCode.MRP_WITH_TAX) as caught:
        if packet:
            till.counter.set_printed(1, Money(3540))
        else:
            till.counter.add(SOAP)
    assert caught.value.facts["most"] == (3000 if packet else 3600)
    assert till.counter.view == before


def test_a_packet_that_is_told_at_the_counter_is_sold_at_what_its_mrp_leaves(till: Till) -> None:
    copy(till)
    put_lower(till)
    assert as_packets(till) == [(3540, 3000)]
    (bill,) = till.counter.finish().bills
    assert bill.totals.gross == Money(3540)
    assert soap(till).price == Money(3000)


def test_no_undo_brings_an_older_price_back(till: Till) -> None:
    till.counter.add(POTATO, 1000)
    till.counter.add(SOAP)
    till.terms.set_rates({POTATO: Money(4000)})
    assert till.counter.undo().owed == Money(4000)


def test_a_bill_of_two_packets_of_one_code_that_is_undone_is_made_again(
    till: Till, shopfront: Shopfront
) -> None:
    two_packets(till)
    sold, owed = as_packets(till), till.counter.view.owed
    assert sold == [(4000, 3500), (5000, 5000)]
    saving = till.counter.view.saving
    till.counter.finish()
    for again in range(2):
        view = till.returns.undo_last().view
        assert (as_packets(till), view.owed, view.saving) == (sold, owed, saving)
        assert view.warning is None
        till = shopfront.reopen()
        assert as_packets(till) == sold, again
        (bill,) = till.counter.finish().bills
        assert bill.totals.payable == owed


@pytest.mark.parametrize("since", [4000, 5000])
def test_an_estimate_becomes_a_bill_of_the_packets_it_was_told_for(till: Till, since: int) -> None:
    two_packets(till)
    told, owed = as_packets(till), till.counter.view.owed
    made = till.estimates.make()
    sell_packet(till, since)
    assert till.estimates.to_bill(made.id).warning is None
    assert as_packets(till) == told
    (bill,) = till.counter.finish().bills
    assert bill.totals.payable == owed
    assert soap(till).mrp == Money(since), "which packet the next scan is, is as it was"


def test_an_estimate_above_every_packet_s_mrp_of_now_waits_for_another_price(till: Till) -> None:
    two_packets(till)
    made = till.estimates.make()
    fallen = PrintedPrice(Money(4500), Money(4500))
    till.terms.save_card(
        replace(soap(till), printed=(*soap(till).printed[:1], fallen)).at_printed(Money(4000))
    )
    warning = till.estimates.to_bill(made.id).warning
    assert warning is not None
    assert (warning.code, warning.facts["place"]) == (RefusalCode.MRP_LOWERED, 1)
    with refused(RefusalCode.MRP_LOWERED):
        till.counter.finish()


def test_a_held_packet_keeps_its_mrp_though_the_next_one_bears_another_and_the_till_stops(
    till: Till, shopfront: Shopfront
) -> None:
    till.counter.add(SOAP)
    till.counter.hold()
    till.counter.add(SOAP)
    till.counter.tell_printed(0, Money(3000))
    till.counter.finish()
    again = shopfront.reopen()
    view = again.counter.recall(1)
    assert view.warning is None
    assert as_packets(again) == [(4000, 3500)]
