"""Buyers and the shop itself: what cannot be true is refused, what is odd but true is not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.in_ import gstin as oracle

from estore_pos.domain.customer import Customer, tidy_phone
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.gst import TaxMode, is_gstin, is_state
from estore_pos.domain.ids import CustomerId
from estore_pos.domain.shop import Shop, in_force, is_upi_id
from tests.domain.samples import DAY, GSTIN, customer, shop

# python-stdnum 2.2 does not know these States; it also looks into the PAN for its holder's kind.
UNKNOWN_TO_STDNUM = {"38", "97"}


@given(
    state=st.integers(0, 40).map("{:02}".format),
    pan=st.from_regex(r"[A-Z]{3}[ABCFGHJLPT][A-Z][1-9][0-9]{3}[A-Z]", fullmatch=True),
    entity=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)
def test_a_gstin_is_what_stdnum_takes_for_one(state: str, pan: str, entity: str) -> None:
    assume(state not in UNKNOWN_TO_STDNUM)
    for check in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        number = f"{state}{pan}{entity}Z{check}"
        assert is_gstin(number) is oracle.is_valid(number)


def test_of_36_check_characters_one_is_right() -> None:
    found = [c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if is_gstin(GSTIN[:14] + c)]
    assert found == ["M"]


@pytest.mark.parametrize("number", ["38AAACR5055K1ZQ", "97AAACR5055K1ZI"])
def test_ladakh_and_other_territory_are_states(number: str) -> None:
    prefix = number[:14]
    assert sum(is_gstin(prefix + c) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 1


@pytest.mark.parametrize(
    "number",
    [
        "",
        GSTIN.lower(),
        GSTIN + "0",
        "99" + GSTIN[2:],
        "10AAACR5055K0ZM",
        "10AAAC15055K1ZM",
        "10AAACR505AK1ZM",
        "10AAACR505551ZM",
        "10AAACR5055K1CM",
        "10AAACR5055K1Z-",
    ],
)
def test_what_is_no_gstin(number: str) -> None:
    assert not is_gstin(number)


def test_collected_gstins(estore_data: Path) -> None:
    vectors = json.loads((estore_data / "india_vectors.json").read_text("utf-8"))["gstin"]
    assert all(is_gstin(each["v"]) for each in vectors["valid"])
    assert not any(is_gstin(each["v"]) for each in vectors["invalid"])


def test_states_are_two_digits() -> None:
    states = [f"{n:02}" for n in range(100) if is_state(f"{n:02}")]
    assert states == [*(f"{n:02}" for n in range(1, 39)), "97"]
    assert not is_state("1")
    assert not is_state("AB")


@pytest.mark.parametrize(
    "typed",
    [
        "0000000011",
        "00000 00011",
        "+91 00000-00011",
        "91 0000000011",
        "0 00000 00011",
        "0091 (00000) 00011",
        "००००० ०००११",
    ],
)
def test_a_phone_number_is_ten_digits_however_it_is_typed(typed: str) -> None:
    assert tidy_phone(typed) == "0000000011"


@pytest.mark.parametrize(
    "typed", ["", "12345", "00000 0001112", "phone", "0000000²11", "00000/00011", "92 0000000011"]
)
def test_what_is_no_phone_number(typed: str) -> None:
    assert tidy_phone(typed) is None


Change = Callable[[Customer], Customer]
ShopChange = Callable[[Shop], Shop]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda c: replace(c, name="  "), RefusalCode.NAME_NEEDED),
        (lambda c: replace(c, state="99"), RefusalCode.STATE_WRONG),
        (lambda c: replace(c, gstin=GSTIN[:14] + "0"), RefusalCode.GSTIN_WRONG),
        (lambda c: replace(c, gstin=GSTIN, state="09"), RefusalCode.GSTIN_WRONG),
        (lambda c: replace(c, phone="12"), RefusalCode.PHONE_WRONG),
    ],
)
def test_a_customer_s_first_false_particular_is_named(change: Change, code: RefusalCode) -> None:
    with pytest.raises(Refusal) as refused:
        change(customer()).check()
    assert refused.value.code is code


def test_a_customer_needs_a_name_only() -> None:
    Customer(CustomerId("C1"), "राम").check()
    replace(customer(gstin=GSTIN), phone="00000 00011").check()


def test_a_shop_is_no_customer_of_its_own() -> None:
    with pytest.raises(Refusal) as refused:
        customer(gstin=GSTIN).check(own_gstin=GSTIN)
    assert refused.value.code is RefusalCode.GSTIN_OWN
    customer(gstin=GSTIN).check(own_gstin="10AABCU9603R1Z2")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda s: replace(s, state="00"), RefusalCode.STATE_WRONG),
        (lambda s: replace(s, gstin=""), RefusalCode.GSTIN_NEEDED),
        (lambda s: replace(s, gstin="", tax_mode=TaxMode.COMPOSITION), RefusalCode.GSTIN_NEEDED),
        (lambda s: replace(s, name_hi="", name_en=""), RefusalCode.SHOP_NAME_NEEDED),
        (lambda s: replace(s, name_hi=" ", name_en=""), RefusalCode.SHOP_NAME_NEEDED),
        (lambda s: replace(s, gstin=GSTIN[:14] + "0"), RefusalCode.GSTIN_WRONG),
        (lambda s: replace(s, state="09"), RefusalCode.GSTIN_WRONG),
        (lambda s: replace(s, fssai="1234"), RefusalCode.FSSAI_WRONG),
        (lambda s: replace(s, fssai="30012345678901"), RefusalCode.FSSAI_WRONG),
        (lambda s: replace(s, fssai="1001234567890A"), RefusalCode.FSSAI_WRONG),
        (lambda s: replace(s, upi_id="nobody"), RefusalCode.UPI_ID_WRONG),
        (lambda s: replace(s, pin="84412"), RefusalCode.PIN_CODE_WRONG),
        (lambda s: replace(s, pin="84412A"), RefusalCode.PIN_CODE_WRONG),
        (lambda s: replace(s, pin="८४४१२०"), RefusalCode.PIN_CODE_WRONG),
        (lambda s: replace(s, state="²²"), RefusalCode.STATE_WRONG),
        (lambda s: replace(s, filed_up_to=s.from_day), RefusalCode.MONTH_OPEN),
    ],
)
def test_a_shop_s_first_false_fact_is_named(change: ShopChange, code: RefusalCode) -> None:
    with pytest.raises(Refusal) as refused:
        change(shop()).check()
    assert refused.value.code is code


def test_a_registered_shop_s_papers_want_its_address() -> None:
    assert replace(shop(), address_hi=" ", address_en="").lacks_address
    assert not replace(shop(), address_hi="", address_en="Main Road").lacks_address
    assert not Shop(DAY).lacks_address


def test_a_shop_that_told_nothing_is_a_shop() -> None:
    Shop(DAY).check()
    full = replace(shop(), fssai="10012345678901", upi_id="practice@invalid", pin="844120")
    full.check()


@pytest.mark.parametrize("address", ["a.b-c_9@bank", "shop@ok.bank", "00@up"])
def test_upi_addresses(address: str) -> None:
    assert is_upi_id(address)


@pytest.mark.parametrize(
    "address",
    ["", "shop", "a@bank", "shop@b", "sh op@bank", "shop@ba nk", "दुकान@bank", "x" * 254 + "@b1"],
)
def test_what_is_no_upi_address(address: str) -> None:
    assert not is_upi_id(address)


def test_the_facts_in_force_are_the_latest_told_for_the_day() -> None:
    first = Shop(date(2026, 4, 1), name_en="first")
    ahead = Shop(date(2027, 4, 1), name_en="ahead")
    mended = Shop(date(2026, 4, 1), name_en="mended")
    told = (first, ahead, mended)
    assert in_force(told, date(2026, 1, 1)) is first
    assert in_force(told, date(2026, 11, 22)) is mended
    assert in_force(told, date(2027, 4, 1)) is ahead
    assert in_force((ahead, first), date(2026, 11, 22)) is first
