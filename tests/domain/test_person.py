"""Who may allow what to whom, and what is a PIN."""

from typing import get_args

import pytest

from estore_pos.domain.act import ActKind
from estore_pos.domain.errors import Refusal, RefusalCode
from estore_pos.domain.person import LEAST, Deed, Role, is_easy, may, may_allow, tidy_pin
from sync.protocol import trade


def test_nobody_allows_what_he_may_not_do_but_for_what_a_higher_cap_covers() -> None:
    for role in Role:
        for deed in Deed:
            for to in Role:
                higher = list(Role).index(role) < list(Role).index(to)
                capped = deed in (Deed.DISCOUNT, Deed.LET_GO) and higher
                assert may_allow(role, deed, to) is (may(role, deed) or capped)
    assert not any(may_allow(Role.HELPER, deed, to) for deed in Deed for to in Role)
    assert all(may_allow(Role.OWNER, deed, to) for deed in Deed for to in Role)


@pytest.mark.parametrize("pin", ["4071", "82640519", "००४१"])
def test_a_pin_is_compared_in_latin_digits(pin: str) -> None:
    assert tidy_pin(pin) == "".join(str(int(digit)) for digit in pin)


@pytest.mark.parametrize("pin", ["", "407", "826405193", "40 71", "40a1", "4071\n", "-407"])
def test_what_is_no_pin_is_refused(pin: str) -> None:
    with pytest.raises(Refusal) as caught:
        tidy_pin(pin)
    assert caught.value.code is RefusalCode.PIN_SHAPE


@pytest.mark.parametrize("pin", ["0000", "1234", "4321", "1212", "12341234", "99999", "345678"])
def test_what_anybody_tries_first_is_an_easy_pin(pin: str) -> None:
    assert is_easy(pin)


@pytest.mark.parametrize("pin", ["4071", "1357", "2580", "12351", "121213"])
def test_other_pins_are_not(pin: str) -> None:
    assert not is_easy(pin)


def test_each_deed_stands_in_the_table_once_with_the_least_role_that_does_it() -> None:
    assert set(LEAST) == set(Deed)
    free = {role: {deed for deed in Deed if may(role, deed)} for role in Role}
    assert free[Role.OWNER] == set(Deed)
    assert free[Role.HELPER] == set()
    assert free[Role.OPERATOR] == {
        Deed.CANCEL,
        Deed.RETURN,
        Deed.BEYOND,
        Deed.ADVANCE,
        Deed.OPEN_DRAWER,
        Deed.MONEY_OUT,
        Deed.PRINTED,
        Deed.RATES,
        Deed.GOODS,
        Deed.SHELF,
        Deed.PC,
        Deed.ACTS,
    }


def test_both_ends_know_the_same_acts() -> None:
    assert set(get_args(trade.ActKind)) == {kind.value for kind in ActKind}
