"""A fact of the shop is changed from a day on: the others stay, and so does what is to come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from estore_pos.domain.act import ActKind
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import TaxMode
from estore_pos.domain.ids import ItemId
from estore_pos.domain.money import Money
from estore_pos.domain.person import Role
from estore_pos.operations.till import Till
from estore_pos.store.records.shop import ShopSaved
from tests.documents.reading import text
from tests.domain.samples import GSTIN
from tests.operations.shopfront import NOON, SALT, Shopfront
from tests.operations.test_people import acts_told, told

TODAY = NOON.date()
LATER, LAST = TODAY + timedelta(days=5), TODAY + timedelta(days=9)
REGULAR = {"tax_mode": TaxMode.REGULAR, "gstin": GSTIN, "state": "10"}
COMPOSITION = {**REGULAR, "tax_mode": TaxMode.COMPOSITION}


def saved(till: Till) -> list[str]:
    """The first days of the journal's records of the shop, in its order."""
    bodies = [each.record.body for each in told(till)]
    return [each.from_day for each in bodies if isinstance(each, ShopSaved)]


@pytest.fixture
def named(till: Till) -> Till:
    """A till of a shop that has told its name."""
    till.save_shop(replace(till.shop_today(), name_en="Maa Sharda", address_en="Main Road"))
    return till


def bill_text(till: Till) -> str:
    """What stands on the paper of a bill that is made now."""
    till.counter.add(SALT)
    bill = till.counter.finish().bills[0]
    archive = till.archive()
    try:
        return text(archive.paper(bill.id, "80", "en").read_bytes())
    finally:
        archive.close()


def test_an_address_told_after_a_mode_to_come_does_not_undo_it(
    named: Till, shopfront: Shopfront
) -> None:
    named.change_shop(LATER, COMPOSITION)
    named.change_shop(LAST, {"address_en": "Station Road"})
    shopfront.clock.at += timedelta(days=5)
    paper = bill_text(named)
    assert "BILL OF SUPPLY" in paper.upper()
    assert "Main Road" in paper
    shopfront.clock.at += timedelta(days=4)
    paper = bill_text(shopfront.reopen())
    assert "composition" in paper.lower()
    assert "Station Road" in paper


def test_what_is_told_today_holds_after_a_mode_to_come(named: Till, shopfront: Shopfront) -> None:
    named.change_shop(LATER, REGULAR)
    named.change_shop(TODAY, {"upi_id": "new@invalid"})
    named.change_shop(TODAY, {"code_masks": ("21IIIIIWW.WWWC",)})
    named.change_shop(TODAY, {"sweet": ItemId(SALT)})
    named.change_shop(TODAY, {"filed_up_to": date(2026, 10, 31)})
    named.change_limits(TODAY, {"waive_max": Money(200)})
    named.change_limits(TODAY, {"discount_caps": ((Role.HELPER, 500),)})
    shopfront.clock.at += timedelta(days=5)
    for till in (named, shopfront.reopen()):
        shop = till.shop_today()
        assert (shop.tax_mode, shop.gstin) == (TaxMode.REGULAR, GSTIN)
        assert (shop.upi_id, shop.code_masks) == ("new@invalid", ("21IIIIIWW.WWWC",))
        assert (shop.sweet, shop.filed_up_to) == (SALT, date(2026, 10, 31))
        assert (shop.waive_cap(Role.HELPER), shop.discount_cap(Role.HELPER)) == (Money(200), 500)


def test_one_change_is_one_deed_whatever_is_to_come(named: Till) -> None:
    named.change_shop(LATER, REGULAR)
    acts, before = len(acts_told(named)), saved(named)
    named.change_shop(TODAY, {"upi_id": "new@invalid"})
    assert saved(named)[len(before) :] == [LATER.isoformat(), TODAY.isoformat()]
    (act,) = [each for each in named.acts.of_day(TODAY) if each.act.what is ActKind.SETTING][-1:]
    assert len(acts_told(named)) == acts + 1
    assert act.act.note == "upi_id"


def test_the_note_of_a_change_to_come_says_what_changes_on_its_day(named: Till) -> None:
    named.change_shop(LATER, REGULAR)
    assert acts_told(named)[-1].note == "tax_mode gstin"
    named.change_shop(LAST, {"phone": "00000 00012"})
    assert acts_told(named)[-1].note == "phone"


def test_what_a_day_to_come_cannot_do_without_is_not_taken_away_today(named: Till) -> None:
    named.change_shop(LATER, REGULAR)
    before = saved(named), named.shop_from_today()
    with pytest.raises(Refusal) as caught:
        named.change_shop(TODAY, {"name_en": ""})
    assert caught.value.code is RefusalCode.SHOP_NAME_NEEDED
    assert (saved(named), named.shop_from_today()) == before


def test_a_change_to_come_is_taken_back_by_what_holds_before_it(
    named: Till, shopfront: Shopfront
) -> None:
    today = named.shop_today()
    named.change_shop(LATER, REGULAR)
    named.change_shop(LATER, {"tax_mode": TaxMode.UNREGISTERED, "gstin": ""})
    assert [replace(each, from_day=today.from_day) for each in named.shop_from_today()] == [
        today,
        today,
    ]
    assert len(shopfront.reopen().shop_from_today()) == 2


def test_the_first_thing_told_holds_from_its_day_and_not_before(
    till: Till, shopfront: Shopfront
) -> None:
    assert till.is_new
    till.change_shop(LATER, {"name_en": "Maa Sharda"})
    for each in (till, shopfront.reopen()):
        assert [shop.name_en for shop in each.shop_from_today()] == ["", "Maa Sharda"]
