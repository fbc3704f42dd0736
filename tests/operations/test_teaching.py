"""Laws of what a till is taught at the counter: a code is bound once, and nothing else moves."""

import pytest

from estore_pos.domain.barcode import Missed
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.ids import ItemId
from estore_pos.domain.money import Money
from estore_pos.domain.quantity import Unit
from estore_pos.operations import teaching
from estore_pos.operations.till import Till
from tests.operations.shopfront import POTATO, SALT, Shopfront, goods
from tests.operations.test_counter import SALT_CODE

CODE, UPC = "8909999999999", "036000291452"


@pytest.mark.parametrize(("name", "hindi", "english"), [("भुजिया", "भुजिया", ""), ("a", "", "a")])
def test_a_name_is_kept_in_its_own_script(till: Till, name: str, hindi: str, english: str) -> None:
    item = till.teach(CODE, f" {name} ", Money(2000))
    assert (item.name_hi, item.name_en) == (hindi, english)
    assert (item.price, item.mrp, item.unit, item.step_milli) == (
        Money(2000),
        Money(2000),
        Unit.PIECE,
        1000,
    )
    assert till.counter.scan(CODE).draft.lines[0].item.id == item.id


def test_what_is_weighed_has_a_price_a_kilo_and_no_printed_one(till: Till) -> None:
    item = till.teach("04711", "Kaju", Money(90000), Unit.KILO)
    assert (item.price, item.mrp, item.unit, item.step_milli) == (Money(90000), None, Unit.KILO, 1)


def test_a_code_is_taught_in_the_form_in_which_it_is_sought(till: Till) -> None:
    item = till.teach(UPC, "Apple", Money(1000))
    assert till.counter.scan("0" + UPC).draft.lines[0].item.id == item.id


@pytest.mark.parametrize("code", [SALT_CODE, "18901030865275", "SACK"])
def test_a_code_that_is_bound_is_not_bound_again(till: Till, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        till.teach(code, "Other")
    assert refused.value.code is RefusalCode.CODE_TAKEN
    with pytest.raises(Refusal) as refused:
        till.bind(code, POTATO)
    assert refused.value.code is RefusalCode.CODE_TAKEN
    assert till.teach("8909999999999", "Other").id == len(goods()) + 1


def test_a_bound_code_stands_for_so_much_of_its_good_and_survives(
    till: Till, shopfront: Shopfront
) -> None:
    item = till.bind(CODE, SALT, 12_000)
    assert [each.code for each in item.barcodes] == [SALT_CODE, CODE]
    again = shopfront.reopen()
    assert again.counter.scan(CODE).draft.lines[0].quantity.milli == 12_000


def test_a_code_cannot_be_of_a_good_that_is_not_there(till: Till) -> None:
    with pytest.raises(Refusal) as refused:
        till.bind(CODE, ItemId(999))
    assert refused.value.code is RefusalCode.NOTHING_FOUND
    with pytest.raises(Refusal) as refused:
        till.teach(CODE, "  ")
    assert refused.value.code is RefusalCode.NAME_NEEDED


def test_an_unknown_code_is_listed_until_it_is_taught_or_the_day_is_over(
    till: Till, shopfront: Shopfront
) -> None:
    till.miss(CODE)
    till.miss(UPC)
    till.miss("0" + UPC)
    assert till.missed_today() == [Missed("0" + UPC, 2), Missed(CODE, 1)]
    till.teach(UPC, "Apple")
    assert till.missed_today() == [Missed(CODE, 1)]
    till.bind(CODE, SALT)
    assert till.missed_today() == []
    till.miss("777")
    shopfront.clock.move(24 * 3_600_000)
    assert till.missed_today() == []


def test_what_no_good_can_have_is_not_taught() -> None:
    for code in (CODE, "A-17", "0012", "x" * 48):
        assert teaching.teachable(code)
    for code in ("upi://pay?pa=x@y", "https://a.in/01/1", "ES1:B:1", "12", "x" * 49, "a b c"):
        assert not teaching.teachable(code)


def test_a_good_learns_a_name_once_and_not_without_end() -> None:
    salt = goods()[1]
    learnt = teaching.called(salt, "namkin")
    assert learnt is not None
    assert learnt.aliases == ("namkin",)
    assert teaching.called(learnt, "NAMKIN") is None
    assert teaching.called(salt, "salt") is None
    for number in range(teaching.ALIASES_MAX - 1):
        learnt = teaching.called(learnt, f"word{number}")
        assert learnt is not None
    assert teaching.called(learnt, "one more") is None


def test_a_learnt_name_finds_its_good_and_survives(till: Till, shopfront: Shopfront) -> None:
    assert till.call(SALT, " namkin ") is not None
    assert till.call(SALT, "namkin") is None
    assert till.call(SALT, " ") is None
    assert till.call(ItemId(999), "namkin") is None
    lookup = shopfront.reopen().lookup()
    assert [each.item.id for each in lookup.find("namkin 2") if each.is_said] == [SALT]
    lookup.close()
